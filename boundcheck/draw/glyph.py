"""Small shapes that can be told apart without colour."""

from __future__ import annotations

from boundcheck.draw.svg import Element, Real, coordinate, element, path, write
from boundcheck.errors import BoundcheckError

SHAPES = ("disc", "half", "ring", "diamond", "cross", "triangle", "square")


def glyph(shape: str, x: Real, y: Real, size: Real, *, class_: str | None = None) -> tuple[Element, ...]:
    """A shape around a place, in ``currentColor``: one of ``SHAPES``; half is a disc of which the right half is empty.

    Raises:
        BoundcheckError: there is no such shape.
    """
    full = f"glyph {class_}" if class_ else "glyph"
    empty = f"glyph hollow {class_}" if class_ else "glyph hollow"
    r = size / 2
    if shape == "half":
        side = f"{path([(x, y - r)])}A{coordinate(r)} {coordinate(r)} 0 0 0 {coordinate(x)} {coordinate(y + r)}Z"
        return element("circle", class_=empty, cx=x, cy=y, r=r), element("path", class_=full, d=side)
    if shape in ("disc", "ring"):
        return (element("circle", class_=full if shape == "disc" else empty, cx=x, cy=y, r=r),)
    if shape == "cross":
        strokes = path([(x - r, y - r), (x + r, y + r)]) + path([(x - r, y + r), (x + r, y - r)])
        return (element("path", class_=f"{full} stroked", d=strokes),)
    if shape not in _CORNERS:
        raise BoundcheckError("glyph", expected=f"one of {', '.join(SHAPES)}", got=shape)
    corners = [(x + across * r, y + down * r) for across, down in _CORNERS[shape]]
    return (element("path", class_=full, d=path(corners, closed=True)),)


_CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
    "triangle": ((0, -1.1), (1.1, 0.9), (-1.1, 0.9)),
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
}


def badge(shape: str) -> str:
    """The shape as an ornament beside words that say the same, on a page that holds ``symbols``."""
    return write(element("svg", element("use", href=f"#g-{shape}"), class_="bc-glyph", aria_hidden="true"))


def symbols() -> str:
    """All shapes, once for a page, to be drawn by ``badge``."""
    held = (element("symbol", *glyph(s, 7, 7, 9), id=f"g-{s}", viewBox="0 0 14 14") for s in SHAPES)
    return write(element("svg", *held, class_="symbols", aria_hidden="true"))
