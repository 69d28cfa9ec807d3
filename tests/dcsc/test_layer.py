"""One layer against a float model in numpy and against fractions from first principles."""

import itertools
from fractions import Fraction
from math import floor, isclose, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boundcheck import values
from boundcheck.dcsc.worlds import build
from boundcheck.instances.coverage import sample
from boundcheck.instances.layer_boundary import boundary_layers
from boundcheck.instances.layers import layers

CASES = [
    *(data for data in boundary_layers() if sum(entry not in (0, "0") for entry in data["x"]) <= 8),
    *sample(layers(), 60, seed=11),
    *sample(layers(signs="all", unit=False), 60, seed=12),
]
IDS = [str(place) for place in range(len(CASES))]


def numbers(row):
    return np.array([float(Fraction(entry)) for entry in row])


def exact(row):
    return [Fraction(entry) for entry in row]


def dense(data):
    """The matrix of Definition 2.1 built from permuted identity matrices."""
    rows, stride = data["n_prev"] * data["M"], data["stride"]
    first = np.zeros((rows, data["n"]))
    for f, row in enumerate(data["filters"]):
        for step, entry in enumerate(numbers(row)):
            first[step % rows, f] += entry
    return np.hstack([np.roll(first, shift, axis=0) for shift in range(0, rows, stride)])


def windows(entries, length):
    size = len(entries)
    return [[entries[(first + step) % size] for step in range(min(length, size))] for first in range(size)]


def scalar(world, name, outcome=None):
    return world.scalars[name](outcome)


@pytest.mark.parametrize("data", CASES, ids=IDS)
def test_matches_numpy(data):
    """Matrix, Gram, correlations, inputs, norms and pseudoinverse agree with floats on every pattern."""
    world, A = build(data), dense(data)
    x, v = numbers(data["x"]), numbers(data["v"])
    atoms, rows = range(A.shape[1]), range(A.shape[0])
    table = np.array([[float(world.families["a"](None, r, i)) for i in atoms] for r in rows])
    assert np.allclose(table, A)
    gram = np.array([[float(world.families["g"](None, i, j)) for j in atoms] for i in atoms])
    assert np.allclose(gram, A.T @ A)
    off = np.abs(A.T @ A - np.diag(np.diag(A.T @ A)))
    assert isclose(float(scalar(world, "mu")), off.max(), abs_tol=1e-12)
    patch = max(sqrt(sum(e * e for e in w)) for w in windows(list(v), len(data["filters"][0])))
    assert isclose(float(values.ball(scalar(world, "patch"))), patch, abs_tol=1e-12)
    for outcome in world.outcomes:
        AD = A * np.array(outcome)
        y = AD @ x + v
        assert np.allclose([float(world.families["xin"](outcome, r)) for r in rows], AD @ x)
        assert np.allclose([float(world.families["y"](outcome, r)) for r in rows], y)
        assert np.allclose([float(world.families["c"](outcome, i)) for i in atoms], AD.T @ y)
    support = np.flatnonzero(x)
    found = [[float(world.families["pinv"](outcome, i, j)) for j in support] for i in support]
    if len(support):
        B = AD[:, support]
        assert np.allclose(found, np.linalg.pinv(B) @ B, atol=1e-9)


@pytest.mark.parametrize("data", CASES, ids=IDS)
def test_decoder_and_errors_from_first_principles(data):
    """The decoder keeps K entries none of which is beaten by a dropped one; its error norms are what they say."""
    world = build(data)
    x, N, K = exact(data["x"]), len(data["x"]), sum(entry not in (0, "0") for entry in data["x"])
    support = {i for i in range(N) if x[i]}
    for outcome in world.outcomes:
        c = [world.families["c"](outcome, i) for i in range(N)]
        xhat = [world.families["xhat"](outcome, i) for i in range(N)]
        hat = set(world.sets["Hat"](outcome))
        assert hat == {i for i in range(N) if xhat[i]}
        assert all(xhat[i] in (0, c[i]) for i in range(N))
        kept = expected_top(c, K, data["ties"], support)
        assert [c[i] if i in kept else 0 for i in range(N)] == xhat
        d = [x[i] - xhat[i] for i in range(N)]
        assert d == [world.families["d"](outcome, i) for i in range(N)]
        assert scalar(world, "err_inf", outcome) == max(map(abs, d))
        square = max(sum(e * e for e in w) for w in windows(d, data["m_next"]))
        assert values.power(scalar(world, "err_patch", outcome), Fraction(2)) == square
        assert world.events["W"](outcome) == (hat == support)


def expected_top(c, K, ties, support):
    """Pick the best remaining index K times, by the rule in words."""
    left, kept = set(range(len(c))), set()
    for _ in range(K):
        best = max(abs(c[i]) for i in left)
        tied = [i for i in left if abs(c[i]) == best]
        if ties == "against":
            tied = [i for i in tied if i not in support] or tied
        pick = max(tied) if ties == "highest" else min(tied)
        left.remove(pick)
        kept.add(pick)
    return kept


