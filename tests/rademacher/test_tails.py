"""Every exact route agrees with the definition, and every refusal carries its figures."""

import itertools
import math
import random
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boundcheck.rademacher import (
    InputError,
    Tail,
    TailEnclosure,
    TooLargeError,
    exact_tail,
    halves,
    meet,
    memory,
    tail,
)
from boundcheck.rademacher.errors import InputError as DirectInputError

EXACT_ROUTES = ("auto", "small", "meet", "meet-big", "lattice", "lattice-flint")


def by_definition(coefficients, t):
    """Counts over all sign patterns, in Fractions."""
    sums = [abs(sum(e * Fraction(a) for e, a in zip(eps, coefficients, strict=True)))
            for eps in itertools.product((1, -1), repeat=len(coefficients))]  # fmt: skip
    return sum(s > t for s in sums), sum(s == t for s in sums), len(sums)


def counts(found):
    return found.beyond, found.ties, found.total


small_integers = st.lists(st.integers(-12, 12), max_size=9)
thresholds = st.one_of(st.integers(-2, 60), st.fractions(-1, 20, max_denominator=4))


@pytest.mark.parametrize("route", EXACT_ROUTES)
@settings(max_examples=150, deadline=None)
@given(coefficients=small_integers, t=thresholds)
def test_every_route_agrees_with_the_definition(route, coefficients, t):
    """Zeros, repeats, empty sums, negative thresholds and thresholds beyond the sum included."""
    if route == "lattice-flint":
        pytest.importorskip("flint")
    assert counts(tail(coefficients, t, route=route)) == by_definition(coefficients, t)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(-1e3, 1e3, allow_nan=False), max_size=8), st.floats(0, 3e3))
def test_doubles_are_taken_as_the_dyadic_numbers_they_store(coefficients, t):
    """No rounding happens: subnormal and large doubles mix exactly."""
    assert counts(exact_tail(coefficients, t)) == by_definition(coefficients, Fraction(t))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.fractions(-3, 3, max_denominator=7), max_size=8))
def test_a_tie_at_an_attained_value_is_counted_as_a_tie(coefficients):
    """The sum of the magnitudes is attained exactly by two patterns per free sign choice."""
    top = sum((abs(a) for a in coefficients), Fraction(0))
    found = tail(coefficients, top)
    zeros = sum(a == 0 for a in coefficients)
    nonzero = len(coefficients) - zeros

    assert found.beyond == 0
    assert found.ties == (2 if nonzero else 1) * 2**zeros


