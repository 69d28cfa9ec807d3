"""Lemma 3.3, third part: the four lines that bound P(min on the support < p)."""

from sympy import Abs, exp

from boundcheck import (
    Claim,
    Prob,
    Step,
    algebra,
    arith,
    compare,
    dependence,
    expect,
    independent,
    lam,
    largest,
    layers,
    linear,
    logic,
    networks,
    restate,
    rule,
    size,
    some,
    total,
)

from .lemma_3_3_variance import variance_on_support
from .theorem_3_1 import with_ties
from .words import (
    All,
    Gam,
    Lam,
    Off,
    S,
    c,
    coherence,
    eps,
    error_below,
    first_layer,
    g,
    i,
    j,
    k,
    largest_x,
    mu,
    overlap,
    p,
    p_at_most,
    p_nonneg,
    smallest_on,
    smallest_x,
    stripe,
    support_not_empty,
    unit_atoms,
    w,
    x,
    xmax,
    xmin,
    zeta,
    zeta_positive,
)
from .words_network import error_of_an_atom, network

others = Lam.without(i)
rest = total(eps(j) * eps(i) * x(j) * g(i, j), j, others) + eps(i) * w(i)  # everything in the correlation but x_i
_TEX_REST = (
    r"\sum_{j\in\Lambda,j\ne i}\varepsilon'_jx_j^{(l)}\langle a_i,a_j\rangle+\varepsilon_i\langle a_i,v^{(l-1)}\rangle"
)

