"""Rational unit vectors and convolutional filters made of them, from a few small integers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from boundcheck.dcsc.fields import written

Row = tuple[Fraction, ...]


def unit_vector(steps: Sequence[int], parts: int = 1, pole: int = 0) -> Row:
    """Rational point of the sphere by stereographic projection of ``steps / parts``; steps of 0 give the pole itself.

    >>> unit_vector((1, 1))
    (Fraction(1, 3), Fraction(2, 3), Fraction(2, 3))
    >>> unit_vector((0, 0), pole=2)
    (Fraction(0, 1), Fraction(0, 1), Fraction(1, 1))
    """
    square = sum(step * step for step in steps)
    over = parts * parts + square
    head, tail = Fraction(parts * parts - square, over), [Fraction(2 * parts * step, over) for step in steps]
    if head < 0:
        head = -head
    place = pole % (len(steps) + 1)
    return (*tail[:place], head, *tail[place:])


def wrapped(column: Sequence[Fraction], length: int, spill: Fraction) -> Row:
    """A filter of the given length that wraps round a ring to the given column: the surplus entries are ``spill``.

    >>> wrapped((Fraction(1),), 2, Fraction(1, 2))
    (Fraction(1, 2), Fraction(1, 2))
    """
    found = [*column, *[spill] * (length - len(column))]
    for step in range(len(column), length):
        found[step % len(column)] -= spill
    return tuple(found)


def write_row(row: Sequence[Fraction | int]) -> list[str | int]:
    """JSON form of a row."""
    return [written(entry) for entry in row]
