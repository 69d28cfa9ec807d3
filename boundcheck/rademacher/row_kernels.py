"""Compiled kernels for the tails of many short rows: equal rows are found first, then each class is counted once."""

from typing import Any

import numpy as np
from numba import njit

from .halves import below, signed_sums

DIRECT = 13  # rows up to this length are enumerated, longer ones meet in the middle
EMPTY = -1


@njit(nogil=True, cache=True)
def sort_magnitudes(pointer: Any, data: Any, base: Any, out: Any) -> Any:
    """out[pointer[i] + i : pointer[i+1] + i + 1] = the magnitudes of row i and of base[i], ascending."""
    for i in range(pointer.shape[0] - 1):
        start = pointer[i] + i
        n = 1
        out[start] = abs(base[i])
        for e in range(pointer[i], pointer[i + 1]):
            v = abs(data[e])
            at = start + n
            while at > start and out[at - 1] > v:
                out[at] = out[at - 1]
                at -= 1
            out[at] = v
            n += 1


@njit(nogil=True, cache=True)
def _hash(values: Any, start: Any, end: Any) -> Any:
    h = np.uint64(end - start)
    for e in range(start, end):
        h = (h ^ np.uint64(values[e])) * np.uint64(0x9E3779B97F4A7C15)
        h ^= h >> np.uint64(29)
    return h


@njit(nogil=True, cache=True)
def _same(values: Any, a: Any, b: Any, length: Any) -> Any:
    for e in range(length):  # noqa: SIM110  numba compiles the loop, not the generator
        if values[a + e] != values[b + e]:
            return False
    return True


@njit(nogil=True, cache=True)
def classes(pointer: Any, values: Any, group: Any, first: Any) -> Any:
    """group[i] = number of the class of row i; ``first`` receives one row of each class. Returns their number.

    Open addressing; rows in one slot are compared entry by entry, so equal hashes never merge different rows.
    """
    count = pointer.shape[0] - 1
    size = 16
    while size < 2 * count:
        size *= 2
    slots = np.full(size, EMPTY, np.int64)
    found = 0
    for i in range(count):
        start = pointer[i] + i
        length = pointer[i + 1] - pointer[i] + 1
        slot = np.int64(_hash(values, start, start + length) & np.uint64(size - 1))
        while True:
            c = slots[slot]
            if c == EMPTY:
                slots[slot] = found
                first[found] = i
                group[i] = found
                found += 1
                break
            o = first[c]
            if pointer[o + 1] - pointer[o] + 1 == length and _same(values, pointer[o] + o, start, length):
                group[i] = c
                break
            slot = (slot + 1) & (size - 1)
    return found


@njit(nogil=True, cache=True)
def magnitudes(pointer: Any, data: Any, base: Any, out: Any) -> Any:
    """out[pointer[i] + i : pointer[i+1] + i + 1] = the magnitudes of base[i] and of row i, as they come."""
    for i in range(pointer.shape[0] - 1):
        out[pointer[i] + i] = abs(base[i])
        for e in range(pointer[i], pointer[i + 1]):
            out[e + i + 1] = abs(data[e])


@njit(nogil=True, cache=True)
def _direct(values: Any, start: Any, length: Any, t: Any, scratch: Any) -> Any:
    """#{abs(S) > t} and #{abs(S) == t} in one enumeration.

    A zero entry doubles both counts.  The sign of the first other entry is fixed and both counts are doubled: S and -S
    have the same law.
    """
    n = 0
    twice = 2
    for e in range(start, start + length):
        v = values[e]
        if v == 0:
            twice *= 2
        elif n == 0:
            scratch[0] = v
            n = 1
        else:
            for s in range(n):
                scratch[n + s] = scratch[s] - v
            for s in range(n):
                scratch[s] += v
            n *= 2
    if n == 0:  # S is 0 in all patterns
        return 0, twice // 2 * (t == 0)
    beyond = 0
    ties = 0
    for s in range(n):
        size = abs(scratch[s])
        beyond += size > t
        ties += size == t
    return twice * beyond, twice * ties


@njit(nogil=True, cache=True)
def tails(pointer: Any, values: Any, rows: Any, t: Any, lo: Any, hi: Any, beyond: Any, ties: Any) -> Any:
    """beyond[z], ties[z] = #{abs(S) > t}, #{abs(S) == t}, z in lo..hi, S over row rows[z] and its base; t >= 0.

    Shapes: beyond, ties (classes,) int64.
    """
    longest = 0
    for z in range(lo, hi):
        i = rows[z]
        longest = max(longest, pointer[i + 1] - pointer[i] + 1)
    scratch = np.empty(1 << min(max(longest - 1, 0), DIRECT), np.int64)
    size = np.int64(1) << ((longest + 1) // 2)
    x = np.empty(size, np.int64)
    y = np.empty(size, np.int64)
    spare = np.empty(size, np.int64)
    for z in range(lo, hi):
        i = rows[z]
        start = pointer[i] + i
        length = pointer[i + 1] - pointer[i] + 1
        if length <= DIRECT:
            beyond[z], ties[z] = _direct(values, start, length, t, scratch)
            continue
        half = length // 2
        a = values[start : start + half]
        b = values[start + half : start + length]
        u = signed_sums(a, x[: 1 << half], spare[: 1 << half])[: 1 << half]
        w = signed_sums(b, y[: 1 << (length - half)], spare[: 1 << (length - half)])[: 1 << (length - half)]
        beyond[z] = 2 * below(u, w, t)
        at_least = 2 * below(u, w, t - 1) if t > 0 else np.int64(1) << length
        ties[z] = at_least - beyond[z]
