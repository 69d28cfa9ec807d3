"""``boundcheck mutate``: edit every claim, and see what the auditor makes of the false ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from boundcheck.audit import Settings
from boundcheck.cli import options
from boundcheck.cli.audit import selection
from boundcheck.cli.console import echo, show
from boundcheck.cli.progress import progress
from boundcheck.folder import load_all
from boundcheck.mutation.run import run_mutation
from boundcheck.report.data import dump
from boundcheck.report.markdown import render
from boundcheck.report.mutation_data import mutation_report
from boundcheck.report.mutation_page import first_screen, pages
from boundcheck.report.write import check_writable, write_all
from boundcheck.workers import default_jobs

_PARTIAL = ".mutation.partial.jsonl"


@click.command(name="mutate", short_help="Edit every claim: are the false ones refuted, and none of them proved?")
@options.paths
@click.option("--select", "pattern", metavar="GLOB", help="Only the steps whose label matches, such as 'lemma_3_3*'.")
@click.option(
    "--jobs", type=click.IntRange(min=1), default=None, help="Worker processes.  [default: processors, at most 4]"
)
@options.seed
@options.effort
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Where mutation.json and mutation.md go.  [default: reports; with --select nowhere]",
)
def command(
    *, paths: tuple[str, ...], pattern: str | None, jobs: int | None, seed: int, effort: str, out: Path | None
) -> int:
    """Edit every claim of the proof folders in PATHS in small ways, and audit each edit.

    A run that is killed goes on where it was.  Exit code 0: no false mutant is proved and no true one refuted; 1: some
    is, which means that a checker is unsound.
    """
    settings = Settings(effort=effort, seed=seed)
    folders = load_all(paths)
    chosen = selection(folders, pattern, paths)
    target = out or (None if pattern is not None or any(f.file for f in folders) else Path("reports"))
    if target is not None:
        check_writable(target)
    saved = target / _PARTIAL if target is not None else None
    papers: dict[str, Any] = {}
    for folder, labels in chosen:
        if labels or pattern is None:
            with progress(f"{folder.key} mutants") as listener:
                papers[folder.key] = run_mutation(
                    folder, settings, jobs=jobs or default_jobs(), only=labels, listener=listener, saved=saved
                )
    return _answer(mutation_report(papers, settings), target, saved)


def _answer(data: dict[str, Any], target: Path | None, saved: Path | None) -> int:
    found = data["counts"]
    show(first_screen(data) if target is not None else pages(data))
    if target is not None and saved is not None:
        write_all(target, {"mutation.json": dump(data), "mutation.md": render(pages(data))})
        saved.unlink(missing_ok=True)
        echo(f"wrote {(target / 'mutation.json').as_posix()}, {(target / 'mutation.md').as_posix()}")
    return 1 if found["false_proved"] or found["true_refuted"] else 0
