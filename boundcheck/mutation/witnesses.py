"""Exact witnesses against the mutants of one claim: all of them are read on one instance before the next is taken.

The instances and what of them meets the hypotheses are shared, and so is the instance that the re-checker keeps.  A
witness counts when the re-checker, which shares no code with the search, confirms it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from boundcheck import values
from boundcheck.audit import Settings, confirm
from boundcheck.checkers.fitting import misfit
from boundcheck.checkers.search import meets, plain_outcome, worlds_of
from boundcheck.claim import Hypothesis
from boundcheck.evaluate import Reading, UndecidedError, defined_readings
from boundcheck.evidence import Witness
from boundcheck.model import EMPTY
from boundcheck.mutation.cases import Case, Mutant
from boundcheck.world import World

MOST_PATTERNS = 4096
_SIGNS_TO_KEEP = 256
_TRIES = 24  # proposals per mutant that the re-checker may turn down


def usual_worlds(case: Case, settings: Settings) -> tuple[World, ...]:
    """The instances that the auditor's own search takes, less those on which each confirmation takes seconds."""
    found = (worlds_of(source, settings.examples, settings.seed, settings.patterns) for source in case.step.over)
    return tuple(world for worlds in found for world in worlds if len(world.outcomes) <= MOST_PATTERNS)


def refuted(case: Case, mutants: Sequence[Mutant], worlds: Iterable[World]) -> dict[str, Witness]:
    """The first confirmed witness against each mutant, by name; instances with few sign patterns are taken first."""
    found: dict[str, Witness] = {}
    waiting, model = list(mutants), case.step.model or EMPTY
    turned_down: Counter[str] = Counter()
    for world in sorted(worlds, key=lambda one: len(one.outcomes)):
        lacking = _lacking(case.hypotheses, world)
        if len(lacking) > 1 or not waiting:
            continue
        memo = _room(world)
        for mutant in [m for m in waiting if not lacking or lacking == [m.dropped]]:
            witness = _violation(mutant, world, memo)
            if witness is None or misfit(world, model, (mutant.claim.node, *(h.node for h in mutant.hypotheses))):
                continue
            if confirm(mutant.claim, mutant.hypotheses, witness, model):
                found[mutant.name] = witness
            else:
                turned_down[mutant.name] += 1
        waiting = [m for m in waiting if m.name not in found and turned_down[m.name] < _TRIES]
    return found


def says_something(mutant: Mutant, worlds: Iterable[World]) -> bool:
    """Say whether the mutant can be read at all on some instance that meets its hypotheses."""
    nodes = tuple(h.node for h in mutant.hypotheses)
    return any(meets(world, nodes) and _first(mutant, world) is not None for world in worlds)


def always_met(case: Case, name: str, worlds: Iterable[World]) -> bool:
    """Say whether every instance that meets the other hypotheses meets this one."""
    return not any(_lacking(case.hypotheses, world) == [name] for world in worlds)


def _lacking(hypotheses: Sequence[Hypothesis], world: World) -> list[str]:
    """Names of the hypotheses that the world does not meet; at most two, more do not matter."""
    found = []
    for hypothesis in hypotheses:
        if not meets(world, (hypothesis.node,)):
            found.append(hypothesis.name)
            if len(found) > 1:
                break
    return found


def _first(mutant: Mutant, world: World) -> Reading | None:
    try:
        return next(iter(defined_readings(mutant.claim.node, world)), None)
    except (LookupError, UndecidedError):
        return None


def _room(world: World) -> dict[Any, Any] | None:
    """Room for the values of the parts that the mutants have in common; none where there is one for too many signs."""
    return {} if len(world.outcomes) <= _SIGNS_TO_KEEP else None


def _violation(mutant: Mutant, world: World, memo: dict[Any, Any] | None) -> Witness | None:
    try:
        found = next((r for r in defined_readings(mutant.claim.node, world, memo) if r.holds is False), None)
    except (LookupError, UndecidedError):  # a quantifier's own set is not defined here
        return None
    if found is None:
        return None
    return Witness(
        title="mutant",
        world=world.data,
        index=dict(found.index),
        outcome=plain_outcome(found.outcome),
        lhs=_show(found.lhs),
        rhs=_show(found.rhs),
    )


def _show(value: object) -> str:
    return str(value) if isinstance(value, bool) else values.show(value)
