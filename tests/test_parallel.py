"""Searches in worker processes: the same findings for any number of them, whatever happens to a worker."""

import multiprocessing
import os
import time
from functools import partial

import pytest

from boundcheck.audit import Settings
from boundcheck.folder import load
from boundcheck.folder_audit import Listener, StepwiseAudit, audit_folder
from boundcheck.parallel import Wanted, default_jobs, questions, run_searches
from boundcheck.report.data import dump, report
from boundcheck.workers import beside
from tests.papers import example, folder

QUICK = Settings(effort="quick")

# A source whose worlds cannot be made outside of the parent: there the process dies, hangs or fails.
DEADLY = """
import multiprocessing
import os
import resource
import time
from dataclasses import dataclass

from boundcheck import Claim, Step, real, reals

x = real("x")
good = reals(x=("-1", "1"))


@dataclass(frozen=True)
class Deadly:
    name: str = "deadly"
    designed: bool = False

    def boundary(self):
        if multiprocessing.parent_process() is not None:
            HERE
        return good.boundary()

    def strategy(self):
        return good.strategy()

    def world(self, data):
        return good.world(data)


first = Step(label="lemma.first", cite="(1)", over=(good,), printed=Claim(x**2, "<=", 1))
second = Step(label="lemma.second", cite="(2)", over=(Deadly(),), printed=Claim(x, "<=", 1))
third = Step(label="lemma.third", cite="(3)", over=(good,), printed=Claim(x**3, "<=", 1))
"""


GREEDY = "resource.setrlimit(resource.RLIMIT_AS, (1 << 30, -1)); _ = [bytearray(1 << 26) for _ in range(64)]"


def searched(found, jobs, **others):
    return run_searches(Wanted(folder=found, asked=questions(found, QUICK), jobs=jobs, **others), QUICK)


def written(found, jobs, only=None):
    audited = audit_folder(found, QUICK, jobs=jobs, only=only)
    return dump(report(found.paper, audited.steps, audited.conclusions, QUICK, {}))


def test_one_and_two_workers_write_the_same_bytes(tmp_path):
    found = load(example(tmp_path))

    assert written(found, 1) == written(found, 2)


@pytest.mark.parametrize(
    "happens",
    ["os.kill(os.getpid(), 9)", "os._exit(0)", "raise RuntimeError('not here')", "time.sleep(600)", GREEDY],
    ids=["killed", "exits", "fails", "hangs", "exhausts its memory"],
)
def test_a_lost_worker_costs_only_its_task(tmp_path, happens):
    """What it had in hand runs in the parent, with the same result."""
    found = load(folder(tmp_path, lemma=DEADLY.replace("HERE", happens)))
    heard = []

    in_workers = searched(found, 2, progress=heard.append, patience=5.0)

    assert searched(found, 1) == in_workers
    assert sorted(in_workers) == sorted(heard) == ["lemma.first.printed", "lemma.second.printed", "lemma.third.printed"]


DEADLY_FIRST = DEADLY.replace("over=(good,), printed=Claim(x**2", "over=(Deadly(),), printed=Claim(x**2")


@pytest.mark.parametrize(
    "happens",
    ["os.kill(os.getpid(), 9)", "os._exit(0)", "raise RuntimeError('not here')", "time.sleep(600)", GREEDY],
    ids=["killed", "exits", "fails", "hangs", "exhausts its memory"],
)
def test_what_a_copy_of_the_process_does_not_answer_is_searched_in_the_parent(tmp_path, happens):
    """Of a few searches without workers the first runs in such a copy, if there is a processor for it."""
    found = load(folder(tmp_path, lemma=DEADLY_FIRST.replace("HERE", happens)))
    quiet = load(folder(tmp_path, lemma=DEADLY_FIRST.replace("HERE", "pass")))
    heard = []

    assert list(searched(quiet, 1).values()) == list(searched(found, 1, progress=heard.append, patience=5.0).values())
    assert sorted(heard) == ["lemma.first.printed", "lemma.second.printed", "lemma.third.printed"]


def test_a_copy_of_the_process_begins_at_once_and_is_gone_when_it_has_answered():
    since = time.monotonic()
    answers = [beside(partial(_slept, 1.0)) for _ in range(2)]

    assert [answer() != os.getpid() for answer in answers] == [hasattr(os, "fork") and default_jobs() > 1] * 2
    assert time.monotonic() - since < (1.9 if default_jobs() > 1 else 5)
    assert [] == multiprocessing.active_children()


def test_what_fails_in_a_copy_fails_in_the_parent():
    with pytest.raises(ZeroDivisionError):
        beside(lambda: 1 // 0)()


def _slept(seconds):
    time.sleep(seconds)
    return os.getpid()


def test_progress_is_told_the_number_of_tasks_and_each_one(tmp_path):
    found, begun, done = load(example(tmp_path)), [], []
    audit_folder(found, QUICK, listener=Listener(begin=begun.append, done=done.append))

    assert [len(done)] == begun
    assert {"lemma_1.mean", "lemma_1.with_square.repaired"} <= set(done)


def test_a_selected_step_is_found_as_in_the_whole_audit(tmp_path):
    """What it uses is audited briefly, which changes nothing for it."""
    found = load(example(tmp_path))
    whole = {one.step.label: one for one in audit_folder(found, QUICK).steps}

    for label, one in whole.items():
        (alone,) = audit_folder(found, QUICK, only=(label,)).steps
        assert one == alone


@pytest.mark.parametrize("backwards", [False, True])
def test_audits_on_demand_do_not_depend_on_the_order(tmp_path, backwards):
    """As pytest-xdist hands out items."""
    found = load(example(tmp_path))
    whole = audit_folder(found, QUICK)
    stepwise = StepwiseAudit(found, QUICK)
    steps = list(reversed(whole.steps)) if backwards else list(whole.steps)

    assert whole.conclusions == stepwise.conclusions()
    assert steps == [stepwise.step(one.step.label) for one in steps]


def test_at_most_four_jobs_by_default():
    assert 1 <= default_jobs() <= 4
