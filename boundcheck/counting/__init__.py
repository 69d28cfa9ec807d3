"""Exact failure probabilities of a convolutional layer under random signs.

The map, bottom up: ``rows`` (exact data), ``order``/``windows``/``tables``/``passes``/``chain``/``levels``/``transfer`` (transfer
matrix with certified bisection), ``lanes``/``quantise``/``blocks``/``enumerate`` (all patterns in 16-bit lanes), ``layer``
(choice of route). Compiled kernels load on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from .result import LayerBracket, LayerCount

if TYPE_CHECKING:
    from .layer import layer_failure

__all__ = ["LayerBracket", "LayerCount", "layer_failure"]

_LATER = {"layer_failure": "layer"}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f".{_LATER[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
