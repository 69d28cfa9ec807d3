"""The graph of definitions: what each random quantity is made of, and so which signs it depends on.

A rule that averages over signs asks here whether its coefficients depend on them.  A name nobody declared is unknown,
and unknown is never "independent".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from boundcheck.canonical import Node
from boundcheck.claim import Claim, Hypothesis
from boundcheck.errors import BoundcheckError

UNKNOWN = "?"
_DEEPEST = 4  # layers beyond the two ends that a way may visit


@dataclass(frozen=True, kw_only=True, eq=False)
class Model:
    """The quantities of a statement.

    Attributes:
        name: how reports call it.
        signs: families of independent uniform signs.
        given: names that are fixed in advance (they depend on no sign).
        definitions: equalities (or equivalences) that define a name, ``Claim(c(i), "==", ..., ((i, All),))``.
        laws: what the model itself grants (its signs are independent and uniform); facts for rules under their names.
        reach: in a network, the layers whose signs a name with layer index l depends on: "above" (layers > l),
            "own" (l), "below" (< l).
        depends: for names without a closed form here, the names they are computed from.
        through: over layers, what a name of layer l is computed from at once: pairs (name, layer less l), such as
            ``"x": (("x", 1), ("eps", 1))`` for x^(l) = A^(l+1) D^(l+1) x^(l+1).  It explains dependences; no rule
            uses it.
    """

    name: str
    signs: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    definitions: tuple[Claim, ...] = ()
    laws: tuple[Hypothesis, ...] = ()
    depends: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reach: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    through: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a name with two meanings or none: dependences are read off its one definition, which is no circle."""
        defined = [str(_head_name(claim.node[2])) for claim in self.definitions]
        for name in defined:
            if defined.count(name) > 1 or name in {*self.signs, *self.depends}:
                raise BoundcheckError(f"model {self.name!r}", expected=f"one meaning of {name}", got="two")
        for claim in self.definitions:
            _, quantifiers, left, _, right = claim.node
            if sorted(left[2:]) != sorted(("idx", index) for index, _ in quantifiers) or _head_name(left) is None:
                expected = "definitions of a name at indices of its own, each quantified once"
                raise BoundcheckError(f"model {self.name!r}", expected=expected, got=claim.text)
            if left[1] in self._made_of(right):
                raise BoundcheckError(f"model {self.name!r}", expected="no circle of definitions", got=claim.text)
        for name in {*defined, *self.signs}.intersection(n for n, layers in self.reach.items() if layers == ("above",)):
            got = f"{name}, a sign or defined"
            raise BoundcheckError(f"model {self.name!r}", expected="names without other meaning in reach", got=got)

    def _made_of(self, node: Node) -> set[str]:
        """All names behind a term by way of definitions."""
        found, waiting = set[str](), names_in(node)
        while waiting:
            found |= waiting
            used = [d.node for name in waiting if (d := self.definition(name)) is not None]
            waiting = names_in(tuple(node[4] for node in used)) - found
        return found

    def definition(self, name: str) -> Claim | None:
        """Defining claim of a name."""
        return next((d for d in self.definitions if _head_name(d.node[2]) == name), None)

    def signs_behind(self, node: Node) -> frozenset[str]:
        """Sign families a term depends on; contains "?" when a name in it is unknown."""
        found: set[str] = set()
        for name in names_in(node):
            found |= self._behind(name, frozenset())
        return frozenset(found)

    def path(self, start: tuple[str, int], end: tuple[str, int]) -> tuple[tuple[str, int], ...]:
        """Shortest way on which a name depends on another one; (name, layer) each, layers counted from any one.

        Empty if there is none in the graph.

        >>> chain = Model(name="chain", through={"x": (("x", 1), ("eps", 1)), "W": (("x", 0),)})
        >>> chain.path(("W", 0), ("eps", 1))
        (('W', 0), ('x', 0), ('eps', 1))
        """
        ways: list[tuple[tuple[str, int], ...]] = [(start,)]
        farthest = abs(start[1] - end[1]) + _DEEPEST
        seen = {start}
        while ways:
            way = ways.pop(0)
            if way[-1] == end:
                return way
            for part in self._parts(way[-1]):
                if part not in seen and abs(part[1] - end[1]) <= farthest:
                    seen.add(part)
                    ways.append((*way, part))
        return ()

    def _parts(self, place: tuple[str, int]) -> tuple[tuple[str, int], ...]:
        name, layer = place
        if name in self.through:
            return tuple((part, layer + step) for part, step in self.through[name])
        definition = self.definition(name)
        found = names_in(definition.node[4]) - {name} if definition is not None else self.depends.get(name, ())
        return tuple((part, layer) for part in sorted(found))

    def _behind(self, name: str, seen: frozenset[str]) -> frozenset[str]:
        if name in self.signs:
            return frozenset({name})
        definition = self.definition(name)
        if name in seen or (name in self.given and definition is None and name not in self.depends):
            return frozenset()
        if definition is not None:  # where it holds depends on the sets it is quantified over
            parts = names_in(definition.node) - {name}
        elif name in self.depends:
            parts = set(self.depends[name])
        else:
            return frozenset({UNKNOWN})
        return frozenset().union(*(self._behind(part, seen | {name}) for part in parts))


EMPTY = Model(name="no model")


def _head_name(node: Node) -> str | None:
    return str(node[1]) if node[0] in ("at", "happens", "set", "sym") else None


def names_in(node: Any) -> set[str]:
    """Names of families, symbols, sets and events in a node."""
    if not isinstance(node, tuple) or not node:
        return set()
    own = {str(node[1])} if node[0] in ("at", "happens", "set", "sym") else set()
    return own.union(*(names_in(child) for child in node))
