"""Replay the verdicts of a boundcheck report from their certificates alone, with the standard library alone.

Run ``python recheck.py reports/*.json``.  The format is ``boundcheck-certificate/1`` (docs/certificate.md).  This
program shares no code with the tool: numbers are Fractions, square roots are exact, ``exp``, ``log`` and ``cosh`` are enclosed
by fractions with rounding outwards.  It executes nothing of what it reads, and what it cannot replay it says by name.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import math
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

Node = Any  # nested tuples, numbers as Fractions: see ``read_term``
DIGITS, BYTES, DEPTH, BRACKETS, COMMAS = 400, 64 << 20, 200, 1_500_000, 3_000_000
ZERO = Fraction(0)
WORK, BITS = 500_000, 400_000  # evaluation steps per certificate; longest numerator or denominator
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
    """A budget of steps, so that no file can keep this program busy for long; and the last instance, for claims that share it."""

    def __init__(self, steps: int = WORK, memory: dict[str, Any] | None = None) -> None:
        self.left = steps
        self.memory: dict[str, Any] = {} if memory is None else memory

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
    if (
        not isinstance(text, str)
        or len(text) > 2 * DIGITS + 2
        or not re.fullmatch(r"-?[0-9]+(/[0-9]+)?", text, re.ASCII)
    ):
        raise BrokenError(f"{what}: expected an integer or a fraction such as '-3/5', got {str(text)[:40]!r}")
    top, _, bottom = text.partition("/")
    if len(top.lstrip("-")) > DIGITS or len(bottom) > DIGITS or (bottom and not int(bottom)):
        raise BrokenError(
            f"{what}: expected at most {DIGITS} digits and a denominator that is not 0, got {text[:40]!r}"
        )
    return Fraction(int(top), int(bottom or "1"))


class Box(NamedTuple):
    """An enclosure: the value lies between two fractions."""

    lo: Fraction
    hi: Fraction


class Roots(NamedTuple):
    """An irrational exact sum of ``coefficient * sqrt(radicand)``: the radicands lie in different square classes."""

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
        for bit in f"{int(exponent):b}":
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
    "cap": "SSS*", "cup": "SSS*", "compl": "SS", "less": "SR", "without": "SSR", "span": "SRR", "rel": "ERrR",
    "both": "EEE*", "either": "EEE*", "not": "EE", "some": "EEnS", "every": "EEnS", "happens": "EnR*", "belongs": "ERS",
    "true": "E", "signs": "IRnS", "one": "IR", "independent": "EI*", "inv": "RR", "root": "RR", "ge0": "ER", "gt0": "ER", "eq0": "ER",
}  # fmt: skip
BINDERS = frozenset(("total", "largest", "smallest", "some", "every", "signs"))
SIDES = {"<=": "R", "<": "R", "==": "R", ">=": "R", ">": "R", "implies": "E", "iff": "E", "holds": "E"}
NAMED = frozenset(("sym", "at", "set", "happens"))


def read_term(raw: Any, sort: str, work: Work) -> Node:
    """Check a node of the term language and return it as tuples, numbers as Fractions; unknown heads are refused."""
    work.spend()
    if not isinstance(raw, (list, tuple)) or not raw or not isinstance(raw[0], str):
        raise BrokenError(f"term: expected a list with a head, got {str(raw)[:60]!r}")
    if raw[0] == "independent":
        raw = ["independent", *(["signs" if len(entry) == 3 else "one", *entry] for entry in map(entries, raw[1:]))]
    pattern = GRAMMAR.get(raw[0], "")
    if pattern[:1] != sort:
        raise BrokenError(f"term: expected {SORTS[sort]}, got the head {raw[0][:40]!r}")
    kinds = pattern[1:].replace("*", "")
    if len(raw) - 1 > len(kinds) and pattern.endswith("*"):
        kinds += kinds[-1] * (len(raw) - 1 - len(kinds))
    few = len(kinds) - (pattern in ("RnR*", "SnR*", "EnR*", "REE*"))
    if not min(few, len(kinds)) <= len(raw) - 1 <= len(kinds) or (raw[0] == "prob" and len(raw) > 3):
        raise BrokenError(f"term: wrong number of parts under {raw[0]!r}")
    found = tuple(read_part(part, kind, work) for part, kind in zip(raw[1:], kinds, strict=False))
    plain = {"inv": ("pow", *found, ("num", Fraction(-1))), "root": ("pow", *found, ("num", Fraction(1, 2)))}
    signs = {"ge0": "<=", "gt0": "<", "eq0": "=="}
    if raw[0] in signs:
        return ("rel", ("num", Fraction(0)), signs[raw[0]], *found)
    return plain.get(raw[0], (raw[0], *found))


SORTS = {"R": "a real term", "S": "a set", "E": "an event", "I": "signs"}


def read_part(part: Any, kind: str, work: Work) -> Any:
    """One part of a node."""
    if kind == "q":
        return number(part)
    if kind in "nr":
        if not isinstance(part, str) or not re.fullmatch("[^#]{1,200}" if kind == "n" else "<=|<|==|>=|>", part):
            raise BrokenError(f"term: expected a {'name' if kind == 'n' else 'relation'}, got {str(part)[:40]!r}")
        return part
    return read_term(part, kind, work)


def entries(entry: Any) -> Any:
    """One entry of ``independent``: a term, or term, index, set."""
    if not isinstance(entry, (list, tuple)) or len(entry) not in (1, 3):
        raise BrokenError("independent: expected entries [term] or [term, index, set]")
    return entry


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
    return plain(found)


def plain(claim: Claim) -> Claim:
    """A comparison that holds, as the comparison."""
    return Claim(claim.over, *claim.lhs[1:]) if claim.relation == "holds" and claim.lhs[0] == "rel" else claim


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
            key = tuple(v for e in entries for v in (self.listed(*e[1:]) if e[0] == "signs" else [self(e[1])]))
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
    "less": lambda e, index: tuple(i for i in e.look("set", "All") if i != e.place(index)),
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


def mentions(node: Any, heads: Sequence[str]) -> bool:
    """Say whether one of the heads occurs in a node."""
    return isinstance(node, tuple) and bool(node) and (node[0] in heads or any(mentions(part, heads) for part in node))


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


def settled(
    claim: Claim, world: World, work: Work, outcome: Any, index: Mapping[str, int], *, guard: bool = False
) -> bool:
    """Truth of a claim's body at one index and outcome, at the first precision that settles it."""
    for bits in PRECISIONS:
        here = Evaluator(world, work, bits, outcome, guard=guard)
        here.index.update(index)
        try:
            return here.connect(*claim[1:])
        except UndecidedError:
            continue
    raise UnableError("an enclosure too narrow to reach decides this comparison")


def check_witness(
    claim: Any,
    hypotheses: Iterable[Any],
    witness: Mapping[str, Any],
    work: Work | None = None,
    memory: dict[str, Any] | None = None,
) -> tuple[bool | None, str]:
    """Say whether a witness refutes a claim: True, False (it does not), or None (cannot be told), and why.

    ``memory`` keeps the last world and the hypotheses known to hold on it, for callers with several claims about one instance.
    """
    work = work or Work(20 * WORK, memory)
    try:
        read, given = read_claim(claim, work), [read_claim(h, work) for h in hypotheses]
        try:
            return refutes(read, given, witness, work)
        except FixedSignError:  # a name turns with a sign that the world holds fixed: free all signs
            return refutes(read, given, {**witness, "world": {**witness["world"], "signs": "all"}}, work)
    except BrokenError as error:
        return False, str(error)
    except (UnableError, UndefinedError, RecursionError, OverflowError) as error:
        return None, str(error) or type(error).__name__


def refutes(
    claim: Claim, hypotheses: Sequence[Claim], witness: Mapping[str, Any], work: Work
) -> tuple[bool | None, str]:
    """Replay one counterexample."""
    key = json.dumps(witness.get("world"), sort_keys=True)
    if key not in work.memory:
        world = build(witness.get("world"), work)
        work.memory.clear()
        work.memory[key] = (world, set())
    world, known = work.memory[key]
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
        if hypothesis not in known and not holds(hypothesis, world, work):
            return False, f"hypothesis {place + 1} is false on this world"
        known.add(hypothesis)
    try:
        if settled(claim, world, work, outcome, index):
            return False, "the claim is true here"
    except UndefinedError as error:
        return False, f"the claim asserts nothing here: {error}"
    return True, "every hypothesis holds and the claim is false"


def factor_of_nonzero(have: Any, need: Any) -> bool:
    """A product that is positive, or not zero, has no zero factor."""
    if need[0] != "!=" or have[0] not in ("<", "!=") or len(have[1]) != 1 or len(need[1]) != 1:
        return False
    ((product, _),), ((wanted, _),) = have[1], need[1]
    bases = {base for base, exponent in product if exponent > 0}
    return all(base in bases for base, _ in wanted)


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
    return [
        tuple(dict(zip(places, s, strict=True)).get(i, 1) for i in range(size))
        for s in itertools.product((1, -1), repeat=len(places))
    ]


class Shape:
    """One convolutional layer: n filters of length m, shifted over a ring of R rows; atom = position * n + filter."""

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
            ("set", "StripeAt"): lambda _, i: window(
                (self.start(i) // self.s - reach) * self.n, (2 * reach + 1) * self.n, self.N
            ),
        }


def fixed(values: Mapping[str, Any]) -> dict[tuple[str, str], Callable[..., Any]]:
    """Scalars that depend on nothing."""
    return {("sym", name): (lambda _, value=value: value) for name, value in values.items()}


def kept(values: Sequence[Any], k: int, ties: str, support: Iterable[int]) -> list[Any]:
    """The decoder: the k entries largest in magnitude, ties by lowest or highest index, or against the support."""
    inside = set(support)
    ranks = {"lowest": [(0, i) for i in range(len(values))], "highest": [(0, -i) for i in range(len(values))]}
    last = ranks.get(ties, [(int(i in inside), i) for i in range(len(values))])
    best = set(sorted(range(len(values)), key=lambda i: (-abs(values[i]), last[i]))[:k])
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

    def turned(name: str, *i: int) -> bool:
        return name in ("eps", "c", "xhat", "d") and i[0] not in free

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
    """A vector z, its projections onto k entries largest in magnitude (several at a tie), and what a ReLU can do."""
    z, k = field(data, "z", row), field(data, "k", natural)
    size, sizes = len(z), sorted((abs(entry) for entry in z), reverse=True)
    work.spend(math.comb(size, min(k, size)) if size < 40 else WORK * 100)
    largest = sum(sizes[:k])
    choices = [
        c for c in map(set, itertools.combinations(range(size), min(k, size))) if sum(abs(z[i]) for i in c) == largest
    ]

    def relu_gives(biases: Callable[[set[int], int], Fraction]) -> bool:
        return any(
            all(max(Fraction(0), z[i] + biases(c, i)) == (z[i] if i in c else 0) for i in range(size)) for c in choices
        )

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


def tables(data: Any, work: Work) -> World:
    """Numbers, families, sets and events by name, and nothing derived from them; random ones have an entry per outcome."""
    names: dict[tuple[str, str], Callable[..., Any]] = {}
    count = field(data, "outcomes", whole, 1)
    random = frozenset(map(str, field(data, "random", lambda value: value, [])))

    def entries(value: Any, read: Callable[[Any], Any]) -> Any:
        work.spend(1)
        return [entries(item, read) for item in value] if isinstance(value, (list, tuple)) else read(value)

    def supply(
        key: str, head: str, read: Callable[[Any], Any], show: Callable[[Any], Any] = lambda value: value
    ) -> None:
        mapping: Mapping[str, Any] = field(data, key, lambda value: value if isinstance(value, Mapping) else {}, {})
        for name, value in mapping.items():
            if name in random and (not isinstance(value, (list, tuple)) or len(value) != count):
                raise UnableError(f"world: expected {count} entries of {name[:40]}, one per outcome")
            found = entries(value, read)
            names[head, name] = (
                (lambda outcome, *places, found=found: show(at(found, outcome, *places)))
                if name in random
                else (lambda _, *places, found=found: show(at(found, *places)))
            )

    supply("scalars", "sym", number)
    supply("families", "at", number)
    supply("sets", "set", natural, lambda members: tuple(sorted({*members})))
    supply("events", "happens", lambda value: bool(among_two(value)))
    if ("set", "All") not in names:
        raise UnableError("world: expected a set named All")
    if not random <= {name for _, name in names}:
        raise UnableError("world: a random name without a table")
    return World(names, random, range(count))


def among_two(value: Any) -> int:
    """0 or 1."""
    if type(value) is not int or value not in (0, 1):
        raise UnableError(f"world: expected 0 or 1, got {str(value)[:40]!r}")
    return value


def fractions_over(whole: Sequence[int], unit: int) -> list[Fraction]:
    """Integers over one denominator, as fractions."""
    return [Fraction(entry, unit) if entry else ZERO for entry in whole]


