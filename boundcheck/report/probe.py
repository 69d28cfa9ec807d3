"""What a probe found, as blocks: the verdict, then the sharpest instances, worked through, and what was searched."""

from __future__ import annotations

from typing import Any

from boundcheck.report.blocks import Block, Blocks, Data, head, items, para, table
from boundcheck.report.notation import spell_claim
from boundcheck.report.worked import worked

_NAMES = {"": "all", "implied": "implied by (3)"}


def probed(data: Data) -> Blocks:
    """The report of a campaign."""
    claim = data["claim"]
    found = [
        head(1, f"{data['campaign']['bound']}: {data['verdict']}"),
        para(f"{data['title']}."),
        Block(kind="code", text=spell_claim(claim["claim"])),
        para("Under the hypotheses:"),
        *items(h["words"] or h["text"] for h in claim["hypotheses"]),
    ]
    found += _violations(data)
    found += _sharpest(data)
    return [*found, head(2, "What was searched"), *items(_searched(data))]


def _violations(data: Data) -> Blocks:
    found: Blocks = []
    for name, one in zip(("simplest", "most dramatic"), data["violations"], strict=False):
        ratio = f", left by right {one['ratio']}" if one["ratio"] else ""
        found.append(head(2, f"The {name} violation{ratio}"))
        found += items(worked(data["claim"]["claim"], one["witness"]))
        found.append(para(f"The independent program: {one['recheck']}."))
    if data["unconfirmed"]:
        found.append(para(f"{data['unconfirmed']} proposed violations were not confirmed by the independent program."))
    return found


def _sharpest(data: Data) -> Blocks:
    if data["largest"] is None:
        return [head(2, "Sharpness"), para("No instance has a ratio of two positive numbers.")]
    rows = [("class", "instances", "largest left side / right side (digits cut off)")]
    for group, count in data["groups"].items():
        ratio = data["best"][group]["ratio"] if group in data["best"] else "the left side is 0 on all of them"
        rows.append((_NAMES.get(group, group), str(count), ratio))
    best = data["best"][data["largest"]]
    shown = [head(2, "Sharpness"), table(rows)]
    for group in dict.fromkeys((data["largest"], "informative")):
        if group in data["best"]:
            shown.append(para(f"The sharpest instance{_of(group)}:"))
            shown += items(_worked(data["claim"]["claim"], data["best"][group]))
    return [*shown, para(f"The independent program on the sharpest of all: {best['recheck']}.")]


def _of(group: str) -> str:
    return f" that is {_NAMES.get(group, group)}" if group else ""


def _worked(claim: Any, one: Data) -> list[str]:
    *lines, _ = worked(claim, one)  # the last line would say why the claim fails
    return [*lines, f"left side {one['lhs']}, right side {one['rhs']}, ratio {one['ratio']}"]


def _searched(data: Data) -> list[str]:
    campaign, tasks = data["campaign"], data["tasks"]
    share = f"{data['looks']} points, {data['valid']} of them instances that meet the hypotheses"
    lines = [f"{tasks['done']} tasks: {share}"]
    if tasks["missing"]:
        lines.append(f"tasks not done below the last one: {', '.join(map(str, tasks['missing']))}")
    lines += [f"task {task} was lost: {why}" for task, why in tasks["lost"].items()]
    lines.append(f"seed {campaign['seed']}, effort {campaign['effort']}, engine {campaign['engine']}")
    lines.append("a search shows what it finds: that it finds no violation proves nothing")
    return lines
