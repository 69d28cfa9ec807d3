"""``boundcheck list``: the labels."""

from __future__ import annotations

import click

from boundcheck.cli import options
from boundcheck.cli.console import echo
from boundcheck.folder import load_all


@click.command(name="list", short_help="List the labels of the steps.")
@options.paths
def command(*, paths: tuple[str, ...]) -> int:
    """List the labels of the steps in PATHS, each with its place in the paper."""
    for folder in load_all(paths):
        for step in folder.steps:
            echo(f"{step.label}  {step.cite}")
    return 0
