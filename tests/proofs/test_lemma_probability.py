"""Spoiled variants of the true lines of Lemma 3.3's probability bound are refuted and declined; weaker ones are not."""

import pytest
from sympy import Abs, Integer, Rational, exp

from boundcheck import Claim, Prob, compare, fixed, independent, largest, size, total
from boundcheck.instances.single import single
from proofs.murray_tanner_2021 import lemma_3_3_choice as choice
from proofs.murray_tanner_2021 import lemma_3_3_event as event
from proofs.murray_tanner_2021 import lemma_3_3_max as top
from proofs.murray_tanner_2021 import lemma_3_3_max_ties as both
from proofs.murray_tanner_2021 import lemma_3_3_min as low
from proofs.murray_tanner_2021 import lemma_3_3_variance as variance
from proofs.murray_tanner_2021.words import (
    All,
    Gam,
    Lam,
    N,
    Off,
    S,
    W,
    c,
    eps,
    g,
    i,
    j,
    k,
    largest_off,
    mu,
    p,
    smallest_on,
    w,
    x,
    xmax,
    xmin,
    zeta,
)
from tests.proofs.spoiling import standing
from tests.proofs.variants import Variant, declined, dropped, proved, refuted, spoiled, survives

FAILS = ~W()
ZEROS_OFF, ON_BUT_ONE = N - size(Lam), (Lam & Gam(i)).without(i)
SQUARES_OFF, SQUARES_ON = x(j) ** 2 * g(k, j) ** 2, x(j) ** 2 * g(i, j) ** 2


def at(filters, x, v, *, ties="lowest", share="1/2", **others):
    """A source with one layer, its threshold a share of x_min; ``others`` replace fields."""
    data = {**single(filters, x, v, ties=ties, share=share), **others}
    return fixed(f"{filters} {x} {v} {ties} {share} {others}", data)


def instead(factor=2, constant=2, S=S, mu2=mu**2, zeta2=zeta**2, top=p**2, count=ZEROS_OFF):
    """count times factor times exp(-top / (constant (x_max^2 S mu^2 + zeta^2))), with some part exchanged."""
    return factor * count * exp(-top / (constant * (xmax**2 * S * mu2 + zeta2)))


def tail(terms, top, factor=2, constant=2):
    """One exponential."""
    return factor * exp(-(top**2) / (constant * terms))


def off_terms(noise=zeta**2):
    """The variance off the support."""
    return total(SQUARES_OFF, j, Lam & Gam(k)) + noise


def on_terms(noise=zeta**2, over=ON_BUT_ONE):
    """The variance on the support."""
    return total(SQUARES_ON, j, over) + noise


ONE = [[1]]
TWINS = [[1], [1]]
THIRDS = [["3/5", "4/5"]]
ZERO_COLUMN = [[1, -1]]  # wraps to 0 on a ring of one place
TIE = at(ONE, [1, 0], [0, "1/2"])  # a correlation off the support that is p
EVEN = at(TWINS, [1, 0], [0], ties="against")  # two equal correlations, settled the wrong way
LOUD = at(ONE, [4, 0], [0, 2], share="1/2")
ALL_EQUAL = at(THIRDS, [0, 1, 1], [0, 0, 0], zeta="1/10")
ALL_ON = at(THIRDS, [1, 1, 1], [0, 0, 0], zeta="1/10")
HALF = at(ONE, [1, 0], ["-1/2", "1/2"], ties="against")  # fails for one of two signs, with gamma = 4 exp(-1/2)
SMALL_HALF = at(ONE, ["1/10", 0], ["-1/20", "1/20"], ties="against")
LARGE_HALF = at(ONE, [10, 0], [-5, 5], ties="against")
TWINS_QUIET = at(TWINS, [1, 0], [0], ties="against", zeta="1/100")
ALONE = at(ONE, [1], ["1/2"], p="51/100")  # half of the signs leave 1/2 < p
NOTHING = at(ONE, [0], ["1/2"], p="1/2")
NO_OTHERS = at(ONE, [1], [0], p=-1)
NO_OTHERS_AT_ZERO = at(ONE, [1], [0], p=0)
EMPTY_ABOVE = at(ONE, [0], [0], p=1)
TOO_QUIET = at(ONE, [1, 0], [0, "1/2"], zeta="1/100")
FEW_COUNTED = at(THIRDS, [0, 1, 1], [0, 0, 0], S=0, zeta="1/100")
FEW_COUNTED_ON = at(THIRDS, [1, 1, 1], [0, 0, 0], S=0, zeta="1/100")
TWINS_UNCOUNTED = at(TWINS, [1, 0], [0], ties="against", S=0, zeta="1/100")
LOST_ATOM = at(ZERO_COLUMN, [1], [0])
NO_OVERLAP = at([[1, -1], [1, 0], [1, 0]], [1, 0, 0], [0], S=0, zeta="1/10")  # the only nonzero sits at a zero atom
BELOW_ZERO = at(ONE, [1, 0], [0, "1/2"], p=-2)
PAST = at(ONE, [1], ["1/4"], p=3)
ON_TIE = at(ONE, [1, 0], ["-1/2", 0])
OFF_ATOMS = ((k, Off),)
NEARLY = at(ONE, [1, 0], [0, "51/100"])  # a correlation off the support that is just beyond p
TOO_QUIET_STRICT = at(ONE, [1, 0], [0, 1], zeta="1/100")

