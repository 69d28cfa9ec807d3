"""Probabilities of a claim on one instance, against the counting engine, which shares no code with them."""

from fractions import Fraction
from math import lcm

import numpy as np
from hypothesis import given, settings

from boundcheck.checkers.counted import probabilities
from boundcheck.claim import Claim
from boundcheck.counting import count_failures, layer_rows
from boundcheck.dcsc.worlds import build
from boundcheck.instances.layers import layers
from boundcheck.terms import Index, Prob, compare, event_family, family, named_set, total

W = event_family("W", meaning="the support is recovered")
FAILURE = Claim(Prob(~W()), "<=", 1)


def engine(data):
    """(strict failures, ties, patterns) of a layer, by the counting engine, from the plain data alone."""
    inputs, length = data["n_prev"], len(data["filters"][0])
    taps = -(-length // inputs)
    filters = [[Fraction(z) for z in row] + [Fraction(0)] * (taps * inputs - length) for row in data["filters"]]
    x, v = [Fraction(z) for z in data["x"]], [Fraction(z) for z in data["v"]]
    unit = lcm(*(z.denominator for row in filters for z in row))
    scale = lcm(*(z.denominator for z in (*x, *v)))
    bank = np.array([[int(z * unit) for z in row] for row in filters]).reshape(len(filters), taps, inputs)
    support = np.array([j for j, z in enumerate(x) if z], dtype=np.int64)
    values = np.array([int(x[j] * scale) for j in support], dtype=np.int64)
    noise = np.array([int(z * scale * unit) for z in v], dtype=np.int64)
    found = count_failures(layer_rows(bank, data["M"], support, values, noise))
    return found.failures, found.ties, found.total


@given(data=layers().strategy())
@settings(max_examples=60, deadline=None)
def test_the_failure_probability_of_a_layer_is_the_engines(data):
    """Strict failures always, ties where the decoder lets them fail.

    On a full support nothing can exceed the smallest entry, and the decoder fails where that entry vanishes.
    """
    if data["stride"] != data["n_prev"] or len({bool(Fraction(z)) for z in data["x"]}) < 2:
        return
    failures, ties, total = engine(data)
    (entry,) = probabilities(FAILURE.node, build(data), {})
    got = Fraction(entry["probability"])
    assert Fraction(failures, total) <= got <= Fraction(failures + ties, total)
    if data["ties"] == "against":
        assert got == Fraction(failures + ties, total)


TWO_SIGNS = {"kind": "signs", "alpha": [1, 2], "t": 2}


def asked(*sides):
    return probabilities(Claim(sides[0], "<=", sides[1]).node, build(TWO_SIGNS), {"i": 1})


def test_conditions_indices_and_repeats():
    """Each probability once, at the reading's indices, with its condition."""
    eps, i = family("eps", meaning="signs"), Index("i")
    up, both = compare(eps(i), ">", 0), compare(eps(0) + eps(1), ">", 0)
    (entry,) = asked(Prob(both, up), 2 * Prob(both, up))
    assert (entry["probability"], entry["patterns"], entry["route"]) == ("1/2", 4, "enumeration")
    assert entry["given"] == ("rel", ("at", "eps", ("idx", "i")), ">", ("num", "0"))


def test_a_probability_without_a_value_of_its_own_is_left_out():
    """Under a sum over its index, and given what never happens."""
    eps, j = family("eps", meaning="signs"), Index("j")
    everyone = named_set("All")
    assert asked(total(Prob(compare(eps(j), ">", 0)), j, everyone), 1) == ()
    assert asked(Prob(compare(eps(0), ">", 0), compare(eps(0), ">", 1)), 1) == ()
