"""What a report says, as blocks without markup: Markdown and the terminal show the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from boundcheck.report.notation import spell_claim
from boundcheck.report.worked import worked

Data = Mapping[str, Any]
Kind = Literal["head", "para", "tex", "code", "item", "table"]
Blocks = list["Block"]

_STANDS = {
    "STANDS": "stands as printed",
    "STANDS_REPAIRED": "stands after repairs",
    "OPEN": "is open",
    "FALLS": "falls",
}
_NO_DIFFERENCE = "The audit agrees with what the proof files expect."


@dataclass(frozen=True, kw_only=True)
class Block:
    """A heading, paragraph, formula, command, list item or table (first row: its head)."""

    kind: Kind
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


def head(level: int, text: str) -> Block:
    """A heading."""
    return Block(kind="head", text=text, level=level)


def para(text: str) -> Block:
    """A paragraph."""
    return Block(kind="para", text=text)


def items(texts: Iterable[str], level: int = 0) -> Blocks:
    """A list."""
    return [Block(kind="item", text=text, level=level) for text in texts]


def table(rows: Iterable[Sequence[str]]) -> Block:
    """A table whose first row is its head."""
    return Block(kind="table", rows=tuple(tuple(row) for row in rows))


def whole(data: Data) -> Blocks:
    """The report: first screen, table of the steps, each step in full."""
    found = [*first_screen(data), head(2, "All steps"), steps_table(data["steps"]), head(2, "Each step in full")]
    for one in data["steps"]:
        found += step(one, level=3)
    return found


def first_screen(data: Data) -> Blocks:
    """The paper, a sentence for each theorem, counts, what is open, and where the audit differs from what is expected."""
    paper = data["paper"]
    found = [head(1, paper["title"]), para(". ".join(part for part in (paper["authors"], paper["version"], paper["url"]) if part))]
    if data["conclusions"]:
        found += [head(2, "What becomes of the theorems"), *items(map(conclusion, data["conclusions"]))]
        found += _used_hypotheses(data["conclusions"])
    found += [head(2, "Counts"), *counts(data["counts"])]
    unsettled = [f"{one['label']} ({one['cite']}): {_why_open(one)}" for one in data["steps"] if one["status"] == "OPEN"]
    found += [head(2, "Open"), *(items(unsettled) or [para("Nothing is open.")])]
    found += [head(2, "Expected and found"), *(items(differences(data["steps"])) or [para(_NO_DIFFERENCE)])]
    engine = data["engine"]
    return [*found, para(f"boundcheck {engine['boundcheck']}, effort {engine['effort']}, seed {engine['seed']}.")]


def conclusion(found: Data) -> str:
    """One sentence on a theorem."""
    parts = [f"{found['title']} {_STANDS[found['status']]}"]
    for key, said in (("falls", "refuted without a proved repair"), ("open", "open"), ("needs_repairs", "repaired")):
        if found[key]:
            parts.append(f"{said}: {', '.join(found[key])}")
    remark = f" {found['remark']}" if found["remark"] else ""
    return "; ".join(parts) + "." + remark


def _used_hypotheses(conclusions: Sequence[Data]) -> Blocks:
    rows = [("theorem", "states", "its proof uses")]
    rows += [
        (one["title"], "; ".join(one["states_hypotheses"]) or "-", ", ".join(one["uses_hypotheses"]) or "-") for one in conclusions
    ]
    return [para("Hypotheses that each theorem states, and those that the audited proof really uses:"), table(rows)]


def counts(found: Mapping[str, Mapping[str, int]]) -> Blocks:
    """How many steps have each verdict."""
    rows = [("", "how many")]
    rows += [(side, ", ".join(f"{number} {value}" for value, number in values.items())) for side, values in found.items()]
    return [table(rows)]


def differences(steps: Sequence[Data]) -> list[str]:
    """Where the audit differs from what the proof files expect."""
    return [f"{one['label']}: {text}" for one in steps for text in one["surprises"]]


def _why_open(one: Data) -> str:
    side = one["repaired"] or one["printed"]
    if side["verdict"] == "PROVED":
        return "proved, but what it uses is open"
    missing = "; ".join(one["argument"]["missing"])
    return f"{verdict(side)}" + (f"; missing: {missing}" if missing else "")


def verdict(side: Data | None) -> str:
    """Verdict with its grade."""
    if side is None:
        return "-"
    return f"{side['verdict']} {side['grade']}" if side["grade"] else str(side["verdict"])


def steps_table(steps: Sequence[Data]) -> Block:
    """A row for each step."""
    rows: list[Sequence[str]] = [("step", "place", "printed", "argument", "repaired", "status")]
    rows += [
        (one["label"], one["cite"], verdict(one["printed"]), one["argument"]["verdict"], verdict(one["repaired"]), one["status"])
        for one in steps
    ]
    return table(rows)


def step(one: Data, level: int = 1) -> Blocks:
    """One step in full."""
    place = [one["cite"], f"register {', '.join(one['register'])}" if one["register"] else "", f"read {one['reading']}" if one["reading"] else ""]
    printed, repaired, argument = one["printed"], one["repaired"], one["argument"]
    found = [head(level, one["label"]), para("; ".join(part for part in place if part) + ".")]
    found.append(table([("as printed", "argument", "repaired", "in the proof"), (verdict(printed), argument["verdict"], verdict(repaired), one["status"])]))
    found += _line("The line as printed", printed)
    found += _assumed(printed["hypotheses"])
    if one["uses"]:
        found.append(para(f"Uses: {', '.join(one['uses'])}."))
    found += [para("What was found about it:"), *items(map(_finding, printed["evidence"])), *_argument(argument)]
    if repaired is not None:
        found += _line(f"The repaired line ({_found_by(repaired['found_by'])})", repaired)
        known = {hypothesis["digest"] for hypothesis in printed["hypotheses"]}
        found += _assumed([h for h in repaired["hypotheses"] if h["digest"] not in known], "It needs further:")
        found += [para("What was found about it:"), *items(map(_finding, repaired["evidence"]))]
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


def _line(title: str, side: Data) -> Blocks:
    words = [para(side["words"])] if side["words"] else []
    return [para(f"{title}:"), Block(kind="tex", text=side["latex"]), Block(kind="code", text=spell_claim(side["claim"])), *words]


def _assumed(hypotheses: Sequence[Data], title: str = "Under the hypotheses:") -> Blocks:
    if not hypotheses:
        return []
    return [para(title), *items(_hypothesis(h) for h in hypotheses)]


def _hypothesis(found: Data) -> str:
    said = spell_claim(found["claim"])
    return f"{found['words']} [{said}]" if found["words"] else said


def _finding(found: Data) -> str:
    leaves = f" Rests on: {'; '.join(found['leaves'])}." if found["leaves"] else ""
    return f"{found['checker']}: {verdict(found)}: {found['reason']}.{leaves}"


def _argument(argument: Data) -> Blocks:
    return [para(f"The argument: {argument['verdict']}: {argument['reason']}."), *items(f"missing: {text}" for text in argument["missing"])]


def _witnesses(side: Data, which: str) -> Blocks:
    found: Blocks = []
    for witness in side["witnesses"]:
        checked = "re-checked by the independent program" if witness["rechecked"] else "not re-checked"
        found.append(para(f"Counterexample to {which}, the {witness['title']} one ({checked}):"))
        found += items(worked(side["claim"], witness))
    return found


def _given_away(one: Data) -> Blocks:
    found = []
    for name in ("printed", "repaired"):
        for evidence in (one[name] or {"evidence": ()})["evidence"]:
            tightest = evidence["statistics"].get("largest_ratio")
            if tightest:
                found.append(f"{name} line: where it holds, the left side reaches {tightest['ratio']} of the right ({tightest['lhs']} against {tightest['rhs']})")
    return [para("How much the step gives away on the instances tried:"), *items(found)] if found else []


def _reproduce(one: Data) -> Blocks:
    digests = [f"printed {one['printed']['digest']}"] + ([f"repaired {one['repaired']['digest']}"] if one["repaired"] else [])
    return [*items(f"digest of the {text}" for text in digests), Block(kind="code", text=f"boundcheck show {one['label']}")]