included = event.failure_event
below, reaches = compare(smallest_on, "<", p), compare(largest_off, ">=", p)
expanded = total(eps(j) * eps(k) * x(j) * g(k, j), j, Lam)
rest_exceeds = compare(Abs(low.rest), ">", xmin - p)
third_off = both.third_line_first_layer.printed
third_on = low.third_line_printed.repaired


def off_bound(bound):
    """Line 3 of the max term with another bound."""
    return Claim(third_off.lhs, "<=", bound, third_off.forall)


def on_bound(bound):
    """Line 3 of the min term with another bound."""
    return Claim(third_on.lhs, "<=", bound, third_on.forall)


def max_bound(bound):
    """The max term with another bound."""
    return Claim(Prob(reaches), "<=", bound)


def min_bound(bound):
    """The min term with another bound."""
    return Claim(Prob(below), "<=", bound)


def lemma(event=FAILS, **parts):
    """The lemma with some part of gamma_l exchanged."""
    return Claim(Prob(event), "<=", instead(**{"constant": 8, "top": xmin**2, "count": N, **parts}))


def two_sums(at):
    """The two sums of the last display at a threshold."""
    return choice._two_sums(at)


EVENTS = {
    "failure: strict": spoiled(included, Claim(FAILS, "implies", compare(smallest_on, "<", largest_off)), EVEN),
    "failure: the complement": spoiled(included, Claim(W(), "implies", included.repaired.rhs)),
    "failure: and back": spoiled(included, Claim(FAILS, "iff", included.repaired.rhs)),
    "words: strict": spoiled(
        event.failure_in_words, Claim(FAILS, "implies", compare(smallest_on, "<", largest_off)), EVEN
    ),
    "probability: strict": spoiled(
        event.failure_probability, Claim(Prob(FAILS), "<=", Prob(compare(smallest_on, "<", largest_off))), EVEN
    ),
    "probability: equal": spoiled(
        event.failure_probability, Claim(Prob(FAILS), "==", event.failure_probability.repaired.rhs)
    ),
    "probability: the complement": spoiled(
        event.failure_probability, Claim(Prob(W()), "<=", event.failure_probability.repaired.rhs)
    ),
    "threshold: both": spoiled(
        event.any_threshold, Claim(event.any_threshold.printed.lhs, "implies", below & compare(largest_off, ">", p))
    ),
    "threshold: below alone": spoiled(event.any_threshold, Claim(event.any_threshold.printed.lhs, "implies", below)),
    "ties: both": spoiled(
        event.any_threshold_with_ties, Claim(event.any_threshold_with_ties.printed.lhs, "implies", below & reaches)
    ),
    "ties: strict": spoiled(
        event.any_threshold_with_ties,
        Claim(event.any_threshold_with_ties.printed.lhs, "implies", below | compare(largest_off, ">", p)),
        at(TWINS, [1, 0], [0], share=1),
    ),
    "split: below alone": spoiled(event.split, Claim(Prob(FAILS), "<=", Prob(below)), EVEN),
    "split: above alone": spoiled(
        event.split, Claim(Prob(FAILS), "<=", Prob(reaches)), at(ONE, [1], ["1"], share="1/2")
    ),
    "split: strict": spoiled(
        event.split,
        Claim(Prob(FAILS), "<=", Prob(below) + Prob(compare(largest_off, ">", p))),
        at(TWINS, [1, 0], [0], share=1, ties="against"),
    ),
    "no ties: ties": dropped(event.failure_event_without_ties, "no_tie", at=EVEN),
    "no ties, probability: ties": dropped(event.failure_probability_without_ties, "no_tie", at=EVEN),
    "no ties, split: ties": dropped(
        event.split_without_ties, "no_tie", at=at(TWINS, [1, 0], [0], share=1, ties="against")
    ),
    "last display: an eighth": spoiled(
        choice.last_display, Claim(Prob(FAILS), "<=", choice.last_display.printed.rhs / 8), HALF
    ),
    "last display: the complement": spoiled(
        choice.last_display, Claim(Prob(W()), "<=", choice.last_display.printed.rhs), at(ONE, [1], [0], zeta="1/100")
    ),
    "last display: any p": dropped(choice.last_display, "p_at_most", at=at(ONE, [1], ["-1"], p=5, zeta=1)),
    "split: intersection": spoiled(event.split, Claim(Prob(FAILS), "<=", Prob(below & reaches)), EVEN),
    "split: the complement": spoiled(event.split, Claim(Prob(W()), "<=", event.split.repaired.rhs)),
}

