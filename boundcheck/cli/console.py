"""The one place of the library that writes to the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click
from rich.console import Console

from boundcheck.report.page import first_screen
from boundcheck.report.step_page import step
from boundcheck.report.terminal import render, steps_table

Data = Mapping[str, Any]


def echo(text: str, *, end: str = "\n") -> None:
    """Write a line to standard output."""
    click.echo(text + end, nl=False)


def show_audit(data: Data) -> None:
    """Write the table of an audit and what the report says first."""
    title, *rest = first_screen(data)
    _write([title])
    Console(highlight=False).print(steps_table(data["steps"]))
    _write(rest)


def show_step(one: Data) -> None:
    """Write one step in full."""
    _write(step(one))


def show_blocks(blocks: Any) -> None:
    """Write blocks of text."""
    _write(blocks)


def show(blocks: Any) -> None:
    """Write blocks of text."""
    _write(blocks)


def _write(blocks: Any) -> None:
    console = Console(highlight=False)
    for piece in render(blocks, console.width):
        console.print(piece)
