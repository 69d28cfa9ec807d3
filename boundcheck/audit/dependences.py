"""The laws of signs that a step rests on, examined alone: a part of its audit, without the searches."""

from __future__ import annotations

from boundcheck.audit.searches import asked, name_of, rechecked
from boundcheck.checkers.base import Question
from boundcheck.checkers.dependence import examines_laws
from boundcheck.evidence import Finding
from boundcheck.model import EMPTY
from boundcheck.step import Step


def rests_on_laws(step: Step) -> bool:
    """Say whether the proof file asks for the laws of this step."""
    return any(examines_laws(check) for check in step.checks)


def dependences(step: Step) -> dict[str, Finding]:
    """What the dependence detector finds, by side ("printed", "repaired"); empty if the step has no such check."""
    sides = [("printed", step.printed, step.hypotheses)]
    if step.repaired is not None:
        sides.append(("repaired", step.repaired, (*step.hypotheses, *step.repaired_hypotheses)))
    found = {}
    for side, claim, hypotheses in sides:
        question = Question(
            label=f"{step.label}.{side}",
            claim=claim,
            hypotheses=hypotheses,
            model=step.model or EMPTY,
            over=step.over,
        )
        for check in step.checks:
            if examines_laws(check):
                found[side] = rechecked(asked(f"the checker {name_of(check)}", check, question), question)
    return found
