"""Display (5) beside display (3), at the sizes Section 3 calls typical: m_l at most 7^2, n_l = 2 m_l, coherence at best the Welch value.

Both bounds at one and the same zeta (that of the layer below); N = n_l M = 2 m_l M columns.
"""

from sympy import Rational, log, sqrt

from boundcheck import Claim, Step, arith, assume, enclosure, expect, put, real, reals_beyond, rule

from .bound_5 import (
    N,
    delta,
    delta_at_most_one,
    delta_positive,
    logarithm,
    mu,
    mu_positive,
    right_side,
    xmax,
    xmax_positive,
    xmin,
    zeta,
)

M, m = real("M"), real("m")

right_3 = (xmin / 2 - zeta) / (mu * xmax) + Rational(1, 2)  # right side of (3)
log_positive = assume("log_positive", logarithm, ">", 0, words="2 n_l M > delta")
xmin_nonneg = assume("xmin_nonneg", xmin, ">=", 0, words="x_min >= 0")
xmin_below = assume("xmin_below", xmin, "<=", xmax, words="x_min <= x_max")

# when (5) cannot exceed (3)

incoherent_enough = assume(
    "coherence_large", 4 * mu * logarithm * xmax, ">=", xmin, words="4 mu_l ln(2 n_l M/delta) >= x_min/x_max"
)
_below_3 = Claim(
    right_side,
    "<",
    right_3,
    tex=r"\Big(\frac{|x_{min}|^2}{8|x_{max}|^2\ln(2Mn_l/\delta)}-\frac{\zeta^2}{|x_{max}|^2}\Big)\mu_l^{-2}<\frac{|x_{min}|/2-\zeta}{\mu_l|x_{max}|}+\frac12",
    words="(5) admits nothing that (3) does not",
)

_odd = {  # beside what the paper has in mind: noise above the entries, entries above the largest, a negative minimum
    "mu": ["7/5", "5/2", "1/2"],
    "xmax": ["1/4", "1/10", 5],
    "xmin": ["3/2", 10, "-1/2"],
    "zeta": ["1/2", "5/2", 3],
}