MAX = {
    "max 1: on the support": spoiled(
        top.first_line, Claim(top.first_line.printed.lhs, "<=", total(Prob(compare(Abs(c(k)), ">", p)), k, Lam)), LOUD
    ),
    "max 1: equal": spoiled(top.first_line, Claim(top.first_line.printed.lhs, "==", top.first_line.printed.rhs)),
    "max 1: strict": spoiled(top.first_line, Claim(top.first_line.printed.lhs, "<", top.first_line.printed.rhs)),
    "max 1: any p": dropped(top.first_line, "p_nonneg", at=NO_OTHERS),
    "max 1, ties: strict events": spoiled(
        both.first_line_with_ties, Claim(Prob(reaches), "<=", top.first_line.printed.rhs), TIE
    ),
    "max 1, ties: any p": dropped(both.first_line_with_ties, "p_positive", at=NO_OTHERS_AT_ZERO),
    "max 2: no noise": spoiled(top.second_line, Claim(Abs(c(k)), "==", Abs(expanded), ((k, Off),)), TIE),
    "max 2: sign of the noise": spoiled(
        top.second_line, Claim(Abs(c(k)), "==", Abs(expanded - eps(k) * w(k)), ((k, Off),))
    ),
    "max 2: eps_k lost": spoiled(top.second_line, Claim(Abs(c(k)), "==", Abs(expanded + w(k)), ((k, Off),))),
    "max 2: no magnitude": spoiled(top.second_line, Claim(c(k), "==", Abs(expanded + eps(k) * w(k)), ((k, Off),))),
    "independence: all": spoiled(top.independence, top.independence.printed),
    "independence: on the support": spoiled(
        top.independence, Claim(independent((eps(j) * eps(k), j, Lam), eps(k)), "holds", forall=((k, Lam),))
    ),
    "max 3: 2 lost in the exponent": spoiled(
        both.third_line_first_layer, off_bound(tail(off_terms(), p, constant=1)), TIE
    ),
    "max 3: one side only": spoiled(both.third_line_first_layer, off_bound(tail(off_terms(), p, factor=1)), TIE),
    "max 3: square of zeta lost": spoiled(both.third_line_first_layer, off_bound(tail(off_terms(noise=zeta), p)), LOUD),
    "max 3: the complement": spoiled(
        both.third_line_first_layer,
        Claim(Prob(compare(Abs(expanded + eps(k) * w(k)), "<", p)), "<=", tail(off_terms(), p), third_off.forall),
        at(ONE, [1, 0], [0, "1/10"], share="1"),
    ),
    "max 3, as printed: 2 lost in the exponent": spoiled(
        top.third_line, Claim(top.third_line.printed.lhs, "<=", tail(off_terms(), p, constant=1), OFF_ATOMS), NEARLY
    ),
    "max 3, as printed: any error": dropped(top.third_line, "error_below", at=TOO_QUIET_STRICT),
    "max 3: any p": dropped(both.third_line_first_layer, "p_nonneg", at=BELOW_ZERO),
    "max 3: any error": dropped(both.third_line_first_layer, "error_below", at=TOO_QUIET),
    "max 4: S - 1": spoiled(top.fourth_line, Claim(top.fourth_line.printed.lhs, "<=", instead(S=S - 1)), ALL_EQUAL),
    "max 4: mu to the fourth": spoiled(
        top.fourth_line, Claim(top.fourth_line.printed.lhs, "<=", instead(mu2=mu**4)), ALL_EQUAL
    ),
    "max 4: no zeta": spoiled(
        top.fourth_line, Claim(top.fourth_line.printed.lhs, "<=", instead(zeta2=Integer(0))), ALL_EQUAL
    ),
    "max 4: one atom fewer": spoiled(
        top.fourth_line, Claim(top.fourth_line.printed.lhs, "<=", instead(count=N - size(Lam) - 1)), ALL_EQUAL
    ),
    "max 4: 2 lost in the exponent": spoiled(
        top.fourth_line, Claim(top.fourth_line.printed.lhs, "<=", instead(constant=1)), ALL_EQUAL
    ),
    "max 4: strict": spoiled(top.fourth_line, Claim(top.fourth_line.printed.lhs, "<", instead()), ALL_EQUAL),
    "max 4: any stripe": dropped(top.fourth_line, "stripe", at=FEW_COUNTED),
    "max: 2 lost in the exponent": spoiled(both.max_term, max_bound(instead(constant=1)), TIE),
    "max: one side only": spoiled(both.max_term, max_bound(instead(factor=1)), TIE),
    "max: square of zeta lost": spoiled(both.max_term, max_bound(instead(zeta2=zeta)), LOUD),
    "max: S - 1": spoiled(both.max_term, max_bound(instead(S=S - 1)), at(TWINS, [1, 0], [0], zeta="1/10", share="1/2")),
    "max: nonzeros counted": spoiled(both.max_term, max_bound(instead(count=size(Lam))), NOTHING),
    "max: any p": dropped(both.max_term, "p_positive", at=BELOW_ZERO),
    "max: any error": dropped(both.max_term, "error_below", at=TOO_QUIET),
    "max: any stripe": dropped(both.max_term, "stripe", at=TWINS_UNCOUNTED),
}

