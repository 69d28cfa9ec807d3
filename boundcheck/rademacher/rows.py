"""Exact tails of many short integer rows at once, equal rows counted once."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import InputError, TooLargeError
from .row_kernels import DIRECT, classes, hash_rows, tails

LONGEST = 50
ROOM = 2**62
NARROW = 2**31  # sums and threshold below it: short rows are enumerated in 32 bits
MOST_ROWS = 2**30


@dataclass(frozen=True, kw_only=True, eq=False)
class RowTails:
    """``beyond[i]`` and ``ties[i]`` of the ``2**(length_i + 1)`` patterns of row i and its offset.

    ``classes`` rows are distinct. Shapes: beyond, ties, bits (N,) int64; ``bits[i]`` is the exponent of the number
    of patterns.
    """

    beyond: NDArray[np.int64]
    ties: NDArray[np.int64]
    bits: NDArray[np.int64]
    classes: int


def row_tails(
    pointer: NDArray[np.int64],
    weight: NDArray[np.int64],
    base: NDArray[np.int64],
    t: int,
    *,
    threads: int | None = None,
) -> RowTails:
    """Exact ``#{abs(S_i) > t}`` and ``#{abs(S_i) == t}``, ``S_i = eps_0 base[i] + sum_e eps_e weight[e]`` over row i.

    The offset carries a sign of its own: ``abs(b + S)`` and ``abs(eps_0 b + S)`` have the same law, as S is symmetric.

    Args:
        pointer: (N+1,) row starts into ``weight``.
        weight: (nonzeros,) int64.
        base: (N,) int64.
        t: integer threshold, ``t >= 0``.
        threads: worker threads, by default one per processor.

    Raises:
        InputError: t is negative, or sums do not fit 62 bits.
        TooLargeError: a row has more than 50 entries.

    >>> found = row_tails(np.array([0, 2]), np.array([1, 2]), np.array([0]), 1)
    >>> found.beyond.tolist(), found.ties.tolist(), found.bits.tolist()
    ([4], [4], [3])
    """
    lengths = np.diff(pointer)
    longest = int(lengths.max(initial=0))
    if t < 0:
        raise InputError("row_tails.t", expected="a non-negative integer", got=str(t))
    if longest > LONGEST:
        raise TooLargeError("row_tails", expected=f"at most {LONGEST} entries per row", got=f"{longest}")
    if len(base) > MOST_ROWS:
        raise TooLargeError("row_tails", expected=f"at most {MOST_ROWS} rows", got=f"{len(base)}")
    workers = threads or os.cpu_count() or 1
    hashes = np.empty(len(base), np.uint64)
    spans = _in_pieces(len(base), workers, lambda lo, hi: hash_rows(pointer, weight, base, lo, hi, hashes))
    peak = max((max(-int(low), int(high)) for low, high in spans), default=0) * (longest + 1)
    if peak + t >= ROOM:
        raise InputError("row_tails", expected="sums and threshold below 2**62", got=f"up to {peak + t}")
    group, first = np.empty(len(base), np.int64), np.empty(len(base), np.int64)
    count = int(classes(pointer, weight, base, hashes, group, first))
    out = np.empty((count, 2), np.int64)
    kind = np.int32 if peak + t + 1 < NARROW else np.int64

    def piece(lo: int, hi: int) -> None:
        tails(pointer, weight, base, first, t, lo, hi, np.empty(1 << (DIRECT - 2), kind), out)

    _in_pieces(count, workers, piece)
    if count < len(base):
        out = out[group]
    return RowTails(beyond=out[:, 0], ties=out[:, 1], bits=lengths + 1, classes=count)


def _in_pieces(count: int, workers: int, work: Callable[[int, int], Any]) -> list[Any]:
    """``work(lo, hi)`` over ranges that cover 0..count-1, on threads when there is enough of it."""
    pieces = 1 if count < 1024 else 4 * workers
    ends = [count * c // pieces for c in range(pieces + 1)]
    if pieces == 1 or workers == 1:
        return [work(lo, hi) for lo, hi in pairwise(ends)]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(work, ends[:-1], ends[1:]))
