"""Campaigns: the same result for any number of workers, whatever dies on the way."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from boundcheck.errors import BoundcheckError
from boundcheck.probe import campaign as campaigns
from boundcheck.probe.campaign import Budget, Executor, default_store, read_budget, run
from boundcheck.probe.fold import fold
from boundcheck.probe.pool import supervise
from boundcheck.probe.spec import Spec, header
from boundcheck.probe.store import read
from tests.papers import folder
from tests.probe.misbehaving import misbehave
from tests.probe.small import LEMMA, campaign, text

ROOT = Path(__file__).resolve().parents[2]
TASKS = 15


@pytest.fixture
def whole(small, tmp_path):
    """Report of an uninterrupted campaign."""
    return text(campaign(tmp_path / "whole.jsonl"))


def killed_and_resumed(path, after):
    """Run a campaign in a process that is killed after some seconds, then the rest of it here.

    Every task that the process had announced as done must be in the store.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            campaign(path, progress=lambda _done, _tasks, record: os.write(writing, b"%d\n" % record["task"]))
        finally:
            os._exit(0)
    os.close(writing)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        announced = {int(line) for line in pipe.read().split()}
    kept = {record["task"] for record in read(path).records[1:]} if path.exists() else set()
    assert announced <= kept
    return text(campaign(path, resume=True)), len(kept)


def kills(tmp_path, whole, count, seed):
    """How many tasks were done when the process was killed, over so many kills at random moments."""
    start = time.perf_counter()
    campaign(tmp_path / "timed.jsonl")
    lasts, rng, found = time.perf_counter() - start, random.Random(seed), []
    for kill in range(count):
        report, done = killed_and_resumed(tmp_path / f"{seed}-{kill}.jsonl", rng.uniform(0, 1.2 * lasts))
        assert whole == report
        found.append(done)
    return found


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_campaign_killed_at_random_moments_ends_as_an_uninterrupted_one(tmp_path, whole):
    """Twenty times kill -9; no task that was announced as done is lost."""
    done = kills(tmp_path, whole, 20, seed=1)

    assert 2 < len(set(done))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_campaign_killed_two_hundred_times_ends_as_an_uninterrupted_one(tmp_path, whole):
    kills(tmp_path, whole, 200, seed=2)


def test_a_campaign_torn_at_any_record_ends_as_an_uninterrupted_one(tmp_path, whole):
    raw = (tmp_path / "whole.jsonl").read_bytes()
    rng = random.Random(3)
    for cut in rng.sample(range(1, len(raw)), 8):
        path = tmp_path / f"{cut}.jsonl"
        path.write_bytes(raw[:cut])
        assert whole == text(campaign(path, resume=True))


def test_a_longer_campaign_goes_on_with_a_shorter_one(tmp_path, whole):
    campaign(tmp_path / "a.jsonl", tasks=4)
    heard = []
    outcome = campaign(tmp_path / "a.jsonl", resume=True, progress=lambda *told: heard.append(told[:2]))

    assert whole == text(outcome)
    assert [(done, TASKS) for done in range(5, TASKS + 1)] == heard
    assert (TASKS - 4) * 20 == outcome.new


def test_the_order_of_the_records_does_not_matter(tmp_path, small):
    records = list(campaign(tmp_path / "a.jsonl").records.values())
    expected = fold(records)
    for seed in range(5):
        random.Random(seed).shuffle(records)
        assert expected == fold(records)


def test_other_seeds_give_other_searches(tmp_path, small):
    other = Spec(bound="lemma_3_3", seed=1)

    assert campaign(tmp_path / "a.jsonl").records[3] != campaign(tmp_path / "b.jsonl", spec=other).records[3]


@pytest.mark.slow
def test_one_and_two_workers_find_the_same(tmp_path):
    """Real processes, tasks of full size."""
    one, two = (campaign(tmp_path / f"{jobs}.jsonl", tasks=20, executor=Executor(jobs=jobs)) for jobs in (1, 2))

    assert text(one) == text(two)
    assert {} == two.lost


def test_a_time_budget_does_tasks_from_the_first_on(tmp_path, small):
    outcome = run(LEMMA, Budget(seconds=1), tmp_path / "a.jsonl")

    assert list(range(len(outcome.records))) == list(outcome.records)
    assert outcome.records
    assert text(outcome) == text(campaign(tmp_path / "b.jsonl", tasks=len(outcome.records)))


@pytest.mark.parametrize("wrong", ["", "0", "0s", "-5", "60 s", "1e5", "s", "3d", "9" * 20])
def test_a_budget_is_a_number_or_a_time(wrong):
    with pytest.raises(BoundcheckError, match="--budget: expected a number of points"):
        read_budget(wrong)


def test_budgets_are_read():
    assert [Budget(looks=5), Budget(seconds=5), Budget(seconds=120), Budget(seconds=3600)] == [
        read_budget(said) for said in ("5", "5s", "2m", "1h")
    ]


