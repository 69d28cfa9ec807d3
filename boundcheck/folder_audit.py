"""The audit of a proof folder: its steps, in worker processes where asked, and its conclusions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from boundcheck.audit import ConclusionAudit, Settings, StepAudit, audit, audit_premise, audit_step, conclude
from boundcheck.displayed import Displayed
from boundcheck.evidence import Finding
from boundcheck.folder import ProofFolder
from boundcheck.parallel import Progress, Wanted, questions, searching
from boundcheck.step import Step, ancestors_first
from boundcheck.survey import Survey, survey


def _silent(_: object) -> None:
    """Say nothing."""


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


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be audited of a folder.

    Attributes:
        folder: the proof folder.
        only: labels of the steps that are asked for (what they use is audited briefly); None for all of them.
        jobs: worker processes for the searches.
        listener: hears how far the audit is.
    """

    folder: ProofFolder
    only: Collection[str] | None = None
    jobs: int = 1
    listener: Listener = Listener(begin=_silent, done=_silent)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps asked for and all that they use, those first."""
        folder, only = self.folder, self.only
        wanted = folder if only is None else replace(folder, steps=tuple(s for s in folder.steps if s.label in only))
        return ancestors_first(wanted.steps)

    @property
    def brief(self) -> frozenset[str]:
        """Labels of the steps that matter only because others use them."""
        return frozenset() if self.only is None else frozenset(s.label for s in self.steps).difference(self.only)


def audit_folder(folder: ProofFolder, settings: Settings, **order: Any) -> FolderAudit:
    """Audit a folder, or the steps whose labels are in ``only`` (see ``Order``)."""
    (found,) = audit_folders([Order(folder=folder, **order)], settings)
    return found


def audit_folders(orders: Sequence[Order], settings: Settings) -> Generator[FolderAudit]:
    """Audit folders one after the other; the searches of the next go on while one is finished and looked at."""
    with searching([_searches(order, settings) for order in orders], settings) as answers:
        for order, searched in zip(orders, answers, strict=True):
            yield _finished(order, searched, settings)


def _searches(order: Order, settings: Settings) -> Wanted:
    steps = replace(order.folder, steps=order.steps)
    brief = order.brief
    asked = {label: q for label, q in questions(steps, settings).items() if label.rpartition(".")[0] not in brief}
    order.listener.begin(len(asked) + len(steps.steps))
    return Wanted(folder=order.folder, asked=asked, jobs=order.jobs, progress=order.listener.done)


def _finished(order: Order, searched: Mapping[str, Finding], settings: Settings) -> FolderAudit:
    folder, brief = order.folder, order.brief
    asked = [step for step in order.steps if step.label not in brief]
    tried = _tried(asked, settings)  # before the audit, whose first search may still be on its way
    found = audit(order.steps, settings, lambda one: order.listener.done(one.step.label), searched, brief)
    steps = {one.step.label: one for one in found}
    return FolderAudit(
        folder=folder,
        steps=tuple(one for one in found if one.step.label not in brief),
        conclusions=() if order.only is not None else tuple(conclude(c, steps) for c in folder.conclusions),
        survey=tried or survey(asked, settings),
    )


def _tried(steps: Sequence[Step], settings: Settings) -> Survey | None:
    """The survey; None where a source fails, of which the searches speak more clearly."""
    try:
        return survey(steps, settings)
    except (Exception, SystemExit):  # noqa: BLE001 - whatever it is, it is met again
        return None


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
