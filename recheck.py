"""Replay the verdicts of a boundcheck report from their certificates alone, with the standard library alone.

Run ``python recheck.py reports/*.json``.  The format is ``boundcheck-certificate/3`` (docs/certificate.md).  This program
shares no code with the tool.  It executes nothing of what it reads, and what it cannot replay it says by name.

What it takes on trust is plain data that a referee can read (docs/axioms.md): the meaning of the words of an instance, as
definitions in the claim language, and the rules of proof.  The report carries them, and they are pinned here by digest.
In proofs every term has a value: 1/0 is 0, and so are the root and the logarithm of what has none and a probability under
an impossible condition; no algebra here cancels what may be 0.  In counterexamples they are errors.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from decimal import MAX_EMAX, MIN_EMIN, ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

# SHA-256 of the axioms: words, laws and rules
AXIOMS = "94cbeb3ca442f272353eebb0701071e47246df56ef862e8ad8e995ab93e354ea"
DIGITS, BYTES, PARTS, WORK, BITS = 400, 64 << 20, 4_000_000, 1_200_000, 400_000
PRECISIONS = (64, 192, 640)
Node = Any  # a term as nested tuples, numbers as Fractions
Poly = dict[Any, Any]  # frozenset of (atom, exponent) -> coefficient, an integer or a Fraction


class BadInputError(ValueError):
    """The file is not a report at all: not JSON, too large, too deep, a float, a key twice, other axioms."""


class BrokenError(ValueError):
    """The certificate does not show what it claims to show."""


class UnableError(ValueError):
    """The certificate may be right, but this program cannot replay it."""


class UndecidedError(ArithmeticError):
    """An enclosure is too wide; a higher precision may settle it."""


class UndefinedError(ArithmeticError):
    """A side has no value: division by zero, root of a negative number, condition of probability 0."""


class Work:
    """A budget of steps, so that no file can keep this program busy for long."""

    def __init__(self, steps: int = WORK) -> None:
        self.left = steps

    def spend(self, steps: int = 1) -> None:
        """Count steps; give up when none are left."""
        self.left -= steps
        check(self.left >= 0, "more work than the budget allows (raise it with --work)", UnableError)


def check(truth: Any, message: str, error: type[Exception] = BrokenError) -> None:
    """Go on only if something is so."""
    if not truth:
        raise error(message)


# ------------------------------------------------------------------------------------------------ reading


def number(raw: Any) -> Fraction:
    """Read an integer or a fraction string ``-?[0-9]+(/[0-9]+)?``; nothing else is a number here."""
    if type(raw) is not int or abs(raw) >= 10**DIGITS:
        good = isinstance(raw, str) and re.fullmatch(r"-?[0-9]{1,400}(/(?=0*[1-9])[0-9]{1,400})?", raw, re.ASCII)
        check(good, f"expected an integer or a fraction such as '-3/5', got {str(raw)[:40]!r}")
    return Fraction(raw)


# head -> its sort and its parts: R real, S set, E event, I signs, n name, q number, r relation; * repeats the last part
HEADS = (
    "num:Rq sym:Rn idx:Rn at:RnR* add:RR* mul:RR* pow:RRR abs:RR exp:RR log:RR cosh:RR floor:RR ceil:RR max2:RRR* "
    "min2:RRR* total:RRnS largest:RRnS smallest:RRnS size:RS prob:REE* set:SnR* cap:SSS* cup:SSS* compl:SS "
    "without:SSR span:SRR those:SEnS top:SRRRnS ever:RRE choose:RERR rel:ERrR both:EEE* either:EEE* not:EE iff:EEE "
    "some:EEnS every:EEnS happens:EnR* belongs:ERS true:E is:ESS signs:IRnS one:IR independent:EI*"
)
GRAMMAR = dict(entry.split(":") for entry in HEADS.split())
BINDERS = frozenset(head for head, parts in GRAMMAR.items() if parts.endswith("nS"))
SORTS = {"sym": "R", "at": "R", "set": "S", "happens": "E"}
NAMED = frozenset(SORTS)
FLIPPED, AVERAGES = {">=": "<=", ">": "<"}, ("prob", "independent", "ever")
OF_WORDS = frozenset({"those", "top", "ever", "choose"})  # for definitions of words only
ALL, TRUTH, ONE, MINUS = ("set", "All"), ("true",), ("num", Fraction(1)), ("num", Fraction(-1))


def read(raw: Any, sort: str, work: Work, refused: Collection[str] = OF_WORDS) -> Any:
    """Check a part of a term and return it as tuples, numbers as Fractions; unknown heads are refused."""
    work.spend(5)
    if sort == "q":
        return number(raw)
    if sort in "nr":
        good = isinstance(raw, str) and re.fullmatch("[^#]{1,200}" if sort == "n" else "<=|<|==|>=|>", raw)
        check(good, f"expected a {'name' if sort == 'n' else 'relation'}, got {str(raw)[:40]!r}")
        return raw
    check(isinstance(raw, (list, tuple)) and raw, f"expected a term, got one of type {type(raw).__name__}")
    raw = ["signs" if len(raw) == 3 else "one", *raw] if sort == "I" else raw
    kinds = GRAMMAR.get(raw[0], "?") if isinstance(raw[0], str) and raw[0] not in refused else "?"
    plain = kinds[1:].replace("*", "")
    few, many = len(plain) - (raw[0] in ("at", "set", "happens", "prob")), 99 if kinds[-1] == "*" else len(plain)
    fits = kinds[0] == sort and few < len(raw) <= (2 if raw[0] == "prob" else many) + 1
    if not fits:  # spelt only where it is needed: it may be long
        raise BrokenError(f"not a term of sort {sort}, or a wrong number of parts: {str(raw)[:60]!r}")
    parts = [
        read(part, kind, work, refused) for part, kind in zip(raw[1:], plain + plain[-1:] * len(raw), strict=False)
    ]
    return plainer(raw[0], *parts)


def plainer(head: str, *parts: Any) -> Node:
    """A term in fewer words: no cosh, no "every", comparisons from small to large."""
    if head == "cosh":
        grown = (("exp", parts[0]), ("exp", ("mul", MINUS, parts[0])))
        return ("mul", ("num", Fraction(1, 2)), ("add", *grown))
    if head == "every":
        return ("not", ("some", ("not", parts[0]), *parts[1:]))
    flip = head == "rel" and parts[1] in FLIPPED
    return (head, parts[2], FLIPPED[parts[1]], parts[0]) if flip else (head, *parts)


class Claim(NamedTuple):
    """For all indices in their sets: an event."""

    over: tuple[tuple[str, Node], ...]
    event: Node

    def at(self, bind: Mapping[Any, Any], context: Sequence[Any] = ()) -> Claim:
        """The claim after replacements, with a context in front."""
        if not bind and not context:
            return self
        over = ((name, substitute(where, bind)) for name, where in self.over)
        return Claim((*context, *over), substitute(self.event, bind))


def read_claim(raw: Any, work: Work, refused: Collection[str] = OF_WORDS) -> Claim:
    """Check a claim node: every index quantified once, before it is used."""
    good = isinstance(raw, (list, tuple)) and len(raw) == 5 and raw[0] == "claim" and isinstance(raw[3], str)
    check(good, f"expected ['claim', quantifiers, lhs, relation, rhs], got {str(raw)[:60]!r}")
    _, _, left, relation, right = raw
    over = read_over(raw[1], work, refused)
    if relation == "implies":
        event = read(["either", ["not", left], right], "E", work, refused)
    elif relation == "holds":
        event = read(left, "E", work, refused)
        check(right in (["true"], ("true",)), "the right side of 'holds' is ['true']")
    else:
        whole = [relation, left, right] if relation in ("iff", "is") else ["rel", left, relation, right]
        event = read(whole, "E", work, refused)
    names = [name for name, _ in over]
    loose = free(event).union(*(free(where) - {*names[:place]} for place, (_, where) in enumerate(over))) - {*names}
    check(not loose, f"an index that is not quantified: {sorted(loose)}")
    return Claim(over, event)


def read_over(raw: Any, work: Work, refused: Collection[str] = OF_WORDS) -> tuple[tuple[str, Node], ...]:
    """Quantifiers: pairs of a name, each once, and a set."""
    over = tuple((read(name, "n", work), read(where, "S", work, refused)) for name, where in raw)
    check(len(dict(over)) == len(over), "an index that is quantified twice")
    return over


def free(node: Any) -> set[str]:
    """Indices of a node that nothing binds."""
    if not isinstance(node, tuple) or node[:1] in ((), ("idx",)):
        return {*node[1:]} if isinstance(node, tuple) else set()
    found = set().union(*map(free, node[1:-1]))
    return (found - {node[-2]} if node[0] in BINDERS else found) | free(node[-1])


def digest(raw: Any) -> str:
    """SHA-256 of the compact JSON of a node."""
    return hashlib.sha256(json.dumps(raw, separators=(",", ":"), sort_keys=True).encode()).hexdigest()


def part(data: Any, key: str, kind: Any, default: Any = None) -> Any:
    """An entry of an object, of the right type."""
    found = data.get(key, default) if isinstance(data, Mapping) else None
    check(isinstance(found, kind), f"expected an entry {key!r} of another kind")
    return found


def only(data: Any, names: str) -> None:
    """Refuse fields that this program does not know: they might matter."""
    check(isinstance(data, Mapping) and {*data} <= {*names.split()}, f"expected only {names}, got {str(data)[:80]!r}")


def averages(*nodes: Any) -> bool:
    """Say whether an average over signs occurs in some nodes."""
    return any(isinstance(node, tuple) and node != () and (node[0] in AVERAGES or averages(*node)) for node in nodes)


# ------------------------------------------------------------------------------------------------ numbers
# A value is exact (an integer, a Fraction) or a pair of Fractions between which it lies; the least of nothing is infinity.


def ends(value: Any) -> tuple[Any, Any]:
    """Both ends of a value."""
    check(not isinstance(value, float), "arithmetic with the least of nothing", UnableError)
    return value if isinstance(value, tuple) else (value, value)


def length(value: Any) -> int:
    """Bits of the longest number that is written in a value."""
    if isinstance(value, (tuple, float)):
        return max(map(length, ends(value)))
    return int(max(value.numerator.bit_length(), value.denominator.bit_length()))


def outward(low: Any, high: Any, bits: int) -> Any:
    """An enclosure with short ends; an exact value stays exact."""
    if low == high:
        check(length(low) < BITS, "a number too long", UnableError)
        return low
    size = max(x.numerator.bit_length() - x.denominator.bit_length() for x in (low, high))
    scale = Fraction(2) ** (bits + 8 - size)
    return math.floor(low * scale) / scale, math.ceil(high * scale) / scale


def product(a: Any, b: Any, bits: int) -> Any:
    """Product of two values."""
    if not isinstance(a, (tuple, float)) and not isinstance(b, (tuple, float)):
        return outward(found := a * b, found, bits)
    corners = [x * y for x in ends(a) for y in ends(b)]
    return outward(min(corners), max(corners), bits)


def power(base: Any, exponent: Any, bits: int) -> Any:
    """Integer and half-integer powers; undefined for 1/0 and roots of negative numbers."""
    fits = not isinstance(exponent, (tuple, float)) and exponent.denominator < 3 and abs(exponent) <= 4096
    check(fits, "a power other than n or n/2 with |n| up to 4096", UnableError)
    low, high = ends(base)
    if exponent.denominator == 2:
        check(high >= 0, "square root of a negative number", UndefinedError)
        check(low >= 0, "", UndecidedError)
        exact = Fraction(math.isqrt(low.numerator), math.isqrt(low.denominator))
        inner = exact if low == high == exact**2 else rising(Context.sqrt, low, high, bits)
        return power(inner, int(2 * exponent), bits)
    if exponent < 0:
        check(low or high, "division by zero", UndefinedError)
        check(low > 0 or high < 0, "", UndecidedError)
        return power(outward(Fraction(1) / high, Fraction(1) / low, bits), -exponent, bits)
    size = max(x.bit_length() for end in (low, high) for x in (end.numerator, end.denominator))
    check(size * exponent < 4 * BITS, "a number too long", UnableError)
    if low < 0 < high and exponent % 2 == 0:
        low, high = 0, max(-low, high)
    least, most = sorted((low ** int(exponent), high ** int(exponent)))
    return outward(least, most, bits)


def rising(act: Callable[[Context, Decimal], Decimal], low: Any, high: Any, bits: int) -> Any:
    """Enclose a rising function that decimal arithmetic rounds to the nearest number: one unit further out, unless it is 0."""
    ways = (Context(bits // 3 + 12, way, MIN_EMIN, MAX_EMAX) for way in (ROUND_FLOOR, ROUND_CEILING))
    down, up = ((c, act(c, c.divide(x.numerator, x.denominator))) for c, x in zip(ways, (low, high), strict=True))
    found = [
        step(value) if value else value for step, value in ((down[0].next_minus, down[1]), (up[0].next_plus, up[1]))
    ]
    return outward(Fraction(found[0]), Fraction(found[1]), bits)


def exponential(value: Any, bits: int) -> Any:
    """Exponential."""
    low, high = ends(value)
    check(max(-low, high) <= 1 << 16, "exp of a number beyond 65536 in magnitude", UnableError)
    return 1 if low == high == 0 else rising(Context.exp, low, high, bits)


def logarithm(value: Any, bits: int) -> Any:
    """Logarithm; undefined unless positive."""
    low, high = ends(value)
    check(high > 0, "logarithm of a number that is not positive", UndefinedError)
    check(low > 0, "", UndecidedError)
    return rising(Context.ln, low, high, bits)


def relate(left: Any, relation: str, right: Any) -> bool:
    """Decide a comparison, or raise UndecidedError."""
    if not isinstance(left, tuple) and not isinstance(right, tuple):
        return bool(left <= right if relation == "<=" else left < right if relation == "<" else left == right)
    (a, b), (c, d) = (value if isinstance(value, tuple) else (value, value) for value in (left, right))
    if relation == "==":
        check(b < c or d < a or a == b == c == d, "", UndecidedError)
        return bool(b == c and a == d)
    yes, no = (b <= c, d < a) if relation == "<=" else (b < c, d <= a)
    check(yes or no, "", UndecidedError)
    return bool(yes)


# ------------------------------------------------------------------------------------------------ instances


def table(value: Any, work: Work) -> Any:
    """Nested lists of numbers; whole numbers as integers."""
    work.spend()
    if isinstance(value, (list, tuple)):
        return [table(entry, work) for entry in value]
    found = number(value)
    return found.numerator if found.denominator == 1 else found


class World:
    """What the names of a claim mean on one instance: its data, and definitions in the claim language."""

    def __init__(self, data: Any, worlds: Any, work: Work, kinds: Any = None, within: Sequence[str] = ()) -> None:
        kind, kinds = part(data, "kind", str), {} if kinds is None else kinds
        check(kind in worlds, f"an instance of the unknown kind {kind[:40]!r}", UnableError)
        if kind not in kinds:
            kinds[kind] = [[read_claim(raw, work, ()) for raw in worlds[kind][name]] for name in ("words", "valid")]
        given, (claims, valid) = worlds[kind]["data"], kinds[kind]
        only(data, " ".join(("kind", *given)))
        self.memo, self.codes, self.known, self.placed, self.tables = {}, {}, set(), set(), {}  # type: ignore[var-annotated]
        self.slots, self.held = dict[Any, Slot](), 0
        self.words = {claim.event[1][1]: (claim.over, claim.event[-1]) for claim in claims}
        self.signs = {name for name, (_, body) in self.words.items() if body[:2] == ("at", "outcome")}
        self.random, self.outcomes = {*part(data, "random", list, [])}, part(data, "outcomes", int, 1)
        for name, default in given.items():
            value = data.get(name, default[0] if isinstance(default, list) and default else default)
            if isinstance(default, list) and default:  # a choice among words, such as the rule for ties
                check(value in default, f"world: expected {name} among {default}, got {str(value)[:40]!r}", UnableError)
                found: dict[str, Any] = {f"{name}.{word}": int(word == value) for word in default}
            elif isinstance(value, Mapping):
                found = {key: table(entry, work) for key, entry in value.items()}
            elif isinstance(default, Mapping):  # a list of objects
                for entry in value:
                    only(entry, " ".join(default))
                found = {key: [table(entry.get(key, d), work) for entry in value] for key, d in default.items()}
            else:
                found = {name: table(value, work)} if name != "random" else {}
            check(not {*found} & {*self.tables}, "an instance with one name for two tables", UnableError)
            self.tables |= found
        whole = all(isinstance(self.tables.get(n), list) and len(self.tables[n]) == self.outcomes for n in self.random)
        check(whole and 0 < self.outcomes <= WORK, "a random table without an entry per outcome", UnableError)
        check(all(map(Evaluator(self, work).all_of, valid)), "an instance whose data do not fit together", UnableError)
        atoms = [name for name in within if name in self.tables] if "All" in self.tables else []
        for way, name in itertools.product(range(self.outcomes), atoms):
            over = {*leaves(self.at("All", way))}
            check(over.issuperset(leaves(self.at(name, way))), f"a set {name} of what lies outside of All")

    def at(self, name: str, way: int) -> Any:
        """A table at one outcome."""
        return self.tables[name][way] if name in self.random else self.tables[name]

    def code(self, node: Node) -> Code:
        """A term, set or event as a function of an evaluator."""
        if id(node) not in self.codes:
            head, *parts = node
            inner = [self.code(part) for part in parts if isinstance(part, tuple)]
            act = OF_VALUES.get(head)
            run = applied(act, [code.run for code in inner]) if act else OF_PARTS[head](self, inner, *parts)
            run = applied(Evaluator.counted, [run]) if GRAMMAR[head][0] == "S" else run
            self.codes[id(node)] = Code(run, 1 + sum(code.size for code in inner), node)
        found: Code = self.codes[id(node)]
        return found

    def slot(self, place: Any) -> Slot:
        """Where a sign stands in a pattern of bits; 0 stands for 1."""
        ways = 2 if place else self.outcomes
        shift = sum(slot.field.bit_count() for slot in self.slots.values())
        return self.slots.setdefault(place, Slot(shift, (1 << ways.bit_length()) - 1 << shift, ways))


class Slot(NamedTuple):
    """Bits of a pattern of signs that hold one sign, and how many ways it can fall."""

    shift: int
    field: int
    ways: int


class Code(NamedTuple):
    """A node as a function of an evaluator, its length, and the node."""

    run: Callable[[Any], Any]
    size: int
    node: Node


class Evaluator:
    """Terms, sets and events on one instance; where all outcomes are followed, signs fall as they are read."""

    def __init__(self, world: World, work: Work, signs: Mapping[Any, int] | None = None) -> None:
        self.world, self.work, self.index = world, work, dict[str, int]()
        self.known = self.fallen = self.trace = 0  # bits: signs that have fallen, how, and those read of late
        self.stack, self.falling = list[Slot](), False
        self.precise(PRECISIONS[0])
        for place, sign in (signs or {}).items():
            slot, way = world.slot(place), (1 - sign) // 2 if place else sign
            check(0 <= way < slot.ways, f"no outcome {sign}")
            self.known, self.fallen = self.known | slot.field, self.fallen | way << slot.shift

    def precise(self, bits: int) -> None:
        """Go on at another precision."""
        self.bits, self.memo = bits, self.world.memo.setdefault(bits, {})

    def __call__(self, node: Node) -> Any:
        """Value of a term, members of a set, truth of an event."""
        code = self.world.code(node)
        self.work.spend(code.size)
        return code.run(self)

    def entry(self, name: str, places: Sequence[int]) -> Any:
        """An entry of the data, or a length."""
        plain = name.removeprefix("given.").removesuffix(".length")
        found = self.world.tables.get(plain)
        for place in (self.sign(()), *places) if plain in self.world.random else places:
            found = found[place] if isinstance(found, list) and 0 <= place < len(found) else None
        exists = found is not None and name.endswith(".length") == isinstance(found, list)
        check(exists, f"{name}{places} does not exist in the instance", UnableError)
        return len(found) if isinstance(found, list) else found

    def sign(self, place: Any) -> int:
        """A sign of the outcome; where all outcomes are followed, a new one falls as its first option."""
        slot = self.world.slots.get(place) or self.world.slot(place)
        if not self.known & slot.field:
            check(self.falling, f"the outcome has no sign at {place}")
            self.fall(slot)
        self.trace |= slot.field
        return 1 - 2 * self.way(slot) if place else self.way(slot)

    def way(self, slot: Slot) -> int:
        """Which way a sign fell."""
        return (self.fallen & slot.field) >> slot.shift

    def fall(self, *slots: Slot) -> None:
        """New signs fall, each in its first way."""
        self.stack += slots
        self.known |= sum(slot.field for slot in slots)

    def word(self, name: str, places: tuple[int, ...]) -> Any:
        """Value of a defined word, remembered for every way the signs it reads can fall."""
        memo = self.memo.get(key := (name, places)) or self.memo.setdefault(key, {})
        for read, values in memo.items():
            if self.falling and (new := read & ~self.known):  # those of a reading before; it may read fewer now
                self.fall(*(slot for slot in self.world.slots.values() if slot.field & new))
            if (fallen := self.fallen & read) in values and not read & ~self.known:
                self.trace |= read
                return values[fallen]
        (over, body), outside, placed = self.world.words[name], (self.index, self.trace), self.world.placed
        self.index, self.trace = {}, 0
        for (argument, where), place in zip(over, places, strict=True):
            check(key in placed or place in self(where), f"{name}{places} does not exist in the instance", UnableError)
            self.index[argument] = place
        placed |= set() if self.trace else {key}  # no sign is read to know that it exists
        value = self(body)
        memo.setdefault(self.trace, {})[self.fallen & self.trace] = value
        self.world.held += 1
        self.index, self.trace = outside[0], outside[1] | self.trace
        return value

    def paths(self, act: Callable[[], Any], *codes: Code) -> Generator[tuple[Any, int]]:
        """Every way in which the signs that ``act`` reads can fall: its value, and among how many equally likely ways.

        Each way is the work of the codes that ``act`` runs.
        """
        before = self.known, self.fallen, self.stack, self.index, self.trace, self.falling
        self.known, self.fallen, self.stack, self.falling = 0, 0, [], True
        try:
            while self.falling:
                self.index, self.trace = dict(before[3]), 0
                self.work.spend(sum(code.size for code in codes))
                yield act(), math.prod(slot.ways for slot in self.stack)
                while self.stack and self.way(self.stack[-1]) == self.stack[-1].ways - 1:
                    field = self.stack.pop().field
                    self.fallen, self.known = self.fallen & ~field, self.known & ~field
                self.falling = bool(self.stack)
                self.fallen += 1 << self.stack[-1].shift if self.stack else 0
        finally:
            self.known, self.fallen, self.stack, self.index, self.trace, self.falling = before

    def prob(self, event: Code, given: Code) -> Fraction:
        """Probability, by following every way the signs can fall."""
        found = Counter(self.paths(lambda: event.run(self) if given.run(self) else None, event, given))
        weights = {True: Fraction(0), False: Fraction(0), None: Fraction(0)}
        for (truth, ways), count in found.items():
            weights[truth] += Fraction(count, ways)
        check(weights[None] < 1, "a condition of probability 0", UndefinedError)
        return weights[True] / (1 - weights[None])

    def independent(self, *codes: Code) -> bool:
        """Every pattern of the listed signs is equally likely."""
        seen: dict[tuple[Any, ...], Fraction] = {}
        for key, ways in self.paths(lambda: tuple(v for code in codes for v in code.run(self)), *codes):
            seen[key] = seen.get(key, Fraction(0)) + Fraction(1, ways)
        widths, values = {*map(len, seen)}, {value for key in seen for value in key}
        return values <= {1, -1} and len(widths) == len({*seen.values()}) == 1 and len(seen) == 2 ** max(widths)

    def each(self, body: Code, name: str, over: Code) -> list[tuple[int, Any]]:
        """Members of a set, each with the value of a body."""
        index, members, found = self.index, over.run(self), list[tuple[int, Any]]()
        self.work.spend(body.size * len(members))
        before = index.get(name)
        for index[name] in members:
            found.append((index[name], body.run(self)))
        if before is not None:
            index[name] = before
        return found

    def paid(self, value: Any, more: int = 0) -> Any:
        """A number, for the work that one of its length is, and more."""
        if type(value) is not int or more or value > self.work.left:
            self.work.spend(((bits := length(value)) >> 5) + (bits >> 10) ** 2 + more)
        return value

    def power(self, base: Any, exponent: Any) -> Any:
        """Power; the work of all its factors is counted before."""
        times = math.ceil(abs(ends(exponent)[0]))
        return power(self.paid(base, (length(base) * times >> 10) ** 2 + (times != 2) * 50), exponent, self.bits)

    def add(self, *values: Any) -> Any:
        """Sum."""
        if not any(isinstance(value, tuple) for value in values):
            return self.paid(sum(values), len(values) >> 3)
        lows, highs = zip(*map(ends, values), strict=True)
        return outward(sum(lows), sum(highs), self.bits)

    def extreme(self, pick: Callable[..., Any], values: Iterable[Any], empty: Any = 0) -> Any:
        """Maximum or minimum."""
        values = [*values] or [empty]
        if not any(isinstance(value, tuple) for value in values):
            return pick(values)
        return tuple(pick(column) for column in zip(*map(ends, values), strict=True))

    def whole(self, rounding: Callable[[Any], int], value: Any) -> int:
        """Floor or ceiling."""
        low, high = map(rounding, ends(value))
        check(low == high, "", UndecidedError)
        return low

    def magnitude(self, value: Any) -> Any:
        """Absolute value."""
        low, high = value if isinstance(value, tuple) else (value, value)
        return abs(value) if low is high else (max(low, -high, 0), max(-low, high))

    def span(self, low: Any, high: Any) -> range:
        """Integers between two ends."""
        return range(self.whole(math.ceil, low), self.whole(math.floor, high) + 1)

    def counted(self, members: Any) -> Any:
        """A set, for the work of its length."""
        self.work.spend(len(members))
        return members

    def top(self, codes: Sequence[Code], name: str) -> list[int]:
        """The members whose values are largest, so many; among equal ones those with the smallest tie value."""
        body, tie, count, over = codes
        pairs, size = self.each(body, name, over), whole(count.run(self))
        exact = not any(isinstance(value, (tuple, float)) for _, value in pairs)
        check(exact, "a choice by size among irrationals", UnableError)
        scale = math.lcm(*(value.denominator for _, value in pairs))  # whole numbers are compared faster
        ranks = [-value.numerator * (scale // value.denominator) for _, value in pairs]
        edge = sorted(ranks)[max(size - 1, 0) : size + 1]
        ties = [whole(value) for _, value in self.each(tie, name, over)] if len({*edge}) < len(edge) else ranks
        return sorted(i for _, _, (i, _) in sorted(zip(ranks, ties, pairs, strict=True))[:size])

    def all_of(self, claim: Claim) -> bool:
        """Truth of a claim at all its indices and, where it reads signs, all outcomes."""
        if claim.over:  # an index in a set that reads no sign runs outside of the outcomes
            (name, where), *rest = claim.over
            ways = self.paths(lambda: self(where))
            (members, _), *others = itertools.islice(ways, 2)
            ways.close()
            if not others:
                return all(self.all_of(Claim(tuple(rest), claim.event)) for self.index[name] in members)
        ways = self.paths(lambda: all(self.settled(claim.event) for _ in self.running(claim.over)))
        return all(truth for truth, _ in ways)

    def running(self, over: Sequence[tuple[str, Node]]) -> Iterator[None]:
        """Let quantified indices run."""
        if not over:
            yield
        for self.index[over[0][0]] in self(over[0][1]) if over else ():
            yield from self.running(over[1:])

    def settled(self, event: Node) -> bool:
        """Truth of an event at the present index, at the first precision that settles it."""
        for bits in PRECISIONS:
            before = {**vars(self), "index": dict(self.index), "stack": [*self.stack]}
            self.precise(bits)
            try:
                return bool(self(event))
            except UndecidedError:
                vars(self).update(before)
            finally:
                self.precise(PRECISIONS[0])
        raise UnableError("an enclosure too narrow to reach decides this comparison")


def whole(value: Any) -> int:
    """An index, which must be an integer."""
    check(type(value) in (int, Fraction) and value.denominator == 1, "an index that is not whole", UnableError)
    return int(value)


def kept(value: Any, _: Evaluator) -> Any:
    """A number."""
    return value


def placed(codes: Sequence[Code]) -> Callable[[Evaluator], tuple[int, ...]]:
    """Values of index terms, which must be integers, as those of indices are."""
    runs = [code.run if code.node[0] == "idx" else applied(lambda _, value: whole(value), [code.run]) for code in codes]
    return lambda e: tuple([run(e) for run in runs])


def applied(act: Callable[..., Any], runs: Sequence[Callable[[Any], Any]]) -> Callable[[Evaluator], Any]:
    """A function of the values of parts."""
    if len(runs) == 1:
        (one,) = runs
        return lambda e: act(e, one(e))
    return lambda e: act(e, *[run(e) for run in runs])


def look(world: World, codes: Sequence[Code], name: str, *_: Node) -> Callable[[Evaluator], Any]:
    """What a name means at some indices: a word, an entry of the data, a length, or a sign."""
    places = placed(codes)
    if name == "outcome":
        return lambda e: e.sign(places(e))
    if name in world.words:
        return lambda e: e.word(name, places(e))
    return lambda e: e.entry(name, places(e))


def members(world: World, codes: Sequence[Code], name: str, *_: Node) -> Callable[[Evaluator], Any]:
    """Members of a named set."""
    if name in world.words:
        return look(world, codes, name)

    places = placed(codes)
    return lambda e: sorted({e.entry(name, (*places(e), i)) for i in range(e.entry(f"{name}.length", places(e)))})


def mul(world: World, codes: Sequence[Code], *_: Node) -> Callable[[Evaluator], Any]:
    """Product; signs come last, and are not read where the rest is 0."""
    signs = [code.node[0] == "at" and code.node[1] in world.signs for code in codes]
    order = [(sign, code.run) for sign, code in sorted(zip(signs, codes, strict=True), key=lambda pair: pair[0])]

    def run(e: Evaluator) -> Any:
        found: Any = 1
        for sign, one in order:
            found = e.paid(product(found, one(e), e.bits)) if found or not sign else found
        return found

    return run


def listed(act: Callable[..., Any]) -> Callable[..., Any]:
    """What is made of the values of a body while its index runs over a set."""
    return lambda _, codes, __, name, ___: lambda e: act(e, e.each(codes[0], name, codes[1]))


OF_VALUES: dict[str, Callable[..., Any]] = {
    "add": Evaluator.add, "abs": Evaluator.magnitude, "span": Evaluator.span, "pow": Evaluator.power,
    "exp": lambda e, v: e.paid(exponential(e.paid(v, 2 * e.bits), e.bits)),
    "log": lambda e, v: logarithm(e.paid(v, 2 * e.bits), e.bits),
    "floor": lambda e, v: e.whole(math.floor, v), "ceil": lambda e, v: e.whole(math.ceil, v),
    "max2": lambda e, *values: e.extreme(max, values), "min2": lambda e, *values: e.extreme(min, values),
    "size": lambda _, over: len(over), "not": lambda _, truth: not truth, "iff": lambda _, one, two: one == two,
    "cap": lambda _, *sets: sorted(set.intersection(*map(set, sets))), "cup": lambda _, *sets: sorted(set().union(*sets)),
    "compl": lambda e, over: sorted({*e(ALL)} - {*over}), "without": lambda _, over, i: [k for k in over if k != i],
    "one": lambda _, value: [value], "true": lambda _: True, "belongs": lambda _, index, over: whole(index) in over,
}  # fmt: skip
OF_PARTS: dict[str, Callable[..., Any]] = {
    "num": lambda _, __, value: partial(kept, value.numerator if value.denominator == 1 else value),
    "idx": lambda _, __, name: lambda e: e.index[name], "sym": look, "at": look, "set": members, "mul": mul,
    "happens": lambda *parts: applied(lambda _, value: value == 1, [look(*parts)]),
    "rel": lambda _, codes, __, relation, ___: lambda e: relate(codes[0].run(e), relation, codes[1].run(e)),
    "both": lambda _, codes, *__: lambda e: all(code.run(e) for code in codes),
    "either": lambda _, codes, *__: lambda e: any(code.run(e) for code in codes),
    "choose": lambda _, codes, *__: lambda e: codes[1 if codes[0].run(e) else 2].run(e),
    "prob": lambda world, codes, *__: lambda e: e.prob(codes[0], [*codes, world.code(TRUTH)][1]),
    "independent": lambda _, codes, *__: lambda e: e.independent(*codes),
    "ever": lambda _, codes, *__: lambda e: e.extreme(max, [v for v, _ in e.paths(lambda: codes[0].run(e) if codes[1].run(e) else 0, *codes)]),
    "total": listed(lambda e, pairs: e.add(*[v for _, v in pairs])), "some": listed(lambda _, pairs: any(v for _, v in pairs)),
    "largest": listed(lambda e, pairs: e.extreme(max, [v for _, v in pairs])),
    "smallest": listed(lambda e, pairs: e.extreme(min, [v for _, v in pairs], math.inf)),
    "signs": listed(lambda _, pairs: [v for _, v in pairs]), "those": listed(lambda _, pairs: [i for i, v in pairs if v]),
    "top": lambda _, codes, *parts: lambda e: e.top(codes, parts[3]),
}  # fmt: skip


def leaves(value: Any) -> Iterator[Any]:
    """Numbers of nested lists."""
    yield from itertools.chain(*map(leaves, value)) if isinstance(value, list) else (value,)


def now(node: Any) -> set[str]:
    """Names that a node reads at the outcome in hand: those outside of averages."""
    if not isinstance(node, tuple) or node[:1] in ((), *((head,) for head in AVERAGES)):
        return set()
    return set().union({node[1]} if node[0] in NAMED else (), *map(now, node))


def closure(names: Collection[str], parts: Mapping[str, Collection[str]]) -> set[str]:
    """Names, and all that they are made of."""
    found, waiting = set[str](), {*names}
    while waiting:
        found |= waiting
        waiting = set().union(*(parts.get(name, ()) for name in waiting)) - found
    return found


def suits(world: World, model: Model, claims: Sequence[Claim], work: Work) -> None:
    """Refuse an instance that is none of the model, as far as claims can tell.

    Definitions hold there, signs are independent signs, and what is given does not vary over the outcomes.
    """
    reach, words = closure(named(tuple(claims)), model.parts), {name: now(word) for name, word in world.words.items()}
    for name, definition in model.definitions.items():
        true = name not in reach or definition in world.known or Evaluator(world, work).all_of(definition)
        check(true, f"the definition of {name} is false on this instance")
        world.known |= {definition} if name in reach else set()
    signs = sorted(name for name in model.signs & reach if name in world.tables or name in words)
    check(all(name not in words or name in world.signs for name in signs), "signs that the instance computes")
    plain = [name for name in signs if name not in words]
    ways = [tuple(leaves([world.at(name, way) for name in plain])) for way in range(world.outcomes)]
    check(all(value in (1, -1) for value in itertools.chain(*ways)), "signs other than 1 and -1")
    if averages(*claims):
        found = Counter(ways)
        uniform = len({*map(len, found)}) == len({*found.values()}) == 1 and len(found) == 2 ** len(ways[0])
        check(uniform, "signs that are not independent and uniform")
    for name in sorted(reach - model.signs):
        behind = sorted(model.behind(("sym", name)))
        if name in words and not behind:
            check("outcome" not in closure(words[name], words), f"{name} depends on signs")
        elif name in world.random and "?" not in behind:
            check({*behind} <= {*world.tables}, f"{name} depends on signs that the instance lacks", UnableError)
            values = {
                (repr([world.at(one, w) for one in behind]), repr(world.at(name, w))) for w in range(world.outcomes)
            }
            check(len(dict(values)) == len(values), f"{name} depends on other signs than {behind}")


def refute(
    claim: Claim, given: Sequence[Claim], witness: Any, axioms: Any, work: Work, memory: Any, model: Model
) -> None:
    """Replay one counterexample: an instance of the model where hypotheses hold; the claim is false at an index and outcome."""
    only(witness, "title world index outcome lhs rhs rechecked numbers probabilities")
    key, index = json.dumps(witness.get("world"), sort_keys=True), part(witness, "index", Mapping)
    instances, kinds = (memory.setdefault(name, {}) for name in ("instances", "kinds"))
    if key not in instances:
        while sum(world.held + 1000 for world in instances.values()) > WORK:
            instances.pop(next(iter(instances)))
        instances[key] = World(witness.get("world"), axioms["worlds"], work, kinds, axioms["within"])
    world = instances[key]
    suits(world, model, (claim, *given), work)
    here = Evaluator(world, work, outcome(witness.get("outcome"), ()))
    good = {*index} == {name for name, _ in claim.over} and all(type(value) is int for value in index.values())
    check(good, "index: expected an integer for every quantified name")
    for name, over in claim.over:
        check(index[name] in here(over), f"index: {name} = {index[name]} does not lie in its set")
        here.index[name] = index[name]
    for place, hypothesis in enumerate(given):
        truth = hypothesis in world.known or Evaluator(world, work).all_of(hypothesis)
        check(truth, f"hypothesis {place + 1} is false on this instance")
        world.known.add(hypothesis)
    check(not here.settled(claim.event), "the claim is true here")


def outcome(raw: Any, place: tuple[int, ...]) -> dict[Any, int]:
    """A sign pattern, from nested lists of 1 and -1."""
    if isinstance(raw, (list, tuple)):
        return {key: sign for i, entry in enumerate(raw) for key, sign in outcome(entry, (*place, i)).items()}
    check(raw is None or (type(raw) is int and (not place or raw in (1, -1))), "outcome: expected lists of 1 and -1")
    return {} if raw is None else {place: raw}


def check_witness(
    claim: Any,
    hypotheses: Iterable[Any],
    witness: Any,
    axioms: Any,
    work: Work | None = None,
    memory: Any = None,
    model: Any = None,
) -> tuple[bool | None, str]:
    """Say whether a witness refutes a claim: True, False (it does not), or None (cannot be told), and why.

    ``memory`` keeps the last instances and the hypotheses known to hold on it, for several claims about one instance.
    ``model`` is that of the step, as a report writes it: the instance has to be one of it.
    """
    work, memory = work or Work(200 * WORK), {} if memory is None else memory

    def act() -> None:
        given = [read_claim(raw, work) for raw in hypotheses]
        refute(read_claim(claim, work), given, witness, axioms, work, memory, Model(model or {}, work))

    state, reason = attempt(act)
    return {"replayed": True, "wrong": False}.get(state), reason


def attempt(act: Callable[[], Any]) -> tuple[str, str]:
    """State and reason, whatever a certificate holds."""
    try:
        return "replayed", act() or ""
    except (UnableError, ArithmeticError, RecursionError) as error:
        return "not replayable", str(error) or type(error).__name__
    except (BrokenError, AttributeError, KeyError, TypeError, ValueError, IndexError) as error:
        return "wrong", str(error) or type(error).__name__


# ------------------------------------------------------------------------------------------------ exact algebra
# Event: ("and" | "or", frozenset), ("not", atom), or an atom: (">=", polynomial) for polynomial >= 0, ("in", index, set), ...

EMPTY: Any = frozenset()
TRUE = ("and", EMPTY)
FRESH = map("#{}".format, itertools.count(1000))  # names that no term of a file can have


def plus(*polys: Poly) -> Poly:
    """Sum."""
    found: Poly = {}
    for mono, c in itertools.chain(*(poly.items() for poly in polys)):
        found[mono] = found.get(mono, 0) + c
    return {mono: c for mono, c in found.items() if c}


def times(poly: Poly, factor: Fraction | int) -> Poly:
    """Multiple."""
    return {mono: c * factor for mono, c in poly.items()} if factor else {}


def atom(form: Any, exponent: Any = 1) -> Poly:
    """Polynomial of one atom."""
    return {frozenset(((form, exponent),)): 1}


def constant(poly: Poly) -> Fraction | None:
    """Value of a polynomial without atoms."""
    return Fraction(poly.get(EMPTY, 0)) if {*poly} <= {EMPTY} else None


def frozen(poly: Poly) -> Any:
    """Polynomial as part of an atom."""
    return frozenset(poly.items())


def text(form: Any) -> str:
    """One spelling of a normal form, to order its terms."""
    if not isinstance(form, (tuple, frozenset)):
        return str(form)
    parts = map(text, form)
    return f"({','.join(sorted(parts) if isinstance(form, frozenset) else parts)})"


def content(poly: Poly, *, signed: bool = False) -> tuple[Fraction, Poly]:
    """Positive content (with the sign of the leading term, if asked for) and primitive part."""
    above, below = ([c.numerator for c in poly.values()], [c.denominator for c in poly.values()])
    factor = Fraction(math.gcd(*above) or 1, math.lcm(*below))
    factor *= -1 if signed and poly and poly[max(poly, key=text)] < 0 else 1
    return factor, times(poly, 1 / factor)


def contains(form: Any, inner: Any) -> bool:
    """Say whether a normal form mentions a part."""
    return form == inner or (isinstance(form, (tuple, frozenset)) and any(contains(child, inner) for child in form))


def bound(old: Node, *forms: Any) -> tuple[Any, ...]:
    """Forms with an index renamed by the nesting of bound indices inside, the same whatever it was called; and its name."""
    new = f"#{height(forms)}"
    return (*renamed(forms, old, ("idx", new)), new)


def renamed(form: Any, old: Any, new: Any) -> Any:
    """Normal form with one part renamed."""
    if isinstance(form, (tuple, frozenset)):
        return new if form == old else type(form)(renamed(child, old, new) for child in form)
    return form


def height(form: Any) -> int:
    """Nesting of bound indices."""
    below = max(map(height, form), default=0) if isinstance(form, (tuple, frozenset)) else 0
    return below + (isinstance(form, tuple) and form != () and form[0] in (*BINDERS, "size"))


class Hole(NamedTuple):
    """A term, set or event in some indices."""

    names: tuple[str, ...]
    body: Node


def substitute(node: Any, bind: Mapping[Any, Any]) -> Any:
    """Replace indices, parameters or metavariables; every bound index gets a new name, so that nothing is captured."""
    if not isinstance(node, tuple) or not node:
        return node
    found = bind.get(node[1]) if node[0] in NAMED else bind.get(node) if node[0] == "idx" else None
    if node[0] == "compl" and "All" in bind:
        return ("cap", substitute(ALL, bind), ("compl", substitute(node[1], bind)))
    if isinstance(found, Hole):
        terms = zip(found.names, node[2:], strict=True)
        return substitute(found.body, {("idx", name): substitute(term, bind) for name, term in terms})
    if found is None and node[0] in BINDERS:
        new = next(FRESH)
        bodies = [substitute(body, {**bind, ("idx", node[-2]): ("idx", new)}) for body in node[1:-2]]
        return (node[0], *bodies, new, substitute(node[-1], bind))
    return found or tuple(substitute(child, bind) for child in node)


def join(head: str, parts: Iterable[Any]) -> Any:
    """Conjunction or disjunction, flat."""
    flat = frozenset(form for f in parts for form in (f[1] if f[0] == head else (f,)))
    return (head, flat) if len(flat) != 1 else next(iter(flat))


def negate(form: Any) -> Any:
    """Complement of an event."""
    if form[0] in ("and", "or"):
        return ({"and": "or", "or": "and"}[form[0]], frozenset(map(negate, form[1])))
    return form[1] if form[0] == "not" else ("not", form)


def evidently(node: Node) -> bool:
    """Say whether a term is nonnegative by the way it is written."""
    if node[0] in ("num", "pow"):
        exponent = node[2][1] if node[0] == "pow" and node[2][0] == "num" else Fraction(1)
        even = exponent.denominator == 2 or exponent % 2 == 0
        return bool(node[1] >= 0) if node[0] == "num" else even or evidently(node[1])
    if node[0] not in ("add", "mul", "total", "largest"):
        return node[0] in ("abs", "exp", "prob", "size")
    return all(map(evidently, node[1:2] if node[0] in BINDERS else node[1:]))


class Algebra:
    """Normal forms of terms, memberships and events; families named in ``signs`` square to 1."""

    def __init__(self, signs: frozenset[str], within: Sequence[str], work: Work) -> None:
        self.signs, self.within, self.work = signs, within, work
        self.memo: dict[Node, Poly] = {}
        self.natural: set[Any] = set()  # polynomials that are nonnegative by the way they were written

    def sure(self, event: Any, base: Any = ()) -> bool:
        """Say whether an event, here that a base is not 0, is known from facts."""
        return bool(event == TRUE and base == ())

    def defined(self, inside: Any) -> bool:
        """Say whether what stands under a root is known to be nonnegative."""
        return inside in self.natural or self.sure(self.at_least(dict(inside)))

    def nonzero(self, base: Any) -> bool:
        """Say whether an atom is known not to be 0."""
        return self.sure(negate(join("and", (self.at_least(times(atom(base), sign)) for sign in (1, -1)))), base)

    def poly(self, node: Node) -> Poly:
        """Polynomial of a real term."""
        if node not in self.memo:
            found = self.memo[node] = self.expand(*node)
            self.work.spend(10 + 20 * len(found))
            size = max((x.bit_length() for c in found.values() for x in (c.numerator, c.denominator)), default=0)
            check(size < BITS >> 4, "a number too long", UnableError)
        return self.memo[node]

    def expand(self, head: str, *parts: Any) -> Poly:
        """Polynomial of a real term by its head."""
        if head == "num":
            return times({EMPTY: 1}, parts[0].numerator if parts[0].denominator == 1 else parts[0])
        if head == "pow" and evidently(parts[0]):
            self.natural.add(frozen(self.poly(parts[0])))
        if head in ("add", "mul", "pow"):
            acts: dict[str, Any] = {"add": plus, "mul": self.product, "pow": self.power}
            found: Poly = acts[head](*map(self.poly, parts))
            return found
        if head == "abs":
            return self.magnitude(self.poly(parts[0]))
        if head == "exp":
            return self.tidy({("exp", frozen(self.poly(parts[0]))): 1})
        if head in ("total", "size"):
            return self.total(*parts) if head == "total" else self.total(ONE, "", *parts)
        if head in ("largest", "smallest"):
            index, body, where = self.under(*parts)
            return atom((head, *bound(index, frozen(self.poly(body)), where)))
        if head == "prob":
            return atom((head, *self.averaged(parts)))
        check(head in ("sym", "idx", "at", "log", "floor", "ceil", "max2", "min2"), f"algebra with {head}", UnableError)
        return atom((head, *self.parts(parts)))

    def averaged(self, parts: Sequence[Node]) -> list[Any]:
        """Normal forms of events, or of lists of signs, that are averaged over."""
        return list(map(self.event, parts))

    def parts(self, parts: Sequence[Any]) -> Iterator[Any]:
        """Names as they are, terms as polynomials."""
        return (part if isinstance(part, str) else frozen(self.poly(part)) for part in parts)

    def under(self, body: Node, name: str, over: Node) -> tuple[Node, Node, Any]:
        """A new index, a body with it, and the event that it lies in the set."""
        self.work.spend(len(str(body)) >> 2)  # it is copied, and looked through to the ground
        new = ("idx", next(FRESH))
        return new, substitute(body, {("idx", name): new}), self.member(new, over)

    def product(self, *polys: Poly) -> Poly:
        """Product, multiplied out."""
        found: Poly = {EMPTY: 1}
        for poly in polys:
            self.work.spend(10 * len(found) * len(poly))
            terms = []
            for (m, c), (n, d) in itertools.product(found.items(), poly.items()):
                powers = dict(m)
                for base, exponent in n:
                    powers[base] = powers.get(base, 0) + exponent
                terms.append(times(self.tidy(powers), c * d))
            found = plus(*terms)
        return found

    def tidy(self, powers: Mapping[Any, Any]) -> Poly:
        """A product of powers: signs square to 1, exponentials merge, even powers of roots and magnitudes resolve.

        ``x x^-1`` is 1 only if x is known not to be 0; else it stays, as "unit" of x (with 1/0 = 0 it is 0 or 1).
        """
        plain, exponent, rest = dict[Any, Any](), Poly(), list[Poly]()
        for base, e in powers.items():
            if base[0] == "exp":
                exponent = plus(exponent, times(dict(base[1]), e))
            elif abs(e) >= 2 and (base[0] == "abs" or (base[0] == "root" and self.defined(base[1]))):
                half = int(Fraction(e) / 2)
                rest.append(self.power(dict(base[1]), {EMPTY: half if base[0] == "root" else 2 * half}))
                plain[base] = e - 2 * half
            elif base[0] == "unit":
                plain[base] = int(not powers.get(base[1]))
            elif self.is_sign(base):
                plain[base] = e % 2
            else:
                plain[base if e or self.nonzero(base) else ("unit", base)] = e or 1
                plain.pop(base if not e and self.nonzero(base) else (), None)
        if exponent:
            plain["exp", frozen(exponent)] = 1
        found: Poly = {frozenset((b, e) for b, e in plain.items() if e): 1}
        return self.product(found, *rest) if rest else found

    def power(self, base: Poly, exponent: Poly) -> Poly:
        """Powers n and n/2 of a polynomial."""
        e = constant(exponent)
        if e is None or e.denominator > 2 or abs(e) > 64:
            return atom(("pow", frozen(base), frozen(exponent)))
        if e.denominator == 2:
            return self.tidy({("root", frozen(base)): int(2 * e)}) if base else {}
        if 0 <= e <= 12 or not base:
            return self.product(*[base] * int(e)) if base or not e else {}
        if len(base) == 1:
            ((mono, c),) = base.items()
            return times(self.tidy({b: k * int(e) for b, k in mono}), Fraction(c) ** int(e))
        lead, primitive = content(base, signed=True)
        return times(self.tidy({("inv", frozen(primitive)): int(-e)}), lead ** int(e))

    def magnitude(self, poly: Poly) -> Poly:
        """Absolute value: multiplicative, and nothing where the number is evidently nonnegative or a sign."""
        if not poly:
            return {}
        shared = set.intersection(*({b for b, _ in mono if self.is_sign(b)} for mono in poly))
        rest = {frozenset(p for p in mono if p[0] not in shared): c for mono, c in poly.items()}
        lead, primitive = content(rest, signed=True)
        if len(primitive) > 1:
            return times(atom(("abs", frozen(primitive))), abs(lead))
        powers = [(b, e) for mono in primitive for b, e in mono if not self.is_sign(b)]
        sizes = (atom(b, e) if self.evident(b, e) else self.tidy({("abs", frozen(atom(b))): e}) for b, e in powers)
        return times(self.product(*sizes), abs(lead))

    def is_sign(self, base: Any) -> bool:
        """Entry of a sign family."""
        return base[0] == "at" and base[1] in self.signs

    def evident(self, base: Any, exponent: Fraction) -> bool:
        """Power of an atom that cannot be negative."""
        sure = base[0] in ("abs", "exp", "prob", "size", "root", "unit")
        return exponent % 2 == 0 or sure or (base[0] in ("total", "largest") and self.nonnegative(dict(base[1])))

    def nonnegative(self, poly: Poly, *, strict: bool = False) -> bool:
        """Every term is evidently nonnegative; for a strict claim one is evidently positive."""
        weak = all(c > 0 and all(self.evident(b, e) for b, e in mono) for mono, c in poly.items())
        return weak and (not strict or any(all(b[0] == "exp" for b, _ in mono) for mono in poly))

    def total(self, body: Node, name: str, over: Node) -> Poly:
        """Sum over a set: linear, factors free of the index come out; the number of elements is the sum of 1."""
        index, inside, where = self.under(body, name, over)
        if body == ONE and over[0] == "compl" and self.is_within(over[1]):  # counted in All
            return plus(self.total(ONE, "", ALL), times(self.total(ONE, "", over[1]), -1))
        terms = []
        for mono, c in self.poly(inside).items():
            inner = frozenset((b, e) for b, e in mono if contains(b, index))
            summed = atom(("total", *bound(index, frozenset({(inner, 1)}), where)))
            terms.append(self.product({mono - inner: c}, summed if inner else self.count(index, over, where)))
        return plus(*terms)

    def count(self, index: Node, over: Node, where: Any) -> Poly:
        """Number of elements."""
        counted = over[0] == "compl" and self.is_within(over[1])
        return self.total(ONE, "", over) if counted else atom(("size", *bound(index, where)))

    def is_within(self, over: Node) -> bool:
        """Say whether a set lies in All, the universe of complements."""
        form, here = (self.member(("idx", "#"), where) for where in (over, ALL))
        return entails([form], here, self.work)

    def member(self, index: Node, over: Node) -> Any:
        """The event that an index lies in a set."""
        head, form = over[0], frozen(self.poly(index))
        here = ("in", form, ALL)
        if head == "set":
            own = ("in", form, (head, *self.parts(over[1:])))
            return join("and", (own, here) if over[1] in self.within else (own,))
        if head in ("cap", "cup"):
            return join({"cap": "and", "cup": "or"}[head], (self.member(index, where) for where in over[1:]))
        if head == "compl":
            inner = self.member(index, over[1])
            return join("and", (here, negate(join("and", inner[1] - {here}) if inner[0] == "and" else inner)))
        if head == "without":
            return join("and", (self.member(index, over[1]), negate(self.event(("rel", index, "==", over[2])))))
        check(head == "span", f"algebra with {head}", UnableError)
        pairs = ((over[1], index), (index, over[2]), over[1:])
        plain = all(c.denominator == 1 and [(b[0], e) for b, e in mono] in ([], [("idx", 1)]) for mono, c in form)
        ends = (self.event(("rel", a, "<=", b)) for a, b in pairs)
        return join("and", (*ends, *(() if plain else (("whole", form),))))

    def event(self, node: Node) -> Any:
        """Normal form of an event."""
        head, *parts = node
        if head == "rel":
            slack = plus(self.poly(parts[2]), times(self.poly(parts[0]), -1))
            if parts[1] == "<":
                return negate(self.at_least(times(slack, -1)))
            return join("and", (self.at_least(times(slack, sign)) for sign in (1, -1)[: 1 + (parts[1] == "==")]))
        if head in ("true", "both", "either"):
            return join("or" if head == "either" else "and", map(self.event, parts))
        if head == "not":
            return negate(self.event(parts[0]))
        if head == "iff":
            one, two = map(self.event, parts)
            return join("and", (join("or", (negate(one), two)), join("or", (negate(two), one))))
        if head in ("some", "signs"):
            index, body, where = self.under(*parts)
            return (head, *bound(index, frozen(self.poly(body)) if head == "signs" else self.event(body), where))
        if head == "independent":
            forms = self.averaged(parts)
            return (head, frozenset((form, forms.count(form)) for form in forms))
        return self.member(*parts) if head == "belongs" else (head, *self.parts(parts))

    def at_least(self, poly: Poly) -> Any:
        """The event that a polynomial is not negative."""
        if self.nonnegative(poly) or self.nonnegative(times(poly, -1), strict=True):
            return ("and" if self.nonnegative(poly) else "or", EMPTY)
        return (">=", frozen(content(poly)[1]))


# ------------------------------------------------------------------------------------------------ logic


def value(form: Any, known: Mapping[Any, bool]) -> Any:
    """True, False, or the first atom that would have to be known."""
    if form[0] not in ("and", "or", "not"):
        return known.get(form, form)
    found = [value(part, known) for part in (form[1] if form[0] != "not" else form[1:])]
    if form[0] == "not":
        return not found[0] if isinstance(found[0], bool) else found[0]
    if any(v is (form[0] == "or") for v in found):
        return form[0] == "or"
    return next((v for v in found if not isinstance(v, bool)), form[0] == "and")


def possible(forms: Sequence[Any], known: Mapping[Any, bool], work: Work) -> bool:
    """Say whether some truth values of the atoms make all events happen."""
    work.spend(10 * len(forms))
    found = [(form, value(form, known)) for form in forms]
    rest = [(form, v) for form, v in found if not isinstance(v, bool)]
    if any(v is False for _, v in found) or not rest:
        return not any(v is False for _, v in found)
    return any(possible([form for form, _ in rest], {**known, rest[0][1]: guess}, work) for guess in (True, False))


def atoms(form: Any) -> set[Any]:
    """Atoms of an event."""
    parts = form[1] if form[0] in ("and", "or") else form[1:]
    return set().union(*map(atoms, parts)) if form[0] in ("and", "or", "not") else {form}


def entails(given: Sequence[Any], goal: Any, work: Work) -> bool:
    """Say whether events imply another one: propositional logic, comparisons that differ by a constant, equal indices."""
    found, clauses = set().union(*map(atoms, (*given, goal))), []
    signs, places = ([a for a in found if a[0] == head] for head in (">=", "in"))
    work.spend(3 * (len(signs) * sum(len(a[1]) for a in signs) + 2 * len(places) ** 2))
    for one, two in itertools.combinations(signs, 2):
        total, gap = (constant(plus(dict(one[1]), times(dict(two[1]), sign))) for sign in (1, -1))
        if total is not None:
            clauses.append(join("or", (one, two) if total >= 0 else (negate(one), negate(two))))
        if gap is not None:
            clauses.append(join("or", (negate(one), two) if gap < 0 else (one, negate(two))))
    for one, two in itertools.permutations(places, 2):
        ways = [(">=", frozen(plus(times(dict(one[1]), s), times(dict(two[1]), -s)))) for s in (1, -1)]
        if one[2] == two[2] and {*ways} <= found:
            clauses.append(join("or", (*map(negate, (one, *ways)), two)))
    return not possible([*given, *clauses, negate(goal)], {}, work)


# ------------------------------------------------------------------------------------------------ derivations


def spots(node: Any) -> set[Node]:
    """Families, parameters, sets and events in a node, at their indices."""
    own = {node} if isinstance(node, tuple) and node and node[0] in NAMED else set()
    return own.union(*map(spots, node)) if isinstance(node, tuple) else own


def named(node: Any) -> set[str]:
    """Names of families, parameters, sets and events in a node."""
    return {spot[1] for spot in spots(node)}


class Model:
    """Which signs a name depends on: the closure over definitions; an undeclared name depends on everything."""

    def __init__(self, data: Mapping[str, Any], work: Work) -> None:
        only(data, "name signs given definitions depends elsewhere")
        lists = (part(data, key, list, []) for key in ("signs", "given", "elsewhere"))
        self.signs, self.given, self.elsewhere = (frozenset(map(str, names)) for names in lists)
        self.parts = {name: {*map(str, parts)} for name, parts in part(data, "depends", Mapping, {}).items()}
        self.definitions: dict[str, Claim] = {}
        for claim in (read_claim(raw, work) for raw in part(data, "definitions", list, [])):
            left, right = claim.event[1], claim.event[-1]
            indices = [("idx", index) for index, _ in claim.over]
            good = left[0] in NAMED and is_equality(claim) and sorted(left[2:]) == sorted(indices)
            check(good, "a definition that is not an equality of a name at exactly its quantified indices")
            check(left[1] not in {*self.definitions, *self.signs} | named(right), f"a second definition of {left[1]}")
            self.definitions[left[1]], self.parts[left[1]] = claim, named(tuple(claim)) - {left[1]}
        circle = [name for name in self.definitions if name in closure(self.parts[name], self.parts)]
        check(not circle, f"definitions in a circle: {circle}")
        odd = self.elsewhere & {*self.signs, *self.definitions}
        check(not odd, f"signs, or defined, and elsewhere: {sorted(odd)}")

    def fixed(self) -> set[str]:
        """Names that depend on no sign."""
        return {name for name in {*self.given, *self.parts} if not self.behind(("sym", name))}

    def behind(self, node: Any) -> set[str]:
        """Signs behind a term; "?" for an unknown name."""
        found = closure(named(node), self.parts)
        return (found & self.signs) | ({"?"} if found - {*self.signs, *self.given, *self.parts} else set())


def index_terms(node: Any) -> set[Node]:
    """What stands in the place of an index, free of bound indices."""
    if not isinstance(node, tuple) or not node:
        return set()
    own = {*node[2:]} if node[0] in NAMED else {"idx": {node}, "belongs": {*node[1:2]}}.get(node[0], set())
    found = own.union(*map(index_terms, node))
    return {t for t in found if node[-2] not in free(t)} if node[0] in BINDERS else found


class Derivation(Algebra):
    """Replays the lines of one derivation."""

    def __init__(self, model: Model, axioms: Mapping[str, Any], work: Work) -> None:
        self.model, self.rules = model, axioms["rules"]
        super().__init__(self.model.signs, axioms["within"], work)
        self.facts = {f"def:{name}": claim for name, claim in self.model.definitions.items()}
        self.steps: dict[str, tuple[Claim, Shown]] = {}  # used steps
        self.before: Any = ()  # facts before the assumption that is open, and which of them are partial
        self.assumed: Node = ()
        self.known: list[tuple[Node, Node]] = []
        self.terms: list[Node] = []
        self.asking = self.asked = False
        self.given: list[Claim] = []  # definitions, hypotheses, and that they are defined
        self.needs: list[Claim] = []  # those of them that were used, and laws
        self.partial: dict[Claim, frozenset[str]] = {}  # facts known at the goal's own values of some indices only
        self.own: Collection[str] = ()  # indices that may have these values in what is asked
        self.touched: set[str] = set()  # those that had to, in the line in hand

    def is_law(self, claim: Claim) -> bool:
        """What a model grants: families of its signs over fixed sets, each once, are independent and uniform."""
        entries = claim.event[1:] if claim.event[0] == "independent" else ()
        families = [e[1][1] for e in entries if e[0] == "signs" and e[1][0] == "at" and e[1][-1] == ("idx", e[2])]
        if not len(families) == len({*families} & self.signs) == len(entries) > 0:
            return False
        clear = all(e[2] not in free(("at", *e[1][2:-1])) for e in entries)
        return clear and not self.model.behind((claim.over, *((e[1][2:-1], e[3]) for e in entries)))

    def granted(self, need: Claim, facts: Collection[Claim]) -> bool:
        """Say whether a used step may need this here: it is a law, or follows from one fact."""
        whole = [fact for fact in facts if fact not in self.partial]
        return need in whole or self.is_law(need) or any(self.proves([fact], need, own=()) for fact in whole)

    def loose(self, fixed: Iterable[str]) -> str:
        """Name a word that a used step takes as fixed and that is not known to be fixed here."""
        return next((word for word in sorted(fixed) if self.model.behind(("sym", word))), "")

    def named_facts(self, line: Mapping[str, Any], key: str = "by") -> list[Claim]:
        """The facts that a line names."""
        names = part(line, key, list, [])
        check({*names} <= {*self.facts}, f"a fact that is not here: {names}"[:200])
        return [self.facts[name] for name in names]

    def instances(self, fact: Claim, terms: Iterable[Node]) -> Iterator[Node]:
        """Instances of a fact at index terms that certainly lie in its sets.

        In an average a term that depends on signs is no index; what is partial is known at the goal's own indices only.
        """
        known, binds = [self.member(*pair) for pair in self.known], [{}]  # type: ignore[var-annotated]
        own, random = self.partial.get(fact, frozenset()), averages(fact)
        terms = [t for t in terms if not (random and self.model.behind(t))] if own <= {*self.own} else []
        for name, over in fact.over:
            places = [("idx", name)] if name in own else terms
            pairs = [(b, t, self.member(t, substitute(over, b))) for b in binds for t in places]
            binds = [{**b, ("idx", name): t} for b, t, form in pairs if entails(known, form, self.work)]
        for bind in binds if own <= {*self.own} else ():
            self.work.spend(100)
            if self.finite(found := substitute(fact.event, bind)):
                yield found

    def finite(self, node: Any) -> bool:
        """Say whether the least of what may be nothing, which is infinite, stands only alone on one side of comparisons.

        Such a comparison is true at infinity if it is at every number large enough, so that it may be reckoned with.
        """
        if not isinstance(node, tuple) or not contains(node, "smallest"):
            return True
        if node[0] == "rel":
            pairs = ((node[1], node[3]), (node[3], node[1]))
            bare = [one[0] == "smallest" and (one == two or not contains(two, "smallest")) for one, two in pairs]
            return all(
                map(self.finite, (one[1:] if alone else one for (one, _), alone in zip(pairs, bare, strict=True)))
            )
        some = node[0] != "smallest" or self.sure(self.event(("rel", ONE, "<=", ("size", node[-1]))))
        return some and all(map(self.finite, node))

    def averaged(self, parts: Sequence[Node]) -> list[Any]:
        """Normal forms inside of an average: only what holds at all outcomes is known there."""
        before = self.known, self.memo, self.natural, self.asking
        self.known = [(i, where) for i, where in self.known if not self.model.behind(where)]
        self.asking = self.asking or bool(self.model.behind(self.assumed))
        if (self.known, self.asking) != (before[0], before[3]):
            self.memo, self.natural = {}, set()
        found = super().averaged(parts)
        self.known, self.memo, self.natural, self.asking = before
        return found

    def restricted(self, claim: Claim, names: Collection[str]) -> Claim:
        """A claim that is known at the goal's own values of some names only, unless it is known without."""
        if names and (claim in self.partial or claim not in (*self.facts.values(), *self.given)):
            self.partial[claim] = frozenset(names)
        return claim

    def about(self, claim: Claim, own: Collection[str] | None = None) -> None:
        """What is asked from here on is about the indices of a claim; normal forms that rest on facts are made anew."""
        if self.asked:
            self.memo.clear()
            self.natural.clear()
            self.asked = False
        self.known = [(("idx", name), over) for name, over in claim.over]
        self.terms = sorted({i for i, _ in self.known} | index_terms(claim.event), key=repr)
        self.own = {name for name, _ in claim.over} if own is None else own

    def sure(self, event: Any, base: Any = ()) -> bool:
        """Some fact gives an event, here that a base is not 0, perhaps as a factor of what is positive."""
        if self.asking or event == TRUE:
            self.asked = self.asked or event != TRUE
            return bool(event == TRUE)
        self.asking, self.asked, found = True, True, False
        for fact in dict.fromkeys((*self.facts.values(), *self.given)):
            for form in map(self.event, self.instances(fact, self.terms) if fact.event[0] in ("rel", "not") else ()):
                less = form[0] == "not" and form[1][0] == ">=" and len(form[1][1]) == 1
                factor = less and any(base in dict(mono) for mono, _ in form[1][1])
                if not found and (factor or entails([form], event, self.work)):
                    found = True
                    self.needs += [fact] if fact in self.given else []
                    self.touched |= self.partial.get(fact, frozenset())
        self.asking = False
        return found

    def proves(
        self, facts: Collection[Claim], need: Claim, derived: Any = (), own: Any = None, *, inner: bool = False
    ) -> bool:
        """Say whether a claim, or an inner part of an algebraic argument, follows from instances of facts."""
        self.about(need, own)
        same = need in facts and (names := self.partial.get(need, frozenset())) <= {*self.own}
        if same:
            self.touched |= names
            return True
        given = [self.member(*pair) for pair in self.known]
        for fact in facts:
            found = [self.event(instance) for instance in self.instances(fact, self.terms)]
            self.touched |= self.partial.get(fact, frozenset()) if found else set()
            given += found
        plain = inner or self.finite(substitute(tuple(need), {}))
        return plain and entails([*given, *derived], self.event(need.event), self.work)

    def require(self, facts: Sequence[Claim], need: Claim, own: Any = None) -> None:
        """Refuse what does not follow."""
        check(self.proves(facts, need, own=own), f"it does not follow that {str(tuple(need))[:300]}")

    def rewritten(self, claim: Claim, equalities: Sequence[Claim]) -> Claim:
        """The claim after replacing left sides of equalities by right sides, up to twelve times."""
        self.about(claim)
        known, before, self.touched, names = self.known, None, {*self.partial.get(claim, ())}, self.touched
        for _ in range(12):
            before, claim = claim, Claim(claim.over, self.replaced(claim.event, equalities, known))
            if before == claim:
                break
        self.restricted(claim, self.touched)
        self.touched |= names
        return claim

    def replaced(self, node: Any, equalities: Sequence[Claim], known: list[tuple[Node, Node]]) -> Any:
        """One round of replacement inside a node."""
        if not isinstance(node, tuple) or not node:
            return node
        self.work.spend(10)
        for equality in equalities:
            left = equality.event[1]
            if left[0] == node[0] and len(left) == len(node) and (left[0] not in NAMED or left[1] == node[1]):
                self.known, form = known, self.event if equality.event[0] == "iff" else self.poly
                places = sorted(index_terms(node) | {i for i, _ in known}, key=repr)
                for _, one, *_, other in self.instances(equality, places):
                    if one == node or form(one) == form(node):
                        self.touched |= self.partial.get(equality, frozenset())
                        return other
        if node[0] in AVERAGES:  # an average over all outcomes: only what holds at all of them
            known = [(i, s) for i, s in known if not self.model.behind(s)]
            equalities = [] if self.model.behind(self.assumed) else equalities
            self.memo = {} if known != self.known else self.memo  # normal forms that may rest on more
        if node[0] in BINDERS:
            new = next(FRESH)
            body = substitute(node[1], {("idx", node[2]): ("idx", new)})
            changed = self.replaced(body, equalities, [*known, (("idx", new), node[3])])
            where = self.replaced(node[3], equalities, known)
            return node if (changed, where) == (body, node[3]) else (node[0], changed, new, where)
        return tuple(self.replaced(child, equalities, known) for child in node)

    def replay(self, lines: Sequence[Any], goal: Claim) -> None:
        """Check every line, then that the last one gives the goal."""
        last: list[Claim] = []
        for line in lines:
            only(line, "name rule conclusion bind context by equal combination fact")
            name, rule = part(line, "name", str), part(line, "rule", str)
            conclusion = read_claim(line["conclusion"], self.work)
            average = self.model.behind(self.assumed) and averages(conclusion)
            check(name not in self.facts, f"two facts are called {name!r}")
            check(not average, f"{name}: an average under an assumption about signs")
            self.about(conclusion)
            self.touched = set()
            try:
                KINDS.get(rule, Derivation.by_rule)(self, line, conclusion)
            except (BrokenError, UnableError) as error:
                raise type(error)(f"line {name[:60]!r} ({rule[:40]}): {error}") from error
            last = [conclusion]
            if not self.touched:
                self.partial.pop(conclusion, None)
            self.facts[name] = self.restricted(conclusion, self.touched)
        check(last and not self.assumed and self.proves(last, goal), "the last line is not the claim")

    def by_assuming(self, line: Mapping[str, Any], conclusion: Claim) -> None:
        """An event becomes a fact until it is discharged; facts about averages are set aside if it depends on signs."""
        check(not self.assumed and not conclusion.over, "an assumption is open, or it has indices")
        self.before, self.assumed = (dict(self.facts), dict(self.partial)), conclusion.event
        if self.model.behind(self.assumed):
            self.facts = {name: fact for name, fact in self.facts.items() if not averages(fact)}

    def by_discharging(self, line: Mapping[str, Any], conclusion: Claim) -> None:
        """The assumption implies the fact; what was found since is forgotten."""
        (fact,) = self.named_facts(line)
        check(self.assumed, "no assumption is open")
        shown, names = Claim(fact.over, ("either", ("not", self.assumed), fact.event)), self.partial.get(fact, ())
        (self.facts, self.partial), self.before, self.assumed, self.asked = self.before, (), (), True
        self.require([self.restricted(shown, names)], conclusion)

    def bound(self, values: Any, sorts: Mapping[str, str]) -> dict[Any, Hole]:
        """What a line puts for names, each a list of indices and a body."""
        found = {}
        for name, sort in sorts.items():
            places, body = values[name]
            found[name] = Hole(tuple(read(place, "n", self.work) for place in places), read(body, sort, self.work))
        return found

    def by_rule(self, line: Mapping[str, Any], conclusion: Claim) -> None:
        """An instance of a rule of the table: its premises follow from the facts named."""
        check(line["rule"] in self.rules, "a rule that is not in the table", UnableError)
        rule, context = self.rules[line["rule"]], read_over(line["context"], self.work)
        claims = [marked(read_claim(raw, self.work)) for raw in (*rule["premises"], rule["conclusion"])]
        bind = self.bound(line["bind"], rule["sorts"])
        self.about(Claim(context, TRUTH))
        marks = {marked(name): hole for name, hole in bind.items()}
        for name, (_, body) in bind.items():
            loose = name in rule["fixed"] and self.model.behind(body)
            check(not loose, f"{name} depends on signs that are averaged over")
            within = name not in rule["within"] or self.is_within(body)
            check(within, f"it is not known that {name} lies in All", UnableError)
        check(not (averages(*claims) and self.model.behind(context)), "an index that depends on signs averaged over")
        self.steady(claims, marks)
        *premises, result = (claim.at(marks, context) for claim in claims)
        for premise in premises:
            self.require(self.named_facts(line), premise)
        self.require([self.restricted(result, self.touched)], conclusion)

    def steady(self, claims: Sequence[Claim], bind: Mapping[Any, Hole]) -> None:
        """Refuse a term that depends on signs in the place of an index of what is averaged over signs."""
        for node in spots(tuple(claims)):
            loose = node[1] in bind and averages(bind[node[1]].body) and self.model.behind(substitute(node[2:], bind))
            check(not loose, f"a random index of {node[1]} in an average")

    def by_putting(self, line: Mapping[str, Any], conclusion: Claim) -> None:
        """A used step with parameters replaced: what it needs, so replaced, follows from a fact."""
        stated, shown = self.steps[line["fact"]]
        needs, held = shown.needs, shown.fixed
        check(not self.loose(held or ()), f"{self.loose(held or ())} is not known to be fixed here", UnableError)
        check(shown.signs <= self.model.signs, f"signs that are none here: {sorted(shown.signs)}", UnableError)
        bind = self.bound(line["bind"], dict.fromkeys(line["bind"], "R"))
        plain = {*bind} <= {node[1] for claim in (*needs, stated) for node in spots(claim) if node[0] == "sym"}
        other = {node[1] for claim in (*needs, stated) for node in spots(claim) if node[0] != "sym"}
        check(plain and not {*bind} & other, "a value for what is no parameter")
        check(not any(free(value.body) for value in bind.values()), "a value that depends on an index")
        loose = (held is not None or averages(*needs, stated)) and self.model.behind(tuple(bind.values()))
        check(not loose, "a value depends on signs that are averaged over")
        for premise in (need.at(bind) for need in needs):
            check(self.granted(premise, self.facts.values()), f"no fact gives {str(tuple(premise))[:300]}")
        self.require([stated.at(bind)], conclusion, own=())

    def by_lifting(self, line: Mapping[str, Any], conclusion: Claim) -> None:
        """A used step about one layer, at every layer of a network; why this is sound: docs/certificate.md.

        Every word becomes one of the network.  The signs of the step's laws become those of layer l.  A word that the step
        holds fixed becomes one that depends on no sign, or only on signs of other layers.  The bound depends on no sign.
        """
        stated, (needs, held, signs, cited) = self.steps[line["fact"]]
        ((layer, where),) = context = read_over(line["context"], self.work)
        claims, own = (*needs, stated), ("idx", layer)
        laws = [need for need in needs if need.event[0] == "independent"]
        shape = (
            not stated.over
            and stated.event[0] == "rel"
            and stated.event[1][0] == "prob"
            and held is not None
            and not cited
        )
        others = averages(stated.event[3], *(need for need in needs if need not in laws))
        check(shape and not others, "more than a bound on one probability")
        bind = self.bound(line["bind"], {node[1]: SORTS[node[0]] for node in {ALL}.union(*map(spots, claims))})
        clear = layer not in {name for claim in claims for name, _ in claim.over}
        check(clear and all(free(body) <= {layer, *names} for names, body in bind.values()), "an index out of place")
        for name in {*bind} & {*(held or ())}:
            body = bind[name].body
            elsewhere = body[0] in NAMED and body[1] in self.model.elsewhere and body[2:3] == (own,)
            fixed = not self.model.behind(body[3:] if elsewhere else body)
            check(fixed, f"{name}, fixed in {line['fact']}, depends on signs of its layer")
        for name in signs:
            head, *parts = bind[name].body if name in bind else ("",)
            good = head == "at" and parts[0] in self.model.signs and parts[1:2] == [own]
            check(good, f"{name} are no signs here")
        self.steady(claims, bind)
        result = stated.at(bind, context)
        check(not self.model.behind((where, result.event[3])), "a layer or a bound that depends on signs")
        for need in laws:
            law = need.at(bind, context)
            here = self.is_law(law) and all(entry[1][2] == own for entry in law.event[1:])
            check(here, "a law that is not about the signs of the layer")
        facts, atoms = self.named_facts(line), [need for need in needs if need not in laws]
        for claim, node in [(claim, node) for claim in claims for node in spots(claim) if node[0] == "set"]:
            places = dict.fromkeys(node[2:])  # the step took it for granted that its sets of atoms lie in All
            if node[1] in self.within and node != ALL:
                good = {*places} <= {("idx", name) for name, over in claim.over if over == ALL}
                check(good, f"a set {node[1]} of what may be no atom", UnableError)
                over = (*((place[1], ALL) for place in places), (new := next(FRESH), node))
                atoms.append(Claim(over, ("belongs", ("idx", new), ALL)))
        for premise in atoms:
            self.require(facts, premise.at(bind, context), own=())
        self.require([result], conclusion, own=())

    def by_stating(self, line: Mapping[str, Any], conclusion: Claim) -> None:
        """A claim that follows from facts and combinations of known slacks, after replacing equals by equals."""
        facts, equal = self.named_facts(line), self.named_facts(line, "equal")
        check(all(map(is_equality, equal)), "a replacement by what is no equality")
        goal, changed = self.rewritten(conclusion, equal), [self.rewritten(fact, equal) for fact in facts]
        derived = [self.combined(terms, goal) for terms in part(line, "combination", list, [])]
        check(any(self.proves(changed, need, derived) for need in (goal, conclusion)), "it does not follow")

    def combined(self, terms: Any, goal: Claim) -> Any:
        """What a sum of multiplier times product of factors shows: it is nonnegative, or positive, in the cases it names."""
        total, strict, cases = Poly(), False, list[Any]()
        self.about(goal)
        for raw, factors in terms:
            multiplier, events = number(raw), [read(factor["event"], "E", self.work) for factor in factors]
            for event, factor in zip(events, factors, strict=True):
                only(factor, "event by")
                check(event[0] == "rel", "a factor that is no comparison")
                facts = [self.facts[factor["by"]]] if factor["by"] else []
                cases += [event] if factor["by"] is None else []
                check(
                    factor["by"] is None or self.proves(facts, Claim(goal.over, event), inner=True),
                    f"{factor} does not follow",
                )
            check(multiplier >= 0 or any(event[2] == "==" for event in events), "a negative multiplier")
            strict = strict or (multiplier > 0 and all(event[2] == "<" for event in events))
            slacks = [plus(self.poly(event[3]), times(self.poly(event[1]), -1)) for event in events]
            total = plus(total, times(self.product(*slacks), multiplier))
        shown = negate(self.at_least(times(total, -1))) if strict else self.at_least(total)
        return join("or", (*(negate(self.event(case)) for case in cases), shown))


