"""Compiled kernels that fill the window tables of the transfer matrix."""

# ruff: noqa: PLR0913, PLR0917  compiled kernels take their arrays by position

from typing import Any

import numpy as np
from numba import njit

WIDEST = 40


@njit(nogil=True, cache=True)
def leaving_bits(last_use: Any) -> Any:
    """Window bits that leave after each step, highest first: ``bits[start[j]:start[j+1]]``.

    The newest sign is always the highest bit of its window.
    """
    k = last_use.shape[0]
    start = np.zeros(k + 1, np.int64)
    bits = np.empty(k, np.int64)
    alive = np.empty(k + 1, np.int64)
    n = 0
    got = 0
    for j in range(k):
        alive[n] = j
        n += 1
        for t in range(n - 1, -1, -1):
            if last_use[alive[t]] == j:
                bits[got] = t
                got += 1
        kept = 0
        for t in range(n):
            if last_use[alive[t]] != j:
                alive[kept] = alive[t]
                kept += 1
        n = kept
        start[j + 1] = got
    return start, bits


@njit(nogil=True, cache=True)
def magnitudes(values: Any, width: Any, base: Any, out: Any) -> Any:
    """out[s] = abs(base + sum_t (+-) values[t]) for s < 2**width; bit t set means minus."""
    top = base
    for t in range(width):
        top += values[t]
    out[0] = top
    n = 1
    for t in range(width):
        v = 2 * values[t]
        low = out[:n]
        high = out[n : 2 * n]
        for s in range(n):
            high[s] = low[s] - v
        n *= 2
    for s in range(n):
        out[s] = abs(out[s])


@njit(nogil=True, cache=True)
def fill_tables(
    row_start: Any,
    rows: Any,
    pointer: Any,
    column: Any,
    weight: Any,
    base: Any,
    is_inside: Any,
    last_use: Any,
    offset: Any,
    inside: Any,
    off: Any,
    scratch: Any,
) -> Any:
    """Fold every row into the table of the step it is settled at.

    ``rows[row_start[j]:row_start[j+1]]`` are the rows settled at step j; ``inside`` takes minima, ``off`` maxima.
    """
    k = last_use.shape[0]
    values = np.zeros(WIDEST + 1, np.int64)
    bit = np.zeros(k, np.int64)
    alive = np.empty(k + 1, np.int64)
    n = 0
    for j in range(k):
        alive[n] = j
        bit[j] = n
        n += 1
        size = 1 << n
        smallest = inside[offset[j] : offset[j] + size]
        largest = off[offset[j] : offset[j] + size]
        for z in range(row_start[j], row_start[j + 1]):
            i = rows[z]
            values[:n] = 0
            for e in range(pointer[i], pointer[i + 1]):
                values[bit[column[e]]] = weight[e]
            magnitudes(values, n, base[i], scratch)
            if is_inside[i]:
                for s in range(size):
                    smallest[s] = min(smallest[s], scratch[s])
            else:
                for s in range(size):
                    largest[s] = max(largest[s], scratch[s])
        kept = 0
        for t in range(n):
            if last_use[alive[t]] != j:
                alive[kept] = alive[t]
                bit[alive[t]] = kept
                kept += 1
        n = kept
