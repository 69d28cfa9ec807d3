"""Spoiled variants of the true lines of Theorem 3.2 are refuted and declined; designed networks are counted anew."""

import itertools
import math
from fractions import Fraction

import flint
import pytest
from sympy import Rational, exp

from boundcheck import Claim, Prob, Span, every, fixed, some, total
from boundcheck.instances.networks import network
from proofs.murray_tanner_2021 import theorem_3_2 as three
from proofs.murray_tanner_2021 import theorem_3_2_display as display
from proofs.murray_tanner_2021 import theorem_3_2_error as errors
from proofs.murray_tanner_2021.words_network import (
    ALIGNED,
    LOST_ENTRY,
    REALISED,
    S0,
    L,
    Layers,
    N,
    W,
    Y,
    aligned_signs,
    gamma,
    h,
    l,
    mu,
    patcherr,
    realised_constants,
    small,
    xmax0,
    xmin0,
    zeta0,
)
from tests.proofs.spoiling import standing
from tests.proofs.variants import Variant, declined, dropped, proved, refuted, spoiled, survives

STEPS = ((l, Span(1, L - 1)),)
LAYERS = ((l, Layers),)
THIRDS, UNIT, TWINS = [["3/5", "4/5"]], [[1]], [[1], [1]]


def at(*layers, x, v0, ties="against", **others):
    """A source with one network."""
    data = network(layers, x, v0, ties=ties, **others)
    return fixed(f"{layers} {x} {v0} {ties} {others}", data)


HALF = at(UNIT, x=[1, 0], v0=["-1/2", "1/2"], zeta=["1/2", "1/1000"])  # fails for one of two signs, gamma = 4 exp(-1/2)
SMALL_HALF = at(UNIT, x=["1/10", 0], v0=["-1/20", "1/20"], zeta=["1/20", 1])
LARGE_HALF = at(UNIT, x=[10, 0], v0=[-5, 5], zeta=[5, 1])
EVEN = at(TWINS, x=[1, 0], v0=[0], zeta=["1/100", 1])  # always fails
SAFE = at(UNIT, x=[1], v0=[0], zeta=["1/100", 1])
LOUD = at(UNIT, x=[1, 0], v0=[0, 1], zeta=["1/100", 1])  # fails, and the error is not small
UPPER = at(UNIT, TWINS, x=[1, 0], v0=[0], zeta=["1/1000", "1/1000", 1])  # layer 1 recovers, layer 2 does not
MENDED = at(UNIT, [["12/13", "5/13"]], UNIT, x=[1, 0, 0], v0=[0, "-3/10", "3/10"])  # only layer 1 can fail
LOWER = at(TWINS, UNIT, x=[1, 0], v0=[0, 0], zeta=["1/1000", "1/1000", 1])  # neither recovers
HALF_BELOW = at(  # layer 1 recovers for half of the signs, without error
    [[1, 0], ["3/5", "4/5"]], UNIT, x=[1, 1], v0=[0, 0], zeta=["1/1000", "1/1000", 1]
)
FIRST = at(UNIT, UNIT, x=[1, 0], v0=["-1/2", "1/2"])  # layer 1 fails for half of the signs, and layer 2 with it
THREE = at(UNIT, UNIT, UNIT, x=[1, 0], v0=["-1/2", "1/2"])


FAILS_QUIETLY = ~W(l) & small
SIZE, STRIPE, NOISE = xmin0(l) ** 2, S0(l), zeta0(l - 1) ** 2


def exchanged(factor=2, constant=8, top=SIZE, S=STRIPE, zeta2=NOISE):
    """gamma_l with one of its parts exchanged."""
    return factor * N(l) * exp(-top / (constant * (xmax0(l) ** 2 * mu(l) ** 2 * S + zeta2)))


def joint(bound, event=FAILS_QUIETLY, forall=LAYERS):
    """P(event) <= bound at every layer."""
    return Claim(Prob(event), "<=", bound, forall)


def lost(probability, step=display.third_display):
    """P(the pathway up to l + 1 is lost) == probability."""
    return spoiled(step, Claim(Prob(~Y(l + 1)), "==", probability, STEPS), FIRST)


