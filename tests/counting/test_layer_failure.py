"""Every route counts what the definition counts."""

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings

from boundcheck.counting import LayerBracket, LayerCount, joint_probabilities, layer_failure, rows_from_dense
from boundcheck.rademacher import InputError, TooLargeError, memory, tail

from .rings import by_definition, described_ring, integer_rows, random_ring

ROUTES = ("auto", "enumeration", "transfer")


def counted(found):
    assert isinstance(found, LayerCount)
    return found.failures, found.ties, found.total


def agrees(ring, routes):
    """Every route on the layer, and every route of the tails on one of its rows; returns the counts of the layer."""
    weights, base, inside = ring
    expected = by_definition(weights, base, inside)
    for route in routes:
        assert counted(layer_failure(weights, base, inside, route=route, threads=1)) == expected
    row = [int(w) for w in weights[len(weights) // 2]]
    total = sum(map(abs, row))
    sums = [abs(sum(e * w for e, w in zip(eps, row, strict=True))) for eps in product((1, -1), repeat=len(row))]
    for t in (0, sums[len(sums) // 3], total, total + 1, 2 * total + 3):
        tails = {tuple_of(tail(row, t, route=route)) for route in tail_routes(total + t)}
        assert tails == {(sum(s > t for s in sums), sum(s == t for s in sums), len(sums))}
    return expected


def tuple_of(found):
    return found.beyond, found.ties, found.total


def tail_routes(size):
    """The routes that hold sums of this size."""
    return ("auto", "meet-big", *(("small",) if size < 2**62 else ()), *(("lattice",) if size < 2**20 else ()))


@pytest.mark.parametrize("seed", range(12))
def test_routes_agree_with_the_definition_on_random_rings(seed):
    """Six hundred rings in all, of every kind below; tails at 0, at attained sums, at the largest, and beyond it."""
    rng = np.random.default_rng(seed)
    for _ in range(50):
        agrees(random_ring(rng), ("enumeration", "transfer"))


def test_the_random_rings_are_of_every_kind():
    """How often each kind is met in the six hundred rings of the test above."""
    met = Counter()
    for seed in range(12):
        rng = np.random.default_rng(seed)
        for _ in range(50):
            ring, kinds = described_ring(rng)
            failures, ties, total = by_definition(*ring)
            met.update(kinds)
            met.update(name for name, is_so in (("failure", failures), ("tie", ties)) if is_so)
            met["success"] += failures + ties < total
    least = {
        "wrap": 200, "several shifts meet": 150, "mutual coherence zero": 25, "zero coefficient": 150, "noise": 200,
        "rows equal up to sign": 100, "empty support": 25, "full support": 25, "no sign at all": 25,
        "beyond 16 bits": 150, "beyond 31 bits": 100, "beyond 62 bits": 50, "failure": 50, "tie": 50, "success": 50,
    }  # fmt: skip
    assert [] == [f"{name}: {met[name]} of {count}" for name, count in least.items() if met[name] < count]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 140))
def test_routes_agree_with_the_definition_on_thousands_of_rings(seed):
    """Six thousand rings of up to nine signs."""
    rng = np.random.default_rng(seed)
    for _ in range(150):
        agrees(random_ring(rng, largest=9), ROUTES)


@pytest.mark.parametrize("route", ROUTES)
@settings(max_examples=150, deadline=None)
@given(integer_rows())
def test_routes_agree_with_the_definition_on_arbitrary_integer_rows(route, rows):
    """No ring, any sparsity, rows equal up to sign on both sides, integers beyond 64 bits."""
    weights, base, inside = rows
    assert counted(layer_failure(weights, base, inside, route=route, threads=1)) == by_definition(*rows)


def test_the_two_routes_agree_where_the_definition_is_too_slow():
    """Twenty-two signs on a ring without a gap, with failures, successes and ties."""
    rng = np.random.default_rng(5)
    band = rng.integers(-2, 3, (44, 22)) * (np.abs((np.arange(44)[:, None] // 2 - np.arange(22) + 11) % 22 - 11) < 3)
    inside = np.arange(44) % 2 == 0
    band[inside, np.arange(22)] = 6
    found = [layer_failure(band, np.zeros(44, int), inside, route=route) for route in ("enumeration", "transfer")]

    assert counted(found[0]) == counted(found[1])
    assert 0 < found[0].failures < found[0].total
    assert found[0].ties > 0


def test_hundreds_of_signs_are_counted_exactly_by_residues():
    """Independent blocks: the count of one joint event multiplies, the probability of the layer is checked in full.

    The minimum over blocks meets the maximum over blocks, so a success needs all maxima small: here every block's
    off row is |e1 + e2| in {0, 2} against an inside row of 1.
    """
    blocks = 100
    weights = np.zeros((2 * blocks, 2 * blocks), int)
    for b in range(blocks):
        weights[2 * b, 2 * b] = 1
        weights[2 * b + 1, 2 * b : 2 * b + 2] = 1
    inside = np.arange(2 * blocks) % 2 == 0
    found = layer_failure(weights, [0] * (2 * blocks), inside)

    assert found.route == "transfer"
    assert found.total - found.failures - found.ties == 2**blocks
    assert found.ties == 0


def test_the_bracket_at_the_end_of_a_budget_contains_the_count():
    """Both routes stop early with certified bounds, never with a guess."""
    rng = np.random.default_rng(2)
    weights = rng.integers(-9, 10, (40, 24))
    inside = np.arange(40) < 10
    weights[inside, np.arange(10)] = 60
    exact = layer_failure(weights, [1] * 40, inside)
    for route in ("enumeration", "transfer"):
        layer_failure(weights[:, :9], [1] * 40, inside, route=route)  # kernels are compiled now
    found = layer_failure(weights, [1] * 40, inside, route="enumeration", budget=1e-9)

    assert isinstance(found, LayerBracket)
    assert found.failures[0] <= exact.failures <= found.failures[1]
    assert found.with_ties[0] <= exact.failures + exact.ties <= found.with_ties[1]


def test_progress_is_reported_up_to_the_whole():
    """The parts reported by the enumeration add up."""
    seen = []
    weights = np.random.default_rng(3).integers(-9, 10, (30, 20))
    layer_failure(
        weights, [1] * 30, np.arange(30) < 5, route="enumeration", report=lambda part, whole: seen.append((part, whole))
    )

    assert sum(part for part, _ in seen) == seen[0][1]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (([[1], [2]], [0], [True, False]), "2 rows, 1 offsets, 2 marks"),
        (([[1], [2, 3]], [0, 0], [True, False]), "rows of one length, got lengths"),
        (([[1.5], [2]], [0, 0], [True, False]), "b|W: expected integers, got 1.5"),
        (([[float("nan")], [2]], [0, 0], [True, False]), "W: expected integers, got nan"),
        (([[True], [2]], [0, 0], [True, False]), "W: expected integers, got True"),
        (([[1], [2]], [0, "1"], [True, False]), "b: expected integers, got '1'"),
        (([[1], [2]], [0, 0], [1, 0]), "in_support: expected a list of booleans"),
        ((np.ones((2, 1)), [0, 0], [True, False]), "W: expected integers, got numbers of type float64"),
    ],
)
def test_bad_rows_are_refused(arguments, text):
    """The text shows label, expected and got."""
    with pytest.raises(InputError, match=text):
        layer_failure(*arguments)


def test_bad_options_are_refused():
    """Scale, route and budget."""
    rows = ([[1], [2]], [0, 0], [True, False])
    for option in ({"scale": 0}, {"scale": 1.5}, {"route": "quick"}, {"budget": 0}, {"budget": float("nan")}):
        with pytest.raises(InputError):
            layer_failure(*rows, **option)


def test_sizes_beyond_the_memory_are_refused_with_the_figures(monkeypatch):
    """By each route, before anything of that size is made; the automatic choice takes the route that has room."""
    rows = (np.eye(12, dtype=int), [0] * 12, np.arange(12) < 6)
    monkeypatch.setattr(memory, "MOST", 1000)
    with pytest.raises(TooLargeError, match="at most 1000 bytes, got 15600 bytes for 12 rows of 12 signs"):
        layer_failure(*rows, route="enumeration")
    assert layer_failure(*rows).route == "transfer"
    monkeypatch.setattr(memory, "MOST", 10)
    with pytest.raises(TooLargeError, match="at most 0 window patterns of width 22 after fixing"):
        layer_failure(np.eye(20, dtype=int), [0] * 20, np.arange(20) < 6, route="transfer")
    with pytest.raises(TooLargeError, match="at most 0 window patterns of width 22, got 24 of width 1"):
        joint_probabilities(rows_from_dense(*rows), [1])


def test_sizes_beyond_every_route_are_refused_with_the_figures():
    """Eighty signs that all interact: no route, and no memory is touched."""
    weights = np.random.default_rng(1).integers(1, 9, (90, 80))
    with pytest.raises(TooLargeError, match="80 signs that all interact"):
        layer_failure(weights, [0] * 90, np.arange(90) < 45)
    with pytest.raises(TooLargeError, match="at most 48 signs, got 80"):
        layer_failure(weights, [0] * 90, np.arange(90) < 45, route="enumeration")
