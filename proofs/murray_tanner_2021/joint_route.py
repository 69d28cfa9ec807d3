"""The route that needs no independence between the error below and the signs of the layer (not in the paper).

On the event that every abs<a_i, v^(l-1)> is at most zeta, a failure forces some Rademacher sum G_i of at most S_l terms to reach
x_min/2 - zeta.  G_i depends on D^(l) alone, whatever the error below depends on.  This repairs Lemma 3.3 at inner layers.
"""

from sympy import Abs, Rational, exp

from boundcheck import (
    Claim,
    Prob,
    Step,
    algebra,
    arith,
    assume,
    compare,
    every,
    expect,
    lam,
    layers,
    linear,
    logic,
    put,
    reals_beyond,
    restate,
    rule,
    some,
    total,
)

from .lemma_3_3_event import any_threshold_with_ties, fails, failure_event
from .lemma_3_3_min import reverse_triangle
from .theorem_3_1 import with_ties
from .words import (
    All,
    Gam,
    Lam,
    N,
    Off,
    S,
    c,
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
    unit_atoms,
    w,
    x,
    x_not_zero,
    xmax,
    xmin,
    zeta,
)

half = xmin / 2
reach = half - zeta  # what the Rademacher sum must reach
G = total(eps(j) * x(j) * g(i, j), j, Lam.without(i))  # depends on the signs of D^(l) only
small = every(compare(Abs(w(i)), "<=", zeta), i, All)  # the error below is small, whatever it depends on
u = xmax**2 * mu**2 * S  # bound on the sum of squares of G
reaches = compare(Abs(G), ">=", reach)

_tex_G = r"\Big|\sum_{j\in\Lambda,j\ne i}\varepsilon_jx_j\langle a_i,a_j\rangle\Big|"

