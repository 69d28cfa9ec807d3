"""Exact linear algebra on small matrices: common denominators, inner products, the projector onto a row space."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from boundcheck import values

Vector = Sequence[Fraction]


def common_denominator(values: Vector) -> int:
    """Least common multiple of the denominators (1 for none).

    >>> common_denominator([Fraction(1, 4), Fraction(1, 6)])
    12
    """
    return math.lcm(*(value.denominator for value in values))


def scaled(values: Vector, denominator: int) -> tuple[int, ...]:
    """Integers ``denominator * value``; the denominator must be a common one."""
    return tuple(value.numerator * (denominator // value.denominator) for value in values)


def ceil_root(value: int) -> int:
    """Smallest integer whose square is at least a natural number.

    >>> [ceil_root(value) for value in (0, 1, 2, 4, 5)]
    [0, 1, 2, 2, 3]
    """
    low = math.isqrt(value)
    return low if low * low == value else low + 1


def just_above(square: Fraction, parts: int) -> Fraction:
    """Square root of a rational where it is rational, else the next multiple of ``1 / parts`` above it.

    >>> just_above(Fraction(1, 4), 10), just_above(Fraction(2), 10)
    (Fraction(1, 2), Fraction(3, 2))
    """
    exactly = values.root(square)
    if isinstance(exactly, Fraction):
        return exactly
    return Fraction(ceil_root(math.ceil(square * parts * parts)), parts)


def dot(left: Sequence[int], right: Sequence[int]) -> int:
    """Inner product of two integer vectors."""
    return sum(a * b for a, b in zip(left, right, strict=True) if a and b)


def reduced_rows(matrix: Sequence[Vector]) -> list[list[Fraction]]:
    """Nonzero rows of the reduced row echelon form: a basis of the row space."""
    rows = [list(row) for row in matrix]
    done = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((r for r in range(done, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        lead = rows[done][column]
        rows[done] = [entry / lead for entry in rows[done]]
        for r, row in enumerate(rows):
            if r != done and row[column]:
                factor = row[column]
                rows[r] = [entry - factor * head for entry, head in zip(row, rows[done], strict=True)]
        done += 1
    return rows[:done]


def row_space_projector(matrix: Sequence[Vector]) -> list[list[Fraction]]:
    """``B^+ B`` of a matrix B, the orthogonal projector onto its row space (Moore-Penrose).

    With B = F C for C of full row rank, B^+ B = C^T (C C^T)^{-1} C.

    >>> row_space_projector([[Fraction(1), Fraction(1)]])
    [[Fraction(1, 2), Fraction(1, 2)], [Fraction(1, 2), Fraction(1, 2)]]
    """
    basis = reduced_rows(matrix)
    if not basis:
        size = len(matrix[0]) if matrix else 0
        return [[Fraction(0)] * size for _ in range(size)]
    rank = len(basis)
    normal = [[_product(left, right) for right in basis] for left in basis]
    solved = reduced_rows([[*row, *entries] for row, entries in zip(normal, basis, strict=True)])
    weights = [row[rank:] for row in solved]  # (C C^T)^{-1} C
    across = list(zip(*weights, strict=True))
    return [[_product(left, right) for right in across] for left in zip(*basis, strict=True)]


def coherence(gram: Sequence[Sequence[Fraction]]) -> Fraction:
    """Largest inner product of two different columns in magnitude, display (2); 0 for fewer than two columns."""
    sizes = (abs(entry) for i, row in enumerate(gram) for j, entry in enumerate(row) if i != j)
    return max(sizes, default=Fraction(0))


def _product(left: Vector, right: Vector) -> Fraction:
    return sum((a * b for a, b in zip(left, right, strict=True) if a and b), Fraction(0))
