"""The mutation report as data: counts, the score, and the mutants that must be named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from boundcheck.audit import Settings
from boundcheck.report.data import engine

SCHEMA = "boundcheck-mutation/1"
Row = Mapping[str, Any]
COUNTS = ("mutants", "false", "refuted", "missed", "false_proved", "true", "true_refuted", "unknown", "unknown_proved")


def mutation_report(papers: Mapping[str, Mapping[str, Sequence[Row]]], settings: Settings) -> dict[str, Any]:
    """The report: papers by key, cases by label, trials as plain rows."""
    rows = [row for cases in papers.values() for found in cases.values() for row in found]
    return {
        "schema": SCHEMA,
        "engine": engine(settings),
        "counts": counts(rows),
        "twice": twice(rows),
        "papers": [
            {"key": key, "counts": counts(row for found in cases.values() for row in found)}
            for key, cases in papers.items()
        ],
        "kinds": {
            kind: counts(row for row in rows if row["kind"] == kind) for kind in sorted({row["kind"] for row in rows})
        },
        "cases": [
            {"paper": key, "label": label, "counts": counts(found), "mutants": [_row(row) for row in found]}
            for key, cases in papers.items()
            for label, found in cases.items()
        ],
    }


def counts(rows: Iterable[Row]) -> dict[str, int]:
    """How many mutants there are of each sort."""
    found: Counter[str] = Counter()
    for row in rows:
        refuted, proved, truth = "REFUTED" in row["auditor"], "PROVED" in row["auditor"], row["truth"]
        found["mutants"] += 1
        found[truth] += 1
        found["refuted"] += truth == "false" and refuted
        found["missed"] += truth == "false" and not refuted
        found["false_proved"] += truth == "false" and proved
        found["true_refuted"] += truth == "true" and refuted
        found["unknown_proved"] += truth == "unknown" and proved
    return {name: found[name] for name in COUNTS}


def twice(rows: Iterable[Row]) -> dict[str, int]:
    """False mutants by who has a witness: the auditor, the other instances, or both."""
    false = [row for row in rows if row["truth"] == "false"]
    both = sum("REFUTED" in row["auditor"] and row["elsewhere"] for row in false)
    auditor = sum("REFUTED" in row["auditor"] for row in false)
    return {"both": both, "auditor_only": auditor - both, "elsewhere_only": len(false) - auditor}


def is_named(row: Row) -> bool:
    """Say whether a reader must see this mutant: missed, unknown, or a contradiction."""
    refuted, proved, truth = "REFUTED" in row["auditor"], "PROVED" in row["auditor"], row["truth"]
    if truth == "false":
        return proved or not refuted
    return truth == "unknown" or refuted


def _row(row: Row) -> dict[str, Any]:
    short = {
        "name": row["name"].rpartition("/")[2],
        "kind": row["kind"],
        "words": row["words"],
        "truth": row["truth"],
        "auditor": list(row["auditor"]),
        "elsewhere": row["elsewhere"],
    }
    if row["truth"] == "true" or is_named(row):
        short["why"] = row["why"]
    if not is_named(row):
        return short
    return {**short, "text": row["text"], "witness": row["witness"]}
