"""The rule checker: a derivation that closes proves the claim; one that does not says what is missing."""

from __future__ import annotations

from typing import Any

from boundcheck.canonical import Node
from boundcheck.certificates.compile import compiled
from boundcheck.checkers.base import SCHEMA, Question
from boundcheck.evidence import Finding, Grade, Verdict
from boundcheck.rules.derive import Derived, Stuck, derive
from boundcheck.rules.lines import Line
from boundcheck.rules.work import Used


def check_derivation(question: Question, lines: tuple[Line, ...]) -> tuple[Finding, Derived | Stuck]:
    """Run ``lines`` for the claim: PROVED at grade EXACT, or UNDECIDED with the reason."""
    laws = {h.name: h.node for h in question.model.laws}
    facts = laws | {h.name: h.node for h in question.hypotheses} | dict(question.facts)
    found = derive(
        question.claim,
        lines,
        facts,
        question.model,
        Used(forms=question.conditional, models=question.models, bound=question.bound),
    )
    if isinstance(found, Stuck):
        reason = f"line {found.line}: {found.reason}" if found.line else found.reason
        return Finding(checker="derivation", verdict=Verdict.UNDECIDED, reason=reason), found
    names = ", ".join(found.used) or "nothing but definitions"
    finding = Finding(
        checker="derivation",
        verdict=Verdict.PROVED,
        grade=Grade.EXACT,
        reason=f"{len(found.lines)} lines of rules from {names}",
        certificate=_certificate(question, found, facts),
        leaves=found.leaves,
    )
    return finding, found


def _certificate(question: Question, found: Derived, facts: dict[str, Node]) -> dict[str, Any]:
    hypotheses = {h.name for h in question.hypotheses}
    known = {f"def:{d.node[2][1]}": d.node for d in question.model.definitions}
    known |= {label: form for label, (form, _) in question.conditional.items()} | facts
    return {
        "kind": "derivation",
        "schema": SCHEMA,
        "claim": question.claim.digest,
        "facts": {
            name: {
                "claim": facts[name] if name in facts else question.conditional[name][0],
                "from": _origin(name, hypotheses, question),
            }
            for name in found.used
            if name in facts or name in question.conditional
        },
        "lines": compiled(found.lines, known),
    }


def _origin(name: str, hypotheses: set[str], question: Question) -> str:
    laws = {law.name: law.node for law in question.model.laws}
    if name in hypotheses or (name in laws and laws[name][2][0] != "independent"):
        return "hypothesis"
    return "model" if name in laws else f"step {name}"
