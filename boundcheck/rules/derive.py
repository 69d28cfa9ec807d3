"""Derivations: a chain of lines, each an instance of a rule, that ends in the claim or says what is missing.

A line never tells a rule what to conclude: a schema's conclusion is computed from its bindings; a stated line
(``algebra``, ``arith``, ``logic``, ``linear``, ``restate``) is checked.  The last line must give the claim itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import Any

from sympy import Basic

from boundcheck import terms as t
from boundcheck.canonical import Node, canonical, free_nodes, substitute
from boundcheck.claim import Claim
from boundcheck.errors import BoundcheckError
from boundcheck.model import UNKNOWN, Model
from boundcheck.rules import logic as propositional
from boundcheck.rules.entail import candidates_in, context_of, follows, inside, instances
from boundcheck.rules.farkas import Generator, combine
from boundcheck.rules.guards import bad_complement, name_fault, partial_terms, random_part, speaks_of_chances
from boundcheck.rules.library import RULES, Rule
from boundcheck.rules.lift import Dictionary, obstacles
from boundcheck.rules.normal import Algebra, Poly, as_constant, content, from_normal, plus, scale, to_node
from boundcheck.rules.rewrite import rewrite_claim


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a derivation: a rule with its bindings, or a stated claim with the facts it follows from."""

    name: str
    kind: str  # a key of ``_STEPS``
    rule: str = ""
    bind: tuple[tuple[str, Any], ...] = ()
    claim: Claim | None = None
    forall: tuple[Any, ...] = ()
    by: tuple[str, ...] = ()
    unfold: tuple[str, ...] = ()
    squares: tuple[Any, ...] = ()
    degree: int = 1


@dataclass(frozen=True, kw_only=True)
class Lam:
    """A term, set or event with a hole: ``lam(j, Abs(c(j)))``."""

    index: str
    body: Node


def lam(index: t.Index, body: Basic) -> Lam:
    """Bind a metavariable to a term in one index."""
    return Lam(index=index.name, body=canonical(body))


def rule(name: str, which: str, *, forall: tuple[Any, ...] = (), by: tuple[str, ...] = (), **bind: Any) -> Line:
    """Instance of a library rule; ``bind`` maps metavariables to terms, sets, events or ``lam``.

    Raises:
        BoundcheckError: there is no such rule, or a binding names no metavariable of it.
    """
    if which not in RULES:
        raise BoundcheckError(f"rule {name}", expected=f"one of {', '.join(sorted(RULES))}", got=repr(which))
    return Line(
        name=name, kind="rule", rule=which, forall=forall, by=by, bind=tuple(sorted(bind.items(), key=lambda b: b[0]))
    )


def algebra(name: str, claim: Claim, *, by: tuple[str, ...] = (), unfold: tuple[str, ...] = ()) -> Line:
    """A claim that holds by exact algebra, after unfolding definitions and replacing equals by equals."""
    return Line(name=name, kind="algebra", claim=claim, by=by, unfold=unfold)


def arith(
    name: str,
    claim: Claim,
    *,
    by: tuple[str, ...],
    squares: tuple[Any, ...] = (),
    degree: int = 1,
    unfold: tuple[str, ...] = (),
) -> Line:
    """An inequality whose slack is a nonnegative combination of products (up to ``degree``) of known slacks and squares."""
    return Line(name=name, kind="arith", claim=claim, by=by, squares=squares, degree=degree, unfold=unfold)


def logic(name: str, claim: Claim, *, by: tuple[str, ...] = ()) -> Line:
    """An implication between events that holds by propositional reasoning from other implications."""
    return Line(name=name, kind="logic", claim=claim, by=by)


def linear(name: str, claim: Claim, *, by: tuple[str, ...] = ()) -> Line:
    """An implication between linear comparisons that holds by Farkas multipliers."""
    return Line(name=name, kind="linear", claim=claim, by=by)


