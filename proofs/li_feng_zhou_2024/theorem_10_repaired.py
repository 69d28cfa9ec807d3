"""Theorem 10 repaired: replacing the ReLU costs C eps with one C for all K, by the thresholds (25) in place of the induction.

phi is within beta = eps of the ReLU, so h = phi - ReLU is at most eps in magnitude on both sides: (35), (36) and (43) apply.
"""

from sympy import Abs, Integer

from boundcheck import Claim, Step, algebra, arith, expect, put, rule, size, total
from boundcheck import lam as hole

from .iteration_words import (
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
from .words import All, Lam, i, j

_next = total(Abs(gx(i) - xs(i)), i, All)
_rest = total(Abs(er(j)), j, All.without(i))
_inner = total(_rest, i, All & Lam)
_entry = mut * _rest + cw * dlt + theta + 2 * beta
_one_step = Claim(
    _next,
    "<=",
    2 * s * mut * E + 2 * s * cw * dlt + 2 * d * beta,
    tex=r"\sup\|\tilde{\boldsymbol x}^{(k+1)}-\boldsymbol x^*\|_1\le2s\tilde\mu\sup\|\tilde{\boldsymbol x}^{(k)}-\boldsymbol x^*\|_1+2sC_W\delta+2d\varepsilon",
    words="one step of the iteration with phi; beta stands for eps",
)
one_step = Step(
    label="theorem_10_repaired.one_step",
    cite="Theorem 10: the term C eps, the same for every K (not in the paper)",
    register=("LF19",),
    reading="repaired: thresholds (25) for the sequence with phi, suprema over codes with at most s nonzeros",
    uses=(forty_three, others_below, split_equality, nothing_off),
    hypotheses=(*model, *class_25, xs_off, s_is, d_is, *activation, bounded_u, bounded_d, theta_nonneg),
    over=(STEPS,),
    printed=_one_step,
    argument=(
        rule("parts", "split_sum", f=hole(i, Abs(gx(i) - xs(i))), K=All, H=Lam),
        arith(
            "on",
            Claim(Abs(gx(i) - xs(i)), "<=", _entry, every),
            by=("theorem_15_sum.forty_three", "theorem_15.others_below"),
        ),
        rule("ons", "termwise", f=hole(i, Abs(gx(i) - xs(i))), g=hole(i, _entry), K=All & Lam),
        rule("two", "triangle_two", a=hu(i), b=-hd(i), forall=every),
        algebra("no_first", Claim(Abs(nx(i)), "==", 0, off), by=("theorem_15_sum.nothing_off",)),
        arith(
            "off",
            Claim(Abs(gx(i) - xs(i)), "<=", 2 * beta, off),
            by=("theorem_15_sum.split_equality", "no_first", "two", "bounded_u", "bounded_d"),
        ),
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
        arith("fewer", Claim(_rest, "<=", error, every), by=("own",), squares=(Abs(er(i)),)),
        rule("all", "termwise", f=hole(i, _rest), g=hole(i, error), K=All & Lam),
        arith("inner", Claim(_inner, "<=", error * s), by=("all", "on_count"), squares=(error,), degree=2),
        arith("scaled", Claim(mut * _inner, "<=", mut * error * s), by=("inner", "mut_nonneg"), degree=2),
        arith("nonneg", Claim(s, ">=", 0), by=("s_is",), squares=(size(Lam),)),
        arith("level", Claim(mut * s * error, "<=", mut * s * E), by=("error_level", "mut_nonneg", "nonneg"), degree=3),
        arith(
            "sum",
            Claim(_next, "<=", mut * s * E + s * cw * dlt + s * theta + 2 * d * beta),
            by=("parts", "ons", "offs", "off_total", "on_total", "scaled", "level"),
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
    reading="alpha = 2 s mu~, extra = 2 s C_W delta + 2 d eps, F = extra/(1 - alpha): with 2 s mu~ < 1 the excess over F falls like alpha^k",
    uses=(limit,),
    hypotheses=limit.hypotheses,
    over=limit.over,
    printed=Claim(
        limit.printed.lhs,
        "<=",
        limit.printed.rhs,
        tex=r"\sup\|\tilde{\boldsymbol x}^{(k)}-\boldsymbol x^*\|_1\le(2s\tilde\mu)^ksB+\frac{2sC_W\delta+2d\varepsilon}{1-2s\tilde\mu}",
    ),
    argument=(put("limit", "theorem_15_end.limit"),),
    expects=expect("PROVED", argument="VALID"),
    remark="So C = 2d/(1 - 2 s mu~) depends on D and lambda only; 2 s mu~ < 1 is a little more than Theorem 12 asks, (2s - 1) mu~ < 1.",
)
