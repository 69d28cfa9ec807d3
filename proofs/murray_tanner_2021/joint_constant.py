"""The joint reading of Lemma 3.3 with the printed constant: P(failure and small error below) <= gamma_l, whatever zeta.

Five cases.  Where x_min/2 <= zeta, or where few atoms or a short reach make gamma_l >= 1, nothing is to be shown; where the reach is beyond what
G can attain the event is impossible; else the sharp comparison of Rademacher sums with a Gaussian gains the factor exp(-1/2) that
Cauchy-Schwarz between the exponents loses.
"""

from sympy import Integer, Rational, exp

from boundcheck import (
    Claim,
    Prob,
    Step,
    arith,
    assume,
    assuming,
    compare,
    discharge,
    enclosure,
    expect,
    lam,
    layers,
    logic,
    put,
    reals_beyond,
    rule,
    size,
    varied,
    within,
)

from .joint_route import G, exponents, fails, gamma, inclusion, reach, reaches, small, sum_of_squares, u, union
from .words import (
    All,
    Lam,
    N,
    S_natural,
    coherence,
    count,
    eps,
    g,
    i,
    inner_layer,
    j,
    keeps_largest,
    largest_x,
    mu,
    overlap,
    smallest_x,
    stripe,
    support_not_empty,
    unit_atoms,
    x,
    x_not_zero,
    xmax,
    xmin,
    zeta,
    zeta_positive,
)

_proxy = u + zeta**2
_exponent = -(xmin**2) / (8 * _proxy)
_failure = Prob(fails & small)
_bounded = compare(_failure, "<=", gamma)  # what is to be shown
_layer = (
    keeps_largest,
    unit_atoms,
    coherence,
    overlap,
    largest_x,
    smallest_x,
    x_not_zero,
    stripe,
    count,
    support_not_empty,
    zeta_positive,
)

few_atoms = Step(
    label="joint_constant.few_atoms",
    cite="joint reading: up to four atoms leave gamma >= 1",
    hypotheses=within(N, "[1, 4]"),
    over=(reals_beyond(N=("1", "4")),),
    printed=Claim(2 * N * exp(-N / 2), ">=", 1, tex=r"2Ne^{-N/2}\ge1\ \text{for}\ 1\le N\le4"),
    checks=(enclosure(),),
    expects=expect("PROVED", argument="VALID"),
)

numbers = Step(
    label="joint_constant.numbers",
    cite="joint reading: 8 exp(-1.94) >= 1",
    over=(reals_beyond(),),
    printed=Claim(8 * exp(-Rational(97, 50)), ">=", Integer(1), tex=r"8e^{-1.94}\ge1"),
    checks=(enclosure(),),
    expects=expect("PROVED", argument="VALID"),
)

half_is_enough = Step(
    label="joint_constant.half_is_enough",
    cite="joint reading: 2 exp(-1/2) >= 1",
    over=(reals_beyond(),),
    printed=Claim(2 * exp(-Rational(1, 2)), ">=", Integer(1), tex=r"2e^{-1/2}\ge1"),
    checks=(enclosure(),),
    expects=expect("PROVED", argument="VALID"),
)

_atoms = (
    rule("inside", "subset_count", K=Lam, H=All),
    arith("atoms", Claim(N, ">=", 1), by=("inside", "support_not_empty", "count")),
)
_u_nonneg = arith("u_nonneg", Claim(u, ">=", 0), by=("S_natural",), squares=(xmax * mu,), degree=2)
_proxy_positive = arith(
    "proxy_positive", Claim(_proxy, ">", 0), by=("S_natural", "zeta_positive"), squares=(xmax * mu,), degree=2
)
_trivial = (  # once gamma >= 1 there is nothing to show
    rule("at_most_one", "at_most_one", E=fails & small),
    arith("done", Claim(_failure, "<=", gamma), by=("at_most_one", "gamma_large")),
)
_goal = Claim(_failure, "<=", gamma)

