"""Both sides of a comparison at 60 digits with mpmath: an independent numerical leg beside exact numbers and Arb balls.

It reads the canonical term by itself and shares with the exact evaluator only the instance's lookups.  It decides
nothing: its digits are printed, and where they contradict an exact verdict the tool stops.  (``mpmath.iv`` is not used:
its ``exp`` is no enclosure.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import mpmath

from boundcheck.canonical import Node
from boundcheck.errors import UnsoundCheckerError
from boundcheck.evaluate import Reading
from boundcheck.terms import RELATIONS
from boundcheck.values import Surd
from boundcheck.world import World

DIGITS = 60  # worked with
PRINTED = 20
_LARGEST_MAGNITUDE = 1_000_000  # bits
_TIE = mpmath.mpf(10) ** -45  # numbers closer than this, relative to their size, are taken for equal
_HOLDS = {"<=": (-1, 0), "<": (-1,), "==": (0,), ">=": (0, 1), ">": (1,)}


@dataclass
class _Place:
    """Where a term is read: the instance, the sign pattern, the indices."""

    world: World
    outcome: Any
    index: dict[str, int] = field(default_factory=dict)


def evaluation(label: str, claim: Node, world: World, reading: Reading) -> dict[str, Any] | None:
    """Both sides of a comparison at one reading, to 20 printed digits; None for events, and beyond what can be printed.

    Returns:
        ``lhs``, ``rhs``, ``slack`` (how far the claim is from failing; negative where it fails, minus the distance for
        an equality) and ``ratio`` (the side that should be smaller by the other; None if that is 0).

    Raises:
        UnsoundCheckerError: the slack has not the sign that the exact verdict says.
    """
    _, _, left, relation, right = claim
    if relation not in RELATIONS:
        return None
    with mpmath.workdps(DIGITS):
        place = _Place(world, reading.outcome, dict(reading.index))
        try:
            lhs, rhs = _number(left, place), _number(right, place)
        except OverflowError:
            return None
        if reading.holds is not None and (_order(lhs, rhs) in _HOLDS[relation]) is not reading.holds:
            said = "holds" if reading.holds else "fails"
            msg = f"{label}: exact arithmetic says that {_show(lhs)} {relation} {_show(rhs)} {said}, mpmath differs"
            raise UnsoundCheckerError(msg)
        small, large = (rhs, lhs) if relation in (">=", ">") else (lhs, rhs)
        slack = -abs(lhs - rhs) if relation == "==" else large - small
        slack = mpmath.mpf(0) if _order(lhs, rhs) == 0 else slack
        if any(map(_beyond, (lhs, rhs, slack, *([small / large] if large else [])))):
            return None
        ratio = _show(small / large) if large else None
        return {"digits": DIGITS, "lhs": _show(lhs), "rhs": _show(rhs), "slack": _show(slack), "ratio": ratio}


def _beyond(number: Any) -> bool:
    """Say whether a number is so large or small that its digits cannot be found in reasonable time."""
    return bool(mpmath.isfinite(number) and number and abs(mpmath.mag(number)) > _LARGEST_MAGNITUDE)


def _show(number: Any) -> str:
    return str(mpmath.nstr(number, PRINTED))


def _order(left: Any, right: Any) -> int:
    """Sign of the difference; 0 where rounding could have made it."""
    finite = mpmath.isfinite(left) and mpmath.isfinite(right)  # the least of nothing is infinite
    if left == right or (finite and abs(left - right) <= _TIE * max(abs(left), abs(right))):
        return 0
    return 1 if left > right else -1


def _mpf(value: Any) -> Any:
    """A value that an instance supplies."""
    if isinstance(value, Surd):
        return value.sign * mpmath.sqrt(_mpf(value.square))
    if isinstance(value, float):
        return mpmath.mpf(value)  # plus or minus infinity
    exact = Fraction(value)
    return mpmath.mpf(exact.numerator) / exact.denominator


def _number(node: Node, place: _Place) -> Any:
    """Value of a real term.

    Raises:
        ValueError: the head is not one of the language's.
    """
    head = node[0]
    if head == "num":
        return _mpf(Fraction(node[1]))
    if head == "sym":
        return _mpf(place.world.scalars[node[1]](place.outcome))
    if head == "idx":
        return mpmath.mpf(_index(node, place))
    if head == "at":
        return _mpf(place.world.families[node[1]](place.outcome, *_indices(node[2:], place)))
    if head == "size":
        return mpmath.mpf(len(_members(node[1], place)))
    if head == "prob":
        return _probability(node, place)
    if head in _OVER:
        return _OVER[head]([_number(node[1], place) for _ in _running(node, place)])
    if head in _ACT:
        return _ACT[head](*(_number(child, place) for child in node[1:]))
    msg = f"evaluation: expected a real term, got {head!r}"
    raise ValueError(msg)


def _sum(parts: Sequence[Any]) -> Any:
    """Sum; 0 where the parts cancel up to rounding."""
    found = mpmath.fsum(parts)
    return found if abs(found) > _TIE * mpmath.fsum(map(abs, parts)) else mpmath.mpf(0)


def _exponential(of: Any) -> Any:
    if mpmath.isfinite(of) and abs(of) > _LARGEST_MAGNITUDE:
        raise OverflowError
    return mpmath.exp(of)


def _power(base: Any, exponent: Any) -> Any:
    if exponent == mpmath.floor(exponent):
        return base ** int(exponent)
    return mpmath.sqrt(base) ** int(2 * exponent) if base >= 0 else mpmath.nan


def _whole(rounding: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda x: mpmath.nint(x) if _order(x, mpmath.nint(x)) == 0 else rounding(x)


_ACT: dict[str, Callable[..., Any]] = {
    "add": lambda *parts: _sum(parts),
    "mul": lambda *parts: mpmath.fprod(parts),
    "pow": _power,
    "abs": abs,
    "exp": _exponential,
    "log": mpmath.log,
    "cosh": lambda x: (_exponential(x) + _exponential(-x)) / 2,
    "floor": _whole(mpmath.floor),
    "ceil": _whole(mpmath.ceil),
    "max2": max,
    "min2": min,
}
_OVER: dict[str, Callable[[list[Any]], Any]] = {
    "total": _sum,
    "largest": lambda parts: max(parts, default=mpmath.mpf(0)),
    "smallest": lambda parts: min(parts, default=mpmath.inf),
}


def _probability(node: Node, place: _Place) -> Any:
    """Share of the equally likely sign patterns (among those of the condition) for which the event happens."""
    hits = possible = 0
    for outcome in place.world.outcomes:
        there = _Place(place.world, outcome, place.index)
        if len(node) == 2 or _happens(node[2], there):
            possible += 1
            hits += _happens(node[1], there)
    return mpmath.mpf(hits) / possible


def _running(node: Node, place: _Place) -> Iterator[int]:
    """Set the bound index of a node to each member of its set, then to what it was."""
    name, before = node[2], place.index.get(node[2])
    for member in _members(node[3], place):
        place.index[name] = member
        yield member
    if before is None:
        place.index.pop(name, None)
    else:
        place.index[name] = before


def _index(node: Node, place: _Place) -> int:
    if node[0] == "idx" and node[1] in place.index:
        return place.index[node[1]]
    return int(place.world.scalars[node[1]](place.outcome)) if node[0] == "idx" else int(_number(node, place))


def _indices(nodes: tuple[Node, ...], place: _Place) -> list[int]:
    return [_index(node, place) for node in nodes]


def _members(node: Node, place: _Place) -> list[int]:
    """Indices of a set, in increasing order."""
    head = node[0]
    if head == "set":
        return list(place.world.sets[node[1]](place.outcome, *_indices(node[2:], place)))
    if head == "span":
        low, high = (_number(end, place) for end in node[1:])
        return list(range(int(_whole(mpmath.ceil)(low)), int(_whole(mpmath.floor)(high)) + 1))
    first = _members(node[1], place)
    if head == "without":
        return [i for i in first if i != _index(node[2], place)]
    if head == "compl":
        return [i for i in place.world.sets["All"](place.outcome) if i not in first]
    second = _members(node[2], place)
    return [i for i in first if i in second] if head == "cap" else sorted({*first, *second})


def _happens(node: Node, place: _Place) -> bool:
    """Say whether an event happens.

    Raises:
        ValueError: the head is not one of the language's.
    """
    head = node[0]
    if head == "rel":
        return _order(_number(node[1], place), _number(node[3], place)) in _HOLDS[node[2]]
    if head == "happens":
        return bool(place.world.events[node[1]](place.outcome, *_indices(node[2:], place)))
    if head == "belongs":
        return _index(node[1], place) in _members(node[2], place)
    if head == "not":
        return not _happens(node[1], place)
    if head in ("both", "either"):
        found = [_happens(child, place) for child in node[1:]]
        return all(found) if head == "both" else any(found)
    if head in ("some", "every"):
        found = [_happens(node[1], place) for _ in _running(node, place)]
        return any(found) if head == "some" else all(found)
    if head == "true":
        return True
    msg = f"evaluation: expected an event, got {head!r}"
    raise ValueError(msg)
