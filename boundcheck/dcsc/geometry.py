"""Where the atoms of one convolutional layer sit: starts, filters' rows, patches and stripes, all circular.

Definition 2.1 of Murray and Tanner (2021): a local dictionary of ``n`` filters of length ``m`` is shifted over the
``n_prev * M`` rows by ``stride`` rows at a time.  Atoms and rows count from 0; atom ``position * n + filter``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from boundcheck.dcsc.fields import Data, needed, whole
from boundcheck.errors import BoundcheckError

Indices = tuple[int, ...]


def circular(first: int, count: int, size: int) -> Indices:
    """Return ``count`` consecutive indices of a ring from ``first`` on, sorted; no index twice, none below count 0.

    >>> circular(3, 3, 5)
    (0, 3, 4)
    """
    return tuple(sorted((first + step) % size for step in range(min(max(count, 0), size))))


def heaviest(weights: Sequence[int], count: int) -> int:
    """Return the largest sum of ``count`` consecutive weights of a ring (all of them if the ring is shorter).

    >>> heaviest([1, 0, 0, 2], 2)
    3
    """
    size = len(weights)
    if count <= 0 or not size:
        return 0
    if count >= size:
        return sum(weights)
    best = window = sum(weights[:count])
    for first in range(1, size):
        window += weights[(first + count - 1) % size] - weights[first - 1]
        best = max(best, window)
    return best


@dataclass(frozen=True, kw_only=True)
class Geometry:
    """One layer's shape: ``n`` filters of length ``m``, shifted by ``stride`` over a ring of ``n_prev * M`` rows.

    Raises:
        BoundcheckError: the stride does not divide the number of rows.
    """

    M: int
    n_prev: int
    n: int
    m: int
    stride: int

    def __post_init__(self) -> None:
        """Refuse a stride that does not close the ring."""
        if self.rows % self.stride:
            raise BoundcheckError("stride", expected=f"a divisor of the {self.rows} rows", got=str(self.stride))

    @property
    def rows(self) -> int:
        """R = n_prev M, the length of the layer's input."""
        return self.n_prev * self.M

    @property
    def positions(self) -> int:
        """Number of shifts of the local dictionary."""
        return self.rows // self.stride

    @property
    def atoms(self) -> int:
        """N, the number of columns."""
        return self.n * self.positions

    @property
    def stripe_len(self) -> int:
        """``floor((2 m/s - 1) n)`` as printed in section 2.2; not capped at N, and below 0 when 2m < s."""
        return (2 * self.m - self.stride) * self.n // self.stride

    def start(self, atom: int) -> int:
        """First row of an atom before wrapping."""
        return self._checked(atom) // self.n * self.stride

    def touch(self, atom: int) -> Indices:
        """Rows that the filter of an atom covers: ``min(m, R)`` from its start on."""
        return self.patch(self.start(atom))

    def patch(self, row: int) -> Indices:
        """``min(m, R)`` consecutive rows from ``row`` on."""
        return circular(row, self.m, self.rows)

    def stripe(self, first: int) -> Indices:
        """``min(stripe_len, N)`` consecutive atoms from ``first`` on, the printed stripe operator."""
        return circular(first, self.stripe_len, self.atoms)

    def stripe_at(self, atom: int) -> Indices:
        """Atoms at most ``ceil(m/s) - 1`` positions away: ``(2 ceil(m/s) - 1) n`` of them, or all."""
        reach = -(-self.m // self.stride) - 1
        first = (self._checked(atom) // self.n - reach) * self.n
        return circular(first, (2 * reach + 1) * self.n, self.atoms)

    def overlap(self, atom: int) -> Indices:
        """Atoms whose filter covers a row that the filter of ``atom`` covers."""
        mine = set(self.touch(atom))
        return tuple(other for other in range(self.atoms) if mine.intersection(self.touch(other)))

    def _checked(self, atom: int) -> int:
        if not 0 <= atom < self.atoms:
            msg = f"atom {atom} of a layer with {self.atoms} atoms"
            raise IndexError(msg)
        return atom


def read_geometry(data: Data, m: int) -> Geometry:
    """Read M, n_prev, n and stride (rows; n_prev unless given) of a layer whose filters have length ``m``.

    Raises:
        BoundcheckError: an entry is missing or no positive integer, or the stride does not divide the rows.
    """
    n_prev = whole(needed(data, "n_prev"), "n_prev", low=1)
    return Geometry(
        M=whole(needed(data, "M"), "M", low=1),
        n_prev=n_prev,
        n=whole(needed(data, "n"), "n", low=1),
        m=m,
        stride=whole(data.get("stride", n_prev), "stride", low=1),
    )


def columns(shape: Geometry, filters: Sequence[Sequence[Fraction]]) -> tuple[tuple[Fraction, ...], ...]:
    """Columns of the convolutional matrix; entries are added where a filter longer than the ring meets itself."""
    found = []
    for atom in range(shape.atoms):
        column = [Fraction(0)] * shape.rows
        for step, entry in enumerate(filters[atom % shape.n]):
            column[(shape.start(atom) + step) % shape.rows] += entry
        found.append(tuple(column))
    return tuple(found)
