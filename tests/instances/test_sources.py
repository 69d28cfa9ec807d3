"""Every source: deterministic, buildable, and covering the edge cases it promises."""

import json
import random
import time
from fractions import Fraction

import pytest
from hypothesis import find, settings
from hypothesis.errors import NoSuchExample

from boundcheck.dcsc.worlds import build
from boundcheck.errors import BoundcheckError
from boundcheck.instances.classify import classify, gamma_below_one, meets_hypotheses, older_bound_holds
from boundcheck.instances.coverage import coverage, sample
from boundcheck.instances.designed import DESIGNS, Choices, designed
from boundcheck.instances.edges import EDGES
from boundcheck.instances.layers import layers
from boundcheck.instances.networks import network, networks
from boundcheck.instances.parameters import reals
from boundcheck.instances.plain import matrices, rings, sign_sums, vectors
from boundcheck.instances.single import single
from boundcheck.instances.units import unit_vector, wrapped

SOURCES = [
    layers(),
    layers(signs="all"),
    layers(fit=True),
    layers(unit=False),
    rings(),
    rings(fit=True, definition=True),
    vectors(),
    vectors(positive=True, distinct=True),
    sign_sums(),
    sign_sums(nonzero=True),
    matrices(),
    matrices(unit=False, wide=True),
    networks(),
    networks(layers=2),
    networks(layers=3),
    reals(mu=("0", "1"), S=range(1, 9), zeta=("0", None)),
    reals(t=(None, None), k=["1", "2"]),
]
NAMES = [source.name for source in SOURCES]


@pytest.mark.parametrize("source", SOURCES, ids=NAMES)
def test_boundary_is_deterministic_plain_and_buildable(source):
    """Two calls agree, JSON keeps them, no case comes twice, and each makes a world."""
    first, second = list(source.boundary()), list(source.boundary())
    assert first == second == json.loads(json.dumps(first))
    assert len({json.dumps(data, sort_keys=True) for data in first}) == len(first)
    for data in first:
        assert source.world(data).kind == data["kind"]


@pytest.mark.parametrize("source", SOURCES, ids=NAMES)
def test_strategy_is_seeded_plain_and_buildable(source):
    """The same seed draws the same instances, and each makes a world of moderate size."""
    first = sample(source, 60, seed=3)
    assert first == sample(source, 60, seed=3)
    assert first == json.loads(json.dumps(first))
    for data in first:
        assert len(source.world(data).outcomes) <= 2**11


def test_names_differ():
    """A source's name tells it from every other."""
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("signs", ["support", "all"])
def test_layers_cover_every_edge_case_and_class(signs):
    """A generator that yields no informative instance is a defect."""
    found = coverage(layers(signs=signs), 300, seed=1)
    for part in ("boundary", "drawn"):
        missing = {name for name, count in found[part]["edges"].items() if not count}
        assert missing <= ({"informative_and_can_fail"} if signs == "all" or part == "drawn" else set())
        assert set(found[part]["classes"]) == {"vacuous", "implied", "informative"}
        assert all(found[part]["classes"].values())
    drawn = found["drawn"]
    assert drawn["classes"]["informative"] >= 30
    assert drawn["valid"] >= 0.7 * drawn["instances"]


def test_networks_cover_every_edge_case_and_class():
    """Theorem 3.2 is tried where it says something that the older bound does not."""
    found = coverage(networks(), 100, seed=1)
    both = {name: count + found["drawn"]["edges"][name] for name, count in found["boundary"]["edges"].items()}
    assert {name for name, count in both.items() if not count} <= {"informative_and_can_fail"}
    assert all(found["boundary"]["classes"].values())


def test_the_classes_of_a_network_are_those_of_its_one_layer():
    """With one layer Theorem 3.2 is Lemma 3.3, so the two readings of an instance must class it alike."""
    seen = set()
    for data in sample(layers(), 150, seed=5):
        layer = build(data)
        if data["n_prev"] != 1 or data["stride"] != 1 or len(layer.outcomes) > 2**6:
            continue
        size = {"S": [data["S"]], "zeta": [data["zeta"], "100"]}
        both = network([data["filters"]], data["x"], data["v"], ties=data["ties"], **size)
        world = build(both)
        if world.families["S0"](world.outcomes[0], 1) == data["S"]:
            seen.add(classify(layer))
            assert classify(world) == classify(layer)
    assert seen == {"vacuous", "implied", "informative"}


def test_the_designed_instance_that_fails_does_fail():
    """gamma < 1, the older bound silent, and a pattern on which the support is not recovered."""
    data = designed(DESIGNS[5], Choices(more=1, aim=3, push=1, noise=2))
    world = build(data)
    assert EDGES["layer"]["informative_and_can_fail"](world)
    assert meets_hypotheses(world)


@pytest.mark.parametrize("design", DESIGNS, ids=str)
def test_designs_are_informative(design):
    """With every choice at its plainest, and with each choice at its largest."""
    for change in ({}, {"more": 1}, {"aim": 3}, {"push": 1}, {"noise": 4}, {"style": 2}):
        world = build(designed(design, Choices(**change)))
        assert meets_hypotheses(world)
        assert classify(world) == "informative"


