"""The report as LaTeX: blocks of text, and a fragment that a referee can paste into a review."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from boundcheck.report.blocks import Block, Blocks, Data, head, items, para, table, verdict
from boundcheck.report.data import dump
from boundcheck.report.page import conclusion
from boundcheck.report.step_page import told
from boundcheck.report.tex_text import escape, formula, words

_HEADS = ("section", "subsection", "subsubsection")
_WIDEST, _NARROWEST = 40, 15  # letters of a column that count when the width is shared out
_TEMPLATE = r"""% Made by boundcheck {version} from {key}.json (SHA-256 {digest}), effort {effort}, seed {seed}.
% Needs \usepackage{{amsmath,amssymb,longtable}} in the preamble; then \input{{{key}}} or paste it.
"""


def latex(data: Data) -> str:
    """What a review needs of a report: the theorems, all verdicts in a table, a counterexample of each refuted line."""
    engine = data["engine"]
    said = _TEMPLATE.format(
        version=escape(str(engine["boundcheck"])),
        key=data["paper"]["key"],
        digest=hashlib.sha256(dump(data).encode()).hexdigest(),
        effort=escape(str(engine["effort"])),
        seed=escape(str(engine["seed"])),
    )
    return said + render(fragment(data))


def fragment(data: Data) -> Blocks:
    """The parts of the fragment."""
    paper, refuted = data["paper"], [one for one in data["steps"] if one["printed"]["verdict"] == "REFUTED"]
    by = ". ".join(part for part in (paper["authors"], paper["version"], paper["url"]) if part)
    found = [head(2, f"Audit of {paper['title']}"), para(f"{by}.")]
    found += items(map(conclusion, data["conclusions"]))
    found += [head(3, "Verdicts, line by line"), _verdicts(data["steps"])]
    if refuted:
        found.append(head(3, "Counterexamples"))
    return [*found, *(block for one in refuted for block in _refuted(one))]


def _verdicts(steps: Sequence[Data]) -> Block:
    rows: list[Sequence[str]] = [("claim", "as printed", "argument", "repaired")]
    rows += [
        (
            f"{one['cite']} [{one['label']}]",
            verdict(one["printed"]),
            one["argument"]["verdict"],
            verdict(one["repaired"]),
        )
        for one in steps
    ]
    return table(rows)


def _refuted(one: Data) -> Blocks:
    """A line that is false: the line, its repair, and the simplest counterexample worked through."""
    printed, repaired = one["printed"], one["repaired"]
    found = [para(f"{one['cite']} [{one['label']}] is false as printed:"), Block(kind="tex", text=printed["latex"])]
    if repaired is not None:
        found.append(para(f"Repaired ({verdict(repaired)}){_assumed(printed, repaired)}:"))
        found.append(Block(kind="tex", text=repaired["latex"]))
    for witness in printed["witnesses"][:1]:
        checked = "" if witness["rechecked"] else " (not re-checked)"
        found += [para(f"Counterexample{checked}:"), *items(told(printed["claim"], witness))]
    return found


def _assumed(printed: Data, repaired: Data) -> str:
    """The hypotheses that the repair adds."""
    known = {hypothesis["digest"] for hypothesis in printed["hypotheses"]}
    added = [one["words"] or one["text"] for one in repaired["hypotheses"] if one["digest"] not in known]
    return f", assuming further that {'; '.join(added)}" if added else ""


def render(blocks: Iterable[Block]) -> str:
    r"""Blocks as LaTeX that needs amsmath, amssymb and longtable.

    >>> print(render([para("50% of x_1"), *items(["a"])]), end="")
    50\% of $x_{1}$
    <BLANKLINE>
    \begin{itemize}
      \item a
    \end{itemize}
    """
    lines: list[str] = []
    before = ""
    for block in blocks:
        if (block.kind == "item") is not (before == "item"):
            lines += [r"\end{itemize}", ""] if before == "item" else [r"\begin{itemize}"]
        lines += _SHOW[block.kind](block)
        before = block.kind
    lines += [r"\end{itemize}"] if before == "item" else []
    return "\n".join(lines).rstrip("\n") + "\n"


def _table(block: Block) -> list[str]:
    first, *rest = ([words(cell) for cell in row] for row in block.rows)
    widths = _widths(block.rows)
    columns = "".join(rf"p{{{width}\linewidth}}" for width in widths)
    heads = " & ".join(rf"\textbf{{{cell}}}" for cell in first)
    lines = [r"\begingroup\small", rf"\begin{{longtable}}{{@{{}}{columns}@{{}}}}", rf"{heads} \\ \hline", r"\endhead"]
    lines += [" & ".join(rf"\raggedright {cell}" for cell in row) + r" \tabularnewline" for row in rest]
    return [*lines, r"\end{longtable}", r"\endgroup", ""]


def _widths(rows: Sequence[Sequence[str]]) -> list[str]:
    """Shares of the line for the columns, by the longest text in each; some room is left between them."""
    longest = [min(_WIDEST, max(_NARROWEST, *map(len, column))) for column in zip(*rows, strict=True)]
    room = 100 - 3 * len(longest)
    return [f"0.{room * length // sum(longest):02}" for length in longest]


def _quoted(text: str) -> list[str]:
    return [r"\begin{quote}", text, r"\end{quote}"]


_SHOW = {
    "head": lambda block: [rf"\{_HEADS[min(block.level, len(_HEADS)) - 1]}*{{{words(block.text)}}}", ""],
    "para": lambda block: [words(block.text), ""],
    "tex": lambda block: [*_quoted(formula(block.text)), ""],
    "code": lambda block: [*_quoted(rf"\texttt{{{escape(block.text)}}}"), ""],
    "item": lambda block: [rf"  \item {words(block.text)}"],
    "table": _table,
}
