"""How many nonzeros per stripe display (5) admits at all, at the sizes Section 3 calls typical (N = n_l M = 2 m_l M columns)."""

from sympy import log

from boundcheck import Claim, Step, arith, assume, enclosure, expect, put, real, reals_beyond, rule

from .bound_5 import (
    delta,
    logarithm,
    mu,
    mu_positive,
    right_side,
    xmax,
    xmax_positive,
    xmin,
    zeta,
)
from .bound_5_typical import (
    M,
    best_5,
    log_5,
    log_positive,
    m,
    no_better,
    side_5,
    sizes,
    some_rows,
    typical,
    xmin_below,
    xmin_nonneg,
)

limit = real("limit")

_few = Claim(right_side, "<", limit, tex=r"\text{right side of}\ (5)<t")
fewer_than = Step(
    label="bound_5_admits.fewer_than",
    cite="after Theorem 3.2: (5) at n_l = 2 m_l",
    register=("MT85",),
    reading="how many nonzeros per stripe (5) admits at all: fewer than t if m_l < 4 t ln(2 n_l M/delta)",
    hypotheses=(
        mu_positive,
        xmax_positive,
        xmin_nonneg,
        xmin_below,
        no_better,
        log_positive,
        assume("short_filters", m, "<", 4 * limit * logarithm, words="m_l < 4 t ln(2 n_l M/delta)"),
    ),
    over=(
        reals_beyond(
            m=[1, 5, 49],
            mu=["1/2", 1, "5/49"],
            xmax=[1, 2],
            xmin=[1, "1/2"],
            zeta=[0, "1/10", 1],
            N=[1, 100, 1000],
            delta=[1],
            limit=[1, 2, 3],
        ),
    ),
    printed=_few,
    argument=(
        arith("square_order", Claim(xmin**2, "<=", xmax**2), by=("xmin_nonneg", "xmin_below"), degree=2),
        rule("square_x", "positive_square", a=xmax),
        rule("square_mu", "positive_square", a=mu),
        arith("product", Claim(mu**2 * xmax**2, ">", 0), by=("square_x", "square_mu"), degree=2),
        arith(
            "room",
            Claim(xmin**2, "<", 8 * limit * logarithm * mu**2 * xmax**2),
            by=("short_filters", "product", "square_order", "no_better", "square_x"),
            degree=2,
        ),
        arith("product_log", Claim(mu**2 * xmax**2 * logarithm, ">", 0), by=("product", "log_positive"), degree=2),
        rule("inverse", "inverse_positive", b=mu**2 * xmax**2 * logarithm),
        arith("divide", _few, by=("room", "inverse"), squares=(zeta / (mu * xmax),), degree=2),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_TEX_SIDE = r"\Big(\frac{|x_{min}|^2}{8|x_{max}|^2\ln(4m_lM/\delta)}-\frac{\zeta^2}{|x_{max}|^2}\Big)\mu_l^{-2}"
long_ring = assume("long_ring", M, ">=", 1067, words="M >= 1067")
up_to_16 = assume("up_to_16", m, "<=", 16, words="m_l <= 16")


def logarithm_at_least(places, floor):
    """Lines for ln(4 m M/delta) >= ln(4 floor m) > 0, given M >= floor under the name ``places``."""
    return (
        rule("inverse_delta", "inverse_positive", b=delta),
        arith(
            "larger",
            Claim(4 * floor * m, "<=", 4 * m * M / delta),
            by=(places, "some_rows", "delta_positive", "delta_at_most_one", "inverse_delta"),
            degree=3,
        ),
        arith("at_least_four", Claim(4 * floor * m, ">=", 4), by=("some_rows",)),
        arith("positive", Claim(4 * floor * m, ">", 0), by=("at_least_four",)),
        arith("above_one", Claim(4 * floor * m, ">", 1), by=("at_least_four",)),
        rule("log_small", "log_positive", a=4 * floor * m),
        rule("log_grows", "log_monotone", a=4 * floor * m, b=4 * m * M / delta),
        arith("log_5_positive", Claim(log_5, ">", 0), by=("log_small", "log_grows")),
    )


log_12 = Step(
    label="bound_5_admits.log_12",
    cite="after Theorem 3.2: (5) at typical sizes",
    register=("MT85",),
    reading="a fact about the logarithm",
    hypotheses=(some_rows, typical),
    over=(reals_beyond(m=(1, 49)),),
    printed=Claim(m, "<", 12 * log(4 * m), tex=r"m<12\ln(4m)"),
    checks=(enclosure(),),
    expects=expect("PROVED", argument="VALID"),
)

log_4268 = Step(
    label="bound_5_admits.log_4268",
    cite="after Theorem 3.2: (5) at typical sizes",
    register=("MT85",),
    reading="a fact about the logarithm",
    hypotheses=(some_rows, typical),
    over=(reals_beyond(m=(1, 49)),),
    printed=Claim(m, "<", 4 * log(4268 * m), tex=r"m<4\ln(4\cdot1067\,m)"),
    checks=(enclosure(),),
    expects=expect("PROVED", argument="VALID"),
)

log_4 = Step(
    label="bound_5_admits.log_4",
    cite="after Theorem 3.2: (5) at typical sizes",
    register=("MT85",),
    reading="a fact about the logarithm",
    hypotheses=(some_rows, up_to_16),
    over=(reals_beyond(m=(1, 16)),),
    printed=Claim(m, "<", 4 * log(4 * m), tex=r"m<4\ln(4m)"),
    checks=(enclosure(),),
    expects=expect("PROVED", argument="VALID"),
)

at_most_two = Step(
    label="bound_5_admits.at_most_two",
    cite="after Theorem 3.2: (5) at m_l <= 7^2, n_l = 2 m_l",
    register=("MT85",),
    reading="what (5) admits there: at most two nonzeros per stripe, on any ring",
    uses=(fewer_than, log_12),
    hypotheses=(*sizes, typical),
    over=(
        reals_beyond(
            m=[1, 49, 25],
            M=[1, 3, 1000],
            mu=["5/49", "1/2", 1],
            xmax=[1, 2],
            xmin=[1],
            zeta=[0, "1/10"],
            delta=[1, "1/2"],
        ),
    ),
    printed=Claim(side_5, "<", 3, tex=_TEX_SIDE + "<3"),
    argument=(
        *logarithm_at_least("ring", 1),
        put("log_fact", "bound_5_admits.log_12"),
        arith("short", Claim(m, "<", 12 * log_5), by=("log_fact", "log_grows")),
        put("few", "bound_5_admits.fewer_than", N=2 * m * M, limit=3),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="Two are admitted at m_l = 49, M = 1 (best_case_two); (3) admits up to five at the same coherence.",
)

none_on_long_rings = Step(
    label="bound_5_admits.none_on_long_rings",
    cite="after Theorem 3.2: (5) at m_l <= 7^2, n_l = 2 m_l",
    register=("MT85",),
    reading="what (5) admits there: no nonzero at all when M >= 1067",
    uses=(fewer_than, log_4268),
    hypotheses=(*sizes, typical, long_ring),
    over=(
        reals_beyond(
            m=[1, 49, 25],
            M=[1067, 10**4, 10**6],
            mu=["5/49", "1/2", 1],
            xmax=[1, 2],
            xmin=[1],
            zeta=[0, "1/10"],
            delta=[1, "1/2"],
        ),
    ),
    printed=Claim(side_5, "<", 1, tex=_TEX_SIDE + "<1"),
    argument=(
        *logarithm_at_least("long_ring", 1067),
        put("log_fact", "bound_5_admits.log_4268"),
        arith("short", Claim(m, "<", 4 * log_5), by=("log_fact", "log_grows")),
        put("few", "bound_5_admits.fewer_than", N=2 * m * M, limit=1),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="At the lower bound of Section 3 for the coherence, (2 m_l)^(-1/2), 1067 is the smallest such M (best_case_one); no dictionary attains that bound, "
    "and from the value of Welch on less is enough.  An image of 33 x 33 pixels is longer.",
)

none_for_short_filters = Step(
    label="bound_5_admits.none_for_short_filters",
    cite="after Theorem 3.2: (5) at n_l = 2 m_l",
    register=("MT85",),
    reading="what (5) admits with filters of at most 16 rows: no nonzero at all, on any ring",
    uses=(fewer_than, log_4),
    hypotheses=(*sizes, up_to_16),
    over=(
        reals_beyond(
            m=[1, 16, 9],
            M=[1, 3, 1000],
            mu=["1/5", "1/2", 1],
            xmax=[1, 2],
            xmin=[1],
            zeta=[0, "1/10"],
            delta=[1, "1/2"],
        ),
    ),
    printed=Claim(side_5, "<", 1, tex=_TEX_SIDE + "<1"),
    argument=(
        *logarithm_at_least("ring", 1),
        put("log_fact", "bound_5_admits.log_4"),
        arith("short", Claim(m, "<", 4 * log_5), by=("log_fact", "log_grows")),
        put("few", "bound_5_admits.fewer_than", N=2 * m * M, limit=1),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="At the lower bound of Section 3 for the coherence the smallest m_l for which (5) admits one nonzero is 17 (M = 1); with M = m_l, so that a "
    "first-layer filter fits, it is 34.",
)

best_case_one = Step(
    label="bound_5_admits.best_case_one",
    cite="after Theorem 3.2: (5) at m_l = 49, M = 1066",
    register=("MT85",),
    reading="the best case: one nonzero is admitted",
    hypotheses=(
        assume("rows_49", m, "==", 49, words="m_l = 49"),
        assume("places_1066", M, "==", 1066, words="M = 1066"),
    ),
    over=(reals_beyond(m=[49], M=[1066]),),
    printed=Claim(best_5(m, M), ">=", 1, tex=r"\frac{m_l}{4\ln(4m_lM)}\ge1"),
    checks=(enclosure(),),
    expects=expect("PROVED", argument="VALID"),
)

best_case_two = Step(
    label="bound_5_admits.best_case_two",
    cite="after Theorem 3.2: (5) at m_l = 49, M = 1",
    register=("MT85",),
    reading="the best case: two nonzeros are admitted",
    hypotheses=(assume("rows_49", m, "==", 49, words="m_l = 49"), assume("places_1", M, "==", 1, words="M = 1")),
    over=(reals_beyond(m=[49], M=[1]),),
    printed=Claim(best_5(m, M), ">=", 2, tex=r"\frac{m_l}{4\ln(4m_lM)}\ge2"),
    checks=(enclosure(),),
    expects=expect("PROVED", argument="VALID"),
)
