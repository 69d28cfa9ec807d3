"""The search over sources: their instances first, moves that stay where the source could have been."""

import json
import random
from fractions import Fraction
from pathlib import Path

import pytest

from boundcheck import Claim, fixed, layers, networks, real, reals
from boundcheck.dcsc.worlds import build
from boundcheck.instances.plain import rings, sign_sums
from boundcheck.probe import data_moves
from boundcheck.probe.sources import SourceTarget
from boundcheck.probe.spec import Spec, target_of, worker
from boundcheck.probe.statement import Statement
from boundcheck.probe.task import run_task

x, S = real("x"), real("S")
BELOW = Statement(name="below", title="x <= S", claim=Claim(x, "<=", S), hypotheses=())
ROOT = Path(__file__).resolve().parents[2]


def target(*over, statement=BELOW, size=40):
    """A search over sources with few generated instances."""
    return SourceTarget(statement=statement, over=over, effort=8, seed=0, size=size)


def test_parameters_are_exchanged_never_invented():
    """S is listed, x an interval: what no source makes is no counterexample."""
    search, rng = target(reals(x=("0", "1"), S=[1, 2])), random.Random(1)
    point = search.start(9, rng)
    for _ in range(200):
        point = search.move(9, point, rng)
        values = point.data["values"]
        assert Fraction(values["S"]) in (1, 2)
        assert 0 <= Fraction(values["x"]) <= 1


@pytest.mark.parametrize("source", [layers(), networks(layers=2)], ids=["layers", "networks"])
def test_what_moves_make_and_the_guard_passes_is_what_the_model_grants(source):
    """Unit columns, tight or slack S and zeta; enough of the moves pass."""
    search, rng, passed = target(source), random.Random(2), 0
    for _ in range(60):
        moved = search.move(8, search.start(8, rng), rng)
        assert 0 == moved.weight
        look = search.look(8, moved)
        try:
            world = build(moved.data)
        except Exception:  # noqa: BLE001 - a move may make no instance at all
            assert look is None
            continue
        if not data_moves.granted(world):
            assert look is None
            continue
        passed += 1
        outcome = world.outcomes[0]
        if world.kind == "layer":
            assert all(1 == world.families["g"](outcome, i, i) for i in world.sets["All"](outcome))
            assert world.scalars["stripe"](outcome) <= world.scalars["S"](outcome)
            assert world.scalars["p"](outcome) >= 0
        else:
            assert all(1 == world.families["g"](outcome, 2, i, i) for i in world.sets["Atoms"](outcome, 2))

    assert 15 < passed


def test_instances_that_cannot_be_moved_are_made_anew():
    size = Statement(name="size", title="", claim=Claim(real("N"), "<=", 1000), hypotheses=())
    search = target(rings(), statement=size)
    later = next(index for index in range(10**4) if not search._pool()[index * 40 :])
    found = [json.dumps([dict(p.data) for p in search.sweep(index)]) for index in (later, later + 1)]

    assert search.tasks is None
    assert found[0] != found[1]
    assert run_task(search, 0, later)["looks"] == len(json.loads(found[0])) > 0


def test_a_fixed_list_that_cannot_be_moved_ends():
    """Nothing is looked at twice, whatever the budget."""
    listed = fixed("two rings", *(data for data, _ in zip(rings().boundary(), range(50), strict=False)))
    search = target(listed)

    assert 2 == search.tasks
    assert [40, 10, 0] == [len(search.sweep(index)) for index in range(3)]
    assert target(fixed("one sum", next(iter(sign_sums().boundary())))).tasks is None


@pytest.mark.slow
def test_the_conditional_reading_of_the_lemma_falls_by_the_designed_network():
    """The first task of its label meets the step's own designed source; the independent program agrees."""
    spec = Spec(
        bound="theorem_3_2.conditional_lemma",
        effort="quick",
        paths=(str(ROOT / "proofs" / "murray_tanner_2021"),),
    )
    record = worker(spec)(0)
    aligned = target_of(spec).over[0].boundary()[0]

    assert [dict(aligned)] == [one["witness"]["world"] for one in record["violations"]]
    assert "1" == record["violations"][0]["witness"]["lhs"]
    assert 0 == record["unconfirmed"]
