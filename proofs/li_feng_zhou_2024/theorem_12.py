"""Theorem 12: the soft-thresholding iteration LISTA-CP, (23)-(26), one step at a time."""

from sympy import Abs, Integer, Max, exp, sqrt

from boundcheck import (
    Claim,
    Step,
    algebra,
    arith,
    assume,
    expect,
    family,
    fixed,
    put,
    real,
    restate,
    rule,
    size,
    total,
)
from boundcheck import lam as hole

from .iteration_words import (
    INSIDE,
    STEPS,
    E,
    class_25,
    cw,
    dlt,
    er,
    error,
    every,
    is_next,
    is_v,
    model,
    mut,
    noise,
    nx,
    others,
    s,
    s_is,
    theta,
    v,
    xs,
    xs_off,
)
from .theorem_15 import noise_below, off, others_below, thirty_five
from .theorem_15_end import limit
from .theorem_15_sum import nothing_off, theta_nonneg
from .words import All, D, Lam, Rows, W, i, image, j, r, x, x_off, y
from .works import CHEN

B, c = real("B"), real("c")
xs_on = assume("xs_on", Abs(xs(i)), ">", 0, ((i, Lam),), words="x* does not vanish on its support")
start = assume("start", x(i), "==", 0, every, words="x^(0) = 0")
sparse_enough = assume("sparse_enough", (2 * s - 1) * mut, "<", 1, words="norm_0(x*) < (1 + 1/mu~)/2, cleared")

