"""A derivation under way: its facts, and how a line finds among them what it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from boundcheck.canonical import Node
from boundcheck.errors import BoundcheckError
from boundcheck.model import Model
from boundcheck.rules.demands import Demand, Grant
from boundcheck.rules.entail import context_of, follows, inside
from boundcheck.rules.lines import Line
from boundcheck.rules.normal import Algebra
from boundcheck.rules.polynomials import Poly, from_normal


@dataclass(frozen=True, kw_only=True)
class Used:
    """The used steps: claim and needs by label, their models, and which averaged over signs of another model."""

    forms: Mapping[str, tuple[Node, tuple[Node, ...]]] = field(default_factory=dict)
    models: Mapping[str, Model] = field(default_factory=dict)
    bound: frozenset[str] = frozenset()


@dataclass(kw_only=True)
class Work:
    """A derivation under way: the facts so far, what they came from, and what has been written down."""

    facts: dict[str, Node]
    model: Model
    algebra: Algebra
    steps: Used
    random: bool = False
    written: list[dict[str, Any]] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    leaves: set[str] = field(default_factory=set)
    granted: tuple[Grant, ...] = ()  # what may be taken for granted
    own: frozenset[str] = frozenset()  # indices at which the line in hand is looked into, and what it demands itself
    demanded: frozenset[tuple[str, Node]] = frozenset()
    defined: dict[Demand, bool] = field(
        default_factory=dict
    )  # demands looked into since a fact was added or a line begun
    before: dict[str, Node] | None = None  # facts at the time of an assumption that is still open
    assumed: Node = ()


class MissingError(Exception):
    """A line needs something that is not at hand."""

    def __init__(self, reason: str, *missing: str) -> None:
        super().__init__(reason)
        self.missing = missing


def claim_of(line: Line) -> Node:
    """The claim that a line states.

    Raises:
        BoundcheckError: it states none.
    """
    if line.claim is None:
        raise BoundcheckError(line.name, expected="a stated claim", got="none")
    return line.claim.node


def equalities(line: Line, work: Work, names: tuple[str, ...]) -> list[Node]:
    """Those of the named facts and unfolded definitions that are equalities or equivalences.

    Raises:
        MissingError: a name is no fact.
    """
    found = []
    for name in (*names, *(f"def:{n}" for n in line.unfold)):
        if name not in work.facts:
            raise MissingError(f"no fact is called {name!r}", name)
        if work.facts[name][3] in ("==", "iff"):
            found.append(work.facts[name])
            work.used.add(name)
    return found


def find(need: Node, line: Line, work: Work) -> str:
    """Name a fact that gives what is needed (those of ``by`` first), or "algebra".

    Raises:
        MissingError: no fact gives it.
    """
    names = line.by or tuple(reversed(work.facts))
    for name in names:
        if name not in work.facts:
            raise MissingError(f"no fact is called {name!r}", name)
        if follows(work.facts[name], need, work.algebra):
            work.used.add(name)
            return name
    if line.by:
        return find(need, Line(name=line.name, kind=line.kind), work)
    if is_trivial(need, work):
        return "algebra"
    raise MissingError(f"rule {line.rule or line.kind} needs: {show(need)}", show(need))


def is_trivial(need: Node, work: Work) -> bool:
    """A premise that holds by exact algebra alone, or is a sum of squares and magnitudes."""
    _, quantifiers, lhs, relation, rhs = need
    if relation == "holds":
        return bool(lhs[0] == "belongs" and inside(lhs[1], lhs[2], context_of(quantifiers), work.algebra))
    if relation in ("implies", "iff"):
        return bool(work.algebra.event(lhs) == work.algebra.event(rhs))
    form = work.algebra.relation(lhs, relation, rhs)
    slack = from_normal(form[1])
    return evidently(slack, strict=form[0] == "gt0") if form[0] != "eq0" else not slack


def evidently(poly: Poly, *, strict: bool = False) -> bool:
    """Nonnegative (or positive) because every term is: positive coefficients on magnitudes and even powers."""
    if not all(c > 0 and all(_evident_factor(b, e) for b, e in m) for m, c in poly.items()):
        return False
    return () in poly or any(all(b[0] == "exp" for b, _ in m) for m in poly) if strict else True


def _evident_factor(base: Node, exponent: Fraction) -> bool:
    if exponent.denominator == 1 and exponent % 2 == 0:
        return True
    if base[0] == "total":
        return evidently(from_normal(base[1]))
    return base[0] in ("abs", "exp", "prob", "size", "root", "cosh") or (
        base[0] == "largest" and evidently(from_normal(base[1]))
    )


def show(node: Node) -> str:
    """A claim node on one line, for messages."""
    _, quantifiers, lhs, relation, rhs = node
    over = "; ".join(f"{name} in {spell(s)}" for name, s in quantifiers)
    return f"{spell(lhs)} {relation} {spell(rhs)}" + (f" for all {over}" if over else "")


def spell(node: Any) -> str:
    """A node in short prefix notation."""
    if not isinstance(node, tuple):
        return str(node)
    if node[0] in ("num", "sym", "idx"):
        return str(node[1])
    if node[0] in ("at", "set", "happens"):
        return f"{node[1]}({', '.join(map(spell, node[2:]))})" if len(node) > 2 else str(node[1])
    return f"{node[0]}({', '.join(map(spell, node[1:]))})"