below_3 = Step(
    label="bound_5_typical.below_3",
    cite="after Theorem 3.2: (5) beside (3)",
    register=("MT85",),
    reading="when (5) admits no more than (3), in general: for every zeta and S",
    hypotheses=(mu_positive, xmax_positive, xmin_nonneg, log_positive, incoherent_enough),
    over=(
        reals_beyond(
            mu=["1/10", "1/2", 1],
            xmax=[1, 2],
            xmin=[1, "1/2", 0],
            zeta=[0, "1/10", 1],
            N=[1, 10, 1000],
            delta=[1, "1/2"],
        ),
        reals_beyond(**_odd, N=[1, "5/2"], delta=[1, "1/2", "7/5"]),
    ),
    printed=_below_3,
    argument=(
        arith("product", Claim(mu * xmax, ">", 0), by=("mu_positive", "xmax_positive"), degree=2),
        rule("inverse", "inverse_positive", b=mu * xmax),
        arith("product_log", Claim(mu * xmax * logarithm, ">", 0), by=("product", "log_positive"), degree=2),
        rule("inverse_log", "inverse_positive", b=mu * xmax * logarithm),
        arith(
            "half",
            Claim(xmin**2 / (8 * mu * xmax * logarithm), "<=", xmin / 2),
            by=("inverse_log", "xmin_nonneg", "coherence_large"),
            degree=3,
        ),
        arith("difference", _below_3, by=("half", "inverse"), squares=(zeta / (mu * xmax) - Rational(1, 2),), degree=2),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="So (5) can exceed (3) only where mu_l < x_min/(4 x_max ln(2 n_l M/delta)); else it is below it by 1/4 at least.",
)

# typical sizes

some_rows = assume("some_rows", m, ">=", 1, words="m_l >= 1")
ring = assume("ring", M, ">=", 1, words="M >= 1")
typical = assume("typical", m, "<=", 49, words="m_l <= 7^2")
no_better = assume(
    "no_better",
    2 * m * mu**2,
    ">=",
    1,
    words="mu_l >= m_l^(-1/2) sqrt(1 - 1/gamma) with gamma = n_l/m_l = 2: at best the Welch value",
)
side_5, log_5 = right_side.subs(N, 2 * m * M), logarithm.subs(N, 2 * m * M)
sizes = (
    some_rows,
    ring,
    delta_positive,
    delta_at_most_one,
    mu_positive,
    xmax_positive,
    xmin_nonneg,
    xmin_below,
    no_better,
)

_enough = Claim(8 * log(4 * m) ** 2, ">", m, tex=r"8\ln(4m)^2>m")
log_square = Step(
    label="bound_5_typical.log_square",
    cite="after Theorem 3.2: (5) beside (3), sizes",
    register=("MT85",),
    reading="a fact about the logarithm",
    hypotheses=(some_rows, assume("up_to_449", m, "<=", 449, words="m <= 449")),
    over=(reals_beyond(m=(1, 449)), reals_beyond(m=["1/4", 450, 10000])),
    printed=_enough,
    checks=(enclosure(),),
    expects=expect("PROVED", argument="VALID"),
)

_never_above = Claim(side_5, "<", right_3, tex=_below_3.tex, words="(5) admits nothing that (3) does not")
_compare = (
    rule("inverse_delta", "inverse_positive", b=delta),
    arith(
        "larger",
        Claim(4 * m, "<=", 4 * m * M / delta),
        by=("some_rows", "ring", "delta_at_most_one", "inverse_delta"),
        degree=3,
    ),
    arith("positive", Claim(4 * m, ">", 0), by=("some_rows",)),
    arith("above_one", Claim(4 * m, ">", 1), by=("some_rows",)),
    put("log_fact", "bound_5_typical.log_square"),
    rule("log_small", "log_positive", a=4 * m),
    rule("log_grows", "log_monotone", a=4 * m, b=4 * m * M / delta),
    arith("log_5_positive", Claim(log_5, ">", 0), by=("log_small", "log_grows")),
    arith("log_squares", Claim(log_5**2, ">=", log(4 * m) ** 2), by=("log_small", "log_grows"), degree=2),
    arith(
        "at_least_one",
        Claim((4 * mu * log_5) ** 2, ">=", 1),
        by=("log_squares", "log_fact", "no_better"),
        squares=(mu,),
        degree=2,
    ),
    arith("side", Claim(4 * mu * log_5, ">=", 0), by=("log_5_positive", "mu_positive"), degree=2),
    rule("root", "square_reverses_weakly", a=1, b=4 * mu * log_5),
    arith("coherence", Claim(4 * mu * log_5 * xmax, ">=", xmin), by=("root", "xmin_below", "xmax_positive"), degree=2),
    put("below", "bound_5_typical.below_3", N=2 * m * M),
)

_odd_sizes = reals_beyond(
    m=[2, "5/2"],
    M=[2, "5/2"],
    mu=["9/10", "7/5", 2],
    xmax=[2, 5, "3/4"],
    xmin=["1/4", "1/10", -2],
    zeta=["5/2", 3, -2],
    delta=["1/3", "1/2"],
)

beyond_typical = Step(
    label="bound_5_typical.beyond_typical",
    cite="Section 3 and after Theorem 3.2: (5) admits denser activations than (3)",
    register=("MT85",),
    reading="n_l = 2 m_l, m_l at most 449: what holds instead, for every M, delta, zeta, x_min <= x_max and coherence from the Welch value on",
    uses=(below_3, log_square),
    hypotheses=(*sizes, assume("up_to_449", m, "<=", 449, words="m <= 449")),
    over=(
        reals_beyond(
            m=[1, 5, 49, 449],
            M=[1, 3, 1000],
            mu=["1/2", 1, "5/49", "1/29"],
            xmax=[1, 2],
            xmin=[1],
            zeta=[0, "1/10", 1],
            delta=[1, "1/2"],
        ),
        _odd_sizes,
    ),
    printed=_never_above,
    argument=_compare,
    expects=expect("PROVED", argument="VALID"),
)

typical_sizes = Step(
    label="bound_5_typical.typical_sizes",
    cite="abstract: 'a far greater density' than (3) admits; Section 3: sizes m_l <= 7^2, n_l = 2 m_l",
    register=("MT85",),
    reading="asked by the audit: the abstract, which names no sizes, at the sizes of Section 3",
    uses=(beyond_typical,),
    hypotheses=(*sizes, typical),
    over=(
        reals_beyond(
            m=[1, 5, 49, 25],
            M=[1, 3, 1000],
            mu=["5/49", "1/2", 1],
            xmax=[1, 2],
            xmin=[1],
            zeta=[0, "1/10", 1],
            delta=[1, "1/2"],
        ),
        _odd_sizes,
    ),
    printed=Claim(
        side_5, ">", right_3, tex=_below_3.tex.replace("<", ">"), words="(5) admits more nonzeros per stripe than (3)"
    ),
    expects=expect("REFUTED", argument="GAP"),
    remark="No repair is close to it: the opposite holds (typical_sizes_opposite). "
    "At these sizes whatever (5) admits, (3) admits with certainty instead of probability 1 - delta: for every M, delta, zeta and coherence.  "
    "At M = 1 and the lower bound of Section 3 for the coherence, (2 m_l)^(-1/2), (5) exceeds (3) from m_l = 490 on (from_490); on longer rings later still.",
)

typical_sizes_opposite = Step(
    label="bound_5_typical.typical_sizes_opposite",
    cite="the opposite of that claim",
    register=("MT85",),
    reading="at m_l <= 7^2, n_l = 2 m_l the right side of (5) is below that of (3), for every M",
    uses=(beyond_typical,),
    hypotheses=(*sizes, typical),
    over=typical_sizes.over,
    printed=_never_above,
    argument=(
        arith("up_to_449", Claim(m, "<=", 449), by=("typical",)),
        put("below", "bound_5_typical.beyond_typical"),
    ),
    expects=expect("PROVED", argument="VALID"),
)

# best cases: zeta = 0, x_min = x_max, delta = 1, mu = (2 m)^(-1/2); the right sides are m/(4 ln(4 m M)) and (2 m)^(1/2)/2 + 1/2


def best_5(rows, places):
    """Right side of (5) in the best case."""
    return rows / (4 * log(4 * rows * places))


up_to_489 = Step(
    label="bound_5_typical.up_to_489",
    cite="after Theorem 3.2: (5) beside (3) at n_l = 2 m_l",
    register=("MT85",),
    reading="the best case of (5), M = 1: it stays below (3) up to m_l = 489",
    hypotheses=(some_rows, assume("up_to_489", m, "<=", 489, words="m_l <= 489")),
    over=(reals_beyond(m=range(1, 490, 8)),),
    printed=Claim(
        best_5(m, 1), "<", sqrt(2 * m) / 2 + Rational(1, 2), tex=r"\frac{m_l}{4\ln(4m_l)}<\tfrac12\sqrt{2m_l}+\tfrac12"
    ),
    checks=(enclosure(),),
    expects=expect("PROVED", argument="VALID"),
)

from_490 = Step(
    label="bound_5_typical.from_490",
    cite="after Theorem 3.2: (5) beside (3) at n_l = 2 m_l",
    register=("MT85",),
    reading="the best case of (5), M = 1: it is above (3) from m_l = 490 on (checked to 10000)",
    hypotheses=(
        assume("from_490", m, ">=", 490, words="m_l >= 490"),
        assume("up_to_10000", m, "<=", 10000, words="m_l <= 10000"),
    ),
    over=(reals_beyond(m=range(490, 10000, 200)),),
    printed=Claim(
        best_5(m, 1), ">", sqrt(2 * m) / 2 + Rational(1, 2), tex=r"\frac{m_l}{4\ln(4m_l)}>\tfrac12\sqrt{2m_l}+\tfrac12"
    ),
    checks=(enclosure(),),
    expects=expect("PROVED", argument="VALID"),
)
