"""Compiled passes of the transfer matrix: eight queries (u, v) at a time, one per lane.

Lane l computes #{eps: every settled inside value > u[l] and every settled off value <= v[l]}: one entry per window
pattern, additions only. A step inserts its sign as the highest bit, keeps the allowed patterns, and adds pairs over
the signs that leave; the first of those is fused with the insertion.
"""

import numpy as np
from numba import njit

LANES = 8
RESCALE_EVERY = 512  # float64 counts stay below 2^1024


@njit(nogil=True, cache=True, inline="always")
def _put(out, r, f, s, mn, mx, o, u, v):
    for lane in range(LANES):
        ok = (mn[o] > u[lane]) & (mx[o] <= v[lane])
        out[r, lane] = f[s, lane] if ok else 0


@njit(nogil=True, cache=True, inline="always")
def _put_pair(out, r, f, s, z, mn, mx, o, e, u, v):
    for lane in range(LANES):
        one = (mn[o] > u[lane]) & (mx[o] <= v[lane])
        two = (mn[e] > u[lane]) & (mx[e] <= v[lane])
        x = f[s, lane] if one else 0
        y = f[z, lane] if two else 0
        out[r, lane] = x + y


@njit(nogil=True, cache=True)
def _step(f, out, half, bit, mn, mx, o, u, v):
    """Insert a sign above the ``half`` patterns of f; drop window bit ``bit`` (-1: none). Returns the new size."""
    if bit < 0:
        for s in range(half):
            _put(out, s, f, s, mn, mx, o + s, u, v)
            _put(out, half + s, f, s, mn, mx, o + half + s, u, v)
        return 2 * half
    if (1 << bit) == half:
        for s in range(half):
            _put_pair(out, s, f, s, s, mn, mx, o + s, o + half + s, u, v)
        return half
    low = 1 << bit
    r = 0
    for top in range(0, half, 2 * low):
        for s in range(top, top + low):
            _put_pair(out, r, f, s, s + low, mn, mx, o + s, o + s + low, u, v)
            _put_pair(out, r + (half >> 1), f, s, s + low, mn, mx, o + half + s, o + half + s + low, u, v)
            r += 1
    return half


@njit(nogil=True, cache=True)
def _merge_bit(f, size, bit):
    """Add pairs over window bit ``bit`` in place."""
    low = 1 << bit
    r = 0
    for top in range(0, size, 2 * low):
        for s in range(top, top + low):
            for lane in range(LANES):
                f[r, lane] = f[s, lane] + f[s + low, lane]
            r += 1


@njit(nogil=True, cache=True)
def _reduce(f, size, p):
    """Bring every entry below p (entries are below 4 p)."""
    for s in range(size):
        for lane in range(LANES):
            y = f[s, lane]
            y = y - 2 * p[lane] if y >= 2 * p[lane] else y
            f[s, lane] = y - p[lane] if y >= p[lane] else y


@njit(nogil=True, cache=True)
def pass_words(mn, mx, offset, width, drop_start, drop_bit, u, v, f, g, total):
    """Counts modulo 2**64 in int64 lanes; f, g are (2**max width, 8) scratch, ``total`` (8,) the answer."""
    f[0] = 1
    size = 1
    for j in range(width.shape[0]):
        b = drop_start[j]
        e = drop_start[j + 1]
        size = _step(f, g, size, drop_bit[b] if e > b else -1, mn, mx, offset[j], u, v)
        for d in range(b + 1, e):
            _merge_bit(g, size, drop_bit[d])
            size >>= 1
        f, g = g, f
    total[:] = 0
    for s in range(size):
        total += f[s]


@njit(nogil=True, cache=True)
def pass_primes(mn, mx, offset, width, drop_start, drop_bit, u, v, f, g, total, p):
    """Counts modulo p[lane] < 2**61 in int64 lanes."""
    f[0] = 1
    size = 1
    sums = 0
    for j in range(width.shape[0]):
        b = drop_start[j]
        e = drop_start[j + 1]
        size = _step(f, g, size, drop_bit[b] if e > b else -1, mn, mx, offset[j], u, v)
        sums += 1 if e > b else 0
        for d in range(b + 1, e):
            if sums == 2:
                _reduce(g, size, p)
                sums = 0
            _merge_bit(g, size, drop_bit[d])
            size >>= 1
            sums += 1
        if sums == 2:
            _reduce(g, size, p)
            sums = 0
        f, g = g, f
    total[:] = 0
    for s in range(size):
        for lane in range(LANES):
            total[lane] = (total[lane] + f[s, lane]) % p[lane]


@njit(nogil=True, cache=True)
def pass_floats(mn, mx, offset, width, drop_start, drop_bit, u, v, f, g, total):
    """float64 counts times 2**(-512 n), n the number returned: relative error at most (k+1) 2**-53."""
    f[0] = 1
    size = 1
    scaled = 0
    for j in range(width.shape[0]):
        b = drop_start[j]
        e = drop_start[j + 1]
        size = _step(f, g, size, drop_bit[b] if e > b else -1, mn, mx, offset[j], u, v)
        for d in range(b + 1, e):
            _merge_bit(g, size, drop_bit[d])
            size >>= 1
        if (j + 1) % RESCALE_EVERY == 0:
            g[:size] *= 2.0**-RESCALE_EVERY
            scaled += 1
        f, g = g, f
    total[:] = 0
    for s in range(size):
        total += f[s]
    return scaled
