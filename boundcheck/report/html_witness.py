"""A counterexample as markup: the matrix with its support and signs, then every number of the claim there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from boundcheck import values
from boundcheck.draw.figure import Figure, drawn
from boundcheck.errors import BoundcheckError
from boundcheck.report.blocks import Data
from boundcheck.report.notation import tuples
from boundcheck.report.picture_ring import layer_ring
from boundcheck.report.rebuilt import rebuilt
from boundcheck.report.step_page import told

_MOST_COLUMNS, _MOST_ROWS = 12, 16
_NO_WORLD = (BoundcheckError, ArithmeticError, LookupError, TypeError, ValueError)


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """The columns of a layer: their names, signs, coefficients, which lie in the support, and the rows."""

    names: tuple[str, ...]
    support: tuple[bool, ...]
    over: tuple[tuple[str, tuple[str, ...]], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Counterexample:
    """A witness worked through."""

    title: str
    checked: bool
    matrix: Matrix | None
    lines: tuple[str, ...]
    verdict: str
    pictures: tuple[Markup, ...] = ()


def counterexamples(side: Data | None, name: str) -> tuple[Counterexample, ...]:
    """The witnesses of a side; ``name`` is a word for the names of their pictures."""
    if side is None:
        return ()
    return tuple(_counterexample(side["claim"], one, f"{name}-{at}") for at, one in enumerate(side["witnesses"]))


def _counterexample(claim: Any, witness: Data, name: str) -> Counterexample:
    pictures: list[Figure] = []
    try:
        lines = told(claim, witness)
        matrix = _matrix(witness)
        pictures = layer_ring(witness)
    except _NO_WORLD:
        lines, matrix = [f"left side {witness.get('lhs')}", f"right side {witness.get('rhs')}"], None
    if matrix is not None:
        lines = [line for line in lines if not line.startswith("column a_")]
    return Counterexample(
        title=str(witness["title"]),
        checked=bool(witness.get("rechecked")),
        matrix=matrix,
        lines=tuple(lines),
        pictures=tuple(Markup(drawn(one, name)) for one in pictures),  # noqa: S704 - draw escapes
        verdict=f"left {_side(witness.get('lhs'))}, right {_side(witness.get('rhs'))}",
    )


def _side(value: Any) -> str:
    said = str(value)
    return said if len(said) <= 60 else said[:57] + "..."


def _matrix(witness: Data) -> Matrix | None:
    """The matrix of a layer that is small enough to print."""
    if witness["world"].get("kind") != "layer":
        return None
    world = rebuilt(witness["world"])
    outcome = world.outcomes[0] if witness["outcome"] is None else tuples(witness["outcome"])
    atoms, rows = world.sets["All"](outcome), world.sets["Rows"](outcome)
    if len(atoms) > _MOST_COLUMNS or len(rows) > _MOST_ROWS:
        return None
    support = set(world.sets["Lam"](outcome))
    over = [("signs", _signs(outcome, len(atoms))), ("x", tuple(str(entry) for entry in world.data["x"]))]
    return Matrix(
        names=tuple(f"a{_lowered(i)}" for i in atoms),
        support=tuple(i in support for i in atoms),
        over=tuple((name, entries) for name, entries in over if len(entries) == len(atoms)),
        rows=tuple(tuple(_entry(world.families["a"](outcome, r, i)) for i in atoms) for r in rows),
    )


def _entry(value: Any) -> str:
    return values.show(value).replace("-", "−")


def _signs(outcome: Any, count: int) -> tuple[str, ...]:
    flat: Sequence[Any] = outcome if isinstance(outcome, tuple) else ()
    return tuple("+" if sign > 0 else "−" for sign in flat) if len(flat) == count else ()


def _lowered(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
