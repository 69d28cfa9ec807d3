"""Theorem 2: the least l1 norm finds the sparse codes.

Definition 4 (8) at one layer: x_j is an l1 minimiser among the codes of x_{j-1}.
"""

from sympy import Abs, Integer

from boundcheck import Claim, Span, Step, algebra, arith, assume, expect, family, fixed, restate, rule, size, total
from boundcheck import lam as hole

from .arguments import same_image
from .words import (
    CODES,
    All,
    D,
    Lam,
    Rows,
    coherence,
    condition,
    difference,
    explains,
    gram,
    h,
    i,
    image,
    j,
    k,
    mu,
    mu_nonneg,
    norm1,
    norms,
    norms_positive,
    r,
    relative_coherence,
    unit_columns,
    x,
    x_off,
    x_sparse,
    x_within,
    y,
    z,
    z_explains,
)

u, l1, pinv = family("u"), family("l1"), family("pinv")
_all = ((i, All),)
_rest = total(h(j) * gram(i, j), j, All.without(i))
_UNIT_WIDE = {
    "kind": "tables",
    "scalars": {"mu": "4/5", "lam": 1},
    "families": {
        "D": [[1, 0, "3/5"], [0, 1, "4/5"]],
        "nrm": [1, 1, 1],
        "x": [0, 0, 1],
        "z": ["3/5", "4/5", 0],
        "h": ["-3/5", "-4/5", 1],
        "y": ["3/5", "4/5"],
        "pinv": [[1, 0], [0, 1], [0, 0]],
    },
    "sets": {"All": [0, 1, 2], "Rows": [0, 1], "Lam": [2], "Hat": [0, 1]},
}
_WIDE = fixed("a wide dictionary with unit columns", _UNIT_WIDE)
_LONG_ATOM = fixed(
    "one long atom",
    {
        "kind": "tables",
        "scalars": {"mu": "4/5", "lam": 1},
        "families": {
            "D": [[1, 0, 8], [0, 1, 6]],
            "nrm": [1, 1, 10],
            "x": [1, 0, 0],
            "z": [0, "-3/4", "1/8"],
            "h": [1, "3/4", "-1/8"],
            "y": [1, 0],
            "pinv": [[1, 0], [0, 1], [0, 0]],
        },
        "sets": {"All": [0, 1, 2], "Rows": [0, 1], "Lam": [0], "Hat": [1, 2]},
    },
)
wide = assume("wide", size(All), ">", size(Rows), words="fewer rows than columns")

full_rank = assume(
    "full_rank",
    total(D(r, i) * pinv(i, k), i, All),
    "==",
    size(Span(r, r) & Span(k, k)),
    ((r, Rows), (k, Rows)),
    words="D has full rank: it has a right inverse",
)
unit_coherence = assume(
    "unit_coherence", coherence.claim.lhs, "<=", mu, coherence.claim.forall, words="mu(D) for normalised columns"
)

# the null space property, for unit columns

