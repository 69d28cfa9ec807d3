"""Sources of real parameters (kind "reals"): corners and simple values, then rationals, very small and very large."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from boundcheck.dcsc.fields import rational, written
from boundcheck.errors import BoundcheckError
from boundcheck.instances.source import Instance, Source, named

Range = Any  # (low, high) as fraction strings or integers, high or low None where there is no end; or a list or range

_SIMPLE = tuple(Fraction(text) for text in ("1", "1/2", "2", "0", "1/3", "3", "1/10", "10", "-1", "-1/2", "-2"))
_EXTREME = (Fraction(1, 10**6), Fraction(10**6), Fraction(1, 10**12), Fraction(10**12))
_PLAIN = tuple(Fraction(a, b) for b in (1, 2, 3, 4, 10) for a in range(-12, 13)) + tuple(
    Fraction(text) for text in ("20", "50", "100", "1/20", "1/50", "1/100", "19/20")
)
_FAR = Fraction(10**6)
_MOST = 3000
_SPREAD = 160


def reals(**ranges: Range) -> Source:
    """Real parameters by name.

    Args:
        ranges: per name a pair (low, high) of fraction strings or integers, None where there is no end (the ends belong
            to it: a hypothesis drops what the statement excludes), or a list or ``range`` of the only values.

    >>> next(iter(reals(mu=("0", "1"), S=range(1, 3)).boundary()))
    {'kind': 'reals', 'values': {'mu': 1, 'S': 1}}

    Raises:
        BoundcheckError: a range is neither, or is empty.
    """
    read = {name: _read(name, given) for name, given in ranges.items()}
    return Source(name=named("reals", **ranges), boundary=lambda: _corners(read), strategy=lambda: _strategy(read))


def reals_beyond(**ranges: Range) -> Source:
    """The same (see ``reals``), and plain values of all names at once, whatever the ranges.

    For claims that state all they need: the ranges say where to look closely, the hypotheses alone say what is meant.
    Where a list has only integers, so have the values beyond it.

    >>> any(data["values"]["mu"] == -2 for data in reals_beyond(mu=("0", "1")).boundary())
    True
    """
    read = {name: _read(name, given) for name, given in ranges.items()}
    return Source(
        name=named("reals_beyond", **ranges),
        boundary=lambda: (*_corners(read), *_spread(read)),
        strategy=lambda: _strategy(read),
    )


def _strategy(read: dict[str, _Listed | _Interval]) -> SearchStrategy[Instance]:
    return st.fixed_dictionaries({name: each.strategy() for name, each in read.items()}).map(_data)


class _Listed:
    """Only these values."""

    def __init__(self, values: Sequence[Fraction]) -> None:
        self.values = tuple(values)

    def simple(self) -> tuple[Fraction, ...]:
        """The values themselves."""
        return self.values

    def plain(self) -> tuple[Fraction, ...]:
        """Plain values: integers if the values themselves are."""
        return tuple(value for value in _PLAIN if value.denominator == 1 or any(v.denominator > 1 for v in self.values))

    def strategy(self) -> SearchStrategy[Fraction]:
        """One of them."""
        return st.sampled_from(self.values)


class _Interval:
    """A closed interval, unbounded where an end is None."""

    def __init__(self, low: Fraction | None, high: Fraction | None) -> None:
        self.low, self.high = low, high

    def simple(self) -> tuple[Fraction, ...]:
        """Simple values inside, the ends, a value near each end, the middle, then extreme ones."""
        ends = [end for end in (self.low, self.high) if end is not None]
        near = [end + step for end in ends for step in (Fraction(1, 1000), Fraction(-1, 1000))]
        middle = [(ends[0] + ends[1]) / 2] if len(ends) == 2 else []
        found = dict.fromkeys((*_SIMPLE, *ends, *middle, *near, *_EXTREME))
        return tuple(value for value in found if self.holds(value))

    def plain(self) -> tuple[Fraction, ...]:
        """Plain values, also outside of the interval."""
        return _PLAIN

    def holds(self, value: Fraction) -> bool:
        """Say whether the value lies in the interval."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)

    def strategy(self) -> SearchStrategy[Fraction]:
        """Fractions of small denominator, or a simple value."""
        low = -_FAR if self.low is None else self.low
        high = max(low, _FAR) if self.high is None else self.high
        near = (max(low, Fraction(-5)), min(high, Fraction(5)))
        kinds = [st.sampled_from(self.simple()), st.fractions(low, high, max_denominator=60)]
        if near[0] <= near[1]:
            kinds.insert(1, st.fractions(*near, max_denominator=20))
        return st.one_of(kinds)


def _read(name: str, given: Range) -> _Listed | _Interval:
    if isinstance(given, (list, range)) and given:
        return _Listed([rational(value, name) for value in given])
    if isinstance(given, tuple) and len(given) == 2:
        low, high = (None if end is None else rational(end, name) for end in given)
        if low is None or high is None or low <= high:
            return _Interval(low, high)
    raise BoundcheckError(name, expected="a pair (low, high), or a nonempty list or range of values", got=repr(given))


def _corners(read: dict[str, _Listed | _Interval]) -> Iterator[Instance]:
    """Every combination of the first values of each name (as many as fit), then each value beside the first ones."""
    simple = [each.simple() for each in read.values()]
    depth = 1
    while depth < max(map(len, simple), default=1) and _product(simple, depth + 1) <= _MOST:
        depth += 1
    for values in itertools.product(*(row[:depth] for row in simple)):
        yield _data(dict(zip(read, values, strict=True)))
    for place, row in enumerate(simple):
        for value in row[depth:]:
            rest = [other[0] for other in simple]
            rest[place] = value
            yield _data(dict(zip(read, rest, strict=True)))


def _spread(read: dict[str, _Listed | _Interval]) -> Iterator[Instance]:
    """Plain values of all names at once, which the corners leave out where there are many names; each only once."""
    draw = random.Random(f"{sorted(read)}")
    pools = {name: each.plain() for name, each in read.items()}
    drawn = ({name: draw.choice(pool) for name, pool in pools.items()} for _ in range(_SPREAD))
    yield from {json.dumps(data): data for data in map(_data, drawn)}.values()


def _product(simple: list[tuple[Fraction, ...]], depth: int) -> int:
    total = 1
    for row in simple:
        total *= min(len(row), depth)
    return total


def _data(values: dict[str, Fraction]) -> Instance:
    return {"kind": "reals", "values": {name: written(value) for name, value in values.items()}}
