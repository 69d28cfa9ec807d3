"""The failure probability of one layer, exactly, by the cheaper of the two routes."""

import os
import time
from collections.abc import Callable, Sequence
from typing import Final, Literal, TypeAlias

from boundcheck.rademacher import memory
from boundcheck.rademacher.errors import InputError, TooLargeError

from . import enumerate as enumeration
from . import transfer
from .order import Plan, best_plan
from .result import LayerBracket, LayerCount
from .rows import Numbers, SignedRows, drop_free_signs, rows_from_dense
from .tables import WIDE_STATES

Route: TypeAlias = Literal["auto", "enumeration", "transfer"]
Report: TypeAlias = Callable[[int, int], None]

ROUTES: Final = ("auto", "enumeration", "transfer")
FOLDS_PER_SECOND: Final = 2e10  # rows times patterns, one thread, after pruning
STATES_PER_SECOND: Final = 8e8  # window states times queries, one thread
EXPECTED_QUERIES: Final = 400
SETUP_SECONDS: Final = 1e-3  # tables and orders of the transfer matrix


def layer_failure(
    weights: Sequence[Sequence[int]] | Numbers,
    base: Sequence[int] | Numbers,
    in_support: Sequence[bool] | Numbers,
    *,
    scale: int = 1,
    route: Route = "auto",
    budget: float | None = None,
    threads: int | None = None,
    report: Report | None = None,
) -> LayerCount | LayerBracket:
    """Count the sign patterns in which a row off the support is at least as large as a row inside.

    ``c_i = (base[i] + sum_j eps_j weights[i][j]) / scale``; failure is ``min_{inside} abs(c_i) < max_{off} abs(c_i)``,
    a tie is equality. With no row inside, or none off the support, nothing can fail.

    Args:
        weights: N x k integers of any size (the W of the layer, times ``scale``); columns in spatial order are best.
        base: N integers (the noise term, times ``scale``).
        in_support: N booleans.
        scale: positive common denominator; it drops out of every comparison.
        route: ``"enumeration"`` (all patterns, k <= 48), ``"transfer"`` (windows of interacting signs), or the cheaper.
        budget: seconds after which a certified bracket is returned; without it the count always ends exact.
        threads: worker threads, by default one per processor.
        report: called as work proceeds with (part done, whole), in units of the route.

    Returns:
        ``LayerCount``, or ``LayerBracket`` if the budget ended first.

    Raises:
        InputError: shapes or types are wrong.
        TooLargeError: the route would need more memory or signs than its limits; the figures are in the text.

    >>> layer_failure([[1, 0], [1, 1]], [0, 0], [True, False]).probability
    Fraction(1, 2)
    """
    if isinstance(scale, bool) or not isinstance(scale, int) or scale < 1:
        raise InputError("layer_failure.scale", expected="a positive integer", got=repr(scale))
    rows = rows_from_dense(weights, base, in_support)
    return count_failures(rows, route=route, budget=budget, threads=threads, report=report)


def count_failures(
    rows: SignedRows,
    *,
    route: Route = "auto",
    budget: float | None = None,
    threads: int | None = None,
    report: Report | None = None,
) -> LayerCount | LayerBracket:
    """``layer_failure`` for rows that are already compressed; same arguments, results and errors."""
    if route not in ROUTES:
        raise InputError("layer_failure.route", expected=f"one of {', '.join(ROUTES)}", got=repr(route))
    if budget is not None and not budget > 0:
        raise InputError("layer_failure.budget", expected="a positive number of seconds", got=repr(budget))
    deadline = None if budget is None else time.monotonic() + budget
    workers = threads or os.cpu_count() or 1
    touched, free = drop_free_signs(rows)
    plan = best_plan(touched) if route != "enumeration" else None
    chosen = _choose(touched, plan, workers) if route == "auto" else route
    if chosen == "enumeration":
        return _by_enumeration(touched, free, workers, deadline, report)
    return _by_transfer(touched, free, plan, workers, deadline, report)


