"""One task of a campaign: a pure function of the statement, the seed and the task's index.

A task anneals from its start (or sweeps its share of given instances), then evaluates what it kept exactly, by a path
that shares no arithmetic with the search, and has each violation confirmed by the independent program.
"""

from __future__ import annotations

import json
import math
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from boundcheck import values
from boundcheck.audit import confirm
from boundcheck.checkers.search import meets, plain_outcome
from boundcheck.errors import UnsoundCheckerError
from boundcheck.evaluate import Reading, readings
from boundcheck.evidence import Witness
from boundcheck.probe.sources import log_ratio, sides
from boundcheck.probe.statement import Statement
from boundcheck.probe.target import NOWHERE, Look, Target
from boundcheck.world import World

Record = dict[str, Any]
_NEAR = 1e-9  # what rounding may do to the logarithm of a ratio
_COLD = 0.01
_HEAVY = 1 << 12  # a dramatic violation that is heavier to check again is not kept
_DISAGREE = 1e-6


@dataclass(kw_only=True)
class Tally:
    """What a task has seen so far."""

    looks: int = 0
    groups: Counter[str] = field(default_factory=Counter)
    best: dict[str, tuple[float, Any]] = field(default_factory=dict)
    simplest: tuple[int, Any] | None = None
    dramatic: tuple[float, Any] | None = None

    def see(self, point: Any, look: Look | None) -> None:
        """Count a point, and keep it if nothing better of its class was seen (by more than rounding can do)."""
        self.looks += 1
        if look is None:
            return
        self.groups[look.group] += 1
        if look.log_ratio > NOWHERE and look.log_ratio > self.best.get(look.group, (NOWHERE,))[0] + _NEAR:
            self.best[look.group] = look.log_ratio, point
        if look.violated:
            self._keep_violation(point, look)

    def _keep_violation(self, point: Any, look: Look) -> None:
        if self.simplest is None or look.weight < self.simplest[0]:
            self.simplest = look.weight, point
        if look.weight <= _HEAVY and (self.dramatic is None or look.log_ratio > self.dramatic[0] + _NEAR):
            self.dramatic = look.log_ratio, point


def run_task(target: Target, seed: int, index: int) -> Record:
    """Do a task and say what it found, as plain JSON without floats.

    Returns:
        ``task``, ``looks``, ``valid`` (points that meet the hypotheses), ``groups`` (how many of each class), ``best``
        (per class the largest ratio with its instance), ``violations`` (each a ``witness`` that the independent program
        confirms, and its ``ratio``) and ``unconfirmed`` (how many it does not).
    """
    rng = random.Random(f"{target.statement.name}/{seed}/{index}")
    tally = Tally()
    share = target.sweep(index)
    for point in share:
        tally.see(point, target.look(index, point))
    if not share:
        _anneal(target, index, rng, tally)
    kept = [found[1] for found in (tally.simplest, tally.dramatic) if found is not None]
    witnesses, unconfirmed = _witnesses(target, kept)
    return {
        "task": index,
        "looks": tally.looks,
        "valid": sum(tally.groups.values()),
        "groups": dict(sorted(tally.groups.items())),
        "best": {group: _exactly(target, *found) for group, found in sorted(tally.best.items())},
        "violations": witnesses,
        "unconfirmed": unconfirmed,
    }


def _anneal(target: Target, index: int, rng: random.Random, tally: Tally) -> None:
    warm = rng.choice((0.05, 0.3, 1.0))
    point = target.start(index, rng)
    look = target.look(index, point)
    tally.see(point, look)
    level = look.level if look is not None else NOWHERE
    for step in range(1, target.size):
        candidate = target.move(index, point, rng)
        look = target.look(index, candidate)
        tally.see(candidate, look)
        heat = warm * (1 - step / target.size) + _COLD
        if look is None:
            point = candidate if level == NOWHERE else point
        elif look.level >= level or rng.random() < math.exp((look.level - level) / heat):
            point, level = candidate, look.level


def tightest(statement: Statement, world: World) -> Reading | None:
    """The reading of a claim whose ratio is largest."""
    found = [(log_ratio(statement.claim.relation, one), one) for one in readings(statement.claim.node, world)]
    ratio, best = max(found, key=lambda pair: pair[0], default=(NOWHERE, None))
    return best if ratio > NOWHERE else None


def exact_ratio(statement: Statement, reading: Reading) -> str:
    """Ratio of the sides in decimal digits, cut off."""
    left, right = sides(statement.claim.relation, reading) or (0, 1)
    exactly = values.is_exact(left) and values.is_exact(right)
    rational = exactly and not any(isinstance(side, values.Surd) for side in (left, right))
    return values.scientific(values.at_least(left / right if rational else values.ball(left) / values.ball(right)))


def _exactly(target: Target, rounded: float, point: Any) -> Record:
    """The ratio at a point by exact evaluation of the claim, hypotheses included.

    Raises:
        UnsoundCheckerError: it is not what the search saw.
    """
    world = target.world(point)
    reading = tightest(target.statement, world) if meets(world, target.statement.assumed) else None
    if reading is None or abs(log_ratio(target.statement.claim.relation, reading) - rounded) > _DISAGREE:
        msg = f"{target.statement.name}: the search and the exact evaluation differ on {json.dumps(world.data)}"
        raise UnsoundCheckerError(msg)
    ratio = exact_ratio(target.statement, reading)
    return {"ratio": ratio, "world": dict(world.data), "source": target.source(point)}


def _witnesses(target: Target, points: list[Any]) -> tuple[list[Record], int]:
    """Violations as witnesses; how many the independent program does not confirm."""
    statement, found, unconfirmed = target.statement, dict[str, Record](), 0
    for point in points:
        world = target.world(point)
        violated = (one for one in readings(statement.claim.node, world) if one.holds is False)
        reading = max(violated, key=lambda one: log_ratio(statement.claim.relation, one), default=None)
        witness = None if reading is None else _witness(world, reading)
        if witness is not None and confirm(statement.claim, statement.hypotheses, witness, statement.model):
            found.setdefault(json.dumps(witness.world, sort_keys=True), _plain(statement, witness, reading))
        else:
            unconfirmed += 1
    return list(found.values()), unconfirmed


def _witness(world: World, reading: Reading) -> Witness:
    return Witness(
        title="violation",
        world=world.data,
        index=dict(reading.index),
        outcome=plain_outcome(reading.outcome),
        lhs=_shown(reading.lhs),
        rhs=_shown(reading.rhs),
    )


def _plain(statement: Statement, witness: Witness, reading: Any) -> Record:
    ratio = exact_ratio(statement, reading) if log_ratio(statement.claim.relation, reading) > NOWHERE else ""
    return {
        "witness": {
            "title": witness.title,
            "world": dict(witness.world),
            "index": dict(witness.index),
            "outcome": witness.outcome,
            "lhs": witness.lhs,
            "rhs": witness.rhs,
        },
        "ratio": ratio,
    }


def _shown(value: Any) -> str:
    return str(value) if isinstance(value, bool) else values.show(value)
