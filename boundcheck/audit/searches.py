"""The searches of an audit, their witnesses re-checked by the independent program, and the repair search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import recheck
from boundcheck.audit.records import Settings
from boundcheck.checkers.base import Question
from boundcheck.checkers.search import counterexample_search, survives, worlds_of
from boundcheck.claim import Claim, Hypothesis
from boundcheck.edits import slips
from boundcheck.evidence import Finding, Verdict, Witness
from boundcheck.model import EMPTY
from boundcheck.repair import same_claim
from boundcheck.step import Step


def search(question: Question) -> Finding:
    """The search, its witnesses re-checked; it looks at claim, hypotheses and instances only, so it runs anywhere."""
    return rechecked(counterexample_search(question), question)


def search_questions(step: Step, settings: Settings) -> dict[str, Question]:
    """What the searches of a step are asked, by label and side; empty for a step without instances."""
    if not step.over:
        return {}
    sides = [("printed", step.printed, step.hypotheses)]
    if step.repaired is not None:
        sides.append(("repaired", step.repaired, (*step.hypotheses, *step.repaired_hypotheses)))
    return {
        f"{step.label}.{side}": Question(
            label=f"{step.label}.{side}",
            claim=claim,
            hypotheses=hypotheses,
            model=step.model or EMPTY,
            over=step.over,
            effort=settings.examples,
            patterns=settings.patterns,
            seed=settings.seed,
        )
        for side, claim, hypotheses in sides
    }


def rechecked(finding: Finding, question: Question) -> Finding:
    """Keep the witnesses that the independent program confirms against claim and hypotheses; without one, UNDECIDED."""
    if finding.verdict is not Verdict.REFUTED:
        return finding
    confirmed = tuple(
        replace(witness, rechecked=True)
        for witness in finding.witnesses
        if confirm(question.claim, question.hypotheses, witness)
    )
    if confirmed:
        certificate = {"kind": "counterexample", "schema": "boundcheck-certificate/1", "claim": question.claim.digest}
        return replace(finding, witnesses=confirmed, certificate=certificate)
    reason = "a counterexample was proposed but the independent re-check did not confirm it"
    return replace(finding, verdict=Verdict.UNDECIDED, grade=None, witnesses=(), reason=reason)


def confirm(claim: Claim, hypotheses: Sequence[Hypothesis], witness: Witness) -> bool:
    """Ask the re-checker, which shares no code with the search."""
    plain = {"title": witness.title, "world": witness.world, "index": dict(witness.index), "outcome": witness.outcome}
    answer = recheck.check_witness(claim.node, [h.node for h in hypotheses], plain, memory=_last_world())
    return bool(answer[0] if isinstance(answer, tuple) else answer)


@cache
def _last_world() -> dict[str, Any]:
    """Room in which the re-checker keeps the last instance, so that claims about one instance do not build it again."""
    return {}


def found_by(step: Step, settings: Settings) -> str:
    """Say whether the repaired claim is one of the edits and survives there, or was written by the author."""
    if step.repaired is None or not step.over:
        return "author"
    worlds = [w for source in step.over for w in worlds_of(source, min(settings.examples, 12), settings.seed, 32)]
    hypotheses = tuple(h.node for h in (*step.hypotheses, *step.repaired_hypotheses))
    signs = frozenset(step.model.signs) if step.model else frozenset()
    for edit in slips(step.printed.node):
        if same_claim(edit.claim, step.repaired.node, signs) and survives(edit.claim, hypotheses, worlds):
            return f"repair search: {edit.words}"
    return "author"