@pytest.mark.parametrize("terms", [15, 16, 21, 26, 33])
def test_meeting_in_the_middle_agrees_with_the_lattice_on_longer_sums(terms):
    """Four interleaved chains and several pieces per sweep give the counts of an unrelated method."""
    coefficients = [(7919 * j * j + 13 * j) % 997 + 1 for j in range(terms)]
    for t in (0, 1, 500, sum(coefficients) // 3, sum(coefficients) - 1):
        expected = counts(tail(coefficients, t, route="lattice"))
        assert counts(tail(coefficients, t, route="small")) == expected
        assert counts(tail(coefficients, t, route="meet")) == expected


def test_meeting_in_the_middle_agrees_with_the_lattice_where_one_half_outweighs_the_other():
    """Five hundred sums of up to sixteen terms, one of them up to a thousand times the others, at every kind of t."""
    drawn = random.Random(5)
    for _ in range(500):
        top = drawn.choice([1, 2, 5, 50, 400])
        coefficients = [drawn.randint(0, top) for _ in range(drawn.randint(1, 16))]
        coefficients[0] *= drawn.choice([1, 1, 10, 1000])
        t = drawn.randint(0, sum(coefficients) + 3)
        assert counts(tail(coefficients, t, route="small")) == counts(tail(coefficients, t, route="lattice"))


def test_the_pieces_of_a_sweep_add_up_to_the_whole():
    """However the walk is cut, each pair is counted once."""
    x = meet._sums(halves.np.array([9, 5, 5, 3, 2, 1, 1, 1]))
    y = meet._sums(halves.np.array([8, 6, 4, 2, 2, 1, 1, 0]))
    for shift in (-60, -40, -5, 0, 3, 30, 60):
        whole = sum(int(a < b + shift) for a in x for b in y)
        for cuts in (1, 2, 3, 7, 64):
            ends = [512 * c // cuts for c in range(cuts + 1)]
            parts = [int(halves.pairs_below(x, y, shift, lo, hi)) for lo, hi in pairwise(ends)]
            assert sum(parts) == whole


@pytest.mark.parametrize("terms", [62, 63, 64, 65, 130])
def test_the_lattice_is_exact_beyond_one_machine_word(terms):
    """All coefficients one: the counts are binomial sums, here around and beyond 64 bits."""
    t = terms % 2 + 2
    beyond = 2 * sum(math.comb(terms, s) for s in range((terms - t + 1) // 2))
    ties = 2 * math.comb(terms, (terms - t) // 2) if (terms - t) % 2 == 0 else 0

    assert counts(tail([1] * terms, t, route="lattice")) == (beyond, ties, 2**terms)


def test_sums_at_the_edge_of_the_machine_word_are_exact_or_refused():
    """The largest admitted sum is counted by int64; one more is refused, or taken by Python integers."""
    edge = 2**62 - 1
    parts = [edge // 2, edge - edge // 2]

    assert counts(tail(parts, 0, route="small")) == (4, 0, 4)
    with pytest.raises(InputError, match="below 2\\*\\*62"):
        tail([*parts, 1], 0, route="small")
    assert tail([*parts, 1], 2, route="auto").route == "meet-big"
    assert counts(tail([*parts, 1], 2)) == by_definition([*parts, 1], 2)


def test_thresholds_far_beyond_the_sum_have_no_tail():
    """T9: t beyond the sum of the magnitudes leaves nothing, by every route."""
    for route in ("small", "meet-big", "lattice"):
        assert counts(tail([3, 4], 100, route=route)) == (0, 0, 4)


def test_at_threshold_zero_ties_are_not_doubled():
    """T9: sums equal to zero are their own mirror images."""
    for route in ("small", "meet", "meet-big", "lattice"):
        assert counts(tail([1, 1], 0, route=route)) == (2, 2, 4)
        assert counts(tail([], 0, route=route)) == (0, 1, 1)


def test_zero_coefficients_double_every_count():
    """T9: a zero carries a sign that changes nothing."""
    assert counts(tail([2, 0, 1, 0], 1)) == (8, 8, 16)


def test_negative_thresholds_leave_everything_beyond():
    """T9: abs(S) > t for t < 0, always."""
    assert counts(tail([1, 2], Fraction(-1, 2))) == (4, 0, 4)


def test_a_bracket_contains_the_exact_tail_at_small_sizes():
    """Twenty sums of reals, thresholds on attained values included."""
    for seed in range(20):
        coefficients = [math.sin(1 + 7 * seed + j) for j in range(12)]
        t = abs(sum(coefficients[:5]) - sum(coefficients[5:])) if seed % 2 else 0.5 + seed / 10
        exact, bracket = exact_tail(coefficients, t), tail(coefficients, t, route="bracket")
        assert isinstance(bracket, TailEnclosure)
        assert bracket.lower <= exact.above <= exact.at_least <= bracket.upper


def test_a_bracket_is_narrow_for_many_terms():
    """A thousand reals: no exact route reaches them, the enclosure is still useful."""
    coefficients = [0.5 + math.sin(j) ** 2 for j in range(1000)]
    found = tail(coefficients, 35.0)

    assert found.route == "bracket"
    assert found.width < found.upper / 200


def test_exact_tail_refuses_an_enclosure():
    """The caller who needs a fraction never gets an interval."""
    with pytest.raises(TooLargeError, match="only an enclosure"):
        exact_tail([math.sqrt(j + 2) for j in range(200)], 3)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), "1", None, True, 1j])
def test_numbers_that_are_not_exact_are_refused_with_their_place(bad):
    """The label names the coefficient, the text shows the value."""
    with pytest.raises(InputError) as caught:
        tail([1, bad], 1)
    assert caught.value.label == "tail.coefficients[1]"
    assert repr(bad) in str(caught.value)


def test_unknown_routes_are_refused():
    """Misuse never falls back silently."""
    with pytest.raises(InputError, match="expected one of auto, small"):
        tail([1], 0, route="fast")


def test_sizes_beyond_memory_are_refused_with_the_figures(monkeypatch):
    """The refusal comes before any array is made."""
    monkeypatch.setattr(memory, "MOST", 10**6)
    with pytest.raises(TooLargeError, match=r"at most 1000000 bytes, got \d+ bytes for 50 terms"):
        tail(list(range(10**6, 10**6 + 50)), 1, route="meet")
    with pytest.raises(TooLargeError, match="at most 40 terms, got 41"):
        tail([1] * 41, 1, route="meet-big")


def test_memory_that_others_hold_is_not_counted_on(monkeypatch, tmp_path):
    """With two gigabytes available 56 terms are refused, and ``auto`` takes the bracket; without figures none are."""
    terms = [10**9 + 7 * j * j for j in range(56)]
    monkeypatch.setattr(memory, "MEMINFO", tmp_path / "meminfo")
    assert memory.available() == memory.MOST
    (tmp_path / "meminfo").write_text("MemTotal: 24000000 kB\nMemAvailable: 2000000 kB\n", encoding="ascii")

    with pytest.raises(TooLargeError, match="at most 2048000000 bytes, got 6442450944 bytes for 56 terms"):
        tail(terms, 10**9, route="meet")
    assert tail(terms, 10**9).route == "bracket"


def test_results_say_their_probabilities_as_fractions():
    """Strict and non-strict tails are different numbers."""
    found = tail([1, 1, 2], 2)

    assert isinstance(found, Tail)
    assert (found.above, found.at_least) == (Fraction(1, 4), Fraction(3, 4))
    assert DirectInputError is InputError
