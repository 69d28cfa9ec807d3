"""Supervised worker processes: a worker that dies or stops answering costs only the task it had in hand.

``multiprocessing`` pools are broken by one killed worker; here each worker has a pipe of its own and is watched.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol

from boundcheck.workers import start_deaf

_GOODBYE_SECONDS = 2.0
_GLANCE_SECONDS = 0.5
_START_SECONDS = 300.0  # a worker that is not ready by then never will be
_MOST_LOSSES = 3  # workers lost at one place without an answer in between, before the place is given up

Make = Callable[[Any], Callable[[Any], Any]]


class Hearer(Protocol):
    """Who hands out tasks and hears what becomes of them."""

    def next_task(self, place: int) -> Any | None:
        """A task for the worker at a place; None if there is none left for it."""
        ...

    def answered(self, task: Any, answer: Any) -> None:
        """A task is done."""
        ...

    def lost(self, task: Any, reason: str) -> None:
        """A task was in hand when its worker died or was stopped, or it raised an error."""
        ...

    def glance(self) -> None:
        """Called at least twice a second."""
        ...


@dataclass(kw_only=True)
class _Worker:
    place: int
    process: Any
    pipe: Connection
    ready: bool = False
    task: Any = None
    busy: bool = False
    since: float = 0.0
    losses: int = 0


@dataclass(frozen=True, kw_only=True)
class Failed:
    """What a worker sends in place of an answer: the error that the task raised."""

    reason: str


_READY = "ready"  # what a worker says first


def supervise(make: Make, spec: Any, hearer: Hearer, *, jobs: int, patience: float) -> None:
    """Have tasks done by ``jobs`` processes until none is left, or no worker; a lost worker is replaced.

    Args:
        make: called once in each worker with ``spec``, returns the function that does a task; both must be picklable.
        spec: what ``make`` needs.
        hearer: hands out the tasks and hears the answers.
        jobs: number of processes.
        patience: seconds after which a worker that does not answer is stopped.
    """
    workers = [_start(make, spec, place) for place in range(jobs)]
    try:
        while workers:
            workers = [worker for worker in workers if worker.busy or not worker.ready or _hand(worker, hearer)]
            wait([end for worker in workers for end in (worker.pipe, worker.process.sentinel)], timeout=_GLANCE_SECONDS)
            workers = [left for worker in workers for left in _hear(worker, hearer, patience, make, spec)]
            hearer.glance()
    finally:
        _stop(workers)


def _start(make: Make, spec: Any, place: int, losses: int = 0) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, make, spec), daemon=True)
    start_deaf(process)
    theirs.close()
    return _Worker(place=place, process=process, pipe=ours, losses=losses, since=time.monotonic())


def _hand(worker: _Worker, hearer: Hearer) -> bool:
    """Give a worker its next task; False, and the worker is let go, if there is none."""
    task = hearer.next_task(worker.place)
    if task is None:
        _stop([worker])
        return False
    worker.task, worker.busy, worker.since = task, True, time.monotonic()
    with suppress(OSError):  # if it is gone, that is seen when it is heard next
        worker.pipe.send(task)
    return True


def _hear(worker: _Worker, hearer: Hearer, patience: float, make: Make, spec: Any) -> Sequence[_Worker]:
    """Take a worker's answer if there is one; a lost worker is replaced."""
    try:
        if worker.pipe.poll():
            answer = worker.pipe.recv()
            if not worker.ready:
                worker.ready = True
                return [worker]
            worker.busy, worker.losses = False, 0
            if isinstance(answer, Failed):
                hearer.lost(worker.task, answer.reason)
            else:
                hearer.answered(worker.task, answer)
            return [worker]
    except (EOFError, OSError):
        return _dismiss(worker, hearer, "its worker died", make, spec)
    if not worker.process.is_alive():
        return _dismiss(worker, hearer, "its worker died", make, spec)
    if time.monotonic() - worker.since > (patience if worker.ready else _START_SECONDS):
        return _dismiss(worker, hearer, f"no answer in {patience:g} s", make, spec)
    return [worker]


def _dismiss(worker: _Worker, hearer: Hearer, reason: str, make: Make, spec: Any) -> Sequence[_Worker]:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()
    if worker.busy:
        hearer.lost(worker.task, reason)
    if worker.losses + 1 >= _MOST_LOSSES:
        return []
    return [_start(make, spec, worker.place, worker.losses + 1)]


def _stop(workers: Sequence[_Worker]) -> None:
    for worker in workers:
        worker.pipe.close()
        worker.process.join(_GOODBYE_SECONDS if not worker.busy else 0)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


def _work(pipe: Connection, make: Make, spec: Any) -> None:
    """Body of a worker: do tasks until the parent hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles the keyboard
    act = make(spec)
    with suppress(EOFError, OSError):  # the parent has hung up, or is gone
        pipe.send(_READY)
        while True:
            task = pipe.recv()
            try:
                answer = act(task)
            except Exception as error:  # noqa: BLE001 - whatever it is, the parent is told and decides
                answer = Failed(reason=f"{type(error).__name__}: {error}")
            pipe.send(answer)
