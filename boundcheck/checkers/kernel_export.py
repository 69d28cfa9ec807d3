"""A claim about real parameters as a Coq proposition; what the exporter cannot say exactly it refuses.

The proposition is at least as strong as the claim: it speaks of all reals, where division by zero and the like have
some value or other, and a hypothesis that cannot be said is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from boundcheck.canonical import Node, free_nodes

_TAKEN = frozenset((
    "Abs", "Definition", "End", "Prop", "R", "Rabs", "Rmax", "Rmin", "Set", "Statement", "Type", "as", "at", "cosh",
    "else", "exists", "exp", "fix", "for", "forall", "fun", "if", "in", "let", "ln", "match", "mod", "pow",
    "return", "sqrt", "then", "using", "where", "with",
))  # fmt: skip
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_RELATIONS = {"<=": "<=", "<": "<", "==": "=", ">=": ">=", ">": ">"}
_FUNCTIONS = {"abs": "Rabs", "exp": "exp", "log": "ln", "cosh": "cosh", "max2": "Rmax", "min2": "Rmin"}


class NotExportedError(ValueError):
    """The term has no counterpart over the real parameters: a family, a set, a probability."""


def proposition(claim: Node, hypotheses: Sequence[Node] = ()) -> str:
    """The claim under its hypotheses, for all values of its parameters.

    >>> proposition(("claim", (), ("pow", ("sym", "x"), ("num", "2")), ">=", ("num", "0")))
    'forall x : R, (x ^ 2) >= 0'

    Raises:
        NotExportedError: the claim (not a hypothesis) speaks of something else than real parameters.
    """
    goal = _claim(claim)
    assumed = [text for text in map(_said, hypotheses) if text is not None]
    said = [claim, *(node for node in hypotheses if _said(node) is not None)]
    names = {name for node in said for side in (node[2], node[4]) for _, name in free_nodes(side)}
    spelled = sorted(map(_name, names))
    if len(set(spelled)) < len(names):
        raise NotExportedError(f"two of its parameters become one: {', '.join(spelled)}")
    bound = f"forall {' '.join(spelled)} : R, " if names else ""
    return bound + "".join(f"({text}) -> " for text in assumed) + goal


def exported(claim: Node) -> bool:
    """Say whether a claim can be said in Coq."""
    try:
        return bool(proposition(claim))
    except NotExportedError:
        return False


def left_out(hypotheses: Sequence[Node]) -> list[Node]:
    """Hypotheses that cannot be said; a proof does not rest on them."""
    return [node for node in hypotheses if _said(node) is None]


def _said(node: Node) -> str | None:
    try:
        return _claim(node)
    except NotExportedError:
        return None


def _claim(node: Node) -> str:
    _, quantifiers, lhs, relation, rhs = node
    if quantifiers:
        raise NotExportedError("it is quantified over indices")
    if relation == "holds":
        return _event(lhs)
    if relation in ("implies", "iff"):
        return f"({_event(lhs)}) {'->' if relation == 'implies' else '<->'} ({_event(rhs)})"
    return f"{_term(lhs)} {_RELATIONS[relation]} {_term(rhs)}"


def _event(node: Node) -> str:
    head = node[0]
    if head == "rel":
        return f"{_term(node[1])} {_RELATIONS[node[2]]} {_term(node[3])}"
    if head in ("both", "either"):
        return (" /\\ " if head == "both" else " \\/ ").join(f"({_event(child)})" for child in node[1:])
    if head == "not":
        return f"~ ({_event(node[1])})"
    raise NotExportedError(f"it speaks of an event {head!r}")


def _term(node: Node) -> str:
    head = node[0]
    if head == "num":
        return _number(Fraction(node[1]))
    if head == "sym":
        return _name(node[1])
    if head in _JOINED:
        return f"({_JOINED[head].join(map(_term, node[1:]))})"
    if head == "pow":
        return _power(node[1], node[2])
    if head in _FUNCTIONS:
        return f"({_FUNCTIONS[head]} {' '.join(map(_term, node[1:]))})"
    raise NotExportedError(f"it speaks of {head!r}")


_JOINED = {"add": " + ", "mul": " * "}


def _number(value: Fraction) -> str:
    said = str(abs(value.numerator)) if value.denominator == 1 else f"({abs(value.numerator)} / {value.denominator})"
    return f"(- {said})" if value < 0 else said


def _power(base: Node, exponent: Node) -> str:
    """Whole and half powers; a negative one is the inverse."""
    if exponent[0] != "num" or Fraction(exponent[1]).denominator > 2:
        raise NotExportedError("it has a power that is neither whole nor half")
    power = Fraction(exponent[1])
    size = abs(power.numerator)
    said = _term(base) if size == 1 else f"({_term(base)} ^ {size})"
    said = said if power.denominator == 1 else f"(sqrt {said})"
    return f"(/ {said})" if power < 0 else said


def _name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise NotExportedError(f"it has a parameter called {name!r}")
    return f"{name}_" if name in _TAKEN else name
