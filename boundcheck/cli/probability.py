"""``boundcheck probability INSTANCE``: failure probability of one layer, or of a whole pathway."""

from __future__ import annotations

import json
from types import ModuleType

import click

from boundcheck.cli.console import echo
from boundcheck.cli.progress import stages
from boundcheck.errors import BoundcheckError, MissingToolError
from boundcheck.rademacher.errors import InputError, TooLargeError

_ROUTES = ("auto", "enumeration", "transfer", "monte-carlo", "pathway")
counting: ModuleType | None
try:
    from boundcheck.counting import command as counting
except ImportError:
    counting = None


@click.command(name="probability", short_help="Failure probability of one layer, exactly where that can be.")
@click.argument("instance", type=click.Path())
@click.option(
    "--layer", type=click.IntRange(min=1), default=None, help="1 is the layer next to the data.  [default: all layers]"
)
@click.option(
    "--budget",
    type=click.FloatRange(min=0, min_open=True),
    default=None,
    help="Seconds, then a bracket or an estimate.",
)
@click.option("--route", type=click.Choice(_ROUTES), default="auto", show_default=True, help="How to count.")
@click.option(
    "--seed", type=click.IntRange(0, 2**40), default=0, show_default=True, help="Of the trials, if there are any."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, instance: str, layer: int | None, budget: float | None, route: str, seed: int, as_json: bool) -> int:
    """Failure probability of a layer (or of a whole pathway) of the INSTANCE in a JSON file.

    The grade says what the answer is: EXACT, BRACKET (certified bounds) or EMPIRICAL (an interval from trials).
    """
    if counting is None:
        raise MissingToolError("probability: expected the counting package with its compiler (numba), got none")
    try:
        with stages() as progress:
            found = counting.probability(instance, layer, budget, route, progress, seed)
    except TooLargeError as error:
        raise MemoryError(str(error)) from error
    except InputError as error:
        raise BoundcheckError(error.label, expected=error.expected, got=error.got) from error
    except OSError as error:
        raise BoundcheckError(instance, expected="an instance file", got=error.strerror or str(error)) from error
    for line in [json.dumps(counting.as_data(found))] if as_json else counting.describe(found):
        echo(line)
    return 0
