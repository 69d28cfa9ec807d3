"""The end of the poster: the condition on S_l for P(W-bar_l) <= delta, and the factor d of the theorem."""

from sympy import exp, log

from boundcheck import Claim, Step, arith, assume, compare, expect, logic, put, real, reals_beyond, restate, rule

M, n, d, S, mu, zeta, xmin, xmax, delta = (
    real(name) for name in ("M", "n", "d", "S", "mu", "zeta", "xmin", "xmax", "delta")
)
_variance = xmax**2 * mu**2 * S + zeta**2
_exponential = exp(-(xmin**2) / (8 * _variance))


def right_side(count):
    """Right side of the condition, with the number under the logarithm."""
    return (xmin**2 / (8 * xmax**2 * log(count / delta)) - zeta**2 / xmax**2) / mu**2


def _tex(count):
    return rf"S_l\le\Big(\frac{{|x_{{min}}|^2}}{{8|x_{{max}}|^2\ln({count}/\delta)}}-\frac{{\zeta_{{l-1}}^2}}{{|x_{{max}}|^2}}\Big)\mu_l^{{-2}}"


_bound_tex = r"n_l\exp\Big(-\frac{|x_{min}|^2}{8(|x_{max}|^2\mu_l^2S_l+\zeta_{l-1}^2)}\Big)\le\delta"
_numbers = (
    assume("places", M, ">=", 1, words="M >= 1"),
    assume("filters", n, ">=", 1, words="n_l >= 1"),
    assume("columns", d, ">=", 1, words="d >= 1"),
)
_ranges = {
    "M": [1, 2, 50],
    "n": [1, 3],
    "d": [1, 2, 3],
    "S": range(4),
    "mu": ["1/10", "1/100", "1"],
    "zeta": ["1/100", 0, "1/10"],
    "xmin": [1, "1/10", 3],
    "xmax": [1, 3],
    "delta": ["1/2", "1", "1/100", "1/10", 0],
}
at_most_one = assume("delta_at_most_one", delta, "<=", 1, words="delta <= 1")
not_negative = assume("delta_nonneg", delta, ">=", 0, words="delta >= 0")
positive = assume("delta_positive", delta, ">", 0, words="delta > 0")
_layer = (
    assume("mu_positive", mu, ">", 0, words="mu_l > 0 (else the condition divides by zero)"),
    assume("xmax_positive", xmax, ">", 0, words="x^(l) is not the zero vector"),
    assume("variance_positive", _variance, ">", 0, words="x_max^2 mu_l^2 S_l + zeta_{l-1}^2 > 0"),
)

