"""One DCSC layer, exactly: dictionary, signs, noise, correlations, decoder and its error (Definition 2.1, Lemma 3.3).

Everything that depends on the signs is kept in integers over one common denominator and computed once per pattern.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from boundcheck import values
from boundcheck.dcsc import integers
from boundcheck.dcsc.decoder import TIES, keep_largest, preference
from boundcheck.dcsc.fields import Data, choice, listed, needed, rational, rationals, whole
from boundcheck.dcsc.geometry import Geometry, Indices, columns, heaviest, read_geometry
from boundcheck.errors import BoundcheckError

Pattern = tuple[int, ...]
Row = tuple[Fraction, ...]


@dataclass(frozen=True, kw_only=True)
class Layer:
    """The data of one layer.

    Attributes:
        shape: where atoms and rows sit.
        filters: ``n`` local filters of length ``m``.
        x: the representation x^(l), one entry per atom.
        v: the noise v^(l-1) with the sign of the proof, xhat^(l-1) = x^(l-1) + v^(l-1), one entry per row.
        S: the stripe sparsity the statement assumes.
        zeta: the patch error zeta_{l-1} the statement assumes.
        p: the threshold of display (6).
        m_next: length of the patches in which the layer's own error is measured.
        ties: how the decoder settles a tie.
        free: whose signs vary: "support" (the others are +1) or "all".
    """

    shape: Geometry
    filters: tuple[Row, ...]
    x: Row
    v: Row
    S: int
    zeta: Fraction
    p: Fraction
    m_next: int
    ties: str
    free: str

    @cached_property
    def support(self) -> Indices:
        """Lambda, the support of x."""
        return tuple(i for i, entry in enumerate(self.x) if entry)

    @cached_property
    def off(self) -> Indices:
        """The complement of Lambda."""
        return tuple(i for i, entry in enumerate(self.x) if not entry)

    @cached_property
    def extremes(self) -> tuple[Fraction, Fraction]:
        """Smallest and largest nonzero magnitude of x; 0 and 0 if x = 0."""
        sizes = [abs(self.x[i]) for i in self.support] or [Fraction(0)]
        return min(sizes), max(sizes)

    @cached_property
    def columns(self) -> tuple[Row, ...]:
        """Columns a_0, ..., a_{N-1}, each with R entries."""
        return columns(self.shape, self.filters)

    @cached_property
    def _units(self) -> tuple[int, int, int]:
        """Common denominators of the columns, of x and of v."""
        entries = [entry for column in self.columns[: self.shape.n] for entry in column]
        return tuple(map(integers.common_denominator, (entries, self.x, self.v)))  # type: ignore[return-value]

    @cached_property
    def _whole_columns(self) -> tuple[tuple[int, ...], ...]:
        return tuple(integers.scaled(column, self._units[0]) for column in self.columns)

    @cached_property
    def _whole_gram(self) -> tuple[tuple[int, ...], ...]:
        """Inner products over the square of the columns' unit; a shift of both atoms leaves them as they are."""
        whole_columns, n = self._whole_columns, self.shape.n
        first = [[integers.dot(left, right) for right in whole_columns] for left in whole_columns[:n]]
        gram = []
        for atom in range(self.shape.atoms):
            row, turn = first[atom % n], atom // n * n
            gram.append(tuple(row[-turn:] + row[:-turn] if turn else row))
        return tuple(gram)

    @cached_property
    def gram(self) -> tuple[Row, ...]:
        """Inner products g(i, j)."""
        unit = self._units[0] ** 2
        values = {entry: Fraction(entry, unit) for row in self._whole_gram for entry in row}
        return tuple(tuple(values[entry] for entry in row) for row in self._whole_gram)

    @cached_property
    def mu(self) -> Fraction:
        """Coherence, display (2)."""
        return integers.coherence(self.gram[: self.shape.n])

    @cached_property
    def noise(self) -> Row:
        """w(i) = <a_i, v>."""
        unit = self._units[0] * self._units[2]
        return tuple(Fraction(entry, unit) for entry in self._whole_noise)

    @cached_property
    def _whole_noise(self) -> tuple[int, ...]:
        v = integers.scaled(self.v, self._units[2])
        return tuple(integers.dot(column, v) for column in self._whole_columns)

    @cached_property
    def stripe(self) -> int:
        """Stripe sparsity of x: most nonzeros among ``min(stripe_len, N)`` consecutive atoms."""
        return heaviest([int(entry != 0) for entry in self.x], self.shape.stripe_len)

    @cached_property
    def patch_density(self) -> int:
        """Most nonzeros of x among ``min(m_next, N)`` consecutive atoms, the norm (0, inf, P) at this layer."""
        return heaviest([int(entry != 0) for entry in self.x], self.m_next)

    @cached_property
    def patch_noise(self) -> Any:
        """Norm (2, inf, P) of v: largest l2 norm of v over ``min(m, R)`` consecutive rows; a Fraction or a Surd."""
        unit = self._units[2]
        squares = [entry * entry for entry in integers.scaled(self.v, unit)]
        return values.root(Fraction(heaviest(squares, self.shape.m), unit * unit))

    @cached_property
    def unit(self) -> int:
        """Denominator of the correlations c and of everything the decoder returns."""
        columns_unit, x_unit, v_unit = self._units
        return columns_unit**2 * x_unit * v_unit

    @cached_property
    def _weights(self) -> tuple[tuple[int, ...], ...]:
        """``unit * x_j <a_i, a_j>`` for j in Lambda, one row per atom i."""
        _, x_unit, v_unit = self._units
        x = [(j, int(self.x[j] * x_unit) * v_unit) for j in self.support]
        return tuple(tuple(row[j] * entry for j, entry in x) for row in self._whole_gram)

    @cached_property
    def _offsets(self) -> tuple[int, ...]:
        """``unit * <a_i, v>``."""
        return tuple(entry * self._units[0] * self._units[1] for entry in self._whole_noise)

    @cached_property
    def _whole_x(self) -> tuple[int, ...]:
        return integers.scaled(self.x, self.unit)

    @cached_property
    def _order(self) -> tuple[int, ...]:
        return preference(self.ties, self.shape.atoms, frozenset(self.support))

    def correlations(self, pattern: Pattern) -> tuple[int, ...]:
        """``unit * c(i)`` with c(i) = <eps_i a_i, A D x + v>."""
        here = [pattern[j] for j in self.support]
        sums = (
            offset + sum(map(int.__mul__, here, row)) for offset, row in zip(self._offsets, self._weights, strict=True)
        )
        return tuple(map(int.__mul__, pattern, sums))

    def decoded(self, correlations: Sequence[int]) -> tuple[int, ...]:
        """``unit * xhat``: the K largest correlations in magnitude, the others 0."""
        return keep_largest(correlations, len(self.support), self._order)

    def error(self, decoded: Sequence[int]) -> tuple[int, ...]:
        """``unit * (x - xhat)``."""
        return tuple(map(int.__sub__, self._whole_x, decoded))

    def error_norm(self, error: Sequence[int]) -> Any:
        """Norm (2, inf, P) of x - xhat over ``min(m_next, N)`` consecutive atoms; a Fraction or a Surd."""
        return values.root(Fraction(heaviest([entry * entry for entry in error], self.m_next), self.unit**2))

    def encoded(self, pattern: Pattern) -> Row:
        """x^(l-1) = A D x, one entry per row."""
        columns_unit, x_unit, _ = self._units
        terms = [(pattern[j] * int(self.x[j] * x_unit), self._whole_columns[j]) for j in self.support]
        over = columns_unit * x_unit
        return tuple(
            Fraction(sum(entry * column[row] for entry, column in terms), over) for row in range(self.shape.rows)
        )

    @cached_property
    def projector(self) -> dict[tuple[int, int], Fraction]:
        """Entries of A_L^+ A_L (Moore-Penrose) for i, j in Lambda; the signs turn entry i, j by eps_i eps_j."""
        matrix = [[self.gram[i][j] for j in self.support] for i in self.support]
        entries = integers.row_space_projector(matrix)  # the Gram matrix has the row space of A_L
        return {(i, j): entries[a][b] for a, i in enumerate(self.support) for b, j in enumerate(self.support)}


