"""Source of cascades for layered thresholding: identity, frames, blocks of nearly orthogonal atoms, 1 to 3 layers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from boundcheck.instances.cascade import cascade
from boundcheck.instances.source import Instance, Source, named
from boundcheck.instances.units import unit_vector

_INSIDE = (Fraction(0), Fraction(1, 100), Fraction(1, 10), Fraction(1, 2), Fraction(9, 10))
_SHARES = (Fraction(0), Fraction(1, 2), Fraction(1, 8), Fraction(3, 4), Fraction(1), Fraction(-1, 4))
_LOWEST = (
    2000,
    100,
    3,
)  # the further below the top, the closer to orthogonal: else no layer meets the theorem's condition
_TETRAHEDRON = [[2, -2, 0], [2, 0, -2], [1, 1, 1], [0, 2, -2]]  # columns of length 3, inner products -3
_PLANE = [[1, "3/5"], [0, "4/5"]]
Rows = list[list[Any]]


def cascades(*, window: bool = False, unit: bool = True, nonnegative: bool = False, positive: bool = False) -> Source:
    """Cascades (kind "tables"; see ``boundcheck.instances.cascade`` for the words).

    Args:
        window: thresholds are drawn from the window only.
        unit: the atoms have norm 1.
        nonnegative: no representation has a negative entry.
        positive: the nonnegative thresholding operator.
    """
    made = {"window": window, "unit": unit, "nonnegative": nonnegative, "positive": positive}

    def wanted(data: Instance) -> bool:
        return not nonnegative or all(Fraction(entry) >= 0 for row in data["families"]["G"] for entry in row)

    return Source(
        name=named("cascades", **made),
        boundary=lambda: filter(wanted, _boundary(window=window, unit=unit, positive=positive)),
        strategy=lambda: _drawn(window=window, unit=unit, nonnegative=nonnegative, positive=positive).filter(wanted),
    )


def identity(size: int) -> Rows:
    """Unit matrix."""
    return [[int(i == j) for j in range(size)] for i in range(size)]


def pairs(count: int, parts: int, sign: int = 1) -> Rows:
    """Blocks of two atoms of the plane whose inner product is about ``2 / parts``, one block beside the other.

    >>> pairs(1, 2)
    [[Fraction(3, 5), Fraction(4, 5)], [Fraction(4, 5), Fraction(3, 5)]]
    """
    (head, tail), size = unit_vector((1,), parts), 2 * count
    rows: Rows = [[Fraction(0)] * size for _ in range(size)]
    for i in range(0, size, 2):
        rows[i][i] = rows[i + 1][i + 1] = head
        rows[i + 1][i], rows[i][i + 1] = tail, sign * tail
    return rows


def _boundary(*, window: bool, unit: bool, positive: bool) -> Iterator[Instance]:
    """One and two layers, with and without noise, thresholds at both ends of the window, inside it and outside."""
    tetrahedron = [[Fraction(entry, 3) for entry in row] for row in _TETRAHEDRON]
    shares = _INSIDE if window else _SHARES
    for share in shares:
        options: dict[str, Any] = {"share": share, "positive": positive}
        yield cascade([identity(1)], [1], [0], **options)
        yield cascade([identity(2)], [1, 0], [0, "1/10"], **options)
        yield cascade([_PLANE], [1, 0], [0, 0], **options)
        yield cascade([pairs(1, 4)], [1, 0], [0, 0], **options)
        yield cascade([pairs(1, 8)], [1, 1], [0, "1/20"], **options)
        yield cascade([pairs(1, 8, -1)], [1, -1], [0, 0], **options)
        yield cascade([tetrahedron], [1, 0, 0], [0, 0, 0, "1/20"], **options)
        yield cascade([tetrahedron], [1, 1, 0], [0, 0, 0, 0], **options)
        yield cascade([identity(2), identity(2)], [1, 0], ["1/20", 0], **options)
        yield cascade([pairs(1, 400), pairs(1, 12)], [1, 0], [0, "1/1000"], **options)
        yield cascade([pairs(1, 400), pairs(1, 3)], [2, 0], [0, 0], **options)
        yield cascade([pairs(1, 4000), pairs(1, 200), pairs(1, 12)], [1, 0], [0, 0], **options)
        yield cascade([pairs(2, 80), [[1, 0], [0, "3/5"], [0, "4/5"], [0, 0]]], [1, 0], [0] * 4, **options)
        yield cascade([pairs(1, 60), identity(2), identity(2)], [1, 0], [0, 0], **options)
        if not unit:
            yield cascade([[[Fraction(1, 2), 0], [0, Fraction(1, 2)]]], [1, 0], [0, 0], **options)
            yield cascade([[[1, 2], [0, 1]]], [1, 0], [0, 0], **options)


@st.composite
def _drawn(draw: DrawFn, *, window: bool, unit: bool, nonnegative: bool, positive: bool) -> Instance:
    blocks, layers = draw(st.integers(1, 2)), draw(st.integers(1, 3))
    size = 2 * blocks
    dictionaries = [draw(_dictionary(blocks, lowest=low)) for low in _LOWEST[3 - layers :]]
    if not unit:
        scale = draw(st.sampled_from((Fraction(1), Fraction(1, 2), Fraction(2))))
        dictionaries = [[[scale * Fraction(entry) for entry in row] for row in matrix] for matrix in dictionaries]
    entries = st.sampled_from((0, 1, 2, Fraction(1, 2)) if nonnegative else (0, 1, -1, 2, Fraction(-1, 2)))
    top = draw(st.lists(entries, min_size=size, max_size=size))
    steps: Sequence[int] = draw(st.lists(st.integers(-2, 2), min_size=size, max_size=size))
    parts = draw(st.sampled_from((100, 20, 1000)))
    share = draw(st.sampled_from(_INSIDE)) if window else draw(st.sampled_from(_SHARES))
    return cascade(dictionaries, top, [Fraction(step, parts) for step in steps], share=share, positive=positive)


def _dictionary(blocks: int, lowest: int) -> st.SearchStrategy[Rows]:
    parts, signs = st.integers(lowest, 20 * lowest), st.sampled_from((1, -1))
    return st.one_of(st.just(identity(2 * blocks)), st.builds(pairs, st.just(blocks), parts, signs))
