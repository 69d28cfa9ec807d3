"""The re-checker's worlds against the tool's: two readings of one definition, name by name, on random instances."""

import itertools
import random
from fractions import Fraction
from functools import partial

import pytest

import recheck
from boundcheck import values as reals
from boundcheck.certificates.axioms import axioms
from boundcheck.dcsc.worlds import build

HEADS = (("sym", "scalars"), ("at", "families"), ("set", "sets"), ("happens", "events"))


def numbers(rng, count, *, zero=0.4):
    return [0 if rng.random() < zero else str(Fraction(rng.randint(-4, 4), rng.randint(1, 4))) for _ in range(count)]


def layer_data(rng):
    M, n_prev, n, m = rng.randint(1, 4), rng.randint(1, 2), rng.randint(1, 2), rng.randint(1, 5)
    divisors = [d for d in range(1, n_prev * M + 1) if (n_prev * M) % d == 0]
    data = {"kind": "layer", "M": M, "n_prev": n_prev, "n": n, "stride": rng.choice([n_prev, *divisors])}
    atoms = n * (n_prev * M // data["stride"])
    x = numbers(rng, atoms, zero=0.6)
    while sum(value not in (0, "0") for value in x) > 5:
        x[rng.randrange(atoms)] = 0
    data |= {"filters": [numbers(rng, m) for _ in range(n)], "x": x, "v": numbers(rng, n_prev * M)}
    data |= {"S": rng.randint(0, 3), "zeta": "1/3", "p": "1/2", "m_next": rng.randint(1, 4)}
    data |= {"ties": rng.choice(["lowest", "highest", "against"]), "signs": "all" if atoms <= 4 else "support"}
    return data


def network_data(rng):
    M, n_prev, layers = rng.randint(1, 3), 1, []
    rows = M
    for _ in range(rng.randint(1, 2)):
        n, m = rng.randint(1, 2), rng.randint(1, 3)
        layers.append({"filters": [numbers(rng, m) for _ in range(n)]})
        if rng.random() < 0.4:
            layers[-1]["stride"] = rng.choice([d for d in range(1, rows + 1) if rows % d == 0])
        step = layers[-1].get("stride", n_prev)
        if rows % step:
            return network_data(rng)
        rows, n_prev = n * (rows // step), n
    data = {
        "kind": "network",
        "M": M,
        "layers": layers,
        "x": numbers(rng, rows, zero=0.7),
        "v0": numbers(rng, M, zero=0.7),
    }
    if rng.random() < 0.3:
        data["zeta"] = ["1/2"] * (len(layers) + 1)
    if rng.random() < 0.3:
        data["S"] = [2] * len(layers)
    data["ties"] = rng.choice(["lowest", "highest", "against"])
    return data


def ring_data(rng):
    n_prev, M = rng.randint(1, 2), rng.randint(1, 5)
    stride = rng.choice([d for d in range(1, n_prev * M + 1) if (n_prev * M) % d == 0])
    return {
        "kind": "ring",
        "M": M,
        "n_prev": n_prev,
        "n": rng.randint(1, 3),
        "m": rng.randint(1, 7),
        "stride": stride,
        "m_next": rng.randint(1, 3),
    }


def plain_data(rng):
    yield {"kind": "vector", "z": numbers(rng, rng.randint(1, 5)), "k": rng.randint(0, 6)}
    yield {"kind": "signs", "alpha": numbers(rng, rng.randint(1, 5)), "t": "3/2"}
    width = rng.randint(1, 4)
    yield {"kind": "matrix", "B": [numbers(rng, width) for _ in range(rng.randint(1, 4))]}
    yield {"kind": "reals", "values": {"a": "1/2", "b": -3}}


def worlds():
    for seed in range(30):
        rng = random.Random(seed)
        yield from (layer_data(rng), ring_data(rng), *plain_data(rng))
        if seed < 20:
            yield network_data(rng)


def ours(data):
    """The instance as the re-checker reads it: a function from head, name, outcome and places to a value."""
    world = recheck.World(data, axioms()["worlds"], recheck.Work(10**9))

    def look(head, name, outcome, places):
        evaluator = recheck.Evaluator(world, recheck.Work(10**9), recheck.outcome(outcome, ()))
        try:
            found = evaluator((head, name, *(("num", Fraction(place)) for place in places)))
        except recheck.UnableError:
            return None
        return tuple(found) if head == "set" else found

    return look


def same(name, mine, expected):
    """Equal, or a root that the enclosure holds; a place that only one of the two programs has is no contradiction."""
    if mine is None or expected is None:
        return True
    if name in ("zeta", "zeta0"):  # without data: the root of the worst error, or a little more
        return 0 <= mine - expected < Fraction(1, 2**19)
    if isinstance(expected, reals.Surd):
        return mine[0] ** 2 <= expected.square <= mine[1] ** 2
    return mine == expected


def attempt(call):
    try:
        return call()
    except (IndexError, KeyError):
        return None


@pytest.mark.parametrize("data", list(worlds()), ids=lambda data: data["kind"])
def test_every_name_means_the_same_to_the_tool_and_to_the_rechecker(data):
    theirs, look = build(data), ours(data)
    for head, table in HEADS:
        for name, call in getattr(theirs, table).items():
            seen = 0
            for outcome in random.Random(1).sample(list(theirs.outcomes), min(3, len(theirs.outcomes))):
                for arity in range(4):
                    for places in itertools.product(range(-1, 4), repeat=arity):
                        try:
                            expected = attempt(partial(call, outcome, *places))
                        except TypeError:
                            break
                        mine = look(head, name, outcome, places)
                        seen += mine is not None
                        assert same(name, mine, expected), (head, name, outcome, places)
            assert seen or not theirs.sets["All"](theirs.outcomes[0]) or name in ("pinv", "Below"), name


TABLES = {
    "kind": "tables",
    "outcomes": 2,
    "random": ["e", "T", "Z", "u"],
    "scalars": {"u": [1, 2], "mu": "1/2"},
    "families": {"e": [[1, -1], [1, 1]], "b": [[1, 2], ["1/3", 4]]},
    "sets": {"All": [1, 0], "T": [[[0], []], [[1], [0]]], "A": [[1, 0], []]},
    "events": {"Z": [1, 0], "Y": [0, 1]},
}


def test_tables_are_read_as_the_tool_reads_them():
    """Kind tables: every name has the same value in both programs, outcome by outcome."""
    theirs, look = build(TABLES), ours(TABLES)
    for o in theirs.outcomes:
        assert theirs.scalars["u"](o) == look("sym", "u", o, ())
        assert theirs.events["Z"](o) is look("happens", "Z", o, ())
        for i in (0, 1):
            assert theirs.families["e"](o, i) == look("at", "e", o, (i,))
            assert theirs.sets["T"](o, i) == look("set", "T", o, (i,))
            assert theirs.sets["A"](o, i) == look("set", "A", o, (i,))
            assert theirs.events["Y"](o, i) is look("happens", "Y", o, (i,))
            assert theirs.families["b"](o, i, 1) == look("at", "b", o, (i, 1))


@pytest.mark.parametrize(
    "wrong",
    [{"outcomes": 3}, {"random": ["nobody"]}, {"outcomes": 0}, {"sets": {}}, {"sets": {"All": [0], "mu": [1]}}],
)
def test_damaged_tables_are_refused(wrong):
    with pytest.raises(recheck.UnableError):
        ours({**TABLES, **wrong})
