"""Exact real numbers as far as they go, then Arb balls; comparisons have three answers.

A value is a Fraction (or int), a Surd (a signed square root of a rational), plus or minus infinity (the minimum over
an empty set), or an Arb ball.  ``sign`` answers -1, 0, 1, or None when a ball is too wide to say.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint

Value = Any  # Fraction | int | Surd | flint.arb | +-math.inf
_LONGEST_BITS = 4_000_000  # of an exact power
_LARGEST_EXPONENT = 2**62


@dataclass(frozen=True)
class Surd:
    """``sign * sqrt(square)`` with square a positive rational that is no perfect square.

    >>> root(Fraction(1, 2)) * root(Fraction(1, 2))
    Fraction(1, 2)
    """

    sign: int
    square: Fraction

    def __mul__(self, other: Value) -> Value:
        """Product with a rational or another surd stays exact."""
        if isinstance(other, Surd):
            return self.sign * other.sign * root(self.square * other.square)
        if isinstance(other, (int, Fraction)):
            return root(self.square * other * other) * (self.sign * (1 if other > 0 else -1)) if other else Fraction(0)
        return NotImplemented

    __rmul__ = __mul__

    def __neg__(self) -> Surd:
        """Opposite."""
        return Surd(-self.sign, self.square)

    def __abs__(self) -> Surd:
        """Magnitude."""
        return Surd(1, self.square)


def root(square: Fraction | int) -> Any:
    """Square root of a nonnegative rational: a Fraction where it is one, else a Surd.

    Raises:
        ValueError: the rational is negative.
    """
    square = Fraction(square)
    if square < 0:
        msg = f"sqrt: expected a nonnegative rational, got {square}"
        raise ValueError(msg)
    top, bottom = math.isqrt(square.numerator), math.isqrt(square.denominator)
    if top * top == square.numerator and bottom * bottom == square.denominator:
        return Fraction(top, bottom)
    return _SignedRoot(1, square)


class _SignedRoot(Surd):
    def __mul__(self, other: Value) -> Value:
        if isinstance(other, int) and other in (-1, 1):
            return _SignedRoot(self.sign * other, self.square)
        return super().__mul__(other)

    __rmul__ = __mul__


def is_exact(value: Value) -> bool:
    """Say whether the value is no ball."""
    return not isinstance(value, flint.arb)


def ball(value: Value) -> flint.arb:
    """Enclose any value at the current working precision."""
    if isinstance(value, flint.arb):
        return value
    if isinstance(value, Surd):
        return value.sign * flint.arb(flint.fmpq(value.square.numerator, value.square.denominator)).sqrt()
    if isinstance(value, float):
        return flint.arb(value)
    value = Fraction(value)
    return flint.arb(flint.fmpq(value.numerator, value.denominator))


def add(values: list[Value]) -> Value:
    """Sum; exact when all are rational (or infinite), one nonzero surd alone stays exact, else a ball.

    Raises:
        ValueError: plus infinity and minus infinity are added.
    """
    fractions = [value for value in values if type(value) is Fraction or type(value) is int]
    rational: Any = _sum(fractions)
    if len(fractions) == len(values):
        return rational
    rest = [value for value in values if isinstance(value, (Surd, flint.arb))]
    endless = [value for value in values if isinstance(value, float)]
    if endless:
        return _number(sum(endless))
    rest = _cancel(rest)
    if not rest:
        return rational
    if len(rest) == 1 and rational == 0:
        return rest[0]
    return sum((ball(value) for value in rest), ball(rational))


def _sum(fractions: list[Any]) -> Fraction:
    """Sum in integers, reduced once at the end: the terms of a sum mostly share a denominator."""
    top, bottom = 0, 1
    for value in fractions:
        over = value.denominator
        if over == bottom:
            top += value.numerator
        else:
            shared = math.gcd(over, bottom)
            top = top * (over // shared) + value.numerator * (bottom // shared)
            bottom *= over // shared
    return Fraction(top, bottom)


def _cancel(rest: list[Value]) -> list[Value]:
    """Combine surds over the same radicand class (their ratio is rational)."""
    kept: list[Value] = []
    for value in rest:
        for position, other in enumerate(kept):
            if isinstance(value, Surd) and isinstance(other, Surd):
                ratio = root(value.square / other.square)
                if isinstance(ratio, Fraction):
                    scale = 1 + ratio * value.sign * other.sign
                    kept[position] = other * scale
                    break
        else:
            kept.append(value)
    return [value for value in kept if not (isinstance(value, Fraction) and value == 0)]


def multiply(left: Value, right: Value) -> Value:
    """Product.

    Raises:
        ValueError: zero times infinity.
    """
    if type(left) is Fraction and type(right) is Fraction:
        return _product(left, right)
    if isinstance(left, flint.arb) or isinstance(right, flint.arb):
        return ball(left) * ball(right)
    if isinstance(left, float) or isinstance(right, float):
        return _number(_endless(left) * _endless(right))
    return left * right


def _product(left: Fraction, right: Fraction) -> Fraction:
    """Product; a factor 1 or -1 (a sign) costs nothing, a zero no reduction."""
    if left.denominator == 1 and -1 <= left.numerator <= 1:
        return right if left.numerator == 1 else -right if left.numerator else left
    if right.denominator == 1 and -1 <= right.numerator <= 1:
        return left if right.numerator == 1 else -left if right.numerator else right
    return left * right


def _endless(value: Value) -> float:
    """Infinity itself, and the sign of anything else: all that counts beside an infinity."""
    return value if isinstance(value, float) else float(sign(value) or 0)


def _number(value: float) -> float:
    if math.isnan(value):
        msg = "expected a number, got an undefined combination of infinities"
        raise ValueError(msg)
    return value


def power(base: Value, exponent: Fraction) -> Value:
    """``base**exponent`` for integer or half-integer exponents.

    Raises:
        ZeroDivisionError: a negative power of zero.
        ValueError: a root of a negative number, or another exponent.
    """
    if isinstance(base, float):
        return _power_of_infinity(base, exponent)
    if exponent.denominator == 1:
        if is_exact(base) and _bits(base) * abs(exponent) > _LONGEST_BITS:
            return ball(base) ** int(exponent)  # nobody reads so long a number: an enclosure decides as much
        if isinstance(base, Surd):
            half, odd = divmod(int(exponent), 2)
            even = base.square**half
            return base * even if odd else even
        return base ** int(exponent) if isinstance(base, flint.arb) else Fraction(base) ** int(exponent)
    if exponent.denominator == 2:
        whole = power(base, exponent * 2)
        return (
            whole.sqrt()
            if isinstance(whole, flint.arb)
            else root(whole)
            if not isinstance(whole, Surd)
            else ball(whole).sqrt()
        )
    msg = f"power: expected an integer or half-integer exponent, got {exponent}"
    raise ValueError(msg)


def _bits(value: Any) -> int:
    number = Fraction(value.square if isinstance(value, Surd) else value)
    return max(number.numerator.bit_length(), number.denominator.bit_length())


def _power_of_infinity(base: float, exponent: Fraction) -> Value:
    if base < 0 and exponent.denominator != 1:
        msg = "power: expected a nonnegative base, got minus infinity"
        raise ValueError(msg)
    if exponent <= 0:
        return Fraction(int(exponent == 0))
    return base if exponent.denominator != 1 or exponent % 2 else math.inf


def exponential(value: Value) -> Value:
    """``exp``; exact at 0; where not even its length could be held it lies anywhere, which decides nothing."""
    if is_exact(value) and value == 0:
        return Fraction(1)
    inside = ball(value)
    return inside.exp() if abs(inside) < _LARGEST_EXPONENT else flint.arb(0, math.inf)


def logarithm(value: Value) -> Value:
    """``log``; exact at 1.

    Raises:
        ValueError: the argument is an exact number that is not positive.
    """
    if is_exact(value):
        if sign(value) != 1:
            msg = f"log: expected a positive number, got {value}"
            raise ValueError(msg)
        if value == 1:
            return Fraction(0)
    return ball(value).log()


def sign(value: Value) -> int | None:
    """Return -1, 0 or 1, or None if a ball straddles zero."""
    if isinstance(value, flint.arb):
        if value > 0:
            return 1
        if value < 0:
            return -1
        return 0 if value.is_zero() else None
    if isinstance(value, Surd):
        return value.sign
    return int(value > 0) - int(value < 0)


def order(left: Value, right: Value) -> int | None:
    """Sign of ``left - right``, None when it cannot be told at this precision."""
    if type(left) is Fraction and type(right) is Fraction:
        top, bottom = left.numerator * right.denominator, right.numerator * left.denominator
        return (top > bottom) - (top < bottom)
    if isinstance(left, float) or isinstance(right, float):
        if isinstance(left, flint.arb) or isinstance(right, flint.arb):
            return None
        low, high = _endless(left), _endless(right)
        return (low > high) - (low < high)
    if isinstance(left, (Surd, int, Fraction)) and isinstance(right, (Surd, int, Fraction)):
        return _order_signed_squares(_signed_square(left), _signed_square(right))
    return sign(ball(left) - ball(right))


def _signed_square(value: Any) -> Fraction:
    return value.sign * value.square if isinstance(value, Surd) else Fraction(value) * abs(Fraction(value))


def _order_signed_squares(left: Fraction, right: Fraction) -> int:
    return (left > right) - (left < right)


_HOLDS = {"<=": (-1, 0), "<": (-1,), "==": (0,), ">=": (0, 1), ">": (1,)}


def relate(left: Value, relation: str, right: Value) -> bool | None:
    """Decide ``left relation right``: True, False, or None.

    >>> relate(Fraction(1, 3), "<", root(Fraction(1, 2)))
    True
    """
    found = order(left, right)
    if found is None:
        return (
            _from_ball(ball(left), relation, ball(right))
            if not isinstance(left, float) and not isinstance(right, float)
            else None
        )
    return found in _HOLDS[relation]


def _from_ball(left: flint.arb, relation: str, right: flint.arb) -> bool | None:
    """Balls may settle <= and >= although the sign of the difference is unknown."""
    if relation == "<=":
        return True if left <= right else None
    if relation == ">=":
        return True if left >= right else None
    return None


def show(value: Value, digits: int = 12) -> str:
    """Write a value for people: exact when it is."""
    if isinstance(value, flint.arb):
        return value.str(digits)
    if isinstance(value, Surd):
        return f"{'-' if value.sign < 0 else ''}sqrt({value.square})"
    return str(value)


def at_least(value: Value) -> Fraction:
    """A rational that is certainly not above the value, and is the value where that is rational."""
    if isinstance(value, (int, Fraction)):
        return Fraction(value)
    mantissa, exponent = ball(value).lower().man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def scientific(value: Fraction, digits: int = 14) -> str:
    """A positive rational in decimal digits, cut off, never rounded up.

    >>> scientific(Fraction(2, 3), 4), scientific(Fraction(1, 1000), 3)
    ('6.666e-1', '1.00e-3')
    """
    exponent = len(str(value.numerator)) - len(str(value.denominator))
    exponent -= value < Fraction(10) ** exponent
    mantissa = str(math.floor(value / Fraction(10) ** (exponent - digits + 1)))
    return f"{mantissa[0]}.{mantissa[1:]}e{exponent}"
