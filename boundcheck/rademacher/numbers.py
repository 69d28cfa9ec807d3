"""Exact numbers: integers, fractions and doubles (each double is a dyadic rational) on one integer scale."""

import math
from collections.abc import Iterable
from fractions import Fraction
from numbers import Integral, Rational

from .errors import InputError


def exact(label: str, value: object) -> Fraction:
    """Return ``value`` as a Fraction; a double stands for the dyadic number it stores.

    >>> exact("x", 0.5), exact("x", 3)
    (Fraction(1, 2), Fraction(3, 1))
    """
    if isinstance(value, bool):
        raise InputError(label, expected="an integer, a Fraction or a finite double", got=repr(value))
    if isinstance(value, Integral):
        return Fraction(int(value))
    if isinstance(value, Rational):
        return Fraction(int(value.numerator), int(value.denominator))
    if isinstance(value, float) and math.isfinite(value):
        return Fraction(float(value))
    raise InputError(label, expected="an integer, a Fraction or a finite double", got=repr(value))


def common_scale(label: str, values: Iterable[object]) -> tuple[list[int], int]:
    """Return integers ``z`` and a positive ``scale`` with ``values[j] == z[j] / scale``.

    >>> common_scale("a", [1, Fraction(1, 3), 0.5])
    ([6, 2, 3], 6)
    """
    items = list(values)
    if set(map(type, items)) <= {int}:
        return items, 1  # type: ignore[return-value]
    fractions = [exact(f"{label}[{j}]", item) for j, item in enumerate(items)]
    scale = math.lcm(*(f.denominator for f in fractions))
    return [f.numerator * (scale // f.denominator) for f in fractions], scale
