"""A graph of small nodes in named boxes: the boxes lie in layers, lines join boxes, every node is a link.

Lines between single nodes are drawn too, in a class of their own that a page shows for the node that is looked at; they
name their ends by the numbers that the nodes carry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from boundcheck.draw.figure import Figure, label
from boundcheck.draw.glyph import glyph
from boundcheck.draw.layers import layers
from boundcheck.draw.svg import Element, Real, coordinate, element

_PITCH, _HEAD, _PAD, _SIZE = 24, 24, 6, 11
_GAP_X, _GAP_Y, _LINE_GAP = 20, 34, 14
_LETTER = 6  # width of a letter of a box's name


@dataclass(frozen=True, kw_only=True)
class Node:
    """A node: its key, the words for it, its shape (see ``glyph``) and class, and where its link leads."""

    key: str
    text: str
    shape: str
    look: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Box:
    """A named box of nodes, in their order."""

    key: str
    name: str
    nodes: tuple[Node, ...]
    look: str = ""


@dataclass(frozen=True, kw_only=True)
class _Place:
    box: Box
    x: int
    y: int
    width: int
    height: int
    columns: int


Edge = tuple[str, str]


def graph(
    title: str,
    description: str,
    boxes: Sequence[Box],
    edges: Sequence[Edge],
    *,
    width: int = 1040,
    threads: bool = True,
) -> Figure:
    """A picture of boxes in layers; an edge (a, b) of two nodes says that a uses b and puts b's box below a's.

    Boxes that no edge joins to another one stand last.  Without ``threads`` only the lines between boxes are drawn.
    """
    home = {node.key: box.key for box in boxes for node in box.nodes}
    between = [(home[a], home[b]) for a, b in edges if a in home and b in home and home[a] != home[b]]
    joined = {key for edge in between for key in edge}
    rows = layers([box.key for box in boxes if box.key in joined], between)
    rows.append([box.key for box in boxes if box.key not in joined])
    places, height = _places({box.key: box for box in boxes}, rows, width)
    centres = {node.key: _centre(place, at) for place in places.values() for at, node in enumerate(place.box.nodes)}
    numbers = {key: at for at, key in enumerate(centres)}
    lines = [_line(places[a], places[b]) for a, b in dict.fromkeys(between)]
    joint = [(a, b) for a, b in dict.fromkeys(edges if threads else ()) if a in centres and b in centres]
    thin = [_thread(centres[a], centres[b], numbers[a], numbers[b]) for a, b in joint]
    drawn = [_box(place, centres, numbers) for place in places.values()]
    return Figure(title=title, description=description, width=width, height=height, body=(*lines, *drawn, *thin))


def _places(boxes: Mapping[str, Box], rows: Iterable[Sequence[str]], width: int) -> tuple[dict[str, _Place], int]:
    """Each layer in lines that fit the width, each line in the middle; the isolated boxes likewise."""
    found: dict[str, _Place] = {}
    y = 2
    for row in rows:
        lines = _lines([_measured(boxes[key], width) for key in row], width)
        for at, line in enumerate(lines):
            used = sum(place.width for place in line) + _GAP_X * (len(line) - 1)
            x = max(1, (width - used) // 2)
            for place in line:
                found[place.box.key] = _moved(place, x, y)
                x += place.width + _GAP_X
            y += max(place.height for place in line) + (_LINE_GAP if at < len(lines) - 1 else _GAP_Y)
    return found, max(y - _GAP_Y, 0) + 4


def _measured(box: Box, width: int) -> _Place:
    most = max((width - 2 - 2 * _PAD) // _PITCH, 1)
    columns = min(len(box.nodes), 7, most)
    least = int(len(box.name) * _LETTER) + 2 * _PAD + 4
    lines = -(-len(box.nodes) // columns) if columns else 0
    size = min(max(columns * _PITCH + 2 * _PAD, least), width - 2)
    return _Place(box=box, x=0, y=0, width=size, height=_HEAD + lines * _PITCH + _PAD, columns=columns)


def _moved(place: _Place, x: int, y: int) -> _Place:
    return _Place(box=place.box, x=x, y=y, width=place.width, height=place.height, columns=place.columns)


def _lines(row: Sequence[_Place], width: int) -> list[list[_Place]]:
    found: list[list[_Place]] = []
    used = width
    for place in row:
        if used + _GAP_X + place.width > width - 2:
            found.append([])
            used = -_GAP_X
        found[-1].append(place)
        used += _GAP_X + place.width
    return found


def _centre(place: _Place, at: int) -> tuple[int, int]:
    down, across = divmod(at, place.columns)
    start = place.x + _PAD + _PITCH // 2
    return start + across * _PITCH, place.y + _HEAD + down * _PITCH + _PITCH // 2


def _line(above: _Place, below: _Place) -> Element:
    """A line from the bottom of a box to the top of the one it uses."""
    x, y = above.x + above.width // 2, above.y + above.height
    u, v = below.x + below.width // 2, below.y
    return element("path", class_="edge", d=_curve(x, y, u, v))


def _curve(x: Real, y: Real, u: Real, v: Real) -> str:
    bend = (v - y) / 2
    return (
        f"M{coordinate(x)} {coordinate(y)}C{coordinate(x)} {coordinate(y + bend)} "
        f"{coordinate(u)} {coordinate(v - bend)} {coordinate(u)} {coordinate(v)}"
    )


def _thread(above: tuple[int, int], below: tuple[int, int], user: int, used: int) -> Element:
    (x, y), (u, v) = above, below
    if y == v:
        lift = min(abs(u - x) // 2, 16)
        bent = f"M{x} {y}Q{(x + u) // 2} {y - lift} {u} {v}"
    else:
        bent = _curve(x, y, u, v)
    return element("path", class_="thread", d=bent, data_from=user, data_to=used)


def _box(place: _Place, centres: Mapping[str, tuple[int, int]], numbers: Mapping[str, int]) -> Element:
    frame = element("rect", class_="box", x=place.x, y=place.y, width=place.width, height=place.height, rx=5)
    room = int((place.width - 2 * _PAD) / _LETTER) + 1
    name = place.box.name if len(place.box.name) <= room else place.box.name[: room - 1] + "…"
    nodes = [_node(node, numbers[node.key], *centres[node.key]) for node in place.box.nodes]
    look = f"cluster {place.box.look}".strip()
    return element("g", frame, label(place.x + _PAD + 2, place.y + 16, name, class_="name"), *nodes, class_=look)


def _node(node: Node, number: int, x: int, y: int) -> Element:
    half = _PITCH // 2
    room = element("rect", class_="touch", x=x - half, y=y - half)
    said = element("title", node.text)
    return element(
        "a",
        said,
        room,
        *glyph(node.shape, x, y, _SIZE),
        class_=f"node {node.look}",
        href=node.href,
        data_n=number,
    )