_ratio = 1 - (2 * size(Lam) - 1) * mu
_on, _off = total(Abs(h(i)), i, Lam), total(Abs(h(i)), i, All & ~Lam)
_pairs = ((i, All), (j, All.without(i)))
null_space = (
    *same_image(h)[:2],
    rule("swap", "exchange_sums", f=hole((r, j), D(r, i) * D(r, j) * h(j)), K=Rows, H=All, forall=_all),
    algebra("no_row", Claim(D(r, i) * image(h), "==", 0, ((i, All), (r, Rows))), by=("zero_row",)),
    rule("no_rows", "termwise_equal", f=hole(r, D(r, i) * image(h)), g=hole(r, Integer(0)), K=Rows, forall=_all),
    rule("own", "split_off", f=hole(j, h(j) * gram(i, j)), K=All, a=i, forall=_all),
    arith(
        "unit_term",
        Claim(h(i) * gram(i, i), "==", h(i), _all),
        by=("unit_columns",),
        squares=(Abs(h(i)) + 1,),
        degree=2,
    ),
    arith("alone", Claim(_rest, "==", -h(i), _all), by=("swap", "no_rows", "own", "unit_term")),
    rule("triangle", "triangle", f=hole(j, h(j) * gram(i, j)), K=All.without(i), forall=_all),
    arith(
        "pair",
        Claim(Abs(h(j) * gram(i, j)), "<=", mu * Abs(h(j)), _pairs),
        by=("coherence",),
        squares=(Abs(h(j)),),
        degree=2,
    ),
    rule(
        "pairs",
        "termwise",
        f=hole(j, Abs(h(j) * gram(i, j))),
        g=hole(j, mu * Abs(h(j))),
        K=All.without(i),
        forall=_all,
    ),
    restate(
        "magnitude",
        Claim(Abs(h(i)), "<=", total(Abs(h(j) * gram(i, j)), j, All.without(i)), _all),
        by=("triangle", "alone"),
    ),
    rule("own_magnitude", "split_off", f=hole(j, Abs(h(j))), K=All, a=i, forall=_all),
    arith(
        "entry",
        Claim((1 + mu) * Abs(h(i)), "<=", mu * norm1(h), _all),
        by=("magnitude", "pairs", "own_magnitude", "mu_nonneg"),
        degree=2,
    ),
    rule("entries", "termwise", f=hole(i, (1 + mu) * Abs(h(i))), g=hole(i, mu * norm1(h)), K=Lam),
)
_share = Claim((1 + mu) * _on, "<=", size(Lam) * mu * norm1(h))
hypotheses = (unit_columns, coherence, mu_nonneg, x_off, x_within, x_sparse, difference, explains, z_explains)

null_space_property = Step(
    label="theorem_2.null_space_property",
    cite="proof of Theorem 2, Theorem 4.5 in [5]: what two codes of one signal share",
    register=("LF07",),
    hypotheses=(unit_columns, coherence, mu_nonneg, x_within, difference, explains, z_explains),
    over=(CODES,),
    printed=Claim(
        _share.lhs,
        "<=",
        _share.rhs,
        tex=r"(1+\mu)\sum_{i\in S}|x_i-z_i|\le|S|\,\mu\,\|\boldsymbol x-\boldsymbol z\|_1",
        words="for every set S of atoms, when D x = D z and the columns are normalised",
    ),
    argument=(*null_space, restate("share", _share, by=("entries",))),
    expects=expect("PROVED", argument="VALID"),
)

