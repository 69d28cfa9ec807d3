"""The one place of the library that writes to the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click
from rich.console import Console

from boundcheck.report.page import first_screen, step
from boundcheck.report.terminal import render, steps_table

Data = Mapping[str, Any]


def echo(text: str, *, end: str = "\n") -> None:
    """Write a line to standard output."""
    click.echo(text + end, nl=False)


def show_table(data: Data) -> None:
    """Write the final table of an audit."""
    Console(highlight=False).print(steps_table(data["steps"]))


def show_first_screen(data: Data) -> None:
    """Write what the report says first."""
    _write(first_screen(data))


def show_step(one: Data) -> None:
    """Write one step in full."""
    _write(step(one))


def _write(blocks: Any) -> None:
    console = Console(highlight=False)
    for piece in render(blocks):
        console.print(piece)