class Hearer:
    """Hands out a list of tasks and writes down what it hears."""

    def __init__(self, tasks):
        self.tasks, self.found, self.gone, self.glances = list(reversed(tasks)), {}, {}, 0

    def next_task(self, place):
        return self.tasks.pop() if self.tasks else None

    def answered(self, task, answer):
        self.found[task] = answer

    def lost(self, task, reason):
        self.gone[task] = reason

    def glance(self):
        self.glances += 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_worker_that_dies_hangs_or_fails_costs_only_its_task(jobs):
    hearer = Hearer([1, "dies", 2, "exits", 3, "fails", 4, "hangs", 5])

    supervise(misbehave, None, hearer, jobs=jobs, patience=1.0)

    assert {n: n * n for n in range(1, 6)} == hearer.found
    assert {
        "dies": "its worker died",
        "exits": "its worker died",
        "fails": "ValueError: not today",
        "hangs": "no answer in 1 s",
    } == hearer.gone
    assert hearer.glances


def test_a_place_where_every_worker_dies_is_given_up():
    """Three in a row without an answer; the other tasks stay undone, and nobody waits for ever."""
    hearer = Hearer(["dies"] * 10)

    supervise(misbehave, None, hearer, jobs=1, patience=30.0)

    assert 7 == len(hearer.tasks)


def test_a_lost_task_is_tried_once_more_and_then_named(tmp_path, small):
    with campaigns.Store(tmp_path / "a.jsonl", header(LEMMA), resume=False) as store:
        ledger = campaigns.Ledger(store=store, tasks=3, deadline=None, progress=lambda *_: None, records={})
        first = ledger.next_task()
        ledger.lost(first, "its worker died")
        assert {} == ledger.lost_tasks
        assert first == ledger.next_task()
        ledger.lost(first, "its worker died")

    assert {0: "its worker died"} == ledger.lost_tasks
    assert [1, 2, None] == [ledger.next_task() for _ in range(3)]


# A source whose instances kill the first worker that looks at one of them.
DEADLY = """
import multiprocessing
import os
from dataclasses import dataclass, replace

from boundcheck import Claim, Step, real, reals

x = real("x")
good = reals(x=("-1", "1"))


def world(data):
    if multiprocessing.parent_process() is not None and not os.path.exists(MARK):
        open(MARK, "w").close()
        os.kill(os.getpid(), 9)
    return good.world(data)


line = Step(label="lemma.line", cite="(1)", over=(replace(good, world=world),), printed=Claim(x**2, "<=", 1))
"""


def test_a_campaign_survives_the_death_of_a_worker(tmp_path):
    """Its task is done by another, with the same result."""
    place = folder(tmp_path, lemma=DEADLY.replace("MARK", repr(str(tmp_path / "mark"))))
    spec = Spec(bound="lemma.line", effort="quick", paths=(str(place),))
    alone = campaign(tmp_path / "a.jsonl", tasks=4, spec=spec)
    assert not (tmp_path / "mark").exists()
    together = campaign(tmp_path / "b.jsonl", tasks=4, spec=spec, executor=Executor(jobs=2))

    assert (tmp_path / "mark").exists()
    assert text(alone, spec) == text(together, spec)
    assert {} == together.lost


def test_stores_have_a_place_of_their_own_for_each_campaign(tmp_path):
    places = {
        default_store(spec)
        for spec in (
            LEMMA,
            Spec(bound="lemma_3_3", seed=1),
            Spec(bound="lemma_3_3", constant="1/2"),
            Spec(bound="lemma_3_3", factor="1/2"),
            Spec(bound="a.line"),
            Spec(bound="a.line", side="repaired"),
            Spec(bound="a.line", effort="deep"),
        )
    }

    assert 7 == len(places)
    assert {Path(".boundcheck/probe")} == {place.parent for place in places}


@pytest.mark.slow
def test_the_command_killed_with_its_workers_at_work_goes_on(tmp_path):
    """kill -9 of the whole command, four times on one store; then the report is that of an uninterrupted run."""

    def command(store, *more):
        words = ["probe", "lemma_3_3", "--budget", "30000", "--jobs", "2", "--store", str(tmp_path / store), *more]
        return [sys.executable, "-c", "import sys; from boundcheck.cli.main import main; sys.exit(main())", *words]

    subprocess.run(command("whole"), cwd=ROOT, check=True, capture_output=True)
    for kill in range(4):
        process = subprocess.Popen(
            command("killed", *(["--resume"] if kill else [])), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        while process.poll() is None and (
            not (tmp_path / "killed").exists() or len((tmp_path / "killed").read_bytes().splitlines()) < 4 * kill + 3
        ):
            time.sleep(0.05)
        process.kill()
        process.communicate()
    subprocess.run(command("killed", "--resume"), cwd=ROOT, check=True, capture_output=True)
    reports = [
        subprocess.run(command(store, "--report", "--json"), cwd=ROOT, check=True, capture_output=True).stdout
        for store in ("whole", "killed")
    ]

    assert reports[0] == reports[1]
    assert 30 == json.loads(reports[0])["tasks"]["done"]
