"""What has to hold for a claim to be defined, and what its being defined tells.

A quotient, root, logarithm or conditional probability demands something of a term, for all indices around it.  A claim
says nothing where a side is undefined, so what it demands may be taken for granted in its proof; a hypothesis that is
met is defined.  Both only as far as the parts are evaluated at all: "x = 0 or 1/x > 1" is true at 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from boundcheck.canonical import BINDERS, Node, substitute
from boundcheck.rules.guards import own_demands

Over = tuple[tuple[str, Node], ...]


@dataclass(frozen=True)
class Demand:
    """A term must be ``nonzero``, ``nonneg``, ``positive`` (an event ``possible``, a set ``nonempty``) for all indices.

    ``averaged``: inside a probability, so at every outcome.
    """

    kind: str
    term: Node
    over: Over
    averaged: bool = False

    @property
    def claims(self) -> tuple[Node, ...]:
        """Claims any of which meets the demand; the first says no more than it."""
        zero = ("num", "0")
        if self.kind == "possible":
            return (("claim", self.over, ("prob", self.term), ">", zero),)
        if self.kind == "nonempty":
            return (("claim", self.over, ("size", self.term), ">=", ("num", "1")),)
        if self.kind != "nonzero":
            return (("claim", self.over, self.term, ">=" if self.kind == "nonneg" else ">", zero),)
        unequal = ("claim", self.over, ("not", ("rel", self.term, "==", zero)), "holds", ("true",))
        return (unequal, *(("claim", self.over, self.term, relation, zero) for relation in (">", "<")))


@dataclass(frozen=True)
class Grant:
    """A demand taken as met: at the goal's ``own`` indices that it speaks of, at every outcome or the one in hand."""

    demand: Demand
    own: frozenset[str] = frozenset()
    everywhere: bool = True


_ARITHMETIC = frozenset({"add", "mul", "pow", "inv", "root", "abs", "exp", "log", "cosh", "floor", "ceil", "total"})


def demands(claim: Node) -> Iterator[Demand]:
    """Yield all that a claim demands, whether or not the part that demands it is evaluated.

    A minimum over nothing is infinite: it may be compared, but algebra takes it for a number.
    """
    _, quantifiers, lhs, _, rhs = claim
    for place, (_, over) in enumerate(quantifiers):
        yield from _all(over, quantifiers[:place])
    for side in (lhs, rhs):
        yield from _all(side, quantifiers)


def granted(claim: Node, *, met: bool) -> Iterator[Demand]:
    """Yield what holds wherever a claim is false or undefined for lack of it; if ``met``, wherever it is true."""
    _, quantifiers, lhs, relation, rhs = claim
    for place, (_, over) in enumerate(quantifiers):
        yield from _all(over, quantifiers[:place])
    if relation == "holds":
        yield from _sure(lhs, quantifiers, harmless=not met)
    elif relation == "implies":
        yield from _sure(lhs, quantifiers, harmless=None if met else False)
        yield from () if met else _sure(rhs, quantifiers, harmless=True)
    else:
        for side in (lhs, rhs):
            yield from _sure(side, quantifiers, harmless=None)


def _all(node: Any, over: Over, *, averaged: bool = False) -> Iterator[Demand]:
    if not isinstance(node, tuple) or not node:
        return
    yield from (Demand(kind, term, over, averaged) for kind, term in own_demands(node))
    for child, inner in _parts(node, over):
        if node[0] in _ARITHMETIC:
            yield from (Demand("nonempty", where, around, averaged) for where, around in _minima(child, inner))
        yield from _all(child, inner, averaged=averaged or node[0] == "prob")


def _minima(node: Any, over: Over) -> Iterator[tuple[Node, Over]]:
    """Sets over which minima are taken whose value a term may have."""
    if isinstance(node, tuple) and node and node[0] in ("smallest", "largest", "max2", "min2"):
        if node[0] == "smallest":
            yield node[3], over
        for child, inner in _parts(node, over):
            yield from _minima(child, inner)


def _parts(node: Node, over: Over) -> list[tuple[Any, Over]]:
    """Parts of a node with the indices around them; an index whose name is taken gets another one."""
    if node[0] in BINDERS and len(node) == 4:
        _, body, index, where = node
        taken = {name for name, _ in over}
        fresh = index
        while fresh in taken:
            fresh += "'"
        return [(substitute(body, {("idx", index): ("idx", fresh)}), (*over, (fresh, where))), (where, over)]
    if node[0] == "independent":
        entries = [("total", *entry) if len(entry) > 1 else entry[0] for entry in node[1:]]
        return [part for entry in entries for part in _parts(entry, over)]
    return [(child, over) for child in node[1:]]


def _sure(node: Any, over: Over, *, harmless: bool | None, averaged: bool = False) -> Iterator[Demand]:
    """What holds unless the node is undefined or (an event) has the harmless value."""
    if not isinstance(node, tuple) or not node:
        return
    head, children = node[0], _parts(node, over)
    yield from (Demand(kind, term, over, averaged) for kind, term in own_demands(node))
    if head == "not":
        harmless = None if harmless is None else not harmless
    elif head in ("both", "either"):  # evaluated up to the first part that settles it
        settles = head == "either"
        children, harmless = (children, harmless) if harmless is settles else (children[:1], None)
    elif head in ("some", "every"):  # the same: all entries are looked at only where none of them settles it
        children, harmless = (children, harmless) if harmless is (head == "some") else (children[1:], None)
    elif head == "prob":  # the event is looked at only where the condition holds
        children, harmless, averaged = children[-1:], None, True
    else:
        harmless = None
    for child, inner in children:
        yield from _sure(child, inner, harmless=harmless, averaged=averaged)
