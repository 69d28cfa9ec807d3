"""The page of a report names the data it was made from, so that two files of different runs are noticed."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from boundcheck.errors import BoundcheckError

_MARK = re.compile(r"^Made from `(?P<name>[^`\n]+)`, SHA-256 `(?P<digest>[0-9a-f]{64})`\.$", re.MULTILINE)


def made_from(name: str, text: str) -> str:
    """The last line of a page: the name and digest of the data it was made from.

    >>> made_from("paper.json", "{}")[:46]
    'Made from `paper.json`, SHA-256 `44136fa355b36'
    """
    return f"Made from `{name}`, SHA-256 `{_digest(text.encode())}`.\n"


def check_pair(data: Path) -> None:
    """Refuse a report whose page beside it was made from other data, as after a crash between two replacements.

    Raises:
        BoundcheckError: the Markdown page names another digest than the data has.
    """
    page = data.with_suffix(".md")
    if not page.is_file():
        return
    said = [mark for mark in _MARK.finditer(page.read_text(encoding="utf-8")) if mark["name"] == data.name]
    digest = _digest(data.read_bytes())
    if said and said[-1]["digest"] != digest:
        expected = f"a page made from {data.name} (SHA-256 {digest[:12]}..., see boundcheck audit)"
        raise BoundcheckError(
            page.name, expected=expected, got=f"one made from other data ({said[-1]['digest'][:12]}...)"
        )


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
