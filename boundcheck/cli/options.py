"""Options that several commands share."""

from __future__ import annotations

import click

from boundcheck.audit import EFFORTS

paths = click.argument("paths", nargs=-1, type=click.Path())
effort = click.option(
    "--effort", type=click.Choice(list(EFFORTS)), default="normal", show_default=True, help="How many instances to try."
)
seed = click.option("--seed", type=int, default=0, show_default=True, help="Seed of the instances.")
