"""Joint probabilities of a layer at given thresholds: every inside magnitude beyond p, every off magnitude within p.

Exact for any number of signs (residues), or a certified float64 enclosure in one pass for eight thresholds.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

import numpy as np

from boundcheck.rademacher.errors import InputError, TooLargeError

from .chain import Chain
from .order import best_plan
from .passes import RESCALE_EVERY, pass_floats
from .rows import SignedRows, drop_free_signs
from .runs import LANES
from .tables import NARROW, Tables, build_tables
from .transfer import WIDTH_LIMIT, most_states

Arithmetic: TypeAlias = Literal["exact", "enclosure"]


@dataclass(frozen=True, kw_only=True)
class JointProbability:
    """``lower <= P(every inside abs(c_i) >= p and every off abs(c_k) <= p) <= upper``; strict sides as asked."""

    lower: Fraction
    upper: Fraction
    threshold: Fraction


def joint_probabilities(
    rows: SignedRows,
    thresholds: Sequence[int | Fraction],
    *,
    strict_inside: bool = True,
    strict_off: bool = False,
    arithmetic: Arithmetic = "exact",
    threads: int | None = None,
) -> list[JointProbability]:
    """Probability that every inside magnitude is > p (``strict_inside``) or >= p, and every off one <= p (or < p).

    Args:
        rows: integer rows of the layer.
        thresholds: numbers p, in the integers of the rows.
        strict_inside: whether inside magnitudes must exceed p strictly.
        strict_off: whether off magnitudes must stay below p strictly.
        arithmetic: ``"exact"``, or ``"enclosure"`` (float64 with its error bound; one pass for eight thresholds).
        threads: worker threads, by default one per processor.

    Raises:
        InputError: a threshold is negative.
        TooLargeError: more window patterns than the limits.

    >>> from .rows import rows_from_dense
    >>> rows = rows_from_dense([[3, 0], [1, 1]], [0, 0], [True, False])
    >>> [found.lower for found in joint_probabilities(rows, [1, 2, 3])]
    [Fraction(1, 2), Fraction(1, 1), Fraction(0, 1)]
    """
    exact_thresholds = [Fraction(p) for p in thresholds]
    for p in exact_thresholds:
        if p < 0:
            raise InputError("joint_probabilities.thresholds", expected="non-negative numbers", got=str(p))
    tables = layer_tables(rows)
    queries = [_query(p, strict_inside=strict_inside, strict_off=strict_off) for p in exact_thresholds]
    if arithmetic == "exact":
        return _exact(tables, queries, exact_thresholds, threads or os.cpu_count() or 1)
    return _enclosed(tables, queries, exact_thresholds)


def layer_tables(rows: SignedRows) -> Tables:
    """Window tables that hold the magnitudes themselves.

    Raises:
        TooLargeError: more window patterns than the limits.
        InputError: magnitudes beyond 31 bits.
    """
    touched, _ = drop_free_signs(rows)
    if touched.is_wide or int(touched.reach().max(initial=0)) > NARROW:
        raise InputError("joint_probabilities", expected="magnitudes below 2**31", got="larger integers")
    plan = best_plan(touched)
    widest = int(plan.widths.max(initial=0))
    most = most_states()
    if plan.states > most or widest > WIDTH_LIMIT:
        expected = f"at most {most} window patterns of width {WIDTH_LIMIT}"
        raise TooLargeError("joint_probabilities", expected=expected, got=f"{plan.states} of width {widest}")
    return build_tables(touched, plan)


def _query(p: Fraction, *, strict_inside: bool, strict_off: bool) -> tuple[int, int]:
    """Integers u, v: magnitude > u, respectively <= v."""
    floor, whole = int(p // 1), p.denominator == 1
    u = floor if strict_inside or not whole else floor - 1
    v = floor - 1 if strict_off and whole else floor
    return min(u, NARROW), min(v, NARROW)


def _exact(
    tables: Tables, queries: list[tuple[int, int]], thresholds: list[Fraction], threads: int
) -> list[JointProbability]:
    counts = Chain(tables=tables, threads=threads).counts(queries)
    shares = [Fraction(c, 1 << tables.signs) for c in counts]
    return [JointProbability(lower=s, upper=s, threshold=p) for s, p in zip(shares, thresholds, strict=True)]


def _enclosed(tables: Tables, queries: list[tuple[int, int]], thresholds: list[Fraction]) -> list[JointProbability]:
    """Nothing is negative, so k additions in a row have relative error below (k + 2) 2**-52."""
    error = Fraction(tables.signs + 2 + 2 * LANES + int(tables.width.max(initial=0)) * 2, 2**52)
    shares: list[tuple[Fraction, Fraction]] = []
    for z in range(0, len(queries), LANES):
        shares += _float_batch(tables, queries[z : z + LANES])
    return [
        JointProbability(lower=s * (1 - error), upper=min(Fraction(1), s * (1 + error) + lost), threshold=p)
        for (s, lost), p in zip(shares, thresholds, strict=True)
    ]


def _float_batch(tables: Tables, queries: list[tuple[int, int]]) -> list[tuple[Fraction, Fraction]]:
    """(float64 answer as a Fraction, bound on what underflow can have lost) of at most eight queries."""
    padded = [*queries, *[queries[-1]] * (LANES - len(queries))]
    u, v = (np.array([q[z] for q in padded], dtype=np.int32) for z in (0, 1))
    f, g = (np.empty((1 << int(tables.width.max(initial=0)), LANES), np.float64) for _ in range(2))
    total = np.zeros(LANES)
    scaled = int(
        pass_floats(
            tables.inside,
            tables.off,
            tables.offset,
            tables.width,
            tables.drop_start,
            tables.drop_bit,
            u,
            v,
            f,
            g,
            total,
        )
    )
    scale = Fraction(2) ** (RESCALE_EVERY * scaled - tables.signs)
    lost = Fraction(tables.states, 2**1074) if scaled else Fraction(0)  # only rescaling can underflow
    possible = [tables.least_inside > a and tables.most_off <= b for a, b in queries]
    return [(Fraction(float(x)) * scale if ok else Fraction(0), lost if ok else Fraction(0))
            for x, ok in zip(total, possible, strict=False)]  # fmt: skip
