"""Searches of many steps in worker processes: the same findings for any number of them.

A search looks at one claim, its hypotheses and its instances, so it may run anywhere.  Workers load the folder again by
its path and are asked by label.  A worker that dies or stops answering costs only the search it had in hand, which then
runs in the parent.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from boundcheck.audit import Settings, search, search_questions
from boundcheck.checkers.base import Question
from boundcheck.evidence import Finding
from boundcheck.folder import ProofFolder, load
from boundcheck.step import ancestors_first

Progress = Callable[[str], None]
_MOST_JOBS = 4
_PATIENCE_SECONDS = 900.0  # one search; far beyond any that is not stuck
_GOODBYE_SECONDS = 2.0
_GLANCE_SECONDS = 1.0


@dataclass(kw_only=True)
class _Worker:
    process: Any
    pipe: Connection
    reserved: bool = False
    task: str = ""
    since: float = 0.0


def default_jobs() -> int:
    """Processors this machine lets us use, at most 4."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, _MOST_JOBS)


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
    patience: float = _PATIENCE_SECONDS,
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
        _supervise(folder, settings, tasks, reserved, min(jobs, len(asked)), keep, patience)
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


def _supervise(
    folder: ProofFolder,
    settings: Settings,
    tasks: Sequence[str],
    reserved: Sequence[str],
    jobs: int,
    keep: Callable[[str, Finding], None],
    patience: float,
) -> None:
    """Hand out tasks one by one until all are done or no worker is left; what a lost one had in hand stays undone.

    The reserved tasks share designed instances that are slow to make, so one worker takes them all, first.
    """
    common, kept = list(reversed(tasks)), list(reversed(reserved))
    workers = [_start(folder, settings) for _ in range(jobs)]
    workers[0].reserved = True

    def queue(worker: _Worker) -> list[str]:
        return kept if (worker.reserved and kept) or not common else common

    try:
        while workers:
            workers = [worker for worker in workers if worker.task or (queue(worker) and _hand(worker, queue(worker)))]
            wait([end for worker in workers for end in (worker.pipe, worker.process.sentinel)], timeout=_GLANCE_SECONDS)
            workers = [worker for worker in workers if _hear(worker, keep, patience)]
    finally:
        _stop(workers)


def _start(folder: ProofFolder, settings: Settings) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, folder.place, settings), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process=process, pipe=ours)


def _hand(worker: _Worker, waiting: list[str]) -> bool:
    """Give a worker the next task; False (and the task stays) if it is gone."""
    try:
        worker.pipe.send(waiting[-1])
    except OSError:
        return False
    worker.task, worker.since = waiting.pop(), time.monotonic()
    return True


def _hear(worker: _Worker, keep: Callable[[str, Finding], None], patience: float) -> bool:
    """Take a worker's answer if there is one; False if the worker is lost."""
    try:
        if worker.pipe.poll():
            label, finding = worker.pipe.recv()
            worker.task = ""
            if finding is not None:
                keep(label, finding)
            return True
    except (EOFError, OSError):
        return _dismiss(worker)
    lost = not worker.process.is_alive() or time.monotonic() - worker.since > patience
    return _dismiss(worker) if lost else True


def _dismiss(worker: _Worker) -> bool:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()
    return False


def _stop(workers: Sequence[_Worker]) -> None:
    for worker in workers:
        worker.pipe.close()
        worker.process.join(_GOODBYE_SECONDS if not worker.task else 0)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


def _work(pipe: Connection, path: Path, settings: Settings) -> None:
    """Body of a worker: answer labels with findings until the parent hangs up (None where the search fails)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles the keyboard
    asked = questions(load(path), settings)
    while True:
        try:
            label = pipe.recv()
        except EOFError:
            return
        try:
            answer = search(asked[label])
        except Exception:  # noqa: BLE001 - whatever it is, the parent meets it again and reports it
            answer = None
        pipe.send((label, answer))
