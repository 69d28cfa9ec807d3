"""Linear programmes in exact rational arithmetic: a simplex method that returns its own proof.

``minimise`` solves min c.x with A x = b, x >= 0.  The dual point y (A^T y <= c, b.y = c.x) proves that none is better;
``is_optimal`` checks the pair and knows nothing of how it was found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

Vector = Sequence[Fraction]
Matrix = Sequence[Vector]


@dataclass(frozen=True, kw_only=True)
class Optimum:
    """A least value, a point that has it, and the dual point that proves it."""

    value: Fraction
    primal: tuple[Fraction, ...]
    dual: tuple[Fraction, ...]


class UnboundedError(ArithmeticError):
    """The objective has no lower bound on the feasible set."""


def minimise(cost: Vector, matrix: Matrix, target: Vector) -> Optimum | None:
    """Least value of ``cost . x`` over x >= 0 with ``matrix x = target``; None if there is no such x.

    Two phases and Bland's rule, so that it always ends.

    >>> one = Fraction(1)
    >>> found = minimise([one, one, 3 * one], [[one, 2 * one, one]], [2 * one])
    >>> found.value, found.dual
    (Fraction(1, 1), (Fraction(1, 2),))

    Raises:
        UnboundedError: the objective has no lower bound.
    """
    rows, width = len(matrix), len(cost)
    signs = [-1 if entry < 0 else 1 for entry in target]
    table = [
        [*(s * v for v in row), *(Fraction(i == k) for k in range(rows)), s * b]
        for i, (s, row, b) in enumerate(zip(signs, matrix, target, strict=True))
    ]
    basis = list(range(width, width + rows))
    artificial = [Fraction(0)] * width + [Fraction(1)] * rows
    _pivot_until_optimal(table, basis, artificial, width)
    if any(table[i][-1] for i, column in enumerate(basis) if column >= width):
        return None
    _leave_artificial(table, basis, width)
    costs = [*map(Fraction, cost), *(Fraction(0),) * rows]
    _pivot_until_optimal(table, basis, costs, width)
    primal = [Fraction(0)] * (width + rows)
    for i, column in enumerate(basis):
        primal[column] = table[i][-1]
    value = sum((c * x for c, x in zip(costs, primal, strict=True)), Fraction(0))
    dual = tuple(
        signs[k] * sum((costs[column] * table[i][width + k] for i, column in enumerate(basis)), Fraction(0))
        for k in range(rows)
    )
    return Optimum(value=value, primal=tuple(primal[:width]), dual=dual)


def _pivot_until_optimal(table: list[list[Fraction]], basis: list[int], costs: Vector, width: int) -> None:
    while True:
        entering = next((j for j in range(width) if j not in basis and _reduced(table, basis, costs, j) < 0), None)
        if entering is None:
            return
        ratios = [(row[-1] / row[entering], basis[i], i) for i, row in enumerate(table) if row[entering] > 0]
        if not ratios:
            raise UnboundedError
        _pivot(table, basis, min(ratios)[2], entering)


def _reduced(table: list[list[Fraction]], basis: list[int], costs: Vector, column: int) -> Fraction:
    return costs[column] - sum((costs[b] * table[i][column] for i, b in enumerate(basis)), Fraction(0))


def _pivot(table: list[list[Fraction]], basis: list[int], row: int, column: int) -> None:
    lead = table[row][column]
    table[row] = [value / lead for value in table[row]]
    for i, other in enumerate(table):
        if i != row and other[column]:
            factor = other[column]
            table[i] = [a - factor * b for a, b in zip(other, table[row], strict=True)]
    basis[row] = column


def _leave_artificial(table: list[list[Fraction]], basis: list[int], width: int) -> None:
    """Exchange artificial columns at 0 for true ones where the row allows it (else the row says 0 = 0)."""
    for i, column in enumerate(basis):
        if column >= width:
            true = next((j for j in range(width) if table[i][j]), None)
            if true is not None:
                _pivot(table, basis, i, true)


def is_optimal(cost: Vector, matrix: Matrix, target: Vector, found: Optimum) -> bool:
    """Check the certificate: x feasible, y dual feasible, equal values (weak duality does the rest)."""
    columns = list(zip(*matrix, strict=True))
    return (
        all(x >= 0 for x in found.primal)
        and all(dot(row, found.primal) == b for row, b in zip(matrix, target, strict=True))
        and all(dot(column, found.dual) <= c for column, c in zip(columns, cost, strict=True))
        and dot(cost, found.primal) == dot(target, found.dual) == found.value
    )


def dot(left: Vector, right: Vector) -> Fraction:
    """Inner product.

    >>> dot([Fraction(1, 2), Fraction(2)], [Fraction(4), Fraction(1)])
    Fraction(4, 1)
    """
    return sum((a * b for a, b in zip(left, right, strict=True)), Fraction(0))
