"""Canonical terms in a reader's notation, and values in a reader's numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from boundcheck import values
from boundcheck.canonical import Node

_SUM, _PRODUCT, _POWER, _ATOM = 1, 2, 3, 4  # how tightly a spelling binds
_RELATIONS = {"==": "=", "iff": "if and only if"}
_BINDERS = {"total": "sum of", "largest": "max of", "smallest": "min of"}
_SIMPLE = 4  # a fraction with at most this many digits needs no decimals beside it
_MOST_ENTRIES = 12


def spell(node: Node) -> str:
    """A term, set or event as a reader would write it.

    >>> spell(("total", ("mul", ("at", "x", ("idx", "j")), ("num", "2")), "j", ("set", "Lam")))
    'sum of 2·x(j) over j in Lam'
    """
    return _spell(node)[0]


def _spell(node: Node) -> tuple[str, int]:
    head = node[0]
    if head in ("num", "sym", "idx"):
        return str(node[1]), _PRODUCT if str(node[1])[0] == "-" or "/" in str(node[1]) else _ATOM
    if head in ("at", "set", "happens"):
        return (f"{node[1]}({_list(node[2:])})" if node[2:] else str(node[1])), _ATOM
    if head in _BINDERS:
        return f"{_BINDERS[head]} {tight(node[1], _PRODUCT)} over {node[2]} in {spell(node[3])}", _SUM
    return _MAKERS[head](node) if head in _MAKERS else (f"{head}({_list(node[1:])})", _ATOM)


def spell_claim(claim: Any) -> str:
    """A claim with its quantifiers; nested lists, as read from a file, will do.

    >>> spell_claim(["claim", [["k", ["set", "Lam"]]], ["at", "c", ["idx", "k"]], "==", ["num", "0"]])
    'c(k) = 0 for all k in Lam'
    """
    _, quantifiers, lhs, relation, rhs = tuples(claim)
    sides = spell(lhs) if relation == "holds" else f"{spell(lhs)} {_RELATIONS.get(relation, relation)} {spell(rhs)}"
    over = ", ".join(f"{name} in {spell(members)}" for name, members in quantifiers)
    return f"{sides} for all {over}" if over else sides


def tuples(node: Any) -> Any:
    """Nested lists as nested tuples."""
    return tuple(map(tuples, node)) if isinstance(node, (list, tuple)) else node


def tight(node: Node, least: int) -> str:
    """A term, in brackets unless it binds tightly enough."""
    text, binds = _spell(node)
    return text if binds >= least else f"({text})"


def _list(nodes: Iterable[Any]) -> str:
    return ", ".join(spell(node) if isinstance(node, tuple) else str(node) for node in nodes)


def _add(node: Node) -> tuple[str, int]:
    text = tight(node[1], _PRODUCT)
    for term in node[2:]:
        said = tight(term, _PRODUCT)
        text += f" - {said[1:]}" if said.startswith("-") else f" + {said}"
    return text, _SUM


def _mul(node: Node) -> tuple[str, int]:
    coefficient = Fraction(1)
    above, below = [], []
    for factor in node[1:]:
        if factor[0] == "num":
            coefficient *= Fraction(factor[1])
        elif factor[0] == "pow" and factor[2][0] == "num" and factor[2][1].startswith("-"):
            opposite = factor[2][1][1:]
            below.append(factor[1] if opposite == "1" else ("pow", factor[1], ("num", opposite)))
        else:
            above.append(factor)
    top = _product(abs(coefficient.numerator), above)
    bottom = _product(coefficient.denominator, below)
    text = top if bottom == "1" else f"{top}/{f'({bottom})' if '·' in bottom else bottom}"
    return ("-" if coefficient < 0 else "") + text, _PRODUCT


def _product(whole: int, factors: list[Node]) -> str:
    said = [tight(factor, _POWER if len(factors) + (whole != 1) > 1 else _PRODUCT) for factor in factors]
    return "·".join(([str(whole)] if whole != 1 or not said else []) + said)


def _pow(node: Node) -> tuple[str, int]:
    exponent = node[2][1] if node[2][0] == "num" else ""
    if exponent == "1/2":
        return f"sqrt({spell(node[1])})", _ATOM
    if exponent.startswith("-"):
        return _mul(("mul", node))
    return f"{tight(node[1], _ATOM)}^{tight(node[2], _ATOM)}", _POWER


def _joined(word: str) -> Callable[[Node], tuple[str, int]]:
    return lambda node: (f" {word} ".join(tight(part, _PRODUCT) for part in node[1:]), _SUM)


def _some(word: str) -> Callable[[Node], tuple[str, int]]:
    return lambda node: (f"{tight(node[1], _PRODUCT)} for {word} {node[2]} in {spell(node[3])}", _SUM)


def _independent(node: Node) -> tuple[str, int]:
    said = [spell(entry[0]) + (f" ({entry[1]} in {spell(entry[2])})" if entry[2:] else "") for entry in node[1:]]
    return f"{', '.join(said)} are independent and uniform", _SUM


_MAKERS: dict[str, Callable[[Node], tuple[str, int]]] = {
    "add": _add,
    "mul": _mul,
    "pow": _pow,
    "abs": lambda node: (f"|{spell(node[1])}|", _ATOM),
    "max2": lambda node: (f"max({_list(node[1:])})", _ATOM),
    "min2": lambda node: (f"min({_list(node[1:])})", _ATOM),
    "size": lambda node: (f"#({spell(node[1])})", _ATOM),
    "prob": lambda node: (f"P({' given '.join(map(spell, node[1:]))})", _ATOM),
    "cap": _joined("∩"),
    "cup": _joined("∪"),
    "compl": lambda node: (f"All without {tight(node[1], _PRODUCT)}", _SUM),
    "without": lambda node: (f"{tight(node[1], _PRODUCT)} without {spell(node[2])}", _SUM),
    "span": lambda node: (f"{{{spell(node[1])} ... {spell(node[2])}}}", _ATOM),
    "rel": lambda node: (f"{spell(node[1])} {_RELATIONS.get(node[2], node[2])} {spell(node[3])}", _SUM),
    "both": _joined("and"),
    "either": _joined("or"),
    "not": lambda node: (f"not {tight(node[1], _PRODUCT)}", _PRODUCT),
    "some": _some("some"),
    "every": _some("every"),
    "belongs": lambda node: (f"{spell(node[1])} in {spell(node[2])}", _SUM),
    "independent": _independent,
    "true": lambda _: ("true", _ATOM),
}


def number(value: Any) -> str:
    """A value: exact where it is, with decimals beside a long fraction.

    >>> number(Fraction(840, 1369)), number(Fraction(1, 2)), number(True)
    ('840/1369 (0.613587)', '1/2', 'true')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"{{{', '.join(map(str, value))}}}"
    text = values.show(value).replace("inf", "infinity")
    if isinstance(value, Fraction) and value.denominator > 1 and len(text) > _SIMPLE:
        return f"{text} ({_decimal(value)})"
    if isinstance(value, values.Surd):
        return f"{text} ({values.show(values.ball(value), 6).strip('[').split(' ')[0]})"
    return text


