"""``boundcheck``: the group of commands, loaded when called, and the exit codes.

0 the audit agrees with what the proof files expect; 1 it differs; 2 bad input; 3 a needed tool is missing; 4 a resource
limit was hit.  Besides: 70 an error of the tool itself, 130 interrupted from the keyboard, 141 the reader of standard
output has gone.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from boundcheck.cli.collecting import collected_later
from boundcheck.errors import BoundcheckError, MissingToolError, UnsoundCheckerError

COMMANDS = {
    "audit": ("boundcheck.cli.audit", "Audit proof folders and write their reports."),
    "bounds": ("boundcheck.cli.bounds", "What the bounds of Murray & Tanner are worth at sizes of your own."),
    "diff": ("boundcheck.cli.diff", "Which verdicts moved between two reports, and why."),
    "dependence": ("boundcheck.cli.dependence", "Claimed independence of signs, against the exact joint law."),
    "kernel": ("boundcheck.cli.kernel", "Prove claims in the kernel of Coq."),
    "list": ("boundcheck.cli.listing", "List the labels of the steps."),
    "mutate": ("boundcheck.cli.mutate", "Edit every claim: are the false ones refuted, and none of them proved?"),
    "probability": ("boundcheck.cli.probability", "Failure probability of one layer, exactly where that can be."),
    "probe": ("boundcheck.cli.probe", "Hunt for violations of a bound, and measure how sharp it is."),
    "recheck": ("boundcheck.cli.recheck", "Replay every certificate of the reports with the independent program."),
    "status": ("boundcheck.cli.status", "Which evidence in the reports is stale, and why."),
    "report": ("boundcheck.cli.reporting", "Make the HTML pages of reports, and open them."),
    "sharpness": ("boundcheck.cli.sharpness", "Where the proof loses: the largest ratio of both sides, step by step."),
    "show": ("boundcheck.cli.show", "Show one step in full, recomputed, its witnesses worked through."),
}
BAD_INPUT, MISSING_TOOL, RESOURCE_LIMIT, INTERNAL, INTERRUPTED, READER_GONE = 2, 3, 4, 70, 130, 141
_SOON_SECONDS = 0.05


class _LateCommands(click.Group):
    """A group that imports a command's module only when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        with collected_later():
            found = import_module(COMMANDS[cmd_name][0]).command
        return found if isinstance(found, click.Command) else None

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; where the reader of its output has gone, as `| head` does, say nothing more."""
        try:
            found = super().invoke(ctx)
            sys.stdout.flush()
        except (BrokenPipeError, SystemExit) as end:  # rich leaves with the latter
            if isinstance(end, SystemExit) and not isinstance(end.__context__, BrokenPipeError):
                raise
            with suppress(OSError, ValueError):  # Python flushes what is left when it closes its files
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(READER_GONE) from end
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in sorted(COMMANDS.items())])


@click.group(
    cls=_LateCommands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 as expected, 1 differs, 2 bad input, 3 a needed tool is missing, 4 a resource limit was hit.",
)
@click.version_option(package_name="boundcheck", message="boundcheck %(version)s")
def boundcheck() -> None:
    """Audit the proofs of a paper line by line: what holds, what does not, and whether the theorem survives."""


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    out, given = sys.stdout, None if args is None else list(args)
    try:
        with _never_lost():
            code = boundcheck.main(args=given, prog_name="boundcheck", standalone_mode=False)
    except (KeyboardInterrupt, click.Abort):
        return _fail("interrupted", INTERRUPTED)
    except SystemExit:  # click leaves so, another stdout put in place, when nobody reads its help
        return READER_GONE if sys.stdout is not out else _fail("internal: the program was left", INTERNAL)
    except Exception as error:  # noqa: BLE001 - whatever it is, it has its code and its one line
        return _failed(error)
    return code if isinstance(code, int) else 0


@contextmanager
def _never_lost() -> Iterator[None]:
    """Ctrl-C comes again where Python drops it, as in a callback of the garbage collector."""
    before = sys.unraisablehook

    def again(dropped: Any) -> None:
        if dropped.exc_type is KeyboardInterrupt:
            threading.Timer(_SOON_SECONDS, os.kill, (os.getpid(), signal.SIGINT)).start()
        else:
            before(dropped)

    sys.unraisablehook = again
    try:
        yield
    finally:
        sys.unraisablehook = before


def _failed(error: Exception) -> int:
    """The exit code of a failure, after its line on standard error."""
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, BoundcheckError):
        return _fail(str(error), BAD_INPUT)
    if isinstance(error, MissingToolError):
        return _fail(str(error), MISSING_TOOL)
    if isinstance(error, (MemoryError, TimeoutError)):
        got = str(error) or type(error).__name__
        return _fail(f"resources: expected enough memory and time, got {got}", RESOURCE_LIMIT)
    if isinstance(error, OSError):
        got = error.strerror or str(error)
        return _fail(f"resources: expected files and terminal to work, got {got}", RESOURCE_LIMIT)
    where = traceback.extract_tb(error.__traceback__)[-1]
    place = "" if isinstance(error, UnsoundCheckerError) else f"{Path(where.filename).name} line {where.lineno}: "
    kind = "" if isinstance(error, UnsoundCheckerError) else f"{type(error).__name__}: "
    return _fail(f"internal: {place}{kind}{error}", INTERNAL)


def _fail(text: str, code: int) -> int:
    click.echo(f"error: {' '.join(text.split())}", err=True)
    return code
