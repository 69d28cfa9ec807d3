"""``boundcheck audit``: audit proof folders, show the table, write the reports."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import click

from boundcheck.audit import Settings
from boundcheck.cli import options
from boundcheck.cli.console import echo, show_audit
from boundcheck.cli.progress import progress
from boundcheck.errors import BoundcheckError
from boundcheck.evidence import Verdict
from boundcheck.folder import ProofFolder, load_all
from boundcheck.folder_audit import FolderAudit, audit_folder
from boundcheck.parallel import default_jobs
from boundcheck.report.data import dump, report
from boundcheck.report.markdown import markdown
from boundcheck.report.pages import pages
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
    folders = load_all(paths)
    selected = [(folder, select(folder, pattern)) for folder in folders]
    if pattern is not None and not any(labels for _, labels in selected):
        raise BoundcheckError(
            "--select", expected="a pattern that matches a label (see boundcheck list)", got=repr(pattern)
        )
    target = out or (Path("reports") if pattern is None and not any(folder.file for folder in folders) else None)
    if target is not None:
        check_writable(target)
    found = []
    for folder, labels in selected:
        if labels or pattern is None:
            with progress(folder.key) as listener:
                found.append(audit_folder(folder, settings, jobs=jobs or _jobs(labels), only=labels, listener=listener))
    return _answer(found, [_data(one, settings) for one in found], target, as_printed=as_printed, as_json=as_json)


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


def _answer(
    found: Sequence[FolderAudit],
    data: Sequence[dict[str, Any]],
    target: Path | None,
    *,
    as_printed: bool,
    as_json: bool,
) -> int:
    written = {} if target is None else _texts(data, target)
    if target is not None:
        write_all(target, written)
    if as_json:
        echo(dump({"schema": SCHEMA, "reports": list(data)}), end="")
    else:
        for one in data:
            show_audit(one)
        if written:
            echo("wrote " + ", ".join((target or Path()).joinpath(name).as_posix() for name in written))
    differs = any(one.surprises for one in found)
    unproved = any(step.printed.verdict is not Verdict.PROVED for one in found for step in one.steps)
    return 1 if differs or (as_printed and unproved) else 0


def _texts(data: Sequence[dict[str, Any]], target: Path) -> dict[str, str]:
    """Names and texts of the reports; the index over all that lie there."""
    texts: dict[str, str] = {}
    for one in data:
        name, text = f"{one['paper']['key']}.json", dump(one)
        texts |= {name: text, f"{one['paper']['key']}.md": f"{markdown(one)}\n{made_from(name, text)}"}
    return texts | pages(data, target)
