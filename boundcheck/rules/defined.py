"""The guards at work on a line: is its conclusion well formed, and is everything in it defined?"""

from __future__ import annotations

from typing import Any

from boundcheck.canonical import Node, canonical, substitute
from boundcheck.rules.entail import follows
from boundcheck.rules.guards import bad_complement, name_fault, partial_terms, speaks_of_chances
from boundcheck.rules.lines import Line
from boundcheck.rules.polynomials import as_constant, content, to_node
from boundcheck.rules.work import Work, evidently, spell


def forbidden(line: Line, conclusion: Node, goal: Node, work: Work) -> str | None:
    """Say which guard a line runs into, None if none (see ``boundcheck.rules.guards``)."""
    fault = name_fault(conclusion)
    if fault is not None:
        return fault
    wrong = bad_complement(conclusion)
    if wrong is not None:
        return f"{spell(wrong)} is a complement among things that are no atoms"
    if work.before is not None and work.model.signs_behind(work.assumed) and speaks_of_chances(conclusion):
        return "a probability under an assumption about the outcome"
    loose = _loose_terms(line, conclusion, goal, work)
    return f"nothing grants that {spell(loose[1])} is {_WANTED[loose[0]]}" if loose is not None else None


_WANTED = {"nonzero": "not zero", "nonneg": "not negative", "positive": "positive", "possible": "possible"}


def _loose_terms(line: Line, conclusion: Node, goal: Node, work: Work) -> Node | None:
    """A quotient, root or logarithm that neither the goal, nor a fact, nor its own form shows to be defined."""
    wanted = partial_terms(conclusion).union(*(partial_terms(canonical(square)) for square in line.squares))
    allowed = {_granted_form(p, work) for p in partial_terms(goal)}
    for name, fact in work.facts.items():
        if name in work.assumptions:
            allowed |= {_granted_form(p, work) for p in partial_terms(fact)}
    for partial in sorted(wanted, key=repr):
        if _granted_form(partial, work) not in allowed and not _shown_defined(partial, conclusion, work):
            return partial
    return None


def _granted_form(partial: Node, work: Work) -> Node:
    """Normal form of a partial term, bound and quantified indices aside."""
    kind, term = partial
    if kind == "possible":
        return (kind, work.algebra.event(_anonymous(term)))
    _, primitive = content(work.algebra.poly(_anonymous(term)))
    return (kind, to_node(primitive))


def _anonymous(term: Node) -> Node:
    """The term with its free indices numbered in order of appearance, so that only the shape counts."""
    order: dict[Node, Node] = {}

    def collect(node: Any) -> None:
        if isinstance(node, tuple) and node:
            if node[0] == "idx" and len(node) == 2:
                order.setdefault(node, ("idx", f"@{len(order)}"))
            for child in node:
                collect(child)

    collect(term)
    return substitute(term, order)  # type: ignore[no-any-return]


def _shown_defined(partial: Node, conclusion: Node, work: Work) -> bool:
    kind, term = partial
    if kind == "possible":
        return False
    slack = work.algebra.poly(term)
    if evidently(slack, strict=kind != "nonneg"):
        return True
    if kind != "nonneg" and len(slack) == 1 and as_constant(slack) is not None:
        return True
    relation = ">=" if kind == "nonneg" else ">"
    for quantifiers in (conclusion[1], ()):
        need = ("claim", quantifiers, term, relation, ("num", "0"))
        if any(follows(fact, need, work.algebra) for fact in work.facts.values()):
            return True
    factors = next(iter(slack)) if len(slack) == 1 else ()
    return len(factors) > 1 and all(_shown_defined((kind, base), conclusion, work) for base, _ in factors)
