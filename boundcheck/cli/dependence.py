"""``boundcheck dependence``: which random quantities depend on which signs, against what the proof claims."""

from __future__ import annotations

import json
from typing import Any

import click

from boundcheck.audit.dependences import dependences, rests_on_laws
from boundcheck.cli.console import echo, show_blocks
from boundcheck.cli.nearest import nearest
from boundcheck.cli.show import holders
from boundcheck.errors import BoundcheckError
from boundcheck.folder import load_all
from boundcheck.report.data import evidence
from boundcheck.report.dependence_page import dependences_page
from boundcheck.step import Step


@click.command(name="dependence", short_help="Claimed independence of signs, against the exact joint law.")
@click.argument("label", required=False)
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--json", "as_json", is_flag=True, help="Plain data: law, ways, instance, patterns, implied claim.")
def command(*, label: str | None, paths: tuple[str, ...], as_json: bool) -> int:
    """Examine the laws of signs that the step LABEL (or every step) claims or rests on.

    The definitions say what depends on what, and by which way.  The joint law is counted exactly on small and designed
    instances; where the law fails, two sign patterns with different probabilities show it.
    """
    folders = load_all(paths) if label is None else tuple(holders(label, paths))
    steps = [step for folder in folders for step in folder.steps if label in (None, step.label)]
    found = [entry for step in steps if rests_on_laws(step) for entry in _examined(step)]
    if not found:
        known = [step.label for folder in load_all(paths) for step in folder.steps if rests_on_laws(step)]
        named = f", {nearest(label or '', known)}" if known else "; these files have none"
        raise BoundcheckError("dependence", expected=f"a step that rests on a law{named}", got=repr(label))
    if as_json:
        entries = [{"label": name, "side": side, "cite": cite, "evidence": each} for name, side, cite, each in found]
        echo(json.dumps(entries, indent=1))
    else:
        show_blocks(dependences_page(found))
    return 0


def _examined(step: Step) -> list[tuple[str, str, str, dict[str, Any]]]:
    return [(step.label, side, step.cite, evidence(finding)) for side, finding in dependences(step).items()]
