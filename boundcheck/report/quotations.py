"""Which results use which, across papers: each claim that quotes another work, and whether what it says is right.

Computed from the reports alone.  A quotation is right word for word where the claim is a proved form of the one it
quotes and assumes all that the proof there needs.  Else it may be compared: the quoted paper's folder has a step that
quotes the quoting one, and its verdict answers.  Else the claim is one of its own about the quoted result, and its own
verdict answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from boundcheck.report.blocks import Data
from boundcheck.report.looks import LOOKS, anchor

_PROVED, _REFUTED = "PROVED", "REFUTED"
_RIGHT, _MENDED, _WRONG, _OPEN, _CITED = "sound", "repaired", "falls", "open", "cited"  # keys of looks
_NO_REPORT, _NOT_AUDITED = "no report of it here", "not audited: taken as quoted"
_LOOKS = {look.key: look for look in LOOKS}

Known = Mapping[tuple[str, str], Data]  # steps by paper and label


@dataclass(frozen=True, kw_only=True)
class Line:
    """One quotation: who quotes, what is quoted and its verdict there, and what becomes of it."""

    paper: str
    label: str
    cite: str
    work: str
    quoted: str  # the label quoted, empty for a work that is not audited
    there: str  # what the quoted paper's report says of it
    answer: str
    key: str  # of the look it is shown with

    @property
    def href(self) -> str:
        """Where the quoting step is shown."""
        return f"{self.paper}.html#{anchor(self.label)}"

    @property
    def target(self) -> str:
        """Where the quoted step is shown; empty where it is not."""
        return "" if self.there in (_NO_REPORT, _NOT_AUDITED) else f"{self.work}.html#{anchor(self.quoted)}"

    @property
    def look(self) -> Any:
        """Shape and class."""
        return _LOOKS[self.key]


def quoted(one: Data) -> str:
    """What is quoted, in words.

    >>> quoted({"work": "other_2020", "label": "lemma_3.step_2"}), quoted({"work": "[16]", "label": ""})
    ('other_2020, lemma_3.step_2', '[16]')
    """
    return ", ".join(part for part in (one["work"], one["label"]) if part)


def quotations(reports: Sequence[Data]) -> tuple[Line, ...]:
    """All quotations in the reports, in the order of the papers and of their steps."""
    known = {(one["paper"]["key"], step["label"]): step for one in reports for step in one["steps"]}
    return tuple(_lines(known))


def _lines(known: Known) -> Iterator[Line]:
    for (paper, label), step in known.items():
        for one in step.get("quotes", ()):
            there = known.get((one["work"], one["label"]))
            answer, key = _answer(step, there, _comparison(paper, label, one["work"], known))
            yield Line(
                paper=paper,
                label=label,
                cite=step["cite"],
                work=one["work"],
                quoted=one["label"],
                there=_there(one["label"], there),
                answer=answer,
                key=key,
            )


def _comparison(paper: str, label: str, work: str, known: Known) -> Data | None:
    """The step of the quoted paper's folder that quotes the quoting step, if there is one."""
    wanted = {"work": paper, "label": label}
    return next((s for (key, _), s in known.items() if key == work and wanted in s.get("quotes", ())), None)


def _there(label: str, quoted: Data | None) -> str:
    if not label:
        return _NOT_AUDITED
    if quoted is None:
        return _NO_REPORT
    printed, repaired = quoted["printed"]["verdict"], quoted["repaired"]
    return printed if repaired is None or printed == _PROVED else f"{printed}, repaired {repaired['verdict']}"


def _answer(step: Data, quoted: Data | None, comparison: Data | None) -> tuple[str, str]:
    """What becomes of a quotation, and the key of its look."""
    side = None if quoted is None else same_claim(step, quoted)
    if side is not None:
        unsaid = unstated(step, side)
        if not unsaid:
            return "right: word for word what is proved there", _RIGHT
        if step["printed"]["verdict"] != _PROVED:
            return f"word for word what is proved there; {_of_hypotheses(unsaid)} needed there not stated here", _CITED
    if comparison is not None:
        said, key = _own(comparison)
        return f"{said} ({comparison['label']})", key
    return _own(step)


def _of_hypotheses(count: int) -> str:
    return "1 hypothesis" if count == 1 else f"{count} hypotheses"


def _own(step: Data) -> tuple[str, str]:
    printed, repaired = step["printed"]["verdict"], step["repaired"]
    if printed == _PROVED:
        return "right: proved", _RIGHT
    if printed == _REFUTED and repaired is not None and repaired["verdict"] == _PROVED:
        return "wrong as printed; the repaired line is proved", _MENDED
    return ("wrong", _WRONG) if printed == _REFUTED else (f"not settled: {printed}", _OPEN)


def same_claim(step: Data, quoted: Data) -> Data | None:
    """The proved side of the quoted step that is the very claim of the quoting one, None if there is none."""
    sides = (quoted["printed"], quoted["repaired"])
    wanted = step["printed"]["digest"]
    return next((s for s in sides if s is not None and s["verdict"] == _PROVED and s["digest"] == wanted), None)


def unstated(step: Data, side: Data) -> int:
    """How many hypotheses the proof of the quoted side needs that are not among those of the quoting step."""
    granted = {h["digest"] for h in step["printed"]["hypotheses"]}
    return len({h["digest"] for h in side["hypotheses"] if h["name"] in side["needs"]} - granted)
