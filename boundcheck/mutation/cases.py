"""Cases and mutants: each printed and each repaired claim of a folder, and its systematic edits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from boundcheck.claim import Claim, Hypothesis, stated
from boundcheck.edits import mutations
from boundcheck.step import Step, ancestors_first


@dataclass(frozen=True, kw_only=True)
class Case:
    """One claim of a proof file: what it assumes, and the lines that argue for it."""

    step: Step
    side: str  # printed or repaired
    claim: Claim
    hypotheses: tuple[Hypothesis, ...]
    lines: tuple[Any, ...]

    @property
    def label(self) -> str:
        """Label of the step and side, ``lemma_3.step_2.printed``."""
        return f"{self.step.label}.{self.side}"


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """An edited claim, or a claim without one of its hypotheses (then ``dropped`` names it)."""

    name: str
    kind: str
    words: str
    claim: Claim
    hypotheses: tuple[Hypothesis, ...]
    dropped: str = ""


def cases_of(steps: tuple[Step, ...]) -> dict[str, Case]:
    """The cases of the steps and of what they use, by label."""
    found = []
    for step in ancestors_first(steps):
        found.append(
            Case(
                step=step,
                side="printed",
                claim=step.printed,
                hypotheses=step.hypotheses,
                lines=tuple(step.argument or ()),
            )
        )
        if step.repaired is not None:
            hypotheses = (*step.hypotheses, *step.repaired_hypotheses)
            lines = tuple(step.repaired_argument or ())
            found.append(
                Case(step=step, side="repaired", claim=step.repaired, hypotheses=hypotheses, lines=lines),
            )
    return {case.label: case for case in found}


def mutants_of(case: Case) -> tuple[Mutant, ...]:
    """Every edit of the claim, then the claim without each of its hypotheses; the order never changes."""
    return tuple(_mutants(case))


def _mutants(case: Case) -> Iterator[Mutant]:
    for place, edit in enumerate(mutations(case.claim.node), start=1):
        yield Mutant(
            name=f"{case.label}/{place}",
            kind=edit.kind,
            words=edit.words,
            claim=stated(edit.claim),
            hypotheses=case.hypotheses,
        )
    for hypothesis in case.hypotheses:
        yield Mutant(
            name=f"{case.label}/without.{hypothesis.name}",
            kind="hypothesis",
            words=f"without the hypothesis {hypothesis.name}",
            claim=case.claim,
            hypotheses=tuple(h for h in case.hypotheses if h is not hypothesis),
            dropped=hypothesis.name,
        )
