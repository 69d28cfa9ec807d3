"""The guards at work on a line: are its conclusion and premises well formed, and is everything in them defined?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from boundcheck.canonical import Node, canonical, free_nodes
from boundcheck.rules.demands import Demand, Grant, Over, demands, granted
from boundcheck.rules.entail import body_form, follows
from boundcheck.rules.guards import bad_complement, name_fault, random_part, speaks_of_chances
from boundcheck.rules.lines import Line
from boundcheck.rules.polynomials import as_constant, from_normal, to_node
from boundcheck.rules.work import Work, evidently, spell


def forbidden(line: Line, conclusion: Node, work: Work) -> str | None:
    """Say which guard a line runs into, None if none (see ``boundcheck.rules.guards``)."""
    premises = [need for need, _ in work.written[-1]["premises"]]
    for claim in (conclusion, *premises):
        fault = name_fault(claim)
        if fault is not None:
            return fault
        wrong = bad_complement(claim)
        if wrong is not None:
            return f"{spell(wrong)} is a complement among things that are no atoms"
    if work.before is not None and work.model.signs_behind(work.assumed) and speaks_of_chances(conclusion):
        return "a probability under an assumption about the outcome"
    squares = [("claim", conclusion[1], canonical(s), "==", ("num", "0")) for s in line.squares]
    inside = () if line.kind == "rule" else conclusion[1]  # what a rule asks for all its own indices it asks for all
    for names, claims in (({n for n, _ in conclusion[1]}, (conclusion, *squares)), (_context(line, inside), premises)):
        look_at(conclusion, names, work)
        for demand in sorted({d for claim in claims for d in demands(claim)}, key=repr):
            if not _met(demand, work):
                return f"nothing grants that {spell(demand.term)} is {_WANTED[demand.kind]}"
    return None


def _context(line: Line, inside: Over) -> set[str]:
    return {index.name for index, _ in line.forall} | {name for name, _ in inside}


def look_at(conclusion: Node, names: Iterable[str], work: Work) -> None:
    """From here on a line with this conclusion is looked into, at the indices of these names.

    What the goal's being defined grants at its own indices may be used at those only, and only for what the conclusion
    demands itself: so whoever uses the line at another index is asked for it again.
    """
    parts = {part for demand in demands(conclusion) for part in _with_factors(demand, work)}
    work.own, work.demanded = frozenset(names), frozenset(_form(part, work) for part in parts)
    work.defined.clear()


def _form(demand: Demand, work: Work) -> tuple[str, Node]:
    return demand.kind, work.algebra.term(demand.term) if demand.kind in _OF_NUMBERS else demand.term


def admitted(fact: Node, context: tuple[tuple[Node, Node], ...], work: Work) -> bool:
    """Say whether an instance of a fact is defined under the memberships of a context: else it says nothing.

    That of a used step may not be, where it was proved for whatever it is defined for.
    """
    over = tuple((index[1], where) for index, where in context if index[0] == "idx")
    return all(_met(demand, work) for demand in demands(("claim", (*over, *fact[1]), *fact[2:])))


_WANTED = {
    "nonzero": "not zero",
    "nonneg": "not negative",
    "positive": "positive",
    "possible": "possible",
    "nonempty": "not empty",
}
_OF_NUMBERS = frozenset({"nonzero", "nonneg", "positive"})


def taken_for_granted(goal: Node, hypotheses: Iterable[Node], work: Work, *, chances: bool) -> Iterator[Grant]:
    """What the proof of a goal under hypotheses may take for granted.

    A reading of the goal is of one outcome and one choice of its indices.  Where ``chances`` occur in the proof it
    argues about all outcomes, so that only what holds at all of them counts.
    """
    for fact in hypotheses:
        yield from (Grant(part) for demand in granted(fact, met=True) for part in _with_factors(demand, work))
    clear = random_part([over for _, over in goal[1]], work.model) is None
    for demand in granted(goal, met=False):
        parts = [demand.claims[0][2], *(over for _, over in demand.over)]
        fixed = random_part(map(_outside, parts), work.model) is None
        everywhere = fixed or (demand.averaged and clear)
        if everywhere or not chances:
            yield from (Grant(*_at_its_indices(part, goal[1]), everywhere) for part in _with_factors(demand, work))


def _at_its_indices(demand: Demand, quantifiers: Over) -> tuple[Demand, frozenset[str]]:
    """A demand of a goal, met at one choice of the goal's indices, which stay free; and those that it speaks of."""
    own = 0
    while own < min(len(quantifiers), len(demand.over)) and demand.over[own] == quantifiers[own]:
        own += 1
    inner = demand.over[own:]
    names = {name for name, _ in demand.over[:own]}
    free = {node[1] for part in (demand.term, *(over for _, over in inner)) for node in free_nodes(part)}
    return Demand(demand.kind, demand.term, inner, demand.averaged), frozenset(names & free)


