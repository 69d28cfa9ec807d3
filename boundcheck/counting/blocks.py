"""Compiled walk of the enumeration: outer Gray code, inner Gray code on the rows still open, 64-lane groups.

Two prunings with one rule. Over a set of patterns row i stays in ``|h_i| -+ r_i`` (h: sum over the fixed signs, r:
sum of
the magnitudes of the free ones). If that decides the comparison the whole set is counted at once; rows that cannot hold
the minimum or the maximum are dropped. Every bound keeps the ``margin`` of the 16-bit filter, so that neither the
filter
nor the exact stage behind it can be misled by a dropped row.
"""

# ruff: noqa: C901, PLR0913, PLR0917  compiled kernels take their arrays by position; a loop nest is one function

from typing import Any

import numpy as np
from numba import njit

from .lanes import LANES, bit_count, compare_lanes, compare_two, lowest_bit

FAR = 2**62
OPEN, ALL_FAIL, ALL_SUCCEED = 0, 1, 2


@njit(nogil=True, cache=True)
def _limits(h: Any, r: Any, inside: Any, count: Any, margin: Any) -> Any:
    """(verdict, largest useful lower end inside, smallest useful upper end off) of the intervals |h| -+ r."""
    up_in = np.int16(32767)
    low_in = np.int16(32767)
    for i in range(inside):
        x = np.int16(abs(h[i]))
        a = np.int16(x + r[i])
        b = np.int16(x - r[i])
        up_in = min(up_in, a)
        low_in = min(low_in, b)
    low_off = np.int16(0)
    up_off = np.int16(0)
    for i in range(inside, count):
        x = np.int16(abs(h[i]))
        a = np.int16(x + r[i])
        b = np.int16(x - r[i])
        up_off = max(up_off, a)
        low_off = max(low_off, b)
    u = np.int64(up_in)
    lm = np.int64(low_in)
    m = np.int64(low_off)
    um = np.int64(up_off)
    if m - u > margin:
        return ALL_FAIL, u, m
    if lm - um > margin:
        return ALL_SUCCEED, u, m
    return OPEN, min(u, um) + margin, max(m, lm) - margin


@njit(nogil=True, cache=True)
def _keep(h: Any, r: Any, inside: Any, count: Any, top: Any, floor: Any, kept: Any, kept_h: Any) -> Any:
    """Rows that can still matter, inside first, with their h; returns how many inside and in all."""
    n = 0
    for i in range(inside):
        kept[n] = i
        kept_h[n] = h[i]
        n += abs(np.int64(h[i])) - r[i] <= top
    n_in = n
    for i in range(inside, count):
        kept[n] = i
        kept_h[n] = h[i]
        n += abs(np.int64(h[i])) + r[i] >= floor
    return n_in, n


@njit(nogil=True, cache=True)
def _add_column(h: Any, w: Any, minus: Any) -> Any:
    """h += 2 w or -= 2 w, in the dtype of h (the 16-bit sum is right modulo 2**16, and in range)."""
    n = h.shape[0]
    if minus:
        for i in range(n):
            h[i] -= w[i] + w[i]
    else:
        for i in range(n):
            h[i] += w[i] + w[i]


@njit(nogil=True, cache=True)
def _at(base: Any, w: Any, gray: Any) -> Any:
    """base + sum_j (+-) w[j], minus where the bit of ``gray`` is set."""
    h = base.copy()
    for j in range(w.shape[0]):
        for i in range(h.shape[0]):
            h[i] += -w[j, i] if (gray >> j) & 1 else w[j, i]
    return h


@njit(nogil=True, cache=True)
def _exact_gap(lane: Any, gray: Any, listed: Any, n_in: Any, n: Any, w64: Any, h64: Any, table64: Any) -> Any:
    """max - min of one pattern in int64 over the listed rows."""
    least = np.int64(FAR)
    most = np.int64(0)
    for a in range(n):
        z = listed[a]
        c = h64[z] + table64[lane, z]
        for j in range(w64.shape[0]):
            c += -w64[j, z] if (gray >> j) & 1 else w64[j, z]
        if a < n_in:
            least = min(least, abs(c))
        else:
            most = max(most, abs(c))
    return most - least


