"""Interleaved medians: every round runs every method once, so that load on the machine hits all of them."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

PAUSE = 0.02  # seconds before each measurement: thread pools of libraries spin for some milliseconds after a call
SHORTEST = 5e-3  # seconds: below it the clock, and the caches that another method has filled, would be what is measured


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table. Seconds are per unit of work (``unit``), the same unit for every method."""

    case: str
    unit: str
    ours: float | str  # a word where the case refused to run
    others: dict[str, float | str]  # seconds, or why there is none
    goal: str
    met: bool | None
    agreement: str
    figures: dict[str, Any] = field(default_factory=dict)
    limit: str = ""  # distance to what the machine can do, where that was measured
    why: str = ""  # what stands between ours and the goal, shown where the goal is missed


def medians(methods: dict[str, Callable[[], Any]], repeats: int) -> tuple[dict[str, float], dict[str, Any]]:
    """Median seconds and last result of every method, after one untimed round."""
    seconds, results = rounds(methods, repeats)
    return {name: statistics.median(values) for name, values in seconds.items()}, results


def rounds(methods: dict[str, Callable[[], Any]], repeats: int) -> tuple[dict[str, list[float]], dict[str, Any]]:
    """Seconds of every round and last result of every method, interleaved, after one untimed round.

    A method that takes less than ``SHORTEST`` is called several times in each round: its time is the mean of those.
    """
    results = {name: method() for name, method in methods.items()}
    calls = {name: _calls(method) for name, method in methods.items()}
    seconds: dict[str, list[float]] = {name: [] for name in methods}
    for _ in range(repeats):
        for name, method in methods.items():
            time.sleep(PAUSE)
            start = time.perf_counter()
            for _ in range(calls[name]):
                results[name] = method()
            seconds[name].append((time.perf_counter() - start) / calls[name])
    return seconds, results


def _calls(method: Callable[[], Any]) -> int:
    """How often a method is to be called in a round."""
    start = time.perf_counter()
    method()
    return max(1, round(SHORTEST / (time.perf_counter() - start)))


def processor_seconds(method: Callable[[], Any], repeats: int = 3) -> float:
    """Least processor time of a method that runs on one thread: what other programs take does not count."""
    taken = []
    for _ in range(repeats):
        start = time.process_time()
        method()
        taken.append(time.process_time() - start)
    return min(taken)


def require(condition: bool, what: str) -> str:  # noqa: FBT001
    """State an agreement, or stop the run."""
    if not condition:
        message = f"benchmark disagreement: {what}"
        raise SystemExit(message)
    return what