def _decimal(value: Fraction) -> str:
    """Six significant digits, by integer arithmetic alone: the same on any machine."""
    places = 6
    while abs(value) * 10**places < 10**5:
        places += 1
    digits = str(round(abs(value) * 10**places)).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:].rstrip('0') or '0'}"
    return f"-{text}" if value < 0 else text


def row(name: str, entries: Iterable[Any]) -> str:
    """A vector: all entries if there are few, else those that are not zero.

    >>> row("x", [1, "1/2"])
    'x = (1, 1/2)'
    """
    found = [str(entry) for entry in entries]
    if len(found) <= _MOST_ENTRIES:
        return f"{name} = ({', '.join(found)})"
    kept = [f"{name}({place}) = {entry}" for place, entry in enumerate(found) if entry != "0"]
    if not kept:
        return f"{name} = 0 ({len(found)} entries)"
    shown = ", ".join(kept[:_MOST_ENTRIES])
    more = f" and {len(kept) - _MOST_ENTRIES} more" if len(kept) > _MOST_ENTRIES else ""
    return (
        f"{shown}{more}; the other of the {len(found)} entries of {name} are 0"
        if len(kept) < len(found)
        else f"{shown}{more}"
    )


def signs(pattern: Any) -> str:
    """A sign pattern as plus and minus; one group for each layer.  An outcome of plain tables has a number only.

    >>> signs(((1, -1), (1,))), signs(3)
    ('+- | +', 'outcome 3')
    """
    if isinstance(pattern, int):
        return f"outcome {pattern}"
    if pattern and isinstance(pattern[0], (tuple, list)):
        return " | ".join(map(signs, pattern))
    return "".join("+" if sign > 0 else "-" for sign in pattern)
