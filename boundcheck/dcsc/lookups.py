"""Small builders of a world's lookups: constants, tables and rows, with indices that must lie in range."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

ONE, MINUS = Fraction(1), Fraction(-1)
Lookup = Callable[..., Any]


def constants(values: Mapping[str, Any]) -> dict[str, Lookup]:
    """Scalars that do not depend on the outcome; integers become Fractions, so that 1/n stays exact."""
    return {name: _constant(Fraction(value) if isinstance(value, int) else value) for name, value in values.items()}


def table(values: Sequence[Any]) -> Lookup:
    """A family with one index that does not depend on the outcome."""

    def look(_: Any, index: int) -> Any:
        return values[inside(index)]

    return look


def grid(values: Sequence[Sequence[Any]]) -> Lookup:
    """A family with two indices (row, column) that does not depend on the outcome."""

    def look(_: Any, row: int, column: int) -> Any:
        return values[inside(row)][inside(column)]

    return look


def nested(values: Sequence[Any]) -> Lookup:
    """A family with any number of indices that does not depend on the outcome.

    >>> nested(((1, 2), (3, 4)))(None, 1, 0)
    3
    """

    def look(_: Any, *places: int) -> Any:
        found: Any = values
        for place in places:
            found = found[inside(place)]
        return found

    return look


def rows(of: Callable[[Any], Sequence[Any]]) -> Lookup:
    """A family with one index whose whole row is computed from the outcome."""

    def look(outcome: Any, index: int) -> Any:
        return of(outcome)[inside(index)]

    return look


def fixed_set(members: Iterable[int]) -> Lookup:
    """A set that depends on nothing."""
    return _constant(tuple(members))


def set_of(of: Callable[[int], tuple[int, ...]]) -> Lookup:
    """A family of sets with one index that does not depend on the outcome."""
    return lambda _, index: of(index)


def signs(free: Sequence[int], size: int) -> tuple[tuple[int, ...], ...]:
    """All sign patterns of length ``size`` whose entries off ``free`` are +1; the first is all +1.

    >>> signs((1,), 2)
    ((1, 1), (1, -1))
    """
    patterns = []
    for choice in itertools.product((1, -1), repeat=len(free)):
        pattern = [1] * size
        for index, sign in zip(free, choice, strict=True):
            pattern[index] = sign
        patterns.append(tuple(pattern))
    return tuple(patterns)


def sign_value(sign: int) -> Fraction:
    """A sign as a Fraction."""
    return ONE if sign > 0 else MINUS


def inside(index: int) -> int:
    """Refuse a negative index: Python would count from the end.

    Raises:
        IndexError: the index is negative.
    """
    if index < 0:
        msg = f"index {index} is negative"
        raise IndexError(msg)
    return index


def _constant(value: Any) -> Lookup:
    return lambda _outcome: value
