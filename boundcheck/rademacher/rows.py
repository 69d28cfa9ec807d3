"""Exact tails of many short integer rows at once, equal rows counted once."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .errors import InputError, TooLargeError
from .row_kernels import classes, sort_magnitudes, tails

LONGEST = 50
ROOM = 2**62
FEW = 1024  # rows for which a thread is not worth its start
PIECES = 64  # of the rows: a thread that another program stops delays one of them


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
    peak = max(int(np.abs(weight).max(initial=0)), int(np.abs(base).max(initial=0))) * (longest + 1)
    if peak + t >= ROOM:
        raise InputError("row_tails", expected="sums and threshold below 2**62", got=f"up to {peak + t}")
    values = np.empty(len(weight) + len(base), np.int64)
    hashes = np.empty(len(base), np.uint64)
    group, first = np.empty(len(base), np.int64), np.empty(len(base), np.int64)
    workers = threads or os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        _pieces(pool, len(base), lambda lo, hi: sort_magnitudes(pointer, weight, base, lo, hi, values, hashes))
        count = int(classes(pointer, values, hashes, group, first))
        beyond, at_least = np.empty(count, np.int64), np.empty(count, np.int64)
        _pieces(pool, count, lambda lo, hi: tails(pointer, values, first, t, lo, hi, beyond, at_least))
    return RowTails(beyond=beyond[group], ties=(at_least - beyond)[group], bits=lengths + 1, classes=count)


def _pieces(pool: ThreadPoolExecutor, count: int, work: Callable[[int, int], None]) -> None:
    """Call ``work(lo, hi)`` on consecutive ranges of 0..count; few rows are one range, without a thread."""
    pieces = 1 if count < FEW else PIECES
    ends = [count * c // pieces for c in range(pieces + 1)]
    if pieces == 1:
        work(0, count)
    else:
        list(pool.map(work, ends[:-1], ends[1:]))
