"""One layer as a few small integers: what the moves change, what the kernel counts, and the instance it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Any

import numpy as np

from boundcheck.dcsc import integers
from boundcheck.dcsc.fields import written
from boundcheck.dcsc.geometry import Geometry, columns, heaviest
from boundcheck.instances.single import single
from boundcheck.instances.units import Row, unit_vector
from boundcheck.probe import kernel

MOST_ATOMS = 32
MOST_SUPPORT = 12
FINE = 2**20  # an irrational patch error is rounded up to a multiple of 1 / FINE
_ROOM = 2**62


@dataclass(frozen=True, kw_only=True)
class LayerPoint:
    """A layer with filters on the unit sphere and noise made of atoms.

    Attributes:
        M: places of the ring.
        n_prev: rows per place, and the stride.
        steps: per filter its ``m - 1`` stereographic coordinates, to be divided by ``parts`` (``units.unit_vector``).
        parts: per filter the common denominator of its coordinates.
        x: entries of the representation, one per atom.
        noise: the noise is ``sum_a noise[a] a_a / grain``.
        grain: denominator of the noise.
    """

    M: int
    n_prev: int
    steps: tuple[tuple[int, ...], ...]
    parts: tuple[int, ...]
    x: tuple[int, ...]
    noise: tuple[int, ...]
    grain: int

    @property
    def shape(self) -> Geometry:
        """Where atoms and rows sit."""
        return Geometry(M=self.M, n_prev=self.n_prev, n=len(self.steps), m=len(self.steps[0]) + 1, stride=self.n_prev)

    @property
    def filters(self) -> tuple[Row, ...]:
        """The filters, each near a coordinate of its own."""
        each = enumerate(zip(self.steps, self.parts, strict=True))
        return tuple(_unit(steps, parts, pole) for pole, (steps, parts) in each)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the kernel counts, exact integers: the coherence is ``mu_top / unit**2``.

    Attributes:
        failed: sign patterns of the support that fail, of ``2**K``.
        gap: smallest gap of a pattern, times ``unit**2 * grain``.
        noise_square: largest sum of squares of the noise in a patch, times ``(unit * grain)**2``.
    """

    N: int
    K: int
    S: int
    low: int
    high: int
    unit: int
    grain: int
    mu_top: int
    failed: int
    gap: int
    noise_square: int


def facts(point: LayerPoint) -> Facts | None:
    """Count on a layer; None if it is too large, its integers do not fit, or x = 0."""
    shape, K = point.shape, sum(entry != 0 for entry in point.x)
    if not 0 < K <= MOST_SUPPORT or not 0 < shape.atoms <= MOST_ATOMS or shape.m > shape.rows:
        return None
    found = _dictionary(point.M, point.n_prev, point.steps, point.parts)
    if found is None:
        return None
    whole, gram, mu_top, unit = found
    sizes = sorted(abs(entry) for entry in point.x if entry)
    loud = sum(map(abs, point.noise))
    if (point.grain * sum(sizes) + loud) * unit**2 * 4 > _ROOM or (loud * unit) ** 2 * shape.m > _ROOM:
        return None
    x, noise = np.array(point.x, np.int64), np.array(point.noise, np.int64)
    failed, gap = kernel.failures(gram, x, noise, point.grain)
    return Facts(
        N=shape.atoms,
        K=K,
        S=heaviest([int(entry != 0) for entry in point.x], shape.stripe_len),
        low=sizes[0],
        high=sizes[-1],
        unit=unit,
        grain=point.grain,
        mu_top=mu_top,
        failed=int(failed),
        gap=int(gap),
        noise_square=int(kernel.heaviest_window(whole, noise, shape.m)) if loud else 0,
    )


def instance(point: LayerPoint) -> dict[str, Any]:
    """Data of the layer (kind "layer"): S tight, zeta tight up to rounding, ties against the support."""
    filters, shape = point.filters, point.shape
    shares = [(Fraction(entry, point.grain), atom) for atom, entry in enumerate(point.noise) if entry]
    atoms = columns(shape, filters)
    v = [sum((share * atoms[atom][row] for share, atom in shares), Fraction(0)) for row in range(shape.rows)]
    data = single(filters, point.x, v, M=point.M, n_prev=point.n_prev, ties="against")
    unit = integers.common_denominator(v)
    square = Fraction(heaviest([entry * entry for entry in integers.scaled(v, unit)], shape.m), unit**2)
    return {**data, "zeta": written(integers.just_above(square, FINE))}


@lru_cache(maxsize=8192)
def _unit(steps: tuple[int, ...], parts: int, pole: int) -> Row:
    return unit_vector(steps, parts, pole)


@lru_cache(maxsize=256)
def _dictionary(
    M: int, n_prev: int, steps: tuple[tuple[int, ...], ...], parts: tuple[int, ...]
) -> tuple[Any, Any, int, int] | None:
    """Integer columns, their Gram matrix, the largest entry off its diagonal, and the columns' denominator."""
    bare = LayerPoint(M=M, n_prev=n_prev, steps=steps, parts=parts, x=(), noise=(), grain=1)
    filters, shape = bare.filters, bare.shape
    unit = lcm(*(integers.common_denominator(row) for row in filters))
    if unit**2 >= _ROOM:
        return None
    whole = np.zeros((shape.atoms, shape.rows), np.int64)
    rows = [integers.scaled(row, unit) for row in filters]
    for atom in range(shape.atoms):
        for step, entry in enumerate(rows[atom % shape.n]):
            whole[atom, (shape.start(atom) + step) % shape.rows] += entry
    gram, mu_top = kernel.inner_products(whole)
    return whole, gram, int(mu_top), unit
