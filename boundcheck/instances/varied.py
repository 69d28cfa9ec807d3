"""Sources made from other sources: fields replaced, or a fixed list of designed instances."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from boundcheck.dcsc.worlds import build
from boundcheck.instances.source import Source


def varied(source: Source, **fields: tuple[Any, ...]) -> Source:
    """The instances of a source, each with every combination of the given fields replaced (first the plain ones).

    ``varied(layers(), p=("2", "5"))`` reaches thresholds beyond x_min.
    """

    def boundary() -> Any:
        plain = list(source.boundary())
        yield from plain
        for name, choices in fields.items():
            for data in plain:
                yield from ({**data, name: choice} for choice in choices)

    def strategy() -> Any:
        changes = st.fixed_dictionaries(
            {}, optional={name: st.sampled_from(choices) for name, choices in fields.items()}
        )
        return st.builds(lambda data, change: {**data, **change}, source.strategy(), changes)

    names = ", ".join(f"{name} in {choices}" for name, choices in fields.items())
    return Source(name=f"{source.name} with {names}", boundary=boundary, strategy=strategy, world=source.world)


def fixed(name: str, *instances: Mapping[str, Any]) -> Source:
    """A fixed list of designed instances and nothing else."""
    found = tuple(dict(data) for data in instances)
    return Source(
        name=name, boundary=lambda: found, strategy=lambda: st.sampled_from(found), world=build, designed=True
    )
