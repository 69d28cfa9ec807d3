"""What the independent program says of an instance: does it meet every hypothesis, and is the claim true there."""

from __future__ import annotations

from typing import Any

import recheck
from boundcheck.probe.statement import Statement

AGREES = "every hypothesis holds and the claim is true here"
REFUTES = "every hypothesis holds and the claim is false here"


def confirmed(statement: Statement, witness: dict[str, Any]) -> str:
    """One of the two sentences above, or why the program cannot say.

    Args:
        statement: claim and hypotheses.
        witness: ``world``, ``index`` and ``outcome``.
    """
    answer, why = recheck.check_witness(statement.claim.node, list(statement.assumed), witness)
    if answer is None:
        return f"cannot be told: {why}"
    if answer:
        return REFUTES
    return AGREES if why == "the claim is true here" else why
