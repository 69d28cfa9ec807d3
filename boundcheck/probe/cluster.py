"""Tasks of a campaign on a dask cluster; the one module that needs the extra ``cluster``.

Tasks are handed out a few at a time, so a time budget can end them; a task whose worker is lost is done again by the
scheduler, and the ledger hears of it only if it is lost for good.
"""

from __future__ import annotations

import time
from typing import Any

from distributed import Client, Future
from distributed.client import wait as wait_for

from boundcheck.errors import BoundcheckError
from boundcheck.probe.spec import Spec, engine, worker

_AHEAD = 2  # tasks in hand per thread of the cluster
_GLANCE_SECONDS = 0.5
_CONNECT_SECONDS = 10
_FETCH_SECONDS = 60


def do_task(spec: Spec, task: int, wanted: str) -> Any:
    """Body of a task; the search is made once per process and spec.

    Raises:
        BoundcheckError: the engine here is not the one that the campaign is stored under.
    """
    if engine() != wanted:
        raise BoundcheckError("engine of a cluster's worker", expected=wanted, got=engine())
    return worker(spec)(task)


def run(spec: Spec, ledger: Any, scheduler: str | None, patience: float) -> None:
    """Have the tasks of a ledger done by the cluster at ``scheduler``.

    Raises:
        BoundcheckError: there is no address, or nothing answers there.
    """
    if scheduler is None:
        raise BoundcheckError(
            "--scheduler", expected="the address of a dask scheduler, such as tcp://host:8786", got="none"
        )
    try:
        client = Client(scheduler, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise BoundcheckError("--scheduler", expected="a dask scheduler that answers", got=scheduler) from error
    with client, client.as_current():
        _run(client, spec, ledger, patience)


def _run(client: Client, spec: Spec, ledger: Any, patience: float) -> None:
    in_hand: dict[Future[Any], tuple[int, float]] = {}
    while True:
        wanted = _AHEAD * max(1, sum(client.nthreads().values()))
        while len(in_hand) < wanted and (task := ledger.next_task()) is not None:
            in_hand[client.submit(do_task, spec, task, engine(), pure=False)] = (task, time.monotonic())
        if not in_hand:
            return
        _await_any(list(in_hand))
        for future in list(in_hand):
            _hear(future, in_hand, ledger, patience)
        ledger.glance()


def _await_any(futures: list[Future[Any]]) -> None:
    try:
        wait_for(futures, timeout=_GLANCE_SECONDS, return_when="FIRST_COMPLETED")
    except TimeoutError:
        return


def _hear(future: Future[Any], in_hand: dict[Future[Any], tuple[int, float]], ledger: Any, patience: float) -> None:
    """Take an answer, if there is one; data lost with their worker ("lost") are computed again by the scheduler."""
    task, since = in_hand[future]
    if future.status == "finished":
        _take(future, task, ledger)
    elif future.status in ("error", "cancelled"):
        ledger.lost(task, f"{future.status}: {future.exception() if future.status == 'error' else 'by the scheduler'}")
    elif time.monotonic() - since > patience:
        future.cancel(force=True)
        ledger.lost(task, f"no answer in {patience:g} s")
    else:
        return
    del in_hand[future]


def _take(future: Future[Any], task: int, ledger: Any) -> None:
    """Fetch an answer, which may be lost with its worker on the way."""
    try:
        answer = future.result(timeout=_FETCH_SECONDS)
    except Exception as error:  # noqa: BLE001 - whatever the cluster says, the task is not done
        ledger.lost(task, f"{type(error).__name__}: {error}")
    else:
        ledger.answered(task, answer)