def recovered(loss):
    """P(the pathway is recovered) >= 1 - loss."""
    return Claim(Prob(Y(L)), ">=", 1 - loss)


def summed(term=gamma, low=1, high=L):
    """A sum over layers."""
    return total(term, l, Span(low, high))


EIGHTH = exchanged(factor=Rational(1, 4))
bound, pathway = three.layer_bound, three.conditioning_on_pathway
_given = Prob(~W(l + 1), Y(l))
UNION = {
    "base: complement": spoiled(display.base_event, Claim(Prob(~Y(1)), "==", Prob(W(1))), SAFE),
    "base: all layers": spoiled(display.base_event, Claim(Prob(~Y(1)), "==", Prob(~W(L))), UPPER),
    "line 1: intersection": spoiled(
        display.first_display, Claim(Prob(~Y(l + 1)), "==", Prob(every(~W(h), h, Span(1, l + 1))), STEPS), UPPER
    ),
    "line 1: a layer less": spoiled(
        display.first_display, Claim(Prob(~Y(l + 1)), "==", Prob(some(~W(h), h, Span(1, l))), STEPS), UPPER
    ),
    "line 1: complement": spoiled(
        display.first_display, Claim(Prob(Y(l + 1)), "==", Prob(some(~W(h), h, Span(1, l + 1))), STEPS), UPPER
    ),
    "next: union": spoiled(display.next_layer, Claim(Y(l + 1), "iff", Y(l) | W(l + 1), STEPS), UPPER),
    "next: l in place of l + 1": spoiled(display.next_layer, Claim(Y(l + 1), "iff", Y(l) & W(l), STEPS), UPPER),
    "next: l - 1 in place of l": spoiled(display.next_layer, Claim(Y(l + 1), "iff", Y(l - 1) & W(l + 1), STEPS)),
    "next: W for Y": spoiled(display.next_layer, Claim(Y(l + 1), "iff", W(l) & W(l + 1), STEPS), MENDED),
    "line 2: intersection": lost(Prob(~W(l + 1) & ~Y(l)), display.second_display),
    "line 2: no bar": spoiled(display.second_display, display.second_display.printed, FIRST),
    "line 2: l in place of l + 1": spoiled(
        display.second_display, Claim(Prob(~Y(l + 1)), "==", Prob(~W(l) | ~Y(l)), STEPS), UPPER
    ),
    "line 3: overlap counted twice": lost(Prob(~Y(l)) + Prob(~W(l + 1))),
    "line 3: complement": lost(Prob(~Y(l)) + Prob(~W(l + 1) & ~Y(l))),
    "line 3: first term lost": lost(Prob(~W(l + 1) & Y(l))),
    "line 3: union": lost(Prob(~Y(l)) + Prob(~W(l + 1) | Y(l))),
    "line 4: no bar": spoiled(display.fourth_display, display.fourth_display.printed, UPPER),
    "line 4: factor lost": spoiled(display.fourth_display, Claim(Prob(~Y(l + 1)), "==", Prob(~Y(l)) + _given, STEPS)),
    "line 4: given the complement": spoiled(
        display.fourth_display,
        Claim(Prob(~Y(l + 1)), "==", Prob(~Y(l)) + Prob(~W(l + 1), ~Y(l)) * Prob(Y(l)), STEPS),
        FIRST,
    ),
    "line 4: not given": spoiled(
        display.fourth_display, Claim(Prob(~Y(l + 1)), "==", Prob(~Y(l)) + Prob(~W(l + 1)) * Prob(Y(l)), STEPS), FIRST
    ),
    "dimension: as printed": spoiled(errors.dimension, errors.dimension.printed),
}

