"""The world of plain tables (kind "tables"): numbers, families and sets by name, and nothing derived from them.

What the names mean is said by the hypotheses and definitions of the claim (``mu`` is the largest inner product, a
column has norm 1), so that a paper with its own notation needs no new kind of world.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from boundcheck.dcsc import lookups
from boundcheck.dcsc.fields import Data, listed, needed, rational, whole
from boundcheck.errors import BoundcheckError
from boundcheck.world import World

_DEEPEST = 4


def tables_world(data: Data) -> World:
    """Make the world of ``scalars`` (fractions), ``families`` (nested lists of them) and ``sets`` (lists of indices).

    The depth of a family's nesting is its number of indices, counted from 0; a set given as a list of lists is a family
    of sets with one index.  The set "All" (the universe of complements) must be among the sets.

    Raises:
        BoundcheckError: an entry is no mapping, a number no fraction, or a nesting deeper than 4.
    """
    sets = {name: _sets(value, f"sets.{name}") for name, value in _named(data, "sets").items()}
    if "All" not in sets:
        raise BoundcheckError("sets", expected="a set named All", got=", ".join(sorted(sets)) or "no set")
    return World(
        kind="tables",
        data=data,
        scalars=lookups.constants({k: rational(v, f"scalars.{k}") for k, v in _named(data, "scalars").items()}),
        families={k: lookups.nested(_nested(v, f"families.{k}")) for k, v in _named(data, "families").items()},
        sets=sets,
    )


def _named(data: Data, key: str) -> Mapping[str, Any]:
    found = needed(data, key)
    if not isinstance(found, Mapping):
        raise BoundcheckError(key, expected="a mapping from names", got=type(found).__name__)
    return found


def _nested(value: Any, label: str, depth: int = 0) -> Any:
    if depth and not isinstance(value, (list, tuple)):
        return rational(value, label)
    if depth == _DEEPEST:
        raise BoundcheckError(label, expected=f"at most {_DEEPEST} indices", got="more")
    return tuple(_nested(item, f"{label}[{place}]", depth + 1) for place, item in enumerate(listed(value, label)))


def _sets(value: Any, label: str) -> lookups.Lookup:
    if any(isinstance(item, (list, tuple)) for item in listed(value, label)):
        members = [_members(item, f"{label}[{place}]") for place, item in enumerate(value)]
        return lambda _, index: members[lookups.inside(index)]
    return lookups.fixed_set(_members(value, label))


def _members(value: Any, label: str) -> tuple[int, ...]:
    return tuple(sorted({whole(item, f"{label}[{place}]") for place, item in enumerate(listed(value, label))}))
