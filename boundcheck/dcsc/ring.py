"""The structure of a convolutional layer alone (kind "ring"): which rows and atoms the printed formulas mark."""

from __future__ import annotations

from functools import cache

from boundcheck.dcsc import lookups
from boundcheck.dcsc.fields import Data, needed, whole
from boundcheck.dcsc.geometry import Indices, read_geometry
from boundcheck.world import World


def printed_window(first: int, length: int, size: int) -> Indices:
    """Rows that the printed wrap-around formula of section 2.2 marks, counted from 1 as it counts.

    Rows i .. i+m-1 if that is at most N, else i .. N and 1 .. m - 1 - (N - i); clipped below at 1, nothing else.

    >>> printed_window(4, 3, 5)
    (1, 4, 5)
    """
    if first + length - 1 <= size:
        return tuple(range(max(first, 1), first + length))
    return tuple(sorted({*range(max(first, 1), size + 1), *range(1, length - (size - first))}))


def ring_world(data: Data) -> World:
    """Make the world of a layer's structure from M, n_prev, n, m, stride and m_next.

    Raises:
        BoundcheckError: an entry is missing or no positive integer, or the stride does not divide the rows.
    """
    shape = read_geometry(data, whole(needed(data, "m"), "m", low=1))
    m_next = whole(needed(data, "m_next"), "m_next", low=1)
    sizes = {"M": shape.M, "N": shape.atoms, "n": shape.n, "n_prev": shape.n_prev, "m": shape.m, "s": shape.stride}
    return World(
        kind="ring",
        data=data,
        scalars=lookups.constants({**sizes, "R": shape.rows, "stripe_len": shape.stripe_len, "m_next": m_next}),
        sets={
            "All": lookups.fixed_set(range(shape.atoms)),
            "Rows": lookups.fixed_set(range(shape.rows)),
            "Starts": lookups.fixed_set(range(1, shape.atoms + 1)),
            "Touch": lookups.set_of(shape.touch),
            "Overlap": lookups.set_of(cache(shape.overlap)),
            "Stripe": lookups.set_of(shape.stripe),
            "StripeAt": lookups.set_of(shape.stripe_at),
            "PatchUsed": lookups.set_of(lambda row: printed_window(row, shape.m, shape.atoms)),
            "StripeUsed": lookups.set_of(lambda row: printed_window(row, shape.stripe_len, shape.atoms)),
        },
    )