def network(data: Any, work: Work) -> World:
    """Layers composed: x^(l-1) = A D x^(l) downwards, c^(l) = (A D)^T xhat^(l-1) upwards (Definition 2.1)."""
    M = rows = field(data, "M", whole)
    shapes, a, n_prev = [], [], 1
    for entry in field(
        data, "layers", lambda value: value if isinstance(value, (list, tuple)) and value else among()(value)
    ):
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

    units = [math.lcm(*(entry.denominator for column in dictionary for entry in column)) for dictionary in a]
    sparse = [
        [[(r, int(entry * unit)) for r, entry in enumerate(column) if entry] for column in dictionary]
        for dictionary, unit in zip(a, units, strict=True)
    ]
    scale = math.lcm(
        *(entry.denominator for entry in (*top, *v0))
    )  # integers over known denominators: as exact, and fast

    @cache
    def run(o: Any) -> dict[str, list[Any]]:
        work.spend(sum(s.N * s.R for s in shapes) >> 5)
        whole, over = [[int(entry * scale) for entry in top]], [scale]
        for signs, columns, unit, shape in zip(*map(reversed, (o, sparse, units, shapes)), strict=True):
            total = [0] * shape.R
            for sign, entry, column in zip(signs, whole[0], columns, strict=True):
                for r, weight in column if entry else ():
                    total[r] += sign * entry * weight
            whole.insert(0, total)
            over.insert(0, over[0] * unit)
        c: list[list[int]] = [[]]
        hat, high = [[p + int(q * over[0]) for p, q in zip(whole[0], v0, strict=True)]], [over[0]]
        for l, (signs, columns, unit) in enumerate(zip(o, sparse, units, strict=True), 1):
            below = hat[-1]
            c.append([s * sum(k * below[r] for r, k in column) for s, column in zip(signs, columns, strict=True)])
            hat.append(kept(c[l], len(nonzero(whole[l])), ties, nonzero(whole[l])))
            high.append(high[-1] * unit)
        x = [fractions_over(line, unit) for line, unit in zip(whole, over, strict=True)]
        xhat = [fractions_over(line, unit) for line, unit in zip(hat, high, strict=True)]
        v = [[p - q for p, q in zip(left, right, strict=True)] for left, right in zip(xhat, x, strict=True)]
        return {
            "x": x,
            "c": [fractions_over(line, unit) for line, unit in zip(c, high, strict=True)],
            "xhat": xhat,
            "v": v,
        }

    def patterns(free: set[tuple[int, int]]) -> list[Any]:
        ends = list(itertools.accumulate((s.N for s in shapes), initial=0))
        flat = all_signs((ends[l - 1] + i for l, i in free), ends[-1], work)
        return [tuple(o[low:high] for low, high in itertools.pairwise(ends)) for o in flat]

    free = {(l, i) for l, s in enumerate(shapes, 1) for i in range(s.N)}
    if field(data, "signs", among("relevant", "all"), "relevant") == "relevant":
        seen = [
            {i for column in dictionary for i in nonzero(column)} for dictionary in a
        ]  # rows that the layer above reads
        free, wider = set(), {(L, i) for i in nonzero(top)}
        while wider - free:  # a sign matters where some pattern puts its atom in x, or below the top in xhat
            free |= wider
            wider = {(l, i) for o in patterns(free) for l in range(1, L + 1) for i in nonzero(run(o)["x"][l])}
            wider |= {
                (l, i) for o in patterns(free) for l in range(1, L) for i in nonzero(run(o)["xhat"][l]) if i in seen[l]
            }
    outcomes = patterns(free)

    def level(l: int, low: int = 1) -> int:
        return l if low <= l <= L else int(at((), 0))

    @cache
    def read_error(o: Any, l: int, i: int) -> Fraction:  # the error below layer 1 is v0 for every outcome
        return inner(at(a, l - 1, i), run(o)["v"][l - 1])

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
        ("at", "size"): lambda _, l: shapes[l - 1].N if level(l, 0) else M,
        ("at", "w"): lambda o, l, i: read_error(o if level(l) > 1 else outcomes[0], l, i),
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
        ("set", "Gam"): lambda _, l, k: nonzero(at(gram, level(l) - 1, k)),
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
    random = frozenset(
        (
            "x",
            "xhat",
            "v",
            "w",
            "c",
            "eps",
            "xmin",
            "xmax",
            "stripe",
            "patcherr",
            "K",
            "Lam",
            "Off",
            "Hat",
            "W",
            "Y",
            "Small",
        )
    )
    return World(
        names, random, outcomes, lambda name, *i: name in ("eps", "c", "xhat", "v") and i not in free and i[0] > 0
    )


