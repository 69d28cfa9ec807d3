"""What ``boundcheck probability INSTANCE.json`` computes: one plain function and the text of its result."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, TypeAlias

from boundcheck.rademacher.errors import InputError, TooLargeError

from .grammar import of_file
from .instance import Instance, load_instance
from .layer import count_failures
from .monte_carlo import LayerEstimate, estimate_layer
from .pathway import PathwayEstimate, PathwayProbability, estimate_pathway, exact_pathway
from .result import LayerBracket, LayerCount

Progress: TypeAlias = Callable[[str, int, int], None]
Answer: TypeAlias = LayerCount | LayerBracket | LayerEstimate | PathwayProbability | PathwayEstimate

ROUTES: Final = ("auto", "enumeration", "transfer", "monte-carlo", "pathway")
LAYER_TRIALS = 10**6
PATHWAY_TRIALS = 10**4


@dataclass(frozen=True, kw_only=True)
class ProbabilityResult:
    """The answer and what it is about: layer 1.. of ``layers``, or the whole pathway when ``layer`` is None."""

    layer: int | None
    layers: int
    route: str
    grade: str
    answer: Answer


def probability(
    path: str | Path,
    layer: int | None = None,
    budget_seconds: float | None = None,
    route: str = "auto",
    progress: Progress | None = None,
    seed: int = 0,
) -> ProbabilityResult:
    """Failure probability of a layer, or of the whole pathway, of the instance in a file.

    Args:
        path: an instance file (format: see ``boundcheck.counting.instance``).
        layer: 1 for the layer next to the data; None for the only layer, or for the pathway of a network.
        budget_seconds: after it a certified bracket (layer) or an empirical estimate (pathway) is returned.
        route: ``"auto"``, ``"enumeration"``, ``"transfer"``, ``"monte-carlo"``, or ``"pathway"`` (exact, all layers).
        progress: called with (what is being done, part done, whole); the first call comes before kernels compile.
        seed: of the trials, where there are any.

    Returns:
        A ``ProbabilityResult`` graded EXACT, BRACKET (certified bounds) or EMPIRICAL.

    Raises:
        InstanceError: the file cannot be read or does not follow the format; the label is its name and the place.
        InputError: no such layer or route.
        TooLargeError: sizes beyond the route's limits, with the figures.
    """
    instance = load_instance(Path(path))
    if route not in ROUTES:
        raise InputError("probability.route", expected=f"one of {', '.join(ROUTES)}", got=repr(route))
    count = len(instance.layers)
    if layer is not None and not 1 <= layer <= count:
        raise InputError("probability.layer", expected=f"an integer in 1..{count}", got=repr(layer))
    if progress:
        progress("preparing (the first run compiles the kernels, some seconds each)", 0, 1)
    if route == "pathway" or (layer is None and count > 1):
        if route in ("enumeration", "transfer"):
            raise InputError("probability.layer", expected=f"a layer for the route {route!r}", got="None")
        return _pathway(instance, budget_seconds, route, progress, seed)
    with of_file(Path(path)):
        return _layer(instance, layer or 1, budget_seconds, route, progress, seed)


def _layer(
    instance: Instance, layer: int, budget: float | None, route: str, progress: Progress | None, seed: int
) -> ProbabilityResult:
    rows, count = instance.layers[layer - 1].rows(f"layers[{layer - 1}]"), len(instance.layers)
    answer: Answer
    if route != "monte-carlo":
        forced = route if route in ("enumeration", "transfer") else "auto"
        try:
            answer = count_failures(rows, route=forced, budget=budget, report=_adding(progress, "counting"))  # type: ignore[arg-type]
        except TooLargeError:
            if route != "auto":
                raise
        else:
            grade = "EXACT" if isinstance(answer, LayerCount) else "BRACKET"
            return ProbabilityResult(layer=layer, layers=count, route=answer.route, grade=grade, answer=answer)
    answer = estimate_layer(rows, LAYER_TRIALS, seed=seed, budget=budget, report=_adding(progress, "drawing"))
    return ProbabilityResult(layer=layer, layers=count, route="monte-carlo", grade=answer.grade, answer=answer)


def _pathway(
    instance: Instance, budget: float | None, route: str, progress: Progress | None, seed: int
) -> ProbabilityResult:
    count = len(instance.layers)
    if route != "monte-carlo":
        try:
            deadline = None if budget is None else time.monotonic() + budget / 2  # the rest is for sampling
            exact = exact_pathway(instance, deadline=deadline, report=_adding(progress, "enumerating"))
        except TooLargeError:
            if route == "pathway":
                raise
        else:
            return ProbabilityResult(layer=None, layers=count, route="pathway", grade="EXACT", answer=exact)
    report = _adding(progress, "drawing")
    estimate = estimate_pathway(instance, PATHWAY_TRIALS, seed=seed, budget=budget, report=report)
    return ProbabilityResult(layer=None, layers=count, route="monte-carlo", grade=estimate.grade, answer=estimate)


def _adding(progress: Progress | None, stage: str) -> Callable[[int, int], None] | None:
    """A report callback that adds up parts, unless nobody listens."""
    if progress is None:
        return None
    listener, done = progress, [0]

    def report(part: int, whole: int) -> None:
        done[0] = min(done[0] + part, whole)
        listener(stage, done[0], whole)

    return report


def describe(result: ProbabilityResult) -> list[str]:
    """The result in lines of text: what, the probability with its grade, ties apart, and the route."""
    answer = result.answer
    what = f"layer {result.layer} of {result.layers}" if result.layer else f"pathway of {result.layers} layers"
    lines = [f"{what}: {result.grade}, route {result.route}"]
    if isinstance(answer, LayerCount | PathwayProbability):
        lines += [
            f"P(failure)         = {_fraction(answer.probability)}",
            f"P(failure or tie)  = {_fraction(answer.probability_with_ties)}",
        ]
    elif isinstance(answer, LayerBracket):
        for name, (low, high) in (("failure", answer.probability), ("failure or tie", answer.probability_with_ties)):
            lines.append(f"{_fraction(low)} <= P({name}) <= {_fraction(high)}")
    else:
        for name, ends in (("failure", answer.interval), ("failure or tie", answer.interval_with_ties)):
            text = f"P({name}) in [{ends[0]:.6g}, {ends[1]:.6g}], Clopper-Pearson, confidence {answer.confidence}"
            lines.append(text)
        lines.append(f"{answer.trials} trials, seed {answer.seed}")
    if isinstance(answer, LayerCount | LayerBracket):
        lines.append(answer.detail)
    return lines


def as_data(result: ProbabilityResult) -> dict[str, Any]:
    """The result as plain JSON: exact numbers as fraction strings, estimated ones (EMPIRICAL) as doubles."""
    answer = result.answer
    found: dict[str, Any]
    if isinstance(answer, LayerCount | PathwayProbability):
        found = {"failure": str(answer.probability), "failure_or_tie": str(answer.probability_with_ties)}
    elif isinstance(answer, LayerBracket):
        ends = {"failure": answer.probability, "failure_or_tie": answer.probability_with_ties}
        found = {name: [str(low), str(high)] for name, (low, high) in ends.items()}
    else:
        found = {"failure": list(answer.interval), "failure_or_tie": list(answer.interval_with_ties)}
        found |= {"confidence": str(answer.confidence), "trials": answer.trials, "seed": answer.seed}
    what = {"layer": result.layer, "layers": result.layers, "route": result.route, "grade": result.grade}
    return {"schema": "boundcheck-probability/1", **what, **found}


def _fraction(value: Fraction) -> str:
    """The exact fraction where it is short, always with six digits."""
    digits = _six_digits(value)
    text = str(value)
    return f"{text} ({digits})" if len(text) <= 80 else f"{digits} (exact fraction of {len(text)} characters)"


def _six_digits(value: Fraction) -> str:
    """Six digits of any fraction, also far below the range of doubles."""
    if value == 0 or value > Fraction(1, 10**300):
        return f"{float(value):.6g}"
    exponent = 0
    while value < 1:
        value, exponent = value * 10**50, exponent - 50
    return f"{float(value):.6g}e{exponent}"