KINDS: dict[str, Callable[[Derivation, Mapping[str, Any], Claim], None]] = {
    "follows": Derivation.by_stating, "assume": Derivation.by_assuming, "discharge": Derivation.by_discharging,
    "put": Derivation.by_putting, "lift": Derivation.by_lifting,
}  # fmt: skip


def definedness(over: tuple[tuple[str, Node], ...], node: Any) -> Iterator[Claim]:
    """What holds wherever a comparison is defined: what it divides by is not 0, what it takes the root of not negative."""
    zero = ("num", Fraction(0))
    if isinstance(node, tuple) and node and node[0] in ("rel", "add", "mul", "pow", "abs", "exp", "log"):
        exponent = node[2][1] if node[0] == "pow" and node[2][0] == "num" else Fraction(1)
        yield from [Claim(over, ("not", ("rel", node[1], "==", zero)))] if exponent < 0 else []
        yield from [Claim(over, ("rel", zero, "<=", node[1]))] if exponent.denominator == 2 else []
        yield from itertools.chain(*(definedness(over, child) for child in node))


def is_equality(claim: Claim) -> bool:
    """Say whether two sides are always equal, or equivalent."""
    return claim.event[0] == "iff" or bool(claim.event[0] == "rel" and claim.event[2] == "==")


