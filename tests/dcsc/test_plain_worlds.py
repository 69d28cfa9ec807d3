"""Rings, vectors, Rademacher sums, matrices and parameters, against their definitions."""

import itertools
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings

import recheck
from boundcheck.certificates.axioms import axioms
from boundcheck.dcsc.ring import printed_window
from boundcheck.dcsc.worlds import build
from boundcheck.errors import BoundcheckError
from boundcheck.instances.plain import matrices, rings, sign_sums, vectors


@pytest.mark.parametrize("data", list(rings().boundary()), ids=str)
def test_ring_against_definition(data):
    """Touch, Overlap, Stripe, StripeAt and the printed windows."""
    world = build(data)
    R, s, n, m = data["n_prev"] * data["M"], data["stride"], data["n"], data["m"]
    N, length = n * (R // s), floor((2 * Fraction(m, s) - 1) * n)
    assert (world.scalars["N"](None), world.scalars["stripe_len"](None)) == (N, length)
    assert world.sets["Starts"](None) == tuple(range(1, N + 1))
    touch = [{(i // n * s + step) % R for step in range(m)} for i in range(N)]
    for i in range(N):
        assert set(world.sets["Touch"](None, i)) == touch[i]
        assert world.sets["Overlap"](None, i) == tuple(j for j in range(N) if touch[i] & touch[j])
        assert set(world.sets["Overlap"](None, i)) <= set(world.sets["StripeAt"](None, i))
        assert len(world.sets["Stripe"](None, i)) == min(N, max(length, 0))
    for r in world.sets["Starts"](None):
        assert world.sets["PatchUsed"](None, r) == as_printed(r, m, N)
        assert world.sets["StripeUsed"](None, r) == as_printed(r, length, N)


def as_printed(i, m, N):
    """The displayed condition, row by row, over enough rows."""
    if i + m - 1 <= N:
        return tuple(j for j in range(1, 200) if i <= j <= i + m - 1)
    return tuple(j for j in range(1, 200) if i <= j <= N or 1 <= j <= m - 1 - (N - i))


def test_printed_window_can_leave_the_ring():
    """A window longer than the ring marks rows that do not exist: nothing is dropped."""
    assert printed_window(1, 5, 2) == (1, 2, 3)
    assert printed_window(2, 6, 2) == (1, 2, 3, 4, 5)


def tops(z, k):
    """Sets of k indices none of which is beaten by one outside."""
    everyone = range(len(z))
    return [
        set(T)
        for T in itertools.combinations(everyone, min(k, len(z)))
        if all(abs(z[i]) >= abs(z[j]) for i in T for j in everyone if j not in T)
    ]


@pytest.mark.parametrize("data", [*vectors().boundary()][::3], ids=str)
def test_vector_against_brute_force(data):
    """The events, decided by trying every bias that matters."""
    z, k = [Fraction(entry) for entry in data["z"]], data["k"]
    world = build(data)
    event = {name: test(None) for name, test in world.events.items()}
    sets = tops(z, k)
    projections = [[e if i in T else 0 for i, e in enumerate(z)] for T in sets]
    shifts = {-e for e in z} | {Fraction(0)} | {-e - Fraction(1, 7) for e in z} | {-e + Fraction(1, 7) for e in z}
    relus = [[max(e + b, 0) for e in z] for b in shifts]
    single = [{max(e + b, 0) for b in shifts} for e in z]
    assert event["ProjUnique"] == (len(sets) == 1)
    assert event["ProjHasK"] == (k <= len(z) and all(sum(e != 0 for e in row) == k for row in projections))
    assert event["ReluCanShared"] == any(row in projections for row in relus)
    assert event["ReluCan"] == any(all(e in can for e, can in zip(row, single, strict=True)) for row in projections)
    assert event["ReluSupport"] == any({i for i, e in enumerate(row) if e} in sets for row in relus)
    assert event["NonNegative"] == (min(z) >= 0)
    assert event["Distinct"] == (len({abs(e) for e in z}) == len(z))
    edge = sorted(map(abs, z), reverse=True)
    assert world.scalars["ties"](None) == int(0 < k < len(z) and edge[k - 1] == edge[k] != 0)


@given(sign_sums().strategy())
@settings(max_examples=50, deadline=None)
def test_sign_sums(data):
    """The second moment over all outcomes is the sum of squares."""
    world = build(data)
    alpha = [Fraction(entry) for entry in data["alpha"]]
    sums = [
        sum(world.families["eps"](o, i) * world.families["alpha"](o, i) for i in world.sets["All"](o))
        for o in world.outcomes
    ]
    assert len(sums) == 2 ** len(alpha)
    assert sum(total * total for total in sums) / len(sums) == world.scalars["sq"](None)


@given(matrices(wide=True).strategy())
@settings(max_examples=50, deadline=None)
def test_matrices(data):
    """Unit columns, symmetric Gram, coherence the largest entry off its diagonal."""
    world = build(data)
    columns = world.sets["All"](None)
    gram = [[world.families["g"](None, i, j) for j in columns] for i in columns]
    assert all(gram[i][i] == 1 and gram[i][j] == gram[j][i] for i in columns for j in columns)
    off = [abs(gram[i][j]) for i in columns for j in columns if i != j]
    assert world.scalars["mu"](None) == max(off, default=0) <= 1
    assert world.scalars["cols"](None) >= world.scalars["rows"](None) == len(world.sets["Rows"](None))
    assert world.families["b"](None, 0, 0) == Fraction(data["B"][0][0])


def test_reals():
    """Parameters become Fractions, so that negative powers stay exact."""
    world = build({"kind": "reals", "values": {"mu": "1/2", "S": 3}})
    assert world.scalars["S"](None) ** -1 == Fraction(1, 3)
    assert world.outcomes == (None,)


TABLES = {"kind": "tables", "scalars": {"mu": "1/2"}, "families": {"b": [[1, 2], ["1/3", 4]]}, "sets": {"All": [1, 0]}}
RANDOM_TABLES = {
    **TABLES,
    "outcomes": 2,
    "random": ["e", "T", "Z"],
    "families": {"b": [[1, 2]], "e": [[1, -1], [1, 1]]},
    "sets": {"All": [0, 1], "T": [[], [0, 1]]},
    "events": {"Z": [1, 0]},
}


def test_tables_are_read_as_written():
    """A scalar, an entry of a family, a set in order, and a family of sets."""
    world = build({**TABLES, "sets": {"All": [1, 0], "T": [[2, 0], []]}})
    assert world.scalars["mu"](None) == Fraction(1, 2)
    assert world.families["b"](None, 1, 0) == Fraction(1, 3)
    assert (world.sets["All"](None), world.sets["T"](None, 0), world.sets["T"](None, 1)) == ((0, 1), (0, 2), ())
    with pytest.raises(IndexError):
        world.families["b"](None, 0, -1)


def test_a_random_table_has_an_entry_per_outcome():
    """A family, a set and an event that depend on the outcome, beside a family that does not."""
    world = build({**RANDOM_TABLES})
    assert list(world.outcomes) == [0, 1]
    assert [world.families["e"](o, 1) for o in world.outcomes] == [-1, 1]
    assert [world.sets["T"](o) for o in world.outcomes] == [(), (0, 1)]
    assert [world.events["Z"](o) for o in world.outcomes] == [True, False]
    assert world.families["b"](1, 0, 1) == 2
    assert build(TABLES).outcomes == (None,)


@pytest.mark.parametrize(
    "wrong", [{"outcomes": 3}, {"random": ["e", "T", "Z", "nobody"]}, {"events": {"Z": [1, 2]}}, {"outcomes": 0}]
)
def test_damaged_random_tables_are_refused(wrong):
    """Too few entries, a random name without a table, an event that is neither 0 nor 1, no outcome."""
    with pytest.raises(BoundcheckError):
        build({**RANDOM_TABLES, **wrong})
    if "events" in wrong:  # to the re-checker an event happens where its entry is 1
        return
    with pytest.raises(recheck.UnableError):
        recheck.World({**RANDOM_TABLES, **wrong}, axioms()["worlds"], recheck.Work())


@pytest.mark.parametrize(
    ("wrong", "label"),
    [
        ({"scalars": {"mu": 0.5}}, "scalars.mu"),
        ({"families": {"b": 3}}, "families.b"),
        ({"families": {"b": [[[[[1]]]]]}}, r"families.b\[0\]"),
        ({"sets": {"All": [-1]}}, r"sets.All\[0\]"),
        ({"sets": {}}, "sets"),
        ({"sets": []}, "sets"),
    ],
)
def test_damaged_tables_are_refused(wrong, label):
    """A float, a family without an index, one too deep, a negative index, no universe, no mapping."""
    with pytest.raises(BoundcheckError, match=label):
        build({**TABLES, **wrong})
