"""A claim: two sides, a relation, its quantifiers, and the paper's own typography."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import sympy
from sympy import Basic, Expr
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanAtom

from boundcheck import terms as t
from boundcheck.canonical import Node, canonical, digest, term_of
from boundcheck.displayed import Displayed
from boundcheck.errors import BoundcheckError
from boundcheck.sorts import check_sorts, check_turns

_HOLDS = "holds"


@dataclass(frozen=True)
class Claim(Displayed):
    """``lhs relation rhs``, for all the listed indices, on every instance and every pattern of the free signs.

    ``relation`` is one of ``<= < == >= >`` between real terms, ``implies`` or ``iff`` between events, or ``holds`` for
    one event alone.  ``forall`` lists pairs (index, set).  ``tex`` is the paper's typography and ``words`` a sentence.

    >>> x = t.real("x")
    >>> Claim(x**2, ">=", 0)
    Claim(x**2 >= 0)
    """

    lhs: Basic
    relation: str
    rhs: Basic | int = 0
    forall: tuple[tuple[t.Index, t.IndexSet], ...] = ()
    tex: str = field(default="", kw_only=True)
    words: str = field(default="", kw_only=True)

    def __post_init__(self) -> None:
        """Refuse what the language cannot say exactly."""
        allowed = (*t.RELATIONS, *t.CONNECTIVES, _HOLDS)
        if self.relation not in allowed:
            raise BoundcheckError("claim", expected=f"a relation among {', '.join(allowed)}", got=repr(self.relation))
        wants_event = self.relation in (*t.CONNECTIVES, _HOLDS)
        for name, side in (("lhs", self.lhs), ("rhs", self.rhs)):
            if name == "rhs" and self.relation == _HOLDS:
                if self.rhs != 0:
                    raise BoundcheckError(
                        "claim",
                        expected="nothing to the right of 'holds' (quantifiers go in forall=)",
                        got=repr(self.rhs),
                    )
                continue
            if isinstance(side, (bool, float, str, BooleanAtom, Relational)):
                raise BoundcheckError(
                    f"claim.{name}", expected="an exact term (Rational(1, 3), not 1/3)", got=repr(side)
                )
            if wants_event is not isinstance(side, t.Event):
                kind = "an event" if wants_event else "a real term"
                raise BoundcheckError(f"claim.{name}", expected=f"{kind} beside {self.relation!r}", got=repr(side))
        self._check_terms("E" if wants_event else "R")
        if len({index for index, _ in self.forall}) < len(self.forall):
            raise BoundcheckError("claim", expected="each index to be quantified once", got=self.text)

    def _check_terms(self, sort: str) -> None:
        """Refuse terms outside of the language, parts of the wrong sort, and sums that nothing could run through."""
        try:
            _, quantifiers, lhs, _, rhs = self.node
        except (TypeError, ValueError, AttributeError) as error:
            raise BoundcheckError("claim", expected="exact terms of the language", got=str(error)) from error
        sides = {"lhs": lhs} if self.relation == _HOLDS else {"lhs": lhs, "rhs": rhs}
        for name, side in sides.items():
            check_sorts(f"claim.{name}", side, sort)
            check_turns(f"claim.{name}", side)
        for index, (name, over) in zip((index for index, _ in self.forall), quantifiers, strict=True):
            if not isinstance(index, t.Index):
                raise BoundcheckError("claim.forall", expected="pairs (Index(...), set)", got=repr(index))
            check_sorts(f"claim.forall, {name}", over, "S")
            check_turns(f"claim.forall, {name}", over)

    @cached_property
    def node(self) -> Node:
        """Canonical form ("claim", quantifiers, lhs, relation, rhs)."""
        quantifiers = tuple((index.name, canonical(over)) for index, over in self.forall)
        rhs = (
            ("true",)
            if self.relation == _HOLDS
            else canonical(sympy.Integer(self.rhs) if isinstance(self.rhs, int) else self.rhs)
        )
        return ("claim", quantifiers, canonical(self.lhs), self.relation, rhs)

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical form."""
        return digest(self.node)

    @property
    def latex(self) -> str:
        """The paper's typography, or one made from the terms."""
        return self.tex or " ".join(
            (sympy.latex(self.lhs), _TEX.get(self.relation, self.relation), sympy.latex(self.rhs))
        )

    @property
    def text(self) -> str:
        """The claim on one line."""
        sides = str(self.lhs) if self.relation == _HOLDS else f"{self.lhs} {self.relation} {self.rhs}"
        over = "; ".join(f"{i} in {s}" for i, s in self.forall)
        return f"{sides}  for all {over}" if over else sides

    def __repr__(self) -> str:
        """Show the claim as a reader would write it."""
        return f"Claim({self.text})"


_TEX = {"<=": r"\le", ">=": r"\ge", "==": "=", "implies": r"\Rightarrow", "iff": r"\Leftrightarrow", "holds": ""}


def stated(node: Node) -> Claim:
    """The claim of a node, nothing evaluated: what an edit of a claim says.

    >>> stated(Claim(t.real("x"), "<=", 1).node)
    Claim(x <= 1)
    """
    _, quantifiers, lhs, relation, rhs = node
    forall = tuple((t.Index(name), term_of(over)) for name, over in quantifiers)
    return Claim(term_of(lhs), relation, 0 if relation == _HOLDS else term_of(rhs), forall)


@dataclass(frozen=True)
class Hypothesis:
    """Something the statement assumes: a claim with a name, tested on every instance and usable by rules."""

    name: str
    claim: Claim
    words: str = ""

    @property
    def node(self) -> Node:
        """Canonical form of the claim."""
        return self.claim.node


def assume(name: str, *claim: Any, words: str = "", tex: str = "", **quantifiers: Any) -> Hypothesis:
    """Shorthand: ``assume("zeta_nonneg", zeta, ">=", 0, words="the error bound is not negative")``."""
    return Hypothesis(name, Claim(*claim, tex=tex, words=words, **quantifiers), words)


def within(symbol: Expr, interval: str) -> tuple[Hypothesis, ...]:
    """Hypotheses that keep a real parameter in an interval such as ``"(0, 1]"``, ``"[0, oo)"``.

    >>> [h.claim.text for h in within(t.real("delta"), "(0, 1]")]
    ['delta > 0', 'delta <= 1']

    Raises:
        BoundcheckError: the interval cannot be read.
    """
    body, (left, right) = interval[1:-1].split(","), (interval[0], interval[-1])
    if left not in "[(" or right not in "])" or len(body) != 2:
        raise BoundcheckError("within", expected="an interval such as '(0, 1]'", got=repr(interval))
    ends = [None if part.strip() in ("oo", "-oo") else _rational(part.strip()) for part in body]
    found = []
    if ends[0] is not None:
        found.append(assume(f"{symbol}_low", symbol, ">=" if left == "[" else ">", ends[0]))
    if ends[1] is not None:
        found.append(assume(f"{symbol}_high", symbol, "<=" if right == "]" else "<", ends[1]))
    return tuple(found)


def _rational(text: str) -> sympy.Rational:
    top, _, bottom = text.partition("/")
    try:
        return sympy.Rational(int(top), int(bottom or "1"))
    except ValueError as error:
        raise BoundcheckError("within", expected="integers or fractions as ends", got=repr(text)) from error