BOUNDS = {
    **{
        f"{name}: {what}": spoiled(step, joint(term), source)
        for name, step in (("layer", bound), ("joint lemma", three.conditional_lemma))
        for what, term, source in (
            ("1 in place of 8", exchanged(constant=1), HALF),
            ("an eighth", EIGHTH, HALF),
            ("a lost square of x_min", exchanged(top=xmin0(l)), SMALL_HALF),
            ("a lost square of zeta", exchanged(zeta2=zeta0(l - 1)), LARGE_HALF),
            ("S - 1", exchanged(S=S0(l) - 1), EVEN),
            ("zeta of l", exchanged(zeta2=zeta0(l) ** 2), HALF),
        )
    },
    "layer: any error": spoiled(bound, joint(gamma, ~W(l)), LOUD),
    "layer: complement": spoiled(bound, joint(gamma, W(l) & small), SAFE),
    "layer: union": spoiled(bound, joint(gamma, ~W(l) | small), SAFE),
    "joint lemma: conditional": spoiled(
        three.conditional_lemma,
        Claim(Prob(~W(l), W(l - 1)), "<=", EIGHTH, ((l, Span(2, L)),)),
        UPPER,
    ),
    "pathway: not below": spoiled(pathway, joint(gamma, ~W(l)), LOWER),
    "pathway: complement below": spoiled(pathway, joint(gamma, ~W(l) & ~Y(l - 1)), LOWER),
    "pathway: complement": spoiled(pathway, joint(gamma, W(l) & Y(l - 1)), SAFE),
    "pathway: an eighth": spoiled(pathway, joint(EIGHTH, ~W(l) & Y(l - 1)), HALF),
    "pathway: zeta of l": spoiled(pathway, joint(exchanged(zeta2=zeta0(l) ** 2), ~W(l) & Y(l - 1)), HALF),
    "pathway: any error": dropped(pathway, "error_bounded", at=LOUD),
    "base: an eighth": spoiled(three.base, Claim(Prob(~W(l)), "<=", EIGHTH, three.base.printed.forall), EVEN),
    "base: every layer": spoiled(three.base, joint(gamma, ~W(l)), LOWER),
    "base: any noise": dropped(three.base, "noise_bounded", at=LOUD),
    "line 6: without the new layer": spoiled(
        three.sixth_display, Claim(Prob(~Y(l + 1)), "<=", three._so_far, STEPS), UPPER
    ),
    "given recovery: no factor": spoiled(three.given_recovery, pathway.printed, aligned_signs),
    "given recovery: an eighth": spoiled(
        three.given_recovery, Claim(three.given_recovery.printed.lhs, "<=", EIGHTH, LAYERS), HALF
    ),
    "line 5: gamma of l": spoiled(three.fifth_display, joint(gamma, ~W(l + 1) & Y(l), STEPS), UPPER),
    "line 5: an eighth": spoiled(
        three.fifth_display, joint(EIGHTH.xreplace({l: l + 1}), ~W(l + 1) & Y(l), STEPS), UPPER
    ),
    "line 5: not below": spoiled(three.fifth_display, joint(gamma.xreplace({l: l + 1}), ~W(l + 1), STEPS), HALF_BELOW),
    "theorem: without the top": spoiled(three.conclusion, recovered(summed(high=L - 1)), UPPER),
    "theorem: without the bottom": spoiled(three.conclusion, recovered(summed(low=2)), EVEN),
    "theorem: an eighth": spoiled(three.conclusion, recovered(summed(EIGHTH)), EVEN),
    "theorem: 1 in place of 8": spoiled(three.conclusion, recovered(summed(exchanged(constant=1))), HALF),
    "theorem: zeta of l": spoiled(three.conclusion, recovered(summed(exchanged(zeta2=zeta0(l) ** 2))), HALF),
    "theorem: S - 1": spoiled(three.conclusion, recovered(summed(exchanged(S=S0(l) - 1))), EVEN),
    "theorem: complement": spoiled(three.conclusion, Claim(Prob(~Y(L)), ">=", 1 - summed()), SAFE),
    "theorem: other direction": spoiled(three.conclusion, Claim(Prob(Y(L)), "<=", 1 - summed()), SAFE),
    "theorem: any error": dropped(three.conclusion, "error_bounded", at=LOUD),
    "realised: as printed": spoiled(three.realised, three.realised.printed, realised_constants),
    "realised: an eighth": spoiled(three.realised, recovered(summed(EIGHTH)), EVEN),
}

