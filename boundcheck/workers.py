"""Worker processes that are supervised: each is handed names one by one, and may die, hang or fail without harm.

A worker prepares itself once (``prepare(place, settings)`` gives the function that answers a name) and then answers
until the parent hangs up.  What a lost worker had in hand stays unanswered; the caller decides what to do about it.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, TypeVar

Answer = Callable[[str], Any]
Answered = TypeVar("Answered")
Prepare = Callable[[Path, Any], Answer]

_MOST_JOBS = 4
PATIENCE_SECONDS = 900.0  # one task; far beyond any that is not stuck
_GOODBYE_SECONDS = 2.0
_GLANCE_SECONDS = 1.0
_SELDOM = 200_000  # new objects between two collections, in a process that soon ends


@dataclass(frozen=True, kw_only=True)
class Crew:
    """Who works on what: how a worker prepares itself, for which folder, how many there are, how long one may take."""

    prepare: Prepare
    place: Path
    settings: Any
    jobs: int
    patience: float = PATIENCE_SECONDS


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


def supervise(
    crew: Crew,
    tasks: Sequence[str],
    reserved: Sequence[str],
    keep: Callable[[str, Any], None],
    given_up: Callable[[], bool] = bool,
) -> None:
    """Hand out tasks one by one until all are done or no worker is left; ``keep`` hears each name with its answer.

    The reserved tasks share what is slow to make, so one worker takes them all, first.  ``given_up`` is asked now and
    then; once it says so, the workers are stopped.
    """
    common, kept = list(reversed(tasks)), list(reversed(reserved))
    workers = [_start(crew) for _ in range(crew.jobs)]
    workers[0].reserved = True

    def queue(worker: _Worker) -> list[str]:
        return kept if (worker.reserved and kept) or not common else common

    try:
        while workers and not given_up():
            workers = [worker for worker in workers if worker.task or (queue(worker) and _hand(worker, queue(worker)))]
            wait([end for worker in workers for end in (worker.pipe, worker.process.sentinel)], timeout=_GLANCE_SECONDS)
            workers = [worker for worker in workers if _hear(worker, keep, crew.patience)]
    finally:
        _stop(workers)


def _start(crew: Crew) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, crew), daemon=True)
    start_deaf(process)
    theirs.close()
    return _Worker(process=process, pipe=ours)


def start_deaf(process: Any) -> None:
    """Start a process that the keyboard does not reach, not even while it imports: its parent handles the keyboard."""
    if not hasattr(signal, "pthread_sigmask"):
        process.start()
        return
    resource_tracker.ensure_running()  # else the first start would do it, which lets the signal through again
    with _not_interrupted():
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _not_interrupted() -> Iterator[None]:
    """Ctrl-C comes at the end: another thread may take the signal blocked here, and a child half told complains."""
    if threading.current_thread() is not threading.main_thread():
        yield  # Python interrupts the main thread alone
        return
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came:
        raise KeyboardInterrupt


def beside(act: Callable[[], Answered], patience: float = PATIENCE_SECONDS) -> Callable[[], Answered]:
    """Run something in a copy of this process, which begins at once; the function returned waits for what it gives.

    Where there can be no copy, or it is lost, fails or does not end in time, ``act`` runs here when its answer is asked
    for.
    """
    if not hasattr(os, "fork") or default_jobs() < 2:
        return act
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_tell, args=(theirs, act), daemon=True)
    with _not_interrupted(), warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of locks that other threads hold: the copy takes none
        process.start()
    theirs.close()

    def answer() -> Answered:
        found: tuple[Answered, ...] = ()
        with suppress(EOFError, OSError, ValueError):
            found = ours.recv() if ours.poll(patience) else ()
        ours.close()
        process.kill()
        process.join()
        return found[0] if found else act()

    return answer


def _tell(pipe: Connection, act: Callable[[], Any]) -> None:
    """Body of a copy: one answer, and none where there is a failure, which then happens in the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles the keyboard
    gc.set_threshold(_SELDOM)
    with suppress(Exception):
        pipe.send((act(),))


def _hand(worker: _Worker, waiting: list[str]) -> bool:
    """Give a worker the next task; False (and the task stays) if it is gone."""
    try:
        worker.pipe.send(waiting[-1])
    except OSError:
        return False
    worker.task, worker.since = waiting.pop(), time.monotonic()
    return True


def _hear(worker: _Worker, keep: Callable[[str, Any], None], patience: float) -> bool:
    """Take a worker's answer if there is one; False if the worker is lost."""
    try:
        if worker.pipe.poll():
            name, answer = worker.pipe.recv()
            worker.task = ""
            if answer is not None:
                keep(name, answer)
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


def _work(pipe: Connection, crew: Crew) -> None:
    """Body of a worker: answer names until the parent hangs up (None where the task fails)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles the keyboard
    try:
        answer = crew.prepare(crew.place, crew.settings)
    except Exception:  # noqa: BLE001 - the parent loads the same and reports it
        return
    gc.freeze()  # what is loaded stays, and need not be walked through again
    with suppress(EOFError, OSError):  # the parent has hung up, or is gone
        while True:
            name = pipe.recv()
            try:
                found = answer(name)
            except Exception:  # noqa: BLE001 - whatever it is, the parent meets it again and reports it
                found = None
            pipe.send((name, found))
