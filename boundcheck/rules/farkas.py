"""Nonnegative combinations: a slack as a sum of known slacks with rational multipliers (Farkas, Positivstellensatz).

A float linear programme proposes which multipliers are not zero; they are then solved for exactly and checked, so that
the answer is an identity between polynomials with rational coefficients, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from boundcheck.rules.polynomials import Monomial, Poly, plus, scale

_TINY = 1e-9


@dataclass(frozen=True, kw_only=True)
class Generator:
    """A polynomial known to be nonnegative (or zero, if ``equality``); ``factors`` says where it comes from."""

    factors: tuple[Any, ...]
    poly: Poly
    strict: bool = False
    equality: bool = False


def combine(goal: Poly, generators: list[Generator], *, strict: bool = False) -> tuple[Fraction, ...] | None:
    """Find multipliers m with ``goal = sum m_i * generator_i``, m_i >= 0 except for equalities; None if none is found.

    With ``strict`` at least one strict generator must have a positive multiplier.
    """
    if not goal and not strict:
        return (Fraction(0),) * len(generators)
    monomials = sorted({m for g in generators for m in g.poly} | set(goal), key=repr)
    found = _propose(goal, generators, monomials, strict=strict)
    if found is None:
        return None
    exact = _solve(goal, generators, [i for i, value in enumerate(found) if abs(value) > _TINY], strict=strict)
    return exact if exact is not None and check(goal, generators, exact, strict=strict) else None


def check(goal: Poly, generators: list[Generator], multipliers: tuple[Fraction, ...], *, strict: bool) -> bool:
    """Verify the identity, the signs of the multipliers, and strictness."""
    if any(m < 0 and not g.equality for m, g in zip(multipliers, generators, strict=True)):
        return False
    if strict and not any(m > 0 and g.strict for m, g in zip(multipliers, generators, strict=True)):
        return False
    return plus(*(scale(g.poly, m) for m, g in zip(multipliers, generators, strict=True))) == goal


def _propose(goal: Poly, generators: list[Generator], monomials: list[Monomial], *, strict: bool) -> list[float] | None:
    if not generators:
        return None
    matrix = np.array([[float(g.poly.get(m, 0)) for g in generators] for m in monomials])
    target = np.array([float(goal.get(m, 0)) for m in monomials])
    if strict and not goal:
        matrix, target = np.vstack([matrix, [float(g.strict) for g in generators]]), np.append(target, 1.0)
    cost = np.array([-1.0 if strict and g.strict else 1.0 for g in generators])
    bounds = [(None, None) if g.equality else (0, 1000 if strict else None) for g in generators]
    cost = np.where([g.equality for g in generators], 0.0, cost)
    answer = _linprog()(cost, A_eq=matrix, b_eq=target, bounds=bounds, method="highs")
    return list(answer.x) if answer.status == 0 else None


def _linprog() -> Callable[..., Any]:
    """Imported when first needed: it takes a quarter of a second, and many runs have no use for it."""
    from scipy.optimize import linprog  # noqa: PLC0415

    return linprog  # type: ignore[no-any-return]


def _solve(goal: Poly, generators: list[Generator], support: list[int], *, strict: bool) -> tuple[Fraction, ...] | None:
    """Solve exactly on the proposed support (free unknowns set to 0), by elimination over the rationals."""
    monomials = sorted({m for i in support for m in generators[i].poly} | set(goal), key=repr)
    rows = [[generators[i].poly.get(m, Fraction(0)) for i in support] + [goal.get(m, Fraction(0))] for m in monomials]
    if strict and not goal:
        rows.append([Fraction(generators[i].strict) for i in support] + [Fraction(1)])
    pivots: list[int] = []
    top = 0
    for column in range(len(support)):
        pivot = next((r for r in range(top, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[top], rows[pivot] = rows[pivot], rows[top]
        rows[top] = [value / rows[top][column] for value in rows[top]]
        for r, row in enumerate(rows):
            if r != top and row[column]:
                rows[r] = [a - row[column] * b for a, b in zip(row, rows[top], strict=True)]
        pivots.append(column)
        top += 1
    if any(row[-1] for row in rows[top:]):
        return None
    found = [Fraction(0)] * len(generators)
    for r, column in enumerate(pivots):
        found[support[column]] = rows[r][-1]
    return tuple(found)
