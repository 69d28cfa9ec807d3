"""Moves on the plain data of any instance: one number somewhere, or two entries of a list exchanged.

Nothing is known here of what the numbers mean: a move that breaks a hypothesis, or makes no instance, is refused by the
look that follows.  Exchanging entries of a filter, or turning the sign of one, keeps its norm.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from boundcheck.dcsc.fields import rational, written
from boundcheck.instances.units import unit_vector, write_row

_SHAPE = frozenset(("kind", "M", "n", "n_prev", "stride", "m", "m_next", "L", "ties", "signs", "sets"))
_LARGE = 12

Path = tuple[str | int, ...]


def moved(data: Mapping[str, Any], rng: random.Random) -> dict[str, Any]:
    """A copy of an instance's data with one change."""
    found = copy.deepcopy(dict(data))
    filters = [path for path in _lists(found) if _is_filter(path)]
    if filters and rng.random() < 0.4:
        _turn_filter(found, rng.choice(filters), rng)
        return found
    numbers = [path for path in _leaves(found) if not any(_is_filter(path[: cut + 1]) for cut in range(len(path)))]
    if numbers:
        _turn_number(found, rng.choice(numbers), rng)
    return found


def _leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """Places of the numbers, in a fixed order."""
    if isinstance(value, dict):
        for key in sorted(value):
            if key not in _SHAPE:
                yield from _leaves(value[key], (*path, key))
    elif isinstance(value, (list, tuple)):
        for place, item in enumerate(value):
            yield from _leaves(item, (*path, place))
    elif isinstance(value, (int, str)) and not isinstance(value, bool):
        yield path


def _lists(value: Any, path: Path = ()) -> Iterator[Path]:
    """Places of the lists of numbers, in a fixed order."""
    if isinstance(value, dict):
        for key in sorted(value):
            yield from _lists(value[key], (*path, key))
    elif isinstance(value, (list, tuple)):
        if value and not any(isinstance(item, (dict, list, tuple)) for item in value):
            yield path
        for place, item in enumerate(value):
            yield from _lists(item, (*path, place))


def _is_filter(path: Path) -> bool:
    return len(path) >= 2 and path[-2] == "filters"


def _at(data: Any, path: Path) -> Any:
    for key in path:
        data = data[key]
    return data


def _turn_filter(data: dict[str, Any], path: Path, rng: random.Random) -> None:
    """Exchange two entries, turn one sign, or take another unit vector of that length."""
    row = list(_at(data, path))
    a, b, kind = rng.randrange(len(row)), rng.randrange(len(row)), rng.randrange(3)
    if kind == 0:
        row[a], row[b] = row[b], row[a]
    elif kind == 1:
        row[a] = written(-rational(row[a], "filter"))
    else:
        steps = [rng.randint(-2, 2) for _ in row[1:]]
        row = write_row(unit_vector(steps, rng.choice((1, 2, 5, 12, 40)), a))
    _at(data, path[:-1])[path[-1]] = row


def _turn_number(data: dict[str, Any], path: Path, rng: random.Random) -> None:
    """Another value near by, the opposite, a multiple, a simple one, or that of a neighbour."""
    home, key = _at(data, path[:-1]), path[-1]
    value = rational(home[key], str(key))
    step = Fraction(rng.choice((1, -1)), rng.choice((1, 2, 10, 40)))
    choices = [-value, value + step, value * (1 + step), value / 2, value * 2, Fraction(rng.randint(-2, 2)), abs(step)]
    if isinstance(home, list):
        choices.append(rational(rng.choice(home), str(key)))
    new = rng.choice(choices)
    if new.denominator <= 10**_LARGE and abs(new.numerator) <= 10**_LARGE:
        home[key] = written(new)
