"""Elimination orders: in which order the signs enter the transfer matrix, and how wide its window gets.

Sign j enters at step j and leaves after the last row that touches it is settled (a row is settled when its last sign
enters). The window of step j is the set of signs inside; its tables have ``2**width`` entries. A ring is cut where few
rows cross; the signs that cross stay inside for the whole pass, which is conditioning on them.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import reverse_cuthill_mckee

from .rows import Ints, SignedRows

CUTS_TRIED = 6
WIDEST = 40  # beyond this a cost is only "too much"


@dataclass(frozen=True, kw_only=True, eq=False)
class Plan:
    """An order of the signs with the window widths it gives. ``order[p]`` is the sign that enters at step p."""

    order: Ints
    widths: Ints
    last_use: Ints

    @property
    def states(self) -> int:
        """Table entries over all steps, ``sum_j 2**width_j``."""
        return sum(int(count) << w for w, count in enumerate(np.bincount(self.widths)))


@njit(nogil=True, cache=True)
def _widths(last_use: Any) -> Any:
    k = last_use.shape[0]
    leaving = np.zeros(k + 1, np.int64)
    for j in range(k):
        leaving[last_use[j]] += 1
    widths = np.empty(k, np.int64)
    inside = 0
    for j in range(k):
        inside += 1
        widths[j] = inside
        inside -= leaving[j]
    return widths


def settle_steps(rows: SignedRows, column: Ints) -> Ints:
    """Last column of every row (-1 for a row no sign touches)."""
    settled = np.full(len(rows.base), -1, np.int64)
    touched = np.flatnonzero(rows.lengths)
    if len(touched):
        settled[touched] = np.maximum.reduceat(column, rows.pointer[touched])
    return settled


def plan_for(rows: SignedRows, order: Ints) -> Plan:
    """Widths of the windows when the signs enter in this order."""
    place = np.empty(rows.signs, np.int64)
    place[order] = np.arange(len(order))
    column = place[rows.column]
    settled = settle_steps(rows, column)
    last_use = np.arange(rows.signs)
    np.maximum.at(last_use, column, settled[rows.row_of_entry()])
    return Plan(order=order, widths=_widths(last_use), last_use=last_use)


def _crossings(rows: SignedRows) -> Ints:
    """Rows crossing the cut before sign c, for every c, on the circle of signs (a row spans its shortest arc)."""
    k = rows.signs
    change = np.zeros(2 * k + 1, np.int64)
    touched = np.flatnonzero(rows.lengths > 1)
    if not len(touched):
        return np.zeros(k, np.int64)
    first = rows.column[rows.pointer[touched]]
    last = rows.column[rows.pointer[touched + 1] - 1]
    gap, start, end = first + k - last, first, last  # the empty arc over the seam, so far the largest
    same_row = np.diff(rows.row_of_entry()) == 0
    inner = np.flatnonzero(same_row)
    if len(inner):
        inner_gap = rows.column[inner + 1] - rows.column[inner]
        best = np.zeros(len(rows.base), np.int64)
        np.maximum.at(best, rows.row_of_entry()[inner], inner_gap)
        wraps = best[touched] > gap
        hit = inner_gap == best[rows.row_of_entry()[inner]]
        where = np.zeros(len(rows.base), np.int64)
        where[rows.row_of_entry()[inner[hit]]] = inner[hit]
        entry = where[touched]
        start = np.where(wraps, rows.column[np.minimum(entry + 1, len(rows.column) - 1)], start)
        end = np.where(wraps, rows.column[entry] + k, end)
    np.add.at(change, start + 1, 1)
    np.add.at(change, end + 1, -1)
    line = np.cumsum(change)[: 2 * k]
    crossings: Ints = line[:k] + line[k : 2 * k]
    return crossings


def _folded(rows: SignedRows) -> Ints:
    """Reverse Cuthill-McKee order of the signs that share a row."""
    pattern = csr_matrix((np.ones(len(rows.column), np.int8), rows.column, rows.pointer), (len(rows.base), rows.signs))
    pattern.data = pattern.data.astype(np.float64)
    folded: Ints = reverse_cuthill_mckee((pattern.T @ pattern).tocsr(), symmetric_mode=True).astype(np.int64)
    return folded


def best_plan(rows: SignedRows) -> Plan:
    """The cheapest of: ring cuts with few crossings, and the folded order (every sign must be touched)."""
    k = rows.signs
    if k < 2:
        return plan_for(rows, np.arange(k))
    crossings = _crossings(rows)
    cuts = np.argsort(crossings, kind="stable")[:CUTS_TRIED]
    plans = [plan_for(rows, (np.arange(k) + int(c)) % k) for c in dict.fromkeys([0, *cuts.tolist()])]
    best = min(plans, key=lambda plan: plan.states)
    if crossings[int(cuts[0])] > 0 and k <= 4096:
        best = min(best, plan_for(rows, _folded(rows)), key=lambda plan: plan.states)
    return best
