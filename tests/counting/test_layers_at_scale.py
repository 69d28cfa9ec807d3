"""Union terms, joint probabilities and sampling agree with the definition."""

import itertools
from fractions import Fraction

import numpy as np
import pytest

from boundcheck.counting import (
    InputError,
    TooLargeError,
    estimate_layer,
    gram,
    joint_probabilities,
    layer_failure,
    layer_rows,
    products,
    rows_from_dense,
    union_terms,
)
from boundcheck.counting.gram import correlate, synthesise
from boundcheck.counting.monte_carlo import _Kernel, clopper_pearson
from boundcheck.rademacher import row_tails
from boundcheck.rademacher.row_kernels import classes

from .rings import gram_rows, random_ring


def magnitudes(weights, base):
    """abs(c) of every pattern (rows of the result) in Python integers."""
    signs = np.array(list(itertools.product((1, -1), repeat=weights.shape[1])), dtype=object)
    return np.abs(signs.reshape(len(signs), weights.shape[1]).dot(weights.T) + base)


def share(hits):
    """Sum over columns of the share of patterns that hit."""
    return Fraction(int(hits.sum()), len(hits))


@pytest.mark.parametrize("seed", range(6))
def test_union_terms_are_the_sums_of_the_exact_row_tails(seed):
    """Thresholds on and between attained values."""
    rng = np.random.default_rng(seed)
    for _ in range(30):
        weights, base, inside = random_ring(rng)
        rows = rows_from_dense(weights, base, inside)
        p = Fraction(int(rng.integers(0, 12)), int(rng.integers(1, 3)))
        if rows.is_wide:
            with pytest.raises(InputError, match="at most 62 bits"):
                union_terms(rows, p)
            continue
        sizes = magnitudes(weights, base)
        found = union_terms(rows, p)
        assert found.off == share(sizes[:, ~inside] > p)
        assert found.off_ties == share(sizes[:, ~inside] == p)
        assert found.inside == share(sizes[:, inside] < p)
        assert found.bound == found.off + found.inside


@pytest.mark.parametrize("length", [1, 12, 13, 14, 21])
def test_row_tails_agree_with_numpy_on_both_sides_of_the_change_of_method(length):
    """Direct enumeration up to 13 entries, meeting in the middle beyond."""
    rng = np.random.default_rng(length)
    weights, base = rng.integers(-9, 10, (3, length)), np.array([0, 4, -7])
    pointer = np.arange(4) * length
    sizes = magnitudes(weights, base) if length < 15 else None
    for t in (0, 3, 20):
        found = row_tails(pointer, weights.ravel(), base, t)
        doubled = row_tails(pointer, weights[:, ::-1].ravel().copy(), -base, t)
        assert found.beyond.tolist() == doubled.beyond.tolist()
        if sizes is not None:
            assert found.beyond.tolist() == (2 * (sizes > t).sum(axis=0)).tolist()
            assert found.ties.tolist() == (2 * (sizes == t).sum(axis=0)).tolist()


def test_translated_rows_are_counted_once():
    """A periodic support on a long ring has few distinct rows."""
    rng = np.random.default_rng(1)
    rows = layer_rows(rng.choice([-1, 1], (2, 4, 3)), 600, np.arange(0, 1200, 6), np.ones(200, int))

    assert union_terms(rows, 5).classes < 20


@pytest.mark.parametrize("seed", range(6))
def test_joint_probabilities_agree_with_the_definition(seed):
    """Strict and non-strict sides, exact and enclosed."""
    rng = np.random.default_rng(seed)
    for _ in range(25):
        weights, base, inside = random_ring(rng)
        rows = rows_from_dense(weights, base, inside)
        if int(max(rows.reach())) > 2**31 - 3:
            continue
        p = Fraction(int(rng.integers(0, 12)), int(rng.integers(1, 3)))
        sizes = magnitudes(weights, base)
        for strict_inside, strict_off in itertools.product((False, True), repeat=2):
            within = sizes[:, inside] > p if strict_inside else sizes[:, inside] >= p
            off = sizes[:, ~inside] < p if strict_off else sizes[:, ~inside] <= p
            expected = Fraction(int((within.all(axis=1) & off.all(axis=1)).sum()), len(sizes))
            options = {"strict_inside": strict_inside, "strict_off": strict_off}
            (exact,) = joint_probabilities(rows, [p], **options)
            (enclosed,) = joint_probabilities(rows, [p], arithmetic="enclosure", **options)
            assert exact.lower == exact.upper == expected
            assert enclosed.lower <= expected <= enclosed.upper


