"""Exact failure counts by the transfer matrix: order, condition if memory asks for it, tables, certified bisection."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from boundcheck.rademacher import memory
from boundcheck.rademacher.errors import TooLargeError

from .chain import Chain
from .levels import SuccessBracket, success
from .order import Plan, best_plan
from .rows import SignedRows, fix_signs
from .tables import build_tables

STATE_LIMIT = 2**27  # table entries
BYTES_PER_STATE = 40  # 8 for both tables, 32 while values are ranked
WIDTH_LIMIT = 22  # a pass keeps two arrays of 2**width lanes of 8 bytes
CONDITIONED_LIMIT = 16


def most_states() -> int:
    """Window patterns that the tables may have: the limit, or what the free memory holds."""
    return min(STATE_LIMIT, memory.limit() // BYTES_PER_STATE)


@dataclass(frozen=True, kw_only=True)
class Successes:
    """Bounds of #{min > max} (``strict``) and #{min >= max} (``weak``); exact when lower and upper agree."""

    strict: SuccessBracket
    weak: SuccessBracket
    conditioned: int = 0

    def plus(self, other: "Successes") -> "Successes":
        """Sum over two halves of a conditioning."""
        return Successes(
            strict=_sum(self.strict, other.strict), weak=_sum(self.weak, other.weak), conditioned=self.conditioned
        )


def _sum(a: SuccessBracket, b: SuccessBracket) -> SuccessBracket:
    return SuccessBracket(lower=a.lower + b.lower, upper=a.upper + b.upper, queries=a.queries + b.queries)


def count_successes(
    rows: SignedRows,
    *,
    plan: Plan | None = None,
    threads: int = 1,
    deadline: float | None = None,
    report: Callable[[int, int], None] | None = None,
    state_limit: int = STATE_LIMIT,
) -> Successes:
    """Count the sign patterns of ``rows`` (every sign touched) with minimum > maximum and with minimum >= maximum.

    Raises:
        TooLargeError: more window patterns than the limits, even after conditioning.
    """
    state_limit = min(state_limit, most_states())
    longest = _longest_lived(plan := plan or best_plan(rows))
    if rows.signs and not np.any(rows.base):  # eps and -eps count alike: fix one sign
        half = fix_signs(rows, np.array([longest]), np.array([1]))
        once = _conditioned(half, best_plan(half), 0, threads, deadline, report, state_limit)
        return once.plus(once)
    return _conditioned(rows, plan, 0, threads, deadline, report, state_limit)


def _longest_lived(plan: Plan) -> int:
    if not len(plan.order):
        return -1
    return int(plan.order[int(np.argmax(plan.last_use - np.arange(len(plan.order))))])


def _conditioned(
    rows: SignedRows,
    plan: Plan,
    depth: int,
    threads: int,
    deadline: float | None,
    report: Callable[[int, int], None] | None,
    state_limit: int,
) -> Successes:
    """Split on the longest-lived sign until the tables fit."""
    if plan.states <= state_limit and int(plan.widths.max(initial=0)) <= WIDTH_LIMIT:
        return _one_chain(rows, plan, depth, threads, deadline, report)
    if depth >= CONDITIONED_LIMIT:
        expected = f"at most {state_limit} window patterns of width {WIDTH_LIMIT} after fixing {depth} signs"
        raise TooLargeError("transfer matrix", expected=expected, got=f"{plan.states} of width {plan.widths.max()}")
    column = np.array([_longest_lived(plan)])
    parts = []
    for value in (1, -1):
        half = fix_signs(rows, column, np.array([value]))
        parts.append(_conditioned(half, best_plan(half), depth + 1, threads, deadline, report, state_limit))
    return parts[0].plus(parts[1])


def _one_chain(
    rows: SignedRows,
    plan: Plan,
    depth: int,
    threads: int,
    deadline: float | None,
    report: Callable[[int, int], None] | None,
) -> Successes:
    if depth and deadline is not None and time.monotonic() >= deadline:
        unknown = SuccessBracket(lower=0, upper=1 << rows.signs, queries=0)
        return Successes(strict=unknown, weak=unknown, conditioned=depth)
    tables = build_tables(rows, plan)
    chain, levels = Chain(tables=tables, threads=threads), tables.levels()
    now = time.monotonic()
    halfway = None if deadline is None else now + max(deadline - now, 0) / 2  # the rest is for the count with ties
    strict, weak = (
        success(chain.counts, levels, ties_succeed=ties, deadline=until, report=report)
        for ties, until in ((False, halfway), (True, deadline))
    )
    return Successes(strict=strict, weak=weak, conditioned=depth)
