"""A model as plain data: what a derivation of a step may use of it, and what a counterexample has to respect."""

from __future__ import annotations

from typing import Any

from boundcheck.model import Model


def model_data(model: Model | None) -> dict[str, Any] | None:
    """Signs, fixed names, definitions and dependences; ``elsewhere`` names what depends on signs of other layers only.

    >>> model_data(Model(name="signs", signs=("eps",), given=("x",)))["given"]
    ['x']
    """
    if model is None:
        return None
    return {
        "name": model.name,
        "signs": list(model.signs),
        "given": list(model.given),
        "definitions": [d.node for d in model.definitions],
        "depends": {name: list(parts) for name, parts in model.depends.items()},
        "elsewhere": [name for name, layers in model.reach.items() if layers == ("above",)],
    }
