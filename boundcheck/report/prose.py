"""Words of the proof files as a page shows them: letters with their indices, relations, links to steps."""

from __future__ import annotations

import re
from collections.abc import Collection

from markupsafe import Markup, escape

from boundcheck.draw.svg import plain
from boundcheck.report.looks import anchor
from boundcheck.report.tex_symbols import GREEK, UPRIGHT

_GREEK = {name: letter for name, letter in (GREEK | UPRIGHT).items() if len(name) > 1 and letter.isalpha()} | {
    "xhat": "x̂"
}
_SCRIPT = r"\{[^{}]{1,16}\}"
_BRACKETS = r"\([^()]{1,16}\)|\[[^\[\]]{1,16}\]"
_NAMES = "|".join(sorted(_GREEK, key=len, reverse=True))
PIECE = re.compile(
    r"(?P<label>(?<![\w.])[A-Za-z]\w*(?:\.\w+)+)"
    rf"|(?P<letter>(?<![\w.])(?:{_NAMES}|[A-Za-z]|(?:\d+(?=\^))))"
    r"(?P<tilde>~(?=[_^ ,.;:)]))?"
    rf"(?:_(?P<low>{_SCRIPT}|{_BRACKETS}|min|max|[A-Za-z0-9]))?"
    rf"(?:\^(?P<high>{_SCRIPT}|{_BRACKETS}|-?\d+|[A-Za-z]))?(?![a-z0-9_])"
    r"|(?P<sign><=|>=|!=|->)"
)
_SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠", "->": "→"}


def prose(text: str, labels: Collection[str] = (), page: str = "") -> Markup:
    """Words with their formulas set and the steps they name linked; everything else is escaped.

    >>> prose("S_l <= 1 & a <b>")
    Markup('<i>S</i><sub>l</sub> ≤ 1 &amp; a &lt;b&gt;')
    >>> prose("see one.two", ["one.two"])
    Markup('see <a href="#step-one.two">one.two</a>')
    >>> prose("D~_j, x_(j-1), D_[1,J]")
    Markup('<i>D̃</i><sub>j</sub>, <i>x</i><sub>j−1</sub>, <i>D</i><sub>[1,J]</sub>')
    """
    found, at = [], 0
    text = plain(text)
    for match in PIECE.finditer(text):
        found.append(escape(text[at : match.start()]))
        found.append(_piece(match, labels, page))
        at = match.end()
    return Markup("").join([*found, escape(text[at:])])


def _piece(match: re.Match[str], labels: Collection[str], page: str) -> Markup:
    label, letter, tilde, low, high, sign = match.group("label", "letter", "tilde", "low", "high", "sign")
    if sign:
        return Markup("{}").format(_SIGNS[sign])
    if label:
        return Markup('<a href="{}#{}">{}</a>').format(page, anchor(label), label) if label in labels else escape(label)
    shown = _GREEK.get(letter, letter)
    if not (tilde or low or high or letter in _GREEK):
        return escape(letter)
    shown += "\N{COMBINING TILDE}" if tilde else ""
    return (
        (escape(shown) if letter.isdecimal() else Markup("<i>{}</i>").format(shown))
        + _script("sub", low)
        + _script("sup", high)
    )


def _script(tag: str, text: str | None) -> Markup:
    if not text:
        return Markup("")
    said = (text.strip("()") if tag == "sub" else text).strip("{}").replace("-", "−")
    return Markup("<sub>{}</sub>").format(said) if tag == "sub" else Markup("<sup>{}</sup>").format(said)
