"""(7): the sparse codes from known supports.  Two layers; Lam is the support S_1 of x_1 = x, Top the support S_2 of x_2 = w."""

from sympy import Integer

from boundcheck import (
    Claim,
    Index,
    Span,
    Step,
    algebra,
    arith,
    assume,
    belongs,
    compare,
    expect,
    family,
    fixed,
    named_set,
    put,
    real,
    rule,
    size,
    total,
)
from boundcheck import lam as hole

from .relaxed import CHAINS, Deep, E, P, k, second, w
from .words import All, D, Lam, Rows, i, image, r, x, x_off, y

Top = named_set("Top", tex="S_2")
w_off = assume(
    "w_off", ~belongs(k, Top), "implies", compare(w(k), "==", 0), ((k, Deep),), words="x_2 vanishes off its support"
)
top_within = assume("top_within", belongs(k, Deep), "holds", forall=((k, Top),), words="the support is among the atoms")
_row = total(E(i, k) * w(k), k, Top)
_off = ((i, All & ~Lam),)


def known(data, lam, top, **other):
    """Two layers with their supports; further families replaced."""
    return {**data, "sets": {**data["sets"], "Lam": lam, "Top": top}, "families": {**data["families"], **other}}


_INSTANCES = CHAINS.boundary()
SUPPORTS = fixed(
    "two layers with known supports",
    known(_INSTANCES[0], [0], [0]),
    known(_INSTANCES[0], [0], [0], y=[2]),
    known(_INSTANCES[2], [1], [0]),
    known(_INSTANCES[3], [0, 1], [0, 2]),
    known(_INSTANCES[4], [1, 2], [1]),
)

