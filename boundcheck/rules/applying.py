"""Lines that use a theorem: rules of the library, and used steps with parameters replaced or lifted to a layer.

A line never tells a rule what to conclude: the conclusion is computed from the bindings, once every premise is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sympy import Basic, Integer

from boundcheck.canonical import Node, canonical, free_nodes, substitute
from boundcheck.claim import Claim
from boundcheck.errors import BoundcheckError
from boundcheck.model import UNKNOWN
from boundcheck.rules.guards import random_part, speaks_of_chances
from boundcheck.rules.library import RULES, Rule
from boundcheck.rules.lift import Dictionary, lying_in_all, obstacles, spelt_out
from boundcheck.rules.lines import Lam, Line
from boundcheck.rules.work import MissingError, Work, find, spell


def apply_rule(line: Line, work: Work) -> Node:
    """An instance of a rule of the library, its premises found among the facts and its dependences checked."""
    which = RULES[line.rule]
    bind = {f"?{name}": _binding(value) for name, value in line.bind}
    context = _quantifiers(line.forall)
    _check_dependence(which, bind, work)
    _check_fixed(which, bind, context, work)
    _check_places(which, bind, work)
    needs = [_instantiate(premise, bind, context) for premise in which.premises]
    record: dict[str, Any] = {"rule": line.rule, "bind": {k: _plain(v) for k, v in bind.items()}, "context": context}
    record["premises"] = [[need, find(need, line, work)] for need in needs]
    if which.leaf:
        work.leaves.add(which.leaf)
    work.written.append(record)
    return conclusion_of(line)


def conclusion_of(line: Line) -> Node:
    """What a line that names a rule concludes once its premises are found."""
    bind = {f"?{name}": _binding(value) for name, value in line.bind}
    return _instantiate(RULES[line.rule].conclusion, bind, _quantifiers(line.forall))


def _binding(value: Any) -> Lam | Node:
    return value if isinstance(value, Lam) else canonical(value if isinstance(value, Basic) else Integer(value))


def _plain(value: Lam | Node) -> Any:
    return [list(value.indices), value.body] if isinstance(value, Lam) else [[], value]


def _quantifiers(forall: tuple[Any, ...]) -> tuple[tuple[str, Node], ...]:
    return tuple((index.name, canonical(over)) for index, over in forall)


def _instantiate(schema: Claim, bind: Mapping[str, Lam | Node], context: tuple[tuple[str, Node], ...]) -> Node:
    _, quantifiers, lhs, relation, rhs = schema.node
    own = tuple((name, _fill(over, bind)) for name, over in quantifiers)
    return ("claim", (*context, *own), _fill(lhs, bind), relation, _fill(rhs, bind))


def _fill(node: Any, bind: Mapping[str, Lam | Node]) -> Any:
    if not isinstance(node, tuple) or not node:
        return node
    if node[0] in ("at", "happens", "set", "sym") and str(node[1]).startswith("?"):
        value = bind.get(node[1])
        if value is None:
            raise MissingError(f"the rule needs a binding for {node[1]}", f"a binding for {node[1]}")
        if isinstance(value, Lam):
            if len(value.indices) != len(node) - 2:
                raise BoundcheckError(
                    f"binding of {node[1]}", expected=f"a term in {len(node) - 2} indices", got=str(len(value.indices))
                )
            holes = zip(value.indices, node[2:], strict=True)
            return substitute(value.body, {("idx", name): _fill(term, bind) for name, term in holes})
        return value
    return tuple(_fill(child, bind) for child in node)


def _check_dependence(which: Rule, bind: Mapping[str, Lam | Node], work: Work) -> None:
    averaged: set[str] = set()
    for name in which.averaged:
        averaged |= work.model.signs_behind(_body(bind.get(f"?{name}")))
    for name in which.deterministic:
        body = _body(bind.get(f"?{name}"))
        behind = work.model.signs_behind(body)
        if behind & averaged or UNKNOWN in behind:
            culprit = ", ".join(sorted(behind & averaged)) or "unknown quantities"
            raise MissingError(
                f"rule {which.name}: the coefficient {spell(body)} depends on {culprit}, which the rule averages over",
                f"{spell(body)} does not depend on {culprit}",
            )


def _check_fixed(
    which: Rule, bind: Mapping[str, Lam | Node], context: tuple[tuple[str, Node], ...], work: Work
) -> None:
    """In a rule about chances all sets, thresholds and coefficients are fixed: they depend on no sign at all."""
    if not speaks_of_chances(which.conclusion.node):
        return
    events = {f"?{name}" for name in ("E", "F", "G", "s", "s0")}
    parts = [_body(value) for name, value in bind.items() if name not in events] + [over for _, over in context]
    loose = random_part(parts, work.model)
    if loose is not None:
        raise MissingError(
            f"rule {which.name}: {spell(loose)} depends on signs", f"{spell(loose)} does not depend on signs"
        )


def _check_places(which: Rule, bind: Mapping[str, Lam | Node], work: Work) -> None:
    """No term that depends on signs is put for an index of what speaks of chances: at another outcome it is another."""
    for node in {node for claim in (*which.premises, which.conclusion) for node in _holes(claim.node)}:
        if speaks_of_chances(_body(bind.get(node[1]))):
            loose = random_part([_fill(term, bind) for term in node[2:]], work.model)
            if loose is not None:
                raise MissingError(
                    f"rule {which.name}: {spell(loose)} depends on signs, and stands in a probability",
                    f"{spell(loose)} does not depend on signs",
                )


def _holes(node: Any) -> Iterator[Node]:
    """Metavariables of a rule with what stands for their indices."""
    if isinstance(node, tuple) and node:
        if node[0] in ("at", "happens", "set", "sym") and str(node[1]).startswith("?"):
            yield node
        yield from (found for child in node for found in _holes(child))


def _body(value: Lam | Node | None) -> Node:
    return value.body if isinstance(value, Lam) else value or ()


def _used_step(line: Line, work: Work) -> tuple[Node, tuple[Node, ...]]:
    if line.rule not in work.steps.forms:
        raise MissingError(f"no used step is called {line.rule!r} (or it has no proved form)", line.rule)
    return work.steps.forms[line.rule]


def by_replacing(line: Line, work: Work) -> Node:
    """Replace parameters in a used step; every hypothesis it needs must be at hand in the replaced form."""
    claim, needs = _used_step(line, work)
    if line.rule in work.steps.bound:
        raise MissingError(f"{line.rule} was proved for another model", f"{line.rule} for this model")
    bind: dict[Node, Any] = {
        ("sym", name): canonical(value if isinstance(value, Basic) else Integer(value)) for name, value in line.bind
    }
    loose = random_part(bind.values(), work.model)
    if loose is not None and any(speaks_of_chances(node) for node in (claim, *needs)):
        raise MissingError(f"{spell(loose)} depends on signs", f"{spell(loose)} does not depend on signs")
    quantified = {("idx", name) for node in (claim, *needs) for name, _ in node[1]}
    if any(free_nodes(value) & quantified for value in bind.values()):
        raise MissingError("a value speaks of a quantified index", "values with indices of their own")
    wanted = [substitute(need, bind) for need in needs]
    found = [[need, find(need, Line(name=line.name, kind=line.kind), work)] for need in wanted]
    plain = {key[1]: _plain(value) for key, value in bind.items()}
    work.used.add(line.rule)
    work.written.append({"rule": "put", "fact": line.rule, "bind": plain, "premises": found})
    return substitute(claim, bind)  # type: ignore[no-any-return]


def by_lifting(line: Line, work: Work) -> Node:
    """See ``boundcheck.rules.lift``: translate the step, its needs and its definitions, and find them all as facts."""
    claim, needs = _used_step(line, work)
    used = work.steps.models.get(line.rule)
    dictionary = Dictionary(words=dict(line.bind))
    if used is None:
        raise MissingError(f"{line.rule} has no model", "a model of the step to lift")
    wrong = obstacles(claim, used, work.model, dictionary)
    if wrong:
        raise MissingError(f"{line.rule} cannot be lifted: {wrong[0]}", *wrong)
    context = _quantifiers(line.forall)
    rests = tuple(dict.fromkeys((claim, *needs, *(d.node for d in used.definitions))))
    wanted = [_translated(node, context, dictionary) for node in (*rests[1:], *lying_in_all(rests))]
    found = [[need, find(need, Line(name=line.name, kind=line.kind), work)] for need in wanted]
    work.used.add(line.rule)
    plain = {word: _plain(value) for word, value in spelt_out(rests, dictionary).items()}
    work.written.append({"rule": "lift", "fact": line.rule, "bind": plain, "context": context, "premises": found})
    return _translated(claim, context, dictionary)


def _translated(claim: Node, context: tuple[tuple[str, Node], ...], dictionary: Dictionary) -> Node:
    _, quantifiers, lhs, relation, rhs = claim
    own = tuple((name, dictionary.translate(over)) for name, over in quantifiers)
    return ("claim", (*context, *own), dictionary.translate(lhs), relation, dictionary.translate(rhs))
