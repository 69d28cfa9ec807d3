"""Real numbers by Arb balls at growing precision: integer parts, signs, and outward-rounded decimals.

Every answer is certain or ``None`` (UNDECIDED at the largest precision); a ball that straddles an integer is never cut.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

import flint

from boundcheck import values

PRECISIONS: tuple[int, ...] = (64, 192, 640)
_DIGITS = 9  # significant digits of an enclosure that is shown
_SMALLEST = 1000  # powers of ten; what is smaller is shown as between 0 and 1e-1000

_T = TypeVar("_T")

Real = Callable[[], values.Value]  # computed anew at each precision


@dataclass(frozen=True, kw_only=True)
class Enclosure:
    """Two rationals that certainly enclose a real number (equal when it is known exactly)."""

    low: Fraction
    high: Fraction

    def __str__(self) -> str:
        """One number where both ends agree on five digits, else both ends.

        >>> print(Enclosure(low=Fraction(1), high=Fraction(2)), Enclosure(low=Fraction(1, 3), high=Fraction(1, 3)))
        1 .. 2 0.33333
        """
        low, high = decimal(self.low), decimal(self.high)
        return low if low == high else f"{low} .. {high}"


def at_growing_precision(ask: Callable[[], _T | None], precisions: Sequence[int] = PRECISIONS) -> _T | None:
    """First answer that is not None; the working precision is restored."""
    before = flint.ctx.prec
    try:
        for bits in precisions:
            flint.ctx.prec = bits
            found = ask()
            if found is not None:
                return found
    finally:
        flint.ctx.prec = before
    return None


def decide(left: Real, relation: str, right: Real, precisions: Sequence[int] = PRECISIONS) -> bool | None:
    """``left relation right``: True, False, or None.

    >>> decide(lambda: values.logarithm(3), ">", lambda: Fraction(1))
    True
    """
    return at_growing_precision(lambda: values.relate(left(), relation, right()), precisions)


def floor_of(real: Real, precisions: Sequence[int] = PRECISIONS) -> int | None:
    """Integer part, or None if no precision tells on which side of an integer the number lies.

    >>> floor_of(lambda: values.logarithm(100))
    4
    """
    return at_growing_precision(lambda: _floor(real()), precisions)


def _floor(value: values.Value) -> int | None:
    if isinstance(value, (int, Fraction)):
        return value.__floor__()
    low, high = _ends(values.ball(value))
    return low.__floor__() if low.__floor__() == high.__floor__() else None


def enclose(real: Real, precision: int = 128) -> Enclosure:
    """Outward-rounded decimals around a number (exactly the number where it is rational).

    >>> enclose(lambda: Fraction(1, 2))
    Enclosure(low=Fraction(1, 2), high=Fraction(1, 2))
    """
    found = at_growing_precision(real, (precision,))
    if isinstance(found, (int, Fraction)):
        return Enclosure(low=Fraction(found), high=Fraction(found))
    low, high = _ends(values.ball(found))
    return Enclosure(low=_rounded(low, up=False), high=_rounded(high, up=True))


def _ends(ball: flint.arb) -> tuple[Fraction, Fraction]:
    return _dyadic(ball.lower(), up=False), _dyadic(ball.upper(), up=True)


def _dyadic(end: flint.arb, *, up: bool) -> Fraction:
    """An end of a ball as it is; below 1e-1000 in magnitude it is moved outward to 0 or 1e-1000."""
    man, exp = (int(part) for part in end.man_exp())
    if man == 0 or (exp + abs(man).bit_length()) > -4 * _SMALLEST:
        return Fraction(man) * Fraction(2) ** exp
    tiny = Fraction(1, 10**_SMALLEST)
    return Fraction(0) if (man > 0) is not up else (tiny if up else -tiny)


def _rounded(value: Fraction, *, up: bool) -> Fraction:
    if value == 0:
        return value
    scale = Fraction(10) ** (_DIGITS - 1 - _magnitude(value))
    return Fraction((value * scale).__ceil__() if up else (value * scale).__floor__()) / scale


def _magnitude(value: Fraction) -> int:
    """Largest e with 10**e at most the absolute value (or one less)."""
    top, bottom = abs(value.numerator), value.denominator
    guess = (top.bit_length() - bottom.bit_length()) * 30103 // 100000
    while Fraction(10) ** (guess + 1) <= Fraction(top, bottom):
        guess += 1
    while Fraction(10) ** guess > Fraction(top, bottom):
        guess -= 1
    return guess


def decimal(value: Fraction, digits: int = 5) -> str:
    """A rational to so many significant digits, rounded to nearest, for people only.

    >>> decimal(Fraction(2, 3)), decimal(Fraction(1, 10**9)), decimal(Fraction(49))
    ('0.66667', '1e-9', '49')
    """
    if value.denominator == 1 and abs(value) < 10**12:
        return str(value)
    size = _magnitude(value)
    scaled = round(abs(value) / Fraction(10) ** (size - digits + 1))
    size, scaled = (size + 1, scaled // 10) if scaled == 10**digits else (size, scaled)
    text = str(scaled)
    sign = "-" if value < 0 else ""
    if -4 <= size < max(digits, 7):
        return sign + _placed(text, size)
    body = f"{text[0]}.{text[1:]}".rstrip("0").rstrip(".")
    return f"{sign}{body}e{size}"


def _placed(text: str, size: int) -> str:
    if size < 0:
        return f"0.{'0' * (-size - 1)}{text}".rstrip("0")
    if size + 1 >= len(text):
        return text + "0" * (size + 1 - len(text))
    return f"{text[: size + 1]}.{text[size + 1 :]}".rstrip("0").rstrip(".")