system = Step(
    label="supports.system",
    cite="(7): x_(j, S_j^c) = (D_[j+1,J])_(S_j^c, S_J) x_(J, S_J), and its left side is zero",
    register=("LF06",),
    hypotheses=(second, x_off, w_off, top_within),
    over=(SUPPORTS,),
    printed=Claim(
        _row,
        "==",
        0,
        _off,
        tex=r"\boldsymbol D^{[S_J]}\boldsymbol x_{J,S_J}=0",
        words="what the codes satisfy off the supports",
    ),
    argument=(
        rule("restricted", "supported_sum", f=hole(k, w(k)), g=hole(k, E(i, k)), K=Deep, H=Top, forall=_off),
        arith("zero", Claim(_row, "==", 0, _off), by=("restricted", "second", "x_off")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

seven = assume("seven", _row, "==", 0, _off, words="(7)")
push_back = assume("push_back", x(i), "==", _row, ((i, All),), words="x_1 is pushed back through x_1 = D_2 x_2")
deepest = assume(
    "deepest", y(r), "==", total(P(r, k) * w(k), k, Top), ((r, Rows),), words="y = D_[1,J] x_J, which (7) leaves out"
)
product_on_top = assume(
    "product_on_top",
    P(r, k),
    "==",
    total(D(r, i) * E(i, k), i, All),
    ((r, Rows), (k, Top)),
    words="P = D_1 D_2, at the columns of the support",
)
_solves = Claim(image(x), "==", y(r), ((r, Rows),), tex=r"\boldsymbol y=\boldsymbol D_1\boldsymbol x_1")
equivalent = Step(
    label="supports.equivalent",
    cite="(7): 'solving (DSC^0) is equivalent to solving the following linear system'; after it, pushing back 'we completely solve (DSC^0)'",
    register=("LF06",),
    hypotheses=(seven, push_back, w_off, top_within),
    over=(SUPPORTS,),
    printed=_solves,
    repaired=_solves,
    repaired_hypotheses=(product_on_top, deepest),
    repaired_argument=(
        algebra(
            "row",
            Claim(D(r, i) * x(i), "==", total(D(r, i) * E(i, k) * w(k), k, Top), ((r, Rows), (i, All))),
            by=("push_back",),
        ),
        rule(
            "rows",
            "termwise_equal",
            f=hole(i, D(r, i) * x(i)),
            g=hole(i, total(D(r, i) * E(i, k) * w(k), k, Top)),
            K=All,
            forall=((r, Rows),),
        ),
        rule("swap", "exchange_sums", f=hole((i, k), D(r, i) * E(i, k) * w(k)), K=All, H=Top, forall=((r, Rows),)),
        algebra(
            "entry",
            Claim(P(r, k) * w(k), "==", total(D(r, i) * E(i, k) * w(k), i, All), ((r, Rows), (k, Top))),
            by=("product_on_top",),
        ),
        rule(
            "entries",
            "termwise_equal",
            f=hole(k, P(r, k) * w(k)),
            g=hole(k, total(D(r, i) * E(i, k) * w(k), i, All)),
            K=Top,
            forall=((r, Rows),),
            by=("entry",),
        ),
        arith("solved", _solves, by=("rows", "swap", "entries", "deepest")),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="(7) does not contain y: x_J = 0, or any multiple of a solution, solves it as well.",
)

# the null space of a matrix A with columns All (= S_J), its rank and nullity certified by factors

A, Q, R, N, M, L, F = (family(name) for name in ("A", "Q", "R", "N", "M", "L", "F"))
p, q = Index("p"), Index("q")
rank, nullity, lam = real("rank"), real("nullity"), real("lam")
Ranks, Nulls = named_set("Ranks"), named_set("Nulls")


def same(one, other):
    """1 if two indices are equal, else 0."""
    return size(Span(one, one) & Span(other, other))


_j = Index("j")
certificate = (
    assume("rank_count", size(Ranks), "==", rank, words="the factors have rank many rows"),
    assume("null_count", size(Nulls), "==", nullity, words="the basis of the null space has nullity many vectors"),
    assume("factors", A(r, i), "==", total(F(r, p) * Q(p, i), p, Ranks), ((r, Rows), (i, All)), words="A = F Q"),
    assume("left", total(L(p, r) * F(r, q), r, Rows), "==", same(p, q), ((p, Ranks), (q, Ranks)), words="L F = 1"),
    assume("right", total(Q(p, i) * R(i, q), i, All), "==", same(p, q), ((p, Ranks), (q, Ranks)), words="Q R = 1"),
    assume("kernel", total(A(r, i) * N(i, q), i, All), "==", 0, ((r, Rows), (q, Nulls)), words="A N = 0"),
    assume("basis", total(M(p, i) * N(i, q), i, All), "==", same(p, q), ((p, Nulls), (q, Nulls)), words="M N = 1"),
    assume(
        "whole",
        total(R(i, p) * Q(p, _j), p, Ranks) + total(N(i, q) * M(q, _j), q, Nulls),
        "==",
        same(i, _j),
        ((i, All), (_j, All)),
        words="R Q + N M = 1: nothing else is in the null space",
    ),
)
support_bounded = assume("support_bounded", size(All), "<=", lam, words="norm_0(x_J) <= lambda_J")


def split(matrix, rank, nullity, lam, **factors):
    """Tables of a matrix with the factors that prove its rank."""
    return {
        "kind": "tables",
        "scalars": {"rank": rank, "nullity": nullity, "lam": lam},
        "families": {"A": matrix, **factors},
        "sets": {
            "All": list(range(len(matrix[0]))),
            "Rows": list(range(len(matrix))),
            "Ranks": list(range(rank)),
            "Nulls": list(range(nullity)),
        },
    }


_ONE = {"F": [[1]], "L": [[1]], "Q": [[1]], "R": [[1]], "N": [[]], "M": []}
_ZERO = {"F": [[]], "L": [], "Q": [], "R": [[]], "N": [[1]], "M": [[1]]}
_TWO = {"F": [[1]], "L": [[1]], "Q": [[1, 1]], "R": [[1], [0]], "N": [[-1], [1]], "M": [[0, 1]]}
SPLITS = fixed(
    "matrices with the factors that prove their rank",
    split([[1]], 1, 0, 1, **_ONE),
    split([[1]], 1, 0, 2, **_ONE),
    split([[0]], 0, 1, 1, **_ZERO),
    split([[1, 1]], 1, 1, 2, **_TWO),
    split([[1, 1]], 1, 1, 3, **_TWO),
)

_diagonal = total(R(i, p) * Q(p, i), p, Ranks) + total(N(i, q) * M(q, i), q, Nulls)
null_space_dimension = Step(
    label="supports.null_space_dimension",
    cite="after (7): the null space of D^[S_J] 'is of dimension lambda_J - rank(D^[S_J])'",
    register=("LF06",),
    hypotheses=(*certificate, support_bounded),
    over=(SPLITS,),
    printed=Claim(
        nullity,
        "==",
        lam - rank,
        tex=r"\dim\ker\boldsymbol D^{[S_J]}=\lambda_J-\operatorname{rank}(\boldsymbol D^{[S_J]})",
    ),
    repaired=Claim(
        nullity,
        "==",
        size(All) - rank,
        tex=r"\dim\ker\boldsymbol D^{[S_J]}=|S_J|-\operatorname{rank}(\boldsymbol D^{[S_J]})",
        words="the number of columns is |S_J|, of which lambda_J is a bound",
    ),
    repaired_argument=(
        arith("diagonal", Claim(_diagonal, "==", size(Span(i, i) & Span(i, i)), ((i, All),)), by=("whole",)),
        rule("whole_i", "whole_index", K=All),
        arith("one", Claim(_diagonal, "==", 1, ((i, All),)), by=("diagonal", "whole_i")),
        rule("trace", "termwise_equal", f=hole(i, _diagonal), g=hole(i, Integer(1)), K=All),
        rule("swap_rank", "exchange_sums", f=hole((i, p), R(i, p) * Q(p, i)), K=All, H=Ranks),
        rule("swap_null", "exchange_sums", f=hole((i, q), N(i, q) * M(q, i)), K=All, H=Nulls),
        arith(
            "rank_term",
            Claim(total(R(i, p) * Q(p, i), i, All), "==", size(Span(p, p) & Span(p, p)), ((p, Ranks),)),
            by=("right",),
        ),
        rule("whole_p", "whole_index", K=Ranks),
        arith("rank_one", Claim(total(R(i, p) * Q(p, i), i, All), "==", 1, ((p, Ranks),)), by=("rank_term", "whole_p")),
        rule("ranks", "termwise_equal", f=hole(p, total(R(i, p) * Q(p, i), i, All)), g=hole(p, Integer(1)), K=Ranks),
        arith(
            "null_term",
            Claim(total(N(i, q) * M(q, i), i, All), "==", size(Span(q, q) & Span(q, q)), ((q, Nulls),)),
            by=("basis",),
        ),
        rule("whole_q", "whole_index", K=Nulls),
        arith("null_one", Claim(total(N(i, q) * M(q, i), i, All), "==", 1, ((q, Nulls),)), by=("null_term", "whole_q")),
        rule("nulls", "termwise_equal", f=hole(q, total(N(i, q) * M(q, i), i, All)), g=hole(q, Integer(1)), K=Nulls),
        arith(
            "count",
            Claim(nullity, "==", size(All) - rank),
            by=("trace", "swap_rank", "swap_null", "ranks", "nulls", "rank_count", "null_count"),
        ),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
)

smaller = Step(
    label="supports.smaller",
    cite="after (7): the dimension is 'smaller than lambda_J'",
    register=("LF06",),
    uses=(null_space_dimension,),
    hypotheses=(*certificate, support_bounded),
    over=(SPLITS,),
    printed=Claim(nullity, "<", lam, tex=r"\dim\ker\boldsymbol D^{[S_J]}<\lambda_J"),
    repaired=Claim(nullity, "<=", lam, tex=r"\dim\ker\boldsymbol D^{[S_J]}\le\lambda_J"),
    repaired_argument=(
        put("dimension", "supports.null_space_dimension"),
        arith(
            "at_most",
            Claim(nullity, "<=", lam),
            by=("dimension", "support_bounded", "rank_count"),
            squares=(size(Ranks),),
        ),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="A submatrix with rank 0 (J = 1, or D_2 with all rows off S_1 zero) leaves every code.",
)
