"""Each trap met while the algorithms were found (T1 to T14): the case that goes wrong when its guard is taken away."""

import itertools
import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from numba import njit

from boundcheck.counting import blocks, count_failures, estimate_layer, layer_failure, layer_rows, rows_from_dense
from boundcheck.counting import enumerate as enumeration
from boundcheck.counting.chain import Chain
from boundcheck.counting.joint import joint_probabilities
from boundcheck.counting.lanes import compare_lanes
from boundcheck.counting.levels import success
from boundcheck.counting.monte_carlo import trial_signs
from boundcheck.counting.order import best_plan
from boundcheck.counting.quantise import LIMIT_16, quantise
from boundcheck.counting.rows import drop_free_signs
from boundcheck.counting.tables import build_tables
from boundcheck.rademacher import row_tails, tail

from .rings import by_definition, gram_rows, random_ring


def counted(found):
    return found.failures, found.ties, found.total


@pytest.mark.parametrize("unit", [1, 10**12])
def test_t1_a_row_no_sign_touches_can_hold_the_maximum(unit):
    """The constant row 5 off the support is the maximum of every pattern: a level, also where ranks stand for values.

    The tables of the larger unit hold ranks, in which level r is 2r + 1.
    """
    weights = [[4 * unit, 2 * unit], [0, 0], [unit, 0]]
    rows = (weights, [0, 5 * unit, 0], [True, False, False])
    tables = build_tables(rows_from_dense(*rows), best_plan(rows_from_dense(*rows)))

    assert (5 if unit == 1 else 3) in tables.levels()
    assert counted(layer_failure(*rows, route="transfer")) == by_definition(*rows) == (2, 0, 4)


def test_t2_strict_failures_and_ties_are_counted_apart():
    """Equal magnitudes on both sides: ties only, no failure."""
    rows = ([[1, 1], [1, -1], [1, 1]], [0, 0, 0], [True, True, False])
    for route in ("enumeration", "transfer"):
        assert counted(layer_failure(*rows, route=route)) == by_definition(*rows)
    tied = layer_failure([[1], [1]], [0, 0], [True, False])
    assert (tied.failures, tied.ties) == (0, 2)


@pytest.mark.parametrize("positions", [1, 2, 3, 4, 5])
def test_t3_on_short_rings_shifts_that_hit_one_pair_are_added(positions):
    """Rings below 2 taps - 1: the rows must equal those of explicit columns."""
    rng = np.random.default_rng(positions)
    filters = rng.integers(-3, 4, (2, 4, 2))
    support = np.arange(2 * positions)
    values = rng.integers(1, 4, 2 * positions)
    rows = layer_rows(filters, positions, support, values)
    expected = gram_rows(filters.transpose(1, 2, 0), positions, support, values.tolist())
    dense = np.zeros(expected.shape, dtype=object)
    dense[rows.row_of_entry(), rows.column] = rows.weight

    assert (dense == expected).all()


@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_t4_values_at_the_edge_of_sixteen_bits_are_exact(extra):
    """Reach one below, at and one above the 16-bit limit, with doubled columns that wrap modulo 2^16."""
    top = LIMIT_16 + extra
    weights = [[top - 8, 1, 1, 1, 1, 1, 1, 1, 1], [1] * 8 + [top - 8], [0, 3, 0, 0, 0, 0, 0, top - 3, 0]]
    rows = (weights, [0, 0, 0], [True, False, False])

    assert counted(layer_failure(*rows, route="enumeration")) == by_definition(*rows)


def test_t4_lane_differences_of_extreme_values_do_not_wrap():
    """Minimum over no row is 32767, maximum over no row is 0: both gaps fit 16 bits."""
    table = np.zeros(64, np.int16)
    row, offset = np.zeros(1, np.int64), np.array([-32000], np.int16)

    assert compare_lanes(table, 0, row, offset, 0, 1, np.int16(0)) == (0, 0)
    assert compare_lanes(table, 0, row, offset, 1, 1, np.int16(0)) == (0, 0)


def test_t4_counters_hold_more_failures_than_a_lane_could():
    """Twenty-two signs, nearly every pattern fails: no counter of sixteen bits is involved."""
    weights = np.ones((2, 22), int)
    weights[0, 1:] = 0
    found = layer_failure(weights, [0, 1], [True, False], route="enumeration")
    unpruned = enumeration.enumerate_patterns(rows_from_dense(weights, [0, 1], [True, False]), prune=False)

    assert counted(found) == counted(layer_failure(weights, [0, 1], [True, False], route="transfer"))
    assert (unpruned.failures, unpruned.ties) == (found.failures, found.ties)


