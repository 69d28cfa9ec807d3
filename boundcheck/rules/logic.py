"""Propositional reasoning between events whose atoms are comparisons, named events, and quantified events."""

from __future__ import annotations

from itertools import product
from typing import Any

from boundcheck.canonical import Node
from boundcheck.rules.normal import Algebra, negate

_MANY_ATOMS = 16


def entails(given: list[Node], goal: Node, algebra: Algebra) -> bool:
    """Say whether claims between events (implies, iff, holds) give another one, by truth tables over their atoms."""
    formulas = [_formula(claim, algebra) for claim in given]
    wanted = _formula(goal, algebra)
    atoms = sorted({a for f in (wanted, *formulas) for a in _atoms(f)}, key=repr)
    if len(atoms) > _MANY_ATOMS:
        return False
    opposite = [(a, b) for a in atoms for b in atoms if a[0] == b[0] == "ge0" and negate(a)[1] == b[1] and a != b]
    for values in product((False, True), repeat=len(atoms)):
        world = dict(zip(atoms, values, strict=True))
        if any(not world[a] and not world[b] for a, b in opposite):
            continue
        if all(_true(f, world) for f in formulas) and not _true(wanted, world):
            return False
    return True


def _formula(claim: Node, algebra: Algebra) -> Any:
    _, _, lhs, relation, rhs = claim
    if relation not in ("implies", "iff", "holds"):
        return _shape(algebra.relation(lhs, relation, rhs))
    left = _shape(algebra.event(lhs))
    if relation == "holds":
        return left
    right = _shape(algebra.event(rhs))
    if relation == "implies":
        return ("or", ("not", left), right)
    return ("and", ("or", ("not", left), right), ("or", ("not", right), left))


def _shape(event: Node) -> Any:
    """Turn an event in normal form into a formula over positive atoms."""
    head = event[0]
    if head == "both":
        return ("and", *(_shape(part) for part in event[1:]))
    if head == "either":
        return ("or", *(_shape(part) for part in event[1:]))
    if head == "not":
        return ("not", _shape(event[1]))
    if head == "gt0":
        return ("not", ("atom", negate(event)))
    if head == "every":
        return ("not", ("atom", negate(event)))
    if head == "true":
        return ("and",)
    return ("atom", event)


def _atoms(formula: Any) -> set[Any]:
    if formula[0] == "atom":
        return {formula[1]}
    return set().union(*(_atoms(part) for part in formula[1:])) if len(formula) > 1 else set()


def _true(formula: Any, world: dict[Any, bool]) -> bool:
    head = formula[0]
    if head == "atom":
        return world[formula[1]]
    if head == "not":
        return not _true(formula[1], world)
    if head == "and":
        return all(_true(part, world) for part in formula[1:])
    return any(_true(part, world) for part in formula[1:])


def branches_against(claim: Node, algebra: Algebra) -> list[list[Node]]:
    """Cases of "the claim fails", as relations in normal form; the claim holds if every case is contradictory."""
    _, _, lhs, relation, rhs = claim
    left = algebra.event(lhs)
    if relation == "holds":
        return _cases(negate(left))
    right = algebra.event(rhs)
    found = [a + b for a in _cases(left) for b in _cases(negate(right))]
    if relation == "iff":
        found += [a + b for a in _cases(right) for b in _cases(negate(left))]
    return found


def _cases(event: Node) -> list[list[Node]]:
    head = event[0]
    if head == "either":
        return [case for part in event[1:] for case in _cases(part)]
    if head == "both":
        found: list[list[Node]] = [[]]
        for part in event[1:]:
            found = [a + b for a in found for b in _cases(part)]
        return found
    if head in ("ge0", "gt0"):
        return [[event]]
    return [[]]
