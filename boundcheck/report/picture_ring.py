"""The ring of a small layer: its rows in a circle, and around it the rows that each atom covers."""

from __future__ import annotations

from collections.abc import Iterable

from boundcheck.draw.figure import Figure
from boundcheck.draw.ring import Arc, Cell, ring, tracks_of
from boundcheck.report.blocks import Data
from boundcheck.report.notation import tuples
from boundcheck.report.rebuilt import rebuilt
from boundcheck.world import World

_MOST_ATOMS, _MOST_ROWS = 8, 24
_RADIUS = 56


def layer_ring(witness: Data) -> list[Figure]:
    """The picture of a layer of several rows whose filters are longer than one row and which is small enough."""
    if witness["world"].get("kind") != "layer":
        return []
    world = rebuilt(witness["world"])
    outcome = world.outcomes[0] if witness["outcome"] is None else tuples(witness["outcome"])
    atoms, rows = world.sets["All"](outcome), world.sets["Rows"](outcome)
    length = len(world.data["filters"][0])
    if len(atoms) > _MOST_ATOMS or not 2 < len(rows) <= _MOST_ROWS or length < 2:
        return []
    starts = [_start(world, i, len(rows)) for i in atoms]
    covered = min(length, len(rows))
    wraps = {i for i, start in zip(atoms, starts, strict=True) if start + covered > len(rows)}
    support, stripes = set(world.sets["Lam"](outcome)), {i: world.sets["Gam"](outcome, i) for i in atoms}
    names = {True: _name("in the support", wraps & support), False: _name("off the support", wraps - support)}
    tracks = tracks_of([(start, covered) for start in starts], len(rows))
    arcs = [
        Arc(
            name=names[i in support],
            start=start,
            length=covered,
            track=track,
            series=1 if i in support else 2,
            text=f"a{i}{'↻' if i in wraps else ''}",
        )
        for i, start, track in zip(atoms, starts, tracks, strict=True)
    ]
    cells = [Cell(text=str(row)) for row in rows]
    return [ring("The layer as a ring", _said(len(rows), wraps, stripes), cells, arcs, radius=_RADIUS)]


def _start(world: World, atom: int, rows: int) -> int:
    """The row at which the filter of an atom begins."""
    data = world.data
    return int(atom // data["n"] * data.get("stride", data["n_prev"]) % rows)


def _name(group: str, wraps: set[int]) -> str:
    return f"{group}; ↻ goes around the end" if wraps else group


def _said(rows: int, wraps: set[int], stripes: dict[int, tuple[int, ...]]) -> str:
    wrap = f" Around the end of the rows: {_list(sorted(wraps))}." if wraps else ""
    overlaps = "; ".join(f"a{i} overlaps {_list(j for j in found if j != i)}" for i, found in stripes.items())
    return f"Rows 0 to {rows - 1} in a circle; an arc is an atom, over the rows it covers.{wrap} {overlaps}."


def _list(found: Iterable[int]) -> str:
    names = [f"a{i}" for i in found]
    return ", ".join(names) if names else "none"
