"""``boundcheck audit``: audit proof folders, show the table, write the reports."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import click

from boundcheck.audit import Settings
from boundcheck.cli import options
from boundcheck.cli.collecting import collected_later
from boundcheck.cli.console import echo, show_audit
from boundcheck.cli.nearest import nearest
from boundcheck.cli.progress import bars
from boundcheck.errors import BoundcheckError
from boundcheck.evidence import Verdict
from boundcheck.folder import ProofFolder, load_all
from boundcheck.folder_audit import FolderAudit, Order, audit_folders
from boundcheck.parallel import default_jobs
from boundcheck.report.data import dump, report
from boundcheck.report.markdown import markdown
from boundcheck.report.pages import INDEX, index_page, page
from boundcheck.report.pair import made_from
from boundcheck.report.survey_page import survey_data
from boundcheck.report.write import check_writable, write_all
from boundcheck.worth.summary import charted

SCHEMA = "boundcheck-audit/1"
_FEW = 3  # steps that are audited sooner than a worker has started


@click.command(name="audit", short_help="Audit proof folders and write their reports.")
@options.paths
@click.option("--select", "pattern", metavar="GLOB", help="Only the steps whose label matches, such as 'lemma_3_3*'.")
@click.option(
    "--jobs", type=click.IntRange(min=1), default=None, help="Worker processes.  [default: processors, at most 4]"
)
@options.seed
@options.effort
@click.option(
    "--out", type=click.Path(path_type=Path), help="Where reports go.  [default: reports; with --select nowhere]"
)
@click.option("--as-printed", is_flag=True, help="Exit with 1 if any printed claim is not proved.")
@click.option("--json", "as_json", is_flag=True, help="Print the reports as JSON instead of the table.")
def command(
    *,
    paths: tuple[str, ...],
    pattern: str | None,
    jobs: int | None,
    seed: int,
    effort: str,
    out: Path | None,
    as_printed: bool,
    as_json: bool,
) -> int:
    """Audit the proof folders (or files) in PATHS; without PATHS those in ./proofs, or those that come with boundcheck.

    Writes KEY.json, KEY.md and KEY.html for each paper, and index.html over all reports there.  Exit code 0: the audit
    agrees with what the proof files expect; 1: it differs.
    """
    settings = Settings(effort=effort, seed=seed)
    with collected_later():
        folders = load_all(paths, pattern)
    selected = selection(folders, pattern, paths)
    target = out or (Path("reports") if pattern is None and not any(folder.file for folder in folders) else None)
    if target is not None:
        check_writable(target)
    chosen = [(folder, labels) for folder, labels in selected if labels or pattern is None]
    found, data, texts = list[FolderAudit](), list[dict[str, Any]](), dict[str, str]()
    with bars() as listen:
        orders = [
            Order(folder=folder, only=labels, jobs=jobs or _jobs(labels), listener=listen(folder.key))
            for folder, labels in chosen
        ]
        with closing(audit_folders(orders, settings)) as audits:
            for one in audits:
                found.append(one)
                data.append(_data(one, settings))
                texts |= _texts(data[-1]) if target is not None else {}
    if target is not None:
        texts |= {INDEX: index_page(data, target)}
        write_all(target, texts)
    _show(data, [(target or Path()).joinpath(name).as_posix() for name in texts], as_json=as_json)
    differs = any(one.surprises for one in found)
    unproved = any(step.printed.verdict is not Verdict.PROVED for one in found for step in one.steps)
    return 1 if differs or (as_printed and unproved) else 0


def selection(
    folders: Sequence[ProofFolder], pattern: str | None, paths: Sequence[str]
) -> list[tuple[ProofFolder, tuple[str, ...] | None]]:
    """The folders, each with the labels that match (see ``select``); ``paths`` is where they were read from.

    Raises:
        BoundcheckError: a pattern matches no label of any folder.
    """
    found = [(folder, select(folder, pattern)) for folder in folders]
    if pattern is not None and not any(labels for _, labels in found):
        known = [step.label for folder in load_all(paths) for step in folder.steps]
        raise BoundcheckError(
            "--select", expected=f"a pattern that matches a label, {nearest(pattern, known)}", got=repr(pattern)
        )
    return found


def select(folder: ProofFolder, pattern: str | None) -> tuple[str, ...] | None:
    """Labels of a folder's steps that match; None for all of a whole folder."""
    if pattern is None:
        return None if folder.file is None else tuple(step.label for step in folder.steps)
    return tuple(step.label for step in folder.steps if fnmatchcase(step.label, pattern))


def _jobs(labels: tuple[str, ...] | None) -> int:
    return 1 if labels is not None and len(labels) <= _FEW else default_jobs()


def _data(found: FolderAudit, settings: Settings) -> dict[str, Any]:
    charts = [charted(make()) for make in found.folder.paper.charts] if found.conclusions else []
    extras = survey_data(found.survey) | ({"charts": charts} if charts else {})
    return report(found.folder.paper, found.steps, found.conclusions, settings, extras)


def _show(data: Sequence[dict[str, Any]], written: Sequence[str], *, as_json: bool) -> None:
    if as_json:
        echo(dump({"schema": SCHEMA, "reports": list(data)}), end="")
        return
    for one in data:
        show_audit(one)
    if written:
        echo("wrote " + ", ".join(written))


def _texts(data: dict[str, Any]) -> dict[str, str]:
    """Names and texts of a report and its pages."""
    name, text = f"{data['paper']['key']}.json", dump(data)
    return {
        name: text,
        f"{data['paper']['key']}.md": f"{markdown(data)}\n{made_from(name, text)}",
        f"{data['paper']['key']}.html": page(data),
    }
