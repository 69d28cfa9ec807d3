"""Sources of networks: two and three layers, the noise of the second made by the signs of the first."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from boundcheck.instances.source import Instance, Source, named
from boundcheck.instances.units import Row, unit_vector, write_row

_TWO = ("3/5", "4/5")
_PERFECT = ("1/2", "1/2", "1/2", "-1/2")  # Barker 4: its circular shifts on a ring of 4 are orthonormal
_LEVELS = ("0", "0", "1/10", "1/20", "1/4", "1")
_MOST_ATOMS = 11  # over all layers, so that no network has more signs


def networks(*, layers: int | None = None) -> Source:
    """Networks (kind "network") of 1 to 3 layers, or of the given number of layers."""
    return Source(
        name=named("networks", layers=layers if layers is not None else False),
        boundary=lambda: (data for data in _boundary() if layers in (None, len(data["layers"]))),
        strategy=lambda: _network(layers),
    )


def network(layers: Sequence[Sequence[Sequence[Any]]], x: Sequence[Any], v0: Sequence[Any], **others: Any) -> Instance:
    """Data of a network from its filters per layer; ``others`` may set ties, signs, zeta, S and strides (per layer).

    >>> network([[[1]], [[1]]], [1], [0])["layers"]
    [{'n': 1, 'filters': [[1]]}, {'n': 1, 'filters': [[1]]}]
    """
    strides = others.pop("strides", [None] * len(layers))
    rows = []
    for filters, stride in zip(layers, strides, strict=True):
        entry: dict[str, Any] = {"n": len(filters), "filters": [_write(row) for row in filters]}
        rows.append(entry if stride is None else {**entry, "stride": stride})
    return {
        "kind": "network",
        "M": len(v0),
        "layers": rows,
        "x": _write(x),
        "v0": _write(v0),
        "ties": "lowest",
        **others,
    }


def _write(row: Sequence[Any]) -> list[str | int]:
    return write_row([Fraction(entry) for entry in row])


def _boundary() -> Iterator[Instance]:
    yield from _one_layer()
    yield from _trivial()
    yield from _unequal()
    yield from _dependent()
    yield from _calm_below()
    yield from _informative()
    yield from _deep()
    yield from _one_coheres()
    yield from _crowded_below()


def _one_layer() -> Iterator[Instance]:
    yield network([[[1]]], [1], [0])
    yield network([[[1]]], [0], ["1/4"])
    yield network([[_TWO]], [1, 0, 0], ["1/10", 0, 0])
    for ties in ("lowest", "highest", "against"):
        yield network([[[1], [1]]], [0, 1], [0], ties=ties)


def _trivial() -> Iterator[Instance]:
    """Deltas (mu = 0), x = 0, repeated filters, a first layer that hides the support of the second."""
    yield network([[[1]], [[1]]], [1], [0])
    yield network([[[1]], [[1]]], [0], ["1/2"])
    yield network([[[1]], [[1]]], [1, 0], [0, 1])
    yield network([[[1]], [_TWO]], [1, 0], [0, "1/10"])
    yield network([[[1]], [_TWO]], [1, 0, 1], ["1/10", 0, 0])
    yield network([[[1], [1]], [[1, 0]]], [1], [0])
    yield network([[[1], [1]], [_TWO, ("4/5", "-3/5")]], [1, 0], [0], ties="against")


def _unequal() -> Iterator[Instance]:
    """Entries above and below 1, noise along an atom: the powers of a bound and its layers can be told apart."""
    yield network([[[1]]], ["-1/2"], ["1/2"])
    yield network([[("399/401", "-40/401"), ("40/401", "399/401")]], [0, 1, 0, 0], ["-1/10"] * 2, ties="against")
    yield network([[[1]], [[1], [1]]], [-3, 0], [1])
    yield network([[[1]], [_TWO, [1, 0]]], ["1/2", -3, 0, 0], ["1/2", 0])
    yield network([[[1]], [("12/13", "5/13")]], [2, 0], [0, "-1/3"])
    yield network([[[1], [1]], [("2/5", "4/5", "-2/5", "1/5")]], [0, "1/2"], [0, 0], ties="highest")
    yield network([[("12/13", 0, "-5/13")], [_TWO]], [0, "1/2", "-1/2"], [0, 2, "-1/3"], ties="against")


def _dependent() -> Iterator[Instance]:
    """The error v^(1) depends on the signs of layer 1, and on those of layer 2 through x^(1)."""
    yield network([[_TWO], [[1]]], [1, 0], [0, 0])
    yield network([[_TWO], [[1]]], [1, 1], [0, 0])
    yield network([[_TWO], [[1]]], [1, 1, 0], [0, 0, "1/10"])
    yield network([[_TWO], [_TWO]], [1, 0, 0], [0, 0, 0])
    yield network([[_TWO], [_TWO]], [1, 0, 1], ["1/10", 0, 0])
    yield network([[("1/3", "2/3", "2/3")], [_TWO]], [1, 0, 0, 0], [0] * 4)
    yield network([[_TWO, (0, 1)], [_PERFECT]], [1, 0], [0, 0])
    yield network([[_TWO], [_TWO]], [1, 0], [0, 0, 0, 0], strides=[1, 2])
    yield network([[_TWO], [[1]]], [1, 1], ["1/4", "-1/4"], signs="all")


def _informative() -> Iterator[Instance]:
    """gamma_1 + gamma_2 is below 1 and (3) fails at layer 1: one long filter above makes five nonzeros below."""
    above = [Fraction(entry, 5) for entry in (2, 2, 2, 2, 3)]
    below = unit_vector((1, 1, -1, -1), 14)
    along = [Fraction(9, 80) * entry for entry in below]
    strides, x = [1, 5], [Fraction(5, 2)]
    yield network([[below], [above]], x, ["9/80", 0, 0, 0, 0], strides=strides)
    yield network([[below], [[-above[0], *above[1:]]]], x, along, strides=strides, ties="against")
    yield network([[unit_vector((1, 1, -1, -1), 13)], [above]], x, ["1/20", 0, 0, 0, 0], strides=strides)


def _calm_below() -> Iterator[Instance]:
    """Small coherence below, four equal entries above: gamma_1 and gamma_2 are below 1 and the layers interact."""
    for parts, x, level in (
        (40, [1, 0, 0, 0], 0),
        (60, [1, 0, 0, 0], 0),
        (40, [0, 0, 0, 2], 0),
        (60, [1, 0, 0, 0], "1/50"),
    ):
        yield network([[unit_vector((1, 1, 1), parts)], [_PERFECT]], x, [level, 0, 0, 0])
    yield network([[unit_vector((1, -1, 1), 50)], [_PERFECT]], [1, 0, 1, 0], [0] * 4)
    yield network([[unit_vector((1, 1), 50)], [_TWO]], [1, 0, 0], [0, 0, 0])


def _deep() -> Iterator[Instance]:
    yield network([[[1]], [[1]], [[1]]], [1, 0], [0, 0])
    yield network([[_TWO], [[1]], [[1]]], [1, 0], [0, 0])
    yield network([[_TWO], [_TWO], [_TWO]], [1, 0], [0, "1/10"])
    yield network([[unit_vector((1, 1, 1), 60)], [_PERFECT], [[1]]], [1, 0, 0, 0], [0] * 4)
    yield network([[unit_vector((1, 1, 1), 60)], [_PERFECT], [_PERFECT]], [1, 0, 0, 0], [0] * 4)


def _one_coheres() -> Iterator[Instance]:
    """One layer with a little coherence among deltas, noise on every row, one entry below, at and above 1."""
    little = unit_vector((1,), 10)
    for depth, place, entry in itertools.product((2, 3), range(3), ("1/2", 1, 2)):
        if place < depth:
            rows = [[(little if layer == place else (0, -1))] for layer in range(depth)]
            yield network(rows, [0, entry, 0], ["-1/20"] * 3, ties="against")


def _crowded_below() -> Iterator[Instance]:
    """Two filters in layer 1, one in each layer above, entries and noise of unequal size; ties settled each way."""
    for top in ([1, 0], _TWO, ("5/7", "-4/7", "-2/7", "-2/7")):
        for entry in (1, -3):
            yield network([[[0, -1], ["4/5", "3/5"]], [top]], [0, entry], ["1/20", 0])
            yield network([[[0, -1], ["4/5", "3/5"]], [top]], [0, entry], [2, 1])
    for size, ties in itertools.product(("1/3", 2), ("highest", "against")):
        yield network([[[1], [1]], [_TWO], [[1], [1]]], [size, 0], ["1/10"], ties=ties)
        yield network([[[1]], [_TWO, _TWO]], [0, 0, size, 0], ["1/10", "1/50"], ties=ties)


@st.composite
def _network(draw: DrawFn, layers: int | None) -> Instance:
    """At most 2 filters per layer and 2 nonzeros at the top; one network in four has the informative shape."""
    depth = layers if layers is not None else draw(st.sampled_from((2, 1, 2, 3)))
    ties = draw(st.sampled_from(("lowest", "highest", "against")))
    if depth > 1 and draw(st.integers(0, 3)) == 3:
        return _calm(draw, depth, ties)
    M = draw(st.integers(1, min(4, _MOST_ATOMS // depth)))
    sizes = [draw(st.integers(1, 2)) for _ in range(depth)]
    while M * sum(sizes) > _MOST_ATOMS:
        sizes[sizes.index(2)] = 1
    filters = [_filters(draw, M, n_prev, n) for n_prev, n in zip([1, *sizes[:-1]], sizes, strict=True)]
    return network(filters, _top(draw, M * sizes[-1]), _noise(draw, M), ties=ties)


def _calm(draw: DrawFn, depth: int, ties: str) -> Instance:
    """A ring of 4: little coherence in layer 1, orthonormal shifts above, at the second layer with equal entries."""
    steps = [draw(st.sampled_from((1, -1))) for _ in range(draw(st.integers(1, 3)))]
    above: list[list[Sequence[Any]]] = [[_PERFECT], [[1]]] if draw(st.booleans()) else [[[1]], [_PERFECT]]
    first = unit_vector(steps, draw(st.integers(10, 80)))
    noise = [draw(st.sampled_from((0, 0, "1/50", "1/20"))), 0, 0, 0]
    return network([[first], *above[: depth - 1]], _top(draw, 4), noise, ties=ties)


def _filters(draw: DrawFn, M: int, n_prev: int, n: int) -> list[Row]:
    """Filters near a coordinate, of a length that fits the ring and is a multiple of n_prev (else S misses some)."""
    m = n_prev * draw(st.integers(1, max(1, min(M * n_prev, 4) // n_prev)))
    parts = draw(st.sampled_from((1, 2, 12, 40)))
    lists = st.lists(st.integers(-2, 2), min_size=m - 1, max_size=m - 1)
    return [unit_vector(draw(lists), parts, pole=f) for f in range(n)]


def _top(draw: DrawFn, atoms: int) -> list[Any]:
    """One or two nonzeros, in one network of three none of them of magnitude 1."""
    first, second = ((1, 1, -2), (1, 1, -1, 0)) if draw(st.integers(0, 2)) < 2 else (("1/2", 3, "-1/3"), (0, "1/2", 2))
    x: list[Any] = [0] * atoms
    x[draw(st.integers(0, atoms - 1))] = draw(st.sampled_from(first))
    x[draw(st.integers(0, atoms - 1))] = draw(st.sampled_from(second))
    return x


def _noise(draw: DrawFn, M: int) -> list[Fraction]:
    """Nothing, or small multiples of a level."""
    level = Fraction(draw(st.sampled_from(_LEVELS)))
    return [level * draw(st.integers(-2, 2)) for _ in range(M)] if level else [Fraction(0)] * M
