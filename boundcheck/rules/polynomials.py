"""Polynomials over atoms, as dicts from monomials to rational coefficients, and their form as canonical nodes."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm

from boundcheck.canonical import Node

Monomial = tuple[tuple[Node, Fraction], ...]
Poly = dict[Monomial, Fraction]


def from_normal(node: Node) -> Poly:
    """Read back a polynomial that ``to_node`` wrote, without touching its atoms."""
    if node[0] == "add":
        return plus(*(from_normal(child) for child in node[1:]))
    coefficient, powers = Fraction(1), []
    for factor in node[1:] if node[0] == "mul" else (node,):
        if factor[0] == "num":
            coefficient *= Fraction(factor[1])
        elif factor[0] == "pow" and factor[2][0] == "num":
            powers.append((factor[1], Fraction(factor[2][1])))
        else:
            powers.append((factor, Fraction(1)))
    return {tuple(sorted(powers, key=repr)): coefficient} if coefficient else {}


def constant(value: Fraction) -> Poly:
    """Polynomial of a rational constant."""
    return {(): value} if value else {}


def atom(node: Node) -> Poly:
    """Polynomial of one atom."""
    return {((node, Fraction(1)),): Fraction(1)}


def plus(*polys: Poly) -> Poly:
    """Sum of polynomials."""
    found: Poly = {}
    for poly in polys:
        for monomial, coefficient in poly.items():
            found[monomial] = found.get(monomial, Fraction(0)) + coefficient
    return {m: c for m, c in found.items() if c}


def scale(poly: Poly, factor: Fraction) -> Poly:
    """Multiple of a polynomial."""
    return {m: c * factor for m, c in poly.items()} if factor else {}


def as_constant(poly: Poly) -> Fraction | None:
    """Value of a constant polynomial, None if it is not constant."""
    if not poly:
        return Fraction(0)
    return poly[()] if set(poly) == {()} else None


def content(poly: Poly) -> tuple[Fraction, Poly]:
    """Split into a rational content (sign of the leading term) and a primitive polynomial.

    >>> content({(): Fraction(-4, 3)})
    (Fraction(-4, 3), {(): Fraction(1, 1)})
    """
    if not poly:
        return Fraction(1), {}
    top = gcd(*(c.numerator for c in poly.values()))
    bottom = lcm(*(c.denominator for c in poly.values()))
    leading = poly[max(poly, key=repr)]
    factor = Fraction(top, bottom) * (1 if leading > 0 else -1)
    return factor, {m: c / factor for m, c in poly.items()}


def to_node(poly: Poly) -> Node:
    """Canonical node of a polynomial (sorted, so equal polynomials give equal nodes)."""
    if not poly:
        return ("num", "0")
    parts = [_monomial_node(monomial, poly[monomial]) for monomial in sorted(poly, key=repr)]
    return parts[0] if len(parts) == 1 else ("add", *parts)


def _monomial_node(monomial: Monomial, coefficient: Fraction) -> Node:
    factors: list[Node] = [] if coefficient == 1 and monomial else [("num", str(coefficient))]
    factors += [base if exponent == 1 else ("pow", base, ("num", str(exponent))) for base, exponent in monomial]
    return factors[0] if len(factors) == 1 else ("mul", *factors)
