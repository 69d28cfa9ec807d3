"""How well a source covers what it should: shares of the classes, and how often each edge case is reached."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from boundcheck.instances.classify import CLASSES, classify, meets_hypotheses
from boundcheck.instances.edges import EDGES
from boundcheck.instances.source import Instance, Source
from boundcheck.instances.steady import steady
from boundcheck.world import World


def sample(source: Source, examples: int, seed: int) -> list[Instance]:
    """Up to ``examples`` instances of the strategy, the same for the same seed."""
    found: list[Instance] = []

    @seeded(seed)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(source.strategy())
    def collect(data: Instance) -> None:
        found.append(data)

    with steady():
        collect()
    return found


def coverage(source: Source, examples: int, seed: int) -> dict[str, Any]:
    """What boundary cases (``boundary``) and ``examples`` drawn instances (``drawn``) reach, each as ``reached``."""
    return {
        "boundary": reached([source.world(data) for data in source.boundary()]),
        "drawn": reached([source.world(data) for data in sample(source, examples, seed)]),
    }


def reached(worlds: Sequence[World]) -> dict[str, Any]:
    """What instances cover.

    Returns:
        ``instances``, ``outcomes`` (the most), and for layers and networks ``valid`` (meeting the hypotheses of the
        theorem), ``classes`` (see ``classify``) and ``edges`` (see ``instances.edges``).
    """
    found: dict[str, Any] = {"instances": len(worlds), "outcomes": max((len(w.outcomes) for w in worlds), default=0)}
    kind = worlds[0].kind if worlds else ""
    if kind in EDGES:
        classes = [classify(world) for world in worlds]
        found["valid"] = sum(map(meets_hypotheses, worlds))
        found["classes"] = {name: classes.count(name) for name in CLASSES}
        found["edges"] = {name: sum(map(test, worlds)) for name, test in EDGES[kind].items()}
    return found
