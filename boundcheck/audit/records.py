"""What an audit is asked and what it found: settings, and the records of claims, steps and theorems."""

from __future__ import annotations

from dataclasses import dataclass

from boundcheck.claim import Claim, Hypothesis
from boundcheck.displayed import Displayed
from boundcheck.evidence import Argument, Finding, Grade, Status, Verdict, Witness
from boundcheck.model import Model
from boundcheck.step import Conclusion, Step

EFFORTS = {"quick": 12, "normal": 36, "deep": 600}  # generated instances per source
LARGEST = {"quick": 32, "normal": 64, "deep": 4096}  # sign patterns an instance may have (designed lists are exempt)


@dataclass(frozen=True, kw_only=True)
class ClaimAudit(Displayed):
    """What was found about one claim: all findings, and the verdict they give."""

    claim: Claim
    hypotheses: tuple[Hypothesis, ...]
    findings: tuple[Finding, ...]
    verdict: Verdict
    grade: Grade | None
    witnesses: tuple[Witness, ...] = ()
    needs: tuple[Hypothesis, ...] = ()
    laws: tuple[Hypothesis, ...] = ()  # what the model grants, where the claim needs it
    leaves: tuple[str, ...] = ()
    bound: Model | None = (
        None  # set when the proof averaged over signs: the claim holds for the dependences of this model
    )
    found_by: str = "author"


@dataclass(frozen=True, kw_only=True)
class StepAudit(Displayed):
    """What was found about a step."""

    step: Step
    printed: ClaimAudit
    argument: Argument
    reason: str
    missing: tuple[str, ...]
    repaired: ClaimAudit | None
    status: Status
    used_hypotheses: tuple[str, ...] = ()
    surprises: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ConclusionAudit(Displayed):
    """What becomes of a theorem, and which steps are responsible."""

    conclusion: Conclusion
    status: Status
    needs_repairs: tuple[str, ...]
    open: tuple[str, ...]
    falls: tuple[str, ...]
    uses_hypotheses: tuple[str, ...]
    beside: tuple[StepAudit, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Effort and seed of an audit; the same settings give the same result on any machine and any number of workers."""

    effort: str = "normal"
    seed: int = 0

    @property
    def examples(self) -> int:
        """Generated instances per source."""
        return EFFORTS[self.effort]

    @property
    def patterns(self) -> int:
        """Most sign patterns an instance may have."""
        return LARGEST[self.effort]
