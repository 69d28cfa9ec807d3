"""Composed layers against a float model, and the choice of the signs that matter."""

import time
from fractions import Fraction

import numpy as np
import pytest

from boundcheck import values
from boundcheck.dcsc.network import Network
from boundcheck.dcsc.network_world import read_network
from boundcheck.dcsc.worlds import build
from boundcheck.instances.coverage import sample
from boundcheck.instances.networks import network, networks

CASES = [*networks().boundary(), *sample(networks(), 40, seed=5)]
IDS = [str(place) for place in range(len(CASES))]


def floats(row):
    return np.array([float(Fraction(entry)) for entry in row])


def matrices(data):
    rows, n_prev, found = data["M"], 1, []
    for layer in data["layers"]:
        stride = layer.get("stride", n_prev)
        first = np.zeros((rows, len(layer["filters"])))
        for f, row in enumerate(layer["filters"]):
            for step, entry in enumerate(floats(row)):
                first[step % rows, f] += entry
        A = np.hstack([np.roll(first, shift, axis=0) for shift in range(0, rows, stride)])
        found.append(A)
        rows, n_prev = A.shape[1], first.shape[1]
    return found


def patch_norm(v, length):
    size = len(v)
    return max(
        np.sqrt(sum(v[(first + step) % size] ** 2 for step in range(min(length, size)))) for first in range(size)
    )


