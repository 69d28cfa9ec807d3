"""The mutation report as text: the score first, then how the truth was found, then every mutant that must be named."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from boundcheck.report.blocks import Block, Blocks, head, items, para, table
from boundcheck.report.mutation_data import is_named

Data = Mapping[str, Any]
_LONGEST = 400

_METHOD = (
    (
        "Every printed and every repaired claim is edited systematically, one edit at a time (the table of "
        "kinds below), and taken without each of its hypotheses in turn."
    ),
    (
        "False: an exact witness that meets every hypothesis, confirmed by recheck.py, which shares no code "
        "with the search. Who found it does not matter: the auditor's own instances, or instances that the "
        "auditor does not use (drawn by a plain generator from plain lists, and from the sources with another "
        "seed)."
    ),
    (
        "True: a proved form of the same step implies the mutant, by equal normal forms, as a special case or "
        "a weaker relation, because the slack grew by squares and magnitudes only, or by a certificate in "
        "rationals (Farkas multipliers, truth tables) from the proved form and the hypotheses. No instance "
        "and no line of the step's own argument has a part in this."
    ),
    (
        "Unknown: neither. The reason says which: the step's own argument proves the mutant (then it is no "
        "evidence of its own), no instance is tried at the step, every instance meets the dropped hypothesis, no "
        "instance defines the mutant, or none of these."
    ),
    (
        "Scored is the auditor as it is used: its instances at the effort and seed above, each witness confirmed by "
        "recheck.py (one that it cannot replay, with a number beyond its limits for instance, does not count); and "
        "the step's own argument and checks, run with the mutant as goal, as they stand and with the mutant wherever "
        "a line states the claim."
    ),
    (
        "Limits: instances with more than 4096 sign patterns are left out of the run (the audit has them, and takes "
        "seconds for each), so edits of a claim that only such an instance refutes are mostly unknown. A "
        "false mutant that neither the auditor nor the other instances refute is counted as unknown, so the "
        "score is a share of the false ones that are known; the table of both says how much the two overlap. "
        "An edit that is true of the model (its numbers are not negative, for instance) but not implied by "
        "the hypotheses is unknown."
    ),
)


def pages(data: Data) -> Blocks:
    """All of it."""
    return [*_first(data), *_counts(data), *_named(data)]


def first_screen(data: Data) -> Blocks:
    """The score and the counts."""
    title, score, *_ = _first(data)
    return [title, score, *_counts(data)]


def _first(data: Data) -> Iterator[Block]:
    found, engine = data["counts"], data["engine"]
    yield head(1, "Mutation score of the auditor")
    yield para(
        f"{found['refuted']} of {found['false']} false mutants are refuted with an exact witness "
        f"({share(found['refuted'], found['false'])}) at effort {engine['effort']}, seed {engine['seed']}. "
        f"False mutants proved: {found['false_proved']}. True mutants refuted: {found['true_refuted']}. "
        f"Missed: {found['missed']}. Unknown: {found['unknown']} of {found['mutants']} mutants "
        f"({found['unknown_proved']} of them proved by the step's own argument)."
    )
    yield head(2, "What is counted")
    yield from items(_METHOD)


def share(part: int, whole: int) -> str:
    """A share in percent, rounded down to a tenth.

    >>> share(2, 3)
    '66.6 %'
    """
    if not whole:
        return "-"
    tenths = 1000 * part // whole
    return f"{tenths // 10}.{tenths % 10} %"


def _counts(data: Data) -> Iterator[Block]:
    both = data["twice"]
    yield head(2, "Counts")
    top = ("mutants", "false", "refuted", "share", "missed", "false proved", "true", "true refuted", "unknown")
    rows = [(one["key"], *_cells(one["counts"])) for one in data["papers"]]
    yield table([("paper", *top), *rows, ("all", *_cells(data["counts"]))])
    yield para("False mutants by who has a witness:")
    yield table(
        [
            ("both", "the auditor only", "the other instances only"),
            (str(both["both"]), str(both["auditor_only"]), str(both["elsewhere_only"])),
        ]
    )
    yield table([("kind of edit", *top), *((kind, *_cells(found)) for kind, found in data["kinds"].items())])


def _cells(found: Mapping[str, int]) -> tuple[str, ...]:
    numbers = (found["mutants"], found["false"], found["refuted"])
    rest = (found["missed"], found["false_proved"], found["true"], found["true_refuted"], found["unknown"])
    return (*map(str, numbers), share(found["refuted"], found["false"]), *map(str, rest))


def _named(data: Data) -> Iterator[Block]:
    rows = [(case, row) for case in data["cases"] for row in case["mutants"] if is_named(row)]
    wrong = [one for one in rows if one[1]["truth"] != "unknown"]
    yield head(2, "False mutants that survive, and contradictions")
    yield from items(_full(case, row) for case, row in wrong) if wrong else [para("None.")]
    unknown = [one for one in rows if one[1]["truth"] == "unknown"]
    yield head(2, "Unknown, by name")
    for why in sorted({row["why"] for _, row in unknown}):
        yield head(3, why[0].upper() + why[1:])
        yield from items(_grouped([one for one in unknown if one[1]["why"] == why]))


def _full(case: Data, row: Data) -> str:
    said = " and ".join(row["auditor"]) or "undecided"
    where = json.dumps(row["witness"]["world"]) if row["witness"] else "none"
    text = row["text"] if len(row["text"]) <= _LONGEST else row["text"][:_LONGEST] + " ..."
    where = where if len(where) <= _LONGEST else where[:_LONGEST] + " ..."
    return f"{case['label']}/{row['name']} ({row['truth']}, {said}): {row['words']}: {text}; witness {where}"


def _grouped(rows: list[tuple[Data, Data]]) -> Iterator[str]:
    labels = dict.fromkeys(case["label"] for case, _ in rows)
    for label in labels:
        words = "; ".join(f"{row['name']} {row['words']}" for case, row in rows if case["label"] == label)
        yield f"{label}: {words}"
