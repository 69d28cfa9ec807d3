"""Campaigns on a real dask cluster; skipped, with the reason, where the extra ``cluster`` is not installed."""

import logging
import os
import signal

import pytest

from boundcheck.errors import BoundcheckError
from boundcheck.probe.campaign import Executor
from boundcheck.probe.spec import Spec, engine
from tests.papers import LINE, folder
from tests.probe.small import LEMMA, campaign, text

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
# the scheduler warns of the worker that is killed, and closes its sockets later than pytest looks for them
pytestmark = [pytest.mark.cluster, pytest.mark.filterwarnings("ignore")]


@pytest.fixture
def cluster():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=logging.CRITICAL
    ) as found:
        yield found


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_finds_what_one_process_finds(tmp_path, cluster):
    """kill -9 of a worker process in the middle; the scheduler has its tasks done again."""
    spec = Spec(bound="lemma.line", effort="quick", paths=(str(folder(tmp_path, lemma=LINE)),))
    killed = []

    def kill(done, _wanted, _record):
        if done == 3:
            victim = next(iter(cluster.workers.values())).pid
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)

    executor = Executor(kind="dask", scheduler=cluster.scheduler_address)
    there = campaign(tmp_path / "a.jsonl", 40, spec, executor=executor, progress=kill)
    here = campaign(tmp_path / "b.jsonl", 40, spec)

    assert ({}, 1) == (there.lost, len(killed))
    assert text(here, spec) == text(there, spec)


def test_a_worker_with_another_engine_does_no_task():
    module = pytest.importorskip("boundcheck.probe.cluster")

    assert 0 == module.do_task(LEMMA, 0, engine())["task"]
    with pytest.raises(BoundcheckError, match=r"engine of a cluster's worker: expected 0\.0, got"):
        module.do_task(LEMMA, 0, "0.0")


@pytest.mark.parametrize("address", [None, "tcp://127.0.0.1:9", "nowhere"])
def test_an_address_where_nothing_answers_is_refused(tmp_path, monkeypatch, address):
    module = pytest.importorskip("boundcheck.probe.cluster")
    monkeypatch.setattr(module, "_CONNECT_SECONDS", 1)

    with pytest.raises(BoundcheckError, match="--scheduler: expected"):
        campaign(tmp_path / "a.jsonl", 2, LEMMA, executor=Executor(kind="dask", scheduler=address))
