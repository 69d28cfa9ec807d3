"""Which joint bound is the strongest: (J0) beside the printed constant gamma_l, at the same S, zeta and sizes (not in the paper).

u = x_max^2 mu_l^2 S_l.  (J1), sqrt(e) gamma_l, is never below (J0), by the step joint_route.exponents.
"""

from sympy import Integer, Rational, exp

from boundcheck import Claim, Step, algebra, arith, assume, compare, enclosure, expect, logic, real, reals_beyond, rule

from .bound_5 import (
    N,
    S,
    delta,
    delta_at_most_one,
    delta_positive,
    logarithm,
    mu,
    mu_positive,
    right_side,
    some_atoms,
    xmax,
    xmax_positive,
    xmin,
    zeta,
)

u = real("u")
_reach = xmin / 2 - zeta
_J0 = 2 * N * exp(-(_reach**2) / (2 * u))
_proxy = u + zeta**2
_gamma = 2 * N * exp(-(xmin**2) / (8 * _proxy))
_left, _right = 4 * (xmin - zeta) * u, zeta * (xmin - 2 * zeta) ** 2

u_positive = assume("u_positive", u, ">", 0, words="x_max, mu_l and S_l are positive")
zeta_nonneg = assume("zeta_nonneg", zeta, ">=", 0, words="zeta_{l-1} >= 0")
spread_small = assume("spread_small", _left, "<=", _right, words="4 (x_min - zeta) u <= zeta (x_min - 2 zeta)^2")
spread_large = assume("spread_large", _left, ">=", _right, words="4 (x_min - zeta) u >= zeta (x_min - 2 zeta)^2")
_sources = (
    reals_beyond(u=["1/1000", "1/80", 1], zeta=[0, "1/10", "1/6", "1/4", "1/2"], xmin=[1, "1/2"], N=[1, 10, 1000]),
    reals_beyond(  # beside what the paper has in mind: a large spread or error, no entry, numbers below 0
        u=["1/4", "5/2", 50, "9/10", "-1/2"],
        zeta=["1/100", 0, "3/4", "5/2", 2, -2],
        xmin=[3, 0, 10, "7/5", -1, 50, "1/4"],
        N=[1, 10, "-1/2"],
    ),
)
_tex_J0 = r"2n_lM\exp\Big(-\frac{(x_{min}/2-\zeta)^2}{2u}\Big)"
_tex_gamma = r"2n_lM\exp\Big(-\frac{x_{min}^2}{8(u+\zeta^2)}\Big)"