def test_joint_probabilities_refuse_what_they_cannot_hold():
    """Negative thresholds, large integers, long windows."""
    rows = rows_from_dense([[3, 0], [1, 1]], [0, 0], [True, False])
    with pytest.raises(InputError, match="non-negative"):
        joint_probabilities(rows, [-1])
    with pytest.raises(InputError, match="below 2\\*\\*31"):
        joint_probabilities(rows_from_dense([[2**40]], [0], [True]), [1])
    with pytest.raises(TooLargeError, match="window patterns of width 22, got"):
        joint_probabilities(rows_from_dense(np.ones((2, 40), int), [1, 0], [True, False]), [1])


@pytest.mark.parametrize("factor", [1, 1500, 10**9 + 7, 10**30])
def test_sampling_decides_every_trial_as_exact_integers_do(factor):
    """16-bit lanes, exact float32, float32 with second looks, integers beyond 64 bits: trial by trial."""
    rng = np.random.default_rng(factor % 97)
    weights = rng.integers(-9, 10, (12, 10)).astype(object)
    weights[:4, :4] += 25 * np.eye(4, dtype=int)
    weights[11] = -weights[2]
    weights = weights * factor + (weights != 0) * rng.integers(0, 2 if factor > 1 else 1, weights.shape).astype(object)
    rows = rows_from_dense(weights, [0] * 12, np.arange(12) < 4)
    kernel = _Kernel(rows, 5)
    failures, ties, _, trials = kernel.run(0, 4)
    gaps = []
    for block, lane in itertools.product(range(4), range(64)):
        sizes = np.abs(kernel.values(block, lane))
        gaps.append(int(sizes[4:].max()) - int(sizes[:4].min()))

    assert (failures, ties, trials) == (sum(g > 0 for g in gaps), sum(g == 0 for g in gaps), 256)


def test_sampled_intervals_cover_the_exact_probability():
    """Twenty fixed seeds at 99.999% each: an honest miss in any of them has a chance below 1 in 2000."""
    weights = np.random.default_rng(4).integers(-9, 10, (30, 16))
    weights[:8, :8] += 60 * np.eye(8, dtype=int)
    inside = np.arange(30) < 8
    exact = layer_failure(weights, [0] * 30, inside)
    for seed in range(20):
        drawn = estimate_layer(
            rows_from_dense(weights, [0] * 30, inside), 20_000, seed=seed, confidence=Fraction(99999, 100000)
        )
        assert drawn.grade == "EMPIRICAL"
        assert drawn.interval[0] <= exact.probability <= drawn.interval[1]
        assert drawn.interval_with_ties[0] <= exact.probability_with_ties <= drawn.interval_with_ties[1]


def test_intervals_are_closed_at_no_failures_and_at_failures_only():
    """0 of n and n of n."""
    assert clopper_pearson(0, 100)[0] == 0.0
    assert 0.05 < clopper_pearson(0, 100)[1] < 0.06
    assert clopper_pearson(100, 100)[1] == 1.0
    with pytest.raises(InputError):
        clopper_pearson(3, 2)


def test_sampling_refuses_no_trials_and_bad_seeds():
    """Before any work."""
    rows = rows_from_dense([[1], [2]], [0, 0], [True, False])
    for trials, seed in ((0, 0), (10, -1), (10, 2**63)):
        with pytest.raises(InputError):
            estimate_layer(rows, trials, seed=seed)


@pytest.mark.parametrize("positions", [1, 2, 3, 7, 8, 9])
def test_correlation_is_the_transpose_of_synthesis(positions):
    """Short rings, rings that are no multiple of the filter length, integers and doubles."""
    rng = np.random.default_rng(positions)
    bank = rng.integers(-3, 4, (2, 4, 3))
    support, values = np.arange(2 * positions), rng.integers(-3, 4, 2 * positions)
    expected = gram_rows(bank.transpose(1, 2, 0), positions, support, values.tolist()).sum(axis=1)

    assert (correlate(bank, synthesise(bank, values)) == expected).all()
    assert (correlate(bank.astype(object), synthesise(bank.astype(object), values.astype(object))) == expected).all()
    lanes = np.stack([values, 0 * values, -values]).astype(float)
    found = correlate(bank.astype(float), synthesise(bank.astype(float), lanes))
    assert (found == np.stack([expected, 0 * expected, -expected])).all()


