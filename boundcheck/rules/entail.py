"""When a fact at hand gives a fact that is needed: instances of quantifiers, memberships, strength of relations."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import Any

from boundcheck.canonical import Node, free_nodes, substitute
from boundcheck.rules.guards import speaks_of_chances, within_atoms
from boundcheck.rules.normal import Algebra
from boundcheck.rules.polynomials import Poly, as_constant, constant, from_normal, plus, scale, to_node

Context = tuple[tuple[Node, Node], ...]  # (index term, set) pairs that hold
_MANY_ATOMS = 14
_ALL = ("set", "All")
_WHOLE = frozenset({"idx", "size", "floor", "ceil"})


def context_of(quantifiers: tuple[tuple[str, Node], ...]) -> Context:
    """Memberships that a claim's quantifiers grant."""
    return tuple((("idx", name), over) for name, over in quantifiers)


def inside(index: Node, over: Node, context: Context, algebra: Algebra) -> bool:
    """Say whether ``index`` certainly lies in ``over``, given the memberships of the context (propositional reasoning).

    >>> lam, gam = ("set", "Lam"), ("set", "Gam")
    >>> inside(("idx", "j"), lam, ((("idx", "j"), ("cap", lam, gam)),), Algebra())
    True
    """
    return _inside(index, over, context, algebra.signs)


@lru_cache(maxsize=20000)
def _inside(index: Node, over: Node, context: Context, signs: frozenset[str]) -> bool:
    """The answer, kept: derivations ask the same few memberships of the same facts over and over."""
    algebra = Algebra(signs)
    if over[0] == "span":
        return _in_span(index, over, context, algebra)
    goal = _member(index, over, algebra)
    given = [_member(i, s, algebra) for i, s in context if s[0] != "span"]
    atoms = sorted({a for f in (goal, *given) for a in _atoms(f)}, key=repr)
    atoms = _close_under_equality(atoms)
    given += [
        ("or", ("not", a), ("in", a[1], _ALL)) for a in atoms if a[0] == "in" and a[2] != _ALL and within_atoms(a[2])
    ]
    atoms = sorted({a for f in (goal, *given) for a in _atoms(f)} | set(atoms), key=repr)
    if len(atoms) > _MANY_ATOMS:
        return False
    for values in product((False, True), repeat=len(atoms)):
        world = dict(zip(atoms, values, strict=True))
        if _respects_equality(world) and all(_true(f, world) for f in given) and not _true(goal, world):
            return False
    return True


def _member(index: Node, over: Node, algebra: Algebra) -> Any:
    head = over[0]
    if head == "cap":
        return ("and", *(_member(index, part, algebra) for part in over[1:]))
    if head == "cup":
        return ("or", *(_member(index, part, algebra) for part in over[1:]))
    if head == "compl":
        return ("and", ("in", algebra.term(index), _ALL), ("not", _member(index, over[1], algebra)))
    if head == "without":
        return ("and", _member(index, over[1], algebra), ("not", _equal(index, over[2], algebra)))
    if head == "less":
        return ("and", ("in", algebra.term(index), _ALL), ("not", _equal(index, over[1], algebra)))
    return ("in", algebra.term(index), algebra.set(over))


def _equal(left: Node, right: Node, algebra: Algebra) -> Any:
    pair = sorted((algebra.term(left), algebra.term(right)), key=repr)
    return ("and",) if pair[0] == pair[1] else ("eq", *pair)


def _atoms(formula: Any) -> set[Any]:
    if formula[0] in ("in", "eq"):
        return {formula}
    return set().union(*(_atoms(part) for part in formula[1:])) if len(formula) > 1 else set()


def _close_under_equality(atoms: list[Any]) -> list[Any]:
    sets = {a[2] for a in atoms if a[0] == "in"}
    found = set(atoms)
    for a in atoms:
        if a[0] == "eq":
            found |= {("in", index, over) for index in a[1:] for over in sets}
    return sorted(found, key=repr)


def _respects_equality(world: dict[Any, bool]) -> bool:
    for a, holds in world.items():
        if a[0] == "eq" and holds:
            for b, value in world.items():
                if b[0] == "in" and b[1] == a[1] and world.get(("in", a[2], b[2]), value) != value:
                    return False
    return True


def _true(formula: Any, world: dict[Any, bool]) -> bool:
    head = formula[0]
    if head == "and":
        return all(_true(part, world) for part in formula[1:])
    if head == "or":
        return any(_true(part, world) for part in formula[1:])
    if head == "not":
        return not _true(formula[1], world)
    return world[formula]


def _in_span(index: Node, over: Node, context: Context, algebra: Algebra) -> bool:
    """Interval arithmetic by one known inequality plus a nonnegative constant, for a term that is a whole number."""
    if not _whole(index, algebra):
        return False
    slacks = [constant(Fraction(0))]
    for i, s in _spans(context):
        slacks += [_difference(i, s[1], algebra), _difference(s[2], i, algebra), _difference(s[2], s[1], algebra)]
    ends = (_difference(index, over[1], algebra), _difference(over[2], index, algebra))
    return all(any(_nonnegative(plus(end, scale(slack, Fraction(-1)))) for slack in slacks) for end in ends)


