"""Replace equals by equals inside a term, where the quantifiers of the equality allow it."""

from __future__ import annotations

from typing import Any

from boundcheck.canonical import BINDERS, Node, free_nodes, substitute
from boundcheck.rules.entail import Context, candidates_in, fresh, inside
from boundcheck.rules.guards import speaks_of_chances
from boundcheck.rules.normal import Algebra

_ROUNDS = 12
_REALS = frozenset({"at", "sym", "prob", "size", "total", "largest", "smallest", "pow", "mul", "add", "abs", "exp"})


def rewrite(node: Node, equalities: list[Node], context: Context, algebra: Algebra) -> Node:
    """Replace instances of the left sides by the right sides until nothing changes (at most twelve rounds)."""
    for _ in range(_ROUNDS):
        changed = _everywhere(node, equalities, context, algebra)
        if changed == node:
            break
        node = changed
    return node


def rewrite_claim(claim: Node, equalities: list[Node], algebra: Algebra, context: Context = ()) -> Node:
    """Rewrite both sides of a claim under its quantifiers."""
    _, quantifiers, lhs, relation, rhs = claim
    known = (*context, *((("idx", name), over) for name, over in quantifiers))
    right = rewrite(rhs, equalities, known, algebra) if relation != "holds" else rhs
    return ("claim", quantifiers, rewrite(lhs, equalities, known, algebra), relation, right)


def _everywhere(node: Any, equalities: list[Node], context: Context, algebra: Algebra) -> Any:
    if not isinstance(node, tuple) or not node:
        return node
    for equality in equalities:
        replaced = _here(node, equality, context, algebra)
        if replaced is not None:
            return replaced
    if node[0] in ("prob", "independent"):  # all outcomes: an index from a random set is any index at another one
        context = tuple((index, over) for index, over in context if not algebra.loose(over))
    if node[0] in BINDERS and len(node) == 4:
        return _under(node, equalities, context, algebra)
    return tuple(_everywhere(child, equalities, context, algebra) for child in node)


def _under(node: Node, equalities: list[Node], context: Context, algebra: Algebra) -> Node:
    head, body, index, over = node
    taken = {name for term, _ in context for _, name in (n for n in free_nodes(term))}
    if index in taken:
        other = index
        while other in taken or ("idx", other) in free_nodes(body):
            other += "~"
        body, index = substitute(body, {("idx", index): ("idx", other)}), other
    inner = (*context, (("idx", index), over))
    return (head, _everywhere(body, equalities, inner, algebra), index, _everywhere(over, equalities, context, algebra))


def _here(node: Node, equality: Node, context: Context, algebra: Algebra) -> Node | None:
    lhs, relation = equality[2:4]
    if lhs[0] != node[0] or (lhs[0] in ("at", "happens", "set", "sym") and lhs[1] != node[1]):
        return None
    _, quantifiers, lhs, _, rhs = fresh(equality)
    bind = _match(lhs, node, {name for name, _ in quantifiers}, algebra, event=relation == "iff")
    if bind is None or (speaks_of_chances((lhs, rhs)) and any(map(algebra.loose, bind.values()))):
        return None
    for name, over in quantifiers:
        if ("idx", name) not in bind or not inside(bind[("idx", name)], substitute(over, bind), context, algebra):
            return None
    changed = substitute(rhs, bind)
    return changed if algebra.admits(("claim", (), node, relation, changed), context) else None


def _match(pattern: Node, node: Node, names: set[str], algebra: Algebra, *, event: bool) -> dict[Node, Node] | None:
    if pattern[0] in ("at", "happens", "set") and len(pattern) == len(node):
        bind: dict[Node, Node] = {}
        for slot, term in zip(pattern[2:], node[2:], strict=True):
            if slot[0] == "idx" and slot[1] in names:
                bind.setdefault(slot, term)
        pairs = zip(pattern[2:], node[2:], strict=True)
        same = all(algebra.same(substitute(slot, bind), term) for slot, term in pairs)
        return bind if same else None
    return _match_by_trial(pattern, node, sorted(names), algebra, event=event)


def _match_by_trial(
    pattern: Node, node: Node, names: list[str], algebra: Algebra, *, event: bool
) -> dict[Node, Node] | None:
    if node[0] not in _REALS and not event:
        return None
    form = algebra.event if event else algebra.term
    wanted = form(node)
    if not names:
        return {} if form(pattern) == wanted else None
    if len(names) > 1:
        return None
    for term in candidates_in(("claim", (), node, "holds", ("true",))):
        bind: dict[Node, Node] = {("idx", names[0]): term}
        if form(substitute(pattern, bind)) == wanted:
            return bind
    return None