MIN = {
    "triangle: strict": spoiled(low.reverse_triangle, Claim(Abs(c(i)), ">", Abs(x(i)) - Abs(low.rest), ((i, Lam),))),
    "triangle: half of the rest": spoiled(
        low.reverse_triangle, Claim(Abs(c(i)), ">=", Abs(x(i)) - Abs(low.rest) / 2, ((i, Lam),))
    ),
    "triangle: the other way": spoiled(
        low.reverse_triangle, Claim(Abs(c(i)), "<=", Abs(x(i)) - Abs(low.rest), ((i, Lam),))
    ),
    "triangle: off the support": spoiled(
        low.reverse_triangle,
        Claim(Abs(c(i)), ">=", 1 + Abs(x(i)) - Abs(low.rest), ((i, Off),)),
    ),
    "triangle: any atoms": dropped(low.reverse_triangle, "unit_atoms", at=LOST_ATOM),
    "min 1: p lost": spoiled(
        low.first_line,
        Claim(Prob(below), "<=", Prob(compare(largest(Abs(low.rest), i, Lam), ">", xmin))),
        ALONE,
    ),
    "min 1: strict": spoiled(low.first_line, Claim(Prob(below), "<", low.first_line.printed.rhs)),
    "min 1: the complement": spoiled(low.first_line, Claim(1 - Prob(below), "<=", low.first_line.printed.rhs)),
    "min 1: any atoms": dropped(low.first_line, "unit_atoms", at=LOST_ATOM),
    "min 2: off the support": spoiled(
        low.second_line, Claim(low.second_line.printed.lhs, "<=", total(Prob(rest_exceeds), i, Off)), ALONE
    ),
    "min 2: equal": spoiled(low.second_line, Claim(low.second_line.printed.lhs, "==", low.second_line.printed.rhs)),
    "min 2: no support": dropped(low.second_line, "support_not_empty", at=EMPTY_ABOVE),
    "independence: itself": spoiled(
        low.independence_on_support,
        Claim(independent((eps(j) * eps(i), j, Lam), eps(i)), "holds", forall=((i, Lam),)),
    ),
    "independence: for all": spoiled(
        low.independence_on_support,
        Claim(independent((eps(j) * eps(i), j, All), eps(i)), "holds", forall=((i, Lam),)),
    ),
    "min 3: 2 lost in the exponent": spoiled(
        low.third_line_printed, on_bound(tail(on_terms(), xmin - p, constant=1)), ALONE
    ),
    "min 3: one side only": spoiled(low.third_line_printed, on_bound(tail(on_terms(), xmin - p, factor=1)), ALONE),
    "min 3: square of zeta lost": spoiled(
        low.third_line_printed,
        on_bound(tail(on_terms(noise=zeta), xmin - p)),
        at(ONE, [10], [5], p="51/10"),
    ),
    "min 3: any p": dropped(low.third_line_any_p, "p_at_most", at=PAST),
    "min 3: any error": dropped(low.third_line_any_p, "error_below", at=at(ONE, [1], ["1/2"], p="3/5", zeta="1/100")),
    "min 4: S - 2": spoiled(
        low.fourth_line,
        Claim(low.fourth_line.printed.lhs, "<=", instead(S=S - 2, top=(xmin - p) ** 2, count=size(Lam))),
        ALL_ON,
    ),
    "min 4: mu to the fourth": spoiled(
        low.fourth_line,
        Claim(low.fourth_line.printed.lhs, "<=", instead(mu2=mu**4, top=(xmin - p) ** 2, count=size(Lam))),
        ALL_ON,
    ),
    "min 4: one nonzero fewer": spoiled(
        low.fourth_line,
        Claim(low.fourth_line.printed.lhs, "<=", instead(top=(xmin - p) ** 2, count=size(Lam) - 1)),
        ALONE,
    ),
    "min 4: 2 lost in the exponent": spoiled(
        low.fourth_line,
        Claim(low.fourth_line.printed.lhs, "<=", instead(constant=1, top=(xmin - p) ** 2, count=size(Lam))),
        ALONE,
    ),
    "min 4: strict": spoiled(
        low.fourth_line,
        Claim(low.fourth_line.printed.lhs, "<", instead(top=(xmin - p) ** 2, count=size(Lam))),
        ALONE,
    ),
    "min 4: any stripe": dropped(low.fourth_line, "stripe", at=FEW_COUNTED_ON),
    "min: a quarter of the variance": spoiled(
        low.min_term, min_bound(instead(constant=Rational(1, 2), top=(xmin - p) ** 2, count=size(Lam))), ALONE
    ),
    "min: a quarter": spoiled(
        low.min_term, min_bound(instead(factor=Rational(1, 2), top=(xmin - p) ** 2, count=size(Lam))), ALONE
    ),
    "min: any p": dropped(low.min_term, "p_at_most", at=PAST),
    "min: any error": dropped(low.min_term, "error_below", at=at(ONE, [1], ["1/2"], p="3/5", zeta="1/100")),
    "min: any atoms": dropped(low.min_term, "unit_atoms", at=at(ZERO_COLUMN, [1], [0], zeta="1/100")),
}

