"""From the lines of a derivation to the few kinds of lines that the re-checker knows.

A stated line says which facts it follows from, which equalities were put in, and which combinations of slacks were
found; a rule names the facts that give its premises.  Nothing is decided here: a wrong line is a
line that the re-checker refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from boundcheck.canonical import Node, digest, to_json

Line = dict[str, Any]
_SIGNS = {"ge0": "<=", "gt0": "<", "eq0": "=="}


def compiled(lines: Sequence[Mapping[str, Any]], facts: Mapping[str, Node]) -> list[Line]:
    """Lines as the re-checker reads them; ``facts`` are the claims known by name before the first line."""
    known, found = dict(facts), list[Line]()
    for line in lines:
        own = {"name": line["name"], "conclusion": line["conclusion"]}
        found += [*_squares(line), own | _KINDS.get(line["rule"], _rule)(line, known)]
        known[line["name"]] = line["conclusion"]
    return found


def _squares(line: Mapping[str, Any]) -> list[Line]:
    """A line of its own for every square in a combination: that it is not negative."""
    factors = [f for part in line.get("combination", ()) for _, factors in part for f in factors if "square" in f]
    return [
        {
            "name": _square(line, spelt(factor["square"])),
            "conclusion": ("claim", line["conclusion"][1], ("num", "0"), "<=", _squared(factor)),
            "rule": "square_nonnegative",
            "bind": {"?a": [[], spelt(factor["square"])]},
            "context": line["conclusion"][1],
            "by": [],
        }
        for factor in {to_json(f): f for f in factors}.values()
    ]


def _square(line: Mapping[str, Any], node: Node) -> str:
    return f"{line['name']}: square of {digest(node)[:8]}"


def _squared(factor: Mapping[str, Any]) -> Node:
    return ("pow", spelt(factor["square"]), ("num", "2"))


def _names(line: Mapping[str, Any]) -> list[str]:
    return sorted({name for _, name in line["premises"]} - {"algebra"})


def _rule(line: Mapping[str, Any], _: Mapping[str, Node]) -> Line:
    return {"rule": line["rule"], "bind": line["bind"], "context": line["context"], "by": _names(line)}


def _put(line: Mapping[str, Any], _: Mapping[str, Node]) -> Line:
    return {"rule": "put", "fact": line["fact"], "bind": line["bind"], "by": _names(line)}


def _lift(line: Mapping[str, Any], _: Mapping[str, Node]) -> Line:
    return {"rule": "lift", "fact": line["fact"], "bind": line["bind"], "context": line["context"], "by": _names(line)}


def _stated(by: Sequence[str], equal: Sequence[str] = (), combination: Sequence[Any] = ()) -> Line:
    return {"rule": "follows", "by": list(by), "equal": list(equal), "combination": list(combination)}


def _equalities(names: Sequence[str], known: Mapping[str, Node]) -> list[str]:
    return [name for name in names if known[name][3] in ("==", "iff")]


def _algebra(line: Mapping[str, Any], known: Mapping[str, Node]) -> Line:
    return _stated((), _equalities(line["by"], known))


def _restate(line: Mapping[str, Any], known: Mapping[str, Node]) -> Line:
    return _stated(line["by"][:1], _equalities(line["by"][1:], known))


def _logic(line: Mapping[str, Any], _: Mapping[str, Node]) -> Line:
    return _stated(line["by"])


def _combined(line: Mapping[str, Any], known: Mapping[str, Node]) -> Line:
    equal = _equalities(line["by"], known) if line["rule"] == "arith" else ()
    terms = [[[m, [_factor(data, line) for data in factors]] for m, factors in part] for part in line["combination"]]
    return _stated((), equal, terms)


def _factor(data: Mapping[str, Any], line: Mapping[str, Any]) -> dict[str, Any]:
    """A comparison and the fact that gives it: none for a case of the claim, "" for what is evident."""
    if "square" in data:
        name = _square(line, spelt(data["square"]))
        return {"event": ("rel", ("num", "0"), "<=", _squared(data)), "by": name}
    if "nonnegative" in data:
        return {"event": ("rel", ("num", "0"), "<=", spelt(data["nonnegative"])), "by": ""}
    return (
        {"event": spelt(data["event"]), "by": data["by"]}
        if "event" in data
        else {"event": spelt(data["case"]), "by": None}
    )


def _assume(_line: Mapping[str, Any], _: Mapping[str, Node]) -> Line:
    return {"rule": "assume"}


def _discharge(line: Mapping[str, Any], _: Mapping[str, Node]) -> Line:
    return {"rule": "discharge", "by": line["by"]}


def _detach(line: Mapping[str, Any], _: Mapping[str, Node]) -> Line:
    return _stated([*line["by"], *_names(line)])


_KINDS: dict[str, Callable[[Mapping[str, Any], Mapping[str, Node]], Line]] = {
    "put": _put,
    "lift": _lift,
    "algebra": _algebra,
    "restate": _restate,
    "logic": _logic,
    "arith": _combined,
    "linear": _combined,
    "assuming": _assume,
    "discharge": _discharge,
    "detach": _detach,
}


def spelt(node: Any) -> Any:
    """A normal form in the claim language: slacks as comparisons, inverses and roots as powers.

    >>> spelt(("inv", ("sym", "mu")))
    ('pow', ('sym', 'mu'), ('num', '-1'))
    """
    if not isinstance(node, (tuple, list)) or not node:
        return node
    head, *parts = node
    inner = tuple(spelt(part) for part in parts)
    if head in _SIGNS:
        return ("rel", ("num", "0"), _SIGNS[head], *inner)
    if head in ("inv", "root"):
        return ("pow", *inner, ("num", "-1" if head == "inv" else "1/2"))
    if head == "cap" and any(part[0] == "less" for part in inner):
        return _taken_out(inner)
    if head in ("total", "largest", "smallest", "some", "every"):
        return (head, inner[0], f"j{parts[1].lstrip('$')}" if parts[1].startswith("$") else parts[1], inner[2])
    if head == "idx" and parts[0].startswith("$"):
        return ("idx", f"j{parts[0].lstrip('$')}")
    return (head, *inner)


def _taken_out(parts: tuple[Any, ...]) -> Node:
    rest = [part for part in parts if part[0] != "less"]
    found = rest[0] if len(rest) == 1 else ("cap", *(rest or [("set", "All")]))
    for part in parts:
        found = ("without", found, part[1]) if part[0] == "less" else found
    return found
