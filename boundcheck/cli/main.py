"""``boundcheck``: the group of commands, loaded when called, and the exit codes.

0 the audit agrees with what the proof files expect; 1 it differs; 2 bad input; 3 a needed tool is missing; 4 a resource
limit was hit.  Besides: 70 an error of the tool itself, 130 interrupted from the keyboard.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

import click

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
BAD_INPUT, MISSING_TOOL, RESOURCE_LIMIT, INTERNAL, INTERRUPTED = 2, 3, 4, 70, 130


class _LateCommands(click.Group):
    """A group that imports a command's module only when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found = import_module(COMMANDS[cmd_name][0]).command
        return found if isinstance(found, click.Command) else None

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
    try:
        code = boundcheck.main(args=None if args is None else list(args), prog_name="boundcheck", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return _fail("interrupted", INTERRUPTED)
    except BoundcheckError as error:
        return _fail(str(error), BAD_INPUT)
    except MissingToolError as error:
        return _fail(str(error), MISSING_TOOL)
    except (MemoryError, TimeoutError) as error:
        return _fail(
            f"resources: expected enough memory and time, got {str(error) or type(error).__name__}", RESOURCE_LIMIT
        )
    except UnsoundCheckerError as error:
        return _fail(f"internal: {error}", INTERNAL)
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone, as `| head` does; nothing more can be said
        return 0
    except OSError as error:
        return _fail(f"resources: expected files and terminal to work, got {error.strerror or error}", RESOURCE_LIMIT)
    return code if isinstance(code, int) else 0


def _fail(text: str, code: int) -> int:
    click.echo(f"error: {' '.join(text.split())}", err=True)
    return code
