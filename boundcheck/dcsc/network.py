"""Several DCSC layers composed, exactly: the encoder from the top, the decoder from the bottom (Definition 2.1).

A sign pattern is one tuple of signs per layer.  Per layer everything is an integer over one fixed denominator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from operator import itemgetter, mul
from typing import Any

from boundcheck.dcsc import integers, lookups
from boundcheck.dcsc.decoder import keep_largest, preference
from boundcheck.dcsc.geometry import Geometry, columns
from boundcheck.errors import BoundcheckError

Signs = tuple[tuple[int, ...], ...]
Whole = tuple[int, ...]
Row = tuple[Fraction, ...]

MOST_SIGNS = 16


@dataclass(frozen=True, kw_only=True)
class Level:
    """One layer's dictionary.

    Attributes:
        shape: where atoms and rows sit.
        filters: the local filters.
    """

    shape: Geometry
    filters: tuple[Row, ...]

    @cached_property
    def columns(self) -> tuple[Row, ...]:
        """Columns of A^(l)."""
        return columns(self.shape, self.filters)

    @cached_property
    def unit(self) -> int:
        """Common denominator of the columns."""
        return integers.common_denominator([entry for column in self.columns for entry in column])

    @cached_property
    def sparse(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """Per column the pairs (row, unit * entry) of its nonzeros."""
        return tuple(
            tuple((row, entry) for row, entry in enumerate(integers.scaled(column, self.unit)) if entry)
            for column in self.columns
        )

    @cached_property
    def gram(self) -> tuple[Row, ...]:
        """Inner products of the columns."""
        whole_columns = [integers.scaled(column, self.unit) for column in self.columns]
        over = self.unit**2
        return tuple(tuple(Fraction(integers.dot(a, b), over) for b in whole_columns) for a in whole_columns)

    def encode(self, signs: Whole, x: Whole) -> Whole:
        """``unit * A D x`` for integers x."""
        total = [0] * self.shape.rows
        for sign, entry, column in zip(signs, x, self.sparse, strict=True):
            if entry:
                for row, weight in column:
                    total[row] += sign * entry * weight
        return tuple(total)

    def correlate(self, signs: Whole, y: Whole) -> Whole:
        """``unit * (A D)^T y`` for integers y."""
        return tuple([sign * product(y) for sign, product in zip(signs, self._products, strict=True)])

    @cached_property
    def _products(self) -> tuple[Callable[[Whole], int], ...]:
        """Per column the function from y to ``unit * <a_i, y>``."""
        return tuple(map(_product_with, self.sparse))


def _product_with(column: tuple[tuple[int, int], ...]) -> Callable[[Whole], int]:
    if len(column) < 2:
        row, weight = column[0] if column else (0, 0)
        return lambda y: weight * y[row]
    rows, weights = zip(*column, strict=True)
    pick = itemgetter(*rows)
    return lambda y: sum(map(mul, weights, pick(y)))


@dataclass(frozen=True, kw_only=True)
class Network:
    """Layers 1 .. L (``levels[l - 1]``), the top representation x^(L), the noise v^(0) and the decoder's ties."""

    levels: tuple[Level, ...]
    top: Row
    v0: Row
    ties: str

    @property
    def L(self) -> int:
        """Number of layers."""
        return len(self.levels)

    @cached_property
    def x_units(self) -> tuple[int, ...]:
        """Denominator of x^(l) alone, for l = 0 .. L."""
        found = [integers.common_denominator(self.top)]
        for level in reversed(self.levels):
            found.append(found[-1] * level.unit)
        return tuple(reversed(found))

    @cached_property
    def units(self) -> tuple[int, ...]:
        """Denominator of x^(l), of xhat^(l) and of c^(l) for l = 0 .. L, one for all three of a layer."""
        units = [self.x_units[0] * integers.common_denominator(self.v0)]
        for l, level in enumerate(self.levels, 1):
            units.append(units[-1] * level.unit * self.x_units[l])
        return tuple(units)

    @cached_property
    def encoded(self) -> Any:
        """Function from sign patterns to x^(0), ..., x^(L) as integers over ``units``."""
        return cache(lambda pattern: tuple(self._scaled(pattern[l:]) for l in range(self.L + 1)))

    @cached_property
    def _scaled(self) -> Any:
        """x^(l) over its unit, from the signs of the layers above l: patterns that agree there share it."""

        def scaled(above: Signs) -> Whole:
            l = self.L - len(above)
            scale = self.units[l] // self.x_units[l]
            return tuple(entry * scale for entry in self._made(above))

        return cache(scaled)

    @cached_property
    def _made(self) -> Any:
        """x^(l) over ``x_units``, from the signs of the layers above l."""

        def made(above: Signs) -> Whole:
            if not above:
                return integers.scaled(self.top, self.x_units[self.L])
            return self.levels[self.L - len(above)].encode(above[0], self._made(above[1:]))

        return cache(made)

    @cached_property
    def decoded(self) -> Any:
        """Function from sign patterns to (c^(l), xhat^(l)), l = 0 .. L, integers over ``units``; c^(0) = xhat^(0)."""
        return cache(self._decode)

    def _decode(self, pattern: Signs) -> tuple[tuple[Whole, Whole], ...]:
        xs = self.encoded(pattern)
        xhat = tuple(map(int.__add__, xs[0], self._noise))
        found = [(xhat, xhat)]
        for l, (level, signs) in enumerate(zip(self.levels, pattern, strict=True), 1):
            scale = self.units[l] // (self.units[l - 1] * level.unit)
            c = tuple([scale * entry for entry in level.correlate(signs, xhat)])
            support = frozenset(i for i, entry in enumerate(xs[l]) if entry)
            xhat = keep_largest(c, len(support), self._orders(l, support))
            found.append((c, xhat))
        return tuple(found)

    @cached_property
    def _noise(self) -> Whole:
        """v^(0) over ``units``."""
        return integers.scaled(self.v0, self.units[0])

    @cached_property
    def _orders(self) -> Any:
        return cache(lambda l, support: preference(self.ties, len(self.levels[l - 1].columns), support))

    def patterns(self, free: list[list[int]]) -> Iterator[Signs]:
        """Yield all sign patterns whose entries off the free atoms (per layer) are +1.

        Raises:
            BoundcheckError: more than 16 signs are free.
        """
        if sum(map(len, free)) > MOST_SIGNS:
            raise BoundcheckError("network", expected=f"at most {MOST_SIGNS} signs that matter", got=str(free))
        sizes = [level.shape.atoms for level in self.levels]
        places = [(layer, i) for layer, atoms in enumerate(free) for i in atoms]
        for choice in lookups.signs(range(len(places)), len(places)):
            rows = [[1] * size for size in sizes]
            for (layer, i), sign in zip(places, choice, strict=True):
                rows[layer][i] = sign
            yield tuple(map(tuple, rows))

    def everyone(self) -> list[list[int]]:
        """All atoms of all layers."""
        return [list(range(level.shape.atoms)) for level in self.levels]

    def relevant(self) -> list[list[int]]:
        """Atoms per layer whose sign can change a magnitude somewhere.

        In the support for some pattern; or, below the top, chosen by the decoder for some pattern and read by the next
        layer.  Any other atom only turns the sign of entries nobody reads.
        """
        free: list[list[int]] = [[] for _ in self.levels]
        for l in range(self.L, 0, -1):
            seen = {i for pattern in self.patterns(free) for i, entry in enumerate(self.encoded(pattern)[l]) if entry}
            free[l - 1] = sorted(seen)
        while True:
            wider = [sorted({*atoms, *self._chosen(free, l)}) for l, atoms in enumerate(free, 1)]
            if wider == free:
                return free
            free = wider

    def _chosen(self, free: list[list[int]], l: int) -> set[int]:
        if l == self.L:
            return set()
        read = {row for column in self.levels[l].sparse for row, _ in column}  # entries that the next layer looks at
        return {
            i
            for pattern in self.patterns(free)
            for i, entry in enumerate(self.decoded(pattern)[l][1])
            if entry and i in read
        }