VARIANCE = {
    "variance: S - 1": spoiled(
        variance.variance_terms,
        Claim(off_terms(), "<=", xmax**2 * (S - 1) * mu**2 + zeta**2, ((k, Off),)),
        ALL_EQUAL,
    ),
    "variance: mu to the fourth": spoiled(
        variance.variance_terms, Claim(off_terms(), "<=", xmax**2 * S * mu**4 + zeta**2, ((k, Off),)), ALL_EQUAL
    ),
    "variance: x_min": spoiled(
        variance.variance_terms,
        Claim(off_terms(), "<=", xmin**2 * S * mu**2 + zeta**2, ((k, Off),)),
        at(THIRDS, [0, 1, 5], [0, 0, 0]),
    ),
    "variance: square of x lost": spoiled(
        variance.variance_terms,
        Claim(off_terms(), "<=", xmax * S * mu**2 + zeta**2, ((k, Off),)),
        at(THIRDS, [0, 5, 5], [0, 0, 0]),
    ),
    "variance: no zeta": spoiled(
        variance.variance_terms, Claim(off_terms(), "<=", xmax**2 * S * mu**2, ((k, Off),)), ALL_EQUAL
    ),
    "variance: strict": spoiled(
        variance.variance_terms, Claim(off_terms(), "<", xmax**2 * S * mu**2 + zeta**2, ((k, Off),)), ALL_EQUAL
    ),
    "variance: on the support": spoiled(
        variance.variance_terms, Claim(off_terms(), "<=", xmax**2 * S * mu**2 + zeta**2, ((k, Lam),)), ALL_ON
    ),
    "variance: any stripe": dropped(variance.variance_terms, "stripe", at=FEW_COUNTED),
    "on the support: S - 2": spoiled(
        variance.variance_on_support,
        Claim(on_terms(), "<=", xmax**2 * (S - 2) * mu**2 + zeta**2, ((i, Lam),)),
        ALL_ON,
    ),
    "on the support: the atom too": spoiled(
        variance.variance_on_support,
        Claim(on_terms(over=Lam & Gam(i)), "<=", xmax**2 * S * mu**2 + zeta**2, ((i, Lam),)),
    ),
    "on the support: strict": spoiled(
        variance.variance_on_support, Claim(on_terms(), "<", xmax**2 * S * mu**2 + zeta**2, ((i, Lam),))
    ),
    "on the support: any stripe": dropped(variance.variance_on_support, "stripe", at=FEW_COUNTED_ON),
    "sharper: S - 2": spoiled(
        variance.variance_on_support_sharper,
        Claim(on_terms(), "<=", xmax**2 * (S - 2) * mu**2 + zeta**2, ((i, Lam),)),
        ALL_ON,
    ),
    "sharper: strict": spoiled(
        variance.variance_on_support_sharper,
        Claim(on_terms(), "<", xmax**2 * (S - 1) * mu**2 + zeta**2, ((i, Lam),)),
        ALL_ON,
    ),
    "sharper: off the support": spoiled(
        variance.variance_on_support_sharper,
        Claim(off_terms(), "<=", xmax**2 * (S - 1) * mu**2 + zeta**2, ((k, Off),)),
        ALL_EQUAL,
    ),
    "sharper: an atom apart from itself": dropped(
        variance.variance_on_support_sharper, "overlaps_itself", at=NO_OVERLAP
    ),
}