delta_range = Step(
    label="condition.delta_range",
    cite="end: 'an arbitrary delta in [0, 1]'",
    register=("PO06",),
    reading="literal: the condition has ln(2 M n_l / delta), so it is defined only for delta > 0",
    hypotheses=(not_negative, at_most_one),
    over=(reals_beyond(delta=("0", "1")),),
    printed=Claim(delta, ">", 0, tex=r"\delta\in[0,1]\ \Rightarrow\ \ln(2Mn_l/\delta)\ \text{is defined}"),
    repaired=Claim(delta, ">", 0, tex=r"\delta\in(0,1]\ \Rightarrow\ \ln(2Mn_l/\delta)\ \text{is defined}"),
    repaired_hypotheses=(positive,),
    repaired_argument=(restate("given", Claim(delta, ">", 0), by=("delta_positive",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
)

_odd = (  # beside what the poster has in mind: sizes that are no whole numbers, entries far apart, numbers below 0
    reals_beyond(
        M=["5/2", 1, "1/10"],
        n=["3/2", "7/5", "1/100"],
        d=["3/2", 3, "1/100"],
        S=["1/10", "1/100"],
        mu=["2/3", 1],
        zeta=[-1, "1/4"],
        xmin=["5/2", 50, -2],
        xmax=["1/100", "1/3"],
        delta=["9/10", "1/10", "1/3"],
    ),
    reals_beyond(
        S=[3, 0],
        delta=["1/2", "1/10"],
        xmax=[1, 5],
        n=[1, 5],
        xmin=[1, 3, -2],
        mu=["1/10", "3/4"],
        d=[3],
        zeta=["1/100", "1/2"],
        M=[2, 50],
    ),
)
_all = 2 * d * M * n
_logarithm = log(_all / delta)
_sound = Claim(
    compare(S, "<=", right_side(_all)),
    "iff",
    compare(_all * _exponential, "<=", delta),
    tex=_tex("2dMn_l") + r"\iff2dM" + _bound_tex,
)

per_column = Step(
    label="condition.per_column",
    cite="end: what the theorem's term asks of S_l, for d columns (not on the poster)",
    register=("PO06", "PO07"),
    hypotheses=(*_numbers, positive, at_most_one, *_layer),
    over=(reals_beyond(**_ranges), *_odd),
    printed=_sound,
    argument=(
        arith("M_positive", Claim(M, ">", 0), by=("places",)),
        arith("n_positive", Claim(n, ">", 0), by=("filters",)),
        arith("d_positive", Claim(d, ">", 0), by=("columns",)),
        arith("atoms", Claim(M * n, ">=", 1), by=("places", "filters"), degree=2),
        arith("delta_small", Claim(delta, "<", _all), by=("delta_at_most_one", "atoms", "columns"), degree=2),
        rule("inverse_delta", "inverse_positive", b=delta),
        arith("above_one", Claim(_all / delta, ">", 1), by=("delta_small", "inverse_delta"), degree=2),
        arith("ratio_positive", Claim(_all / delta, ">", 0), by=("above_one",)),
        rule("log_positive", "log_positive", a=_all / delta),
        arith(
            "scale",
            Claim(8 * _logarithm * mu**2 * xmax**2, ">", 0),
            by=("log_positive", "mu_positive", "xmax_positive"),
            degree=5,
        ),
        rule("cleared", "positive_scaling", a=S, b=right_side(_all), c=8 * _logarithm * mu**2 * xmax**2),
        rule("fraction", "fraction_at_least", a=xmin**2, b=8 * _logarithm, d=_variance),
        rule("exponent", "exp_at_most", a=-(xmin**2) / (8 * _variance), b=_all / delta),
        arith("count", Claim(_all, ">", 0), by=("delta_small", "delta_positive")),
        rule("factor", "positive_scaling", a=_exponential, b=delta / _all, c=_all),
        logic("chain", _sound, by=("cleared", "fraction", "exponent", "factor")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_one = 2 * M * n
_enough = Claim(
    compare(S, "<=", right_side(_one)),
    "implies",
    compare(_one * _exponential, "<=", delta),
    tex=_tex("2Mn_l") + r"\ \Rightarrow\ 2M" + _bound_tex,
)

one_column = Step(
    label="condition.one_column",
    cite="end: P(W-bar_l) <= delta if S_l <= (...) mu_l^-2, for a given representation",
    register=("PO06",),
    reading="one column: the bound of the layer is at most delta",
    uses=(per_column,),
    hypotheses=(*_numbers[:2], positive, at_most_one, *_layer),
    over=(reals_beyond(**_ranges), *_odd),
    printed=_enough,
    argument=(
        put("for_one", "condition.per_column", d=1),
        logic("enough", _enough, by=("for_one",)),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="As an inequality between numbers. That the probability 'assuming recovery at layer l - 1' is below the layer's bound is another matter: "
    "theorem.conditional.",
)

_theorem = Claim(
    compare(S, "<=", right_side(_one)),
    "implies",
    compare(_all * _exponential, "<=", delta),
    tex=_tex("2Mn_l") + r"\ \Rightarrow\ 2dM" + _bound_tex,
)

against_theorem = Step(
    label="condition.against_theorem",
    cite="end, against the Theorem: the condition has ln(2 M n_l / delta), the theorem the factor 2dM",
    register=("PO07",),
    reading="asked by the audit, not printed: the condition makes the theorem's term at most delta",
    uses=(per_column,),
    hypotheses=(*_numbers, positive, at_most_one, *_layer),
    over=(reals_beyond(**_ranges), *_odd),
    printed=_theorem,
    repaired=Claim(
        compare(S, "<=", right_side(_all)),
        "implies",
        compare(_all * _exponential, "<=", delta),
        tex=_tex("2dMn_l") + r"\ \Rightarrow\ 2dM" + _bound_tex,
    ),
    repaired_argument=(
        logic(
            "enough",
            Claim(compare(S, "<=", right_side(_all)), "implies", compare(_all * _exponential, "<=", delta)),
            by=("condition.per_column",),
        ),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="They agree for d = 1 only: the condition is about one representation, the theorem about d.",
)
