"""Sources of the small worlds: rings, vectors, Rademacher sums and matrices."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from boundcheck.dcsc.fields import written
from boundcheck.instances.source import Instance, Source, named
from boundcheck.instances.units import unit_vector, write_row

_SMALL = st.integers(-3, 3)
_PARTS = st.sampled_from((1, 2, 3, 10))


def rings(*, fit: bool = False, definition: bool = False) -> Source:
    """Structures of a layer (kind "ring").

    Args:
        fit: the filter is no longer than the ring.
        definition: as Definition 2.1 has it: the stride is n_prev and the filter length a multiple of it.
    """
    return Source(
        name=named("rings", fit=fit, definition=definition),
        boundary=lambda: _rings(fit=fit, definition=definition),
        strategy=lambda: _ring(fit=fit, definition=definition),
    )


def _ring_data(M: int, n_prev: int, n: int, m: int, stride: int, m_next: int) -> Instance:
    sizes = {"M": M, "n_prev": n_prev, "n": n, "m": m, "stride": stride, "m_next": m_next}
    return {"kind": "ring", **sizes}


def _rings(*, fit: bool, definition: bool) -> Iterator[Instance]:
    """All rings of at most 4 places, 2 rows and 2 filters each, filters of at most 5 rows; then a few larger ones."""
    for M, n_prev, n, m in itertools.product((1, 2, 3, 4), (1, 2), (1, 2), range(1, 6)):
        rows = M * n_prev
        if (fit and m > rows) or (definition and m % n_prev):
            continue
        strides = (n_prev,) if definition else [s for s in range(1, rows + 1) if rows % s == 0]
        for stride in strides:
            yield _ring_data(M, n_prev, n, m, stride, n)
    for M, n_prev, n, m in ((7, 1, 3, 3), (9, 2, 2, 4), (16, 1, 1, 5), (12, 3, 2, 6)):
        yield _ring_data(M, n_prev, n, m, n_prev, n)


@st.composite
def _ring(draw: DrawFn, *, fit: bool, definition: bool) -> Instance:
    M, n_prev, n = draw(st.integers(1, 16)), draw(st.integers(1, 4)), draw(st.integers(1, 4))
    rows = M * n_prev
    strides = [n_prev, *(s for s in range(1, rows + 1) if rows % s == 0)]
    stride = n_prev if definition else draw(st.sampled_from(strides))
    longest = rows if fit else rows + 6
    m = n_prev * draw(st.integers(1, max(1, longest // n_prev))) if definition else draw(st.integers(1, longest))
    return _ring_data(M, n_prev, n, m, stride, draw(st.integers(1, 6)))


def vectors(*, positive: bool = False, distinct: bool = False) -> Source:
    """Vectors with a number k (kind "vector").

    Args:
        positive: no entry is negative.
        distinct: no two magnitudes are equal.
    """

    def wanted(data: Instance) -> bool:
        z = [Fraction(entry) for entry in data["z"]]
        return (not positive or min(z) >= 0) and (not distinct or len(set(map(abs, z))) == len(z))

    return Source(
        name=named("vectors", positive=positive, distinct=distinct),
        boundary=lambda: filter(wanted, _vectors()),
        strategy=lambda: _vector(positive=positive, distinct=distinct),
    )


def _vectors() -> Iterator[Instance]:
    """All vectors of at most 3 entries among -2 .. 2 with every k, then longer ones with ties and fractions."""
    for size in (1, 2, 3):
        for z in itertools.product((1, 0, -1, 2, -2), repeat=size):
            for k in range(size + 1):
                yield {"kind": "vector", "z": list(z), "k": k}
    for longer in ([3, -2, 2, 1], [1, 1, 1, 1], ["1/2", "-1/2", "1/3", 0, 0], [0, 0, 0, 0], [-4, -3, -2, -1]):
        for k in (1, 2, 3):
            yield {"kind": "vector", "z": longer, "k": k}


@st.composite
def _vector(draw: DrawFn, *, positive: bool, distinct: bool) -> Instance:
    entries = st.integers(0, 6) if positive else st.integers(-6, 6)
    steps = draw(st.lists(entries, min_size=1, max_size=7, unique_by=abs if distinct else None))
    parts = draw(_PARTS)
    return {
        "kind": "vector",
        "z": write_row([Fraction(step, parts) for step in steps]),
        "k": draw(st.integers(0, len(steps))),
    }


def sign_sums(*, nonzero: bool = False) -> Source:
    """Coefficients of a Rademacher sum and a threshold (kind "signs").

    Args:
        nonzero: at least one coefficient is not 0.
    """

    def wanted(data: Instance) -> bool:
        return not nonzero or any(Fraction(entry) for entry in data["alpha"])

    return Source(
        name=named("sign_sums", nonzero=nonzero),
        boundary=lambda: filter(wanted, _sign_sums()),
        strategy=lambda: _sign_sum().filter(wanted) if nonzero else _sign_sum(),
    )


def _sign_sums() -> Iterator[Instance]:
    """One to four equal coefficients, zeros, unequal ones, at thresholds on, beside and far from the atoms."""
    rows: tuple[list[Any], ...] = (
        [1], [0], [1, 1], [1, 0], [1, 2], [1, 1, 1], [3, -1, "1/2"], [1] * 4, ["1/2", "1/3", "1/4", "1/5"], [1] * 8,
        [1, 2, 4, 8], [100, 1], [1] * 10, ["1/2"], ["-1/3", "1/3"],
    )  # fmt: skip
    for alpha in rows:
        reach = sum((abs(Fraction(entry)) for entry in alpha), Fraction(0))
        steps = (
            reach,
            reach / 2,
            Fraction(1),
            reach - Fraction(1, 100),
            reach + 1,
            Fraction(1, 100),
            Fraction(0),
            reach * Fraction(4, 3),
        )
        for t in dict.fromkeys(step for step in steps if step >= 0):
            yield {"kind": "signs", "alpha": list(alpha), "t": written(t)}


@st.composite
def _sign_sum(draw: DrawFn) -> Instance:
    """At most 8 coefficients; the threshold is often a value the sum takes, or the norm's square."""
    parts = draw(_PARTS)
    alpha = [Fraction(step, parts) for step in draw(st.lists(st.integers(-6, 6), min_size=1, max_size=8))]
    signs = draw(st.integers(0, 2 ** len(alpha) - 1))
    value = abs(sum((-entry if signs >> place & 1 else entry for place, entry in enumerate(alpha)), Fraction(0)))
    free = Fraction(draw(st.integers(0, 40)), draw(_PARTS))
    return {"kind": "signs", "alpha": write_row(alpha), "t": written(value if draw(st.booleans()) else free)}


