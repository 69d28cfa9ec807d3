"""Curves, shaded regions, points, bars and levels on two axes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from boundcheck.draw.figure import Figure, label
from boundcheck.draw.scale import Scale, written
from boundcheck.draw.svg import Element, Real, element, path

_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 14, 14, 44
_LEGEND_LINE = 18
Points = Sequence[tuple[Real, Real]]


@dataclass(frozen=True, kw_only=True)
class Axis:
    """What an axis measures, from where to where; ``logarithmic`` or even."""

    name: str
    low: Real
    high: Real
    logarithmic: bool = False


@dataclass(frozen=True, kw_only=True)
class Curve:
    """A line through points; series 1 to 4 differ in colour and in dashes."""

    name: str
    points: Points
    series: int = 1


@dataclass(frozen=True, kw_only=True)
class Region:
    """The area between two lines over the same abscissae."""

    name: str
    below: Points
    above: Points
    series: int = 1


@dataclass(frozen=True, kw_only=True)
class Dots:
    """Points; series 1 are full discs, 2 open discs, 3 squares, 4 diamonds."""

    name: str
    points: Points
    series: int = 1


@dataclass(frozen=True, kw_only=True)
class Bars:
    """Bars from the lower end of the axis: (left, right, height) each, as a histogram has them."""

    name: str
    bars: Sequence[tuple[Real, Real, Real]]
    series: int = 1


@dataclass(frozen=True, kw_only=True)
class Level:
    """A line across at a height (``along`` "x") or at an abscissa (``along`` "y"), with its name beside it."""

    name: str
    at: Real
    along: str = "x"


Mark = Curve | Region | Dots | Bars | Level


def plot(
    title: str,
    description: str,
    x: Axis,
    y: Axis,
    marks: Sequence[Mark],
    *,
    width: int = 560,
    height: int = 320,
) -> Figure:
    """A picture of marks on two axes, with a legend below for those that have a series."""
    named = [mark for mark in marks if not isinstance(mark, Level) and mark.name]
    across = Scale(low=x.low, high=x.high, start=_LEFT, end=width - _RIGHT, logarithmic=x.logarithmic)
    up = Scale(low=y.low, high=y.high, start=height - _BOTTOM, end=_TOP, logarithmic=y.logarithmic)
    body = [*_grid(across, up), *(part for mark in marks for part in _drawn(mark, across, up))]
    body += _axes(x, y, across, up)
    body += [part for place, mark in enumerate(named) for part in _legend(mark, height + place * _LEGEND_LINE)]
    total = height + (len(named) * _LEGEND_LINE + 6 if named else 0)
    return Figure(title=title, description=description, width=width, height=total, body=tuple(body))


def binned(values: Iterable[Real], low: Real, high: Real, bins: int) -> tuple[tuple[Real, Real, Real], ...]:
    """Bars of a histogram: how many values lie in each of equal intervals, the last one closed.

    >>> [height for _, _, height in binned([0, 1, 1, 2], 0, 2, 2)]
    [1, 3]
    """
    found = [0] * bins
    for value in values:
        if low <= value <= high:
            found[min(int((value - low) * bins / (high - low)), bins - 1)] += 1
    edges = [low + (high - low) * place / bins for place in range(bins + 1)]
    return tuple((edges[place], edges[place + 1], found[place]) for place in range(bins))


def _grid(across: Scale, up: Scale) -> list[Element]:
    return [element("path", class_="grid", d=path([(across.start, up(t)), (across.end, up(t))])) for t in up.ticks()]


def _axes(x: Axis, y: Axis, across: Scale, up: Scale) -> list[Element]:
    base, middle = up.start, (across.start + across.end) / 2
    found = [element("path", class_="axis", d=path([(across.start, up.end), (across.start, base), (across.end, base)]))]
    for tick in across.ticks():
        found.append(element("path", class_="axis", d=path([(across(tick), base), (across(tick), base + 4)])))
        found.append(label(across(tick), base + 17, written(tick), class_="minor", anchor="middle"))
    found += [label(_LEFT - 7, up(t) + 4, written(t), class_="minor", anchor="end") for t in up.ticks()]
    found.append(label(middle, base + 35, x.name, anchor="middle"))
    turned = f"rotate(-90 14 {(_TOP + int(base)) // 2})"
    said = label(14, (_TOP + int(base)) // 2, y.name, anchor="middle")
    return [*found, Element(name="text", attributes=(*said.attributes, ("transform", turned)), children=said.children)]


def _drawn(mark: Mark, across: Scale, up: Scale) -> list[Element]:
    match mark:
        case Curve():
            return _curve(mark, across, up)
        case Region():
            return _region(mark, across, up)
        case Dots():
            return _dots(mark, across, up)
        case Bars():
            return _bars(mark, across, up)
        case Level():
            return _level(mark, across, up)


def _curve(mark: Curve, across: Scale, up: Scale) -> list[Element]:
    places = [(across(x), up(y)) for x, y in mark.points]
    return [element("path", class_=f"line s{mark.series}", d=path(places))] if places else []


def _region(mark: Region, across: Scale, up: Scale) -> list[Element]:
    around = [*mark.below, *reversed(mark.above)]
    places = [(across(x), up(y)) for x, y in around]
    return [element("path", class_=f"region s{mark.series}", d=path(places, closed=True))] if places else []


def _dots(mark: Dots, across: Scale, up: Scale) -> list[Element]:
    return [_dot(across(x), up(y), mark.series) for x, y in mark.points]


def _dot(x: Real, y: Real, series: int) -> Element:
    """A mark whose shape tells the series."""
    if series in (1, 2):
        return element("circle", class_=f"{'dot' if series == 1 else 'open'} s{series}", cx=x, cy=y, r=3.5)
    if series == 3:
        return element("rect", class_="dot s3", x=x - 3, y=y - 3, width=6, height=6)
    return element("path", class_="dot s4", d=path([(x, y - 4), (x + 4, y), (x, y + 4), (x - 4, y)], closed=True))


def _bars(mark: Bars, across: Scale, up: Scale) -> list[Element]:
    found = []
    for left, right, height in mark.bars:
        start, end, top = across(left), across(right), up(height)
        if height:
            size = max(end - start - 1, 1)
            found.append(
                element("rect", class_=f"bar s{mark.series}", x=start, y=top, width=size, height=up.start - top)
            )
    return found


def _level(mark: Level, across: Scale, up: Scale) -> list[Element]:
    if mark.along == "x":
        ends = [(across.start, up(mark.at)), (across.end, up(mark.at))]
        said = label(across.end - 4, up(mark.at) - 5, mark.name, class_="minor", anchor="end")
    else:
        ends = [(across(mark.at), up.start), (across(mark.at), up.end)]
        said = label(across(mark.at) + 5, up.end + 10, mark.name, class_="minor")
    return [element("path", class_="level", d=path(ends)), said]


def _legend(mark: Curve | Region | Dots | Bars, y: Real) -> list[Element]:
    at, middle = _LEFT, y + 6
    if isinstance(mark, Curve):
        sample = element("path", class_=f"line s{mark.series}", d=path([(at, middle), (at + 26, middle)]))
    elif isinstance(mark, Dots):
        sample = _dot(at + 13, middle, mark.series)
    else:
        look = "region" if isinstance(mark, Region) else "bar"
        sample = element("rect", class_=f"{look} s{mark.series}", x=at, y=middle - 5, width=26, height=10)
    return [sample, label(at + 34, middle + 4, mark.name)]
