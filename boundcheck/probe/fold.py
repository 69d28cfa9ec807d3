"""What a campaign has found: its records folded, in any order, into the same result."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from boundcheck.probe.task import Record


def fold(records: Iterable[Record]) -> dict[str, Any]:
    """Counts, the largest ratio of each class, and the violations to show; the order of the records does not matter.

    Returns:
        ``tasks`` (how many), ``looks``, ``valid``, ``groups``, ``best`` (per class), ``violations`` (the simplest, then
        the most dramatic), ``violating_tasks`` and ``unconfirmed``.
    """
    found = {record["task"]: record for record in records}
    everything = [found[task] for task in sorted(found)]
    groups = Counter[str]()
    best: dict[str, Record] = {}
    for record in everything:
        groups.update(record["groups"])
        for group, one in record["best"].items():
            best[group] = min((best.get(group, one), one), key=lambda one: _rank(one["ratio"], one["world"]))
    violations = [one for record in everything for one in record["violations"]]
    return {
        "tasks": len(everything),
        "looks": sum(record["looks"] for record in everything),
        "valid": sum(record["valid"] for record in everything),
        "groups": dict(sorted(groups.items())),
        "best": dict(sorted(best.items())),
        "violations": _shown(violations),
        "violating_tasks": sum(bool(record["violations"]) for record in everything),
        "unconfirmed": sum(record["unconfirmed"] for record in everything),
    }


def largest(best: Mapping[str, Record]) -> tuple[str, Record] | None:
    """The class and instance of the largest ratio of all."""
    return min(best.items(), key=lambda item: _rank(item[1]["ratio"], item[1]["world"]), default=None)


def _rank(ratio: str, shown: Mapping[str, Any]) -> tuple[Decimal, int, str]:
    """Largest ratio first; of equal ones the shortest instance."""
    text = json.dumps(shown, sort_keys=True)
    return -Decimal(ratio or "0"), len(text), text


def _shown(violations: list[Record]) -> list[Record]:
    if not violations:
        return []
    simplest = min(violations, key=lambda one: _rank("", one["witness"]))
    dramatic = min(violations, key=lambda one: _rank(one["ratio"], one["witness"]))
    return [simplest] if dramatic["witness"]["world"] == simplest["witness"]["world"] else [simplest, dramatic]
