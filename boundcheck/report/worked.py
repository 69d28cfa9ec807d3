"""A witness worked through number by number, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def worked(claim: Any, witness: Mapping[str, Any]) -> list[str]:
    """The world of a witness, the terms of the claim there in the order of evaluation, both sides, and why the claim fails."""
    del claim
    return [f"world: {dict(witness['world'])}", f"index {dict(witness['index'])}, left side {witness['lhs']}, right side {witness['rhs']}"]
