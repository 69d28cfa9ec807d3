"""boundcheck: is this proof right?  Claim -> checkers -> evidence -> verdict -> report.

A proof file states each printed line as a ``Step`` holding a ``Claim``; the audit proves it, refutes it with an exact
counterexample, or says that it does not know, and follows the consequences to the theorem.  Public names are loaded
when first used, so that starting up costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOME = {
    "boundcheck.claim": ("Claim", "Hypothesis", "assume", "within"),
    "boundcheck.quotations": ("quote",),
    "boundcheck.step": ("Step", "Expectation", "expect", "Conclusion", "Paper"),
    "boundcheck.laws": ("Law",),
    "boundcheck.model": ("Model",),
    "boundcheck.terms": (
        "Index",
        "Prob",
        "Span",
        "Word",
        "belongs",
        "compare",
        "event_family",
        "every",
        "family",
        "independent",
        "largest",
        "named_set",
        "real",
        "set_family",
        "size",
        "smallest",
        "some",
        "total",
    ),
    "boundcheck.rules.lines": (
        "algebra",
        "arith",
        "assuming",
        "detach",
        "discharge",
        "lam",
        "lift",
        "linear",
        "logic",
        "put",
        "restate",
        "rule",
    ),
    "boundcheck.checkers.dependence": ("dependence",),
    "boundcheck.checkers.enclosure": ("enclosure",),
    "boundcheck.checkers.series": ("coefficientwise",),
    "boundcheck.instances.cascade": ("cascade",),
    "boundcheck.instances.cascades": ("cascades",),
    "boundcheck.instances.layers": ("layers",),
    "boundcheck.instances.networks": ("networks",),
    "boundcheck.instances.parameters": ("reals", "reals_beyond"),
    "boundcheck.instances.plain": ("matrices", "rings", "sign_sums", "vectors"),
    "boundcheck.instances.source": ("Source",),
    "boundcheck.instances.sparse": ("sparse_codes",),
    "boundcheck.instances.thresholding": ("threshold_steps",),
    "boundcheck.instances.varied": ("fixed", "varied"),
    "boundcheck.audit": ("Settings",),  # its `audit` is named like the module, so it is imported from there
    "boundcheck.errors": ("BoundcheckError",),
    "boundcheck.worth.layer": ("LayerFamily", "LayerSize", "welch", "welch_sharp"),
    "boundcheck.worth.admits": ("admits_more", "allowed", "joint_order"),
    "boundcheck.worth.threshold": ("best_threshold",),
    "boundcheck.worth.depth": ("Stack", "allowed_below", "common_sparsity"),
    "boundcheck.worth.growth": ("first_empty_ring", "first_length"),
    "boundcheck.worth.curves": ("correlations", "failure_over_coherence", "failure_over_sparsity", "sparsity_over"),
    "boundcheck.worth.pictures": ("picture",),
    "boundcheck.worth.summary": ("worth_of",),
}
_WHERE = {name: module for module, names in _HOME.items() for name in names}

__all__ = sorted(_WHERE)  # noqa: PLE0605 - computed once from the table above


def __getattr__(name: str) -> Any:
    """Load a public name from its module."""
    if name not in _WHERE:
        msg = f"module 'boundcheck' has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    """Public names."""
    return list(__all__)
