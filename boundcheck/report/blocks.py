"""Blocks of text without markup: what Markdown and the terminal both show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Data = Mapping[str, Any]
Kind = Literal["head", "para", "tex", "code", "item", "table"]
Blocks = list["Block"]


@dataclass(frozen=True, kw_only=True)
class Block:
    """A heading, paragraph, formula, command, list item or table (first row: its head)."""

    kind: Kind
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


def head(level: int, text: str) -> Block:
    """A heading."""
    return Block(kind="head", text=text, level=level)


def para(text: str) -> Block:
    """A paragraph."""
    return Block(kind="para", text=text)


def items(texts: Iterable[str], level: int = 0) -> Blocks:
    """A list."""
    return [Block(kind="item", text=text, level=level) for text in texts]


def table(rows: Iterable[Sequence[str]]) -> Block:
    """A table whose first row is its head."""
    return Block(kind="table", rows=tuple(tuple(row) for row in rows))


def verdict(side: Data | None) -> str:
    """Verdict with its grade."""
    if side is None:
        return "-"
    return f"{side['verdict']} {side['grade']}" if side["grade"] else str(side["verdict"])
