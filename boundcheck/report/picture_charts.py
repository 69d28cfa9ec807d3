"""The charts that belong to a paper, from the exact data in its report."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from boundcheck.draw.figure import Figure
from boundcheck.errors import BoundcheckError
from boundcheck.report.blocks import Data
from boundcheck.report.ratio import number_of
from boundcheck.worth.curves import Chart, Line
from boundcheck.worth.enclosing import Enclosure
from boundcheck.worth.pictures import picture


def charts(data: Data) -> list[Figure]:
    """The pictures of a report's charts."""
    return [picture(_chart(one)) for one in data["statistics"].get("charts", ())]


def _chart(said: Data) -> Chart:
    return Chart(
        title=str(said["title"]),
        x_name=str(said["x"]),
        y_name=str(said["y"]),
        lines=tuple(Line(name=str(line["name"]), points=tuple(map(_point, line["points"]))) for line in said["lines"]),
        informative=tuple(map(_number, said["informative"])),
        undecided=tuple(map(_number, said["undecided"])),
        logarithmic=said["logarithmic"] is True,
        bars=said["bars"] is True,
        note=str(said["note"]),
    )


def _point(said: Any) -> tuple[Fraction, Enclosure]:
    x, low, high = map(_number, said)
    return x, Enclosure(low=low, high=high)


def _number(said: Any) -> Fraction:
    found = number_of(str(said).removeprefix("-"))
    if found is None:
        raise BoundcheckError("chart", expected="an exact number", got=repr(said)[:40])
    return -found if str(said).startswith("-") else found
