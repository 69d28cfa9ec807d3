"""The enclosure checker: branch and bound with Arb balls over a box that the hypotheses give.

Theorem used (inclusion principle): a ball evaluation of the slack over a box contains every value the slack takes
there.  If it is positive on every box of a cover, the claim holds on the whole domain.  A box that stays undecided at
the depth limit gives UNDECIDED.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

import flint

from boundcheck.canonical import Node, free_nodes
from boundcheck.checkers.base import SCHEMA, Checker, Question
from boundcheck.evaluate import Frame, UndecidedError, compile_node
from boundcheck.evidence import Finding, Grade, Verdict
from boundcheck.values import ball
from boundcheck.world import World

Box = tuple[tuple[Fraction, Fraction], ...]
_BITS = 128
_MOST_SIDES = 4  # boxes of which all ends and middles are tried first
_REAL = frozenset(
    {"num", "sym", "add", "mul", "pow", "abs", "exp", "log", "cosh", "max2", "min2"}
)  # what balls can follow


@dataclass(frozen=True, kw_only=True)
class _Enclosure:
    most_boxes: int

    def __call__(self, question: Question) -> Finding:
        claim = question.claim.node
        if claim[1] or claim[3] not in ("<=", "<", ">=", ">") or not (_is_real(claim[2]) and _is_real(claim[4])):
            return _undecided("the claim is not one inequality between real parameters")
        names = sorted(n[1] for n in free_nodes(claim[2]) | free_nodes(claim[4]) if n[0] == "sym")
        box = _box(names, question)
        if box is None:
            return _undecided("the hypotheses do not bound every parameter on both sides")
        slack = _slack(claim, names)
        before = flint.ctx.prec
        flint.ctx.prec = _BITS
        try:
            cover = _cover(box, slack, strict=claim[3] in ("<", ">"), most=self.most_boxes)
        finally:
            flint.ctx.prec = before
        if cover is None:
            return _undecided(f"some box stayed undecided after {self.most_boxes} boxes")
        return Finding(
            checker="enclosure",
            verdict=Verdict.PROVED,
            grade=Grade.BALL,
            reason=f"the slack is positive on each of {len(cover)} boxes that cover the domain ({_BITS} bits)",
            certificate={
                "kind": "enclosure",
                "schema": SCHEMA,
                "claim": question.claim.digest,
                "order": names,
                "box": {name: [str(lo), str(hi)] for name, (lo, hi) in zip(names, box, strict=True)},
                "boxes": [[[str(lo), str(hi)] for lo, hi in piece] for piece in cover],
            },
        )


def enclosure(*, most_boxes: int = 20_000) -> Checker:
    """Prove an inequality between real parameters on a bounded box (grade BALL)."""
    return _Enclosure(most_boxes=most_boxes)


def _undecided(reason: str) -> Finding:
    return Finding(checker="enclosure", verdict=Verdict.UNDECIDED, reason=reason)


def _is_real(node: Node) -> bool:
    """Say whether a term is made of parameters and functions that balls can follow."""
    if node[0] in ("num", "sym"):
        return True
    if node[0] == "pow":
        return _is_real(node[1]) and bool(node[2][0] == "num")
    return node[0] in _REAL and all(map(_is_real, node[1:]))


def _box(names: list[str], question: Question) -> Box | None:
    """Ends of each parameter, from hypotheses such as ``delta <= 1``."""
    low: dict[str, Fraction] = {}
    high: dict[str, Fraction] = {}
    for hypothesis in question.hypotheses:
        _, quantifiers, lhs, relation, rhs = hypothesis.node
        if quantifiers or lhs[0] != "sym" or rhs[0] != "num":
            continue
        end = Fraction(rhs[1])
        if relation in (">=", ">", "=="):
            low[lhs[1]] = max(end, low.get(lhs[1], end))
        if relation in ("<=", "<", "=="):
            high[lhs[1]] = min(end, high.get(lhs[1], end))
    if not all(name in low and name in high for name in names):
        return None
    return tuple((low[name], high[name]) for name in names)


def _slack(claim: Node, names: list[str]) -> Callable[[Box], Any]:
    left, right = compile_node(claim[2]), compile_node(claim[4])
    if claim[3] in (">=", ">"):
        left, right = right, left

    def run(box: Box) -> Any:
        sides: Mapping[str, Any] = {name: _interval(*ends) for name, ends in zip(names, box, strict=True)}
        world = World(kind="box", data={}, scalars={name: _constant(side) for name, side in sides.items()})
        return ball(right(Frame(world))) - ball(left(Frame(world)))

    return run


def _constant(value: Any) -> Callable[[Any], Any]:
    return lambda _: value


def _interval(low: Fraction, high: Fraction) -> Any:
    return ball(low).union(ball(high))


def _cover(box: Box, slack: Callable[[Box], Any], *, strict: bool, most: int) -> list[Box] | None:
    waiting, done = [box], []
    if any(_violated(slack, corner, strict=strict) for corner in _points(box)):
        return None
    while waiting:
        piece = waiting.pop()
        if _settled(slack, piece, strict=strict):
            done.append(piece)
            continue
        if not piece or len(done) + len(waiting) > most:
            return None
        waiting += _halves(piece)
    return done


def _settled(slack: Callable[[Box], Any], piece: Box, *, strict: bool) -> bool:
    try:
        value = slack(piece)
    except (UndecidedError, ZeroDivisionError, ValueError):
        return False
    return bool(value > 0 if strict else value >= 0)


def _points(box: Box) -> Iterator[Box]:
    """Ends and middles, as boxes of one point: where the slack is negative at one, no cover exists."""
    if len(box) <= _MOST_SIDES:
        yield from product(*([(x, x) for x in (low, (low + high) / 2, high)] for low, high in box))


def _violated(slack: Callable[[Box], Any], point: Box, *, strict: bool) -> bool:
    try:
        value = slack(point)
    except (UndecidedError, ZeroDivisionError, ValueError):
        return False
    return bool(value <= 0 if strict else value < 0)


def _halves(piece: Box) -> list[Box]:
    widest = max(range(len(piece)), key=lambda i: piece[i][1] - piece[i][0])
    low, high = piece[widest]
    middle = (low + high) / 2
    return [(*piece[:widest], ends, *piece[widest + 1 :]) for ends in ((middle, high), (low, middle))]
