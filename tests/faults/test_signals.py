"""Ctrl-C is exit 130 and one line, wherever it comes; a reader that has gone is exit 141 and no word."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from boundcheck.cli import listing
from boundcheck.cli.main import main
from tests.faults.test_command import BOUNDCHECK, group_is_gone, reports, run
from tests.papers import LINE, folder

BUSY = LINE.replace('over=(reals(x=("-1", "1")),)', 'over=(replace(reals(x=("-1", "1")), boundary=slowly),)').replace(
    "line = Step",
    """
from dataclasses import replace
from itertools import count
from pathlib import Path
from time import sleep


def slowly():
    Path("begun").touch()
    for place in count():
        sleep(0.01)
        yield {"kind": "reals", "values": {"x": f"1/{place + 2}"}}


line = Step""",
)
COMMANDS = {
    "audit": ["audit", "--jobs", "1", "--out", "out", "PLACE"],
    "audit with workers": ["audit", "--jobs", "2", "--out", "out", "PLACE"],
    "mutate": ["mutate", "--jobs", "2", "--out", "out", "PLACE"],
    "show": ["show", "lemma.line", "PLACE"],
    "probe": ["probe", "lemma_3_3", "--budget", "60s", "--jobs", "2", "--store", "begun"],
}


@pytest.fixture(autouse=True)
def _keyboard():
    """A job in the background of a shell ignores the keyboard, and so would all that it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def begun(tmp_path, name):
    """The command at work; its workers, if it has any, too."""
    place = str(folder(tmp_path, lemma=BUSY, lemma_2=BUSY.replace("lemma.line", "lemma_2.line")))
    arguments = [place if argument == "PLACE" else argument for argument in COMMANDS[name]]
    process = subprocess.Popen(
        [*BOUNDCHECK, *arguments],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until = time.monotonic() + 60
    while not (tmp_path / "begun").exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    assert (tmp_path / "begun").exists()
    return process


@pytest.mark.parametrize("name", COMMANDS)
def test_the_keyboard_ends_a_command_with_one_line_and_its_workers(tmp_path, monkeypatch, name):
    """As a terminal does it: every process of the group gets the signal."""
    monkeypatch.chdir(tmp_path)
    assert run(folder(tmp_path, lemma=LINE)).returncode == 0
    good = reports(tmp_path / "out")
    process = begun(tmp_path, name)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)

    assert process.returncode == 130
    assert [line for line in said.splitlines() if line and ": " in line and " of " not in line] == [
        "error: interrupted"
    ]
    assert "Traceback" not in said
    assert group_is_gone(process.pid)
    assert good == {name: text for name, text in reports(tmp_path / "out").items() if not name.startswith(".mutation")}


def test_an_interrupt_that_python_drops_comes_again(monkeypatch, capsys):
    """It drops what is raised while an object is thrown away."""

    class Dropping:
        def __del__(self):
            raise KeyboardInterrupt

    def load_all(_):
        Dropping()
        time.sleep(20)

    monkeypatch.setattr(listing, "load_all", load_all)
    since = time.monotonic()

    assert main(["list"]) == 130
    assert time.monotonic() - since < 10
    assert capsys.readouterr().err.strip() == "error: interrupted"


@pytest.mark.parametrize(
    "arguments", [["list", "PLACE"], ["show", "lemma.line", "PLACE"], ["bounds"], ["--help"]], ids=" ".join
)
def test_a_reader_that_has_gone_is_exit_141_without_a_word(tmp_path, arguments):
    place = str(folder(tmp_path, lemma=LINE))
    ours, theirs = os.pipe()
    os.close(ours)
    with os.fdopen(theirs, "w") as gone:
        found = subprocess.run(
            [*BOUNDCHECK, *(place if a == "PLACE" else a for a in arguments)],
            stdout=gone,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            cwd=Path(place).parent,
        )

    assert (found.returncode, found.stderr) == (141, "")
