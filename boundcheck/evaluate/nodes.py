"""Exact evaluation of canonical terms in a world: numbers, sets, events and probabilities by enumeration.

A canonical node is compiled once into nested closures and then run on many worlds and sign patterns.  Where many claims
with common parts are read on one world, a frame's memo keeps the values of the parts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator
from fractions import Fraction
from functools import lru_cache
from typing import Any

import flint

from boundcheck import values
from boundcheck.canonical import Node, free_nodes
from boundcheck.evaluate.frames import Code, Frame, UndecidedError, lookup, position
from boundcheck.evaluate.numbers import best, ceil, cosh, exact, floor


@lru_cache(maxsize=4096)
def compile_node(node: Node) -> Code:
    """Turn a canonical node into a closure.

    Raises:
        ValueError: the node has an unknown head.
    """
    maker = _MAKERS.get(node[0])
    if maker is None:
        msg = f"evaluate: expected one of {', '.join(sorted(_MAKERS))}, got {node[0]!r}"
        raise ValueError(msg)
    return _remembering(node, maker(node)) if node[0] in _SLOW else maker(node)


def _remembering(node: Node, code: Code) -> Code:
    """The same code, that asks the frame's memo first; what raises is not kept."""
    names = sorted(free[1] for free in free_nodes(node) if free[0] == "idx")
    of_all_outcomes = node[0] in ("prob", "independent")

    def run(frame: Frame) -> Any:
        memo = frame.memo
        if memo is None:
            return code(frame)
        index = frame.index
        key = (code, flint.ctx.prec, None if of_all_outcomes else frame.outcome, *[index.get(n) for n in names])
        if key not in memo:
            memo[key] = code(frame)
        return memo[key]

    return run


def _num(node: Node) -> Code:
    constant = Fraction(node[1])
    return lambda _: constant


def _sym(node: Node) -> Code:
    name = node[1]
    return lambda f: lookup(f.world.scalars, name, "scalar")(f.outcome)


def _idx(node: Node) -> Code:
    name = node[1]

    def run(frame: Frame) -> int:
        try:
            return frame.index[name]
        except KeyError:
            return lookup(frame.world.scalars, name, "index")(frame.outcome)  # type: ignore[no-any-return]

    return run


def _at(node: Node) -> Code:
    name, places = node[1], [_place(n) for n in node[2:]]
    if len(places) == 1:
        (one,) = places
        return lambda f: lookup(f.world.families, name, "family")(f.outcome, one(f))
    return lambda f: lookup(f.world.families, name, "family")(f.outcome, *[place(f) for place in places])


def _place(node: Node) -> Code:
    """The value of an index term; indices that run are whole numbers, and l - 1 is the term met most."""
    part, name, step = compile_node(node), node[1], 0
    if node[0] == "add" and len(node) == 3 and (node[1][0], node[2][0]) == ("num", "idx"):
        name, shift = node[2][1], Fraction(node[1][1])
        step = shift.numerator if shift.denominator == 1 else 0
    if node[0] != "idx" and not step:
        return lambda f: position(part(f))
    return lambda f: f.index[name] + step if name in f.index else position(part(f))


def _add(node: Node) -> Code:
    parts = [compile_node(n) for n in node[1:]]
    return lambda f: values.add([p(f) for p in parts])


def _mul(node: Node) -> Code:
    first, *rest = [compile_node(n) for n in node[1:]]

    def run(frame: Frame) -> Any:
        product = first(frame)
        for part in rest:
            product = values.multiply(product, part(frame))
        return product

    return run


def _pow(node: Node) -> Code:
    base, exponent = compile_node(node[1]), compile_node(node[2])
    if node[2][0] == "num":
        constant = Fraction(node[2][1])
        return lambda f: values.power(base(f), constant)
    return lambda f: values.power(base(f), exact(exponent(f)))


def _unary(act: Callable[[Any], Any]) -> Callable[[Node], Code]:
    def make(node: Node) -> Code:
        part = compile_node(node[1])
        return lambda f: act(part(f))

    return make


def _members(frame: Frame, over: Code) -> tuple[int, ...]:
    return over(frame)  # type: ignore[no-any-return]


def _each(node: Node) -> tuple[Code, str, Code]:
    return compile_node(node[1]), node[2], compile_node(node[3])


def _running(frame: Frame, body: Code, index: str, members: tuple[int, ...]) -> Generator[Any]:
    """Values of the body while the index runs; it is put back at the end, also where the reader stops early."""
    before = frame.index.get(index)
    try:
        for member in members:
            frame.index[index] = member
            yield body(frame)
    finally:
        if before is None:
            frame.index.pop(index, None)
        else:
            frame.index[index] = before


def _run_over(frame: Frame, body: Code, index: str, members: tuple[int, ...]) -> list[Any]:
    return list(_running(frame, body, index, members))


def _total(node: Node) -> Code:
    body, index, over = _each(node)
    return lambda f: values.add(_run_over(f, body, index, _members(f, over)))


def _extreme(wanted: int, empty: Any) -> Callable[[Node], Code]:
    def make(node: Node) -> Code:
        body, index, over = _each(node)
        return lambda f: best(_run_over(f, body, index, _members(f, over)), wanted, empty)

    return make


def _extreme2(wanted: int) -> Callable[[Node], Code]:
    def make(node: Node) -> Code:
        parts = [compile_node(n) for n in node[1:]]
        return lambda f: best([p(f) for p in parts], wanted, None)

    return make


