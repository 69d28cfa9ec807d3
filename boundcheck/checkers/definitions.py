"""A model's definitions and laws tried on instances: what rules take for granted must hold where claims are tried."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from boundcheck.canonical import Node
from boundcheck.claim import Claim
from boundcheck.errors import BoundcheckError
from boundcheck.evaluate import Reading, readings
from boundcheck.model import Model
from boundcheck.world import World

MOST_OUTCOMES = 256
_ENOUGH = 24  # instances of each source


@dataclass(frozen=True, kw_only=True)
class Tried:
    """On how many instances a definition or law of a model was read and held.

    Attributes:
        model: name of the model.
        kind: "definition" or "law".
        claim: what the model says.
        instances: instances with at least one reading.
        readings: choices of indices and signs at which it holds; there is none at which it fails.
    """

    model: str
    kind: str
    claim: Claim
    instances: int = 0
    readings: int = 0


def try_model(model: Model, over: Mapping[str, Iterable[World]]) -> list[Tried]:
    """Try every definition and law on up to 24 instances (of at most 256 sign patterns) of each source.

    A law of all signs is not tried where an instance holds some of them fixed (``World.reduced``).

    Raises:
        BoundcheckError: one fails, or a name that is fixed by the model depends on the signs of an instance.
    """
    worlds = [world for found in over.values() for world in _some(found)]
    for world in worlds:
        _check_given(model, world)
    said = [("definition", claim) for claim in model.definitions] + [("law", law.claim) for law in model.laws]
    return [_try(model, kind, claim, worlds) for kind, claim in said]


def _some(found: Iterable[World]) -> list[World]:
    """Instances of moderate size, evenly spaced among those with all signs free and then the others."""
    small = sorted((w for w in found if len(w.outcomes) <= MOST_OUTCOMES), key=lambda world: world.reduced)
    return small[:: -(-len(small) // _ENOUGH)] if small else []


def _check_given(model: Model, world: World) -> None:
    known = {*model.given, *model.depends, *(d.node[2][1] for d in model.definitions)}
    drawn = sorted(name for name in known & world.random if not model.signs_behind(("sym", name)))
    if drawn and len(world.outcomes) > 1:
        raise BoundcheckError(
            f"model {model.name!r}",
            expected=f"what is given, or made of what is given, to depend on no sign: {', '.join(drawn)}",
            got=f"values that differ between sign patterns in a world of kind {world.kind!r}",
        )


def _try(model: Model, kind: str, claim: Claim, worlds: Iterable[World]) -> Tried:
    instances = count = 0
    for world in worlds:
        held = _hold(model, kind, claim, world)
        instances += held > 0
        count += held
    return Tried(model=model.name, kind=kind, claim=claim, instances=instances, readings=count)


def _hold(model: Model, kind: str, claim: Claim, world: World) -> int:
    """Number of readings, all of which hold; 0 where the instance lacks a word or a side is undefined."""
    if world.reduced and _speaks_of_law(claim.node):
        return 0
    try:
        found = list(readings(claim.node, world))
    except (ArithmeticError, LookupError, ValueError):
        return 0
    wrong = next((reading for reading in found if reading.holds is False), None)
    if wrong is not None:
        raise BoundcheckError(
            f"model {model.name!r}",
            expected=f"its {kind} {claim.text} to hold on every instance",
            got=_where(wrong, world),
        )
    return sum(reading.holds is True for reading in found)


def _speaks_of_law(node: Node) -> bool:
    return isinstance(node, tuple) and bool(node) and (node[0] == "independent" or any(map(_speaks_of_law, node)))


def _where(reading: Reading, world: World) -> str:
    sides: Any = f"{reading.lhs} against {reading.rhs}"
    at = "".join(f", {name} = {value}" for name, value in reading.index.items())
    signs = "" if reading.outcome is None else f", signs {json.dumps(reading.outcome)}"
    return f"{sides}{at}{signs} in {json.dumps(world.data, sort_keys=True)}"
