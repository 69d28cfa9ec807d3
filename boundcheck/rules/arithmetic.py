"""Lines that state an inequality: nonnegative combinations of products of known slacks, and linear implications."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations_with_replacement

from boundcheck.canonical import Node, canonical
from boundcheck.rules import logic as propositional
from boundcheck.rules.entail import candidates_in, context_of, instances
from boundcheck.rules.farkas import Generator, combine
from boundcheck.rules.lines import Line
from boundcheck.rules.polynomials import Poly, from_normal, plus, scale, to_node
from boundcheck.rules.rewrite import rewrite_claim
from boundcheck.rules.work import MissingError, Work, claim_of, equalities, evidently, show


def by_arithmetic(line: Line, work: Work) -> Node:
    """See whether the slack of the stated claim is a nonnegative combination of products of known slacks."""
    claim = claim_of(line)
    changed = rewrite_claim(claim, equalities(line, work, line.by), work.algebra)
    form = work.algebra.relation(changed[2], changed[3], changed[4])
    goal = from_normal(form[1])
    generators = _products(_slacks(line, work, changed), line, work)
    goals = [goal, scale(goal, Fraction(-1))] if form[0] == "eq0" else [goal]
    found = [combine(g, generators, strict=form[0] == "gt0") for g in goals]
    if any(multipliers is None for multipliers in found):
        raise MissingError(f"no nonnegative combination gives {show(claim)}", show(changed))
    named = [[[str(m), list(g.factors)] for m, g in zip(ms or (), generators, strict=True) if m] for ms in found]
    work.written.append(
        {"rule": "arith", "by": [*line.by, *(f"def:{n}" for n in line.unfold)], "combination": named, "premises": []}
    )
    return claim


def _slacks(line: Line, work: Work, claim: Node) -> list[Generator]:
    found = [Generator(factors=(), poly={(): Fraction(1)}, strict=True)]
    for node in line.squares:
        poly = work.algebra.poly(canonical(node))
        plain = evidently(poly)
        square = poly if plain else work.algebra.times(poly, poly)
        found.append(Generator(factors=({"nonnegative" if plain else "square": to_node(poly)},), poly=square))
    for name in line.by:
        work.used.add(name)
        found += _slacks_of(name, line, work, claim)
    return found


def _slacks_of(name: str, line: Line, work: Work, claim: Node) -> list[Generator]:
    if name not in work.facts:
        raise MissingError(f"no fact is called {name!r}", name)
    fact = rewrite_claim(_as_relation(work.facts[name]), equalities(line, work, ()), work.algebra)
    if fact[3] in ("implies", "iff", "holds"):
        return []
    context = context_of(claim[1])
    pool = candidates_in(claim) if fact[1] else []
    ready = list(instances(fact, pool, context, work.algebra)) if fact[1] else [(fact, {})]
    found = []
    for instance, _ in ready:
        if not work.algebra.admits(instance, context):
            continue
        form = work.algebra.relation(*instance[2:])
        found.append(
            Generator(
                factors=({"event": ("rel", *instance[2:]), "by": name},),
                poly=_slack(instance, work),
                strict=form[0] == "gt0",
                equality=form[0] == "eq0",
            )
        )
    return found


def _slack(claim: Node, work: Work) -> Poly:
    """What a comparison says is not negative: the larger side less the smaller one."""
    slack = plus(work.algebra.poly(claim[4]), scale(work.algebra.poly(claim[2]), Fraction(-1)))
    return scale(slack, Fraction(-1)) if claim[3] in (">=", ">") else slack


def _as_relation(fact: Node) -> Node:
    """A comparison that is said to hold, as the relation itself."""
    _, quantifiers, event, relation, _ = fact
    return ("claim", quantifiers, event[1], event[2], event[3]) if relation == "holds" and event[0] == "rel" else fact


def _products(slacks: list[Generator], line: Line, work: Work) -> list[Generator]:
    found = list(slacks)
    others = [s for s in slacks if s.factors]
    for size in range(2, line.degree + 1):
        for chosen in combinations_with_replacement(others, size):
            poly: Poly = {(): Fraction(1)}
            for generator in chosen:
                poly = work.algebra.times(poly, generator.poly)
            found.append(
                Generator(
                    factors=tuple(name for g in chosen for name in g.factors),
                    poly=poly,
                    strict=all(g.strict for g in chosen),
                    equality=any(g.equality for g in chosen),
                )
            )
    return found


def by_farkas(line: Line, work: Work) -> Node:
    """See whether every case in which the stated implication fails is linearly contradictory."""
    claim = claim_of(line)
    extra = [g for name in line.by for g in _slacks_of(name, line, work, claim)]
    work.used.update(line.by)
    branches = propositional.branches_against(claim, work.algebra)
    combinations = []
    for branch in branches:
        generators = [
            *extra,
            *(Generator(factors=({"case": f},), poly=from_normal(f[1]), strict=f[0] == "gt0") for f in branch),
        ]
        found = _contradiction(generators)
        if found is None:
            raise MissingError(f"linear arithmetic does not give {show(claim)}", show(claim))
        combinations.append([[str(m), list(g.factors)] for m, g in zip(found, generators, strict=True) if m])
    work.written.append({"rule": "linear", "by": list(line.by), "combination": combinations, "premises": []})
    return claim


def _contradiction(generators: list[Generator]) -> tuple[Fraction, ...] | None:
    return combine({(): Fraction(-1)}, generators) or combine(plus(), generators, strict=True)