_CUT = fixed(
    "one atom: an entry as large as the noise level",
    *(
        {
            "kind": "tables",
            "scalars": {"mut": 0, "cw": 1, "dlt": 1, "E": 1, "theta": 1, "s": 1},
            "families": {
                "D": [[1]], "W": [[1]], "xs": [code], "e": [0], "y": [code], "x": [0], "er": [-code], "v": [code], "nx": [kept]
            },
            "sets": {"All": [0], "Rows": [0], "Lam": [0]},
        }
        for code, kept in ((1, 0), (-1, 0))
    ),
)  # fmt: skip
support_at_start = Step(
    label="theorem_12.support_at_start",
    cite="Theorem 12: supp x^(k) = supp x* for the sequence from k = 0",
    register=("LF21",),
    reading="literal: k = 0",
    hypotheses=(*model, *class_25, xs_off, xs_on, start, s_is, sparse_enough),
    over=(_CUT, STEPS),
    printed=Claim(
        Abs(x(i)), ">", 0, ((i, Lam),), tex=r"\operatorname{supp}\boldsymbol x^{(0)}=\operatorname{supp}\boldsymbol x^*"
    ),
    repaired=Claim(
        x(i),
        "==",
        0,
        off,
        tex=r"\operatorname{supp}\boldsymbol x^{(0)}\subseteq\operatorname{supp}\boldsymbol x^*",
        words="nothing off the support of x*; from k = 1 on see theorem_12.support",
    ),
    repaired_argument=(restate("nothing", Claim(x(i), "==", 0, off), by=("start",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="x^(0) = 0.",
)

support = Step(
    label="theorem_12.support",
    cite="Theorem 12: supp x^(k) = supp x*",
    quotes=(CHEN,),
    register=("LF21",),
    reading="k >= 1; here k = 1",
    uses=(nothing_off,),
    hypotheses=(*model, *class_25, xs_off, xs_on, start, s_is, sparse_enough, is_next),
    over=(_CUT, STEPS),
    printed=Claim(
        Abs(nx(i)),
        ">",
        0,
        ((i, Lam),),
        tex=r"\operatorname{supp}\boldsymbol x^{(k)}=\operatorname{supp}\boldsymbol x^*",
    ),
    repaired=Claim(
        nx(i),
        "==",
        0,
        off,
        tex=r"\operatorname{supp}\boldsymbol x^{(k)}\subseteq\operatorname{supp}\boldsymbol x^*",
        words="nothing off the support of x*",
    ),
    repaired_argument=(put("nothing", "theorem_15_sum.nothing_off"),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="theta is a bound for all codes with |x*_i| <= B, so small entries are cut to 0.  The inclusion is what [2] needs.",
)

# (26) for the class (22), which has no sparsity

other = family("other", tex=r"x^\circ_i", meaning="entry of another member of the class")
_CLASS = fixed(
    "two members of the class (22), one of them not sparse",
    {
        "kind": "tables",
        "scalars": {"mut": "5/7", "cw": 1, "dlt": 0, "E": 3, "theta": "15/7", "B": 1, "s": 1, "c": "1/1000"},
        "families": {
            "D": [[1, 0, "3/5"], [0, 1, "4/5"]], "W": [[1, "-1/2", "5/7"], ["-1/3", 1, "5/7"]],
            "xs": [1, 0, 0], "other": [1, 1, -1], "e": [0, 0], "y": [1, 0], "x": [0, 0, 0], "er": [-1, 0, 0],
            "v": [1, "-1/2", "5/7"], "nx": [0, 0, 0],
        },
        "sets": {"All": [0, 1, 2], "Rows": [0, 1], "Lam": [0]},
    },
    {
        "kind": "tables",
        "scalars": {"mut": 0, "cw": 1, "dlt": 0, "E": 1, "theta": 0, "B": 1, "s": 1, "c": 1},
        "families": {
            "D": [[1]], "W": [[1]], "xs": [1], "other": [1], "e": [0], "y": [1], "x": [0], "er": [-1], "v": [1], "nx": [1],
        },
        "sets": {"All": [0], "Rows": [0], "Lam": [0]},
    },
)  # fmt: skip
_FIRST = fixed(
    "one atom, x^(0) = 0, y = 1: any x^(1)",
    *(
        {
            "kind": "tables",
            "scalars": {"theta": 0},
            "families": {"D": [[1]], "W": [[1]], "y": [1], "x": [0], "v": [1], "nx": [first]},
            "sets": {"All": [0], "Rows": [0]},
        }
        for first in (0, 1, -1)
    ),
)
_error_next = total(Abs(nx(i) - xs(i)), i, All)
_inner = total(total(Abs(er(j)), j, All.without(i)), i, Lam)
_entry = mut * total(Abs(er(j)), j, All.without(i)) + cw * dlt + theta
step_down = (
    rule("high_0", "max_first", a=0, b=v(i) - theta, forall=every),
    rule("high_v", "max_second", a=0, b=v(i) - theta, forall=every),
    rule("low_0", "max_first", a=0, b=-v(i) - theta, forall=every),
    rule("low_v", "max_second", a=0, b=-v(i) - theta, forall=every),
    arith(
        "room_1", Claim(v(i) - theta, "<=", v(i) + theta + Max(-v(i) - theta, 0), every), by=("low_0", "theta_nonneg")
    ),
    arith("room_0", Claim(v(i) + theta + Max(-v(i) - theta, 0), ">=", 0, every), by=("low_v",)),
    rule("soft_top", "max_least", a=0, b=v(i) - theta, c=v(i) + theta + Max(-v(i) - theta, 0), forall=every),
    arith(
        "room_2", Claim(-v(i) - theta, "<=", Max(v(i) - theta, 0) - v(i) + theta, every), by=("high_0", "theta_nonneg")
    ),
    arith("room_3", Claim(Max(v(i) - theta, 0) - v(i) + theta, ">=", 0, every), by=("high_v",)),
    rule("soft_low", "max_least", a=0, b=-v(i) - theta, c=Max(v(i) - theta, 0) - v(i) + theta, forall=every),
    rule("others_up", "magnitude", a=others, forall=every),
    rule("others_down", "magnitude", a=-others, forall=every),
    rule("noise_up", "magnitude", a=noise, forall=every),
    rule("noise_down", "magnitude", a=-noise, forall=every),
    arith(
        "v_above",
        Claim(v(i) - xs(i), "<=", Abs(others) + cw * dlt, every),
        by=("theorem_15.thirty_five", "others_down", "noise_up", "theorem_15.noise_below"),
    ),
    arith(
        "v_below",
        Claim(xs(i) - v(i), "<=", Abs(others) + cw * dlt, every),
        by=("theorem_15.thirty_five", "others_up", "noise_down", "theorem_15.noise_below"),
    ),
    arith(
        "above",
        Claim(nx(i) - xs(i), "<=", _entry, every),
        by=("is_next", "v_above", "soft_top", "theorem_15.others_below"),
    ),
    arith(
        "below",
        Claim(xs(i) - nx(i), "<=", _entry, every),
        by=("is_next", "v_below", "soft_low", "theorem_15.others_below"),
    ),
    rule("both", "two_sided", a=nx(i) - xs(i), c=_entry, forall=every),
)
sparse_model = (*model, *class_25, xs_off, is_next, s_is, theta_nonneg)
_one_step = Claim(
    _error_next,
    "<=",
    (2 * s - 1) * mut * E + 2 * s * cw * dlt,
    tex=r"\sup\|\boldsymbol x^{(k+1)}-\boldsymbol x^*\|_1\le(2s-1)\tilde\mu\sup\|\boldsymbol x^{(k)}-\boldsymbol x^*\|_1+2sC_W\delta",
    words="for iterates that vanish off S, the supremum being over codes with at most s nonzeros",
)
contraction = Step(
    label="theorem_12.contraction",
    cite="Theorem 12, (26): the recursion behind it",
    register=("LF21",),
    reading="the supremum in (25) over codes with at most s nonzeros, the class X(B, s, delta) of the theorem's last lines",
    uses=(thirty_five, noise_below, others_below, nothing_off),
    hypotheses=(
        *sparse_model,
        x_off,
        assume("some_nonzero", s, ">=", 1, words="x* is not zero"),
    ),
    over=(INSIDE,),
    printed=_one_step,
    argument=(
        *step_down,
        rule("ones", "termwise", f=hole(i, Abs(nx(i) - xs(i))), g=hole(i, _entry), K=All & Lam),
        rule("parts", "split_sum", f=hole(i, Abs(nx(i) - xs(i))), K=All, H=Lam),
        algebra("off_zero", Claim(Abs(nx(i) - xs(i)), "==", 0, off), by=("theorem_15_sum.nothing_off", "xs_off")),
        rule("offs", "termwise_equal", f=hole(i, Abs(nx(i) - xs(i))), g=hole(i, Integer(0)), K=All & ~Lam),
        rule("own", "split_off", f=hole(j, Abs(er(j))), K=All, a=i, forall=every),
        arith("row", Claim(total(Abs(er(j)), j, All.without(i)), "==", error - Abs(er(i)), every), by=("own",)),
        rule(
            "rows",
            "termwise_equal",
            f=hole(i, total(Abs(er(j)), j, All.without(i))),
            g=hole(i, error - Abs(er(i))),
            K=All & Lam,
        ),
        algebra("er_off", Claim(Abs(er(i)), "==", 0, off), by=("is_error", "x_off", "xs_off")),
        rule("restricted", "restrict_sum", f=hole(i, Abs(er(i))), K=All, H=Lam),
        arith("on_support", Claim(total(Abs(er(i)), i, Lam), "==", error), by=("restricted",)),
        arith("count", Claim(size(Lam) * error, "==", s * error), by=("s_is",), squares=(error,), degree=2),
        arith("inner", Claim(_inner, "==", (s - 1) * error), by=("rows", "on_support", "count")),
        arith(
            "smaller",
            Claim(mut * (s - 1) * error, "<=", mut * (s - 1) * E),
            by=("error_level", "mut_nonneg", "some_nonzero"),
            degree=3,
        ),
        arith("inner_mut", Claim(mut * _inner, "<=", mut * (s - 1) * E), by=("inner", "smaller")),
        arith("flat", Claim((cw * dlt + theta) * size(Lam), "==", (cw * dlt + theta) * s), by=("s_is",)),
        arith(
            "sum",
            Claim(_error_next, "<=", mut * (s - 1) * E + s * cw * dlt + s * theta),
            by=("parts", "ones", "offs", "inner_mut", "flat"),
        ),
        restate("with_25", _one_step, by=("sum", "threshold")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_others_next = total(Abs(nx(j) - xs(j)), j, All.without(i))
_two_norm = sqrt(total((nx(i) - xs(i)) ** 2, i, All))
two_below_one = Step(
    label="theorem_12.two_below_one",
    cite="Theorem 12, (26): the l2 norm against the l1 norm of the proof",
    register=("LF21",),
    over=(STEPS,),
    printed=Claim(
        _two_norm,
        "<=",
        _error_next,
        tex=r"\|\boldsymbol x^{(k)}-\boldsymbol x^*\|_2\le\|\boldsymbol x^{(k)}-\boldsymbol x^*\|_1",
    ),
    argument=(
        rule("own", "split_off", f=hole(j, Abs(nx(j) - xs(j))), K=All, a=i, forall=every),
        arith("part", Claim(Abs(nx(i) - xs(i)), "<=", _error_next, every), by=("own",), squares=(_others_next,)),
        arith(
            "square",
            Claim((nx(i) - xs(i)) ** 2, "<=", Abs(nx(i) - xs(i)) * _error_next, every),
            by=("part",),
            squares=(Abs(nx(i) - xs(i)),),
            degree=2,
        ),
        rule(
            "squares", "termwise", f=hole(i, (nx(i) - xs(i)) ** 2), g=hole(i, Abs(nx(i) - xs(i)) * _error_next), K=All
        ),
        arith("nonneg_term", Claim((nx(i) - xs(i)) ** 2, ">=", 0, every), by=(), squares=(nx(i) - xs(i),)),
        rule("nonneg", "termwise", f=hole(i, Integer(0)), g=hole(i, (nx(i) - xs(i)) ** 2), K=All),
        arith("whole", Claim(total((nx(i) - xs(i)) ** 2, i, All), "<=", _error_next**2), by=("squares",)),
        rule("root", "root_below", a=total((nx(i) - xs(i)) ** 2, i, All), b=_error_next),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_linear = Claim(
    _two_norm,
    "<=",
    s * B * exp(-c),
    tex=r"\|\boldsymbol x^{(k)}(\boldsymbol x^*,\boldsymbol\varepsilon)-\boldsymbol x^*\|_2\le sBe^{-ck}+C\delta",
    words="k = 1, delta = 0",
)
convergence = Step(
    label="theorem_12.convergence",
    cite="Theorem 12, (26), with theta^(k) of (25) over the class X(B, delta) of (22)",
    quotes=(CHEN,),
    register=("LF21",),
    reading="literal: (22) bounds entries and noise, not the number of nonzeros",
    uses=(contraction,),
    hypotheses=(
        *sparse_model,
        assume("in_class", Abs(xs(i)), "<=", B, every, words="|x*_i| <= B"),
        assume("other_in_class", Abs(other(i)), "<=", B, every, words="the other code is in the class too"),
        assume("sup_over_class", total(Abs(other(i)), i, All), "<=", E, words="the supremum in (25) is over the class"),
        start,
        sparse_enough,
        assume("some_nonzero", s, ">=", 1, words="x* is not zero"),
        assume("noiseless", dlt, "==", 0, words="delta = 0"),
        assume("c_positive", c, ">", 0, words="c > 0"),
    ),
    over=(_CLASS,),
    printed=_linear,
    repaired=_one_step,
    repaired_hypotheses=(x_off,),
    repaired_argument=(restate("sparse_class", _one_step, by=("theorem_12.contraction",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Both codes are sent to 0 at every step, since |w_i.y| <= 15/7 = theta for both; so the supremum never falls.  With a supremum over "
    "codes of at most s nonzeros the recursion contracts by (2s - 1) mu~ < 1.",
)

_signal = total(W(r, i) * y(r), r, Rows)
_thirty = Claim(
    nx(i),
    "==",
    Max(_signal - theta, 0) - Max(-_signal - theta, 0),
    every,
    tex=r"\boldsymbol x^{(1)}=\mathcal T_{\theta^{(0)}}\big((\boldsymbol W^{(0)})^\top\boldsymbol y\big)",
    words="x^(1) is what (30) computes",
)
start_index = Step(
    label="theorem_12.start_index",
    cite="(23) and Lemma 13: x^(0) := 0, and the recursion for k = 1, 2, 3, ...",
    register=("LF21", "LF22"),
    reading="literal: no line says what x^(1) is, since x^(k+1) is defined from k = 1 on",
    hypotheses=(start, is_v),
    over=(_FIRST, STEPS),
    printed=_thirty,
    repaired=_thirty,
    repaired_hypotheses=(is_next,),
    repaired_argument=(
        algebra("no_image", Claim(D(r, i) * x(i), "==", 0, ((r, Rows), (i, All))), by=("start",)),
        rule(
            "images",
            "termwise_equal",
            f=hole(i, D(r, i) * x(i)),
            g=hole(i, Integer(0)),
            K=All,
            forall=((r, Rows),),
        ),
        arith("rest", Claim(W(r, i) * (y(r) - image(x)), "==", W(r, i) * y(r), ((r, Rows), (i, All))), by=("images",)),
        rule(
            "rests",
            "termwise_equal",
            f=hole(r, W(r, i) * (y(r) - image(x))),
            g=hole(r, W(r, i) * y(r)),
            K=Rows,
            forall=every,
        ),
        arith("pulled", Claim(v(i), "==", _signal, every), by=("is_v", "start", "rests")),
        algebra("high", Claim(Max(v(i) - theta, 0), "==", Max(_signal - theta, 0), every), by=("pulled",)),
        algebra("low", Claim(Max(-v(i) - theta, 0), "==", Max(-_signal - theta, 0), every), by=("pulled",)),
        arith("thirty", _thirty, by=("is_next", "high", "low")),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="With k = 0, 1, 2, ... x^(1) is T((W^(0))^T y), as in (30); that is the reading used here.",
)

alpha, extra, before, now, F = (real(name) for name in ("alpha", "extra", "before", "now", "F"))
linear_rate = Step(
    label="theorem_12.linear_rate",
    cite="Theorem 12, (26): one step towards s B e^(-ck) + C delta",
    quotes=(CHEN,),
    register=("LF21",),
    reading="alpha = (2s - 1) mu~ = e^(-c), extra = 2 s C_W delta, F = extra/(1 - alpha) = C delta; the suprema over sparse codes",
    uses=(limit,),
    hypotheses=limit.hypotheses,
    over=limit.over,
    printed=Claim(
        now - F,
        "<=",
        alpha * (before - F),
        tex=r"\sup\|\boldsymbol x^{(k+1)}-\boldsymbol x^*\|_1-F\le\alpha\big(\sup\|\boldsymbol x^{(k)}-\boldsymbol x^*\|_1-F\big)",
        words="the excess over C delta shrinks by e^(-c)",
    ),
    argument=(put("limit", "theorem_15_end.limit"),),
    expects=expect("PROVED", argument="VALID"),
)