no_margin = assume("no_margin", reach, "<=", 0, words="x_min/2 <= zeta")
margin = assume("margin", reach, ">", 0, words="zeta < x_min/2")
spread = assume("spread", u, ">", 0, words="x_max, mu_l and S_l are positive")
beyond = assume("beyond", reach**2, ">", (N - 1) * u, words="x_min/2 - zeta is more than G can attain")
attainable_reach = assume(
    "attainable_reach", reach**2, "<=", (N - 1) * u, words="x_min/2 - zeta is within what G can attain"
)
at_most_four = assume("at_most_four", N, "<=", 4, words="at most four atoms")
at_least_four = assume("at_least_four", N, ">=", 4, words="at least four atoms")
near = assume("near", reach**2, "<=", Rational(72, 25) * u, words="(x_min/2 - zeta)^2 <= 2.88 x_max^2 mu_l^2 S_l")
far = assume("far", reach**2, ">=", Rational(72, 25) * u, words="(x_min/2 - zeta)^2 >= 2.88 x_max^2 mu_l^2 S_l")
_tex_goal = r"\mathbb P(\bar W^{(l)}\cap\{\max_i|\langle a_i,v\rangle|\le\zeta\})\le\gamma_l"

without_margin = Step(
    label="joint_constant.without_margin",
    cite="joint reading, case x_min/2 <= zeta: gamma_l >= 1",
    uses=(half_is_enough,),
    hypotheses=(support_not_empty, count, S_natural, zeta_positive, x_not_zero, no_margin),
    model=inner_layer,
    over=(varied(layers(), zeta=("1/2", "2")),),
    printed=Claim(_failure, "<=", gamma, tex=_tex_goal),
    argument=(
        *_atoms,
        _proxy_positive,
        arith(
            "half",
            Claim(xmin**2 / 8, "<=", _proxy / 2),
            by=("no_margin", "zeta_positive", "x_not_zero", "S_natural"),
            squares=(xmax * mu,),
            degree=2,
        ),
        rule("divide", "fraction_below", a=xmin**2 / 8, b=Rational(1, 2), d=_proxy),
        rule("exponentials", "exponential", a=-Rational(1, 2), b=_exponent),
        arith(
            "gamma_large",
            Claim(gamma, ">=", 1),
            by=("exponentials", "atoms", "joint_constant.half_is_enough"),
            degree=2,
        ),
        *_trivial,
    ),
    expects=expect("PROVED", argument="VALID"),
)

