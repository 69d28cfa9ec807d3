"""``boundcheck probe BOUND``: hunt for violations of a bound, and measure how sharp it is."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from boundcheck.cli import options
from boundcheck.cli.console import echo, show_blocks
from boundcheck.cli.progress import campaign as shown
from boundcheck.cli.progress import patience
from boundcheck.errors import BoundcheckError
from boundcheck.probe.campaign import Executor, Outcome, default_store, read_budget, run
from boundcheck.probe.findings import findings
from boundcheck.probe.spec import Spec, header
from boundcheck.probe.store import check_header, read
from boundcheck.report.data import dump
from boundcheck.report.probe import probed
from boundcheck.workers import default_jobs

_FRACTION = re.compile(r"[0-9]{1,9}(/[1-9][0-9]{0,8})?")


@click.command(name="probe", short_help="Hunt for violations of a bound, and measure how sharp it is.")
@click.argument("bound")
@options.paths
@click.option("--budget", default="60s", show_default=True, help="Points to look at, such as 200000, or a time, 60s.")
@options.seed
@click.option(
    "--jobs", type=click.IntRange(min=1), default=None, help="Worker processes.  [default: processors, at most 4]"
)
@click.option("--store", type=click.Path(path_type=Path), help="File of the campaign.  [default: in .boundcheck/probe]")
@click.option("--resume", is_flag=True, help="Go on with the campaign of the store.")
@click.option("--report", "report_only", is_flag=True, help="Say what the store holds; search nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option(
    "--side", type=click.Choice(("printed", "repaired")), default="printed", show_default=True, help="Claim of a step."
)
@click.option("--factor", default="2", show_default=True, help="In place of the 2 of gamma, a fraction such as 3/2.")
@click.option("--constant", default="8", show_default=True, help="In place of the 8 in gamma's exponent.")
@options.effort
@click.option("--executor", type=click.Choice(("processes", "dask")), default="processes", show_default=True)
@click.option("--scheduler", metavar="ADDRESS", help="Address of the dask scheduler.")
def command(*, bound: str, paths: tuple[str, ...], **chosen: Any) -> int:
    """Search instances of BOUND: lemma_3_3, theorem_3_2, uniform (3), bound_5, or the label of a step in PATHS.

    The search climbs the ratio of left to right side; a ratio above 1 is a violation, confirmed by the independent
    program.  Work is stored as it is done: a killed campaign goes on with --resume.
    Exit code 1: a violation was found.
    """
    spec = Spec(
        bound=bound,
        side=chosen["side"],
        factor=_fraction("--factor", chosen["factor"]),
        constant=_fraction("--constant", chosen["constant"]),
        seed=chosen["seed"],
        effort=chosen["effort"],
        paths=paths,
    )
    path = chosen["store"] or default_store(spec)
    outcome = _stored(spec, path) if chosen["report_only"] else _searched(spec, path, chosen)
    found = findings(spec, header(spec), outcome.records, outcome.lost)
    if chosen["as_json"]:
        echo(dump(found), end="")
    else:
        show_blocks(probed(found))
    return 1 if found["violations"] else 0


def _stored(spec: Spec, path: Path) -> Outcome:
    """What a store holds now, though another process may be writing it."""
    content = read(path)
    if not content.records:
        raise BoundcheckError(str(path), expected="the store of a campaign", got="no record")
    check_header(content.records[0], header(spec), str(path))
    return Outcome(records={one["task"]: one for one in content.records[1:]}, lost={}, torn=content.torn)


def _searched(spec: Spec, path: Path, chosen: Mapping[str, Any]) -> Outcome:
    jobs = chosen["jobs"] or default_jobs()
    executor = Executor(kind=chosen["executor"], jobs=jobs, scheduler=chosen["scheduler"])
    since = time.monotonic()
    with shown(f"probe {spec.bound}") as progress, patience() as begun:

        def told(done: int, wanted: int | None, record: Mapping[str, Any]) -> None:
            begun()
            progress(done, wanted, record)

        outcome = run(
            spec,
            read_budget(chosen["budget"]),
            path,
            resume=chosen["resume"],
            executor=executor,
            progress=told,
        )
    seconds = time.monotonic() - since
    if outcome.torn:
        _note(f"{path}: {outcome.torn} bytes of an unfinished record were dropped; that task was done again")
    _note(f"{outcome.new} new points in {seconds:.0f} s ({outcome.new / seconds:.0f} per second); stored in {path}")
    return outcome


def _note(text: str) -> None:
    click.echo(text, file=sys.stderr)


def _fraction(label: str, text: str) -> str:
    if not _FRACTION.fullmatch(text) or not int(text.partition("/")[0]):
        raise BoundcheckError(label, expected="a positive integer or fraction such as 9/2", got=repr(text))
    return text
