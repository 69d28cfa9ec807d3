"""Searches of many steps in worker processes: the same findings for any number of them.

A search looks at one claim, its hypotheses and its instances, so it may run anywhere.  Workers load the folder again by
its path and are asked by label.  A worker that dies or stops answering costs only the search it had in hand, which then
runs in the parent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from boundcheck.audit import Settings, search, search_questions
from boundcheck.checkers.base import Question
from boundcheck.evidence import Finding
from boundcheck.folder import ProofFolder, load
from boundcheck.step import ancestors_first
from boundcheck.workers import PATIENCE_SECONDS, Answer, Crew, default_jobs, supervise

__all__ = ["Progress", "default_jobs", "questions", "run_searches"]

Progress = Callable[[str], None]


def questions(folder: ProofFolder, settings: Settings) -> dict[str, Question]:
    """Everything the searches of a folder are asked, by label and side, in the order of the proof."""
    found: dict[str, Question] = {}
    for step in ancestors_first(folder.steps):
        found |= search_questions(step, settings)
    return found


def run_searches(
    folder: ProofFolder,
    asked: Mapping[str, Question],
    settings: Settings,
    *,
    jobs: int,
    progress: Progress | None = None,
    patience: float = PATIENCE_SECONDS,
) -> dict[str, Finding]:
    """Findings of the searches in ``asked`` (some of ``questions``); ``progress`` hears each label when it is done."""
    found: dict[str, Finding] = {}

    def keep(label: str, finding: Finding) -> None:
        found[label] = finding
        if progress is not None:
            progress(label)

    if jobs > 1 and len(asked) > 1:
        reserved = _sharing_designed(asked)
        tasks = [label for label in _in_turns(asked) if label not in reserved]
        crew = Crew(
            prepare=_searcher, place=folder.place, settings=settings, jobs=min(jobs, len(asked)), patience=patience
        )
        supervise(crew, tasks, reserved, keep)
    for label, question in asked.items():
        if label not in found:
            keep(label, search(question))
    return {label: found[label] for label in asked}


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
