"""Sources of single layers: small generic ones, and designed ones on which the theorem is informative."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Literal

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from boundcheck.dcsc.geometry import Geometry
from boundcheck.dcsc.layer import read_layer
from boundcheck.instances.designed import DESIGNS, SMALL_DESIGNS, Choices, designed
from boundcheck.instances.layer_boundary import boundary_layers
from boundcheck.instances.single import single
from boundcheck.instances.source import Instance, Source, named
from boundcheck.instances.units import Row, unit_vector, wrapped

_MOST_SUPPORT = 7  # 2^7 sign patterns
_MOST_ATOMS = {"support": 10, "all": 6}
_LEVELS = tuple(Fraction(level) for level in ("0", "1/4", "1/2", "1/10", "1", "1/20", "2"))
_SHARES = tuple(Fraction(share) for share in ("1/2", "1/2", "1/2", "1/4", "3/4", "0", "1", "2/3"))
_MAGNITUDES = ((1,), (1, -1), (1, -2), (Fraction(1, 2), 1, -3), (1, 1, 1, -1, 2))

Signs = Literal["support", "all"]


def layers(*, signs: Signs = "support", fit: bool = False, unit: bool = True) -> Source:
    """Single layers (kind "layer").

    Args:
        signs: "support" (the other signs are +1) or "all" (at most 6 atoms).
        fit: the filters are no longer than the ring.
        unit: the columns have norm 1; otherwise the local filters do, and a column that wraps may not.
    """
    return Source(
        name=named("layers", signs=signs, fit=fit, unit=unit),
        boundary=lambda: _boundary(signs, fit=fit, unit=unit),
        strategy=lambda: layer_strategy(signs=signs, fit=fit, unit=unit),
    )


def layer_strategy(*, signs: Signs, fit: bool, unit: bool) -> SearchStrategy[Instance]:
    """Three generic layers to one designed one; small draws are generic, with few atoms."""
    plain = _generic(signs=signs, fit=fit, unit=unit)
    return st.integers(0, 3).flatmap(lambda turn: _designed(signs=signs) if turn == 3 else plain)


def _boundary(signs: Signs, *, fit: bool, unit: bool) -> Iterator[Instance]:
    for data in (*boundary_layers(), *(() if unit else _not_unit())):
        layer = read_layer(data)
        if fit and layer.shape.m > layer.shape.rows:
            continue
        if signs == "support" or layer.shape.atoms <= _MOST_ATOMS["all"]:
            yield {**data, "signs": signs}


def _not_unit() -> Iterator[Instance]:
    """Unit filters that meet themselves: a column longer than 1, and one that is 0."""
    yield single([["3/5", "4/5"]], [1], ["1/4"])
    yield single([["1/2", "-1/2", "1/2", "-1/2"]], [1], [0])
    yield single([["2/3", "1/3", "2/3"]], [1, 0], [0, "1/4"])


@st.composite
def _designed(draw: DrawFn, *, signs: Signs) -> Instance:
    design = draw(st.sampled_from(DESIGNS if signs == "support" else SMALL_DESIGNS))
    free = {"more": 1, "aim": 3, "push": 1, "noise": 4, "style": 2}
    return designed(design, Choices(**{name: draw(st.integers(0, most)) for name, most in free.items()}), signs)


@st.composite
def _generic(draw: DrawFn, *, signs: Signs, fit: bool, unit: bool) -> Instance:
    shape = _shape(draw, _MOST_ATOMS[signs], fit=fit)
    filters = [_filter(draw, shape, f, unit=unit) for f in range(shape.n)]
    x = _representation(draw, shape.atoms)
    v = _noise(draw, filters, x, shape)
    return single(
        filters,
        x,
        v,
        M=shape.M,
        n_prev=shape.n_prev,
        stride=shape.stride,
        signs=signs,
        m_next=draw(st.integers(1, 4)),
        ties=draw(st.sampled_from(("lowest", "highest", "against"))),
        more_S=draw(st.sampled_from((0, 0, 1, 2))),
        more_zeta=draw(st.sampled_from((0, 0, "1/10", "1/2"))),
        share=draw(st.sampled_from(_SHARES)),
    )


def _shape(draw: DrawFn, most_atoms: int, *, fit: bool) -> Geometry:
    """A ring of at most 6 places and 2 rows each; the stride is n_prev three times in four."""
    M, n_prev = draw(st.integers(1, 6)), draw(st.integers(1, 2))
    rows = M * n_prev
    strides = [s for s in range(1, rows + 1) if rows % s == 0 and rows // s <= most_atoms]
    stride = n_prev if draw(st.integers(0, 3)) < 3 else draw(st.sampled_from(strides))
    n = draw(st.integers(1, min(3, most_atoms // (rows // stride))))
    m = draw(st.integers(1, min(rows, 6) if fit else min(rows + 2, 7)))
    return Geometry(M=M, n_prev=n_prev, n=n, m=m, stride=stride)


def _filter(draw: DrawFn, shape: Geometry, pole: int, *, unit: bool) -> Row:
    """A unit vector near a coordinate of its own; folded round the ring if it is longer and columns are unit."""
    length = min(shape.m, shape.rows) if unit else shape.m
    steps = draw(st.lists(st.integers(-2, 2), min_size=length - 1, max_size=length - 1))
    row = unit_vector(steps, draw(st.sampled_from((1, 2, 4, 12))), pole)
    return wrapped(row, shape.m, Fraction(draw(st.integers(-1, 2)), 5)) if len(row) < shape.m else row


def _representation(draw: DrawFn, atoms: int) -> list[Fraction]:
    """At most 7 nonzeros, from a mask (the largest means none) and a pattern of magnitudes."""
    mask, pattern = draw(st.integers(1, 2**atoms)), draw(st.sampled_from(_MAGNITUDES))
    x, used = [Fraction(0)] * atoms, 0
    for atom in range(atoms):
        if mask >> atom & 1 and used < _MOST_SUPPORT:
            x[atom] = Fraction(pattern[used % len(pattern)])
            used += 1
    return x


def _noise(draw: DrawFn, filters: list[Row], x: list[Fraction], shape: Geometry) -> list[Fraction]:
    """Nothing, a multiple of one atom, or small integers, times a level."""
    level, zeros = draw(st.sampled_from(_LEVELS)), [Fraction(0)] * shape.rows
    if not level:
        return zeros
    others: dict[str, Any] = {"M": shape.M, "n_prev": shape.n_prev, "stride": shape.stride}
    if draw(st.integers(0, 2)) < 2:
        column = read_layer(single(filters, x, zeros, **others)).columns[draw(st.integers(0, shape.atoms - 1))]
        turn = draw(st.sampled_from((1, -1)))
        return [turn * level * entry for entry in column]
    steps = draw(st.lists(st.integers(-2, 2), min_size=shape.rows, max_size=shape.rows))
    return [level * step for step in steps]
