"""Replay the verdicts of a boundcheck report from their certificates alone, with the standard library alone.

Run ``python recheck.py reports/*.json``.  The format is ``boundcheck-certificate/1`` (docs/certificate.md).  This program
shares no code with the tool: numbers are Fractions, square roots are exact, ``exp``, ``log`` and ``cosh`` are enclosed
by fractions with rounding outwards.  It executes nothing of what it reads, and what it cannot replay it says by name.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

Node = Any  # nested tuples, numbers as Fractions: see ``read_term``
DIGITS, BYTES, DEPTH, BRACKETS, COMMAS = 400, 64 << 20, 200, 1_500_000, 3_000_000
WORK, BITS = 1_500_000, 400_000  # evaluation steps per certificate; longest numerator or denominator
PRECISIONS = (64, 192, 640)


class BadInputError(ValueError):
    """The file is not a report at all: wrong JSON, too large, too deep, a float, a key twice."""


class BrokenError(ValueError):
    """The certificate does not show what it claims to show."""


class UnableError(ValueError):
    """The certificate may be right, but this program cannot replay it."""


class UndefinedError(ArithmeticError):
    """A side has no value: division by zero, root of a negative number, condition of probability 0."""


class UndecidedError(ArithmeticError):
    """An enclosure is too wide; a higher precision may settle it."""


class Work:
    """A budget of steps, so that no file can keep this program busy for long."""

    def __init__(self, steps: int = WORK) -> None:
        self.left = steps

    def spend(self, steps: int = 1) -> None:
        """Count steps; give up when none are left."""
        self.left -= steps
        if self.left < 0:
            raise UnableError("more work than the budget allows (raise it with --work)")


# ------------------------------------------------------------------------------------------------ numbers


def number(text: Any, what: str = "number") -> Fraction:
    """Read an integer or a fraction string ``-?[0-9]+(/[0-9]+)?``; nothing else is a number here."""
    if isinstance(text, int) and not isinstance(text, bool) and abs(text) < 10**DIGITS:
        return Fraction(text)
    if not isinstance(text, str) or len(text) > 2 * DIGITS + 2 or not re.fullmatch(r"-?[0-9]+(/[0-9]+)?", text, re.ASCII):
        raise BrokenError(f"{what}: expected an integer or a fraction such as '-3/5', got {str(text)[:40]!r}")
    top, _, bottom = text.partition("/")
    if len(top.lstrip("-")) > DIGITS or len(bottom) > DIGITS or (bottom and not int(bottom)):
        raise BrokenError(f"{what}: expected at most {DIGITS} digits and a denominator that is not 0, got {text[:40]!r}")
    return Fraction(int(top), int(bottom or "1"))


class Box(NamedTuple):
    """An enclosure: the value lies between two fractions."""

    lo: Fraction
    hi: Fraction


class Roots(NamedTuple):
    """An exact sum of ``coefficient * sqrt(radicand)``; the radicands lie in different square classes, so it is not rational."""

    parts: tuple[tuple[Fraction, Fraction], ...]


INF = math.inf  # the minimum over nothing; the only float


def exact_root(square: Fraction) -> Fraction | None:
    """Square root of a nonnegative fraction, where it is a fraction."""
    top, bottom = math.isqrt(square.numerator), math.isqrt(square.denominator)
    return Fraction(top, bottom) if top * top == square.numerator and bottom * bottom == square.denominator else None


def rounded(value: Fraction, bits: int, *, up: bool) -> Fraction:
    """Nearest fraction with ``bits`` significant bits above or below."""
    if max(value.numerator.bit_length(), value.denominator.bit_length()) <= bits:
        return value
    scale = Fraction(2) ** (bits - value.numerator.bit_length() + value.denominator.bit_length())
    return (math.ceil(value * scale) if up else math.floor(value * scale)) / scale


def root_box(low: Fraction, high: Fraction, bits: int) -> Box:
    """Enclose the square root of a nonnegative enclosure."""
    shift = max(0, bits + (high.denominator.bit_length() - high.numerator.bit_length()) // 2)
    below, above = math.isqrt(math.floor(low * 4**shift)), math.isqrt(math.ceil(high * 4**shift) - 1) + 1 if high else 0
    return Box(Fraction(below, 2**shift), Fraction(above, 2**shift))


def exp_box(value: Fraction, bits: int) -> Box:
    """Enclose exp of a fraction: Taylor sums of a halved argument, squared back, all rounded outwards."""
    if abs(value) > 1 << 16:
        raise UnableError("exp of a number beyond 65536 in magnitude")
    halvings = max(0, math.ceil(abs(value)).bit_length() + 3)
    scale = bits + 2 * halvings + 24
    low, high = one_low, one_high = 1 << scale, 1 << scale
    small = abs(value) / 2**halvings
    down, up = math.floor(small * 2**scale), math.ceil(small * 2**scale)
    for place in range(1, scale):
        one_low, one_high = (one_low * down >> scale) // place, -(-(one_high * up) // (place << scale))
        low, high = low + one_low, high + one_high
        if one_high <= 1:
            break
    high += 2  # the tail is below the last term, since the argument is below 1/8
    for _ in range(halvings):
        low, high = low * low >> scale, -(-(high * high) >> scale)
    box = Box(Fraction(low, 1 << scale), Fraction(high, 1 << scale))
    return box if value >= 0 else Box(1 / box.hi, 1 / box.lo)


def log_box(value: Fraction, bits: int) -> Box:
    """Enclose log of a positive fraction: log(m 2^e) = e log 2 + 2 artanh((m - 1)/(m + 1))."""
    power = value.numerator.bit_length() - value.denominator.bit_length()
    rest = value / Fraction(2) ** power  # between 1/2 and 2
    two, main = artanh_box(Fraction(1, 3), bits + 24), artanh_box((rest - 1) / (rest + 1), bits + 24)
    ends = sorted((power * two.lo, power * two.hi))
    return Box(2 * (ends[0] + main.lo), 2 * (ends[1] + main.hi))


def artanh_box(value: Fraction, bits: int) -> Box:
    """Enclose artanh of a fraction of magnitude at most 1/3: the odd power series."""
    if value < 0:
        box = artanh_box(-value, bits)
        return Box(-box.hi, -box.lo)
    down = power_low = math.floor(value * 2**bits)
    up, low, high, place = down + 1, 0, 0, 1
    power_high = up
    while power_high > 1:
        low, high = low + power_low // place, high - (-power_high // place)
        power_low = (power_low * down >> bits) * down >> bits
        power_high = -(-(-(-(power_high * up) >> bits) * up) >> bits)
        place += 2
    return Box(Fraction(low, 1 << bits), Fraction(high + 2, 1 << bits))


def roots(parts: Iterable[tuple[Fraction, Fraction]]) -> Any:
    """Sum ``coefficient * sqrt(radicand)`` exactly: one coefficient per square class (they are independent over Q)."""
    found: dict[Fraction, Fraction] = {}
    for radicand, coefficient in parts:
        for known in (Fraction(1), *found):
            ratio = exact_root(radicand / known)
            if ratio is not None:
                found[known] = found.get(known, Fraction(0)) + coefficient * ratio
                break
        else:
            found[radicand] = coefficient
    kept = tuple((r, c) for r, c in found.items() if c)
    return Fraction(sum(c for _, c in kept)) if all(r == 1 for r, _ in kept) else Roots(kept)


class Reals:
    """Arithmetic on Fractions, exact sums of roots, and enclosures, at one precision."""

    def __init__(self, bits: int, work: Work) -> None:
        self.bits, self.work = bits, work

    def box(self, value: Any, bits: int = 0) -> Box:
        """Enclose any value."""
        if isinstance(value, Box):
            return value
        if isinstance(value, Roots):
            total = Box(Fraction(0), Fraction(0))
            for radicand, coefficient in value.parts:
                low, high = (coefficient * end for end in root_box(radicand, radicand, bits or self.bits))
                total = Box(total.lo + min(low, high), total.hi + max(low, high))
            return total
        if isinstance(value, float):
            raise UnableError("arithmetic with the minimum over an empty set")
        return Box(value, value)

    def out(self, low: Fraction, high: Fraction) -> Box:
        """Round an enclosure outwards."""
        return Box(rounded(low, self.bits + 8, up=False), rounded(high, self.bits + 8, up=True))

    def add(self, values: Sequence[Any]) -> Any:
        """Sum."""
        if all(isinstance(value, Fraction) for value in values):
            return self.fit(sum(values, Fraction(0)))
        if any(isinstance(value, (Box, float)) for value in values):
            boxes = [self.box(value) for value in values]
            return self.out(sum(b.lo for b in boxes), sum(b.hi for b in boxes))  # type: ignore[arg-type]
        return self.fit(roots(part for value in values for part in self.parts(value)))

    def parts(self, value: Any) -> tuple[tuple[Fraction, Fraction], ...]:
        """Exact value as a sum of roots."""
        return value.parts if isinstance(value, Roots) else ((Fraction(1), value),)

    def fit(self, value: Any) -> Any:
        """Refuse numbers that grow without end, and count their length as work."""
        bits = sum(max(x.numerator.bit_length(), x.denominator.bit_length()) for p in self.parts(value) for x in p)
        self.work.spend(bits >> 10)
        if bits > BITS:
            raise UnableError("a number grew too long")
        return value

    def mul(self, left: Any, right: Any) -> Any:
        """Product."""
        if isinstance(left, Fraction) and isinstance(right, Fraction):
            return self.fit(left * right)
        if not isinstance(left, (Box, float)) and not isinstance(right, (Box, float)):
            return self.fit(roots((r * s, c * d) for r, c in self.parts(left) for s, d in self.parts(right)))
        a, b = self.box(left), self.box(right)
        corners = [x * y for x in a for y in b]
        return self.out(min(corners), max(corners))

    def inverse(self, value: Any) -> Any:
        """Reciprocal; undefined at 0."""
        if not isinstance(value, Box) and not self.sign(value):
            raise UndefinedError("division by zero")
        if isinstance(value, Fraction):
            return 1 / value
        if isinstance(value, Roots) and len(value.parts) == 1:
            ((radicand, coefficient),) = value.parts
            return Roots(((radicand, 1 / (coefficient * radicand)),))
        box = self.box(value)
        if box.lo <= 0 <= box.hi:
            raise UndecidedError
        return self.out(1 / box.hi, 1 / box.lo)

    def power(self, base: Any, exponent: Any) -> Any:
        """Integer and half-integer powers."""
        if not isinstance(exponent, Fraction) or exponent.denominator > 2 or abs(exponent) > 4096:
            raise UnableError("a power other than n or n/2 with |n| up to 4096")
        if exponent.denominator == 2:
            return self.power(self.root(base), 2 * exponent)
        if exponent < 0:
            return self.power(self.inverse(base), -exponent)
        found: Any = Fraction(1)
        for bit in bin(int(exponent))[2:]:
            found = self.mul(found, found) if not isinstance(found, Box) else self.square(found)
            found = self.mul(found, base) if bit == "1" else found
        return found

    def square(self, box: Box) -> Box:
        """Square of an enclosure, never negative."""
        ends = sorted((box.lo**2, box.hi**2))
        return self.out(Fraction(0) if box.lo < 0 < box.hi else ends[0], ends[1])

    def root(self, value: Any) -> Any:
        """Square root; undefined for negative numbers."""
        if isinstance(value, Fraction) and value >= 0:
            return roots(((value, Fraction(1)),)) if value else value
        if not isinstance(value, Box) and self.sign(value) < 0:
            raise UndefinedError("square root of a negative number")
        box = self.box(value)
        if box.hi < 0:
            raise UndefinedError("square root of a negative number")
        if box.lo < 0:
            raise UndecidedError
        return root_box(*box, self.bits)

    def exp(self, value: Any) -> Any:
        """Exponential."""
        if value == 0:
            return Fraction(1)
        self.work.spend(self.bits)
        low, high = self.box(value)
        return self.out(exp_box(low, self.bits).lo, exp_box(high, self.bits).hi)

    def log(self, value: Any) -> Any:
        """Logarithm; undefined unless positive."""
        if not isinstance(value, Box) and self.sign(value) <= 0:
            raise UndefinedError("logarithm of a number that is not positive")
        if value == 1:
            return Fraction(0)
        self.work.spend(self.bits)
        low, high = self.box(value)
        if high <= 0:
            raise UndefinedError("logarithm of a number that is not positive")
        if low <= 0:
            raise UndecidedError
        return self.out(log_box(low, self.bits).lo, log_box(high, self.bits).hi)

    def cosh(self, value: Any) -> Any:
        """Hyperbolic cosine."""
        grown = self.exp(self.magnitude(value))
        return self.mul(Fraction(1, 2), self.add([grown, self.inverse(grown)]))

    def magnitude(self, value: Any) -> Any:
        """Absolute value."""
        if isinstance(value, Box):
            return Box(max(Fraction(0), value.lo, -value.hi), max(-value.lo, value.hi))
        return value if self.sign(value) >= 0 else self.mul(Fraction(-1), value)

    def extreme(self, values: Sequence[Any], pick: Callable[..., Any], empty: Any) -> Any:
        """Maximum or minimum."""
        if any(isinstance(value, Box) for value in values):
            boxes = [self.box(value) for value in values]
            return Box(pick(b.lo for b in boxes), pick(b.hi for b in boxes))
        best = values[0] if values else empty
        for value in values[1:]:
            best = value if self.relate(value, ">" if pick is max else "<", best) else best
        return best

    def whole(self, value: Any, rounding: Callable[[Fraction], int]) -> Fraction:
        """Floor or ceiling."""
        for bits in () if isinstance(value, (Fraction, Box)) else itertools.accumulate(itertools.repeat(64)):
            self.work.spend(bits)
            low, high = self.box(value, bits)  # irrational: a finer enclosure settles it
            if rounding(low) == rounding(high):
                return Fraction(rounding(low))
        low, high = self.box(value)
        if rounding(low) != rounding(high):
            raise UndecidedError
        return Fraction(rounding(low))

    def sign(self, value: Any) -> int:
        """Sign of an exact value: a sum of roots is never 0, so that some precision shows its sign."""
        bits, box = 32, value
        while isinstance(value, Roots) and (box := self.box(value, bits)).lo <= 0 <= box.hi:
            bits *= 2
            self.work.spend(bits)
        low = box.lo if isinstance(box, Box) else box
        return (low > 0) - (low < 0)

    def relate(self, left: Any, relation: str, right: Any) -> bool:
        """Decide a comparison, or raise UndecidedError."""
        if isinstance(left, float) or isinstance(right, float):
            if isinstance(left, (Box, Roots)) or isinstance(right, (Box, Roots)):  # infinity beside a finite number
                left, right = (x if isinstance(x, float) else Fraction(0) for x in (left, right))
            return bool(COMPARE[relation](left, right))
        if relation in (">=", ">"):
            return self.relate(right, {">=": "<=", ">": "<"}[relation], left)
        slack = self.add([right, self.mul(Fraction(-1), left)])
        if not isinstance(slack, Box):
            return bool(COMPARE[relation](0, self.sign(slack)))
        if slack.hi < 0 or slack.lo > 0:
            return relation != "==" and slack.lo > 0
        if (slack.lo == 0 and relation == "<=") or (slack.hi == 0 and relation == "<"):
            return relation == "<="
        raise UndecidedError


COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<=": lambda a, b: a <= b,
    "<": lambda a, b: a < b,
    "==": lambda a, b: a == b,
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
}


# ------------------------------------------------------------------------------------------------ terms

# head -> its sort and its parts: R real, S set, E event, n name, q number, r relation; a star repeats the last part
GRAMMAR = {
    "num": "Rq", "sym": "Rn", "idx": "Rn", "at": "RnR*", "add": "RR*", "mul": "RR*", "pow": "RRR", "abs": "RR",
    "exp": "RR", "log": "RR", "cosh": "RR", "floor": "RR", "ceil": "RR", "max2": "RRR*", "min2": "RRR*",
    "total": "RRnS", "largest": "RRnS", "smallest": "RRnS", "size": "RS", "prob": "REE*", "set": "SnR*",
    "cap": "SSS*", "cup": "SSS*", "compl": "SS", "without": "SSR", "span": "SRR", "rel": "ERrR", "both": "EEE*",
    "either": "EEE*", "not": "EE", "some": "EEnS", "every": "EEnS", "happens": "EnR*", "belongs": "ERS", "true": "E",
    "inv": "RR", "root": "RR", "ge0": "ER", "gt0": "ER", "eq0": "ER",
}  # fmt: skip
BINDERS = frozenset(("total", "largest", "smallest", "some", "every"))
SIDES = {"<=": "R", "<": "R", "==": "R", ">=": "R", ">": "R", "implies": "E", "iff": "E", "holds": "E"}
NAMED = frozenset(("sym", "at", "set", "happens"))


def read_term(raw: Any, sort: str, work: Work) -> Node:
    """Check a node of the term language and return it as tuples, numbers as Fractions; unknown heads are refused."""
    work.spend()
    if not isinstance(raw, (list, tuple)) or not raw or not isinstance(raw[0], str):
        raise BrokenError(f"term: expected a list with a head, got {str(raw)[:60]!r}")
    if raw[0] == "independent" and sort == "E":
        return ("independent", *(read_signs(entry, work) for entry in raw[1:]))
    pattern = GRAMMAR.get(raw[0], "")
    if pattern[:1] != sort:
        raise BrokenError(f"term: expected {SORTS[sort]}, got the head {raw[0][:40]!r}")
    kinds = pattern[1:].replace("*", "")
    if len(raw) - 1 > len(kinds) and pattern.endswith("*"):
        kinds += kinds[-1] * (len(raw) - 1 - len(kinds))
    few = len(kinds) - (pattern in ("RnR*", "SnR*", "EnR*", "REE*", "RR*"))
    if not min(few, len(kinds)) <= len(raw) - 1 <= len(kinds) or (raw[0] == "prob" and len(raw) > 3):
        raise BrokenError(f"term: wrong number of parts under {raw[0]!r}")
    found = tuple(read_part(part, kind, work) for part, kind in zip(raw[1:], kinds, strict=False))
    plain = {"inv": ("pow", *found, ("num", Fraction(-1))), "root": ("pow", *found, ("num", Fraction(1, 2)))}
    signs = {"ge0": "<=", "gt0": "<", "eq0": "=="}
    if raw[0] in signs:
        return ("rel", ("num", Fraction(0)), signs[raw[0]], *found)
    return plain.get(raw[0], (raw[0], *found))


SORTS = {"R": "a real term", "S": "a set", "E": "an event"}


def read_part(part: Any, kind: str, work: Work) -> Any:
    """One part of a node."""
    if kind == "q":
        return number(part)
    if kind in "nr":
        if not isinstance(part, str) or len(part) > 200 or (kind == "r" and part not in COMPARE):
            raise BrokenError(f"term: expected a {'name' if kind == 'n' else 'relation'}, got {str(part)[:40]!r}")
        return part
    return read_term(part, kind, work)


def read_signs(entry: Any, work: Work) -> Node:
    """One entry of ``independent``: a term, or term, index, set."""
    if not isinstance(entry, (list, tuple)) or len(entry) not in (1, 3):
        raise BrokenError("independent: expected entries [term] or [term, index, set]")
    return tuple(read_part(part, kind, work) for part, kind in zip(entry, "RnS", strict=False))


class Claim(NamedTuple):
    """For all indices in their sets: ``lhs relation rhs``."""

    over: tuple[tuple[str, Node], ...]
    lhs: Node
    relation: str
    rhs: Node


def read_over(raw: Any, work: Work) -> tuple[tuple[str, Node], ...]:
    """Quantifiers: pairs of a name and a set."""
    if not isinstance(raw, (list, tuple)) or any(not isinstance(q, (list, tuple)) or len(q) != 2 for q in raw):
        raise BrokenError("quantifiers: expected a list of pairs [index, set]")
    return tuple((read_part(q[0], "n", work), read_term(q[1], "S", work)) for q in raw)


def read_claim(raw: Any, work: Work) -> Claim:
    """Check a claim node."""
    if not isinstance(raw, (list, tuple)) or len(raw) != 5 or raw[0] != "claim" or raw[3] not in tuple(SIDES):
        raise BrokenError(f"claim: expected ['claim', quantifiers, lhs, relation, rhs], got {str(raw)[:60]!r}")
    sort = SIDES[raw[3]]
    found = Claim(read_over(raw[1], work), read_term(raw[2], sort, work), raw[3], read_term(raw[4], sort, work))
    if raw[3] == "holds" and found.rhs != ("true",):
        raise BrokenError("claim: the right side of 'holds' is ['true']")
    return found


def digest(raw: Any) -> str:
    """SHA-256 of the compact JSON of a node."""
    return hashlib.sha256(json.dumps(raw, separators=(",", ":")).encode()).hexdigest()


# ------------------------------------------------------------------------------------------------ evaluation


class World(NamedTuple):
    """What the names of a claim mean on one instance; every meaning takes the outcome first, then the indices."""

    names: Mapping[tuple[str, str], Callable[..., Any]]  # (head, name) -> meaning
    random: frozenset[str] = frozenset()
    outcomes: Sequence[Any] = (None,)
    turned: Callable[..., bool] = lambda *_: False  # (name, indices): a sign held fixed would turn this entry


class FixedSignError(Exception):
    """A probability or a hypothesis needs a sign that the world holds fixed."""


class Evaluator:
    """Terms, sets and events of one world at one precision; ``guard`` refuses entries that a fixed sign would turn."""

    def __init__(self, world: World, work: Work, bits: int, outcome: Any = None, *, guard: bool = False) -> None:
        self.world, self.work, self.real, self.outcome, self.guard = world, work, Reals(bits, work), outcome, guard
        self.index: dict[str, int] = {}

    def __call__(self, node: Node) -> Any:
        """Value of a term, members of a set, truth of an event."""
        self.work.spend()
        return EVALUATE[node[0]](self, *node[1:])

    def place(self, node: Node) -> int:
        """Value of an index term, which must be an integer."""
        value = self(node)
        if not isinstance(value, Fraction) or value.denominator != 1:
            raise UnableError("an index that is not an integer")
        return int(value)

    def look(self, head: str, name: str, *parts: Node) -> Any:
        """What a name of the world means."""
        places = [self.place(part) for part in parts]
        meaning = self.world.names.get((head, name))
        if meaning is None:
            raise UnableError(f"the world has no {name!r} of this kind")
        try:
            value = meaning(self.outcome, *places)
        except (IndexError, KeyError, TypeError) as error:
            raise UnableError(f"{name}{tuple(places)} does not exist in the world") from error
        if self.guard and head == "at" and self.world.turned(name, *places) and value:
            raise FixedSignError(name)
        return Fraction(value) if isinstance(value, int) and head in ("at", "sym") else value

    def idx(self, name: str) -> Any:
        """Value of a bound index, else of a scalar of that name."""
        return Fraction(self.index[name]) if name in self.index else self.look("sym", name)

    def even(self, act: Callable[[Any], Any], body: Node) -> Any:
        """Magnitude or square of a term: where it is a product, a fixed sign cannot change it."""
        before, self.guard = self.guard, self.guard and body[0] not in ("at", "mul")
        if body[0] == "mul" and before and any(part[0] not in ("at", "num", "sym") for part in body[1:]):
            self.guard = True
        value = act(self(body))
        self.guard = before
        return value

    def pow(self, base: Node, exponent: Node) -> Any:
        """Power."""
        power = self(exponent)
        if isinstance(power, Fraction) and power.denominator == 1 and power % 2 == 0:
            return self.even(lambda value: self.real.power(value, power), base)
        return self.real.power(self(base), power)

    def each(self, body: Node, name: str, over: Node) -> Iterator[Any]:
        """Values of a body while its index runs over a set."""
        before = self.index.get(name)
        for member in self(over):
            self.index[name] = member
            yield self(body)
        self.index.pop(name, None)
        if before is not None:
            self.index[name] = before

    def listed(self, body: Node, name: str, over: Node) -> list[Any]:
        """Values of a body over a set, all of them."""
        return list(self.each(body, name, over))

    def product(self, *parts: Node) -> Any:
        """Product."""
        found: Any = Fraction(1)
        for part in parts:
            found = self.real.mul(found, self(part))
        return found

    def span(self, low: Node, high: Node) -> tuple[int, ...]:
        """Integers between two ends."""
        first, last = self.real.whole(self(low), math.ceil), self.real.whole(self(high), math.floor)
        self.work.spend(max(0, int(last - first)))
        return tuple(range(int(first), int(last) + 1))

    def patterns(self) -> Iterator[None]:
        """Let the outcome run over all sign patterns, as probabilities do."""
        before = self.outcome, self.guard
        self.guard = True
        for self.outcome in self.world.outcomes:
            yield
        self.outcome, self.guard = before

    def prob(self, event: Node, given: Node = ("true",)) -> Fraction:
        """Probability by enumeration."""
        found = [bool(self(event)) for _ in self.patterns() if self(given)]
        if not found:
            raise UndefinedError("a condition of probability 0")
        return Fraction(sum(found), len(found))

    def independent(self, *entries: Node) -> bool:
        """Every pattern of the listed signs is equally likely."""
        seen: dict[tuple[Any, ...], int] = {}
        for _ in self.patterns():
            key = tuple(v for e in entries for v in (self.listed(*e) if len(e) == 3 else [self(e[0])]))
            seen[key] = seen.get(key, 0) + 1
        width = len(next(iter(seen)))
        signs = all(len(key) == width and all(abs(sign) == 1 for sign in key) for key in seen)
        return signs and len(seen) == 2**width and len(set(seen.values())) == 1

    def connect(self, lhs: Node, relation: str, rhs: Node) -> bool:
        """Truth of ``lhs relation rhs`` at the present index and outcome."""
        if relation == "implies":
            return not self(lhs) or bool(self(rhs))
        if relation in ("iff", "holds"):
            return bool(self(lhs)) == bool(self(rhs))
        return self.real.relate(self(lhs), relation, self(rhs))

    def quantified(self, over: Sequence[tuple[str, Node]]) -> Iterator[None]:
        """Let the quantified indices run."""
        if not over:
            yield
            return
        for self.index[over[0][0]] in self(over[0][1]):
            yield from self.quantified(over[1:])


EVALUATE: dict[str, Callable[..., Any]] = {
    "num": lambda _, value: value,
    "sym": lambda e, name: e.look("sym", name),
    "idx": Evaluator.idx,
    "at": lambda e, *parts: e.look("at", *parts),
    "set": lambda e, *parts: e.look("set", *parts),
    "happens": lambda e, *parts: bool(e.look("happens", *parts)),
    "add": lambda e, *parts: e.real.add([e(part) for part in parts]),
    "mul": Evaluator.product,
    "pow": Evaluator.pow,
    "abs": lambda e, body: e.even(e.real.magnitude, body),
    "exp": lambda e, body: e.real.exp(e(body)),
    "log": lambda e, body: e.real.log(e(body)),
    "cosh": lambda e, body: e.real.cosh(e(body)),
    "floor": lambda e, body: e.real.whole(e(body), math.floor),
    "ceil": lambda e, body: e.real.whole(e(body), math.ceil),
    "max2": lambda e, *parts: e.real.extreme([e(part) for part in parts], max, None),
    "min2": lambda e, *parts: e.real.extreme([e(part) for part in parts], min, None),
    "total": lambda e, *each: e.real.add(e.listed(*each)),
    "largest": lambda e, *each: e.real.extreme(e.listed(*each), max, Fraction(0)),
    "smallest": lambda e, *each: e.real.extreme(e.listed(*each), min, INF),
    "size": lambda e, over: Fraction(len(e(over))),
    "prob": Evaluator.prob,
    "cap": lambda e, *parts: tuple(sorted(set.intersection(*(set(e(part)) for part in parts)))),
    "cup": lambda e, *parts: tuple(sorted(set().union(*(e(part) for part in parts)))),
    "compl": lambda e, part: tuple(sorted(set(e.look("set", "All")) - set(e(part)))),
    "without": lambda e, over, index: tuple(i for i in e(over) if i != e.place(index)),
    "span": Evaluator.span,
    "rel": lambda e, left, relation, right: e.real.relate(e(left), relation, e(right)),
    "both": lambda e, *parts: all(e(part) for part in parts),
    "either": lambda e, *parts: any(e(part) for part in parts),
    "not": lambda e, part: not e(part),
    "some": lambda e, *each: any(e.listed(*each)),
    "every": lambda e, *each: all(e.listed(*each)),
    "belongs": lambda e, index, over: e.place(index) in e(over),
    "independent": Evaluator.independent,
    "true": lambda _: True,
}


def speaks_of(node: Any, random: frozenset[str]) -> bool:
    """Say whether a node names something random outside of probabilities and independence."""
    if not isinstance(node, tuple) or not node or node[0] in ("prob", "independent"):
        return False
    return (node[0] in NAMED and node[1] in random) or any(speaks_of(part, random) for part in node)


def holds(claim: Claim, world: World, work: Work) -> bool:
    """Say whether a hypothesis is true on a world: at all its indices and, where it speaks of signs, all outcomes."""
    random = speaks_of(tuple(claim), world.random)
    for outcome in world.outcomes if random else world.outcomes[:1]:
        outer = Evaluator(world, work, PRECISIONS[-1], outcome, guard=random)
        for _ in outer.quantified(claim.over):
            if not settled(claim, world, work, outcome, outer.index, guard=random):
                return False
    return True


def settled(claim: Claim, world: World, work: Work, outcome: Any, index: Mapping[str, int], *, guard: bool = False) -> bool:
    """Truth of a claim's body at one index and outcome, at the first precision that settles it."""
    for bits in PRECISIONS:
        here = Evaluator(world, work, bits, outcome, guard=guard)
        here.index.update(index)
        try:
            return here.connect(*claim[1:])
        except UndecidedError:
            continue
    raise UnableError("an enclosure too narrow to reach decides this comparison")