def _whole(index: Node, algebra: Algebra) -> bool:
    """Indices, counts and rounded numbers are whole, and so are their sums and products with whole coefficients."""
    return all(
        coefficient.denominator == 1
        and all(base[0] in _WHOLE and power.denominator == 1 and power > 0 for base, power in monomial)
        for monomial, coefficient in algebra.poly(index).items()
    )


def _spans(context: Context) -> Context:
    """Memberships in spans, also those that an intersection grants."""
    parts = [(i, part) for i, s in context if s[0] == "cap" for part in s[1:]]
    return (*((i, s) for i, s in context if s[0] == "span"), *(_spans(tuple(parts)) if parts else ()))


def _difference(left: Node, right: Node, algebra: Algebra) -> Poly:
    return plus(algebra.poly(left), scale(algebra.poly(right), Fraction(-1)))


def _nonnegative(poly: Poly) -> bool:
    value = as_constant(poly)
    return value is not None and value >= 0


def body_form(claim: Node, algebra: Algebra) -> Node:
    """Normal form of a claim's relation, quantifiers aside."""
    _, _, lhs, relation, rhs = claim
    if relation == "holds":
        event = algebra.event(lhs)
        return event if event[0] in ("ge0", "gt0", "eq0") else ("holds", event)
    if relation in ("implies", "iff"):
        return (relation, algebra.event(lhs), algebra.event(rhs))
    return algebra.relation(lhs, relation, rhs)


def at_least_as_strong(have: Node, need: Node) -> bool:
    """Say whether one relation in normal form gives another."""
    if have == need:
        return True
    if have[0] == "gt0" and need[0] == "ge0":
        return bool(have[1] == need[1])
    if have[0] == "eq0" and need[0] == "ge0":
        return need[1] in (have[1], to_node(scale(from_normal(have[1]), Fraction(-1))))
    if have[0] == "iff" and need[0] in ("implies", "iff"):
        return need[1:] in (have[1:], (have[2], have[1]))
    return False


def instances(
    fact: Node, candidates: list[Node], context: Context, algebra: Algebra
) -> Iterator[tuple[Node, dict[str, Node]]]:
    """Yield instances of a quantified claim at index terms that certainly lie in the right sets, with the choice.

    In a claim about chances no term that depends on signs is put for an index: at another outcome it is another.
    """
    _, quantifiers, lhs, relation, rhs = fact
    if speaks_of_chances((lhs, rhs)):
        candidates = [term for term in candidates if not algebra.loose(term)]
    names = [name for name, _ in quantifiers]
    for choice in product(candidates, repeat=len(names)):
        bind = {("idx", name): term for name, term in zip(names, choice, strict=True)}
        if _lie(quantifiers, bind, context, algebra):
            yield (
                ("claim", (), substitute(lhs, bind), relation, substitute(rhs, bind)),
                {n[1]: v for n, v in bind.items()},
            )


def _lie(quantifiers: Any, bind: dict[Node, Node], context: Context, algebra: Algebra) -> bool:
    return all(inside(bind[("idx", name)], substitute(over, bind), context, algebra) for name, over in quantifiers)


def follows(have: Node, need: Node, algebra: Algebra, context: Context = ()) -> bool:
    """Say whether the claim ``need`` is an instance of the claim ``have``, or weaker than one."""
    context = (*context, *context_of(need[1]))
    wanted = body_form(("claim", (), *need[2:]), algebra)
    if not have[1]:
        return at_least_as_strong(body_form(have, algebra), wanted) and algebra.admits(have, context)
    renamed = fresh(have)
    for instance, _ in instances(renamed, candidates_in(need), context, algebra):
        if at_least_as_strong(body_form(instance, algebra), wanted) and algebra.admits(instance, context):
            return True
    return False


def fresh(claim: Node) -> Node:
    """Rename quantified indices so that they cannot meet the names of the claim that is needed."""
    _, quantifiers, lhs, relation, rhs = claim
    bind: dict[Node, Node] = {("idx", name): ("idx", f"{name}?") for name, _ in quantifiers}
    renamed = tuple((f"{name}?", substitute(over, bind)) for name, over in quantifiers)
    return ("claim", renamed, substitute(lhs, bind), relation, substitute(rhs, bind))


def candidates_in(claim: Node) -> list[Node]:
    """Index terms a quantifier may be instantiated with: free indices, and whatever stands where an index stands."""
    found: set[Node] = {node for node in _all_free(claim) if node[0] == "idx"}
    found.update(("idx", name) for name, _ in claim[1])
    _collect(claim, found)
    return sorted(found, key=repr)


def _all_free(claim: Node) -> set[Node]:
    return set().union(
        *(free_nodes(part) for part in (claim[2], claim[4])), *(free_nodes(over) for _, over in claim[1])
    )


def _collect(node: Any, found: set[Node]) -> None:
    if not isinstance(node, tuple) or not node:
        return
    if node[0] in ("at", "set", "happens"):
        found.update(node[2:])
    for child in node:
        _collect(child, found)