def test_correlation_in_blocks_is_correlation():
    """Windows that outgrow the block, in places and in lanes."""
    rng = np.random.default_rng(0)
    bank, signal = rng.integers(-3, 4, (2, 5, 3)), rng.integers(-9, 10, (3, 3 * 40_000))
    whole = correlate(bank, signal).reshape(3, 40_000, 2)
    around = np.concatenate([signal, signal[:, :12]], axis=1)
    for lane, place in ((0, 0), (1, 39_999), (2, 8_737), (2, 8_738), (0, 17_476)):
        assert (whole[lane, place] == bank.reshape(2, 15) @ around[lane, 3 * place : 3 * place + 15]).all()


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("count", [1, 7, 8, 16, 19, 32])
def test_correlation_in_vectors_of_floats_is_that_of_integers(kind, count):
    """Full vectors of filters, vectors filled up with zeros, and both; fewer windows than a tile, and any remainder."""
    rng = np.random.default_rng(count)
    for positions, taps, inputs in ((1, 4, 1), (5, 1, 3), (6, 2, 1), (11, 6, 2), (12, 1, 1), (40, 5, 2)):
        bank = rng.integers(-3, 4, (count, taps, inputs))
        signal = rng.integers(-9, 10, (2, positions * inputs))
        found = correlate(bank.astype(kind), signal.astype(kind))
        assert found.dtype == kind
        assert (found == correlate(bank.astype(object), signal.astype(object))).all()


@pytest.mark.parametrize("windows", [1, 5, 6, 7, 13])
def test_a_tile_writes_its_windows_and_nothing_beside_them(windows):
    """The last tile starts earlier instead of running over the end, where another thread writes."""
    out, signal = np.full((1, 30, 3), -1.0), np.ones((1, 40))
    products.multiply(out, signal, np.ones(2 * 8), 4, 2, 2 + windows, 2, 1, 3)

    assert (out[0, 6 : 6 + windows] == 2).all()
    assert (out[0, :6] == -1).all()
    assert (out[0, 6 + windows :] == -1).all()


def test_correlation_does_not_depend_on_the_threads(monkeypatch):
    """One piece, and sixteen pieces on two threads: the same doubles, although their sums are rounded."""
    rng = np.random.default_rng(0)
    bank, signal = rng.standard_normal((5, 7, 2)), rng.standard_normal(2 * 1000)
    alone = correlate(bank, signal)
    monkeypatch.setattr(gram, "WORTH_THREADS", 1)
    monkeypatch.setattr(gram.os, "cpu_count", lambda: 2)

    assert (correlate(bank, signal) == alone).all()
    small = np.rint(9 * bank), np.rint(9 * signal)
    assert (correlate(*(z.astype(int) for z in small)) == correlate(*small)).all()


def test_supports_outside_the_ring_are_refused():
    """With the range allowed."""
    bank = np.ones((1, 2, 1), int)
    for support in ([-1, 0], [0, 5], [1, 1]):
        with pytest.raises(InputError, match=r"ascending atom indices in 0\.\.4"):
            layer_rows(bank, 5, np.array(support), np.ones(2, int))


def test_row_tails_beyond_thirty_one_bits_are_not_counted_in_thirty_two():
    """Sums of 2^31 + 5 wrap in 32 bits: two of eight patterns lie beyond, whatever the sign of the zero offset."""
    found = row_tails(np.array([0, 3]), np.array([2**30, 2**30, 5]), np.array([0]), 2**31 - 1)

    assert (found.beyond.tolist(), found.ties.tolist(), found.bits.tolist()) == ([4], [0], [4])


def test_rows_of_equal_hash_are_still_compared():
    """With one hash for all, only the rows of equal magnitudes share a class, in whatever order these stand."""
    pointer, data = np.array([0, 2, 4, 6]), np.array([1, 2, -2, 1, 1, 3])
    group, first = np.empty(3, np.int64), np.empty(3, np.int64)

    assert classes(pointer, data, np.zeros(3, np.int64), np.zeros(3, np.uint64), group, first) == 2
    assert group.tolist() == [0, 0, 1]
