"""``boundcheck probe`` from the command line."""

import io
import json
import sys

import pytest
from rich.console import Console

from boundcheck.cli import progress as shown
from boundcheck.cli.main import main
from tests.papers import example

LEMMA = ("probe", "lemma_3_3", "--jobs", "1")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch, small):
    monkeypatch.chdir(tmp_path)


def test_a_probe_says_what_it_found(capsys, tmp_path):
    """Verdict first, then the sharpest instance worked through; the store is where the help says."""
    assert 0 == main([*LEMMA, "--budget", "300"])

    out, err = capsys.readouterr()
    assert out.startswith("lemma_3_3: NO VIOLATION FOUND")
    assert "The sharpest instance that is vacuous:" in out
    assert "every hypothesis holds and the\nclaim is true here" in out or "the claim is true here" in out
    assert "15 tasks: 300 points" in out
    assert "proves nothing" in out
    assert "300 new points in" in err
    assert (tmp_path / ".boundcheck/probe/lemma_3_3-seed_0.jsonl").exists()


def test_a_report_searches_nothing_and_says_the_same(capsys):
    main([*LEMMA, "--budget", "200", "--json"])
    first = capsys.readouterr().out

    assert 0 == main([*LEMMA, "--report", "--json"])
    assert first == capsys.readouterr().out
    assert ("boundcheck-probe-report/1", 10) == (json.loads(first)["schema"], json.loads(first)["tasks"]["done"])


def test_a_store_goes_on_only_when_asked(capsys):
    main([*LEMMA, "--budget", "100"])
    capsys.readouterr()

    assert 2 == main([*LEMMA, "--budget", "200"])
    assert "expected --resume, or another --store, got a campaign with 5 tasks done" in capsys.readouterr().err
    assert 0 == main([*LEMMA, "--budget", "200", "--resume"])
    assert "100 new points" in capsys.readouterr().err


def test_a_torn_tail_is_said(capsys, tmp_path):
    main([*LEMMA, "--budget", "100", "--store", "a.jsonl"])
    raw = (tmp_path / "a.jsonl").read_bytes()
    (tmp_path / "a.jsonl").write_bytes(raw[:-9])
    capsys.readouterr()

    assert 0 == main([*LEMMA, "--budget", "100", "--store", "a.jsonl", "--resume"])
    assert "bytes of an unfinished record were dropped; that task was done again" in capsys.readouterr().err
    assert raw == (tmp_path / "a.jsonl").read_bytes()


def test_a_violation_is_exit_code_1_and_worked_through(capsys):
    assert 1 == main([*LEMMA, "--budget", "100", "--factor", "1/8"])

    out = capsys.readouterr().out
    assert out.startswith("lemma_3_3: VIOLATED")
    assert "The simplest violation, left by right" in out
    assert "The independent program: every hypothesis holds and the claim is false here." in " ".join(out.split())


def test_a_step_is_probed_where_its_folder_is(capsys, tmp_path):
    place = str(example(tmp_path))

    assert 1 == main(["probe", "lemma_1.with_square", place, "--budget", "40", "--effort", "quick", "--jobs", "1"])
    assert "lemma_1.with_square: VIOLATED" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--budget", "soon"), "--budget: expected a number of points such as 200000"),
        (("--constant", "0"), "--constant: expected a positive integer or fraction"),
        (("--factor", "0.5"), "--factor: expected a positive integer or fraction"),
        (("--store", "."), "a file that can be written"),
        (("--report",), "expected the store of a campaign, got No such file"),
        (("--report", "--store", "empty"), "expected the store of a campaign, got no record"),
    ],
)
def test_bad_input_is_one_clear_error(capsys, tmp_path, words, said):
    (tmp_path / "empty").touch()

    assert 2 == main([*LEMMA, *words])
    assert said in capsys.readouterr().err


def test_without_dask_the_message_says_what_to_install(capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "boundcheck.probe.cluster", raising=False)

    assert 3 == main([*LEMMA, "--executor", "dask", "--scheduler", "tcp://127.0.0.1:1"])
    assert "pip install 'boundcheck[cluster]'" in capsys.readouterr().err


def test_a_terminal_shows_the_largest_ratio_so_far(monkeypatch):
    out = io.StringIO()
    monkeypatch.setattr(shown, "Console", lambda **_: Console(file=out, force_terminal=True, width=100))
    with shown.campaign("probe lemma_3_3") as tell:
        tell(1, 2, {"best": {"": {"ratio": "2.5e-1"}}, "violations": []})
        tell(2, 2, {"best": {"": {"ratio": "1.25e-1"}}, "violations": [{}]})

    assert "largest ratio 0.25, VIOLATED" in out.getvalue()


def test_a_pipe_hears_no_progress(capsys):
    with shown.campaign("probe lemma_3_3") as tell:
        tell(1, 2, {"best": {}, "violations": []})

    assert ("", "") == capsys.readouterr()
