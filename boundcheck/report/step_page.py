"""One step in full, as blocks: the line, its verdicts and reasons, its repair, its witnesses, what it gives away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from boundcheck.report.blocks import Block, Blocks, Data, head, items, para, table, verdict
from boundcheck.report.dependence_page import dependence, examined
from boundcheck.report.notation import spell, spell_claim, tuples
from boundcheck.report.quotations import quoted
from boundcheck.report.worked import worked


def step(one: Data, level: int = 1) -> Blocks:
    """One step in full."""
    place = [
        one["cite"],
        f"register {', '.join(one['register'])}" if one["register"] else "",
        f"read {one['reading']}" if one["reading"] else "",
    ]
    printed, repaired, argument = one["printed"], one["repaired"], one["argument"]
    found = [head(level, one["label"]), para("; ".join(part for part in place if part) + ".")]
    found.append(
        table(
            [
                ("as printed", "argument", "repaired", "in the proof"),
                (verdict(printed), argument["verdict"], verdict(repaired), one["status"]),
            ]
        )
    )
    found += line_of("The line as printed", printed)
    found += assumed(printed["hypotheses"])
    if one["uses"]:
        found.append(para(f"Uses: {', '.join(one['uses'])}."))
    if one.get("quotes"):
        found.append(para(f"Quotes: {'; '.join(map(quoted, one['quotes']))}."))
    found += [para("What was found about it:"), *items(map(finding, printed["evidence"])), *_argument(argument)]
    if repaired is not None:
        found += line_of(f"The repaired line ({_found_by(repaired['found_by'])})", repaired)
        known = {hypothesis["digest"] for hypothesis in printed["hypotheses"]}
        found += assumed([h for h in repaired["hypotheses"] if h["digest"] not in known], "It needs further:")
        found += [para("What was found about it:"), *items(map(finding, repaired["evidence"]))]
    found += _laws(printed, "The law it rests on")
    found += _witnesses(printed, "the printed line")
    found += _witnesses(repaired, "the repaired line") if repaired is not None else []
    found += _given_away(one)
    if one["remark"]:
        found.append(para(f"Remark: {one['remark']}"))
    if one["surprises"]:
        found += [para("Differs from what the proof file expects:"), *items(one["surprises"])]
    return [*found, *_reproduce(one)]


def _found_by(name: str) -> str:
    return "written in the proof file" if name == "author" else f"found by the {name}"


def line_of(title: str, side: Data) -> Blocks:
    """A line: as the paper sets it, as it is checked, and in words."""
    words = [para(side["words"])] if side["words"] else []
    return [
        para(f"{title}:"),
        Block(kind="tex", text=side["latex"]),
        Block(kind="code", text=spell_claim(side["claim"])),
        *words,
    ]


def assumed(hypotheses: Sequence[Data], title: str = "Under the hypotheses:") -> Blocks:
    """Hypotheses as a list."""
    if not hypotheses:
        return []
    return [para(title), *items(_hypothesis(h) for h in hypotheses)]


def _hypothesis(found: Data) -> str:
    said = spell_claim(found["claim"])
    return f"{found['words']} [{said}]" if found["words"] else said


def finding(found: Data) -> str:
    """What a checker found, in a sentence."""
    leaves = f" Rests on: {'; '.join(found['leaves'])}." if found["leaves"] else ""
    return f"{found['checker']}: {verdict(found)}: {found['reason']}.{leaves}"


def _argument(argument: Data) -> Blocks:
    return [
        para(f"The argument: {argument['verdict']}: {argument['reason']}."),
        *items(f"missing: {text}" for text in argument["missing"]),
    ]


def _laws(side: Data, title: str) -> Blocks:
    laws = [data for found in side["evidence"] if (data := examined(found)) is not None]
    return [block for data in laws for block in dependence(data, title)]


def _witnesses(side: Data, which: str) -> Blocks:
    found: Blocks = []
    for witness in side["witnesses"]:
        checked = "re-checked by the independent program" if witness["rechecked"] else "not re-checked"
        found.append(para(f"Counterexample to {which}, the {witness['title']} one ({checked}):"))
        found += items(told(side["claim"], witness))
    return found


def told(claim: Any, witness: Data) -> list[str]:
    """A witness worked through: the instance, every number of the claim there, both sides, the probabilities in it."""
    return [*worked(claim, witness), *_digits_of(witness), *_counted(witness)]


def _digits_of(kept: Data) -> list[str]:
    """Both sides to many digits; nothing in a report of before there was a numerical leg."""
    return [digits(kept["numbers"])] if kept.get("numbers") is not None else []


def _given_away(one: Data) -> Blocks:
    found = given_away(one)
    return [para("How much the step gives away on the instances tried:"), *items(found)] if found else []


def given_away(one: Data) -> list[str]:
    """How near each line comes to equality on the instances tried."""
    found = []
    for name in ("printed", "repaired"):
        for evidence in (one[name] or {"evidence": ()})["evidence"]:
            found += [f"{name} line: {text}" for text in _sharpest(evidence["statistics"], one[name]["claim"][3])]
    return found


def _sharpest(statistics: Data, relation: str) -> list[str]:
    """The largest ratio of both sides seen, or the sides at one instance where there is no ratio to speak of."""
    tightest, one = statistics.get("largest_ratio"), statistics.get("evaluated")
    small, large = ("right", "left") if relation in (">=", ">") else ("left", "right")
    if tightest:
        sides = f"{tightest['lhs']} against {tightest['rhs']}"
        reaches = f"where it holds, the {small} side reaches {tightest['ratio']} of the {large} ({sides})"
        return ["; ".join([reaches, *_digits_of(tightest), *_counted(tightest)])]
    on_one = "no ratio of both sides; on one instance "
    return [on_one + "; ".join([*_digits_of(one), *_counted(one)])] if one else []


def _counted(kept: Data) -> list[str]:
    """The exact probabilities on a kept instance, with the route that counted them."""
    lines = []
    for entry in kept.get("probabilities", ()):
        given = f" given {spell(tuples(entry['given']))}" if entry["given"] else ""
        event = spell(tuples(entry["event"])) + given
        lines.append(f"P({event}) = {entry['probability']}, {entry['route']} of {entry['patterns']} sign patterns")
    return lines


def digits(numbers: Data) -> str:
    """Both sides as the numerical leg has them."""
    ratio = f", ratio {numbers['ratio']}" if numbers["ratio"] is not None else ""
    return (
        f"to {numbers['digits']} digits: left {numbers['lhs']}, right {numbers['rhs']}, slack {numbers['slack']}{ratio}"
    )


def _reproduce(one: Data) -> Blocks:
    digests = [f"printed {one['printed']['digest']}"] + (
        [f"repaired {one['repaired']['digest']}"] if one["repaired"] else []
    )
    return [
        *items(f"digest of the {text}" for text in digests),
        Block(kind="code", text=f"boundcheck show {one['label']}"),
    ]