@pytest.mark.parametrize("data", CASES, ids=IDS)
def test_structure_from_first_principles(data):
    """Sizes, patches, stripes and densities are the ones the definitions say."""
    world = build(data)
    rows, m, s, n = data["n_prev"] * data["M"], len(data["filters"][0]), data["stride"], data["n"]
    x = exact(data["x"])
    N = len(x)
    stripe_len = floor((2 * Fraction(m, s) - 1) * n)
    assert scalar(world, "stripe_len") == stripe_len
    assert (scalar(world, "N"), scalar(world, "R")) == (n * rows // s, rows)
    count = max(stripe_len, 0)
    assert scalar(world, "stripe") == max(sum(e != 0 for e in w) for w in windows(x, count))
    assert scalar(world, "patch0") == max(sum(e != 0 for e in w) for w in windows(x, data["m_next"]))
    for i in range(N):
        start = i // n * s
        touch = {(start + step) % rows for step in range(m)}
        assert set(world.sets["Touch"](None, i)) == touch == set(world.sets["Patch"](None, start))
        assert [world.families["q"](None, i, r) for r in range(rows)] == [r in touch for r in range(rows)]
        assert set(world.sets["Supp"](None, i)) <= touch
        assert len(world.sets["Stripe"](None, i)) == min(count, N)
        near = {j for j in range(N) if touch & {(j // n * s + step) % rows for step in range(m)}}
        assert set(world.sets["Gam"](None, i)) <= near <= set(world.sets["StripeAt"](None, i))


def test_the_sets_partition():
    """Lam and Off share out All."""
    world = build(CASES[9])
    sets = {name: world.sets[name](None) for name in ("All", "Lam", "Off", "Rows")}
    assert sorted(sets["Lam"] + sets["Off"]) == list(sets["All"])


def test_wrapped_entries_add():
    """A filter of length 3 on a ring of 2 puts its third entry on its first."""
    data = next(data for data in boundary_layers() if len(data["filters"][0]) == 3 and data["M"] == 2)
    world = build(data)
    row = exact(data["filters"][0])
    assert [world.families["a"](None, r, 0) for r in (0, 1)] == [row[0] + row[2], row[1]]


def test_projector_of_repeated_columns():
    """Two equal columns with signs: the entry off the diagonal carries the product of the signs."""
    data = {"kind": "layer", "M": 1, "n_prev": 1, "n": 2, "stride": 1, "filters": [[1], [1]], "x": [1, 1], "v": [0]}
    world = build({**data, "S": 2, "zeta": 0, "p": "1/2", "m_next": 1})
    assert {o: world.families["pinv"](o, 0, 1) for o in world.outcomes} == {
        o: Fraction(o[0] * o[1], 2) for o in world.outcomes
    }


@given(st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_sign_symmetry(seed):
    """Flipping all signs and the noise flips no magnitude."""
    rng = np.random.default_rng(seed)
    data = sample_layer(rng)
    turned = {**data, "v": [str(-Fraction(entry)) for entry in data["v"]]}
    one, two = build(data), build(turned)
    for outcome in one.outcomes:
        flipped = tuple(-sign for sign in outcome)
        for i in range(len(data["x"])):
            assert one.families["c"](outcome, i) == two.families["c"](flipped, i)


def sample_layer(rng):
    M = int(rng.integers(1, 4))
    row = [str(Fraction(int(rng.integers(-3, 4)), 2)) for _ in range(int(rng.integers(1, 4)))]
    x = [int(rng.integers(-1, 2)) for _ in range(M)]
    v = [str(Fraction(int(rng.integers(-3, 4)), 3)) for _ in range(M)]
    data = {"kind": "layer", "M": M, "n_prev": 1, "n": 1, "stride": 1, "filters": [row], "x": x, "v": v}
    return {**data, "S": 1, "zeta": 1, "p": "1/2", "m_next": 1, "ties": "lowest", "signs": "all"}


def test_outcomes():
    """Support signs vary in a fixed order that starts with all +1; the others stay +1."""
    data = {"kind": "layer", "M": 3, "n_prev": 1, "n": 1, "filters": [[1]], "x": [1, 0, 1], "v": [0] * 3}
    world = build({**data, "S": 1, "zeta": 0, "p": 0, "m_next": 1})
    assert world.outcomes == ((1, 1, 1), (1, 1, -1), (-1, 1, 1), (-1, 1, -1))
    everyone = build({**data, "S": 1, "zeta": 0, "p": 0, "m_next": 1, "signs": "all"})
    assert list(everyone.outcomes) == list(itertools.product((1, -1), repeat=3))
