"""Pure tables: findings give a verdict, verdicts give a status, statuses travel along the graph.

Nothing here runs a check, and nothing here can be told what to answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from boundcheck.errors import UnsoundCheckerError
from boundcheck.evidence import Argument, Finding, Grade, Status, Verdict

_STRONGEST = (Grade.KERNEL, Grade.EXACT, Grade.BALL, Grade.ORACLE, Grade.EMPIRICAL)


def judge(label: str, findings: Sequence[Finding]) -> tuple[Verdict, Grade | None]:
    """Combine the findings about one claim.

    REFUTED comes first.  VACUOUS, said by a search that met no instance of the hypotheses, comes before PROVED: a proof
    from hypotheses that nothing is seen to meet is no news about anything.  The grade is the strongest among the
    findings that gave the verdict.

    Raises:
        UnsoundCheckerError: one finding says PROVED and another REFUTED.
    """
    by_verdict = {verdict: [f for f in findings if f.verdict is verdict] for verdict in Verdict}
    if by_verdict[Verdict.PROVED] and by_verdict[Verdict.REFUTED]:
        names = ", ".join(f.checker for f in (*by_verdict[Verdict.PROVED], *by_verdict[Verdict.REFUTED]))
        msg = f"{label}: one claim both PROVED and REFUTED ({names}); a checker is unsound"
        raise UnsoundCheckerError(msg)
    for verdict in (Verdict.REFUTED, Verdict.VACUOUS, Verdict.PROVED, Verdict.SURVIVED):
        if by_verdict[verdict]:
            return verdict, _strongest(by_verdict[verdict])
    return Verdict.UNDECIDED, None


def _strongest(findings: Iterable[Finding]) -> Grade | None:
    grades = {f.grade for f in findings}
    return next((grade for grade in _STRONGEST if grade in grades), None)


def weakest(grades: Iterable[Grade | None]) -> Grade:
    """Weakest proof grade of several (a cited leaf, which has none, does not count)."""
    present = {grade for grade in grades if grade is not None}
    return next((grade for grade in reversed(_STRONGEST[:3]) if grade in present), Grade.EXACT)


def own_status(printed: Verdict, argument: Argument, repaired: Verdict | None) -> Status:
    """Status of a step taken alone.

    A proved printed line with a valid or cited argument stands; proved with a gap in its argument, or false with a
    proved repair, it stands repaired; false without a proved repair it falls (open while the repair is undecided);
    anything weaker is open.
    """
    if argument is Argument.CITED and printed in (Verdict.UNDECIDED, Verdict.SURVIVED, Verdict.PROVED, Verdict.VACUOUS):
        return Status.STANDS
    if printed is Verdict.PROVED:
        return Status.STANDS if argument is Argument.VALID else Status.STANDS_REPAIRED
    if repaired is Verdict.PROVED:
        return Status.STANDS_REPAIRED
    if printed is Verdict.REFUTED:
        return Status.FALLS if repaired in (None, Verdict.REFUTED) else Status.OPEN
    return Status.OPEN


_WORST_FIRST = (Status.FALLS, Status.OPEN, Status.STANDS_REPAIRED, Status.STANDS)


def worst(statuses: Iterable[Status]) -> Status:
    """Worst of several statuses; STANDS if there is none."""
    present = set(statuses)
    return next((status for status in _WORST_FIRST if status in present), Status.STANDS)
