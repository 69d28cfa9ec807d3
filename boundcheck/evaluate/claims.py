"""The readings of a claim in a world: both sides at each choice of indices and signs, as precisely as it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import flint

from boundcheck import values
from boundcheck.canonical import BINDERS, Node
from boundcheck.evaluate.frames import Frame, UndecidedError
from boundcheck.evaluate.nodes import compile_node
from boundcheck.world import Outcome, World

PRECISIONS = (64, 192, 640)

Bound = frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One claim at one choice of indices and sign pattern: both sides and whether the claim holds there."""

    holds: bool | None
    lhs: Any
    rhs: Any
    index: dict[str, int]
    outcome: Outcome


Reader = Callable[[Outcome, dict[str, int]], Reading]


def readings(claim: Node, world: World) -> Iterator[Reading]:
    """Yield the claim's readings in a world: over its quantifiers, and over sign patterns if it speaks of signs."""
    read = reader(claim, world)
    for outcome, index in _places(claim, world):
        yield read(outcome, index)


def defined_readings(claim: Node, world: World, memo: dict[Any, Any] | None = None) -> Iterator[Reading]:
    """Yield the readings in which both sides are defined; elsewhere the claim says nothing.

    Calls about the same world may share a ``memo``, in which the values of common parts are kept.
    """
    read = reader(claim, world, memo)
    for outcome, index in _places(claim, world):
        with suppress(ZeroDivisionError, ValueError, IndexError):
            yield read(outcome, index)


def _places(claim: Node, world: World) -> Iterator[tuple[Outcome, dict[str, int]]]:
    outcomes = world.outcomes if mentions_signs(claim, world) else (world.outcomes[0],)
    for outcome in outcomes:
        for index in assignments(claim[1], Frame(world, outcome)):
            yield outcome, index


def mentions_signs(claim: Node, world: World) -> bool:
    """Say whether the claim depends on the sign pattern outside of a probability."""
    parts = (*claim[2:], *(over for _, over in claim[1]))
    return len(world.outcomes) > 1 and any(True for _ in random_words(parts, world.random))


def random_words(
    parts: Iterable[Any], random: frozenset[str], bound: Bound = frozenset()
) -> Iterator[tuple[Node, Bound]]:
    """Words outside of probabilities that depend on the signs, each with the indices that run around it."""
    for part in parts:
        if not isinstance(part, tuple) or not part or part[0] in ("prob", "independent"):
            continue
        if part[0] in ("at", "happens", "set", "sym") and part[1] in random:
            yield part, bound
        inside = bound | {part[2]} if part[0] in BINDERS and len(part) == 4 else bound
        yield from random_words(part, random, inside)


def assignments(quantifiers: Any, frame: Frame) -> Iterator[dict[str, int]]:
    """All choices of quantified indices, each from its set."""
    if not quantifiers:
        yield dict(frame.index)
        return
    (index, over), rest = quantifiers[0], quantifiers[1:]
    for member in compile_node(over)(frame):
        frame.index[index] = member
        yield from assignments(rest, frame)
    frame.index.pop(index, None)


def reader(claim: Node, world: World, memo: dict[Any, Any] | None = None) -> Reader:
    """How to read a claim at one choice of signs and indices: at the first precision that settles it."""
    _, _, lhs, relation, rhs = claim
    left_code, right_code = compile_node(lhs), compile_node(rhs)

    def read(outcome: Outcome, index: dict[str, int]) -> Reading:
        left: Any = None
        right: Any = None
        for bits in PRECISIONS:
            with _precision(bits):
                frame = Frame(world, outcome, dict(index), memo)
                try:
                    left = left_code(frame)
                    idle = relation == "holds" or (relation == "implies" and left is False)
                    right = True if idle else right_code(frame)
                except UndecidedError:
                    continue
                holds = _connect(left, relation, right)
                if holds is not None:
                    return Reading(holds=holds, lhs=left, rhs=right, index=index, outcome=outcome)
        return Reading(holds=None, lhs=left, rhs=right, index=index, outcome=outcome)

    return read


def _connect(left: Any, relation: str, right: Any) -> bool | None:
    if relation == "implies":
        return (not left) or right
    if relation == "iff":
        return bool(left) == bool(right)
    if relation == "holds":
        return bool(left)
    return values.relate(left, relation, right)


class _precision:  # noqa: N801 - reads as a statement: with _precision(bits)
    def __init__(self, bits: int) -> None:
        self.bits = bits

    def __enter__(self) -> None:
        self.before = flint.ctx.prec
        flint.ctx.prec = self.bits

    def __exit__(self, *_: object) -> None:
        flint.ctx.prec = self.before
