"""How far a command is: a bar on a terminal, else plain lines; always on standard error."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from boundcheck.folder_audit import Listener

_TENTHS = 10
_LABEL_WIDTH = 30
COMPILING = "preparing (the first run compiles the kernels, some seconds each)"


@contextmanager
def progress(title: str) -> Iterator[Listener]:
    """A listener that shows how far an audit is: a bar, or a line for each tenth."""
    with bars() as listen:
        yield listen(title)


@contextmanager
def bars() -> Iterator[Callable[[str], Listener]]:
    """Listeners of several audits, by title: a bar for each, or a line for each tenth."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield lambda title: _plain(title, console)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=15),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[at]}"),
    )
    with Progress(*columns, console=console, transient=True) as display:
        yield lambda title: _bar(title, display)


def _bar(title: str, display: Progress) -> Listener:
    task = display.add_task(title, total=None, at="")
    return Listener(
        begin=lambda total: display.update(task, total=total),
        done=lambda label: display.update(task, advance=1, at=label[-_LABEL_WIDTH:]),
    )


def _plain(title: str, console: Console) -> Listener:
    seen = {"total": 0, "done": 0}

    def begin(total: int) -> None:
        seen["total"] = total

    def done(_: str) -> None:
        before = _TENTHS * seen["done"] // seen["total"]
        seen["done"] += 1
        if _TENTHS * seen["done"] // seen["total"] > before:
            console.print(f"{title}: {seen['done']} of {seen['total']}", soft_wrap=True, markup=False)

    return Listener(begin=begin, done=done)


@contextmanager
def stages() -> Iterator[Callable[[str, int, int], None]]:
    """A callback (stage, done, whole) that shows a bar on a terminal, and elsewhere the name of each stage."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield _named_stages(console)
        return
    with Progress(
        TextColumn("{task.description}"), BarColumn(bar_width=20), TimeElapsedColumn(), console=console, transient=True
    ) as bar:
        task = bar.add_task("", total=None)
        yield lambda stage, done, whole: bar.update(task, description=stage[:40], completed=done, total=whole)


@contextmanager
def patience(text: str = COMPILING, seconds: float = 2.0) -> Iterator[Callable[[], None]]:
    """Say ``text`` if the work inside takes longer than ``seconds``, unless the callback is called before."""
    timer = threading.Timer(seconds, lambda: Console(stderr=True, highlight=False).print(text, soft_wrap=True))
    timer.daemon = True
    timer.start()
    try:
        yield timer.cancel
    finally:
        timer.cancel()


def _named_stages(console: Console) -> Callable[[str, int, int], None]:
    seen: set[str] = set()

    def say(stage: str, _done: int, _whole: int) -> None:
        if stage not in seen:
            seen.add(stage)
            console.print(stage, soft_wrap=True, markup=False)

    return say


@contextmanager
def campaign(title: str) -> Iterator[Callable[[int, int | None, Mapping[str, Any]], None]]:
    """A callback (tasks done, tasks wanted, record) that shows the largest ratio so far, on a terminal only."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield lambda _done, _wanted, _record: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=15),
        TextColumn("{task.completed} tasks"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[best]}"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=None, best="")
        seen: dict[str, Any] = {"ratio": Decimal(0), "violated": False}

        def tell(done: int, wanted: int | None, record: Mapping[str, Any]) -> None:
            ratios = [Decimal(one["ratio"]) for one in record["best"].values()]
            seen["ratio"] = max((seen["ratio"], *ratios))
            seen["violated"] = bool(seen["violated"] or record["violations"])
            said = f"largest ratio {float(seen['ratio']):.6g}" + (", VIOLATED" if seen["violated"] else "")
            bar.update(task, completed=done, total=wanted, best=said)

        yield tell
