"""``boundcheck report``: the HTML pages, or LaTeX for a review, made anew from the JSON reports alone."""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from pathlib import Path

import click

from boundcheck.cli.console import echo
from boundcheck.errors import BoundcheckError, MissingToolError
from boundcheck.report.latex import latex
from boundcheck.report.pages import INDEX, key, made, neighbours, pages, read
from boundcheck.report.write import check_writable, write_all

REPORTS = Path("reports")


@click.command(name="report", short_help="Make the HTML pages of reports, and open them.")
@click.argument("papers", nargs=-1)
@click.option("--out", type=click.Path(path_type=Path), help="Where the pages go.  [default: beside the JSON]")
@click.option("--open", "show", is_flag=True, help="Open the page in the browser (the index, if there are several).")
@click.option("--latex", "as_latex", is_flag=True, help="Instead of the pages KEY.tex: verdicts and counterexamples.")
def command(*, papers: tuple[str, ...], out: Path | None, show: bool, as_latex: bool) -> int:
    """Make a page for each of PAPERS (a key such as murray_tanner_2021, or a JSON file; default: all in ./reports).

    With --latex it makes KEY.tex for each, to be pasted into a review: a table of all verdicts, and a counterexample
    to each refuted line, worked through.
    """
    if as_latex and show:
        raise BoundcheckError("--open", expected="pages to open", got="--latex beside it")
    by_folder: dict[Path, list[Path]] = {}
    for file in _files(papers):
        by_folder.setdefault(out or file.parent, []).append(file)
    found: list[Path] = []
    for folder, files in by_folder.items():
        check_writable(folder)
        texts = _fragments(files) if as_latex else pages([read(file) for file in files], folder)
        write_all(folder, texts)
        found += [folder / name for name in texts]
    echo("wrote " + ", ".join(file.as_posix() for file in found))
    if show:
        _open(found[0] if len(found) == 2 else next(file for file in found if file.name == INDEX))
    return 0


def _fragments(files: Sequence[Path]) -> dict[str, str]:
    return {f"{key(data)}.tex": made(latex, data) for data in map(read, files)}


def _files(papers: Sequence[str]) -> list[Path]:
    if papers:
        return list(dict.fromkeys(_file(paper) for paper in papers))
    found = [REPORTS / f"{key(data)}.json" for data in neighbours(REPORTS)]
    if not found:
        raise BoundcheckError("report", expected="reports in ./reports (boundcheck audit writes them)", got="none")
    return found


def _file(paper: str) -> Path:
    """A file as it is; a key as the report of that paper."""
    return Path(paper) if paper.endswith(".json") else REPORTS / f"{paper}.json"


def _open(page: Path) -> None:
    if not webbrowser.open(page.absolute().as_uri()):
        raise MissingToolError(f"--open: expected a browser, got none; open {page.as_posix()} yourself")
