"""The fast search over single layers counts what the exact model counts."""

import math
import random
from fractions import Fraction

import pytest

from boundcheck import values
from boundcheck.checkers.search import meets
from boundcheck.dcsc.worlds import build
from boundcheck.instances.classify import classify
from boundcheck.probe import layer_starts
from boundcheck.probe.layer_moves import MOVES, moved
from boundcheck.probe.layer_point import MOST_ATOMS, MOST_SUPPORT, LayerPoint, facts, instance
from boundcheck.probe.layers import RATIOS, LayerTarget
from boundcheck.probe.sources import look_at

TWO, EIGHT = Fraction(2), Fraction(8)


def points(count, most_patterns=64, seed=1):
    """Layers that a search would meet, with few sign patterns, so that the exact model is quick."""
    rng = random.Random(seed)
    while count:
        point = layer_starts.start(rng.randrange(400), rng)
        for _ in range(rng.randrange(8)):
            point = moved(point, rng)
        if 2 ** sum(entry != 0 for entry in point.x) <= most_patterns and point.shape.atoms <= 12 and facts(point):
            count -= 1
            yield point


def test_the_kernel_counts_what_the_exact_model_counts():
    """Failures, coherence, stripe sparsity, patch error and extremes, on layers of every kind of start."""
    for point in points(60):
        found, world = facts(point), build(instance(point))
        outcome = world.outcomes[0]
        exactly = {name: world.scalars[name](outcome) for name in ("N", "K", "S", "mu", "xmin", "xmax", "patch")}
        square = exactly.pop("patch") * world.scalars["patch"](outcome)
        assert {
            "N": found.N,
            "K": found.K,
            "S": found.S,
            "mu": Fraction(found.mu_top, found.unit**2),
            "xmin": found.low,
            "xmax": found.high,
        } == exactly
        assert Fraction(found.noise_square, (found.unit * found.grain) ** 2) == square
        assert sum(not world.events["W"](o) for o in world.outcomes) == found.failed
        assert len(world.outcomes) == 2**found.K


def test_the_gap_is_not_positive_exactly_where_a_layer_can_fail():
    for point in points(60, seed=2):
        found = facts(point)
        assert (found.failed > 0) == (found.gap <= 0)


@pytest.mark.parametrize("name", RATIOS)
def test_what_the_search_sees_is_what_exact_evaluation_sees(name):
    """Ratio, class and violation, with the paper's constants and with one that is too small."""
    for constant in (EIGHT, Fraction(1)) if name != "uniform" else (EIGHT,):
        target = LayerTarget(name=name, factor=TWO, constant=constant)
        for point in points(25, seed=3):
            seen, world = target.look(0, point), target.world(point)
            if seen is None:
                continue
            exactly = look_at(target.statement, world) if meets(world, target.statement.assumed) else None
            assert classify(world) == seen.group
            if seen.log_ratio == -math.inf:
                assert exactly is None or exactly.log_ratio == -math.inf
            else:
                assert exactly.violated == seen.violated
                assert math.isclose(exactly.log_ratio, seen.log_ratio, abs_tol=1e-9)


def test_all_structured_starts_can_be_counted_and_small_shares_of_them_see_every_kind():
    known = layer_starts.structured()

    assert [] == [point for point in known if facts(point) is None]
    assert 1 == math.gcd(layer_starts._STRIDE, len(known))
    assert set(known) == {layer_starts.start(index, random.Random(0)) for index in range(len(known))}


def test_equiangular_starts_have_equal_inner_products_and_repeated_filters_lose_rank():
    equal = [
        p
        for p in layer_starts.structured()
        if len(set(p.steps[0])) == 1 and p.shape.m == p.shape.rows > 4 and p.parts[0] > 1
    ]
    assert equal
    for point in equal[:5]:
        world = build(instance(point))
        products = {world.families["g"](None, 0, j) for j in range(1, point.shape.atoms)}
        assert 1 == len(products)
    twice = next(p for p in layer_starts.structured() if len(p.steps) == 2 and p.steps[0] == p.steps[1])
    assert build(instance(twice)).kind == "layer"


def test_a_difference_set_has_equal_inner_products():
    point = next(p for p in layer_starts._difference_sets() if p.shape.atoms == 13)
    world = build(instance(point))
    gram = [world.families["g"](None, 0, j) for j in range(1, 13)]
    # the filter has the pole's own value at its first entry, so the shifts differ by what that adds; two values at most
    assert 13 > len(set(gram))


def test_moves_change_one_thing_and_keep_the_shape():
    rng = random.Random(5)
    for move in MOVES:
        for point in layer_starts.structured()[::17]:
            after = move(point, rng)
            assert after.shape == point.shape
            assert (len(after.x), len(after.noise)) == (len(point.x), len(point.noise))
            assert all(part >= 1 for part in after.parts)


@pytest.mark.parametrize(
    "point",
    [
        LayerPoint(M=2, n_prev=1, steps=((1,),), parts=(2,), x=(0, 0), noise=(0, 0), grain=40),
        LayerPoint(M=1, n_prev=1, steps=((1,),), parts=(2,), x=(1,), noise=(0,), grain=40),
        LayerPoint(M=40, n_prev=1, steps=((),), parts=(1,), x=(1,) * 40, noise=(0,) * 40, grain=40),
        LayerPoint(M=16, n_prev=1, steps=((),), parts=(1,), x=(1,) * 16, noise=(0,) * 16, grain=40),
        LayerPoint(M=2, n_prev=1, steps=((1,),), parts=(10**10,), x=(1, 0), noise=(0, 0), grain=40),
        LayerPoint(M=2, n_prev=1, steps=((1,),), parts=(10**4,), x=(1, 0), noise=(10**6, 0), grain=40),
    ],
    ids=["x = 0", "filter longer than the ring", "too many atoms", "too many signs", "long numbers", "loud noise"],
)
def test_what_the_kernel_could_not_count_exactly_is_left_out(point):
    assert facts(point) is None
    assert LayerTarget(name="lemma_3_3", factor=TWO, constant=EIGHT).look(0, point) is None
    assert (MOST_ATOMS, MOST_SUPPORT) == (32, 12)


def test_digits_are_cut_off_never_rounded_up():
    assert "1.9999e0" == values.scientific(Fraction(199999, 100000), 5)
    assert "9.99e-1" == values.scientific(Fraction(9999, 10000), 3)
    assert "1.00e1" == values.scientific(Fraction(10), 3)
    low = values.at_least(values.exponential(Fraction(1)))
    assert 0 < Fraction(2718281828459046, 10**15) - low < Fraction(1, 10**14)
