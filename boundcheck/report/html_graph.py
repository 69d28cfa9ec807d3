"""The dependency graph of a report: theorems above, and below them what they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from boundcheck.draw.figure import Figure, drawn
from boundcheck.draw.graph import Box, Node, graph
from boundcheck.report.blocks import Data
from boundcheck.report.looks import THEOREMS, anchor, look, statement_name, statement_of

WIDE, NARROW = 1060, 344
_TITLE_LETTERS = 40
_MOST_NARROW = 250  # steps; with more, a narrow window scrolls through the wide picture


def graphs(data: Data) -> tuple[tuple[str, Markup], ...]:
    """The graph for a wide and, where there are not too many steps, for a narrow window; a page shows one of them."""
    made = [("wide", _figure(data, WIDE))]
    if len(data["steps"]) <= _MOST_NARROW:
        made.append(("narrow", _figure(data, NARROW)))
    return tuple((name, Markup(drawn(figure, f"graph-{name}", interactive=True))) for name, figure in made)  # noqa: S704


def by_statement(steps: Sequence[Data]) -> list[tuple[str, list[Data]]]:
    """The steps of each file, files by name, the steps of one file in their order."""
    ordered = sorted(steps, key=lambda one: statement_of(one["label"]))
    return [(module, list(group)) for module, group in groupby(ordered, lambda one: statement_of(one["label"]))]


def _figure(data: Data, width: int) -> Figure:
    steps, conclusions = data["steps"], data["conclusions"]
    boxes = [_theorem(found) for found in conclusions]
    boxes += [_statement(module, group) for module, group in by_statement(steps)]
    edges = [(f"theorem {found['label']}", used) for found in conclusions for used in found["rests_on"]]
    edges += [(one["label"], used) for one in steps for used in one["uses"]]
    said = (
        f"{len(steps)} steps in boxes, one box for each part of the proof, and {len(conclusions)} theorems. "
        "A line goes from what uses down to what is used. Every mark is a link to its step."
    )
    return graph("What rests on what", said, boxes, edges, width=width, threads=width == WIDE)


def _theorem(found: Data) -> Box:
    shown, words = THEOREMS[found["status"]]
    node = Node(
        key=f"theorem {found['label']}",
        text=f"{found['title']}: {words}",
        shape=shown.shape,
        look=f"k-{shown.key}",
        href=f"#theorem-{anchor(found['label'])}",
    )
    title = found["title"]
    name = title if len(title) <= _TITLE_LETTERS else f"{title[: _TITLE_LETTERS - 1]}…"
    return Box(key=f"theorem {found['label']}", name=name, nodes=(node,), look="theorem")


def _statement(module: str, group: Sequence[Data]) -> Box:
    return Box(key=f"file {module}", name=statement_name(module), nodes=tuple(map(_node, group)))


def _node(one: Data) -> Node:
    shown = look(one)
    return Node(
        key=one["label"],
        text=f"{one['label']}: {shown.words}",
        shape=shown.shape,
        look=f"k-{shown.key}",
        href=f"#{anchor(one['label'])}",
    )
