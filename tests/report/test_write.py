"""Reports are written whole or not at all."""

import os
from pathlib import Path

import pytest

from boundcheck.errors import BoundcheckError
from boundcheck.report.write import check_writable, write_all

TEXTS = {"a.json": "{}\n", "a.md": "# µ\n"}


def names(where):
    return sorted(file.name for file in where.iterdir())


def test_files_are_written_and_nothing_else_is_left(tmp_path):
    write_all(tmp_path / "new" / "reports", TEXTS)

    assert ["a.json", "a.md"] == names(tmp_path / "new" / "reports")
    assert "# µ\n" == (tmp_path / "new" / "reports" / "a.md").read_text(encoding="utf-8")


def test_files_have_the_usual_mode(tmp_path):
    """A temporary file is private; a report is not."""
    (tmp_path / "plain").write_text("")
    write_all(tmp_path, TEXTS)

    assert (tmp_path / "plain").stat().st_mode == (tmp_path / "a.md").stat().st_mode


def test_an_old_report_is_replaced(tmp_path):
    (tmp_path / "a.json").write_text("a much longer old report")
    write_all(tmp_path, TEXTS)

    assert "{}\n" == (tmp_path / "a.json").read_text()


def test_nothing_is_replaced_when_a_later_file_cannot_be_prepared(tmp_path, monkeypatch):
    """The disk is full at the second file: the first keeps its old text."""
    (tmp_path / "a.json").write_text("old")
    synced = []

    def full(handle):
        synced.append(handle)
        if len(synced) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(BoundcheckError, match="expected a writable directory for the reports, got No space left"):
        write_all(tmp_path, TEXTS)
    assert ["a.json"] == names(tmp_path)
    assert "old" == (tmp_path / "a.json").read_text()


def test_a_directory_in_the_way_is_refused_before_anything_is_replaced(tmp_path):
    (tmp_path / "a.md").mkdir()

    with pytest.raises(BoundcheckError):
        write_all(tmp_path, TEXTS)
    assert ["a.md"] == names(tmp_path)


def test_an_interruption_leaves_no_part(tmp_path, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)

    with pytest.raises(KeyboardInterrupt):
        write_all(tmp_path, TEXTS)
    assert [] == names(tmp_path)


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_file_in_place_of_the_directory_is_refused(tmp_path, place):
    (tmp_path / "file").write_text("")

    for refuse in (check_writable, lambda where: write_all(where, TEXTS)):
        with pytest.raises(BoundcheckError, match="expected a"):
            refuse(tmp_path / place)
    assert ["file"] == names(tmp_path)


def test_a_directory_that_refuses_files_is_noticed_beforehand(tmp_path, monkeypatch):
    def denied(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", denied)

    with pytest.raises(BoundcheckError, match="got Permission denied"):
        check_writable(tmp_path / "reports")


def test_a_directory_that_can_be_made_is_accepted(tmp_path):
    check_writable(tmp_path / "new" / "reports")

    assert [] == names(tmp_path)
