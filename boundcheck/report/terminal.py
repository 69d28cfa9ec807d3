"""The report on a terminal: readable at 80 columns; colour only repeats what the words say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from boundcheck.report.page import Block, verdict

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


def coloured(text: str) -> Text:
    """A verdict in its colour."""
    return Text(text, style=_COLOURS.get(text.partition(" ")[0], ""))


def steps_table(steps: Sequence[Mapping[str, Any]]) -> Table:
    """The final table of an audit."""
    found = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    found.add_column("step", overflow="fold", ratio=1)
    for name in ("printed", "argument", "repaired", "status"):
        found.add_column(name, overflow="fold", no_wrap=False)
    for one in steps:
        cells = (verdict(one["printed"]), one["argument"]["verdict"], verdict(one["repaired"]), one["status"])
        found.add_row(Text(one["label"]), *map(coloured, cells))
    return found


def render(blocks: Iterable[Block]) -> Iterator[RenderableType]:
    """Blocks as pieces to print, with empty lines where they belong."""
    before = ""
    for block in blocks:
        if before and not (block.kind == before == "item") and not (block.kind == "item" and before == "para"):
            yield Text("")
        yield _SHOW[block.kind](block)
        before = block.kind


def _table(block: Block) -> RenderableType:
    first, *rest = block.rows
    found = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for name in first:
        found.add_column(Text(name), overflow="fold")
    for row in rest:
        found.add_row(*map(coloured, row))
    return found


_SHOW = {
    "head": lambda block: Text(block.text, style="bold"),
    "para": lambda block: Text(block.text),
    "tex": lambda block: Padding(Text(block.text, style="italic"), (0, 0, 0, 4)),
    "code": lambda block: Padding(Text(block.text), (0, 0, 0, 4)),
    "item": lambda block: Padding(Text(f"- {block.text}"), (0, 0, 0, 2 + 2 * block.level)),
    "table": _table,
}