def put(name: str, fact: str, **values: Any) -> Line:
    """A used step with parameters replaced: ``put("here", "lemma.any_p", p=xmin / 2)``; its hypotheses must hold so replaced."""
    return Line(name=name, kind="put", rule=fact, bind=tuple(sorted(values.items())))


def restate(name: str, claim: Claim, *, by: tuple[str, ...], unfold: tuple[str, ...] = ()) -> Line:
    """The first fact of ``by`` in other words: equals replaced by equals (the other facts, and unfolded definitions)."""
    return Line(name=name, kind="restate", claim=claim, by=by, unfold=unfold)


def lift(name: str, fact: str, *, layer: t.Index, layers: t.IndexSet, words: Mapping[str, Any]) -> Line:
    """A used step about one layer, at every layer of a network; ``words`` maps its words to ``(word there, leading indices)``."""
    spelt = {word: (target[0], tuple(canonical(i) for i in target[1:])) for word, target in words.items()}
    return Line(name=name, kind="lift", rule=fact, forall=((layer, layers),), bind=tuple(sorted(spelt.items())))


def assuming(name: str, event: t.Event) -> Line:
    """From here on the event is a fact, until ``discharge``."""
    return Line(name=name, kind="assuming", claim=Claim(event, "holds"))


def detach(name: str, implication: str) -> Line:
    """Modus ponens: what the implication gives, its left side being a fact."""
    return Line(name=name, kind="detach", by=(implication,))


def discharge(name: str, fact: str) -> Line:
    """The assumed event implies the fact; everything else found since the assumption is forgotten."""
    return Line(name=name, kind="discharge", by=(fact,))


@dataclass(frozen=True, kw_only=True)
class Derived:
    """A derivation that closed: its lines as plain JSON, and the facts and leaves it used."""

    lines: tuple[Mapping[str, Any], ...]
    used: tuple[str, ...]
    leaves: tuple[str, ...]
    random: bool = False  # a rule averaged over signs, so the claim holds for this model's dependences only


@dataclass(frozen=True, kw_only=True)
class Stuck:
    """A derivation that did not close: at which line, why, and what is missing."""

    line: str
    reason: str
    missing: tuple[str, ...]


@dataclass(kw_only=True)
class _Work:
    facts: dict[str, Node]
    model: Model
    algebra: Algebra
    steps: Used
    assumptions: frozenset[str] = frozenset()
    random: bool = False
    written: list[dict[str, Any]] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    leaves: set[str] = field(default_factory=set)
    before: dict[str, Node] | None = None  # facts at the time of an assumption that is still open
    assumed: Node = ()


class _MissingError(Exception):
    def __init__(self, reason: str, *missing: str) -> None:
        super().__init__(reason)
        self.missing = missing


@dataclass(frozen=True, kw_only=True)
class Used:
    """The used steps: claim and needed hypotheses by label, their models, and which of them averaged over signs of another model."""

    forms: Mapping[str, tuple[Node, tuple[Node, ...]]] = field(default_factory=dict)
    models: Mapping[str, Model] = field(default_factory=dict)
    bound: frozenset[str] = frozenset()


