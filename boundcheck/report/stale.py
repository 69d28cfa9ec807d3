"""Is a report still that of the proof files and the code at hand?  What changed since makes its evidence stale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from boundcheck.audit import Settings
from boundcheck.folder import ProofFolder
from boundcheck.inputs import PARTS, inputs_of
from boundcheck.report.data import engine
from boundcheck.step import Step, ancestors_first

Data = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Stale:
    """Evidence that is not that of the files at hand: of one side of a step, or ("") of the whole report."""

    label: str
    why: tuple[str, ...]


def stale_evidence(report: Data, folder: ProofFolder) -> tuple[Stale, ...]:
    """What of a report is stale, the whole first, then by step and side in the order of the proof."""
    whole = engine_changes(report.get("engine", {}), engine(_settings(report)))
    found = [Stale(label="", why=tuple(whole))] if whole else []
    steps = {one["label"]: one for one in report.get("steps", ())}
    ordered = ancestors_first(folder.steps)
    for step in ordered:
        found += _of_step(step, steps.get(step.label))
    if folder.file is None:
        known = {step.label for step in ordered}
        found += [Stale(label=label, why=("the step is gone",)) for label in steps if label not in known]
    return tuple(found)


def _settings(report: Data) -> Settings:
    recorded = report.get("engine", {})
    return Settings(effort=str(recorded.get("effort", "normal")), seed=int(recorded.get("seed", 0)))


def _of_step(step: Step, old: Data | None) -> Iterator[Stale]:
    if old is None:
        yield Stale(label=step.label, why=("the step is new",))
        return
    for side, claim in (("printed", step.printed), ("repaired", step.repaired)):
        then, name = old.get(side), f"{step.label}.{side}"
        if claim is None and then is not None:
            yield Stale(label=name, why=("the repaired claim is gone",))
        elif claim is not None and then is None:
            yield Stale(label=name, why=("the repaired claim is new",))
        elif claim is not None and then is not None:
            why = changed_inputs(then.get("inputs"), inputs_of(step, side))
            if why:
                yield Stale(label=name, why=why)


def changed_inputs(then: Mapping[str, str] | None, now: Mapping[str, str] | None) -> tuple[str, ...]:
    """Words for the parts whose digests differ."""
    if then is None or now is None:
        return () if then is now else ("a report without digests of its inputs",)
    return tuple(f"{words} changed" for part, words in PARTS.items() if then.get(part) != now.get(part))


def engine_changes(then: Data, now: Data) -> list[str]:
    """Words for what differs between the engines of two reports."""
    found = [
        f"{name} {then.get(name)} became {now.get(name)}"
        for name in ("boundcheck", "effort", "seed", "python")
        if then.get(name) != now.get(name)
    ]
    old, new = then.get("libraries", {}), now.get("libraries", {})
    found += [
        f"{name} {old.get(name)} became {new.get(name)}" for name in {**old, **new} if old.get(name) != new.get(name)
    ]
    before, after = then.get("code", {}), now.get("code", {})
    words = {"engine": "the code of the engine changed", "generators": "the code that makes instances changed"}
    return found + [words[name] for name in words if before.get(name) != after.get(name)]
