"""A place in a sequence of TeX tokens, and the small things that can be read there."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from boundcheck.errors import BoundcheckError
from boundcheck.report import tex_symbols as sym


class UnknownTexError(BoundcheckError):
    """A formula uses what the converter does not know."""


def refusal(what: str) -> UnknownTexError:
    """The error that says what was met."""
    return UnknownTexError("a printed line", expected="TeX that is known here", got=what)


class Reader:
    """Reads tokens once, from left to right; those ``marked`` are given the class ``diff`` where they are written."""

    def __init__(self, tokens: Sequence[str], marked: frozenset[int]) -> None:
        self._tokens = tokens
        self._marked = marked
        self.at = 0

    def peek(self, ahead: int = 0) -> str:
        """The next token; empty at the end."""
        return self._tokens[self.at + ahead] if self.at + ahead < len(self._tokens) else ""

    def take(self) -> str:
        """The next token, which is passed.

        Raises:
            UnknownTexError: there is none.
        """
        found = self.peek()
        if not found:
            raise refusal("the end of the line")
        self.at += 1
        return found

    def spaces(self) -> None:
        """Pass spaces, which mean nothing in a formula."""
        while self.peek() and self.peek().isspace():
            self.at += 1

    def since(self, start: int) -> str:
        """The source from a place on."""
        return "".join(self._tokens[start : self.at])

    def leaf(self, tag: str, text: str, start: int, attributes: str = "") -> str:
        """An element of what was read since ``start``."""
        changed = any(place in self._marked for place in range(start, self.at))
        diff = ' class="diff"' if changed else ""
        return f"<{tag}{diff}{attributes}>{escape(text, quote=False)}</{tag}>"

    def number(self) -> str:
        """A number with its decimals."""
        found = self.take()
        while self.peek().isdigit() or (self.peek() == "." and self.peek(1).isdigit()):
            found += self.take()
        return found

    def primes(self) -> str:
        """One or more primes, as an element; empty if there is none."""
        start = self.at
        while self.peek() == "'":
            self.take()
        return self.leaf("mo", "′" * (self.at - start), start) if self.at > start else ""

    def words(self) -> str:
        """The text of a group of which nothing is mathematics.

        Raises:
            UnknownTexError: there is no group, or it holds mathematics.
        """
        self.spaces()
        if self.take() != "{":
            raise refusal("a word without braces")
        start = self.at
        while self.peek() != "}":
            taken = self.take()
            if taken in ("{", "$") or taken.startswith("\\"):
                raise refusal("mathematics inside of words")
        text = self.since(start)
        self.take()
        return text

    def lettered(self, name: str, start: int) -> str:
        """Letters of an alphabet such as blackboard bold.

        Raises:
            UnknownTexError: the alphabet has no such letter.
        """
        self.spaces()
        text = self.words() if self.peek() == "{" else self.take()
        if not text or any(letter not in sym.ALPHABETS[name] for letter in text):
            raise refusal(f"\\{name}{{{text}}}")
        return self.leaf("mi", "".join(sym.ALPHABETS[name][letter] for letter in text), start)

    def sized(self, name: str, start: int) -> tuple[str, str]:
        """A delimiter of a given size, and its role."""
        sign, role = self.delimiter()
        bar = "" if role else ' stretchy="true" lspace="0" rspace="0"'
        size = sym.SIZES[name]
        return self.leaf("mo", sign, start, f'{bar} minsize="{size}" maxsize="{size}"'), role

    def delimiter(self) -> tuple[str, str]:
        """A bracket or bar and its role: open, close or neither; nothing for the dot.

        Raises:
            UnknownTexError: it is none.
        """
        self.spaces()
        taken = self.take()
        name = taken.removeprefix("\\")
        for table, role in ((sym.OPENING, "open"), (sym.CLOSING, "close"), (sym.BARS, "")):
            if taken != name and name in table:
                return table[name], role
        if taken in ("(", "["):
            return taken, "open"
        if taken in (")", "]"):
            return taken, "close"
        if taken in ("|", "/", "."):
            return taken.replace(".", ""), ""
        raise refusal(f"the delimiter {taken}")
