"""Windows on a ring: the rows or atoms in a circle, and arcs (atoms, patches, stripes) that may wrap around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from boundcheck.draw.figure import Figure, label
from boundcheck.draw.svg import Element, Real, coordinate, element, path

_TRACK = 17
_MOST_NUMBERS = 40
_GAP = 0.12  # of a cell, left free at both ends of an arc, so that neighbours do not touch


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell of the ring: its text, and whether it is marked (then it is full, and its text is strong)."""

    text: str
    marked: bool = False


@dataclass(frozen=True, kw_only=True)
class Arc:
    """A window of ``length`` cells from cell ``start`` on, onwards around the ring; track 0 is the innermost.

    ``text`` is written on its middle, so that colour is not the only cue; arcs of one name and series share a line of
    the legend below the ring.
    """

    name: str
    start: int
    length: int
    track: int = 0
    series: int = 1
    text: str = ""


def ring(title: str, description: str, cells: Sequence[Cell], arcs: Sequence[Arc], *, radius: int = 90) -> Figure:
    """Cells in a circle, cell 0 on top, clockwise; arcs outside of them, named in a legend beside the ring."""
    tracks = max((arc.track for arc in arcs), default=-1) + 1
    reach = radius + 26 + tracks * _TRACK
    centre = reach + 8
    body = [element("circle", class_="grid", cx=centre, cy=centre, r=radius)]
    for place, cell in enumerate(cells):
        body += _cell(cell, place, len(cells), centre, radius)
    for arc in arcs:
        body += _arc(arc, len(cells), centre, radius + 22 + arc.track * _TRACK)
    body += _legend(arcs, 2 * centre + 6)
    width = max(2 * centre, *(len(arc.name) * 7 + 50 for arc in arcs), 0)
    height = 2 * centre + 18 * len(_names(arcs))
    return Figure(title=title, description=description, width=width, height=height, body=tuple(body))


def tracks_of(windows: Sequence[tuple[int, int]], size: int) -> tuple[int, ...]:
    """The innermost free track for each window (start, length), so that windows that overlap lie side by side.

    >>> tracks_of([(0, 3), (2, 3), (5, 2)], 7)
    (0, 1, 0)
    """
    taken: list[set[int]] = []
    found = []
    for start, length in windows:
        cells = {(start + step) % size for step in range(min(length, size))}
        track = next((place for place, used in enumerate(taken) if not used & cells), len(taken))
        if track == len(taken):
            taken.append(set())
        taken[track] |= cells
        found.append(track)
    return tuple(found)


def _at(share: float, centre: Real, radius: Real) -> tuple[float, float]:
    angle = 2 * pi * share
    return float(centre) + float(radius) * sin(angle), float(centre) - float(radius) * cos(angle)


def _cell(cell: Cell, place: int, count: int, centre: int, radius: int) -> list[Element]:
    x, y = _at(place / count, centre, radius)
    found = [element("circle", class_="dot s1" if cell.marked else "open", cx=x, cy=y, r=4 if cell.marked else 3)]
    if count <= _MOST_NUMBERS or cell.marked:
        tx, ty = _at(place / count, centre, radius - 16)
        found.append(label(tx, ty + 4, cell.text, class_="strong" if cell.marked else "minor", anchor="middle"))
    return found


def _arc(arc: Arc, count: int, centre: int, radius: int) -> list[Element]:
    aside = min(0.3, (arc.length - 1) / 4) * (
        1 if arc.track % 2 else -1
    )  # windows that begin together have texts apart
    x, y = _at((arc.start + (arc.length - 1) / 2 + aside) / count, centre, radius)
    said = label(x, y + 4, arc.text, class_="strong halo", anchor="middle")
    return [_window(arc, count, centre, radius), *([said] if arc.text else [])]


def _window(arc: Arc, count: int, centre: int, radius: int) -> Element:
    look = f"arc s{arc.series}"
    if arc.length >= count:
        return element("circle", element("title", arc.name), class_=look, cx=centre, cy=centre, r=radius)
    first, last = (arc.start - 0.5 + _GAP) / count, (arc.start + arc.length - 0.5 - _GAP) / count
    (x, y), (u, v) = _at(first, centre, radius), _at(last, centre, radius)
    large = 1 if last - first > 0.5 else 0
    said = f"A{radius} {radius} 0 {large} 1 {coordinate(u)} {coordinate(v)}"
    return element("path", element("title", arc.name), class_=look, d=path([(x, y)]) + said)


def _names(arcs: Sequence[Arc]) -> list[tuple[str, int]]:
    return list(dict.fromkeys((arc.name, arc.series) for arc in arcs))


def _legend(arcs: Sequence[Arc], top: int) -> list[Element]:
    found, x = [], 8
    for place, (name, series) in enumerate(_names(arcs)):
        y = top + 18 * place
        found.append(element("path", class_=f"arc s{series}", d=path([(x, y), (x + 22, y)])))
        found.append(label(x + 30, y + 4, name))
    return found
