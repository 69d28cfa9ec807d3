"""README: what it quotes is what the tool writes and prints."""

import doctest
import re
from pathlib import Path

import pytest

from boundcheck.cli.main import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def here(monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")


def plain(text):
    """Lines without the space at their ends."""
    return [line.rstrip() for line in text.splitlines()]


def test_its_first_screen_is_that_of_the_committed_report():
    quoted = [line[1:].strip() for line in README.splitlines() if re.match(r">( |$)", line)]
    report = plain((ROOT / "reports" / "murray_tanner_2021.md").read_text(encoding="utf-8"))
    written = [re.sub(r"^## (.*)$", r"**\1**", line) for line in report]

    assert len(quoted) > 20
    assert [] == [line for line in quoted if line not in written]


def test_its_refuted_step_is_what_show_prints(capsys):
    shown = re.search(r"^```\n(lemma_3_3_event\.failure_event\n.*?)\n\n\(\.\.\. ", README, re.MULTILINE | re.DOTALL)
    main(["show", "lemma_3_3_event.failure_event"])
    printed = plain(capsys.readouterr().out)

    assert plain(shown[1]) == printed[: len(plain(shown[1]))]


def test_its_step_is_in_the_proof_folder():
    step = re.search(r"^variance_terms = Step\(\n.*?^\)\n", README, re.MULTILINE | re.DOTALL)[0]
    source = (ROOT / "proofs" / "murray_tanner_2021" / "lemma_3_3_variance.py").read_text(encoding="utf-8")

    assert bare(step) in bare(source)


def bare(source):
    """Source without strings of TeX, white space and commas, which say nothing about a step."""
    return re.sub(r'tex=r".*?"|[\s,]', "", source)


def test_its_python_runs_as_shown():
    examples = doctest.DocTestParser().get_doctest(README, {}, "README", "README.md", 0)

    assert len(examples.examples) > 5
    assert 0 == doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(examples).failed
