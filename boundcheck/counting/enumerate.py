"""Exact failure counts by enumeration of every sign pattern, for layers in which all signs interact.

Three stages, no floating point: 16-bit fixed point with a proven error decides almost every pattern; what lies within
the error is recomputed in int64; what int64 rounds too is recomputed in Python integers.
"""

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from boundcheck.rademacher import memory
from boundcheck.rademacher.errors import TooLargeError

from .blocks import walk
from .lanes import LANES
from .quantise import LIMIT_16, LIMIT_64, Quantised, quantise
from .rows import Ints, Numbers, SignedRows

INNER_SIGNS = 9
NEAR_SIGNS = 3  # inner signs below the last pruning
LARGEST = 48
LANE_SIGNS = 6
CACHE_LINE = 64  # bytes
UNSURE_ROOM = 2**17
CHUNKS = 64
MOST_CHUNKS = 2**16
FOLDS_PER_CHUNK = 2**34  # about half a second, so that a deadline is kept
BYTES_PER_ENTRY = 100  # of the dense rows: Python integers in an array, in lists and in tuples
TABLE_BYTES = 40_000  # lane tables up to here stay in the first-level cache


@dataclass(frozen=True, kw_only=True)
class Enumerated:
    """Exact counts over ``patterns`` of the ``total`` patterns (all of them, unless the deadline passed)."""

    failures: int
    ties: int
    patterns: int
    total: int
    lanes64: int
    unsure: int
    folded: int


@dataclass(frozen=True, kw_only=True, eq=False)
class _Job:
    weights: Numbers  # (N, k) exact integers, inside rows first, columns: lane, inner, outer signs
    base: Numbers
    inside: int
    lanes: int
    inner: int
    outer: int
    fixed: int  # signs fixed by symmetry
    padding: int
    arrays: tuple[object, ...]
    margin64: int


def distinct_rows(rows: SignedRows) -> tuple[Numbers, Numbers, int]:
    """Dense exact rows, inside first, rows equal up to sign merged within each side (never across).

    Returns weights (N, k) and base (N,) as Python integers, and the number of inside rows.
    """
    dense = np.zeros((len(rows.base), rows.signs), dtype=object)
    dense[rows.row_of_entry(), rows.column] = rows.weight.astype(object)
    base = rows.base.astype(object)
    chosen: dict[tuple[bool, tuple[int, ...]], int] = {}
    for i, (row, offset) in enumerate(zip(dense.tolist(), base.tolist(), strict=True)):
        key = (*row, offset)
        chosen.setdefault((bool(rows.inside[i]), max(key, tuple(-z for z in key))), i)
    order = [i for (is_in, _), i in chosen.items() if is_in] + [i for (is_in, _), i in chosen.items() if not is_in]
    return dense[order], base[order], sum(is_in for is_in, _ in chosen)


def bytes_needed(rows: SignedRows) -> int:
    """Memory of the dense rows."""
    return BYTES_PER_ENTRY * len(rows.base) * (rows.signs + 1)


def _lane_signs(count: int, signs: int) -> int:
    lanes = LANE_SIGNS
    while lanes < 8 and lanes < signs - 1 and (count << (lanes + 1)) * 2 <= TABLE_BYTES:
        lanes += 1
    return lanes


def _prepare(rows: SignedRows, lane_signs: int | None) -> _Job:
    weights, base, inside = distinct_rows(rows)
    padding = max(0, LANE_SIGNS + 1 - rows.signs)  # signs without weight: every count doubles
    if padding:
        weights = np.concatenate([weights, np.zeros((len(base), padding), dtype=object)], axis=1)
    k = weights.shape[1]
    lanes = lane_signs or _lane_signs(len(base), k)
    fixed = int(not base.any())  # eps and -eps count alike only if every offset is zero
    inner = min(INNER_SIGNS, k - lanes - fixed)
    q16, q64 = quantise(weights, base, LIMIT_16), quantise(weights, base, LIMIT_64)
    if fixed:  # the last sign is +1 throughout
        q16, q64 = (_fixed_last(q) for q in (q16, q64))
    outer = k - lanes - inner - fixed
    margin64 = 2 * q64.error
    return _Job(
        weights=weights,
        base=base,
        inside=inside,
        lanes=lanes,
        inner=inner,
        outer=outer,
        fixed=fixed,
        padding=padding,
        arrays=_arrays(q16, q64, inside, lanes, inner),
        margin64=margin64,
    )


def _fixed_last(q: Quantised) -> Quantised:
    return Quantised(weights=q.weights[:, :-1], base=q.base + q.weights[:, -1], error=q.error)


