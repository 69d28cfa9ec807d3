"""What a notebook shows of claims, steps, witnesses, audits, probabilities and pictures: HTML, Markdown and LaTeX."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from fractions import Fraction
from html import escape
from typing import Any

from boundcheck.audit import ClaimAudit, ConclusionAudit, StepAudit
from boundcheck.claim import Claim
from boundcheck.counting.result import LayerBracket, LayerCount
from boundcheck.dcsc.worlds import build
from boundcheck.draw.figure import Figure, standalone
from boundcheck.errors import BoundcheckError
from boundcheck.evidence import Witness
from boundcheck.folder_audit import FolderAudit
from boundcheck.rademacher.result import Tail, TailEnclosure
from boundcheck.report.blocks import Blocks, Data, head, items, para, table, verdict
from boundcheck.report.data import claim_data, conclusion_data, counts, hypothesis_data, paper_data, step_data
from boundcheck.report.html_blocks import markup
from boundcheck.report.instance import described
from boundcheck.report.latex import render as render_latex
from boundcheck.report.markdown import render as render_markdown
from boundcheck.report.notation import number, tuples
from boundcheck.report.page import conclusion, outcome, steps_table
from boundcheck.report.step_page import assumed, finding, line_of, step
from boundcheck.report.survey_page import survey_data
from boundcheck.report.tex_text import formula
from boundcheck.step import Step


def to_html(found: object) -> str:
    """A record as HTML; a picture as an image of its own, so that its sheet stays with it."""
    if isinstance(found, Figure):
        said = escape(f"{found.title}: {found.description}")
        coded = base64.b64encode(standalone(found).encode()).decode()
        return f'<img alt="{said}" src="data:image/svg+xml;base64,{coded}">'
    return f'<div class="boundcheck">{markup(blocks(found), level=2)}</div>'


def to_markdown(found: object) -> str:
    """A record as Markdown."""
    return render_markdown(blocks(found))


def to_latex(found: object) -> str:
    """A record as LaTeX; a claim as the formula alone."""
    return formula(found.latex) if isinstance(found, Claim) else render_latex(blocks(found))


def blocks(found: object) -> Blocks:
    """What is said of a record.

    Raises:
        BoundcheckError: it is of no kind that is shown.
    """
    for kind, make in _MADE.items():
        if isinstance(found, kind):
            return make(found)
    raise BoundcheckError("display", expected="a claim, step, witness, audit or count", got=type(found).__name__)


def _stated(claim: Claim) -> Data:
    return {"latex": claim.latex, "claim": claim.node, "words": claim.words}


def _claim(found: Claim) -> Blocks:
    _, *said = line_of("", _stated(found))
    return said


def _step(found: Step) -> Blocks:
    said = [head(1, found.label), para(f"{found.cite}."), *line_of("The line as printed", _stated(found.printed))]
    said += assumed([hypothesis_data(one) for one in found.hypotheses])
    if found.uses:
        said.append(para(f"Uses: {', '.join(one.label for one in found.uses)}."))
    if found.repaired is not None:
        said += line_of("The repaired line", _stated(found.repaired))
        said += assumed([hypothesis_data(one) for one in found.repaired_hypotheses], "It needs further:")
    return said + ([para(f"Remark: {found.remark}")] if found.remark else [])


def _witness(found: Witness) -> Blocks:
    world = build(found.world)
    outcome_there = world.outcomes[0] if found.outcome is None else tuples(found.outcome)
    where = ", ".join(f"{name} = {value}" for name, value in found.index.items())
    checked = "re-checked by the independent program" if found.rechecked else "not re-checked"
    said = [*described(world, outcome_there), *([f"at {where}"] if where else [])]
    return [para(f"The {found.title} witness ({checked}):"), *items([*said, f"left {found.lhs}, right {found.rhs}"])]


def _claim_audit(found: ClaimAudit) -> Blocks:
    data = claim_data(found)
    return [*_claim(found.claim), para(f"{verdict(data)}."), *items(map(finding, data["evidence"]))]


def _conclusion(found: ConclusionAudit) -> Blocks:
    return [para(conclusion(conclusion_data(found)))]


def _folder(found: FolderAudit) -> Blocks:
    steps = [step_data(one) for one in found.steps]
    data = {
        "paper": paper_data(found.folder.paper),
        "conclusions": [conclusion_data(one) for one in found.conclusions],
        "counts": counts(found.steps),
        "statistics": survey_data(found.survey),
        "steps": steps,
    }
    return [*outcome(data), head(2, "All steps"), steps_table(steps)]


def _probabilities(rows: Sequence[tuple[str, Fraction | tuple[Fraction, Fraction]]], route: str) -> Blocks:
    said = [("event", "probability"), *((name, _between(value)) for name, value in rows)]
    return [table(said), para(f"Counted by: {route}.")]


def _between(value: Fraction | tuple[Fraction, Fraction]) -> str:
    return f"between {number(value[0])} and {number(value[1])}" if isinstance(value, tuple) else number(value)


def _layer(found: LayerCount | LayerBracket) -> Blocks:
    rows = [("failure", found.probability), ("failure or tie", found.probability_with_ties)]
    return _probabilities(rows, f"{found.route}, {found.total} sign patterns")


def _tail(found: Tail) -> Blocks:
    rows = [("|sum| > t", found.above), ("|sum| >= t", found.at_least)]
    return _probabilities(rows, f"{found.route}, {found.total} sign patterns")


def _enclosure(found: TailEnclosure) -> Blocks:
    return _probabilities([("|sum| > t, and |sum| >= t", (found.lower, found.upper))], found.route)


_MADE: dict[Any, Callable[[Any], Blocks]] = {
    Claim: _claim,
    Step: _step,
    Witness: _witness,
    ClaimAudit: _claim_audit,
    StepAudit: lambda found: step(step_data(found)),
    ConclusionAudit: _conclusion,
    FolderAudit: _folder,
    LayerCount: _layer,
    LayerBracket: _layer,
    Tail: _tail,
    TailEnclosure: _enclosure,
    Figure: lambda found: [para(f"{found.title}: {found.description}")],
}
