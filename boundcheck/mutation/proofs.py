"""Proof attempts: the step's own argument and checks, with the mutant in the place of the claim.

Two attempts: the lines as they stand, and the lines with the mutant wherever they state the claim itself.  What the
lines before conclude does not depend on the goal, so an attempt whose end cannot give the mutant is not run in full.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from boundcheck.audit import Settings, StepAudit, audit_step
from boundcheck.canonical import Node
from boundcheck.evidence import Finding, Verdict
from boundcheck.model import EMPTY
from boundcheck.mutation.cases import Case, Mutant
from boundcheck.rules.derive import Derived, derive
from boundcheck.rules.entail import follows
from boundcheck.rules.normal import Algebra
from boundcheck.step import Step, ancestors_first

_NO_SEARCH = Settings(effort="quick")


def audited_without_search(steps: tuple[Step, ...]) -> dict[str, StepAudit]:
    """What the proofs alone make of the steps and of what they use."""
    done: dict[str, StepAudit] = {}
    for step in ancestors_first(steps):
        done[step.label] = replace(
            audit_step(replace(step, over=(), expects=None), done, _NO_SEARCH), step=step, surprises=()
        )
    return done


def proved(case: Case, mutant: Mutant, done: Mapping[str, StepAudit]) -> bool:
    """Say whether the step's own argument, or one of its checks, proves the mutant."""
    restated = _restated(case, mutant)
    base = _derivation(case, done)
    attempts = []
    if case.step.checks or base is None or _ends_in(base, mutant, case):
        attempts.append(case.lines)
    if restated != case.lines and (base is None or _closes(base, restated, case, mutant)):
        attempts.append(restated)
    return any(_attempt(case, mutant, lines, done) for lines in attempts)


def _restated(case: Case, mutant: Mutant) -> tuple[Any, ...]:
    """The same lines, but those that state the claim state the mutant."""
    form = case.claim.node
    return tuple(
        replace(line, claim=mutant.claim) if line.claim is not None and line.claim.node == form else line
        for line in case.lines
    )


def _derivation(case: Case, done: Mapping[str, StepAudit]) -> Finding | None:
    """The derivation of the claim itself, None if there is none."""
    audited = done[case.step.label]
    side = audited.printed if case.side == "printed" else audited.repaired
    findings = side.findings if side is not None else ()
    return next((f for f in findings if f.checker == "derivation" and f.verdict is Verdict.PROVED), None)


def _ends_in(base: Finding, mutant: Mutant, case: Case) -> bool:
    """The lines as they stand end in something that gives the mutant."""
    model = case.step.model or EMPTY
    last: Node = base.certificate["lines"][-1]["conclusion"]
    try:
        return follows(last, mutant.claim.node, Algebra(frozenset(model.signs)))
    except (ValueError, ZeroDivisionError):
        return True


def _closes(base: Finding, lines: tuple[Any, ...], case: Case, mutant: Mutant) -> bool:
    """The last line gives the mutant from what the lines before concluded; True where this cannot be told apart."""
    if lines[:-1] != case.lines[:-1] or any(line.kind == "assuming" for line in lines):
        return True
    before = {line["name"]: line["conclusion"] for line in base.certificate["lines"][:-1]}
    used = {name: fact["claim"] for name, fact in base.certificate["facts"].items()}
    facts = used | {h.name: h.node for h in case.hypotheses} | before
    return isinstance(derive(mutant.claim, lines[-1:], facts, case.step.model or EMPTY), Derived)


def _attempt(case: Case, mutant: Mutant, lines: tuple[Any, ...], done: Mapping[str, StepAudit]) -> bool:
    changed = replace(
        case.step,
        printed=mutant.claim,
        hypotheses=mutant.hypotheses,
        argument=lines,
        repaired=None,
        repaired_argument=None,
        repaired_hypotheses=(),
        over=(),
        cited="",
        expects=None,
    )
    return audit_step(changed, done, _NO_SEARCH).printed.verdict is Verdict.PROVED
