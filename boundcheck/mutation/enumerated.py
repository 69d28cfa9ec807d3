"""Instances of one's own: drawn by a plain generator from plain lists, apart from the sources that the auditor uses.

They serve the ground truth: a false mutant that the auditor's instances miss should be caught here.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from boundcheck.checkers.search import worlds_of
from boundcheck.errors import BoundcheckError
from boundcheck.instances.networks import network
from boundcheck.instances.single import single
from boundcheck.instances.units import unit_vector, write_row
from boundcheck.world import World

_MOST_PATTERNS = 64
_NUMBERS: tuple[Any, ...] = (
    0, 1, 2, 3, 5, 10, 50, "1/2", "1/3", "2/3", "1/4", "3/4", "1/10", "9/10", "1/100", "3/2", "5/2", "7/5",
    -1, "-1/2", -2,
)  # fmt: skip
_ENTRIES: tuple[Any, ...] = (0, 0, 0, 1, 1, -1, 2, "1/2", "-1/2", "1/3", -3)
_NOISE: tuple[Any, ...] = (0, 0, 0, "1/2", "-1/2", "1/10", 1, "-1/3", 2, "1/50")
_HOW_MANY = {"reals": 250, "layer": 60, "network": 24, "ring": 120, "vector": 120, "signs": 60, "matrix": 60}

Data = Mapping[str, Any]


@lru_cache(maxsize=32)
def own_worlds(source: Any, names: tuple[str, ...], seed: int) -> tuple[World, ...]:
    """Instances of the source's kind (parameters by these names, for reals) that the source had no part in."""
    first = next(iter(source.boundary()))
    kind = first["kind"]
    draw = random.Random(f"{seed} {kind} {source.name}")
    found = []
    for _ in range(_HOW_MANY.get(kind, 0)):
        data = _drawn(kind, first, names, draw)
        if data is not None:
            found.append(data)
    return tuple(world for world in _made(source, found) if len(world.outcomes) <= _MOST_PATTERNS)


@lru_cache(maxsize=32)
def other_worlds(source: Any, examples: int, seed: int) -> tuple[World, ...]:
    """Instances that the source generates from another seed (its boundary cases, which the auditor has, come along)."""
    return () if source.designed else worlds_of(source, examples, seed, _MOST_PATTERNS)


def _made(source: Any, found: Sequence[Data]) -> Iterator[World]:
    for data in found:
        try:
            yield source.world(data)
        except (BoundcheckError, ArithmeticError, LookupError, ValueError):
            continue  # drawn blindly, so it may be no instance of its kind


def _drawn(kind: str, first: Data, names: tuple[str, ...], draw: random.Random) -> Data | None:
    if kind == "reals":
        wanted = dict.fromkeys((*first["values"], *names))
        return {"kind": "reals", "values": {name: draw.choice(_NUMBERS) for name in wanted}}
    maker = _MAKERS.get(kind)
    try:
        return None if maker is None else maker(draw, first)
    except (BoundcheckError, ArithmeticError, LookupError, ValueError):
        return None


def _some(draw: random.Random, pool: Sequence[Any], size: int) -> list[Any]:
    return [draw.choice(pool) for _ in range(size)]


def _filter(draw: random.Random, length: int) -> Any:
    steps = [draw.randint(-2, 2) for _ in range(length - 1)]
    return unit_vector(steps, draw.choice((1, 1, 2, 3, 8, 30)), pole=draw.randrange(length))


def _layer(draw: random.Random, first: Data) -> Data:
    M, n_prev, n = draw.randint(1, 4), draw.choice((1, 1, 1, 2)), draw.choice((1, 1, 2))
    free = first.get("signs", "support")
    if free == "all":
        M, n_prev = min(M, 3), 1
    length = draw.randint(1, M) * n_prev
    return single(
        [_filter(draw, length) for _ in range(n)],
        _some(draw, _ENTRIES, n * M),
        _some(draw, _NOISE, M * n_prev),
        M=M,
        n_prev=n_prev,
        ties=draw.choice(("lowest", "highest", "against", "for")),
        signs=free,
        m_next=draw.choice((1, 1, n, 2 * n)),
        more_S=draw.choice((0, 0, 0, 1, 3)),
        more_zeta=draw.choice((0, 0, 0, "1/2", 1)),
        share=draw.choice(("1/2", "1/2", "1/4", "3/4", 0, 1, 2)),
    )


def _network(draw: random.Random, _: Data) -> Data:
    depth, M = draw.choice((1, 2, 2, 2, 3)), draw.randint(1, 3)
    sizes = [draw.choice((1, 1, 2)) for _ in range(depth)]
    while M * sum(sizes) > 6 and M > 1:
        M -= 1
    rows = [M, *(M * n for n in sizes[:-1])]
    filters = [[_filter(draw, draw.randint(1, r)) for _ in range(n)] for r, n in zip(rows, sizes, strict=True)]
    ties = draw.choice(("lowest", "highest", "against"))
    return network(filters, _some(draw, _ENTRIES, M * sizes[-1]), _some(draw, _NOISE, M), ties=ties)


def _ring(draw: random.Random, _: Data) -> Data:
    M, n_prev = draw.randint(1, 9), draw.randint(1, 4)
    divisors = [s for s in range(1, M * n_prev + 1) if M * n_prev % s == 0]
    stride = draw.choice((n_prev, draw.choice(divisors)))
    m = n_prev * draw.randint(1, M + 1) if draw.random() < 0.5 else draw.randint(1, M * n_prev + 3)
    return {
        "kind": "ring",
        "M": M,
        "n_prev": n_prev,
        "n": draw.randint(1, 4),
        "m": m,
        "stride": stride,
        "m_next": draw.randint(1, 6),
    }


def _vector(draw: random.Random, _: Data) -> Data:
    size = draw.randint(1, 6)
    return {"kind": "vector", "z": _some(draw, _NUMBERS, size), "k": draw.randint(0, size)}


def _signs(draw: random.Random, _: Data) -> Data:
    return {"kind": "signs", "alpha": _some(draw, _NUMBERS, draw.randint(1, 6)), "t": draw.choice(_NUMBERS[:18])}


def _matrix(draw: random.Random, _: Data) -> Data:
    rows, count = draw.randint(1, 4), draw.randint(1, 5)
    columns = [_filter(draw, rows) for _ in range(count)]
    return {"kind": "matrix", "B": [write_row(row) for row in zip(*columns, strict=True)]}


_MAKERS: Mapping[str, Callable[[random.Random, Data], Data]] = {
    "layer": _layer,
    "network": _network,
    "ring": _ring,
    "vector": _vector,
    "signs": _signs,
    "matrix": _matrix,
}
