"""Compiled kernels for the tails of many short rows: equal rows are found first, then each class is counted once."""

# ruff: noqa: PLR0913, PLR0917  compiled kernels take their arrays by position

from typing import Any

import numpy as np
from numba import njit

from .halves import below, signed_sums

DIRECT = 13  # rows up to this length are enumerated, longer ones meet in the middle
EMPTY = -1


@njit(nogil=True, cache=True)
def hash_rows(pointer: Any, data: Any, base: Any, lo: Any, hi: Any, out: Any) -> Any:
    """out[i] = a number that depends only on the multiset of magnitudes of row i and of base[i], for i in lo..hi-1.

    Returns the smallest and the largest value seen. Zeros add nothing.
    """
    low = np.int64(0)
    high = np.int64(0)
    for i in range(lo, hi):
        v = base[i]
        low = min(low, v)
        high = max(high, v)
        h = _mixed(v)
        for e in range(pointer[i], pointer[i + 1]):
            v = data[e]
            low = min(low, v)
            high = max(high, v)
            h += _mixed(v)
        out[i] = h ^ (h >> np.uint64(32)) ^ np.uint64(pointer[i + 1] - pointer[i])
    return low, high


@njit(nogil=True, cache=True)
def _mixed(v: Any) -> Any:
    x = np.uint64(abs(v)) * np.uint64(0x9E3779B97F4A7C15)
    x ^= x >> np.uint64(29)
    return x * np.uint64(0xBF58476D1CE4E5B9)


@njit(nogil=True, cache=True)
def _same(pointer: Any, data: Any, base: Any, i: Any, o: Any) -> Any:
    """Whether rows i and o with their offsets have the same magnitudes, in any order."""
    length = pointer[i + 1] - pointer[i]
    if pointer[o + 1] - pointer[o] != length:
        return False
    equal = abs(base[i]) == abs(base[o])
    for e in range(length):
        equal &= abs(data[pointer[i] + e]) == abs(data[pointer[o] + e])
    if equal:
        return True
    x = np.empty(length + 1, np.int64)
    y = np.empty(length + 1, np.int64)
    for e in range(length):
        x[e] = abs(data[pointer[i] + e])
        y[e] = abs(data[pointer[o] + e])
    x[length] = abs(base[i])
    y[length] = abs(base[o])
    x.sort()
    y.sort()
    return (x == y).all()


@njit(nogil=True, cache=True)
def classes(pointer: Any, data: Any, base: Any, hashes: Any, group: Any, first: Any) -> Any:
    """group[i] = number of the class of row i; ``first`` receives one row of each class. Returns their number.

    Open addressing; rows of equal hash are compared entry by entry, so no chance merges different rows.
    """
    count = pointer.shape[0] - 1
    size = 16
    while size < 2 * count:
        size *= 2
    slots = np.full(size, EMPTY, np.int32)
    found = 0
    for i in range(count):
        slot = np.int64(hashes[i] & np.uint64(size - 1))
        while True:
            c = slots[slot]
            if c == EMPTY:
                slots[slot] = found
                first[found] = i
                group[i] = found
                found += 1
                break
            o = first[c]
            if hashes[o] == hashes[i] and _same(pointer, data, base, i, o):
                group[i] = c
                break
            slot = (slot + 1) & (size - 1)
    return found


@njit(nogil=True, cache=True)
def _direct(values: Any, n: Any, t: Any, even: Any, scratch: Any) -> Any:
    """(#{S > t} + #{-S > t}, the same with >= t) over the patterns in which the last of values[:n] has its sign.

    All sums are formed in the type of ``scratch``, which the caller chose so that abs(S) + t + 1 fits it; the last
    doubling is compared without being stored. S has the parity of the sum of the magnitudes: unless that is the parity
    of t (``even``), no pattern ties.
    """
    kind = scratch.dtype.type
    bound = kind(t)
    scratch[0] = values[n - 1]
    size = 1
    for e in range(n - 2):
        v = kind(values[e])
        low = scratch[:size]
        high = scratch[size : 2 * size]
        for s in range(size):
            x = low[s]
            high[s] = kind(x - v)
            low[s] = kind(x + v)
        size *= 2
    beyond = kind(0)
    least = kind(0)
    v = kind(values[n - 2]) if n > 1 else kind(0)
    for s in range(size):
        x = scratch[s]
        p = kind(abs(kind(x + v)))
        q = kind(abs(kind(x - v)))
        beyond = kind(beyond + kind(p > bound) + kind(q > bound))
        if even:
            least = kind(least + kind(p >= bound) + kind(q >= bound))
    if not even:
        least = beyond
    if n == 1:  # both columns were the one sum
        return np.int64(beyond) >> 1, np.int64(least) >> 1
    return np.int64(beyond), np.int64(least)


@njit(nogil=True, cache=True)
def tails(pointer: Any, data: Any, base: Any, rows: Any, t: Any, lo: Any, hi: Any, scratch: Any, out: Any) -> Any:
    """out[z] = (#{abs(S) > t}, #{abs(S) == t}) for the rows rows[lo:hi], t >= 0.

    S runs over the row's entries and its base, all with signs. Short rows are enumerated in the type of ``scratch``
    (2^(DIRECT-2) entries).
    """
    longest = 0
    for z in range(lo, hi):
        i = rows[z]
        longest = max(longest, pointer[i + 1] - pointer[i] + 1)
    values = np.empty(longest + 1, np.int64)
    size = 1 << ((longest + 1) // 2 if longest > DIRECT else 0)
    x = np.empty(size, np.int64)
    y = np.empty(size, np.int64)
    spare = np.empty(size, np.int64)
    for z in range(lo, hi):
        i = rows[z]
        n = 0
        total = np.int64(0)
        values[n] = abs(base[i])
        total += values[n]
        n += values[n] != 0
        for e in range(pointer[i], pointer[i + 1]):
            values[n] = abs(data[e])
            total += values[n]
            n += values[n] != 0
        free = pointer[i + 1] - pointer[i] + 1 - n  # zeros: every count doubles
        if n == 0:
            out[z, 0] = 0
            out[z, 1] = (np.int64(1) << free) if t == 0 else 0
        elif t > total:  # saves work only: both methods below would count nothing
            out[z, 0] = 0
            out[z, 1] = 0
        elif n <= DIRECT:
            beyond, least = _direct(values, n, t, (total - t) % 2 == 0, scratch)
            out[z, 0] = beyond << (free + 1)
            out[z, 1] = (least - beyond) << (free + 1)
        else:
            half = n // 2
            u = signed_sums(values[:half], x[: 1 << half], spare[: 1 << half])[: 1 << half]
            w = signed_sums(values[half:n], y[: 1 << (n - half)], spare[: 1 << (n - half)])[: 1 << (n - half)]
            beyond = 2 * below(u, w, t)
            ties = np.int64(0)
            if (total - t) % 2 == 0:
                ties = (np.int64(1) << n) - beyond if t == 0 else 2 * below(u, w, t - 1) - beyond
            out[z, 0] = beyond << free
            out[z, 1] = ties << free
