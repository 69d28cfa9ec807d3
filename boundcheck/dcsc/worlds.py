"""Worlds from plain data: ``build`` finds the maker by ``data["kind"]``."""

from __future__ import annotations

from boundcheck.dcsc.fields import Data, choice, needed
from boundcheck.dcsc.layer_world import layer_world
from boundcheck.dcsc.network_world import network_world
from boundcheck.dcsc.plain import matrix_world, reals_world, signs_world
from boundcheck.dcsc.projection import vector_world
from boundcheck.dcsc.ring import ring_world
from boundcheck.dcsc.tables import tables_world
from boundcheck.world import World

MAKERS = {
    "layer": layer_world,
    "network": network_world,
    "ring": ring_world,
    "vector": vector_world,
    "signs": signs_world,
    "matrix": matrix_world,
    "reals": reals_world,
    "tables": tables_world,
}


def build(data: Data) -> World:
    """Make the world that the data describe.

    >>> build({"kind": "reals", "values": {"mu": "1/2"}}).scalars["mu"](None)
    Fraction(1, 2)

    Raises:
        BoundcheckError: the kind is unknown or the data are not those of that kind.
    """
    return MAKERS[choice(needed(data, "kind"), "kind", tuple(MAKERS))](data)
