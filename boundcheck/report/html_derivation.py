"""The rule lines of a derivation, in a reader's words: what each line concludes, and by which rule."""

from __future__ import annotations

import re
from dataclasses import dataclass

from boundcheck.report.blocks import Data
from boundcheck.report.html_line import spelled
from boundcheck.rules.library import RULES

_MOST_LINES, _MOST_LETTERS = 8, 150
_BOUND = re.compile(r"\?(\w+)")  # an index of a rule's own text, as it is in certificates
_BUILT_IN = {
    "arith": "a combination of earlier lines",
    "linear": "linear arithmetic on the cases",
    "algebra": "exact algebra",
    "restate": "the same, restated",
    "put": "an earlier step, with its parameters replaced",
    "logic": "propositional logic",
    "assuming": "assumed until discharged",
    "discharge": "the assumption discharged",
    "detach": "modus ponens",
}


@dataclass(frozen=True, kw_only=True)
class RuleLine:
    """A line: what it concludes, the rule's name and its words, and the theorem cited if the rule is one."""

    conclusion: str
    rule: str
    words: str
    leaf: str


@dataclass(frozen=True, kw_only=True)
class Derivation:
    """The lines of a proof by rules of one side; ``more`` were left out."""

    of: str
    lines: tuple[RuleLine, ...]
    more: int


def derivations(one: Data) -> tuple[Derivation, ...]:
    """The derivations that prove the printed or the repaired line."""
    found = []
    for side in ("printed", "repaired"):
        for evidence in (one[side] or {"evidence": ()})["evidence"]:
            lines = (evidence.get("certificate") or {}).get("lines") or ()
            if lines and evidence["verdict"] == "PROVED":
                shown = tuple(_line(line) for line in lines[-_MOST_LINES:])
                found.append(Derivation(of=side, lines=shown, more=len(lines) - len(shown)))
    return tuple(found)


def _line(line: Data) -> RuleLine:
    said = _BOUND.sub(r"\1′", spelled(line.get("conclusion"))) or "(see the JSON report)"
    name = str(line.get("rule", ""))
    rule = RULES.get(name)
    return RuleLine(
        conclusion=said if len(said) <= _MOST_LETTERS else f"{said[:_MOST_LETTERS]} …",
        rule=name,
        words=rule.words if rule else _BUILT_IN.get(name, ""),
        leaf=rule.leaf if rule else "",
    )
