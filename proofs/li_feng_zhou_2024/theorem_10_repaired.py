"""Theorem 10 repaired: replacing the ReLU costs C eps with one C for all K, by the thresholds (25) in place of the induction.

phi is within beta = eps of the ReLU, so h = phi - ReLU is at most eps in magnitude on both sides: (35), (36) and (43) apply.
"""

from sympy import Abs, Integer

from boundcheck import Claim, Step, algebra, arith, assume, expect, put, rule, size, total
from boundcheck import lam as hole

from .iteration_words import (
    INSIDE,
    STEPS,
    E,
    beta,
    class_25,
    cw,
    d,
    d_is,
    dlt,
    er,
    error,
    every,
    model,
    mut,
    s,
    s_is,
    theta,
    xs,
    xs_off,
)
from .theorem_15 import off, others_below
from .theorem_15_end import limit
from .theorem_15_sum import (
    activation,
    bounded_d,
    bounded_u,
    forty_three,
    gx,
    hd,
    hu,
    nothing_off,
    nx,
    split_equality,
    theta_nonneg,
)
from .words import All, Lam, i, j, x

_next = total(Abs(gx(i) - xs(i)), i, All)
_rest = total(Abs(er(j)), j, All.without(i))
_inner = total(_rest, i, All & Lam)
_entry = mut * _rest + cw * dlt + theta + 2 * beta
_on, _off = total(Abs(er(i)), i, All & Lam), total(Abs(er(i)), i, All & ~Lam)
near_off = assume(
    "near_off",
    Abs(x(i)),
    "<=",
    2 * beta,
    off,
    words="x~^(k) is within 2 eps of 0 off S, as x~^(k+1) is again (off_again)",
)
_one_step = Claim(
    _next,
    "<=",
    (2 * s - 1) * mut * E + 2 * s * cw * dlt + 2 * (d + mut * (d - s)) * beta,
    tex=r"\sup\|\tilde{\boldsymbol x}^{(k+1)}-\boldsymbol x^*\|_1\le(2s-1)\tilde\mu\sup\|\tilde{\boldsymbol x}^{(k)}-\boldsymbol x^*\|_1+2sC_W\delta+2\big(d+\tilde\mu(d-s)\big)\varepsilon",
    words="one step of the iteration with phi; beta stands for eps",
)
_hypotheses = (*model, *class_25, xs_off, s_is, d_is, *activation, bounded_u, bounded_d, theta_nonneg)
_small_off = (
    rule("two", "triangle_two", a=hu(i), b=-hd(i), forall=every),
    algebra("no_first", Claim(Abs(nx(i)), "==", 0, off), by=("theorem_15_sum.nothing_off",)),
    arith(
        "off",
        Claim(Abs(gx(i) - xs(i)), "<=", 2 * beta, off),
        by=("theorem_15_sum.split_equality", "no_first", "two", "bounded_u", "bounded_d"),
    ),
)
off_again = Step(
    label="theorem_10_repaired.off_again",
    cite="Theorem 10: off the support the sequence with phi stays within 2 eps of 0 (not in the paper)",
    register=("LF19",),
    uses=(split_equality, nothing_off),
    hypotheses=_hypotheses,
    over=(STEPS,),
    printed=Claim(Abs(gx(i)), "<=", 2 * beta, off, tex=r"|\tilde x_i^{(k+1)}|\le2\varepsilon\ \text{for}\ i\notin S"),
    argument=(
        *_small_off,
        algebra("from_0", Claim(Abs(gx(i) - xs(i)), "==", Abs(gx(i)), off), by=("xs_off",)),
        arith("small", Claim(Abs(gx(i)), "<=", 2 * beta, off), by=("off", "from_0")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

one_step = Step(
    label="theorem_10_repaired.one_step",
    cite="Theorem 10: the term C eps, the same for every K (not in the paper)",
    register=("LF19",),
    reading="repaired: thresholds (25) for the sequence with phi, suprema over codes with s >= 1 nonzeros",
    uses=(forty_three, others_below, split_equality, nothing_off, off_again),
    hypotheses=(*_hypotheses, near_off, assume("some_nonzero", s, ">=", 1, words="x* is not zero")),
    over=(INSIDE, STEPS),
    printed=_one_step,
    argument=(
        rule("parts", "split_sum", f=hole(i, Abs(gx(i) - xs(i))), K=All, H=Lam),
        arith(
            "on",
            Claim(Abs(gx(i) - xs(i)), "<=", _entry, every),
            by=("theorem_15_sum.forty_three", "theorem_15.others_below"),
        ),
        rule("ons", "termwise", f=hole(i, Abs(gx(i) - xs(i))), g=hole(i, _entry), K=All & Lam),
        *_small_off,
        rule("offs", "termwise", f=hole(i, Abs(gx(i) - xs(i))), g=hole(i, 2 * beta), K=All & ~Lam),
        rule("count", "split_sum", f=hole(i, Integer(1)), K=All, H=Lam),
        arith("on_count", Claim(size(All & Lam), "==", s), by=("s_is",)),
        arith("off_count", Claim(size(All & ~Lam), "==", d - s), by=("count", "on_count", "d_is")),
        arith("off_total", Claim(2 * beta * size(All & ~Lam), "==", 2 * beta * (d - s)), by=("off_count",), degree=2),
        arith(
            "on_total",
            Claim((cw * dlt + theta + 2 * beta) * size(All & Lam), "==", (cw * dlt + theta + 2 * beta) * s),
            by=("on_count",),
            degree=2,
        ),
        rule("own", "split_off", f=hole(j, Abs(er(j))), K=All, a=i, forall=every),
        arith("row", Claim(_rest, "==", error - Abs(er(i)), every), by=("own",)),
        rule("rows", "termwise_equal", f=hole(i, _rest), g=hole(i, error - Abs(er(i))), K=All & Lam),
        rule("errors", "split_sum", f=hole(i, Abs(er(i))), K=All, H=Lam),
        algebra("er_off", Claim(Abs(er(i)), "==", Abs(x(i)), off), by=("is_error", "xs_off")),
        arith("er_small", Claim(Abs(er(i)), "<=", 2 * beta, off), by=("er_off", "near_off")),
        rule("er_offs", "termwise", f=hole(i, Abs(er(i))), g=hole(i, 2 * beta), K=All & ~Lam),
        arith("er_total", Claim(_off, "<=", 2 * beta * (d - s)), by=("er_offs", "off_total")),
        arith("counted", Claim(size(All & Lam) * error, "==", s * error), by=("on_count",), squares=(error,), degree=2),
        arith("less_own", Claim(_inner, "==", s * error - _on), by=("rows", "counted")),
        arith("own_off", Claim(_on, "==", error - _off), by=("errors",)),
        arith("inner", Claim(_inner, "==", (s - 1) * error + _off), by=("less_own", "own_off")),
        arith(
            "level",
            Claim(mut * (s - 1) * error, "<=", mut * (s - 1) * E),
            by=("error_level", "mut_nonneg", "some_nonzero"),
            degree=3,
        ),
        arith("level_off", Claim(mut * _off, "<=", mut * 2 * beta * (d - s)), by=("er_total", "mut_nonneg"), degree=2),
        arith(
            "inner_mut",
            Claim(mut * _inner, "<=", mut * (s - 1) * E + mut * 2 * beta * (d - s)),
            by=("inner", "level", "level_off"),
        ),
        arith(
            "sum",
            Claim(_next, "<=", mut * (s - 1) * E + mut * 2 * beta * (d - s) + s * cw * dlt + s * theta + 2 * d * beta),
            by=("parts", "ons", "offs", "off_total", "on_total", "inner_mut"),
        ),
        arith("theta_is", Claim(s * theta, "==", s * mut * E + s * cw * dlt), by=("threshold",), degree=2),
        arith("with_25", _one_step, by=("sum", "theta_is")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

every_step = Step(
    label="theorem_10_repaired.every_step",
    cite="Theorem 10: the term C eps, the same for every K (not in the paper)",
    register=("LF19",),
    reading="alpha = (2s - 1) mu~ < 1 as in Theorem 12, extra = 2 s C_W delta + 2 (d + mu~ (d - s)) eps, F = extra/(1 - alpha)",
    uses=(limit,),
    hypotheses=limit.hypotheses,
    over=limit.over,
    printed=Claim(
        limit.printed.lhs,
        "<=",
        limit.printed.rhs,
        tex=r"\sup\|\tilde{\boldsymbol x}^{(k+1)}-\boldsymbol x^*\|_1-F\le\alpha\big(\sup\|\tilde{\boldsymbol x}^{(k)}-\boldsymbol x^*\|_1-F\big)",
        words="the excess over F shrinks by alpha at every step",
    ),
    argument=(put("limit", "theorem_15_end.limit"),),
    expects=expect("PROVED", argument="VALID"),
    remark="So C = 2 (d + mu~ (d - s))/(1 - (2s - 1) mu~) for the sequences (47), which use y itself: it depends on D and lambda only.",
)
