"""``boundcheck audit``: what it writes, what it shows, and its exit codes."""

import json
import os
import re

import pytest

import recheck
from boundcheck.cli.main import main
from tests.papers import LINE, PAPER, WRONG, example, folder


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """No test may write into the reports of the tree."""
    monkeypatch.chdir(tmp_path)


def audit(*arguments):
    return main(["audit", "--effort", "quick", "--jobs", "1", *map(str, arguments)])


def files(where):
    return sorted(file.name for file in where.iterdir()) if where.exists() else []


def test_a_whole_folder_is_written_to_reports(tmp_path, capsys):
    """Exit 0: the audit agrees with what the files expect, although a line is refuted."""
    assert 0 == audit(example(tmp_path))
    assert ["example_paper.html", "example_paper.json", "example_paper.md", "index.html"] == files(tmp_path / "reports")

    shown = capsys.readouterr()
    assert "REFUTED EXACT" in shown.out
    assert "Lemma 2 stands after repairs" in shown.out
    assert "wrote reports/example_paper.json, reports/example_paper.md, reports/example_paper.html" in shown.out
    assert "example_paper: 11 of 11" in shown.err
    assert "\x1b" not in shown.out + shown.err


def test_the_report_follows_its_schema(tmp_path):
    audit(example(tmp_path), "--out", tmp_path / "out")
    data = json.loads((tmp_path / "out" / "example_paper.json").read_text())

    assert "boundcheck-report/1" == data["schema"]
    assert ["lemma_2", "lemma_1", "remark_3"] == [one["label"] for one in data["conclusions"]]
    assert ["EX01", "EX02", "EX03", "EX04", "EX05"] == [i for one in data["steps"] for i in one["register"]]


