"""The search over single layers: exact integer counts from the kernel, rounded only where the ratio is formed.

The rounded ratio differs from the exact one by less than one part in 10^9 (a dozen operations on numbers that are
correctly rounded, exponents below 10^4), so candidates within that of the best are all evaluated exactly (``task``).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import inf, log
from typing import Any

from boundcheck.dcsc import integers
from boundcheck.dcsc.worlds import build
from boundcheck.evaluate import readings
from boundcheck.instances.classify import Class, classify
from boundcheck.probe import layer_moves, layer_starts
from boundcheck.probe.layer_point import FINE, Facts, LayerPoint, facts, instance
from boundcheck.probe.statement import NAMED, Statement
from boundcheck.probe.target import Look
from boundcheck.world import World

_NEAR = 1e-9  # rounding decides nothing when two sides are this close
_HALF = Fraction(1, 2)
_LOW = -60.0  # level of what has no ratio, or not the one that is aimed at, less how far it is from that
_STEEP = 4.0  # how strongly a layer that cannot fail is drawn to failing, against gamma >= 1


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A layer's facts, with coherence, error and variance rounded, and the room in bound (3) exact.

    Attributes:
        room: ``xmin / 2 - zeta - mu xmax (S - 1/2)``; (3) holds when it is positive.
        gap: how far the layer is from failing, as a share of xmin; not positive where it can fail.
    """

    facts: Facts
    room: Fraction
    variance: float
    gap: float

    @property
    def fails(self) -> bool:
        """Some pattern of the signs fails."""
        return self.facts.failed > 0

    @property
    def log_failure(self) -> float:
        """Logarithm of the probability of failure."""
        return log(self.facts.failed) - self.facts.K * log(2)

    @property
    def log_gamma(self) -> float:
        """Logarithm of the paper's gamma."""
        return log(2 * self.facts.N) - self.facts.low**2 / (8 * self.variance)


def seen(found: Facts) -> Seen | None:
    """Round the facts; None where gamma divides by zero."""
    mu = Fraction(found.mu_top, found.unit**2)
    zeta = integers.just_above(Fraction(found.noise_square, (found.unit * found.grain) ** 2), FINE)
    variance = (found.high * float(mu)) ** 2 * found.S + float(zeta) ** 2
    if not variance:
        return None
    gap = found.gap / (found.unit**2 * found.grain * found.low)
    room = Fraction(found.low, 2) - zeta - mu * found.high * (found.S - _HALF)
    return Seen(facts=found, room=room, variance=variance, gap=gap)


Ratio = Callable[[Seen, float, float], float]


def _probability_ratio(seen: Seen, factor: float, constant: float) -> float:
    return seen.log_failure - log(factor * seen.facts.N) + seen.facts.low**2 / (constant * seen.variance)


def _room_ratio(seen: Seen, _factor: float, _constant: float) -> float:
    half = seen.facts.low / 2
    return log(half) - log(half - float(seen.room))


def _variance_ratio(seen: Seen, factor: float, constant: float) -> float:
    depth = log(factor * seen.facts.N) - seen.log_failure
    return log(seen.facts.low**2 / (constant * seen.variance * depth)) if depth > 0 else inf


RATIOS: dict[str, Ratio] = {
    "lemma_3_3": _probability_ratio,
    "uniform": _room_ratio,
    "bound_5": _variance_ratio,
}


@dataclass(frozen=True, kw_only=True)
class LayerTarget:
    """A bound on one layer; even tasks climb the ratio, odd ones the ratio among layers on which gamma < 1."""

    name: str
    factor: Fraction
    constant: Fraction
    size: int = 1000

    @cached_property
    def statement(self) -> Statement:
        """What is asserted."""
        return NAMED[self.name](self.factor, self.constant)

    @property
    def tasks(self) -> None:
        """There is no end of them."""
        return

    def sweep(self, index: int) -> tuple[LayerPoint, ...]:
        """Every task searches."""
        return ()

    def start(self, index: int, rng: random.Random) -> LayerPoint:
        """Each structured start serves two tasks, one for each aim."""
        return layer_starts.start(index // 2, rng)

    def move(self, index: int, point: LayerPoint, rng: random.Random) -> LayerPoint:
        """A neighbour."""
        return layer_moves.moved(point, rng)

    def look(self, index: int, point: LayerPoint) -> Look | None:
        """Count and compare."""
        found = facts(point)
        here = None if found is None else seen(found)
        if here is None:
            return None
        group = self._group(here, point)
        weight = here.facts.N << here.facts.K
        lacking = _STEEP * max(0.0, here.gap) + (max(0.0, here.log_gamma) if index % 2 else 0.0)
        if not here.fails:
            return Look(level=_LOW - lacking, group=group, weight=weight)
        ratio = RATIOS[self.name](here, float(self.factor), float(self.constant))
        level = _LOW - lacking if lacking else ratio
        violated = self._violated(here, ratio, point)
        return Look(level=level, log_ratio=ratio, group=group, violated=violated, weight=weight)

    def source(self, point: LayerPoint) -> int:
        """There is one way to read a layer."""
        return 0

    def world(self, point: LayerPoint) -> World:
        """The instance."""
        return build(instance(point))

    def read(self, source: int, data: Mapping[str, Any]) -> World:
        """A layer from its data."""
        return build(data)

    def _violated(self, here: Seen, ratio: float, point: LayerPoint) -> bool:
        """Decide a ratio above 1; where rounding cannot, the claim itself is evaluated."""
        if self.name == "uniform":
            return here.room > 0
        if abs(ratio) > _NEAR:
            return ratio > 0
        return any(one.holds is False for one in readings(self.statement.claim.node, self.world(point)))

    def _group(self, here: Seen, point: LayerPoint) -> Class:
        if abs(here.log_gamma) < _NEAR * here.facts.N:
            return classify(self.world(point))
        if here.log_gamma > 0:
            return "vacuous"
        return "implied" if here.room > 0 else "informative"