attainable = Step(
    label="joint_constant.attainable",
    cite="joint reading: |G|^2 is at most (N - 1) x_max^2 mu_l^2 S_l, so a failure needs a reach within that",
    uses=(inclusion, sum_of_squares),
    hypotheses=(
        keeps_largest,
        unit_atoms,
        smallest_x,
        x_not_zero,
        coherence,
        largest_x,
        stripe,
        overlap,
        count,
        S_natural,
        margin,
    ),
    model=inner_layer,
    over=(layers(),),
    printed=Claim(
        fails & small,
        "implies",
        compare(reach**2, "<=", (N - 1) * u),
        tex=r"\bar W^{(l)}\cap\{\max_i|\langle a_i,v\rangle|\le\zeta\}\ne\emptyset\ \Rightarrow\ (\tfrac{x_{min}}2-\zeta)^2\le(n_lM-1)x_{max}^2\mu_l^2S_l",
    ),
    argument=(
        _u_nonneg,
        rule("squared", "squared_sum", f=lam(j, eps(j) * x(j) * g(i, j)), K=Lam.without(i), forall=((i, All),)),
        rule("fewer", "subset_count", K=Lam.without(i), H=All.without(i), forall=((i, All),)),
        rule("one_less", "take_out_member", a=i, K=All, forall=((i, All),)),
        arith(
            "bound",
            Claim(G**2, "<=", (N - 1) * u, ((i, All),)),
            by=("squared", "fewer", "one_less", "joint_route.sum_of_squares", "count", "u_nonneg"),
            squares=(size(Lam.without(i)),),
            degree=2,
        ),
        rule("one", "square_reached", a=G, d=reach, b=(N - 1) * u, forall=((i, All),)),
        rule("any", "some_constant", E=lam(i, reaches), F=compare(reach**2, "<=", (N - 1) * u), K=All),
        logic(
            "together",
            Claim(fails & small, "implies", compare(reach**2, "<=", (N - 1) * u)),
            by=("joint_route.inclusion", "any"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

out_of_reach = Step(
    label="joint_constant.out_of_reach",
    cite="joint reading, case of a reach beyond what G can attain: the event is impossible",
    uses=(attainable,),
    hypotheses=(*attainable.hypotheses, support_not_empty, beyond),
    model=inner_layer,
    over=(layers(),),
    printed=Claim(_failure, "<=", gamma, tex=_tex_goal),
    argument=(
        *_atoms,
        logic("never", Claim(~(fails & small), "holds"), by=("joint_constant.attainable", "beyond")),
        rule("impossible", "impossible", E=fails & small),
        arith("done", _goal, by=("impossible", "atoms"), squares=(exp(_exponent),), degree=2),
    ),
    expects=expect("PROVED", argument="VALID"),
)

few = Step(
    label="joint_constant.few",
    cite="joint reading, case of at most four atoms and an attainable reach: gamma_l >= 1",
    uses=(few_atoms, exponents),
    hypotheses=(support_not_empty, count, spread, attainable_reach, at_most_four),
    model=inner_layer,
    over=(layers(),),
    printed=Claim(_failure, "<=", gamma, tex=_tex_goal),
    argument=(
        *_atoms,
        put("few_atoms", "joint_constant.few_atoms"),
        rule("divide", "fraction_below", a=reach**2, b=N - 1, d=u),
        arith("exponent", Claim(-N / 2, "<=", _exponent), by=("divide", "joint_route.exponents")),
        rule("exponentials", "exponential", a=-N / 2, b=_exponent),
        arith("gamma_large", Claim(gamma, ">=", 1), by=("exponentials", "atoms", "few_atoms"), degree=2),
        *_trivial,
    ),
    expects=expect("PROVED", argument="VALID"),
)

short = Step(
    label="joint_constant.short",
    cite="joint reading, case of at least four atoms and a short reach: gamma_l >= 1",
    uses=(numbers, exponents),
    hypotheses=(spread, near, at_least_four),
    model=inner_layer,
    over=(layers(),),
    printed=Claim(_failure, "<=", gamma, tex=_tex_goal),
    argument=(
        rule("divide", "fraction_below", a=reach**2, b=Rational(72, 25), d=u),
        arith("exponent", Claim(-Rational(97, 50), "<=", _exponent), by=("divide", "joint_route.exponents")),
        rule("exponentials", "exponential", a=-Rational(97, 50), b=_exponent),
        arith(
            "gamma_large",
            Claim(gamma, ">=", 1),
            by=("exponentials", "at_least_four", "joint_constant.numbers"),
            squares=(exp(-Rational(97, 50)),),
            degree=2,
        ),
        *_trivial,
    ),
    expects=expect("PROVED", argument="VALID"),
)

_sharp = 2 * exp(-Rational(1, 2) - reach**2 / (2 * u))

long = Step(
    label="joint_constant.long",
    cite="joint reading, case of a long reach: sharp comparison of Rademacher sums with a Gaussian",
    uses=(union, sum_of_squares, exponents),
    hypotheses=(
        keeps_largest,
        unit_atoms,
        smallest_x,
        x_not_zero,
        coherence,
        largest_x,
        stripe,
        overlap,
        count,
        support_not_empty,
        margin,
        spread,
        far,
    ),
    model=inner_layer,
    over=(layers(),),
    printed=Claim(_failure, "<=", gamma, tex=_tex_goal),
    argument=(
        *_atoms,
        rule("signs_of_G", "fewer_signs", s=lam(j, eps(j)), K=All, H=Lam.without(i), forall=((i, All),)),
        rule(
            "tail",
            "rademacher_sharp",
            s=lam(j, eps(j)),
            alpha=lam(j, x(j) * g(i, j)),
            K=Lam.without(i),
            p=reach,
            u=u,
            forall=((i, All),),
        ),
        rule("sum", "termwise", f=lam(i, Prob(reaches)), g=lam(i, _sharp), K=All),
        rule("exponentials", "exponential", a=-Rational(1, 2) - reach**2 / (2 * u), b=_exponent),
        arith("chain", _goal, by=("joint_route.union", "sum", "count", "exponentials", "atoms"), degree=2),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="Rests on a published theorem: P(S >= x) <= P(Z >= x) / (4 P(Z >= sqrt 2)) for Rademacher sums with sum of squares at most 1.",
)

_A = compare(reach, "<=", 0)
_M = compare(reach, ">", 0)
_B = compare(reach**2, ">", (N - 1) * u)
_few = compare(N, "<=", 4)
_many = compare(N, ">=", 4)
_near = compare(reach**2, "<=", Rational(72, 25) * u)
_far = compare(reach**2, ">=", Rational(72, 25) * u)
_spread_from_reach = (
    arith("reach_squared", Claim(reach**2, ">", 0), by=("m",), degree=2),
    arith("product", Claim((N - 1) * u, ">", 0), by=("reach_squared", "b")),
    rule("spread_now", "positive_factor", a=N - 1, b=u),
)

joint_reading = Step(
    label="joint_constant.joint_reading",
    cite="Lemma 3.3, l >= 2, read as a joint probability",
    register=("MT43",),
    reading="joint, stronger: failure at layer l together with all abs<a_i, v^(l-1)> at most zeta_{l-1}",
    uses=(without_margin, out_of_reach, few, short, long),
    hypotheses=(*_layer, S_natural),
    model=inner_layer,
    over=(layers(),),
    printed=Claim(
        _failure,
        "<=",
        gamma,
        tex=_tex_goal,
        words="with the printed constant, for every layer and whatever the error below depends on",
    ),
    argument=(
        *_atoms,
        assuming("a", _A),
        put("no_margin_case", "joint_constant.without_margin"),
        discharge("case_a", "no_margin_case"),
        assuming("mb", _M & _B),
        logic("m", Claim(_M, "holds"), by=("mb",)),
        logic("b", Claim(_B, "holds"), by=("mb",)),
        put("beyond_case", "joint_constant.out_of_reach"),
        discharge("case_b", "beyond_case"),
        assuming("mbf", _M & ~_B & _few),
        logic("m", Claim(_M, "holds"), by=("mbf",)),
        logic("b", Claim(compare(reach**2, "<=", (N - 1) * u), "holds"), by=("mbf",)),
        logic("f", Claim(_few, "holds"), by=("mbf",)),
        *_spread_from_reach,
        put("few_case", "joint_constant.few"),
        discharge("case_few", "few_case"),
        assuming("mbn", _M & ~_B & _many & _near),
        logic("m", Claim(_M, "holds"), by=("mbn",)),
        logic("b", Claim(compare(reach**2, "<=", (N - 1) * u), "holds"), by=("mbn",)),
        logic("f", Claim(_many, "holds"), by=("mbn",)),
        logic("n", Claim(_near, "holds"), by=("mbn",)),
        *_spread_from_reach,
        put("short_case", "joint_constant.short"),
        discharge("case_short", "short_case"),
        assuming("mbl", _M & ~_B & _far),
        logic("m", Claim(_M, "holds"), by=("mbl",)),
        logic("b", Claim(compare(reach**2, "<=", (N - 1) * u), "holds"), by=("mbl",)),
        logic("n", Claim(_far, "holds"), by=("mbl",)),
        *_spread_from_reach,
        put("long_case", "joint_constant.long"),
        discharge("case_long", "long_case"),
        logic("cases", Claim(_bounded, "holds"), by=("case_a", "case_b", "case_few", "case_short", "case_long")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="No hypothesis on how v^(l-1) depends on D^(l). The constant 2 n_l M is the printed one.",
)
