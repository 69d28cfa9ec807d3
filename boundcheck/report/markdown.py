"""The report as Markdown, made from its data; the same bytes for the same data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from boundcheck.report.blocks import Block
from boundcheck.report.page import whole

_TAG = re.compile(r"<(?=[A-Za-z/!?])")


def markdown(data: Mapping[str, Any]) -> str:
    """The whole report."""
    return render(whole(data))


def render(blocks: Iterable[Block]) -> str:
    """Blocks as Markdown: an empty line between them, but for items of one list."""
    lines: list[str] = []
    before = ""
    for block in blocks:
        if lines and not (block.kind == before == "item"):
            lines.append("")
        lines += _SHOW[block.kind](block)
        before = block.kind
    return "\n".join(lines) + "\n"


def plain(text: str) -> str:
    """Text that Markdown shows as it is: no tag, no emphasis by accident, one line."""
    return _TAG.sub(r"\\<", " ".join(text.split())).replace("*", r"\*")


def _table(block: Block) -> list[str]:
    first, *rest = ([plain(cell).replace("|", r"\|") for cell in row] for row in block.rows)
    rule = ["---"] * len(first)
    return [f"| {' | '.join(row)} |" for row in (first, rule, *rest)]


def _fenced(block: Block) -> list[str]:
    fence = "```" if "```" not in block.text else "~~~~"
    return [fence, *block.text.splitlines(), fence]


_SHOW = {
    "head": lambda block: [f"{'#' * block.level} {plain(block.text)}"],
    "para": lambda block: [plain(block.text)],
    "tex": lambda block: ["$$", " ".join(block.text.split()), "$$"],
    "code": _fenced,
    "item": lambda block: [f"{'  ' * block.level}- {plain(block.text)}"],
    "table": _table,
}
