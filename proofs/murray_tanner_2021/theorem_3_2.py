"""Theorem 3.2: the induction over layers, as printed and as it can be repaired."""

from sympy import exp

from boundcheck import (
    Claim,
    Prob,
    Span,
    Step,
    algebra,
    arith,
    assume,
    dependence,
    every,
    expect,
    lam,
    lift,
    logic,
    networks,
    restate,
    rule,
    some,
    total,
)

from .joint_constant import joint_reading
from .words_network import (
    WORDS,
    L,
    Layers,
    N,
    W,
    Y,
    aligned_signs,
    at_the_bottom,
    at_the_top,
    error_bounded,
    gamma,
    h,
    l,
    layer_facts,
    layer_range,
    mu,
    network,
    realised_constants,
    small,
    stripe,
    xmax,
    xmin,
    zeta0,
)

_sources = (networks(),)
_steps = Span(1, L - 1)  # l and l + 1 are both layers

dimension = Step(
    label="theorem_3_2.dimension",
    cite="Theorem 3.2: zeta_0 := norm of v^(0) in (2, inf, P^(l))",
    register=("MT71",),
    reading="literal: P^(l)(i) is an n_l M x n_l M matrix and acts on v^(0) in R^M, for the layer l at hand",
    model=network,
    over=_sources,
    printed=Claim(
        N(l),
        "==",
        N(0),
        ((l, Layers),),
        tex=r"P^{(l)}(i)\in\mathbb R^{n_lM\times n_lM}\ \text{acts on}\ v^{(0)}\in\mathbb R^{M}:\ n_lM=M",
    ),
    repaired=Claim(
        N(0), "==", N(0), tex=r"P^{(0)}(i)\in\mathbb R^{n_0M\times n_0M}\ \text{acts on}\ v^{(0)}\in\mathbb R^{n_0M}"
    ),
    repaired_argument=(algebra("same", Claim(N(0), "==", N(0))),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="A slip of the index: zeta_0 is the norm in P^(0), as the statement says two lines earlier.",
)

base_event = Step(
    label="theorem_3_2.base_event",
    cite="proof of Theorem 3.2, base case: P(Y-bar^(1)) = P(W-bar^(1))",
    register=("MT72",),
    hypotheses=(layer_range, at_the_bottom),
    model=network,
    over=_sources,
    printed=Claim(Prob(~Y(1)), "==", Prob(~W(1)), tex=r"\mathbb P(\bar Y^{(1)})=\mathbb P(\bar W^{(1)})"),
    argument=(
        rule("unfold", "single_layer", E=lam(h, W(h))),
        restate("same_event", Claim(Y(1), "iff", W(1)), by=("unfold", "at_the_bottom")),
        logic("complements", Claim(~Y(1), "iff", ~W(1)), by=("same_event",)),
        rule("equal", "probability_equal", E=~Y(1), F=~W(1)),
    ),
    expects=expect("PROVED", argument="VALID"),
)

layer_bound = Step(
    label="theorem_3_2.layer_bound",
    cite="Lemma 3.3 at every layer, joint reading (not in the paper)",
    register=("MT43",),
    reading="joint",
    uses=(joint_reading,),
    hypotheses=layer_facts,
    model=network,
    over=_sources,
    printed=Claim(
        Prob(~W(l) & small),
        "<=",
        gamma,
        ((l, Layers),),
        tex=r"\mathbb P(\bar W^{(l)}\cap\{\max_i|\langle a_i,v^{(l-1)}\rangle|\le\zeta_{l-1}\})\le\gamma_l",
    ),
    argument=(lift("at_layer_l", "joint_constant.joint_reading", layer=l, layers=Layers, words=WORDS),),
    expects=expect("PROVED", argument="VALID"),
    remark="x^(l) depends on D^(l+1), ..., D^(L) only, so for each pattern above the one-layer bound applies, and it averages.",
)

_below = W(l - 1)

conditional_lemma = Step(
    label="theorem_3_2.conditional_lemma",
    cite="Lemma 3.3, l >= 2, 'suppose that supp xhat^(l-1) = supp x^(l-1)', read as a conditional probability",
    register=("MT42",),
    reading="conditional, constants valid for every sign pattern",
    hypotheses=(*layer_facts, error_bounded),
    model=network,
    over=(aligned_signs, *_sources),
    checks=(dependence(),),
    printed=Claim(
        Prob(~W(l), _below),
        "<=",
        gamma,
        ((l, Span(2, L)),),
        tex=r"\mathbb P(\bar W^{(l)}\mid W^{(l-1)})\le\gamma_l",
    ),
    uses=(layer_bound,),
    repaired=Claim(
        Prob(~W(l) & small),
        "<=",
        gamma,
        ((l, Layers),),
        tex=r"\mathbb P(\bar W^{(l)}\cap\{\max_i|\langle a_i,v^{(l-1)}\rangle|\le\zeta_{l-1}\})\le\gamma_l",
    ),
    repaired_argument=(
        restate("joint", Claim(Prob(~W(l) & small), "<=", gamma, ((l, Layers),)), by=("theorem_3_2.layer_bound",)),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Recovery at layer l-1 tells something about D^(l), since x^(l-1) = A D x^(l): in the first witness it happens only when all signs agree, and then layer l must fail.",
)

conditioning_on_pathway = Step(
    label="theorem_3_2.conditioning_on_pathway",
    cite="proof of Theorem 3.2: P(W-bar^(l) given all W^(k), k < l) = P(W-bar^(l) given Y^(l-1)) <= gamma_l",
    register=("MT73",),
    reading="conditional on recovery at all layers below",
    uses=(layer_bound,),
    hypotheses=(*layer_facts, error_bounded),
    model=network,
    over=(aligned_signs, *_sources),
    checks=(dependence(),),
    printed=Claim(
        Prob(~W(l), Y(l - 1)),
        "<=",
        gamma,
        ((l, Layers),),
        tex=r"\mathbb P\big(\bar W^{(l)}\mid\cap_{k=1}^{l-1}W^{(k)}\big)=\mathbb P(\bar W^{(l)}\mid Y^{(l-1)})\le\gamma_l",
    ),
    repaired=Claim(
        Prob(~W(l) & Y(l - 1)), "<=", gamma, ((l, Layers),), tex=r"\mathbb P(\bar W^{(l)}\cap Y^{(l-1)})\le\gamma_l"
    ),
    repaired_argument=(
        logic("inside", Claim(~W(l) & Y(l - 1), "implies", ~W(l) & small, ((l, Layers),)), by=("error_bounded",)),
        rule("monotone", "probability_monotone", E=~W(l) & Y(l - 1), F=~W(l) & small, forall=((l, Layers),)),
        arith(
            "chain",
            Claim(Prob(~W(l) & Y(l - 1)), "<=", gamma, ((l, Layers),)),
            by=("monotone", "theorem_3_2.layer_bound"),
        ),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="'The bound still in fact applies if we condition on recovery across all preceding layers' is the step that fails.",
)

first_display = Step(
    label="theorem_3_2.first_display",
    cite="proof of Theorem 3.2, display, line 1",
    register=("MT74",),
    model=network,
    over=_sources,
    printed=Claim(
        Prob(~Y(l + 1)),
        "==",
        Prob(some(~W(h), h, Span(1, l + 1))),
        ((l, _steps),),
        tex=r"\mathbb P(\bar Y_{l+1})=\mathbb P\Big(\bigcup_{k=1}^{l+1}\bar W^{(k)}\Big)",
    ),
    argument=(
        algebra("definition", Claim(~Y(l + 1), "iff", some(~W(h), h, Span(1, l + 1)), ((l, _steps),)), unfold=("Y",)),
        rule("equal", "probability_equal", E=~Y(l + 1), F=some(~W(h), h, Span(1, l + 1)), forall=((l, _steps),)),
    ),
    expects=expect("PROVED", argument="VALID"),
)

next_layer = Step(
    label="theorem_3_2.next_layer",
    cite="definition of Y: the pathway up to l + 1 is the pathway up to l and layer l + 1",
    register=("MT75",),
    reading="the definition that the display uses",
    model=network,
    over=_sources,
    printed=Claim(Y(l + 1), "iff", Y(l) & W(l + 1), ((l, _steps),), tex=r"Y^{(l+1)}=Y^{(l)}\cap W^{(l+1)}"),
    argument=(
        rule("last", "last_layer", E=lam(h, W(h)), a=l, forall=((l, _steps),)),
        restate("fold", Claim(Y(l + 1), "iff", Y(l) & W(l + 1), ((l, _steps),)), by=("last",), unfold=("Y",)),
    ),
    expects=expect("PROVED", argument="VALID"),
)

second_display = Step(
    label="theorem_3_2.second_display",
    cite="proof of Theorem 3.2, display, line 2: P(W-bar^(l+1) union Y^(l))",
    register=("MT75",),
    reading="literal: the bar over Y is missing",
    uses=(next_layer,),
    model=network,
    over=_sources,
    printed=Claim(
        Prob(~Y(l + 1)),
        "==",
        Prob(~W(l + 1) | Y(l)),
        ((l, _steps),),
        tex=r"\mathbb P(\bar Y_{l+1})=\mathbb P(\bar W^{(l+1)}\cup Y^{(l)})",
    ),
    repaired=Claim(
        Prob(~Y(l + 1)),
        "==",
        Prob(~W(l + 1) | ~Y(l)),
        ((l, _steps),),
        tex=r"\mathbb P(\bar Y_{l+1})=\mathbb P(\bar W^{(l+1)}\cup\bar Y^{(l)})",
    ),
    repaired_argument=(
        logic(
            "complements", Claim(~Y(l + 1), "iff", ~W(l + 1) | ~Y(l), ((l, _steps),)), by=("theorem_3_2.next_layer",)
        ),
        rule("equal", "probability_equal", E=~Y(l + 1), F=~W(l + 1) | ~Y(l), forall=((l, _steps),)),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
)

third_display = Step(
    label="theorem_3_2.third_display",
    cite="proof of Theorem 3.2, display, line 3",
    register=("MT76",),
    uses=(next_layer,),
    model=network,
    over=_sources,
    printed=Claim(
        Prob(~Y(l + 1)),
        "==",
        Prob(~Y(l)) + Prob(~W(l + 1) & Y(l)),
        ((l, _steps),),
        tex=r"\mathbb P(\bar Y_{l+1})=\mathbb P(\bar Y_l)+\mathbb P(\bar W^{(l+1)}\cap Y^{(l)})",
    ),
    argument=(
        logic(
            "complements", Claim(~Y(l + 1), "iff", ~Y(l) | ~W(l + 1), ((l, _steps),)), by=("theorem_3_2.next_layer",)
        ),
        rule("equal", "probability_equal", E=~Y(l + 1), F=~Y(l) | ~W(l + 1), forall=((l, _steps),)),
        rule("disjoint", "disjoint_union", E=~Y(l), F=~W(l + 1), forall=((l, _steps),)),
        arith(
            "chain",
            Claim(Prob(~Y(l + 1)), "==", Prob(~Y(l)) + Prob(~W(l + 1) & Y(l)), ((l, _steps),)),
            by=("equal", "disjoint"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_possible = assume(
    "possible",
    Prob(Y(l)),
    ">",
    0,
    ((l, _steps),),
    words="the pathway below can be recovered (else the conditional probability is not defined)",
)

fourth_display = Step(
    label="theorem_3_2.fourth_display",
    cite="proof of Theorem 3.2, display, line 4",
    register=("MT77",),
    reading="literal: the bar over the first Y is missing",
    uses=(third_display,),
    hypotheses=(_possible,),
    model=network,
    over=_sources,
    printed=Claim(
        Prob(~Y(l + 1)),
        "==",
        Prob(Y(l)) + Prob(~W(l + 1), Y(l)) * Prob(Y(l)),
        ((l, _steps),),
        tex=r"\mathbb P(\bar Y_{l+1})=\mathbb P(Y^{(l)})+\mathbb P(\bar W^{(l+1)}|Y^{(l)})\,\mathbb P(Y^{(l)})",
    ),
    repaired=Claim(
        Prob(~Y(l + 1)),
        "==",
        Prob(~Y(l)) + Prob(~W(l + 1), Y(l)) * Prob(Y(l)),
        ((l, _steps),),
        tex=r"\mathbb P(\bar Y_{l+1})=\mathbb P(\bar Y^{(l)})+\mathbb P(\bar W^{(l+1)}|Y^{(l)})\,\mathbb P(Y^{(l)})",
    ),
    repaired_argument=(
        rule("product", "product_rule", E=~W(l + 1), F=Y(l), forall=((l, _steps),)),
        arith(
            "chain",
            Claim(Prob(~Y(l + 1)), "==", Prob(~Y(l)) + Prob(~W(l + 1), Y(l)) * Prob(Y(l)), ((l, _steps),)),
            by=("theorem_3_2.third_display", "product"),
        ),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
)

_gamma_next = gamma.xreplace({l: l + 1})

fifth_display = Step(
    label="theorem_3_2.fifth_display",
    cite="proof of Theorem 3.2, display, lines 5-7: P(W-bar^(l+1) given Y^(l)) P(Y^(l)) <= gamma_{l+1} P(Y_l)",
    register=("MT78",),
    uses=(conditioning_on_pathway,),
    hypotheses=(*layer_facts, error_bounded, _possible),
    model=network,
    over=(aligned_signs, *_sources),
    checks=(dependence(),),
    printed=Claim(
        Prob(~W(l + 1), Y(l)) * Prob(Y(l)),
        "<=",
        _gamma_next * Prob(Y(l)),
        ((l, _steps),),
        tex=r"\mathbb P(\bar W^{(l+1)}|Y^{(l)})\,\mathbb P(Y^{(l)})\le\gamma_{l+1}\,\mathbb P(Y_l)",
    ),
    repaired=Claim(
        Prob(~W(l + 1) & Y(l)),
        "<=",
        _gamma_next,
        ((l, _steps),),
        tex=r"\mathbb P(\bar W^{(l+1)}\cap Y^{(l)})\le\gamma_{l+1}",
    ),
    repaired_argument=(
        restate(
            "shift",
            Claim(Prob(~W(l + 1) & Y(l)), "<=", _gamma_next, ((l, _steps),)),
            by=("theorem_3_2.conditioning_on_pathway",),
        ),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Only gamma_{l+1} itself is needed for the conclusion, and that much is true.",
)

_first_failure = some(~W(l) & every(W(h), h, Span(1, l - 1)), l, Span(1, L))

conclusion = Step(
    label="theorem_3_2.conclusion",
    cite="Theorem 3.2, probability of recovery, constants valid for every sign pattern",
    register=("MT78", "MT79", "MT70"),
    reading="constants valid for every sign pattern; the hypothesis supp xhat^(0) = supp x^(0) is not used",
    uses=(conditioning_on_pathway,),
    hypotheses=(*layer_facts, error_bounded, layer_range, at_the_top),
    model=network,
    over=_sources,
    printed=Claim(
        Prob(Y(L)),
        ">=",
        1 - total(gamma, l, Span(1, L)),
        tex=r"\mathbb P(Y^{(L)})\ge1-2M\sum_{l=1}^Ln_l\exp\Big(-\frac{|x_{min}^{(l)}|^2}{8(|x_{max}^{(l)}|^2\mu_l^2S_l+\zeta_{l-1}^2)}\Big)",
    ),
    argument=(
        rule("first", "first_of_many", E=lam(l, ~W(l)), a=1, b=L),
        algebra("pathway_lost", Claim(~Y(L), "iff", some(~W(h), h, Span(1, L))), by=("at_the_top",)),
        restate(
            "failure_after_recovery",
            Claim(~Y(L), "implies", some(~W(l) & Y(l - 1), l, Span(1, L))),
            by=("first", "at_the_top"),
            unfold=("Y",),
        ),
        rule("monotone", "probability_monotone", E=~Y(L), F=some(~W(l) & Y(l - 1), l, Span(1, L))),
        rule("union", "union_bound", E=lam(l, ~W(l) & Y(l - 1)), K=Span(1, L)),
        rule("sum", "termwise", f=lam(l, Prob(~W(l) & Y(l - 1))), g=lam(l, gamma), K=Span(1, L)),
        rule("complement", "complement", E=Y(L)),
        arith(
            "chain",
            Claim(Prob(Y(L)), ">=", 1 - total(gamma, l, Span(1, L))),
            by=("monotone", "union", "sum", "complement"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="Proved by splitting at the first layer that fails, not by the paper's conditional induction.",
)

_realised = 2 * N(l) * exp(-(xmin(l) ** 2) / (8 * (xmax(l) ** 2 * mu(l) ** 2 * stripe(l) + zeta0(l - 1) ** 2)))

realised = Step(
    label="theorem_3_2.realised",
    cite="Theorem 3.2, with x_min^(l), x_max^(l), S_l the values that the signs happen to produce",
    register=("MT80",),
    reading="realised constants: random below layer L",
    uses=(conclusion,),
    hypotheses=(*layer_facts, error_bounded, layer_range, at_the_top),
    model=network,
    over=(realised_constants, *_sources),
    printed=Claim(
        Prob(Y(L)),
        ">=",
        1 - total(_realised, l, Span(1, L)),
        tex=r"\mathbb P(Y^{(L)})\ge1-2M\sum_{l}n_l\exp\Big(-\frac{|x_{min}^{(l)}(\omega)|^2}{8(|x_{max}^{(l)}(\omega)|^2\mu_l^2S_l(\omega)+\zeta_{l-1}^2)}\Big)\ \text{for each sign pattern}\ \omega",
    ),
    repaired=Claim(
        Prob(Y(L)),
        ">=",
        1 - total(gamma, l, Span(1, L)),
        tex=r"\text{the same with constants valid for every sign pattern}",
    ),
    repaired_argument=(
        arith("same", Claim(Prob(Y(L)), ">=", 1 - total(gamma, l, Span(1, L))), by=("theorem_3_2.conclusion",)),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="The left side is a number, the right side depends on the signs: for a kind pattern it can exceed the truth.",
)
