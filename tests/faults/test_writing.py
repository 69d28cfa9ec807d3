"""Whatever fails while reports are written, a reader finds old files or new ones, whole, and the error is one line."""

import errno
import itertools
import os
import signal

import pytest

from boundcheck.errors import BoundcheckError
from boundcheck.report.write import write_all
from tests.faults.injected import failing

OLD = {"a.json": "old " * 5000 + "\n", "a.md": "old\n" * 3000}
NEW = {"a.json": "new " * 9000 + "\n", "a.md": "new\n" * 7000}
FAULTS = {
    "permission lost": errno.EACCES,
    "disk full": errno.ENOSPC,
    "input/output error": errno.EIO,
    "read-only file system": errno.EROFS,
}


def texts(where):
    return {file.name: file.read_text() for file in where.iterdir() if file.suffix in (".json", ".md")}


def leftovers(where):
    return [file.name for file in where.iterdir() if file.suffix == ".tmp"]


def whole(where):
    """Each report is the old one or the new one."""
    found = texts(where)
    assert set(found) == set(OLD)
    for name, text in found.items():
        assert text in (OLD[name], NEW[name])
    return found


def refusal(where):
    """The message of a refused write, "" if it was not refused."""
    try:
        write_all(where, NEW)
    except BoundcheckError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_any_operation_is_a_clean_error_or_the_whole_report(tmp_path, monkeypatch, fault):
    def fail():
        raise OSError(FAULTS[fault], os.strerror(FAULTS[fault]))

    for at in itertools.count(1):
        where = tmp_path / str(at)
        write_all(where, OLD)
        with failing(at, fail, monkeypatch) as count:
            message = refusal(where)
        assert leftovers(where) == []
        found = whole(where)
        if count[0] < at:
            assert found == NEW
            break
        assert len(message.splitlines()) == 1
    assert at > 10


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_kill_at_any_operation_leaves_whole_files_and_the_next_run_sweeps_up(tmp_path, monkeypatch):
    for at in itertools.count(1):
        where = tmp_path / str(at)
        write_all(where, OLD)
        child = os.fork()
        if not child:
            with failing(at, lambda: os.kill(os.getpid(), signal.SIGKILL), monkeypatch):
                write_all(where, NEW)
            os._exit(0)
        killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        whole(where)
        write_all(where, NEW)
        assert texts(where) == NEW
        assert leftovers(where) == []
        if not killed:
            break
    assert at > 10


def test_what_a_living_writer_prepares_is_left_alone(tmp_path):
    mine, dead = (tmp_path / f".a.json.{pid}.x.boundcheck.tmp" for pid in (os.getpid(), 2**22 + 1))
    for file in (mine, dead):
        file.write_text("part")
    write_all(tmp_path, NEW)

    assert [mine.name] == leftovers(tmp_path)