@njit(nogil=True, cache=True)
def _near_lanes(
    mask: Any, group: Any, gray: Any, outer: Any, listed: Any, n_in: Any, n: Any, exact: Any, tally: Any, unsure: Any
) -> Any:
    """Decide the lanes the 16-bit stage left open. tally: failures, ties, unsure, int64 lanes."""
    table64, w64, h64, margin64 = exact
    while mask != 0:
        lane = group * LANES + lowest_bit(mask)
        mask &= mask - 1
        gap = _exact_gap(lane, gray, listed, n_in, n, w64, h64, table64)
        tally[3] += 1
        if gap > margin64:
            tally[0] += 1
        elif gap >= -margin64:
            if margin64 == 0:
                tally[1] += 1
            else:
                unsure[tally[2], 0] = (outer << w64.shape[0]) | gray
                unsure[tally[2], 1] = lane
                tally[2] += 1


@njit(nogil=True, cache=True)
def _near_or_tied(
    mask: Any, group: Any, gray: Any, outer: Any, listed: Any, n_in: Any, n: Any, margin: Any, exact: Any, tally: Any,
    unsure: Any,
) -> Any:  # fmt: skip
    """Lanes within the margin: ties if the 16-bit values are exact (no margin), else decided one by one."""
    if margin == 0:
        tally[1] += bit_count(mask)
    else:
        _near_lanes(mask, group, gray, outer, listed, n_in, n, exact, tally, unsure)


@njit(nogil=True, cache=True)
def _fold_block(
    table: Any,
    h: Any,
    other: Any,
    w: Any,
    listed: Any,
    n_in: Any,
    n: Any,
    margin: Any,
    gray: Any,
    outer: Any,
    exact: Any,
    tally: Any,
    unsure: Any,
) -> Any:
    """All patterns of the lane signs and of the ``w.shape[0]`` signs next to them, over the listed rows.

    The first of these signs is + in ``h`` and - in ``other``, which are folded together; the rest follow a Gray code.
    """
    groups, count, _ = table.shape
    flat = table.ravel()
    limit = np.int16(margin)
    near = w.shape[0]
    tally[4] += (n * groups * LANES) << near
    if near == 0:
        for g in range(groups):
            fails, mask = compare_lanes(flat, g * count * LANES, listed, h, n_in, n, limit)
            tally[0] += fails
            if mask != 0:
                _near_or_tied(mask, g, gray, outer, listed, n_in, n, margin, exact, tally, unsure)
        return
    for j in range(near):
        for a in range(n):
            h[a] += w[j, a]
    low = np.int64(0)
    for t in range(np.int64(1) << (near - 1)):
        if t:
            j = lowest_bit(t) + 1
            _add_column(h[:n], w[j, :n], ((low >> j) & 1) == 0)
            low ^= np.int64(1) << j
        for a in range(n):
            other[a] = h[a] - (w[0, a] + w[0, a])
        for g in range(groups):
            fails, mask, more, mask_too = compare_two(flat, g * count * LANES, listed, h, other, n_in, n, limit)
            tally[0] += fails + more
            if mask != 0:
                _near_or_tied(mask, g, gray | low, outer, listed, n_in, n, margin, exact, tally, unsure)
            if mask_too != 0:
                _near_or_tied(mask_too, g, gray | low | 1, outer, listed, n_in, n, margin, exact, tally, unsure)


@njit(nogil=True, cache=True)
def _lane_radius(table: Any) -> Any:
    """Largest magnitude of every row of the lane table: the sum of its lane weights' magnitudes."""
    groups, count, lanes = table.shape
    radius = np.zeros(count, np.int16)
    for g in range(groups):
        for i in range(count):
            for q in range(lanes):
                v = np.int16(abs(table[g, i, q]))
                radius[i] = max(radius[i], v)
    return radius


@njit(nogil=True, cache=True)
def _widened(radius: Any, w: Any) -> Any:
    wide = radius.copy()
    for j in range(w.shape[0]):
        for i in range(wide.shape[0]):
            wide[i] += np.int16(abs(w[j, i]))
    return wide


