"""``boundcheck bounds``: what (3), (5) and the joint bounds are worth at sizes of your own."""

from __future__ import annotations

import json
from pathlib import Path

import click

from boundcheck.cli.console import echo, show_blocks
from boundcheck.cli.progress import patience
from boundcheck.draw.figure import standalone
from boundcheck.errors import BoundcheckError
from boundcheck.report.bounds_page import bounds_page, chart_page
from boundcheck.report.write import write_all
from boundcheck.worth.curves import Chart, failure_over_coherence, failure_over_sparsity, sparsity_over
from boundcheck.worth.pictures import picture
from boundcheck.worth.query import Query, sweep
from boundcheck.worth.summary import charted, worth_of

_count = click.IntRange(min=1)


@click.command(name="bounds", short_help="What the bounds of Murray & Tanner are worth at sizes of your own.")
@click.option("--m", default="49", show_default=True, help="Rows of a filter.")
@click.option("--n", default="2m", show_default=True, help="Filters: a number or a multiple of m.")
@click.option("--M", "places", default="1", show_default=True, help="Length of the ring: a number or a multiple of m.")
@click.option("--mu", default="welch", show_default=True, help="Coherence: welch, welch-sharp, a number or sqrt(1/98).")
@click.option("--xmin", default="1", show_default=True, help="Smallest nonzero magnitude.")
@click.option("--xmax", default="1", show_default=True, help="Largest magnitude.")
@click.option("--zeta", default="0", show_default=True, help="Patch error below the layer.")
@click.option("--delta", default="1", show_default=True, help="Allowed probability of failure.")
@click.option(
    "--layers", type=click.IntRange(1, 1000), default=3, show_default=True, help="Equal layers, for the zeta recursion."
)
@click.option("--density", type=_count, default=1, show_default=True, help="Nonzeros per patch.")
@click.option("--nonzeros", type=_count, default=None, help="Nonzeros in all, for the best p.  [default: one stripe's]")
@click.option("--up-to", type=_count, default=10000, show_default=True, help="Longest filter looked at.")
@click.option("--sweep", "swept", default=None, help="Curves, as m=9..1000, M=1..64 or zeta=0..1/2:1/100.")
@click.option(
    "--exact",
    type=click.Choice(["S", "mu"]),
    default=None,
    help="Exact probability of failure against gamma, over S or mu (equiangular atoms).",
)
@click.option("--svg", type=click.Path(), default=None, help="File for the picture of the curves.")
@click.option("--json", "as_json", is_flag=True, help="Plain data: exact ends of every enclosure.")
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    m: str,
    n: str,
    places: str,
    mu: str,
    xmin: str,
    xmax: str,
    zeta: str,
    delta: str,
    layers: int,
    density: int,
    nonzeros: int | None,
    up_to: int,
    swept: str | None,
    exact: str | None,
    svg: str | None,
    as_json: bool,
) -> int:
    r"""Say which stripe sparsity each bound allows, from where it says anything, and which is the strongest.

    Every comparison is certified; what cannot be decided is shown as UNDECIDED.  Numbers are exact: 2, 0.05, 1/3.

    \b
    Examples:
      boundcheck bounds --m 49 --M 1024
      boundcheck bounds --m 4096 --zeta 1/10 --delta 0.01 --layers 4
      boundcheck bounds --sweep m=9..1000 --svg curves.svg
    """
    query = Query(m=m, n=n, M=places, mu=mu, xmin=xmin, xmax=xmax, zeta=zeta, delta=delta)
    if svg is not None and swept is None and exact is None:
        raise BoundcheckError("--svg", expected="--sweep or --exact beside it, which says what to draw", got="none")
    if exact is not None:
        with patience():
            chart = failure_over_sparsity() if exact == "S" else failure_over_coherence()
        return _charted(chart, svg, as_json=as_json)
    if swept is not None:
        asked = sweep(swept, query)
        return _charted(sparsity_over(asked.name, asked.values, asked.layer_at), svg, as_json=as_json)
    family = query.family if query.by_welch else None
    found = worth_of(query.layer, family, layers=layers, density=density, nonzeros=nonzeros, upto=up_to)
    if as_json:
        echo(json.dumps(found, indent=1))
    else:
        show_blocks(bounds_page(found))
    return 0


def _charted(chart: Chart, svg: str | None, *, as_json: bool) -> int:
    if svg is not None:
        target = Path(svg)
        write_all(target.parent, {target.name: standalone(picture(chart))})
    data = charted(chart)
    if as_json:
        echo(json.dumps(data, indent=1))
    else:
        show_blocks(chart_page(data, svg))
    return 0
