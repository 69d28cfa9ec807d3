"""Progress: a bar on a terminal, plain lines elsewhere, always on standard error."""

import io
import time

import pytest
from rich.console import Console

from boundcheck.cli import progress as shown


@pytest.fixture
def terminal(monkeypatch):
    """A console that believes to be one."""
    out = io.StringIO()
    monkeypatch.setattr(shown, "Console", lambda **_: Console(file=out, force_terminal=True, width=80))
    return out


def test_a_pipe_gets_a_line_for_each_tenth(capsys):
    with shown.progress("tiny") as listener:
        listener.begin(25)
        for place in range(25):
            listener.done(f"lemma.line_{place}")

    lines = capsys.readouterr().err.splitlines()
    assert 10 == len(lines)
    assert ("tiny: 3 of 25", "tiny: 25 of 25") == (lines[0], lines[-1])


def test_a_terminal_gets_a_bar(terminal):
    with shown.progress("tiny") as listener:
        listener.begin(2)
        listener.done("lemma.first")
        listener.done("lemma.second")

    assert "tiny" in terminal.getvalue()
    assert "2/2" in terminal.getvalue()


def test_stages_are_named_once_in_a_pipe(capsys):
    with shown.stages() as say:
        say("compiling", 0, 1)
        say("counting", 0, 2)
        say("counting", 1, 2)

    assert "compiling\ncounting\n" == capsys.readouterr().err


def test_stages_have_a_bar_on_a_terminal(terminal):
    with shown.stages() as say:
        say("counting", 1, 2)

    assert "counting" in terminal.getvalue()


def test_a_wait_is_explained_only_when_it_is_long(capsys):
    """Nothing when the work is done, or has begun to report, in time; else the text, once."""
    with shown.patience("compiling", 60):
        pass
    with shown.patience("compiling", 0.4) as begun:
        begun()
        time.sleep(0.6)
    assert capsys.readouterr().err == ""
    with shown.patience("compiling", 0.02):
        time.sleep(0.8)
    assert capsys.readouterr().err == "compiling\n"