def derive(
    claim: Claim,
    lines: tuple[Line, ...],
    facts: Mapping[str, Node],
    model: Model,
    steps: Used | None = None,
) -> Derived | Stuck:
    """Run the lines over the facts (hypotheses, used steps) and see whether they give the claim.

    ``steps`` holds, for each used step, its claim and all hypotheses it needs; a line ``put`` may use it with parameters replaced, a line
    ``lift`` at every layer of a network.
    """
    work = _Work(
        facts=dict(facts),
        model=model,
        algebra=Algebra(frozenset(model.signs)),
        steps=steps or Used(),
        assumptions=frozenset(facts),
    )
    for definition in model.definitions:
        work.facts[f"def:{definition.node[2][1]}"] = definition.node
    for name, fact in work.facts.items():
        if name_fault(fact) is not None:
            return Stuck(
                line="", reason=f"fact {name}: {name_fault(fact)}", missing=(f"{name} with all indices quantified",)
            )
    for line in lines:
        try:
            conclusion = _STEPS[line.kind](line, work)
        except _MissingError as gap:
            return Stuck(line=line.name, reason=str(gap), missing=gap.missing)
        fault = _forbidden(line, conclusion, claim.node, work)
        if fault is not None:
            return Stuck(line=line.name, reason=fault, missing=(fault,))
        work.facts[line.name] = conclusion
        work.written[-1] |= {"name": line.name, "conclusion": conclusion}
    if work.before is not None:
        return Stuck(
            line=lines[-1].name,
            reason="the argument ends under an assumption",
            missing=(f"discharge of {spell(work.assumed)}",),
        )
    if not lines or not follows(work.facts[lines[-1].name], claim.node, work.algebra):
        last = show(work.facts[lines[-1].name]) if lines else "nothing"
        return Stuck(
            line=lines[-1].name if lines else "",
            reason=f"the argument ends in {last}, which is not the claim",
            missing=("the claim itself",),
        )
    used = tuple(sorted(work.used - {line.name for line in lines}))
    return Derived(lines=tuple(work.written), used=used, leaves=tuple(sorted(work.leaves)), random=work.random)


def _forbidden(line: Line, conclusion: Node, goal: Node, work: _Work) -> str | None:
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


def _loose_terms(line: Line, conclusion: Node, goal: Node, work: _Work) -> Node | None:
    """A quotient, root or logarithm in the line that neither the goal, nor a fact, nor its own form shows to be defined."""
    wanted = partial_terms(conclusion).union(*(partial_terms(canonical(square)) for square in line.squares))
    allowed = {_granted_form(p, work) for p in partial_terms(goal)}
    for name, fact in work.facts.items():
        if name in work.assumptions:
            allowed |= {_granted_form(p, work) for p in partial_terms(fact)}
    for partial in sorted(wanted, key=repr):
        if _granted_form(partial, work) not in allowed and not _shown_defined(partial, conclusion, work):
            return partial
    return None


def _granted_form(partial: Node, work: _Work) -> Node:
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


def _shown_defined(partial: Node, conclusion: Node, work: _Work) -> bool:
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


def show(node: Node) -> str:
    """A claim node on one line, for messages."""
    _, quantifiers, lhs, relation, rhs = node
    over = "; ".join(f"{name} in {spell(s)}" for name, s in quantifiers)
    return f"{spell(lhs)} {relation} {spell(rhs)}" + (f" for all {over}" if over else "")


def spell(node: Any) -> str:
    """A node in short prefix notation."""
    if not isinstance(node, tuple):
        return str(node)
    if node[0] in ("num", "sym", "idx"):
        return str(node[1])
    if node[0] in ("at", "set", "happens"):
        return f"{node[1]}({', '.join(map(spell, node[2:]))})" if len(node) > 2 else str(node[1])
    return f"{node[0]}({', '.join(map(spell, node[1:]))})"


# rules of the library


def _apply_rule(line: Line, work: _Work) -> Node:
    which = RULES[line.rule]
    bind = {f"?{name}": _binding(value) for name, value in line.bind}
    context = _quantifiers(line.forall)
    _check_dependence(which, bind, work)
    _check_fixed(which, bind, context, work)
    needs = [_instantiate(premise, bind, context) for premise in which.premises]
    record: dict[str, Any] = {"rule": line.rule, "bind": {k: _plain(v) for k, v in bind.items()}, "context": context}
    record["premises"] = [[need, _find(need, line, work)] for need in needs]
    if which.leaf:
        work.leaves.add(which.leaf)
    work.random |= bool(which.averaged)
    work.written.append(record)
    return _instantiate(which.conclusion, bind, context)


