"""The audit: the only place that runs checkers.  It takes steps, and returns for each what was found."""

from boundcheck.audit.outcome import conclude, surprises
from boundcheck.audit.premises import standing, standing_facts
from boundcheck.audit.records import EFFORTS, LARGEST, ClaimAudit, ConclusionAudit, Settings, StepAudit
from boundcheck.audit.searches import confirm, rechecked, search, search_questions
from boundcheck.audit.steps import audit, audit_premise, audit_step

__all__ = [
    "EFFORTS",
    "LARGEST",
    "ClaimAudit",
    "ConclusionAudit",
    "Settings",
    "StepAudit",
    "audit",
    "audit_premise",
    "audit_step",
    "conclude",
    "confirm",
    "rechecked",
    "search",
    "search_questions",
    "standing",
    "standing_facts",
    "surprises",
]