def test_t5_the_lanes_really_are_sixteen_bits_wide():
    """The compiled comparison folds 64 values with 16-bit instructions."""
    fresh = njit(compare_lanes.py_func)  # not from the cache, which keeps no text
    fresh(np.zeros(64, np.int16), 0, np.zeros(1, np.int64), np.zeros(1, np.int16), 1, 1, np.int16(0))
    text = "\n".join(fresh.inspect_llvm().values())

    assert "<64 x i16>" in text


def test_t6_pruning_keeps_the_margin_of_the_filter():
    """Large close integers: with the margin no pattern is lost, without it the counts are wrong."""
    rng = np.random.default_rng(1)
    wrong = 0
    for _ in range(40):
        weights = rng.integers(-3, 4, (8, 9)).astype(object) * 10**9 + rng.integers(-5, 6, (8, 9)).astype(object)
        rows = rows_from_dense(weights, [0] * 8, np.arange(8) < 4)
        found = enumeration.enumerate_patterns(rows, threads=1)
        expected = by_definition(weights, [0] * 8, np.arange(8) < 4)
        assert (found.failures, found.ties, found.total) == expected
        wrong += _without_margin(rows) != expected[:2]

    assert wrong > 0


def _without_margin(rows):
    """The counts when the 16-bit filter is believed."""
    job = enumeration._prepare(rows, None)
    careless = replace(job, arrays=(*job.arrays[:5], 0, *job.arrays[6:]))
    _, failures, ties, *_ = enumeration._walk(careless, 0, 1 << job.outer, prune=True)
    return int(failures) << job.fixed >> job.padding, int(ties) << job.fixed >> job.padding


def test_t6_blocks_are_not_decided_within_the_margin():
    """Two rows three apart: open with a margin of four, decided with two; the rows kept are those within the margin."""
    radius = np.zeros(2, np.int16)
    for values, decided in (([10, 13], blocks.ALL_FAIL), ([13, 10], blocks.ALL_SUCCEED)):
        h = np.array(values, np.int16)
        assert blocks._limits(h, radius, 1, 2, 4) == (blocks.OPEN, 14, 9)
        assert blocks._limits(h, radius, 1, 2, 2)[0] == decided


def test_t7_one_nonzero_offset_ends_the_symmetry():
    """The offset on a single row must stop both routes from halving."""
    rows = ([[2], [2]], [0, 1], [True, False])
    for route in ("enumeration", "transfer"):
        assert counted(layer_failure(*rows, route=route)) == by_definition(*rows)
    assert by_definition(*rows) == (1, 0, 2)


@pytest.mark.parametrize("signs", [7, 8, 9])
def test_t7_with_more_signs_than_lanes_one_nonzero_offset_ends_the_symmetry(signs):
    """No sign is padding here: the sign that would be fixed has weight in every row."""
    weights = np.random.default_rng(signs).integers(1, 9, (5, signs)) * np.array([[1], [-1], [1], [-1], [1]])
    rows = (weights, [0, 0, 0, 0, 5], [True, True, False, False, False])
    for route in ("enumeration", "transfer"):
        assert counted(layer_failure(*rows, route=route)) == by_definition(*rows)


def test_t7_an_offset_on_rows_of_many_signs_ends_the_symmetry():
    """Ten signs, so that none of them is padding: with the last one fixed half the patterns would be counted twice."""
    weights = np.random.default_rng(7).integers(-3, 4, (6, 10))
    rows = (weights, [0, 0, 0, 0, 0, 9], np.arange(6) < 3)
    for route in ("enumeration", "transfer"):
        assert counted(layer_failure(*rows, route=route)) == by_definition(*rows)
    halved = rows_from_dense(*rows)
    failures = by_definition(np.delete(weights, -1, axis=1), rows[1] + weights[:, -1], rows[2])[0]
    assert 2 * failures != count_failures(halved).failures


def test_t8_equal_rows_are_merged_within_a_side_and_never_across():
    """The same row inside and off ties in every pattern."""
    rows = rows_from_dense([[1, 2], [-1, -2], [1, 2], [1, 2]], [0, 0, 0, 0], [True, True, False, False])
    weights, _, inside = enumeration.distinct_rows(rows)

    assert (len(weights), inside) == (2, 1)
    assert count_failures(rows, route="enumeration").ties == 4


def test_t8_an_offset_takes_part_in_the_comparison_of_rows():
    """(w, b) and (-w, b) are different rows unless b is zero."""
    rows = rows_from_dense([[1, 2], [-1, -2]], [1, 1], [True, True])
    assert len(enumeration.distinct_rows(rows)[0]) == 2


