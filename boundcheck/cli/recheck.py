"""``boundcheck recheck``: the independent program on committed or fresh reports."""

from __future__ import annotations

from pathlib import Path

import click

import recheck
from boundcheck.errors import BoundcheckError
from boundcheck.report.pair import check_pair

_OTHERS = ("benchmarks", "kernel", "mutation")  # reports of another kind, which hold no certificates


@click.command(name="recheck", short_help="Replay every certificate of the reports with the independent program.")
@click.argument("reports", nargs=-1, type=click.Path(path_type=Path))
def command(*, reports: tuple[Path, ...]) -> int:
    """Replay the certificates in REPORTS (JSON files or directories of them; default: reports).

    A page beside a report that was made from other data (two runs mixed by a crash) is an error.
    """
    files = [file for place in reports or (Path("reports"),) for file in _files(place)]
    if not files:
        raise BoundcheckError("recheck", expected="reports (*.json), such as boundcheck audit writes", got="none")
    for file in files:
        check_pair(file)
    return int(recheck.main([str(file) for file in files]) or 0)


def _files(place: Path) -> list[Path]:
    if place.is_dir():
        return sorted(file for file in place.glob("*.json") if not file.name.startswith(_OTHERS))
    if not place.is_file():
        raise BoundcheckError(str(place), expected="a report or a directory of reports", got="no such path")
    return [place]