def _binding(value: Any) -> Lam | Node:
    return value if isinstance(value, Lam) else canonical(value if isinstance(value, Basic) else t.sympy.Integer(value))


def _plain(value: Lam | Node) -> Any:
    return {"index": value.index, "body": value.body} if isinstance(value, Lam) else value


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
            raise _MissingError(f"the rule needs a binding for {node[1]}", f"a binding for {node[1]}")
        if isinstance(value, Lam):
            return substitute(value.body, {("idx", value.index): _fill(node[2], bind)})
        return value
    return tuple(_fill(child, bind) for child in node)


def _check_dependence(which: Rule, bind: Mapping[str, Lam | Node], work: _Work) -> None:
    averaged: set[str] = set()
    for name in which.averaged:
        averaged |= work.model.signs_behind(_body(bind.get(f"?{name}")))
    for name in which.deterministic:
        body = _body(bind.get(f"?{name}"))
        behind = work.model.signs_behind(body)
        if behind & averaged or UNKNOWN in behind:
            culprit = ", ".join(sorted(behind & averaged)) or "unknown quantities"
            raise _MissingError(
                f"rule {which.name}: the coefficient {spell(body)} depends on {culprit}, which the rule averages over",
                f"{spell(body)} does not depend on {culprit}",
            )


def _check_fixed(
    which: Rule, bind: Mapping[str, Lam | Node], context: tuple[tuple[str, Node], ...], work: _Work
) -> None:
    """In a rule about chances all sets, thresholds and coefficients are fixed: they depend on no sign at all."""
    if not speaks_of_chances(which.conclusion.node):
        return
    events = {f"?{name}" for name in ("E", "F", "G", "s", "s0")}
    parts = [_body(value) for name, value in bind.items() if name not in events] + [over for _, over in context]
    loose = random_part(parts, work.model)
    if loose is not None:
        raise _MissingError(
            f"rule {which.name}: {spell(loose)} depends on signs", f"{spell(loose)} does not depend on signs"
        )


def _body(value: Lam | Node | None) -> Node:
    return value.body if isinstance(value, Lam) else value or ()


def _find(need: Node, line: Line, work: _Work) -> str:
    names = line.by or tuple(reversed(work.facts))
    for name in names:
        if name not in work.facts:
            raise _MissingError(f"no fact is called {name!r}", name)
        if follows(work.facts[name], need, work.algebra):
            work.used.add(name)
            return name
    if line.by:
        return _find(need, Line(name=line.name, kind=line.kind), work)
    if _trivial(need, work):
        return "algebra"
    raise _MissingError(f"rule {line.rule or line.kind} needs: {show(need)}", show(need))


def _trivial(need: Node, work: _Work) -> bool:
    """A premise that holds by exact algebra alone, or is a sum of squares and magnitudes."""
    _, quantifiers, lhs, relation, rhs = need
    if relation == "holds":
        return bool(lhs[0] == "belongs" and inside(lhs[1], lhs[2], context_of(quantifiers), work.algebra))
    if relation in ("implies", "iff"):
        return bool(work.algebra.event(lhs) == work.algebra.event(rhs))
    form = work.algebra.relation(lhs, relation, rhs)
    slack = from_normal(form[1])
    return evidently(slack, strict=form[0] == "gt0") if form[0] != "eq0" else not slack


def evidently(poly: Poly, *, strict: bool = False) -> bool:
    """Nonnegative (or positive) because every term is: positive coefficients on magnitudes and even powers."""
    if not all(c > 0 and all(_evident_factor(b, e) for b, e in m) for m, c in poly.items()):
        return False
    return () in poly or any(all(b[0] == "exp" for b, _ in m) for m in poly) if strict else True


