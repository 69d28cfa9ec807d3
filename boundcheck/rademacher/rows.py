"""Exact tails of many short integer rows at once, equal rows counted once."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .errors import InputError, TooLargeError
from .row_kernels import classes, magnitudes, sort_magnitudes, tails

LONGEST = 50
ROOM = 2**62
SAMPLE = 4096  # rows that tell whether equal rows are worth looking for


@dataclass(frozen=True, kw_only=True, eq=False)
class RowTails:
    """``beyond[i]`` and ``ties[i]`` of the ``2**(length_i + 1)`` patterns of row i and its offset.

    ``classes`` rows were counted, each once for all that were seen to equal it.  Shapes: beyond, ties, bits (N,) int64;
    ``bits[i]`` is the exponent of the number of patterns.
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
    workers = threads or os.cpu_count() or 1
    values = np.empty(len(weight) + len(base), np.int64)
    group: NDArray[np.int64] | slice = slice(None)
    rows = np.arange(len(base))
    if _repeats(pointer, weight, base):
        sort_magnitudes(pointer, weight, base, values)
        group = np.empty(len(base), np.int64)
        rows = rows[: int(classes(pointer, values, group, rows))]
    else:
        magnitudes(pointer, weight, base, values)
    beyond, ties = _tails(pointer, values, rows, t, workers)
    return RowTails(beyond=beyond[group], ties=ties[group], bits=lengths + 1, classes=len(rows))


def _repeats(pointer: NDArray[np.int64], weight: NDArray[np.int64], base: NDArray[np.int64]) -> bool:
    """Say whether some of the first rows are equal up to order and signs; a guess, on which no count depends."""
    part, some = pointer[: SAMPLE + 1], base[:SAMPLE]
    values = np.empty(int(part[-1]) + len(some), np.int64)
    sort_magnitudes(part, weight, some, values)
    group, first = np.empty(len(some), np.int64), np.empty(len(some), np.int64)
    return int(classes(part, values, group, first)) < len(some)


def _tails(
    pointer: NDArray[np.int64], values: NDArray[np.int64], rows: NDArray[np.int64], t: int, workers: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    beyond, ties = np.empty(len(rows), np.int64), np.empty(len(rows), np.int64)
    pieces = 1 if len(rows) < 1024 else 4 * workers
    ends = [len(rows) * c // pieces for c in range(pieces + 1)]

    def piece(c: int) -> None:
        tails(pointer, values, rows, t, ends[c], ends[c + 1], beyond, ties)

    if pieces == 1 or workers == 1:
        for c in range(pieces):
            piece(c)
    else:
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(piece, range(pieces)))
    return beyond, ties
