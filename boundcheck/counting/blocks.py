"""Compiled walk of the enumeration: outer Gray code, inner Gray code on the rows still open, 64-lane groups.

Two prunings with one rule. Over a set of patterns row i stays in ``|h_i| -+ r_i`` (h: sum over the fixed signs, r: sum of
the magnitudes of the free ones). If that decides the comparison the whole set is counted at once; rows that cannot hold
the minimum or the maximum are dropped. Every bound keeps the ``margin`` of the 16-bit filter, so that neither the filter
nor the exact stage behind it can be misled by a dropped row.
"""

import numpy as np
from numba import njit

from .lanes import LANES, bit_count, compare_lanes, lowest_bit

FAR = 2**62
OPEN, ALL_FAIL, ALL_SUCCEED = 0, 1, 2


@njit(nogil=True, cache=True)
def _limits(h, r, inside, count, margin):
    """(verdict, largest useful lower end inside, smallest useful upper end off) of the intervals |h| -+ r."""
    up_in = np.int16(32767)
    low_in = np.int16(32767)
    for i in range(inside):
        x = np.int16(abs(h[i]))
        a = np.int16(x + r[i])
        b = np.int16(x - r[i])
        up_in = a if a < up_in else up_in
        low_in = b if b < low_in else low_in
    low_off = np.int16(0)
    up_off = np.int16(0)
    for i in range(inside, count):
        x = np.int16(abs(h[i]))
        a = np.int16(x + r[i])
        b = np.int16(x - r[i])
        up_off = a if a > up_off else up_off
        low_off = b if b > low_off else low_off
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
def _keep(h, r, inside, count, top, floor, kept):
    """Indices of the rows that can still matter, inside first; returns how many inside and in all."""
    n = 0
    for i in range(inside):
        kept[n] = i
        n += abs(np.int64(h[i])) - r[i] <= top
    n_in = n
    for i in range(inside, count):
        kept[n] = i
        n += abs(np.int64(h[i])) + r[i] >= floor
    return n_in, n


@njit(nogil=True, cache=True)
def _add_column(h, w, minus):
    """h += 2 w or -= 2 w, in the dtype of h (the 16-bit sum is right modulo 2**16, and in range)."""
    n = h.shape[0]
    if minus:
        for i in range(n):
            h[i] -= w[i] + w[i]
    else:
        for i in range(n):
            h[i] += w[i] + w[i]


@njit(nogil=True, cache=True)
def _at(base, w, gray):
    """base + sum_j (+-) w[j], minus where the bit of ``gray`` is set."""
    h = base.copy()
    for j in range(w.shape[0]):
        for i in range(h.shape[0]):
            h[i] += -w[j, i] if (gray >> j) & 1 else w[j, i]
    return h


@njit(nogil=True, cache=True)
def _exact_lane(lane, gray, listed, n_in, n, row, w64, h64, table64):
    """max - min of one pattern in int64 over the listed rows."""
    least = np.int64(FAR)
    most = np.int64(0)
    for a in range(n):
        z = row[listed[a]]
        c = h64[z] + table64[lane, z]
        for j in range(w64.shape[0]):
            c += -w64[j, z] if (gray >> j) & 1 else w64[j, z]
        if a < n_in:
            least = min(least, abs(c))
        else:
            most = max(most, abs(c))
    return most - least


@njit(nogil=True, cache=True)
def walk(table, w_in, w_out, base, inside, lo, hi, margin, table64, w64_in, w64_out, base64, margin64, unsure, prune):
    """Outer Gray positions lo..hi-1: returns (next position, failures, ties, unsure patterns written, int64 lanes,
    rows folded).

    table (groups, N, 64) int16 over the lane signs; w_in (s, N), w_out (t, N), base (N,) int16; the same in int64.
    ``unsure`` (cap, 2) receives (gray code of outer and inner signs, lane); the walk stops early when it fills up.
    """
    groups, count, _ = table.shape
    s = w_in.shape[0]
    flat = table.ravel()
    patterns = np.int64(groups * LANES) << s
    radius = np.zeros(count, np.int16)  # lane signs only
    for i in range(count):
        for g in range(1):
            top = np.int16(0)
            for q in range(LANES * groups):
                v = np.int16(abs(table[q // LANES, i, q % LANES]))
                top = v if v > top else top
            radius[i] = top
    wide = radius.copy()
    for j in range(s):
        for i in range(count):
            wide[i] += np.int16(abs(w_in[j, i]))
    gray = lo ^ (lo >> 1)
    h = _at(base, w_out, gray)
    h64 = _at(base64, w64_out, gray)
    kept = np.arange(count + 1)
    row = np.arange(count + 1)
    listed = np.arange(count + 1)
    list_row = np.arange(count + 1)
    list_h = np.empty(count + 1, np.int16)
    hc = np.empty(count, np.int16)
    rc = np.empty(count, np.int16)
    wc = np.empty((s, count), np.int16)
    fails = np.int64(0)
    ties = np.int64(0)
    found = np.int64(0)
    lanes64 = np.int64(0)
    folded = np.int64(0)
    exact = margin == 0
    position = lo
    while position < hi and found + patterns <= unsure.shape[0]:
        verdict, top, floor = _limits(h, wide, inside, count, margin)
        if not prune:
            verdict, top, floor = OPEN, np.int64(FAR), np.int64(-FAR)
        if verdict == ALL_FAIL:
            fails += patterns
        elif verdict == OPEN:
            n_in, n = _keep(h, wide, inside, count, top, floor, kept)
            for z in range(n):
                i = kept[z]
                row[z] = i
                hc[z] = h[i]
                rc[z] = radius[i]
            for j in range(s):
                for z in range(n):
                    w = w_in[j, kept[z]]
                    wc[j, z] = w
                    hc[z] += w
            inner = np.int64(0)
            for t in range(np.int64(1) << s):
                if t:
                    j = lowest_bit(t)
                    _add_column(hc[:n], wc[j, :n], ((inner >> j) & 1) == 0)
                    inner ^= np.int64(1) << j
                verdict, top, floor = _limits(hc, rc, n_in, n, margin)
                if not prune:
                    verdict, top, floor = OPEN, np.int64(FAR), np.int64(-FAR)
                if verdict == ALL_FAIL:
                    fails += groups * LANES
                elif verdict == OPEN:
                    m_in, m = _keep(hc, rc, n_in, n, top, floor, listed)
                    for a in range(m):
                        list_row[a] = row[listed[a]]
                        list_h[a] = hc[listed[a]]
                    folded += m * groups * LANES
                    for g in range(groups):
                        more, near = compare_lanes(
                            flat, g * count * LANES, list_row, list_h, m_in, m, np.int16(margin)
                        )  # fmt: skip
                        fails += more
                        if near == 0:
                            continue
                        if exact:
                            ties += bit_count(near)
                            continue
                        while near != 0:
                            q = lowest_bit(near)
                            near &= near - 1
                            lane = g * LANES + q
                            lanes64 += 1
                            gap = _exact_lane(lane, inner, listed, m_in, m, row, w64_in, h64, table64)
                            if gap > margin64:
                                fails += 1
                            elif gap >= -margin64:
                                if margin64 == 0:
                                    ties += 1
                                else:
                                    unsure[found, 0] = (gray << s) | inner
                                    unsure[found, 1] = lane
                                    found += 1
        position += 1
        if position < hi:
            j = lowest_bit(position)
            minus = ((gray >> j) & 1) == 0
            _add_column(h, w_out[j], minus)
            _add_column(h64, w64_out[j], minus)
            gray ^= np.int64(1) << j
    return position, fails, ties, found, lanes64, folded