def _evident_factor(base: Node, exponent: Fraction) -> bool:
    if exponent.denominator == 1 and exponent % 2 == 0:
        return True
    if base[0] == "total":
        return evidently(from_normal(base[1]))
    return base[0] in ("abs", "exp", "prob", "size", "root", "cosh") or (
        base[0] == "largest" and evidently(from_normal(base[1]))
    )


# stated lines


def _claim_of(line: Line) -> Node:
    if line.claim is None:
        raise BoundcheckError(line.name, expected="a stated claim", got="none")
    return line.claim.node


def _equalities(line: Line, work: _Work, names: tuple[str, ...]) -> list[Node]:
    found = []
    for name in (*names, *(f"def:{n}" for n in line.unfold)):
        if name not in work.facts:
            raise _MissingError(f"no fact is called {name!r}", name)
        if work.facts[name][3] in ("==", "iff"):
            found.append(work.facts[name])
            work.used.add(name)
    return found


def _by_algebra(line: Line, work: _Work) -> Node:
    claim = _claim_of(line)
    changed = rewrite_claim(claim, _equalities(line, work, line.by), work.algebra)
    work.written.append({"rule": "algebra", "by": [*line.by, *(f"def:{n}" for n in line.unfold)], "premises": []})
    if not _trivial(changed, work):
        raise _MissingError(f"algebra does not give {show(claim)} (it leaves {show(changed)})", show(changed))
    return claim


def _used_step(line: Line, work: _Work) -> tuple[Node, tuple[Node, ...]]:
    if line.rule not in work.steps.forms:
        raise _MissingError(f"no used step is called {line.rule!r} (or it has no proved form)", line.rule)
    return work.steps.forms[line.rule]


def _by_replacing(line: Line, work: _Work) -> Node:
    """Replace parameters in a used step; every hypothesis it needs must be at hand in the replaced form."""
    claim, needs = _used_step(line, work)
    if line.rule in work.steps.bound:
        raise _MissingError(f"{line.rule} was proved for another model", f"{line.rule} for this model")
    bind: dict[Node, Any] = {
        ("sym", name): canonical(value if isinstance(value, Basic) else t.sympy.Integer(value))
        for name, value in line.bind
    }
    loose = random_part(bind.values(), work.model)
    if loose is not None and any(speaks_of_chances(node) for node in (claim, *needs)):
        raise _MissingError(f"{spell(loose)} depends on signs", f"{spell(loose)} does not depend on signs")
    if any(free_nodes(value) & {("idx", name) for name, _ in claim[1]} for value in bind.values()):
        raise _MissingError("a value speaks of a quantified index", "values with indices of their own")
    wanted = [substitute(need, bind) for need in needs]
    found = [[need, _find(need, Line(name=line.name, kind=line.kind), work)] for need in wanted]
    plain = {key[1]: value for key, value in bind.items()}
    work.used.add(line.rule)
    work.written.append({"rule": "put", "fact": line.rule, "bind": plain, "premises": found})
    return substitute(claim, bind)  # type: ignore[no-any-return]


def _by_lifting(line: Line, work: _Work) -> Node:
    """See ``boundcheck.rules.lift``: translate the step, its needs and its definitions, and find them all as facts."""
    claim, needs = _used_step(line, work)
    used = work.steps.models.get(line.rule)
    dictionary = Dictionary(words=dict(line.bind))
    if used is None:
        raise _MissingError(f"{line.rule} has no model", "a model of the step to lift")
    wrong = obstacles(claim, used, work.model, dictionary)
    if wrong:
        raise _MissingError(f"{line.rule} cannot be lifted: {wrong[0]}", *wrong)
    context = _quantifiers(line.forall)
    wanted = [_translated(node, context, dictionary) for node in (*needs, *(d.node for d in used.definitions))]
    found = [[need, _find(need, Line(name=line.name, kind=line.kind), work)] for need in wanted]
    work.used.add(line.rule)
    plain = {word: list(target) for word, target in dictionary.words.items()}
    work.written.append({"rule": "lift", "fact": line.rule, "bind": plain, "context": context, "premises": found})
    return _translated(claim, context, dictionary)


