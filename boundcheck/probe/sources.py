"""The search over the sources of a statement: its boundary and generated instances first, then changes of them.

Everything is exact here; only the ratio that the search climbs is rounded.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import inf, log
from typing import Any

from boundcheck import values
from boundcheck.checkers.fitting import misfit
from boundcheck.checkers.search import meets, worlds_of
from boundcheck.errors import BoundcheckError
from boundcheck.evaluate import Reading, UndecidedError, readings
from boundcheck.instances.classify import classify
from boundcheck.probe import data_moves
from boundcheck.probe.statement import Statement
from boundcheck.probe.target import NOWHERE, Look
from boundcheck.world import World

_MOST_PATTERNS = 4096  # of an instance that a source generates
_LIGHT = 256  # of one that is looked at many times
_APART = 1_000_003  # between the seeds of campaigns, so that their tasks have different ones
_NOT_MET = (ArithmeticError, LookupError, ValueError, BoundcheckError, RecursionError)


@dataclass(frozen=True, kw_only=True)
class Point:
    """An instance: the place of the source that reads it, its sign patterns (0: moved, not counted), its world."""

    place: int
    data: Mapping[str, Any]
    weight: int = 0
    made: World | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, eq=False)
class SourceTarget:
    """A statement over sources of instances.

    The first tasks look at what the sources make for the campaign's seed.  After them even tasks move from there, and
    odd ones have the sources make new instances, for a seed of the task's own.

    Attributes:
        statement: what is asserted.
        over: sources of instances.
        effort: generated instances per source.
        seed: seed of the generators.
        size: points that one task looks at.
    """

    statement: Statement
    over: tuple[Any, ...]
    effort: int
    seed: int
    size: int = 40

    @property
    def tasks(self) -> int | None:
        """How many tasks there are before the sources have nothing new; None for no end."""
        endless = self._starts() or any(not source.designed for source in self.over)
        return None if endless else -(-len(self._pool()) // self.size)

    def sweep(self, index: int) -> Sequence[Point]:
        """The task's share of what the sources make, or instances of its own; nothing for a task that moves."""
        share = self._pool()[index * self.size : (index + 1) * self.size]
        if share or (index % 2 == 0 and self._starts()):
            return share
        lively = [place for place, source in enumerate(self.over) if not source.designed]
        if not lively:
            return ()
        place = lively[index // 2 % len(lively)]
        made = worlds_of(self.over[place], self.size, self.seed * _APART + index, _LIGHT)
        return [point for point in _points(place, made) if point not in self._pool()][: self.size]

    def start(self, index: int, rng: random.Random) -> Point:
        """Any instance the sources make that can be moved."""
        return rng.choice(self._starts())

    def move(self, index: int, point: Point, rng: random.Random) -> Point:
        """The same source, changed data."""
        others = [other.data for other in self._starts() if other.place == point.place]
        return Point(place=point.place, data=data_moves.moved(point.data, rng.choice(others), rng))

    def look(self, index: int, point: Point) -> Look | None:
        """Evaluate the claim wherever its hypotheses are met."""
        try:
            world = self.world(point)
            has_moved = not point.weight
            if has_moved and (len(world.outcomes) > _LIGHT or not data_moves.granted(world)):
                return None
            return look_at(self.statement, world) if meets(world, self.statement.assumed) else None
        except _NOT_MET:
            return None

    def world(self, point: Point) -> World:
        """The instance as its source reads it; one that a source has made remembers what was computed of it."""
        return point.made or self.read(point.place, point.data)

    def source(self, point: Point) -> int:
        """The place of the source."""
        return point.place

    def read(self, source: int, data: Mapping[str, Any]) -> World:
        """An instance from its data, as that source reads them."""
        made: World = self.over[source].world(data)
        return made

    def _pool(self) -> tuple[Point, ...]:
        return _pool(self.over, self.effort, self.seed)

    def _starts(self) -> tuple[Point, ...]:
        return _starts(self.over, self.effort, self.seed)


@lru_cache(maxsize=4)
def _pool(over: tuple[Any, ...], effort: int, seed: int) -> tuple[Point, ...]:
    """What the sources make, the same for the same effort and seed anywhere."""
    made = (_points(place, worlds_of(source, effort, seed, _MOST_PATTERNS)) for place, source in enumerate(over))
    return tuple(point for points in made for point in points)


@lru_cache(maxsize=4)
def _starts(over: tuple[Any, ...], effort: int, seed: int) -> tuple[Point, ...]:
    """Those of them that can be moved, and are light enough to be looked at often."""
    found = _pool(over, effort, seed)
    return tuple(point for point in found if point.weight <= _LIGHT and data_moves.can_move(point.data))


def _points(place: int, worlds: Iterable[World]) -> tuple[Point, ...]:
    return tuple(Point(place=place, data=world.data, weight=len(world.outcomes), made=world) for world in worlds)


def look_at(statement: Statement, world: World) -> Look | None:
    """The claim on a world that meets the hypotheses: its largest ratio, and whether it is false there."""
    best, violated, counted = NOWHERE, False, False
    try:
        for reading in readings(statement.claim.node, world):
            counted = counted or reading.holds is not None
            violated = violated or reading.holds is False
            best = max(best, log_ratio(statement.claim.relation, reading))
    except UndecidedError:
        return None
    if not counted or (violated and misfit(world, statement.model, (statement.claim.node, *statement.assumed))):
        return None
    group = classify(world) if world.kind in ("layer", "network") else ""
    level = best if best > NOWHERE else 0.0
    return Look(level=level, log_ratio=best, group=group, violated=violated, weight=len(world.outcomes))


def log_ratio(relation: str, reading: Reading) -> float:
    """Logarithm of the smaller side by the larger as claimed, rounded; minus infinity where there is no ratio."""
    found = sides(relation, reading)
    if found is None:
        return NOWHERE
    left, right = (float(values.ball(side).mid()) for side in found)
    return log(left / right) if 0 < left < inf and 0 < right < inf and 0 < left / right < inf else NOWHERE


def sides(relation: str, reading: Reading) -> tuple[Any, Any] | None:
    """The two sides, the one that is claimed to be smaller first; None where the claim compares no numbers."""
    if relation in ("<=", "<"):
        return reading.lhs, reading.rhs
    return (reading.rhs, reading.lhs) if relation in (">=", ">") else None
