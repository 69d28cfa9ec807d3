"""The world of plain tables (kind "tables"): numbers, families, sets and events by name, and nothing derived from them.

What the names mean is said by the hypotheses and definitions of the claim (``mu`` is the largest inner product, a
column has norm 1), so that a paper with its own notation needs no new kind of world.  A finite probability space is a
table too: ``outcomes`` says how many equally likely outcomes there are, and what is ``random`` is listed by outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from boundcheck.dcsc.fields import Data, listed, needed, rational, whole
from boundcheck.dcsc.lookups import Lookup, nested
from boundcheck.errors import BoundcheckError
from boundcheck.world import World

_DEEPEST = 4


def tables_world(data: Data) -> World:
    """Make the world of ``scalars`` (fractions), ``families`` and ``events`` (nested lists) and ``sets`` of indices.

    The depth of a family's nesting is its number of indices, counted from 0; an event is 0 or 1, and a set given as
    lists of lists is a family of sets.  What ``random`` lists by name has one nesting more in front, for the outcomes
    0 ... ``outcomes`` - 1.  The set "All" (the universe of complements) must be among the sets.

    Raises:
        BoundcheckError: an entry is no mapping, a number no fraction, a nesting deeper than 4 (5 if random), or a
            random name has no table with one entry per outcome.
    """
    drawn = _Drawn(outcomes=whole(data.get("outcomes", 1), "outcomes", low=1), names=_names(data))
    sets = drawn.table(data, "sets", whole, _sorted)
    if "All" not in sets:
        raise BoundcheckError("sets", expected="a set named All", got=", ".join(sorted(sets)) or "no set")
    found = World(
        kind="tables",
        data=data,
        scalars=drawn.table(data, "scalars", rational),
        families=drawn.table(data, "families", rational),
        sets=sets,
        events=drawn.table({"events": {}, **data}, "events", _happens),
        random=drawn.names,
        outcomes=range(drawn.outcomes) if drawn.names else (None,),
    )
    for name in drawn.names - {*found.scalars, *found.families, *found.sets, *found.events}:
        raise BoundcheckError(name, expected="a table of this random name", got="none")
    return found


@dataclass(frozen=True, kw_only=True)
class _Drawn:
    """How many outcomes there are and which names depend on them."""

    outcomes: int
    names: frozenset[str]

    def table(
        self, data: Data, key: str, read: Callable[[Any, str], Any], show: Callable[[Any], Any] = lambda value: value
    ) -> dict[str, Lookup]:
        """Lookups of one section of the data."""
        section = needed(data, key)
        if not isinstance(section, Mapping):
            raise BoundcheckError(key, expected="a mapping from names", got=type(section).__name__)
        return {name: self._lookup(name, value, f"{key}.{name}", read, show) for name, value in section.items()}

    def _lookup(
        self, name: str, value: Any, label: str, read: Callable[[Any, str], Any], show: Callable[[Any], Any]
    ) -> Lookup:
        random = name in self.names
        if random and len(listed(value, label)) != self.outcomes:
            raise BoundcheckError(label, expected=f"{self.outcomes} entries, one per outcome", got=str(len(value)))
        if not label.startswith(("scalars", "events")):
            listed(value[0] if random else value, label)
        look = nested(_nested(value, label, read, -1 if random else 0))
        return (lambda o, *places: show(look(None, o, *places))) if random else (lambda _, *p: show(look(None, *p)))


def _names(data: Data) -> frozenset[str]:
    return frozenset(str(name) for name in listed(data.get("random", []), "random"))


def _nested(value: Any, label: str, read: Callable[[Any, str], Any], depth: int) -> Any:
    if not isinstance(value, (list, tuple)):
        return read(value, label)
    if depth == _DEEPEST:
        raise BoundcheckError(label, expected=f"at most {_DEEPEST} indices", got="more")
    return tuple(_nested(item, f"{label}[{place}]", read, depth + 1) for place, item in enumerate(value))


def _happens(value: Any, label: str) -> bool:
    if whole(value, label) > 1:
        raise BoundcheckError(label, expected="0 or 1", got=str(value))
    return bool(value)


def _sorted(members: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(members)))
