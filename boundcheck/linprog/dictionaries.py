"""What can be said exactly of one finite dictionary: rank, null vectors, l1 minimisers, generalised coherence.

A dictionary is a matrix given by rows; its columns are the atoms.  Every answer of a linear programme comes with the
dual point that proves it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import flint

from boundcheck.linprog.simplex import Matrix, Vector, dot, minimise

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, kw_only=True)
class Sparse:
    """An l1 minimiser of D x = y and the dual point u that proves it (|D^T u| <= 1 and u.y is the l1 norm of x)."""

    x: tuple[Fraction, ...]
    dual: tuple[Fraction, ...]


@dataclass(frozen=True, kw_only=True)
class Weights:
    """Weights W with w_i.a_i = 1 whose largest w_i.a_j (j != i) is least, and what proves it.

    ``proof[i]`` holds numbers c_j (0 at i): where the least value for column i is t > 0, a_i = sum c_j a_j and
    sum |c_j| = 1/t; all zero where t = 0.
    """

    coherence: Fraction
    weights: tuple[tuple[Fraction, ...], ...]  # by rows, as the dictionary
    proof: tuple[tuple[Fraction, ...], ...]


def columns(matrix: Matrix) -> list[tuple[Fraction, ...]]:
    """Columns of a matrix given by rows."""
    return [tuple(column) for column in zip(*matrix, strict=True)]


def rank(matrix: Sequence[Sequence[Fraction | int]]) -> int:
    """Rank, exactly.

    >>> rank([[1, 2], [2, 4]])
    1
    """
    entries = [[flint.fmpq(Fraction(v).numerator, Fraction(v).denominator) for v in row] for row in matrix]
    return int(flint.fmpq_mat(entries).rank()) if entries and entries[0] else 0


def null_vector(matrix: Matrix) -> tuple[Fraction, ...] | None:
    """A vector other than 0 that the matrix sends to 0; None if its columns are independent.

    >>> null_vector([[ONE, ONE]])
    (Fraction(-1, 1), Fraction(1, 1))
    """
    width = len(matrix[0])
    rows = [list(row) for row in matrix]
    pivots: list[int] = []
    for column in range(width):
        top = len(pivots)
        pivot = next((r for r in range(top, len(rows)) if rows[r][column]), None)
        if pivot is None:
            found = [ZERO] * width
            found[column] = ONE
            for r, place in enumerate(pivots):
                found[place] = -rows[r][column]
            return tuple(found)
        rows[top], rows[pivot] = rows[pivot], rows[top]
        lead = rows[top][column]
        rows[top] = [value / lead for value in rows[top]]
        for r, row in enumerate(rows):
            if r != top and row[column]:
                rows[r] = [a - row[column] * b for a, b in zip(row, rows[top], strict=True)]
        pivots.append(column)
    return None


def sparsest_l1(matrix: Matrix, signal: Vector) -> Sparse | None:
    """Least l1 norm among the x with D x = y; None if y is no combination of atoms.

    >>> found = sparsest_l1([[ONE, Fraction(1, 2)]], [ONE])
    >>> found.x, found.dual
    ((Fraction(1, 1), Fraction(0, 1)), (Fraction(1, 1),))
    """
    width = len(matrix[0])
    found = minimise([ONE] * (2 * width), [[*row, *(-v for v in row)] for row in matrix], signal)
    if found is None:
        return None
    x = tuple(p - n for p, n in zip(found.primal[:width], found.primal[width:], strict=True))
    return Sparse(x=x, dual=found.dual)


def generalised_coherence(matrix: Matrix) -> Weights:
    """Least largest |w_i.a_j| over i != j, with w_i.a_i = 1 (Definition 7 of Li, Feng & Zhou), column by column.

    >>> generalised_coherence([[ONE, ZERO], [ZERO, ONE]]).coherence
    Fraction(0, 1)
    """
    atoms = columns(matrix)
    found = [_column_weights(atoms, i) for i in range(len(atoms))]
    return Weights(
        coherence=max((value for value, _, _ in found), default=ZERO),
        weights=tuple(zip(*(w for _, w, _ in found), strict=True)),
        proof=tuple(c for _, _, c in found),
    )


def _column_weights(atoms: Sequence[Vector], i: int) -> tuple[Fraction, tuple[Fraction, ...], tuple[Fraction, ...]]:
    """Least t with |w.a_j| <= t (j != i), w.a_i = 1: variables w+, w-, t and one slack for each inequality."""
    m, others = len(atoms[0]), [j for j in range(len(atoms)) if j != i]
    slack = 2 * len(others)
    rows = [[*atoms[i], *(-v for v in atoms[i]), ZERO, *[ZERO] * slack]]
    for place, j in enumerate(others):
        for side, sign in enumerate((ONE, -ONE)):
            free = [Fraction(k == 2 * place + side) for k in range(slack)]
            rows.append([*(sign * v for v in atoms[j]), *(-sign * v for v in atoms[j]), -ONE, *free])
    found = minimise([*[ZERO] * (2 * m), ONE, *[ZERO] * slack], rows, [ONE, *[ZERO] * slack])
    if found is None:
        msg = "generalised coherence: expected atoms other than 0"
        raise ValueError(msg)
    w = tuple(a - b for a, b in zip(found.primal[:m], found.primal[m : 2 * m], strict=True))
    proof = [ZERO] * len(atoms)
    for place, j in enumerate(others):
        gap = found.dual[2 + 2 * place] - found.dual[1 + 2 * place]
        proof[j] = gap / found.value if found.value else ZERO
    return found.value, w, tuple(proof)


def coherence(matrix: Matrix) -> Fraction:
    """Largest |a_i.a_j| over i != j: the mutual coherence of unit columns.

    >>> coherence([[ONE, Fraction(3, 5)], [ZERO, Fraction(4, 5)]])
    Fraction(3, 5)
    """
    atoms = columns(matrix)
    return max((abs(dot(a, b)) for i, a in enumerate(atoms) for b in atoms[:i]), default=ZERO)
