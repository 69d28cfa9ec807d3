"""The page of a report names the data it was made from: a pair of two runs is noticed, the next audit repairs it."""

from pathlib import Path

import pytest

from boundcheck.cli import recheck
from boundcheck.cli.main import main
from boundcheck.errors import BoundcheckError
from boundcheck.report.pair import check_pair, made_from
from tests.papers import LINE, folder


def audit(place, seed):
    """Audit into ./reports; the seed alone makes two reports differ."""
    return main(["audit", "--effort", "quick", "--jobs", "1", "--seed", str(seed), "--out", "reports", str(place)])


def crash_after_the_first_replacement(monkeypatch):
    """The machine stops once the first file has its new text."""
    replaced = []

    def replace(self, target, right=Path.replace):
        if replaced:
            raise KeyboardInterrupt
        replaced.append(target)
        return right(self, target)

    monkeypatch.setattr(Path, "replace", replace)


def test_a_crash_between_two_replacements_is_noticed_and_repaired(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(recheck.recheck, "main", lambda _: 0)
    place, report = folder(tmp_path, lemma=LINE), tmp_path / "reports" / "tiny.json"
    assert audit(place, 0) == 0
    assert main(["recheck"]) == 0
    before = report.read_bytes()

    with monkeypatch.context() as crash:
        crash_after_the_first_replacement(crash)
        audit(place, 1)
    assert report.read_bytes() != before
    assert main(["recheck"]) == 2
    assert "error: tiny.md: expected a page made from tiny.json" in capsys.readouterr().err

    assert audit(place, 1) == 0
    assert main(["recheck"]) == 0


def test_a_page_and_its_data_belong_together(tmp_path):
    data, page = tmp_path / "a.json", tmp_path / "a.md"
    data.write_text("{}\n")
    check_pair(data)  # no page beside it
    page.write_text("# A page without a mark\n")
    check_pair(data)
    page.write_text(f"# A\n\n{made_from('a.json', '{}')}")
    with pytest.raises(BoundcheckError, match=r"a\.md: expected a page made from a\.json"):
        check_pair(data)
    page.write_text(f"# A\n\n{made_from('a.json', '{}')}\n{made_from('a.json', data.read_text())}")
    check_pair(data)
