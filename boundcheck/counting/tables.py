"""Window tables of the transfer matrix.

Per step and window pattern: the smallest magnitude of the settled rows inside the support, and the largest of the
settled
rows off it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boundcheck.rademacher.errors import TooLargeError

from .order import Plan, settle_steps
from .rows import Ints, Numbers, SignedRows, select_columns
from .windows import fill_tables, leaving_bits

NARROW = 2**31 - 2  # tables are int32; larger values are replaced by ranks
NONE_OFF = -1  # maximum over no row
FAR = 2**62  # minimum over no row, before it becomes int32
WIDE_STATES = 2**20  # window patterns that Python integers can serve


@dataclass(frozen=True, kw_only=True, eq=False)
class Tables:
    """Smallest (``inside``) and largest (``off``) magnitudes as int32, one window after the other from ``offset``.

    ``drop_bit[drop_start[j]:drop_start[j+1]]`` are the window bits that leave after step j, highest first.
    ``least_inside`` and ``most_off`` belong to the rows no sign touches. The values are the integers themselves, or
    ranks of them (order and equality kept) when they do not fit.
    """

    inside: NDArray[np.int32]
    off: NDArray[np.int32]
    offset: Ints
    width: Ints
    drop_start: Ints
    drop_bit: Ints
    least_inside: int
    most_off: int
    signs: int

    @property
    def states(self) -> int:
        """Entries of each table."""
        return int(self.offset[-1])

    def levels(self) -> list[int]:
        """Values the maximum off the support can take without exceeding every possible minimum inside, ascending."""
        lowest, highest = self.most_off, self.least_inside
        if self.signs:
            lowest = max(lowest, int(np.minimum.reduceat(self.off, self.offset[:-1]).max()))
            highest = min(highest, int(np.maximum.reduceat(self.inside, self.offset[:-1]).min()))
        candidates = self.off[(self.off >= lowest) & (self.off <= highest)]
        found = {int(v) for v in np.unique(candidates)}
        if lowest <= self.most_off <= highest:
            found.add(self.most_off)  # a row no sign touches can hold the maximum
        return sorted(found)


def build_tables(rows: SignedRows, plan: Plan) -> Tables:
    """Tables of the rows, every sign touched by some row, in the order of the plan.

    Raises:
        TooLargeError: integers beyond 62 bits with more window patterns than Python integers can serve.
    """
    ordered = select_columns(rows, plan.order)
    settled = settle_steps(ordered, ordered.column)
    constant = settled < 0
    by_step = np.argsort(settled, kind="stable")[int(constant.sum()) :]
    row_start = np.searchsorted(settled[by_step], np.arange(rows.signs + 1)).astype(np.int64)
    offset = np.concatenate([[0], np.cumsum(np.left_shift(1, plan.widths))]).astype(np.int64)
    inside, off = _filled(ordered, plan, by_step, row_start, offset)
    still = np.abs(ordered.base[constant])
    kept, lost = still[ordered.inside[constant]], still[~ordered.inside[constant]]
    least = None if not len(kept) else int(kept.min())
    most = NONE_OFF if not len(lost) else int(lost.max())
    if inside.dtype != np.int32 or (least or 0) > NARROW or most > NARROW:
        inside, off, least, most = _ranked(inside, off, least, most)
    start, bits = leaving_bits(plan.last_use)
    return Tables(
        inside=inside,
        off=off,
        offset=offset,
        width=plan.widths,
        drop_start=start,
        drop_bit=bits,
        least_inside=NARROW + 1 if least is None else least,
        most_off=most,
        signs=rows.signs,
    )


def _filled(rows: SignedRows, plan: Plan, by_step: Ints, row_start: Ints, offset: Ints) -> tuple[Numbers, Numbers]:
    """The tables in int32, int64 or Python integers, whichever holds every value."""
    if rows.is_wide:
        return _filled_wide(rows, plan, by_step, row_start, offset)
    narrow = int(rows.reach().max(initial=0)) <= NARROW
    kind = np.int32 if narrow else np.int64
    inside = np.full(int(offset[-1]), NARROW + 1 if narrow else FAR, kind)
    off = np.full(int(offset[-1]), NONE_OFF, kind)
    scratch = np.empty(1 << int(plan.widths.max(initial=0)), kind)
    fill_tables(
        row_start, by_step, rows.pointer, rows.column, rows.weight, rows.base, rows.inside,
        plan.last_use, offset, inside, off, scratch,
    )  # fmt: skip
    return inside, off


def _filled_wide(rows: SignedRows, plan: Plan, by_step: Ints, row_start: Ints, offset: Ints) -> tuple[Numbers, Numbers]:
    if int(offset[-1]) > WIDE_STATES:
        expected = f"at most {WIDE_STATES} window patterns for integers beyond 62 bits"
        raise TooLargeError("transfer matrix", expected=expected, got=f"{int(offset[-1])}")
    far = 1 + max(int(r) for r in rows.reach())
    inside = np.full(int(offset[-1]), far, dtype=object)
    off = np.full(int(offset[-1]), NONE_OFF, dtype=object)
    alive: list[int] = []
    for j in range(rows.signs):
        alive.append(j)
        window = slice(int(offset[j]), int(offset[j + 1]))
        for i in by_step[row_start[j] : row_start[j + 1]]:
            values = _wide_magnitudes(rows, int(i), alive)
            if rows.inside[i]:
                inside[window] = np.minimum(inside[window], values)
            else:
                off[window] = np.maximum(off[window], values)
        alive = [sign for sign in alive if plan.last_use[sign] != j]
    return inside, off


def _wide_magnitudes(rows: SignedRows, i: int, alive: list[int]) -> Numbers:
    """Magnitudes of row i over all patterns of the signs alive, bit t for the t-th of them."""
    entries = slice(int(rows.pointer[i]), int(rows.pointer[i + 1]))
    weights = dict(zip(rows.column[entries].tolist(), rows.weight[entries].tolist(), strict=True))
    values = np.array([int(rows.base[i])], dtype=object)
    for sign in alive:
        w = weights.get(sign, 0)
        values = np.concatenate([values + w, values - w])
    magnitudes: Numbers = np.abs(values)
    return magnitudes


def _ranked(
    inside: Numbers, off: Numbers, least: int | None, most: int
) -> tuple[NDArray[np.int32], NDArray[np.int32], int | None, int]:
    """Replace values by ranks among the maxima: level r becomes 2r + 1, anything between levels an even number."""
    levels = np.unique(np.append(off, np.array([most], dtype=off.dtype)))
    levels = levels[levels > NONE_OFF]

    def rank(values: Numbers) -> Ints:
        left, right = np.searchsorted(levels, values, "left"), np.searchsorted(levels, values, "right")
        both: Ints = np.where(values == NONE_OFF, NONE_OFF, left + right)
        return both

    least_rank = None if least is None else int(rank(np.array([least], dtype=off.dtype))[0])
    most_rank = int(rank(np.array([most], dtype=off.dtype))[0])
    return rank(inside).astype(np.int32), rank(off).astype(np.int32), least_rank, most_rank