def _outside(node: Any) -> Any:
    """A node without the probabilities in it, which are the same at every outcome."""
    if not isinstance(node, tuple) or not node or node[0] in ("prob", "independent"):
        return ()
    return (node[0], *(part if isinstance(part, str) else _outside(part) for part in node[1:]))


def _with_factors(demand: Demand, work: Work) -> Iterator[Demand]:
    """A demand, and where a product must not be 0, that for each factor."""
    yield demand
    poly = work.algebra.poly(demand.term) if demand.kind == "nonzero" else {}
    if len(poly) == 1:
        yield from (Demand("nonzero", base, demand.over, demand.averaged) for base, _ in next(iter(poly)))


def _met(demand: Demand, work: Work) -> bool:
    """Say whether the form of a term, a fact, or what is taken for granted meets a demand; or this for its parts."""
    if demand not in work.defined:
        work.defined[demand] = False  # while it is looked into, it is not known
        ways = (_evident, _known, _by_factors, _by_terms)
        work.defined[demand] = any(way(demand, work) for way in ways)
    return work.defined[demand]


def _evident(demand: Demand, work: Work) -> bool:
    if demand.kind not in _OF_NUMBERS:
        return False
    poly = work.algebra.poly(demand.term)
    constant = as_constant(poly)
    return (demand.kind == "nonzero" and bool(constant)) or evidently(poly, strict=demand.kind != "nonneg")


def _known(demand: Demand, work: Work) -> bool:
    if demand.averaged:  # an index from a set that depends on the outcome is any index at another outcome
        over = tuple((name, where) for name, where in demand.over if random_part([where], work.model) is None)
        demand = Demand(demand.kind, demand.term, over, averaged=True)
    facts = [*work.facts.values(), *(grant.demand.claims[0] for grant in work.granted if _usable(grant, demand, work))]
    if any(follows(fact, claim, work.algebra) for claim in demand.claims for fact in facts):
        return True
    return demand.kind == "nonzero" and any(_has_factor(fact, demand.term, work) for fact in facts if not fact[1])


def _usable(grant: Grant, demand: Demand, work: Work) -> bool:
    at_all = not grant.own or (grant.own <= work.own and _form(demand, work) in work.demanded)
    return at_all and (grant.everywhere or not demand.averaged)


def _has_factor(fact: Node, term: Node, work: Work) -> bool:
    """A fact that says of a product that it is positive, with the term among its factors."""
    form = body_form(fact, work.algebra)
    poly = from_normal(form[1]) if form[0] == "gt0" else {}
    if len(poly) != 1:
        return False
    factors = [to_node({((base, Fraction(1)),): Fraction(1)}) for base, _ in next(iter(poly))]
    return work.algebra.term(term) in factors and work.algebra.admits(fact, ())


def _by_factors(demand: Demand, work: Work) -> bool:
    """A product is what its factors are; its coefficient counts too, unless only zero matters."""
    if demand.kind not in _OF_NUMBERS:
        return False
    poly = work.algebra.poly(demand.term)
    if len(poly) != 1 or () in poly:
        return False
    ((factors, coefficient),) = poly.items()
    parts = [Demand(demand.kind, base, demand.over, demand.averaged) for base, _ in factors]
    by_itself = coefficient == 1 and [power for _, power in factors] == [1]
    clear = demand.kind == "nonzero" or coefficient > 0
    return clear and not by_itself and all(_met(part, work) for part in parts)


def _by_terms(demand: Demand, work: Work) -> bool:
    """A sum of terms that are not negative, one of them positive where zero is forbidden."""
    poly = work.algebra.poly(demand.term) if demand.kind in _OF_NUMBERS else {}
    if len(poly) < 2:
        return False
    terms = [to_node({monomial: coefficient}) for monomial, coefficient in poly.items()]
    positive = demand.kind == "nonneg"
    for term in terms:
        here = Demand("positive", term, demand.over, demand.averaged)
        if not positive and _met(here, work):
            positive = True
        elif not _met(Demand("nonneg", term, demand.over, demand.averaged), work):
            return False
    return positive
