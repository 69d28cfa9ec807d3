"""Compiled kernels: sorted signed sums of half the coefficients, and the sweep that pairs two halves.

The multiset of signed sums is symmetric, so each merge computes its lower half only and mirrors it. Merges and
sweeps run as four independent chains cut at equal output counts (merge path): the chains hide each other's latency.
"""

from typing import Any

import numpy as np
from numba import njit

FAR = 2**62  # beyond every sum: inputs keep sum(a) + t below 2**62


@njit(nogil=True, cache=True)
def _split(x: Any, n: Any, v: Any, s: Any) -> Any:
    """First index i into x - v so that i + j = s outputs are the s smallest of (x - v) and (x + v)."""
    lo = max(0, s - n)
    hi = min(s, n)
    while lo < hi:
        i = (lo + hi) >> 1
        if x[i] - v <= x[s - i - 1] + v:
            lo = i + 1
        else:
            hi = i
    return lo


@njit(nogil=True, cache=True)
def _merge(x: Any, n: Any, v: Any, y: Any) -> Any:
    """y[:2n] = sorted (x - v) and (x + v) for sorted symmetric x[:n], v >= 0."""
    top = 2 * n - 1
    quarter = n >> 2
    i1 = _split(x, n, v, quarter)
    i2 = _split(x, n, v, 2 * quarter)
    i3 = _split(x, n, v, 3 * quarter)
    i0 = 0
    j0 = 0
    j1 = quarter - i1
    j2 = 2 * quarter - i2
    j3 = 3 * quarter - i3
    for s in range(quarter):
        p = x[i0] - v
        q = x[j0] + v
        c = p <= q
        r = p if c else q
        i0 += c
        j0 += not c
        y[s] = r
        y[top - s] = -r
        p = x[i1] - v
        q = x[j1] + v
        c = p <= q
        r = p if c else q
        i1 += c
        j1 += not c
        y[quarter + s] = r
        y[top - quarter - s] = -r
        p = x[i2] - v
        q = x[j2] + v
        c = p <= q
        r = p if c else q
        i2 += c
        j2 += not c
        y[2 * quarter + s] = r
        y[top - 2 * quarter - s] = -r
        p = x[i3] - v
        q = x[j3] + v
        c = p <= q
        r = p if c else q
        i3 += c
        j3 += not c
        y[3 * quarter + s] = r
        y[top - 3 * quarter - s] = -r


@njit(nogil=True, cache=True)
def _merge_short(x: Any, n: Any, v: Any, y: Any) -> Any:
    """The same for any n (plain two-pointer merge of the whole range)."""
    i = 0
    j = 0
    for s in range(2 * n):
        if j >= n or (i < n and x[i] - v <= x[j] + v):
            y[s] = x[i] - v
            i += 1
        else:
            y[s] = x[j] + v
            j += 1


@njit(nogil=True, cache=True)
def signed_sums(a: Any, big: Any, small: Any) -> Any:
    """Return ``big`` holding all 2^len(a) signed sums, ascending. Shapes: big 2^h, small at least 2^(h-1)."""
    h = a.shape[0]
    x, y = (small, big) if h & 1 else (big, small)
    x[0] = 0
    n = 1
    for r in range(h):
        if n < 8:
            _merge_short(x, n, a[r], y)
        else:
            _merge(x, n, a[r], y)
        x, y = y, x
        n *= 2
    return x


@njit(nogil=True, cache=True)
def _start(x: Any, y: Any, t: Any, s: Any) -> Any:
    """Number of x entries among the first s steps of the walk 'x[i] < y[j] + t advances i, else j'."""
    lo = max(0, s - y.shape[0])
    hi = min(s, x.shape[0])
    while lo < hi:
        i = (lo + hi) >> 1
        if x[i] < y[s - i - 1] + t:
            lo = i + 1
        else:
            hi = i
    return lo


@njit(nogil=True, cache=True)
def _walk(x: Any, y: Any, t: Any, lo: Any, hi: Any) -> Any:
    """Sum over the j advanced in steps lo..hi of #{i: x[i] < y[j] + t}; scalar, with bounds."""
    n = x.shape[0]
    m = y.shape[0]
    i = _start(x, y, t, lo)
    j = lo - i
    got = np.int64(0)
    for _ in range(hi - lo):
        if j >= m or (i < n and x[i] < y[j] + t):
            i += 1
        else:
            got += i
            j += 1
    return got


@njit(nogil=True, cache=True)
def pairs_below(x: Any, y: Any, t: Any, lo: Any, hi: Any) -> Any:
    """Part of #{(i, j): x[i] < y[j] + t}, for the steps lo..hi of the walk of n + m steps (x, y ascending).

    The parts of consecutive step ranges add up to the whole; each j counts in the range where it advances.
    """
    n = x.shape[0]
    m = y.shape[0]
    q = (hi - lo) >> 2
    if q < 16:
        return _walk(x, y, t, lo, hi)
    i0 = _start(x, y, t, lo)
    i1 = _start(x, y, t, lo + q)
    i2 = _start(x, y, t, lo + 2 * q)
    i3 = _start(x, y, t, lo + 3 * q)
    j0 = lo - i0
    j1 = lo + q - i1
    j2 = lo + 2 * q - i2
    j3 = lo + 3 * q - i3
    safe = i3 + q < n and j3 + q < m  # pointers ascend, so the last chain bounds the others
    if not safe:
        half = lo + 2 * q
        return _tail_end(x, y, t, lo, half) + _tail_end(x, y, t, half, hi)
    g0 = np.int64(0)
    g1 = np.int64(0)
    g2 = np.int64(0)
    g3 = np.int64(0)
    for _ in range(q):
        c = x[i0] < y[j0] + t
        g0 += 0 if c else i0
        i0 += c
        j0 += not c
        c = x[i1] < y[j1] + t
        g1 += 0 if c else i1
        i1 += c
        j1 += not c
        c = x[i2] < y[j2] + t
        g2 += 0 if c else i2
        i2 += c
        j2 += not c
        c = x[i3] < y[j3] + t
        g3 += 0 if c else i3
        i3 += c
        j3 += not c
    return g0 + g1 + g2 + g3 + _walk(x, y, t, lo + 4 * q, hi)


@njit(nogil=True, cache=True)
def _tail_end(x: Any, y: Any, t: Any, lo: Any, hi: Any) -> Any:
    """Steps near an end of x or y: once one side is used up the rest has a closed form."""
    n = x.shape[0]
    m = y.shape[0]
    i = _start(x, y, t, lo)
    j = lo - i
    got = np.int64(0)
    left = hi - lo
    while left > 0 and i < n and j < m:
        c = x[i] < y[j] + t
        got += 0 if c else i
        i += c
        j += not c
        left -= 1
    if i >= n:
        got += np.int64(n) * min(left, m - j)
    return got


@njit(nogil=True, cache=True)
def below(x: Any, y: Any, t: Any) -> Any:
    """#{(i, j): x[i] + y[j] < -t} for symmetric sorted x and y (x + y and x - y have the same law)."""
    return pairs_below(x, y, -t, 0, x.shape[0] + y.shape[0])
