"""Compiled integers of one layer: inner products, and all sign patterns of its support, without any rounding.

Callers keep every number below 2^62 (``layer_point``), so nothing here can overflow.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit


@njit(cache=True)
def inner_products(columns: Any) -> tuple[Any, Any]:
    """Gram matrix of integer columns (N, R), and its largest entry off the diagonal in magnitude."""
    count, rows = columns.shape
    gram = np.zeros((count, count), np.int64)
    largest = np.int64(0)
    for i in range(count):
        for j in range(i + 1):
            total = np.int64(0)
            for r in range(rows):
                total += columns[i, r] * columns[j, r]
            gram[i, j] = total
            gram[j, i] = total
            if i != j:
                largest = max(largest, abs(total))
    return gram, largest


@njit(cache=True)
def heaviest_window(columns: Any, multiples: Any, length: Any) -> Any:
    """Largest sum of squares of ``columns^T multiples`` over ``length`` consecutive rows of the ring."""
    count, rows = columns.shape
    squares = np.zeros(rows, np.int64)
    for r in range(rows):
        total = np.int64(0)
        for a in range(count):
            total += multiples[a] * columns[a, r]
        squares[r] = total * total
    best = np.int64(0)
    for first in range(rows):
        total = np.int64(0)
        for step in range(min(length, rows)):
            total += squares[(first + step) % rows]
        best = max(best, total)
    return best


@njit(cache=True)
def failures(gram: Any, x: Any, multiples: Any, grain: Any) -> tuple[Any, Any]:
    """Patterns (of the 2^K on the support) that fail, ties against the support, and the smallest gap.

    The correlations are ``grain sum_j eps_j x_j gram[i, j] + sum_a multiples[a] gram[i, a]`` up to the sign of atom i.
    The gap of a pattern is the smallest magnitude on the support less the largest off it (0 where there is none).
    """
    count = len(x)
    support = np.flatnonzero(x)
    k = len(support)
    inside = x != 0
    now = np.zeros(count, np.int64)
    weights = np.empty((k, count), np.int64)
    for i in range(count):
        for a in range(count):
            now[i] += multiples[a] * gram[i, a]
        for place in range(k):
            j = support[place]
            weights[place, i] = grain * x[j] * gram[i, j]
            now[i] += weights[place, i]
    failed = np.int64(0)
    smallest = np.int64(2**62)
    gray = np.int64(0)
    for t in range(np.int64(1) << k):
        if t:
            place = 0
            while not (t >> place) & 1:
                place += 1
            turn = np.int64(2) if (gray >> place) & 1 else np.int64(-2)
            gray ^= np.int64(1) << place
            for i in range(count):
                now[i] += turn * weights[place, i]
        low = np.int64(2**62)
        high = np.int64(0)
        for i in range(count):
            size = abs(now[i])
            if inside[i]:
                low = min(low, size)
            else:
                high = max(high, size)
        if low <= high or low == 0:
            failed += 1
        smallest = min(smallest, low - high)
    return failed, smallest
