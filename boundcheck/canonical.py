"""One spelling for every claim: nested tuples of strings, the form that is hashed, evaluated, proved and re-checked.

``("mul", ("num", "2"), ("at", "x", ("idx", "j")))`` is 2 x(j).  Tuples become lists in JSON; nothing else changes.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import sympy
from sympy import Basic
from sympy.core.symbol import Str

from boundcheck import terms as t

Node = tuple[Any, ...]
_LONGEST_BITS = 14_000  # 4200 digits; the re-checker reads 400

_BINDERS = {t.Total: "total", t.Largest: "largest", t.Smallest: "smallest", t.Some: "some", t.Every: "every"}
_PLAIN = {
    sympy.Add: "add",
    sympy.Mul: "mul",
    sympy.Pow: "pow",
    sympy.Abs: "abs",
    sympy.exp: "exp",
    sympy.log: "log",
    sympy.cosh: "cosh",
    sympy.floor: "floor",
    sympy.ceiling: "ceil",
    sympy.Max: "max2",
    sympy.Min: "min2",
    t.Size: "size",
    t.Prob: "prob",
    t.Cap: "cap",
    t.Cup: "cup",
    t.Complement: "compl",
    t.Without: "without",
    t.Span: "span",
    t.Both: "both",
    t.Either: "either",
    t.Not: "not",
    t.Belongs: "belongs",
}
_LABELLED = {t.At: "at", t.Named: "set", t.Happens: "happens"}


def canonical(term: Basic) -> Node:
    """Return the nested-tuple form of a term, set or event.

    Raises:
        TypeError: the term holds a float, a string or a head the language does not have.
    """
    head = type(term)
    if isinstance(term, t.Index):
        return ("idx", term.name)
    if isinstance(term, sympy.Symbol):
        return ("sym", term.name)
    if isinstance(term, sympy.Rational):
        _check_length(term)
        return ("num", str(term))
    if term is sympy.E:
        return ("exp", ("num", "1"))
    if head in _BINDERS:
        body, index, over = term.args
        return (_BINDERS[head], canonical(body), index.name, canonical(over))
    if head in _LABELLED:
        return (_LABELLED[head], term.args[0].name, *map(canonical, term.args[1:]))
    if head is t.Compare:
        lhs, relation, rhs = term.args
        return ("rel", canonical(lhs), relation.name, canonical(rhs))
    if head is t.Independent:
        return ("independent", *map(_signs, term.args))
    if head in _PLAIN:
        return (_PLAIN[head], *map(canonical, _ordered(term)))
    msg = (
        f"claim: a term must be exact and in the language (got {head.__name__} {term!r}; write Rational(1, 3) for 1/3)"
    )
    raise TypeError(msg)


def _check_length(term: sympy.Rational) -> None:
    bits = max(int(term.p).bit_length(), int(term.q).bit_length())
    if bits > _LONGEST_BITS:
        msg = f"a number of {bits} bits, where {_LONGEST_BITS} (some 4200 digits) are the most"
        raise TypeError(msg)


def _signs(entry: Basic) -> Node:
    if isinstance(entry, sympy.Tuple):
        return (canonical(entry[0]), entry[1].name, canonical(entry[2]))
    return (canonical(entry),)


def _ordered(term: Basic) -> tuple[Basic, ...]:
    if isinstance(term, (sympy.Add, sympy.Mul)):
        return tuple(sorted(term.args, key=sympy.default_sort_key))
    args: tuple[Basic, ...] = term.args
    return args


def to_json(node: Any) -> str:
    """Return the node as compact JSON, the text that is hashed."""
    return json.dumps(node, separators=(",", ":"), sort_keys=True, ensure_ascii=True)


def digest(node: Any) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(to_json(node).encode()).hexdigest()


def substitute(node: Any, bindings: dict[Node, Any]) -> Any:
    """Replace whole sub-nodes; bound indices shadow, and a binder is renamed when it would capture.

    >>> substitute(("at", "x", ("idx", "j")), {("idx", "j"): ("idx", "k")})
    ('at', 'x', ('idx', 'k'))
    """
    if not isinstance(node, tuple):
        return node
    if node in bindings:
        return bindings[node]
    if node and node[0] in BINDERS and len(node) == 4:
        return _under_binder(node, bindings)
    if node and node[0] == "independent":
        return ("independent", *(_in_entry(entry, bindings) for entry in node[1:]))
    return tuple(substitute(child, bindings) for child in node)


def _in_entry(entry: Node, bindings: dict[Node, Any]) -> Node:
    """Substitute in one entry of an independence, which binds its index."""
    if len(entry) == 1:
        return (substitute(entry[0], bindings),)
    return _under_binder(("total", *entry), bindings)[1:]


BINDERS = frozenset(_BINDERS.values())


def _under_binder(node: Node, bindings: dict[Node, Any]) -> Node:
    head, body, index, over = node
    inner = {old: new for old, new in bindings.items() if ("idx", index) not in free_nodes(old)}
    if any(("idx", index) in free_nodes(new) for new in inner.values()):
        fresh = index
        taken = free_nodes(body).union(*(free_nodes(new) for new in inner.values()))
        while ("idx", fresh) in taken:
            fresh += "'"
        body, index = substitute(body, {("idx", index): ("idx", fresh)}), fresh
    return (head, substitute(body, inner), index, substitute(over, bindings))


def free_nodes(node: Any) -> set[Node]:
    """Free indices and symbols of a node.

    >>> sorted(free_nodes(("total", ("at", "x", ("idx", "j")), "j", ("set", "Lam"))))
    []
    """
    if not isinstance(node, tuple) or not node:
        return set()
    if node[0] in ("idx", "sym") and len(node) == 2:
        return {node}
    if node[0] in BINDERS and len(node) == 4:
        return (free_nodes(node[1]) - {("idx", node[2])}) | free_nodes(node[3])
    if node[0] == "independent":
        entries = [("total", *entry) if len(entry) > 1 else entry[0] for entry in node[1:]]
        return set().union(*(free_nodes(entry) for entry in entries))
    return set().union(*(free_nodes(child) for child in node))


_TERMS = {name: head for head, name in (*_BINDERS.items(), *_PLAIN.items(), *_LABELLED.items())}
_ARITHMETIC = frozenset(
    {"add", "mul", "pow", "abs", "exp", "log", "cosh", "floor", "ceil", "max2", "min2"}
)  # heads of sympy, which must be told not to evaluate


def term_of(node: Node) -> Basic:
    """The term of a node, nothing evaluated; the way back from ``canonical``, up to the order of sums and products.

    >>> term_of(("mul", ("num", "2"), ("at", "x", ("idx", "j"))))
    2*x(j)

    Raises:
        ValueError: the node has an unknown head.
    """
    head = node[0]
    if head in ("idx", "sym"):
        return t.Index(node[1]) if head == "idx" else t.real(node[1])
    if head == "num":
        top, _, bottom = node[1].partition("/")
        return sympy.Rational(int(top), int(bottom or "1"))
    if head == "rel":
        return t.compare(term_of(node[1]), node[2], term_of(node[3]))
    if head == "independent":
        entries = (e if len(e) == 1 else (e[0], ("idx", e[1]), e[2]) for e in node[1:])
        return t.independent(*(term_of(e[0]) if len(e) == 1 else tuple(map(term_of, e)) for e in entries))
    if head not in _TERMS:
        msg = f"term: expected one of {', '.join(sorted(_TERMS))}, got {head!r}"
        raise ValueError(msg)
    if head in _BINDERS.values():
        return _TERMS[head](term_of(node[1]), t.Index(node[2]), term_of(node[3]))
    if head in _LABELLED.values():
        return _TERMS[head](Str(node[1]), *map(term_of, node[2:]))
    options = {"evaluate": False} if head in _ARITHMETIC else {}
    return _TERMS[head](*map(term_of, node[1:]), **options)
