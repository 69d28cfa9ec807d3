"""Claimed laws of signs, and their refutation by counting: "these signs are independent and uniform, given that".

A law lists signs (terms, or families over an index set) and what is given (terms or events).  On a small instance the
joint law is enumerated exactly; if the signs are not uniform given some value, two sign patterns with different
probabilities show it, and ``implied`` is that comparison as an ordinary claim, which the re-checker replays.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sympy import Basic

from boundcheck.canonical import Node, canonical, substitute
from boundcheck.claim import Claim
from boundcheck.evaluate import Frame, compile_node
from boundcheck.model import Model
from boundcheck.terms import Index, IndexSet, independent
from boundcheck.values import Surd
from boundcheck.world import Outcome, World

Pattern = tuple[int, ...]
_MOST_MISSING = 16  # signs among which a pattern that never occurs is looked for


@dataclass(frozen=True, kw_only=True)
class Law:
    """A claimed law: for all the listed indices, the signs are independent and uniform given what is given.

    Attributes:
        signs: as in ``independent``: a term, or a triple (term, index, set).
        given: terms or events, all fixed at once.
        forall: pairs (index, set).
        words: the law in a sentence.
    """

    signs: tuple[Any, ...]
    given: tuple[Basic, ...] = ()
    forall: tuple[tuple[Index, IndexSet], ...] = ()
    words: str = ""

    @property
    def node(self) -> Node:
        """Canonical form ("law", quantifiers, signs, given)."""
        quantifiers = tuple((index.name, canonical(over)) for index, over in self.forall)
        return ("law", quantifiers, canonical(independent(*self.signs)), tuple(canonical(each) for each in self.given))


@dataclass(frozen=True, kw_only=True)
class Contradiction:
    """Two sign patterns whose probabilities differ although the law says that they are equal.

    Attributes:
        index: the choice of the law's indices.
        given: for each given node its value there.
        names: the signs, in the order of the patterns.
        patterns: the likelier and the less likely pattern, with their (conditional) probabilities.
        outcome: one outcome with the likelier pattern.
        implied: the equality of the two probabilities, a claim that the law implies and that is false.
    """

    index: dict[str, int]
    given: tuple[tuple[Node, Any], ...]
    names: tuple[Node, ...]
    patterns: tuple[tuple[Pattern, Fraction], tuple[Pattern, Fraction]]
    outcome: Outcome
    implied: Node


def laws_in(claim: Claim, model: Model) -> tuple[Node, ...]:
    """Laws that a claim states or rests on: its independences, and for P(E given F) the signs of E's layer given F.

    The second needs a model that grants independent signs per layer, and an event E of one layer, such as not W(l).
    """
    found: list[Node] = [("law", claim.node[1], node, ()) for node in _nodes(claim.node, "independent")]
    granted = [law.claim.node for law in model.laws if law.claim.node[2][0] == "independent"]
    for node in _nodes(claim.node, "prob"):
        layer = _layer_of(node[1]) if len(node) == 3 else None
        for law in granted:
            if layer is not None and len(law[1]) == 1:
                signs = substitute(law[2], {("idx", law[1][0][0]): layer})
                found.append(("law", claim.node[1], signs, (node[2],)))
    return tuple(dict.fromkeys(found))


def _nodes(node: Any, head: str) -> Iterator[Node]:
    if isinstance(node, tuple) and node:
        if node[0] == head:
            yield node
        for child in node:
            yield from _nodes(child, head)


def _layer_of(event: Node) -> Node | None:
    """First index of the one event named in a node."""
    happens = list(_nodes(event, "happens"))
    return happens[0][2] if len(happens) == 1 and len(happens[0]) > 2 else None


def ways(law: Node, model: Model) -> tuple[tuple[tuple[str, int], ...], ...]:
    """How each given name depends on the signs, by the graph of definitions; layers relative to the law's index."""
    ends = {(name, shift) for name, shift in _placed(law[2]) if name in model.signs}
    starts = [place for given in law[3] for place in _placed(given)]
    found = [model.path(start, end) for start in starts for end in sorted(ends)]
    return tuple(dict.fromkeys(way for way in found if len(way) > 1))


def _placed(node: Any) -> list[tuple[str, int]]:
    """Names in a node with their layers, relative to the layer index: W(l - 1) is ("W", -1)."""
    if not isinstance(node, tuple) or not node:
        return []
    own = [(node[1], _shift(node[2]) if node[2:] else 0)] if node[0] in ("at", "happens") else []
    return [*own, *(place for child in node for place in _placed(child))]


def _shift(index: Node) -> int:
    if index[0] != "add":
        return 0
    return sum(int(part[1]) for part in index[1:] if part[0] == "num")


