"""Two reports of one paper side by side: which verdicts moved, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from boundcheck.report.stale import changed_inputs, engine_changes

Data = Mapping[str, Any]
_NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Move:
    """One entry that differs: where, what it was, what it is, and why as far as the reports tell."""

    label: str
    entry: str  # printed, repaired, argument, status
    old: str
    new: str
    why: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What moved, what kept its verdict on other grounds, and how the engines differ."""

    engine: tuple[str, ...]
    moves: tuple[Move, ...]
    same_on_other_grounds: tuple[str, ...]


def compare_reports(old: Data, new: Data) -> Comparison:
    """Compare two reports step by step, in the order of the new one; steps that are gone come last."""
    engine = tuple(engine_changes(old.get("engine", {}), new.get("engine", {})))
    before = {one["label"]: one for one in old.get("steps", ())}
    after = {one["label"]: one for one in new.get("steps", ())}
    labels = [*after, *(label for label in before if label not in after)]
    moves = [move for label in labels for move in _moves(label, before.get(label), after.get(label), engine)]
    moves += _conclusions(old, new)
    quiet = tuple(
        f"{label}.{side}: {', '.join(why)}"
        for label in labels
        for side in ("printed", "repaired")
        for why in [_quiet(before.get(label), after.get(label), side)]
        if why
    )
    return Comparison(engine=engine, moves=tuple(moves), same_on_other_grounds=quiet)


def _moves(label: str, old: Data | None, new: Data | None, engine: tuple[str, ...]) -> Iterator[Move]:
    if old is None or new is None:
        gone = "the step is new" if old is None else "the step is gone"
        yield Move(
            label=label, entry="printed", old=_verdict(old, "printed"), new=_verdict(new, "printed"), why=(gone,)
        )
        return
    reasons: list[str] = []
    for side in ("printed", "repaired"):
        here = _why(old.get(side), new.get(side))
        reasons += [reason for reason in here if reason not in reasons]
        if _verdict(old, side) != _verdict(new, side):
            yield Move(
                label=label,
                entry=side,
                old=_verdict(old, side),
                new=_verdict(new, side),
                why=tuple(here) or engine or ("the reports do not say",),
            )
    for entry, then, now in (
        ("argument", old["argument"]["verdict"], new["argument"]["verdict"]),
        ("status", old["status"], new["status"]),
    ):
        if then != now:
            told = "a step it uses, or one of its own verdicts, moved" if entry == "status" else ""
            why = tuple(reasons) or ((told,) if told else engine) or ("the reports do not say",)
            yield Move(label=label, entry=entry, old=then, new=now, why=why)


def _verdict(step: Data | None, side: str) -> str:
    found = step.get(side) if step is not None else None
    return _NONE if found is None else " ".join(part for part in (found["verdict"], found["grade"]) if part)


def _why(old: Data | None, new: Data | None) -> list[str]:
    if old is None or new is None:
        return [] if old is new else ["the repaired claim is new" if old is None else "the repaired claim is gone"]
    found = list(changed_inputs(old.get("inputs"), new.get("inputs")))
    if not old.get("inputs") and old["digest"] != new["digest"]:
        found.append("the claim changed")
    return found + _evidence(old, new)


def _evidence(old: Data, new: Data) -> list[str]:
    """Checkers whose answer differs, with what they say now."""
    then = {one["checker"]: one for one in old["evidence"]}
    now = {one["checker"]: one for one in new["evidence"]}
    return [
        f"{name}: {_said(then.get(name))} became {_said(now.get(name))}"
        for name in {**then, **now}
        if _answer(then.get(name)) != _answer(now.get(name))
    ]


def _answer(finding: Data | None) -> tuple[Any, Any] | None:
    return None if finding is None else (finding["verdict"], finding["grade"])


def _said(finding: Data | None) -> str:
    return "nothing" if finding is None else f"{finding['verdict']} ({finding['reason']})"


def _quiet(old: Data | None, new: Data | None, side: str) -> tuple[str, ...]:
    """Changed inputs behind a verdict that stayed."""
    if old is None or new is None or _verdict(old, side) != _verdict(new, side):
        return ()
    then, now = old.get(side), new.get(side)
    return () if then is None or now is None else changed_inputs(then.get("inputs"), now.get("inputs"))


def _conclusions(old: Data, new: Data) -> Iterator[Move]:
    before = {one["label"]: one["status"] for one in old.get("conclusions", ())}
    after = {one["label"]: one["status"] for one in new.get("conclusions", ())}
    for label in {**before, **after}:
        then, now = before.get(label, _NONE), after.get(label, _NONE)
        if then != now:
            yield Move(label=label, entry="theorem", old=then, new=now, why=("the steps it rests on",))
