"""``boundcheck diff OLD NEW``: which verdicts moved between two reports, and why."""

from __future__ import annotations

from pathlib import Path

import click

from boundcheck.cli.console import echo
from boundcheck.errors import BoundcheckError
from boundcheck.report.compare import compare_reports
from boundcheck.report.read import read_report


@click.command(name="diff", short_help="Which verdicts moved between two reports, and why.")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
def command(*, old: Path, new: Path) -> int:
    """Say which verdicts moved from the report OLD to the report NEW, and why.

    Exit code 0: none moved; 1: some did; 2: a file is no report.
    """
    before, after = read_report(old), read_report(new)
    try:
        found = compare_reports(before, after)
    except (KeyError, TypeError, AttributeError) as error:
        raise BoundcheckError("diff", expected="two whole reports", got=f"one without {error}") from error
    for text in found.engine:
        echo(f"engine: {text}")
    for move in found.moves:
        echo(f"{move.label} {move.entry}: {move.old} -> {move.new} ({'; '.join(move.why)})")
    for text in found.same_on_other_grounds:
        echo(f"{text}; the verdict is the same")
    echo(f"{len(found.moves)} moved")
    return 1 if found.moves else 0
