"""Sources of sparse coding problems as tables: a dictionary, two codes, a noisy signal, and what is computed from them.

Families: D (rows, atoms), nrm (norms of the atoms), x and z (codes), h = x - z, y = D x, yt = y + noise, l1 and u (an
l1 minimiser of D . = y and its dual point), W and c (weights of least generalised coherence and what proves it).
Scalars: mu, mut (mutual and generalised coherence), lam and s (at least both counts of nonzeros, that of x), cw
(largest weight), eps0, eps1 and delta (at least the norms of yt - y, yt - D z and yt - y).
Sets: All (atoms), Rows, Lam and Hat (supports of x and z).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from boundcheck.dcsc.fields import written
from boundcheck.instances.source import Instance, Source, named
from boundcheck.instances.units import unit_vector, write_row
from boundcheck.linprog.dictionaries import Weights, coherence, generalised_coherence, null_vector, sparsest_l1
from boundcheck.linprog.simplex import dot

Row = tuple[Fraction, ...]
Matrix = tuple[Row, ...]


def _matrix(*rows: Sequence[Any]) -> Matrix:
    return tuple(tuple(Fraction(entry) for entry in row) for row in rows)


_HALF = ("1/2", "-1/2")
DICTIONARIES: tuple[Matrix, ...] = (
    _matrix([1]),
    _matrix([1, 1]),
    _matrix([1, 0], [0, 1]),
    _matrix([1, -1]),
    _matrix([1, "3/5"], [0, "4/5"]),
    _matrix([1, "9/41"], [0, "40/41"]),
    _matrix([1, 0, "3/5"], [0, 1, "4/5"]),
    _matrix([1, 1, 1]),
    _matrix([1, "9/41", 0], [0, "40/41", 0], [0, 0, 1]),
    _matrix([1, 0, "2/3"], [0, 1, "2/3"], [0, 0, "1/3"]),
    _matrix([1, 0, 0, "1/3"], [0, 1, 0, "2/3"], [0, 0, 1, "2/3"]),
    _matrix([1, 0, 0, 0, "1/2", "1/2"], [0, 1, 0, 0, "1/2", "-1/2"], [0, 0, 1, 0, "1/2", "1/2"], [0, 0, 0, 1, *_HALF]),
)  # unit columns, simplest first


def sparse_codes(*, unit: bool = True) -> Source:
    """Sparse coding problems (kind "tables").

    Args:
        unit: the atoms have norm 1; otherwise each is stretched by a factor.

    >>> next(iter(sparse_codes().boundary()))["families"]["D"]
    [[1]]
    """
    return Source(
        name=named("sparse_codes", unit=unit),
        boundary=lambda: _boundary(unit=unit),
        strategy=lambda: _strategy(unit=unit),
    )


def _boundary(*, unit: bool) -> Iterator[Instance]:
    """Each dictionary with codes of no, one and two nonzeros, and with two codes of one signal where there are two."""
    for D in DICTIONARIES:
        width = len(D[0])
        factors = (Fraction(1),) * width if unit else tuple(Fraction(2, 1 + j) for j in range(width))
        zero, one = (Fraction(0),) * width, _sparse(width, (1,))
        codes = [(zero, zero), (one, one), (one, zero), (one, _sparse(width, (0, 1)))]
        codes += [(_sparse(width, (2, -1)), _sparse(width, (-1, 1)))] if width > 1 else []
        null = null_vector(D)
        if null is not None:
            shifted = [-t for t in null]
            codes += [
                (zero, null),
                (one, tuple(a - b * one[0] / null[0] if null[0] else a for a, b in zip(one, null, strict=True))),
            ]
            codes += [_halves(null), (tuple(shifted), zero)]
        for x, z in codes:
            for noise in (zero[:1] * len(D), (Fraction(1, 2),) * len(D)):
                stretched = [tuple(v / f for v, f in zip(code, factors, strict=True)) for code in (x, z)]
                yield coded(_stretched(D, factors), stretched[0], stretched[1], noise, factors=factors)


def _halves(null: Row) -> tuple[Row, Row]:
    """Two codes of one signal that share the nonzeros of a null vector."""
    places = [i for i, v in enumerate(null) if v]
    first = set(places[: (len(places) + 1) // 2])
    x = tuple(v if i in first else Fraction(0) for i, v in enumerate(null))
    return x, tuple(Fraction(0) if i in first else -v for i, v in enumerate(null))


def _sparse(width: int, values: Sequence[int]) -> Row:
    return tuple(Fraction(v) for v in (*values, *[0] * width)[:width])


def _stretched(D: Matrix, factors: Row) -> Matrix:
    return tuple(tuple(v * f for v, f in zip(row, factors, strict=True)) for row in D)


@st.composite
def _strategy(draw: DrawFn, *, unit: bool) -> Instance:
    D = draw(st.sampled_from(DICTIONARIES)) if draw(st.booleans()) else _drawn(draw)
    width = len(D[0])
    factors = tuple(Fraction(1) if unit else draw(st.sampled_from((1, 2, 3))) / Fraction(2) for _ in range(width))
    x = _code(draw, width)
    null = null_vector(D)
    kinds = ["same", "other"] + (["shifted"] if null is not None else [])
    kind = draw(st.sampled_from(kinds))
    z = x if kind == "same" else _code(draw, width)
    if kind == "shifted" and null is not None:
        t = draw(st.sampled_from((Fraction(1), Fraction(-1), Fraction(1, 2))))
        z = tuple(a + t * b for a, b in zip(x, null, strict=True))
    noise = tuple(Fraction(draw(st.integers(-2, 2)), 4) for _ in D) if draw(st.booleans()) else (Fraction(0),) * len(D)
    codes = [tuple(v / f for v, f in zip(code, factors, strict=True)) for code in (x, z)]
    return coded(_stretched(D, factors), codes[0], codes[1], noise, factors=factors, more=draw(st.integers(0, 1)))


def _drawn(draw: DrawFn) -> Matrix:
    rows, width = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    steps = [draw(st.lists(st.integers(-2, 2), min_size=rows - 1, max_size=rows - 1)) for _ in range(width)]
    return tuple(zip(*(unit_vector(step, 1, pole=j) for j, step in enumerate(steps)), strict=True))


def _code(draw: DrawFn, width: int) -> Row:
    places = draw(st.lists(st.integers(0, width - 1), max_size=min(2, width), unique=True))
    return tuple(Fraction(draw(st.sampled_from((1, -1, 2, -3)))) if i in places else Fraction(0) for i in range(width))


@lru_cache(maxsize=512)
def weights_of(D: Matrix) -> Weights:
    """Weights of least generalised coherence, computed once for each dictionary."""
    return generalised_coherence(D)


@lru_cache(maxsize=2048)
def _least_l1(D: Matrix, signal: Row) -> Any:
    return sparsest_l1(D, signal)


def coded(D: Matrix, x: Row, z: Row, noise: Row, *, factors: Row = (), more: int = 0) -> Instance:
    """The tables of one problem: dictionary D (by rows), codes x and z, noise on the signal D x."""
    factors = factors or (Fraction(1),) * len(x)
    unit = tuple(tuple(v / f for v, f in zip(row, factors, strict=True)) for row in D)
    signal = tuple(dot(row, x) for row in D)
    noisy = tuple(a + b for a, b in zip(signal, noise, strict=True))
    least, weights = _least_l1(D, signal), weights_of(unit)
    Lam, Hat = ([i for i, v in enumerate(code) if v] for code in (x, z))
    rest = sum((a - dot(row, z)) ** 2 for a, row in zip(noisy, D, strict=True))
    scalars = {
        "mu": coherence(unit),
        "mut": weights.coherence,
        "cw": max(abs(v) for row in weights.weights for v in row),
        "lam": Fraction(max(len(Lam), len(Hat)) + more),
        "s": Fraction(len(Lam) + more),
        "eps0": above_root(sum((v * v for v in noise), Fraction(0))),
        "eps1": above_root(Fraction(rest)),
        "delta": above_root(sum((v * v for v in noise), Fraction(0))) + more,
        "m": Fraction(len(D)),
        "d": Fraction(len(x)),
    }
    gap = tuple(a - b for a, b in zip(x, z, strict=True))
    families = {"nrm": factors, "x": x, "z": z, "h": gap, "y": signal, "yt": noisy, "l1": least.x, "u": least.dual}
    tables = {"D": D, "W": weights.weights, "c": weights.proof}
    return {
        "kind": "tables",
        "scalars": {name: written(value) for name, value in scalars.items()},
        "families": {
            **{name: write_row(row) for name, row in families.items()},
            **{name: [write_row(row) for row in rows] for name, rows in tables.items()},
        },
        "sets": {"All": list(range(len(x))), "Rows": list(range(len(D))), "Lam": Lam, "Hat": Hat},
    }


def above_root(square: Fraction) -> Fraction:
    """The square root where it is rational, else a multiple of 1/64 just above it.

    >>> above_root(Fraction(1, 4)), above_root(Fraction(2))
    (Fraction(1, 2), Fraction(91, 64))
    """
    top, bottom = math.isqrt(square.numerator), math.isqrt(square.denominator)
    if Fraction(top, bottom) ** 2 == square:
        return Fraction(top, bottom)
    return Fraction(math.isqrt(int(square * 4096)) + 1, 64)
