"""The re-checker's worlds against the tool's: two readings of one definition, name by name, on random instances."""

import itertools
import random
from fractions import Fraction
from functools import partial

import pytest

import recheck
from boundcheck import values as reals
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
    for seed in range(60):
        rng = random.Random(seed)
        yield from (layer_data(rng), ring_data(rng), *plain_data(rng))
        if seed < 40:
            yield network_data(rng)


def comparable(value):
    if isinstance(value, reals.Surd):
        return recheck.Roots(((value.square, Fraction(value.sign)),))
    return value


def same(ours, theirs):
    if isinstance(ours, recheck.Roots) and isinstance(theirs, reals.Surd):
        real = recheck.Reals(64, recheck.Work())
        return real.relate(ours, "==", recheck.roots(((theirs.square, Fraction(theirs.sign)),)))
    return ours == theirs


def attempt(call):
    try:
        return call()
    except (IndexError, KeyError):
        return "nothing there"


@pytest.mark.parametrize("data", list(worlds()), ids=lambda data: data["kind"])
def test_every_name_means_the_same_to_the_tool_and_to_the_rechecker(data):
    theirs = build(data)
    ours = recheck.build(data, recheck.Work(10**9))

    assert {(head, name) for head, table in HEADS for name in getattr(theirs, table)} == set(ours.names)
    assert set(theirs.random) >= {n for n in ours.random if n in {name for _, name in ours.names}}
    assert sorted(map(repr, theirs.outcomes)) == sorted(map(repr, ours.outcomes))
    for head, table in HEADS:
        for name, look in getattr(theirs, table).items():
            mine = ours.names[head, name]
            for outcome in random.Random(1).sample(list(theirs.outcomes), min(4, len(theirs.outcomes))):
                for arity in range(4):
                    for places in itertools.product(range(-1, 4), repeat=arity):
                        try:
                            expected = attempt(partial(look, outcome, *places))
                        except TypeError:
                            break
                        assert same(attempt(partial(mine, outcome, *places)), expected), (head, name, outcome, places)


def test_tables_are_read_as_the_tool_reads_them():
    """Kind tables: every name has the same value in both programs; a world without a universe is refused."""
    data = {
        "kind": "tables",
        "scalars": {"mu": "1/2"},
        "families": {"b": [[1, 2], ["1/3", 4]]},
        "sets": {"All": [1, 0], "T": [[2, 0], []]},
    }
    ours, theirs = build(data), recheck.build(data, recheck.Work())
    assert ours.scalars["mu"](None) == theirs.names["sym", "mu"](None)
    assert ours.families["b"](None, 1, 0) == theirs.names["at", "b"](None, 1, 0)
    assert ours.sets["T"](None, 0) == theirs.names["set", "T"](None, 0) == (0, 2)
    with pytest.raises(recheck.UnableError, match="All"):
        recheck.build({**data, "sets": {}}, recheck.Work())


def test_random_tables_are_read_as_the_tool_reads_them():
    """What depends on the outcome is read outcome by outcome."""
    data = {
        "kind": "tables",
        "outcomes": 2,
        "random": ["e", "T", "Z", "u"],
        "scalars": {"u": [1, 2]},
        "families": {"e": [[1, -1], [1, 1]]},
        "sets": {"All": [0, 1], "T": [[[0], []], [[1], [0]]]},
        "events": {"Z": [1, 0], "Y": [0, 1]},
    }
    ours, theirs = build(data), recheck.build(data, recheck.Work())
    assert list(ours.outcomes) == list(theirs.outcomes)
    assert ours.random == theirs.random
    for o in ours.outcomes:
        assert ours.scalars["u"](o) == theirs.names["sym", "u"](o)
        assert ours.events["Z"](o) is theirs.names["happens", "Z"](o)
        for i in (0, 1):
            assert ours.families["e"](o, i) == theirs.names["at", "e"](o, i)
            assert ours.sets["T"](o, i) == theirs.names["set", "T"](o, i)
            assert ours.events["Y"](o, i) is theirs.names["happens", "Y"](o, i)
