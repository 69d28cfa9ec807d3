"""Whether a claim holds at every reading of a world, read once for sign patterns that look the same to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from boundcheck.canonical import Node
from boundcheck.evaluate.claims import assignments, mentions_signs, random_words, reader, readings
from boundcheck.evaluate.frames import Code, Frame
from boundcheck.evaluate.nodes import compile_node
from boundcheck.world import Outcome, World


def holds_everywhere(claim: Node, world: World) -> bool:
    """Say whether a claim certainly holds at all its indices and, where it speaks of signs, all sign patterns.

    Raises:
        ArithmeticError, LookupError, ValueError: some reading is not defined.
    """
    layers = _layers(claim, world)
    if layers is None:
        return all(reading.holds is True for reading in readings(claim, world))
    first = Frame(world, world.outcomes[0])
    places = ((index, _lowest(layers, index, world)) for index in assignments(claim[1], first))
    read = reader(claim, world)
    return all(read(outcome, index).holds is True for index, lowest in places for outcome in _told_apart(world, lowest))


def _layers(claim: Node, world: World) -> list[Code] | None:
    """The layers of a claim's random words, as terms of its indices; None if one is not of ``world.tail``."""
    if not world.tail or not mentions_signs(claim, world):
        return None
    names = {name for name, _ in claim[1]}
    found = list(random_words([*claim[2:], *(over for _, over in claim[1])], world.random))
    within = all(node[1] in world.tail and len(node) > 2 and not bound & _indices(node[2]) for node, bound in found)
    in_sets = any(True for _ in random_words([over for _, over in claim[1]], world.random))
    if not within or in_sets or any(_indices(node[2]) - names for node, _ in found):
        return None
    return [compile_node(node[2]) for node, _ in found]


def _indices(node: Any) -> set[str]:
    """Names of all indices in a term."""
    if not isinstance(node, tuple) or not node:
        return set()
    return {node[1]} if node[0] == "idx" else set().union(*map(_indices, node))


def _lowest(layers: list[Code], index: dict[str, int], world: World) -> int:
    frame = Frame(world, world.outcomes[0], dict(index))
    return max(min(int(layer(frame)) for layer in layers), 0)


def _told_apart(world: World, lowest: int) -> Iterable[Outcome]:
    """One sign pattern for each way its entries from ``lowest`` on can be."""
    return {outcome[lowest:]: outcome for outcome in world.outcomes}.values()
