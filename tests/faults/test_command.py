"""The command line under kill -9, a full disk, a full terminal and a memory limit: a clean error or the same report."""

import os
import random
import re
import resource
import signal
import subprocess
import sys
import time

import pytest

from boundcheck.cli.main import main
from tests.papers import LINE, folder

BOUNDCHECK = (sys.executable, "-c", "from boundcheck.cli.main import main; raise SystemExit(main())")
KILLS = 10
MANY_KILLS = int(os.environ.get("BOUNDCHECK_FAULTS", "200"))
ENDED_SECONDS = 60.0


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return folder(tmp_path, lemma=LINE, lemma_2=LINE.replace("lemma.line", "lemma_2.line"))


def command(place, *others):
    return [*BOUNDCHECK, "audit", "--effort", "quick", "--out", "out", *others, str(place)]


def run(place, *others, **settings):
    return subprocess.run(command(place, *others), capture_output=True, text=True, check=False, **settings)


def reports(where):
    """Texts of the reports, digests aside: that of the code changes while somebody edits it."""
    files = [file for file in where.iterdir() if file.suffix != ".tmp"]
    return {file.name: re.sub("[0-9a-f]{64}", "", file.read_text(encoding="utf-8")) for file in files}


def group_is_gone(group):
    """No process of the group is left (what was killed and not yet waited for does not count)."""
    until = time.monotonic() + ENDED_SECONDS
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def killed_at(place, moment, jobs):
    """Start an audit, kill its parent after a moment; its workers must end by themselves."""
    process = subprocess.Popen(
        command(place, "--jobs", str(jobs)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout=moment)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
    return group_is_gone(process.pid)


def kill_many(place, tmp_path, times):
    begun = time.monotonic()
    assert run(place, "--jobs", "2").returncode == 0
    longest, good = time.monotonic() - begun, reports(tmp_path / "out")
    draw = random.Random(0)
    for turn in range(times):
        assert killed_at(place, draw.uniform(0, longest), 1 + turn % 2)
        assert good == reports(tmp_path / "out")
    assert run(place, "--jobs", "1").returncode == 0
    assert good == reports(tmp_path / "out")
    assert [] == list((tmp_path / "out").glob(".*.tmp"))


def test_a_killed_audit_leaves_the_reports_as_they_were(place, tmp_path):
    kill_many(place, tmp_path, KILLS)


@pytest.mark.slow
def test_an_audit_killed_many_times_leaves_the_reports_as_they_were(place, tmp_path):
    """200 times, or as often as BOUNDCHECK_FAULTS says."""
    kill_many(place, tmp_path, MANY_KILLS)


def test_a_disk_that_fills_up_is_a_clean_error(place, tmp_path):
    """No file may grow beyond 1000 bytes: the write is short, and the old reports stay."""
    assert run(place, "--jobs", "1").returncode == 0
    good = reports(tmp_path / "out")
    found = run(place, "--jobs", "1", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)))

    assert 2 == found.returncode
    assert "Traceback" not in found.stderr
    assert "got File too large" in found.stderr
    assert good == reports(tmp_path / "out")
    assert [] == list((tmp_path / "out").glob(".*.tmp"))


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_a_terminal_that_takes_nothing_is_a_clean_error(place):
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123
        found = subprocess.run(
            [*BOUNDCHECK, "list", str(place)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert 4 == found.returncode
    assert "Traceback" not in found.stderr


def test_memory_that_runs_out_in_the_parent_too_is_a_resource_error(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    greedy = LINE.replace(
        'over=(reals(x=("-1", "1")),)',
        'over=(replace(reals(x=("-1", "1")), boundary=lambda: [bytearray(1 << 60)]),)',
    ).replace("from boundcheck", "from dataclasses import replace\n\nfrom boundcheck", 1)

    assert 4 == main(["audit", "--effort", "quick", "--jobs", "1", "--out", "out", str(folder(tmp_path, lemma=greedy))])
    assert "error: resources: " in capsys.readouterr().err
    assert not list((tmp_path / "out").glob("*.json"))
