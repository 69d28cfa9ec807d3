"""Layout of an acyclic graph in layers: what uses stands above what is used, few lines cross."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

_SWEEPS = 6


def layers(keys: Sequence[str], edges: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Layers from the top: an edge (a, b) puts b below a, as near to it as the other edges let it be.

    Edges to unknown keys and to oneself are left out; one that closes a circle is passed over.

    >>> layers("abcd", [("a", "b"), ("b", "d"), ("c", "d")])
    [['a'], ['b', 'c'], ['d']]
    """
    known = set(keys)
    below: dict[str, list[str]] = {key: [] for key in keys}
    for one, other in dict.fromkeys(edges):
        if one != other and one in known and other in known:
            below[one].append(other)
    order = _downwards(keys, below)
    depth = _depths(order, below)
    found: list[list[str]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for key in keys:
        found[depth[key]].append(key)
    return _untangled(found, below)


def _downwards(keys: Sequence[str], below: Mapping[str, Sequence[str]]) -> list[str]:
    """A topological order, without recursion; an edge back onto the way is passed over."""
    done: dict[str, None] = {}
    for root in keys:
        way, entered = [(root, iter(below[root]))], {root}
        while root not in done and way:
            key, rest = way[-1]
            following = next((other for other in rest if other not in done and other not in entered), None)
            if following is None:
                done[key] = None
                way.pop()
            else:
                entered.add(following)
                way.append((following, iter(below[following])))
    return list(reversed(done))


def _depths(order: Sequence[str], below: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Longest way from the top; then what only uses is pulled down to just above what it uses."""
    place = {key: at for at, key in enumerate(order)}
    depth = dict.fromkeys(order, 0)
    for key in order:
        for other in below[key]:
            if place[other] > place[key]:
                depth[other] = max(depth[other], depth[key] + 1)
    above = {other for key in order for other in below[key]}
    for key in order:
        if key not in above and below[key]:
            depth[key] = max(0, min(depth[other] for other in below[key]) - 1)
    return depth


def _untangled(found: list[list[str]], below: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Sweeps down and up that put each key near the middle of its neighbours; ties keep their order."""
    near: dict[str, list[str]] = {key: list(others) for key, others in below.items()}
    for key, others in below.items():
        for other in others:
            near[other].append(key)
    place = {key: share for row in found for key, share in _shares(row)}
    for sweep in range(_SWEEPS):
        for row in found if sweep % 2 == 0 else reversed(found):
            middle = {key: _middle(key, near[key], place) for key in row}
            row.sort(key=middle.__getitem__)
            place.update(_shares(row))
    return found


def _shares(row: Sequence[str]) -> list[tuple[str, float]]:
    return [(key, (at + 0.5) / len(row)) for at, key in enumerate(row)]


def _middle(key: str, others: Sequence[str], place: Mapping[str, float]) -> float:
    return sum(place[other] for other in others) / len(others) if others else place[key]