def matrices(*, unit: bool = True, wide: bool = False) -> Source:
    """Matrices (kind "matrix").

    Args:
        unit: the columns have norm 1.
        wide: at least as many columns as rows.
    """

    def wanted(data: Instance) -> bool:
        return not wide or len(data["B"][0]) >= len(data["B"])

    return Source(
        name=named("matrices", unit=unit, wide=wide),
        boundary=lambda: filter(wanted, _matrices(unit=unit)),
        strategy=lambda: _matrix(unit=unit, wide=wide),
    )


def _of_columns(columns: list[list[Any]]) -> Instance:
    rows = zip(*([Fraction(entry) for entry in column] for column in columns), strict=True)
    return {"kind": "matrix", "B": [write_row(row) for row in rows]}


def _matrices(*, unit: bool) -> Iterator[Instance]:
    """Orthonormal columns, repeated ones, frames of the plane and of space, one row."""
    for size in (1, 2, 3, 4):
        yield _of_columns([[int(i == j) for i in range(size)] for j in range(size)])
    yield _of_columns([[1], [1]])
    yield _of_columns([[1], [-1], [1]])
    yield _of_columns([[1, 0]])
    yield _of_columns([[1, 0], [1, 0]])
    yield _of_columns([[1, 0], [0, 1], ["3/5", "4/5"]])
    yield _of_columns([[1, 0], [0, 1], ["20/29", "21/29"], ["20/29", "-21/29"]])
    yield _of_columns([["1/2", "1/2", "1/2", s] for s in ("1/2", "-1/2")] + [["1/2", "-1/2", "1/2", "1/2"]])
    yield _of_columns([["1/3", "2/3", "2/3"], ["2/3", "1/3", "-2/3"], ["2/3", "-2/3", "1/3"], [1, 0, 0]])
    if not unit:
        yield _of_columns([[0, 0], [1, 0]])
        yield _of_columns([[0]] * 6)
        yield _of_columns([[2, 0], [1, 3], ["1/2", "-1/2"]])


@st.composite
def _matrix(draw: DrawFn, *, unit: bool, wide: bool) -> Instance:
    rows = draw(st.integers(1, 4))
    count, parts = draw(st.integers(rows if wide else 1, 6)), draw(_PARTS)
    length = rows - 1 if unit else rows
    steps = [draw(st.lists(_SMALL, min_size=length, max_size=length)) for _ in range(count)]
    if unit:
        return _of_columns([list(unit_vector(step, parts, pole=j)) for j, step in enumerate(steps)])
    return _of_columns([[Fraction(entry, parts) for entry in step] for step in steps])
