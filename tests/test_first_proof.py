"""The tutorial: what it tells a reader to write gives what it says it gives."""

import re
import sys
from pathlib import Path

import recheck
from boundcheck.cli.main import main

TUTORIAL = Path(__file__).parents[1] / "docs" / "first_proof.md"
BLOCK = re.compile(r"^```(?P<kind>python|text) (?P<name>\S+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks():
    return [(m["kind"], m["name"], m["body"]) for m in BLOCK.finditer(TUTORIAL.read_text(encoding="utf-8"))]


def plain(text):
    """Lines without the space at their ends."""
    return [line.rstrip() for line in text.splitlines()]


def said(name, capsys):
    """What the command of this name prints."""
    if name == "recheck":
        recheck.main(["reports/my_paper.json"])
    else:
        main(["show", "lemma.tail", "my_paper"] if name == "show" else ["audit", "my_paper", "--jobs", "1"])
    return plain(capsys.readouterr().out)


def test_a_reader_who_does_as_told_sees_what_is_shown(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my_paper").mkdir()
    (tmp_path / "my_paper" / "__init__.py").touch()
    shown = 0
    for kind, name, body in blocks():
        if kind == "python":
            (tmp_path / name).write_text(body, encoding="utf-8")
            for module in [known for known in sys.modules if "my_paper" in known]:
                monkeypatch.delitem(sys.modules, module)
        else:
            printed = said(name, capsys)
            missing = [line for line in plain(body) if line not in printed]
            assert [] == missing
            shown += 1

    assert shown == 5
    assert main(["audit", "my_paper", "--jobs", "1"]) == 0
