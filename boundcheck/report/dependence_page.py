"""What a claim's averaging over signs rests on, as blocks: the law, the way through the definitions, two patterns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from boundcheck.canonical import Node, substitute
from boundcheck.report.blocks import Block, Blocks, Data, head, items, para, table
from boundcheck.report.instance import described
from boundcheck.report.notation import spell, spell_claim, tuples
from boundcheck.report.rebuilt import rebuilt

_VERDICTS = {
    "REFUTED": "refuted by counting",
    "SURVIVED": "agrees with every joint law counted",
    "VACUOUS": "no instance to count on",
}
_SAID = {"eps": "D", "Lam": "supp x", "c": "c", "xhat": "xhat", "x": "x", "v": "v", "w": "<a, v>", "W": "W", "Y": "Y"}


def examined(found: Data) -> Data | None:
    """The dependence data of a piece of evidence, if it is one."""
    data: Data | None = found["statistics"].get("dependence")
    return data


def dependence(data: Data, title: str) -> Blocks:
    """One examined law."""
    counted = f"{_VERDICTS[data['verdict']]} ({data['instances']} instances counted)"
    found = [
        para(f"{title}: {spell_law(data['law'])}: {counted}."),
        *items(_way(way, data.get("index", {})) for way in data["paths"]),
    ]
    return [*found, *(_shown(data) if "patterns" in data else [])]


def spell_law(law: Any) -> str:
    """A law in a sentence."""
    _, quantifiers, signs, given = tuples(law)
    said = spell(signs) + (f" given {', '.join(map(spell, given))}" if given else "")
    over = ", ".join(f"{name} in {spell(members)}" for name, members in quantifiers)
    return f"{said}, for all {over}" if over else said


def _way(way: Sequence[Sequence[Any]], index: Data) -> str:
    """``W^(1) depends on D^(2) through x^(1)``: with numbers if there is an instance, else relative to l."""
    places = [_place(name, shift, index.get("l")) for name, shift in way]
    through = f" through {', then '.join(places[1:-1])}" if places[1:-1] else ""
    return f"{places[0]} depends on {places[-1]}{through}"


def _place(name: str, shift: int, layer: int | None) -> str:
    said = str(layer + shift) if layer is not None else f"l{shift:+}" if shift else "l"
    if name == "w":  # the inner product of an atom of layer l with the error of layer l - 1
        return f"<a, v> at layer {said}"
    return f"{_SAID.get(name, name)}^({said})"


def _shown(data: Data) -> Blocks:
    world = rebuilt(data["world"])
    fixed = {("idx", name): ("num", str(value)) for name, value in data["index"].items()}
    rows: list[Sequence[str]] = [("signs", "probability")]
    rows += [(each["signs"], each["probability"]) for each in data["patterns"]]
    names = ", ".join(spell(tuples(name)) for name in _at(data["signs"], fixed))
    where = ", ".join(f"{name} = {value}" for name, value in data["index"].items())
    given = "; ".join(_given(_fixed(node, fixed), value) for node, value in data["given"])
    conditioned = f", given {given}" if given else ""
    return [
        *items(line for line in described(world, tuples(data["outcome"]))),
        para(f"{f'At {where}: the' if where else 'The'} signs {names}{conditioned}:"),
        table(rows),
        para("The law would make them equal, which this claim says and the re-checker refutes:"),
        Block(kind="code", text=spell_claim(data["implied"])),
    ]


def _at(nodes: Iterable[Any], fixed: dict[Any, Any]) -> list[Node]:
    return [_fixed(node, fixed) for node in nodes]


def _fixed(node: Any, fixed: dict[Any, Any]) -> Any:
    return _folded(substitute(tuples(node), fixed))


def _folded(node: Any) -> Any:
    """Sums of numbers done: W(2) for W(-1 + 3)."""
    if not isinstance(node, tuple):
        return node
    parts = tuple(map(_folded, node))
    if parts[:1] == ("add",) and all(part[0] == "num" for part in parts[1:]):
        return ("num", str(sum(Fraction(part[1]) for part in parts[1:])))
    return parts


def _given(node: Node, value: Any) -> str:
    if isinstance(value, bool):
        return spell(node) if value else f"not {spell(node)}"
    return f"{spell(node)} = {value}"


def dependences_page(found: Sequence[tuple[str, str, str, Data]]) -> Blocks:
    """Several steps: a table of (label, side, place in the paper, evidence), then each law in full."""
    rows: list[Sequence[str]] = [("step", "side", "the law", "two patterns")]
    rows += [(label, side, _verdict(evidence), _patterns(evidence)) for label, side, _, evidence in found]
    blocks = [head(1, "Laws of signs that the proof rests on"), table(rows)]
    for label, side, cite, evidence in found:
        data = examined(evidence)
        if data is not None:
            blocks += [head(2, f"{label} ({side})"), para(f"{cite}."), *dependence(data, "The law")]
    return blocks


def _verdict(evidence: Data) -> str:
    data = examined(evidence)
    return "none claimed" if data is None else str(data["verdict"])


def _patterns(evidence: Data) -> str:
    data = examined(evidence)
    if data is None or "patterns" not in data:
        return "-"
    return " against ".join(f"P({each['signs']}) = {each['probability']}" for each in data["patterns"])
