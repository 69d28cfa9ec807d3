"""What an audit was tried on: the instances of each generator, their classes and edge cases, and the models."""

from __future__ import annotations

from typing import Any

from boundcheck.report.blocks import Block, Blocks, Data, head, items, para, table
from boundcheck.survey import Survey

_CLASSES = ("vacuous", "implied", "informative")


def survey_data(found: Survey) -> dict[str, Any]:
    """A survey as plain data."""
    return {
        "sources": [dict(one) for one in found.sources],
        "unreached": list(found.unreached),
        "defects": list(found.defects),
        "models": [
            {
                "model": one.model,
                "kind": one.kind,
                "text": one.claim.text,
                "digest": one.claim.digest,
                "instances": one.instances,
                "readings": one.readings,
            }
            for one in found.models
        ],
    }


def survey_page(data: Data) -> Blocks:
    """The survey of a report; nothing where no layers, networks or models were tried."""
    found: Blocks = []
    if data.get("sources"):
        found += [head(2, "What the instances cover"), para(_MEANING), _classes(data["sources"])]
        found += [para("How many instances reach each edge case:"), *_edges(data["sources"])]
        if data["unreached"]:
            found += [para("Reached by no instance at this effort:"), *items(data["unreached"])]
    if data.get("models"):
        found += [head(2, "Definitions and laws tried"), para(_TRIED), _models(data["models"])]
    return found


_MEANING = (
    "Classes for the theorem: vacuous (its bound is at least 1), implied (the older bound (3) holds at every layer, so "
    "recovery is certain), informative (neither). Designed lists and plain parameters are left out."
)
_TRIED = (
    "What the models define and grant, read on instances of the steps that use them; each reading is a choice of "
    "indices and signs, and all hold."
)


def _classes(sources: list[Data]) -> Block:
    rows: list[tuple[str, ...]] = [("generator", "steps", "instances", "meet the hypotheses", *_CLASSES)]
    for one in sources:
        shares = (_share(one["classes"][name], one["instances"]) for name in _CLASSES)
        rows.append((one["name"], str(one["steps"]), str(one["instances"]), str(one["valid"]), *shares))
    return table(rows)


def _share(count: int, of: int) -> str:
    """A count, and its share in whole per cent (rounded half up, in integers)."""
    return f"{count} ({(200 * count + of) // (2 * of)} %)"


def _edges(sources: list[Data]) -> Blocks:
    """One table for each kind: a row for each edge case, a column for each generator."""
    found = []
    for kind in dict.fromkeys(one["kind"] for one in sources):
        same = [one for one in sources if one["kind"] == kind]
        rows = [("edge case", *(one["name"] for one in same))]
        rows += [(name.replace("_", " "), *(str(one["edges"][name]) for one in same)) for name in same[0]["edges"]]
        found.append(table(rows))
    return found


def _models(models: list[Data]) -> Block:
    rows = [("model", "", "says", "instances", "readings")]
    rows += [(m["model"], m["kind"], m["text"], str(m["instances"]), str(m["readings"])) for m in models]
    return table(rows)