@pytest.mark.parametrize("route", ["small", "meet", "meet-big", "lattice", "lattice-flint"])
def test_t9_tails_at_the_ends_of_the_threshold_range(route):
    """t beyond the sum, t negative, t zero, zero coefficients, by every route.

    Only the lattices need a guard for t beyond the sum: their slices would count from the end. The walk over two halves
    counts nothing there by itself, so it has none.
    """
    if route == "lattice-flint":
        pytest.importorskip("flint")
    for coefficients in ([2, 0, 3], [3, 4, 5, 0]):
        total = sum(coefficients)
        for beyond_sum in range(total + 1, 2 * total + 4):  # of either parity: the cell of a tie would be negative
            found = tail(coefficients, beyond_sum, route=route)
            assert (found.beyond, found.ties) == (0, 0)
        for negative in (-1, -3, -5, -8):
            found = tail(coefficients, negative, route=route)
            assert (found.beyond, found.ties) == (2 ** len(coefficients), 0)
    assert (tail([2, 0, 2], 0, route=route).beyond, tail([2, 0, 2], 0, route=route).ties) == (4, 4)


@pytest.mark.parametrize("ones", [2, 12, 16])
def test_t9_rows_at_the_ends_of_the_threshold_range(ones):
    """Rows of ones among zeros, one row of nothing but zeros; by enumeration and, from 14 on, from two halves."""
    row = [1] * ones + [0, 0]
    pointer, weight, base = np.array([0, len(row), len(row) + 2]), np.array([*row, 0, 0]), np.zeros(2, np.int64)
    for t in (0, 1, 2, ones, ones + 1, ones + 2, 10**6):
        found = row_tails(pointer, weight, base, t)
        sums = [(abs(ones - 2 * minus), math.comb(ones, minus)) for minus in range(ones + 1)]
        beyond, ties = sum(c for s, c in sums if s > t), sum(c for s, c in sums if s == t)
        assert (found.beyond.tolist(), found.ties.tolist()) == ([8 * beyond, 0], [8 * ties, 8 * (t == 0)])


def test_t10_tiny_probabilities_are_exact_counts_not_differences_of_floats():
    """200 signs: the success probability 2^-100 and its complement are exact fractions."""
    blocks = 100
    weights = np.zeros((2 * blocks, 2 * blocks), int)
    for b in range(blocks):
        weights[2 * b, 2 * b] = 1
        weights[2 * b + 1, 2 * b : 2 * b + 2] = 1
    found = layer_failure(weights, [0] * (2 * blocks), np.arange(2 * blocks) % 2 == 0)

    assert found.total - found.failures == 2**blocks


