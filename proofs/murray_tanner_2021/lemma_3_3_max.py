"""Lemma 3.3, second part: the four lines that bound P(max off the support > p), with > as printed.

The proof needs the event with >= (ties count): lemma_3_3_max_ties.py puts the lines together for it, at l = 1.
"""

from sympy import Abs, exp

from boundcheck import (
    Claim,
    Prob,
    Step,
    algebra,
    arith,
    assume,
    belongs,
    compare,
    dependence,
    every,
    expect,
    independent,
    lam,
    layers,
    linear,
    networks,
    rule,
    size,
    some,
    total,
)

from . import words_network as inner
from .lemma_3_3_variance import variance_terms
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
    error_below,
    first_layer,
    g,
    i,
    j,
    k,
    largest_off,
    largest_x,
    mu,
    overlap,
    p,
    p_nonneg,
    stripe,
    w,
    x,
    xmax,
    zeta,
    zeta_positive,
)

some_exceeds = some(compare(Abs(c(k)), ">", p), k, Off)

first_line = Step(
    label="lemma_3_3_max.first_line",
    cite="proof of Lemma 3.3, max term, line 1: union bound",
    register=("MT25",),
    hypotheses=(p_nonneg,),
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        Prob(compare(largest_off, ">", p)),
        "<=",
        total(Prob(compare(Abs(c(k)), ">", p)), k, Off),
        tex=r"P\Big(\max_{k\in\bar\Lambda}|\langle\varepsilon_ka_k,\hat x^{(l-1)}\rangle|>p\Big)\le\sum_{k\in\bar\Lambda}P\big(|\langle\varepsilon_ka_k,\hat x^{(l-1)}\rangle|>p\big)",
    ),
    argument=(
        rule("largest", "largest_exceeds", f=lam(k, Abs(c(k))), K=Off, p=p),
        rule("same", "probability_equal", E=compare(largest_off, ">", p), F=some_exceeds),
        rule("union", "union_bound", E=lam(k, compare(Abs(c(k)), ">", p)), K=Off),
        arith(
            "chain",
            Claim(Prob(compare(largest_off, ">", p)), "<=", total(Prob(compare(Abs(c(k)), ">", p)), k, Off)),
            by=("same", "union"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_expanded = total(eps(j) * eps(k) * x(j) * g(k, j), j, Lam) + eps(k) * w(k)

second_line = Step(
    label="lemma_3_3_max.second_line",
    cite="proof of Lemma 3.3, max term, line 2: expansion with eps'_j = eps_j eps_k",
    register=("MT26",),
    reading="with the proof's own convention xhat^(l-1) = x^(l-1) + v^(l-1)",
    model=first_layer,
    over=(layers(signs="all"),),
    printed=Claim(
        Abs(c(k)),
        "==",
        Abs(_expanded),
        ((k, Off),),
        tex=r"|\langle\varepsilon_ka_k,\hat x^{(l-1)}\rangle|=\Big|\sum_{j\in\Lambda}\varepsilon'_jx_j^{(l)}\langle a_k,a_j\rangle+\varepsilon_k\langle a_k,v^{(l-1)}\rangle\Big|",
    ),
    argument=(algebra("expand", Claim(Abs(c(k)), "==", Abs(_expanded), ((k, Off),)), unfold=("c",)),),
    expects=expect("PROVED", argument="VALID"),
)

_expanded_minus = total(eps(j) * eps(k) * x(j) * g(k, j), j, Lam) - eps(k) * w(k)

second_line_literal = Step(
    label="lemma_3_3_max.second_line_literal",
    cite="the same line with v^(l-1) = x^(l-1) - xhat^(l-1), as Definition 2.1 says",
    register=("MT26",),
    reading="literal: the sign of v^(l-1) from Definition 2.1 (w is the inner product with the proof's v, so it enters with a minus)",
    model=first_layer,
    over=(layers(signs="all"),),
    printed=Claim(
        Abs(c(k)),
        "==",
        Abs(_expanded_minus),
        ((k, Off),),
        tex=r"|\langle\varepsilon_ka_k,\hat x^{(l-1)}\rangle|=\Big|\sum_{j\in\Lambda}\varepsilon'_jx_j^{(l)}\langle a_k,a_j\rangle+\varepsilon_k\langle a_k,x^{(l-1)}-\hat x^{(l-1)}\rangle\Big|",
    ),
    repaired=Claim(
        Abs(c(k)),
        "==",
        Abs(_expanded),
        ((k, Off),),
        tex=r"|\langle\varepsilon_ka_k,\hat x^{(l-1)}\rangle|=\Big|\sum_{j\in\Lambda}\varepsilon'_jx_j^{(l)}\langle a_k,a_j\rangle+\varepsilon_k\langle a_k,\hat x^{(l-1)}-x^{(l-1)}\rangle\Big|",
    ),
    repaired_argument=(algebra("expand", Claim(Abs(c(k)), "==", Abs(_expanded), ((k, Off),)), unfold=("c",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Definition 2.1 gives v two opposite signs; the proof uses xhat = x + v throughout, which is the reading above.",
)

independence = Step(
    label="lemma_3_3_max.independence",
    cite="proof of Lemma 3.3, text: 'a new Rademacher random variable eps'_j := eps_j eps_k', and 'the set of random variables (union over j in n_l M of eps'_j) with eps_k are mutually independent'",
    register=("MT27",),
    reading="independent, and each a Rademacher variable, for all j in n_l M",
    model=first_layer,
    over=(layers(signs="all"),),
    printed=Claim(
        independent((eps(j) * eps(k), j, All), eps(k)),
        "holds",
        forall=((k, Off),),
        tex=r"\Big(\bigcup_{j\in[n_lM]}\{\varepsilon'_j\}\Big)\cup\{\varepsilon_k\}\ \text{are mutually independent Rademacher variables}",
    ),
    repaired=Claim(
        independent((eps(j) * eps(k), j, Lam), eps(k)),
        "holds",
        forall=((k, Off),),
        tex=r"\{\varepsilon'_j:j\in\Lambda\}\cup\{\varepsilon_k\}\ \text{are mutually independent Rademacher variables},\ k\notin\Lambda",
    ),
    repaired_argument=(
        rule("apart", "split_sign", s=lam(j, eps(j)), K=All, H=Lam),
        rule("multiplied", "signs_times_a_sign", s=lam(j, eps(j)), K=Lam, s0=eps(k), forall=((k, Off),)),
    ),
    checks=(dependence(),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="eps'_k = eps_k^2 = 1 is no Rademacher variable (as a constant it is independent of the others, so 'mutually independent' alone is true); "
    "only j in Lambda is used, and k is not in Lambda.",
)

tail_third = 2 * exp(-(p**2) / (2 * (total(x(j) ** 2 * g(k, j) ** 2, j, Lam & Gam(k)) + zeta**2)))
_third_line = Claim(
    Prob(compare(Abs(_expanded), ">", p)),
    "<=",
    tail_third,
    ((k, Off),),
    tex=r"P\Big(\Big|\sum_{j\in\Lambda}\varepsilon'_jx_j\langle a_k,a_j\rangle+\varepsilon_k\langle a_k,v^{(l-1)}\rangle\Big|>p\Big)\le2\exp\Big(\frac{-p^2}{2(\sum_{j\in\Lambda\cap\Gamma}|x_j|^2|\langle a_k,a_j\rangle|^2+\zeta_{l-1}^2)}\Big)",
)
third_line_ties = Claim(
    Prob(compare(Abs(_expanded), ">=", p)), "<=", tail_third, ((k, Off),), tex=_third_line.tex.replace("|>p", r"|\ge p")
)

_apply_theorem_3_1 = (
    rule(
        "rademacher",
        "rademacher_below",
        s=lam(j, eps(j) * eps(k)),
        s0=eps(k),
        alpha=lam(j, x(j) * g(k, j)),
        beta=w(k),
        K=Lam,
        p=p,
        u=total(x(j) ** 2 * g(k, j) ** 2, j, Lam & Gam(k)) + zeta**2,
        forall=((k, Off),),
    ),
)
_prepare = (
    rule("only_gamma", "restrict_sum", f=lam(j, x(j) ** 2 * g(k, j) ** 2), K=Lam, H=Gam(k), forall=((k, Off),)),
    rule("square_of_error", "square", a=w(k), c=zeta, forall=((k, Off),)),
    arith(
        "variance",
        Claim(
            total(x(j) ** 2 * g(k, j) ** 2, j, Lam) + w(k) ** 2,
            "<=",
            total(x(j) ** 2 * g(k, j) ** 2, j, Lam & Gam(k)) + zeta**2,
            ((k, Off),),
        ),
        by=("only_gamma", "square_of_error"),
    ),
    rule("positive", "sum_of_squares", f=lam(j, x(j) * g(k, j)), K=Lam & Gam(k), c=zeta, forall=((k, Off),)),
)
_vanish = algebra("vanish", Claim(x(j) ** 2 * g(k, j) ** 2, "==", 0, ((k, Off), (j, Lam & ~Gam(k)))), by=("overlap",))
third_line_ties_proof = (_vanish, *_prepare, *_apply_theorem_3_1)

_weaker = compare(Abs(_expanded), ">=", p)
third_line = Step(
    label="lemma_3_3_max.third_line",
    cite="proof of Lemma 3.3, max term, line 3: Theorem 3.1",
    register=("MT28", "MT29"),
    reading="l = 1 (the error below is fixed), each k",
    uses=(independence, with_ties),
    hypotheses=(p_nonneg, zeta_positive, error_below, overlap),
    model=first_layer,
    over=(layers(signs="all"),),
    printed=_third_line,
    argument=(
        *third_line_ties_proof,
        linear("weaker", Claim(compare(Abs(_expanded), ">", p), "implies", _weaker, ((k, Off),))),
        rule("likelier", "probability_monotone", E=compare(Abs(_expanded), ">", p), F=_weaker, forall=((k, Off),)),
        arith("chain", _third_line, by=("likelier", "rademacher")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_top = inner.L  # the last layer: x^(L) is fixed, so only D^(L) and what lies below is random
_p = inner.xmin0(_top) / 2
_term = inner.x(_top, j) * inner.g(_top, k, j)
_inner_sum = total(inner.eps(_top, j) * _term, j, inner.Lam(_top)) + inner.w(
    _top, k
)  # eps_k does not change its magnitude
_inner_squares = total(_term**2, j, inner.Lam(_top) & inner.Gam(_top, k)) + inner.zeta0(_top - 1) ** 2

third_line_inner_layer = Step(
    label="lemma_3_3_max.third_line_inner_layer",
    cite="proof of Lemma 3.3, max term, line 3: Theorem 3.1, 'at each layer'",
    register=("MT28",),
    reading="l = L >= 2, whether or not the layer below is recovered: the error below is computed from x^(L-1) = A D x^(L); p = x_min/2, zeta_{L-1} valid for every sign pattern",
    hypotheses=(
        assume("two_layers", _top, ">=", 2, words="L >= 2"),
        assume(
            "zeta_valid",
            Abs(inner.w(_top, i)),
            "<=",
            inner.zeta0(_top - 1),
            ((i, inner.Atoms(_top)),),
            words="abs<a_i, v^(L-1)> <= zeta_{L-1}, for every sign pattern",
        ),
        assume(
            "patch_error_valid",
            inner.patcherr(_top - 1),
            "<=",
            inner.zeta0(_top - 1),
            words="zeta_{L-1} bounds the patch error, for every sign pattern",
        ),
        assume("zeta_positive", inner.zeta0(_top - 1), ">", 0, words="zeta_{L-1} > 0"),
    ),
    model=inner.network,
    over=(inner.lost_entry,),
    printed=Claim(
        Prob(compare(Abs(_inner_sum), ">", _p)),
        "<=",
        2 * exp(-(_p**2) / (2 * _inner_squares)),
        ((k, inner.Atoms(_top) & ~inner.Lam(_top)),),
        tex=_third_line.tex,
    ),
    checks=(dependence(inner.error_of_an_atom, over=(networks(),)),),
    expects=expect("REFUTED", argument="GAP"),
    remark="Theorem 3.1 does not apply: <a_k, v^(l-1)> depends on the signs it would average over. In the designed network the decoder below always "
    "loses the smaller of two entries, which pushes the correlation of one atom off the support above x_min/2 for every sign pattern. "
    "The joint route (joint_route.py) needs no such line.",
)

third_line_given_recovery = Step(
    label="lemma_3_3_max.third_line_given_recovery",
    cite="proof of Lemma 3.3, max term, line 3: Theorem 3.1, 'at each layer'",
    register=("MT28",),
    reading="l = L >= 2, given that the layer below is recovered, as Lemma 3.3 supposes; p = x_min/2, with the constants of line 4, which only enlarge the bound",
    hypotheses=(
        assume("two_layers", _top, ">=", 2, words="L >= 2"),
        assume(
            "zeta_valid",
            inner.W(_top - 1),
            "implies",
            every(compare(Abs(inner.w(_top, i)), "<=", inner.zeta0(_top - 1)), i, inner.Atoms(_top)),
            words="abs<a_i, v^(L-1)> <= zeta_{L-1} wherever the layer below is recovered",
        ),
        assume("zeta_positive", inner.zeta0(_top - 1), ">", 0, words="zeta_{L-1} > 0"),
    ),
    model=inner.network,
    over=(inner.aligned_signs, networks(layers=2)),
    printed=Claim(
        Prob(~belongs(k, inner.Lam(_top)) & compare(Abs(_inner_sum), ">", _p), inner.W(_top - 1)),
        "<=",
        2
        * exp(
            -(_p**2)
            / (2 * (inner.xmax0(_top) ** 2 * inner.mu(_top) ** 2 * inner.S0(_top) + inner.zeta0(_top - 1) ** 2))
        ),
        ((k, inner.Atoms(_top)),),
        tex=_third_line.tex,
    ),
    expects=expect("REFUTED", argument="GAP"),
    remark="Recovery below says something about D^(L), since x^(L-1) = A D x^(L). In the designed network it happens only when the signs agree, "
    "and then one correlation off the support exceeds x_min/2 for certain.",
)

_terms = total(x(j) ** 2 * g(k, j) ** 2, j, Lam & Gam(k)) + zeta**2
uniform = xmax**2 * S * mu**2 + zeta**2

fourth_line = Step(
    label="lemma_3_3_max.fourth_line",
    cite="proof of Lemma 3.3, max term, line 4: each exponential is at most the printed one, and there are N - abs(Lambda)",
    register=("MT34",),
    uses=(variance_terms,),
    hypotheses=(coherence, largest_x, stripe, zeta_positive, count),
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        total(2 * exp(-(p**2) / (2 * _terms)), k, Off),
        "<=",
        2 * (N - size(Lam)) * exp(-(p**2) / (2 * uniform)),
        tex=r"2\sum_{k\in\bar\Lambda}\exp\Big(\frac{-p^2}{2(\sum_{j\in\Lambda\cap\Gamma}|x_j|^2|\langle a_k,a_j\rangle|^2+\zeta_{l-1}^2)}\Big)\le2(n_lM-|\Lambda|)\exp\Big(\frac{-p^2}{2(|x_{max}|^2S_l\mu_l^2+\zeta_{l-1}^2)}\Big)",
    ),
    argument=(
        rule("positive", "sum_of_squares", f=lam(j, x(j) * g(k, j)), K=Lam & Gam(k), c=zeta, forall=((k, Off),)),
        rule("each", "larger_variance", a=_terms, b=uniform, p=p, forall=((k, Off),)),
        rule("sum", "termwise", f=lam(k, exp(-(p**2) / (2 * _terms))), g=lam(k, exp(-(p**2) / (2 * uniform))), K=Off),
        arith(
            "count_them",
            Claim(
                total(2 * exp(-(p**2) / (2 * _terms)), k, Off),
                "<=",
                2 * (N - size(Lam)) * exp(-(p**2) / (2 * uniform)),
            ),
            by=("sum", "count"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)