@njit(nogil=True, cache=True)
def _walk_inner(
    table: Any,
    w: Any,
    near: Any,
    h: Any,
    radius: Any,
    kept: Any,
    n_in: Any,
    n: Any,
    margin: Any,
    outer: Any,
    exact: Any,
    tally: Any,
    unsure: Any,
    prune: Any,
    scratch: Any,
) -> Any:
    """Patterns of all inner signs over the kept rows; the ``near`` first of them are left to ``_fold_block``."""
    hc, rc, wc, places, listed, list_h, list_w, other = scratch
    groups = table.shape[0]
    s = w.shape[0]
    for z in range(n):
        hc[z] = h[z]
        rc[z] = radius[kept[z]]
    for j in range(s):
        for z in range(n):
            wc[j, z] = w[j, kept[z]]
            if j >= near:
                hc[z] += wc[j, z]
    gray = np.int64(0)
    for t in range(np.int64(1) << (s - near)):
        if t:
            j = near + lowest_bit(t)
            _add_column(hc[:n], wc[j, :n], ((gray >> j) & 1) == 0)
            gray ^= np.int64(1) << j
        verdict, top, floor = _limits(hc, rc, n_in, n, margin)
        if not prune:
            verdict, top, floor = OPEN, np.int64(FAR), np.int64(-FAR)
        if verdict == ALL_FAIL:
            tally[0] += np.int64(groups * LANES) << near
        elif verdict == OPEN:
            m_in, m = _keep(hc, rc, n_in, n, top, floor, places, list_h)
            for a in range(m):
                listed[a] = kept[places[a]]
            for j in range(near):
                for a in range(m):
                    list_w[j, a] = wc[j, places[a]]
            _fold_block(
                table, list_h, other, list_w[:near], listed, m_in, m, margin, gray, outer, exact, tally, unsure
            )  # fmt: skip


@njit(nogil=True, cache=True)
def walk(
    table: Any,
    w_in: Any,
    w_out: Any,
    base: Any,
    inside: Any,
    near: Any,
    lo: Any,
    hi: Any,
    margin: Any,
    table64: Any,
    w64_in: Any,
    w64_out: Any,
    base64: Any,
    margin64: Any,
    unsure: Any,
    prune: Any,
) -> Any:
    """Outer Gray positions lo..hi-1; returns the next position and the tally.

    The tally counts failures, ties, unsure patterns, int64 lanes and lanes folded.

    Shapes: table (groups, N, 64), w_in (s, N), w_out (t, N), base (N,) in int16; table64 (lanes, N) and the others in
    int64. ``unsure`` (room, 2) receives (gray code of outer and inner signs, lane); the walk stops before it overflows.
    ``near`` of the inner signs are not pruned on.
    """
    groups, count, _ = table.shape
    s = w_in.shape[0]
    patterns = np.int64(groups * LANES) << s
    radius = _widened(_lane_radius(table), w_in[:near])
    wide = _widened(radius, w_in[near:])
    gray = lo ^ (lo >> 1)
    h = _at(base, w_out, gray)
    h64 = _at(base64, w64_out, gray)
    kept = np.arange(count + 1)
    kept_h = np.empty(count + 1, np.int16)
    hc = np.empty(count, np.int16)
    scratch = (
        hc, hc.copy(), np.empty((s, count), np.int16), np.arange(count + 1), np.arange(count + 1),
        np.empty(count + 1, np.int16), np.empty((near, count), np.int16), np.empty(count + 1, np.int16),
    )  # fmt: skip
    exact = (table64, w64_in, h64, margin64)
    tally = np.zeros(5, np.int64)
    position = lo
    while position < hi and tally[2] + patterns <= unsure.shape[0]:
        verdict, top, floor = _limits(h, wide, inside, count, margin)
        if not prune:
            verdict, top, floor = OPEN, np.int64(FAR), np.int64(-FAR)
        if verdict == ALL_FAIL:
            tally[0] += patterns
        elif verdict == OPEN:
            n_in, n = _keep(h, wide, inside, count, top, floor, kept, kept_h)
            _walk_inner(
                table, w_in, near, kept_h, radius, kept, n_in, n, margin, gray, exact, tally, unsure, prune, scratch
            )
        position += 1
        if position < hi:
            j = lowest_bit(position)
            minus = ((gray >> j) & 1) == 0
            _add_column(h, w_out[j], minus)
            _add_column(h64, w64_out[j], minus)
            gray ^= np.int64(1) << j
    return position, tally
