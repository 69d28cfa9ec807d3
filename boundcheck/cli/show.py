"""``boundcheck show LABEL``: one step in full, recomputed."""

from __future__ import annotations

from typing import Any

import click

from boundcheck.audit import Settings
from boundcheck.cli import options
from boundcheck.cli.collecting import collected_later
from boundcheck.cli.console import show_step
from boundcheck.cli.nearest import nearest
from boundcheck.errors import BoundcheckError
from boundcheck.folder import ProofFolder, load_all
from boundcheck.folder_audit import audit_folder
from boundcheck.report.data import report


@click.command(name="show", short_help="Show one step in full, recomputed, its witnesses worked through.")
@click.argument("label")
@options.paths
@options.seed
@options.effort
def command(*, label: str, paths: tuple[str, ...], seed: int, effort: str) -> int:
    """Show the step LABEL in full: claim, hypotheses, evidence, and each witness worked through number by number."""
    settings = Settings(effort=effort, seed=seed)
    with collected_later():
        folders = holders(label, paths)
    for folder in folders:
        found = audit_folder(folder, settings, only=(label,))
        data: dict[str, Any] = report(folder.paper, found.steps, (), settings, {})
        show_step(data["steps"][0])
    return 0


def holders(label: str, paths: tuple[str, ...]) -> list[ProofFolder]:
    """Folders that hold a step of this label; of each only the module that may hold it is read.

    Raises:
        BoundcheckError: none does.
    """
    found = [folder for folder in load_all(paths, label) if any(step.label == label for step in folder.steps)]
    if not found:
        known = [step.label for folder in load_all(paths) for step in folder.steps]
        raise BoundcheckError("label", expected=f"one {nearest(label, known)}", got=repr(label))
    return found
