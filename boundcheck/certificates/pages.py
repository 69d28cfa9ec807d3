"""The axioms for people: docs/axioms.md, made from the same data that the re-checker pins."""

from __future__ import annotations

from boundcheck.certificates.axioms import axioms, seal
from boundcheck.certificates.words import VALID, WORDS
from boundcheck.rules.work import show


def axioms_page() -> str:
    """Words and rules on one page; a test holds docs/axioms.md to it."""
    lines = ["# Axioms: what the re-checker takes on trust", ""]
    lines += [f"Pinned in `recheck.py` by SHA-256 `{seal()}`. Made by `boundcheck.certificates.pages`.", ""]
    lines += ["## Words of an instance", "", "One line defines one word; `given.x` is an entry of the data.", ""]
    for kind, text in WORDS.items():
        if text.strip():
            lines += [f"### {kind}", "", "```", *text.strip().splitlines(), "```", ""]
        if kind in VALID:
            lines += [f"Well-formed data satisfy: `{VALID[kind]}`", ""]
    lines += ["## Rules", "", "| rule | says | statement | side conditions | reference |", "|---|---|---|---|---|"]
    for name, rule in axioms()["rules"].items():
        stated = " and ".join(f"`{show(premise)}`" for premise in rule["premises"])
        stated += (" gives " if stated else "") + f"`{show(rule['conclusion'])}`"
        side = "; ".join(
            [f"fixed: {' '.join(rule['fixed'])}"] * bool(rule["fixed"])
            + [f"in All: {' '.join(rule['within'])}"] * bool(rule["within"])
        )
        row = (f"`{name}`", rule["words"], stated, side, rule["reference"])
        lines.append(f"| {' | '.join(row)} |".replace("?", ""))
    return "\n".join(lines) + "\n"
