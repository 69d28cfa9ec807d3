"""A picture with its title and description, alone as a file or inside a page."""

from __future__ import annotations

from dataclasses import dataclass

from boundcheck.displayed import Displayed
from boundcheck.draw.svg import Element, Real, coordinate, element, write

# Series 1 to 4 are told apart by dashes and marks too, so colour is never the only cue.  Variables that a page may set:
# --ink, --faint, --rule, --paper, --series-1 ... --series-4, --shade.
STYLE = """
.bc-fig{color:var(--ink,#1c2430);max-width:100%;height:auto;font-family:inherit}
.bc-fig text{fill:currentColor;font-size:12px}
.bc-fig .minor{fill:var(--faint,#566273);font-size:11px}
.bc-fig .strong{font-weight:600}
.bc-fig .axis{stroke:var(--faint,#566273);stroke-width:1;fill:none}
.bc-fig .grid{stroke:var(--rule,#dfe3e8);stroke-width:1;fill:none}
.bc-fig .level{stroke:currentColor;stroke-width:1;stroke-dasharray:2 3;fill:none}
.bc-fig .line{fill:none;stroke-width:2;stroke-linejoin:round}
.bc-fig .s1{--c:var(--series-1,#1f5fa8)}.bc-fig .s2{--c:var(--series-2,#b4481e)}
.bc-fig .s3{--c:var(--series-3,#2c7a4b)}.bc-fig .s4{--c:var(--series-4,#7a4a9e)}
.bc-fig .line,.bc-fig .arc,.bc-fig .open{stroke:var(--c,currentColor)}
.bc-fig .line.s2{stroke-dasharray:7 4}.bc-fig .line.s3{stroke-dasharray:2 3}.bc-fig .line.s4{stroke-dasharray:9 3 2 3}
.bc-fig .dot,.bc-fig .bar{fill:var(--c,currentColor)}
.bc-fig .open{fill:var(--paper,#fff);stroke-width:1.5}
.bc-fig .region{fill:var(--c,currentColor);fill-opacity:.16}
.bc-fig .arc{fill:none;stroke-width:6;stroke-linecap:butt}
.bc-fig .halo{font-size:11px;paint-order:stroke;stroke:var(--paper,#fff);stroke-width:4px;stroke-linejoin:round}
.bc-fig .edge,.bc-fig .thread{fill:none;stroke:var(--faint,#566273);stroke-opacity:.5;stroke-width:1}
.bc-fig .thread{display:none}
.bc-fig .box{fill:var(--paper,#fff);stroke:var(--rule,#dfe3e8)}
.bc-fig .name{font-size:11px;fill:var(--faint,#566273)}
.bc-fig .touch{fill:transparent;width:24px;height:24px}
.bc-fig .lane{fill:var(--rule,#dfe3e8)}
.bc-fig .bar.s2{fill-opacity:.22;stroke:var(--c);stroke-width:1.2}
.glyph{fill:currentColor;stroke:currentColor;stroke-width:1}
.glyph.hollow{fill:var(--paper,#fff);stroke-width:1.6}.glyph.stroked{fill:none;stroke-width:2.6}
"""


@dataclass(frozen=True, kw_only=True)
class Figure(Displayed):
    """A picture: its title (what it is), its description (what it shows, for who cannot see it), size and elements."""

    title: str
    description: str
    width: Real
    height: Real
    body: tuple[Element, ...]


def drawn(figure: Figure, name: str, *, interactive: bool = False) -> str:
    """The picture for a page that holds ``STYLE``; ``name`` is a word that no other picture of the page has.

    A picture with links is ``interactive``: a reader's tools see its parts, not one image.
    """
    return write(_root(figure, name, interactive=interactive))


def standalone(figure: Figure) -> str:
    """The picture as a file of its own, with its sheet, light or dark as the reader's system is.

    >>> standalone(Figure(title="t", description="d", width=4, height=3, body=())).startswith("<svg ")
    True
    """
    dark = "svg{--ink:#e6e9ee;--faint:#9aa6b5;--rule:#353d48;--paper:#14181d;--shade:#1b2027}"
    series = "svg{--series-1:#7db3f0;--series-2:#f0976b;--series-3:#72c795;--series-4:#c29be6}"
    sheet = f"svg{{font-family:sans-serif}}{STYLE}@media (prefers-color-scheme:dark){{{dark}{series}}}"
    root = _root(figure, "figure", interactive=False)
    title, described, *rest = root.children
    return write(
        Element(
            name="svg",
            attributes=(("xmlns", "http://www.w3.org/2000/svg"), *root.attributes),
            children=(title, described, element("style", sheet), *rest),
        )
    )


def _root(figure: Figure, name: str, *, interactive: bool) -> Element:
    return element(
        "svg",
        element("title", figure.title, id=f"{name}-title"),
        element("desc", figure.description, id=f"{name}-desc"),
        *figure.body,
        class_="bc-fig",
        viewBox=f"0 0 {coordinate(figure.width)} {coordinate(figure.height)}",
        width=figure.width,
        height=figure.height,
        role="group" if interactive else "img",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
    )


def label(x: Real, y: Real, text: str, *, class_: str | None = None, anchor: str = "start") -> Element:
    """Text at a place; ``anchor`` is start, middle or end."""
    return element("text", text, class_=class_, x=x, y=y, text_anchor=None if anchor == "start" else anchor)
