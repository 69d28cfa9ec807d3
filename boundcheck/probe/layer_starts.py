"""Structured starts for the search over single layers, and random ones after them.

Dictionaries with equal or designed inner products: deltas (coherence 0), a delta and a little of everything (its shifts
are equiangular), Barker codes (small correlations of the shifts), two-valued filters on difference sets (all inner
products of the shifts are equal), repeated and opposite filters (a support may have a rank-deficient dictionary).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from math import sqrt

from boundcheck.probe.layer_moves import moved
from boundcheck.probe.layer_point import MOST_ATOMS, MOST_SUPPORT, LayerPoint

Steps = tuple[int, ...]

BARKER = {
    2: (1, -1),
    3: (1, 1, -1),
    4: (1, 1, 1, -1),
    5: (1, 1, 1, -1, 1),
    7: (1, 1, 1, -1, -1, 1, -1),
    11: (1, 1, 1, -1, -1, -1, 1, -1, -1, 1, -1),
    13: (1, 1, 1, 1, 1, -1, -1, 1, 1, -1, 1, -1, 1),
}
DIFFERENCE_SETS = {7: (0, 1, 3), 11: (0, 2, 3, 4, 8), 13: (0, 1, 3, 9), 15: (0, 1, 2, 4, 5, 8, 10)}
GRAIN = 40
_STRIDE = 53  # through the list, so that few tasks already see every kind (it shares no factor with the length)
_WARM_UP = 12  # moves away from a structured start, for the starts after them


def start(index: int, rng: random.Random) -> LayerPoint:
    """Start of a task: the structured ones first, then random changes of them or a random shape."""
    known = structured()
    if index < len(known):
        return known[index * _STRIDE % len(known)]
    point = rng.choice(known) if rng.random() < 0.7 else _random(rng)
    for _ in range(rng.randrange(_WARM_UP)):
        point = moved(point, rng)
    return point


@cache
def structured() -> tuple[LayerPoint, ...]:
    """All structured starts, smallest first."""
    return (
        *_smallest(),
        *_deltas(),
        *_equiangular(),
        *_barker(),
        *_difference_sets(),
        *_rank_deficient(),
        *_informative(),
    )


def layer(M: int, steps: tuple[Steps, ...], parts: int, x: Steps, noise: dict[int, int], n_prev: int = 1) -> LayerPoint:
    """A layer with one ``parts`` for all filters; ``noise`` by atom."""
    atoms = M * len(steps)
    return LayerPoint(
        M=M,
        n_prev=n_prev,
        steps=steps,
        parts=(parts,) * len(steps),
        x=(*x, *(0,) * (atoms - len(x)))[:atoms],
        noise=tuple(noise.get(a, 0) for a in range(atoms)),
        grain=GRAIN,
    )


def _smallest() -> Iterator[LayerPoint]:
    """One and two atoms: no room off the support, noise that cancels, noise at the tie."""
    yield layer(1, ((),), 1, (1,), {0: -GRAIN})
    yield layer(1, ((),), 1, (1,), {0: -GRAIN // 2})
    yield layer(2, ((),), 1, (1,), {0: -GRAIN // 2, 1: GRAIN // 2})
    yield layer(2, ((1,),), 2, (1,), {1: GRAIN // 2})
    yield layer(2, ((1,),), 3, (1, 1), {0: -GRAIN})


def _deltas() -> Iterator[LayerPoint]:
    """Coherence 0: only the noise can make a layer fail."""
    for size in (3, 5, 8, 16):
        yield layer(size, ((),), 1, (1,), {0: -GRAIN // 2, size - 1: GRAIN // 2})
        yield layer(size, ((),), 1, (1, 1), {0: -GRAIN // 2, size - 1: GRAIN // 2})


def _equiangular() -> Iterator[LayerPoint]:
    """A delta and a little of everything, all signs alike or alternating, filter as long as the ring."""
    for size in (5, 6, 8, 10, 12, 16):
        for parts in (4, 12, 30):
            for turn in (1, -1):
                steps = tuple(1 if step % 2 else turn for step in range(size - 1))
                yield layer(size, (steps,), parts * size // 5, (1,) * min(6, size - 1), {size - 1: 6})


def _barker() -> Iterator[LayerPoint]:
    """Barker codes as filters, on a ring of their own length and on longer ones; and a delta with such a tail."""
    for length, code in BARKER.items():
        even = tuple(sign * code[0] for sign in code[1:])
        for size in sorted({length, min(2 * length, MOST_ATOMS), MOST_ATOMS}):
            yield layer(size, (even,), _level(length), (1, 1, 1, 1)[: size - 1], {size - 1: 6})
            yield layer(size, (even,), 12, (1,) * min(6, size - 1), {size - 1: 6})


def _level(length: int) -> int:
    """The ``parts`` at which all entries of a vector of signs are about equal: 1 + sqrt(length)."""
    return max(2, round(1 + sqrt(length)))


def _difference_sets() -> Iterator[LayerPoint]:
    """Two values, one on the difference set and one off it."""
    for size, members in DIFFERENCE_SETS.items():
        for on, off in ((2, -1), (1, 0), (1, -1)):
            steps = tuple(on if place in members else off for place in range(1, size))
            for parts in (_level(size), 4 * size):
                yield layer(size, (steps,), parts, (1,) * min(7, size - 1), {size - 1: 4})


def _rank_deficient() -> Iterator[LayerPoint]:
    """Two equal or opposite filters, both in the support or one on each side."""
    for steps in ((1,), (1, -1, 1), (2, 1, 0, -1)):
        opposite = tuple(-step for step in steps)
        for size in (len(steps) + 1, 8):
            for pair in ((steps, steps), (steps, opposite)):
                yield layer(size, pair, 5, (1, 1), {})
                yield layer(size, pair, 5, (1, 0, 1, 0), {1: 4})


def _informative() -> Iterator[LayerPoint]:
    """Equiangular, all atoms but one in use, coherence and noise shared so that it just fails with gamma below 1.

    An atom of the support that all others oppose meets one off it that they raise: failure asks for
    ``(2S - 3) mu + sqrt(2) zeta >= 1``, gamma < 1 for ``S mu^2 + zeta^2 < 1 / (8 log 2N)``.
    """
    for size in range(9, MOST_SUPPORT + 2):
        S = size - 1
        level = 1 / sqrt((2 * S - 3) ** 2 / S + 2)  # of sqrt(S) mu and zeta on the first line
        mu, zeta = (2 * S - 3) / S * level**2, sqrt(2) * level**2
        loud = round(zeta / sqrt(2) * GRAIN)
        yield layer(size, ((1,) * S,), _parts(size, mu), (1,) * S, {0: -loud, S: loud})


def _parts(size: int, mu: float) -> int:
    """The ``parts`` at which the shifts of a delta and ones of this length have about this inner product."""

    def product(parts: float) -> float:
        over = parts**2 + size - 1
        head, tail = (parts**2 - size + 1) / over, 2 * parts / over
        return 2 * head * tail + (size - 2) * tail**2

    return min(range(4, 200), key=lambda parts: abs(product(parts) - mu))


def _random(rng: random.Random) -> LayerPoint:
    """A random shape with at most 32 atoms."""
    n, n_prev = rng.choice((1, 1, 1, 2, 3)), rng.choice((1, 1, 2))
    M = rng.randint(2, MOST_ATOMS // n)
    m = n_prev * rng.randint(1, min(M, 8))
    steps = tuple(tuple(rng.randint(-2, 2) for _ in range(m - 1)) for _ in range(n))
    x = tuple(rng.choice((1, 1, -1, 2)) if rng.random() < min(0.5, 6 / (M * n)) else 0 for _ in range(M * n))
    point = layer(M, steps, rng.choice((2, 5, 12, 30)), x, {rng.randrange(M * n): rng.randint(0, GRAIN)}, n_prev)
    return point if any(x) else moved(point, rng)