def _translated(claim: Node, context: tuple[tuple[str, Node], ...], dictionary: Dictionary) -> Node:
    _, quantifiers, lhs, relation, rhs = claim
    own = tuple((name, dictionary.translate(over)) for name, over in quantifiers)
    return ("claim", (*context, *own), dictionary.translate(lhs), relation, dictionary.translate(rhs))


def _by_restating(line: Line, work: _Work) -> Node:
    claim, (source, *others) = _claim_of(line), line.by
    if source not in work.facts:
        raise _MissingError(f"no fact is called {source!r}", source)
    equalities = _equalities(line, work, tuple(others))
    work.used.add(source)
    have = rewrite_claim(work.facts[source], equalities, work.algebra)
    need = rewrite_claim(claim, equalities, work.algebra)
    work.written.append({"rule": "restate", "by": [*line.by, *(f"def:{n}" for n in line.unfold)], "premises": []})
    if not follows(have, need, work.algebra):
        raise _MissingError(f"{show(have)} does not give {show(need)}", show(need))
    return claim


def _by_arithmetic(line: Line, work: _Work) -> Node:
    claim = _claim_of(line)
    changed = rewrite_claim(claim, _equalities(line, work, line.by), work.algebra)
    form = work.algebra.relation(changed[2], changed[3], changed[4])
    goal = from_normal(form[1])
    generators = _products(_slacks(line, work, changed), line, work)
    goals = [goal, scale(goal, Fraction(-1))] if form[0] == "eq0" else [goal]
    found = [combine(g, generators, strict=form[0] == "gt0") for g in goals]
    if any(multipliers is None for multipliers in found):
        raise _MissingError(f"no nonnegative combination gives {show(claim)}", show(changed))
    named = [[[str(m), list(g.factors)] for m, g in zip(ms or (), generators, strict=True) if m] for ms in found]
    work.written.append(
        {"rule": "arith", "by": [*line.by, *(f"def:{n}" for n in line.unfold)], "combination": named, "premises": []}
    )
    return claim


def _slacks(line: Line, work: _Work, claim: Node) -> list[Generator]:
    found = [Generator(factors=(), poly={(): Fraction(1)}, strict=True)]
    for node in line.squares:
        poly = work.algebra.poly(canonical(node))
        square = poly if evidently(poly) else work.algebra.times(poly, poly)
        found.append(Generator(factors=({"nonnegative": to_node(square)},), poly=square))
    for name in line.by:
        if name not in work.facts:
            raise _MissingError(f"no fact is called {name!r}", name)
        work.used.add(name)
        found += _slacks_of(name, line, work, claim)
    return found


def _slacks_of(name: str, line: Line, work: _Work, claim: Node) -> list[Generator]:
    fact = rewrite_claim(_as_relation(work.facts[name]), _equalities(line, work, ()), work.algebra)
    if fact[3] in ("implies", "iff", "holds"):
        return []
    context = context_of(claim[1])
    pool = candidates_in(claim) if fact[1] else []
    ready = list(instances(fact, pool, context, work.algebra)) if fact[1] else [(fact, {})]
    found = []
    for instance, bind in ready:
        form = work.algebra.relation(*instance[2:])
        poly = from_normal(form[1])
        found.append(
            Generator(
                factors=({"fact": name, "at": bind, "slack": form[1]},),
                poly=poly,
                strict=form[0] == "gt0",
                equality=form[0] == "eq0",
            )
        )
    return found


def _as_relation(fact: Node) -> Node:
    """A comparison that is said to hold, as the relation itself."""
    _, quantifiers, event, relation, _ = fact
    return ("claim", quantifiers, event[1], event[2], event[3]) if relation == "holds" and event[0] == "rel" else fact


def _products(slacks: list[Generator], line: Line, work: _Work) -> list[Generator]:
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


