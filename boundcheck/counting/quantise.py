"""Integers of any size brought into a fixed width with a proven error, for the filter stages of the enumeration."""

from dataclasses import dataclass

import numpy as np

from .rows import Ints, Numbers

LIMIT_16 = 32000  # every abs(c) in the 16-bit stage
LIMIT_64 = 2**61


@dataclass(frozen=True, kw_only=True, eq=False)
class Quantised:
    """Integers with ``abs(quantised c - factor * exact c) <= error`` for every row and pattern; exact if error is 0.

    Shapes: weights (N, k), base (N,).
    """

    weights: Ints
    base: Ints
    error: int


def quantise(weights: Numbers, base: Numbers, limit: int) -> Quantised:
    """Scale so that every reachable magnitude is at most ``limit``; unchanged when it is already.

    One common factor and rounding to nearest: each entry is off by at most 1/2, a row by half its nonzero entries.

    >>> q = quantise(np.array([[10**6, 1]], dtype=object), np.array([0], dtype=object), 1000)
    >>> int(np.abs(q.weights).sum()) <= 1000, q.error
    (True, 1)
    """
    reach = np.abs(weights).sum(axis=1) + np.abs(base)
    largest = int(max(reach, default=0))
    if largest <= limit:
        return Quantised(weights=weights.astype(np.int64), base=base.astype(np.int64), error=0)
    top = limit - weights.shape[1] - 1  # room for the roundings
    rounded = (2 * weights * top + largest) // (2 * largest)
    rounded_base = (2 * base * top + largest) // (2 * largest)
    terms = (weights != 0).sum(axis=1) + (base != 0)
    error = (int(terms.max()) + 1) // 2
    return Quantised(weights=rounded.astype(np.int64), base=rounded_base.astype(np.int64), error=error)