@pytest.mark.parametrize("data", CASES, ids=IDS)
def test_matches_numpy(data):
    """Encoder, correlations, errors and norms agree with floats wherever the exact decoder has decided what to keep."""
    world, As = build(data), matrices(data)
    L = len(As)
    lengths = [len(layer["filters"][0]) for layer in data["layers"]] + [1]
    for o in world.outcomes[:: max(1, len(world.outcomes) // 16)]:
        x = [floats(data["x"])]
        for A, signs in zip(reversed(As), reversed(o), strict=True):
            x.insert(0, A @ (np.array(signs) * x[0]))
        for l in range(L + 1):
            assert np.allclose([float(world.families["x"](o, l, i)) for i in range(len(x[l]))], x[l])
        before = x[0] + floats(data["v0"])
        for l in range(1, L + 1):
            c = np.array(o[l - 1]) * (As[l - 1].T @ before)
            assert np.allclose([float(world.families["c"](o, l, i)) for i in world.sets["Atoms"](o, l)], c)
            hat = list(world.sets["Hat"](o, l))
            before = np.zeros_like(c)
            before[hat] = c[hat]
            lam = world.sets["Lam"](o, l)
            assert len(hat) <= len(lam) == int(world.families["K"](o, l))
            assert world.events["W"](o, l) == (tuple(hat) == tuple(lam))
            error = before - x[l]
            assert np.allclose([float(world.families["v"](o, l, i)) for i in range(len(c))], error)
            norm = float(values.ball(world.families["patcherr"](o, l)))
            assert np.isclose(norm, patch_norm(error, lengths[l]))
            gram = As[l - 1].T @ As[l - 1]
            assert np.allclose(
                [[float(world.families["g"](o, l, i, j)) for j in lam] for i in lam], gram[np.ix_(lam, lam)]
            )
            off = np.abs(gram - np.diag(np.diag(gram)))
            assert np.isclose(float(world.families["mu"](o, l)), off.max())
            assert world.families["size"](o, l) == len(gram)
            assert world.sets["Below"](o, l) == tuple(range(1, l))
        assert world.scalars["M"](o) == data["M"]
        first = float(values.ball(world.families["patcherr"](o, 0)))
        assert np.isclose(first, patch_norm(floats(data["v0"]), lengths[0]))


def exact_columns(data):
    """Columns of each layer as fractions, with the filter length and the stride."""
    rows, n_prev, found = data["M"], 1, []
    for layer in data["layers"]:
        stride, columns = layer.get("stride", n_prev), []
        for first in range(0, rows, stride):
            for row in layer["filters"]:
                column = [Fraction(0)] * rows
                for step, entry in enumerate(row):
                    column[(first + step) % rows] += Fraction(entry)
                columns.append(column)
        found.append((columns, len(layer["filters"][0]), stride, len(layer["filters"])))
        rows, n_prev = len(columns), len(layer["filters"])
    return found


def dot(left, right):
    return sum(a * b for a, b in zip(left, right, strict=True))


def most(entries, length):
    """Largest sum over a run of places on the ring."""
    size = len(entries)
    return max(sum(entries[(first + step) % size] for step in range(min(length, size))) for first in range(size))


def top(c, keep, ties, support):
    """The places kept: the best remaining one, ``keep`` times, by the rule for ties in words."""
    left, kept = set(range(len(c))), set()
    for _ in range(keep):
        best = max(abs(c[i]) for i in left)
        tied = [i for i in left if abs(c[i]) == best]
        if ties == "against":
            tied = [i for i in tied if i not in support] or tied
        pick = max(tied) if ties == "highest" else min(tied)
        left.remove(pick)
        kept.add(pick)
    return kept


@pytest.mark.parametrize("data", CASES, ids=IDS)
def test_agrees_with_fractions_from_first_principles(data):
    """Encoder, decoder with its ties, errors, supports and norms are exactly what the definitions say."""
    world, levels = build(data), exact_columns(data)
    f, L = world.families, len(levels)
    lengths = [m for _, m, _, _ in levels] + [1]
    for o in world.outcomes[:: max(1, len(world.outcomes) // 8)]:
        xs = [list(map(Fraction, data["x"]))]
        for (columns, *_), signs in zip(reversed(levels), reversed(o), strict=True):
            weights = [sign * entry for sign, entry in zip(signs, xs[0], strict=True)]
            xs.insert(0, [dot(weights, row) for row in zip(*columns, strict=True)])
        before, pathway = [a + Fraction(b) for a, b in zip(xs[0], data["v0"], strict=True)], True
        for l, (columns, m, stride, n) in enumerate(levels, start=1):
            error_below = [a - b for a, b in zip(before, xs[l - 1], strict=True)]
            square = most([entry**2 for entry in error_below], m)
            assert values.power(f["patcherr"](o, l - 1), Fraction(2)) == square
            places, x = range(len(columns)), xs[l]
            c = [sign * dot(column, before) for sign, column in zip(o[l - 1], columns, strict=True)]
            assert [f["c"](o, l, i) for i in places] == c
            assert [f["w"](o, l, i) for i in places] == [dot(column, error_below) for column in columns]
            support = {i for i in places if x[i]}
            kept = top(c, len(support), data.get("ties", "lowest"), support)
            before = [c[i] if i in kept else Fraction(0) for i in places]
            assert [f["xhat"](o, l, i) for i in places] == before
            assert [f["x"](o, l, i) for i in places] == x
            recovered = support == {i for i in places if before[i]}
            pathway = pathway and recovered
            assert world.events["W"](o, l) is recovered
            assert world.events["Y"](o, l) is pathway
            nonzero = [abs(entry) for entry in x if entry] or [Fraction(0)]
            assert (f["xmin"](o, l), f["xmax"](o, l)) == (min(nonzero), max(nonzero))
            assert f["stripe"](o, l) == most([int(entry != 0) for entry in x], max(0, (2 * m - stride) * n // stride))
        assert values.power(f["patcherr"](o, L), Fraction(2)) == most(
            [(a - b) ** 2 for a, b in zip(before, xs[L], strict=True)], lengths[L]
        )


@pytest.mark.parametrize("data", CASES, ids=IDS)
def test_bounds_hold_over_all_patterns(data):
    """zeta0, xmin0, xmax0 and S0 bound every outcome they speak of; Y is all W below."""
    world = build(data)
    f = world.families
    for o in world.outcomes:
        assert world.events["Y"](o, 0)
        for l in world.sets["Layers"](o):
            assert world.events["Y"](o, l) == all(world.events["W"](o, k) for k in range(1, l + 1))
            assert f["xmin0"](o, l) <= f["xmin"](o, l) <= f["xmax"](o, l) <= f["xmax0"](o, l)
            assert f["stripe"](o, l) <= f["S0"](o, l) == f["S"](o, l)
            assert sorted(world.sets["Lam"](o, l) + world.sets["Off"](o, l)) == list(world.sets["Atoms"](o, l))
        for l in (0, *world.sets["Layers"](o)):
            if world.events["Y"](o, l):
                assert values.relate(f["patcherr"](o, l), "<=", f["zeta0"](o, l)) is True
                assert world.events["Small"](o, l)


def law(world):
    """Joint law of everything but the signs themselves: supports found, magnitudes of the errors."""
    L = int(world.scalars["L"](None))
    counts = {}
    for o in world.outcomes:
        key = tuple(
            (world.sets["Lam"](o, l), world.sets["Hat"](o, l), world.families["patcherr"](o, l))
            for l in range(1, L + 1)
        )
        counts[key] = counts.get(key, 0) + 1
    return {key: Fraction(count, len(world.outcomes)) for key, count in counts.items()}


@pytest.mark.parametrize("data", [data for data in CASES if data["M"] * len(data["layers"]) <= 6][:30], ids=str)
def test_only_signs_that_do_not_matter_are_dropped(data):
    """The joint law of supports and errors is the same when every sign is free."""
    if sum(level.shape.atoms for level in read_network(data).levels) > 10:
        pytest.skip("more than 2^10 patterns")
    assert law(build(data)) == law(build({**data, "signs": "all"}))


def test_an_atom_off_every_support_can_matter():
    """A wrongly chosen atom of layer 1 passes its sign on: it is among the free ones."""
    data = network([[["4/5", "3/5"], [1, 0]], [["1", 0, 0]]], [1, 0], ["-1/2", "1/2"])
    found = read_network(data)
    assert isinstance(found, Network)
    assert {len(atoms) for atoms in found.relevant()} != {0}
    assert law(build(data)) == law(build({**data, "signs": "all"}))


def test_given_zeta_and_S_are_used():
    """The lists of the data win over what the instance shows."""
    data = network([[[1]], [[1]]], [1], [0], zeta=["1/2", "1/3", 0], S=[2, 3])
    world = build(data)
    assert [world.families["zeta"](None, l) for l in (0, 1, 2)] == [Fraction(1, 2), Fraction(1, 3), 0]
    assert [world.families["S"](None, l) for l in (1, 2)] == [2, 3]
    assert world.families["S0"](None, 1) == 1


def test_4096_outcomes_take_well_under_a_second():
    """The decoder works on integers and remembers."""
    row = ["1/2", "1/2", "1/2", "1/2"]
    data = network([[row, ["3/5", "4/5", 0, 0]], [row, row]], [1, 1, 1, 1, 0, 0, 0, 0], [0, 0, 0, 0])
    start = time.process_time()
    world = build(data)
    recovered = sum(world.events["Y"](o, 2) for o in world.outcomes)
    assert len(world.outcomes) == 4096
    assert 0 <= recovered <= 4096
    assert time.process_time() - start < 2.0
