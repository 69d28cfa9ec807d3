"""The JSON report: everything a reader or a re-checker needs, and nothing that differs from run to run."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from boundcheck import fingerprint
from boundcheck.audit import ClaimAudit, ConclusionAudit, Settings, StepAudit
from boundcheck.canonical import digest
from boundcheck.certificates.axioms import axioms
from boundcheck.certificates.models import model_data
from boundcheck.claim import Hypothesis
from boundcheck.evidence import Finding, Witness
from boundcheck.inputs import inputs_of
from boundcheck.step import Paper, expectation

SCHEMA = "boundcheck-report/1"
_ENGINES = ("sympy", "mpmath", "hypothesis", "python-flint")


def report(
    paper: Paper,
    steps: Sequence[StepAudit],
    conclusions: Sequence[ConclusionAudit],
    settings: Settings,
    extras: Mapping[str, Any],
) -> dict[str, Any]:
    """Return the report as plain data (no floats, stable order)."""
    return {
        "schema": SCHEMA,
        "paper": paper_data(paper),
        "engine": engine(settings),
        "conclusions": [conclusion_data(c) for c in conclusions],
        "counts": counts(steps),
        "statistics": dict(extras),
        "axioms": axioms(),
        "steps": [step_data(s) for s in steps],
    }


def paper_data(paper: Paper) -> dict[str, Any]:
    """A paper as plain data."""
    return {
        "key": paper.key,
        "title": paper.title,
        "authors": paper.authors,
        "version": paper.version,
        "url": paper.url,
        "notation": [{"name": w.name, "tex": w.tex, "meaning": w.meaning} for w in paper.notation],
    }


def engine(settings: Settings) -> dict[str, Any]:
    """Versions and settings that decide the result."""
    return {
        "boundcheck": _version("boundcheck"),
        "effort": settings.effort,
        "seed": settings.seed,
        "libraries": {name: _version(name) for name in _ENGINES},
        "code": {"engine": fingerprint.engine(), "generators": fingerprint.generators()},
        "python": platform.python_implementation(),
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def counts(steps: Sequence[StepAudit]) -> dict[str, dict[str, int]]:
    """How many steps have each printed verdict, argument verdict, repaired verdict and status."""
    found: dict[str, dict[str, int]] = {"printed": {}, "argument": {}, "repaired": {}, "status": {}}
    for s in steps:
        repaired = s.repaired.verdict.value if s.repaired else "none"
        pairs = (
            ("printed", s.printed.verdict.value),
            ("argument", s.argument.value),
            ("repaired", repaired),
            ("status", s.status.value),
        )
        for side, value in pairs:
            found[side][value] = found[side].get(value, 0) + 1
    return {side: dict(sorted(values.items())) for side, values in found.items()}


def step_data(found: StepAudit) -> dict[str, Any]:
    """A step as plain data."""
    step, expected = found.step, expectation(found.step)
    return {
        "label": step.label,
        "cite": step.cite,
        "register": list(step.register),
        "reading": step.reading,
        "uses": [used.label for used in step.uses],
        "quotes": [{"work": one.work, "label": one.label} for one in step.quotes],
        "remark": step.remark,
        "model": model_data(step.model),
        "printed": claim_data(found.printed) | {"inputs": inputs_of(step, "printed")},
        "argument": {"verdict": found.argument.value, "reason": found.reason, "missing": list(found.missing)},
        "repaired": None
        if found.repaired is None
        else claim_data(found.repaired) | {"found_by": found.repaired.found_by, "inputs": inputs_of(step, "repaired")},
        "status": found.status.value,
        "uses_hypotheses": list(found.used_hypotheses),
        "expected": [expected.printed, expected.argument, expected.repaired],
        "surprises": list(found.surprises),
    }


def claim_data(found: ClaimAudit) -> dict[str, Any]:
    """One side of a step as plain data."""
    return {
        "text": found.claim.text,
        "latex": found.claim.latex,
        "words": found.claim.words,
        "claim": found.claim.node,
        "digest": found.claim.digest,
        "hypotheses": [hypothesis_data(h) for h in (*found.hypotheses, *found.laws)],
        "needs": [h.name for h in found.needs],
        "verdict": found.verdict.value,
        "grade": found.grade.value if found.grade else None,
        "evidence": [evidence(f) for f in found.findings],
        "witnesses": [_witness(w) for w in found.witnesses],
    }


def hypothesis_data(hypothesis: Hypothesis) -> dict[str, Any]:
    """A hypothesis as plain data."""
    return {
        "name": hypothesis.name,
        "words": hypothesis.words,
        "text": hypothesis.claim.text,
        "claim": hypothesis.node,
        "digest": digest(hypothesis.node),
    }


def evidence(finding: Finding) -> dict[str, Any]:
    """A piece of evidence as plain data."""
    return {
        "checker": finding.checker,
        "verdict": finding.verdict.value,
        "grade": finding.grade.value if finding.grade else None,
        "reason": finding.reason,
        "certificate": dict(finding.certificate),
        "leaves": list(finding.leaves),
        "statistics": dict(finding.statistics),
    }


def _witness(witness: Witness) -> dict[str, Any]:
    return {
        "title": witness.title,
        "world": dict(witness.world),
        "index": dict(witness.index),
        "outcome": witness.outcome,
        "lhs": witness.lhs,
        "rhs": witness.rhs,
        "rechecked": witness.rechecked,
        "numbers": None if witness.numbers is None else dict(witness.numbers),
        "probabilities": [dict(entry) for entry in witness.probabilities],
    }


def conclusion_data(found: ConclusionAudit) -> dict[str, Any]:
    """A theorem as plain data."""
    return {
        "label": found.conclusion.label,
        "title": found.conclusion.title,
        "status": found.status.value,
        "rests_on": [s.label for s in found.conclusion.rests_on],
        "needs_repairs": list(found.needs_repairs),
        "open": list(found.open),
        "falls": list(found.falls),
        "states_hypotheses": list(found.conclusion.states),
        "uses_hypotheses": list(found.uses_hypotheses),
        "beside": [_beside(one) for one in found.beside],
        "remark": " ".join([found.conclusion.remark, *map(_read_otherwise, found.beside)]).strip(),
    }


def _beside(found: StepAudit) -> dict[str, Any]:
    return {"label": found.step.label, "reading": found.step.reading, "verdict": found.printed.verdict.value}


def _read_otherwise(found: StepAudit) -> str:
    """What became of another reading of a theorem, in a sentence."""
    reading = found.step.reading or found.step.cite
    return f"Beside it ({reading}): {found.printed.verdict.value}, {found.step.label}."


def dump(data: Mapping[str, Any]) -> str:
    """The report as the bytes that are committed.

    Raises:
        ValueError: a float crept in.
    """
    return json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False, sort_keys=False) + "\n"
