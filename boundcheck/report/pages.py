"""The HTML files that belong to reports, by name: a page for each paper, and one over all that lie together."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import TemplateError

from boundcheck.errors import BoundcheckError
from boundcheck.report.blocks import Data
from boundcheck.report.data import SCHEMA
from boundcheck.report.html import html, index

INDEX = "index.html"
_WRONG = (TemplateError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)


def pages(reports: Sequence[Data], folder: Path | None = None) -> dict[str, str]:
    """Names and texts of the pages; the index tells of the other reports in the folder too.

    Raises:
        BoundcheckError: a report is not what ``boundcheck audit`` writes, or its key is not the name of a file.
    """
    return {f"{key(data)}.html": page(data) for data in reports} | {INDEX: index_page(reports, folder)}


def page(data: Data) -> str:
    """The page of one report.

    Raises:
        BoundcheckError: the report is not what ``boundcheck audit`` writes.
    """
    return made(html, data)


def index_page(reports: Sequence[Data], folder: Path | None = None) -> str:
    """The page over all reports, those among them that lie in the folder already.

    Raises:
        BoundcheckError: a report is not what ``boundcheck audit`` writes.
    """
    known = {key(data) for data in reports}
    others = [data for data in neighbours(folder) if key(data) not in known] if folder else []
    try:
        return index(sorted([*reports, *others], key=key))
    except _WRONG as error:
        raise _refused(INDEX, error) from error


def made(make: Callable[[Data], str], data: Data) -> str:
    """What ``make`` makes of a report.

    Raises:
        BoundcheckError: the report is not what ``boundcheck audit`` writes.
    """
    try:
        return make(data)
    except _WRONG as error:
        raise _refused(key(data), error) from error


def _refused(label: str, error: Exception) -> BoundcheckError:
    return BoundcheckError(
        label, expected="a report such as boundcheck audit writes", got=f"{type(error).__name__}: {error}"
    )


def key(data: Data) -> str:
    """The key of a report's paper, which is the name of its files.

    Raises:
        BoundcheckError: it cannot be one.
    """
    paper = data.get("paper")
    found = paper.get("key") if isinstance(paper, dict) else None
    if not isinstance(found, str) or not found.replace("_", "").isalnum() or not found.isascii() or found == "index":
        raise BoundcheckError("paper.key", expected="letters, digits and underscores, and not 'index'", got=repr(found))
    return found


def read(file: Path) -> dict[str, Any]:
    """A report as it was written.

    Raises:
        BoundcheckError: the file cannot be read, or is no report.
    """
    expected = f"a report of the schema {SCHEMA}"
    try:
        data = json.loads(file.read_text(encoding="utf-8"), parse_constant=_no_number)
    except (OSError, ValueError, RecursionError) as error:
        raise BoundcheckError(str(file), expected=expected, got=str(error)) from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        got = data.get("schema") if isinstance(data, dict) else type(data).__name__
        raise BoundcheckError(str(file), expected=expected, got=repr(got))
    key(data)
    return data


def _no_number(text: str) -> NoReturn:
    msg = f"{text} is no number"
    raise ValueError(msg)


def neighbours(folder: Path) -> list[dict[str, Any]]:
    """The reports that lie in a folder; other files, also other JSON files, are passed over."""
    found = []
    for file in sorted(folder.glob("*.json")):
        try:
            found.append(read(file))
        except BoundcheckError:
            continue
    return found