def test_two_runs_write_the_same_bytes(tmp_path):
    """Also with another number of workers, and from another place."""
    first, second = example(tmp_path), example(tmp_path)
    audit(first, "--out", "one")
    main(["audit", "--effort", "quick", "--jobs", "2", "--out", "two", str(second)])

    for name in ("example_paper.json", "example_paper.md", "example_paper.html", "index.html"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_nothing_in_a_report_depends_on_where_it_was_made(tmp_path):
    audit(example(tmp_path), "--out", "out")

    assert all(str(tmp_path) not in file.read_text() for file in (tmp_path / "out").iterdir())


def test_selected_steps_are_shown_and_nothing_is_written(tmp_path, capsys):
    assert 0 == audit(example(tmp_path), "--select", "lemma_2.from*")
    assert [] == files(tmp_path / "reports")

    shown = capsys.readouterr().out
    assert "from_lemma_1" in shown
    assert "with_square" not in shown
    assert "STANDS_REPAIRED" in shown


def test_selected_steps_are_written_where_asked(tmp_path):
    audit(example(tmp_path), "--select", "lemma_1.*", "--out", "out")

    data = json.loads((tmp_path / "out" / "example_paper.json").read_text())
    assert ["lemma_1.mean", "lemma_1.with_square"] == [one["label"] for one in data["steps"]]


def test_one_file_is_audited_alone(tmp_path, capsys):
    assert 0 == audit(example(tmp_path) / "lemma_1.py")
    assert [] == files(tmp_path / "reports")
    assert "quartic" not in capsys.readouterr().out


def test_the_default_is_the_directory_proofs(tmp_path, capsys):
    (tmp_path / "proofs").mkdir()
    folder(tmp_path / "proofs", lemma=LINE)

    assert 0 == audit()
    assert ["index.html", "tiny.html", "tiny.json", "tiny.md"] == files(tmp_path / "reports")
    assert "Tiny" in capsys.readouterr().out


def test_json_goes_to_standard_output_alone(tmp_path, capsys):
    assert 0 == audit(example(tmp_path), "--json")

    data = json.loads(capsys.readouterr().out)
    assert "boundcheck-audit/1" == data["schema"]
    assert data["reports"] == [json.loads((tmp_path / "reports" / "example_paper.json").read_text())]


def test_a_difference_from_what_is_expected_exits_with_1(tmp_path, capsys):
    place = folder(tmp_path, lemma=LINE.replace('"SURVIVED"', '"PROVED"'))

    assert 1 == audit(place)
    assert "lemma.line: printed: expected PROVED, got SURVIVED" in capsys.readouterr().out
    assert ["index.html", "tiny.html", "tiny.json", "tiny.md"] == files(tmp_path / "reports")


def test_as_printed_exits_with_1_when_a_printed_claim_is_not_proved(tmp_path):
    place = example(tmp_path)

    assert 1 == audit(place, "--as-printed")
    assert 0 == audit(place, "--as-printed", "--select", "lemma_1.mean")


CONTRADICTION = """
from boundcheck import Claim, Step, arith, assume, expect, real, reals

x = real("x")
five = Claim(x, "==", 5)
line = Step(
    label="lemma.line",
    cite="(1)",
    hypotheses=(assume("large", x, ">=", 1), assume("small", x, "<=", 0)),
    over=(reals(x=("-1", "2")),),
    printed=five,
    argument=(arith("from_nothing", five, by=("large", "small")),),
)
"""


def test_a_proof_from_hypotheses_that_nothing_meets_is_vacuous_and_does_not_stand(tmp_path, capsys):
    assert main(["audit", str(folder(tmp_path, lemma=CONTRADICTION))]) == 1
    data = json.loads((tmp_path / "reports" / "tiny.json").read_text(encoding="utf-8"))
    (step,) = data["steps"]

    assert ("VACUOUS", None) == (step["printed"]["verdict"], step["printed"]["grade"])
    assert {"PROVED", "VACUOUS"} == {evidence["verdict"] for evidence in step["printed"]["evidence"]}
    assert "OPEN" == step["status"]
    assert "lemma.line: printed: expected PROVED, got VACUOUS" in capsys.readouterr().out
    assert recheck.main([str(tmp_path / "reports" / "tiny.json")]) == 0


def test_a_seed_is_recorded(tmp_path, capsys):
    audit(example(tmp_path), "--seed", "7", "--select", "lemma_1.mean")

    assert "seed 7" in capsys.readouterr().out


@pytest.mark.parametrize("name", sorted(WRONG))
def test_a_wrong_folder_exits_with_2_and_writes_nothing(tmp_path, capsys, name):
    """One line on standard error; not even a report of the good folder beside it."""
    modules, said = WRONG[name]
    good, bad = folder(tmp_path, lemma=LINE, paper=PAPER.replace("tiny", "good")), folder(tmp_path, **modules)

    assert 2 == audit(good, bad)

    shown = capsys.readouterr()
    assert "" == shown.out
    assert re.fullmatch(r"error: [^\n]*: expected [^\n]*, got [^\n]*\n", shown.err)
    assert [] == [part for part in said if part not in shown.err]
    assert [] == files(tmp_path / "reports")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "error: nowhere: expected a proof folder or one of its files, got no such path"),
        (
            [os.devnull],
            f"error: {os.devnull}: expected a proof folder or one of its files, got neither file nor folder",
        ),
        (["GOOD", "--select", "nothing.*"], "error: --select: expected a pattern that matches a label"),
        (["GOOD", "--out", "file"], "error: file: expected a directory to write reports to, got a file"),
        (["GOOD", "--out", "file/below"], "error: file/below: expected a directory to write reports to, got a file"),
        (["GOOD", "--effort", "heroic"], "Invalid value for '--effort'"),
        (["GOOD", "--jobs", "0"], "Invalid value for '--jobs'"),
        (["GOOD", "--unknown"], "No such option"),
        ([], "error: paths: expected a proof folder"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_bad_arguments_exit_with_2(tmp_path, monkeypatch, capsys, arguments, said):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr("boundcheck.folder.find_spec", lambda _: None)
    place = str(folder(tmp_path, lemma=LINE))

    assert 2 == main(["audit", *(place if argument == "GOOD" else argument for argument in arguments)])
    assert said in capsys.readouterr().err
    assert [] == files(tmp_path / "reports")


def test_a_directory_that_cannot_be_written_is_noticed_before_the_audit(tmp_path, monkeypatch, capsys):
    def denied(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", denied)

    assert 2 == audit(folder(tmp_path, lemma=LINE))
    shown = capsys.readouterr()
    assert "error: reports: expected a writable directory for the reports, got Permission denied\n" == shown.err


def test_a_report_that_cannot_be_replaced_leaves_the_old_one(tmp_path, capsys):
    (tmp_path / "reports" / "tiny.md").mkdir(parents=True)
    (tmp_path / "reports" / "tiny.json").write_text("old")

    assert 2 == audit(folder(tmp_path, lemma=LINE))
    assert "old" == (tmp_path / "reports" / "tiny.json").read_text()
    assert ["tiny.json", "tiny.md"] == files(tmp_path / "reports")
    assert "error: reports: expected a writable directory" in capsys.readouterr().err
