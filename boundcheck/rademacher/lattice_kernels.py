"""Compiled kernels of the lattice count: f[s] = number of subsets with sum s, two coefficients per pass."""

from typing import Any

import numpy as np
from numba import njit


@njit(nogil=True, cache=True)
def _two_words(f: Any, g: Any, lo: Any, hi: Any, a: Any, b: Any) -> Any:
    """g[s] = f[s] + f[s-a] + f[s-b] + f[s-a-b] for lo <= s < hi, modulo 2**64 (needs lo >= a + b)."""
    fa = f[lo - a : hi - a]
    fb = f[lo - b : hi - b]
    fab = f[lo - a - b : hi - a - b]
    f0 = f[lo:hi]
    out = g[lo:hi]
    for s in range(hi - lo):
        out[s] = f0[s] + fa[s] + fb[s] + fab[s]


@njit(nogil=True, cache=True)
def _two_prime(f: Any, g: Any, lo: Any, hi: Any, a: Any, b: Any, p: Any) -> Any:
    """The same modulo p < 2**61: the sum of four stays below 2**63."""
    fa = f[lo - a : hi - a]
    fb = f[lo - b : hi - b]
    fab = f[lo - a - b : hi - a - b]
    f0 = f[lo:hi]
    out = g[lo:hi]
    p2 = p + p
    for s in range(hi - lo):
        y = np.int64(f0[s] + fa[s] + fb[s] + fab[s])
        y = y - p2 if y >= p2 else y
        out[s] = y - p if y >= p else y


@njit(nogil=True, cache=True)
def _two_float(f: Any, g: Any, lo: Any, hi: Any, a: Any, b: Any) -> Any:
    """The same in float64, scaled by 1/4: three roundings."""
    fa = f[lo - a : hi - a]
    fb = f[lo - b : hi - b]
    fab = f[lo - a - b : hi - a - b]
    f0 = f[lo:hi]
    out = g[lo:hi]
    for s in range(hi - lo):
        out[s] = 0.25 * ((f0[s] + fa[s]) + (fb[s] + fab[s]))


@njit(nogil=True, cache=True)
def _head(f: Any, g: Any, hi: Any, a: Any, b: Any, p: Any) -> Any:
    """s below a + b: terms with a negative index are absent (p = 0: modulo 2**64)."""
    for s in range(hi):
        y = f[s]
        if s >= a:
            y += f[s - a]
        if s >= b:
            y += f[s - b]
        if s >= a + b:
            y += f[s - a - b]
        g[s] = y % p if p else y


@njit(nogil=True, cache=True)
def _head_float(f: Any, g: Any, hi: Any, a: Any, b: Any) -> Any:
    for s in range(hi):
        y = f[s]
        if s >= a:
            y += f[s - a]
        z = 0.0
        if s >= b:
            z += f[s - b]
        if s >= a + b:
            z += f[s - a - b]
        g[s] = 0.25 * (y + z)


@njit(nogil=True, cache=True)
def counts_mod(a: Any, cells: Any, p: Any) -> Any:
    """int64 counts of subset sums 0..cells-1 of a (even length, ascending) modulo p, or modulo 2**64 if p = 0."""
    f = np.zeros(cells, np.int64)
    g = np.zeros(cells, np.int64)
    f[0] = 1
    reach = 0
    for r in range(0, a.shape[0], 2):
        x = a[r]
        y = a[r + 1]
        reach = min(cells, reach + x + y + 1)
        head = min(reach, x + y)
        _head(f, g, head, x, y, p)
        if p == 0:
            _two_words(f, g, head, reach, x, y)
        else:
            _two_prime(f, g, head, reach, x, y, p)
        f, g = g, f
    return f


@njit(nogil=True, cache=True)
def law_float(a: Any, cells: Any) -> Any:
    """float64 probabilities of the subset sums 0..cells-1 of a (even length, ascending)."""
    f = np.zeros(cells, np.float64)
    g = np.zeros(cells, np.float64)
    f[0] = 1.0
    reach = 0
    for r in range(0, a.shape[0], 2):
        x = a[r]
        y = a[r + 1]
        reach = min(cells, reach + x + y + 1)
        head = min(reach, x + y)
        _head_float(f, g, head, x, y)
        _two_float(f, g, head, reach, x, y)
        f, g = g, f
    return f


@njit(nogil=True, cache=True)
def sum_mod(f: Any, hi: Any, p: Any) -> Any:
    """Sum of f[:hi] modulo p (p = 0: modulo 2**64)."""
    total = np.int64(0)
    for s in range(hi):
        total += f[s]
        if p and total >= p:
            total -= p
    return total
