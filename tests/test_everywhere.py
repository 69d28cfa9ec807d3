"""A claim holds everywhere exactly if each of its readings does, however few of them have to be looked at."""

import pytest
from sympy import Rational

from boundcheck import Claim, Index, family, named_set, real, set_family, size
from boundcheck import terms as t
from boundcheck.dcsc.worlds import build
from boundcheck.evaluate import holds_everywhere, readings
from boundcheck.instances.coverage import sample
from boundcheck.instances.networks import networks
from boundcheck.world import World

l, i = Index("l"), Index("i")
x, xmin, xmin0, xmax, stripe, w, K = (family(name) for name in ("x", "xmin", "xmin0", "xmax", "stripe", "w", "K"))
Layers, Lam, Atoms = named_set("Layers"), set_family("Lam"), set_family("Atoms")
CASES = [data for data in [*networks().boundary(), *sample(networks(), 30, seed=8)] if data["M"] <= 3]
CLAIMS = {
    "it is so by definition": Claim(xmin(l), ">=", xmin0(l), ((l, Layers),)),
    "it is so for some patterns": Claim(xmin(l), "<=", xmin0(l), ((l, Layers),)),
    "a word of the layer above": Claim(stripe(l + 1), "<=", 1, ((l, t.Span(1, real("L") - 1)),)),
    "two layers": Claim(xmax(l), "<=", xmax(l - 1), ((l, t.Span(2, real("L"))),)),
    "a random set": Claim(size(Lam(l)), ">=", 1, ((l, Layers),)),
    "an index in a random set": Claim(x(l, i), "<", 1, ((l, Layers), (i, Lam(l)))),
    "a word that reads all signs": Claim(w(l, i), "<=", Rational(1, 8), ((l, Layers), (i, Atoms(l)))),
    "a layer that runs inside": Claim(t.Total(K(i), i, Layers), "<=", 2 * real("L")),
    "no signs": Claim(xmin0(l), ">", 0, ((l, Layers),)),
}


@pytest.mark.parametrize("name", CLAIMS)
def test_it_holds_everywhere_exactly_if_every_reading_holds(name):
    claim, seen = CLAIMS[name].node, set()
    for data in CASES:
        world = build(data)
        expected = all(reading.holds is True for reading in readings(claim, world))
        seen.add(expected)
        assert expected == holds_everywhere(claim, world)
    assert seen == ({True} if name == "it is so by definition" else {True, False})


def test_fewer_readings_are_looked_at_where_only_the_layers_above_matter():
    """Three layers: at the second, the claim can see the signs of the third alone."""
    world = build(next(data for data in CASES if len(data["layers"]) == 3 and len(build(data).outcomes) >= 16))
    asked = []

    def noted(outcome, layer):
        asked.append(outcome)
        return world.families["xmin"](outcome, layer)

    watched = World(
        kind=world.kind, data=world.data, scalars=world.scalars, families={**world.families, "xmin": noted},
        sets=world.sets, events=world.events, random=world.random, tail=world.tail, outcomes=world.outcomes,
    )  # fmt: skip
    assert holds_everywhere(CLAIMS["it is so by definition"].node, watched)
    assert len(asked) == sum(len({o[place:] for o in world.outcomes}) for place in (1, 2, 3))
    assert len(asked) < 3 * len(world.outcomes)


@pytest.mark.parametrize("data", CASES[:12], ids=str)
def test_words_said_to_read_the_layers_above_read_nothing_else(data):
    world = build(data)
    numbers = (world.tail & world.families.keys()) - {"x"}
    for layer in range(1, len(data["layers"]) + 1):
        found = {}
        for outcome in world.outcomes:
            seen = (
                *(world.families[name](outcome, layer) for name in numbers),
                *(world.families["x"](outcome, layer, place) for place in world.sets["Atoms"](outcome, layer)),
                *(world.sets[name](outcome, layer) for name in world.tail & world.sets.keys()),
            )
            assert seen == found.setdefault(outcome[layer:], seen)
    assert world.tail <= world.random


def test_a_word_that_reads_signs_of_its_own_layer_would_be_noticed():
    """W is no such word: on some network it changes while the signs above stay as they are."""
    changes = []
    for data in CASES:
        world, found = build(data), {}
        for outcome in world.outcomes:
            found.setdefault(outcome[1:], set()).add(world.events["W"](outcome, 1))
        changes.append({True, False} in found.values())
    assert any(changes)
