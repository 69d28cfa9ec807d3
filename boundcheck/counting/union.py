"""The union bound with exact terms: sums of ``P(abs(c_k) > p)`` off the support and ``P(abs(c_i) < p)`` inside."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numba import njit

from boundcheck.rademacher.errors import InputError
from boundcheck.rademacher.rows import LONGEST, row_tails

from .rows import SignedRows


@dataclass(frozen=True, kw_only=True)
class UnionTerms:
    """Sums of the exact per-row probabilities at one threshold, and how many distinct rows there were.

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
    sums = np.zeros((3, LONGEST + 2, 2), np.int64)
    add_up(found.beyond, found.ties, found.bits, rows.inside, whole, sums)
    off, off_ties, inside = (_total(part.tolist()) for part in sums)
    return UnionTerms(off=off, off_ties=off_ties, inside=inside, classes=found.classes)


def _total(parts: list[list[int]]) -> Fraction:
    """Sum over ``bits`` of (high 2^32 + low) / 2^bits."""
    top = len(parts) - 1
    return Fraction(sum(((high << 32) + low) << (top - bits) for bits, (high, low) in enumerate(parts)), 1 << top)


@njit(nogil=True, cache=True)
def add_up(beyond: Any, ties: Any, bits: Any, inside: Any, whole: Any, sums: Any) -> Any:
    """Add the counts of all rows by number of patterns: sums[0] beyond off, sums[1] ties off, sums[2] below inside.

    sums[.., bits, 0] holds the upper halves and [.., 1] the lower 32 bits: 2^30 rows of 51 bits overflow neither.
    Unless the threshold is whole, what ties with its floor lies below it.
    """
    mask = np.int64(2**32 - 1)
    for i in range(beyond.shape[0]):
        b = bits[i]
        if inside[i]:
            c = (np.int64(1) << b) - beyond[i] - (ties[i] if whole else 0)
            sums[2, b, 0] += c >> 32
            sums[2, b, 1] += c & mask
        else:
            c = beyond[i]
            sums[0, b, 0] += c >> 32
            sums[0, b, 1] += c & mask
            if whole:
                sums[1, b, 0] += ties[i] >> 32
                sums[1, b, 1] += ties[i] & mask
