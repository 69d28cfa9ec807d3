"""Pieces of a row of a formula: their markup, and how they stand to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Item:
    """A piece of a row: its markup, and what matters for the spaces, scripts and cuts around it."""

    markup: str
    role: str = ""  # relation, break, binary, open, close, limits, function, space


def wants_term(items: Sequence[Item]) -> bool:
    """Whether a sign that comes now stands before its term rather than between two."""
    before = [item.role for item in items if item.role != "space"]
    return not before or before[-1] in ("relation", "break", "binary", "open", "function", "limits")


def joined(items: Sequence[Item]) -> str:
    """The markup of all."""
    return "".join(item.markup for item in items)


def space(width: str) -> Item:
    """A space of a width."""
    return Item(markup=f'<mspace width="{width}"></mspace>', role="space")


def script(base: Item, below: str, above: str) -> str:
    """An item with what stands below and above it, beside it or, for sums and the like, under and over it."""
    if not below and not above:
        return base.markup
    limits = base.role == "limits"
    if below and above:
        tag = "munderover" if limits else "msubsup"
    elif below:
        tag = "munder" if limits else "msub"
    else:
        tag = "mover" if limits else "msup"
    return f"<{tag}>{base.markup}{below}{above}</{tag}>"