NEVER_SMALL = at(UNIT, UNIT, x=[1, 0], v0=["1/10", 0], zeta=["1/5", "1/1000", 1])  # zeta_1 does not bound the error
EVERY = errors.every_layer
INDUCTION = {
    "errors: recovered or not": spoiled(EVERY, Claim(patcherr(l), "<=", zeta0(l), EVERY.printed.forall), FIRST),
    "errors: any noise": dropped(EVERY, "start", at=LOUD),
    "errors: any recursion": dropped(EVERY, "lemma_at_each_layer", at=NEVER_SMALL),
    "condition: of layer l": spoiled(
        display.same_condition,
        Claim(display.same_condition.printed.lhs, "==", Prob(~W(l), ~Y(l)), LAYERS),
        FIRST,
    ),
}

SPOILED = {**UNION, **BOUNDS, **INDUCTION}

WEAKER = {
    "line 3": spoiled(display.third_display, Claim(Prob(~Y(l + 1)), "<=", Prob(~Y(l)) + Prob(~W(l + 1)), STEPS), FIRST),
    "layer: 9 in place of 8": spoiled(bound, joint(exchanged(constant=9)), HALF),
    "pathway: 3 in place of 2": spoiled(pathway, joint(exchanged(factor=3), ~W(l) & Y(l - 1)), UPPER),
    "base: 9 in place of 8": spoiled(
        three.base, Claim(Prob(~W(l)), "<=", exchanged(constant=9), three.base.printed.forall), HALF
    ),
    "given recovery: 9 in place of 8": spoiled(
        three.given_recovery, Claim(three.given_recovery.printed.lhs, "<=", exchanged(constant=9), LAYERS), HALF
    ),
    "theorem: S + 1": spoiled(three.conclusion, recovered(summed(exchanged(S=S0(l) + 1))), EVEN),
    "theorem: 9 in place of 8": spoiled(three.conclusion, recovered(summed(exchanged(constant=9))), UPPER),
}

PROVED = [
    errors.dimension,
    display.base_event,
    three.base,
    errors.every_layer,
    display.same_condition,
    three.layer_bound,
    three.conditional_lemma,
    three.conditioning_on_pathway,
    display.first_display,
    display.next_layer,
    display.second_display,
    display.third_display,
    display.fourth_display,
    three.given_recovery,
    three.fifth_display,
    three.sixth_display,
    three.conclusion,
    three.realised,
]

