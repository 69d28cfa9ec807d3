"""The search: boundary cases first, then generated instances; every answer is exact arithmetic on an instance.

A violation is shrunk to the simplest witness found and kept beside the most dramatic one.  The search only proposes:
the audit has each witness re-checked, against all hypotheses too, by a program that shares no code with this one.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from hypothesis import HealthCheck, find, settings
from hypothesis.errors import HypothesisException

from boundcheck import values
from boundcheck.canonical import Node
from boundcheck.checkers.base import Question
from boundcheck.checkers.counted import probabilities
from boundcheck.checkers.evaluation import evaluation
from boundcheck.checkers.fitting import Misfit, misfit
from boundcheck.errors import BoundcheckError
from boundcheck.evaluate import Reading, UndecidedError, defined_readings, holds_everywhere, readings
from boundcheck.evidence import Finding, Grade, Verdict, Witness
from boundcheck.instances.coverage import sample
from boundcheck.instances.steady import steady
from boundcheck.terms import RELATIONS
from boundcheck.world import World

_QUIET: dict[str, Any] = {"database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}
_SHRINK_TRIES = 400
_HANDFUL = 16  # sign patterns
_ORDERS = ("<=", "<", ">=", ">")


@dataclass(kw_only=True)
class Tally:
    """What a search has seen."""

    tried: int = 0
    valid: int = 0
    undecided: int = 0
    readings: int = 0
    violations: list[tuple[World, Reading]] = field(default_factory=list)
    misfits: list[tuple[World, Misfit]] = field(default_factory=list)  # violate the claim, and what the model says too
    tightest: tuple[Any, World, Reading] | None = None
    sample: tuple[World, Reading] | None = None


def counterexample_search(question: Question, refused: Sequence[Any] = ()) -> Finding:
    """Look for a counterexample: REFUTED, SURVIVED (n valid instances), UNDECIDED or VACUOUS.

    ``refused`` are instances that could not be confirmed: they are no witnesses, and where nothing else violates the
    claim it is UNDECIDED.
    """
    tally = Tally()
    for source in question.over:
        _try_source(question, source, tally)
    if refused:
        tally.violations = [(world, reading) for world, reading in tally.violations if world.data not in refused]
    simplest = _first_fitting(question, tally, _simple)
    dramatic = _first_fitting(question, tally, _dramatic)
    statistics, aside = _statistics(question, tally), _set_aside(tally)
    if refused and not tally.violations:
        reason = f"{len(refused)} counterexamples were proposed, none of which the independent re-check could confirm"
        return Finding(checker="search", verdict=Verdict.UNDECIDED, reason=reason, statistics=statistics)
    if tally.violations:
        witnesses = _witnesses(question, simplest, dramatic)
        plural = "s" if len(witnesses) > 1 else ""
        reason = f"{len(witnesses)} exact counterexample{plural} among {tally.valid} valid instances{aside}"
        return Finding(
            checker="search",
            verdict=Verdict.REFUTED,
            grade=Grade.EXACT,
            reason=reason,
            witnesses=witnesses,
            statistics=statistics,
        )
    if not tally.valid:
        reason = f"none of {tally.tried} instances meets the hypotheses{aside}"
        return Finding(checker="search", verdict=Verdict.VACUOUS, reason=reason, statistics=statistics)
    if tally.undecided and not tally.readings:
        return Finding(
            checker="search", verdict=Verdict.UNDECIDED, reason="no comparison could be decided", statistics=statistics
        )
    reason = f"{tally.valid} valid instances of {tally.tried}, none violates{aside}"
    return Finding(
        checker="search", verdict=Verdict.SURVIVED, grade=Grade.EMPIRICAL, reason=reason, statistics=statistics
    )


def _set_aside(tally: Tally) -> str:
    """How many instances violate the claim but are none of the model, and what the first of them lacks."""
    if not tally.misfits:
        return ""
    (_, why), count = tally.misfits[0], len(tally.misfits)
    said = (
        "1 more violates the claim and the model too"
        if count == 1
        else f"{count} more violate the claim and the model too"
    )
    return f"; {said} (expected {why.expected}, got {why.got})"


def survives(claim: Node, hypotheses: tuple[Node, ...], worlds: Iterable[World]) -> bool:
    """Quick test used by the repair search: some valid instance, and none violates."""
    valid = 0
    for world in worlds:
        if not meets(world, hypotheses):
            continue
        try:
            found = [reading.holds for reading in readings(claim, world)]
        except (ArithmeticError, LookupError, ValueError):
            continue
        if False in found:
            return False
        valid += bool(found)
    return valid > 0


def _try_source(question: Question, source: Any, tally: Tally) -> None:
    hypotheses = tuple(h.node for h in question.hypotheses)
    found_before = bool(tally.violations)  # by an earlier source: then there is a simple witness already
    for world in worlds_of(source, question.effort, question.seed, question.patterns):
        tally.tried += 1
        if meets(world, hypotheses):
            _read_world(question.claim.node, world, tally)
    if source.designed:
        _refuse_mistakes(question, source, tally)
    _first_fitting(question, tally, _simple)
    if found_before or source.designed:
        return
    if tally.violations and not any(world.data in _boundary(source) for world, _ in tally.violations):
        shrunk = _shrink(question, source, hypotheses)
        if shrunk is not None:
            _read_world(question.claim.node, shrunk, tally)


def _refuse_mistakes(question: Question, source: Any, tally: Tally) -> None:
    """A designed instance that is none of the model is a mistake of whoever wrote it.

    Raises:
        BoundcheckError: one violates the claim and what the model says.
    """
    for world, _ in tally.violations:
        why = _misfit(question, world) if world.data in _boundary(source) else None
        if why is not None and why.sure:
            label = f"model {question.model.name!r} on the designed instance {source.name!r}"
            got = f"{why.got} in {json.dumps(world.data, sort_keys=True)}"
            raise BoundcheckError(label, expected=why.expected, got=got)


def _misfit(question: Question, world: World) -> Misfit | None:
    return misfit(world, question.model, (question.claim.node, *(h.node for h in question.hypotheses)))


def _first_fitting(question: Question, tally: Tally, key: Callable[[tuple[World, Reading]], Any]) -> Any:
    """The first violation, by the key, whose instance is one of the model; those before it are set aside and counted.

    An instance that is none of the model is like one that misses a hypothesis.  This is asked late, of the few that are
    shown, since it costs more than to read the claim.
    """
    for found in sorted(tally.violations, key=key):
        why = _misfit(question, found[0])
        if why is None:
            return found
        tally.violations.remove(found)
        tally.misfits.append((found[0], why))
        tally.valid -= 1
    return None


def _read_world(claim: Node, world: World, tally: Tally) -> None:
    counted = violated = False
    first: Reading | None = None
    try:
        for reading in defined_readings(claim, world):  # elsewhere the claim says nothing
            counted, first = True, first or reading
            if reading.holds is None:
                tally.undecided += 1
                continue
            tally.readings += 1
            if reading.holds is False and not violated:
                violated = True
                tally.violations.append((world, reading))
            _keep_tightest(claim, world, reading, tally)
    except UndecidedError:
        tally.undecided += 1
    except (ZeroDivisionError, ValueError, IndexError):
        return  # a set it quantifies over is not defined here
    tally.valid += counted
    if first is not None and tally.sample is None:
        tally.sample = (world, first)


def _keep_tightest(claim: Node, world: World, reading: Reading, tally: Tally) -> None:
    if claim[3] not in _ORDERS or not reading.holds:
        return
    small, large = (reading.rhs, reading.lhs) if claim[3] in (">=", ">") else (reading.lhs, reading.rhs)
    try:
        top, bottom = values.ball(small), values.ball(large)
        if not (bottom > 0 and bottom.is_finite()):
            return
        ratio = top / bottom
    except (TypeError, ValueError, OverflowError):
        return
    if tally.tightest is None or ratio > tally.tightest[0]:
        tally.tightest = (ratio, world, reading)


def meets(world: World, hypotheses: tuple[Node, ...]) -> bool:
    """Say whether the world certainly meets every hypothesis (at all indices and, where signs matter, all outcomes)."""
    return all(_holds_everywhere(node, world) for node in hypotheses)


def _holds_everywhere(node: Node, world: World) -> bool:
    memo = world.memo
    if node not in memo:
        try:
            memo[node] = holds_everywhere(node, world)
        except (ArithmeticError, LookupError, ValueError):
            memo[node] = False
    return bool(memo[node])


@lru_cache(maxsize=64)
def worlds_of(source: Any, effort: int, generator_seed: int, patterns: int = 4096) -> tuple[World, ...]:
    """Instances of a source: boundary cases, then ``effort`` generated ones; the same for the same seed anywhere.

    Instances with more than ``patterns`` sign patterns are left out, except those of a designed list.
    """
    drawn = sample(source, effort, generator_seed) if effort > 0 and not source.designed else []
    found = _distinct(source, [*_boundary(source), *drawn])
    return tuple(world for world in found if source.designed or len(world.outcomes) <= patterns)


@lru_cache(maxsize=64)
def _boundary(source: Any) -> tuple[Mapping[str, Any], ...]:
    return tuple(source.boundary())


def _distinct(source: Any, found: list[Mapping[str, Any]]) -> Iterator[World]:
    seen: set[str] = set()
    for data in found:
        key = json.dumps(data, sort_keys=True)
        if key not in seen:
            seen.add(key)
            yield source.world(data)


def _shrink(question: Question, source: Any, hypotheses: tuple[Node, ...]) -> World | None:
    """Smallest violating instance the Hypothesis shrinker reaches; None if it finds none (the boundary had it)."""

    def violates(data: Mapping[str, Any]) -> bool:
        world = source.world(data)
        tally = Tally()
        if meets(world, hypotheses):
            _read_world(question.claim.node, world, tally)
        return bool(tally.violations) and _misfit(question, world) is None

    try:
        with steady():
            data = find(
                source.strategy(),
                violates,
                settings=settings(max_examples=_SHRINK_TRIES, **_QUIET),
                random=random.Random(question.seed),
            )
    except HypothesisException:
        return None
    return source.world(data)  # type: ignore[no-any-return]


def _witnesses(question: Question, simplest: Any, dramatic: Any) -> tuple[Witness, ...]:
    found = [_witness("simplest", question, *simplest)]
    if dramatic[0].data != simplest[0].data:
        found.append(_witness("most dramatic", question, *dramatic))
    return tuple(found)


def _simple(found: tuple[World, Reading]) -> Any:
    return _cost(found[0])


def _dramatic(found: tuple[World, Reading]) -> float:
    return -_violation(found[1])


def _cost(world: World) -> tuple[int, int, str]:
    """Few sign patterns first (a handful is as good as one), then what is short to write."""
    text = json.dumps(world.data, sort_keys=True)
    return (max(len(world.outcomes), _HANDFUL), len(text), text)


def _violation(reading: Reading) -> float:
    """Size of the violation, only to choose which witness to show."""
    try:
        return abs(float(values.ball(reading.lhs).mid()) - float(values.ball(reading.rhs).mid()))
    except (TypeError, ValueError, OverflowError):
        return 0.0


def _witness(title: str, question: Question, world: World, reading: Reading) -> Witness:
    return Witness(
        title=title,
        world=world.data,
        index=dict(reading.index),
        outcome=plain_outcome(reading.outcome),
        lhs=_show(reading.lhs),
        rhs=_show(reading.rhs),
        numbers=evaluation(question.label, question.claim.node, world, reading),
        probabilities=probabilities(question.claim.node, world, reading.index),
    )


def plain_outcome(outcome: Any) -> Any:
    """A sign pattern as plain JSON."""
    return outcome if outcome is None or isinstance(outcome, int) else json.loads(json.dumps(outcome))


def _show(value: Any) -> str:
    return str(value) if isinstance(value, bool) else values.show(value)


def _statistics(question: Question, tally: Tally) -> dict[str, Any]:
    found: dict[str, Any] = {"tried": tally.tried, "valid": tally.valid, "undecided_readings": tally.undecided}
    if tally.misfits:
        found["outside_model"] = len(tally.misfits)
    if tally.tightest is not None:
        ratio, world, reading = tally.tightest
        found["largest_ratio"] = {
            "ratio": ratio.str(8, radius=False),
            "lhs": _show(reading.lhs),
            "rhs": _show(reading.rhs),
            "world": world.data,
            **_where(question, world, reading),
        }
    if tally.sample is not None:
        world, reading = tally.sample
        found["meets_hypotheses"] = world.data
        if tally.tightest is None and question.claim.relation in RELATIONS:
            found["evaluated"] = _where(question, world, reading)
    return found


def _where(question: Question, world: World, reading: Reading) -> dict[str, Any]:
    """Indices and signs of a reading, and both sides there to 60 digits."""
    return {
        "index": dict(reading.index),
        "outcome": plain_outcome(reading.outcome),
        "numbers": evaluation(question.label, question.claim.node, world, reading),
        "probabilities": list(probabilities(question.claim.node, world, reading.index)),
    }
