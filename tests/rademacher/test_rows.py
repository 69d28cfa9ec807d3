"""Tails of many short rows at once: every branch of the kernels against the definition."""

import itertools

import numpy as np
import pytest

from boundcheck.rademacher import InputError, TooLargeError, row_tails
from boundcheck.rademacher.row_kernels import DIRECT
from boundcheck.rademacher.rows import NARROW


def by_definition(weights, offset, t):
    """Counts over the row's signs and one of the offset."""
    sums = [abs(sum(e * a for e, a in zip(eps, [*weights, offset], strict=True)))
            for eps in itertools.product((1, -1), repeat=len(weights) + 1)]  # fmt: skip
    return sum(s > t for s in sums), sum(s == t for s in sums)


def counted(rows, base, t, threads=None):
    pointer = np.concatenate([[0], np.cumsum([len(r) for r in rows])]).astype(np.int64)
    weight = np.array([a for r in rows for a in r], np.int64)
    found = row_tails(pointer, weight, np.array(base, np.int64), t, threads=threads)
    return list(zip(found.beyond.tolist(), found.ties.tolist(), strict=True))


@pytest.mark.parametrize("largest", [1, 3, 40, 2**29, 2**40])
def test_random_rows_with_zeros_ties_and_offsets_agree_with_the_definition(largest):
    """Empty rows, zero entries, offsets of zero, sums inside and outside of 32 bits, thresholds that are attained."""
    rng = np.random.default_rng(largest % 1000)
    rows = [rng.integers(-largest, largest + 1, rng.integers(0, 8)).tolist() for _ in range(120)]
    base = (rng.integers(-largest, largest + 1, 120) * rng.integers(0, 2, 120)).tolist()
    for t in (0, 1, abs(sum(rows[0]) + base[0]), largest, 2 * largest + 1):
        expected = [by_definition(row, offset, t) for row, offset in zip(rows, base, strict=True)]
        assert counted(rows, base, t) == expected


@pytest.mark.parametrize("entries", [DIRECT - 1, DIRECT, DIRECT + 1])
@pytest.mark.parametrize("offset", [0, 5])
def test_rows_at_the_change_of_method_agree_with_the_definition(entries, offset):
    """Enumeration up to 13 nonzero entries, halves beyond; the offset counts as an entry unless it is zero."""
    row = [(7 * j * j + 3) % 11 + 1 for j in range(entries)]
    for t in (0, 4, 9):
        assert counted([row], [offset], t) == [by_definition(row, offset, t)]


@pytest.mark.parametrize("shift", [-2, -1, 0, 1])
def test_sums_at_the_edge_of_32_bits_are_exact(shift):
    """One below, at and one above the largest sum held in 32 bits, thresholds at the sum included."""
    row = [NARROW // 2, NARROW // 2 - 4, 3]
    offset = 1 + shift
    top = sum(row) + abs(offset)
    for t in (0, top - 1, top, top + 1, NARROW - 1, NARROW, 2**40):
        assert counted([row], [offset], t) == [by_definition(row, offset, t)]


def test_equal_rows_are_counted_once_and_threads_change_nothing():
    """Permutations and signs of one row are one class; 5000 rows on one thread and on three."""
    rng = np.random.default_rng(7)
    kinds = [rng.integers(1, 30, 6).tolist() for _ in range(9)]
    rows = [(rng.permutation(kinds[i % 9]) * rng.choice([-1, 1], 6)).tolist() for i in range(5000)]
    expected = [by_definition(kinds[i % 9], 0, 20) for i in range(9)]
    for threads in (1, 3):
        assert counted(rows, [0] * 5000, 20, threads) == [expected[i % 9] for i in range(5000)]
    pointer = np.arange(0, 6 * 5000 + 1, 6)
    assert row_tails(pointer, np.array(rows).ravel(), np.zeros(5000, np.int64), 20).classes == 9


def test_bad_rows_are_refused_with_the_figures():
    """Before anything is counted."""
    none = np.zeros(1, np.int64)
    with pytest.raises(InputError, match="non-negative"):
        row_tails(np.array([0, 1]), np.array([1]), none, -1)
    with pytest.raises(TooLargeError, match="at most 50 entries per row, got 51"):
        row_tails(np.array([0, 51]), np.ones(51, np.int64), none, 0)
    with pytest.raises(InputError, match=r"below 2\*\*62"):
        row_tails(np.array([0, 2]), np.array([2**61, 2**61]), none, 0)
