"""Moves of the search over single layers: one coordinate of the filters, of x or of the noise, or a noise by design."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from boundcheck.probe.layer_point import LayerPoint

_VALUES = (0, 0, 0, 1, 1, -1, 2, -2, 3)
_SMALL, _LARGE = (1, -1), (5, -5, 12, -12)

Move = Callable[[LayerPoint, random.Random], LayerPoint]


def moved(point: LayerPoint, rng: random.Random) -> LayerPoint:
    """A neighbour of a layer."""
    return rng.choice(MOVES)(point, rng)


def _put(row: tuple[int, ...], place: int, entry: int) -> tuple[int, ...]:
    return (*row[:place], entry, *row[place + 1 :])


def _value(point: LayerPoint, rng: random.Random) -> LayerPoint:
    """Another entry of x."""
    return replace(point, x=_put(point.x, rng.randrange(len(point.x)), rng.choice(_VALUES)))


def _exchange(point: LayerPoint, rng: random.Random) -> LayerPoint:
    """Two entries of x change places."""
    a, b = rng.randrange(len(point.x)), rng.randrange(len(point.x))
    return replace(point, x=_put(_put(point.x, a, point.x[b]), b, point.x[a]))


def _loudness(point: LayerPoint, rng: random.Random) -> LayerPoint:
    """One multiple in the noise, a little or a lot."""
    place, by = rng.randrange(len(point.noise)), rng.choice(_SMALL + _SMALL + _LARGE)
    return replace(point, noise=_put(point.noise, place, point.noise[place] + by))


def _quiet(point: LayerPoint, rng: random.Random) -> LayerPoint:
    """One atom leaves the noise."""
    return replace(point, noise=_put(point.noise, rng.randrange(len(point.noise)), 0))


def _louder(point: LayerPoint, rng: random.Random) -> LayerPoint:
    """All of the noise, a little louder or quieter."""
    by = rng.choice(_SMALL)
    return replace(point, noise=tuple(entry + by * (1 if entry > 0 else -1) if entry else 0 for entry in point.noise))


def _against(point: LayerPoint, rng: random.Random) -> LayerPoint:
    """The noise lowers an atom of the support and raises one off it."""
    on = [a for a, entry in enumerate(point.x) if entry]
    off = [a for a, entry in enumerate(point.x) if not entry]
    level, noise = rng.randint(0, point.grain), [0] * len(point.x)
    if on and rng.random() < 0.6:
        atom = rng.choice(on)
        noise[atom] = -level if point.x[atom] > 0 else level
    if off and rng.random() < 0.8:
        noise[rng.choice(off)] = rng.choice((1, -1)) * level
    return replace(point, noise=tuple(noise))


def _step(point: LayerPoint, rng: random.Random) -> LayerPoint:
    """One coordinate of a filter."""
    which = rng.randrange(len(point.steps))
    row = point.steps[which]
    if not row:
        return _value(point, rng)
    place = rng.randrange(len(row))
    row = _put(row, place, row[place] + rng.choice(_SMALL))
    return replace(point, steps=(*point.steps[:which], row, *point.steps[which + 1 :]))


def _parts(point: LayerPoint, rng: random.Random) -> LayerPoint:
    """One filter, or all, nearer to a delta or farther from it."""
    by = rng.choice((1, -1, 1, -1, 4, -4, 15))
    if rng.random() < 0.5:
        return replace(point, parts=tuple(max(1, part + by) for part in point.parts))
    which = rng.randrange(len(point.parts))
    return replace(point, parts=_put(point.parts, which, max(1, point.parts[which] + by)))


MOVES: tuple[Move, ...] = (
    _value,
    _value,
    _exchange,
    _loudness,
    _loudness,
    _quiet,
    _louder,
    _against,
    _step,
    _parts,
    _parts,
)
