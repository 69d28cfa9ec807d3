"""Elements of SVG as plain data, written in one way only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from math import isfinite

from boundcheck.errors import BoundcheckError

Real = int | float | Fraction
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, kw_only=True)
class Element:
    """An element: its name, its attributes in their order, and its children (elements or text)."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Element | str, ...] = ()


def element(name: str, *children: Element | str, **attributes: Real | str | None) -> Element:
    """An element.  An underscore in an attribute's name is a hyphen, one at its end is dropped; None leaves it out.

    >>> write(element("circle", class_="dot", cx=Fraction(1, 3), r=2))
    '<circle class="dot" cx="0.33" r="2"/>'
    """
    given = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items() if value is not None}
    said = tuple((key, value if isinstance(value, str) else coordinate(value)) for key, value in given.items())
    return Element(name=name, attributes=said, children=children)


def coordinate(value: Real) -> str:
    """A length in at most two decimals, never in exponents, never a negative zero.

    Raises:
        BoundcheckError: the value is not finite.

    >>> coordinate(Fraction(2, 3)), coordinate(-0.001), coordinate(12.0)
    ('0.67', '0', '12')
    """
    if isinstance(value, float) and not isfinite(value):
        raise BoundcheckError("picture", expected="a finite coordinate", got=str(value))
    hundredths = round(Fraction(value) * 100)
    whole, rest = divmod(abs(hundredths), 100)
    text = f"{whole}.{rest:02}".rstrip("0").rstrip(".") if rest else str(whole)
    return f"-{text}" if hundredths < 0 else text


def path(points: Iterable[tuple[Real, Real]], *, closed: bool = False) -> str:
    """The ``d`` of straight lines through points.

    >>> path([(0, 0), (1, Fraction(1, 2))])
    'M0 0L1 0.5'
    """
    said = "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in points)
    return f"M{said}{'Z' if closed else ''}"


def plain(text: str) -> str:
    """Text with a mark for what no document may hold: control characters and halves of surrogate pairs.

    >>> plain("a" + chr(0) + "b").index(chr(0xFFFD))
    1
    """
    return _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", text)


def write(node: Element | str) -> str:
    """An element as text; all text and attributes are escaped.

    >>> write(element("text", "a < b"))
    '<text>a &lt; b</text>'
    """
    if isinstance(node, str):
        return escape(plain(node), quote=False)
    said = "".join(f' {name}="{escape(plain(value))}"' for name, value in node.attributes)
    inner = "".join(map(write, node.children))
    return f"<{node.name}{said}>{inner}</{node.name}>" if inner else f"<{node.name}{said}/>"
