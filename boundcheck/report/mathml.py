"""The TeX of a printed line as MathML, for the part of TeX that the papers' lines are written in.

What is outside of it is refused by ``mathml``, and shown as its source, as code, by ``typeset``: never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape

from boundcheck.draw.svg import plain
from boundcheck.report.tex_parser import Parser
from boundcheck.report.tex_reader import UnknownTexError

_TOKEN = re.compile(r"\\[A-Za-z]+\s*|\\.|\s+|.", re.DOTALL)
Marked = Collection[int]
MOST_TOKENS = 4000


@dataclass(frozen=True, kw_only=True)
class Typeset:
    """A line as markup; ``known`` is false where it could only be shown as its source."""

    markup: str
    known: bool


def tokens(tex: str) -> tuple[str, ...]:
    r"""The tokens of a line; a macro takes the spaces after it.

    >>> tokens(r"\mu _l^2")
    ('\\mu', '_', 'l', '^', '2')
    """
    found = (match.group() for match in _TOKEN.finditer(plain(tex)))
    return tuple(token.strip() if token.startswith("\\") and token[1:2].isalpha() else token for token in found)


def mathml(tex: str, marked: Marked = ()) -> str:
    r"""A line as ``math`` elements, one for each part between which it may be broken.

    ``marked`` are places among the tokens that get the class ``diff``.

    Raises:
        UnknownTexError: a macro is unknown, or the braces, scripts or arguments are not in order.

    >>> mathml(r"x\le\frac12")
    '<math><mi>x</mi></math><math><mo>≤</mo><mfrac><mn>1</mn><mn>2</mn></mfrac></math>'
    """
    found = tokens(tex)
    if len(found) > MOST_TOKENS:
        raise UnknownTexError("a line", expected=f"at most {MOST_TOKENS} tokens", got=str(len(found)))
    return "".join(f"<math>{part}</math>" for part in Parser(found, frozenset(marked)).parts())


def typeset(tex: str, marked: Marked = ()) -> Typeset:
    r"""A line as MathML, or as its source where it uses what is not known.

    >>> typeset(r"\weird<x>").markup
    '<code class="tex">\\weird&lt;x&gt;</code>'
    """
    try:
        return Typeset(markup=mathml(tex, marked), known=True)
    except (UnknownTexError, RecursionError):
        return Typeset(markup=f'<code class="tex">{escape(plain(tex))}</code>', known=False)


def differing(before: str, after: str) -> tuple[frozenset[int], frozenset[int]]:
    r"""Places of the tokens of each line that the other has not.

    >>> differing(r"\mu_l^2", r"\mu_l")
    (frozenset({3, 4}), frozenset())
    """
    first, second = tokens(before), tokens(after)
    gone: set[int] = set()
    new: set[int] = set()
    for tag, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag != "equal":
            gone.update(range(a, b))
            new.update(range(c, d))
    return frozenset(gone), frozenset(new)