def check_witness(claim: Any, hypotheses: Iterable[Any], witness: Mapping[str, Any], work: Work | None = None) -> tuple[bool | None, str]:
    """Say whether a witness refutes a claim: True, False (it does not), or None (cannot be told), and why."""
    work = work or Work()
    try:
        read, given = read_claim(claim, work), [read_claim(h, work) for h in hypotheses]
        return refutes(read, given, witness, work)
    except FixedSignError as name:
        try:
            full = {**witness, "world": {**witness["world"], "signs": "all"}}
            return refutes(read, given, full, work)
        except (UnableError, UndefinedError) as error:
            return None, f"{name} turns with a sign that the world holds fixed, and with all signs free: {error}"
    except BrokenError as error:
        return False, str(error)
    except (UnableError, UndefinedError, RecursionError, OverflowError) as error:
        return None, str(error) or type(error).__name__


def refutes(claim: Claim, hypotheses: Sequence[Claim], witness: Mapping[str, Any], work: Work) -> tuple[bool | None, str]:
    """Replay one counterexample."""
    world = build(witness.get("world"), work)
    outcome, index = tuples(witness.get("outcome")), witness.get("index") or {}
    if not isinstance(index, Mapping) or any(type(value) is not int for value in index.values()):
        return False, "index: expected integers by name"
    if set(index) != {name for name, _ in claim.over}:
        return False, f"index: expected values for {[name for name, _ in claim.over]}, got {sorted(index)}"
    if outcome is None and (len(world.outcomes) == 1 or not speaks_of(tuple(claim), world.random)):
        outcome = world.outcomes[0]
    if outcome not in world.outcomes:
        return False, "outcome: not a sign pattern of this world"
    here = Evaluator(world, work, PRECISIONS[-1], outcome)
    for name, over in claim.over:
        if index[name] not in here(over):
            return False, f"index: {name} = {index[name]} does not lie in its set"
        here.index[name] = index[name]
    for place, hypothesis in enumerate(hypotheses):
        if not holds(hypothesis, world, work):
            return False, f"hypothesis {place + 1} is false on this world"
    try:
        if settled(claim, world, work, outcome, index):
            return False, "the claim is true here"
    except UndefinedError as error:
        return False, f"the claim asserts nothing here: {error}"
    return True, "every hypothesis holds and the claim is false"


