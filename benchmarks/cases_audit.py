"""Issue 2: how long an audit searches, seconds per step and instances per second on one processor."""

import time
from pathlib import Path

from boundcheck.audit import Settings, search
from boundcheck.folder import load
from boundcheck.parallel import questions, run_searches

from .clock import Row, require

FOLDER = Path("proofs/papyan_romano_elad_2017")
EVERY = 4  # of the searches: a sample that takes seconds


def searches(repeats):  # noqa: ARG001  one round: a search is deterministic
    """Every fourth search of the smallest folder, quick; on one processor and again by the audit's own runner."""
    folder, settings = load(FOLDER), Settings(effort="quick")
    asked = dict(list(questions(folder, settings).items())[::EVERY])
    begin = time.process_time()
    found = {label: search(question) for label, question in asked.items()}
    seconds = time.process_time() - begin
    again = run_searches(folder, asked, settings, jobs=2)
    tried = sum(int(finding.statistics.get("tried", 0)) for finding in found.values())
    same = all(again[label].verdict == finding.verdict for label, finding in found.items())
    return Row(
        case="audit-searches",
        unit="search",
        ours=seconds / len(asked),
        others={},
        goal="none set: reported beside the rest",
        met=None,
        agreement=require(same and set(again) == set(found), "verdicts of one process and of two workers"),
        figures={"searches": len(asked), "instances": tried, "instances_per_second": tried / seconds},
    )
