"""What no line of a derivation may do, whatever its rule: each guard names how a false claim was once proved.

Averages are taken over all signs, so what a rule calls fixed must depend on none; complements are taken in the set of
all atoms, so they make no sense for sets of rows; a quotient, root or logarithm may appear only where the claim or a
fact grants that it is defined.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from boundcheck.canonical import BINDERS, Node, free_nodes
from boundcheck.model import Model

_RESERVED = ("?", "$", "#")
ATOM_SETS = frozenset(
    {"All", "Lam", "Off", "Gam", "Stripe", "StripeAt", "Overlap", "Hat", "PatchOut", "Nz", "Atoms"}
)  # sets that lie in the set of all atoms


def speaks_of_chances(node: Any) -> bool:
    """Say whether a probability or an independence occurs in a node."""
    return (
        isinstance(node, tuple)
        and bool(node)
        and (node[0] in ("prob", "independent") or any(map(speaks_of_chances, node)))
    )


def random_part(nodes: Iterable[Node], model: Model) -> Node | None:
    """Return the first node that depends on some sign (or on something undeclared), None if all are fixed."""
    return next((node for node in nodes if model.signs_behind(node)), None)


def within_atoms(over: Node) -> bool:
    """Say whether a set certainly lies in the set of all atoms."""
    head = over[0]
    if head == "set":
        return over[1] in ATOM_SETS or str(over[1]).startswith("?")
    if head == "cap":
        return any(within_atoms(part) for part in over[1:])
    if head == "cup":
        return all(within_atoms(part) for part in over[1:])
    if head == "without":
        return within_atoms(over[1])
    return bool(head in ("compl", "less"))


def bad_complement(node: Any) -> Node | None:
    """Return a complement (or an intersection with one) that is not among atoms, None if there is none."""
    if not isinstance(node, tuple) or not node:
        return None
    if node[0] == "compl" and not within_atoms(node[1]):
        return node
    if node[0] == "cap" and any(part[0] == "compl" for part in node[1:]):
        others = [part for part in node[1:] if part[0] != "compl"]
        if not all(within_atoms(part) for part in others):
            return node
    return next((found for child in node if (found := bad_complement(child)) is not None), None)


def partial_terms(node: Any) -> set[Node]:
    """Pairs of a demand and a term, set or event.

    ``("nonzero", t)``, ``("nonneg", t)``, ``("positive", t)``, ``("possible", e)``, ``("nonempty", s)``.
    """
    if not isinstance(node, tuple) or not node:
        return set()
    return own_demands(node).union(*map(partial_terms, node))


def own_demands(node: Node) -> set[Node]:
    """What a node demands for itself, its parts aside."""
    found = set()
    if node[0] == "pow" and node[2][0] == "num":
        exponent = Fraction(node[2][1])
        if exponent < 0:
            found.add(("nonzero", node[1]))
        if exponent.denominator > 1:
            found.add(("nonneg", node[1]))
    elif node[0] == "inv":
        found.add(("nonzero", node[1]))
    elif node[0] == "root":
        found.add(("nonneg", node[1]))
    elif node[0] == "log":
        found.add(("positive", node[1]))
    elif node[0] == "prob" and len(node) > 2:
        found.add(("possible", node[2]))
    elif node[0] in ("at", "set", "happens"):  # an index must be a number
        found |= {("nonempty", place[3]) for place in node[2:] if place[0] == "smallest"}
    return found


def name_fault(claim: Node) -> str | None:
    """Say what is wrong with the names of a claim: a free index, one name bound twice, a name the tool makes up."""
    _, quantifiers, lhs, _, rhs = claim
    names = [name for name, _ in quantifiers]
    if len(set(names)) < len(names):
        return "one index name is quantified twice"
    bound: list[str] = []
    for part in (lhs, rhs, *(over for _, over in quantifiers)):
        bound += _bound_names(part)
    made_up = [name for name in (*names, *bound) if name.startswith(("$", "#"))]
    if made_up:
        return f"the index {made_up[0]} has a name that the tool makes up"
    free = {node[1] for part in (lhs, rhs) for node in free_nodes(part) if node[0] == "idx"}
    scope: set[str] = set()
    for name, over in quantifiers:
        loose = {node[1] for node in free_nodes(over) if node[0] == "idx"} - scope
        if loose:
            return f"the index {min(loose)} is free"
        scope.add(name)
    loose = free - scope
    return f"the index {min(loose)} is free" if loose else None


def _bound_names(node: Any) -> list[str]:
    if not isinstance(node, tuple) or not node:
        return []
    own = [node[2]] if node[0] in BINDERS and len(node) == 4 else []
    own += [entry[1] for entry in node[1:] if len(entry) > 1] if node[0] == "independent" else []
    return own + [name for child in node for name in _bound_names(child)]


def reserved_name(node: Any) -> str | None:
    """Return a name that starts as those of rules and of the tool do (``?``, ``$``, ``#``), None if there is none."""
    if isinstance(node, str):
        return node if node.startswith(_RESERVED) else None
    return next((found for part in node if (found := reserved_name(part)) is not None), None)
