"""Where the proof loses: for each line that stands, in the order of the proof, the largest ratio of its sides found.

A ratio of 1 is equality on some instance, so the line gives nothing away there; a small one shows where the proof could
be sharper, as far as the instances tried go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from boundcheck.report.blocks import Blocks, Data, head, para, table

_STANDING = ("PROVED", "SURVIVED")
_EXPLAINED = (
    "For each line that stands: the largest ratio of its smaller side to its larger one on the instances tried.  "
    "1 is equality.  The steps stand below the first theorem that rests on them, in the order of its proof."
)
_BESIDE = "Beside the theorems"


def sharpness(data: Data) -> list[dict[str, Any]]:
    """A record for each line with a ratio: theorem, label, cite, side, verdict, ratio, and both sides there."""
    return [{"theorem": theorem, **record} for theorem, one in _in_order(data) for record in _records(one)]


def _in_order(data: Data) -> Iterator[tuple[str, Data]]:
    """The steps, each once: those below each theorem, what is used before what uses it; then the others."""
    steps = {one["label"]: one for one in data["steps"]}
    done: set[str] = set()
    for theorem in data["conclusions"]:
        for label in theorem["rests_on"]:
            yield from ((theorem["title"], one) for one in _below(label, steps, done))
    yield from ((_BESIDE, one) for label in steps for one in _below(label, steps, done))


def _below(label: str, steps: Mapping[str, Data], done: set[str]) -> Iterator[Data]:
    """A step after all that it uses, as far as they are not done; without recursion, however long the proof."""
    ahead = [(label, False)]
    while ahead:
        name, ready = ahead.pop()
        if name in done or name not in steps:
            continue
        if ready:
            done.add(name)
            yield steps[name]
        else:
            ahead += [(name, True), *((used, False) for used in reversed(steps[name]["uses"]))]


def _records(one: Data) -> Iterator[dict[str, Any]]:
    for side in ("printed", "repaired"):
        form = one[side]
        if form is None or form["verdict"] not in _STANDING:
            continue
        kept = [e["statistics"]["largest_ratio"] for e in form["evidence"] if "largest_ratio" in e["statistics"]]
        if kept:
            sides = {name: kept[0][name] for name in ("ratio", "lhs", "rhs")}
            yield {"label": one["label"], "cite": one["cite"], "side": side, "verdict": form["verdict"], **sides}
            return


def sharpness_table(data: Data) -> Blocks:
    """The records as a table; nothing where no line has a ratio."""
    found = sharpness(data)
    if not found:
        return []
    blocks = [head(2, "Where the proof loses"), para(_EXPLAINED)]
    for theorem in dict.fromkeys(one["theorem"] for one in found):
        rows: list[Sequence[str]] = [("step", "form", "largest ratio", "sides there")]
        rows += [
            (one["label"], one["side"], one["ratio"], f"{one['lhs']} against {one['rhs']}")
            for one in found
            if one["theorem"] == theorem
        ]
        blocks += [para(f"{theorem}:"), table(rows)]
    return blocks