WORLDS: dict[str, tuple[Callable[[Any, Work], World], str]] = {
    "layer": (layer, "M n_prev n stride filters x v S zeta p m_next ties signs"),
    "network": (network, "M layers x v0 ties signs zeta S"),
    "ring": (ring, "M n_prev n m stride m_next"),
    "vector": (vector, "z k"),
    "signs": (signs, "alpha t"),
    "matrix": (matrix, "B"),
    "reals": (reals, "values"),
    "tables": (tables, "scalars families sets events outcomes random"),
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


# ------------------------------------------------------------------------------------------------ exact algebra

Poly = dict[Any, Fraction]  # frozenset of (atom, exponent) -> coefficient; an atom holds polynomials as frozensets
ONE: Any = frozenset()
ATOMS = frozenset(
    ["All", "Lam", "Off", "Gam", "Stripe", "StripeAt", "Overlap", "Hat", "PatchOut", "Nz", "Atoms"]
)  # sets that lie in All
ALL = ("set", "All")
FRESH = map("#{}".format, itertools.count(1000))  # names that no term of a file can have


def plus(*polys: Poly) -> Poly:
    """Sum."""
    found: Poly = {}
    for poly in polys:
        for mono, c in poly.items():
            found[mono] = found.get(mono, Fraction(0)) + c
    return {mono: c for mono, c in found.items() if c}


def times(poly: Poly, factor: Fraction | int) -> Poly:
    """Multiple."""
    return {mono: c * factor for mono, c in poly.items()} if factor else {}


def atom(form: Any, exponent: Fraction | int = 1) -> Poly:
    """Polynomial of one atom."""
    return {frozenset(((form, Fraction(exponent)),)): Fraction(1)}


def frozen(poly: Poly) -> Any:
    """Polynomial as part of an atom."""
    return frozenset(poly.items())


def text(form: Any) -> str:
    """One spelling of a normal form, to order its terms."""
    if isinstance(form, frozenset):
        return "{" + ",".join(sorted(map(text, form))) + "}"
    return "(" + ",".join(map(text, form)) + ")" if isinstance(form, tuple) else str(form)


def content(poly: Poly, *, signed: bool = False) -> tuple[Fraction, Any]:
    """Positive content (with the sign of the leading term, if asked for) and primitive part."""
    if not poly:
        return Fraction(1), ONE
    factor = Fraction(
        math.gcd(*(c.numerator for c in poly.values())), math.lcm(*(c.denominator for c in poly.values()))
    )
    factor = -factor if signed and poly[max(poly, key=text)] < 0 else factor
    return factor, frozen(times(poly, 1 / factor))


def contains(form: Any, part: Any) -> bool:
    """Say whether a normal form mentions a part."""
    return form == part or (isinstance(form, (tuple, frozenset)) and any(contains(child, part) for child in form))


def bound(form: Any, old: str) -> tuple[Any, str]:
    """A body with its bound index renamed by the nesting of bound indices inside, the same for all names."""
    new = f"#{height(form)}"
    return renamed(form, ("idx", old), ("idx", new)), new


def renamed(form: Any, old: Any, new: Any) -> Any:
    """Normal form with one index renamed."""
    if isinstance(form, (tuple, frozenset)):
        return new if form == old else type(form)(renamed(child, old, new) for child in form)
    return form


def height(form: Any) -> int:
    """Nesting of bound indices."""
    below = max(map(height, form), default=0) if isinstance(form, (tuple, frozenset)) else 0
    return below + (isinstance(form, tuple) and form[:1] != () and form[0] in BINDERS)


def substitute(node: Any, bind: Mapping[Any, Any]) -> Any:
    """Replace indices, parameters or metavariables; every bound index gets a new name, so that nothing is captured."""
    if not isinstance(node, tuple):
        return node
    if node[0] in NAMED and node[1] in bind:
        value = bind[node[1]]
        if not isinstance(value, Hole):
            return value
        holes = zip(value.names, node[2:], strict=True)
        return substitute(value.body, {("idx", name): substitute(term, bind) for name, term in holes})
    if node in bind:
        return bind[node]
    if node[0] in BINDERS:
        new = next(FRESH)
        return (node[0], substitute(node[1], {**bind, ("idx", node[2]): ("idx", new)}), new, substitute(node[3], bind))
    return tuple(substitute(child, bind) for child in node)


class Hole(NamedTuple):
    """A term, set or event in one index, or in several."""

    names: tuple[str, ...]
    body: Node


def lies_in_all(form: Any) -> bool:
    """Say whether a set in normal form is a part of All, the universe of complements."""
    if form[0] == "set":
        return form[1] in ATOMS
    parts = [lies_in_all(part) for part in form[1]] if form[0] in ("cap", "cup") else []
    return form[0] == "compl" or (any(parts) if form[0] == "cap" else bool(parts) and all(parts))


class Algebra:
    """Normal forms of terms, sets and events; families named in ``signs`` square to 1."""

    def __init__(self, signs: frozenset[str], work: Work) -> None:
        self.signs, self.work = signs, work
        self.known: dict[Node, Poly] = {}

    def poly(self, node: Node) -> Poly:
        """Polynomial of a real term."""
        if node not in self.known:
            self.work.spend()
            self.known[node] = self.fresh_poly(*node)
        return self.known[node]

    def fresh_poly(self, head: str, *parts: Any) -> Poly:
        """Polynomial of a real term by its head."""
        if head == "num":
            return {ONE: parts[0]} if parts[0] else {}
        if head == "add":
            return plus(*map(self.poly, parts))
        if head == "mul":
            return self.product(*map(self.poly, parts))
        if head == "pow":
            return self.power(self.poly(parts[0]), self.poly(parts[1]))
        if head == "abs":
            return self.magnitude(self.poly(parts[0]))
        if head == "exp":
            return (
                self.product(atom(("exp", frozen(self.poly(parts[0]))))) if self.poly(parts[0]) else {ONE: Fraction(1)}
            )
        if head == "total":
            return self.total(*parts)
        if head == "size":
            return self.size(self.set(parts[0]))
        if head in ("largest", "smallest"):
            body, name = bound(frozen(self.poly(parts[0])), parts[1])
            return atom((head, body, name, self.set(parts[2])))
        if head == "prob":
            return atom((head, *map(self.event, parts)))
        return atom((head, *(part if isinstance(part, str) else frozen(self.poly(part)) for part in parts)))

    def product(self, *polys: Poly) -> Poly:
        """Product, multiplied out."""
        found: Poly = {ONE: Fraction(1)}
        for poly in polys:
            self.work.spend(len(found) * len(poly))
            terms = []
            for (m, c), (n, d) in itertools.product(found.items(), poly.items()):
                powers = dict(m)
                for base, exponent in n:
                    powers[base] = powers.get(base, Fraction(0)) + exponent
                terms.append(times(self.tidy(powers), c * d))
            found = plus(*terms)
        return found

    def tidy(self, powers: Mapping[Any, Fraction]) -> Poly:
        """A product of powers: signs square to 1, exponentials merge, even powers of roots and magnitudes resolve."""
        plain, exponent, rest = {}, Poly(), list[Poly]()
        for base, e in powers.items():
            if base[0] == "exp":
                exponent = plus(exponent, times(dict(base[1]), e))
            elif base[0] in ("root", "abs") and abs(e) >= 2:
                half = int(e / 2)
                rest.append(self.power(dict(base[1]), {ONE: Fraction(half if base[0] == "root" else 2 * half)}))
                plain[base] = e - 2 * half
            else:
                plain[base] = e % 2 if base[0] == "at" and base[1] in self.signs else e
        if exponent:
            plain["exp", frozen(exponent)] = Fraction(1)
        found: Poly = {frozenset((b, e) for b, e in plain.items() if e): Fraction(1)}
        return self.product(found, *rest) if rest else found

    def power(self, base: Poly, exponent: Poly) -> Poly:
        """Powers n and n/2 of a polynomial."""
        e = exponent.get(ONE, Fraction(0))
        if set(exponent) - {ONE} or e.denominator > 2 or (not base and e <= 0):
            return atom(("pow", frozen(base), frozen(exponent)))
        if e.denominator == 2:
            return self.tidy({("root", frozen(base)): 2 * e}) if base else {}
        if 0 <= e <= 12:
            return self.product(*[base] * int(e))
        if len(base) == 1:
            ((mono, c),) = base.items()
            return times(self.tidy({b: k * e for b, k in mono}), c ** int(e))
        lead, primitive = content(base, signed=True)
        return times(atom(("inv", primitive), -e), lead ** int(e))

    def magnitude(self, poly: Poly) -> Poly:
        """Absolute value: multiplicative, and nothing where the number is evidently nonnegative or a sign."""
        if not poly:
            return {}
        shared = set.intersection(*({b for b, _ in mono if b[0] == "at" and b[1] in self.signs} for mono in poly))
        lead, primitive = content(
            {frozenset(p for p in m if p[0] not in shared): c for m, c in poly.items()}, signed=True
        )
        if len(primitive) > 1:
            return times(atom(("abs", primitive)), abs(lead))
        ((mono, _),) = primitive
        sizes = [
            atom(b, e) if self.evident(b, e) else self.tidy({("abs", frozen(atom(b))): e})
            for b, e in mono
            if not self.is_sign(b)
        ]
        return times(self.product(*sizes), abs(lead))

    def is_sign(self, base: Any) -> bool:
        """Entry of a sign family."""
        return base[0] == "at" and base[1] in self.signs

    def evident(self, base: Any, exponent: Fraction) -> bool:
        """Power of an atom that cannot be negative, wherever it is defined."""
        if base[0] in ("total", "largest"):
            return exponent % 2 == 0 or self.nonnegative(dict(base[1]))
        return exponent % 2 == 0 or base[0] in ("abs", "exp", "prob", "size", "root", "cosh")

    def nonnegative(self, poly: Poly, *, strict: bool = False) -> bool:
        """Every term is evidently nonnegative; for a strict claim one is evidently positive."""
        weak = all(c > 0 and all(self.evident(b, e) for b, e in mono) for mono, c in poly.items())
        return weak and (not strict or any(all(b[0] in ("exp", "cosh") for b, _ in mono) for mono in poly))

    def is_square(self, poly: Poly) -> bool:
        """Say whether a polynomial is the square of one: its root term by term, exponents in lexicographic order."""
        bases = sorted({b for mono in poly for b, _ in mono}, key=text)

        def lead(p: Poly) -> tuple[list[Fraction], Fraction]:
            top = max(p, key=lambda mono: [dict(mono).get(b, Fraction(0)) for b in bases])
            return [dict(top).get(b, Fraction(0)) for b in bases], p[top]

        found, rest = Poly(), poly
        for place in range(len(poly)):
            if not rest:
                break
            powers, c = lead(rest)
            if place:
                first, root = lead(found)
                powers, c = [p - q for p, q in zip(powers, first, strict=True)], c / (2 * root)
            else:
                powers, c = [p / 2 for p in powers], exact_root(c) or Fraction(0) if c > 0 else Fraction(0)
            if not c or any(p.denominator > 1 for p in powers):
                return False
            found = plus(found, {frozenset((b, p) for b, p in zip(bases, powers, strict=True) if p): c})
            rest = plus(poly, times(self.product(found, found), -1))
        return not rest

    def total(self, body: Node, name: str, over: Node) -> Poly:
        """Sum over a set: linear, factors free of the index come out."""
        where, found, new = self.set(over), Poly(), next(FRESH)
        for mono, c in self.poly(substitute(body, {("idx", name): ("idx", new)})).items():
            inner = frozenset((b, e) for b, e in mono if contains(b, ("idx", new)))
            form, index = bound(frozenset({(inner, Fraction(1))}), new)
            summed = atom(("total", form, index, where)) if inner else self.size(where)
            found = plus(found, self.product({mono - inner: c}, summed))
        return found

    def size(self, where: Any) -> Poly:
        """Number of elements; that of a complement is counted in All."""
        if where[0] == "compl" and lies_in_all(where[1]):
            return plus(atom(("size", ALL)), times(self.size(where[1]), -1))
        return atom(("size", where))

    def set(self, node: Node) -> Any:
        """Normal form of a set."""
        head, *parts = node
        if head in ("set", "span"):
            return (head, *(part if isinstance(part, str) else frozen(self.poly(part)) for part in parts))
        if head == "less":
            return (head, frozen(self.poly(parts[0])))
        if head == "without":  # the set and everything but one index
            head, parts = "cap", [parts[0], ("less", parts[1])]
        forms = [self.set(part) for part in parts]
        if head == "compl":
            return forms[0][1] if forms[0][0] == head and lies_in_all(forms[0][1]) else (head, forms[0])
        flat = frozenset(form for f in forms for form in (f[1] if f[0] == head else (f,)))
        if head == "cap" and any(lies_in_all(form) for form in flat - {ALL}):
            flat -= {ALL}
        return (head, flat) if len(flat) > 1 else next(iter(flat))

    def event(self, node: Node) -> Any:
        """Normal form of an event: comparisons of a primitive slack with 0 under "and", "or", "not"."""
        head, *parts = node
        if head == "rel":
            return self.slack(*parts)
        if head == "not":
            return opposite(self.event(parts[0]))
        if head in ("both", "either"):
            word = {"both": "and", "either": "or"}[head]
            forms = [self.event(part) for part in parts]
            flat = frozenset(form for f in forms for form in (f[1] if f[0] == word else (f,)))
            return (word, flat) if len(flat) > 1 else next(iter(flat))
        if head in ("some", "every", "signs"):
            new = next(FRESH)
            inside = substitute(parts[0], {("idx", parts[1]): ("idx", new)})
            body, index = bound(frozen(self.poly(inside)) if head == "signs" else self.event(inside), new)
            return (head, body, index, self.set(parts[2]))
        if head == "independent":
            forms = [self.event(part) for part in parts]
            return (head, frozenset((form, forms.count(form)) for form in forms))
        if head == "belongs":
            return (head, frozen(self.poly(parts[0])), self.set(parts[1]))
        return (head, *(part if isinstance(part, str) else frozen(self.poly(part)) for part in parts))

    def slack(self, left: Node, relation: str, right: Node) -> Any:
        """Normal form of a comparison: right less left, primitive."""
        if relation in (">=", ">"):
            left, relation, right = right, {">=": "<=", ">": "<"}[relation], left
        poly = plus(self.poly(right), times(self.poly(left), -1))
        return (relation, content(poly, signed=relation in ("==", "!="))[1])


def opposite(form: Any) -> Any:
    """Complement of an event in normal form."""
    head = form[0]
    if head in ("<=", "<"):
        return ({"<=": "<", "<": "<="}[head], frozen(times(dict(form[1]), -1)))
    if head in ("and", "or"):
        return ({"and": "or", "or": "and"}[head], frozenset(map(opposite, form[1])))
    if head in ("some", "every"):
        return ({"some": "every", "every": "some"}[head], opposite(form[1]), *form[2:])
    return form[1] if head == "not" else ("not", form)


# ------------------------------------------------------------------------------------------------ logic


def formula(form: Any) -> Any:
    """Event in normal form as a formula over atoms that are never the complement of one another."""
    head = form[0]
    if head in ("and", "or"):
        return (head, [formula(part) for part in form[1]])
    if head == "not" or (head in ("<", "every")):
        return ("not", formula(opposite(form)) if head != "not" else formula(form[1]))
    return ("and", []) if head == "true" else ("atom", form)


def value(f: Any, known: Mapping[Any, bool]) -> Any:
    """True, False, or the first atom that would have to be known."""
    if f[0] == "atom":
        return known.get(f[1], f)
    if f[0] == "not":
        inside = value(f[1], known)
        return not inside if isinstance(inside, bool) else inside
    open_part = None
    for part in f[1]:
        found = value(part, known)
        if found is (f[0] == "or"):
            return found
        open_part = open_part or (found if not isinstance(found, bool) else None)
    return open_part or f[0] == "and"


def possible(formulas: Sequence[Any], known: dict[Any, bool], work: Work) -> bool:
    """Say whether some truth values of the atoms make all formulas true."""
    work.spend(len(formulas))
    values = [value(f, known) for f in formulas]
    undecided = next((v for v in values if not isinstance(v, bool)), None)
    if False in [v for v in values if isinstance(v, bool)]:
        return False
    return undecided is None or any(possible(formulas, {**known, undecided[1]: guess}, work) for guess in (True, False))


# ------------------------------------------------------------------------------------------------ derivations

Over = tuple[tuple[Node, Node], ...]  # index terms and sets in which they lie


class Model:
    """Which signs a name depends on: the closure over definitions; an undeclared name depends on everything."""

    def __init__(self, data: Mapping[str, Any], work: Work) -> None:
        self.signs, self.given = frozenset(strings(data, "signs")), frozenset(strings(data, "given"))
        self.definitions: dict[str, Claim] = {}
        for raw in listed(data, "definitions"):
            claim = read_claim(raw, work)
            name = claim.lhs[1] if claim.lhs[0] in NAMED else None
            plain = [part for part in claim.lhs[2:] if part in [("idx", q) for q, _ in claim.over]]
            if (
                name is None
                or name in (*self.definitions, *self.signs)
                or claim.relation not in ("==", "iff")
                or name in names(claim.rhs)
            ):
                raise BrokenError(f"definition of {name}: not one equality of a new name")
            if len(plain) != len(set(plain)) or len(plain) != len(claim.lhs[2:]):
                raise UnableError(f"definition of {name}: its indices are not distinct quantified ones")
            self.definitions[name] = claim
        self.depends = {name: frozenset(strings(data["depends"], name)) for name in data.get("depends", {})}

    def behind(self, node: Any, seen: frozenset[str] = frozenset()) -> frozenset[str]:
        """Signs behind a term."""
        return frozenset[str]().union(*(self.behind_name(name, seen) for name in names(node)))

    def behind_name(self, name: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
        """Signs behind a name; "?" for an unknown one."""
        if name in self.signs or name in self.given or name in seen:
            return frozenset((name,)) & self.signs
        if name in self.definitions:
            return self.behind(tuple(self.definitions[name]), seen | {name})
        parts = self.depends.get(name)
        return (
            frozenset("?")
            if parts is None
            else frozenset[str]().union(*(self.behind_name(p, seen | {name}) for p in parts))
        )


def names(node: Any) -> set[str]:
    """Names of families, parameters, sets and events in a node."""
    if not isinstance(node, tuple) or not node:
        return set()
    own = {node[1]} if node[0] in NAMED else set()
    return own.union(*map(names, node))


def listed(data: Mapping[str, Any], key: str) -> list[Any]:
    """A list in a certificate."""
    found = data.get(key, [])
    if not isinstance(found, (list, tuple)):
        raise BrokenError(f"{key}: expected a list")
    return list(found)


def strings(data: Mapping[str, Any], key: str) -> list[str]:
    """A list of names."""
    return [part if isinstance(part, str) else str(part) for part in listed(data, key)]


class Derivation:
    """Replays the lines of one derivation."""

    def __init__(self, data: Mapping[str, Any], goal: Claim, work: Work) -> None:
        self.work, self.model, self.goal = work, Model(data, work), goal
        self.algebra = Algebra(self.model.signs, work)
        self.facts: dict[str, Claim] = {f"def:{name}": claim for name, claim in self.model.definitions.items()}
        self.withheld: dict[
            str, str
        ] = {}  # facts that hold under further hypotheses, and why they may not be used as they are
        self.given: list[Claim] = []  # hypotheses that are comparisons
        self.granted: list[Claim] = []  # conditions under which goal and hypotheses are defined

    # when one claim follows from another

    def fact(self, name: Any) -> Claim:
        """A fact by its name."""
        if not isinstance(name, str) or name not in self.facts:
            raise BrokenError(f"there is no fact {str(name)[:60]!r}")
        if name in self.withheld:
            raise UnableError(self.withheld[name])
        return self.facts[name]

    def form(self, claim: Claim) -> Any:
        """Normal form of a claim, quantifiers aside."""
        if claim.relation in ("implies", "iff", "holds"):
            return (claim.relation, self.algebra.event(claim.lhs), self.algebra.event(claim.rhs))
        return self.algebra.slack(*claim[1:])

    def opened(self, claim: Claim) -> tuple[Claim, Over]:
        """Claim with its quantified indices under new names, and what they are known to lie in."""
        bind: dict[Any, Node] = {}
        over = []
        for name, where in claim.over:
            here = substitute(where, bind)
            bind["idx", name] = ("idx", next(FRESH))
            over.append((bind["idx", name], here))
        return Claim((), substitute(claim.lhs, bind), claim.relation, substitute(claim.rhs, bind)), tuple(over)

    def member(self, form: Any, where: Any) -> Any:
        """Formula for "an index lies in a set"."""
        head = where[0]
        if head in ("cap", "cup"):
            return ({"cap": "and", "cup": "or"}[head], [self.member(form, part) for part in where[1]])
        if head == "compl":
            return ("and", [self.member(form, ALL), ("not", self.member(form, where[1]))])
        if head == "less":
            pair = frozenset((form, where[1]))
            return ("not", ("and", []) if len(pair) == 1 else ("atom", ("equal", pair)))
        here = ("atom", ("in", form, where))
        return ("and", [here, ("atom", ("in", form, ALL))]) if lies_in_all(where) and where != ALL else here

    def inside(self, index: Node, over: Node, known: Over) -> bool:
        """Say whether an index certainly lies in a set."""
        form, where = frozen(self.algebra.poly(index)), self.algebra.set(over)
        if where[0] == "span" and self.between(form, where, known):
            return True
        facts = [self.member(frozen(self.algebra.poly(i)), self.algebra.set(s)) for i, s in known]
        goal = self.member(form, where)
        atoms = {a for f in (*facts, goal) for a in atoms_of(f)}
        pairs = [a[1] for a in atoms if a[0] == "equal"]
        sets = {a[2] for a in atoms if a[0] == "in"}
        same = [("or", [("not", ("atom", ("equal", p))), ("not", ("atom", ("in", a, s))), ("atom", ("in", b, s))])
                for p in pairs for a, b in itertools.permutations(p, 2) for s in sets]  # fmt: skip
        lifted = [
            ("or", [("not", ("atom", a)), ("atom", ("in", a[1], ALL))])
            for a in atoms
            if a[0] == "in" and lies_in_all(a[2])
        ]
        return not possible([*facts, *same, *lifted, ("not", goal)], {}, self.work)

    def between(self, form: Any, where: Any, known: Over) -> bool:
        """Membership in a span: integers between its ends, by one known bound and a nonnegative constant."""
        if not all(c.denominator == 1 and (not m or [(b[0], e) for b, e in m] == [("idx", 1)]) for m, c in form):
            return False
        slacks: list[Poly] = [{}]
        found = [*known]
        for index, over in found:
            if over[0] == "cap":
                found += [(index, part) for part in over[1:]]
            if over[0] == "span":
                first, last, here = (self.algebra.poly(n) for n in (over[1], over[2], index))
                slacks += [plus(b, times(a, -1)) for a, b in ((first, here), (here, last), (first, last))]
        ends = plus(dict(form), times(dict(where[1]), -1)), plus(dict(where[2]), times(dict(form), -1))
        rests = [[plus(end, times(s, -1)) for s in slacks] for end in ends]
        return all(any(set(r) <= {ONE} and r.get(ONE, Fraction(0)) >= 0 for r in rest) for rest in rests)

    def instances(self, fact: Claim, need: Claim, known: Over) -> Iterator[Claim]:
        """Instances of a fact at index terms that lie in its sets."""
        terms = sorted(
            {i for i, _ in known} | set().union(*(index_terms(part, frozenset()) for part in (need.lhs, need.rhs))),
            key=repr,
        )
        for choice in itertools.product(terms, repeat=len(fact.over)):
            found = self.instance(fact, dict(zip((name for name, _ in fact.over), choice, strict=True)), known)
            if found is not None:
                yield found

    def instance(self, fact: Claim, at: Mapping[str, Node], known: Over) -> Claim | None:
        """One instance, if its indices lie in their sets."""
        self.work.spend()
        bind: dict[Any, Node] = {}
        for name, over in fact.over:
            if name not in at or not self.inside(at[name], substitute(over, bind), known):
                return None
            bind["idx", name] = at[name]
        return Claim((), substitute(fact.lhs, bind), fact.relation, substitute(fact.rhs, bind))

    def follows(self, fact: Claim, need: Claim, known: Over = ()) -> bool:
        """Say whether the claim needed is an instance of a fact, or weaker."""
        inner, over = self.opened(need)
        known = (*known, *over)
        wanted = self.form(inner)
        return any(weaker(self.form(found), wanted) for found in self.instances(fact, inner, known))

    def trivial(self, need: Claim) -> bool:
        """Say whether a claim is true by algebra alone."""
        inner, over = self.opened(need)
        form = self.form(inner)
        if form[0] == "holds":
            return need.lhs[0] == "belongs" and self.inside(inner.lhs[1], inner.lhs[2], over)
        if form[0] in ("implies", "iff"):
            return bool(form[1] == form[2])
        return not form[1] if form[0] == "==" else self.algebra.nonnegative(dict(form[1]), strict=form[0] != "<=")

    # replacing equals by equals

    def rewritten(self, claim: Claim, equalities: Sequence[Claim]) -> Iterator[Claim]:
        """The claim after each round of replacing left sides of equalities by right sides."""
        for _ in range(13):
            yield claim
            known = tuple((("idx", name), where) for name, where in claim.over)
            sides = [self.replaced(side, equalities, known) for side in (claim.lhs, claim.rhs)]
            if sides == [claim.lhs, claim.rhs]:
                return
            claim = Claim(claim.over, sides[0], claim.relation, sides[1])

    def replaced(self, node: Any, equalities: Sequence[Claim], known: Over) -> Any:
        """One round of replacement inside a node."""
        if not isinstance(node, tuple) or not node:
            return node
        self.work.spend()
        for equality in equalities:
            found = self.matched(node, equality, known)
            if found is not None:
                return found
        if node[0] in ("prob", "independent"):  # an average over all outcomes: only what holds at all of them
            if self.assumed and self.model.behind(self.assumed):
                return node
            known = tuple((i, s) for i, s in known if not self.model.behind(s))
        if node[0] in BINDERS:
            new = next(FRESH)
            body = substitute(node[1], {("idx", node[2]): ("idx", new)})
            changed = self.replaced(body, equalities, (*known, (("idx", new), node[3])))
            where = self.replaced(node[3], equalities, known)
            return node if (changed, where) == (body, node[3]) else (node[0], changed, new, where)
        return tuple(self.replaced(child, equalities, known) for child in node)

    def matched(self, node: Node, equality: Claim, known: Over) -> Node | None:
        """Right side of an equality whose left side, at some indices, is this node."""
        left = equality.lhs
        if left[0] != node[0] or (left[0] in NAMED and left[1:2] != node[1:2]) or len(left) != len(node):
            return None
        quantified = [("idx", name) for name, _ in equality.over]
        terms: list[Any] = [()]
        if quantified:
            slots = (
                [[t for s, t in zip(left[2:], node[2:], strict=True) if s == q] for q in quantified]
                if left[0] in NAMED
                else []
            )
            terms = list(
                itertools.product(*(s or index_terms(node, frozenset()) for s in slots or [[]] * len(quantified)))
            )
        form = (
            self.algebra.event
            if equality.relation == "iff"
            else self.algebra.set
            if left[0] == "set"
            else self.algebra.poly
        )
        for choice in terms:
            found = self.instance(equality, dict(zip((name for name, _ in equality.over), choice, strict=True)), known)
            if found is not None and (found.lhs == node or form(found.lhs) == form(node)):
                return found.rhs
        return None

    # where terms are defined

    def conditions(self, node: Any, over: tuple[tuple[str, Node], ...], *, sure: bool = False) -> Iterator[Claim]:
        """What must hold for a node to be defined; with ``sure`` only what is evaluated whenever the node is."""
        if not isinstance(node, tuple) or not node or (sure and node[0] in ("both", "either")):
            return
        if node[0] in BINDERS:
            new = next(FRESH)
            yield from self.conditions(
                substitute(node[1], {("idx", node[2]): ("idx", new)}), (*over, (new, node[3])), sure=sure
            )
            yield from self.conditions(node[3], over, sure=sure)
            return
        for child in node[2:] if sure and node[0] == "prob" and len(node) == 3 else node:
            yield from self.conditions(child, over, sure=sure)
        zero = ("num", Fraction(0))
        if node[0] == "pow":
            e = self.algebra.poly(node[2]).get(ONE, Fraction(0))
            if e.denominator == 2:
                yield Claim(over, zero, "<=", node[1])
            if e < 0:
                yield Claim(over, node[1], "!=", zero)
        if node[0] == "log":
            yield Claim(over, zero, "<", node[1])
        if node[0] == "prob" and len(node) == 3:
            yield Claim(over, ("prob", node[2]), "!=", zero)

    def require_defined(self, *claims: Claim) -> None:
        """Refuse terms that may be undefined where the goal asserts something."""
        for claim in claims:
            for part in (claim.lhs, claim.rhs, *(s for _, s in claim.over)):
                for need in self.conditions(part, claim.over):
                    if not self.is_defined(need):
                        raise UnableError(f"it is not shown that {spell(need.lhs)} {need.relation} {spell(need.rhs)}")

    def is_defined(self, need: Claim) -> bool:
        """Look for a reason why a term is positive, nonnegative or not zero."""
        inner, over = self.opened(need)
        form = self.form(inner)
        poly = dict(form[1])
        if need.relation == "!=":
            if self.algebra.nonnegative(poly, strict=True) or self.algebra.nonnegative(times(poly, -1), strict=True):
                return True
            for mono in poly if self.algebra.nonnegative(poly) or len(poly) == 1 else ():
                if all(self.reason(("!=", frozen(atom(b))), inner, over) for b, _ in mono):
                    return True
        elif self.algebra.nonnegative(poly, strict=need.relation == "<"):
            return True
        return self.reason(form, inner, over)

    def reason(self, form: Any, need: Claim, known: Over) -> bool:
        """Some fact or granted condition gives a condition in normal form."""
        if form[0] == "!=" and (self.algebra.nonnegative(dict(form[1]), strict=True)):
            return True
        usable = [c for name, c in self.facts.items() if name not in self.withheld and c.relation in COMPARE]
        return any(
            weaker(self.form(c), form) or factor_of_nonzero(self.form(c), form)
            for f in (*self.granted, *self.given, *usable)
            for c in self.instances(f, need, known)
        )

    # lines

    before: dict[str, Claim] | None = None  # facts before the assumption that is open
    assumed: Node = ()

    def by_assuming(self, line: Mapping[str, Any], conclusion: Claim) -> None:
        """An event becomes a fact until it is discharged."""
        if (
            self.before is not None
            or conclusion.over
            or self.form(conclusion) != self.form(plain(self.event_claim(line)))
        ):
            raise BrokenError("one assumption is open already, or it is not the event")
        self.before, self.assumed = dict(self.facts), read_term(line.get("event"), "E", self.work)

    def event_claim(self, line: Mapping[str, Any]) -> Claim:
        """The event of a line as a claim."""
        return Claim((), read_term(line.get("event"), "E", self.work), "holds", ("true",))

    def by_discharging(self, line: Mapping[str, Any], conclusion: Claim) -> None:
        """The assumption implies the fact; what was found since is forgotten."""
        fact = self.fact((listed(line, "by") or [None])[0])
        if self.before is None or fact.relation in ("implies", "iff"):
            raise BrokenError("no assumption is open, or the fact is an implication itself")
        event = fact.lhs if fact.relation == "holds" else ("rel", *fact[1:])
        if not self.equal(Claim(fact.over, self.assumed, "implies", event), conclusion):
            raise BrokenError("the conclusion is not that the assumption implies the fact")
        self.facts, self.before, self.assumed = self.before, None, ()

    def by_detaching(self, line: Mapping[str, Any], conclusion: Claim) -> None:
        """Modus ponens."""
        fact = self.fact((listed(line, "by") or [None])[0])
        if fact.relation not in ("implies", "iff"):
            raise BrokenError("the fact is no implication")
        self.premises(line, [plain(Claim(fact.over, fact.lhs, "holds", ("true",)))])
        if not self.equal(plain(Claim(fact.over, fact.rhs, "holds", ("true",))), conclusion):
            raise BrokenError("the conclusion is not the right side of the implication")

    def grant(self, claim: Claim, *, pointwise: bool) -> None:
        """Goal and hypotheses are asserted where they are defined: there, what they divide by is not 0."""
        found = [
            need
            for place, (_, where) in enumerate(claim.over)
            for need in self.conditions(where, claim.over[:place], sure=True)
        ]
        for side in (claim.lhs, claim.rhs) if claim.relation != "implies" else (claim.lhs,):
            found += self.conditions(side, claim.over, sure=True)
        self.granted += [need for need in found if pointwise or not self.model.behind(tuple(need))]

    def replay(self, lines: Sequence[Any]) -> None:
        """Check every line, then that the last one gives the goal."""
        last = None
        for line in lines:
            name = line.get("name") if isinstance(line, Mapping) else None
            if not isinstance(name, str) or name in self.facts or not isinstance(line.get("rule"), str):
                raise BrokenError(f"line {str(name)[:60]!r}: expected a new name and a rule")
            try:
                conclusion = closed(read_claim(line.get("conclusion"), self.work))
                KINDS.get(line["rule"], Derivation.by_rule)(self, line, conclusion)
                self.require_defined(conclusion)
                if (
                    self.assumed
                    and self.model.behind(self.assumed)
                    and mentions(tuple(conclusion), ("prob", "independent"))
                ):
                    raise BrokenError("an average over signs under an assumption about them")
            except (BrokenError, UnableError) as error:
                raise type(error)(f"line {name!r} ({line['rule'][:40]}): {error}") from error
            self.facts[name] = last = conclusion
        if last is None or self.assumed or not self.follows(last, self.goal):
            raise BrokenError("the last line is not the claim")

    def premises(self, line: Mapping[str, Any], needs: Sequence[Claim]) -> None:
        """Each premise follows from the fact named beside it."""
        pairs = [pair[1] for pair in listed(line, "premises") if isinstance(pair, (list, tuple)) and len(pair) == 2]
        for need in needs:
            if not ("algebra" in pairs and self.trivial(need)) and not any(
                self.follows(self.fact(p), need) for p in pairs if p != "algebra"
            ):
                raise BrokenError(f"the premise {spell(tuple(need))[:200]} does not follow from {pairs}")
            self.require_defined(need)

    def by_rule(self, line: Mapping[str, Any], conclusion: Claim) -> None:
        """An instance of a rule of the table."""
        rule = RULES.get(line["rule"])
        if rule is None:
            raise UnableError("a rule that is not in this program's table")
        context, bind = read_over(line.get("context", []), self.work), {}
        for name, sort in rule.metavariables.items():
            raw = line.get("bind", {}).get(f"?{name[1:]}")
            hole = isinstance(raw, Mapping)
            body = read_term(raw.get("body") if hole else raw, sort, self.work)
            over = raw.get("index") if hole else None
            names = (
                [read_part(n, "n", self.work) for n in (over if isinstance(over, (list, tuple)) else [over])]
                if hole
                else []
            )
            bind[name] = Hole(tuple(names), body) if hole else body
        for node in (*(bind[name][-1] if isinstance(bind[name], Hole) else bind[name] for name in rule.fixed),
                     *(where for _, where in context if rule.averages)):  # fmt: skip
            if self.model.behind(node):
                raise BrokenError(
                    f"{spell(node)} depends on {sorted(self.model.behind(node))}, over which the rule averages"
                )
        for name in rule.within:
            if not lies_in_all(self.algebra.set(bind[name])):
                raise UnableError(f"it is not known that {spell(bind[name])} lies in All, where complements are taken")
        filled = [Claim((*context, *((n, substitute(s, bind)) for n, s in c.over)), substitute(c.lhs, bind), c.relation, substitute(c.rhs, bind))
                  for c in (*rule.premises, rule.conclusion)]  # fmt: skip
        filled = [*map(plain, filled)]
        self.premises(line, filled[:-1])
        self.require_defined(filled[-1])
        if not self.equal(filled[-1], conclusion):
            raise BrokenError("the conclusion is not that of the rule")

    def equal(self, left: Claim, right: Claim) -> bool:
        """Same claim up to names of quantified indices and algebra, set by set."""
        if len(left.over) != len(right.over):
            return False
        bind = {("idx", n): ("idx", m) for (n, _), (m, _) in zip(left.over, right.over, strict=True)}
        sets = [
            self.algebra.set(substitute(s, bind)) == self.algebra.set(t)
            for (_, s), (_, t) in zip(left.over, right.over, strict=True)
        ]
        moved = Claim((), substitute(left.lhs, bind), left.relation, substitute(left.rhs, bind))
        return all(sets) and self.form(moved) == self.form(Claim((), *right[1:]))

    def equalities(self, line: Mapping[str, Any], *, definitions: bool = False, skip: int = 0) -> list[Claim]:
        """Equalities and equivalences among the facts a line names."""
        found = [
            self.fact(name) for name in listed(line, "by")[skip:] if not definitions or str(name).startswith("def:")
        ]
        return [fact for fact in found if fact.relation in ("==", "iff")]

    def by_algebra(self, line: Mapping[str, Any], conclusion: Claim) -> None:
        """True by algebra after replacing equals by equals."""
        if not any(self.trivial(claim) for claim in self.rewritten(conclusion, self.equalities(line))):
            raise BrokenError("algebra does not give it")

    def by_restating(self, line: Mapping[str, Any], conclusion: Claim) -> None:
        """The first fact named, after replacing equals by equals on both sides."""
        source, equalities = self.fact((listed(line, "by") or [None])[0]), self.equalities(line, skip=1)
        have, need = ([*self.rewritten(claim, equalities)] for claim in (source, conclusion))
        if not any(self.follows(h, n) for h, n in ((have[-1], need[-1]), (have[0], need[-1]), (have[-1], need[0]))):
            raise BrokenError("the fact does not say that")

    def factor(self, data: Any, line: Mapping[str, Any], known: Over, case: Sequence[Any]) -> tuple[str, Poly]:
        """One factor of a product: its relation to 0 and its polynomial."""
        if isinstance(data, Mapping) and set(data) == {"nonnegative"}:
            node = read_term(data["nonnegative"], "R", self.work)
            if not self.algebra.nonnegative(self.algebra.poly(node)) and not self.algebra.is_square(
                self.algebra.poly(node)
            ):
                raise BrokenError(f"{spell(node)} is not evidently nonnegative")
            self.require_defined(Claim(tuple((i[1], s) for i, s in known), node, "==", node))
            return "<=", self.algebra.poly(node)
        if isinstance(data, Mapping) and set(data) == {"case"}:
            form = self.algebra.event(read_term(data["case"], "E", self.work))
            if form not in case:
                raise BrokenError("a case that is not among the cases of the claim")
            return form[0], dict(form[1])
        if not isinstance(data, Mapping) or not {"fact"} <= set(data) <= {"fact", "at", "slack"}:
            raise BrokenError("a factor is a fact, a nonnegative term or a case")
        at = {name: read_term(term, "R", self.work) for name, term in data.get("at", {}).items()}
        fact = [*self.rewritten(self.fact(data["fact"]), self.equalities(line, definitions=True))][-1]
        found = self.instance(fact, at, known) if fact.relation in COMPARE else None
        if found is None:
            raise BrokenError(f"{data['fact']!r} is no comparison, or an index does not lie in its set")
        self.require_defined(found._replace(over=tuple((i[1], s) for i, s in known)))
        form = self.form(found)
        poly = dict(form[1])
        if (
            form[0] == "==" and "slack" in data
        ):  # an equality may be read from either side: the certificate says from which
            poly = self.algebra.poly(read_term(data["slack"], "R", self.work))
            if frozen(poly) not in (form[1], frozen(times(dict(form[1]), -1))):
                raise BrokenError("the slack of an equality is not its own")
        return form[0], poly

    def combined(self, terms: Any, line: Mapping[str, Any], known: Over, case: Sequence[Any] = ()) -> tuple[Poly, bool]:
        """A sum of multiplier times product of factors, and whether it is certainly positive."""
        total, strict = Poly(), False
        for multiplier, factors in ((number(t[0]), t[1]) for t in (terms if isinstance(terms, list) else ())):
            parts = [self.factor(data, line, known, case) for data in factors]
            if multiplier < 0 and not any(relation == "==" for relation, _ in parts):
                raise BrokenError("a negative multiplier")
            strict = strict or (multiplier > 0 and all(relation == "<" for relation, _ in parts))
            total = plus(total, times(self.algebra.product(*(poly for _, poly in parts)), multiplier))
        return total, strict

    def by_arithmetic(self, line: Mapping[str, Any], conclusion: Claim) -> None:
        """The slack is a combination of products of known slacks."""
        known = tuple((("idx", name), where) for name, where in conclusion.over)
        goal = [*self.rewritten(conclusion, self.equalities(line))][-1]
        form = self.form(goal)
        wanted = [dict(form[1])] + ([times(dict(form[1]), -1)] if form[0] == "==" else [])
        found = [self.combined(terms, line, known) for terms in listed(line, "combination")]
        if form[0] not in COMPARE or [poly for poly, _ in found] != wanted or (form[0] == "<" and not found[0][1]):
            raise BrokenError("the combination is not the slack")

    def by_cases(self, line: Mapping[str, Any], conclusion: Claim) -> None:
        """Every case of "the claim fails" is contradictory."""
        known = tuple((("idx", name), where) for name, where in conclusion.over)
        form = self.form(conclusion)
        relation, left, right = form if len(form) == 3 else ("holds", form, form)
        ways = {"implies": [(left, right)], "iff": [(left, right), (right, left)], "holds": [(("true",), left)]}
        failing = [case for a, b in ways[relation] for case in cases(("and", (a, opposite(b))))]
        for case in failing:
            if not any(self.contradicts(terms, line, known, case) for terms in listed(line, "combination")):
                raise BrokenError("a case is not contradictory")

    def contradicts(self, terms: Any, line: Mapping[str, Any], known: Over, case: Sequence[Any]) -> bool:
        """The combination is a negative constant, or 0 and positive."""
        try:
            total, strict = self.combined(terms, line, known, case)
        except BrokenError:
            return False
        return set(total) <= {ONE} and (total.get(ONE, Fraction(0)) < 0 or (strict and not total))

    def by_logic(self, line: Mapping[str, Any], conclusion: Claim) -> None:
        """Propositional consequence of the facts named."""
        inner, known = self.opened(conclusion)
        given = [
            self.sentence(found)
            for name in listed(line, "by")
            for found in self.instances(self.fact(name), inner, known)
        ]
        wanted = self.sentence(inner)
        atoms = sorted({a for f in (*given, wanted) for a in atoms_of(f)}, key=text)
        either = [("or", [("atom", a), ("atom", ("<=", frozen(times(dict(a[1]), -1))))]) for a in atoms if a[0] == "<="]
        if possible([*given, *either, ("not", wanted)], {}, self.work):
            raise BrokenError("logic does not give it")

    def sentence(self, claim: Claim) -> Any:
        """Claim between events as a formula."""
        form = self.form(claim)
        one, two = (formula(form[1]), formula(form[2])) if len(form) == 3 else (formula(form), None)
        there, back = ("or", [("not", one), two]), ("or", [("not", two), one])
        return {"implies": there, "iff": ("and", [there, back])}.get(form[0], one)

    conditional: Mapping[str, tuple[Claim, Sequence[Claim]]] = {}

    def by_putting(self, line: Mapping[str, Any], conclusion: Claim) -> None:
        """A used step with parameters replaced; the hypotheses it needs must hold so replaced."""
        if line.get("fact") not in self.conditional:
            raise BrokenError("no used step of that name")
        claim, needs = self.conditional[line["fact"]]
        bind: dict[Any, Node] = {
            ("sym", name): read_term(term, "R", self.work) for name, term in line.get("bind", {}).items()
        }
        averaged = any(mentions(tuple(c), ("prob", "independent")) for c in (claim, *needs))
        for term in bind.values():
            if averaged and self.model.behind(term):
                raise BrokenError(f"{spell(term)} depends on signs, but stands for a fixed parameter")
        filled = []
        for found in (*needs, claim):
            inner, over = self.opened(found)
            filled.append(
                Claim(
                    tuple((i[1], substitute(s, bind)) for i, s in over),
                    substitute(inner.lhs, bind),
                    inner.relation,
                    substitute(inner.rhs, bind),
                )
            )
        self.premises(line, filled[:-1])
        if not self.equal(filled[-1], conclusion):
            raise BrokenError("the conclusion is not the step with its parameters replaced")


KINDS: dict[str, Callable[[Derivation, Mapping[str, Any], Claim], None]] = {
    "algebra": Derivation.by_algebra, "restate": Derivation.by_restating, "arith": Derivation.by_arithmetic,
    "linear": Derivation.by_cases, "logic": Derivation.by_logic, "put": Derivation.by_putting,
    "assuming": Derivation.by_assuming, "discharge": Derivation.by_discharging, "detach": Derivation.by_detaching,
}  # fmt: skip


def weaker(have: Any, need: Any) -> bool:
    """Say whether one normal form gives another."""
    if have == need:
        return True
    if have[0] == "iff":
        return need[0] in ("iff", "implies") and set(have[1:]) == set(need[1:])
    if have[0] not in ("<", "==") or need[0] not in ("<=", "!="):
        return False
    flipped = have[1] == frozen(times(dict(need[1]), -1))
    same = have[1] == need[1] and (have[0], need[0]) != ("==", "!=")
    return same or (flipped and {have[0], need[0]} in ({"==", "<="}, {"<", "!="}))


def atoms_of(f: Any) -> set[Any]:
    """Atoms of a formula."""
    return {f[1]} if f[0] == "atom" else atoms_of(f[1]) if f[0] == "not" else set().union(*map(atoms_of, f[1]))


def cases(form: Any) -> list[list[Any]]:
    """Ways in which an event can happen, each a list of comparisons."""
    if form[0] == "or":
        return [case for part in form[1] for case in cases(part)]
    if form[0] == "and":
        return [[*itertools.chain(*choice)] for choice in itertools.product(*map(cases, form[1]))]
    return [[form]] if form[0] in ("<=", "<", "==") else [[]]


def index_terms(node: Any, hidden: frozenset[Node]) -> set[Node]:
    """What stands in the place of an index, free of bound indices."""
    if not isinstance(node, tuple) or not node:
        return set()
    if node[0] in BINDERS:
        return index_terms(node[1], hidden | {("idx", node[2])}) | index_terms(node[3], hidden)
    own = set(node[2:]) if node[0] in NAMED else {node} if node[0] == "idx" else set()
    return {t for t in own if not any(contains(t, h) for h in hidden)}.union(
        *(index_terms(child, hidden) for child in node)
    )


def spell(node: Any) -> str:
    """A node in short prefix notation."""
    if not isinstance(node, tuple):
        return str(node)
    if node and node[0] in ("num", "sym", "idx"):
        return str(node[1])
    return f"{node[0] if node else ''}({', '.join(map(spell, node[1:]))})"[:300]


def closed(claim: Claim) -> Claim:
    """Refuse a claim with a free index, or with one name for two quantifiers: it could be read in two ways."""
    taken: frozenset[str] = frozenset()
    for name, over in claim.over:
        if name in taken or free(over, taken):
            raise UnableError(
                f"the quantifier of {name} repeats a name or mentions an index that is not quantified before"
            )
        taken |= {name}
    if free(claim.lhs, taken) or free(claim.rhs, taken):
        raise UnableError("an index that is not quantified")
    return claim


def free(node: Any, taken: frozenset[str]) -> bool:
    """Say whether a node has an index that nothing binds."""
    if not isinstance(node, tuple) or not node:
        return False
    if node[0] == "idx":
        return node[1] not in taken
    if node[0] in BINDERS:
        return free(node[1], taken | {node[2]}) or free(node[3], taken)
    return any(free(child, taken) for child in node)


# ------------------------------------------------------------------------------------------------ the rules


class Rule(NamedTuple):
    """Whenever the premises hold, so does the conclusion, for all values of the metavariables."""

    premises: list[Claim]
    conclusion: Claim
    metavariables: dict[str, str]  # name -> sort
    fixed: list[str]  # must not depend on any sign
    within: list[str]  # sets that must lie in All
    averages: bool  # speaks of probability or independence: then the context must not depend on signs either


def rules() -> Iterator[tuple[str, Rule]]:
    """Read the theorems below, each true for all families f g s alpha, sets K H, events E F, numbers a b c d p u, indices j k.

    termwise: (f j) <= (g j) for j K => (total (f j) j K) <= (total (g j) j K)
    termwise_equal: (f j) == (g j) for j K => (total (f j) j K) == (total (g j) j K)
    exchange_sums: => (total (total (f j k) k H) j K) == (total (total (f j k) j K) k H)
    restrict_sum within K: (f j) == 0 for j (cap K (compl H)) => (total (f j) j K) == (total (f j) j (cap K H))
    smaller_set: (f j) >= 0 for j K => (total (f j) j (cap K H)) <= (total (f j) j K)
    single_term: => (total (f j) j K) == (+ (f k) (total (f j) j (without K k))) for k K
    split_off: (belongs a K) holds => (total (f j) j K) == (+ (f a) (total (f j) j (without K a)))
    without_nonmember: (belongs a (compl K)) holds => (total (f j) j (without K a)) == (total (f j) j K)
    squared_sum: => (^ (total (f j) j K) 2) <= (* (size K) (total (^ (f j) 2) j K))
    take_out: => (size (without K k)) == (+ -1 (size K)) for k K
    in_both: (belongs a K) holds & (belongs a H) holds => (belongs a (cap K H)) holds
    take_out_member: (belongs a K) holds => (size (without K a)) == (+ -1 (size K))
    split_sum within K: => (total (f j) j K) == (+ (total (f j) j (cap K (compl H))) (total (f j) j (cap K H)))
    supported_sum: (belongs j K) holds for j H & (not (belongs j H)) implies ((f j) == 0) for j K => (total (* (f j) (g j)) j K) == (total (* (f j) (g j)) j H)
    supported_largest within K: (belongs j K) holds for j H & (f j) == 0 for j (cap K (compl H)) & (f j) >= 0 for j H => (largest (f j) j K) == (largest (f j) j H)
    at_a_member: (f j) <= a for j K & (belongs b K) holds => (f b) <= a
    count_within: (belongs j G0) holds for j (cap K H) => (size (cap K H)) <= (size (cap K G0))
    subset_count: (belongs j H) holds for j K => (size K) <= (size H)
    triangle: => (abs (total (f j) j K)) <= (total (abs (f j)) j K)
    triangle_two: => (abs (+ a b)) <= (+ (abs a) (abs b))
    reverse_triangle: => (abs (+ a b)) >= (+ (abs a) (* -1 (abs b)))
    magnitude_of_product: => (abs (* a b)) == (* (abs a) (abs b))
    magnitude: => a <= (abs a)
    product_of_magnitudes: (abs a) <= c & (abs b) <= d => (* (abs a) (abs b)) <= (* c d)
    product_of_squares: (abs a) <= c & (abs b) <= d => (* (^ a 2) (^ b 2)) <= (* (^ c 2) (^ d 2))
    square: (abs a) <= c => (^ a 2) <= (^ c 2)
    square_root: a >= 0 & a <= b => (^ a 1/2) <= (^ b 1/2)
    root_below: a >= 0 & b >= 0 & a <= (^ b 2) => (^ a 1/2) <= b
    cauchy_schwarz: => (abs (total (* (f j) (g j)) j K)) <= (* (^ (total (^ (f j) 2) j K) 1/2) (^ (total (^ (g j) 2) j K) 1/2))
    below_largest: (f j) >= 0 for j K => (f k) <= (largest (f j) j K) for k K
    largest_below: a >= 0 & (f j) <= a for j K => (largest (f j) j K) <= a
    largest_monotone: (g j) >= 0 for j K & (f j) <= (g j) for j K => (largest (f j) j K) <= (largest (g j) j K)
    largest_equal: (f j) == (g j) for j K => (largest (f j) j K) == (largest (g j) j K)
    scaled_largest: a >= 0 => (largest (* a (f j)) j K) == (* a (largest (f j) j K))
    quotient_nonneg: a >= 0 & b > 0 => (* a (^ b -1)) >= 0
    inverse_positive: b > 0 => (^ b -1) > 0
    fraction_below: d > 0 & a <= (* b d) => (* a (^ d -1)) <= b
    sum_of_squares: c > 0 => (+ (^ c 2) (total (^ (f j) 2) j K)) > 0
    exponential: a <= b => (exp a) <= (exp b)
    larger_variance: a > 0 & a <= b => (exp (* -1/2 (^ a -1) (^ p 2))) <= (exp (* -1/2 (^ b -1) (^ p 2)))
    largest_exceeds: p >= 0 => ((largest (f j) j K) > p) iff (some ((f j) > p) j K)
    largest_exceeds_nonempty: (size K) >= 1 => ((largest (f j) j K) > p) iff (some ((f j) > p) j K)
    largest_reaches: p > 0 => ((largest (f j) j K) >= p) iff (some ((f j) >= p) j K)
    smallest_below: => ((smallest (f j) j K) < p) iff (some ((f j) < p) j K)
    smallest_at_most: => ((smallest (f j) j K) <= p) iff (some ((f j) <= p) j K)
    some_monotone: (E j) implies (F j) for j K => (some (E j) j K) implies (some (F j) j K)
    some_constant: (E j) implies F for j K => (some (E j) j K) implies F
    square_reached: d >= 0 & (^ a 2) <= b => ((abs a) >= d) implies ((^ d 2) <= b)
    positive_factor: (* a b) > 0 & a >= 0 => b > 0
    every_monotone: (E j) implies (F j) for j K => (every (E j) j K) implies (every (F j) j K)
    single_layer: => (every (E j) j (span 1 1)) iff (E 1)
    last_layer: (belongs a (span 0 a)) holds => (every (E j) j (span 1 (+ 1 a))) iff (both (every (E j) j (span 1 a)) (E (+ 1 a)))
    first_of_many: => (some (E j) j (span a b)) implies (some (both (E j) (every (not (E k)) k (span a (+ -1 j)))) j (span a b))
    probability_monotone: E implies F => (prob E) <= (prob F)
    probability_equal: E iff F => (prob E) == (prob F)
    union_bound fixed K: => (prob (some (E j) j K)) <= (total (prob (E j)) j K)
    union_of_two: => (prob (either E F)) <= (+ (prob E) (prob F))
    disjoint_union: => (prob (either E F)) == (+ (prob (both F (not E))) (prob E))
    total_probability: => (prob F) == (+ (prob (both F E)) (prob (both F (not E))))
    product_rule: (prob F) > 0 => (prob (both E F)) == (* (prob F) (prob E F))
    complement: => (prob (not E)) == (+ 1 (* -1 (prob E)))
    impossible: (not E) holds => (prob E) == 0
    at_most_one: => (prob E) <= 1
    at_least_zero: => (prob E) >= 0
    some_with_every: (belongs j H) holds for j K => (both (some (E j) j K) (every (F j) j H)) implies (some (both (E j) (F j)) j K)
    some_larger: (belongs j H) holds for j K => (some (E j) j K) implies (some (E j) j H)
    square_reverses: b >= 0 & (^ a 2) < (^ b 2) => a < b
    square_reverses_weakly: b >= 0 & (^ a 2) <= (^ b 2) => a <= b
    inverse_reverses: a > 0 & a < b => (^ b -1) < (^ a -1)
    positive_square: a > 0 => (^ a 2) > 0
    positive_root: a > 0 => (^ a 1/2) > 0
    smaller_of_two: a <= b => (min2 a b) == a
    max_first: => (max2 a b) >= a
    max_second: => (max2 a b) >= b
    max_least: a <= c & b <= c => (max2 a b) <= c
    two_sided: a <= c & (* -1 a) <= c => (abs a) <= c
    exp_tangent: => (+ 1 a) <= (exp a)
    smallest_above: (f j) >= a for j K => (smallest (f j) j K) >= a
    largest_under: a > 0 & (f j) < a for j K => (largest (f j) j K) < a
    clear_denominator: d > 0 & (* a (^ d -1)) <= b => a <= (* b d)
    log_positive: a > 1 => (log a) > 0
    log_monotone: a > 0 & a <= b => (log a) <= (log b)
    exp_at_most: b > 0 => ((exp a) <= (^ b -1)) iff (a <= (* -1 (log b)))
    positive_scaling: c > 0 => (a <= b) iff ((* a c) <= (* b c))
    fraction_at_least: d > 0 => ((* a (^ d -1)) >= b) iff (a >= (* b d))
    stated: a < b => (a < b) holds
    read_equal: (a == b) holds => a == b
    all_of_them: (E j) holds for j K => (every (E j) j K) holds
    on_the_part: (E j) holds for j (cap K H) => (belongs j H) implies (E j) for j K
    induction: (E 0) holds & (E (+ -1 j)) implies (E j) for j (span 1 b) => (E k) holds for k (span 0 b)
    strict_top_set within K H: (f j) > (f k) for j K k (compl K) & (f j) >= (f k) for j H k (compl H) & (size H) == (size K) => (both (every (belongs j K) j H) (every (belongs j H) j K)) holds
    no_room: (belongs j H) holds for j K & (size H) <= (size K) => (every (belongs j K) j H) holds
    whole_one: => (size (span 1 1)) == 1
    whole_index: => (size (span k k)) == 1 for k K
    whole_sum: (size (span a a)) == 1 & (size (span b b)) == 1 => (size (span (+ a b) (+ a b))) == 1
    whole_difference: (size (span a a)) == 1 & (size (span b b)) == 1 => (size (span (+ a (* -1 b)) (+ a (* -1 b)))) == 1
    whole_product: (size (span a a)) == 1 & (size (span b b)) == 1 => (size (span (* a b) (* a b))) == 1
    whole_ceiling: => (size (span (ceil a) (ceil a))) == 1
    ceiling_above: => a <= (ceil a)
    floor_keeps_whole: (size (span a a)) == 1 & a <= b => a <= (floor b)
    whole_gap: (size (span a a)) == 1 & (size (span b b)) == 1 & a < b => a <= (+ -1 b)
    from_span: => k >= a for k (cap K (span a b))
    span_size: (size (span a a)) == 1 & (size (span b b)) == 1 & b >= (+ -1 a) => (size (span a b)) == (+ 1 (* -1 a) b)
    spans_apart: d < a => (size (cup (span a b) (span c d))) == (+ (size (span a b)) (size (span c d)))
    chernoff fixed alpha u p K: (independent (signs (s j) j K)) holds & u >= 0 => (prob ((abs (total (* (alpha j) (s j)) j K)) >= p)) <= (* 2 (exp (+ (* -1 p u) (* 1/2 (^ u 2) (total (^ (alpha j) 2) j K)))))
    rademacher_below fixed alpha beta u p K: (independent (signs (s j) j K) (one s0)) holds & p >= 0 & u > 0 & (+ (^ beta 2) (total (^ (alpha j) 2) j K)) <= u => (prob ((abs (+ (* beta s0) (total (* (alpha j) (s j)) j K))) >= p)) <= (* 2 (exp (* -1/2 (^ p 2) (^ u -1))))
    rademacher_sum fixed alpha u p K: (independent (signs (s j) j K)) holds & p >= 0 & u > 0 & (total (^ (alpha j) 2) j K) <= u => (prob ((abs (total (* (alpha j) (s j)) j K)) >= p)) <= (* 2 (exp (* -1/2 (^ p 2) (^ u -1))))
    rademacher_sharp fixed alpha u p K: (independent (signs (s j) j K)) holds & p >= 0 & u > 0 & (total (^ (alpha j) 2) j K) <= u & (^ p 2) >= (* 72/25 u) => (prob ((abs (total (* (alpha j) (s j)) j K)) >= p)) <= (* 2 (exp (+ -1/2 (* -1/2 (^ p 2) (^ u -1)))))
    signs_times_a_sign fixed K: (independent (signs (s j) j K) (one s0)) holds => (independent (signs (* s0 (s j)) j K) (one s0)) holds
    fewer_signs fixed K H: (independent (signs (s j) j K)) holds => (independent (signs (s j) j (cap K H))) holds
    split_sign fixed K H: (independent (signs (s j) j K)) holds => (independent (signs (s j) j (cap K H)) (one (s k))) holds for k (cap K (compl H))
    """
    for line in (rules.__doc__ or "").splitlines()[2:-1]:
        head, _, body = line.strip().partition(": ")
        name, *flags = head.split()
        given, _, conclusion = body.partition("=> ")
        claims = [stated(part) for part in (*given.split(" & "), conclusion) if part.strip()]
        kinds = {
            n[1]: {"at": "R", "sym": "R", "set": "S", "happens": "E"}[n[0]] for c in claims for n in metas(tuple(c))
        }
        marks: dict[str, list[str]] = {"fixed": [], "within": []}
        kind = ""
        for flag in flags:
            kind = flag if flag in marks else kind
            marks[kind] += [f"#{flag}"] if flag not in marks else []
        averages = "prob" in body or "independent" in body
        yield name, Rule(claims[:-1], claims[-1], kinds, marks["fixed"], marks["within"], averages)


def metas(node: Any) -> Iterator[Node]:
    """Metavariables of a node."""
    if isinstance(node, tuple) and node and node[0] in NAMED:
        yield node
    for child in node if isinstance(node, tuple) else ():
        yield from metas(child)


def stated(line: str) -> Claim:
    """Read "left relation right for j K ..."."""
    parts = list(grown(re.findall(r"[()]|[^()\s]+", line)))
    over = (
        tuple(zip((i[1] for i in parts[parts.index("for") + 1 :: 2]), parts[parts.index("for") + 2 :: 2], strict=True))
        if "for" in parts
        else ()
    )
    return Claim(over, parts[0], parts[1], ("true",) if parts[1] == "holds" else parts[2])


def grown(tokens: list[str]) -> Iterator[Any]:
    """Read prefix terms."""
    while tokens:
        token = tokens.pop(0)
        if token == ")":
            return
        if token != "(":
            yield leaf(token)
            continue
        head, *parts = grown(tokens)
        if isinstance(parts[0], str):
            yield ("rel", head, *parts)
        elif isinstance(head, tuple):
            yield ({"set": "set", "happens": "happens"}.get(head[0], "at"), head[1], *parts)
        else:
            yield (head, parts[0], parts[1][1], parts[2]) if head in BINDERS else (head, *parts)


def leaf(token: str) -> Any:
    """Read a name, a number, a head or a relation."""
    heads = {"+": "add", "*": "mul", "^": "pow"}
    if token in heads or token in GRAMMAR or token in ("independent", "signs", "one"):
        return heads.get(token, token)
    if token in SIDES or token == "for":
        return token
    if token[-1].isdigit() and token[0] in "-0123456789":
        return ("num", Fraction(token))
    head = (
        "idx" if token in "jk" else "set" if token in ("K", "H", "G0") else "happens" if token in ("E", "F") else "sym"
    )
    return (head, f"#{token}")


RULES = dict(rules())


# ------------------------------------------------------------------------------------------------ reports


class Outcome(NamedTuple):
    """What became of one verdict: replayed, not replayable, wrong, or nothing to replay; and why."""

    label: str
    verdict: str
    state: str
    reason: str


PROOF = ("KERNEL", "EXACT", "BALL")
VERDICTS = ("PROVED", "REFUTED", "SURVIVED", "UNDECIDED", "VACUOUS")
Steps = Mapping[str, Mapping[str, Any]]


def part(data: Any, key: str, kind: type | tuple[type, ...], default: Any = None) -> Any:
    """An entry of an object, of the right type."""
    found = data.get(key, default) if isinstance(data, Mapping) else None
    if not isinstance(found, kind):
        raise BrokenError(f"expected an entry {key!r} of another kind")
    return found


def sides(step: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Printed and repaired form of a step."""
    for name in ("printed", "repaired"):
        if step.get(name) is not None:
            yield name, part(step, name, Mapping)


def recheck(
    report: Mapping[str, Any], others: Sequence[Mapping[str, Any]] = (), steps_of_work: int = WORK
) -> list[Outcome]:
    """Replay every verdict of a report; ``others`` are reports whose steps it may use."""
    steps: dict[str, Mapping[str, Any]] = {}
    for data in (*others, report):
        if part(data, "schema", str, "") != "boundcheck-report/1":
            raise BadInputError("expected a report with the schema boundcheck-report/1")
        for step in part(data, "steps", list):
            steps[part(step, "label", str)] = step
    found: list[Outcome] = []
    memory: dict[str, Any] = {}
    labels = [part(step, "label", str) for step in report["steps"]]
    for step in report["steps"]:
        if labels.count(step["label"]) > 1:
            found.append(Outcome(step["label"], "", "wrong", "two steps with this label"))
        for name, side in sides(step):
            label, verdict = f"{step['label']}.{name}", str(side.get("verdict"))[:20]
            try:
                found.append(Outcome(label, verdict, *ruling(step, side, steps, Work(steps_of_work, memory))))
            except (UnableError, UndefinedError, UndecidedError, RecursionError, OverflowError) as error:
                found.append(Outcome(label, verdict, "not replayable", str(error) or type(error).__name__))
            except (BrokenError, AttributeError, KeyError, TypeError, ValueError, IndexError) as error:
                found.append(Outcome(label, verdict, "wrong", str(error) or type(error).__name__))
        problem = status_problem(step, steps)
        if problem:
            found.append(Outcome(f"{step['label']}.status", str(step.get("status"))[:20], "wrong", problem))
    return found


def ruling(step: Mapping[str, Any], side: Mapping[str, Any], steps: Steps, work: Work) -> tuple[str, str]:
    """State and reason for one side of a step."""
    claim, hypotheses = read_claim(side.get("claim"), work), part(side, "hypotheses", list)
    for owner in (side, *hypotheses):
        if part(owner, "digest", str) != digest(owner.get("claim")):
            raise BrokenError("a digest is not that of its claim")
    given = {part(h, "name", str): read_claim(h.get("claim"), work) for h in hypotheses}
    verdict, evidence = part(side, "verdict", str), part(side, "evidence", list)
    said = {part(e, "verdict", str) for e in evidence}
    if verdict not in VERDICTS or not said <= set(VERDICTS) or {"PROVED", "REFUTED"} <= said:
        raise BrokenError("verdicts that contradict each other, or an unknown one")
    ranked = [v for v in ("PROVED", "REFUTED", "SURVIVED", "VACUOUS", "UNDECIDED") if v in said] or ["UNDECIDED"]
    if ranked[0] != verdict:
        raise BrokenError(f"the evidence says {ranked[0]}")
    for e in evidence:
        if e["verdict"] == "PROVED" and e.get("grade") not in PROOF:
            raise BrokenError(f"PROVED with evidence of grade {e.get('grade')}")
        if part(e, "certificate", Mapping, {}) and e["certificate"].get("claim") != side["digest"]:
            raise BrokenError("a certificate of another claim")
    laws = refuted_laws(evidence, work)
    if verdict == "REFUTED":
        return refuted(side, work)
    if verdict != "PROVED" and laws:
        return "replayed", "two sign patterns that refute the law it rests on"
    if verdict != "PROVED":
        return "nothing to replay", f"the verdict is {verdict}"
    problems = []
    strength = [grade for grade in PROOF if any(e["verdict"] == "PROVED" and e.get("grade") == grade for e in evidence)]
    if side.get("grade") != strength[0]:
        raise BrokenError(f"the strongest evidence has grade {strength[0]}")
    for e in evidence:
        if e["verdict"] == "PROVED":
            try:
                replay(e["certificate"], claim, given, Context(step, side, steps), work)
                if e["grade"] == strength[0]:
                    return "replayed", note(e["certificate"])
                problems.append(f"only the weaker evidence of grade {e['grade']} was replayed")
            except UnableError as error:
                problems.append(str(error))
    raise UnableError("; ".join(problems))


def refuted_laws(evidence: Sequence[Any], work: Work) -> int:
    """How many laws of signs the evidence refutes: two patterns that a law makes equally likely are not."""
    count = 0
    for e in evidence:
        law = part(e, "statistics", Mapping, {}).get("dependence")
        if law is None or part(law, "verdict", str) != "REFUTED":
            continue
        implied = read_claim(law.get("implied"), work)
        if implied.relation != "==" or implied.lhs[0] != "prob" or implied.rhs[0] != "prob":
            raise BrokenError("a law is refuted by two probabilities that differ")
        witness = {"world": law.get("world"), "index": law.get("index"), "outcome": None}
        state, why = check_witness(law["implied"], (), witness, work)
        if state is None:
            raise UnableError(why)
        if not state:
            raise BrokenError(f"a law said to be refuted: {why}")
        count += 1
    return count


def note(certificate: Mapping[str, Any]) -> str:
    """What a replayed proof takes from its model, and the cited theorems among its rules."""
    defined = [raw[2][1] for raw in certificate.get("definitions", [])]
    cited = {
        line["rule"]
        for line in certificate.get("lines", [])
        if line["rule"] in RULES and RULES[line["rule"]].fixed[:1] == ["#alpha"]
    }
    parts = {"signs": certificate.get("signs", []), "definitions": defined, "concentration": sorted(cited)}
    return "; ".join(f"{name}: {', '.join(map(str, values))}" for name, values in parts.items() if values)


def refuted(side: Mapping[str, Any], work: Work) -> tuple[str, str]:
    """Every witness must refute."""
    answers = [
        check_witness(side["claim"], [h["claim"] for h in side["hypotheses"]], w, work)
        for w in part(side, "witnesses", list)
    ]
    wrong = [why for answer, why in answers if answer is False]
    if wrong or not answers:
        raise BrokenError(wrong[0] if wrong else "REFUTED without a witness")
    unable = [why for answer, why in answers if answer is None]
    return ("not replayable", unable[0]) if unable else ("replayed", "")


class Context(NamedTuple):
    """Where a certificate stands."""

    step: Mapping[str, Any]
    side: Mapping[str, Any]
    steps: Steps


def replay(
    certificate: Mapping[str, Any], claim: Claim, given: Mapping[str, Claim], context: Context, work: Work
) -> None:
    """Replay a certificate of truth."""
    kind = part(certificate, "kind", str, "")
    if certificate.get("schema") != "boundcheck-certificate/1":
        raise BrokenError("a certificate without the schema boundcheck-certificate/1")
    if kind == "derivation":
        return derivation(certificate, claim, given, context, work)
    if kind == "series":
        return series(claim, work)
    if kind == "enclosure":
        return enclosure(certificate, claim, given, work)
    raise UnableError(f"certificates of kind {kind[:40]!r} are not replayed here")


def derivation(
    certificate: Mapping[str, Any], claim: Claim, given: Mapping[str, Claim], context: Context, work: Work
) -> None:
    """Replay a derivation: its facts, then its lines."""
    found = Derivation(certificate, closed(claim), work)
    plain = "'prob'" not in repr(certificate)
    if read_claim(certificate.get("goal"), work) != claim:
        raise BrokenError("the goal is not the claim")
    found.grant(claim, pointwise=plain)
    for hypothesis in given.values():
        found.grant(hypothesis, pointwise=True)
        found.given += [hypothesis] if hypothesis.relation in COMPARE else []
    conditional = {}
    for name, fact in part(certificate, "facts", Mapping).items():
        source, stated_fact = part(fact, "from", str), closed(read_claim(fact.get("claim"), work))
        if name in found.facts:
            raise BrokenError(f"two facts are called {name!r}")
        found.facts[name] = stated_fact
        if source == "hypothesis":
            if given.get(name) != stated_fact:
                raise BrokenError(f"{name!r} is no hypothesis of the claim")
            continue
        if source == "model":
            law(stated_fact, found.model)
            continue
        label = source.removeprefix("step ")
        needs = step_needs(label, digest(fact["claim"]), context.steps, (part(context.step, "label", str),), work)
        conditional[name] = stated_fact, needs
        check_model(found.model, label, context.steps, work)
        lacking = [need for need in needs if not any(found.follows(h, need) for h in given.values())]
        if lacking:
            found.withheld[name] = f"{name} needs the hypothesis {spell(tuple(lacking[0]))}"
    found.conditional = conditional
    for name in [*conditional, *(f"def:{n}" for n in found.model.definitions)]:
        try:
            found.require_defined(found.facts[name])
        except UnableError as error:
            found.withheld.setdefault(name, f"{name}: {error}")
    found.replay(part(certificate, "lines", list))


def law(claim: Claim, model: Model) -> None:
    """What a model grants: families of its signs over fixed sets, each once, are independent and uniform."""
    entries = claim.lhs[1:] if claim.lhs[0] == "independent" and claim.relation == "holds" and not claim.over else ()
    found = [
        e[1][1]
        for e in entries
        if e[0] == "signs" and e[1] == ("at", e[1][1], ("idx", e[2])) and not model.behind(e[3])
    ]
    if not entries or len(found) != len(entries) or len(set(found)) != len(found) or not set(found) <= model.signs:
        raise UnableError("a law of the model that is not the independence of whole families of its signs")


def proving(step: Mapping[str, Any], wanted: str) -> Mapping[str, Any] | None:
    """The side of a step with this claim, if it is proved (or the printed side of a cited step that is not refuted)."""
    for name, side in sides(step):
        cited = (
            name == "printed"
            and part(step, "argument", Mapping, {}).get("verdict") == "CITED"
            and side.get("verdict") != "REFUTED"
        )
        if side.get("digest") == wanted == digest(side.get("claim")) and (side.get("verdict") == "PROVED" or cited):
            return side
    return None


def step_needs(label: str, wanted: str, steps: Steps, path: tuple[str, ...], work: Work) -> list[Claim]:
    """Hypotheses under which a used step holds: those its derivations use, all of them where that cannot be told."""
    work.spend()
    side = proving(steps[label], wanted) if label in steps else None
    if side is None or label in path:
        raise BrokenError(
            f"step {label!r} does not prove this fact" if side is None else f"step {label!r} rests on itself"
        )
    hypotheses = {h["name"]: read_claim(h["claim"], work) for h in side["hypotheses"]}
    certificates = [e["certificate"] for e in side["evidence"] if e.get("verdict") == "PROVED"]
    if len(certificates) != 1 or certificates[0].get("kind") != "derivation":
        return list(hypotheses.values())
    found = []
    for name, fact in certificates[0]["facts"].items():
        if fact["from"] == "hypothesis":
            found.append(hypotheses[name])
        elif fact["from"] != "model" and name not in [line.get("fact") for line in certificates[0]["lines"]]:
            found += step_needs(fact["from"].removeprefix("step "), digest(fact["claim"]), steps, (*path, label), work)
    return found


def check_model(model: Model, label: str, steps: Steps, work: Work) -> None:
    """A used step may have taken as fixed only what is fixed here too."""
    for _, side in sides(steps[label]):
        for e in side["evidence"]:
            data = e.get("certificate", {})
            if data.get("kind") == "derivation" and any(f"'{head}'" in repr(data) for head in ("prob", "independent")):
                used = Model(data, work)
                for name in sorted({*used.given, *used.depends, *used.definitions, *model.signs} - used.signs):
                    if not used.behind_name(name) and model.behind_name(name):
                        raise UnableError(f"step {label} takes {name} as fixed, which is not known to be fixed here")


def series(claim: Claim, work: Work) -> None:
    """cosh t <= exp(c t^2) for c >= 1/2, exp(b t^2) <= exp(c t^2) for b <= c: coefficients of t^(2n) compare."""
    algebra = Algebra(frozenset(), work)
    low, high = (claim.lhs, claim.rhs) if claim.relation == "<=" else (claim.rhs, claim.lhs)
    poly = algebra.poly(high[1]) if high[0] == "exp" else {}
    square = algebra.poly(("pow", low[1] if low[0] == "cosh" else (), ("num", Fraction(2)))) if low[0] == "cosh" else {}
    if (
        claim.over
        or claim.relation not in ("<=", ">=")
        or low[0] != "cosh"
        or low[1][0] != "sym"
        or set(poly) != set(square)
    ):
        raise UnableError("a series that is not cosh t against exp(c t^2)")
    if next(iter(poly.values())) < Fraction(1, 2):
        raise BrokenError("the coefficients do not compare")


def enclosure(certificate: Mapping[str, Any], claim: Claim, given: Mapping[str, Claim], work: Work) -> None:
    """Boxes that cover the domain the hypotheses leave, on each of which the slack has the right sign."""
    order = [read_part(name, "n", work) for name in part(certificate, "order", list)]
    box = [tuple(map(number, part(certificate, "box", Mapping)[name])) for name in order]
    for name, (low, high) in zip(order, box, strict=True):
        ends = [
            (h.relation, h.rhs[1])
            for h in given.values()
            if h.lhs == ("sym", name) and h.rhs[0] == "num" and not h.over
        ]
        below = [end for relation, end in ends if relation in (">=", ">", "==")]
        above = [end for relation, end in ends if relation in ("<=", "<", "==")]
        if not below or not above or max(below) < low or min(above) > high:
            raise BrokenError(f"the hypotheses do not keep {name} inside the box")
    if claim.over or claim.relation not in COMPARE or claim.relation == "==" or any(random_part(tuple(claim), order)):
        raise BrokenError("not one inequality between the parameters of the box")
    pieces = [[tuple(map(number, ends)) for ends in piece] for piece in part(certificate, "boxes", list)]
    if not covers(box, [p for p in pieces if len(p) == len(box)], work):
        raise BrokenError("the boxes do not cover the domain")
    for piece in pieces:
        if not positive(claim, order, piece, work, 6):
            raise BrokenError("the slack does not have the right sign on some box")


def random_part(node: Any, order: Sequence[str]) -> Iterator[bool]:
    """Names that are not parameters of the box."""
    if isinstance(node, tuple) and node and node[0] in ("idx", *NAMED) and (node[0] != "sym" or node[1] not in order):
        yield True
    for child in node if isinstance(node, tuple) else ():
        yield from random_part(child, order)


def positive(claim: Claim, order: Sequence[str], piece: Sequence[Any], work: Work, depth: int) -> bool:
    """Interval evaluation of both sides over a box, halving it a few times where it is too wide."""
    world = World({("sym", name): (lambda _, ends=ends: Box(*ends)) for name, ends in zip(order, piece, strict=True)})
    here = Evaluator(world, work, 128)
    try:
        return here.connect(*claim[1:])
    except (UndecidedError, UndefinedError):
        widest = max(range(len(piece)), key=lambda i: piece[i][1] - piece[i][0], default=None)
        if widest is None or not depth or piece[widest][0] == piece[widest][1]:
            return False
    return all(positive(claim, order, half, work, depth - 1) for half in split(piece, widest, sum(piece[widest]) / 2))


def split(box: Sequence[Any], where: int, cut: Fraction) -> list[list[Any]]:
    """Two halves of a box."""
    low, high = box[where]
    return [[*box[:where], ends, *box[where + 1 :]] for ends in ((low, cut), (cut, high))]


def covers(box: Sequence[Any], pieces: Sequence[Any], work: Work) -> bool:
    """Say whether the pieces cover the box: one does, or both halves at some end of a piece are covered."""
    work.spend(len(pieces) + 1)
    near = [
        p
        for p in pieces
        if all((a < d and c < b) or (a <= d and c <= b and a == b) for (a, b), (c, d) in zip(box, p, strict=True))
    ]
    if any(all(c <= a and b <= d for (a, b), (c, d) in zip(box, p, strict=True)) for p in near):
        return True
    cuts = [
        (i, end)
        for p in near
        for i, (ends, (a, b)) in enumerate(zip(p, box, strict=True))
        for end in ends
        if a < end < b
    ]
    if not cuts:
        return any(a > b for a, b in box)
    middle = min(cuts, key=lambda c: abs(2 * c[1] - sum(box[c[0]])) / (box[c[0]][1] - box[c[0]][0]))
    return all(covers(half, near, work) for half in split(box, *middle))


def status_problem(step: Mapping[str, Any], steps: Steps) -> str:
    """Status recomputed from the verdicts of the step and the statuses of the steps it uses."""
    order = ("FALLS", "OPEN", "STANDS_REPAIRED", "STANDS")
    if "status" not in step:
        return ""
    verdicts = {name: side.get("verdict") for name, side in sides(step)}
    printed, repaired, argument = (
        verdicts.get("printed"),
        verdicts.get("repaired"),
        part(step, "argument", Mapping, {}).get("verdict"),
    )
    own = "OPEN"
    if argument == "CITED" and printed != "REFUTED":
        own = "STANDS"
    elif printed == "PROVED":
        own = "STANDS" if argument == "VALID" else "STANDS_REPAIRED"
    elif repaired == "PROVED":
        own = "STANDS_REPAIRED"
    elif printed == "REFUTED" and repaired in (None, "REFUTED"):
        own = "FALLS"
    below = [steps.get(label, {}).get("status", "OPEN") for label in part(step, "uses", list, [])]
    worst = min((own, *below), key=lambda s: order.index(s) if s in order else 0)
    return "" if worst == step["status"] else f"the verdicts give {worst}"


# ------------------------------------------------------------------------------------------------ files


def load(raw: bytes) -> Any:
    """Parse JSON within the limits: size, depth, number of parts, no floats (but under "timings"), no key twice."""
    if (
        len(raw) > (BYTES if raw.isascii() else BYTES >> 2)
        or raw.count(b"[") + raw.count(b"{") > BRACKETS
        or raw.count(b",") > COMMAS
    ):
        raise BadInputError(f"larger than {BYTES} bytes, {BRACKETS} brackets or {COMMAS} commas")
    shape = re.sub(rb'"[^"\\]*(?:\\.[^"\\]*)*"', b"", raw, flags=re.DOTALL).translate(
        None, bytes(set(range(256)) - set(b"[]{}"))
    )
    for _ in range(DEPTH):
        shape = shape.replace(b"[]", b"").replace(b"{}", b"")
        if not shape:
            break
    if shape:
        raise BadInputError(f"brackets that do not match, or nested deeper than {DEPTH}")
    floats = [0]

    def decimal(token: str) -> str:
        floats[0] += 1
        return f"\0{token}"

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(items)
        if len(found) != len(items):
            raise BadInputError("a key twice in one object")
        if "timings" in found:
            floats[0] -= decimals(found.pop("timings"))
        return found

    def refuse(token: str) -> Any:
        raise BadInputError(f"{token} is not a number here")

    try:
        data = json.loads(raw, object_pairs_hook=pairs, parse_float=decimal, parse_constant=refuse, parse_int=integer)
    except (ValueError, RecursionError) as error:
        raise BadInputError(f"not JSON of a report: {str(error)[:200]}") from error
    if floats[0]:
        raise BadInputError("a floating-point number outside of timings")
    return data


def integer(token: str) -> int:
    """An integer of at most 400 digits."""
    if len(token) > DIGITS:
        raise BadInputError(f"an integer of more than {DIGITS} digits")
    return int(token)


def decimals(data: Any) -> int:
    """Floating-point numbers below a key where they are allowed."""
    if isinstance(data, (list, dict)):
        return sum(map(decimals, data.values() if isinstance(data, dict) else data))
    return int(isinstance(data, str) and data.startswith("\0"))


def main(arguments: Sequence[str]) -> int:
    """Replay the reports named; 0: nothing is wrong, 1: something is, 2: bad input."""
    paths = [a for a in arguments if not a.startswith("--")]
    effort = next((int(a[7:]) for a in arguments if re.fullmatch("--work=[0-9]{1,4}", a)), 1)
    if not paths or any(a != "--json" and not a.startswith("--work=") for a in arguments if a.startswith("--")):
        print("usage: python recheck.py [--json] [--work=TIMES] REPORT.json ...", file=sys.stderr)
        return 2
    found = []
    try:
        reports = []
        for path in paths:
            with Path(path).open("rb") as file:
                reports.append(load(file.read(BYTES + 1)))
        for report in reports:
            found += recheck(report, [r for r in reports if r is not report], WORK * effort)
    except (BadInputError, BrokenError, OSError) as error:
        print(f"recheck: {error}", file=sys.stderr)
        return 2
    states = [o.state for o in found]
    if "--json" in arguments:
        print(json.dumps([o._asdict() for o in found], indent=1))
    else:
        for o in found:
            if o.state in ("wrong", "not replayable"):
                print(f"{o.state}: {o.label} {o.verdict}: {o.reason}")
        idle = states.count("nothing to replay")
        print(
            f"{len(found) - idle} verdicts: {states.count('replayed')} replayed, "
            f"{states.count('not replayable')} not replayable (listed), {states.count('wrong')} wrong; "
            f"{idle} more claim nothing"
        )
    return 1 if "wrong" in states else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