_growth = Claim(
    norm1(z) - norm1(x),
    ">=",
    _off - _on,
    tex=r"\|\boldsymbol z\|_1-\|\boldsymbol x\|_1\ge\sum_{i\notin S}|x_i-z_i|-\sum_{i\in S}|x_i-z_i|",
)
growth = Step(
    label="theorem_2.growth",
    cite="proof of Theorem 2, Theorem 4.5 in [5]: how the l1 norm grows off the support S of x",
    register=("LF07",),
    hypotheses=(x_off, x_within, difference),
    over=(CODES,),
    printed=_growth,
    argument=(
        rule("z_parts", "split_sum", f=hole(i, Abs(z(i))), K=All, H=Lam),
        rule("x_parts", "split_sum", f=hole(i, Abs(x(i))), K=All, H=Lam),
        algebra("x_zero", Claim(Abs(x(i)), "==", 0, ((i, All & ~Lam),)), by=("x_off",)),
        rule("x_rest", "termwise_equal", f=hole(i, Abs(x(i))), g=hole(i, Integer(0)), K=All & ~Lam),
        algebra("z_off", Claim(Abs(z(i)), "==", Abs(h(i)), ((i, All & ~Lam),)), by=("difference", "x_off")),
        rule("z_rest", "termwise_equal", f=hole(i, Abs(z(i))), g=hole(i, Abs(h(i))), K=All & ~Lam),
        rule("reverse", "reverse_triangle", a=x(i), b=-h(i), forall=((i, All & Lam),)),
        restate(
            "closer", Claim(Abs(x(i)) - Abs(h(i)), "<=", Abs(z(i)), ((i, All & Lam),)), by=("reverse", "difference")
        ),
        rule("on_support", "termwise", f=hole(i, Abs(x(i)) - Abs(h(i))), g=hole(i, Abs(z(i))), K=All & Lam),
        arith("grows", _growth, by=("z_parts", "x_parts", "x_rest", "z_rest", "on_support")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_no_better = Claim(
    norm1(x),
    "<=",
    norm1(z),
    tex=r"\boldsymbol x_j=\operatorname{argmin}\{\|\boldsymbol x\|_1:\boldsymbol x_{j-1}=\boldsymbol D_j\boldsymbol x\}",
    words="no code of the same signal has a smaller l1 norm",
)
_split = rule("parts", "split_sum", f=hole(i, Abs(h(i))), K=All, H=Lam)
_less_than_half = (
    arith("count", Claim((2 * size(Lam) - 1) * mu, "<", 1), by=("condition", "x_sparse", "mu_nonneg"), degree=2),
    _split,
    restate(
        "share", Claim(_share.lhs, "<=", size(Lam) * mu * (_on + _off)), by=("theorem_2.null_space_property", "parts")
    ),
    # (1 + mu) (off - on) = (1 + mu) (on + off - 2 on) >= (1 + mu - 2 |S| mu) (on + off)
    arith("margin", Claim((1 + mu) * (_off - _on), ">=", _ratio * (_on + _off)), by=("share",)),
)
least = Step(
    label="theorem_2.least",
    cite="Theorem 2: {x_j} is a solution of DSC_1",
    register=("LF07",),
    reading="literal: the dictionaries of Theorem 1, whose columns have any norms",
    uses=(null_space_property, growth),
    hypotheses=(
        norms,
        norms_positive,
        relative_coherence,
        mu_nonneg,
        wide,
        full_rank,
        x_off,
        x_within,
        x_sparse,
        difference,
        explains,
        z_explains,
        condition,
    ),
    over=(_LONG_ATOM, _WIDE),
    printed=_no_better,
    repaired=_no_better,
    repaired_hypotheses=(unit_columns, unit_coherence),
    repaired_argument=(
        *_less_than_half,
        arith("room", Claim(_ratio * (_on + _off), ">=", 0), by=("count",), squares=(_on, _off), degree=2),
        arith("positive", Claim(1 + mu, ">", 0), by=("mu_nonneg",)),
        arith(
            "product",
            Claim((norm1(z) - norm1(x)) * (1 + mu), ">=", 0),
            by=("margin", "room", "theorem_2.growth", "mu_nonneg"),
            degree=2,
        ),
        rule("divide", "fraction_below", a=0, b=norm1(z) - norm1(x), d=1 + mu),
        restate("least", _no_better, by=("divide",)),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Scaling a column changes l1 norms but not mu(D).  With normalised columns (as in Theorems 3, 6 and 9) it is true; full rank and fewer rows than columns are not needed.",
)

_same = Claim(
    x(i),
    "==",
    z(i),
    _all,
    tex=r"\boldsymbol x_1=\operatorname{argmin}\{\|\boldsymbol x\|_1:\boldsymbol y=\boldsymbol D_1\boldsymbol x\}\ \text{is unique}",
    words="a code of the same signal whose l1 norm is no larger is x itself",
)
_each = ((j, All),)
_others = total(Abs(h(i)), i, All.without(j))
least_is_unique = Step(
    label="theorem_2.least_is_unique",
    cite="proof of Theorem 2: 'if there exists a solution such that norm_0(x_1) <= (1 + 1/mu(D_1))/2, then x_1 is unique and x_1 = argmin'",
    register=("LF07",),
    reading="literal: <=",
    uses=(null_space_property, growth),
    hypotheses=(
        unit_columns,
        coherence,
        mu_nonneg,
        x_off,
        x_within,
        difference,
        explains,
        z_explains,
        assume("no_larger", norm1(z), "<=", norm1(x), words="the other code has no larger l1 norm"),
        assume("weak_condition", (2 * size(Lam) - 1) * mu, "<=", 1, words="norm_0(x_1) <= (1 + 1/mu(D_1))/2, cleared"),
    ),
    over=(CODES,),
    printed=_same,
    repaired=_same,
    repaired_hypotheses=(
        assume("strict_condition", (2 * size(Lam) - 1) * mu, "<", 1, words="norm_0(x_1) < (1 + 1/mu(D_1))/2, cleared"),
    ),
    repaired_argument=(
        _split,
        restate(
            "share",
            Claim(_share.lhs, "<=", size(Lam) * mu * (_on + _off)),
            by=("theorem_2.null_space_property", "parts"),
        ),
        arith("margin", Claim((1 + mu) * (_off - _on), ">=", _ratio * (_on + _off)), by=("share",)),
        arith("grown", Claim(_off - _on, "<=", 0), by=("theorem_2.growth", "no_larger")),
        arith(
            "nothing",
            Claim(-(_on + _off) * _ratio, ">=", 0),
            by=("margin", "grown", "mu_nonneg"),
            degree=2,
        ),
        arith("room", Claim(_ratio, ">", 0), by=("strict_condition",)),
        rule("divide", "fraction_below", a=0, b=-(_on + _off), d=_ratio),
        rule("one", "split_off", f=hole(i, Abs(h(i))), K=All, a=j, forall=_each),
        arith("entry", Claim(Abs(h(j)), "<=", 0, _each), by=("divide", "parts", "one"), squares=(_others,)),
        rule("above", "magnitude", a=h(j), forall=_each),
        rule("below", "magnitude", a=-h(j), forall=_each),
        arith("up", Claim(h(j), "<=", 0, _each), by=("above", "entry")),
        arith("down", Claim(h(j), ">=", 0, _each), by=("below", "entry")),
        arith("equal", _same, by=("up", "down", "difference")),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="D = (1 1): mu = 1, both (1, 0) and (0, 1) have one nonzero and l1 norm 1.",
)

_dual = total(D(r, i) * u(r), r, Rows)
certified = Step(
    label="theorem_2.certified",
    cite="Definition 4, (8): how an l1 minimiser is known on an instance",
    register=("LF07",),
    reading="a dual point u with |D^T u| <= 1 and u.y = norm_1(x) proves that x is an l1 minimiser",
    hypotheses=(
        assume("dual_feasible", Abs(_dual), "<=", 1, _all, words="|D^T u| <= 1"),
        assume("dual_value", total(u(r) * y(r), r, Rows), "==", norm1(l1), words="u.y is the l1 norm of the code"),
        z_explains,
    ),
    over=(CODES,),
    printed=Claim(
        norm1(l1),
        "<=",
        norm1(z),
        tex=r"\|\boldsymbol x\|_1\le\|\boldsymbol z\|_1\ \text{whenever}\ \boldsymbol D\boldsymbol z=\boldsymbol y",
    ),
    argument=(
        algebra("row", Claim(u(r) * y(r), "==", u(r) * image(z), ((r, Rows),)), by=("z_explains",)),
        rule("rows", "termwise_equal", f=hole(r, u(r) * y(r)), g=hole(r, u(r) * image(z)), K=Rows),
        rule("swap", "exchange_sums", f=hole((r, i), u(r) * D(r, i) * z(i)), K=Rows, H=All),
        rule("one", "magnitude", a=z(i) * _dual, forall=_all),
        arith(
            "entry",
            Claim(z(i) * _dual, "<=", Abs(z(i)), _all),
            by=("one", "dual_feasible"),
            squares=(Abs(z(i)),),
            degree=2,
        ),
        rule("entries", "termwise", f=hole(i, z(i) * _dual), g=hole(i, Abs(z(i))), K=All),
        arith("least", Claim(norm1(l1), "<=", norm1(z)), by=("dual_value", "rows", "swap", "entries")),
    ),
    expects=expect("PROVED", argument="VALID"),
)
