"""What a checker is given and what it must be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from boundcheck.canonical import Node
from boundcheck.claim import Claim, Hypothesis
from boundcheck.evidence import Finding
from boundcheck.model import EMPTY, Model

SCHEMA = "boundcheck-certificate/3"


@dataclass(frozen=True, kw_only=True)
class Question:
    """A claim under its hypotheses, with the facts that earlier steps provide.

    Attributes:
        label: which step and side asks.
        claim: what is asserted.
        hypotheses: what may be assumed, and what every instance must meet.
        facts: claims of used steps, by label, in the form that stands.
        conditional: claims of used steps with all the hypotheses they need, for use with parameters replaced.
        models: models of the used steps.
        bound: used steps whose proof averaged over signs of another model (they can only be lifted).
        model: the graph of definitions.
        over: sources of instances.
        effort: number of generated instances a search may try.
        patterns: most sign patterns an instance may have.
        seed: seed of the generators.
    """

    label: str
    claim: Claim
    hypotheses: tuple[Hypothesis, ...] = ()
    facts: Mapping[str, Node] = field(default_factory=dict)
    conditional: Mapping[str, tuple[Node, tuple[Node, ...]]] = field(default_factory=dict)
    models: Mapping[str, Model] = field(default_factory=dict)
    bound: frozenset[str] = frozenset()
    model: Model = EMPTY
    over: tuple[object, ...] = ()
    effort: int = 60
    patterns: int = 64
    seed: int = 0


class Checker(Protocol):
    """Anything that answers a question with one finding."""

    def __call__(self, question: Question) -> Finding:
        """Look at the claim and say what was found."""
        ...
