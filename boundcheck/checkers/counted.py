"""The probabilities of a claim on one instance: exact fractions, by which route, over how many sign patterns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from boundcheck.canonical import Node, free_nodes
from boundcheck.evaluate import Frame, compile_node
from boundcheck.world import World


def probabilities(claim: Node, world: World, index: Mapping[str, int]) -> tuple[dict[str, Any], ...]:
    """Every probability that the claim's sides mention at these indices, once each.

    Returns:
        Entries ``event`` and ``given`` (terms; None where there is no condition), ``probability`` (an exact fraction),
        ``route`` and ``patterns`` (how many equally likely sign patterns were enumerated).  A probability
        under a sum, or given an event of probability 0, has no value of its own and is left out.
    """
    found = []
    for node in dict.fromkeys(_probs(claim[2:5:2])):
        bound = {part[1] for part in free_nodes(node) if part[0] == "idx"}
        if not bound <= {*index, *world.scalars}:
            continue
        try:
            value = compile_node(node)(Frame(world, index=dict(index)))
        except ZeroDivisionError:
            continue
        given = node[2] if len(node) > 2 else None
        found.append({
            "event": node[1],
            "given": given,
            "probability": str(value),
            "route": "enumeration",
            "patterns": len(world.outcomes),
        })  # fmt: skip
    return tuple(found)


def _probs(node: Any) -> Iterator[Node]:
    """Probabilities inside a node, outermost first."""
    if isinstance(node, tuple) and node:
        if node[0] == "prob":
            yield node
        else:
            for child in node:
                yield from _probs(child)
