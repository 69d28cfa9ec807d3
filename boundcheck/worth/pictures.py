"""A chart as a picture: its lines, the informative values shaded."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from boundcheck.draw.figure import Figure
from boundcheck.draw.plot import Axis, Bars, Curve, Dots, Mark, Region, plot
from boundcheck.errors import BoundcheckError
from boundcheck.worth.curves import Chart, Line
from boundcheck.worth.enclosing import decimal

_LEAST = Fraction(1, 10**8)  # the lowest probability that is drawn


def picture(chart: Chart) -> Figure:
    """The chart with axes and legend.

    Raises:
        BoundcheckError: there are fewer than two values of the parameter.
    """
    abscissae = [x for x, _ in chart.lines[0].points]
    if len(set(abscissae)) < 2:
        raise BoundcheckError("sweep", expected="at least two values that have a layer", got=str(len(abscissae)))
    low, high = _span(chart)
    x_axis = _abscissa(chart)
    y_axis = Axis(name=chart.y_name, low=low, high=high, logarithmic=chart.logarithmic)
    shaded: list[Mark] = [_region(run, low, high, place) for place, run in enumerate(_runs(chart, abscissae))]
    drawn: list[Mark] = [_line(line, place, chart) for place, line in enumerate(chart.lines, 1)]
    return plot(chart.title, _said(chart), x_axis, y_axis, [*shaded, *drawn], width=440, height=280)


def _abscissa(chart: Chart) -> Axis:
    found = sorted(x for line in chart.lines for x, _ in line.points)
    room = _half(chart) if chart.bars else 0
    return Axis(name=chart.x_name, low=found[0] - room, high=found[-1] + room)


def _half(chart: Chart) -> Fraction:
    """Half the width of a bar: bars of one line touch, where its abscissae are nearest to each other."""
    return min(after - before for line in chart.lines for (before, _), (after, _) in pairwise(line.points)) / 2


def _span(chart: Chart) -> tuple[Fraction, Fraction]:
    heights = [_middle(y.low, y.high) for line in chart.lines for _, y in line.points]
    if not chart.logarithmic:
        return Fraction(0), max(heights) * Fraction(21, 20) if chart.bars else max(*heights, Fraction(1))
    positive = [height for height in heights if height >= _LEAST]
    return min(positive, default=_LEAST), max(*positive, Fraction(1))


def _middle(low: Fraction, high: Fraction) -> Fraction:
    return (low + high) / 2


def _line(line: Line, series: int, chart: Chart) -> Curve | Dots | Bars:
    """A curve, or bars; on a logarithmic axis dots, without those too low for it (0 has no place there)."""
    points = [(x, _middle(y.low, y.high)) for x, y in line.points]
    if chart.bars:
        half = _half(chart)
        return Bars(name=line.name, bars=[(x - half, x + half, y) for x, y in points], series=series)
    if not chart.logarithmic:
        return Curve(name=line.name, points=[(x, max(y, Fraction(0))) for x, y in points], series=series)
    return Dots(name=line.name, points=[(x, y) for x, y in points if y >= _LEAST], series=series)


def _runs(chart: Chart, abscissae: list[Fraction]) -> list[tuple[Fraction, Fraction]]:
    """Maximal runs of neighbouring informative values."""
    found: list[tuple[Fraction, Fraction]] = []
    known, before = set(chart.informative), False
    for x in abscissae:
        if x in known:
            found = [*found[:-1], (found[-1][0], x)] if before else [*found, (x, x)]
        before = x in known
    return found


def _region(run: tuple[Fraction, Fraction], low: Fraction, high: Fraction, place: int) -> Region:
    left, right = run
    name = "informative" if place == 0 else ""
    return Region(name=name, below=[(left, low), (right, low)], above=[(left, high), (right, high)], series=3)


def _said(chart: Chart) -> str:
    count = len(chart.lines[0].points)
    names = ", ".join(line.name for line in chart.lines)
    shaded = "" if chart.bars else f"; {len(chart.informative)} of {count} values are informative and shaded"
    lowest = f"; what is below {decimal(_LEAST)} is left out" if chart.logarithmic else ""
    return f"{chart.y_name} over {chart.x_name}: {names}{shaded}{lowest}. {chart.note}".rstrip()
