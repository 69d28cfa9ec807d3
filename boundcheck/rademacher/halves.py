"""Compiled kernels: sorted signed sums of half the coefficients, and the sweep that pairs two halves.

The multiset of signed sums is symmetric, so each merge computes its lower half only and mirrors it. Merges and
sweeps run as four independent chains cut at equal output counts (merge path): the chains hide each other's latency.
"""

from typing import Any

import numpy as np
from numba import njit

FAR = 2**62  # beyond every sum: inputs keep sum(a) + t below 2**62
SHORT = 16  # sums up to which one chain merges faster than four


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
    """The same in one chain, for any n: so few outputs do not repay the search for three cuts."""
    top = 2 * n - 1
    i = 0
    for s in range(n):
        p = x[i] - v
        q = x[s - i] + v
        c = p <= q
        r = p if c else q
        i += c
        y[s] = r
        y[top - s] = -r


@njit(nogil=True, cache=True)
def signed_sums(a: Any, big: Any, small: Any) -> Any:
    """Return ``big`` holding all 2^len(a) signed sums, ascending. Shapes: big 2^h, small at least 2^(h-1)."""
    h = a.shape[0]
    x, y = (small, big) if h & 1 else (big, small)
    x[0] = 0
    n = 1
    for r in range(h):
        if n < SHORT:
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
def _both_alive(x: Any, y: Any, t: Any) -> Any:
    """(first, last, per step): in the steps first..last-1 of the walk neither side is used up, nor i still 0 for good.

    Before ``first`` every j meets i = 0 and counts nothing; from ``last`` on every step counts ``per step`` pairs: all
    n of x for each j left if x is used up, none if y is.
    """
    n = x.shape[0]
    m = y.shape[0]
    first = np.searchsorted(y, x[0] - t, side="right")
    if x[n - 1] < y[m - 1] + t:
        return first, n + np.searchsorted(y, x[n - 1] - t, side="right"), n
    return first, m + np.searchsorted(x, y[m - 1] + t), 0


@njit(nogil=True, cache=True)
def pairs_below(x: Any, y: Any, t: Any, lo: Any, hi: Any) -> Any:
    """Part of #{(i, j): x[i] < y[j] + t}, for the steps lo..hi of the walk of n + m steps (x, y ascending).

    The parts of consecutive step ranges add up to the whole; each j counts in the range where it advances.
    """
    first, last, per_step = _both_alive(x, y, t)
    rest = max(0, hi - max(lo, last)) * per_step
    lo = max(lo, first)
    hi = min(hi, last)
    return rest + _four_chains(x, y, t, lo, hi) if lo < hi else np.int64(rest)


@njit(nogil=True, cache=True)
def _four_chains(x: Any, y: Any, t: Any, lo: Any, hi: Any) -> Any:
    """Sum over the j advanced in steps lo..hi of #{i: x[i] < y[j] + t}, in a range where both sides are alive.

    Every step adds its i; the steps that advance i from a to b added a + ... + (b - 1) too much. All sums stay below
    2**31 steps times 2**30 entries.
    """
    q = (hi - lo) >> 2
    i0 = _start(x, y, t, lo)
    i1 = _start(x, y, t, lo + q)
    i2 = _start(x, y, t, lo + 2 * q)
    i3 = _start(x, y, t, lo + 3 * q)
    j0 = lo - i0
    j1 = lo + q - i1
    j2 = lo + 2 * q - i2
    j3 = lo + 3 * q - i3
    g0 = _triangle(i0)
    g1 = _triangle(i1)
    g2 = _triangle(i2)
    g3 = _triangle(i3)
    for _ in range(q):
        c = x[i0] < y[j0] + t
        g0 += i0
        i0 += c
        j0 += not c
        c = x[i1] < y[j1] + t
        g1 += i1
        i1 += c
        j1 += not c
        c = x[i2] < y[j2] + t
        g2 += i2
        i2 += c
        j2 += not c
        c = x[i3] < y[j3] + t
        g3 += i3
        i3 += c
        j3 += not c
    for _ in range(hi - lo - 4 * q):  # what four does not divide, after the last chain
        c = x[i3] < y[j3] + t
        g3 += i3
        i3 += c
        j3 += not c
    return g0 - _triangle(i0) + g1 - _triangle(i1) + g2 - _triangle(i2) + g3 - _triangle(i3)


@njit(nogil=True, cache=True)
def _triangle(i: Any) -> Any:
    """0 + 1 + ... + (i - 1)."""
    return i * (i - 1) // 2


@njit(nogil=True, cache=True)
def below(x: Any, y: Any, t: Any) -> Any:
    """#{(i, j): x[i] + y[j] < -t} for symmetric sorted x and y (x + y and x - y have the same law)."""
    return pairs_below(x, y, -t, 0, x.shape[0] + y.shape[0])


@njit(nogil=True, cache=True)
def _half(a: Any, start: Any) -> Any:
    """Sorted signed sums of every second entry of a."""
    part = a[start::2].copy()
    size = 1 << part.shape[0]
    return signed_sums(part, np.empty(size, np.int64), np.empty(max(1, size >> 1), np.int64))


@njit(nogil=True, cache=True)
def count_alone(a: Any, t: Any, ties: Any) -> Any:
    """(#{S < -t}, #{S < 1 - t} if ``ties``, else the first again) over the signed sums of a, in one call on one thread.

    ``a`` holds positive int64 with sum(a) + t < 2**62 and is sorted in place.
    """
    a.sort()
    x = _half(a, 0)
    y = _half(a, 1)
    strict = below(x, y, t)
    return strict, below(x, y, t - 1) if ties else strict
