"""What the verdict on a claim depends on, part by part as digests: when one changes, the old evidence is stale."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from boundcheck.canonical import canonical, digest
from boundcheck.claim import Claim, Hypothesis
from boundcheck.model import Model
from boundcheck.rules.lines import Lam, Line
from boundcheck.step import Step

_ADDRESS = re.compile(r" at 0x[0-9a-f]+")  # of a function that a checker holds: another one in every process

PARTS = {
    "claim": "the claim",
    "hypotheses": "its hypotheses",
    "argument": "its argument",
    "uses": "the steps it uses",
    "model": "its model",
    "instances": "its sources of instances",
    "checks": "its checks",
}


def inputs_of(step: Step, side: str) -> dict[str, str]:
    """Digest of each part that the verdict on a side ("printed" or "repaired") depends on.

    >>> from boundcheck.terms import real
    >>> step = Step(label="a.b", cite="", printed=Claim(real("x"), "<=", 1))
    >>> inputs_of(step, "printed")["claim"] == step.printed.digest
    True
    """
    repaired = side == "repaired" and step.repaired is not None
    claim = step.repaired if repaired and step.repaired is not None else step.printed
    hypotheses = (*step.hypotheses, *(step.repaired_hypotheses if repaired else ()))
    lines = step.repaired_argument if repaired else step.argument
    return {
        "claim": claim.digest,
        "hypotheses": digest([(h.name, h.node) for h in hypotheses]),
        "argument": digest(_plain(lines or ())),
        "uses": digest([(used.label, *_forms(used)) for used in step.uses]),
        "model": digest(_plain(step.model)),
        "instances": digest([str(source.name) for source in step.over]),
        "checks": digest([_ADDRESS.sub("", repr(check)) for check in step.checks]),
    }


def _forms(step: Step) -> tuple[Any, ...]:
    return (step.printed.digest, step.repaired.digest if step.repaired is not None else "", step.cited)


def _plain(value: Any) -> Any:
    """A line of an argument, or a model, as plain data."""
    if isinstance(value, Claim):
        return value.node
    if isinstance(value, (Line, Lam, Model, Hypothesis)):
        return [(field.name, _plain(getattr(value, field.name))) for field in fields(value)]
    if isinstance(value, Mapping):
        return [(str(key), _plain(entry)) for key, entry in sorted(value.items())]
    if isinstance(value, (tuple, list)):
        return [_plain(entry) for entry in value]
    if value is None or isinstance(value, (str, int)):
        return value
    try:
        return canonical(value)
    except TypeError:
        return type(value).__name__
