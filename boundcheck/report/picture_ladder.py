"""Where the proof loses, as a picture: the lines that lose the most, in the order of the proof."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from boundcheck.draw.figure import Figure, label
from boundcheck.draw.svg import Element, element
from boundcheck.report.blocks import Data
from boundcheck.report.ratio import ratio_of
from boundcheck.report.sharpness import sharpness

_MOST, _WIDTH, _STEP, _TOP = 16, 344, 30, 8
_LONGEST = 46


def ladder(data: Data) -> list[Figure]:
    """A bar for each of the lines that lose the most: how much of its larger side the smaller one reaches at best."""
    known = [(one["label"], ratio) for one in sharpness(data) if (ratio := ratio_of(one["ratio"])) is not None]
    least = sorted(ratio for _, ratio in known if 0 < ratio < 1)[:_MOST]
    shown = [(name, ratio) for name, ratio in known if least and 0 < ratio <= least[-1]][:_MOST]
    if len(shown) < 2:
        return []
    body = [part for place, (name, ratio) in enumerate(shown) for part in _rung(name, ratio, _TOP + place * _STEP)]
    exact = sum(ratio == 1 for _, ratio in known)
    said = (
        f"The {len(shown)} lines that lose the most, in the order of the proof, of {len(known)} with a ratio; "
        f"{exact} reach equality on some instance. A full bar is equality."
    )
    height = _TOP + len(shown) * _STEP
    return [Figure(title="Where the proof loses", description=said, width=_WIDTH, height=height, body=tuple(body))]


def _rung(name: str, ratio: Fraction, y: int) -> Sequence[Element]:
    short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
    return (
        label(1, y + 10, short, class_="minor"),
        label(_WIDTH - 2, y + 10, f"{float(ratio):.1%}", class_="minor", anchor="end"),
        element("rect", class_="lane", x=1, y=y + 14, width=_WIDTH - 2, height=8, rx=2),
        element("rect", class_="bar s1", x=1, y=y + 14, width=(_WIDTH - 2) * ratio, height=8, rx=2),
    )
