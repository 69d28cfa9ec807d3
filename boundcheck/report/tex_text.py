"""Any text as LaTeX that shows it: letters with their indices set, every special character harmless, ASCII only."""

from __future__ import annotations

import re
import unicodedata

from boundcheck.report import tex_symbols as sym
from boundcheck.report.mathml import tokens, typeset
from boundcheck.report.prose import PIECE

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%",
    "_": r"\_\allowbreak{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", '"': "''{}", "`": r"\textasciigrave{}",
    "[": "{[}", "]": "{]}", "’": "'", "‘": "`", "“": r"\textquotedblleft{}",
    "”": r"\textquotedblright{}", "–": r"\textendash{}", "—": r"\textemdash{}",
    "ß": r"\ss{}", "ø": r"\o{}", "Ø": r"\O{}", "ł": r"\l{}", "Ł": r"\L{}", "æ": r"\ae{}", "Æ": r"\AE{}",
    "œ": r"\oe{}", "ı": r"\i{}", "§": r"\S{}", "\N{NO-BREAK SPACE}": "~",
    "−": "$-$", "′": r"$\prime$", "²": "$^2$", "³": "$^3$", "√": r"$\surd$",
}  # fmt: skip
_ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u", "\u0307": ".",
    "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0327": "c",
}  # fmt: skip
_TABLES = (sym.LARGE, sym.BINARY, sym.PREFIX, sym.RELATIONS, sym.UPRIGHT, sym.GREEK)
# what amsmath and amssymb do not define, or only where it is not written alone
_NOT_LATEX = frozenset(
    {"lt", "gt", "coloneqq", "argmax", "argmin", "tr", "rank", "limits", "nolimits", "nonumber", "protect"}
)
_SYMBOLS = {
    character: rf"$\{name}$"
    for table in _TABLES
    for name, character in table.items()
    if not character.isascii() and name not in _NOT_LATEX
}
_SIGNS = {"<=": r"$\le$", ">=": r"$\ge$", "!=": r"$\ne$", "->": r"$\to$"}
_LIGATURE = re.compile(r"([-'`])(?=\1)")  # two hyphens would become a dash
_OPENING = re.compile(r"(?<![^\s(])'(?=\w)")
_BRACED = re.compile(r"\{.*\}|\([-\d/]+\)")  # brackets that only hold a script together
_SPACES = re.compile(r"\s+")
_SIMPLE = re.compile(r"[A-Za-z0-9+\-/=(),]*")


def escape(text: str) -> str:
    r"""Text, character by character, so that LaTeX shows it and runs nothing of it; on one line.

    >>> print(escape(r"\input{x} 100% ≤ é"))
    \textbackslash{}input\{x\} 100\% $\leq$ \'{e}
    """
    quoted = _OPENING.sub("‘", _SPACES.sub(" ", text))
    return _LIGATURE.sub(r"\1{}", "".join(map(_character, quoted)))


def _character(one: str) -> str:
    if one in _SPECIAL:
        return _SPECIAL[one]
    if " " <= one <= "~":
        return one
    if one in _SYMBOLS:
        return _SYMBOLS[one]
    base, *marks = list(unicodedata.normalize("NFD", one))
    if len(marks) == 1 and marks[0] in _ACCENTS and base.isascii() and base.isalpha():
        return f"\\{_ACCENTS[marks[0]]}{{{base}}}"
    return f"[U+{ord(one):04X}]"


def words(text: str) -> str:
    r"""Words of the proof files with their formulas set, as ``prose`` does for a page.

    >>> words("mu_l^2 <= 1 at 50%")
    '$\\mu_{l}^{2}$ $\\le$ 1 at 50\\%'
    """
    found, at = [], 0
    for match in PIECE.finditer(text):
        found += [escape(text[at : match.start()]), _piece(match)]
        at = match.end()
    return "".join([*found, escape(text[at:])]).strip()


def _piece(match: re.Match[str]) -> str:
    letter, low, high, sign = match.group("letter", "low", "high", "sign")
    if sign:
        return _SIGNS[sign]
    scripts = [script.strip("{}") for script in (low, high) if script]
    greek = len(letter or "") > 1 and not (letter or "").isdecimal()
    if not letter or not (scripts or greek) or not all(map(_SIMPLE.fullmatch, scripts)):
        return escape(match.group())
    shown = (r"\hat{x}" if letter == "xhat" else rf"\{letter}") if greek else letter
    below, above = (f"{mark}{{{_script(text)}}}" if text else "" for mark, text in (("_", low), ("^", high)))
    return f"${shown}{below}{above}$"


def _script(text: str) -> str:
    said = text[1:-1] if _BRACED.fullmatch(text) else text
    return rf"\{said}" if said in ("min", "max") else said


def formula(tex: str) -> str:
    r"""A printed line as mathematics that may be broken into lines; as its source where it uses what is not known here.

    >>> formula(r"\mu \le 1"), formula(r"\input{secret}")
    ('$\\displaystyle \\mu \\le 1$', '\\texttt{\\textbackslash{}input\\{secret\\}}')
    """
    squeezed = " ".join(tex.split())
    return rf"$\displaystyle {squeezed}$" if _is_known(squeezed) else rf"\texttt{{{escape(tex)}}}"


def _is_known(tex: str) -> bool:
    """Whether the line is made of what the converter to MathML reads, and LaTeX with amsmath and amssymb has it too."""
    if not tex.strip() or not tex.isascii() or not tex.isprintable():
        return False
    found = tokens(tex)
    return not {"%", "#", "$", "&"} & set(found) and not any(_missing(token) for token in found) and typeset(tex).known


def _missing(token: str) -> bool:
    return token.startswith("\\") and token[1:] in _NOT_LATEX