def _choose(rows: SignedRows, plan: Plan | None, workers: int) -> str:
    """The cheaper route by the model; a route beyond its limits costs infinity."""
    costs = {"enumeration": enumeration_seconds(rows, workers), "transfer": transfer_seconds(rows, plan, workers)}
    chosen = min(costs, key=lambda name: costs[name])
    if costs[chosen] == float("inf"):
        got = f"{rows.signs} signs that all interact, {plan.states if plan else 0} window patterns"
        limits = f"at most {enumeration.LARGEST} signs, or {transfer.STATE_LIMIT} window patterns"
        raise TooLargeError("layer_failure", expected=limits, got=got)
    return chosen


def enumeration_seconds(rows: SignedRows, workers: int) -> float:
    """Model of the enumeration: rows times patterns."""
    if rows.signs > enumeration.LARGEST or enumeration.bytes_needed(rows) > memory.limit():
        return float("inf")
    halved = rows.signs - (0 if rows.base.any() else 1)
    return len(rows.base) * 2.0**halved / (FOLDS_PER_SECOND * workers)


def transfer_seconds(rows: SignedRows, plan: Plan | None, workers: int) -> float:
    """Model of the transfer matrix: window states times queries times residues."""
    if plan is None:
        return float("inf")
    if rows.is_wide and plan.states > WIDE_STATES:
        return float("inf")
    widest = int(plan.widths.max(initial=0))
    excess = max(0, widest - transfer.WIDTH_LIMIT, plan.states.bit_length() - transfer.STATE_LIMIT.bit_length())
    if excess > transfer.CONDITIONED_LIMIT:
        return float("inf")
    residues = 1 + max(0, rows.signs - 63) // 60
    return SETUP_SECONDS + plan.states * EXPECTED_QUERIES * residues / (STATES_PER_SECOND * workers)


def _by_enumeration(
    rows: SignedRows, free: int, workers: int, deadline: float | None, report: Report | None
) -> LayerCount | LayerBracket:
    found = enumeration.enumerate_patterns(rows, threads=workers, deadline=deadline, report=report)
    detail = f"{found.lanes64} patterns re-decided in 64 bits, {found.unsure} in Python integers"
    if found.patterns == found.total:
        return _count(found.failures, found.ties, found.total, free, "enumeration", detail)
    unseen = found.total - found.patterns
    failures = found.failures, found.failures + unseen
    with_ties = found.failures + found.ties, found.failures + found.ties + unseen
    return _bracket(failures, with_ties, found.total, free, "enumeration", f"{found.patterns} patterns seen")


def _by_transfer(
    rows: SignedRows, free: int, plan: Plan | None, workers: int, deadline: float | None, report: Report | None
) -> LayerCount | LayerBracket:
    found = transfer.count_successes(rows, plan=plan, threads=workers, deadline=deadline, report=report)
    strict, weak, total = found.strict, found.weak, 1 << rows.signs
    width = int(plan.widths.max(initial=0)) if plan else 0
    detail = f"window {width}, {strict.queries + weak.queries} joint counts, {found.conditioned} signs conditioned on"
    if strict.lower == strict.upper and weak.lower == weak.upper:
        return _count(total - weak.lower, weak.lower - strict.lower, total, free, "transfer", detail)
    failures = total - weak.upper, total - weak.lower
    with_ties = total - strict.upper, total - strict.lower
    return _bracket(failures, with_ties, total, free, "transfer", detail)


def _count(failures: int, ties: int, total: int, free: int, route: str, detail: str) -> LayerCount:
    return LayerCount(failures=failures << free, ties=ties << free, total=total << free, route=route, detail=detail)


def _bracket(
    failures: tuple[int, int], with_ties: tuple[int, int], total: int, free: int, route: str, detail: str
) -> LayerBracket:
    return LayerBracket(
        failures=(failures[0] << free, failures[1] << free),
        with_ties=(with_ties[0] << free, with_ties[1] << free),
        total=total << free,
        route=route,
        detail=detail,
    )