def marked(node: Any) -> Any:
    """Names of a rule as names that no claim can have."""
    if isinstance(node, tuple):
        return Claim(*map(marked, node)) if isinstance(node, Claim) else tuple(map(marked, node))
    return f"#{node[1:]}" if isinstance(node, str) and node.startswith("?") else node


# ------------------------------------------------------------------------------------------------ reports

PROOF, VERDICTS = ("KERNEL", "EXACT", "BALL"), ("REFUTED", "VACUOUS", "PROVED", "SURVIVED", "UNDECIDED")
STATUS = ("FALLS", "OPEN", "STANDS_REPAIRED", "STANDS")


class Outcome(NamedTuple):
    """What became of one verdict: replayed, not replayable, wrong, or nothing to replay; and why."""

    label: str
    verdict: str
    state: str
    reason: str


class Shown(NamedTuple):
    """What a replayed claim needs; if it is about averages, the words it takes as fixed; signs in it; whether it was cited."""

    needs: Sequence[Claim]
    fixed: Collection[str] | None
    signs: frozenset[str]
    cited: bool = False


class Recheck:
    """Replays the verdicts of one report, step by step; a step may use those before it that were replayed."""

    def __init__(self, report: Any, effort: int = WORK, memory: Any = None) -> None:
        check(part(report, "schema", str, "") == "boundcheck-report/1", "expected a boundcheck-report/1", BadInputError)
        self.axioms, self.steps, self.effort = part(report, "axioms", Mapping), part(report, "steps", list), effort
        check(len(self.steps) <= 10_000, "more than 10000 steps", BadInputError)
        check(digest(self.axioms) == AXIOMS, "the report rests on other axioms than this program", BadInputError)
        self.proved: dict[Any, Shown] = {}  # source, digest -> what later steps have to know
        self.status: dict[str, str] = {}
        self.memory: dict[str, Any] = {} if memory is None else memory

    def run(self) -> Iterator[Outcome]:
        """Replay every verdict."""
        for step in self.steps:
            label = part(step, "label", str)
            check(label not in self.status, f"two steps are called {label}", BadInputError)
            for name in ("printed", "repaired"):
                side = part(step, name, (Mapping, type(None)))
                verdict = str((side or {}).get("verdict"))[:20]
                if side is not None:
                    state, reason = attempt(partial(self.ruling, step, side, Work(self.effort)))
                    idle = (state, reason) == ("replayed", "") and verdict not in ("PROVED", "REFUTED")
                    yield Outcome(f"{label}.{name}", verdict, "nothing to replay" if idle else state, reason)
            state, reason = attempt(partial(self.standing, step))
            if state != "replayed":
                yield Outcome(f"{label}.status", str(step.get("status"))[:20], "wrong", reason)

    def ruling(self, step: Any, side: Any, work: Work) -> str:
        """Replay one side of a step; what it shows beside the verdict."""
        claim, hypotheses = read_claim(side.get("claim"), work), part(side, "hypotheses", list)
        model = Model(part(step, "model", (Mapping, type(None))) or {}, work)
        sealed = all(part(owner, "digest", str) == digest(owner.get("claim")) for owner in (side, *hypotheses))
        check(sealed, "a digest is not that of its claim")
        given = {part(h, "name", str): read_claim(h.get("claim"), work) for h in hypotheses}
        check(len(given) == len(hypotheses), "two hypotheses with one name")
        verdict, evidence = part(side, "verdict", str), part(side, "evidence", list)
        said = [part(e, "verdict", str) for e in evidence] or ["UNDECIDED"]
        good = verdict == min(said, key=VERDICTS.index) and not {"PROVED", "REFUTED"} <= {*said}
        check(good, "a verdict that its evidence does not give")
        proofs = [e for e in evidence if e["verdict"] == verdict == "PROVED"]
        proofs.sort(key=lambda e: PROOF.index(e["grade"]))
        check(not proofs or side["grade"] == proofs[0]["grade"], "a grade that the evidence does not have")
        for certificate in [e["certificate"] for e in evidence if e["certificate"]]:
            check(certificate.get("claim") == side["digest"], "the certificate of another claim")
        laws = [law for e in evidence if (law := e["statistics"].get("dependence") or {}).get("verdict") == "REFUTED"]
        for law in laws:  # two probabilities that a law of signs makes equal
            implied = read_claim(law["implied"], work)
            check([one[:1] for one in implied.event[1:]] == [("prob",), "=", ("prob",)], "no law of signs")
            witness = {"world": law["world"], "index": law["index"]}
            refute(implied, [], witness, self.axioms, work, self.memory, Model({}, work))
        if verdict == "REFUTED":
            check(part(side, "witnesses", list), "REFUTED without a witness")
            for witness in side["witnesses"]:
                refute(claim, [*given.values()], witness, self.axioms, work, self.memory, model)
        shown = ["two sign patterns that refute a law"] if laws else []
        for proof in proofs:
            try:
                shown_here = self.replay(proof["certificate"], claim, given, work, model, step["uses"])
                self.proved[f"step {step['label']}", side["digest"]] = shown_here
                return f"only at grade {proof['grade']}: {'; '.join(shown)}" if proof is not proofs[0] else ""
            except UnableError as error:
                shown.append(str(error))
        check(not proofs, "; ".join(shown), UnableError)
        if step["argument"]["verdict"] == "CITED" and side is step["printed"] and verdict != "REFUTED":
            claims = [*given.values(), claim]
            held, signs = model.fixed() if averages(*claims) else None, model.signs & named(tuple(claims))
            self.proved[f"step {step['label']}", side["digest"]] = Shown(claims[:-1], held, signs, cited=True)
        return "".join(shown)

    def replay(
        self, data: Any, claim: Claim, given: Mapping[str, Claim], work: Work, model: Model, uses: Collection[str]
    ) -> Shown:
        """Replay a certificate of truth; what the claim rests on."""
        check(part(data, "schema", str) == "boundcheck-certificate/3", "a certificate of another schema")
        if data.get("kind") == "enclosure":
            enclosure(data, claim, given, work)
            return Shown([*given.values()], None, frozenset())
        check(data.get("kind") == "derivation", f"certificates of kind {str(data.get('kind'))[:40]!r}", UnableError)
        only(data, "kind schema claim facts lines")
        found = Derivation(model, self.axioms, work)
        averaged = averages(claim) or any(f'"{head}"' in json.dumps(data) for head in AVERAGES)
        here = [need for need in definedness(*claim) if not (averaged and model.behind(tuple(need)))]
        laid = [*model.definitions.values()]
        found.needs += laid
        found.given = [*laid, *given.values(), *(need for have in given.values() for need in definedness(*have))]
        for need in here:  # at the indices of the claim alone
            found.restricted(need, free(need.event))
        found.given += here
        for name, fact in part(data, "facts", Mapping).items():
            stated, source = read_claim(fact.get("claim"), work), part(fact, "from", str)
            check(name not in found.facts, f"two facts are called {name!r}")
            found.facts[name] = stated
            if source == "hypothesis":
                check(given.get(name) == stated, f"{name!r} is no hypothesis of the claim")
                found.needs.append(stated)
            elif source == "model":
                check(found.is_law(stated), "a law other than that families of signs are independent", UnableError)
                found.needs.append(stated)
            else:
                key = source, digest(fact["claim"])
                check(source.removeprefix("step ") in uses, f"{source} is not among the steps that this one uses")
                check(key in self.proved, f"{source} was not replayed with this claim", UnableError)
                found.steps[name] = stated, (shown := self.proved[key])
                alien = found.loose(shown.fixed or ()) or not shown.signs <= model.signs
                if alien or not all(found.granted(need, found.given) for need in shown.needs):
                    del found.facts[name]  # it can only be put or lifted
                else:
                    found.needs += shown.needs
        found.replay(part(data, "lines", list), claim)
        signs = model.signs & named((claim, *found.needs))
        return Shown(found.needs, model.fixed() if averaged else None, signs)

    def standing(self, step: Any) -> None:
        """Status recomputed from the verdicts of the step and the statuses of the steps it uses."""
        printed, repaired = ((step[name] or {}).get("verdict") for name in ("printed", "repaired"))
        argument, own = step["argument"]["verdict"], "OPEN"
        if (argument == "CITED" and printed != "REFUTED") or (printed == "PROVED" and argument == "VALID"):
            own = "STANDS"
        elif "PROVED" in (printed, repaired):
            own = "STANDS_REPAIRED"
        elif printed == "REFUTED" and repaired in (None, "REFUTED"):
            own = "FALLS"
        found = min((own, *(self.status.get(used, "OPEN") for used in step["uses"])), key=STATUS.index)
        self.status[step["label"]] = found
        check(found == step["status"], f"the verdicts give {found}")


