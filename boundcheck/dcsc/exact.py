"""Exact failure probabilities of layers and networks: the counting engine (``boundcheck.counting``) by its other name.

``count_failures`` and ``layer_failure`` settle one layer, ``exact_pathway`` a network, ``union_terms`` and
``joint_probabilities`` the events of large layers; ``LayerCount`` and ``LayerBracket`` are what they find.
"""

from boundcheck.counting import (
    LayerBracket,
    LayerCount,
    count_failures,
    estimate_layer,
    estimate_pathway,
    exact_pathway,
    joint_probabilities,
    layer_failure,
    layer_rows,
    union_terms,
)

__all__ = [
    "LayerBracket",
    "LayerCount",
    "count_failures",
    "estimate_layer",
    "estimate_pathway",
    "exact_pathway",
    "joint_probabilities",
    "layer_failure",
    "layer_rows",
    "union_terms",
]
