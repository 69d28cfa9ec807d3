"""What a reader sees of the example paper, as files: a change of the words or the layout shows in the difference.

``UPDATE_SNAPSHOTS=1 pytest tests/report/test_snapshots.py`` writes them anew; read the difference before you commit it.
"""

import io
import os
import re
from pathlib import Path

import pytest
from rich.console import Console

from boundcheck.audit import Settings
from boundcheck.cli import console as terminal
from boundcheck.folder import load
from boundcheck.folder_audit import audit_folder
from boundcheck.report.data import report
from boundcheck.report.latex import latex
from boundcheck.report.markdown import markdown
from tests.papers import EXAMPLE

HERE = Path(__file__).resolve().parent / "snapshots"
QUICK = Settings(effort="quick")
ESCAPE = re.compile("\x1b\\[[0-9;]*m")
DIGEST = re.compile(r"[0-9a-f]{64}")


@pytest.fixture(scope="module")
def data():
    found = audit_folder(load(EXAMPLE), QUICK)
    return report(found.folder.paper, found.steps, found.conclusions, QUICK, {})


def shown(show, what, monkeypatch, *, width, colour=False):
    """What a command writes to a terminal of a width."""
    out = io.StringIO()
    options = {"force_terminal": True, "color_system": "standard"} if colour else {}
    monkeypatch.setattr(
        terminal, "Console", lambda **others: Console(file=out, width=width, legacy_windows=False, **options, **others)
    )
    show(what)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def compare(name, text):
    """The text against its file; digests depend on versions of the library and are no matter of the look."""
    text, file = DIGEST.sub("(digest)", text), HERE / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        file.write_text(text, encoding="utf-8")

    assert text == file.read_text(encoding="utf-8")


def test_the_markdown_report(data):
    compare("example_paper.md", markdown(data))


def test_the_latex_fragment(data):
    compare("example_paper.tex", latex(data))


@pytest.mark.parametrize("width", [80, 120])
def test_an_audit_on_a_terminal(data, monkeypatch, width):
    text = shown(terminal.show_audit, data, monkeypatch, width=width)

    assert max(map(len, text.splitlines())) <= width
    compare(f"audit_{width}.txt", text)


@pytest.mark.parametrize("width", [80, 120])
def test_a_step_on_a_terminal(data, monkeypatch, width):
    text = shown(terminal.show_step, data["steps"][1], monkeypatch, width=width)

    assert max(map(len, text.splitlines())) <= width
    compare(f"step_{width}.txt", text)


def test_colour_only_repeats_what_the_words_say(data, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = shown(terminal.show_audit, data, monkeypatch, width=80, colour=True)
    plain = shown(terminal.show_audit, data, monkeypatch, width=80)

    assert "\x1b[31mREFUTED" in coloured
    assert plain.split() == ESCAPE.sub("", coloured).split()


def test_no_color_is_respected(data, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    text = shown(terminal.show_audit, data, monkeypatch, width=80, colour=True)

    assert not re.search("\x1b\\[(3[0-7]|9[0-7])", text)


def test_a_file_or_a_pipe_gets_no_colour(data, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)

    assert "\x1b" not in shown(terminal.show_audit, data, monkeypatch, width=80)
