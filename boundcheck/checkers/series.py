"""The series checker: one power series below another, coefficient by coefficient.

Theorem used: if f(t) = sum a_n t^(2n) and g(t) = sum b_n t^(2n) converge for all t, 0 <= a_0 <= b_0 and
a_(n+1)/a_n <= b_(n+1)/b_n for every n >= 0 (all coefficients positive), then f <= g on the whole line.
It knows cosh(t) and exp(c t^2) with c > 0; anything else is UNDECIDED.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from boundcheck.canonical import Node
from boundcheck.checkers.base import SCHEMA, Checker, Question
from boundcheck.evidence import Finding, Grade, Verdict
from boundcheck.rules.normal import Algebra


@dataclass(frozen=True, kw_only=True)
class Series:
    """First coefficient, and the ratio of successive ones as ``top / (bottom[0] + bottom[1] n + bottom[2] n^2)``."""

    name: str
    first: Fraction
    top: Fraction
    bottom: tuple[int, int, int]


@dataclass(frozen=True, kw_only=True)
class _Coefficientwise:
    def __call__(self, question: Question) -> Finding:
        claim = question.claim.node
        sides = [_read(side) for side in (claim[2], claim[4])]
        left, right = sides if claim[3] == "<=" else reversed(sides)
        if claim[1] or claim[3] not in ("<=", ">=") or left is None or right is None or left[0] != right[0]:
            return Finding(
                checker="series", verdict=Verdict.UNDECIDED, reason="the sides are not series this checker knows"
            )
        variable, low, high = left[0], left[1], right[1]
        if not (low.first <= high.first and _ratios_ordered(low, high)):
            return Finding(
                checker="series", verdict=Verdict.UNDECIDED, reason="the coefficients do not compare term by term"
            )
        return Finding(
            checker="series",
            verdict=Verdict.PROVED,
            grade=Grade.EXACT,
            reason=f"each coefficient of {low.name} is at most that of {high.name}",
            certificate=_certificate(question, variable, low, high),
        )


def coefficientwise() -> Checker:
    """Compare two power series coefficient by coefficient (grade EXACT)."""
    return _Coefficientwise()


def _certificate(question: Question, variable: str, low: Series, high: Series) -> dict[str, object]:
    """One line: the theorem about cosh, or that exp is increasing."""
    t, square = ("sym", variable), ("pow", ("sym", variable), ("num", "2"))
    powers = {
        "?a" if series is low else "?b": [[], ("mul", ("num", str(series.top)), square)] for series in (low, high)
    }
    theorem = low.name == "cosh" and high.name == "exp"
    line: dict[str, object] = {
        "name": "series",
        "conclusion": question.claim.node,
        "rule": "cosh_below" if theorem else "exponential" if low.name == "exp" else "follows",
        "bind": {"?a": [[], t], "?c": [[], ("num", str(high.top))]} if theorem else powers,
        "context": [],
        "by": [],
    }
    return {"kind": "derivation", "schema": SCHEMA, "claim": question.claim.digest, "facts": {}, "lines": [line]}


def _read(node: Node) -> tuple[str, Series] | None:
    """Recognise cosh(t) and exp(c t^2)."""
    if node[0] == "cosh" and node[1][0] == "sym":
        return node[1][1], Series(name="cosh", first=Fraction(1), top=Fraction(1), bottom=(2, 6, 4))
    if node[0] == "exp":
        poly = Algebra().poly(node[1])
        if len(poly) == 1:
            ((monomial, coefficient),) = poly.items()
            if coefficient > 0 and len(monomial) == 1 and monomial[0][0][0] == "sym" and monomial[0][1] == 2:
                return monomial[0][0][1], Series(name="exp", first=Fraction(1), top=coefficient, bottom=(1, 1, 0))
    return None


def _ratios_ordered(low: Series, high: Series) -> bool:
    """``low.top * high.bottom(n) <= high.top * low.bottom(n)`` for every n >= 0: no coefficient is negative."""
    difference = [high.top * a - low.top * b for a, b in zip(low.bottom, high.bottom, strict=True)]
    return all(value >= 0 for value in difference)
