"""``boundcheck kernel``: the claims that can be said in Coq, in its kernel, where it is installed."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path

import click

from boundcheck.checkers.kernel import SECONDS
from boundcheck.cli import options
from boundcheck.cli.console import echo, show_blocks
from boundcheck.cli.nearest import nearest
from boundcheck.cli.progress import progress
from boundcheck.errors import BoundcheckError
from boundcheck.folder import ProofFolder, load_all
from boundcheck.kernel_audit import KernelAudit, audit_kernel, kernel_questions
from boundcheck.parallel import default_jobs
from boundcheck.report.data import dump
from boundcheck.report.kernel_page import kernel_data, kernel_page
from boundcheck.report.markdown import render
from boundcheck.report.write import check_writable, write_all


@click.command(name="kernel", short_help="Prove claims in the kernel of Coq.")
@options.paths
@click.option("--select", "pattern", metavar="GLOB", help="Only the steps whose label matches.")
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Compilers at once.  [default: processors]")
@click.option("--seconds", type=click.IntRange(min=1), default=SECONDS, show_default=True, help="Time for each claim.")
@click.option("--out", type=click.Path(path_type=Path), help="Write kernel_KEY.json and .md there.  [default: nowhere]")
def command(*, paths: tuple[str, ...], pattern: str | None, jobs: int | None, seconds: int, out: Path | None) -> int:
    """Ask Coq for each claim in PATHS that is expected to be PROVED and speaks of real parameters or sums of signs.

    The statement is made from the claim; a proof is a script of the proof folder (kernel/LABEL.v) or a few tactics.
    Exit code 1: a script does not prove its claim; 3: there is no coqc.
    """
    if out is not None:
        check_writable(out)
    folders = load_all(paths)  # whole: a script without its claim is told by all labels
    selected = [(folder, _labels(folder, pattern)) for folder in folders]
    if not any(labels for _, labels in selected):
        known = [step.label for folder in folders for step in folder.steps]
        expected = f"a pattern that matches a label, {nearest(pattern or '', known)}"
        raise BoundcheckError("--select", expected=expected, got=repr(pattern))
    found = []
    for folder, labels in selected:
        if labels:
            with progress(f"{folder.key} in Coq") as listener:
                asked = kernel_questions(folder, labels)
                listener.begin(len(asked))
                workers = jobs or default_jobs()
                found.append(audit_kernel(folder, asked, jobs=workers, seconds=seconds, progress=listener.done))
    for one in found:
        show_blocks(kernel_page(kernel_data(one)))
        if out is not None:
            _write(one, out)
    return int(any(finding.declined for one in found for finding in one.found))


def _labels(folder: ProofFolder, pattern: str | None) -> tuple[str, ...]:
    return tuple(step.label for step in folder.steps if pattern is None or fnmatchcase(step.label, pattern))


def _write(found: KernelAudit, out: Path) -> None:
    data, name = kernel_data(found), f"kernel_{found.folder.key}"
    write_all(out, {f"{name}.json": dump(data), f"{name}.md": render(kernel_page(data))})
    echo(f"wrote {(out / name).as_posix()}.json, {(out / name).as_posix()}.md")
