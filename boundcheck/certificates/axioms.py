"""Everything the re-checker takes on trust, as one piece of plain JSON: words of instances, and rules of proof."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from boundcheck.canonical import digest
from boundcheck.certificates.words import WITHIN, tables
from boundcheck.rules.guards import speaks_of_chances
from boundcheck.rules.library import RULES, Rule

_SORTS = {"at": "R", "sym": "R", "set": "S", "happens": "E"}
_RANDOM = ("?E", "?F", "?G", "?s", "?s0")  # what a rule about chances averages over


@cache
def axioms() -> Mapping[str, Any]:
    """Words of every kind of instance, sets that lie in All, and rules."""
    return {"worlds": tables(), "within": WITHIN, "rules": {name: _rule(rule) for name, rule in sorted(RULES.items())}}


def seal() -> str:
    """Digest of the axioms, the one that recheck.py pins."""
    return digest(axioms())


def _rule(rule: Rule) -> dict[str, Any]:
    claims = [premise.node for premise in rule.premises] + [rule.conclusion.node]
    sorts = {name: sort for node in claims for name, sort in _metavariables(node)}
    chances = speaks_of_chances(rule.conclusion.node)
    return {
        "words": rule.words,
        "reference": rule.leaf,
        "premises": claims[:-1],
        "conclusion": claims[-1],
        "sorts": dict(sorted(sorts.items())),
        "fixed": sorted(name for name in sorts if chances and name not in _RANDOM),
        "within": sorted({name for node in claims for name in _bases(node)}),
    }


def _metavariables(node: Any) -> list[tuple[str, str]]:
    if not isinstance(node, tuple) or not node:
        return []
    own = [(str(node[1]), _SORTS[node[0]])] if node[0] in _SORTS and str(node[1]).startswith("?") else []
    return own + [found for child in node for found in _metavariables(child)]


def _bases(node: Any) -> list[str]:
    """Sets that something is taken out of: they have to lie in the set of all atoms, where complements are taken."""
    if not isinstance(node, tuple) or not node:
        return []
    inner = [part for part in node if not (node[0] == "cap" and part[0] == "compl")]
    own: list[str] = []
    if node[0] == "cap" and len(inner) < len(node):
        own = [part[1] for part in inner if part[0] == "set"]
    if node[0] == "compl":
        own = [node[1][1]]
    return own + [name for child in inner for name in _bases(child)]
