"""Sorts of terms: what stands where a number, a set or an event is wanted, and spans too long to be summed over."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from boundcheck.errors import BoundcheckError

LONGEST = 10_000_000  # turns of nested sums over spans whose ends are numbers
_KINDS = {"R": "a real term", "S": "a set", "E": "an event"}
# head -> its sort, and the sorts of its parts; n is a name or a relation, the last one stands for all further parts
_GRAMMAR = """
num:Rn sym:Rn idx:Rn at:RnR add:RR mul:RR pow:RRR abs:RR exp:RR log:RR cosh:RR floor:RR ceil:RR max2:RR min2:RR
total:RRnS largest:RRnS smallest:RRnS size:RS prob:REE set:SnR cap:SS cup:SS compl:SS without:SSR span:SRR
rel:ERnR both:EE either:EE not:EE some:EEnS every:EEnS happens:EnR belongs:ERS true:E
"""
_HEADS = dict(entry.split(":") for entry in _GRAMMAR.split())
_RUNS = ("total", "largest", "smallest", "some", "every")


def check_sorts(label: str, node: Any, sort: str) -> None:
    """Refuse a node that is not of a sort ("R", "S" or "E"), or holds a part that is not of the sort wanted there.

    Raises:
        BoundcheckError: with the part, what is expected there and what stands there.
    """
    found = "E" if node[0] == "independent" else _HEADS[node[0]][0]
    if found != sort:
        raise BoundcheckError(label, expected=_KINDS[sort], got=f"{_KINDS[found]}, {_shown(node)}")
    for place, kind, part in _parts(node):
        check_sorts(f"{label}: part {place} of {node[0]}", part, kind)


def check_turns(label: str, node: Any) -> None:
    """Refuse sums whose spans have more members than anything here could run through.

    Raises:
        BoundcheckError: with the number of turns.
    """
    found = turns(node)
    if found > LONGEST:
        raise BoundcheckError(label, expected=f"at most {LONGEST} terms to run through", got=str(found))


def turns(node: Any) -> int:
    """How often the innermost term of a node is read, as far as its spans say so.

    >>> turns(("total", ("sym", "a"), "j", ("span", ("num", "1"), ("num", "12"))))
    12
    """
    if not isinstance(node, tuple) or not node:
        return 1
    inner = max(map(turns, node))
    if node[0] == "span" and node[1][0] == node[2][0] == "num":
        return max(inner, int(Fraction(node[2][1]) - Fraction(node[1][1])) + 1)
    return turns(node[1]) * turns(node[3]) if node[0] in _RUNS else inner


def _parts(node: Any) -> list[tuple[int, str, Any]]:
    """Parts that are terms, each with its place and the sort wanted there."""
    if node[0] == "independent":
        terms = [(place, part) for place, part in enumerate(node[1:], 1)]
        return [(place, kind, one) for place, part in terms for kind, one in zip("RS", part[::2], strict=False)]
    kinds = _HEADS[node[0]][1:]
    wanted = kinds + kinds[-1:] * len(node)
    return [
        (place, kind, part) for place, (kind, part) in enumerate(zip(wanted, node[1:], strict=False), 1) if kind != "n"
    ]


def _shown(node: Any) -> str:
    text = " ".join(str(part) if isinstance(part, str) else "..." for part in node)
    return f"{text[:60]!r}"
