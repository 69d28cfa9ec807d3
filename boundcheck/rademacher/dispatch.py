"""Choice of route for a Rademacher tail, by a cost model; every route can be forced."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from . import big_meet, bracket, lattice, meet, memory, optional
from .errors import InputError, TooLargeError
from .halves import FAR
from .numbers import common_scale, exact
from .result import Tail, TailEnclosure

Route: TypeAlias = Literal["auto", "small", "meet", "meet-big", "lattice", "lattice-flint", "bracket"]

ROUTES: Final = ("auto", "small", "meet", "meet-big", "lattice", "lattice-flint", "bracket")
SECONDS_PER_SUM: Final = 6e-9  # meet in the middle, per entry of a half
SECONDS_PER_CELL: Final = 4e-10  # lattice, per cell, coefficient and modulus
SECONDS_PER_BIG_SUM: Final = 5e-7
PATIENCE: Final = 600.0  # seconds an exact route may be expected to take before "auto" prefers the bracket


@dataclass(frozen=True, kw_only=True)
class _Problem:
    """Positive integers ``magnitudes``, ``zeros`` free signs, integer threshold ``t`` and whether a tie is possible."""

    magnitudes: list[int]
    zeros: int
    t: int
    whole: bool
    scale: int
    threshold: Fraction | int


def tail(
    coefficients: Iterable[object], threshold: object, *, route: Route = "auto", threads: int | None = None
) -> Tail | TailEnclosure:
    """Tail of ``S = sum_j eps_j a_j`` with independent fair signs, exactly whenever a route reaches it.

    Args:
        coefficients: k numbers a_j: integers, Fractions or doubles (a double is the dyadic number it stores).
        threshold: the number t; negative is allowed (then every pattern lies beyond).
        route: ``"auto"`` or one of ``ROUTES``; a forced route is taken or refused, never replaced.
        threads: worker threads, by default one per processor.

    Returns:
        ``Tail`` with exact counts of ``abs(S) > t`` and ``abs(S) == t``, or ``TailEnclosure`` from ``"bracket"``,
        which ``"auto"`` takes only when the exact routes are beyond their limits.

    Raises:
        InputError: a coefficient or the threshold is not a finite exact number, or the route is unknown.
        TooLargeError: a forced route would need more memory or terms than its limit.

    >>> found = tail([1, 1, 2], 2)
    >>> found.above, found.at_least, found.route
    (Fraction(1, 4), Fraction(3, 4), 'small')
    """
    if route not in ROUTES:
        raise InputError("tail.route", expected=f"one of {', '.join(ROUTES)}", got=repr(route))
    problem = _problem(coefficients, threshold)
    if problem.threshold < 0:
        return _whole_space(problem, route)
    chosen = _choose(problem) if route == "auto" else route
    if chosen == "bracket":
        return _enclosure(problem)
    workers = 1 if chosen == "small" else threads or os.cpu_count() or 1
    return _counted(problem, chosen, workers)


def exact_tail(
    coefficients: Iterable[object], threshold: object, *, route: Route = "auto", threads: int | None = None
) -> Tail:
    """Like ``tail``, but never an enclosure: raise ``TooLargeError`` when no exact route reaches the input.

    >>> exact_tail([0.5, 0.25], 0.25).at_least
    Fraction(1, 1)
    """
    found = tail(coefficients, threshold, route=route, threads=threads)
    if isinstance(found, TailEnclosure):
        got = f"only an enclosure of width {float(found.width):.3g}"
        raise TooLargeError("exact_tail", expected="coefficients an exact route reaches", got=got)
    return found


def _problem(coefficients: Iterable[object], threshold: object) -> _Problem:
    integers, scale = common_scale("tail.coefficients", coefficients)
    t = threshold if type(threshold) is int else exact("tail.threshold", threshold)  # an int is one already, and cheap
    scaled = t * scale
    magnitudes = list(map(abs, filter(None, integers)))
    return _Problem(
        magnitudes=magnitudes,
        zeros=len(integers) - len(magnitudes),
        t=scaled.numerator // scaled.denominator,  # S is an integer: S > t exactly when S > floor(t)
        whole=scaled.denominator == 1,
        scale=scale,
        threshold=t,
    )


def _whole_space(problem: _Problem, route: str) -> Tail:
    total = 1 << (len(problem.magnitudes) + problem.zeros)
    return Tail(beyond=total, ties=0, total=total, route="small" if route == "auto" else route)


def _choose(problem: _Problem) -> str:
    """The cheapest exact route within its limits, else the bracket."""
    if len(problem.magnitudes) <= 24 and sum(problem.magnitudes) + problem.t < FAR:
        return "small"
    costs = {name: cost for name, cost in _costs(problem) if cost < PATIENCE}
    return min(costs, key=lambda name: costs[name]) if costs else "bracket"


def _costs(problem: _Problem) -> list[tuple[str, float]]:
    terms, total = len(problem.magnitudes), sum(problem.magnitudes)
    costs: list[tuple[str, float]] = []
    if total + problem.t < FAR and terms <= meet.LARGEST and _fits(terms):
        name = "small" if terms <= meet.SMALL else "meet"
        costs.append((name, SECONDS_PER_SUM * 2 ** ((terms + 1) // 2)))
    elif total + problem.t >= FAR and terms <= big_meet.LARGEST:
        costs.append(("meet-big", SECONDS_PER_BIG_SUM * 2 ** ((terms + 1) // 2)))
    cells = lattice.cells_needed(total, problem.t)
    if cells <= lattice.LARGEST_CELLS:
        moduli = 1 + max(0, terms - 63) // 60
        costs.append(("lattice", SECONDS_PER_CELL * cells * terms * moduli + 2e-5))
    return costs


def _fits(terms: int) -> bool:
    """Whether the halves have room; short sums always have."""
    return terms <= meet.SMALL or meet.memory_needed(terms) <= memory.limit()


def _counted(problem: _Problem, route: str, threads: int) -> Tail:
    magnitudes, t = problem.magnitudes, problem.t
    if route in ("small", "meet"):
        if len(magnitudes) > meet.SMALL:
            _refuse_memory(len(magnitudes))
        beyond, ties = meet.beyond_and_ties(magnitudes, t, threads=threads)
    elif route == "meet-big":
        beyond, ties = big_meet.beyond_and_ties(magnitudes, t)
    elif route == "lattice":
        beyond, ties = lattice.beyond_and_ties(magnitudes, t, threads=threads)
    else:
        beyond, ties = optional.flint_lattice(magnitudes, t)
    free, total = problem.zeros, 1 << (len(magnitudes) + problem.zeros)
    return Tail(beyond=beyond << free, ties=ties << free if problem.whole else 0, total=total, route=route)


def _refuse_memory(terms: int) -> None:
    need, have = meet.memory_needed(terms), memory.limit()
    if terms <= meet.LARGEST and need > have:
        raise TooLargeError("tail.memory", expected=f"at most {have} bytes", got=f"{need} bytes for {terms} terms")


def _enclosure(problem: _Problem) -> TailEnclosure:
    return bracket.enclose([Fraction(z, problem.scale) for z in problem.magnitudes], Fraction(problem.threshold))
