"""How far an audit is: a bar on a terminal, else a plain line for each tenth; always on standard error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from boundcheck.folder_audit import Listener

_TENTHS = 10


@contextmanager
def progress(title: str) -> Iterator[Listener]:
    """A listener that shows what it hears."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield _plain(title, console)
        return
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=20), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.fields[at]}"))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=None, at="")
        yield Listener(
            begin=lambda total: bar.update(task, total=total),
            done=lambda label: bar.update(task, advance=1, at=label[-30:]),
        )


def _plain(title: str, console: Console) -> Listener:
    seen = {"total": 0, "done": 0}

    def begin(total: int) -> None:
        seen["total"] = total

    def done(_: str) -> None:
        before = _TENTHS * seen["done"] // seen["total"]
        seen["done"] += 1
        after = _TENTHS * seen["done"] // seen["total"]
        if after > before:
            console.print(f"{title}: {seen['done']} of {seen['total']}", soft_wrap=True)

    return Listener(begin=begin, done=done)
