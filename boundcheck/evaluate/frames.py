"""Where a compiled term runs: the world, the sign pattern, the bound indices; and what its names mean there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from boundcheck.world import Outcome, UnknownWordError, World


@dataclass
class Frame:
    """Where a compiled term runs: the world, the sign pattern, the bound indices, and what is known of parts there."""

    world: World
    outcome: Outcome = None
    index: dict[str, int] = field(default_factory=dict)
    memo: dict[Any, Any] | None = None


Code = Callable[[Frame], Any]


class UndecidedError(ArithmeticError):
    """A comparison inside an event could not be told at this precision."""


def lookup(table: Any, name: str, kind: str) -> Any:
    """What a world supplies under a name.

    Raises:
        UnknownWordError: nothing of this kind.
    """
    try:
        return table[name]
    except KeyError:
        msg = f"the world supplies no {kind} called {name!r}"
        raise UnknownWordError(msg) from None


def position(value: Any) -> int:
    """The value of an index term.

    Raises:
        IndexError: it is no whole number.
    """
    if type(value) is int:
        return value
    if not isinstance(value, Fraction) or value.denominator != 1:
        msg = f"index: expected a whole number, got {value}"
        raise IndexError(msg)
    return value.numerator