def enclosure(data: Any, claim: Claim, given: Mapping[str, Claim], work: Work) -> None:
    """A box that the hypotheses give, halved as often as it takes; on each piece the comparison holds."""
    only(data, "kind schema claim order box boxes")
    box = {}
    for name in part(data, "order", list):
        sides = [(h.event[1], h.event[3]) for h in given.values() if h.event[0] == "rel" and not h.over]
        sides += [(h.event[3], h.event[1]) for h in given.values() if h.event[0] == "rel" and h.event[2] == "=="]
        low = [one[1] for one, two in sides if one[0] == "num" and two == ("sym", name)]
        high = [two[1] for one, two in sides if two[0] == "num" and one == ("sym", name)]
        check(low and high, f"the hypotheses do not bound {name}")
        box[name] = (max(low), min(high))
    check(not claim.over and named(claim.event) <= {*box}, "not an event of the parameters of the box")
    world = World({"kind": "box"}, {"box": {"data": {}, "words": [], "valid": []}}, work)
    waiting = [box]
    while waiting:
        piece = waiting.pop()
        fine = all((high - low).denominator.bit_length() < PRECISIONS[0] for low, high in piece.values())
        work.spend(100)
        check(fine, "the comparison is not decided on a small box", UnableError)
        world.memo = {}
        world.tables = {name: low if low == high else (low, high) for name, (low, high) in piece.items()}
        try:
            (here := Evaluator(world, work)).precise(PRECISIONS[1])
            check(here(claim.event), "the comparison fails on some box")
        except (UndecidedError, UndefinedError):
            name = max(piece, key=lambda name: piece[name][1] - piece[name][0], default="")
            check(name and piece[name][0] < piece[name][1], "the comparison is not decided at some point")
            low, high = piece[name]
            waiting += [{**piece, name: half} for half in ((low, (low + high) / 2), ((low + high) / 2, high))]


