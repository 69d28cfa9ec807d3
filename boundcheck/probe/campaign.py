"""A campaign: tasks 0, 1, 2 ... of a spec until the budget is spent, each record stored before it counts.

What a task finds depends on the spec and its index alone, and folding does not depend on the order, so the same tasks
give the same result for any number of workers, on any executor, and however often the campaign was interrupted.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import ModuleType

from boundcheck.errors import BoundcheckError, MissingToolError
from boundcheck.probe.pool import supervise
from boundcheck.probe.spec import Spec, header, target_of, worker
from boundcheck.probe.store import Store
from boundcheck.probe.task import Record

PATIENCE_SECONDS = 300.0
_TRIES = 2
_BUDGET = re.compile(r"([0-9]{1,12})(s|m|h)?")
_UNITS = {"s": 1, "m": 60, "h": 3600}

Progress = Callable[[int, int | None, Record], None]


@dataclass(frozen=True, kw_only=True)
class Budget:
    """How much to do: points to look at in all (``looks``), or seconds from now on (``seconds``)."""

    looks: int | None = None
    seconds: int | None = None


def read_budget(text: str) -> Budget:
    """A number of points, or a time.

    >>> read_budget("200000"), read_budget("2m")
    (Budget(looks=200000, seconds=None), Budget(looks=None, seconds=120))

    Raises:
        BoundcheckError: it is neither.
    """
    found = _BUDGET.fullmatch(text)
    if found is None or not int(found[1]):
        raise BoundcheckError(
            "--budget", expected="a number of points such as 200000, or a time such as 60s", got=repr(text)
        )
    return Budget(seconds=int(found[1]) * _UNITS[found[2]]) if found[2] else Budget(looks=int(found[1]))


@dataclass(frozen=True, kw_only=True)
class Executor:
    """Who does the tasks.

    Attributes:
        kind: "processes" or "dask".
        jobs: worker processes; with 1 the tasks run in this process.
        scheduler: address of the dask scheduler.
        patience: seconds after which a worker that does not answer is stopped.
    """

    kind: str = "processes"
    jobs: int = 1
    scheduler: str | None = None
    patience: float = PATIENCE_SECONDS


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a run of a campaign has done.

    Attributes:
        records: those of all tasks done, in earlier runs too, by task.
        lost: tasks that killed or outlasted their worker twice, or raised an error, with the reason.
        torn: bytes of an unfinished record that were dropped when the store was opened.
        new: points looked at in this run.
    """

    records: Mapping[int, Record]
    lost: Mapping[int, str]
    torn: int
    new: int = 0


@dataclass(kw_only=True)
class Ledger:
    """Which tasks are to do, in hand, done and lost; each record is stored before it counts."""

    store: Store
    tasks: int | None
    deadline: float | None
    progress: Progress
    records: dict[int, Record]
    lost_tasks: dict[int, str] = field(default_factory=dict)
    again: list[int] = field(default_factory=list)
    tries: dict[int, int] = field(default_factory=dict)
    upcoming: int = 0
    new: int = 0

    def next_task(self, place: int = 0) -> int | None:
        """The next task that is not done; None when the budget is spent."""
        if self.deadline is not None and time.monotonic() >= self.deadline:
            return None
        if self.again:
            return self.again.pop()
        while self.upcoming in self.records:
            self.upcoming += 1
        if self.tasks is not None and self.upcoming >= self.tasks:
            return None
        self.upcoming += 1
        return self.upcoming - 1

    def answered(self, task: int, answer: Record) -> None:
        """Store a record, then count it."""
        if task not in self.records:
            self.store.append(answer)
            self.records[task] = answer
            self.new += answer["looks"]
            self.progress(len(self.records), self.tasks, answer)

    def lost(self, task: int, reason: str) -> None:
        """Try a lost task once more; then name it."""
        self.tries[task] = self.tries.get(task, 0) + 1
        if self.tries[task] < _TRIES:
            self.again.append(task)
        else:
            self.lost_tasks[task] = reason

    def glance(self) -> None:
        """Keep the store's promise while nothing happens."""
        self.store.tick()


def run(
    spec: Spec,
    budget: Budget,
    path: Path,
    *,
    resume: bool = False,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Run a campaign, or the rest of it.

    Args:
        spec: the campaign.
        budget: how much to do; points count those of earlier runs, seconds do not.
        path: its store.
        resume: go on with the tasks of an existing store.
        executor: who does the tasks; without one they run in this process.
        progress: told the number of tasks done, the number wanted (None for a time) and each record.

    Raises:
        BoundcheckError: the spec or the store is refused.
        MissingToolError: dask is asked for and not installed.
    """
    executor = executor or Executor()
    cluster = _cluster() if executor.kind == "dask" else None
    target = target_of(spec)
    wanted = [] if budget.looks is None else [-(-budget.looks // target.size)]
    wanted += [] if target.tasks is None else [target.tasks]
    with Store(path, header(spec), resume=resume) as store:
        ledger = Ledger(
            store=store,
            tasks=min(wanted, default=None),
            deadline=None if budget.seconds is None else time.monotonic() + budget.seconds,
            progress=progress or _silent,
            records={record["task"]: record for record in store.records},
        )
        if cluster is not None:
            cluster.run(spec, ledger, executor.scheduler, executor.patience)
        elif executor.jobs > 1:
            supervise(worker, spec, ledger, jobs=executor.jobs, patience=executor.patience)
        else:
            _here(spec, ledger)
        lost = dict(sorted(ledger.lost_tasks.items()))
        return Outcome(records=ledger.records, lost=lost, torn=store.torn, new=ledger.new)


def _here(spec: Spec, ledger: Ledger) -> None:
    act = worker(spec)
    while (task := ledger.next_task()) is not None:
        ledger.answered(task, act(task))


def _cluster() -> ModuleType:
    try:
        return import_module("boundcheck.probe.cluster")
    except ImportError as error:
        missing = "--executor dask: expected dask and distributed (pip install 'boundcheck[cluster]')"
        raise MissingToolError(f"{missing}, got none: {error}") from error


def _silent(_done: int, _tasks: int | None, _record: Record) -> None:
    """Say nothing."""


def default_store(spec: Spec) -> Path:
    """Where a campaign is stored unless said otherwise: ``.boundcheck/probe/BOUND-SEED.jsonl`` here.

    >>> default_store(Spec(bound="lemma_3_3", constant="9/2")).as_posix()
    '.boundcheck/probe/lemma_3_3-constant_9_2-seed_0.jsonl'
    """
    marks = [spec.bound]
    marks += [] if spec.side == "printed" else [spec.side]
    marks += [
        f"{key}_{value}"
        for key, value, usual in (("factor", spec.factor, "2"), ("constant", spec.constant, "8"))
        if value != usual
    ]
    marks += [] if spec.effort == "normal" else [spec.effort]
    name = "-".join([*marks, f"seed_{spec.seed}"]).replace("/", "_")
    return Path(".boundcheck") / "probe" / f"{name}.jsonl"