def _arrays(q16: Quantised, q64: Quantised, inside: int, lanes: int, inner: int) -> tuple[object, ...]:
    """The arguments of the walk after (lo, hi) are put in by ``_walk``."""
    pattern = np.arange(1 << lanes)
    signs = 1 - 2 * ((pattern[None, :] >> np.arange(lanes)[:, None]) & 1)
    table = (q16.weights[:, :lanes] @ signs).astype(np.int16).reshape(-1, (1 << lanes) // LANES, LANES)
    table64 = np.ascontiguousarray((q64.weights[:, :lanes] @ signs).T)

    def split(
        q: Quantised, kind: type[np.integer[Any]]
    ) -> tuple[NDArray[np.generic], NDArray[np.generic], NDArray[np.generic]]:
        high: NDArray[Any] = np.ascontiguousarray(q.weights[:, lanes:].T.astype(kind))
        return high[:inner], high[inner:], q.base.astype(kind)

    in16, out16, base16 = split(q16, np.int16)
    in64, out64, base64 = split(q64, np.int64)
    packed = _aligned(table.transpose(1, 0, 2))
    return packed, in16, out16, base16, inside, 2 * q16.error, table64, in64, out64, base64


def enumerate_patterns(
    rows: SignedRows,
    *,
    threads: int | None = None,
    deadline: float | None = None,
    report: Callable[[int, int], None] | None = None,
    lane_signs: int | None = None,
    prune: bool = True,
) -> Enumerated:
    """Count failures (min < max) and ties (min == max) over all sign patterns of the rows.

    Raises:
        TooLargeError: more than 48 signs, or more dense rows than the memory holds.
    """
    if rows.signs > LARGEST:
        raise TooLargeError("enumeration", expected=f"at most {LARGEST} signs", got=f"{rows.signs}")
    need, have = bytes_needed(rows), memory.limit()
    if need > have:
        got = f"{need} bytes for {len(rows.base)} rows of {rows.signs} signs"
        raise TooLargeError("enumeration", expected=f"at most {have} bytes", got=got)
    total = 1 << rows.signs
    if not rows.inside.any() or rows.inside.all():
        return Enumerated(failures=0, ties=0, patterns=total, total=total, lanes64=0, unsure=0, folded=0)
    job = _prepare(rows, lane_signs)
    workers = threads or os.cpu_count() or 1
    positions = 1 << job.outer
    work = positions * len(job.base) << (job.lanes + job.inner)
    chunks = min(positions, max(CHUNKS, min(work // FOLDS_PER_CHUNK, MOST_CHUNKS)))
    ends = [positions * c // chunks for c in range(chunks + 1)]

    def one(c: int) -> Ints:
        if deadline is not None and time.monotonic() >= deadline:
            return np.zeros(6, np.int64)
        done = _walk(job, ends[c], ends[c + 1], prune=prune)
        if report:
            report(ends[c + 1] - ends[c], positions)
        return done

    if workers == 1 or chunks < 4:
        parts = [one(c) for c in range(chunks)]
    else:
        with ThreadPoolExecutor(workers) as pool:
            parts = list(pool.map(one, range(chunks)))
    done, failures, ties, unsure, lanes64, folded = (int(z) for z in np.sum(parts, axis=0))
    scale, pad = 1 << job.fixed, job.padding
    per_position = scale << (job.lanes + job.inner)
    return Enumerated(
        failures=(failures * scale) >> pad,
        ties=(ties * scale) >> pad,
        patterns=(done * per_position) >> pad,
        total=total,
        lanes64=lanes64,
        unsure=unsure,
        folded=folded,
    )


def _aligned(values: NDArray[np.int16]) -> NDArray[np.int16]:
    """A copy that starts on a cache line: a vector load across two lines costs twice."""
    room = np.empty(values.size + CACHE_LINE // 2, np.int16)
    start = (-room.ctypes.data % CACHE_LINE) // 2
    copy = room[start : start + values.size].reshape(values.shape)
    copy[...] = values
    return copy


def _walk(job: _Job, lo: int, hi: int, *, prune: bool) -> Ints:
    """Counts of the outer positions lo..hi: done, failures, ties, unsure, lanes64, folded."""
    table, in16, out16, base16, inside, margin, table64, in64, out64, base64 = job.arrays
    counts = np.zeros(6, np.int64)
    room = UNSURE_ROOM if job.margin64 else 1 << (job.lanes + job.inner)
    unsure = np.empty((max(room, 1 << (job.lanes + job.inner)), 2), np.int64)
    near = min(NEAR_SIGNS, job.inner) if prune else job.inner  # without pruning there is nothing to list anew
    position = lo
    while position < hi:
        position, tally = walk(
            table, in16, out16, base16, inside, near, position, hi, margin,
            table64, in64, out64, base64, job.margin64, unsure, prune,
        )  # fmt: skip
        more = [_decide(job, int(g), int(lane)) for g, lane in unsure[: tally[2]]]
        counts[1:] += tally
        counts[1:3] += (more.count(1), more.count(0))
    counts[0] = hi - lo
    return counts


def _decide(job: _Job, gray: int, lane: int) -> int:
    """Sign of max - min of one pattern in Python integers."""
    bits = lane | (gray << job.lanes)
    signs = np.array([1 - 2 * ((bits >> j) & 1) for j in range(job.weights.shape[1])], dtype=object)
    magnitudes = np.abs(job.weights.dot(signs) + job.base)
    gap = int(max(magnitudes[job.inside :])) - int(min(magnitudes[: job.inside]))
    return (gap > 0) - (gap < 0)