def tuples(value: Any) -> Any:
    """Lists as tuples, all the way down."""
    return tuple(map(tuples, value)) if isinstance(value, (list, tuple)) else value


# ------------------------------------------------------------------------------------------------ worlds


def field(data: Any, key: str, read: Callable[[Any], Any], default: Any = None) -> Any:
    """Read one entry of a mapping."""
    if not isinstance(data, Mapping) or (key not in data and default is None):
        raise UnableError(f"world: expected an entry {key!r}")
    return read(data.get(key, default))


def whole(value: Any, low: int = 1) -> int:
    """An integer from ``low`` up, of a size this program is willing to build."""
    if type(value) is not int or not low <= value <= 10**6:
        raise UnableError(f"world: expected an integer from {low} to 1000000, got {str(value)[:40]!r}")
    return value


def row(value: Any) -> list[Fraction]:
    """A list of numbers."""
    if not isinstance(value, (list, tuple)):
        raise UnableError(f"world: expected a list of numbers, got {str(value)[:40]!r}")
    return [number(entry) for entry in value]


def table(value: Any) -> list[list[Fraction]]:
    """Rows of equal length."""
    found = [row(entry) for entry in value] if isinstance(value, (list, tuple)) else []
    if not found or len({len(entry) for entry in found}) != 1:
        raise UnableError("world: expected rows of equal length")
    return found


