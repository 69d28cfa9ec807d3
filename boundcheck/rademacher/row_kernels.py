"""Compiled kernels for the tails of many short rows: equal rows are found first, then each class is counted once."""

from typing import Any

import numpy as np
from numba import njit

from .halves import below, signed_sums

DIRECT = 13  # rows with up to this many nonzero entries are enumerated, longer ones meet in the middle
NARROW = 2**31  # sums below this are held in 32 bits
EMPTY = -1


@njit(nogil=True, cache=True)
def _hash(values: Any, start: Any, end: Any) -> Any:
    h = np.uint64(end - start)
    for e in range(start, end):
        h = (h ^ np.uint64(values[e])) * np.uint64(0x9E3779B97F4A7C15)
        h ^= h >> np.uint64(29)
    return h


@njit(nogil=True, cache=True)
def sort_magnitudes(pointer: Any, data: Any, base: Any, lo: Any, hi: Any, out: Any, hashes: Any) -> Any:
    """out[pointer[i] + i : pointer[i+1] + i + 1] = the magnitudes of row i and of base[i], ascending; their hash."""
    for i in range(lo, hi):
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
        hashes[i] = _hash(out, start, start + n)


@njit(nogil=True, cache=True)
def _same(values: Any, a: Any, b: Any, length: Any) -> Any:
    for e in range(length):  # noqa: SIM110  numba compiles the loop, not the generator
        if values[a + e] != values[b + e]:
            return False
    return True


@njit(nogil=True, cache=True)
def classes(pointer: Any, values: Any, hashes: Any, group: Any, first: Any) -> Any:
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
            same = hashes[o] == hashes[i] and pointer[o + 1] - pointer[o] + 1 == length
            if same and _same(values, pointer[o] + o, start, length):
                group[i] = c
                break
            slot = (slot + 1) & (size - 1)
    return found


@njit(nogil=True, cache=True)
def _all_sums(values: Any, start: Any, end: Any, scratch: Any) -> Any:
    """scratch[:n] = values[end] plus all signed sums of values[start:end]; returns n."""
    scratch[0] = values[end]
    n = 1
    for e in range(start, end):
        v = values[e]
        for s in range(n):
            scratch[n + s] = scratch[s] - v
        for s in range(n):
            scratch[s] += v
        n *= 2
    return n


@njit(nogil=True, cache=True)
def _direct(values: Any, start: Any, end: Any, t: Any, scratch: Any) -> Any:
    """(#{abs(S) > t}, #{abs(S) >= t}), S over values[start:end], by enumeration with the last sign fixed."""
    beyond = 0
    at_least = 0
    for s in range(_all_sums(values, start, end - 1, scratch)):
        x = abs(scratch[s])
        beyond += x > t
        at_least += x >= t
    return 2 * beyond, 2 * at_least


@njit(nogil=True, cache=True)
def _direct_narrow(values: Any, start: Any, end: Any, t: Any, scratch: Any) -> Any:
    """The same in 32 bits, for at least two values: twice the lanes of a vector instruction.

    Exact when ``sum(values[start:end])`` and t are below 2**31: no partial sum exceeds the sum of the magnitudes. The
    first sign is taken last, so that the largest array is half the patterns and the other half is never stored.
    """
    limit = np.int32(t)
    step = np.int32(values[start])
    beyond = np.int32(0)
    at_least = np.int32(0)  # at most 2**12 patterns are counted
    for s in range(_all_sums(values, start + 1, end - 1, scratch)):
        x = np.int32(abs(np.int32(scratch[s] + step)))
        y = np.int32(abs(np.int32(scratch[s] - step)))
        beyond = np.int32(beyond + np.int32(x > limit) + np.int32(y > limit))
        at_least = np.int32(at_least + np.int32(x >= limit) + np.int32(y >= limit))
    return 2 * np.int64(beyond), 2 * np.int64(at_least)


@njit(nogil=True, cache=True)
def _meet(values: Any, start: Any, end: Any, t: Any, x: Any, y: Any, spare: Any) -> Any:
    """The same by meeting in the middle; both counts walk the same two halves."""
    h = (end - start) // 2
    rest = end - start - h
    u = signed_sums(values[start : start + h], x[: 1 << h], spare[: 1 << h])[: 1 << h]
    w = signed_sums(values[start + h : end], y[: 1 << rest], spare[: 1 << rest])[: 1 << rest]
    beyond = 2 * below(u, w, t)
    return beyond, 2 * below(u, w, t - 1) if t > 0 else np.int64(1) << (end - start)


@njit(nogil=True, cache=True)
def tails(pointer: Any, values: Any, rows: Any, t: Any, lo: Any, hi: Any, beyond: Any, at_least: Any) -> Any:
    """beyond[z] = #{abs(S) > t}, at_least[z] = #{abs(S) >= t} for rows[lo:hi], S over the row's sorted entries.

    t >= 0. A zero entry (first in the row; an offset of zero is one) carries a sign that changes no sum: it doubles
    both counts and is not enumerated. Beyond the sum of the row there is nothing.
    """
    longest = 0
    for z in range(lo, hi):
        i = rows[z]
        longest = max(longest, pointer[i + 1] - pointer[i] + 1)
    scratch = np.empty(1 << min(max(longest - 1, 0), DIRECT), np.int64)
    narrow = np.empty(scratch.shape[0], np.int32)
    size = np.int64(1) << ((longest + 1) // 2)
    x = np.empty(size, np.int64)
    y = np.empty(size, np.int64)
    spare = np.empty(size, np.int64)
    for z in range(lo, hi):
        i = rows[z]
        start = pointer[i] + i
        end = pointer[i + 1] + i + 1
        reach = np.int64(0)
        for e in range(start, end):
            reach += values[e]
        zeros = np.int64(0)
        while start < end and values[start] == 0:
            start += 1
            zeros += 1
        strict = np.int64(0)
        weak = np.int64(0)
        if start == end:
            weak = np.int64(t == 0)
        elif t > reach:
            pass
        elif end - start > DIRECT:
            strict, weak = _meet(values, start, end, t, x, y, spare)
        elif reach < NARROW and end - start > 1:
            strict, weak = _direct_narrow(values, start, end, t, narrow)
        else:
            strict, weak = _direct(values, start, end, t, scratch)
        beyond[z] = strict << zeros
        at_least[z] = weak << zeros
