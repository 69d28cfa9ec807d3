"""Searches of many steps in worker processes: the same findings for any number of them.

A search looks at one claim, its hypotheses and its instances, so it may run anywhere.  Workers load the folder again by
its path and are asked by label.  A worker that dies or stops answering costs only the search it had in hand, which then
runs in the parent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event

from boundcheck.audit import Settings, search, search_questions
from boundcheck.checkers.base import Question
from boundcheck.evidence import Finding
from boundcheck.folder import ProofFolder, load
from boundcheck.step import ancestors_first
from boundcheck.workers import PATIENCE_SECONDS, Answer, Crew, beside, default_jobs, supervise

__all__ = ["Progress", "Wanted", "default_jobs", "questions", "run_searches", "searching"]

Progress = Callable[[str], None]

_FEW = 6  # searches of a step or three


def _silent(_: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Searches of one folder.

    Attributes:
        folder: where the workers find them.
        asked: some of ``questions(folder)``.
        jobs: worker processes; with 1 they run in this process.
        progress: hears each label when it is done.
        patience: seconds after which a search that does not end counts as lost.
    """

    folder: ProofFolder
    asked: Mapping[str, Question]
    jobs: int
    progress: Progress = _silent
    patience: float = PATIENCE_SECONDS


def questions(folder: ProofFolder, settings: Settings) -> dict[str, Question]:
    """Everything the searches of a folder are asked, by label and side, in the order of the proof."""
    found: dict[str, Question] = {}
    for step in ancestors_first(folder.steps):
        found |= search_questions(step, settings)
    return found


def run_searches(wanted: Wanted, settings: Settings) -> dict[str, Finding]:
    """Findings of the searches that are asked for, in their order."""
    with searching([wanted], settings) as answers:
        return dict(next(answers))


class _Answers(Mapping[str, Finding]):
    """Findings, some of which are still being made: those are waited for when they are asked for."""

    def __init__(self, made: dict[str, Callable[[], Finding]]) -> None:
        self._made, self._known = made, dict[str, Finding]()

    def __getitem__(self, label: str) -> Finding:
        if label not in self._known:
            self._known[label] = self._made[label]()
        return self._known[label]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


@contextmanager
def searching(wanted: Sequence[Wanted], settings: Settings) -> Iterator[Iterator[Mapping[str, Finding]]]:
    """Findings folder by folder; while the caller works on one, workers go on with the searches of the next."""
    given_up = Event()
    with ThreadPoolExecutor(max_workers=1) as behind:  # it only hands out and hears: nothing is computed there
        coming = [behind.submit(_in_workers, one, settings, given_up.is_set) for one in wanted]
        try:
            yield (_completed(one, answer.result()) for one, answer in zip(wanted, coming, strict=True))
        finally:
            given_up.set()
            behind.shutdown(cancel_futures=True)


def _in_workers(wanted: Wanted, settings: Settings, given_up: Callable[[], bool]) -> dict[str, Finding]:
    """What the workers found; without the searches of a worker that was lost."""
    found: dict[str, Finding] = {}

    def keep(label: str, finding: Finding) -> None:
        found[label] = finding
        wanted.progress(label)

    asked, jobs = wanted.asked, min(wanted.jobs, len(wanted.asked))
    if jobs > 1 and not given_up():
        reserved = _sharing_designed(asked)
        tasks = [label for label in _in_turns(asked) if label not in reserved]
        crew = Crew(
            prepare=_searcher, place=wanted.folder.place, settings=settings, jobs=jobs, patience=wanted.patience
        )
        supervise(crew, tasks, reserved, keep, given_up)
    return found


def _completed(wanted: Wanted, found: dict[str, Finding]) -> Mapping[str, Finding]:
    """All findings; what no worker answered is searched here, of a few without workers the first beside the others."""
    missing = [label for label in wanted.asked if label not in found]
    made: dict[str, Callable[[], Finding]] = {label: partial(found.__getitem__, label) for label in found}
    if wanted.jobs == 1 and 0 < len(missing) <= _FEW:
        first, *missing = missing
        made[first] = _heard(wanted, first, beside(partial(search, wanted.asked[first]), wanted.patience))
    for label in missing:
        finding = _heard(wanted, label, partial(search, wanted.asked[label]))()
        made[label] = partial(_same, finding)
    return _Answers({label: made[label] for label in wanted.asked})


def _heard(wanted: Wanted, label: str, answer: Callable[[], Finding]) -> Callable[[], Finding]:
    """The answer, of which the listener hears."""

    def hear() -> Finding:
        finding = answer()
        wanted.progress(label)
        return finding

    return hear


def _same(finding: Finding) -> Finding:
    return finding


def _sharing_designed(asked: Mapping[str, Question]) -> list[str]:
    """Labels over the designed source that most searches share: its instances are slow to make."""
    over = [
        (str(getattr(source, "name", "")), label)
        for label, q in asked.items()
        for source in q.over
        if getattr(source, "designed", False)
    ]
    names = [name for name, _ in over]
    most = max(names, key=names.count, default="")
    return [label for name, label in over if name == most]


def _in_turns(asked: Mapping[str, Question]) -> list[str]:
    """Labels, those that share instances next to each other: a worker keeps the instances it has made."""
    names = {label: ";".join(str(getattr(source, "name", "")) for source in q.over) for label, q in asked.items()}
    first_seen = {name: place for place, name in reversed(list(enumerate(names.values())))}
    return sorted(asked, key=lambda label: first_seen[names[label]])


def _searcher(place: Path, settings: Settings) -> Answer:
    """A worker's own copy of the folder's questions, and the search that answers them by label."""
    return partial(_search_for, questions(load(place), settings))


def _search_for(asked: Mapping[str, Question], label: str) -> Finding:
    return search(asked[label])