def natural(value: Any) -> int:
    """An integer from 0 up."""
    return whole(value, 0)


def among(*words: str) -> Callable[[Any], str]:
    """Reader of a word."""

    def read(value: Any) -> str:
        if value not in words:
            raise UnableError(f"world: expected one of {words}, got {str(value)[:40]!r}")
        return str(value)

    return read


def window(first: int, length: int, size: int) -> tuple[int, ...]:
    """Consecutive places of a ring."""
    return tuple(sorted({(first + step) % size for step in range(min(max(length, 0), size))}))


def densest(weights: Sequence[Any], length: int) -> Any:
    """Largest total over a window of a ring."""
    size = len(weights)
    return max((sum(weights[i] for i in window(first, length, size)) for first in range(size)), default=0)


def at(values: Sequence[Any], *places: int) -> Any:
    """Entry of a table; no index may count from the end."""
    for place in places:
        if place < 0:
            raise IndexError(place)
        values = values[place]
    return values


def inner(left: Sequence[Any], right: Sequence[Any]) -> Fraction:
    """Inner product."""
    return sum((a * b for a, b in zip(left, right, strict=True) if a and b), Fraction(0))


def all_signs(free: Iterable[int], size: int, work: Work) -> list[tuple[int, ...]]:
    """Sign patterns that are +1 off the free places."""
    places = sorted(free)
    work.spend(size << min(len(places), 40))
    return [tuple(dict(zip(places, s, strict=True)).get(i, 1) for i in range(size)) for s in itertools.product((1, -1), repeat=len(places))]


