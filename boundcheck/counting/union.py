"""The union bound with exact terms: sums of ``P(abs(c_k) > p)`` off the support and ``P(abs(c_i) < p)`` inside."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from boundcheck.rademacher.errors import InputError
from boundcheck.rademacher.rows import row_tails

from .rows import Ints, SignedRows


@dataclass(frozen=True, kw_only=True)
class UnionTerms:
    """Sums of the exact per-row probabilities at one threshold, and how many rows were counted, equal ones once.

    ``off`` sums ``P(abs(c_k) > p)`` over the rows off the support (``off_ties``: ``== p``); ``inside`` sums
    ``P(abs(c_i) < p)`` over the rows inside.
    """

    off: Fraction
    off_ties: Fraction
    inside: Fraction
    classes: int

    @property
    def bound(self) -> Fraction:
        """The union bound of ``P(min < p or max > p)``."""
        return self.off + self.inside


def union_terms(rows: SignedRows, threshold: int | Fraction, *, threads: int | None = None) -> UnionTerms:
    """Exact union-bound terms of the rows at ``p = threshold`` (in the integers of the rows).

    Raises:
        InputError: the threshold is negative, or integers exceed 62 bits.
        TooLargeError: a row has more than 50 signs.

    >>> from .rows import rows_from_dense
    >>> union_terms(rows_from_dense([[3, 0], [1, 1]], [0, 0], [True, False]), 1).bound
    Fraction(1, 2)
    """
    if rows.is_wide:
        raise InputError("union_terms", expected="integers of at most 62 bits", got="larger ones")
    floor = int(Fraction(threshold) // 1)
    whole = Fraction(threshold) == floor
    found = row_tails(rows.pointer, rows.weight, rows.base, floor, threads=threads)
    below = np.left_shift(1, found.bits) - found.beyond - (found.ties if whole else 0)
    return UnionTerms(
        off=_total(found.beyond, found.bits, ~rows.inside),
        off_ties=_total(found.ties, found.bits, ~rows.inside) if whole else Fraction(0),
        inside=_total(below, found.bits, rows.inside),
        classes=found.classes,
    )


def _total(counts: Ints, bits: Ints, chosen: NDArray[np.bool_]) -> Fraction:
    """Sum of counts / 2**bits over the chosen rows; counts of one length are added in Python integers."""
    total = Fraction(0)
    counts, bits = counts[chosen], bits[chosen]
    for size in np.flatnonzero(np.bincount(bits)).tolist():
        same = counts[bits == size]
        high, low = int((same >> 32).sum()), int((same & (2**32 - 1)).sum())
        total += Fraction((high << 32) + low, 1 << size)
    return total
