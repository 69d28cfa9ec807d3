"""The worlds without a layer: Rademacher sums (kind "signs"), matrices (kind "matrix"), parameters (kind "reals")."""

from __future__ import annotations

from collections.abc import Mapping

from boundcheck.dcsc import integers, lookups
from boundcheck.dcsc.fields import Data, listed, needed, rational, rationals
from boundcheck.errors import BoundcheckError
from boundcheck.world import World

_MOST_SIGNS = 20


def signs_world(data: Data) -> World:
    """Make the world of a Rademacher sum, Theorem 3.1: coefficients alpha, threshold t, all sign patterns.

    Raises:
        BoundcheckError: alpha is no list of at most 20 fractions, or t is no fraction.
    """
    alpha = rationals(needed(data, "alpha"), "alpha")
    if len(alpha) > _MOST_SIGNS:
        raise BoundcheckError("alpha", expected=f"at most {_MOST_SIGNS} coefficients", got=str(len(alpha)))
    everyone = range(len(alpha))
    squares = sum(entry * entry for entry in alpha)
    return World(
        kind="signs",
        data=data,
        scalars=lookups.constants({"t": rational(needed(data, "t"), "t"), "sq": squares}),
        families={
            "alpha": lookups.table(alpha),
            "eps": lambda pattern, i: lookups.sign_value(pattern[lookups.inside(i)]),
        },
        sets={"All": lookups.fixed_set(everyone)},
        random=frozenset(("eps",)),
        outcomes=lookups.signs(everyone, len(alpha)),
    )


def matrix_world(data: Data) -> World:
    """Make the world of one matrix B, given by its rows: entries b(r, j), inner products g(i, j), coherence mu.

    Raises:
        BoundcheckError: the rows are no lists of fractions of one length.
    """
    first = listed(needed(data, "B"), "B")
    width = len(listed(first[0], "B[0]")) if first else 0
    matrix = [rationals(row, f"B[{place}]", width) for place, row in enumerate(first)]
    across = list(zip(*matrix, strict=True))
    gram = [[sum(a * b for a, b in zip(left, right, strict=True)) for right in across] for left in across]
    sizes = {"rows": len(matrix), "cols": width, "mu": integers.coherence(gram)}
    return World(
        kind="matrix",
        data=data,
        scalars=lookups.constants(sizes),
        families={"b": lookups.grid(matrix), "g": lookups.grid(gram)},
        sets={"All": lookups.fixed_set(range(width)), "Rows": lookups.fixed_set(range(len(matrix)))},
    )


def reals_world(data: Data) -> World:
    """Make the world of a list of real parameters.

    Raises:
        BoundcheckError: ``values`` is no mapping from names to fractions.
    """
    values = needed(data, "values")
    if not isinstance(values, Mapping):
        raise BoundcheckError("values", expected="a mapping from names to fractions", got=type(values).__name__)
    return World(
        kind="reals",
        data=data,
        scalars=lookups.constants({name: rational(value, f"values.{name}") for name, value in values.items()}),
    )