class Shape:
    """One convolutional layer: n filters of length m, shifted by the stride over a ring of R rows; atom = position * n + filter."""

    def __init__(self, rows: int, n: int, m: int, stride: int, work: Work) -> None:
        self.R, self.n, self.m, self.s = rows, n, m, stride
        if rows % stride:
            raise UnableError("world: the stride does not divide the rows")
        self.N = n * (rows // stride)
        work.spend(self.N * (self.m + 1))
        self.stripe_len = (2 * m - stride) * n // stride

    def start(self, atom: int) -> int:
        """First row of an atom."""
        if not 0 <= atom < self.N:
            raise IndexError(atom)
        return atom // self.n * self.s

    def columns(self, filters: Sequence[Sequence[Fraction]], work: Work) -> list[list[Fraction]]:
        """Columns of the dictionary; a filter longer than the ring adds to itself."""
        work.spend(self.N * self.R)
        found = [[Fraction(0)] * self.R for _ in range(self.N)]
        for atom, column in enumerate(found):
            for step, entry in enumerate(filters[atom % self.n]):
                column[(self.start(atom) + step) % self.R] += entry
        return found

    def sets(self) -> dict[tuple[str, str], Callable[..., Any]]:
        """Sets that every layer has."""
        reach = -(-self.m // self.s) - 1
        return {
            ("set", "All"): lambda _: tuple(range(self.N)),
            ("set", "Rows"): lambda _: tuple(range(self.R)),
            ("set", "Touch"): lambda _, i: window(self.start(i), self.m, self.R),
            ("set", "Stripe"): lambda _, first: window(first, self.stripe_len, self.N),
            ("set", "StripeAt"): lambda _, i: window((self.start(i) // self.s - reach) * self.n, (2 * reach + 1) * self.n, self.N),
        }


def fixed(values: Mapping[str, Any]) -> dict[tuple[str, str], Callable[..., Any]]:
    """Scalars that depend on nothing."""
    return {("sym", name): (lambda _, value=value: value) for name, value in values.items()}


def kept(values: Sequence[Fraction], k: int, ties: str, support: Iterable[int]) -> list[Fraction]:
    """The decoder: the k entries largest in magnitude, ties by lowest or highest index, or against the support."""
    inside = set(support)
    last = {"lowest": lambda i: (i,), "highest": lambda i: (-i,), "against": lambda i: (i in inside, i)}[ties]
    best = set(sorted(range(len(values)), key=lambda i: (-abs(values[i]), *last(i)))[:k])
    return [value if i in best else Fraction(0) for i, value in enumerate(values)]


def nonzero(values: Sequence[Any]) -> tuple[int, ...]:
    """Support."""
    return tuple(i for i, value in enumerate(values) if value)


def coherence(gram: Sequence[Sequence[Fraction]]) -> Fraction:
    """Largest inner product of two different columns."""
    return max((abs(g) for i, line in enumerate(gram) for j, g in enumerate(line) if i != j), default=Fraction(0))


def sqrt(square: Fraction) -> Any:
    """Exact square root."""
    return roots(((square, Fraction(1)),)) if square else square


TIES = among("lowest", "highest", "against")


def layer(data: Any, work: Work) -> World:
    """One layer: c_i = <eps_i a_i, A D x + v>, decoded to its K largest entries (Definition 2.1, Lemma 3.3)."""
    filters, M, n_prev = field(data, "filters", table), field(data, "M", whole), field(data, "n_prev", whole)
    shape = Shape(n_prev * M, field(data, "n", whole), len(filters[0]), field(data, "stride", whole, n_prev), work)
    x, v, m_next = field(data, "x", row), field(data, "v", row), field(data, "m_next", whole)
    if (len(filters), len(x), len(v)) != (shape.n, shape.N, shape.R):
        raise UnableError("world: filters, x or v have a wrong length")
    lam, ties = nonzero(x), field(data, "ties", TIES, "lowest")
    free = lam if field(data, "signs", among("support", "all"), "support") == "support" else tuple(range(shape.N))
    a = shape.columns(filters, work)
    work.spend(shape.N**2 * shape.R >> 2)
    gram = [[inner(left, right) for right in a] for left in a]
    w = [inner(column, v) for column in a]

    @cache
    def run(o: Any) -> dict[str, list[Fraction]]:
        work.spend(shape.N * (shape.R + len(lam)))
        xin = [sum((o[j] * x[j] * a[j][r] for j in lam), Fraction(0)) for r in range(shape.R)]
        c = [o[i] * (w[i] + sum((o[j] * x[j] * gram[i][j] for j in lam), Fraction(0))) for i in range(shape.N)]
        xhat = kept(c, len(lam), ties, lam)
        return {"xin": xin, "y": [p + q for p, q in zip(xin, v, strict=True)], "c": c, "xhat": xhat,
                "d": [p - q for p, q in zip(x, xhat, strict=True)]}  # fmt: skip

    @cache
    def projector() -> list[list[Fraction]]:
        return onto_rows([[gram[i][j] for j in lam] for i in lam], work)

    def entry(name: str) -> Callable[..., Any]:
        return lambda o, i: at(run(o)[name], i)

    sizes = [abs(x[i]) for i in lam] or [Fraction(0)]
    occupied = [int(bool(entry)) for entry in x]
    names: dict[tuple[str, str], Callable[..., Any]] = {
        **fixed({"N": shape.N, "M": M, "n": shape.n, "n_prev": n_prev, "m": shape.m, "s": shape.s, "R": shape.R,
                 "S": field(data, "S", natural), "zeta": field(data, "zeta", number), "p": field(data, "p", number),
                 "m_next": m_next, "xmin": min(sizes), "xmax": max(sizes), "K": len(lam), "stripe_len": shape.stripe_len,
                 "mu": coherence(gram), "stripe": densest(occupied, shape.stripe_len), "patch0": densest(occupied, m_next),
                 "patch": sqrt(Fraction(densest([e * e for e in v], shape.m)))}),
        ("sym", "err_patch"): lambda o: sqrt(Fraction(densest([e * e for e in run(o)["d"]], m_next))),
        ("sym", "err_inf"): lambda o: max(map(abs, run(o)["d"])),
        ("at", "a"): lambda _, r, i: at(a, i, r),
        ("at", "g"): lambda _, i, j: at(gram, i, j),
        ("at", "x"): lambda _, i: at(x, i),
        ("at", "v"): lambda _, r: at(v, r),
        ("at", "w"): lambda _, i: at(w, i),
        ("at", "q"): lambda _, i, r: Fraction(int(r in window(shape.start(i), shape.m, shape.R))),
        ("at", "eps"): lambda o, i: Fraction(at(o, i)),
        **{("at", name): entry(name) for name in ("xin", "y", "c", "xhat", "d")},
        ("at", "pinv"): lambda o, i, j: projector()[lam.index(i)][lam.index(j)] * o[i] * o[j] if {i, j} <= set(lam) else at((), 0),
        **shape.sets(),
        ("set", "Lam"): lambda _: lam,
        ("set", "Off"): lambda _: tuple(i for i in range(shape.N) if i not in lam),
        ("set", "Gam"): lambda _, k: nonzero(at(gram, k)),
        ("set", "Supp"): lambda _, i: nonzero(at(a, i)),
        ("set", "Patch"): lambda _, r: window(r, shape.m, shape.R),
        ("set", "PatchOut"): lambda _, i: window(i, m_next, shape.N),
        ("set", "Hat"): lambda o: nonzero(run(o)["xhat"]),
        ("happens", "W"): lambda o: nonzero(run(o)["xhat"]) == lam,
    }  # fmt: skip
    random = frozenset(("eps", "xin", "y", "c", "xhat", "d", "pinv", "Hat", "W", "err_patch", "err_inf"))
    turned = lambda name, *i: name in ("eps", "c", "xhat", "d") and i[0] not in free  # noqa: E731 - one word
    return World(names, random, all_signs(free, shape.N, work), turned)


def onto_rows(matrix: list[list[Fraction]], work: Work) -> list[list[Fraction]]:
    """Orthogonal projector onto the row space, by Gram-Schmidt."""
    size, basis = len(matrix), list[list[Fraction]]()
    work.spend(size**3)
    for line in matrix:
        for known in basis:
            factor = inner(line, known) / inner(known, known)
            line = [p - factor * q for p, q in zip(line, known, strict=True)]  # noqa: PLW2901 - the remainder of the line
        basis += [line] if any(line) else []
    return [[sum((b[i] * b[j] / inner(b, b) for b in basis), Fraction(0)) for j in range(size)] for i in range(size)]


def ring(data: Any, work: Work) -> World:
    """The structure of a layer alone, with the windows the printed formulas of section 2.2 mark."""
    M, n_prev, m_next = field(data, "M", whole), field(data, "n_prev", whole), field(data, "m_next", whole)
    m, stride = field(data, "m", whole), field(data, "stride", whole, n_prev)
    shape = Shape(n_prev * M, field(data, "n", whole), m, stride, work)

    def printed(first: int, length: int) -> tuple[int, ...]:  # rows i..i+m-1, or i..N and 1..m-1-(N-i), counted from 1
        straight = set(range(first, min(first + length - 1, shape.N) + 1))
        wrapped = set(range(1, length - (shape.N - first))) if first + length - 1 > shape.N else set()
        return tuple(sorted(i for i in straight | wrapped if i >= 1))

    def overlap(i: int) -> tuple[int, ...]:
        mine = set(window(shape.start(i), m, shape.R))
        work.spend(shape.N * m)
        return tuple(j for j in range(shape.N) if mine & set(window(shape.start(j), m, shape.R)))

    return World({
        **fixed({"M": M, "N": shape.N, "n": shape.n, "n_prev": n_prev, "m": m, "s": stride, "R": shape.R,
                 "stripe_len": shape.stripe_len, "m_next": m_next}),
        **shape.sets(),
        ("set", "Starts"): lambda _: tuple(range(1, shape.N + 1)),
        ("set", "Overlap"): lambda _, i: overlap(i),
        ("set", "PatchUsed"): lambda _, first: printed(first, m),
        ("set", "StripeUsed"): lambda _, first: printed(first, shape.stripe_len),
    })  # fmt: skip


def vector(data: Any, work: Work) -> World:
    """A vector z and its projections onto k entries largest in magnitude (several at a tie), beside what a ReLU can do."""
    z, k = field(data, "z", row), field(data, "k", natural)
    size, sizes = len(z), sorted((abs(entry) for entry in z), reverse=True)
    work.spend(math.comb(size, min(k, size)) if size < 40 else WORK * 100)
    largest = sum(sizes[:k])
    choices = [c for c in map(set, itertools.combinations(range(size), min(k, size))) if sum(abs(z[i]) for i in c) == largest]

    def relu_gives(biases: Callable[[set[int], int], Fraction]) -> bool:
        return any(all(max(Fraction(0), z[i] + biases(c, i)) == (z[i] if i in c else 0) for i in range(size)) for c in choices)

    never, ordered = -max(sizes, default=Fraction(0)), sorted({*z, min(z, default=Fraction(0)) - 1})
    tie = 0 < k < size and sizes[k - 1] == sizes[k]
    events = {
        "ProjUnique": not tie,
        "ProjHasK": k <= len(nonzero(z)),
        "ReluCan": relu_gives(lambda c, i: Fraction(0) if i in c else never),
        "ReluCanShared": any(relu_gives(lambda *_, b=b: b) for b in (Fraction(0), never)),
        "ReluSupport": any({i for i in range(size) if z[i] > cut} == c for c in choices for cut in ordered),
        "NonNegative": all(entry >= 0 for entry in z),
        "Distinct": len(set(sizes)) == size,
    }
    return World({
        **fixed({"k": k, "nnz": len(nonzero(z)), "ties": int(tie and sizes[k] != 0)}),
        ("at", "z"): lambda _, i: at(z, i),
        ("set", "All"): lambda _: tuple(range(size)),
        ("set", "Nz"): lambda _: nonzero(z),
        **{("happens", name): (lambda _, value=value: value) for name, value in events.items()},
    })  # fmt: skip


def signs(data: Any, work: Work) -> World:
    """A Rademacher sum (Theorem 3.1)."""
    alpha = field(data, "alpha", row)
    return World({
        **fixed({"t": field(data, "t", number), "sq": inner(alpha, alpha)}),
        ("at", "alpha"): lambda _, i: at(alpha, i),
        ("at", "eps"): lambda o, i: Fraction(at(o, i)),
        ("set", "All"): lambda _: tuple(range(len(alpha))),
    }, frozenset(("eps",)), all_signs(range(len(alpha)), len(alpha), work))  # fmt: skip


def matrix(data: Any, work: Work) -> World:
    """A matrix by its rows: entries b(r, j), inner products g(i, j) of its columns, coherence mu."""
    b = field(data, "B", table)
    across = list(zip(*b, strict=True))
    work.spend(len(across) ** 2 * len(b))
    gram = [[inner(left, right) for right in across] for left in across]
    return World({
        **fixed({"rows": len(b), "cols": len(across), "mu": coherence(gram)}),
        ("at", "b"): lambda _, r, j: at(b, r, j),
        ("at", "g"): lambda _, i, j: at(gram, i, j),
        ("set", "All"): lambda _: tuple(range(len(across))),
        ("set", "Rows"): lambda _: tuple(range(len(b))),
    })  # fmt: skip


def reals(data: Any, work: Work) -> World:
    """Real parameters."""
    values = field(data, "values", lambda value: value if isinstance(value, Mapping) else {})
    work.spend(len(values))
    return World(fixed({name: number(value, name) for name, value in values.items()}))


def network(data: Any, work: Work) -> World:
    """Layers composed: x^(l-1) = A D x^(l) from the top, c^(l) = (A D)^T xhat^(l-1) from the bottom (Definition 2.1)."""
    M = rows = field(data, "M", whole)
    shapes, a, n_prev = [], [], 1
    for entry in field(data, "layers", lambda value: value if isinstance(value, (list, tuple)) and value else among()(value)):
        filters = field(entry, "filters", table)
        if set(entry) - {"filters", "stride", "n"} or field(entry, "n", whole, len(filters)) != len(filters):
            raise UnableError("world: a layer has filters, stride and n, the number of filters")
        shapes.append(Shape(rows, len(filters), len(filters[0]), field(entry, "stride", whole, n_prev), work))
        a.append(shapes[-1].columns(filters, work))
        rows, n_prev = shapes[-1].N, len(filters)
    L, top, v0, ties = len(shapes), field(data, "x", row), field(data, "v0", row), field(data, "ties", TIES, "lowest")
    given = {key: row(data[key]) for key in ("zeta", "S") if data.get(key) is not None}
    if (len(top), len(v0), len(given.get("zeta", [0] * (L + 1))), len(given.get("S", [0] * L))) != (rows, M, L + 1, L):
        raise UnableError("world: x, v0, zeta or S has a wrong length")
    work.spend(sum(s.N**2 * s.R for s in shapes) >> 2)
    gram = [[[inner(left, right) for right in dictionary] for left in dictionary] for dictionary in a]

    @cache
    def run(o: Any) -> dict[str, list[Any]]:
        work.spend(sum(s.N * s.R for s in shapes) >> 1)
        x = [top]
        for signs, dictionary in zip(reversed(o), reversed(a), strict=True):
            turned = [s * entry for s, entry in zip(signs, x[0], strict=True)]
            x.insert(0, [inner(turned, line) for line in zip(*dictionary, strict=True)])
        c, xhat = [[]], [[p + q for p, q in zip(x[0], v0, strict=True)]]
        for l, (signs, dictionary) in enumerate(zip(o, a, strict=True), 1):
            c.append([s * inner(column, xhat[-1]) for s, column in zip(signs, dictionary, strict=True)])
            xhat.append(kept(c[l], len(nonzero(x[l])), ties, nonzero(x[l])))
        v = [[p - q for p, q in zip(left, right, strict=True)] for left, right in zip(xhat, x, strict=True)]
        return {"x": x, "c": c, "xhat": xhat, "v": v}

    def patterns(free: set[tuple[int, int]]) -> list[Any]:
        ends = list(itertools.accumulate((s.N for s in shapes), initial=0))
        flat = all_signs((ends[l - 1] + i for l, i in free), ends[-1], work)
        return [tuple(o[low:high] for low, high in itertools.pairwise(ends)) for o in flat]

    free = {(l, i) for l, s in enumerate(shapes, 1) for i in range(s.N)}
    if field(data, "signs", among("relevant", "all"), "relevant") == "relevant":
        free, wider = set(), {(L, i) for i in nonzero(top)}
        while wider - free:  # a sign matters where some pattern puts its atom in x, or below the top in xhat
            free |= wider
            wider = {(l, i) for o in patterns(free) for l in range(1, L + 1) for i in nonzero(run(o)["x"][l])}
            wider |= {(l, i) for o in patterns(free) for l in range(1, L) for i in nonzero(run(o)["xhat"][l])}
    outcomes = patterns(free)

    def level(l: int, low: int = 1) -> int:
        return l if low <= l <= L else at((), 0)  # type: ignore[no-any-return]

    def error(o: Any, l: int) -> Fraction:  # windows of the next layer's filter length, of 1 at the top
        return Fraction(densest([e * e for e in run(o)["v"][level(l, 0)]], shapes[l].m if l < L else 1))

    def sizes(o: Any, l: int) -> list[Fraction]:
        return [abs(e) for e in run(o)["x"][level(l)] if e] or [Fraction(0)]

    def stripe(o: Any, l: int) -> int:
        return int(densest([int(bool(e)) for e in run(o)["x"][level(l)]], shapes[l - 1].stripe_len))

    def recovered(o: Any, l: int) -> bool:
        return nonzero(run(o)["x"][level(l)]) == nonzero(run(o)["xhat"][l])

    def pathway(o: Any, l: int) -> bool:
        return all(recovered(o, k) for k in range(1, l + 1))

    @cache
    def zeta(l: int) -> Fraction:
        if "zeta" in given:
            return given["zeta"][level(l, 0)]
        square = max((error(o, l) for o in outcomes if pathway(o, l)), default=Fraction(0))
        exactly = exact_root(square)
        return Fraction(math.isqrt(math.ceil(square * 4**20) - 1) + 1, 2**20) if exactly is None else exactly

    worst = cache(lambda pick, of, l: Fraction(pick(of(o, l) for o in outcomes)))
    smallest, greatest = (lambda o, l: min(sizes(o, l))), (lambda o, l: max(sizes(o, l)))
    names: dict[tuple[str, str], Callable[..., Any]] = {
        **fixed({"L": L, "M": M}),
        **{("at", name): (lambda o, l, i, name=name: at(run(o)[name], level(l, 0), i)) for name in ("x", "xhat", "v")},
        ("at", "c"): lambda o, l, i: at(run(o)["c"], level(l), i),
        ("at", "eps"): lambda o, l, i: at(o, level(l) - 1, i),
        ("at", "g"): lambda _, l, i, j: at(gram, level(l) - 1, i, j),
        ("at", "mu"): lambda _, l: coherence(gram[level(l) - 1]),
        ("at", "size"): lambda _, l: shapes[level(l) - 1].N,
        ("at", "K"): lambda o, l: len(nonzero(run(o)["x"][level(l)])),
        ("at", "xmin"): smallest,
        ("at", "xmax"): greatest,
        ("at", "stripe"): stripe,
        ("at", "patcherr"): lambda o, l: sqrt(error(o, l)),
        ("at", "xmin0"): lambda _, l: worst(min, smallest, l),
        ("at", "xmax0"): lambda _, l: worst(max, greatest, l),
        ("at", "S0"): lambda _, l: worst(max, stripe, l),
        ("at", "S"): lambda _, l: given["S"][level(l) - 1] if "S" in given else worst(max, stripe, l),
        ("at", "zeta0"): lambda _, l: zeta(l),
        ("at", "zeta"): lambda _, l: zeta(l),
        ("set", "All"): lambda _: tuple(range(max(s.N for s in shapes))),
        ("set", "Off"): lambda o, l: tuple(i for i, e in enumerate(run(o)["x"][level(l)]) if not e),
        ("set", "Layers"): lambda _: tuple(range(1, L + 1)),
        ("set", "Atoms"): lambda _, l: tuple(range(shapes[level(l) - 1].N)),
        ("set", "Lam"): lambda o, l: nonzero(run(o)["x"][level(l)]),
        ("set", "Hat"): lambda o, l: nonzero(run(o)["xhat"][level(l)]),
        ("set", "Below"): lambda _, l: tuple(range(1, l)),
        ("happens", "W"): recovered,
        ("happens", "Y"): pathway,
        ("happens", "Small"): lambda o, l: error(o, l) <= zeta(l) ** 2 and zeta(l) >= 0,
    }
    random = frozenset(("x", "xhat", "v", "c", "eps", "xmin", "xmax", "stripe", "patcherr", "K", "Lam", "Off", "Hat", "W", "Y", "Small"))
    return World(names, random, outcomes, lambda name, *i: name in ("eps", "c", "xhat", "v") and i not in free and i[0] > 0)


WORLDS: dict[str, tuple[Callable[[Any, Work], World], str]] = {
    "layer": (layer, "M n_prev n stride filters x v S zeta p m_next ties signs"),
    "network": (network, "M layers x v0 ties signs zeta S"),
    "ring": (ring, "M n_prev n m stride m_next"),
    "vector": (vector, "z k"),
    "signs": (signs, "alpha t"),
    "matrix": (matrix, "B"),
    "reals": (reals, "values"),
}


def build(data: Any, work: Work) -> World:
    """Build the world that plain data describe; an entry this program does not know might matter, so it is refused."""
    kind = data.get("kind") if isinstance(data, Mapping) else None
    if kind not in tuple(WORLDS):
        raise UnableError(f"world: unknown kind {str(kind)[:40]!r}")
    make, fields = WORLDS[kind]
    unknown = set(data) - {"kind", *fields.split()}
    if unknown:
        raise UnableError(f"world: unknown entries {sorted(map(str, unknown))[:5]}")
    return make(data, work)
