"""Derivations: a chain of lines, each an instance of a rule, that ends in the claim or says what is missing.

A line never tells a rule what to conclude: a schema's conclusion is computed from its bindings; a stated line
(``algebra``, ``arith``, ``logic``, ``linear``, ``restate``) is checked.  The last line must give the claim itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sympy import Basic

from boundcheck.canonical import Node, canonical
from boundcheck.claim import Claim
from boundcheck.errors import BoundcheckError
from boundcheck.model import Model
from boundcheck.rules import applying, arithmetic, stating
from boundcheck.rules.defined import admitted, forbidden, look_at, taken_for_granted
from boundcheck.rules.entail import follows
from boundcheck.rules.guards import name_fault, reserved_name, speaks_of_chances
from boundcheck.rules.library import RULES
from boundcheck.rules.lines import Lam, Line
from boundcheck.rules.normal import Algebra
from boundcheck.rules.work import MissingError, Used, Work, show, spell


@dataclass(frozen=True, kw_only=True)
class Derived:
    """A derivation that closed: its lines as plain JSON, and the facts and leaves it used."""

    lines: tuple[Mapping[str, Any], ...]
    used: tuple[str, ...]
    leaves: tuple[str, ...]
    random: bool = False  # chances occur in it, so the claim holds for this model's signs and dependences only


@dataclass(frozen=True, kw_only=True)
class Stuck:
    """A derivation that did not close: at which line, why, and what is missing."""

    line: str
    reason: str
    missing: tuple[str, ...]


def derive(
    claim: Claim,
    lines: tuple[Line, ...],
    facts: Mapping[str, Node],
    model: Model,
    steps: Used | None = None,
) -> Derived | Stuck:
    """Run the lines over the facts (hypotheses, used steps) and see whether they give the claim.

    ``steps`` holds, for each used step, its claim and all hypotheses it needs; a line ``put`` may use it with
    parameters replaced, a line ``lift`` at every layer of a network.
    """
    work = Work(
        facts=dict(facts),
        model=model,
        algebra=Algebra(
            frozenset(model.signs),
            loose=lambda over: bool(model.signs_behind(over)),
            admits=lambda fact, context: admitted(fact, context, work),
        ),
        steps=steps or Used(),
    )
    hypotheses = [fact for name, fact in facts.items() if name not in work.steps.forms]
    work.random = speaks_of_chances(claim.node) or any(_argues_about_chances(line, facts) for line in lines)
    work.granted = tuple(taken_for_granted(claim.node, hypotheses, work, chances=work.random))
    work.facts |= {f"def:{definition.node[2][1]}": definition.node for definition in model.definitions}
    for name, fact in work.facts.items():
        fault = name_fault(fact) or _reserved(fact)
        if fault is not None:
            return Stuck(line="", reason=f"fact {name}: {fault}", missing=(f"{name} with all indices quantified",))
    for line in lines:
        stuck = _take(line, work)
        if stuck is not None:
            return stuck
    return _close(claim, lines, work)


def _reserved(*nodes: Any) -> str | None:
    name = reserved_name(nodes)
    return f"the name {name} is one that the tool makes up" if name is not None else None


def _take(line: Line, work: Work) -> Stuck | None:
    try:
        fault = _misnamed(line, work)
        look_at(*_in_view(line, work), work)
        conclusion = () if fault else _STEPS[line.kind](line, work)
    except MissingError as gap:
        return Stuck(line=line.name, reason=str(gap), missing=gap.missing)
    except (ValueError, TypeError, KeyError) as error:  # a set where a number belongs, and the like
        raise BoundcheckError(f"line {line.name}", expected="terms of the right sorts", got=str(error)) from error
    fault = fault or forbidden(line, conclusion, work)
    if fault is not None:
        return Stuck(line=line.name, reason=fault, missing=(fault,))
    work.facts[line.name] = conclusion
    work.written[-1] |= {"name": line.name, "conclusion": conclusion}
    return None


def _argues_about_chances(line: Line, facts: Mapping[str, Node]) -> bool:
    parts = [value.body if isinstance(value, Lam) else () for _, value in line.bind]
    parts += [facts.get(name, ()) for name in line.by]
    parts += [RULES[line.rule].conclusion.node] if line.kind == "rule" else []
    return line.kind == "lift" or speaks_of_chances((*parts, line.claim.node if line.claim is not None else ()))


def _in_view(line: Line, work: Work) -> tuple[Node, set[str]]:
    """What a line will conclude, as far as that is known before, and the indices at which it is looked into."""
    if line.kind == "rule":
        return applying.conclusion_of(line), {index.name for index, _ in line.forall}
    fact = work.facts.get(line.by[0]) if line.kind in ("detach", "discharge") else None
    conclusion = line.claim.node if line.claim is not None else fact or ("claim", (), ("true",), "holds", ("true",))
    return conclusion, {name for name, _ in conclusion[1]}


def _misnamed(line: Line, work: Work) -> str | None:
    """A line may not take the name of a fact, which it would hide, nor use names of the rules' own."""
    if line.name in {*work.facts, *(work.before or ()), *work.steps.forms}:
        return f"two facts are called {line.name!r}"
    words = [value.body if isinstance(value, Lam) else value for _, value in line.bind]
    nodes = [canonical(word) if isinstance(word, Basic) else word for word in words if not isinstance(word, int)]
    indices = [name for _, value in line.bind if isinstance(value, Lam) for name in value.indices]
    quantified = [(index.name, canonical(over)) for index, over in line.forall]
    return _reserved(line.claim.node if line.claim is not None else (), nodes, indices, quantified)


def _close(claim: Claim, lines: tuple[Line, ...], work: Work) -> Derived | Stuck:
    name = lines[-1].name if lines else ""
    look_at(claim.node, {index for index, _ in claim.node[1]}, work)
    if work.before is not None:
        missing = (f"discharge of {spell(work.assumed)}",)
        return Stuck(line=name, reason="the argument ends under an assumption", missing=missing)
    if not lines or not follows(work.facts[name], claim.node, work.algebra):
        last = show(work.facts[name]) if lines else "nothing"
        reason = f"the argument ends in {last}, which is not the claim"
        return Stuck(line=name, reason=reason, missing=("the claim itself",))
    used = tuple(sorted(work.used - {line.name for line in lines}))
    return Derived(lines=tuple(work.written), used=used, leaves=tuple(sorted(work.leaves)), random=work.random)


_STEPS = {
    "assuming": stating.assume,
    "detach": stating.detach,
    "discharge": stating.discharge,
    "rule": applying.apply_rule,
    "algebra": stating.by_algebra,
    "restate": stating.by_restating,
    "arith": arithmetic.by_arithmetic,
    "logic": stating.by_logic,
    "linear": arithmetic.by_farkas,
    "put": applying.by_replacing,
    "lift": applying.by_lifting,
}