on_support = Step(
    label="joint_route.on_support",
    cite="repair of Lemma 3.3: an atom of the support that falls below x_min/2 has a large Rademacher sum",
    uses=(reverse_triangle,),
    hypotheses=(unit_atoms, smallest_x),
    model=inner_layer,
    over=(layers(),),
    printed=Claim(
        compare(Abs(c(i)), "<", half) & compare(Abs(w(i)), "<=", zeta),
        "implies",
        reaches,
        ((i, Lam),),
        tex=rf"|\langle\varepsilon_ia_i,\hat x^{{(l-1)}}\rangle|<\tfrac{{x_{{min}}}}2,\ |\langle a_i,v\rangle|\le\zeta\ \Rightarrow\ {_tex_G}\ge\tfrac{{x_{{min}}}}2-\zeta",
    ),
    argument=(
        rule("two", "triangle_two", a=eps(i) * G, b=eps(i) * w(i), forall=((i, Lam),)),
        linear(
            "farkas",
            Claim(compare(Abs(c(i)), "<", half) & compare(Abs(w(i)), "<=", zeta), "implies", reaches, ((i, Lam),)),
            by=("two", "lemma_3_3_min.reverse_triangle", "smallest_x"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_G_off = total(eps(j) * x(j) * g(i, j), j, Lam)

off_support = Step(
    label="joint_route.off_support",
    cite="repair of Lemma 3.3: an atom off the support that reaches x_min/2 has a large Rademacher sum",
    model=inner_layer,
    over=(layers(),),
    printed=Claim(
        compare(Abs(c(i)), ">=", half) & compare(Abs(w(i)), "<=", zeta),
        "implies",
        reaches,
        ((i, Off),),
        tex=rf"|\langle\varepsilon_ka_k,\hat x^{{(l-1)}}\rangle|\ge\tfrac{{x_{{min}}}}2,\ |\langle a_k,v\rangle|\le\zeta\ \Rightarrow\ {_tex_G.replace('i,a_j', 'k,a_j')}\ge\tfrac{{x_{{min}}}}2-\zeta",
    ),
    argument=(
        rule("nothing_taken", "without_nonmember", f=lam(j, eps(j) * x(j) * g(i, j)), K=Lam, a=i, forall=((i, Off),)),
        rule("two", "triangle_two", a=eps(i) * _G_off, b=eps(i) * w(i), forall=((i, Off),)),
        restate(
            "expand",
            Claim(Abs(c(i)), "<=", Abs(G) + Abs(w(i)), ((i, Off),)),
            by=("two", "nothing_taken"),
            unfold=("c",),
        ),
        linear(
            "farkas",
            Claim(compare(Abs(c(i)), ">=", half) & compare(Abs(w(i)), "<=", zeta), "implies", reaches, ((i, Off),)),
            by=("expand",),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_some_on = some(compare(Abs(c(i)), "<", half), i, Lam)
_some_off = some(compare(Abs(c(i)), ">=", half), i, Off)
_some_reaches = some(reaches, i, All)

inclusion = Step(
    label="joint_route.inclusion",
    cite="repair of Lemma 3.3: failure with a small error below lies in a union of N events about Rademacher sums",
    uses=(failure_event, any_threshold_with_ties, on_support, off_support),
    hypotheses=(keeps_largest, unit_atoms, smallest_x, x_not_zero),
    model=inner_layer,
    over=(layers(),),
    printed=Claim(
        fails & small,
        "implies",
        _some_reaches,
        tex=rf"\bar W^{{(l)}}\cap\{{\max_i|\langle a_i,v\rangle|\le\zeta\}}\subseteq\bigcup_{{i\in[n_lM]}}\Big\{{{_tex_G}\ge\tfrac{{x_{{min}}}}2-\zeta\Big\}}",
    ),
    argument=(
        put("threshold", "lemma_3_3_event.any_threshold_with_ties", p=half),
        rule("smallest", "smallest_below", f=lam(i, Abs(c(i))), K=Lam, p=half),
        rule("largest", "largest_reaches", f=lam(i, Abs(c(i))), K=Off, p=half),
        rule(
            "on_both",
            "some_with_every",
            E=lam(i, compare(Abs(c(i)), "<", half)),
            F=lam(i, compare(Abs(w(i)), "<=", zeta)),
            K=Lam,
            H=All,
        ),
        rule(
            "off_both",
            "some_with_every",
            E=lam(i, compare(Abs(c(i)), ">=", half)),
            F=lam(i, compare(Abs(w(i)), "<=", zeta)),
            K=Off,
            H=All,
        ),
        rule(
            "on_reach",
            "some_monotone",
            E=lam(i, compare(Abs(c(i)), "<", half) & compare(Abs(w(i)), "<=", zeta)),
            F=lam(i, reaches),
            K=Lam,
        ),
        rule(
            "off_reach",
            "some_monotone",
            E=lam(i, compare(Abs(c(i)), ">=", half) & compare(Abs(w(i)), "<=", zeta)),
            F=lam(i, reaches),
            K=Off,
        ),
        rule("on_all", "some_larger", E=lam(i, reaches), K=Lam, H=All),
        rule("off_all", "some_larger", E=lam(i, reaches), K=Off, H=All),
        logic(
            "together",
            Claim(fails & small, "implies", _some_reaches),
            by=(
                "lemma_3_3_event.failure_event",
                "threshold",
                "smallest",
                "largest",
                "on_both",
                "off_both",
                "on_reach",
                "off_reach",
                "on_all",
                "off_all",
            ),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_squares = total(x(j) ** 2 * g(i, j) ** 2, j, Lam.without(i))
_inside = Lam.without(i) & Gam(i)

sum_of_squares = Step(
    label="joint_route.sum_of_squares",
    cite="repair of Lemma 3.3: the coefficients of each Rademacher sum have sum of squares at most x_max^2 mu_l^2 S_l",
    hypotheses=(coherence, largest_x, stripe, overlap),
    model=inner_layer,
    over=(layers(),),
    printed=Claim(
        _squares,
        "<=",
        u,
        ((i, All),),
        tex=r"\sum_{j\in\Lambda,j\ne i}x_j^2\langle a_i,a_j\rangle^2\le x_{max}^2\mu_l^2S_l",
    ),
    argument=(
        algebra(
            "vanish",
            Claim(x(j) ** 2 * g(i, j) ** 2, "==", 0, ((i, All), (j, Lam.without(i) & ~Gam(i)))),
            by=("overlap",),
        ),
        rule(
            "only_gamma",
            "restrict_sum",
            f=lam(j, x(j) ** 2 * g(i, j) ** 2),
            K=Lam.without(i),
            H=Gam(i),
            forall=((i, All),),
        ),
        rule("one_term", "product_of_squares", a=x(j), b=g(i, j), c=xmax, d=mu, forall=((i, All), (j, _inside))),
        rule(
            "sum",
            "termwise",
            f=lam(j, x(j) ** 2 * g(i, j) ** 2),
            g=lam(j, xmax**2 * mu**2),
            K=_inside,
            forall=((i, All),),
        ),
        rule("fewer", "subset_count", K=_inside, H=Lam & Gam(i), forall=((i, All),)),
        arith(
            "count_terms",
            Claim(_squares, "<=", u, ((i, All),)),
            by=("only_gamma", "sum", "fewer", "stripe"),
            squares=(xmax * mu,),
            degree=2,
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

spread = assume("spread", u, ">", 0, words="x_max, mu_l and S_l are positive")
margin = assume("margin", reach, ">=", 0, words="zeta <= x_min / 2 (otherwise the bound exceeds 1)")

_per_atom = 2 * exp(-(reach**2) / (2 * u))
_union = Claim(Prob(fails & small), "<=", total(Prob(reaches), i, All))

union = Step(
    label="joint_route.union",
    cite="repair of Lemma 3.3: union bound over all N atoms",
    uses=(inclusion,),
    hypotheses=(keeps_largest, unit_atoms, smallest_x, x_not_zero),
    model=inner_layer,
    over=(layers(),),
    printed=Claim(
        Prob(fails & small),
        "<=",
        total(Prob(reaches), i, All),
        tex=rf"\mathbb P(\bar W^{{(l)}}\cap\{{\max_i|\langle a_i,v\rangle|\le\zeta\}})\le\sum_{{i\in[n_lM]}}\mathbb P\Big({_tex_G}\ge\tfrac{{x_{{min}}}}2-\zeta\Big)",
    ),
    argument=(
        rule("monotone", "probability_monotone", E=fails & small, F=_some_reaches),
        rule("union", "union_bound", E=lam(i, reaches), K=All),
        arith("chain", _union, by=("monotone", "union")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

J0 = 2 * N * exp(-(reach**2) / (2 * u))
_layer = (keeps_largest, unit_atoms, coherence, overlap, largest_x, smallest_x, x_not_zero, stripe, count)

bound_J0 = Step(
    label="joint_route.bound_J0",
    cite="repair of Lemma 3.3, (J0)",
    uses=(union, sum_of_squares, with_ties),
    hypotheses=(*_layer, spread, margin),
    model=inner_layer,
    over=(layers(),),
    printed=Claim(
        Prob(fails & small),
        "<=",
        J0,
        tex=r"\mathbb P(\bar W^{(l)}\cap\{\max_i|\langle a_i,v\rangle|\le\zeta\})\le2n_lM\exp\Big(-\frac{(x_{min}/2-\zeta)^2}{2x_{max}^2\mu_l^2S_l}\Big)",
    ),
    argument=(
        rule("signs_of_G", "fewer_signs", s=lam(j, eps(j)), K=All, H=Lam.without(i), forall=((i, All),)),
        rule(
            "tail",
            "rademacher_sum",
            s=lam(j, eps(j)),
            alpha=lam(j, x(j) * g(i, j)),
            K=Lam.without(i),
            p=reach,
            u=u,
            forall=((i, All),),
        ),
        rule("sum", "termwise", f=lam(i, Prob(reaches)), g=lam(i, _per_atom), K=All),
        arith("chain", Claim(Prob(fails & small), "<=", J0), by=("joint_route.union", "sum", "count")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="No independence between the error below and D^(l) is used: the coefficients of G_i are fixed numbers.",
)

_proxy = u + zeta**2
gamma = 2 * N * exp(-(xmin**2) / (8 * _proxy))
_exponent = Claim(
    -(reach**2) / (2 * u) - Rational(1, 2),
    "<=",
    -(xmin**2) / (8 * _proxy),
    tex=r"\frac{|x_{min}|^2}{8(x_{max}^2\mu_l^2S_l+\zeta^2)}\le\frac{(x_{min}/2-\zeta)^2}{2x_{max}^2\mu_l^2S_l}+\frac12",
)

exponents = Step(
    label="joint_route.exponents",
    cite="repair of Lemma 3.3: Cauchy-Schwarz between the two exponents",
    hypotheses=(spread,),
    over=(
        reals_beyond(xmin=("0", "3"), zeta=("0", "2"), xmax=("1/2", "2"), mu=("1/10", "1"), S=range(1, 5)),
        reals_beyond(
            xmin=[5, 3, 50, -2, "2/3"],
            zeta=["2/3", "1/4", "7/5", 0, -1],
            xmax=["9/10", "1/4", -1, 5, "1/3"],
            mu=["1/3", 5, -1, "3/2"],
            S=["2/3", "1/100", "1/2", 5, -1],
        ),
    ),
    printed=_exponent,
    argument=(
        rule("inverse", "inverse_positive", b=u),
        arith("proxy_positive", Claim(_proxy, ">", 0), by=("spread",), squares=(zeta,)),
        arith(
            "cross",
            Claim(half**2, "<=", (reach**2 / u + 1) * _proxy),
            by=("inverse", "spread"),
            squares=(reach * zeta - u,),
            degree=2,
        ),
        rule("divide", "fraction_below", a=half**2, b=reach**2 / u + 1, d=_proxy),
        arith("halve", _exponent, by=("divide",)),
    ),
    expects=expect("PROVED", argument="VALID"),
)

J1 = exp(Rational(1, 2)) * gamma
_J0_exponent, _J1_exponent = -(reach**2) / (2 * u), Rational(1, 2) - xmin**2 / (8 * _proxy)

bound_J1 = Step(
    label="joint_route.bound_J1",
    cite="repair of Lemma 3.3, (J1)",
    uses=(bound_J0, exponents),
    hypotheses=bound_J0.hypotheses,
    model=inner_layer,
    over=(layers(),),
    printed=Claim(
        Prob(fails & small),
        "<=",
        J1,
        tex=r"\mathbb P(\bar W^{(l)}\cap\{\max_i|\langle a_i,v\rangle|\le\zeta\})\le\sqrt e\,\gamma_l",
    ),
    argument=(
        rule("larger", "exponential", a=_J0_exponent, b=_J1_exponent),
        rule("each", "termwise", f=lam(i, exp(_J0_exponent)), g=lam(i, exp(_J1_exponent)), K=All),
        arith("all", Claim(N * exp(_J0_exponent), "<=", N * exp(_J1_exponent)), by=("each", "count")),
        arith("chain", Claim(Prob(fails & small), "<=", J1), by=("joint_route.bound_J0", "all")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="The constant that needs no other theorem than 3.1; joint_constant.py takes sqrt(e) off.",
)
