"""A printed line and its repair as markup: typeset, the difference marked, the hypotheses that came or went."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from boundcheck.draw.svg import plain
from boundcheck.report.blocks import Data
from boundcheck.report.mathml import differing, typeset
from boundcheck.report.notation import spell_claim


@dataclass(frozen=True, kw_only=True)
class Hypothesis:
    """A hypothesis: its words, how it is checked, and whether the repair added or dropped it."""

    words: str
    spelled: str
    change: str = ""


@dataclass(frozen=True, kw_only=True)
class Repair:
    """The repaired line, what it adds marked."""

    repaired: Markup
    same: bool  # the typography is the same: the hypotheses, or the reading of the line, differ
    spelled: str
    words: str
    found_by: str
    hypotheses: tuple[Hypothesis, ...]


def formula(tex: str, marked: Collection[int] = ()) -> Markup:
    """A line typeset, or its source as code."""
    return Markup(typeset(tex, marked).markup)  # noqa: S704 - every text in it was escaped where it was made


def printed_line(one: Data) -> Markup:
    """The printed line; what a repair takes away is marked."""
    gone, _ = differing(one["printed"]["latex"], (one["repaired"] or one["printed"])["latex"])
    return formula(one["printed"]["latex"], gone)


def spelled(claim: Any) -> str:
    """The claim that is checked, spelled out; nothing where it cannot be read."""
    try:
        return plain(spell_claim(claim))
    except (LookupError, TypeError, ValueError, RecursionError):
        return ""


def hypotheses(side: Data) -> tuple[Hypothesis, ...]:
    """The hypotheses of a side."""
    return tuple(_hypothesis(found) for found in side["hypotheses"])


def _hypothesis(found: Data, change: str = "") -> Hypothesis:
    words, said = found["words"], spelled(found["claim"])
    return Hypothesis(words=words, spelled="" if _squeezed(words) == _squeezed(said) else said, change=change)


def _squeezed(text: str) -> str:
    """Letters and signs alone: what is left out is how a formula is spaced and its letters are indexed."""
    return "".join(text.split()).replace("_", "").replace("^(l)", "")


def repair(one: Data) -> Repair | None:
    """The repaired line with what differs from the printed one."""
    printed, repaired = one["printed"], one["repaired"]
    if repaired is None:
        return None
    _, new = differing(printed["latex"], repaired["latex"])
    return Repair(
        repaired=formula(repaired["latex"], new),
        same=printed["latex"] == repaired["latex"],
        spelled=spelled(repaired["claim"]),
        words=repaired["words"],
        found_by=found_by(repaired.get("found_by", "")),
        hypotheses=_changes(printed["hypotheses"], repaired["hypotheses"]),
    )


def found_by(name: str) -> str:
    """Who made the repair."""
    return "written in the proof file" if name in ("author", "") else f"found by the {name}"


def _changes(before: Sequence[Data], after: Sequence[Data]) -> tuple[Hypothesis, ...]:
    old, new = ({found["digest"] for found in side} for side in (before, after))
    dropped = [_hypothesis(found, "dropped") for found in before if found["digest"] not in new]
    return (*(_hypothesis(found, "added") for found in after if found["digest"] not in old), *dropped)
