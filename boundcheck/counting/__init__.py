"""Exact failure probabilities of a convolutional layer under random signs.

The map, bottom up: ``rows``, ``products`` and ``gram`` (exact data, correlations),
``order``/``windows``/``tables``/``runs``/``passes``/``chain``/``levels``/
``transfer`` (transfer matrix with certified bisection), ``lanes``/``quantise``/``blocks``/``enumerate`` (all
patterns in 16-bit
lanes), ``layer`` (choice of route), ``union`` and ``joint`` (terms and events of large layers),
``trial_kernels``/``monte_carlo``/
``pathway`` (sampling, whole networks), ``grammar``/``instance``/``command`` (a user's own files). Compiled kernels
load on
first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from boundcheck.rademacher.errors import InputError, TooLargeError

from .result import LayerBracket, LayerCount

if TYPE_CHECKING:
    from .command import ProbabilityResult, describe, probability
    from .gram import layer_rows
    from .grammar import InstanceError
    from .instance import Instance, load_instance, parse_instance
    from .joint import joint_probabilities
    from .layer import count_failures, layer_failure
    from .monte_carlo import estimate_layer
    from .pathway import estimate_pathway, exact_pathway
    from .rows import SignedRows, rows_from_dense
    from .union import union_terms

__all__ = [
    "InputError",
    "Instance",
    "InstanceError",
    "LayerBracket",
    "LayerCount",
    "ProbabilityResult",
    "SignedRows",
    "TooLargeError",
    "as_data",
    "count_failures",
    "describe",
    "estimate_layer",
    "estimate_pathway",
    "exact_pathway",
    "joint_probabilities",
    "layer_failure",
    "layer_rows",
    "load_instance",
    "parse_instance",
    "probability",
    "rows_from_dense",
    "union_terms",
]

_LATER = {
    "Instance": "instance",
    "InstanceError": "grammar",
    "ProbabilityResult": "command",
    "SignedRows": "rows",
    "count_failures": "layer",
    "as_data": "command",
    "describe": "command",
    "estimate_layer": "monte_carlo",
    "estimate_pathway": "pathway",
    "exact_pathway": "pathway",
    "joint_probabilities": "joint",
    "layer_failure": "layer",
    "layer_rows": "gram",
    "load_instance": "instance",
    "parse_instance": "instance",
    "probability": "command",
    "rows_from_dense": "rows",
    "union_terms": "union",
}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f".{_LATER[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
