"""Theorem 15, (45), (34) and the condition on |S|: from one step to the limit.

alpha = mut (2 L d + (2 - 2 L) s); E0, E1 are the suprema of the l1 error at steps 0 and 1; cw = C_W, dlt = delta.
"""

from sympy import Abs, Max, Rational, exp

from boundcheck import (
    Claim,
    Step,
    arith,
    assume,
    assuming,
    compare,
    discharge,
    expect,
    fixed,
    real,
    reals,
    restate,
    rule,
    total,
)

from .iteration_words import (
    STEPS,
    E,
    L,
    beta,
    class_25,
    cw,
    d,
    d_is,
    dlt,
    every,
    model,
    mut,
    s,
    s_is,
    theta,
    v,
    xs,
    xs_off,
)
from .spread import spread
from .theorem_15_sum import dn, everything, forty_four, gx, is_g, up
from .words import All, i, x

alpha, E0, E1, before, now = (real(name) for name in ("alpha", "E0", "E1", "before", "now"))
power, partial, extra = real("power"), real("partial"), real("extra")
factor = 2 * L * d + (2 - 2 * L) * s
is_alpha = assume("is_alpha", alpha, "==", mut * factor, words="alpha = mu~ (2 L d + (2 - 2 L) |S|)")
error_next = total(Abs(gx(i) - xs(i)), i, All)
_contracted = mut * factor
_coefficient = (
    r"\sup\|\boldsymbol x^{(k+1)}-\boldsymbol x^*\|_1\le\alpha^{k+1}\sup\|\boldsymbol x^{(0)}-\boldsymbol x^*\|_1+"
)
forty_five = Step(
    label="theorem_15_end.forty_five",
    cite="(45), at k = 0",
    register=("LF24",),
    uses=(forty_four,),
    hypotheses=everything,
    over=(STEPS,),
    printed=Claim(
        error_next,
        "<=",
        _contracted * E + (_contracted * cw * dlt + 2 * s * beta),
        tex=_coefficient + r"(\alpha C_W\delta+2|S|\beta)\sum_{i=0}^k\alpha^i",
    ),
    repaired=Claim(
        error_next,
        "<=",
        _contracted * E + (factor * cw * dlt + 2 * s * beta),
        tex=_coefficient + r"\big(\tfrac{\alpha}{\tilde\mu}C_W\delta+2|S|\beta\big)\sum_{i=0}^k\alpha^i",
        words="(44) has alpha/mu~, not alpha, before C_W delta",
    ),
    repaired_argument=(
        arith(
            "step",
            Claim(error_next, "<=", _contracted * E + (factor * cw * dlt + 2 * s * beta)),
            by=("theorem_15_sum.forty_four",),
        ),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="D = (1), so mu~ = 0: the printed bound is 2 |S| beta, but the noise moves the next iterate by up to 2 delta.",
)

induction = Step(
    label="theorem_15_end.induction",
    cite="(45): 'By induction', from k to k + 1",
    register=("LF24",),
    reading="extra is the coefficient alpha/mu~ C_W delta + 2 |S| beta; power = alpha^k, partial = 1 + ... + alpha^(k-1)",
    hypotheses=(
        assume("alpha_nonneg", alpha, ">=", 0, words="alpha is a product of nonnegative numbers"),
        assume("at_k", before, "<=", power * E0 + extra * partial, words="(45) at k"),
        assume("step_44", now, "<=", alpha * before + extra, words="(44)"),
    ),
    over=(
        reals(
            alpha=["0", "1/2", "2"],
            before=["0", "1", "2"],
            now=["0", "1", "2"],
            power=["1", "1/2"],
            partial=["0", "1"],
            E0=["1", "3"],
            extra=["0", "1"],
        ),
        spread("alpha", "before", "now", "power", "partial", "E0", "extra"),
    ),
    printed=Claim(
        now,
        "<=",
        (alpha * power) * E0 + extra * (1 + alpha * partial),
        tex=r"\le\alpha^{k+1}\sup\|\boldsymbol x^{(0)}-\boldsymbol x^*\|_1+\text{extra}\sum_{i=0}^k\alpha^i",
    ),
    argument=(
        arith(
            "scaled",
            Claim(alpha * before, "<=", alpha * (power * E0 + extra * partial)),
            by=("at_k", "alpha_nonneg"),
            degree=2,
        ),
        arith("next", Claim(now, "<=", (alpha * power) * E0 + extra * (1 + alpha * partial)), by=("step_44", "scaled")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

# the condition on |S| (LF18)

_condition = compare(s, "<", (1 / mut - 2 * L * d) / (2 - 2 * L))
_contracts = compare(alpha, "<", 1)
_undivided = compare((2 - 2 * L) * s, "<", 1 / mut - 2 * L * d)
_alphas = reals(
    mut=["1/4", "1/2", "1/10", "1"],
    L=["2", "3/2", "1"],
    d=["2", "1", "3"],
    s=["1", "0", "2"],
    alpha=["1", "1/2", "3/10", "2", "3", "4", "5", "6", "7", "8", "10", "12"],
)
mut_positive = assume("mut_positive", mut, ">", 0, words="mu~ > 0, so that 1/mu~ is defined")
L_defined = assume("L_defined", Abs(2 - 2 * L), ">", 0, words="L != 1, so that the quotient is defined")
two_atoms = assume("two_atoms", d, ">=", 2, words="two atoms at least: one alone has mu~ = 0")
L_least = assume(
    "L_least", L, ">=", 1, words="L is a Lipschitz constant of rho, so at least 1 (theorem_9.lipschitz_at_least_one)"
)
contracts = Step(
    label="theorem_15_end.contracts",
    cite="end of the proof of Theorem 15: 'when norm_0(x*) = |S| < (1/mu~ - 2 L d)/(2 - 2 L), there exists c := -ln alpha > 0'",
    register=("LF24", "LF18"),
    reading="literal: L is a Lipschitz constant of rho on the whole line, so at least 1",
    hypotheses=(mut_positive, two_atoms, L_least, L_defined, is_alpha),
    over=(_alphas,),
    printed=Claim(
        _condition,
        "implies",
        _contracts,
        tex=r"|S|<\frac1{2-2L}\Big(\frac1{\tilde\mu}-2Ld\Big)\Rightarrow\alpha<1",
    ),
    repaired=Claim(
        _undivided,
        "implies",
        _contracts,
        tex=r"(2-2L)|S|<\frac1{\tilde\mu}-2Ld\Rightarrow\alpha<1",
        words="the same condition before it is divided by 2 - 2 L, which is negative",
    ),
    repaired_argument=(
        assuming("room", _undivided),
        rule("inverse", "inverse_positive", b=mut),
        arith("scaled", Claim(alpha, "<", 1), by=("room", "mut_positive", "is_alpha"), degree=2),
        discharge("implied", "scaled"),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="For L > 1 the factor 2 - 2L is negative and the condition gives alpha >= 1 (theorem_15_end.opposite).  With L on the negative side only, below 1, it is right: negative_side.contracts.",
)

L_above = assume("L_above", L, ">", 1, words="L > 1: the only case in which the printed quotient is defined")
opposite = Step(
    label="theorem_15_end.opposite",
    cite="Theorem 9 and Theorem 15: the sparsity condition, for L > 1",
    register=("LF18",),
    reading="what the printed condition says",
    hypotheses=(mut_positive, two_atoms, L_above, is_alpha),
    over=(_alphas,),
    printed=Claim(
        _condition,
        "implies",
        compare(alpha, ">=", 1),
        tex=r"|S|<\frac1{2-2L}\Big(\frac1{\tilde\mu}-2Ld\Big)\Rightarrow\alpha\ge1",
        words="the iteration is not contracted by (44) exactly where the condition holds",
    ),
    argument=(
        assuming("condition", _condition),
        arith("steep", Claim(2 * L - 2, ">", 0), by=("L_above",)),
        arith("other", Claim((1 / mut - 2 * L * d) / (2 * L - 2), "<=", -s), by=("condition",)),
        rule("cleared", "clear_denominator", a=1 / mut - 2 * L * d, b=-s, d=2 * L - 2),
        arith("above", Claim(alpha, ">=", 1), by=("cleared", "mut_positive", "is_alpha"), degree=2),
        discharge("implied", "above"),
    ),
    expects=expect("PROVED", argument="VALID"),
)

s_most = assume("s_most", s, "<=", d, words="|S| is at most the number of atoms")
needs_small = Step(
    label="theorem_15_end.needs_small",
    cite="Theorem 9 and Theorem 15: what alpha < 1 needs",
    register=("LF18",),
    reading="the condition that (44) really needs, alpha < 1, cleared of denominators",
    hypotheses=(mut_positive, L_least, is_alpha, s_most),
    over=(_alphas,),
    printed=Claim(_contracts, "implies", compare(2 * d * mut, "<", 1), tex=r"\alpha<1\Rightarrow\tilde\mu<\frac1{2d}"),
    argument=(
        assuming("contracts", _contracts),
        arith("more", Claim(factor, ">=", 2 * d), by=("L_least", "s_most"), degree=2),
        arith("scaled", Claim(mut * factor, ">=", 2 * d * mut), by=("more", "mut_positive"), degree=2),
        arith("small", Claim(2 * d * mut, "<", 1), by=("contracts", "scaled", "is_alpha")),
        discharge("implied", "small"),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="Repeated, or nearly parallel, columns never meet it, whatever the activation.",
)

dependent = assume(
    "dependent", (d - 1) * mut, ">=", 1, words="the columns are linearly dependent (generalised_coherence.at_least)"
)
never_dependent = Step(
    label="theorem_15_end.never_dependent",
    cite="Theorem 9 and Theorem 15: dictionaries for which alpha < 1 is possible",
    register=("LF18",),
    reading="linearly dependent columns (always, if d > m): alpha is at least 2",
    hypotheses=(mut_positive, L_least, is_alpha, s_most, dependent),
    over=(_alphas,),
    printed=Claim(alpha, ">=", 2, tex=r"\alpha\ge 2d\tilde\mu\ge 2", words="(44) does not contract"),
    argument=(
        arith("more", Claim(factor, ">=", 2 * d), by=("L_least", "s_most"), degree=2),
        arith("scaled", Claim(mut * factor, ">=", 2 * d * mut), by=("more", "mut_positive"), degree=2),
        arith("large", Claim(alpha, ">=", 2), by=("scaled", "dependent", "mut_positive", "is_alpha")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="So Theorem 9 with L on the whole line (L >= 1) is about linearly independent columns only, where mu~ = 0.",
)

# (34)

B, c, C = real("B"), real("c"), real("C")


def less(left, right):
    """Differences, entry by entry."""
    return [str(Rational(a) - Rational(b)) for a, b in zip(left, right, strict=True)]


def step(row, code, start, v, high, low, **scalars):
    """Tables of one step from ``start`` for one row of atoms +-1, no noise; W = D."""
    signal = sum(a * Rational(b) for a, b in zip(row, code, strict=True))
    threshold = Rational(scalars["theta"])
    positive = [[max(sign * Rational(a) - threshold, Rational(0)) for a in v] for sign in (1, -1)]
    return {
        "kind": "tables",
        "scalars": {"dlt": 0, "C": 1, "cw": 1, "d": len(row), "s": 1, **scalars},
        "families": {
            "D": [row], "W": [row], "xs": code, "e": [0], "y": [str(signal)], "x": start, "er": less(start, code),
            "v": v, "up": high, "dn": low, "gx": less(high, low), "nx": less(*positive), "hu": less(high, positive[0]),
            "hd": less(low, positive[1]),
        },
        "sets": {"All": list(range(len(row))), "Rows": [0], "Lam": [0]},
    }  # fmt: skip


_TWO_EQUAL = step(
    [1, 1], ["1/4", 0], [0, 0], ["1/4", "1/4"], ["-1/4", "-1/4"], ["-3/4", "-3/4"],
    mut=1, L=2, alpha=6, beta=1, B="1/4", c=1, E="1/2", theta="1/2",
)  # fmt: skip
_ONE = step([1], [1], [0], [1], [1], [-1], mut=0, L=1, alpha=0, beta=1, B=1, c="1/10", E=1, theta=0)
_ONE_LATER = step([1], [1], [2], [1], [1], [-1], mut=0, L=1, alpha=0, beta=1, B=1, c="1/10", E=1, theta=0)
_FLAT = step([1], [1], [0], [1], [1], [0], mut=0, L=1, alpha=0, beta=0, B=1, c="1/10", E=1, theta=0)

is_rho_up = assume(
    "is_rho_up", up(i), "==", Max(v(i) - theta, -beta), every, words="rho(u) = max(u, -beta) at v - theta"
)
is_rho_dn = assume(
    "is_rho_dn", dn(i), "==", Max(-v(i) - theta, -beta), every, words="rho(u) = max(u, -beta) at -v - theta"
)
in_class = assume("in_class", Abs(xs(i)), "<=", B, every, words="|x*_i| <= B, (22)")
one_run = (
    *model,
    *class_25,
    xs_off,
    s_is,
    d_is,
    is_g,
    is_rho_up,
    is_rho_dn,
    in_class,
    is_alpha,
    assume("c_positive", c, ">", 0, words="c > 0"),
)
_thirty_four = Claim(
    error_next,
    "<=",
    s * B * exp(-c) + C * dlt,
    tex=r"\sup\|\boldsymbol x^{(k+1)}-\boldsymbol x^*\|_1\le sBe^{-c(k+1)}+C\delta",
    words="k = 0; C and c are any positive numbers",
)
_with_beta = Claim(
    error_next,
    "<=",
    alpha * E + factor * cw * dlt + 2 * s * beta,
    tex=r"\sup\|\boldsymbol x^{(k+1)}-\boldsymbol x^*\|_1\le\alpha\sup\|\boldsymbol x^{(k)}-\boldsymbol x^*\|_1+(2Ld+(2-2L)|S|)C_W\delta+2|S|\beta",
    words="one step keeps the term 2 |S| beta of (44)",
)
literal_34 = Step(
    label="theorem_15_end.literal_34",
    cite="Theorem 15, (34)",
    register=("LF24",),
    reading="literal: under the printed condition on |S|, which needs L > 1; from x^(0) = 0",
    uses=(forty_four,),
    hypotheses=(
        *one_run,
        mut_positive,
        L_least,
        assume("start", x(i), "==", 0, every, words="x^(0) = 0"),
        assume("condition", s, "<", (1 / mut - 2 * L * d) / (2 - 2 * L), words="the printed condition on |S|"),
    ),
    over=(fixed("two equal atoms", _TWO_EQUAL),),
    printed=_thirty_four,
    repaired=_with_beta,
    repaired_hypotheses=tuple(h for h in everything if h not in one_run),
    repaired_argument=(restate("one_step", _with_beta, by=("theorem_15_sum.forty_four", "is_alpha")),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="D = (1 1), x* = (1/4, 0), rho = max(., -1), of which 2 is a Lipschitz constant: x^(1) = (1/2, 1/2).",
)

_RUNS = fixed("one atom, x* = 1, beta = 1 and beta = 0", _ONE, _ONE_LATER, _FLAT)
floor_34 = Step(
    label="theorem_15_end.floor_34",
    cite="Theorem 15, (34)",
    register=("LF24",),
    reading="charitable: under the condition that (44) needs, alpha < 1",
    uses=(forty_four,),
    hypotheses=(*one_run, assume("contracts", alpha, "<", 1, words="alpha < 1")),
    over=(_RUNS,),
    printed=_thirty_four,
    repaired=_with_beta,
    repaired_hypotheses=tuple(h for h in everything if h not in one_run),
    repaired_argument=(restate("one_step", _with_beta, by=("theorem_15_sum.forty_four", "is_alpha")),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="(34) drops the term 2 |S| beta of (44) and (45).  One atom, no noise: every iterate is 2, the code is 1, at every k.",
)

F = real("F")
limit = Step(
    label="theorem_15_end.limit",
    cite="Theorem 15, (34) with the term it drops; Theorem 9 has such a term",
    register=("LF24",),
    reading="F is the limit (alpha/mu~ C_W delta + 2 |S| beta)/(1 - alpha); extra its numerator",
    hypotheses=(
        assume("alpha_nonneg", alpha, ">=", 0, words="alpha >= 0"),
        assume("is_limit", F * (1 - alpha), "==", extra, words="F = extra/(1 - alpha)"),
        assume("step_44", now, "<=", alpha * before + extra, words="(44)"),
    ),
    over=(
        reals(
            alpha=["0", "1/2", "1/4"],
            before=["0", "1", "3"],
            now=["0", "1", "2"],
            extra=["0", "1", "3/4"],
            F=["0", "1", "2", "3/2"],
        ),
        spread("alpha", "before", "now", "extra", "F"),
    ),
    printed=Claim(
        now - F,
        "<=",
        alpha * (before - F),
        tex=r"\sup\|\boldsymbol x^{(k+1)}-\boldsymbol x^*\|_1-F\le\alpha\big(\sup\|\boldsymbol x^{(k)}-\boldsymbol x^*\|_1-F\big)",
        words="the distance to F shrinks by alpha at every step",
    ),
    argument=(arith("shrinks", Claim(now - F, "<=", alpha * (before - F)), by=("step_44", "is_limit")),),
    expects=expect("PROVED", argument="VALID"),
)