def test_most_layers_are_small():
    """At most 2^7 patterns in nine of ten, never more than 2^9 drawn."""
    sizes = [len(build(data).outcomes) for data in sample(layers(), 200, seed=2)]
    assert sum(size <= 2**7 for size in sizes) >= 0.9 * len(sizes)
    assert max(sizes) <= 2**9


def test_unit_columns_unless_asked_otherwise():
    """With unit=True every column has norm 1, also where a filter is longer than the ring."""
    worlds = [build(data) for data in (*layers().boundary(), *sample(layers(), 100, seed=4))]
    assert all(w.families["g"](w.outcomes[0], i, i) == 1 for w in worlds for i in w.sets["All"](None))
    loose = [build(data) for data in layers(unit=False).boundary()]
    assert any(w.families["g"](w.outcomes[0], 0, 0) != 1 for w in loose)


def test_fit_keeps_filters_within_the_ring():
    """No filter is longer than the ring."""
    source = layers(fit=True)
    for data in (*source.boundary(), *sample(source, 100, seed=4)):
        assert len(data["filters"][0]) <= data["n_prev"] * data["M"]


def test_definition_rings():
    """Stride n_prev, filter length a multiple of it."""
    source = rings(definition=True)
    for data in (*source.boundary(), *sample(source, 100, seed=4)):
        assert data["stride"] == data["n_prev"]
        assert data["m"] % data["n_prev"] == 0


def test_networks_vary():
    """Some networks fail below, some recover always, and the error of layer 1 depends on signs."""
    worlds = [build(data) for data in (*networks(layers=2).boundary(), *sample(networks(layers=2), 60, seed=6))]
    shares = {Fraction(sum(w.events["Y"](o, 2) for o in w.outcomes), len(w.outcomes)) for w in worlds}
    assert {Fraction(0), Fraction(1)} < shares
    errors = [{w.families["v"](o, 1, 0) for o in w.outcomes} for w in worlds]
    assert sum(len(found) > 2 for found in errors) >= 10


def test_classes_by_hand():
    """One delta: implied without noise, vacuous with noise 1; x = 0 is vacuous; the older bound needs zeta < xmin/2."""
    assert classify(build(single([[1]], [1], [0]))) == "implied"
    assert classify(build(single([[1]], [1], [1]))) == "vacuous"
    assert classify(build(single([[1]], [0], [0]))) == "vacuous"
    calm = build(single([[1]], [1], ["1/4"]))
    assert gamma_below_one(calm)
    assert older_bound_holds(calm)
    assert not older_bound_holds(build(single([[1]], [1], ["1/2"])))


def test_small_draws_are_simple():
    """Shrinking ends at the smallest layer with the property asked for."""
    quiet = settings(database=None, deadline=None)
    found = find(layers().strategy(), lambda d: len(d["x"]) in (2, 3, 4), settings=quiet, random=random.Random(1))
    assert (len(found["x"]), sum(entry != 0 for entry in found["x"]), set(found["v"])) == (2, 1, {0})
    with pytest.raises(NoSuchExample):
        find(
            layers(fit=True).strategy(), lambda d: len(d["filters"][0]) > 40, settings=settings(quiet, max_examples=20)
        )


def test_unit_vectors():
    """Stereographic projection gives the classics, and always norm 1."""
    assert unit_vector((2,)) == (Fraction(3, 5), Fraction(4, 5))
    assert unit_vector((1, 1, 1)) == (Fraction(1, 2),) * 4
    assert sum(entry**2 for entry in unit_vector((1, -2, 3), 7, pole=1)) == 1
    assert wrapped(unit_vector((2,)), 5, Fraction(1, 5)) == (Fraction(1, 5), Fraction(3, 5), *[Fraction(1, 5)] * 3)


@pytest.mark.parametrize("given", [("1", "0"), [], "01", ("0",), (0.5, 1)], ids=str)
def test_bad_ranges_are_refused(given):
    """Empty, upside down, or no range at all."""
    with pytest.raises(BoundcheckError, match="mu"):
        reals(mu=given)


def test_reals_stay_in_range():
    """Corners, simple values, extremes where there is no end."""
    source = reals(mu=("0", "1"), zeta=("0", None))
    drawn = [data["values"] for data in (*source.boundary(), *sample(source, 100, seed=1))]
    assert all(0 <= Fraction(each["mu"]) <= 1 and Fraction(each["zeta"]) >= 0 for each in drawn)
    assert max(Fraction(each["zeta"]) for each in drawn) >= 10**6
    assert {"mu": 0, "zeta": 0} in drawn
    assert {"mu": 1, "zeta": 1} in drawn


def test_many_parameters_do_not_explode():
    """With eight parameters every value still comes once, beside the first values of the others."""
    source = reals(**dict.fromkeys("abcdefgh", (None, None)))
    drawn = [data["values"] for data in source.boundary()]
    assert len(drawn) <= 3200
    assert {each["h"] for each in drawn} >= {0, 1, "1/2", 10**12, "1/1000000000000"}


def test_a_layer_world_is_quick():
    """Building it and decoding 2^5 patterns of 10 atoms takes a few milliseconds at most."""
    data = single([["1/3", "2/3", "2/3"]], [1, 0, -1, 0, 2, 0, 1, 0, 1, 0], ["1/10", *[0] * 9])
    start = time.process_time()
    for _ in range(20):
        world = build(data)
        assert all(world.families["c"](o, 0) is not None for o in world.outcomes)
    assert time.process_time() - start < 20 * 0.01