def read_layer(data: Data) -> Layer:
    """Read the data of a world of kind "layer".

    Raises:
        BoundcheckError: an entry is missing, of a wrong type or length, or not among the allowed words.
    """
    filters = read_filters(needed(data, "filters"), "filters")
    shape = read_geometry(data, len(filters[0]))
    if len(filters) != shape.n:
        raise BoundcheckError("filters", expected=f"n = {shape.n} filters", got=str(len(filters)))
    return Layer(
        shape=shape,
        filters=filters,
        x=rationals(needed(data, "x"), "x", shape.atoms),
        v=rationals(needed(data, "v"), "v", shape.rows),
        S=whole(needed(data, "S"), "S"),
        zeta=rational(needed(data, "zeta"), "zeta"),
        p=rational(needed(data, "p"), "p"),
        m_next=whole(needed(data, "m_next"), "m_next", low=1),
        ties=choice(data.get("ties", "lowest"), "ties", TIES),
        free=choice(data.get("signs", "support"), "signs", ("support", "all")),
    )


def read_filters(value: Any, label: str) -> tuple[Row, ...]:
    """Read a nonempty list of filters of one length, at least 1.

    Raises:
        BoundcheckError: there is none, or the lengths differ.
    """
    filters = tuple(rationals(row, f"{label}[{place}]") for place, row in enumerate(listed(value, label)))
    lengths = {len(row) for row in filters}
    if len(lengths) != 1 or 0 in lengths:
        raise BoundcheckError(
            label, expected="at least one filter, all of one positive length", got=f"lengths {lengths}"
        )
    return filters
