"""Theorem 3.2: the bound at each layer, what the induction makes of it as printed and repaired, and the conclusion.

Base case and lines 1 to 4 of the proof's display, which speak of events only, are in theorem_3_2_display.py.
"""

from sympy import Abs, Integer, exp

from boundcheck import (
    Claim,
    Prob,
    Span,
    Step,
    algebra,
    arith,
    assume,
    compare,
    dependence,
    expect,
    lam,
    lift,
    linear,
    logic,
    networks,
    restate,
    rule,
    size,
    some,
    total,
)

from .joint_constant import joint_reading
from .theorem_3_2_display import possible, steps, third_display
from .words_network import (
    S0,
    WORDS,
    Atoms,
    Gam,
    L,
    Lam,
    Layers,
    N,
    W,
    Y,
    aligned_signs,
    at_the_top,
    error_bounded,
    error_small,
    gamma,
    h,
    i,
    j,
    k,
    l,
    layer_facts,
    layer_range,
    mu,
    network,
    realised_constants,
    small,
    stripe,
    w,
    x,
    xmax,
    xmax0,
    xmin,
    xmin0,
    zeta0,
)

_sources = (networks(),)

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
    argument=(
        arith(
            "entries_below",
            Claim(Abs(x(l, j)), "<=", xmax0(l), ((l, Layers), (j, Lam(l)))),
            by=("at_most_largest", "largest_x"),
        ),
        arith(
            "entries_above",
            Claim(Abs(x(l, j)), ">=", xmin0(l), ((l, Layers), (j, Lam(l)))),
            by=("at_least_smallest", "smallest_x"),
        ),
        arith(
            "sparse",
            Claim(size(Lam(l) & Gam(l, k)), "<=", S0(l), ((l, Layers), (k, Atoms(l)))),
            by=("in_one_stripe", "stripes"),
        ),
        lift("at_layer_l", "joint_constant.joint_reading", layer=l, layers=Layers, words=WORDS),
    ),
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

_too_large = compare(Abs(w(l, i)), ">", zeta0(l - 1))
noise_lines = (  # where the patch error below is at most zeta_{l-1}, so is every abs<a_i, v^(l-1)>
    linear(
        "one_atom", Claim(_too_large, "implies", ~error_small, ((l, Layers), (i, Atoms(l)))), by=("noise_in_patch",)
    ),
    rule("somewhere", "some_constant", E=lam(i, _too_large), F=~error_small, K=Atoms(l), forall=((l, Layers),)),
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
        *noise_lines,
        logic(
            "inside",
            Claim(~W(l) & Y(l - 1), "implies", ~W(l) & small, ((l, Layers),)),
            by=("error_bounded", "somewhere"),
        ),
        rule("monotone", "probability_monotone", E=~W(l) & Y(l - 1), F=~W(l) & small, forall=((l, Layers),)),
        arith(
            "chain",
            Claim(Prob(~W(l) & Y(l - 1)), "<=", gamma, ((l, Layers),)),
            by=("monotone", "theorem_3_2.layer_bound"),
        ),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="'The bound still in fact applies if we condition on recovery across all preceding layers' is the step that fails (given_recovery: what remains).",
)

_bottom = ((l, Layers & Span(1, Integer(1))),)  # l = 1

