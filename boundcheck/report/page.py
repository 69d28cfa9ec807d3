"""What a report says, as blocks: the first screen, the table of all steps, and each step in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from boundcheck.report.blocks import Block, Blocks, Data, head, items, para, table, verdict
from boundcheck.report.sharpness import sharpness_table
from boundcheck.report.step_page import step
from boundcheck.report.survey_page import survey_page

_STANDS = {
    "STANDS": "stands as printed",
    "STANDS_REPAIRED": "stands after repairs",
    "OPEN": "is open",
    "FALLS": "falls",
}
_NO_DIFFERENCE = "The audit agrees with what the proof files expect."


def whole(data: Data) -> Blocks:
    """The report: first screen, table of the steps, each step in full."""
    found = [*first_screen(data), head(2, "All steps"), steps_table(data["steps"])]
    found += [*sharpness_table(data), *survey_page(data["statistics"]), head(2, "Each step in full")]
    for one in data["steps"]:
        found += step(one, level=3)
    return found


def first_screen(data: Data) -> Blocks:
    """The outcome, and what decided it: version, effort and seed."""
    engine = data["engine"]
    settings = f"boundcheck {engine['boundcheck']}, effort {engine['effort']}, seed {engine['seed']}."
    return [*outcome(data), para(settings)]


def outcome(data: Data) -> Blocks:
    """The paper, a sentence for each theorem, counts, what is open, and where the audit was not as expected."""
    paper = data["paper"]
    found = [
        head(1, paper["title"]),
        para(". ".join(part for part in (paper["authors"], paper["version"], paper["url"]) if part)),
    ]
    if data["conclusions"]:
        found += [head(2, "What becomes of the theorems"), *items(map(conclusion, data["conclusions"]))]
        found += _used_hypotheses(data["conclusions"])
    found += [head(2, "Counts"), *counts(data["counts"])]
    unsettled = [
        f"{one['label']} ({one['cite']}): {_why_open(one)}" for one in data["steps"] if one["status"] == "OPEN"
    ]
    found += [head(2, "Open"), *(items(unsettled) or [para("Nothing is open.")])]
    return [*found, head(2, "Expected and found"), *(items(differences(data)) or [para(_NO_DIFFERENCE)])]


def conclusion(found: Data) -> str:
    """One sentence on a theorem."""
    parts = [f"{found['title']} {_STANDS[found['status']]}"]
    for key, said in (("falls", "refuted without a proved repair"), ("open", "open"), ("needs_repairs", "repaired")):
        if found[key]:
            parts.append(f"{said}: {', '.join(found[key])}")
    remark = f" {found['remark']}" if found["remark"] else ""
    return "; ".join(parts) + "." + remark


def _used_hypotheses(conclusions: Sequence[Data]) -> Blocks:
    rows = [("theorem", "states", "its proof uses")]
    rows += [
        (one["title"], "; ".join(one["states_hypotheses"]) or "-", ", ".join(one["uses_hypotheses"]) or "-")
        for one in conclusions
    ]
    return [para("Hypotheses that each theorem states, and those that the audited proof really uses:"), table(rows)]


def counts(found: Mapping[str, Mapping[str, int]]) -> Blocks:
    """How many steps have each verdict."""
    rows = [("", "how many")]
    rows += [
        (side, ", ".join(f"{number} {value}" for value, number in values.items())) for side, values in found.items()
    ]
    return [table(rows)]


def differences(data: Data) -> list[str]:
    """Where the audit differs from what the proof files expect, and generators that miss what they are for."""
    steps = [f"{one['label']}: {text}" for one in data["steps"] for text in one["surprises"]]
    return steps + [f"source {text}" for text in data["statistics"].get("defects", ())]


def _why_open(one: Data) -> str:
    side = one["repaired"] or one["printed"]
    if side["verdict"] == "PROVED":
        return "proved, but what it uses is open"
    missing = "; ".join(one["argument"]["missing"])
    return f"{verdict(side)}" + (f"; missing: {missing}" if missing else "")


def steps_table(steps: Sequence[Data]) -> Block:
    """A row for each step."""
    rows: list[Sequence[str]] = [("step", "place", "printed", "argument", "repaired", "status")]
    rows += [
        (
            one["label"],
            one["cite"],
            verdict(one["printed"]),
            one["argument"]["verdict"],
            verdict(one["repaired"]),
            one["status"],
        )
        for one in steps
    ]
    return table(rows)
