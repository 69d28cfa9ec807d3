"""Blocks of text as markup: what Markdown and the terminal show too, for the parts of a page that are plain text."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from markupsafe import Markup

from boundcheck.report.blocks import Block
from boundcheck.report.mathml import typeset
from boundcheck.report.prose import prose

_OPEN, _CLOSE = Markup("<ul>"), Markup("</ul>")


def markup(blocks: Iterable[Block], labels: Collection[str] = (), level: int = 0) -> Markup:
    """Blocks as HTML; headings lie ``level`` deeper than they say, steps that are named are linked.

    >>> from boundcheck.report.blocks import items, para
    >>> markup([para("a < b"), *items(["one", "two"])])
    Markup('<p>a &lt; b</p><ul><li>one</li><li>two</li></ul>')
    """
    found: list[Markup] = []
    open_list = False
    for block in blocks:
        if (block.kind == "item") is not open_list:
            found.append(_CLOSE if open_list else _OPEN)
            open_list = not open_list
        found.append(_block(block, labels, level))
    return Markup("").join([*found, *([_CLOSE] if open_list else [])])


def _block(block: Block, labels: Collection[str], level: int) -> Markup:
    if block.kind == "table":
        return _table(block, labels)
    if block.kind == "tex":
        return Markup('<div class="formula">{}</div>').format(Markup(typeset(block.text).markup))  # noqa: S704 - escaped there
    if block.kind == "code":
        return Markup("<p><code>{}</code></p>").format(block.text)
    tag = {"head": f"h{min(block.level + level, 6)}", "para": "p", "item": "li"}[block.kind]
    said = prose(block.text, labels)
    return Markup("<{}>{}</{}>").format(tag, said, tag)


def _table(block: Block, labels: Collection[str]) -> Markup:
    first, *rest = block.rows
    head = Markup("").join(map(_head, first))
    rows = Markup("").join(_row(row, labels) for row in rest)
    name = ", ".join(cell for cell in first if cell)
    return Markup(
        '<div class="scroll" role="group" tabindex="0" aria-label="Table: {}"><table><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(name, head, rows)


def _head(cell: str) -> Markup:
    return Markup('<th scope="col">{}</th>').format(prose(cell)) if cell else Markup("<td></td>")


def _row(row: Iterable[str], labels: Collection[str]) -> Markup:
    cells = Markup("").join(Markup("<td>{}</td>").format(prose(cell, labels)) for cell in row)
    return Markup("<tr>{}</tr>").format(cells)