_J0_smaller = Claim(_J0, "<=", _gamma, tex=rf"{_tex_J0}\le{_tex_gamma}")
J0_below_printed = Step(
    label="joint_worth.J0_below_printed",
    cite="repair of Lemma 3.3: where (J0) is at most the printed bound",
    hypotheses=(some_atoms, u_positive, zeta_nonneg, spread_small),
    over=_sources,
    printed=_J0_smaller,
    argument=(
        rule("inverse", "inverse_positive", b=u),
        arith("proxy_positive", Claim(_proxy, ">", 0), by=("u_positive",), squares=(zeta,)),
        arith("times_zeta", Claim(zeta * _left, "<=", zeta * _right), by=("spread_small", "zeta_nonneg"), degree=2),
        arith(
            "cross",
            Claim(xmin**2 / 8, "<=", _reach**2 / (2 * u) * _proxy),
            by=("times_zeta", "inverse"),
            degree=2,
        ),
        rule("divide", "fraction_below", a=xmin**2 / 8, b=_reach**2 / (2 * u), d=_proxy),
        arith("opposite", Claim(-(_reach**2) / (2 * u), "<=", -(xmin**2) / (8 * _proxy)), by=("divide",)),
        rule("exponentials", "exponential", a=-(_reach**2) / (2 * u), b=-(xmin**2) / (8 * _proxy)),
        arith("scaled", _J0_smaller, by=("exponentials", "some_atoms"), degree=2),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_printed_smaller = Claim(_gamma, "<=", _J0, tex=rf"{_tex_gamma}\le{_tex_J0}")
printed_below_J0 = Step(
    label="joint_worth.printed_below_J0",
    cite="repair of Lemma 3.3: where the printed bound is at most (J0)",
    hypotheses=(some_atoms, u_positive, zeta_nonneg, spread_large),
    over=_sources,
    printed=_printed_smaller,
    argument=(
        arith("proxy_positive", Claim(8 * _proxy, ">", 0), by=("u_positive",), squares=(zeta,)),
        rule("inverse", "inverse_positive", b=u),
        arith("times_zeta", Claim(zeta * _left, ">=", zeta * _right), by=("spread_large", "zeta_nonneg"), degree=2),
        arith("expanded", Claim(-(xmin**2) * u, "<=", -(_reach**2) / 2 * (8 * _proxy)), by=("times_zeta",)),
        rule("divide", "fraction_below", a=-(xmin**2) * u, b=-(_reach**2) / 2, d=8 * _proxy),
        arith(
            "opposite",
            Claim(-(xmin**2) / (8 * _proxy), "<=", -(_reach**2) / (2 * u)),
            by=("divide", "inverse"),
            degree=2,
        ),
        rule("exponentials", "exponential", a=-(xmin**2) / (8 * _proxy), b=-(_reach**2) / (2 * u)),
        arith("scaled", _printed_smaller, by=("exponentials", "some_atoms"), degree=2),
    ),
    expects=expect("PROVED", argument="VALID"),
)

zeta_positive = assume("zeta_positive", zeta, ">", 0, words="zeta_{l-1} > 0")
spread_larger = assume("spread_larger", _left, ">", _right, words="4 (x_min - zeta) u > zeta (x_min - 2 zeta)^2")
_A, _B = -(xmin**2) / (8 * _proxy), -(_reach**2) / (2 * u)  # the exponents of gamma_l and of (J0)
_strictly = Claim(_gamma, "<", _J0, tex=rf"{_tex_gamma}<{_tex_J0}")

printed_strictly_below_J0 = Step(
    label="joint_worth.printed_strictly_below_J0",
    cite="repair of Lemma 3.3: where the printed bound is below (J0)",
    reading="strictly, for zeta > 0",
    hypotheses=(some_atoms, u_positive, zeta_positive, spread_larger),
    over=_sources,
    printed=_strictly,
    argument=(
        arith("proxy_positive", Claim(_proxy, ">", 0), by=("u_positive",), squares=(zeta,)),
        rule("inverse", "inverse_positive", b=u),
        arith("times_zeta", Claim(zeta * _left, ">", zeta * _right), by=("spread_larger", "zeta_positive"), degree=2),
        arith("cross", Claim(-(xmin**2) / 8, "<", _B * _proxy), by=("times_zeta", "inverse"), degree=2),
        rule("not_at_least", "stated", a=-(xmin**2) / 8, b=_B * _proxy),
        rule("divide", "fraction_at_least", a=-(xmin**2) / 8, b=_B, d=_proxy),
        logic("exponents", Claim(compare(_A, "<", _B), "holds"), by=("not_at_least", "divide")),
        rule("tangent", "exp_tangent", a=_B - _A),
        rule("positive", "positive_factor", a=exp(-_A), b=exp(_A)),
        arith("exponentials", Claim(exp(_A), "<", exp(_B)), by=("tangent", "exponents", "positive"), degree=2),
        arith("scaled", _strictly, by=("exponentials", "some_atoms"), degree=2),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_same = Claim(_J0, "==", _gamma, tex=rf"{_tex_J0}={_tex_gamma}\ \text{{at}}\ \zeta=0")
equal_without_error = Step(
    label="joint_worth.equal_without_error",
    cite="repair of Lemma 3.3: (J0) beside the printed bound",
    reading="without an error below",
    hypotheses=(u_positive, assume("no_error", zeta, "==", 0, words="zeta_{l-1} = 0")),
    printed=_same,
    argument=(algebra("same", _same, by=("no_error",)),),
    expects=expect("PROVED", argument="VALID"),
)

right_J0 = (xmin - 2 * zeta) ** 2 / (8 * xmax**2 * mu**2 * logarithm)  # S allowed by (J0) <= delta
_spread = xmax**2 * mu**2 * S
_J0_of_S = 2 * N * exp(-((xmin - 2 * zeta) ** 2) / (8 * _spread))  # (J0) with u = x_max^2 mu_l^2 S_l
_allows = Claim(
    compare(S, "<=", right_J0),
    "iff",
    compare(_J0_of_S, "<=", delta),
    tex=r"S_l\le\frac{(x_{min}-2\zeta)^2}{8x_{max}^2\mu_l^2\ln(2Mn_l/\delta)}\iff2n_lM\exp\Big(-\frac{(x_{min}/2-\zeta)^2}{2x_{max}^2\mu_l^2S_l}\Big)\le\delta",
)

J0_allows = Step(
    label="joint_worth.J0_allows",
    cite="repair of Lemma 3.3: what (J0) <= delta asks of S_l, as (5) is what gamma_l <= delta asks",
    hypotheses=(
        some_atoms,
        delta_positive,
        delta_at_most_one,
        mu_positive,
        xmax_positive,
        assume("some_nonzero", S, ">", 0, words="S_l >= 1"),
    ),
    over=(
        reals_beyond(
            S=[1, 2, 5],
            zeta=[0, "1/10", "1/4"],
            xmin=[1, 4],
            xmax=[1, 2],
            mu=["1/10", 1],
            N=[1, 50],
            delta=[1, "1/2", "1/20"],
        ),
    ),
    printed=_allows,
    argument=(
        rule("inverse_delta", "inverse_positive", b=delta),
        arith(
            "above_one",
            Claim(2 * N / delta, ">", 1),
            by=("some_atoms", "delta_at_most_one", "inverse_delta"),
            degree=2,
        ),
        arith("ratio_positive", Claim(2 * N / delta, ">", 0), by=("above_one",)),
        rule("log_positive", "log_positive", a=2 * N / delta),
        rule("square_mu", "positive_square", a=mu),
        rule("square_x", "positive_square", a=xmax),
        arith("spread", Claim(_spread, ">", 0), by=("square_mu", "square_x", "some_nonzero"), degree=3),
        arith(
            "scale",
            Claim(8 * logarithm * mu**2 * xmax**2, ">", 0),
            by=("square_mu", "square_x", "log_positive"),
            degree=3,
        ),
        rule("cleared", "positive_scaling", a=S, b=right_J0, c=8 * logarithm * mu**2 * xmax**2),
        rule("fraction", "fraction_at_least", a=(xmin - 2 * zeta) ** 2, b=8 * logarithm, d=_spread),
        rule("exponent", "exp_at_most", a=-((xmin - 2 * zeta) ** 2) / (8 * _spread), b=2 * N / delta),
        arith("two_N", Claim(2 * N, ">", 0), by=("some_atoms",)),
        rule(
            "factor",
            "positive_scaling",
            a=exp(-((xmin - 2 * zeta) ** 2) / (8 * _spread)),
            b=delta / (2 * N),
            c=2 * N,
        ),
        logic("chain", _allows, by=("cleared", "fraction", "exponent", "factor")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_more = Claim(
    right_side,
    "<=",
    right_J0,
    tex=r"\Big(\frac{x_{min}^2}{8x_{max}^2\Lambda}-\frac{\zeta^2}{x_{max}^2}\Big)\mu_l^{-2}\le\frac{(x_{min}-2\zeta)^2}{8x_{max}^2\mu_l^2\Lambda},\ \Lambda=\ln(2Mn_l/\delta)",
)
zeta_large = assume(
    "zeta_large", zeta * (2 * logarithm + 1), ">=", xmin, words="zeta_{l-1} >= x_min/(2 ln(2 n_l M/delta) + 1)"
)
J0_admits_more = Step(
    label="joint_worth.J0_admits_more",
    cite="(5) beside what (J0) <= delta asks of S_l",
    reading="with an error below of at least x_min/(2 ln(2 n_l M/delta) + 1)",
    hypotheses=(some_atoms, delta_positive, delta_at_most_one, mu_positive, xmax_positive, zeta_nonneg, zeta_large),
    over=(
        reals_beyond(
            zeta=[0, "1/10", "1/4", "1/2", 1],
            xmin=[1, "1/2"],
            xmax=[1, 2],
            mu=["1/10", 1],
            N=[1, 50, 1000],
            delta=[1, "1/2"],
        ),
        reals_beyond(
            zeta=["3/4", 0, "1/100", 50, "9/10"],
            xmin=[1, "-1/2", "1/100", 50, -2],
            xmax=["1/4", 2, "1/100"],
            mu=["5/2", "1/2", 10],
            N=["7/5", 3, "1/3"],
            delta=["2/3", "1/10", 1],
        ),
    ),
    printed=_more,
    argument=(
        rule("inverse_delta", "inverse_positive", b=delta),
        arith(
            "above_one",
            Claim(2 * N / delta, ">", 1),
            by=("some_atoms", "delta_at_most_one", "inverse_delta"),
            degree=2,
        ),
        rule("log_positive", "log_positive", a=2 * N / delta),
        rule("square_mu", "positive_square", a=mu),
        rule("square_x", "positive_square", a=xmax),
        arith(
            "scale",
            Claim(mu**2 * xmax**2 * logarithm, ">", 0),
            by=("square_mu", "square_x", "log_positive"),
            degree=3,
        ),
        rule("inverse", "inverse_positive", b=mu**2 * xmax**2 * logarithm),
        arith(
            "gain",
            Claim(zeta * (zeta * (2 * logarithm + 1) - xmin), ">=", 0),
            by=("zeta_large", "zeta_nonneg"),
            degree=2,
        ),
        arith("divide", _more, by=("gain", "inverse"), degree=2),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="Below that zeta the printed constant admits more (printed_admits_more).  (J0) is a bound for zeta <= x_min/2 only; beyond, (5) admits nothing.",
)

zeta_small = assume(
    "zeta_small", zeta * (2 * logarithm + 1), "<=", xmin, words="zeta_{l-1} <= x_min/(2 ln(2 n_l M/delta) + 1)"
)
_less = Claim(right_J0, "<=", right_side, tex=_more.tex.replace(r"\le", r"\ge"))

printed_admits_more = Step(
    label="joint_worth.printed_admits_more",
    cite="(5) beside what (J0) <= delta asks of S_l",
    reading="with an error below of at most x_min/(2 ln(2 n_l M/delta) + 1)",
    hypotheses=(*J0_admits_more.hypotheses[:-1], zeta_small),
    over=J0_admits_more.over,
    printed=_less,
    argument=(
        *J0_admits_more.argument[:-2],
        arith(
            "loss",
            Claim(zeta * (zeta * (2 * logarithm + 1) - xmin), "<=", 0),
            by=("zeta_small", "zeta_nonneg"),
            degree=2,
        ),
        arith("divide", _less, by=("loss", "inverse"), degree=2),
    ),
    expects=expect("PROVED", argument="VALID"),
)

J0_alone = Step(
    label="joint_worth.J0_alone",
    cite="numbers: N = 400, x_min = 1, zeta = 1/4, u = 1/256",
    reading="(J0) is below 1",
    over=(reals_beyond(),),
    printed=Claim(800 * exp(-Integer(8)), "<", Integer(1), tex=r"800\,e^{-8}<1"),
    checks=(enclosure(),),
    expects=expect("PROVED", argument="VALID"),
)

number = Step(
    label="joint_worth.number",
    cite="a number",
    over=(reals_beyond(),),
    printed=Claim(800 * exp(-Integer(2)), ">", Integer(1), tex=r"800\,e^{-2}>1"),
    checks=(enclosure(),),
    expects=expect("PROVED", argument="VALID"),
)

printed_says_nothing = Step(
    label="joint_worth.printed_says_nothing",
    cite="numbers: N = 400, x_min = 1, zeta = 1/4, any u > 0",
    reading="the printed bound is above 1, however sparse the representation",
    uses=(number,),
    hypotheses=(u_positive,),
    over=(reals_beyond(u=["1/1000", "1/256", 1]),),
    printed=Claim(800 * exp(-1 / (8 * (u + Rational(1, 16)))), ">", 1, tex=r"800\,e^{-1/(8(u+1/16))}>1"),
    argument=(
        arith("proxy_positive", Claim(8 * (u + Rational(1, 16)), ">", 0), by=("u_positive",)),
        arith("half", Claim(Integer(1), "<=", 2 * 8 * (u + Rational(1, 16))), by=("u_positive",)),
        rule("divide", "fraction_below", a=1, b=2, d=8 * (u + Rational(1, 16))),
        arith("opposite", Claim(Integer(-2), "<=", -1 / (8 * (u + Rational(1, 16)))), by=("divide",)),
        rule("exponentials", "exponential", a=-2, b=-1 / (8 * (u + Rational(1, 16)))),
        arith(
            "above",
            Claim(800 * exp(-1 / (8 * (u + Rational(1, 16)))), ">", 1),
            by=("exponentials", "joint_worth.number"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)
