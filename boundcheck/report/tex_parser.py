"""A recursive-descent parser of TeX formulas that writes MathML as it goes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from boundcheck.report import tex_symbols as sym
from boundcheck.report.tex_items import Item, joined, script, space, wants_term
from boundcheck.report.tex_reader import Reader, refusal

_THIN = ".17em"  # before the name of a function
_NEXT_ROW, _END = "\\\\", "\\end"
_LETTER = re.compile(r"(<m[in](?: [^>]*)?>)(.)(</m[in]>)")
_WORDS = frozenset({"min", "max"})  # a script of just this word is set upright, as a word
_DEEPEST = 60
_FLAT = ' stretchy="false"'
_FENCE = ' stretchy="true" lspace="0" rspace="0"'
_NORMAL = ' mathvariant="normal"'
_SIGNS = {
    "(": "open",
    "[": "open",
    ")": "close",
    "]": "close",
    "=": "break",
    "<": "break",
    ">": "break",
} | dict.fromkeys(",;:", "relation")


class Parser:
    """One formula, read once."""

    def __init__(self, tokens: Sequence[str], marked: frozenset[int]) -> None:
        self._in = Reader(tokens, marked)
        self._depth = 0

    def parts(self) -> list[str]:
        """The whole line, cut before the relations that stand in no bracket.

        Raises:
            UnknownTexError: something is unknown or not in order.
        """
        found: list[list[str]] = [[]]
        level = 0
        for item in self._row():
            level = max(0, level + {"open": 1, "close": -1}.get(item.role, 0))
            if item.role == "break" and level == 0 and found[-1]:
                found.append([])
            found[-1].append(item.markup)
        return ["".join(part) for part in found if part]

    def _row(self, *ends: str) -> list[Item]:
        """Items up to a closing token, which is left, or to the end of the line."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise refusal(f"more than {_DEEPEST} levels of groups")
        items: list[Item] = []
        self._in.spaces()
        while self._in.peek() not in ("", *ends):
            if self._in.peek() in ("}", "\\right", _END):
                raise refusal(self._in.peek())
            first = wants_term(items)
            item = self._scripted(prefix=first)
            items += [space(_THIN), item] if item.role == "function" and not first else [item]
            self._in.spaces()
        if ends and not self._in.peek():
            raise refusal(f"no {' or '.join(ends)}")
        self._depth -= 1
        return items

    def _group(self) -> str:
        """An argument: a group in braces, or one token."""
        self._in.spaces()
        ahead = self._in.peek()
        if ahead == "{":
            return self._braced()
        if ahead in ("^", "_", "}", "&", ""):
            raise refusal(ahead or "the end of the line")
        start = self._in.at
        return self._in.leaf("mn", self._in.take(), start) if ahead.isdigit() else self._atom(prefix=False).markup

    def _braced(self) -> str:
        start = self._in.at
        self._in.take()
        items = self._row("}")
        self._in.take()
        source = self._in.since(start)[1:-1]
        if source in _WORDS:
            return self._in.leaf("mi", source, start)
        return items[0].markup if len(items) == 1 else f"<mrow>{joined(items)}</mrow>"

    def _scripted(self, *, prefix: bool) -> Item:
        """An item with its primes, its subscript and its superscript."""
        base = Item(markup="<mrow></mrow>") if self._in.peek() in ("^", "_") else self._atom(prefix=prefix)
        primes, scripts = "", {"_": "", "^": ""}
        while True:
            self._in.spaces()
            ahead = self._in.peek()
            if ahead == "'" and not primes and not scripts["^"]:
                primes = self._in.primes()
            elif ahead not in ("^", "_", "'"):
                break
            elif ahead == "'" or scripts[ahead]:
                raise refusal(f"a second {ahead}")
            else:
                self._in.take()
                scripts[ahead] = self._group()
        raised = f"<mrow>{primes}{scripts['^']}</mrow>" if primes and scripts["^"] else primes or scripts["^"]
        return Item(markup=script(base, scripts["_"], raised), role=base.role)

    def _atom(self, *, prefix: bool) -> Item:
        start, ahead = self._in.at, self._in.peek()
        if ahead == "{":
            return Item(markup=self._braced())
        if ahead.isdecimal():
            return Item(markup=self._in.leaf("mn", self._in.number(), start))
        self._in.take()
        if ahead.startswith("\\"):
            return self._macro(ahead[1:], start)
        if ahead.isalpha() or ahead in ("|", "/"):  # bars and slashes stand without space around them
            return Item(markup=self._in.leaf("mi", ahead, start))
        return self._sign(ahead, start, prefix=prefix)

    def _sign(self, sign: str, start: int, *, prefix: bool) -> Item:
        if sign in ("+", "-"):
            form = ' form="prefix"' if prefix else ""
            return Item(markup=self._in.leaf("mo", sign.replace("-", "−"), start, form), role="binary")
        if sign == "~":
            return space(".25em")
        if sign not in _SIGNS and sign not in ("*", "!", ".", "?"):
            raise refusal(sign)
        role = _SIGNS.get(sign, "")
        flat = _FLAT if role in ("open", "close") else ""
        return Item(markup=self._in.leaf("mo", sign.replace("*", "∗"), start, flat), role=role)

    def _macro(self, name: str, start: int) -> Item:
        for table, tag, role, look in _PLAIN:
            if name in table:
                kind = "break" if role == "relation" and table[name] in sym.BREAKING else role
                between = ' form="infix"' if table[name] in sym.ALSO_PREFIX else ""
                return Item(markup=self._in.leaf(tag, table[name], start, look + between), role=kind)
        if name in sym.LIMITS:
            return Item(markup=self._in.leaf("mo", name, start, ' movablelimits="true" form="prefix"'), role="limits")
        if name in sym.FUNCTIONS:
            return Item(markup=self._in.leaf("mi", name, start), role="function")
        if name in sym.SPACES:
            return space(sym.SPACES[name])
        return Item(markup="", role="space") if name in sym.IGNORED else self._structure(name, start)

    def _structure(self, name: str, start: int) -> Item:
        if name in ("big", "Big", "bigg", "Bigg") or name[:-1] in sym.SIZES:
            markup, role = self._in.sized(name if name in sym.SIZES else name[:-1], start)
            return Item(markup=markup, role=role)
        if name in ("frac", "dfrac", "tfrac"):
            inside = f"<mfrac>{self._group()}{self._group()}</mfrac>"
            return Item(markup=f'<mstyle displaystyle="false">{inside}</mstyle>' if name == "tfrac" else inside)
        if name in sym.ACCENTS:
            look = "" if name in sym.WIDE else _FLAT
            over = self._in.leaf("mo", sym.ACCENTS[name], start, look)
            return Item(markup=f'<mover accent="true">{self._group()}{over}</mover>')
        if name in sym.TEXTS:
            words = self._in.words().replace(" ", "\N{NO-BREAK SPACE}")
            return Item(markup=self._in.leaf("mtext", words, start))
        if name in sym.UPRIGHT_WORDS:
            word = self._in.words().strip()
            return Item(markup=self._in.leaf("mi", word, start, _NORMAL if len(word) == 1 else ""))
        return Item(markup=self._other(name, start))

    def _other(self, name: str, start: int) -> str:
        if name == "sqrt":
            return self._root()
        if name == "left":
            return self._fenced()
        if name in sym.ALPHABETS:
            return self._in.lettered(name, start)
        if name in ("boldsymbol", "bm"):
            return self._bold()
        if name == "begin":
            return self._table()
        raise refusal(f"\\{name}")

    def _root(self) -> str:
        self._in.spaces()
        if self._in.peek() != "[":
            return f"<msqrt>{self._group()}</msqrt>"
        self._in.take()
        degree = joined(self._row("]"))
        self._in.take()
        return f"<mroot>{self._group()}<mrow>{degree}</mrow></mroot>"

    def _bold(self) -> str:
        """A letter, or a group of them, in bold."""
        return _LETTER.sub(lambda found: f"{found[1]}{sym.BOLD.get(found[2], found[2])}{found[3]}", self._group())

    def _table(self) -> str:
        """An environment of rows and columns between the brackets that its name says."""
        name = self._in.words()
        if name not in sym.TABLES:
            raise refusal(f"\\begin{{{name}}}")
        rows: list[list[str]] = [[]]
        while True:
            rows[-1].append(f"<mtd>{joined(self._row('&', _NEXT_ROW, _END))}</mtd>")
            ended = self._in.take()
            if ended == _END:
                break
            if ended == _NEXT_ROW:
                rows.append([])
        if self._in.words() != name:
            raise refusal(f"no \\end{{{name}}}")
        inside = "".join(f"<mtr>{''.join(row)}</mtr>" for row in rows)
        left, right = (f"<mo{_FENCE}>{sign}</mo>" if sign else "" for sign in sym.TABLES[name])
        return f"<mrow>{left}<mtable>{inside}</mtable>{right}</mrow>"

    def _fenced(self) -> str:
        """Brackets that are as high as what they hold."""
        start = self._in.at
        opening = self._in.leaf("mo", self._in.delimiter()[0], start, _FENCE)
        inside = joined(self._row("\\right"))
        self._in.take()
        start = self._in.at
        return f"<mrow>{opening}{inside}{self._in.leaf('mo', self._in.delimiter()[0], start, _FENCE)}</mrow>"


_PLAIN = (
    (sym.GREEK, "mi", "", ""),
    (sym.UPRIGHT, "mi", "", _NORMAL),
    (sym.RELATIONS, "mo", "relation", ""),
    (sym.BINARY, "mo", "binary", ""),
    (sym.PREFIX, "mo", "binary", ""),
    (sym.LARGE, "mo", "limits", ""),
    (sym.SIGNS_ABOVE_BESIDE, "mo", "binary", ""),
    (sym.OPENING, "mo", "open", _FLAT),
    (sym.CLOSING, "mo", "close", _FLAT),
    (sym.BARS, "mi", "", ""),
)