def test_t10_the_enclosure_survives_more_signs_than_doubles_have_exponents():
    """1500 independent signs of which every second must be plus: 2^-750 is enclosed, not rounded to zero."""
    signs = 1500
    weights = np.zeros((signs // 2, signs), int)
    weights[np.arange(signs // 2), np.arange(0, signs, 2)] = 1
    weights[np.arange(signs // 2), np.arange(1, signs, 2)] = 1
    rows = rows_from_dense(weights, [0] * (signs // 2), np.ones(signs // 2, bool))
    (found,) = joint_probabilities(rows, [1], arithmetic="enclosure")
    (exact,) = joint_probabilities(rows, [1])

    assert exact.lower == exact.upper
    assert exact.lower.denominator == 2**750
    assert found.lower <= exact.lower <= found.upper < 2 * exact.lower


def test_t10_a_probability_below_the_smallest_double_is_not_enclosed_by_zero():
    """1600 signs that must all be plus: 2^-1600 is scaled down to nothing, and what was lost is in the upper end."""
    signs = 1600
    rows = rows_from_dense(np.eye(signs, dtype=int), np.ones(signs, int), np.ones(signs, bool))
    (found,) = joint_probabilities(rows, [1], arithmetic="enclosure")
    (exact,) = joint_probabilities(rows, [1])

    assert exact.lower == exact.upper == Fraction(1, 2**signs)
    assert found.lower <= exact.lower <= found.upper < Fraction(1, 2**1000)


def test_t10_counts_beyond_the_largest_double_are_scaled_down_on_the_way():
    """1500 signs in pairs 2 and 1, whose sum is never 0: all 2^1500 patterns count, and 2^1024 is no double."""
    signs = 1500
    weights = np.zeros((signs // 2, signs), int)
    weights[np.arange(signs // 2), np.arange(0, signs, 2)] = 2
    weights[np.arange(signs // 2), np.arange(1, signs, 2)] = 1
    rows = rows_from_dense(weights, [0] * (signs // 2), np.ones(signs // 2, bool))
    (found,) = joint_probabilities(rows, [0], arithmetic="enclosure")
    (exact,) = joint_probabilities(rows, [0])

    assert exact.lower == exact.upper == 1
    assert found.lower <= 1 <= found.upper < 1 + Fraction(1, 2**30)


def test_t11_clusters_do_not_multiply_their_successes():
    """Two clusters that share no row: the minimum of one meets the maximum of the other."""
    one, two = ([[5, 0], [3, 1]], [[2, 0], [0, 1]])
    weights = np.zeros((4, 4), int)
    weights[:2, :2], weights[2:, 2:] = one, two
    inside = [True, False, True, False]
    whole = layer_failure(weights, [0] * 4, inside, route="transfer")
    parts = [layer_failure(part, [0, 0], [True, False]) for part in (one, two)]

    assert counted(whole) == by_definition(weights, [0] * 4, inside)
    assert 1 - whole.probability_with_ties != (1 - parts[0].probability_with_ties) * (
        1 - parts[1].probability_with_ties
    )


def test_t12_the_number_of_threads_changes_nothing():
    """Same counts with one, two and three threads, by both routes."""
    weights, base, inside = random_ring(np.random.default_rng(8), largest=7)
    wide = np.random.default_rng(1).integers(-9, 10, (40, 20))
    for rows in ((weights, base, inside), (wide, [0] * 40, np.arange(40) < 12)):
        found = {
            counted(layer_failure(*rows, route=route, threads=n))
            for n in (1, 2, 3)
            for route in ("enumeration", "transfer")
        }
        assert len(found) == 1


def test_t13_the_random_rings_see_failures_successes_and_ties():
    """The generator of the tests is not a regime in which nothing can go wrong."""
    rng = np.random.default_rng(0)
    shares = [by_definition(*random_ring(rng)) for _ in range(60)]

    assert sum(0 < failures < total for failures, _, total in shares) > 5
    assert sum(ties > 0 for _, ties, _ in shares) > 5
    assert sum(failures == ties == 0 for failures, ties, _ in shares) > 3


def test_t14_sampling_depends_on_the_seed_and_not_on_the_threads():
    """Equal counts for any number of threads; different seeds differ; blocks are not copies of each other."""
    weights = np.random.default_rng(4).integers(-9, 10, (30, 16))
    weights[:8, :8] += 90 * np.eye(8, dtype=int)
    rows = rows_from_dense(weights, [0] * 30, np.arange(30) < 8)
    found = [estimate_layer(rows, 20_000, seed=3, threads=n) for n in (1, 2, 5)]

    assert len({(f.failures, f.ties) for f in found}) == 1
    assert estimate_layer(rows, 20_000, seed=4).failures != found[0].failures
    patterns = {tuple(trial_signs(seed, block, 0, 40)) for seed, block in itertools.product(range(8), range(64))}
    assert len(patterns) == 8 * 64


def test_quantised_rows_stay_within_their_stated_error():
    """abs(quantised - factor * exact) <= error for every pattern, with the factor used."""
    rng = np.random.default_rng(2)
    for _ in range(30):
        weights = np.array([[int(z) for z in row] for row in rng.integers(-(10**12), 10**12, (3, 6))], dtype=object)
        weights[rng.random((3, 6)) < 0.3] = 0
        base = np.array([int(z) for z in rng.integers(-(10**12), 10**12, 3)], dtype=object)
        q = quantise(weights, base, 1000)
        top, largest = 1000 - 7, int(max(np.abs(weights).sum(axis=1) + np.abs(base)))
        for eps in itertools.product((1, -1), repeat=6):
            exact = weights.dot(np.array(eps, dtype=object)) + base
            fixed = q.weights @ np.array(eps) + q.base
            assert all(
                abs(int(f) * largest - int(e) * top) <= q.error * largest for f, e in zip(fixed, exact, strict=True)
            )
            assert np.abs(fixed).max() <= 1000


def test_the_bisection_brackets_at_every_moment():
    """With a deadline in the past the first round's bounds contain the exact count."""
    rng = np.random.default_rng(6)
    rows, _ = drop_free_signs(
        rows_from_dense(rng.integers(-50, 51, (12, 8)), rng.integers(1, 9, 12), np.arange(12) < 4)
    )
    tables = build_tables(rows, best_plan(rows))
    chain = Chain(tables=tables)
    for ties_succeed in (False, True):
        exact = success(chain.counts, tables.levels(), ties_succeed=ties_succeed)
        early = success(chain.counts, tables.levels(), ties_succeed=ties_succeed, deadline=0.0)
        assert early.lower <= exact.lower == exact.upper <= early.upper
