"""A world: one exact instance of a model, as the lookups a claim needs to be evaluated.

A world is made from plain JSON data by a model's function (``boundcheck.dcsc.worlds``), so that the same data can be
written into a certificate and read by the independent re-checker.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Outcome = Any  # a sign pattern; None where the world has no randomness


@dataclass(frozen=True, kw_only=True, eq=False)
class World:
    """Lookups by name.  Every callable takes the outcome first, then the indices.

    Attributes:
        kind: name of the model, the key by which a re-checker finds its own reading of ``data``.
        data: plain JSON (integers, fractions as strings, lists, dicts), from which the world is a pure function.
        scalars: name -> callable(outcome) -> value.
        families: name -> callable(outcome, *indices) -> value.
        sets: name -> callable(outcome, *indices) -> sorted tuple of indices; "All" is the universe of complements.
        events: name -> callable(outcome, *indices) -> bool.
        random: the names above whose lookups depend on the outcome; a claim that mentions none is read once.
        tail: random names whose lookups at a place l read only the entries of the outcome from l on (layers above l).
        memo: room for what has been computed about this instance (which hypotheses it meets).
        reduced: some signs are held fixed, since nothing here depends on them; their joint law is not to be read off.
        outcomes: equally likely sign patterns, in a fixed order; ``(None,)`` when nothing is random.
    """

    kind: str
    data: Mapping[str, Any]
    scalars: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    families: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    sets: Mapping[str, Callable[..., tuple[int, ...]]] = field(default_factory=dict)
    events: Mapping[str, Callable[..., bool]] = field(default_factory=dict)
    random: frozenset[str] = frozenset()
    tail: frozenset[str] = frozenset()
    reduced: bool = False
    outcomes: Sequence[Outcome] = (None,)
    memo: dict[Any, Any] = field(default_factory=dict)


class UnknownWordError(LookupError):
    """A claim uses a word this world does not supply."""
