"""Whether an instance is one of a step's model: a claim that fails where the model's own words fail is not refuted.

Hypotheses are tried apart from this.  Here: definitions and laws of the names that the claim reaches, signs that are 1
or -1 (independent and uniform where chances are spoken of), names that depend on no other signs than the model says,
and sets of atoms that lie in All.  What cannot be read does not fit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from boundcheck.canonical import Node
from boundcheck.claim import Claim
from boundcheck.dcsc.fields import rational
from boundcheck.evaluate import holds_everywhere, readings
from boundcheck.model import UNKNOWN, Model, names_in
from boundcheck.rules.guards import ATOM_SETS, speaks_of_chances
from boundcheck.world import World

_SECTIONS = ("scalars", "families", "sets", "events")
_OWN_SIGNS = {"layer": ("eps",), "network": ("eps",), "signs": ("eps",)}  # what these worlds make 1 or -1, all patterns
_MOST_OUTCOMES = 256  # at which a law of a built-in world is read
_MOST_READINGS = 4096  # that are looked through for one to show


@dataclass(frozen=True, kw_only=True)
class Misfit:
    """What the model says and the instance does not do; not ``sure`` where it could not be read."""

    expected: str
    got: str
    sure: bool = True


def misfit(world: World, model: Model, nodes: Sequence[Node]) -> Misfit | None:
    """The first way in which an instance is none of the model, as far as the claims in ``nodes`` reach; None if it is.

    ``nodes`` are a claim and its hypotheses.
    """
    names = _reached(model, nodes)
    chances = any(map(speaks_of_chances, nodes))
    key = ("misfit", model, names, chances)
    if key not in world.memo:
        world.memo[key] = next(_misfits(world, model, names, chances=chances), None)
    return world.memo[key]  # type: ignore[no-any-return]


def _reached(model: Model, nodes: Iterable[Node]) -> frozenset[str]:
    """Names in some claims, and what definitions, dependences and laws tie to them."""
    found: set[str] = set().union(*map(names_in, nodes))
    ties = [({str(d.node[2][1])}, names_in(d.node)) for d in model.definitions]
    ties += [({name}, {*parts}) for name, parts in model.depends.items()]
    ties += [(names_in(law.node), names_in(law.node)) for law in model.laws]
    before = -1
    while before < len(found):
        before = len(found)
        found |= set().union(*(names for heads, names in ties if heads & found))
    return frozenset(found)


def _misfits(world: World, model: Model, names: frozenset[str], *, chances: bool) -> Iterator[Misfit]:
    known = {*world.scalars, *world.families, *world.sets, *world.events}
    yield from _signs(world, sorted({*model.signs} & names & known), chances=chances)
    yield from _dependences(world, model, sorted(names & world.random))
    if world.kind == "tables":
        yield from _sets(world, sorted(names & ATOM_SETS & {*world.sets}))
    for one in model.definitions:
        if one.node[2][1] in names & known:  # a word that the instance does not have may mean what is said of it
            yield from _said("definition", one, world)
    for law in model.laws:
        laws_of_signs = speaks_of_chances(law.node)
        if names_in(law.node) <= known and (world.kind == "tables" and chances if laws_of_signs else True):
            yield from _said("law", law.claim, world)


def _said(kind: str, claim: Claim, world: World) -> Iterator[Misfit]:
    """One definition or law, at all indices and outcomes.

    A world that computes its words from few numbers is asked at some of its outcomes where there are very many.
    """
    some = len(world.outcomes) > _MOST_OUTCOMES and world.kind != "tables" and not speaks_of_chances(claim.node)
    key = ("at some", claim.node) if some else claim.node
    if key not in world.memo:
        step = len(world.outcomes) // _MOST_OUTCOMES | 1  # odd, so that the last signs fall both ways
        there = replace(world, outcomes=world.outcomes[::step], memo={}) if some else world
        try:
            world.memo[key] = holds_everywhere(claim.node, there)
        except (ArithmeticError, LookupError, ValueError):
            world.memo[key] = False
    if not world.memo[key]:
        wrong = _wrong(claim.node, world)
        got = "what cannot be told" if wrong is None else wrong
        yield Misfit(expected=f"its {kind} {claim.text} to hold", got=got, sure=wrong is not None)


def _wrong(node: Node, world: World) -> str | None:
    """Both sides where a claim fails, if a reading says so."""
    try:
        for _, reading in zip(range(_MOST_READINGS), readings(node, world), strict=False):
            if reading.holds is False:
                at = "".join(f", {name} = {value}" for name, value in reading.index.items())
                return f"{reading.lhs} against {reading.rhs}{at}"
    except (ArithmeticError, LookupError, ValueError):
        pass
    return None


def _signs(world: World, names: Sequence[str], *, chances: bool) -> Iterator[Misfit]:
    if world.kind != "tables":
        own = _OWN_SIGNS.get(world.kind, ())
        yield from (
            Misfit(expected=f"{name} to be a family of signs", got="numbers") for name in names if name not in own
        )
        return
    rows = [[_leaves(_value(world, name, o)) for name in names] for o in world.outcomes]
    for row in rows:
        for name, entries in zip(names, row, strict=True):
            strange = next((entry for entry in entries if entry not in (1, -1)), None)
            if strange is not None:
                yield Misfit(expected=f"the signs {name} to be 1 or -1", got=str(strange))
    if not chances or not names:
        return
    seen = Counter(tuple(entry for entries in row for entry in entries) for row in rows)
    width = max(map(len, seen))
    if len(seen) != 2**width or len(set(seen.values())) > 1:
        said = f"{len(seen)} patterns of {width}, of {len(rows)} outcomes"
        yield Misfit(expected=f"the signs {', '.join(names)} to be independent and uniform", got=said)


def _dependences(world: World, model: Model, names: Sequence[str]) -> Iterator[Misfit]:
    """A name has one value for each way in which the signs behind it can fall."""
    if len(world.outcomes) <= 1:
        return
    for name in names:
        behind = sorted(model.signs_behind(("sym", name)))
        if UNKNOWN in behind or name in model.signs or (behind and world.kind != "tables"):
            continue
        if world.kind == "tables" and not {*behind} <= {*world.families, *world.scalars}:
            yield Misfit(
                expected=f"{name} to be made of the signs {', '.join(behind)}", got="no such signs", sure=False
            )
        elif world.kind != "tables" or _varies(world, name, behind):
            what = f"depend on no other signs than {', '.join(behind)}" if behind else "depend on no sign"
            yield Misfit(expected=f"{name} to {what}", got="values that differ between such outcomes")
    if world.kind == "tables":
        yield from _layers(world, model, names)


def _varies(world: World, name: str, behind: Sequence[str]) -> bool:
    seen: dict[Hashable, Hashable] = {}
    return any(
        seen.setdefault(tuple(_value(world, one, o) for one in behind), value := _value(world, name, o)) != value
        for o in world.outcomes
    )


def _layers(world: World, model: Model, names: Sequence[str]) -> Iterator[Misfit]:
    """The same for the entries of each layer, of what a network is made of."""
    signs = [name for name in model.signs if name in world.families]
    for name in (one for one in names if one in model.reach and one not in model.signs):
        reach = model.reach[name]
        depth = min(len(_entries(_value(world, name, o))) for o in world.outcomes)
        for layer in range(depth):
            seen: dict[Hashable, Hashable] = {}
            for o in world.outcomes:
                table = [_entries(_value(world, one, o)) for one in signs]
                there = [row for rows in table for k, row in enumerate(rows) if _side(k, layer) in reach]
                value = _entries(_value(world, name, o))[layer]
                if seen.setdefault(tuple(there), value) != value:
                    said = f"signs of layers {' and '.join(reach) or 'of none'} only"
                    yield Misfit(expected=f"{name} to depend on {said}", got=f"other values at layer {layer}")
                    break


def _side(k: int, layer: int) -> str:
    return "above" if k > layer else "below" if k < layer else "own"


def _sets(world: World, names: Sequence[str]) -> Iterator[Misfit]:
    for o in world.outcomes:
        atoms = {*_leaves(_value(world, "All", o))}
        for name in names:
            beyond = next((member for member in _leaves(_value(world, name, o)) if member not in atoms), None)
            if beyond is not None:
                yield Misfit(expected=f"the set {name} to lie in All", got=f"its member {beyond}")


def _value(world: World, name: str, outcome: Any) -> Hashable:
    """A whole table at an outcome, as nested tuples of fractions; sets in order."""
    key = ("whole", name, outcome if name in world.random else None)
    if key not in world.memo:
        found = next(world.data[s][name] for s in _SECTIONS if name in world.data.get(s, {}))
        raw = found[outcome] if name in world.random else found
        world.memo[key] = _plain(raw, name, ordered=name not in world.sets)
    return world.memo[key]  # type: ignore[no-any-return]


def _plain(raw: Any, name: str, *, ordered: bool) -> Hashable:
    if not isinstance(raw, (list, tuple)):
        return rational(raw, name)
    parts = [_plain(item, name, ordered=ordered) for item in raw]
    nested = any(isinstance(part, tuple) for part in parts)
    return tuple(parts) if ordered or nested else tuple(sorted({*parts}))  # type: ignore[type-var]


def _entries(value: Hashable) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _leaves(value: Hashable) -> tuple[Any, ...]:
    return tuple(leaf for part in value for leaf in _leaves(part)) if isinstance(value, tuple) else (value,)
