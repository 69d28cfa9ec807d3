"""The repair search: small edits of a false claim, kept when no known instance violates them.

It finds candidates; a repaired claim is believed only when it is proved.  Edits: a power raised or lowered, a strict
relation made weak, a bound moved by one, an event replaced by its complement, an equality by an inequality.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from typing import Any

from boundcheck.canonical import Node, substitute
from boundcheck.rules.entail import body_form
from boundcheck.rules.normal import Algebra

_WEAKER = {
    "<": ("<=",),
    ">": (">=",),
    "==": ("<=", ">="),
    "iff": ("implies",),
    "<=": (),
    ">=": (),
    "implies": (),
    "holds": (),
}
_OTHER_EVENTS = {"<": ("<=",), ">": (">=",), "<=": ("<",), ">=": (">",), "==": ("<=", ">=")}


@dataclass(frozen=True, kw_only=True)
class Edit:
    """An edited claim and what was changed."""

    claim: Node
    words: str


def edits(claim: Node) -> Iterator[Edit]:
    """Yield the edit neighbourhood of a claim, each edit once."""
    seen = {claim}
    for edit in _all_edits(claim):
        if edit.claim not in seen:
            seen.add(edit.claim)
            yield edit


def same_claim(left: Node, right: Node, signs: frozenset[str] = frozenset()) -> bool:
    """Say whether two claims are one up to exact algebra."""
    algebra = Algebra(signs)
    try:
        return left[1] == right[1] and left[3] == right[3] and body_form(left, algebra) == body_form(right, algebra)
    except (ValueError, ZeroDivisionError):
        return left == right


def _all_edits(claim: Node) -> Iterable[Edit]:
    _, quantifiers, lhs, relation, rhs = claim
    for weaker in _WEAKER[relation]:
        yield Edit(claim=("claim", quantifiers, lhs, weaker, rhs), words=f"{weaker} in place of {relation}")
    if relation == "iff":
        yield Edit(claim=("claim", quantifiers, rhs, "implies", lhs), words="the other direction only")
    for old, new in permutations([name for name, _ in quantifiers], 2):
        changed = substitute(rhs, {("idx", old): ("idx", new)})
        yield Edit(
            claim=("claim", quantifiers, lhs, relation, changed), words=f"index {new} in place of {old} on the right"
        )
    for side, position in ((lhs, 2), (rhs, 4)):
        for changed, words in _edit_term(side):
            yield Edit(claim=(*claim[:position], changed, *claim[position + 1 :]), words=words)


def _edit_term(node: Any) -> Iterator[tuple[Any, str]]:
    if not isinstance(node, tuple) or not node:
        return
    yield from _edit_here(node)
    for position, child in enumerate(node):
        for changed, words in _edit_term(child):
            yield (*node[:position], changed, *node[position + 1 :]), words


def _edit_here(node: Node) -> Iterator[tuple[Node, str]]:
    head = node[0]
    if head == "pow" and node[2][0] == "num":
        if Fraction(node[2][1]) == 2:
            yield node[1], f"{_name(node[1])} in place of its square"
    elif head == "sym":
        yield ("pow", node, ("num", "2")), f"the square of {node[1]} in place of {node[1]}"
        yield ("add", node, ("num", "-1")), f"{node[1]} - 1 in place of {node[1]}"
        yield ("add", node, ("num", "1")), f"{node[1]} + 1 in place of {node[1]}"
    elif head == "rel":
        for other in _OTHER_EVENTS[node[2]]:
            yield ("rel", node[1], other, node[3]), f"{other} in place of {node[2]} in an event"
    elif head == "happens":
        yield ("not", node), f"the complement of {node[1]}"
    elif head == "not":
        yield node[1], "an event in place of its complement"
    elif head == "floor":
        yield ("ceil", node[1]), "rounding up in place of down"


def _name(node: Node) -> str:
    return str(node[1]) if node[0] in ("sym", "at") else node[0]
