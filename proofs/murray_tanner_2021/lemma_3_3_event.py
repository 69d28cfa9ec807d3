"""Lemma 3.3, first part: what a failure is, and the split at an arbitrary threshold p (up to display (6))."""

from sympy import Abs

from boundcheck import Claim, Prob, Step, arith, assume, compare, expect, lam, layers, linear, logic, rule, size, some

from .words import (
    Lam,
    Off,
    W,
    c,
    first_layer,
    i,
    k,
    keeps_largest,
    largest_off,
    p,
    smallest_on,
    support_not_empty,
    x,
    xhat,
)

fails = ~W()
_strictly_below = compare(smallest_on, "<", largest_off)
_at_most = compare(smallest_on, "<=", largest_off)
off_not_empty = assume("off_not_empty", size(Off), ">=", 1, words="some atom is off the support")

failure_in_words = Step(
    label="lemma_3_3_event.failure_in_words",
    cite="proof of Lemma 3.3: 'there must exist a nonzero entry in the decoder representation ... larger than at least one of the nonzeros in the encoder representation'",
    register=("MT20",),
    reading="literal: the decoder entry is compared with nonzeros of the encoder representation",
    hypotheses=(keeps_largest, support_not_empty, off_not_empty),
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        fails,
        "implies",
        some(some(compare(Abs(xhat(k)), ">", Abs(x(i))), i, Lam), k, Off),
        tex=r"\bar W^{(l)}\Rightarrow\exists k\in\bar\Lambda,\ i\in\Lambda:\ |\hat x_k|>|x_i|",
        words="a failure has a decoder entry off the support larger than some nonzero of the encoder representation",
    ),
    repaired=Claim(
        fails,
        "implies",
        _at_most,
        tex=r"\bar W^{(l)}\Rightarrow \min_{i\in\Lambda}|\langle\varepsilon_ia_i,\hat x^{(l-1)}\rangle|\le\max_{k\in\bar\Lambda}|\langle\varepsilon_ka_k,\hat x^{(l-1)}\rangle|",
        words="a failure has a correlation off the support at least as large as some correlation on it",
    ),
    repaired_argument=(logic("contrapose", Claim(fails, "implies", _at_most), by=("keeps_largest",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="The display that follows compares decoder correlations with decoder correlations; that reading is the next step.",
)

_some_beaten = some(some(compare(Abs(c(i)), "<", Abs(c(k))), k, Off), i, Lam)
_equivalent = Claim(
    _some_beaten,
    "iff",
    _strictly_below,
    tex=r"\exists i\in\Lambda,\ k\in\bar\Lambda:\ |\langle\varepsilon_ia_i,\hat x^{(l-1)}\rangle|<|\langle\varepsilon_ka_k,\hat x^{(l-1)}\rangle|\iff\min_{i\in\Lambda}|\cdot|<\max_{k\in\bar\Lambda}|\cdot|",
)
_beaten = compare(largest_off, ">", Abs(c(i)))
_beaten_by_one = some(compare(Abs(c(k)), ">", Abs(c(i))), k, Off)

condition_equivalent = Step(
    label="lemma_3_3_event.condition_equivalent",
    cite="proof of Lemma 3.3, second display: 'this condition is equivalent to' min < max",
    register=("MT21",),
    reading="some correlation on the support is below some correlation off it",
    hypotheses=(support_not_empty, off_not_empty),
    model=first_layer,
    over=(layers(),),
    printed=_equivalent,
    argument=(
        rule("below", "smallest_below", f=lam(i, Abs(c(i))), K=Lam, p=largest_off),
        rule("exceeds", "largest_exceeds", f=lam(k, Abs(c(k))), K=Off, p=Abs(c(i)), forall=((i, Lam),)),
        rule("one", "some_monotone", E=lam(i, _beaten), F=lam(i, _beaten_by_one), K=Lam),
        rule("other", "some_monotone", E=lam(i, _beaten_by_one), F=lam(i, _beaten), K=Lam),
        logic("both_ways", _equivalent, by=("below", "one", "other")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

failure_event = Step(
    label="lemma_3_3_event.failure_event",
    cite="proof of Lemma 3.3: 'for the decoder to fail ... there must exist', with the second display: a failure is min < max",
    register=("MT21",),
    reading="literal: ties included",
    hypotheses=(keeps_largest, support_not_empty, off_not_empty),
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        fails,
        "iff",
        _strictly_below,
        tex=r"\bar W^{(l)}=\Big\{\min_{i\in\Lambda}|\langle\varepsilon_ia_i,\hat x^{(l-1)}\rangle|<\max_{k\in\bar\Lambda}|\langle\varepsilon_ka_k,\hat x^{(l-1)}\rangle|\Big\}",
        words="failure is the event that the smallest correlation on the support is below the largest off it",
    ),
    repaired=Claim(
        fails,
        "implies",
        _at_most,
        tex=r"\bar W^{(l)}\subseteq\Big\{\min_{i\in\Lambda}|\langle\varepsilon_ia_i,\hat x^{(l-1)}\rangle|\le\max_{k\in\bar\Lambda}|\langle\varepsilon_ka_k,\hat x^{(l-1)}\rangle|\Big\}",
        words="at a tie the decoder may or may not fail, so failure lies inside min <= max",
    ),
    repaired_argument=(logic("contrapose", Claim(fails, "implies", _at_most), by=("keeps_largest",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Ties: equal correlations leave the choice to the decoder; a zero correlation on the support loses an entry.",
)

no_tie = assume(
    "no_tie",
    _at_most,
    "implies",
    _strictly_below,
    words="no tie: for no sign pattern is the smallest correlation on the support equal to the largest off it",
)
drops_smaller = assume(
    "drops_smaller",
    _strictly_below,
    "implies",
    fails,
    words="the decoder keeps the abs(Lambda) largest magnitudes, so it loses a support that is beaten",
)
_without_ties = (keeps_largest, drops_smaller, no_tie)

failure_event_without_ties = Step(
    label="lemma_3_3_event.failure_event_without_ties",
    cite="proof of Lemma 3.3, second display: 'this condition is equivalent to' min < max",
    register=("MT21",),
    reading="charitable: without ties",
    hypotheses=_without_ties,
    model=first_layer,
    over=(layers(),),
    printed=failure_event.printed,
    argument=(logic("both_ways", failure_event.printed, by=("keeps_largest", "drops_smaller", "no_tie")),),
    expects=expect("PROVED", argument="VALID"),
)

failure_probability = Step(
    label="lemma_3_3_event.failure_probability",
    cite="proof of Lemma 3.3, third display: P(W-bar) = P(min < max)",
    register=("MT22",),
    reading="literal: ties included",
    uses=(failure_event,),
    hypotheses=(keeps_largest, support_not_empty, off_not_empty),
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        Prob(fails),
        "==",
        Prob(_strictly_below),
        tex=r"\mathbb P(\bar W^{(l)})=\mathbb P\big(\min_{i\in\Lambda}|\cdot|<\max_{k\in\bar\Lambda}|\cdot|\big)",
    ),
    argument=(rule("equal", "probability_equal", E=fails, F=_strictly_below),),
    repaired=Claim(
        Prob(fails),
        "<=",
        Prob(_at_most),
        tex=r"\mathbb P(\bar W^{(l)})\le\mathbb P\big(\min_{i\in\Lambda}|\cdot|\le\max_{k\in\bar\Lambda}|\cdot|\big)",
    ),
    repaired_argument=(rule("monotone", "probability_monotone", E=fails, F=_at_most),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
)

failure_probability_without_ties = Step(
    label="lemma_3_3_event.failure_probability_without_ties",
    cite="proof of Lemma 3.3, third display: P(W-bar) = P(min < max)",
    register=("MT22",),
    reading="charitable: without ties",
    uses=(failure_event_without_ties,),
    hypotheses=_without_ties,
    model=first_layer,
    over=(layers(),),
    printed=failure_probability.printed,
    argument=(rule("equal", "probability_equal", E=fails, F=_strictly_below),),
    expects=expect("PROVED", argument="VALID"),
)

_below_or_above = compare(smallest_on, "<", p) | compare(largest_off, ">", p)

any_threshold = Step(
    label="lemma_3_3_event.any_threshold",
    cite="proof of Lemma 3.3: 'for an arbitrary p in R, if min < max holds true then ... is also true'",
    register=("MT23",),
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        _strictly_below,
        "implies",
        compare(smallest_on, "<", p) | compare(largest_off, ">", p),
        tex=r"\{\min<\max\}\subseteq\{\min<p\}\cup\{\max>p\}",
    ),
    argument=(
        linear(
            "farkas", Claim(_strictly_below, "implies", compare(smallest_on, "<", p) | compare(largest_off, ">", p))
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

any_threshold_with_ties = Step(
    label="lemma_3_3_event.any_threshold_with_ties",
    cite="the same for min <= max, which the repaired event needs",
    register=("MT23",),
    reading="with ties",
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        _at_most,
        "implies",
        compare(smallest_on, "<", p) | compare(largest_off, ">=", p),
        tex=r"\{\min\le\max\}\subseteq\{\min<p\}\cup\{\max\ge p\}",
    ),
    argument=(
        linear("farkas", Claim(_at_most, "implies", compare(smallest_on, "<", p) | compare(largest_off, ">=", p))),
    ),
    expects=expect("PROVED", argument="VALID"),
)

split = Step(
    label="lemma_3_3_event.split",
    cite="proof of Lemma 3.3, (6)",
    register=("MT24",),
    reading="literal: ties included",
    uses=(failure_event, any_threshold, any_threshold_with_ties),
    hypotheses=(keeps_largest,),
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        Prob(fails),
        "<=",
        Prob(compare(smallest_on, "<", p)) + Prob(compare(largest_off, ">", p)),
        tex=r"\mathbb P(\bar W^{(l)})\le\mathbb P(\min_{i\in\Lambda}|\cdot|<p)+\mathbb P(\max_{k\in\bar\Lambda}|\cdot|>p)",
    ),
    argument=(
        logic(
            "included",
            Claim(fails, "implies", compare(smallest_on, "<", p) | compare(largest_off, ">", p)),
            by=("lemma_3_3_event.failure_event", "lemma_3_3_event.any_threshold"),
        ),
        rule(
            "monotone", "probability_monotone", E=fails, F=compare(smallest_on, "<", p) | compare(largest_off, ">", p)
        ),
        rule("union", "union_of_two", E=compare(smallest_on, "<", p), F=compare(largest_off, ">", p)),
        arith(
            "chain",
            Claim(Prob(fails), "<=", Prob(compare(smallest_on, "<", p)) + Prob(compare(largest_off, ">", p))),
            by=("monotone", "union"),
        ),
    ),
    repaired=Claim(
        Prob(fails),
        "<=",
        Prob(compare(smallest_on, "<", p)) + Prob(compare(largest_off, ">=", p)),
        tex=r"\mathbb P(\bar W^{(l)})\le\mathbb P(\min_{i\in\Lambda}|\cdot|<p)+\mathbb P(\max_{k\in\bar\Lambda}|\cdot|\ge p)",
    ),
    repaired_argument=(
        logic(
            "included",
            Claim(fails, "implies", compare(smallest_on, "<", p) | compare(largest_off, ">=", p)),
            by=("lemma_3_3_event.failure_event", "lemma_3_3_event.any_threshold_with_ties"),
        ),
        rule(
            "monotone", "probability_monotone", E=fails, F=compare(smallest_on, "<", p) | compare(largest_off, ">=", p)
        ),
        rule("union", "union_of_two", E=compare(smallest_on, "<", p), F=compare(largest_off, ">=", p)),
        arith(
            "chain",
            Claim(Prob(fails), "<=", Prob(compare(smallest_on, "<", p)) + Prob(compare(largest_off, ">=", p))),
            by=("monotone", "union"),
        ),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="False only at ties, when a decoder that breaks ties the wrong way meets correlations equal to p.",
)

split_without_ties = Step(
    label="lemma_3_3_event.split_without_ties",
    cite="proof of Lemma 3.3, (6)",
    register=("MT24",),
    reading="charitable: without ties",
    uses=(failure_probability_without_ties, any_threshold),
    hypotheses=_without_ties,
    model=first_layer,
    over=(layers(),),
    printed=split.printed,
    argument=(
        rule("monotone", "probability_monotone", E=_strictly_below, F=_below_or_above),
        rule("union", "union_of_two", E=compare(smallest_on, "<", p), F=compare(largest_off, ">", p)),
        arith(
            "chain",
            split.printed,
            by=("lemma_3_3_event.failure_probability_without_ties", "monotone", "union"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)