base = Step(
    label="theorem_3_2.base",
    cite="proof of Theorem 3.2, base case: P(W-bar^(1)) <= gamma_1, 'by the construction of v^(0) and by direct application of Lemma 3.3'",
    register=("MT72",),
    uses=(layer_bound,),
    hypotheses=(
        *layer_facts,
        assume(
            "noise_bounded",
            error_small,
            "holds",
            0,
            _bottom,
            words="zeta_0 bounds the patch error of v^(0)",
        ),
    ),
    model=network,
    over=_sources,
    printed=Claim(Prob(~W(l)), "<=", gamma, _bottom, tex=r"\mathbb P(\bar W^{(1)})\le\gamma_1"),
    argument=(
        *noise_lines,
        logic("inside", Claim(~W(l), "implies", ~W(l) & small, _bottom), by=("noise_bounded", "somewhere")),
        rule("monotone", "probability_monotone", E=~W(l), F=~W(l) & small, forall=_bottom),
        arith("chain", Claim(Prob(~W(l)), "<=", gamma, _bottom), by=("monotone", "theorem_3_2.layer_bound")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_chance_below = assume(
    "chance_below",
    Prob(Y(l - 1)),
    ">",
    0,
    ((l, Layers),),
    words="the pathway below can be recovered (else the conditional probability is not defined)",
)
_given_recovery = Claim(
    Prob(~W(l), Y(l - 1)) * Prob(Y(l - 1)),
    "<=",
    gamma,
    ((l, Layers),),
    tex=r"\mathbb P(\bar W^{(l)}\mid Y^{(l-1)})\le\gamma_l/\mathbb P(Y^{(l-1)})",
    words="given recovery below, at most gamma_l over the probability of that recovery",
)

given_recovery = Step(
    label="theorem_3_2.given_recovery",
    cite="proof of Theorem 3.2: what can be said of P(W-bar^(l) given Y^(l-1)) (not in the paper)",
    register=("MT73",),
    reading="conditional, with the factor that the dependence costs",
    uses=(conditioning_on_pathway,),
    hypotheses=(*layer_facts, error_bounded, _chance_below),
    model=network,
    over=_sources,
    printed=_given_recovery,
    argument=(
        rule("product", "product_rule", E=~W(l), F=Y(l - 1), forall=((l, Layers),)),
        arith("chain", _given_recovery, by=("product", "theorem_3_2.conditioning_on_pathway")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_gamma_next = gamma.xreplace({l: l + 1})

fifth_display = Step(
    label="theorem_3_2.fifth_display",
    cite="proof of Theorem 3.2, display, lines 5-7: P(W-bar^(l+1) given Y^(l)) P(Y^(l)) <= gamma_{l+1} P(Y_l)",
    register=("MT78",),
    reading="the inequality from which line 5 follows term by term (line 5 prints it inside a sum)",
    uses=(conditioning_on_pathway,),
    hypotheses=(*layer_facts, error_bounded, possible),
    model=network,
    over=(aligned_signs, *_sources),
    checks=(dependence(),),
    printed=Claim(
        Prob(~W(l + 1), Y(l)) * Prob(Y(l)),
        "<=",
        _gamma_next * Prob(Y(l)),
        ((l, steps),),
        tex=r"\mathbb P(\bar W^{(l+1)}|Y^{(l)})\,\mathbb P(Y^{(l)})\le\gamma_{l+1}\,\mathbb P(Y_l)",
    ),
    repaired=Claim(
        Prob(~W(l + 1) & Y(l)),
        "<=",
        _gamma_next,
        ((l, steps),),
        tex=r"\mathbb P(\bar W^{(l+1)}\cap Y^{(l)})\le\gamma_{l+1}",
    ),
    repaired_argument=(
        restate(
            "shift",
            Claim(Prob(~W(l + 1) & Y(l)), "<=", _gamma_next, ((l, steps),)),
            by=("theorem_3_2.conditioning_on_pathway",),
        ),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Only gamma_{l+1} itself is needed for the conclusion, and that much is true.  Line 5 of the display is this inequality with the "
    "induction hypothesis added on both sides; no network is known where that sum fails, but the argument for it is the inequality refuted here.",
)

_so_far = total(gamma.xreplace({l: h}), h, Span(1, l))
_line_6 = Claim(
    Prob(~Y(l + 1)),
    "<=",
    _so_far + _gamma_next,
    ((l, steps),),
    tex=r"\mathbb P(\bar Y^{(l)})\le\sum_{k=1}^l\gamma_k\ \Rightarrow\ \mathbb P(\bar Y^{(l+1)})\le\sum_{k=1}^l\gamma_k+\gamma_{l+1}",
)

sixth_display = Step(
    label="theorem_3_2.sixth_display",
    cite="proof of Theorem 3.2, display, line 6 (line 7 writes it as one sum), under the induction hypothesis",
    register=("MT78",),
    reading="the induction step, from line 3 and the repaired line 5",
    uses=(third_display, fifth_display),
    hypotheses=(
        *layer_facts,
        error_bounded,
        assume(
            "induction_hypothesis", Prob(~Y(l)), "<=", _so_far, ((l, steps),), words="the bound holds up to layer l"
        ),
    ),
    model=network,
    over=_sources,
    printed=_line_6,
    argument=(
        arith(
            "chain",
            _line_6,
            by=("theorem_3_2_display.third_display", "theorem_3_2.fifth_display", "induction_hypothesis"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

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
