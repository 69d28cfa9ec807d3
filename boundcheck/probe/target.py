"""What a task searches: where it starts, how it moves, and what it sees at a point."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from boundcheck.probe.statement import Statement
from boundcheck.world import World

NOWHERE = float("-inf")


@dataclass(frozen=True, kw_only=True)
class Look:
    """What is seen at a point that meets the hypotheses.

    Attributes:
        level: what the search climbs: the logarithm of the ratio, or how near the point is to having one.
        log_ratio: logarithm of left side by right side, rounded; minus infinity where there is no ratio.
        group: class of the instance ("vacuous", "implied", "informative"), or "".
        violated: the claim is false here.
        weight: how much work the instance is for whoever checks it again.
    """

    level: float
    log_ratio: float = NOWHERE
    group: str = ""
    violated: bool = False
    weight: int = 1


class Target(Protocol):
    """A statement with a way to search for its violations; the same index and generator give the same search."""

    @property
    def statement(self) -> Statement:
        """What is asserted."""
        ...

    @property
    def size(self) -> int:
        """Points that one task looks at."""
        ...

    @property
    def tasks(self) -> int | None:
        """How many tasks there are; None for no end."""
        ...

    def sweep(self, index: int) -> Sequence[Any]:
        """Points that the task looks at one by one instead of searching; empty for a task that searches."""
        ...

    def start(self, index: int, rng: random.Random) -> Any:
        """Where a task starts."""
        ...

    def move(self, index: int, point: Any, rng: random.Random) -> Any:
        """A neighbour of a point."""
        ...

    def look(self, index: int, point: Any) -> Look | None:
        """What is seen there; None where the hypotheses are not met or the point cannot be counted."""
        ...

    def source(self, point: Any) -> int:
        """Which source reads the instance."""
        ...

    def world(self, point: Any) -> World:
        """The instance that the point stands for."""
        ...

    def read(self, source: int, data: Mapping[str, Any]) -> World:
        """An instance from its data, as the source reads them."""
        ...
