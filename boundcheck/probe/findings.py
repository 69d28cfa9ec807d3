"""What a campaign says when it ends: counts, the sharpest instance of each class worked out anew, violations."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from boundcheck import values
from boundcheck.checkers.search import plain_outcome
from boundcheck.errors import UnsoundCheckerError
from boundcheck.probe.confirm import AGREES, REFUTES, confirmed
from boundcheck.probe.fold import fold, largest
from boundcheck.probe.spec import Spec, target_of
from boundcheck.probe.statement import Statement
from boundcheck.probe.target import Target
from boundcheck.probe.task import Record, exact_ratio, tightest

SCHEMA = "boundcheck-probe-report/1"


def findings(spec: Spec, campaign: Mapping[str, Any], records: Mapping[int, Record], lost: Mapping[int, str]) -> Record:
    """The report of a campaign as plain data: no floats, no times, the same for the same tasks.

    Args:
        spec: the campaign.
        campaign: its header.
        records: what its tasks found, by task.
        lost: tasks that could not be done, with the reason.

    Raises:
        UnsoundCheckerError: an instance does not give again what its task found.
    """
    target, found = target_of(spec), fold(records.values())
    ask = cache(lambda text: confirmed(target.statement, json.loads(text)))
    statement, best = target.statement, largest(found["best"])
    every = {group: _again(target, one) for group, one in found["best"].items()}
    return {
        "schema": SCHEMA,
        "campaign": dict(campaign),
        "title": statement.title,
        "claim": _said(statement),
        "verdict": "VIOLATED" if found["violations"] else "NO VIOLATION FOUND",
        "tasks": {
            "done": found["tasks"],
            "missing": _missing(records),
            "lost": {str(t): why for t, why in lost.items()},
        },
        "looks": found["looks"],
        "valid": found["valid"],
        "groups": found["groups"],
        "largest": best[0] if best is not None else None,
        "best": {
            group: one | _second_opinion(one, ask(_plain(one)) if best is not None and group == best[0] else "")
            for group, one in every.items()
        },
        "violations": [one | {"recheck": ask(_plain(one["witness"]))} for one in found["violations"]],
        "violating_tasks": found["violating_tasks"],
        "unconfirmed": found["unconfirmed"],
    }


def _said(statement: Statement) -> Record:
    return {
        "text": statement.claim.text,
        "latex": statement.claim.latex,
        "claim": statement.claim.node,
        "digest": statement.claim.digest,
        "hypotheses": [
            {"name": h.name, "words": h.words, "text": h.claim.text, "claim": h.node} for h in statement.hypotheses
        ],
    }


def _missing(records: Mapping[int, Record]) -> list[int]:
    """Tasks below the last one done that are not done (they were in hand when the time was up, or are lost)."""
    return [task for task in range(max(records, default=-1) + 1) if task not in records]


def _again(target: Target, one: Record) -> Record:
    """An instance evaluated anew: both sides, where they are read, and the ratio, which must be as stored."""
    world = target.read(one["source"], one["world"])
    reading = tightest(target.statement, world)
    ratio = exact_ratio(target.statement, reading) if reading is not None else "none"
    if reading is None or ratio != one["ratio"]:
        msg = f"{target.statement.name}: an instance stored with ratio {one['ratio']} gives {ratio}"
        raise UnsoundCheckerError(msg)
    return {
        **one,
        "index": dict(reading.index),
        "outcome": plain_outcome(reading.outcome),
        "lhs": values.show(reading.lhs),
        "rhs": values.show(reading.rhs),
        "holds": reading.holds,
    }


def _plain(one: Mapping[str, Any]) -> str:
    """What the independent program is asked about, as text, so that it is asked once."""
    return json.dumps({key: one[key] for key in ("world", "index", "outcome")})


def _second_opinion(one: Record, said: str) -> Record:
    """What the independent program says of an instance, if it was asked."""
    if (said, one["holds"]) in ((REFUTES, True), (AGREES, False)):
        msg = f"search and independent program differ on an instance: {said}: {_plain(one)}"
        raise UnsoundCheckerError(msg)
    return {"recheck": said} if said else {}
