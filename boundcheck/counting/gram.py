"""Rows of a convolutional layer from its filters: ``W[i, j] = x_j <a_i, a_j>``, a circular dictionary."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from boundcheck.rademacher.errors import InputError

from . import products
from .rows import Ints, Numbers, SignedRows, narrowed

CACHED = 2**14  # numbers in a block of windows: it stays in the cache
WORTH_THREADS = 2**27  # products
PIECES = 8
FLOATS = (np.float32, np.float64)  # what the compiled kernel multiplies


@dataclass(frozen=True, kw_only=True, eq=False)
class Shape:
    """A circular dictionary: ``positions`` M, ``filters`` n, ``taps`` positions per filter, ``inputs`` channels below.

    Column ``p * filters + f`` has entry ``bank[f, t, c]`` in row ``((p + t) mod M) * inputs + c``.
    """

    positions: int
    filters: int
    taps: int
    inputs: int

    @property
    def atoms(self) -> int:
        """Number of columns."""
        return self.positions * self.filters


def correlations(bank: Numbers) -> Numbers:
    """``R[d + taps - 1, f, g] = <a_(p, f), a_(p + d, g)>`` on a long line, for filters ``bank`` (n, taps, inputs)."""
    count, taps, _ = bank.shape
    table = np.zeros((2 * taps - 1, count, count), dtype=bank.dtype)
    for d in range(-(taps - 1), taps):
        lo, hi = max(0, d), min(taps, taps + d)
        left = bank[:, lo:hi].reshape(count, -1)
        right = bank[:, lo - d : hi - d].reshape(count, -1)
        table[d + taps - 1] = left @ right.T
    return table


def layer_rows(
    bank: Numbers, positions: int, support: Ints, values: Numbers, noise: Numbers | None = None
) -> SignedRows:
    """Rows ``c_i = <a_i, v> + sum_j eps_j x_j <a_i, a_j>`` of one layer.

    Args:
        bank: integer filters, shape (n, taps, inputs).
        positions: M.
        support: (k,) distinct atom indices, ascending.
        values: (k,) integers x_j.
        noise: (M * inputs,) integers v, or None for zero.

    Raises:
        InputError: an index outside 0..nM-1, or not ascending.
    """
    shape = Shape(positions=positions, filters=bank.shape[0], taps=bank.shape[1], inputs=bank.shape[2])
    if len(support) and (support[0] < 0 or support[-1] >= shape.atoms or np.any(np.diff(support) <= 0)):
        expected = f"ascending atom indices in 0..{shape.atoms - 1}"
        raise InputError("support", expected=expected, got=f"{support[:8].tolist()}...")
    row, column, weight = _entries(correlations(bank), shape, support, values)
    inside = np.zeros(shape.atoms, np.bool_)
    inside[support] = True
    lengths = np.bincount(row, minlength=shape.atoms)
    wide = SignedRows(
        pointer=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        column=column,
        weight=weight,
        base=correlate(bank, noise) if noise is not None else np.zeros(shape.atoms, weight.dtype),
        inside=inside,
        signs=len(support),
    )
    return narrowed(wide)


def _entries(table: Numbers, shape: Shape, support: Ints, values: Numbers) -> tuple[Ints, Ints, Numbers]:
    """Entries (row, column, weight) in row order without zeros; shifts congruent modulo M are added together."""
    n, k = shape.filters, len(support)
    place, kind = np.divmod(support, n)
    shifts = np.arange(-(shape.taps - 1), shape.taps)
    position = (place[:, None] - shifts[None, :]) % shape.positions  # (k, shifts)
    weight = table[:, :, kind].transpose(2, 0, 1) * values[:, None, None]  # (k, shifts, n)
    row = (position[:, :, None] * n + np.arange(n)).ravel()
    column = np.repeat(np.arange(k), len(shifts) * n)
    flat = weight.ravel()
    order = np.lexsort((column, row))
    row, column, flat = row[order], column[order], flat[order]
    fresh = np.ones(len(row), np.bool_)
    fresh[1:] = (np.diff(row) != 0) | (np.diff(column) != 0)
    starts = np.flatnonzero(fresh)
    summed = np.add.reduceat(flat, starts) if len(starts) else flat
    kept = summed != 0
    return row[starts][kept], column[starts][kept], summed[kept]


def correlate(bank: Numbers, signal: Numbers) -> Numbers:
    """``<a_i, signal>`` for every atom: signal (..., M * inputs), result (..., M * n), in the arithmetic of the arrays.

    Floats go through a compiled kernel that reads the windows where they stand, integers of any size through numpy. A
    result does not depend on the number of threads: each window is multiplied on one.
    """
    count, taps, inputs = bank.shape
    kind = np.result_type(bank.dtype, signal.dtype)
    lanes = np.ascontiguousarray(signal.reshape(-1, signal.shape[-1]), dtype=kind)
    positions = signal.shape[-1] // inputs
    whole = max(0, positions - taps + 1)  # windows that do not reach over the seam of the ring
    around = np.arange((taps - 1) * inputs) % signal.shape[-1]  # several times round if the ring is short
    seam = np.ascontiguousarray(np.concatenate([lanes[:, whole * inputs :], lanes[:, around]], axis=1))
    result = np.empty((len(lanes), positions, count), dtype=kind)
    multiply = _float_windows if kind in FLOATS else _windows
    filters = bank.reshape(count, taps * inputs).astype(kind, copy=False)
    for part, start, end in ((lanes, 0, whole), (seam, whole, positions)):
        if start < end:
            multiply(part, filters, inputs, start, end, result)
    return result.reshape(*signal.shape[:-1], positions * count)


def _float_windows(lanes: Numbers, filters: Numbers, inputs: int, start: int, end: int, result: Numbers) -> None:
    """result[:, start:end] from the windows of ``lanes``, the first at its beginning."""
    (count, depth), wide = filters.shape, products.BYTES // filters.itemsize
    packed = np.zeros((-(-count // wide) * wide, depth), filters.dtype)
    packed[:count] = filters
    packed = np.ascontiguousarray(packed.reshape(-1, wide, depth).transpose(0, 2, 1)).ravel()

    def multiply(lo: int, hi: int) -> None:
        products.multiply(result, lanes, packed, start, lo, hi, depth, inputs, count)

    _shared(multiply, end - start, lanes.size * filters.size // inputs)


def _windows(lanes: Numbers, filters: Numbers, inputs: int, start: int, end: int, result: Numbers) -> None:
    """The same by numpy: a block of windows that fits the cache is copied and multiplied at once."""
    depth = filters.shape[1]
    length = max(1, CACHED // depth)
    together = max(1, length // max(1, end - start))
    views = sliding_window_view(lanes, depth, axis=1)[:, ::inputs]  # (lanes, windows, depth)

    def multiply(lo: int, hi: int) -> None:
        for lane in range(0, len(lanes), together):
            for place in range(lo, hi, length):
                part = views[lane : lane + together, place : min(place + length, hi)]
                result[lane : lane + together, start + place : start + place + part.shape[1]] = part @ filters.T

    _shared(multiply, end - start, lanes.size * filters.size // inputs)


def _shared(multiply: Callable[[int, int], None], windows: int, work: int) -> None:
    """All windows, cut among the processors if the products are worth the start of threads."""
    workers = (os.cpu_count() or 1) if work >= WORTH_THREADS else 1
    if workers == 1:
        multiply(0, windows)
        return
    pieces = PIECES * workers  # more than one each, so that a thread that others disturb holds up little
    ends = [windows * c // pieces for c in range(pieces + 1)]
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(multiply, ends[:-1], ends[1:]))


def synthesise(bank: Numbers, code: Numbers) -> Numbers:
    """``sum_j code[j] a_j``, the transpose of ``correlate``: code (..., M * n), result (..., M * inputs)."""
    count, taps, inputs = bank.shape
    turned = np.ascontiguousarray(bank[:, ::-1].transpose(2, 1, 0))  # filters of the adjoint: (inputs, taps, n)
    late = correlate(turned, code).reshape(*code.shape[:-1], code.shape[-1] // count, inputs)
    return np.roll(late, taps - 1, axis=-2).reshape(*code.shape[:-1], -1)
