"""J6: searches of an audit, per step and side; every witness is put to the independent re-checker in the same run."""

from pathlib import Path

from boundcheck.audit import Settings
from boundcheck.audit.searches import counterexample_search, rechecked
from boundcheck.evidence import Verdict
from boundcheck.folder import load
from boundcheck.parallel import questions

from .clock import Row, processor_seconds, require

FOLDER = Path("proofs/murray_tanner_poster")
LIMIT = 1.0  # processor seconds per search on average: no issue names a figure, this one keeps an audit in minutes


def searches(repeats):
    """All quick searches of one proof folder on one processor; what other programs take does not count."""
    asked = questions(load(FOLDER), Settings(effort="quick"))
    found = {}
    taken = {
        label: processor_seconds(
            lambda q=question, z=label: found.update({z: counterexample_search(q)}), min(repeats, 2)
        )
        for label, question in asked.items()
    }
    refuted = [label for label, finding in found.items() if finding.verdict is Verdict.REFUTED]
    checked = processor_seconds(lambda: [require(_confirmed(found[z], asked[z]), z) for z in refuted], 1)
    tried = sum(int(finding.statistics.get("tried", 0)) for finding in found.values())
    total, slowest = sum(taken.values()), max(taken, key=lambda label: taken[label])
    return Row(
        case="J6-audit-step",
        unit="search of a step and side",
        ours=total / len(taken),
        others={"another program": "none known"},
        goal=f"<= {LIMIT:g} s of one processor",
        met=total / len(taken) <= LIMIT,
        agreement=f"the independent re-checker confirms the witnesses of all {len(refuted)} refutations",
        figures={
            "searches": len(taken),
            "instances": tried,
            "instances_per_second": tried / total,
            "slowest": slowest,
            "slowest_seconds": taken[slowest],
            "recheck_seconds": checked,
        },
        limit="none: interpreted",
        why="The slowest search is named above; its instances are evaluated exactly, one pattern of signs at a time.",
    )


def _confirmed(finding, question):
    """Every witness of the finding is kept."""
    return len(rechecked(finding, question).witnesses) == len(finding.witnesses)
