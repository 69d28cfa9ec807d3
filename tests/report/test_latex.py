"""The report as LaTeX: it compiles, whatever the texts, runs nothing of them, and says what a review needs."""

import json
import re
import shutil
import subprocess

import pytest

from boundcheck.audit import Settings
from boundcheck.cli.main import main
from boundcheck.folder import load
from boundcheck.folder_audit import audit_folder
from boundcheck.report.blocks import Block, table
from boundcheck.report.data import dump, report
from boundcheck.report.latex import latex, render
from boundcheck.report.tex_text import escape, formula, words
from tests.papers import EXAMPLE
from tests.report.hostile import spoiled

QUICK = Settings(effort="quick")
HOSTILE = (
    r"\input{/etc/passwd}",
    r"\write18{rm x}",
    r"a % b",
    r"}\end{document}",
    "^^5cinput{x}",
    r"$x$ & y \\ #1 ~ _ ^ | < > \"",
    "\x00\x1b\u202e\ud800",
    "é ß Ω ≤ ℓ 日本",
    "[optional] \\verb|x|",
    "--- ?` !` << >> `` ''",
    "\\",
    "line\n\nbreak\\par",
    r"mu_{\input{x}} x^{%} S_{a_b}^{$}",
)
DOCUMENT = r"""\documentclass{article}
\usepackage{amsmath,amssymb,longtable}
\begin{document}
%s\end{document}
"""


@pytest.fixture(scope="module")
def data():
    found = audit_folder(load(EXAMPLE), QUICK)
    return json.loads(dump(report(found.folder.paper, found.steps, found.conclusions, QUICK, {})))


def check(text):
    """ASCII, balanced braces and environments, mathematics closed, no comment, nothing TeX reads otherwise."""
    assert text.isascii()
    body = "\n".join(line for line in text.splitlines() if not line.startswith("% "))
    bare = re.sub(r"\\[\\{}$&#%_]", "", body)
    depth = 0
    for sign in bare:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert 0 == depth
    open_now = []
    for kind, name in re.findall(r"\\(begin|end)\{(\w+)\}", bare):
        if kind == "begin":
            open_now.append(name)
        else:
            assert name == open_now.pop()
    assert [] == open_now
    assert 0 == bare.count("$") % 2
    assert not set("%#") & set(bare)
    outside = re.sub(r"\$[^$]*\$", "", bare)
    assert not set("^_") & set(re.sub(r"\\\^\{\w\}", "", outside))
    assert not {"input", "write", "def", "verb", "par", "catcode"} & set(re.findall(r"\\([A-Za-z]+)", bare))


def compiled(text, where):
    """The log of a document that holds the text."""
    (where / "paper.tex").write_text(DOCUMENT % text, encoding="ascii")
    program = next(name for name in ("pdflatex", "tectonic") if shutil.which(name))
    options = ["-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape"] if program == "pdflatex" else []
    return subprocess.run([shutil.which(program), *options, "paper.tex"], cwd=where, capture_output=True, check=False)


needs_latex = pytest.mark.skipif(
    not (shutil.which("pdflatex") or shutil.which("tectonic")), reason="neither pdflatex nor tectonic is installed"
)


def test_the_fragment_says_what_a_review_needs(data):
    text = latex(data)

    for part in (
        r"\subsection*{Audit of A bound on c}",
        r"\item Lemma 2 stands after repairs; repaired: lemma\_\allowbreak{}1.with\_\allowbreak{}square.",
        r"Lemma 1, display (2) {[}lemma\_\allowbreak{}1.with\_\allowbreak{}square{]} & \raggedright REFUTED EXACT",
        r" & \raggedright GAP & \raggedright PROVED EXACT \tabularnewline",
        r"is false as printed:",
        r"$\displaystyle c \le \mu^2 S$",
        r"Repaired (PROVED EXACT):",
        r"$\displaystyle c \le \mu S$",
        r"  \item c = 1, $\mu$ = 1/2, S = 2",
        r"so left $\le$ right fails",
    ):
        assert part in text


def test_the_fragment_is_in_order_and_the_same_every_time(data):
    check(latex(data))

    assert latex(data) == latex(json.loads(json.dumps(data)))


def test_a_report_of_hostile_texts_is_in_order(data):
    text = latex(spoiled(data))

    check(text)
    assert "window.hacked" in text


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", ["head", "para", "tex", "code", "item"])
def test_no_text_gets_out_of_its_place(text, kind):
    check(render([Block(kind=kind, text=text, level=1)]))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_gets_out_of_its_table(text):
    check(render([table([("a", text), (text, "b")])]))


@pytest.mark.parametrize(
    "tex", [r"\def\x{}", r"x % y", r"\frac{1", "}{", r"x_a_b", "µ", "", r"\write18{x}", r"a $ b", r"\text{$}", r"\lt"]
)
def test_a_line_that_is_not_known_is_shown_as_its_source(tex):
    assert formula(tex).startswith(r"\texttt{")


def test_words_are_set_and_everything_else_is_escaped():
    assert r"\textbackslash{}x\{\}" == escape(r"\x{}")
    assert r"`a' -{}- \'{e} \ss{} {[}U+202E{]}" == escape("'a' -- é ß \u202e").replace("[U+202E]", "{[}U+202E{]}")
    assert r"$x_{\min}$ $\ge$ $\mu^{-1/2}$, $v^{(l)}$" == words("x_min >= mu^(-1/2), v^(l)")


@needs_latex
def test_a_document_with_the_fragment_compiles(data, tmp_path):
    done = compiled(latex(data), tmp_path)

    assert 0 == done.returncode, done.stdout[-2000:]


@needs_latex
def test_a_document_of_hostile_texts_compiles_and_shows_them(data, tmp_path):
    blocks = [
        Block(kind=kind, text=text, level=1) for text in HOSTILE for kind in ("head", "para", "tex", "code", "item")
    ]
    blocks += [table([(text, text)] * 2) for text in HOSTILE]
    done = compiled(latex(spoiled(data)) + render(blocks), tmp_path)

    assert 0 == done.returncode, done.stdout[-2000:]
    assert b"root:" not in done.stdout


def test_the_command_writes_the_fragment(data, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "example_paper.json").write_text(dump(data))

    assert 0 == main(["report", "--latex", "example_paper"])
    assert "wrote reports/example_paper.tex\n" == capsys.readouterr().out
    assert latex(data) == (tmp_path / "reports" / "example_paper.tex").read_text()
    assert not (tmp_path / "reports" / "example_paper.html").exists()
    assert 2 == main(["report", "--latex", "--open"])
    assert "--latex beside it" in capsys.readouterr().err


def test_a_report_with_a_hole_is_bad_input(data, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hole.json").write_text(json.dumps(data | {"steps": [{"label": "x"}]}))

    assert 2 == main(["report", "--latex", "hole.json"])
    assert "expected a report such as boundcheck audit writes" in capsys.readouterr().err
