"""Compiled passes of the transfer matrix: eight queries (u, v) at a time, one per lane.

Lane l computes #{eps: every settled inside value > u[l] and every settled off value <= v[l]}: one entry per window
pattern, additions only. A step inserts its sign as the highest bit, keeps the allowed patterns, and adds pairs over
the signs that leave; the first of those is fused with the insertion.
"""

# ruff: noqa: PLR0913, PLR0917  compiled kernels take their arrays by position

from typing import Any

from numba import njit

from .runs import LANES, add_pairs, copy_allowed

RESCALE_EVERY = 512  # float64 counts stay below 2^1024


@njit(nogil=True, cache=True)
def _step(f: Any, out: Any, half: Any, bit: Any, mn: Any, mx: Any, o: Any, u: Any, v: Any) -> Any:
    """Insert a sign above the ``half`` patterns of f; drop window bit ``bit`` (-1: none). Returns the new size."""
    if bit < 0:
        copy_allowed(out, f, mn, mx, u, v, 0, 0, o, half)
        copy_allowed(out, f, mn, mx, u, v, half, 0, o + half, half)
        return 2 * half
    low = 1 << bit
    if low == half:
        add_pairs(out, f, mn, mx, u, v, 0, 0, 0, o, o + half, 1, half)
        return half
    rest = half >> 1
    if low == 1:
        add_pairs(out, f, mn, mx, u, v, 0, 0, 1, o, o + 1, 2, rest)
        add_pairs(out, f, mn, mx, u, v, rest, 0, 1, o + half, o + half + 1, 2, rest)
        return half
    r = 0
    for s in range(0, half, 2 * low):
        z = s + low
        add_pairs(out, f, mn, mx, u, v, r, s, z, o + s, o + z, 1, low)
        add_pairs(out, f, mn, mx, u, v, rest + r, s, z, o + half + s, o + half + z, 1, low)
        r += low
    return half


@njit(nogil=True, cache=True)
def _merge_bit(f: Any, size: Any, bit: Any) -> Any:
    """Add pairs over window bit ``bit`` in place."""
    low = 1 << bit
    r = 0
    for top in range(0, size, 2 * low):
        for s in range(top, top + low):
            for lane in range(LANES):
                f[r, lane] = f[s, lane] + f[s + low, lane]
            r += 1


@njit(nogil=True, cache=True)
def _reduce(f: Any, size: Any, p: Any) -> Any:
    """Bring every entry below p (entries are below 4 p)."""
    for s in range(size):
        for lane in range(LANES):
            y = f[s, lane]
            y = y - 2 * p[lane] if y >= 2 * p[lane] else y
            f[s, lane] = y - p[lane] if y >= p[lane] else y


@njit(nogil=True, cache=True)
def pass_words(
    mn: Any,
    mx: Any,
    offset: Any,
    width: Any,
    drop_start: Any,
    drop_bit: Any,
    u: Any,
    v: Any,
    f: Any,
    g: Any,
    total: Any,
) -> Any:
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
def pass_primes(
    mn: Any,
    mx: Any,
    offset: Any,
    width: Any,
    drop_start: Any,
    drop_bit: Any,
    u: Any,
    v: Any,
    f: Any,
    g: Any,
    total: Any,
    p: Any,
) -> Any:
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
def pass_floats(
    mn: Any,
    mx: Any,
    offset: Any,
    width: Any,
    drop_start: Any,
    drop_bit: Any,
    u: Any,
    v: Any,
    f: Any,
    g: Any,
    total: Any,
) -> Any:
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
