"""Moves on the plain data of an instance, never beyond what its source could have made.

What a statement leaves unsaid (columns have norm 1, S is a whole number) is in the source of its instances, so a move
must not leave the source's domain.  Parameters and small worlds exchange entries with another instance of the
source; layers and networks change one number, or a filter for another unit vector, and a guard holds what the model
grants.  Instances of other kinds are not moved.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from boundcheck.dcsc.fields import rational, written
from boundcheck.instances.classify import meets_hypotheses
from boundcheck.instances.units import unit_vector, write_row
from boundcheck.world import World

_EXCHANGED = {"reals": "values", "vector": "", "signs": ""}  # kind -> where the entries are
_TURNED = {
    "layer": ("x", "v", "filters", "S", "zeta", "p"),
    "network": ("x", "v0", "layers"),
}  # kind -> what may change
_MOST = 10**12

Path = tuple[str | int, ...]
Data = Mapping[str, Any]


def can_move(data: Data) -> bool:
    """Say whether there are moves for instances of this kind."""
    return data.get("kind") in (*_EXCHANGED, *_TURNED)


def moved(data: Data, other: Data, rng: random.Random) -> dict[str, Any]:
    """A copy with one change; ``other`` is an instance of the same source."""
    found = copy.deepcopy(dict(data))
    if data["kind"] in _EXCHANGED:
        _exchange(found, other, rng)
        return found
    paths = [(key, *path) for key in _TURNED[data["kind"]] if key in found for path in _lists(found[key])]
    filters = [path for path in paths if "filters" in path]
    if filters and rng.random() < 0.4:
        _turn_filter(found, rng.choice(filters), rng)
    else:
        numbers = [(key, *path) for key in _TURNED[data["kind"]] if key in found for path in _leaves(found[key])]
        numbers = [path for path in numbers if not {"filters", "n", "stride"} & set(path)]
        _turn_number(found, rng.choice(numbers), rng)
    return found


def granted(world: World) -> bool:
    """Say whether a moved instance is one that its source could have made."""
    if world.kind in _EXCHANGED:
        return True
    outcome, unit = world.outcomes[0], world.families["g"]
    if world.kind == "layer":
        return meets_hypotheses(world) and world.scalars["p"](outcome) >= 0
    atoms = {l: world.sets["Atoms"](outcome, l) for l in world.sets["Layers"](outcome)}
    units = all(unit(outcome, l, i, i) == 1 for l, inside in atoms.items() for i in inside)
    return units and meets_hypotheses(world)


def _exchange(data: dict[str, Any], other: Data, rng: random.Random) -> None:
    """Take some entries of the other instance."""
    where = _EXCHANGED[data["kind"]]
    mine, theirs = (data[where], other[where]) if where else (data, other)
    for key in sorted(mine):
        if key in theirs and rng.random() < 0.5:
            mine[key] = copy.deepcopy(theirs[key])


def _leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """Places of the numbers, in a fixed order."""
    if isinstance(value, (dict, list, tuple)):
        for key in sorted(value) if isinstance(value, dict) else range(len(value)):
            yield from _leaves(value[key], (*path, key))
    else:
        yield path


def _lists(value: Any, path: Path = ()) -> Iterator[Path]:
    """Places of the lists of numbers, in a fixed order."""
    if isinstance(value, (list, tuple)) and value and not any(isinstance(item, (dict, list, tuple)) for item in value):
        yield path
    elif isinstance(value, (dict, list, tuple)):
        for key in sorted(value) if isinstance(value, dict) else range(len(value)):
            yield from _lists(value[key], (*path, key))


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
    if new.denominator <= _MOST and abs(new.numerator) <= _MOST:
        home[key] = written(new)
