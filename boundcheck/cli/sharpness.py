"""``boundcheck sharpness``: where the proof loses, from the reports."""

from __future__ import annotations

import json
from pathlib import Path

import click

from boundcheck.cli.console import echo, show_blocks
from boundcheck.errors import BoundcheckError
from boundcheck.report.blocks import head
from boundcheck.report.read import read_report
from boundcheck.report.sharpness import sharpness, sharpness_table


@click.command(name="sharpness", short_help="Where the proof loses: the largest ratio of both sides, step by step.")
@click.argument("reports", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Plain data.")
def command(*, reports: tuple[Path, ...], as_json: bool) -> int:
    """List the lines that stand in the REPORTS (JSON files; default reports/*.json) with their largest ratio."""
    files = reports or tuple(sorted(Path("reports").glob("*.json")))
    found = {}
    for file in files:
        try:
            data = read_report(file)
        except BoundcheckError:
            if reports:
                raise
            continue  # other data may lie beside the reports
        try:
            found[file.stem] = (sharpness(data), sharpness_table(data))
        except (KeyError, TypeError, AttributeError) as error:
            raise BoundcheckError(str(file), expected="a whole report", got=f"one without {error}") from error
    if not found:
        raise BoundcheckError("reports", expected="a report of boundcheck audit", got="none")
    if as_json:
        echo(json.dumps({key: records for key, (records, _) in found.items()}, indent=1, ensure_ascii=False))
        return 0
    for key, (_, blocks) in found.items():
        show_blocks([head(1, key), *blocks])
    return 0
