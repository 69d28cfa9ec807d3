"""The command line as a whole: it starts at once, and every failure has its exit code and its one line."""

import re
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from boundcheck.cli import listing, probability, recheck, show
from boundcheck.cli.main import COMMANDS, boundcheck, main
from boundcheck.errors import BoundcheckError, MissingToolError, UnsoundCheckerError
from boundcheck.rademacher.errors import InputError, TooLargeError
from tests.papers import LINE, example, folder

ROOT = Path(__file__).resolve().parents[2]
START = "import sys; from boundcheck.cli.main import main; main(['--help']); print(*sorted(sys.modules))"
HEAVY = {"sympy", "numba", "numpy", "scipy", "hypothesis", "flint", "rich", "mpmath", "pytest"}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_help_imports_nothing_heavy_and_comes_at_once():
    """At most 0.3 s; the best of three, since a test machine may be busy."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        found = subprocess.run([sys.executable, "-c", START], cwd=ROOT, capture_output=True, text=True, check=True)
        times.append(time.perf_counter() - start)

    assert set() == HEAVY & set(found.stdout.split())
    assert "Exit codes: 0 as expected" in found.stdout
    assert 0.6 > min(times)


def test_every_command_has_the_words_of_the_table():
    """The table stands in main, so that help need not load the commands."""
    context = click.Context(boundcheck)

    assert sorted(COMMANDS) == boundcheck.list_commands(context)
    for name, (_, words) in COMMANDS.items():
        command = boundcheck.get_command(context, name)
        assert words == command.short_help
        assert name == command.name


def test_an_unknown_command_exits_with_2(capsys):
    assert 2 == main(["prove"])
    assert "No such command 'prove'" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["audit", "--help"], ["--version"]])
def test_help_and_version_exit_with_0(arguments, monkeypatch, capsys):
    monkeypatch.setattr("importlib.metadata.version", lambda _: "1.2.3")

    assert 0 == main(arguments)
    assert "" == capsys.readouterr().err


@pytest.mark.parametrize(
    ("failure", "code", "said"),
    [
        (BoundcheckError("a", expected="b", got="c"), 2, "error: a: expected b, got c\n"),
        (MissingToolError("coqc: expected a program, got none"), 3, "error: coqc: expected a program, got none\n"),
        (MemoryError(), 4, "error: resources: expected enough memory and time, got MemoryError\n"),
        (TimeoutError("60 s"), 4, "error: resources: expected enough memory and time, got 60 s\n"),
        (UnsoundCheckerError("a: both"), 70, "error: internal: a: both\n"),
        (KeyboardInterrupt(), 130, "\nerror: interrupted\n"),
        (BrokenPipeError(), 141, ""),
        (RuntimeError("a slip"), 70, "error: internal: test_main.py line LINE: RuntimeError: a slip\n"),
        (SystemExit(0), 70, "error: internal: the program was left\n"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else None,
)
def test_each_failure_has_its_code_and_one_line(monkeypatch, capsys, failure, code, said):
    def fail(_):
        raise failure

    monkeypatch.setattr(listing, "load_all", fail)

    assert code == main(["list"])
    assert said == re.sub(r"line \d+", "line LINE", capsys.readouterr().err)


def test_labels_are_listed(tmp_path, capsys):
    assert 0 == main(["list", str(example(tmp_path))])
    assert "lemma_1.mean  Lemma 1, display (1)" == capsys.readouterr().out.splitlines()[0]


def test_a_step_is_shown_in_full(tmp_path, capsys):
    assert 0 == main(["show", "lemma_1.with_square", str(example(tmp_path)), "--effort", "quick"])

    shown = capsys.readouterr().out
    for part in (
        "c <= S·mu^2",
        "REFUTED EXACT",
        "mu^2 = 1/4",
        "so left <= right fails",
        "boundcheck show lemma_1.with_square",
    ):
        assert part in shown


def test_an_unknown_label_exits_with_2_and_offers_close_ones(tmp_path, capsys):
    assert 2 == main(["show", "lemma_1.with_sqare", str(example(tmp_path))])

    shown = capsys.readouterr().err
    assert shown.startswith("error: label: expected one such as lemma_1.with_square")
    assert shown.endswith("got 'lemma_1.with_sqare'\n")


def test_show_finds_the_label_in_any_folder(tmp_path):
    places = (folder(tmp_path, lemma=LINE), example(tmp_path))

    assert [1, 1] == [len(show.holders(label, places)) for label in ("lemma.line", "lemma_2.quartic")]


def test_recheck_is_given_the_reports(tmp_path, monkeypatch, capsys):
    """Benchmarks beside the reports are none."""
    given = []
    monkeypatch.setattr(recheck.recheck, "main", lambda files: given.append(files) or 1, raising=False)
    (tmp_path / "reports").mkdir()
    for name in ("b.json", "a.json", "a.md", "benchmarks.json"):
        (tmp_path / "reports" / name).write_text("{}")

    assert 1 == main(["recheck"])
    assert 1 == main(["recheck", "reports/b.json"])
    assert [["reports/a.json", "reports/b.json"], ["reports/b.json"]] == given
    assert 2 == main(["recheck", "nowhere"])
    assert "nowhere: expected a report" in capsys.readouterr().err


def test_recheck_without_reports_exits_with_2(tmp_path, capsys):
    (tmp_path / "reports").mkdir()

    assert 2 == main(["recheck"])
    assert "expected reports (*.json)" in capsys.readouterr().err


class Counting:
    """Stands for the counting package."""

    def __init__(self, failure=None):
        self.failure, self.asked = failure, None

    def probability(self, path, layer, budget, route, progress, seed):
        self.asked = (path, layer, budget, route)
        progress("counting", 0, 2)
        progress("counting", 1, 2)
        if self.failure:
            raise self.failure
        return "result"

    def describe(self, found):
        return [found, "P(failure) = 1/2"]


def test_a_probability_is_printed_in_lines(monkeypatch, capsys):
    counting = Counting()
    monkeypatch.setattr(probability, "counting", counting)

    assert 0 == main(["probability", "a.json", "--layer", "2", "--budget", "1.5", "--route", "transfer"])
    assert ("a.json", 2, 1.5, "transfer") == counting.asked
    shown = capsys.readouterr()
    assert "result\nP(failure) = 1/2\n" == shown.out
    assert "counting\n" == shown.err


@pytest.mark.parametrize(
    ("failure", "code", "said"),
    [
        (InputError("layer", expected="1", got="2"), 2, "error: layer: expected 1, got 2\n"),
        (
            FileNotFoundError(2, "No such file or directory"),
            2,
            "error: a.json: expected an instance file, got No such file or directory\n",
        ),
        (TooLargeError("signs", expected="40", got="50"), 4, "got signs: expected 40, got 50\n"),
    ],
    ids=["input", "file", "size"],
)
def test_a_probability_that_cannot_be_had_has_its_code(monkeypatch, capsys, failure, code, said):
    monkeypatch.setattr(probability, "counting", Counting(failure))

    assert code == main(["probability", "a.json"])
    assert capsys.readouterr().err.endswith(said)


def test_a_missing_counting_package_exits_with_3(monkeypatch, capsys):
    monkeypatch.setattr(probability, "counting", None)

    assert 3 == main(["probability", "a.json"])
    assert "error: probability: expected the counting package" in capsys.readouterr().err


def test_the_package_runs_as_a_module():
    first = [sys.executable, "-m", "boundcheck"]
    found = subprocess.run([*first, "--help"], cwd=ROOT, capture_output=True, text=True, check=False)
    other = subprocess.run([*first, "unheard"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert (found.returncode, other.returncode) == (0, 2)
    assert "Exit codes: 0 as expected" in found.stdout
