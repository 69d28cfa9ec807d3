"""Where an audit differs from what the proof files expect, and what becomes of the theorems."""

from __future__ import annotations

from collections.abc import Mapping

from boundcheck.audit.records import ConclusionAudit, StepAudit
from boundcheck.evidence import Status, Verdict
from boundcheck.step import Conclusion, ancestors_first, expectation
from boundcheck.verdict import own_status, worst


def surprises(found: StepAudit) -> tuple[str, ...]:
    """Where the audit differs from what the proof file expects."""
    expects = expectation(found.step)
    pairs = []
    if expects.printed or found.printed.verdict is Verdict.REFUTED:
        pairs.append(("printed", expects.printed or "no counterexample", found.printed.verdict.value))
    if expects.argument:
        pairs.append(("argument", expects.argument, found.argument.value))
    if expects.repaired or found.repaired is not None:
        pairs.append(("repaired", expects.repaired, found.repaired.verdict.value if found.repaired else ""))
    return tuple(
        f"{side}: expected {want or 'nothing'}, got {got or 'nothing'}" for side, want, got in pairs if want != got
    )


def conclude(conclusion: Conclusion, done: Mapping[str, StepAudit]) -> ConclusionAudit:
    """Follow the graph below a theorem."""
    below = [done[step.label] for step in ancestors_first(conclusion.rests_on)]
    own = {
        a.step.label: own_status(a.printed.verdict, a.argument, a.repaired.verdict if a.repaired else None)
        for a in below
    }
    used = {name for step in conclusion.rests_on for name in done[step.label].used_hypotheses}
    return ConclusionAudit(
        conclusion=conclusion,
        status=worst(done[step.label].status for step in conclusion.rests_on),
        needs_repairs=tuple(label for label, status in own.items() if status is Status.STANDS_REPAIRED),
        open=tuple(label for label, status in own.items() if status is Status.OPEN),
        falls=tuple(label for label, status in own.items() if status is Status.FALLS),
        uses_hypotheses=tuple(sorted(used)),
        beside=tuple(done[step.label] for step in conclusion.beside),
    )
