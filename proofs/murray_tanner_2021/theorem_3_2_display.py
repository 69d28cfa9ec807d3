"""Proof of Theorem 3.2, the events: the base case, the condition, and lines 1 to 4 of the display (line 5 and what follows: theorem_3_2.py)."""

from boundcheck import (
    Claim,
    Prob,
    Span,
    Step,
    algebra,
    arith,
    assume,
    every,
    expect,
    lam,
    logic,
    networks,
    restate,
    rule,
    some,
)

from .words_network import L, Layers, W, Y, at_the_bottom, h, l, layer_range, network

_sources = (networks(),)
steps = Span(1, L - 1)  # l and l + 1 are both layers

base_event = Step(
    label="theorem_3_2_display.base_event",
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

_given_all = Prob(~W(l), every(W(h), h, Span(1, l - 1)))
_same_condition = Claim(
    _given_all,
    "==",
    Prob(~W(l), Y(l - 1)),
    ((l, Layers),),
    tex=r"\mathbb P\big(\bar W^{(l)}\mid\cap_{k=1}^{l-1}W^{(k)}\big)=\mathbb P(\bar W^{(l)}\mid Y^{(l-1)})",
)

same_condition = Step(
    label="theorem_3_2_display.same_condition",
    cite="proof of Theorem 3.2: P(W-bar^(l) given all W^(k), k < l) = P(W-bar^(l) given Y^(l-1))",
    register=("MT73",),
    reading="the equality",
    hypotheses=(
        assume(
            "possible_below",
            Prob(Y(l - 1)),
            ">",
            0,
            ((l, Layers),),
            words="the pathway below can be recovered (else the conditional probability is not defined)",
        ),
    ),
    model=network,
    over=_sources,
    printed=_same_condition,
    argument=(algebra("definition", _same_condition, unfold=("Y",)),),
    expects=expect("PROVED", argument="VALID"),
)

first_display = Step(
    label="theorem_3_2_display.first_display",
    cite="proof of Theorem 3.2, display, line 1",
    register=("MT74",),
    model=network,
    over=_sources,
    printed=Claim(
        Prob(~Y(l + 1)),
        "==",
        Prob(some(~W(h), h, Span(1, l + 1))),
        ((l, steps),),
        tex=r"\mathbb P(\bar Y_{l+1})=\mathbb P\Big(\bigcup_{k=1}^{l+1}\bar W^{(k)}\Big)",
    ),
    argument=(
        algebra("definition", Claim(~Y(l + 1), "iff", some(~W(h), h, Span(1, l + 1)), ((l, steps),)), unfold=("Y",)),
        rule("equal", "probability_equal", E=~Y(l + 1), F=some(~W(h), h, Span(1, l + 1)), forall=((l, steps),)),
    ),
    expects=expect("PROVED", argument="VALID"),
)

next_layer = Step(
    label="theorem_3_2_display.next_layer",
    cite="definition of Y: the pathway up to l + 1 is the pathway up to l and layer l + 1",
    register=("MT75",),
    reading="the definition that the display uses",
    model=network,
    over=_sources,
    printed=Claim(Y(l + 1), "iff", Y(l) & W(l + 1), ((l, steps),), tex=r"Y^{(l+1)}=Y^{(l)}\cap W^{(l+1)}"),
    argument=(
        rule("last", "last_layer", E=lam(h, W(h)), a=l, forall=((l, steps),)),
        restate("fold", Claim(Y(l + 1), "iff", Y(l) & W(l + 1), ((l, steps),)), by=("last",), unfold=("Y",)),
    ),
    expects=expect("PROVED", argument="VALID"),
)

second_display = Step(
    label="theorem_3_2_display.second_display",
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
        ((l, steps),),
        tex=r"\mathbb P(\bar Y_{l+1})=\mathbb P(\bar W^{(l+1)}\cup Y^{(l)})",
    ),
    repaired=Claim(
        Prob(~Y(l + 1)),
        "==",
        Prob(~W(l + 1) | ~Y(l)),
        ((l, steps),),
        tex=r"\mathbb P(\bar Y_{l+1})=\mathbb P(\bar W^{(l+1)}\cup\bar Y^{(l)})",
    ),
    repaired_argument=(
        logic(
            "complements",
            Claim(~Y(l + 1), "iff", ~W(l + 1) | ~Y(l), ((l, steps),)),
            by=("theorem_3_2_display.next_layer",),
        ),
        rule("equal", "probability_equal", E=~Y(l + 1), F=~W(l + 1) | ~Y(l), forall=((l, steps),)),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
)

third_display = Step(
    label="theorem_3_2_display.third_display",
    cite="proof of Theorem 3.2, display, line 3",
    register=("MT76",),
    uses=(next_layer,),
    model=network,
    over=_sources,
    printed=Claim(
        Prob(~Y(l + 1)),
        "==",
        Prob(~Y(l)) + Prob(~W(l + 1) & Y(l)),
        ((l, steps),),
        tex=r"\mathbb P(\bar Y_{l+1})=\mathbb P(\bar Y_l)+\mathbb P(\bar W^{(l+1)}\cap Y^{(l)})",
    ),
    argument=(
        logic(
            "complements",
            Claim(~Y(l + 1), "iff", ~Y(l) | ~W(l + 1), ((l, steps),)),
            by=("theorem_3_2_display.next_layer",),
        ),
        rule("equal", "probability_equal", E=~Y(l + 1), F=~Y(l) | ~W(l + 1), forall=((l, steps),)),
        rule("disjoint", "disjoint_union", E=~Y(l), F=~W(l + 1), forall=((l, steps),)),
        arith(
            "chain",
            Claim(Prob(~Y(l + 1)), "==", Prob(~Y(l)) + Prob(~W(l + 1) & Y(l)), ((l, steps),)),
            by=("equal", "disjoint"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

possible = assume(
    "possible",
    Prob(Y(l)),
    ">",
    0,
    ((l, steps),),
    words="the pathway below can be recovered (else the conditional probability is not defined)",
)

fourth_display = Step(
    label="theorem_3_2_display.fourth_display",
    cite="proof of Theorem 3.2, display, line 4",
    register=("MT77",),
    reading="literal: the bar over the first Y is missing",
    uses=(third_display,),
    hypotheses=(possible,),
    model=network,
    over=_sources,
    printed=Claim(
        Prob(~Y(l + 1)),
        "==",
        Prob(Y(l)) + Prob(~W(l + 1), Y(l)) * Prob(Y(l)),
        ((l, steps),),
        tex=r"\mathbb P(\bar Y_{l+1})=\mathbb P(Y^{(l)})+\mathbb P(\bar W^{(l+1)}|Y^{(l)})\,\mathbb P(Y^{(l)})",
    ),
    repaired=Claim(
        Prob(~Y(l + 1)),
        "==",
        Prob(~Y(l)) + Prob(~W(l + 1), Y(l)) * Prob(Y(l)),
        ((l, steps),),
        tex=r"\mathbb P(\bar Y_{l+1})=\mathbb P(\bar Y^{(l)})+\mathbb P(\bar W^{(l+1)}|Y^{(l)})\,\mathbb P(Y^{(l)})",
    ),
    repaired_argument=(
        rule("product", "product_rule", E=~W(l + 1), F=Y(l), forall=((l, steps),)),
        arith(
            "chain",
            Claim(Prob(~Y(l + 1)), "==", Prob(~Y(l)) + Prob(~W(l + 1), Y(l)) * Prob(Y(l)), ((l, steps),)),
            by=("theorem_3_2_display.third_display", "product"),
        ),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
)
