"""Lemma 3.3: the variance of each correlation is at most x_max^2 S_l mu_l^2 + zeta_{l-1}^2 (inside line 4 of both chains)."""

from boundcheck import Claim, Step, arith, expect, lam, layers, rule, total

from .words import (
    Gam,
    Lam,
    Off,
    S,
    coherence,
    first_layer,
    g,
    i,
    j,
    k,
    largest_x,
    mu,
    overlaps_itself,
    stripe,
    x,
    xmax,
    zeta,
)

_off = total(x(j) ** 2 * g(k, j) ** 2, j, Lam & Gam(k)) + zeta**2
_on = total(x(j) ** 2 * g(i, j) ** 2, j, (Lam & Gam(i)).without(i)) + zeta**2
_uniform = xmax**2 * S * mu**2 + zeta**2
_sharper = xmax**2 * (S - 1) * mu**2 + zeta**2

variance_terms = Step(
    label="lemma_3_3_variance.variance_terms",
    cite="proof of Lemma 3.3, max term, between lines 3 and 4",
    register=("MT34",),
    hypotheses=(coherence, largest_x, stripe),
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        _off,
        "<=",
        _uniform,
        ((k, Off),),
        tex=r"\sum_{j\in\Lambda\cap\Gamma}|x_j|^2|\langle a_k,a_j\rangle|^2+\zeta_{l-1}^2\le|x_{max}|^2S_l\mu_l^2+\zeta_{l-1}^2",
    ),
    argument=(
        rule("one_term", "product_of_squares", a=x(j), b=g(k, j), c=xmax, d=mu, forall=((k, Off), (j, Lam & Gam(k)))),
        rule(
            "sum",
            "termwise",
            f=lam(j, x(j) ** 2 * g(k, j) ** 2),
            g=lam(j, xmax**2 * mu**2),
            K=Lam & Gam(k),
            forall=((k, Off),),
        ),
        arith(
            "count_terms",
            Claim(_off, "<=", _uniform, ((k, Off),)),
            by=("sum", "stripe"),
            squares=(xmax * mu,),
            degree=2,
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_one_on = rule(
    "one_term", "product_of_squares", a=x(j), b=g(i, j), c=xmax, d=mu, forall=((i, Lam), (j, (Lam & Gam(i)).without(i)))
)
_sum_on = rule(
    "sum",
    "termwise",
    f=lam(j, x(j) ** 2 * g(i, j) ** 2),
    g=lam(j, xmax**2 * mu**2),
    K=(Lam & Gam(i)).without(i),
    forall=((i, Lam),),
)

variance_on_support = Step(
    label="lemma_3_3_variance.variance_on_support",
    cite="proof of Lemma 3.3, min term, between lines 3 and 4 (with <a_i, a_j>)",
    register=("MT38",),
    hypotheses=(coherence, largest_x, stripe),
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        _on,
        "<=",
        _uniform,
        ((i, Lam),),
        tex=r"\sum_{j\in\Lambda\cap\Gamma\setminus i}|x_j|^2|\langle a_i,a_j\rangle|^2+\zeta_{l-1}^2\le|x_{max}|^2S_l\mu_l^2+\zeta_{l-1}^2",
    ),
    argument=(
        _one_on,
        _sum_on,
        rule("fewer", "subset_count", K=(Lam & Gam(i)).without(i), H=Lam & Gam(i), forall=((i, Lam),)),
        arith(
            "count_terms",
            Claim(_on, "<=", _uniform, ((i, Lam),)),
            by=("sum", "fewer", "stripe"),
            squares=(xmax * mu,),
            degree=2,
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

variance_on_support_sharper = Step(
    label="lemma_3_3_variance.variance_on_support_sharper",
    cite="the same line with S_l - 1: what it gives away",
    register=("MT38",),
    reading="sharper: the atom i itself is one of the S_l",
    hypotheses=(coherence, largest_x, stripe, overlaps_itself),
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        _on,
        "<=",
        _sharper,
        ((i, Lam),),
        tex=r"\sum_{j\in\Lambda\cap\Gamma\setminus i}|x_j|^2|\langle a_i,a_j\rangle|^2+\zeta_{l-1}^2\le|x_{max}|^2(S_l-1)\mu_l^2+\zeta_{l-1}^2",
    ),
    argument=(
        _one_on,
        _sum_on,
        rule("in_gamma", "in_both", a=i, K=Lam, H=Gam(i), forall=((i, Lam),)),
        rule("one_less", "take_out_member", a=i, K=Lam & Gam(i), forall=((i, Lam),)),
        arith(
            "count_terms",
            Claim(_on, "<=", _sharper, ((i, Lam),)),
            by=("sum", "one_less", "stripe"),
            squares=(xmax * mu,),
            degree=2,
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)
