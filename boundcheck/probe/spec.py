"""What a campaign is: plain values from which any worker makes the same search, and a digest that names the engine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import boundcheck
from boundcheck.audit import EFFORTS
from boundcheck.errors import BoundcheckError
from boundcheck.folder import load_all
from boundcheck.instances.networks import networks
from boundcheck.probe.layers import RATIOS, LayerTarget
from boundcheck.probe.sources import SourceTarget
from boundcheck.probe.statement import NAMED, TWO, Statement, of_step
from boundcheck.probe.target import Target
from boundcheck.probe.task import Record, run_task
from boundcheck.step import Step

_ENGINE = ("probe", "dcsc", "instances", "checkers", "evaluate", "values")  # modules or packages


@dataclass(frozen=True, kw_only=True)
class Spec:
    """A campaign: two with equal specs do the same tasks.

    Attributes:
        bound: a name of ``NAMED`` or the label of a step.
        side: "printed" or "repaired", for a step.
        factor: the 2 of gamma, as a fraction.
        constant: the 8 of gamma, as a fraction.
        seed: seed of the campaign.
        effort: how many instances the sources generate.
        paths: where the proof folders are.
    """

    bound: str
    side: str = "printed"
    factor: str = "2"
    constant: str = "8"
    seed: int = 0
    effort: str = "normal"
    paths: tuple[str, ...] = ()


@lru_cache(maxsize=4)
def target_of(spec: Spec) -> Target:
    """The search that a spec describes.

    Raises:
        BoundcheckError: no bound or step has this name, or the step has no instances, or the constants do not apply.
    """
    factor, constant = Fraction(spec.factor), Fraction(spec.constant)
    if spec.bound in NAMED:
        if spec.side != "printed":
            raise BoundcheckError("--side", expected="the label of a step beside it", got=spec.bound)
        if spec.bound in RATIOS:
            NAMED[spec.bound](factor, constant)
            return LayerTarget(name=spec.bound, factor=factor, constant=constant)
        return _over_sources(NAMED[spec.bound](factor, constant), (networks(),), spec)
    if (factor, constant) != (TWO, Fraction(8)):
        raise BoundcheckError("--constant", expected=f"one of {', '.join(sorted(NAMED))}", got=repr(spec.bound))
    step = _step(spec)
    if not step.over:
        raise BoundcheckError(step.label, expected="a step with sources of instances", got="a step without")
    return _over_sources(of_step(step, spec.side), step.over, spec)


def _over_sources(statement: Statement, over: tuple[object, ...], spec: Spec) -> SourceTarget:
    return SourceTarget(statement=statement, over=over, effort=EFFORTS[spec.effort], seed=spec.seed)


def _step(spec: Spec) -> Step:
    steps = {step.label: step for folder in load_all(spec.paths) for step in folder.steps}
    if spec.bound not in steps:
        known = [*NAMED, *steps]
        close = get_close_matches(spec.bound, known, n=3) or list(NAMED)
        raise BoundcheckError("probe", expected=f"a bound such as {', '.join(close)}", got=repr(spec.bound))
    return steps[spec.bound]


def worker(spec: Spec) -> Callable[[int], Record]:
    """Function from the index of a task to its record, for a process of its own."""
    target = target_of(spec)
    return lambda index: run_task(target, spec.seed, index)


def header(spec: Spec) -> Record:
    """What a store is bound to: the campaign, its statement, and the engine that searches."""
    target = target_of(spec)
    hypotheses = [h.claim.digest for h in target.statement.hypotheses]
    campaign = {key: value for key, value in asdict(spec).items() if key != "paths"}
    return {
        "schema": "boundcheck-probe/1",
        **campaign,
        "claim": target.statement.claim.digest,
        "hypotheses": hashlib.sha256(json.dumps(hypotheses).encode()).hexdigest(),
        "looks_per_task": target.size,
        "engine": engine(),
    }


@lru_cache(maxsize=1)
def engine() -> str:
    """Version, and a digest of the sources that decide what a task finds."""
    home = Path(boundcheck.__file__).parent
    found = hashlib.sha256()
    for part in _ENGINE:
        for file in sorted([*home.glob(f"{part}.py"), *home.glob(f"{part}/**/*.py")]):
            found.update(file.relative_to(home).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    try:
        number = version("boundcheck")
    except PackageNotFoundError:
        number = "unknown"
    return f"{number}+{found.hexdigest()[:16]}"
