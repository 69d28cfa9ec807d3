"""A source of instances: boundary cases in a fixed order, a Hypothesis strategy, and the world of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis.strategies import SearchStrategy

from boundcheck.dcsc.worlds import build
from boundcheck.world import World

Instance = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a claim's instances come from.

    Attributes:
        name: what is made, with the switches that are on.
        boundary: the edge cases, simplest first, the same on every call.
        strategy: the Hypothesis strategy; small draws are simple instances, so that shrinking explains.
        world: from an instance's data to its world.
        designed: a fixed list of instances and nothing else.
    """

    name: str
    boundary: Callable[[], Iterable[Instance]]
    strategy: Callable[[], SearchStrategy[Instance]]
    world: Callable[[Mapping[str, Any]], World] = build
    designed: bool = False


def named(kind: str, **switches: object) -> str:
    """Name of a source: its kind and the switches that are not False.

    >>> named("layers", fit=True, unit=False, signs="all")
    'layers(fit=True, signs=all)'
    """
    said = ", ".join(f"{key}={value}" for key, value in switches.items() if value is not False)
    return f"{kind}({said})"