def contradiction(law: Node, world: World, *, every_pattern: bool) -> Contradiction | None:
    """First choice of indices at which the joint law of this world contradicts the claimed one.

    ``every_pattern``: the world draws all its signs, so a pattern that never occurs has probability 0; otherwise only
    the patterns that occur are compared (signs that nothing depends on are held fixed).
    """
    for index in _choices(law[1], Frame(world, world.outcomes[0])):
        found = _at(law, world, index, every_pattern=every_pattern)
        if found is not None:
            return found
    return None


def _choices(quantifiers: Any, frame: Frame) -> Iterator[dict[str, int]]:
    if not quantifiers:
        yield dict(frame.index)
        return
    (name, over), *rest = quantifiers
    for member in compile_node(over)(frame):
        frame.index[name] = member
        yield from _choices(rest, frame)
    frame.index.pop(name, None)


def _at(law: Node, world: World, index: dict[str, int], *, every_pattern: bool) -> Contradiction | None:
    names = _signs_at(law[2], world, index)
    codes, givens = [compile_node(name) for name in names], [compile_node(node) for node in law[3]]
    tables: dict[tuple[Any, ...], Counter[Pattern]] = {}
    first: dict[tuple[Any, Pattern], Outcome] = {}
    for outcome in world.outcomes:
        frame = Frame(world, outcome, dict(index))
        value = tuple(given(frame) for given in givens)
        pattern = tuple(int(code(frame)) for code in codes)
        tables.setdefault(value, Counter())[pattern] += 1
        first.setdefault((value, pattern), outcome)
    seen = dict.fromkeys(pattern for table in tables.values() for pattern in table)
    missing = _missing(seen, len(names)) if every_pattern else None
    patterns = [*seen, *([missing] if missing is not None else [])]
    for value, table in tables.items():
        high = max(patterns, key=lambda pattern: table[pattern])
        low = min(patterns, key=lambda pattern: table[pattern])
        if table[high] > table[low]:
            shown = _Shown(names=names, value=value, table=table, outcome=first[value, high])
            return _found(law, index, shown, (high, low))
    return None


def _signs_at(signs: Node, world: World, index: dict[str, int]) -> tuple[Node, ...]:
    """One node for each sign, families written out over their index set."""
    found: list[Node] = []
    for entry in signs[1:]:
        if len(entry) == 1:
            found.append(entry[0])
            continue
        body, name, over = entry
        members = compile_node(over)(Frame(world, world.outcomes[0], dict(index)))
        found += [substitute(body, {("idx", name): ("num", str(member))}) for member in members]
    return tuple(found)


def _missing(seen: dict[Pattern, None], width: int) -> Pattern | None:
    """The first pattern of all 2^width that never occurs."""
    if len(seen) == 2**width or width > _MOST_MISSING:
        return None
    return next(pattern for pattern in itertools.product((1, -1), repeat=width) if pattern not in seen)


@dataclass(frozen=True, kw_only=True)
class _Shown:
    """Where the law fails: the signs, the value that is given, how often each pattern then occurs, one outcome."""

    names: tuple[Node, ...]
    value: tuple[Any, ...]
    table: Counter[Pattern]
    outcome: Outcome


def _found(law: Node, index: dict[str, int], shown: _Shown, patterns: tuple[Pattern, Pattern]) -> Contradiction:
    whole = sum(shown.table.values())
    given = tuple(zip(law[3], shown.value, strict=True))
    sides = [_probability(shown.names, pattern, given) for pattern in patterns]
    high, low = ((pattern, Fraction(shown.table[pattern], whole)) for pattern in patterns)
    return Contradiction(
        index=index,
        given=given,
        names=shown.names,
        patterns=(high, low),
        outcome=shown.outcome,
        implied=("claim", law[1], sides[0], "==", sides[1]),
    )


def _probability(names: tuple[Node, ...], pattern: Pattern, given: tuple[tuple[Node, Any], ...]) -> Node:
    """P(the signs have this pattern given the values)."""
    event = _all([("rel", name, "==", ("num", str(sign))) for name, sign in zip(names, pattern, strict=True)])
    return ("prob", event, _all([_has_value(*pair) for pair in given])) if given else ("prob", event)


def _all(events: list[Node]) -> Node:
    return events[0] if len(events) == 1 else ("both", *events)


def _has_value(node: Node, value: Any) -> Node:
    if isinstance(value, bool):
        return node if value else ("not", node)
    if isinstance(value, Surd):
        root = ("pow", ("num", str(value.square)), ("num", "1/2"))
        return ("rel", node, "==", root if value.sign > 0 else ("mul", ("num", "-1"), root))
    return ("rel", node, "==", ("num", str(Fraction(value))))
