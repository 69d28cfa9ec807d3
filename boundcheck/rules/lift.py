"""Lift a statement about one layer, with everything but its signs fixed, to a layer of a network.

Theorem used (total probability): if ``P(E) <= b`` holds for every fixed value of some quantities, whenever certain
conditions hold, and in a network those quantities depend only on signs of other layers, independent of the signs
averaged over, the conditions hold for every outcome, and b depends on no sign, then ``P(E) <= b`` holds in the network:
average over the other signs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from boundcheck.canonical import BINDERS, Node
from boundcheck.model import Model, names_in
from boundcheck.rules.guards import ATOM_SETS
from boundcheck.rules.lines import Lam

Target = tuple[str, tuple[Node, ...]]


@dataclass(frozen=True, kw_only=True)
class Dictionary:
    """How words of the one-layer model are spelt at layer l of the network: name -> (name there, leading indices)."""

    words: Mapping[str, Target]

    def translate(self, node: Any) -> Any:
        """Spell a term in the network's words; complements are taken within the layer's atoms."""
        if not isinstance(node, tuple) or not node:
            return node
        head = node[0]
        if head in ("at", "set", "happens", "sym") and node[1] in self.words:
            name, leading = self.words[node[1]]
            return ("at" if head == "sym" else head, name, *leading, *(self.translate(child) for child in node[2:]))
        if head == "compl":
            return ("cap", self.translate(("set", "All")), ("compl", self.translate(node[1])))
        if head in BINDERS and len(node) == 4:
            return (head, self.translate(node[1]), node[2], self.translate(node[3]))
        return tuple(self.translate(child) for child in node)


def obstacles(claim: Node, used: Model, target: Model, dictionary: Dictionary) -> list[str]:
    """Say what forbids lifting: untranslated words, a random bound, a fixed quantity that depends on averaged signs."""
    found = []
    names = sorted(names_in(claim))
    found += [f"a word for {name} in the network" for name in names if name not in dictionary.words]
    if claim[3] not in ("<=", "<") or claim[2][0] != "prob":
        found.append("a bound on one probability")
    loose = {name for _, over in claim[1] for name in names_in(over) if name in dictionary.words}
    found += [
        f"the set {dictionary.words[name][0]} that the bound is quantified over depends on no sign"
        for name in sorted(loose)
        if target.reach.get(dictionary.words[name][0], ("?",))
    ]
    translated = {name: target[0] for name, target in dictionary.words.items()}
    for name, there in translated.items():
        reach = target.reach.get(there)
        if reach is None:
            found.append(f"the layers that {there} depends on")
        elif name in used.given and set(reach) & {"own", "below"}:
            found.append(f"{there} does not depend on the signs of its own layer or of those below")
        elif name in used.signs and (tuple(reach) != ("own",) or there not in target.signs):
            found.append(f"{there} is the sign family of the layer")
    found += [
        f"{dictionary.words[name][0]} depends on no sign"
        for name in sorted(names_in(claim[4]) & set(dictionary.words))
        if target.reach.get(dictionary.words[name][0], ("?",))
    ]
    return found


def spelt_out(rests: Sequence[Node], dictionary: Dictionary) -> dict[str, Lam | Node]:
    """Every word of some claims, and All, as what stands for it in the network.

    Where nothing speaks of atoms, nothing has to stand for All, and no atom is as good as any.
    """
    words = _words(rests)
    if any(head == "set" and name in ATOM_SETS for head, name, _ in words) or "All" in dictionary.words:
        words |= {("set", "All", 0)}
    found: dict[str, Lam | Node] = {"All": ("span", ("num", "1"), ("num", "0"))}
    for head, name, arity in sorted(words):
        places = tuple(f"i{place}" for place in range(arity))
        body = dictionary.translate((head, name, *(("idx", place) for place in places)))
        found[name] = Lam(indices=places, body=body) if arity else body
    return found


def lying_in_all(rests: Sequence[Node]) -> list[Node]:
    """What a proof in one layer takes for granted: the sets of atoms lie in All."""
    found = []
    for head, name, arity in sorted(_words(rests)):
        if head == "set" and name in ATOM_SETS - {"All"}:
            places = tuple(f"i{place}" for place in range(arity + 1))
            whose = (head, name, *(("idx", place) for place in places[1:]))
            over = (*((place, ("set", "All")) for place in places[1:]), (places[0], whose))
            found.append(("claim", over, ("belongs", ("idx", places[0]), ("set", "All")), "holds", ("true",)))
    return found


def _words(node: Any) -> set[tuple[str, str, int]]:
    if not isinstance(node, (tuple, list)) or not node:
        return set()
    own = {(node[0], node[1], len(node) - 2)} if node[0] in ("at", "happens", "set", "sym") else set()
    return own.union(*map(_words, node))
