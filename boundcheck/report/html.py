"""The report as one HTML file: no network, nothing that runs but the page's own script, readable without it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from boundcheck.draw.figure import STYLE, drawn
from boundcheck.draw.glyph import badge, symbols
from boundcheck.draw.svg import plain
from boundcheck.report import figures
from boundcheck.report.blocks import Data
from boundcheck.report.data import dump
from boundcheck.report.html_blocks import markup
from boundcheck.report.html_graph import by_statement, graphs
from boundcheck.report.html_line import formula
from boundcheck.report.html_step import StepPage, links, step_page, users_of
from boundcheck.report.looks import LOOKS, THEOREMS, anchor, look, statement_name
from boundcheck.report.page import differences
from boundcheck.report.prose import prose
from boundcheck.report.quotations import quotations
from boundcheck.report.survey_page import survey_page

_TEMPLATES = files("boundcheck.report") / "templates"


@dataclass(frozen=True, kw_only=True)
class Group:
    """The steps of one file, under its name."""

    module: str
    name: str
    steps: tuple[StepPage, ...]


def html(data: Data) -> str:
    """The report of one paper as a page of its own."""
    data = {"statistics": {}} | dict(data)
    users = users_of(data["steps"])
    numbers = {one["label"]: number for number, one in enumerate(data["steps"])}
    groups = [
        Group(
            module=module,
            name=statement_name(module),
            steps=tuple(step_page(one, users.get(one["label"], ()), numbers[one["label"]]) for one in steps),
        )
        for module, steps in by_statement(data["steps"])
    ]
    pictures = [(one, Markup(drawn(one, f"figure-{at}"))) for at, one in enumerate(figures.of_report(data))]  # noqa: S704
    notation = [(entry["name"], formula(entry["tex"]), entry["meaning"]) for entry in data["paper"].get("notation", ())]
    return _written(
        "report.html.j2",
        title=f"Audit of {data['paper']['title']}",
        labels=frozenset(numbers),
        paper=data["paper"],
        engine=data["engine"],
        made_from=hashlib.sha256(dump(data).encode()).hexdigest(),
        theorems=[_theorem(found) for found in data["conclusions"]],
        counted=_counted(data["steps"]),
        unsettled=_unsettled(groups),
        surprises=differences(data),
        survey=markup(survey_page(data["statistics"]), numbers),
        graphs=graphs(data),
        pictures=pictures,
        groups=groups,
        total=len(data["steps"]),
        notation=notation,
    )


def index(reports: Sequence[Data]) -> str:
    """The page over all papers: what becomes of each theorem, the verdicts on every claim, which results use which."""
    papers = [
        {
            "key": data["paper"]["key"],
            "labels": frozenset(one["label"] for one in data["steps"]),
            "paper": data["paper"],
            "theorems": [_theorem(found) for found in data["conclusions"]],
            "counted": _counted(data["steps"]),
            "steps": [(one, look(one), anchor(one["label"])) for one in data["steps"]],
        }
        for data in reports
    ]
    return _written("index.html.j2", title="Audited papers", papers=papers, quotations=quotations(reports))


def _theorem(found: Data) -> Mapping[str, Any]:
    shown, words = THEOREMS[found["status"]]
    return dict(found) | {
        "id": f"theorem-{anchor(found['label'])}",
        "look": shown,
        "words": words,
        "repaired_links": links(found["needs_repairs"]),
        "open_links": links(found["open"]),
        "falls_links": links(found["falls"]),
        "rests_links": links(found["rests_on"]),
    }


def _counted(steps: Sequence[Data]) -> list[tuple[Any, int]]:
    """How many steps have each look; those that none has are left out."""
    found = [look(one).key for one in steps]
    return [(shown, found.count(shown.key)) for shown in LOOKS if shown.key in found]


def _unsettled(groups: Sequence[Group]) -> list[StepPage]:
    return [step for group in groups for step in group.steps if step.look.key in ("open", "falls")]


def _written(template: str, **context: Any) -> str:
    style = f"{STYLE}{(_TEMPLATES / 'report.css').read_text(encoding='utf-8')}"
    script = (_TEMPLATES / "report.js").read_text(encoding="utf-8")
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src '{fingerprint(style)}'",
            f"script-src '{fingerprint(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    page = _environment().get_template(template)
    made = page.render(style=Markup(style), script=Markup(script), symbols=Markup(symbols()), policy=policy, **context)  # noqa: S704 - our own files
    return plain(made)


def fingerprint(text: str) -> str:
    """What a content policy calls a text that may be in the page.

    >>> fingerprint("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("boundcheck.report", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    made.filters["prose"] = prose
    made.globals["badge"] = lambda shape: Markup(badge(shape))  # noqa: S704 - draw escapes
    return made
