"""Roundings, extremes and exponents of values that may be balls: exact, or undecided at this precision."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from boundcheck import values
from boundcheck.evaluate.frames import UndecidedError
from boundcheck.values import Surd


def exact(exponent: Any) -> Fraction:
    """An exponent, which must be rational.

    Raises:
        ValueError: it is not.
    """
    if isinstance(exponent, (int, Fraction)):
        return Fraction(exponent)
    msg = f"power: expected a rational exponent, got {values.show(exponent)}"
    raise ValueError(msg)


def cosh(value: Any) -> Any:
    """Hyperbolic cosine; 1 at 0, else a ball."""
    return Fraction(1) if values.is_exact(value) and value == 0 else values.ball(value).cosh()


def floor(value: Any) -> int:
    """The greatest integer that is not above the value.

    Raises:
        UndecidedError: a ball has an integer inside.
        ValueError: the value is infinite.
    """
    if isinstance(value, (int, Fraction)):
        return math.floor(value)
    if isinstance(value, float):
        msg = f"rounding: expected a finite number, got {value}"
        raise ValueError(msg)
    if isinstance(value, Surd):  # no integer, so that the root rounded towards 0 is next to it
        nearest = value.sign * math.isqrt(math.floor(value.square))
        return nearest if value.sign > 0 else nearest - 1
    found = value.floor().unique_fmpz()
    if found is None:
        raise UndecidedError
    return int(found)


def ceil(value: Any) -> int:
    """The smallest integer that is not below the value (see ``floor``)."""
    return -floor(-value)


def best(candidates: list[Any], wanted: int, empty: Any) -> Any:
    """The largest (``wanted`` = 1) or smallest (-1) of some values; of none, ``empty``.

    Raises:
        UndecidedError: two of them cannot be told apart.
    """
    if not candidates:
        return empty
    found = candidates[0]
    for candidate in candidates[1:]:
        order = values.order(candidate, found)
        if order is None:
            raise UndecidedError
        if order == wanted:
            found = candidate
    return found
