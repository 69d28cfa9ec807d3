"""The report on a terminal: readable at 80 columns; colour only repeats what the words say."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from boundcheck.report.blocks import Block, verdict

_COLOURS = {
    "PROVED": "green",
    "VALID": "green",
    "STANDS": "green",
    "CITED": "cyan",
    "STANDS_REPAIRED": "cyan",
    "SURVIVED": "yellow",
    "UNDECIDED": "yellow",
    "VACUOUS": "yellow",
    "GAP": "yellow",
    "OPEN": "yellow",
    "REFUTED": "red",
    "FALLS": "red",
}


_NAME_WIDTH = 22
_INDENTS = {"head": (0, 0), "para": (0, 0), "tex": (4, 4), "code": (4, 4), "item": (2, 4)}
_STYLES = {"head": "bold", "tex": "italic"}


def coloured(text: str) -> Text:
    """A verdict in its colour."""
    return Text(text, style=_COLOURS.get(text.partition(" ")[0], ""))


def steps_table(steps: Sequence[Mapping[str, Any]]) -> Table:
    """The final table of an audit: files as headings, the steps of each below it."""
    found = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    found.add_column("step", overflow="fold")
    for name in ("printed", "argument", "repaired", "status"):
        found.add_column(name, no_wrap=True)
    for module, group in _by_module(steps).items():
        found.add_row(Text(module, style="bold"))
        for one in group:
            cells = (_short(one["printed"]), one["argument"]["verdict"], _short(one["repaired"]), one["status"])
            found.add_row(Text(folded(one["label"].rpartition(".")[2])), *map(coloured, cells))
    return found


def _by_module(steps: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one in sorted(steps, key=lambda one: one["label"].rpartition(".")[0]):
        found.setdefault(one["label"].rpartition(".")[0], []).append(one)
    return found


def _short(side: Mapping[str, Any] | None) -> str:
    """Verdict and grade; SURVIVED is always EMPIRICAL, which need not be said in a narrow table."""
    return verdict(side).removesuffix(" EMPIRICAL")


def folded(name: str) -> str:
    """A long name in lines that break after an underscore.

    >>> folded("variance_on_the_support_sharper").splitlines()
    ['  variance_on_the_', '    support_sharper']
    """
    lines, indent = [""], "  "
    for part in name.replace("_", "_ ").split():
        if lines[-1] and len(indent + lines[-1] + part) > _NAME_WIDTH:
            lines.append("")
        lines[-1] += part
    return "\n".join(("  " if place == 0 else "    ") + line for place, line in enumerate(lines))


def render(blocks: Iterable[Block], width: int) -> Iterator[RenderableType]:
    """Blocks as pieces to print, with empty lines where they belong."""
    before = ""
    for block in blocks:
        if before and not (block.kind == before == "item") and not (block.kind == "item" and before == "para"):
            yield Text("")
        yield _table(block) if block.kind == "table" else _text(block, width)
        before = block.kind


def _text(block: Block, width: int) -> Text:
    first, rest = (" " * size for size in _INDENTS[block.kind])
    lines = textwrap.wrap(
        f"- {block.text}" if block.kind == "item" else block.text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
    )
    return Text("\n".join(lines), style=_STYLES.get(block.kind, ""))


def _table(block: Block) -> RenderableType:
    first, *rest = block.rows
    found = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for name in first:
        found.add_column(Text(name), overflow="fold")
    for row in rest:
        found.add_row(*map(coloured, row))
    return found
