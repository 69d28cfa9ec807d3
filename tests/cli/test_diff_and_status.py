"""``boundcheck diff`` and ``boundcheck status``: what moved between two reports, and what is stale."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from boundcheck.cli.main import main
from tests.papers import example


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """No test may write into the reports of the tree."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The invented paper and its report, made once."""
    where = tmp_path_factory.mktemp("made")
    place = example(where)
    audit(place, str(where / "old"))
    return place


@pytest.fixture
def paper(made, tmp_path):
    """The invented paper, and its report in ``old``."""
    shutil.copytree(made.parent / "old", tmp_path / "old")
    return made


def audit(place, out):
    return main(["audit", "--effort", "quick", "--jobs", "1", "--out", out, str(place)])


def edit(place, module, old, new):
    file = place / f"{module}.py"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def load(name):
    return json.loads(Path(name, "example_paper.json").read_text(encoding="utf-8"))


def save(name, data):
    Path(f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    return f"{name}.json"


def test_two_reports_of_the_same_files_do_not_differ(paper, capsys):
    audit(paper, "new")
    capsys.readouterr()

    assert 0 == main(["diff", "old/example_paper.json", "new/example_paper.json"])
    assert "0 moved\n" == capsys.readouterr().out


def test_a_fresh_report_is_up_to_date(paper, capsys):
    capsys.readouterr()

    assert 0 == main(["status", "--reports", "old", str(paper)])
    assert "example_paper: up to date\n" == capsys.readouterr().out


def moved(data, label, side, **entries):
    """The report with other entries on one side of a step."""
    changed = json.loads(json.dumps(data))
    step = next(one for one in changed["steps"] if one["label"] == label)
    step[side] |= entries
    return changed


def test_a_moved_verdict_is_named_with_its_reason(paper, capsys):
    old = load("old")
    label = next(one["label"] for one in old["steps"] if one["printed"]["verdict"] == "PROVED")
    inputs = {**next(one for one in old["steps"] if one["label"] == label)["printed"]["inputs"], "claim": "0"}
    new = moved(old, label, "printed", verdict="UNDECIDED", grade=None, inputs=inputs)
    capsys.readouterr()

    assert 1 == main(["diff", "old/example_paper.json", save("new", new)])
    shown = capsys.readouterr().out
    assert f"{label} printed: PROVED EXACT -> UNDECIDED (the claim changed)" in shown
    assert "1 moved" in shown


def test_a_verdict_that_moved_with_the_seed_is_laid_to_the_engine(paper, capsys):
    old = load("old")
    label = old["steps"][0]["label"]
    new = moved(old, label, "printed", verdict="UNDECIDED", grade=None)
    new["engine"]["seed"] = 7
    capsys.readouterr()

    assert 1 == main(["diff", "old/example_paper.json", save("new", new)])
    shown = capsys.readouterr().out
    assert "engine: seed 0 became 7" in shown
    assert re.search(rf"{label} printed: .* -> UNDECIDED \(seed 0 became 7\)", shown)


def test_new_and_lost_steps_are_named(paper, capsys):
    old = load("old")
    new = json.loads(json.dumps(old))
    gone = new["steps"].pop()
    new["steps"].append({**gone, "label": "lemma_9.other"})
    capsys.readouterr()

    assert 1 == main(["diff", "old/example_paper.json", save("new", new)])
    shown = capsys.readouterr().out
    assert "lemma_9.other printed: none -> " in shown
    assert f"{gone['label']} printed: " in shown
    assert "(the step is gone)" in shown


def test_an_edited_claim_makes_its_evidence_stale_and_no_other(paper, tmp_path, capsys):
    edited = example(tmp_path)
    edit(edited, "lemma_1", 'printed=Claim(c, "<=", mu**2 * S', 'printed=Claim(c, "<=", mu**3 * S')
    capsys.readouterr()

    assert 1 == main(["status", "--reports", "old", str(edited)])
    shown = capsys.readouterr().out
    assert "lemma_1.with_square.printed: the claim changed\n" in shown
    assert "lemma_1.mean" not in shown
    assert "with_square.repaired" not in shown
    assert "example_paper: stale" in shown


@pytest.mark.parametrize(("entry", "words"), [("engine", "the engine changed"), ("generators", "instances changed")])
def test_other_code_makes_the_whole_report_stale(paper, capsys, entry, words):
    old = load("old")
    old["engine"]["code"][entry] = "0"
    save("old/example_paper", old)
    capsys.readouterr()

    assert 1 == main(["status", "--reports", "old", str(paper)])
    assert words in capsys.readouterr().out


def test_a_report_from_before_there_were_digests_is_stale(paper, capsys):
    old = load("old")
    del old["engine"]["code"]
    for step in old["steps"]:
        del step["printed"]["inputs"]
    save("old/example_paper", old)
    capsys.readouterr()

    assert 1 == main(["status", "--reports", "old", str(paper)])
    assert "a report without digests of its inputs" in capsys.readouterr().out


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"schema": "boundcheck-report/1"}', "[" * 100_000, '{"schema": "x", "steps": []}']
)
def test_what_is_no_report_is_refused_in_one_line(paper, tmp_path, capsys, text):
    (tmp_path / "bad.json").write_text(text)
    capsys.readouterr()

    assert 2 == main(["diff", "old/example_paper.json", "bad.json"])
    assert 2 == main(["diff", "old/example_paper.json", "nowhere.json"])
    shown = capsys.readouterr().err
    assert shown.count("error: ") == shown.count("\n") == 2


def test_a_truncated_step_is_refused_in_one_line(paper, capsys):
    old = load("old")
    old["steps"][0] = {"label": old["steps"][0]["label"]}
    capsys.readouterr()

    assert 2 == main(["diff", save("bad", old), "old/example_paper.json"])
    assert 1 == capsys.readouterr().err.count("\n")


def test_status_without_a_report_is_bad_input(paper, capsys):
    capsys.readouterr()

    assert 2 == main(["status", "--reports", "nowhere", str(paper)])


def test_the_digest_of_a_check_is_the_same_in_every_process():
    """A checker that holds a source holds functions, whose addresses change from run to run."""
    code = (
        "from boundcheck.inputs import inputs_of\n"
        "from proofs.murray_tanner_2021.lemma_3_3_max import third_line_inner_layer as step\n"
        "kept = [object() for _ in range({})]\n"
        "print(inputs_of(step, 'printed')['checks'], '0x' in repr(step.checks))"
    )
    runs = {
        subprocess.run([sys.executable, "-c", code.format(n)], capture_output=True, text=True, check=True).stdout
        for n in (1, 9999)
    }
    assert len(runs) == 1
    assert "True" in runs.pop()  # else this test asks nothing
