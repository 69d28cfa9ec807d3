"""The rows of a layer: ``c_i(eps) = b_i + sum_j eps_j W_ij`` in exact integers, each row inside or off the support."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from boundcheck.rademacher.errors import InputError

Ints: TypeAlias = NDArray[np.int64]
Numbers: TypeAlias = NDArray[Any]  # int64, or Python integers where 62 bits are not enough
ROOM = 2**62  # bound on every abs(b_i) + sum_j abs(W_ij) held in int64


@dataclass(frozen=True, kw_only=True, eq=False)
class SignedRows:
    """N rows over k signs, compressed: row i has columns ``column[pointer[i]:pointer[i+1]]`` (ascending, no zeros).

    Shapes: pointer (N+1,), column and weight (nonzeros,), base and inside (N,).
    """

    pointer: Ints
    column: Ints
    weight: Numbers
    base: Numbers
    inside: NDArray[np.bool_]
    signs: int

    @property
    def is_wide(self) -> bool:
        """Whether the numbers are Python integers instead of int64."""
        return self.weight.dtype == object

    @property
    def lengths(self) -> Ints:
        """Nonzeros per row."""
        return np.diff(self.pointer)

    def row_of_entry(self) -> Ints:
        """Row index of every stored entry."""
        return np.repeat(np.arange(len(self.base)), self.lengths)

    def reach(self) -> Numbers:
        """``abs(b_i) + sum_j abs(W_ij)`` of every row."""
        total = np.abs(self.base).copy()
        np.add.at(total, self.row_of_entry(), np.abs(self.weight))
        return total


def rows_from_dense(
    weights: Sequence[Sequence[int]] | Numbers, base: Sequence[int] | Numbers, inside: Sequence[bool] | Numbers
) -> SignedRows:
    """Compress dense integer rows: ``weights`` N x k, ``base`` N, ``inside`` N booleans.

    Raises:
        InputError: shapes differ, or an entry is not an integer.

    >>> rows = rows_from_dense([[1, 0], [2, -1]], [0, 3], [True, False])
    >>> rows.column.tolist(), rows.weight.tolist(), rows.reach().tolist()
    ([0, 0, 1], [1, 2, -1], [1, 6])
    """
    table, offsets, mask = _matrix(weights), _vector("b", base), np.asarray(inside)
    if table.dtype != offsets.dtype:
        table, offsets = table.astype(object), offsets.astype(object)
    if mask.ndim != 1 or mask.dtype != np.bool_:
        if mask.size:
            raise InputError("in_support", expected="a list of booleans", got=f"{mask.dtype} of shape {mask.shape}")
        mask = np.zeros(0, np.bool_)
    count = len(offsets)
    if len(mask) != count or table.shape[0] != count:
        got = f"{table.shape[0]} rows, {count} offsets, {len(mask)} marks"
        raise InputError("W", expected="as many rows as b has entries and in_support has marks", got=got)
    row, column = np.nonzero(table)
    pointer = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=count))]).astype(np.int64)
    wide = SignedRows(
        pointer=pointer,
        column=column.astype(np.int64),
        weight=table[row, column],
        base=offsets,
        inside=mask,
        signs=table.shape[1],
    )
    return narrowed(wide)


def narrowed(rows: SignedRows) -> SignedRows:
    """The same rows in int64 when every reachable value fits 62 bits (checked in Python integers)."""
    if not rows.is_wide or any(int(r) >= ROOM for r in rows.reach()):
        return rows
    return replace(rows, weight=rows.weight.astype(np.int64), base=rows.base.astype(np.int64))


def _matrix(weights: Sequence[Sequence[int]] | Numbers) -> Numbers:
    if isinstance(weights, np.ndarray):
        table = weights
    else:
        lengths = {len(row) for row in weights}
        if len(lengths) > 1:
            raise InputError("W", expected="rows of one length", got=f"lengths {sorted(lengths)}")
        table = np.empty((len(weights), lengths.pop() if lengths else 0), dtype=object)
        for i, row in enumerate(weights):
            table[i, :] = list(row)
    if table.ndim != 2:
        raise InputError("W", expected="a matrix, N rows by k signs", got=f"{table.ndim} dimensions")
    return _integers("W", table)


def _vector(label: str, values: Sequence[int] | Numbers) -> Numbers:
    if isinstance(values, np.ndarray) and values.ndim == 1:
        return _integers(label, values)
    vector = np.empty(len(values), dtype=object)
    vector[:] = list(values)
    return _integers(label, vector)


def _integers(label: str, values: Numbers) -> Numbers:
    """Integers as they are if they leave room for sums in int64, else Python integers of any size."""
    if values.dtype.kind in "iu":
        low, high = (int(values.min()), int(values.max())) if values.size else (0, 0)
        return values.astype(np.int64 if low > -(2**31) and high < 2**31 else object)
    if values.dtype != object:
        raise InputError(label, expected="integers", got=f"numbers of type {values.dtype}")
    for item in values.flat:
        if isinstance(item, bool) or not isinstance(item, int | np.integer):
            raise InputError(label, expected="integers", got=repr(item))
    exact = np.empty(values.shape, dtype=object)
    exact.flat[:] = [int(item) for item in values.flat]
    return exact


def select_columns(rows: SignedRows, order: Ints) -> SignedRows:
    """Relabel the signs: old sign ``order[p]`` becomes sign p. ``order`` is a permutation."""
    place = np.empty(rows.signs, np.int64)
    place[order] = np.arange(len(order))
    column = place[rows.column]
    arranged = np.lexsort((column, rows.row_of_entry()))
    return replace(rows, column=column[arranged], weight=rows.weight[arranged])


def fix_signs(rows: SignedRows, columns: Ints, values: Ints) -> SignedRows:
    """Condition on ``eps[columns] = values``: their weights move into the base, later signs close up."""
    factor = np.zeros(rows.signs, np.int64)
    factor[columns] = values
    fixed = np.zeros(rows.signs, np.bool_)
    fixed[columns] = True
    gone = fixed[rows.column]
    entry_row = rows.row_of_entry()
    base = rows.base.copy()
    np.add.at(base, entry_row[gone], rows.weight[gone] * factor[rows.column[gone]])
    place = np.cumsum(~fixed) - 1
    lengths = np.bincount(entry_row[~gone], minlength=len(base))
    return SignedRows(
        pointer=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        column=place[rows.column[~gone]],
        weight=rows.weight[~gone],
        base=base,
        inside=rows.inside,
        signs=rows.signs - len(columns),
    )


def drop_free_signs(rows: SignedRows) -> tuple[SignedRows, int]:
    """Remove the signs no row touches; return the rows and how many signs were free."""
    used = np.zeros(rows.signs, np.bool_)
    used[rows.column] = True
    free = int(rows.signs - used.sum())
    if not free:
        return rows, 0
    place = np.cumsum(used) - 1
    return replace(rows, column=place[rows.column], signs=rows.signs - free), free