CHOICE = {
    "collapse: a third": spoiled(choice.collapse, Claim(two_sums(xmin / 3), "==", choice.collapse.printed.rhs)),
    "collapse: 4 in place of 8": spoiled(
        choice.collapse, Claim(two_sums(xmin / 2), "==", 2 * N * exp(-(xmin**2) / (4 * choice.v)))
    ),
    "collapse: one atom fewer": spoiled(
        choice.collapse, Claim(two_sums(xmin / 2), "==", 2 * (N - 1) * exp(-(xmin**2) / (8 * choice.v)))
    ),
    "best: strict": spoiled(choice.best_choice, Claim(two_sums(xmin / 2), "<", choice.best_choice.repaired.rhs)),
    "best: one atom fewer": spoiled(
        choice.best_choice, Claim(two_sums(xmin / 2), "<=", 2 * (N - 1) * exp(-(xmin**2) / (8 * choice.v)))
    ),
    **{
        f"{step.label}: {name}": variant
        for step in (choice.first_layer_bound, choice.hypotheses_used)
        for name, variant in {
            "1 in place of 8": spoiled(step, lemma(constant=1), HALF),
            "an eighth": spoiled(step, lemma(factor=Rational(1, 4)), HALF),
            "a lost square of x_min": spoiled(step, lemma(top=xmin), SMALL_HALF),
            "a lost square of zeta": spoiled(step, lemma(zeta2=zeta), LARGE_HALF),
            "S - 1": spoiled(step, lemma(S=S - 1), TWINS_QUIET),
            "no zeta": spoiled(step, lemma(zeta2=Integer(0)), at([["99/101", "20/101"]], [10, 0, 0], [-5, 5, 0])),
            "the complement": spoiled(step, lemma(W()), at(ONE, [1], [0], zeta="1/100")),
            "any error": dropped(step, "error_below", at=at(ONE, [1, 0], [0, 1], ties="against", zeta="1/100")),
            "any stripe": dropped(step, "stripe", at=TWINS_UNCOUNTED),
            "any atoms": dropped(step, "unit_atoms", at=at(ZERO_COLUMN, [1], [0], zeta="1/100")),
        }.items()
    },
}

SPOILED = {**EVENTS, **MAX, **MIN, **VARIANCE, **CHOICE}

