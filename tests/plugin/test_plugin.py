"""The pytest plugin: items, failures in words, the same under pytest-xdist, and nothing imported for nothing."""

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import boundcheck.folder_audit  # noqa: F401 - loaded before the suites below run in this process
from tests.papers import LINE, WRONG, example, folder

pytest_plugins = ("pytester",)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def suite(pytester, monkeypatch):
    """Run pytest on proof folders below ``proofs/``."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    (pytester.path / "proofs").mkdir()
    installed = any(entry.name == "boundcheck" for entry in entry_points(group="pytest11"))
    loaded = () if installed else ("-p", "boundcheck.plugin")

    def run(*arguments):
        if "-n" in arguments:
            return pytester.runpytest_subprocess(*loaded, "-p", "no:cacheprovider", *arguments, timeout=120)
        return pytester.runpytest_inprocess(*loaded, "-p", "no:cacheprovider", "-p", "no:xdist", *arguments)

    run.proofs = pytester.path / "proofs"
    return run


NAMES = [
    "lemma_1.mean[[]printed[]]",
    "lemma_1.with_square[[]printed[]]",
    "lemma_1.with_square[[]repaired[]]",
    "lemma_2.from_lemma_1[[]printed[]]",
    "lemma_2.quartic[[]printed[]]",
    "lemma_2.no_reason[[]printed[]]",
    "conclusions",
]


def test_there_is_an_item_for_each_step_and_side(suite):
    example(suite.proofs)
    found = suite("--collect-only", "-q")

    found.stdout.fnmatch_lines([f"proofs/*/paper.py::{name}" for name in NAMES], consecutive=True)


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["one process", "xdist"])
def test_a_wrong_paper_is_a_green_suite(suite, workers):
    """A refuted line whose repair is proved, as its file expects."""
    example(suite.proofs)

    suite(*workers).assert_outcomes(passed=7)


SILENT = LINE.replace(',\n            expects=expect("SURVIVED")', "")
PROVED = SILENT.replace('over=(reals(x=("-1", "1")),), ', "").replace(
    'Claim(x**2, "<=", 1)', 'Claim(x**2, ">=", 0), argument=(arith("a", Claim(x**2, ">=", 0), by=(), squares=(x,)),)'
)
REPAIRED = SILENT.replace('"<=", 1)', '"<=", x), repaired=Claim(x**2, "<=", 1)')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SILENT, ["lemma.line: printed: expected PROVED, got SURVIVED"]),
        (REPAIRED, ["lemma.line: repaired: expected PROVED, got SURVIVED"]),
        (PROVED, []),
        (SILENT.replace("label=", 'cited="Gauss, 1801", label='), []),
        (
            SILENT.replace("label=", 'cited="Gauss, 1801", label=').replace('"<=", 1)', '"<", 1)'),
            ["lemma.line: printed: expected no counterexample, got REFUTED"],
        ),
    ],
    ids=["tried only", "repair tried only", "proved", "cited", "cited and false"],
)
def test_a_step_that_says_nothing_is_held_to_a_proof(suite, text, said):
    """PROVED as printed; with a repair REFUTED as printed and PROVED as repaired; a cited leaf must not be refuted."""
    folder(suite.proofs, lemma=text.replace("import Claim", "import arith, Claim"))
    found = suite()

    found.assert_outcomes(passed=2 + ("repaired=" in text) - len(said), failed=len(said))
    found.stdout.fnmatch_lines(said)


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["one process", "xdist"])
def test_an_item_fails_when_the_audit_differs(suite, workers):
    """The message says what was expected, what was found and why."""
    place = example(suite.proofs)
    for name, old, new in (
        ("lemma_1", '"REFUTED", argument="GAP", repaired="PROVED"', '"PROVED", argument="VALID", repaired="SURVIVED"'),
        ("lemma_2", '"SURVIVED"', '"PROVED"'),
    ):
        file = place / f"{name}.py"
        file.write_text(file.read_text().replace(old, new))
    found = suite(*workers)

    found.assert_outcomes(passed=3, failed=4)
    for lines in (
        [
            "lemma_1.with_square: printed: expected PROVED, got REFUTED",
            "lemma_1.with_square: argument: expected VALID, got GAP",
            "*Lemma 1, display (2): c <= S[*]mu[*][*]2",
            "*search: REFUTED: 2 exact counterexamples among *",
            "*simplest counterexample: left 1, right 1/2",
            "*in {'kind': 'reals', 'values': {'c': 1, 'mu': '1/2', 'S': 2}}, indices {}",
            "*argument: GAP: the line is false as printed",
            "*missing: *",
            "*see: boundcheck show lemma_1.with_square",
        ],
        ["lemma_1.with_square: repaired: expected SURVIVED, got PROVED"],
        ["lemma_2.quartic: printed: expected PROVED, got SURVIVED"],
    ):
        found.stdout.fnmatch_lines(lines)


def test_one_item_can_be_run_by_its_label(suite):
    example(suite.proofs)

    suite("-k", "with_square and repaired").assert_outcomes(passed=1, deselected=6)


def test_a_repair_that_is_expected_but_not_written_fails(suite):
    folder(suite.proofs, lemma=LINE.replace('expect("SURVIVED")', 'expect("SURVIVED", repaired="PROVED")'))
    found = suite()

    found.assert_outcomes(passed=2, failed=1)
    found.stdout.fnmatch_lines(["lemma.line: repaired: expected PROVED, got nothing"])


@pytest.mark.parametrize("name", ["circular", "float", "label_clash", "raises"])
def test_a_wrong_folder_is_an_error_of_collection(suite, name):
    """The others are audited all the same."""
    example(suite.proofs)
    folder(suite.proofs, **WRONG[name][0])
    found = suite("--continue-on-collection-errors")

    found.assert_outcomes(passed=7, errors=1)
    found.stdout.fnmatch_lines(["error: *: expected *, got *"])


def test_a_crash_of_a_checker_keeps_its_traceback(suite):
    folder(
        suite.proofs,
        lemma=LINE.replace("import Claim", "import Conclusion, Claim").replace(
            "over=", "checks=(lambda question: 1 / 0,), over="
        )
        + 'theorem = Conclusion(label="theorem", title="T", rests_on=(line,))\n',
    )
    found = suite()

    found.assert_outcomes(failed=2)
    found.stdout.fnmatch_lines(["*ZeroDivisionError: division by zero"])


def test_more_instances_can_be_asked_for(suite):
    example(suite.proofs)

    suite("--boundcheck-effort", "normal", "-k", "mean").assert_outcomes(passed=1, deselected=6)
    assert 4 == suite("--boundcheck-effort", "heroic").ret


def test_a_paper_elsewhere_is_left_alone(suite, pytester):
    """Only what stands below proofs/ is a proof."""
    example(pytester.mkdir("notes"))

    assert pytest.ExitCode.NO_TESTS_COLLECTED == suite().ret


def test_a_suite_without_proofs_imports_nothing_heavy():
    code = "import sys, boundcheck.plugin; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert set() == {"sympy", "numpy", "hypothesis", "boundcheck.audit", "boundcheck.step"} & set(found.stdout.split())
