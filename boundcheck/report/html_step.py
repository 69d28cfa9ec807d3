"""One step as a page shows it: everything that its template writes, ready to be written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from boundcheck.draw.figure import drawn
from boundcheck.report import figures
from boundcheck.report.blocks import Data
from boundcheck.report.dependence_page import dependence, examined
from boundcheck.report.html_blocks import markup
from boundcheck.report.html_derivation import Derivation, derivations
from boundcheck.report.html_line import Hypothesis, Repair, hypotheses, printed_line, repair, spelled
from boundcheck.report.html_witness import Counterexample, counterexamples
from boundcheck.report.looks import Look, anchor, look, sentence
from boundcheck.report.quotations import quoted
from boundcheck.report.step_page import given_away

_MOST_USERS = 12


@dataclass(frozen=True, kw_only=True)
class Link:
    """A step that another one names."""

    text: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A verdict about one side of a step."""

    of: str
    verdict: str
    grade: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one checker found about one side."""

    of: str
    checker: str
    verdict: str
    grade: str
    reason: str
    leaves: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StepPage:
    """A step, as its template writes it."""

    id: str
    label: str
    look: Look
    tags: str
    place: str
    register: str
    reading: str
    line: Markup
    words: str
    spelled: str
    sentence: str
    verdicts: tuple[Verdict, ...]
    uses: tuple[Link, ...]
    quotes: tuple[str, ...]
    used_by: tuple[Link, ...]
    more_users: int
    hypotheses: tuple[Hypothesis, ...]
    findings: tuple[Finding, ...]
    argument: str
    reason: str
    missing: tuple[str, ...]
    repair: Repair | None
    derivations: tuple[Derivation, ...]
    witnesses: tuple[tuple[str, Counterexample], ...]
    sharpness: tuple[str, ...]
    laws: Markup
    pictures: tuple[Markup, ...]
    remark: str
    surprises: tuple[str, ...]
    digests: tuple[tuple[str, str], ...]


def step_page(one: Data, users: Sequence[str], number: int) -> StepPage:
    """What the page says about a step, the ``number``-th of it; ``users`` are the labels of the steps that use it."""
    printed, argument, shown = one["printed"], one["argument"], look(one)
    return StepPage(
        id=anchor(one["label"]),
        label=one["label"],
        look=shown,
        tags=" ".join(dict.fromkeys([shown.key, *(["gap"] if argument["verdict"] == "GAP" else [])])),
        place=one["cite"],
        register=", ".join(one["register"]),
        reading=one["reading"] or "",
        line=printed_line(one),
        words=printed["words"],
        spelled=spelled(printed["claim"]),
        sentence=sentence(one),
        verdicts=_verdicts(one),
        uses=links(one["uses"]),
        quotes=tuple(map(quoted, one.get("quotes", ()))),
        used_by=links(users[:_MOST_USERS]),
        more_users=max(0, len(users) - _MOST_USERS),
        hypotheses=hypotheses(printed),
        findings=_findings(one),
        argument=argument["verdict"],
        reason=argument["reason"],
        missing=tuple(argument["missing"]),
        repair=repair(one),
        derivations=derivations(one),
        witnesses=tuple(
            (side, found)
            for side in ("printed", "repaired")
            for found in counterexamples(one[side], f"w{number}-{side}")
        ),
        sharpness=tuple(given_away(one)),
        laws=_laws(one),
        pictures=pictures(one, number),
        remark=one["remark"],
        surprises=tuple(one["surprises"]),
        digests=tuple((side, one[side]["digest"]) for side in ("printed", "repaired") if one[side]),
    )


def users_of(steps: Iterable[Data]) -> Mapping[str, list[str]]:
    """For each label, the labels of the steps that use it."""
    found: dict[str, list[str]] = {}
    for one in steps:
        for used in one["uses"]:
            found.setdefault(used, []).append(one["label"])
    return found


def links(labels: Iterable[str]) -> tuple[Link, ...]:
    """Links to steps of the same page."""
    return tuple(Link(text=label, href=f"#{anchor(label)}") for label in labels)


def pictures(one: Data, number: int) -> tuple[Markup, ...]:
    """The pictures of a step, each with a name that the page has once."""
    found = enumerate(figures.of_step(one))
    return tuple(Markup(drawn(figure, f"p{number}-{at}")) for at, figure in found)  # noqa: S704 - draw escapes


def _laws(one: Data) -> Markup:
    """What was found about claimed independence, in the words of the other reports."""
    found = (examined(evidence) for evidence in one["printed"]["evidence"])
    return markup(block for law in found if law is not None for block in dependence(law, "The law it rests on"))


def _verdicts(one: Data) -> tuple[Verdict, ...]:
    found = [
        _verdict("as printed", one["printed"]),
        Verdict(of="argument", verdict=one["argument"]["verdict"], grade=""),
    ]
    if one["repaired"]:
        found.append(_verdict("repaired", one["repaired"]))
    return (*found, Verdict(of="in the proof", verdict=one["status"].replace("_", " "), grade=""))


def _verdict(of: str, side: Data) -> Verdict:
    return Verdict(of=of, verdict=side["verdict"], grade=side["grade"] or "")


def _findings(one: Data) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            of=side,
            checker=found["checker"],
            verdict=found["verdict"],
            grade=found["grade"] or "",
            reason=found["reason"],
            leaves=tuple(found.get("leaves", ())),
        )
        for side in ("printed", "repaired")
        for found in (one[side] or {"evidence": ()})["evidence"]
    )