NEEDED = [  # no instance shows it
    (three.layer_bound, "x_not_zero"),
    (three.layer_bound, "support_not_empty"),
    (three.layer_bound, "zeta_positive"),
    (display.fourth_display, "possible"),
    (three.sixth_display, "induction_hypothesis"),  # the theorem holds without it, this step does not
    (three.conclusion, "at_the_top"),
    (three.conclusion, "zeta_positive"),
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
    form = Variant(step=step, claim=standing(step)[0], at=THREE)
    assert proved(form)
    assert survives(form)


@pytest.mark.parametrize(("step", "name"), NEEDED, ids=lambda part: getattr(part, "label", part))
def test_a_hypothesis_that_no_instance_shows_is_still_needed(step, name):
    """The argument does not go through without it."""
    assert declined(dropped(step, name))


def test_line_5_with_the_induction_hypothesis_added_is_violated_nowhere_we_know():
    """The sum that the display states, not its second term, survives; the remark of ``fifth_display`` says no more."""
    whole = Claim(Prob(~Y(l + 1)), "<=", three._so_far + three._gamma_next * Prob(Y(l)), STEPS)
    assert survives(spoiled(three.sixth_display, whole, aligned_signs))


# --------------------------------------------------------------------------- the two designed networks, counted anew


def columns_of(layer, rows, stride):
    """Columns of a dictionary: filter f of place s begins at row s * stride and wraps around the ring."""
    found = []
    for place in range(rows // stride):
        for entries in layer["filters"]:
            column = [Fraction(0)] * rows
            for step, entry in enumerate(entries):
                column[(place * stride + step) % rows] += Fraction(entry)
            found.append(column)
    return found


def scaled(rows):
    """Integers over a common denominator."""
    unit = math.lcm(*(entry.denominator for row in rows for entry in row))
    return [[int(entry * unit) for entry in row] for row in rows], unit


def product(columns, coefficients):
    """Sum of the columns times their coefficients."""
    return [sum(map(int.__mul__, coefficients, row)) for row in zip(*columns, strict=True)]


def dot(left, right):
    """Inner product."""
    return sum(map(int.__mul__, left, right))


def support(row):
    """Places of the nonzeros."""
    return {place for place, entry in enumerate(row) if entry}


def decoded(columns, signs, observed, keep):
    """The ``keep`` largest of the signed correlations in magnitude, the first of equals first; the others are 0."""
    found = [sign * dot(column, observed) for sign, column in zip(signs, columns, strict=True)]
    kept = set(sorted(range(len(found)), key=lambda place: (-abs(found[place]), place))[:keep])
    return [entry if place in kept else 0 for place, entry in enumerate(found)]


def two_layers(data):
    """Integer columns of both layers, their units, and the integers of the top."""
    first, unit_1 = scaled(columns_of(data["layers"][0], data["M"], 1))
    second, unit_2 = scaled(columns_of(data["layers"][1], len(first), len(data["layers"][0]["filters"])))
    (top,), unit_top = scaled([list(map(Fraction, data["x"]))])
    return first, unit_1, second, unit_2, top, unit_top


@pytest.fixture(scope="module")
def aligned():
    """Pairs (layer 1 recovered, layer 2 recovered) over the 2^13 signs that matter, and the largest error seen below.

    Only the signs of the 6 nonzeros above and of the 7 nonzeros of x^(1), the even atoms, can change what is recovered:
    the sign of an atom off the support turns a correlation whose magnitude alone decides, or one that is thrown away
    once layer 1 is recovered.
    """
    first, unit_1, second, unit_2, top, _ = two_layers(ALIGNED)
    (noise,), unit_v = scaled([list(map(Fraction, ALIGNED["v0"]))])
    even = range(0, 14, 2)
    counts, seen = {}, 0
    for above in itertools.product((1, -1), repeat=6):
        signs_above = (*above, 1)
        x1 = product(second, [sign * entry for sign, entry in zip(signs_above, top, strict=True)])
        assert support(x1) == set(even)
        for here in itertools.product((1, -1), repeat=7):
            signs = [1] * 14
            for place, sign in zip(even, here, strict=True):
                signs[place] = sign
            clean = product(first, [sign * entry for sign, entry in zip(signs, x1, strict=True)])
            y = [unit_v * entry + unit_1 * unit_2 * error for entry, error in zip(clean, noise, strict=True)]
            xhat = decoded(first, signs, y, 7)
            below = support(xhat) == set(even)
            found = below and support(decoded(second, signs_above, xhat, 6)) == support(top)
            counts[below, found] = counts.get((below, found), 0) + 1
            if below:
                error = [entry - unit_v * unit_1**2 * exact for entry, exact in zip(xhat, x1, strict=True)]
                seen = max(seen, Fraction(dot(error, error), (unit_v * unit_1**2 * unit_2) ** 2))
    return counts, seen


def test_aligned_layer_2_fails_whenever_layer_1_is_recovered(aligned):
    """P(W1) = 1/4096 and P(not W2 given W1) = 1."""
    counts, _ = aligned
    assert sum(counts.values()) == 2**13
    assert Fraction(counts[True, False], 2**13) == Fraction(1, 4096)
    assert (True, True) not in counts


def test_aligned_error_below_is_as_claimed(aligned):
    """Where layer 1 is recovered the whole error has norm sqrt(2)/25, so zeta_1 = 57/1000 bounds it in every patch."""
    assert aligned[1] == Fraction(2, 625)
    assert aligned[1] <= Fraction(ALIGNED["zeta"][1]) ** 2


def test_aligned_gamma_2():
    """gamma_2 < 0.9349, with the coherence and the stripe of the second layer found anew."""
    _, _, second, unit_2, top, _ = two_layers(ALIGNED)
    assert all(dot(column, column) == unit_2**2 for column in second)
    coherence = Fraction(max(abs(dot(a, b)) for a, b in itertools.combinations(second, 2)), unit_2**2)
    assert coherence == Fraction(138384, 1635841)
    stripe = len(support(top))  # every stripe is the whole ring: 2 * 7 - 1 places
    assert {abs(entry) for entry in top if entry} == {1}
    proxy = coherence**2 * stripe + Fraction(57, 1000) ** 2
    exponent = -1 / (8 * proxy)
    found = 2 * 7 * (flint.arb(exponent.numerator) / exponent.denominator).exp()
    assert found < flint.arb("0.9349")
    assert found > flint.arb("0.93")


def test_aligned_hypotheses_of_the_designed_constants():
    """The search's own world agrees on coherence, stripe, sizes and the error below."""
    world = three.conditional_lemma.over[0].world(ALIGNED)
    ask = {name: world.families[name](world.outcomes[0], 2) for name in ("mu", "S0", "xmin0", "xmax0", "size")}
    assert ask == {"mu": Fraction(138384, 1635841), "S0": 6, "xmin0": 1, "xmax0": 1, "size": 7}
    assert world.families["zeta0"](world.outcomes[0], 1) == Fraction(57, 1000)


def test_realised_pathway_has_probability_one_half():
    """Over all 2^8 sign patterns of both layers."""
    first, _, second, _, top, _ = two_layers(REALISED)
    hits = 0
    for above in itertools.product((1, -1), repeat=4):
        x1 = product(second, [sign * entry for sign, entry in zip(above, top, strict=True)])
        for here in itertools.product((1, -1), repeat=4):
            y = product(first, [sign * entry for sign, entry in zip(here, x1, strict=True)])
            xhat = decoded(first, here, y, len(support(x1)))
            below = support(xhat) == support(x1)
            hits += below and support(decoded(second, above, xhat, len(support(top)))) == support(top)
    assert Fraction(hits, 2**8) == Fraction(1, 2)


def exact(left, right):
    """Inner product of fractions."""
    return sum(a * b for a, b in zip(left, right, strict=True))


def test_lost_entry_always_pushes_one_atom_beyond_half_of_x_min():
    """Over all 2^9 signs that matter: the layer below loses an entry, and one atom off the support exceeds 1/2.

    The bound of line 3, 2 exp(-1/(8 (<a_k, a_0>^2 + zeta^2))), is below 1 there; zeta = 3/10 always bounds the error.
    """
    first = columns_of(LOST_ENTRY["layers"][0], 8, 1)
    second = columns_of(LOST_ENTRY["layers"][1], 8, 1)
    beyond, worst = set(range(1, 16)), Fraction(0)
    for sign in (1, -1):
        x1 = [sign * entry for entry in second[0]]
        for here in itertools.product((1, -1), repeat=8):
            weights = [flip * entry for flip, entry in zip(here, x1, strict=True)]
            y = [exact(weights, row) for row in zip(*first, strict=True)]
            c = [flip * exact(column, y) for flip, column in zip(here, first, strict=True)]
            kept = set(sorted(range(8), key=lambda place: (-abs(c[place]), -place))[: len(support(x1))])
            assert kept != support(x1)
            error = [(c[place] if place in kept else 0) - x1[place] for place in range(8)]
            worst = max(worst, *(sum(error[(start + k) % 8] ** 2 for k in range(4)) for start in range(8)))
            found = [sign * exact(column, second[0]) + exact(column, error) for column in second]
            beyond &= {k for k in range(1, 16) if abs(found[k]) > Fraction(1, 2)}
    assert worst <= Fraction(3, 10) ** 2
    proxies = [exact(second[k], second[0]) ** 2 + Fraction(3, 10) ** 2 for k in beyond]
    bounds = [2 * (-flint.arb(1) / (8 * flint.arb(p.numerator) / p.denominator)).exp() for p in proxies]
    assert any(bound < 1 for bound in bounds)
