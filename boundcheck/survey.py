"""A survey of what an audit was tried on: what its instances cover, and that its models' definitions hold on them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from boundcheck.audit import Settings
from boundcheck.checkers.definitions import MOST_OUTCOMES, Tried, try_model
from boundcheck.checkers.fitting import misfit
from boundcheck.checkers.search import worlds_of
from boundcheck.errors import BoundcheckError
from boundcheck.instances.coverage import reached
from boundcheck.instances.edges import EDGES
from boundcheck.model import Model
from boundcheck.step import Step
from boundcheck.world import World


@dataclass(frozen=True, kw_only=True)
class Survey:
    """What was found about the instances and the models of an audit.

    Attributes:
        sources: for each generator of layers or networks its name, kind, the steps that use it, and what it reached.
        models: definitions and laws, and how often each was read.
    """

    sources: tuple[Mapping[str, Any], ...] = ()
    models: tuple[Tried, ...] = ()

    @property
    def defects(self) -> tuple[str, ...]:
        """Generators without an informative instance: the theorem was tried only where it says nothing new."""
        return tuple(
            f"{one['name']}: expected an informative instance, got none among {one['instances']}"
            for one in self.sources
            if not one["classes"]["informative"]
        )

    @property
    def unreached(self) -> tuple[str, ...]:
        """Edge cases that no generator of their kind reached."""
        kinds = dict.fromkeys(one["kind"] for one in self.sources)
        return tuple(
            f"{kind}: {name}"
            for kind in kinds
            for name in EDGES[kind]
            if not any(one["edges"][name] for one in self.sources if one["kind"] == kind)
        )


def survey(steps: Sequence[Step], settings: Settings) -> Survey:
    """Survey the sources and models of some steps.

    Raises:
        BoundcheckError: a definition or law of a model fails on an instance, or a designed one is none of its
            step's model.
    """
    sources = {source.name: source for step in steps for source in step.over if not source.designed}
    kinds = {name: _kind(source) for name, source in sources.items()}
    worlds = {
        name: worlds_of(source, settings.examples, settings.seed, settings.patterns)
        for name, source in sources.items()
        if kinds[name] in EDGES or any(step.model is not None for step in steps if source in step.over)
    }
    found = [
        {
            "name": name,
            "kind": kinds[name],
            "steps": sum(any(source.name == name for source in step.over) for step in steps),
            **reached(there),
        }
        for name, there in worlds.items()
        if kinds[name] in EDGES
    ]
    for step in steps:
        _check_designed(step)
    return Survey(sources=tuple(found), models=tuple(_models(steps, worlds)))


def _check_designed(step: Step) -> None:
    """A designed instance that breaks the model of its step is a mistake of whoever wrote it."""
    forms = [(step.printed, step.hypotheses)]
    forms += [(step.repaired, (*step.hypotheses, *step.repaired_hypotheses))] if step.repaired is not None else []
    for source in (one for one in step.over if one.designed and step.model is not None):
        for world in (one for one in worlds_of(source, 0, 0) if len(one.outcomes) <= MOST_OUTCOMES):
            for claim, hypotheses in forms:
                why = misfit(world, step.model, (claim.node, *(h.node for h in hypotheses)))
                if why is not None and why.sure:
                    label = f"{step.label}: model {step.model.name!r} on the designed instance {source.name!r}"
                    got = f"{why.got} in {json.dumps(world.data, sort_keys=True)}"
                    raise BoundcheckError(label, expected=why.expected, got=got)


def _kind(source: Any) -> str:
    return next((str(data["kind"]) for data in source.boundary()), "")


def _models(steps: Sequence[Step], worlds: Mapping[str, Sequence[World]]) -> list[Tried]:
    """Each model on the sources of the steps that use it."""
    models: dict[Model, dict[str, Sequence[World]]] = {}
    for step in steps:
        if step.model is not None:
            over = models.setdefault(step.model, {})
            over |= {source.name: worlds[source.name] for source in step.over if source.name in worlds}
            over |= {f"designed: {source.name}": worlds_of(source, 0, 0) for source in step.over if source.designed}
    return [tried for model, over in models.items() for tried in try_model(model, over)]