WEAKER = {
    "failure": spoiled(included, Claim(FAILS, "implies", compare(smallest_on, "<", largest_off + 1))),
    "threshold": spoiled(
        event.any_threshold_with_ties,
        Claim(event.any_threshold_with_ties.printed.lhs, "implies", compare(smallest_on, "<=", p) | reaches),
    ),
    "max 1": spoiled(top.first_line, Claim(top.first_line.printed.lhs, "<=", 2 * top.first_line.printed.rhs)),
    "max 3": spoiled(both.third_line_first_layer, off_bound(tail(off_terms(), p, constant=4)), TIE),
    "max 4": spoiled(top.fourth_line, Claim(top.fourth_line.printed.lhs, "<=", instead(S=S + 1)), ALL_EQUAL),
    "max": spoiled(both.max_term, max_bound(instead(factor=3, constant=3)), TIE),
    "triangle": spoiled(low.reverse_triangle, Claim(Abs(c(i)), ">=", Abs(x(i)) - 2 * Abs(low.rest), ((i, Lam),))),
    "min 3": spoiled(low.third_line_printed, on_bound(tail(on_terms(), xmin - p, constant=3)), ALONE),
    "min 4": spoiled(
        low.fourth_line,
        Claim(low.fourth_line.printed.lhs, "<=", instead(S=S + 1, top=(xmin - p) ** 2, count=size(Lam))),
        ALL_ON,
    ),
    "variance": spoiled(
        variance.variance_terms,
        Claim(off_terms(), "<=", xmax**2 * (S + 1) * mu**2 + zeta**2, ((k, Off),)),
        ALL_EQUAL,
    ),
    "last display": spoiled(choice.last_display, Claim(Prob(FAILS), "<=", 2 * choice.last_display.printed.rhs), HALF),
    "lemma: 9 in place of 8": spoiled(choice.first_layer_bound, lemma(constant=9), HALF),
    "lemma: 3 in place of 2": spoiled(choice.first_layer_bound, lemma(factor=3), HALF),
    "lemma: S + 1": spoiled(choice.first_layer_bound, lemma(S=S + 1), TWINS_QUIET),
}

PROVED = [
    event.failure_in_words,
    event.failure_event,
    event.failure_event_without_ties,
    event.failure_probability,
    event.failure_probability_without_ties,
    event.any_threshold,
    event.any_threshold_with_ties,
    event.split,
    event.split_without_ties,
    top.first_line,
    both.first_line_with_ties,
    top.second_line,
    top.second_line_literal,
    top.independence,
    top.third_line,
    both.third_line_first_layer,
    top.fourth_line,
    both.max_term,
    low.reverse_triangle,
    low.first_line,
    low.second_line,
    low.independence_on_support,
    low.third_line_printed,
    low.third_line_any_p,
    low.fourth_line,
    low.min_term,
    variance.variance_terms,
    variance.variance_on_support,
    variance.variance_on_support_sharper,
    choice.collapse,
    choice.best_choice,
    choice.last_display,
    choice.first_layer_bound,
    choice.hypotheses_used,
]
UNUSED = [
    (both.third_line_first_layer, "zeta_positive"),
    (both.third_line_first_layer, "overlap"),
    (top.fourth_line, "coherence"),
    (top.fourth_line, "largest_x"),
    (both.max_term, "zeta_positive"),
    (low.first_line, "smallest_x"),
    (low.third_line_any_p, "zeta_positive"),
    (variance.variance_terms, "coherence"),
    (choice.first_layer_bound, "keeps_largest"),
    (choice.first_layer_bound, "coherence"),
    (choice.first_layer_bound, "zeta_positive"),
    (choice.first_layer_bound, "x_not_zero"),
    (choice.first_layer_bound, "smallest_x"),
    (choice.first_layer_bound, "support_not_empty"),
]


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_line_is_refuted(name):
    """Some instance that meets the hypotheses violates it."""
    assert refuted(SPOILED[name])


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_line_is_declined(name):
    """The step's own argument does not prove it."""
    assert declined(SPOILED[name])


@pytest.mark.parametrize("name", WEAKER)
def test_a_weaker_line_survives(name):
    """No instance violates it."""
    assert survives(WEAKER[name])


@pytest.mark.parametrize("step", PROVED, ids=lambda step: step.label)
def test_the_form_that_is_proved(step):
    """It is proved, and no instance violates it."""
    form = Variant(step=step, claim=standing(step)[0])
    assert proved(form)
    assert survives(form)


@pytest.mark.parametrize(("step", "name"), UNUSED, ids=lambda part: getattr(part, "label", part))
def test_a_hypothesis_that_instances_always_meet_is_still_needed(step, name):
    """No instance can show it, but the argument does not go through without it."""
    assert declined(dropped(step, name))
