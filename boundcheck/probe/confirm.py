"""What the independent program says of an instance: does it meet every hypothesis, and is the claim true there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import recheck
from boundcheck.certificates.axioms import axioms
from boundcheck.certificates.models import model_data
from boundcheck.probe.statement import Statement

AGREES = "every hypothesis holds and the claim is true here"
REFUTES = "every hypothesis holds and the claim is false here"


def confirmed(statement: Statement, witness: Mapping[str, Any]) -> str:
    """One of the two sentences above, or why the program cannot say.

    Args:
        statement: claim and hypotheses.
        witness: ``world``, ``index`` and ``outcome``; what else it says is not looked at.
    """
    plain = {"title": "probe", **{key: witness[key] for key in ("world", "index", "outcome")}}
    given, model = list(statement.assumed), model_data(statement.model)
    answer, why = recheck.check_witness(statement.claim.node, given, plain, axioms(), model=model)
    if answer is None:
        return f"cannot be told: {why}"
    if answer:
        return REFUTES
    return AGREES if why == "the claim is true here" else why
