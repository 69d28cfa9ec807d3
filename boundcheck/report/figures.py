"""Pictures of a report, made from its data alone: those of the whole paper, and those of one step.

To add a picture, write a function from the data to figures (none where the data are missing) and name it below.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from boundcheck.draw.figure import Figure, label
from boundcheck.draw.svg import element
from boundcheck.report.blocks import Data
from boundcheck.report.picture_charts import charts
from boundcheck.report.picture_ladder import ladder
from boundcheck.report.ratio import ratio_of


def sharpness(one: Data) -> list[Figure]:
    """How far the smaller side of a line (of its repair, if it has one) reaches of the larger one at the most."""
    side, which = ("repaired", "the repaired line") if one.get("repaired") else ("printed", "the printed line")
    kept = [(evidence.get("statistics") or {}).get("largest_ratio") for evidence in one[side].get("evidence", ())]
    reached = [ratio for one in kept if (ratio := ratio_of((one or {}).get("ratio"))) is not None]
    return [_gauge(which, max(reached))] if reached else []


def _gauge(which: str, ratio: Fraction) -> Figure:
    percent = f"{float(ratio):.1%}" if ratio < 1 else "100%"
    said = f"Where it is nearest to failing, one side reaches {percent} of the other."
    bar = element("rect", class_="lane", x=1, y=8, width=298, height=10, rx=2)
    full = element("rect", class_="bar s1", x=1, y=8, width=298 * ratio, height=10, rx=2)
    ends = (
        label(1, 33, "0", class_="minor"),
        label(299, 33, "equality", class_="minor", anchor="end"),
        label(310, 18, percent),
    )
    return Figure(title=f"Sharpness of {which}", description=said, width=360, height=38, body=(bar, full, *ends))


OF_A_STEP: tuple[Callable[[Data], list[Figure]], ...] = (sharpness,)
OF_A_REPORT: tuple[Callable[[Data], list[Figure]], ...] = (ladder, charts)


def of_step(one: Data) -> list[Figure]:
    """All pictures of a step."""
    return [figure for make in OF_A_STEP for figure in make(one)]


def of_report(data: Data) -> list[Figure]:
    """All pictures that belong to the paper as a whole."""
    return [figure for make in OF_A_REPORT for figure in make(data)]
