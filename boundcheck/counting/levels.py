"""Certified bisection over the values of the maximum: exact success counts from joint counts.

For levels l_0 < l_1 < ... of the maximum M off the support, the minimum m inside, and a cell M in (l_i, l_j]:

    #{m > l_j, M in cell}  <=  #{m > M, M in cell}  <=  #{m > l_{i+1}, M in cell}

Both ends are differences of joint counts. Equal ends settle a cell; otherwise it is split. A cell of one level is
always
settled. The sums of the ends bracket the success count at any time.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from .chain import Query

Counts: TypeAlias = Callable[[Sequence[Query]], list[int]]
FIRST_CELLS = 4
_QUERIES_OF_A_CELL = 4  # new ones, when it is halved


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Levels (first, last] with certified bounds of the successes in it."""

    first: int
    last: int
    lower: int
    upper: int


@dataclass(frozen=True, kw_only=True)
class SuccessBracket:
    """``lower <= #success <= upper``; exact when they agree. ``queries`` joint counts were used."""

    lower: int
    upper: int
    queries: int


def success(
    counts: Counts,
    levels: Sequence[int],
    *,
    ties_succeed: bool,
    deadline: float | None = None,
    report: Callable[[int, int], None] | None = None,
) -> SuccessBracket:
    """Count the patterns with minimum > maximum (``ties_succeed``: >=), until exact or past the deadline.

    Args:
        counts: exact joint counts of (u, v): minimum > u and maximum <= v.
        levels: every value the maximum can take while success is possible, ascending.
        ties_succeed: count minimum >= maximum instead of minimum > maximum.
        deadline: value of ``time.monotonic()``; no more is begun than fits before it, at the rate so far.
        report: called after each round with (levels newly settled, all levels).
    """
    if not levels:
        return SuccessBracket(lower=0, upper=0, queries=0)
    walk = _Bisection(counts=counts, levels=[levels[0] - 1, *levels], slack=1 if ties_succeed else 0, memo={})
    n = len(levels)
    ends = sorted({n * c // FIRST_CELLS for c in range(FIRST_CELLS + 1)})
    since = time.monotonic()
    cells = walk.cells(list(pairwise(ends)))
    settled = [cell for cell in cells if cell.lower == cell.upper]
    still = [cell for cell in cells if cell.lower < cell.upper]
    while still and (room := _room(deadline, since, len(walk.memo), len(still))):
        still.sort(key=lambda cell: cell.lower - cell.upper)  # where most is open first, if not all can be looked at
        fresh = walk.cells([half for cell in still[:room] for half in _halves(cell)])
        settled += [cell for cell in fresh if cell.lower == cell.upper]
        still = [*still[room:], *(cell for cell in fresh if cell.lower < cell.upper)]
        if report:
            report(sum(cell.last - cell.first for cell in fresh if cell.lower == cell.upper), n)
    every = settled + still
    return SuccessBracket(
        lower=sum(cell.lower for cell in every), upper=sum(cell.upper for cell in every), queries=len(walk.memo)
    )


def _room(deadline: float | None, since: float, queries: int, cells: int) -> int:
    """How many cells can be halved before the deadline, at the rate so far; all of them where there is none."""
    if deadline is None:
        return cells
    now = time.monotonic()
    seconds = (now - since) / max(queries, 1) * _QUERIES_OF_A_CELL
    return max(0, min(cells, int((deadline - now) / max(seconds, 1e-9))))


def _halves(cell: Cell) -> Iterator[tuple[int, int]]:
    middle = (cell.first + cell.last) // 2
    yield cell.first, middle
    yield middle, cell.last


@dataclass(frozen=True, kw_only=True)
class _Bisection:
    counts: Counts
    levels: list[int]
    slack: int
    memo: dict[Query, int]

    def cells(self, spans: list[tuple[int, int]]) -> list[Cell]:
        """Bounds of the cells (levels[i], levels[j]], with one batch of joint counts."""
        wanted = {q for i, j in spans for pair in self._pairs(i, j) for q in pair if q[1] >= self.levels[1]}
        fresh = sorted(wanted - self.memo.keys())
        self.memo.update(zip(fresh, self.counts(fresh), strict=True))
        return [self._cell(i, j) for i, j in spans]

    def _pairs(self, i: int, j: int) -> tuple[tuple[Query, Query], tuple[Query, Query]]:
        """The queries whose differences are the lower and the upper bound."""
        low, high = self.levels[j] - self.slack, self.levels[i + 1] - self.slack
        below, upto = self.levels[i], self.levels[j]
        return ((low, upto), (low, below)), ((high, upto), (high, below))

    def _cell(self, i: int, j: int) -> Cell:
        lower, upper = (self.memo.get(a, 0) - self.memo.get(b, 0) for a, b in self._pairs(i, j))
        return Cell(first=i, last=j, lower=lower, upper=upper)