reverse_triangle = Step(
    label="lemma_3_3_min.reverse_triangle",
    cite="proof of Lemma 3.3, min term: 'expand the inner product as before and then use the triangle inequality'",
    register=("MT35",),
    hypotheses=(unit_atoms,),
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        Abs(c(i)),
        ">=",
        Abs(x(i)) - Abs(rest),
        ((i, Lam),),
        tex=rf"|\langle\varepsilon_ia_i,\hat x^{{(l-1)}}\rangle|\ge|x_i|-\Big|{_TEX_REST}\Big|",
    ),
    argument=(
        rule("own_term", "split_off", f=lam(j, eps(j) * x(j) * g(i, j)), K=Lam, a=i, forall=((i, Lam),)),
        rule("triangle", "reverse_triangle", a=x(i), b=rest, forall=((i, Lam),)),
        restate(
            "expand",
            Claim(Abs(c(i)), ">=", Abs(x(i)) - Abs(rest), ((i, Lam),)),
            by=("triangle", "own_term", "unit_atoms"),
            unfold=("c",),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_exceeds = compare(Abs(rest), ">", xmin - p)
_largest_exceeds = compare(largest(Abs(rest), i, Lam), ">", xmin - p)
_below = compare(smallest_on, "<", p)

first_line = Step(
    label="lemma_3_3_min.first_line",
    cite="proof of Lemma 3.3, min term, line 1",
    register=("MT36",),
    uses=(reverse_triangle,),
    hypotheses=(unit_atoms, smallest_x, support_not_empty),
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        Prob(_below),
        "<=",
        Prob(_largest_exceeds),
        tex=rf"\mathbb P\big(\min_{{i\in\Lambda}}|\cdot|<p\big)\le P\Big(\max_{{i\in\Lambda}}\Big|{_TEX_REST}\Big|>|x_{{min}}|-p\Big)",
    ),
    argument=(
        linear(
            "one_atom",
            Claim(compare(Abs(c(i)), "<", p), "implies", _exceeds, ((i, Lam),)),
            by=("lemma_3_3_min.reverse_triangle", "smallest_x"),
        ),
        rule("some_atom", "some_monotone", E=lam(i, compare(Abs(c(i)), "<", p)), F=lam(i, _exceeds), K=Lam),
        rule("smallest", "smallest_below", f=lam(i, Abs(c(i))), K=Lam, p=p),
        rule("largest", "largest_exceeds_nonempty", f=lam(i, Abs(rest)), K=Lam, p=xmin - p),
        logic("together", Claim(_below, "implies", _largest_exceeds), by=("smallest", "some_atom", "largest")),
        rule("monotone", "probability_monotone", E=_below, F=_largest_exceeds),
    ),
    expects=expect("PROVED", argument="VALID"),
)

second_line = Step(
    label="lemma_3_3_min.second_line",
    cite="proof of Lemma 3.3, min term, line 2: union bound",
    register=("MT36",),
    hypotheses=(support_not_empty,),
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        Prob(_largest_exceeds),
        "<=",
        total(Prob(_exceeds), i, Lam),
        tex=rf"P\Big(\max_{{i\in\Lambda}}\Big|{_TEX_REST}\Big|>|x_{{min}}|-p\Big)\le\sum_{{i\in\Lambda}}P\Big(\Big|{_TEX_REST}\Big|>|x_{{min}}|-p\Big)",
    ),
    argument=(
        rule("largest", "largest_exceeds_nonempty", f=lam(i, Abs(rest)), K=Lam, p=xmin - p),
        rule("same", "probability_equal", E=_largest_exceeds, F=some(_exceeds, i, Lam)),
        rule("union", "union_bound", E=lam(i, _exceeds), K=Lam),
        arith("chain", Claim(Prob(_largest_exceeds), "<=", total(Prob(_exceeds), i, Lam)), by=("same", "union")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

independence_on_support = Step(
    label="lemma_3_3_min.independence_on_support",
    cite="proof of Lemma 3.3, min term: the signs eps'_j = eps_j eps_i, j in Lambda, j != i, with eps_i",
    register=("MT27", "MT37"),
    reading="what the min term needs",
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        independent((eps(j) * eps(i), j, others), eps(i)),
        "holds",
        forall=((i, Lam),),
        tex=r"\{\varepsilon_j\varepsilon_i:j\in\Lambda,j\ne i\}\cup\{\varepsilon_i\}\ \text{are mutually independent Rademacher variables}",
    ),
    argument=(
        rule("apart", "split_sign", s=lam(j, eps(j)), K=All, H=others, forall=((i, Lam),)),
        rule("multiplied", "signs_times_a_sign", s=lam(j, eps(j)), K=others, s0=eps(i), forall=((i, Lam),)),
    ),
    checks=(dependence(),),
    expects=expect("PROVED", argument="VALID"),
)

_terms = total(x(j) ** 2 * g(i, j) ** 2, j, (Lam & Gam(i)).without(i)) + zeta**2
_terms_printed = total(x(j) ** 2 * g(k, j) ** 2, j, (Lam & Gam(k)).without(i)) + zeta**2
_tail = 2 * exp(-((xmin - p) ** 2) / (2 * _terms))
_tail_printed = 2 * exp(-((xmin - p) ** 2) / (2 * _terms_printed))

_third = Claim(
    Prob(_exceeds),
    "<=",
    _tail,
    ((i, Lam),),
    tex=rf"P\Big(\Big|{_TEX_REST}\Big|>|x_{{min}}|-p\Big)\le2\exp\Big(-\frac{{(|x_{{min}}|-p)^2}}{{2(\sum_{{j\in\Lambda\cap\Gamma/i}}|x_j|^2|\langle a_i,a_j\rangle|^2+\zeta_{{l-1}}^2)}}\Big)",
)
_third_proof = (
    algebra("vanish", Claim(x(j) ** 2 * g(i, j) ** 2, "==", 0, ((i, Lam), (j, others & ~Gam(i)))), by=("overlap",)),
    rule("only_gamma", "restrict_sum", f=lam(j, x(j) ** 2 * g(i, j) ** 2), K=others, H=Gam(i), forall=((i, Lam),)),
    rule("square_of_error", "square", a=w(i), c=zeta, forall=((i, Lam),)),
    arith(
        "variance",
        Claim(total(x(j) ** 2 * g(i, j) ** 2, j, others) + w(i) ** 2, "<=", _terms, ((i, Lam),)),
        by=("only_gamma", "square_of_error"),
    ),
    rule(
        "positive", "sum_of_squares", f=lam(j, x(j) * g(i, j)), K=(Lam & Gam(i)).without(i), c=zeta, forall=((i, Lam),)
    ),
    rule(
        "rademacher",
        "rademacher_below",
        s=lam(j, eps(j) * eps(i)),
        s0=eps(i),
        alpha=lam(j, x(j) * g(i, j)),
        beta=w(i),
        K=others,
        p=xmin - p,
        u=_terms,
        forall=((i, Lam),),
    ),
    linear("weaker", Claim(_exceeds, "implies", compare(Abs(rest), ">=", xmin - p), ((i, Lam),))),
    rule("likelier", "probability_monotone", E=_exceeds, F=compare(Abs(rest), ">=", xmin - p), forall=((i, Lam),)),
    arith("chain", Claim(Prob(_exceeds), "<=", _tail, ((i, Lam),)), by=("likelier", "rademacher")),
)
_needed = (zeta_positive, error_below, overlap)

third_line_printed = Step(
    label="lemma_3_3_min.third_line_printed",
    cite="proof of Lemma 3.3, min term, line 3, with <a_k, a_j> as printed",
    register=("MT37",),
    reading="literal: the inner products <a_k, a_j> of some atom k off the support, although the sum is over i",
    uses=(independence_on_support, with_ties),
    hypotheses=(*_needed, p_nonneg, p_at_most),
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        Prob(_exceeds),
        "<=",
        _tail_printed,
        ((i, Lam), (k, Off)),
        tex=_third.tex.replace(r"\langle a_i,a_j\rangle|^2+\zeta", r"\langle a_k,a_j\rangle|^2+\zeta"),
    ),
    repaired=_third,
    repaired_argument=_third_proof,
    checks=(dependence(error_of_an_atom, model=network, over=(networks(),)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="k is not bound in the printed line; with i in its place the line is right.",
)

third_line_any_p = Step(
    label="lemma_3_3_min.third_line_any_p",
    cite="proof of Lemma 3.3, min term, line 3, 'p >= 0 is arbitrary', with <a_i, a_j>",
    register=("MT37",),
    reading="with <a_i, a_j>, l = 1, for every p >= 0",
    uses=(independence_on_support, with_ties),
    hypotheses=(*_needed, p_nonneg),
    model=first_layer,
    over=(layers(),),
    printed=_third,
    argument=_third_proof,
    repaired=_third,
    repaired_hypotheses=(p_at_most,),
    repaired_argument=_third_proof,
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Theorem 3.1 needs x_min - p > 0; for p > x_min the probability is 1 while the right side falls below 1. The choice p = x_min/2 is safe.",
)

_uniform = xmax**2 * S * mu**2 + zeta**2
_uniform_tail = exp(-((xmin - p) ** 2) / (2 * _uniform))

fourth_line = Step(
    label="lemma_3_3_min.fourth_line",
    cite="proof of Lemma 3.3, min term, line 4",
    register=("MT38",),
    uses=(variance_on_support,),
    hypotheses=(coherence, largest_x, stripe, zeta_positive),
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        total(_tail, i, Lam),
        "<=",
        2 * size(Lam) * _uniform_tail,
        tex=r"2\sum_{i\in\Lambda}\exp\Big(-\frac{(|x_{min}|-p)^2}{2(\sum_{j\in\Lambda\cap\Gamma/i}|x_j|^2|\langle a_i,a_j\rangle|^2+\zeta_{l-1}^2)}\Big)\le2|\Lambda|\exp\Big(\frac{-(|x_{min}|-p)^2}{2(|x_{max}|^2S_l\mu_l^2+\zeta_{l-1}^2)}\Big)",
    ),
    argument=(
        rule(
            "positive",
            "sum_of_squares",
            f=lam(j, x(j) * g(i, j)),
            K=(Lam & Gam(i)).without(i),
            c=zeta,
            forall=((i, Lam),),
        ),
        rule("each", "larger_variance", a=_terms, b=_uniform, p=xmin - p, forall=((i, Lam),)),
        rule("sum", "termwise", f=lam(i, exp(-((xmin - p) ** 2) / (2 * _terms))), g=lam(i, _uniform_tail), K=Lam),
        arith("count_them", Claim(total(_tail, i, Lam), "<=", 2 * size(Lam) * _uniform_tail), by=("sum",)),
    ),
    expects=expect("PROVED", argument="VALID"),
)

min_term = Step(
    label="lemma_3_3_min.min_term",
    cite="proof of Lemma 3.3: the four lines together, at l = 1",
    register=("MT36", "MT38"),
    uses=(first_line, second_line, third_line_any_p, fourth_line),
    hypotheses=(
        *_needed,
        p_nonneg,
        p_at_most,
        unit_atoms,
        smallest_x,
        support_not_empty,
        coherence,
        largest_x,
        stripe,
    ),
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        Prob(_below),
        "<=",
        2 * size(Lam) * _uniform_tail,
        tex=r"\mathbb P\big(\min_{i\in\Lambda}|\cdot|<p\big)\le2|\Lambda|\exp\Big(\frac{-(|x_{min}|-p)^2}{2(|x_{max}|^2S_l\mu_l^2+\zeta_{l-1}^2)}\Big)",
    ),
    argument=(
        rule("sum", "termwise", f=lam(i, Prob(_exceeds)), g=lam(i, _tail), K=Lam),
        arith(
            "chain",
            Claim(Prob(_below), "<=", 2 * size(Lam) * _uniform_tail),
            by=("lemma_3_3_min.first_line", "lemma_3_3_min.second_line", "sum", "lemma_3_3_min.fourth_line"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)