def _size(node: Node) -> Code:
    over = compile_node(node[1])
    return lambda f: Fraction(len(over(f)))


def _prob(node: Node) -> Code:
    event = compile_node(node[1])
    given = compile_node(node[2]) if len(node) > 2 else None

    def run(frame: Frame) -> Fraction:
        outer, hits, possible = frame.outcome, 0, 0
        for outcome in frame.world.outcomes:
            frame.outcome = outcome
            if given is not None and not given(frame):
                continue
            possible += 1
            hits += bool(event(frame))
        frame.outcome = outer
        if not possible:
            msg = "a conditional probability given an event of probability 0"
            raise ZeroDivisionError(msg)
        return Fraction(hits, possible)

    return run


def _named_set(node: Node) -> Code:
    name, places = node[1], [_place(n) for n in node[2:]]
    return lambda f: lookup(f.world.sets, name, "set")(f.outcome, *[place(f) for place in places])


def _set_pair(keep: Callable[[set[int], set[int]], set[int]]) -> Callable[[Node], Code]:
    def make(node: Node) -> Code:
        left, right = compile_node(node[1]), compile_node(node[2])
        return lambda f: tuple(sorted(keep(set(left(f)), set(right(f)))))

    return make


def _complement(node: Node) -> Code:
    part = compile_node(node[1])
    return lambda f: tuple(sorted(set(lookup(f.world.sets, "All", "set")(f.outcome)) - set(part(f))))


def _without(node: Node) -> Code:
    part, index = compile_node(node[1]), compile_node(node[2])
    return lambda f: tuple(i for i in part(f) if i != position(index(f)))


def _span(node: Node) -> Code:
    low, high = compile_node(node[1]), compile_node(node[2])
    return lambda f: tuple(range(ceil(low(f)), floor(high(f)) + 1))


def _rel(node: Node) -> Code:
    left, relation, right = compile_node(node[1]), node[2], compile_node(node[3])

    def run(frame: Frame) -> bool:
        found = values.relate(left(frame), relation, right(frame))
        if found is None:
            raise UndecidedError
        return found

    return run


def _both(node: Node) -> Code:
    parts = [compile_node(n) for n in node[1:]]
    return lambda f: all(p(f) for p in parts)


def _either(node: Node) -> Code:
    parts = [compile_node(n) for n in node[1:]]
    return lambda f: any(p(f) for p in parts)


def _not(node: Node) -> Code:
    part = compile_node(node[1])
    return lambda f: not part(f)


def _quantified(*, settled_by: bool) -> Callable[[Node], Code]:
    def make(node: Node) -> Code:
        body, index, over = _each(node)

        def run(frame: Frame) -> bool:
            values_of = _running(frame, body, index, _members(frame, over))
            found = any(bool(value) is settled_by for value in values_of)
            values_of.close()
            return found is settled_by

        return run

    return make


def _happens(node: Node) -> Code:
    name, places = node[1], [_place(n) for n in node[2:]]
    return lambda f: bool(lookup(f.world.events, name, "event")(f.outcome, *[place(f) for place in places]))


def _belongs(node: Node) -> Code:
    index, over = compile_node(node[1]), compile_node(node[2])
    return lambda f: position(index(f)) in over(f)


def _independent(node: Node) -> Code:
    entries = [
        (compile_node(e[0]), e[1] if len(e) > 1 else None, compile_node(e[2]) if len(e) > 1 else None) for e in node[1:]
    ]

    def run(frame: Frame) -> bool:
        outer, width = frame.outcome, 0
        seen: dict[tuple[Any, ...], int] = {}
        for outcome in frame.world.outcomes:
            frame.outcome = outcome
            key: list[Any] = []
            for body, index, over in entries:
                key += [body(frame)] if over is None or index is None else _run_over(frame, body, index, over(frame))
            if any(abs(sign) != 1 for sign in key):
                frame.outcome = outer
                return False
            width = len(key)
            seen[tuple(key)] = seen.get(tuple(key), 0) + 1
        frame.outcome = outer
        return len(seen) == 2**width and len(set(seen.values())) == 1

    return run


_SLOW = frozenset(  # heads whose values are worth a look into the memo
    {
        *("add", "mul", "pow", "exp", "log", "cosh", "total", "largest", "smallest"),
        *("prob", "some", "every", "independent"),
    }
)
_MAKERS: dict[str, Callable[[Node], Code]] = {
    "num": _num,
    "sym": _sym,
    "idx": _idx,
    "at": _at,
    "add": _add,
    "mul": _mul,
    "pow": _pow,
    "abs": _unary(abs),
    "exp": _unary(values.exponential),
    "log": _unary(values.logarithm),
    "cosh": _unary(cosh),
    "floor": _unary(floor),
    "ceil": _unary(ceil),
    "max2": _extreme2(1),
    "min2": _extreme2(-1),
    "total": _total,
    "largest": _extreme(1, Fraction(0)),
    "smallest": _extreme(-1, math.inf),
    "size": _size,
    "prob": _prob,
    "set": _named_set,
    "cap": _set_pair(set.__and__),
    "cup": _set_pair(set.__or__),
    "compl": _complement,
    "without": _without,
    "span": _span,
    "rel": _rel,
    "both": _both,
    "either": _either,
    "not": _not,
    "some": _quantified(settled_by=True),
    "every": _quantified(settled_by=False),
    "happens": _happens,
    "belongs": _belongs,
    "independent": _independent,
    "true": lambda _: lambda _f: True,
}
