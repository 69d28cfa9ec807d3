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

from boundcheck.linprog.simplex import minimise
from boundcheck.rules.polynomials import Monomial, Poly, plus, scale

_TINY = 1e-9
_SMALL, _MODEST = 400, 2000  # entries of a programme and of a system that exact arithmetic solves as fast


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
    if len(generators) * len(monomials) <= _MODEST:
        every, only_one = _solve(goal, generators, [*range(len(generators))], strict=strict)
        if every is None or only_one:  # no combination at all, or this one, whatever its signs
            return every if every is not None and check(goal, generators, every, strict=strict) else None
    support = _propose(goal, generators, monomials, strict=strict)
    exact = None if support is None else _solve(goal, generators, support, strict=strict)[0]
    return exact if exact is not None and check(goal, generators, exact, strict=strict) else None


def check(goal: Poly, generators: list[Generator], multipliers: tuple[Fraction, ...], *, strict: bool) -> bool:
    """Verify the identity, the signs of the multipliers, and strictness."""
    if any(m < 0 and not g.equality for m, g in zip(multipliers, generators, strict=True)):
        return False
    if strict and not any(m > 0 and g.strict for m, g in zip(multipliers, generators, strict=True)):
        return False
    return plus(*(scale(g.poly, m) for m, g in zip(multipliers, generators, strict=True))) == goal


def _propose(goal: Poly, generators: list[Generator], monomials: list[Monomial], *, strict: bool) -> list[int] | None:
    """The generators whose multipliers a linear programme says are not zero; None if it finds none."""
    if not strict and len(generators) * len(monomials) <= _SMALL:
        return _exact_support(goal, generators, monomials)
    matrix = np.array([[float(g.poly.get(m, 0)) for g in generators] for m in monomials])
    target = np.array([float(goal.get(m, 0)) for m in monomials])
    if strict and not goal:
        matrix, target = np.vstack([matrix, [float(g.strict) for g in generators]]), np.append(target, 1.0)
    cost = np.array([-1.0 if strict and g.strict else 1.0 for g in generators])
    bounds = [(None, None) if g.equality else (0, 1000 if strict else None) for g in generators]
    cost = np.where([g.equality for g in generators], 0.0, cost)
    answer = _linprog()(cost, A_eq=matrix, b_eq=target, bounds=bounds, method="highs")
    return [i for i, value in enumerate(answer.x) if abs(value) > _TINY] if answer.status == 0 else None


def _exact_support(goal: Poly, generators: list[Generator], monomials: list[Monomial]) -> list[int] | None:
    """The same by exact arithmetic, where that is as fast; the multiplier of an equality is a difference of two."""
    columns = [(i, sign) for i, g in enumerate(generators) for sign in ((1, -1) if g.equality else (1,))]
    matrix = [[sign * generators[i].poly.get(m, Fraction(0)) for i, sign in columns] for m in monomials]
    cost = [Fraction(not generators[i].equality) for i, _ in columns]
    found = minimise(cost, matrix, [goal.get(m, Fraction(0)) for m in monomials])
    return None if found is None else sorted({i for (i, _), value in zip(columns, found.primal, strict=True) if value})


def _linprog() -> Callable[..., Any]:
    """Imported when first needed: it takes a quarter of a second, and many runs have no use for it."""
    from scipy.optimize import linprog  # noqa: PLC0415

    return linprog  # type: ignore[no-any-return]


def _solve(
    goal: Poly, generators: list[Generator], support: list[int], *, strict: bool
) -> tuple[tuple[Fraction, ...] | None, bool]:
    """Solve exactly on a support (free unknowns set to 0), by elimination; say also whether it is the only solution."""
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
        return None, True
    found = [Fraction(0)] * len(generators)
    for r, column in enumerate(pivots):
        found[support[column]] = rows[r][-1]
    return tuple(found), len(pivots) == len(support)
