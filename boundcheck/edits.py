"""Small edits of a claim: the one place that knows what can slip in a printed line.

``slips`` are the edits the repair search tries to undo; ``mutations`` are those and many more, by which the auditor
itself is tested.  An edit says what was changed, and of which kind the change is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations
from typing import Any

from boundcheck.canonical import BINDERS, Node, substitute

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
_OTHER_RELATIONS = {
    "<=": ("<", ">=", "=="),
    "<": (">", "=="),
    ">=": (">", "<=", "=="),
    ">": ("<", "=="),
    "==": ("<", ">"),
    "implies": ("iff",),
    "iff": (),
    "holds": (),
}
_SWAPS = {
    "both": ("either", "event", "a union in place of an intersection"),
    "either": ("both", "event", "an intersection in place of a union"),
    "some": ("every", "quantifier", "for every in place of for some"),
    "every": ("some", "quantifier", "for some in place of for every"),
    "largest": ("smallest", "quantifier", "the minimum in place of the maximum"),
    "smallest": ("largest", "quantifier", "the maximum in place of the minimum"),
    "cap": ("cup", "set", "a union of sets in place of an intersection"),
    "cup": ("cap", "set", "an intersection of sets in place of a union"),
    "max2": ("min2", "quantifier", "the smaller in place of the larger"),
    "min2": ("max2", "quantifier", "the larger in place of the smaller"),
    "floor": ("ceil", "count", "rounding up in place of down"),
    "ceil": ("floor", "count", "rounding down in place of up"),
}
_ONE, _MINUS = ("num", "1"), ("num", "-1")
_INDEXED = ("at", "set", "happens")

Change = tuple[Any, str, str]  # the changed node, the kind, the words
Here = Callable[[Node], Iterator[Change]]


@dataclass(frozen=True, kw_only=True)
class Edit:
    """An edited claim, what was changed, and the kind of the change."""

    claim: Node
    words: str
    kind: str = ""


def slips(claim: Node) -> Iterator[Edit]:
    """Yield the small slips whose undoing the repair search tries, each claim once."""
    return _once(claim, _slips(claim))


def mutations(claim: Node) -> Iterator[Edit]:
    """Yield every systematic edit of a claim, each claim once; the slips come first."""
    return _once(
        claim, (edit for part in (_slips, _of_the_relation, _of_quantifiers, _of_terms) for edit in part(claim))
    )


def _once(claim: Node, found: Iterable[Edit]) -> Iterator[Edit]:
    seen = {claim}
    for edit in found:
        if edit.claim not in seen:
            seen.add(edit.claim)
            yield edit


def _slips(claim: Node) -> Iterator[Edit]:
    _, quantifiers, lhs, relation, rhs = claim
    for weaker in _WEAKER[relation]:
        yield Edit(claim=_related(claim, weaker), words=f"{weaker} in place of {relation}", kind="relation")
    if relation == "iff":
        yield Edit(claim=("claim", quantifiers, rhs, "implies", lhs), words="the other direction only", kind="relation")
    for old, new in permutations([name for name, _ in quantifiers], 2):
        changed = substitute(rhs, {("idx", old): ("idx", new)})
        words = f"index {new} in place of {old} on the right"
        yield Edit(claim=("claim", quantifiers, lhs, relation, changed), words=words, kind="index")
    yield from _on_both_sides(claim, _slip_here)


def _related(claim: Node, relation: str) -> Node:
    return (*claim[:3], relation, claim[4])


def _on_both_sides(claim: Node, here: Here) -> Iterator[Edit]:
    for position in (2, 4):
        for changed, kind, words in _everywhere(claim[position], here):
            yield Edit(claim=(*claim[:position], changed, *claim[position + 1 :]), words=words, kind=kind)


def _everywhere(node: Any, here: Here) -> Iterator[Change]:
    if not isinstance(node, tuple) or not node:
        return
    yield from here(node)
    for position, child in enumerate(node):
        for changed, kind, words in _everywhere(child, here):
            yield (*node[:position], changed, *node[position + 1 :]), kind, words


def _slip_here(node: Node) -> Iterator[Change]:
    head = node[0]
    if head == "pow" and node[2][0] == "num":
        if Fraction(node[2][1]) == 2:
            yield node[1], "exponent", f"{_name(node[1])} in place of its square"
    elif head == "sym":
        yield ("pow", node, ("num", "2")), "exponent", f"the square of {node[1]} in place of {node[1]}"
        yield ("add", node, _MINUS), "count", f"{node[1]} - 1 in place of {node[1]}"
        yield ("add", node, _ONE), "count", f"{node[1]} + 1 in place of {node[1]}"
    elif head == "rel":
        for other in _OTHER_EVENTS[node[2]]:
            yield ("rel", node[1], other, node[3]), "relation", f"{other} in place of {node[2]} in an event"
    elif head == "happens":
        yield ("not", node), "event", f"the complement of {node[1]}"
    elif head == "not":
        yield node[1], "event", "an event in place of its complement"
    elif head == "floor":
        yield ("ceil", node[1]), "count", "rounding up in place of down"


def _of_the_relation(claim: Node) -> Iterator[Edit]:
    _, quantifiers, lhs, relation, rhs = claim
    for other in _OTHER_RELATIONS[relation]:
        yield Edit(claim=_related(claim, other), words=f"{other} in place of {relation}", kind="relation")
    if relation == "implies":
        yield Edit(claim=("claim", quantifiers, rhs, relation, lhs), words="the converse", kind="relation")
    if relation in ("implies", "iff"):
        yield Edit(claim=(*claim[:4], ("not", rhs)), words="the complement of the right side", kind="event")
    if relation == "holds":
        yield Edit(claim=(*claim[:2], ("not", lhs), *claim[3:]), words="the complement", kind="event")
    yield from _exchanged(claim)


def _exchanged(claim: Node) -> Iterator[Edit]:
    """Two parameters exchanged on the right side, or on the left where the right has no two."""
    for position in (4, 2):
        names = sorted(_symbols(claim[position]))
        for a, b in combinations(names, 2):
            left, right = ("sym", a), ("sym", b)
            changed = substitute(claim[position], {left: right, right: left})
            words = f"{a} and {b} exchanged on the {'right' if position == 4 else 'left'}"
            yield Edit(claim=(*claim[:position], changed, *claim[position + 1 :]), words=words, kind="exchange")
        if len(names) > 1:
            return


def _symbols(node: Any) -> set[str]:
    if not isinstance(node, tuple) or not node:
        return set()
    return {node[1]} if node[0] == "sym" else set().union(*(_symbols(child) for child in node))


def _of_quantifiers(claim: Node) -> Iterator[Edit]:
    """Each index of the claim over a wider (or another) set."""
    for place, (name, over) in enumerate(claim[1]):
        for changed, kind, words in _other_sets(over):
            widened = (*claim[1][:place], (name, changed), *claim[1][place + 1 :])
            yield Edit(claim=("claim", widened, *claim[2:]), words=f"{words}, for {name}", kind=kind)


def _other_sets(over: Node) -> Iterator[Change]:
    if over == ("set", "Off"):
        yield ("set", "All"), "quantifier", "every atom in place of those off the support"
    elif over == ("set", "Lam"):
        yield ("set", "All"), "quantifier", "every atom in place of those on the support"
    yield from _everywhere(over, _set_here)


def _set_here(node: Node) -> Iterator[Change]:
    head = node[0]
    if head in ("cap", "without", "compl"):
        words = {"cap": "one set of an intersection", "without": "a set with its excluded index", "compl": "a set"}
        yield node[1], "set", f"{words[head]} in place of {'its complement' if head == 'compl' else 'the whole'}"
    if head == "cap":
        yield node[2], "set", "the other set of an intersection"
    if head == "span":
        low, high = node[1:]
        yield ("span", _shifted(low, -1), high), "count", "a range that begins one earlier"
        yield ("span", _shifted(low, 1), high), "count", "a range that begins one later"
        yield ("span", low, _shifted(high, 1)), "count", "a range that ends one later"
        yield ("span", low, _shifted(high, -1)), "count", "a range that ends one earlier"
    if head in ("cap", "cup"):
        yield (_SWAPS[head][0], *node[1:]), *_SWAPS[head][1:]


def _shifted(node: Node, by: int) -> Node:
    if node[0] == "num":
        return ("num", str(Fraction(node[1]) + by))
    if node[0] == "add" and len(node) == 3:
        for constant, rest in ((node[1], node[2]), (node[2], node[1])):
            if constant[0] == "num":
                moved = Fraction(constant[1]) + by
                return ("add", ("num", str(moved)), rest) if moved else rest
    return ("add", node, ("num", str(by)))


def _of_terms(claim: Node) -> Iterator[Edit]:
    layers = frozenset(_layer_indices(claim))
    yield from _on_both_sides(claim, lambda node: _mutate_here(node, layers))


def _layer_indices(claim: Node) -> Iterator[str]:
    """Indices that count (layers, places), as those over a range do; atoms are names, not numbers."""
    for name, over in (*claim[1], *_bound_in(claim[2]), *_bound_in(claim[4])):
        if over[0] == "span" or over[:2] == ("set", "Layers"):
            yield name


def _bound_in(node: Any) -> Iterator[tuple[str, Node]]:
    if isinstance(node, tuple) and node:
        if node[0] in BINDERS and len(node) == 4:
            yield node[2], node[3]
        for child in node:
            yield from _bound_in(child)


def _mutate_here(node: Node, layers: frozenset[str]) -> Iterator[Change]:
    head = node[0]
    if head in _SWAPS and head not in ("cap", "cup"):
        yield (_SWAPS[head][0], *node[1:]), *_SWAPS[head][1:]
    if head in ("cap", "cup", "without", "compl", "span"):
        yield from _set_here(node)
    if head in ("add", "mul"):
        yield from _fewer(node)
    if head == "pow" and node[2][0] == "num":
        yield from _powers(node)
    if head == "rel":
        yield from _relations(node)
    if head in ("prob", "abs", "size", "total"):
        yield from _heads(node)
    if head in _INDEXED:
        yield from _indices(node, layers)


def _fewer(node: Node) -> Iterator[Change]:
    """A summand or factor lost, a constant moved."""
    head, parts = node[0], node[1:]
    what = "summand" if head == "add" else "factor"
    for place, part in enumerate(parts):
        rest = parts[:place] + parts[place + 1 :]
        yield (rest[0] if len(rest) == 1 else (head, *rest)), f"lost {what}", f"without the {what} {_name(part)}"
        if part[0] == "num":
            for other in _constants(Fraction(part[1]), head):
                changed = (head, *parts[:place], ("num", str(other)), *parts[place + 1 :])
                yield changed, "constant", f"{other} in place of {part[1]}"


def _constants(value: Fraction, head: str) -> tuple[Fraction, ...]:
    if head == "mul" and value != -1:
        return (value + 1, value * 2, value / 2, *(() if value == 1 else (value - 1,)))
    return (value + 1, value - 1) if head == "add" else (-value,)


def _powers(node: Node) -> Iterator[Change]:
    exponent = Fraction(node[2][1])
    for other in (exponent + 1, exponent - 1, -exponent):
        if other not in (0, exponent) and not (exponent == 2 and other == 1):
            changed = node[1] if other == 1 else ("pow", node[1], ("num", str(other)))
            yield changed, "exponent", f"power {other} of {_name(node[1])} in place of {exponent}"


def _relations(node: Node) -> Iterator[Change]:
    turned = {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}
    if node[2] in turned:
        other = turned[node[2]]
        yield ("rel", node[1], other, node[3]), "relation", f"{other} in place of {node[2]} in an event"
    for side in (1, 3):
        if node[side][0] == "num":
            moved = ("num", str(Fraction(node[side][1]) + 1))
            yield (*node[:side], moved, *node[side + 1 :]), "constant", f"{moved[1]} in place of {node[side][1]}"


def _heads(node: Node) -> Iterator[Change]:
    head = node[0]
    if head == "prob":
        yield ("prob", ("not", node[1]), *node[2:]), "event", "the probability of the complement"
        if len(node) == 3:
            yield ("prob", node[1]), "event", "the condition of a probability lost"
            yield ("prob", ("both", *node[1:])), "event", "a joint probability in place of a conditional one"
            yield ("prob", node[2], node[1]), "event", "event and condition exchanged"
    elif head == "abs":
        yield node[1], "lost magnitude", "without the magnitude bars"
    elif head == "size":
        yield ("add", node, _MINUS), "count", "one fewer than the size of a set"
        yield ("add", node, _ONE), "count", "one more than the size of a set"
    elif head == "total":
        yield ("largest", *node[1:]), "quantifier", "a maximum in place of a sum"


def _indices(node: Node, layers: frozenset[str]) -> Iterator[Change]:
    """A layer (or place) one too low or too high; two indices exchanged."""
    for place, index in enumerate(node[2:], start=2):
        if index[0] == "num" or any(name in layers for name in _names(index)):
            for by, words in ((-1, "lower"), (1, "higher")):
                changed = (*node[:place], _shifted(index, by), *node[place + 1 :])
                yield changed, "layer", f"{node[1]} with an index one {words}"
    if len(node) == 4 and node[0] == "at":
        yield (*node[:2], node[3], node[2]), "index", f"the indices of {node[1]} exchanged"


def _names(node: Any) -> set[str]:
    if not isinstance(node, tuple) or not node:
        return set()
    return {node[1]} if node[0] == "idx" else set().union(*(_names(child) for child in node))


def _name(node: Node) -> str:
    return str(node[1]) if node[0] in ("sym", "at", "num") else node[0]