def _by_logic(line: Line, work: _Work) -> Node:
    claim = _claim_of(line)
    context = context_of(claim[1])
    given = []
    for name in line.by:
        if name not in work.facts:
            raise _MissingError(f"no fact is called {name!r}", name)
        work.used.add(name)
        fact = work.facts[name]
        given += [i for i, _ in instances(fact, candidates_in(claim), context, work.algebra)] if fact[1] else [fact]
    work.written.append({"rule": "logic", "by": list(line.by), "premises": []})
    if not propositional.entails(given, claim, work.algebra):
        raise _MissingError(f"logic does not give {show(claim)}", show(claim))
    return claim


def _by_farkas(line: Line, work: _Work) -> Node:
    claim = _claim_of(line)
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
            raise _MissingError(f"linear arithmetic does not give {show(claim)}", show(claim))
        combinations.append([[str(m), list(g.factors)] for m, g in zip(found, generators, strict=True) if m])
    work.written.append({"rule": "linear", "by": list(line.by), "combination": combinations, "premises": []})
    return claim


def _contradiction(generators: list[Generator]) -> tuple[Fraction, ...] | None:
    return combine({(): Fraction(-1)}, generators) or combine(plus(), generators, strict=True)


def _assume(line: Line, work: _Work) -> Node:
    if work.before is not None:
        raise _MissingError("one assumption is open already", f"discharge of {spell(work.assumed)}")
    claim = _claim_of(line)
    work.before, work.assumed = dict(work.facts), claim[2]
    if work.model.signs_behind(claim[2]):
        work.facts = {name: fact for name, fact in work.facts.items() if not speaks_of_chances(fact)}
    work.written.append({"rule": "assuming", "event": claim[2], "premises": []})
    return claim


def _detach(line: Line, work: _Work) -> Node:
    (name,) = line.by
    if name not in work.facts:
        raise _MissingError(f"no fact is called {name!r}", name)
    _, quantifiers, lhs, relation, rhs = work.facts[name]
    if relation not in ("implies", "iff"):
        raise _MissingError(f"{name} is no implication", f"{name} as an implication")
    work.used.add(name)
    need = ("claim", quantifiers, lhs, "holds", ("true",))
    premise = [need, _find(need, Line(name=line.name, kind=line.kind), work)]
    work.written.append({"rule": "detach", "by": [name], "premises": [premise]})
    return ("claim", quantifiers, *rhs[1:]) if rhs[0] == "rel" else ("claim", quantifiers, rhs, "holds", ("true",))


def _discharge(line: Line, work: _Work) -> Node:
    (name,) = line.by
    if work.before is None:
        raise _MissingError("no assumption is open", "an assumption")
    if name not in work.facts:
        raise _MissingError(f"no fact is called {name!r}", name)
    _, quantifiers, lhs, relation, rhs = work.facts[name]
    if relation in ("implies", "iff"):
        raise _MissingError(f"{name} is an implication itself", f"{name} as a relation or an event")
    if {("idx", index) for index, _ in quantifiers} & free_nodes(work.assumed):
        raise _MissingError(f"the assumption speaks of an index of {name}", f"{name} with other indices")
    event = lhs if relation == "holds" else ("rel", lhs, relation, rhs)
    conclusion = ("claim", quantifiers, work.assumed, "implies", event)
    work.written.append({"rule": "discharge", "by": [name], "premises": []})
    work.facts, work.before, work.assumed = work.before, None, ()
    return conclusion


_STEPS = {
    "assuming": _assume,
    "detach": _detach,
    "discharge": _discharge,
    "rule": _apply_rule,
    "algebra": _by_algebra,
    "restate": _by_restating,
    "arith": _by_arithmetic,
    "logic": _by_logic,
    "linear": _by_farkas,
    "put": _by_replacing,
    "lift": _by_lifting,
}
