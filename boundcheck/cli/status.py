"""``boundcheck status``: are the reports those of the proof files and the code at hand?"""

from __future__ import annotations

from pathlib import Path

import click

from boundcheck.cli import options
from boundcheck.cli.console import echo
from boundcheck.errors import BoundcheckError
from boundcheck.folder import load_all
from boundcheck.report.read import read_report
from boundcheck.report.stale import stale_evidence


@click.command(name="status", short_help="Which evidence in the reports is stale, and why.")
@options.paths
@click.option(
    "--reports",
    type=click.Path(path_type=Path),
    default=Path("reports"),
    show_default=True,
    help="Where the reports are.",
)
def command(*, paths: tuple[str, ...], reports: Path) -> int:
    """Say which evidence in the reports of the proof folders in PATHS is stale: inputs, generators or engine changed.

    Nothing is computed.  Exit code 0: all of it is that of the files at hand; 1: some is stale; 2: a report is missing
    or no report.
    """
    stale = 0
    for folder in load_all(paths):
        file = reports / f"{folder.key}.json"
        try:
            found = stale_evidence(read_report(file), folder)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise BoundcheckError(str(file), expected="a whole report", got=f"one without {error}") from error
        for one in found:
            echo(f"{one.label or folder.key}: {'; '.join(one.why)}")
        echo(f"{folder.key}: {'stale' if found else 'up to date'}")
        stale += bool(found)
    return 1 if stale else 0
