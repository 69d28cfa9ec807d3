"""A witness worked through number by number, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from boundcheck import values
from boundcheck.canonical import BINDERS, Node, free_nodes, substitute
from boundcheck.evaluate import Frame, compile_node
from boundcheck.report.instance import described
from boundcheck.report.notation import number, signs, spell, tuples
from boundcheck.report.rebuilt import rebuilt
from boundcheck.world import World

_MOST_TERMS = 24
_MOST_PARTS = 8
_RELATIONS = {"==": "="}


def worked(claim: Any, witness: Mapping[str, Any]) -> list[str]:
    """The instance, the terms of the claim there in the order of evaluation, both sides, and why the claim fails."""
    world = rebuilt(witness["world"])
    outcome = tuples(witness["outcome"])
    if outcome is None:
        outcome = world.outcomes[0]
    lines = described(world, outcome)
    if witness["index"]:
        lines.append("at " + ", ".join(f"{name} = {value}" for name, value in witness["index"].items()))
    fixed = {("idx", name): ("num", str(value)) for name, value in witness["index"].items()}
    _, _, lhs, relation, rhs = tuples(claim)
    left, right = substitute(lhs, fixed), substitute(rhs, fixed)
    terms = list(
        dict.fromkeys(
            line for side in (left, right) for node in closed_terms(side) for line in _term(node, world, outcome)
        )
    )
    if len(terms) > _MOST_TERMS:
        lines.append(f"({len(terms) - _MOST_TERMS} smaller terms are left out)")
    return [
        *lines,
        *terms[-_MOST_TERMS:],
        _verdict(_value(left, world, outcome), relation, _value(right, world, outcome)),
    ]


def closed_terms(node: Node, bound: frozenset[str] = frozenset()) -> Iterator[Node]:
    """Sub-terms that no index ties to a sum around them, innermost first; none from inside a probability."""
    if node[0] in ("num", "idx", "sym", "true"):
        return
    for child in _children(node):
        yield from closed_terms(child, bound | ({node[2]} if node[0] in BINDERS else frozenset()))
    if not any(name in bound for head, name in free_nodes(node) if head == "idx"):
        yield node


def _children(node: Node) -> tuple[Node, ...]:
    if node[0] in ("prob", "independent"):
        return ()
    return tuple(child for child in node[1:] if isinstance(child, tuple))


def _value(node: Node, world: World, outcome: Any, index: Mapping[str, int] | None = None) -> Any:
    """Value of a term; None where it has none, or where it cannot be told at the working precision."""
    try:
        return compile_node(node)(Frame(world, outcome, dict(index or {})))
    except (ArithmeticError, LookupError, ValueError):
        return None


def _term(node: Node, world: World, outcome: Any) -> Iterator[str]:
    value = _value(node, world, outcome)
    if value is None:
        yield f"{spell(node)} cannot be told"
        return
    said = f"{spell(node)} is {number(value)}" if isinstance(value, bool) else f"{spell(node)} = {number(value)}"
    if node[0] in BINDERS:
        said += _parts(node, world, outcome)
    if node[0] == "prob":
        said += _patterns(node, world)
    yield said


def _parts(node: Node, world: World, outcome: Any) -> str:
    """What a sum, maximum or quantified event is made of."""
    _, body, name, over = node
    members = _value(over, world, outcome) or ()
    if not members:
        return f" (there is no {name})"
    shown = [
        f"{name}={member}: {_said(_value(body, world, outcome, {name: member}))}" for member in members[:_MOST_PARTS]
    ]
    more = f", {len(members) - _MOST_PARTS} more" if len(members) > _MOST_PARTS else ""
    return f" ({', '.join(shown)}{more})"


def _said(value: Any) -> str:
    return "cannot be told" if value is None else number(value)


def _patterns(node: Node, world: World) -> str:
    """For which sign patterns an event happens."""
    given = [o for o in world.outcomes if len(node) == 2 or _value(node[2], world, o)]
    hits = [o for o in given if _value(node[1], world, o)]
    which = "" if len(hits) in (0, len(given)) else ": " + ", ".join(signs(o) for o in hits[:_MOST_PARTS])
    more = ", ..." if which and len(hits) > _MOST_PARTS else ""
    ways = "outcomes" if world.kind == "tables" else "sign patterns"
    return f" ({len(hits)} of {len(given)} {ways}{which}{more})"


def _verdict(left: Any, relation: str, right: Any) -> str:
    if relation == "implies":
        return "the left event happens and the right one does not, so the implication fails"
    if relation == "iff":
        sides = ("happens", "does not") if left else ("does not happen", "does")
        return f"the left event {sides[0]} and the right one {sides[1]}, so they are not equivalent"
    if relation == "holds":
        return "so what the line asserts is false here"
    said = f"left side {_said(left)}, right side {_said(right)}"
    order = None if left is None or right is None else values.order(left, right)
    between = {1: ">", -1: "<", 0: "="}.get(order) if order is not None else None
    return f"{said}: " + (
        f"left {between} right, so left {_RELATIONS.get(relation, relation)} right fails"
        if between
        else "the line fails"
    )
