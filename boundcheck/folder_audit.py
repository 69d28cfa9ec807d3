"""The audit of a proof folder: its steps, in worker processes where asked, and its conclusions."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from boundcheck.audit import ConclusionAudit, Settings, StepAudit, audit, audit_premise, audit_step, conclude
from boundcheck.displayed import Displayed
from boundcheck.folder import ProofFolder
from boundcheck.parallel import Progress, questions, run_searches
from boundcheck.step import Step, ancestors_first
from boundcheck.survey import Survey, survey


@dataclass(frozen=True, kw_only=True)
class FolderAudit(Displayed):
    """What was found in a proof folder: steps in the order of the proof, the theorems, and what all was tried on."""

    folder: ProofFolder
    steps: tuple[StepAudit, ...]
    conclusions: tuple[ConclusionAudit, ...]
    survey: Survey = field(default_factory=Survey)

    @property
    def surprises(self) -> tuple[str, ...]:
        """Where the audit differs from what the proof files expect, and generators that miss what they are for."""
        steps = tuple(f"{one.step.label}: {text}" for one in self.steps for text in one.surprises)
        return (*steps, *self.survey.defects)


@dataclass(frozen=True, kw_only=True)
class Listener:
    """Who is told how far an audit is: the number of tasks first, then the name of each one done."""

    begin: Callable[[int], None]
    done: Progress


def audit_folder(
    folder: ProofFolder,
    settings: Settings,
    *,
    jobs: int = 1,
    only: Collection[str] | None = None,
    listener: Listener | None = None,
) -> FolderAudit:
    """Audit a folder, or the steps whose labels are in ``only`` (and, briefly, what they use)."""
    wanted = folder if only is None else replace(folder, steps=tuple(s for s in folder.steps if s.label in only))
    every = ancestors_first(wanted.steps)
    brief = frozenset(step.label for step in every) - frozenset(only) if only is not None else frozenset()
    asked = {label: q for label, q in questions(wanted, settings).items() if label.rpartition(".")[0] not in brief}
    if listener is not None:
        listener.begin(len(asked) + len(every))
    say = listener.done if listener is not None else _silent
    searched = run_searches(folder, asked, settings, jobs=jobs, progress=say)
    found = audit(every, settings, lambda one: say(one.step.label), searched, brief)
    steps = {one.step.label: one for one in found}
    conclusions = () if only is not None else tuple(conclude(c, steps) for c in folder.conclusions)
    return FolderAudit(
        folder=folder,
        steps=tuple(one for one in found if one.step.label not in brief),
        conclusions=conclusions,
        survey=survey([step for step in every if step.label not in brief], settings),
    )


class StepwiseAudit:
    """The audit of a folder as it is asked for: a step in full, what it uses as briefly as the step allows.

    What is found of a step does not depend on which steps were asked for before it.
    """

    def __init__(self, folder: ProofFolder, settings: Settings) -> None:
        self.folder, self.settings = folder, settings
        self._steps = {step.label: step for step in ancestors_first(folder.steps)}
        self._full: dict[str, StepAudit] = {}
        self._premises: dict[str, StepAudit] = {}

    def step(self, label: str) -> StepAudit:
        """Audit of a step."""
        if label not in self._full:
            step = self._steps[label]
            self._full[label] = audit_step(step, self._below(step.uses), self.settings)
        return self._full[label]

    def conclusions(self) -> tuple[ConclusionAudit, ...]:
        """What becomes of the theorems; other readings, which premises leave unsearched, are for the whole audit."""
        theorems = (replace(one, beside=()) for one in self.folder.conclusions)
        return tuple(conclude(one, self._below(one.rests_on)) for one in theorems)

    def _below(self, steps: tuple[Step, ...]) -> dict[str, StepAudit]:
        found: dict[str, StepAudit] = {}
        for step in ancestors_first(steps):
            known = self._full.get(step.label) or self._premises.get(step.label)
            if known is None:
                known = self._premises[step.label] = audit_premise(step, found, self.settings)
            found[step.label] = known
        return found


def _silent(_: str) -> None:
    """Say nothing."""
