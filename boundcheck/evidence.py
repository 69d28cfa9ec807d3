"""What a check found: a finding of a claim, with its grade, its certificate and its witnesses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from boundcheck.displayed import Displayed


class Verdict(Enum):
    """What is known of a claim."""

    PROVED = "PROVED"
    REFUTED = "REFUTED"
    SURVIVED = "SURVIVED"
    UNDECIDED = "UNDECIDED"
    VACUOUS = "VACUOUS"


class Grade(Enum):
    """How strong the evidence is, strongest first; grades are never mixed."""

    KERNEL = "KERNEL"
    EXACT = "EXACT"
    BALL = "BALL"
    ORACLE = "ORACLE"
    EMPIRICAL = "EMPIRICAL"


PROOF_GRADES = frozenset({Grade.KERNEL, Grade.EXACT, Grade.BALL})


class Argument(Enum):
    """What is known of the reason given for a step."""

    VALID = "VALID"
    GAP = "GAP"
    CITED = "CITED"


class Status(Enum):
    """What becomes of a step in its proof."""

    STANDS = "STANDS"
    STANDS_REPAIRED = "STANDS_REPAIRED"
    OPEN = "OPEN"
    FALLS = "FALLS"


@dataclass(frozen=True, kw_only=True)
class Witness(Displayed):
    """An exact counterexample: world data, indices, sign pattern, both sides.

    ``title`` says why it was kept; ``numbers`` are the digits of both sides (``checkers.evaluation``), None where the
    sides are events; ``probabilities`` are the sides' probabilities as exact fractions (``checkers.counted``).
    """

    title: str
    world: Mapping[str, Any]
    index: Mapping[str, int]
    outcome: Any
    lhs: str
    rhs: str
    rechecked: bool = False
    numbers: Mapping[str, Any] | None = None
    probabilities: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One checker's answer about one claim.

    Attributes:
        checker: name of the checker, with its arguments.
        verdict: what it found.
        grade: strength of the evidence; None for UNDECIDED and VACUOUS.
        reason: one sentence for people.
        certificate: plain JSON that a re-checker replays; its ``kind`` says how.
        witnesses: exact counterexamples, simplest first.
        leaves: cited theorems the evidence rests on.
        statistics: counts and measures (strings and integers only).
    """

    checker: str
    verdict: Verdict
    grade: Grade | None = None
    reason: str = ""
    certificate: Mapping[str, Any] = field(default_factory=dict)
    witnesses: tuple[Witness, ...] = ()
    leaves: tuple[str, ...] = ()
    statistics: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Hold the two laws of evidence: PROVED has a proof grade, REFUTED has a witness."""
        if self.verdict is Verdict.PROVED and self.grade not in PROOF_GRADES:
            msg = f"{self.checker}: PROVED needs one of KERNEL, EXACT, BALL (got {self.grade})"
            raise ValueError(msg)
        if self.verdict is Verdict.REFUTED and not self.witnesses:
            msg = f"{self.checker}: REFUTED needs a witness"
            raise ValueError(msg)
