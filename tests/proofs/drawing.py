"""Instances drawn by Hypothesis, the same on every run; plain arithmetic that states a theorem a second time."""

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

HUNDRED = 100
small = st.integers(-2, 2)


@dataclass(frozen=True)
class Case:
    """A theorem stated twice: as a step of a proof folder, and in plain Python on what is drawn.

    ``world`` turns a drawn value into an instance of the step; ``valid``, ``holds`` and ``spoiled`` are its hypotheses,
    its conclusion and a conclusion that is a little too strong, in fractions.
    """

    step: Any
    draw: Any
    world: Callable[[Any], dict]
    valid: Callable[[Any], bool]
    holds: Callable[[Any], bool]
    spoiled: Callable[[Any], bool]


def drawn(strategy, count):
    """Different values of a strategy, found from a fixed seed."""
    found = []

    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        derandomize=True,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(value):
        found.append(value)

    collect()
    return list({json.dumps(one, default=str, sort_keys=True): one for one in found}.values())  # fmt: skip


def matrix(rows, columns, entries=small):
    """A matrix as rows."""
    return st.lists(st.lists(entries, min_size=columns, max_size=columns), min_size=rows, max_size=rows)


def vector(size, entries=small):
    """A list of so many entries."""
    return st.lists(entries, min_size=size, max_size=size)


def dot(one, other):
    """Inner product."""
    return sum((Fraction(a) * b for a, b in zip(one, other, strict=True)), Fraction(0))


def times(rows, code):
    """Matrix times vector."""
    return [dot(row, code) for row in rows]


def transposed(rows):
    """Columns."""
    return [list(column) for column in zip(*rows, strict=True)]


def product(left, right):
    """Matrix times matrix."""
    return [[dot(row, column) for column in transposed(right)] for row in left]


def norm1(entries):
    """Sum of magnitudes."""
    return sum((abs(Fraction(a)) for a in entries), Fraction(0))


def support(code):
    """Places of the nonzeros."""
    return [i for i, a in enumerate(code) if a]


def determinant(rows):
    """Leibniz' formula: slow, and no elimination."""
    size = len(rows)
    whole = Fraction(0)
    for order in itertools.permutations(range(size)):
        sign = (-1) ** sum(order[a] > order[b] for a in range(size) for b in range(a + 1, size))
        term = Fraction(sign)
        for row, column in enumerate(order):
            term *= rows[row][column]
        whole += term
    return whole


def rank(rows):
    """Size of the largest minor that is not 0."""
    height, width = len(rows), len(rows[0])
    for size in range(min(height, width), 0, -1):
        for down in itertools.combinations(range(height), size):
            for across in itertools.combinations(range(width), size):
                if determinant([[rows[r][c] for c in across] for r in down]):
                    return size
    return 0


def inverse(rows):
    """By cofactors."""
    size, whole = len(rows), determinant(rows)
    minor = lambda r, c: determinant([[rows[a][b] for b in range(size) if b != c] for a in range(size) if a != r])  # noqa: E731
    return [[(-1) ** (r + c) * minor(c, r) / whole for c in range(size)] for r in range(size)]


def soft(value, threshold):
    """(27): the difference of two ReLUs."""
    return max(value - threshold, Fraction(0)) - max(-value - threshold, Fraction(0))


def written(value):
    """Fractions as texts, the rest as it is, for an instance."""
    if isinstance(value, dict):
        return {name: written(entry) for name, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [written(entry) for entry in value]
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else str(value)
    return value


def tables(sets, families, **scalars):
    """An instance of kind "tables"."""
    return {"kind": "tables", "scalars": written(scalars), "families": written(families), "sets": sets}
