"""Layers built to be informative: coherence so small, and noise so chosen, that bound (3) just fails while gamma < 1.

With x_max = x_min = 1 the two ask for mu (S - 1/2) + zeta >= 1/2 and mu^2 S + zeta^2 < 1/(8 log 2N).  The smallest
mu^2 S + zeta^2 on the first line is a / (4 (1 + a)) with a = S / (S - 1/2)^2, at zeta = a / (2 (1 + a)); hence S >= 5.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from boundcheck.dcsc.fields import written
from boundcheck.dcsc.geometry import Geometry, heaviest
from boundcheck.dcsc.layer import read_layer
from boundcheck.instances.single import single
from boundcheck.instances.source import Instance
from boundcheck.instances.units import Row, unit_vector

_PARTS = 80  # the noise level is a multiple of 1/80
_AIMS = (1.0, 0.95, 1.05, 1.1)  # the coherence as a multiple of the best one
_FINEST = 400  # filters are at least this far from a delta


@dataclass(frozen=True, kw_only=True)
class Design:
    """A shape whose stripes are long enough, and the signs of the small entries of its filters.

    Attributes:
        M: places of the ring.
        n_prev: rows per place (the stride).
        n: number of filters.
        m: filter length.
        turns: signs of the small entries, repeated as needed; (1,) makes alpha * delta + beta * ones.
    """

    M: int
    n_prev: int = 1
    n: int = 1
    m: int
    turns: tuple[int, ...] = (1,)

    @property
    def shape(self) -> Geometry:
        """Where atoms and rows sit."""
        return Geometry(M=self.M, n_prev=self.n_prev, n=self.n, m=self.m, stride=self.n_prev)

    def filters(self, parts: int) -> list[Row]:
        """One filter per channel, a delta of its own disturbed by entries of about ``2 / parts``."""
        steps = [self.turns[i % len(self.turns)] for i in range(self.m - 1)]
        return [unit_vector(steps if f % 2 == 0 else steps[::-1], parts, pole=f) for f in range(self.n)]


DESIGNS = (
    Design(M=5, m=5),
    Design(M=5, m=5, turns=(-1,)),
    Design(M=6, m=6),
    Design(M=6, m=4, turns=(1, -1, 1)),
    Design(M=7, m=7, turns=(-1,)),
    Design(M=8, m=8, turns=(-1,)),
    Design(M=8, m=4, turns=(1, -1, 1)),
    Design(M=9, m=4, turns=(1, 1, -1)),
    Design(M=4, n_prev=2, n=2, m=6, turns=(1, -1)),
    Design(M=10, m=5, turns=(1, -1)),
    Design(M=10, m=10, turns=(-1,)),
    Design(M=12, m=12, turns=(-1,)),
    Design(M=12, m=6, turns=(1, 1, -1)),
    Design(M=16, m=5, turns=(1, -1)),
)
SMALL_DESIGNS = DESIGNS[:4]  # at most 6 atoms: all signs may be free


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What is free on a design; zeros are the plainest.

    Attributes:
        more: how many atoms to use beyond the fewest that can be informative.
        aim: 0 for the best coherence; 1, 2, 3 for one a little smaller, larger, larger still.
        push: 0 for the smallest noise at which (3) fails, 1 for the largest at which gamma < 1.
        noise: 0 along an atom off the support if there is one, 1 against the last atom of the support, 2 both at
            once, 3 one row, 4 spread over four rows.
        style: 0 for x = 1 on the support, 1 for alternating signs, 2 for 2 in place of 1.
    """

    more: int = 0
    aim: int = 0
    push: int = 0
    noise: int = 0
    style: int = 0


def designed(design: Design, choices: Choices, signs: str = "support") -> Instance:
    """Data of the layer; ``signs`` says whose signs are free, "support" or "all"."""
    x = _spread(design, _fewest(design, choices.more), choices.style)
    stripe = heaviest([int(entry != 0) for entry in x], design.shape.stripe_len)
    target = (0.5 - _best_noise(stripe)) / (stripe - 0.5) * _AIMS[choices.aim]
    parts = _parts_for(design, target)
    level = _level(design, stripe, _coherence(design, parts), choices.push) * max(map(abs, x))
    filters, shape = design.filters(parts), design.shape
    bare = single(filters, x, [0] * shape.rows, M=design.M, n_prev=design.n_prev)
    v = [level * entry for entry in _direction(bare, choices.noise)]
    found = single(filters, x, v, M=design.M, n_prev=design.n_prev, signs=signs, m_next=design.n)
    return {**found, "zeta": written(level)}


def _level(design: Design, S: int, mu: Fraction, push: int) -> Fraction:
    """Noise level for x = 1: where (3) begins to fail, or (``push``) the last below gamma = 1 if that is more."""
    least = max(0, math.ceil((Fraction(1, 2) - mu * (S - Fraction(1, 2))) * _PARTS))
    room = _budget(design.shape.atoms) - mu**2 * S
    most = math.floor(math.sqrt(room) * _PARTS) if push and room > 0 else 0
    return Fraction(max(least, most), _PARTS)


def _budget(N: int) -> float:
    """gamma < 1 when mu^2 S + zeta^2 is below this (xmin = xmax = 1)."""
    return 1 / (8 * math.log(2 * N))


def _fewest(design: Design, more: int) -> int:
    """Fewest nonzeros (in one stripe) that can be informative on this shape, plus ``more``, at most N."""
    N = design.shape.atoms
    limit = min(design.shape.stripe_len, N)
    enough = (K for K in range(5, limit) if _best_square(K) < 0.97 * _budget(N))
    return min(next(enough, limit) + more, N)


def _best_noise(S: int) -> float:
    a = S / (S - 0.5) ** 2
    return a / (2 * (1 + a))


def _best_square(S: int) -> float:
    a = S / (S - 0.5) ** 2
    return a / (4 * (1 + a))


def _spread(design: Design, K: int, style: int) -> list[int]:
    """K consecutive nonzeros that end the ring: the last atoms wrap around."""
    entry = 2 if style == 2 else 1
    tail = [-entry if style == 1 and place % 2 else entry for place in range(K)]
    return [0] * (design.shape.atoms - K) + tail


def _parts_for(design: Design, target: float) -> int:
    """Smallest ``parts`` (within 1 of it, by bisection) whose coherence is at most the target."""
    low, high = 2, _FINEST
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _coherence(design, middle) <= target else (middle, high)
    return high


@lru_cache(maxsize=4096)
def _coherence(design: Design, parts: int) -> Fraction:
    zeros = [0] * design.shape.rows
    filters = design.filters(parts)
    data = single(filters, [0] * design.shape.atoms, zeros, M=design.M, n_prev=design.n_prev)
    return read_layer(data).mu


def _direction(bare: Instance, noise: int) -> Sequence[Fraction]:
    """A vector whose patch norm is at most 1 (and is 1, but for the combined one)."""
    layer = read_layer(bare)
    above = layer.columns[layer.off[0] if layer.off else 0]
    below = [-entry for entry in layer.columns[layer.support[-1]]]
    if noise in (0, 1):
        return below if noise else above
    if noise == 2:
        return [Fraction(2, 3) * (up + down) for up, down in zip(above, below, strict=True)]
    ends = [Fraction(1)] if noise == 3 else [Fraction(1, 2)] * 4
    return [*ends, *[Fraction(0)] * (layer.shape.rows - len(ends))]
