"""Lines that state a claim to be checked by algebra or logic, and those that open and close an assumption."""

from __future__ import annotations

from boundcheck.canonical import Node, free_nodes
from boundcheck.rules import logic as propositional
from boundcheck.rules.entail import candidates_in, context_of, follows, instances
from boundcheck.rules.guards import speaks_of_chances
from boundcheck.rules.lines import Line
from boundcheck.rules.rewrite import rewrite_claim
from boundcheck.rules.work import MissingError, Work, claim_of, equalities, find, is_trivial, show, spell


def by_algebra(line: Line, work: Work) -> Node:
    """See whether the stated claim is trivial once equals are replaced by equals."""
    claim = claim_of(line)
    changed = rewrite_claim(claim, equalities(line, work, line.by), work.algebra)
    work.written.append({"rule": "algebra", "by": [*line.by, *(f"def:{n}" for n in line.unfold)], "premises": []})
    if not is_trivial(changed, work):
        raise MissingError(f"algebra does not give {show(claim)} (it leaves {show(changed)})", show(changed))
    return claim


def by_restating(line: Line, work: Work) -> Node:
    """See whether the first fact gives the stated claim once equals are replaced by equals in both."""
    claim, (source, *others) = claim_of(line), line.by
    if source not in work.facts:
        raise MissingError(f"no fact is called {source!r}", source)
    equal = equalities(line, work, tuple(others))
    work.used.add(source)
    have = rewrite_claim(work.facts[source], equal, work.algebra)
    need = rewrite_claim(claim, equal, work.algebra)
    work.written.append({"rule": "restate", "by": [*line.by, *(f"def:{n}" for n in line.unfold)], "premises": []})
    if not follows(have, need, work.algebra):
        raise MissingError(f"{show(have)} does not give {show(need)}", show(need))
    return claim


def by_logic(line: Line, work: Work) -> Node:
    """See whether the stated implication follows propositionally from the facts named."""
    claim = claim_of(line)
    context = context_of(claim[1])
    given = []
    for name in line.by:
        if name not in work.facts:
            raise MissingError(f"no fact is called {name!r}", name)
        work.used.add(name)
        fact = work.facts[name]
        found = [i for i, _ in instances(fact, candidates_in(claim), context, work.algebra)] if fact[1] else [fact]
        given += [instance for instance in found if work.algebra.admits(instance, context)]
    work.written.append({"rule": "logic", "by": list(line.by), "premises": []})
    if not propositional.entails(given, claim, work.algebra):
        raise MissingError(f"logic does not give {show(claim)}", show(claim))
    return claim


def assume(line: Line, work: Work) -> Node:
    """Open an assumption; facts about chances are set aside where it depends on signs."""
    if work.before is not None:
        raise MissingError("one assumption is open already", f"discharge of {spell(work.assumed)}")
    claim = claim_of(line)
    work.before, work.assumed = dict(work.facts), claim[2]
    if work.model.signs_behind(claim[2]):
        work.facts = {name: fact for name, fact in work.facts.items() if not speaks_of_chances(fact)}
    work.written.append({"rule": "assuming", "event": claim[2], "premises": []})
    return claim


def detach(line: Line, work: Work) -> Node:
    """Modus ponens."""
    (name,) = line.by
    if name not in work.facts:
        raise MissingError(f"no fact is called {name!r}", name)
    _, quantifiers, lhs, relation, rhs = work.facts[name]
    if relation not in ("implies", "iff"):
        raise MissingError(f"{name} is no implication", f"{name} as an implication")
    if not work.algebra.admits(work.facts[name], ()):
        raise MissingError(f"{name} may be undefined", f"{name} where it is defined")
    work.used.add(name)
    need = ("claim", quantifiers, lhs, "holds", ("true",))
    premise = [need, find(need, Line(name=line.name, kind=line.kind), work)]
    work.written.append({"rule": "detach", "by": [name], "premises": [premise]})
    return ("claim", quantifiers, *rhs[1:]) if rhs[0] == "rel" else ("claim", quantifiers, rhs, "holds", ("true",))


def discharge(line: Line, work: Work) -> Node:
    """Close the assumption: it implies the fact named, and all else since is forgotten."""
    (name,) = line.by
    if work.before is None:
        raise MissingError("no assumption is open", "an assumption")
    if name not in work.facts:
        raise MissingError(f"no fact is called {name!r}", name)
    _, quantifiers, lhs, relation, rhs = work.facts[name]
    if relation in ("implies", "iff"):
        raise MissingError(f"{name} is an implication itself", f"{name} as a relation or an event")
    if {("idx", index) for index, _ in quantifiers} & free_nodes(work.assumed):
        raise MissingError(f"the assumption speaks of an index of {name}", f"{name} with other indices")
    event = lhs if relation == "holds" else ("rel", lhs, relation, rhs)
    conclusion = ("claim", quantifiers, work.assumed, "implies", event)
    work.written.append({"rule": "discharge", "by": [name], "premises": []})
    work.facts, work.before, work.assumed = work.before, None, ()
    return conclusion