# ------------------------------------------------------------------------------------------------ files


def load(raw: bytes) -> Any:
    """Parse JSON within the limits: size, depth, number of parts, no floats, no key twice."""
    small = len(raw) <= (BYTES if raw.isascii() else BYTES >> 2) and sum(map(raw.count, b"[{,")) <= PARTS
    check(small, f"larger than {BYTES} bytes or {PARTS} parts", BadInputError)

    def refuse(token: str) -> Any:
        raise BadInputError(f"{token[:40]} is not a number here")

    def integer(token: str) -> int:
        return int(token) if len(token) <= DIGITS else refuse(token)

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        check(len(dict(items)) == len(items), "a key twice in one object", BadInputError)
        return dict(items)

    try:
        return json.loads(raw, object_pairs_hook=pairs, parse_float=refuse, parse_constant=refuse, parse_int=integer)
    except (ValueError, RecursionError) as error:
        raise BadInputError(f"not JSON of a report: {str(error)[:200]}") from error


def main(arguments: Sequence[str]) -> int:
    """Replay the reports named; 0: nothing is wrong, 1: something is, 2: bad input."""
    paths = [a for a in arguments if not a.startswith("--")]
    effort = next((int(a[7:]) for a in arguments if re.fullmatch("--work=[0-9]{1,4}", a)), 1)
    if not paths or any(a != "--json" and not a.startswith("--work=") for a in arguments if a.startswith("--")):
        print("usage: python recheck.py [--json] [--work=TIMES] REPORT.json ...", file=sys.stderr)
        return 2
    try:
        found, memory = list[Outcome](), dict[str, Any]()
        for path in paths:
            with Path(path).open("rb") as file:
                found += Recheck(load(file.read(BYTES + 1)), WORK * effort, memory).run()
    except (BadInputError, BrokenError, OSError) as error:
        print(f"recheck: {error}", file=sys.stderr)
        return 2
    states = [o.state for o in found]
    idle, good, unable, wrong = map(states.count, ("nothing to replay", "replayed", "not replayable", "wrong"))
    said = [f"{o.state}: {o.label} {o.verdict}: {o.reason}" for o in found if o.state in ("wrong", "not replayable")]
    said.append(
        f"{len(found) - idle} verdicts: {good} replayed, {unable} not replayable (listed), {wrong} wrong; {idle} more claim nothing"
    )
    print(json.dumps([o._asdict() for o in found], indent=1) if "--json" in arguments else "\n".join(said))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
