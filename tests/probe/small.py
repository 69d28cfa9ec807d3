"""Small campaigns for tests: real searches with few points per task, and workers that misbehave on purpose."""

import os
import signal
import time
from functools import partial
from pathlib import Path

from boundcheck.probe import spec as specs
from boundcheck.probe.campaign import Budget, run
from boundcheck.probe.findings import findings
from boundcheck.probe.layers import LayerTarget
from boundcheck.probe.spec import Spec, header
from boundcheck.report.data import dump

LEMMA = Spec(bound="lemma_3_3")


def shrink(monkeypatch, size=20):
    """Let tasks over single layers look at few points."""
    monkeypatch.setattr(specs, "LayerTarget", partial(LayerTarget, size=size))
    specs.target_of.cache_clear()


def campaign(path, tasks=15, spec=LEMMA, **others):
    """Run a campaign of so many tasks."""
    return run(spec, Budget(looks=tasks * specs.target_of(spec).size), path, **others)


def text(outcome, spec=LEMMA):
    """The report of a campaign, as it would be written."""
    return dump(findings(spec, header(spec), outcome.records, outcome.lost))


def misbehave(folder):
    """Function for ``supervise``: the square of a task, but some tasks are the end of their worker, or only once."""
    return partial(_square, Path(folder))


def _square(folder, task):
    once = folder / str(task)
    if task == "dies always" or (task == "dies once" and not once.exists()):
        once.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "exits":
        os._exit(0)
    if task == "hangs":
        time.sleep(600)
    if task == "fails":
        message = "not today"
        raise ValueError(message)
    return task if isinstance(task, str) else task * task
