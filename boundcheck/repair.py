"""When two claims are one: what the repair search asks of each slip, and the mutation run of each edit."""

from __future__ import annotations

from boundcheck.canonical import Node
from boundcheck.rules.entail import body_form
from boundcheck.rules.normal import Algebra


def same_claim(left: Node, right: Node, signs: frozenset[str] = frozenset()) -> bool:
    """Say whether two claims are one up to exact algebra."""
    algebra = Algebra(signs)
    try:
        return left[1] == right[1] and left[3] == right[3] and body_form(left, algebra) == body_form(right, algebra)
    except (ValueError, ZeroDivisionError):
        return left == right
