"""The mutation run of a folder: its cases in worker processes, what is done kept in a file so that it can go on.

Each case is answered by a worker that has loaded the folder; the answers do not depend on the number of workers.  With
a place to save, a run that was killed takes up what was finished, if the claims, the proofs and the code are the same.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from boundcheck import fingerprint
from boundcheck.audit import Settings, StepAudit
from boundcheck.canonical import digest
from boundcheck.errors import BoundcheckError
from boundcheck.folder import ProofFolder, load
from boundcheck.folder_audit import Listener
from boundcheck.mutation.cases import Case, cases_of
from boundcheck.mutation.proofs import audited_without_search
from boundcheck.mutation.trial import try_case
from boundcheck.workers import Answer, Crew, supervise

Row = dict[str, Any]  # a trial as plain JSON


def run_mutation(
    folder: ProofFolder,
    settings: Settings,
    *,
    jobs: int = 1,
    only: Collection[str] | None = None,
    listener: Listener | None = None,
    saved: Path | None = None,
) -> dict[str, list[Row]]:
    """Trials of all mutants, by case, for the steps whose labels are in ``only`` (None: all)."""
    every = cases_of(folder.steps)
    cases = {label: case for label, case in every.items() if only is None or case.step.label in only}
    keys = {label: _key(folder, case, settings) for label, case in cases.items()}
    done = {label: rows for label, (key, rows) in _read(saved).items() if keys.get(label) == key}
    if listener is not None:
        listener.begin(len(cases))

    def keep(label: str, rows: list[Row]) -> None:
        done[label] = rows
        _append(saved, label, keys[label], rows)
        if listener is not None:
            listener.done(label)

    _answer(folder, settings, cases, done, jobs, keep)
    return {label: done[label] for label in cases}


def _answer(
    folder: ProofFolder,
    settings: Settings,
    cases: Mapping[str, Case],
    done: Mapping[str, list[Row]],
    jobs: int,
    keep: Callable[[str, list[Row]], None],
) -> None:
    open_ones = [label for label in _in_turns(cases) if label not in done]
    if jobs > 1 and len(open_ones) > 1:
        crew = Crew(prepare=prepare, place=folder.place, settings=settings, jobs=min(jobs, len(open_ones)))
        supervise(crew, open_ones, (), keep)
    left = [label for label in open_ones if label not in done]
    if left:
        answer = prepare(folder.place, settings)
        for label in left:
            keep(label, answer(label))


def prepare(place: Path, settings: Settings) -> Answer:
    """A worker's own copy of the folder: its cases, and what the proofs alone make of the steps."""
    steps = load(place).steps
    return partial(_rows, cases_of(steps), audited_without_search(steps), settings)


def _rows(cases: Mapping[str, Case], done: Mapping[str, StepAudit], settings: Settings, label: str) -> list[Row]:
    """Trials as JSON would give them back: the same whether they come from a worker, a file or here."""
    return [json.loads(json.dumps(asdict(trial))) for trial in try_case(cases[label], done, settings)]


def _in_turns(cases: Mapping[str, Case]) -> list[str]:
    """Cases that share instances next to each other: a worker keeps the instances it has made."""
    names = {label: ";".join(str(source.name) for source in case.step.over) for label, case in cases.items()}
    return sorted(cases, key=lambda label: names[label])


def _key(folder: ProofFolder, case: Case, settings: Settings) -> str:
    parts = (case.label, case.claim.digest, [h.node for h in case.hypotheses], asdict(settings))
    return digest((*parts, fingerprint.engine(), fingerprint.folder(folder.path)))


def _read(saved: Path | None) -> dict[str, tuple[str, list[Row]]]:
    if saved is None or not saved.is_file():
        return {}
    found: dict[str, tuple[str, list[Row]]] = {}
    for line in saved.read_text(encoding="utf-8").splitlines():
        try:
            one = json.loads(line)
            found[one["label"]] = (one["key"], one["rows"])
        except (ValueError, KeyError, TypeError):
            continue  # the line that was being written when the run was killed
    return found


def _append(saved: Path | None, label: str, key: str, rows: list[Row]) -> None:
    if saved is None:
        return
    try:
        saved.parent.mkdir(parents=True, exist_ok=True)
        with saved.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"label": label, "key": key, "rows": rows}) + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        expected = "a file that can be appended to"
        raise BoundcheckError(str(saved), expected=expected, got=error.strerror or str(error)) from error
