"""The repair search: small edits of a false claim and pairs of them, and when two claims are one.

An edit is only proposed here: a repaired claim is believed when it is proved, and an edit is named as the repair when
it is that claim and no known instance violates it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from boundcheck.canonical import Node
from boundcheck.edits import Edit, slips
from boundcheck.rules.entail import body_form
from boundcheck.rules.normal import Algebra

MOST_PAIRS = 400


def repairs(claim: Node) -> Iterator[Edit]:
    """Yield every single edit, then at most 400 pairs of edits, each claim once and never the claim itself."""
    singles = list(slips(claim))
    yield from singles
    yield from islice(_pairs(claim, singles), MOST_PAIRS)


def _pairs(claim: Node, singles: list[Edit]) -> Iterator[Edit]:
    seen = {claim, *(edit.claim for edit in singles)}
    for first in singles:
        for second in slips(first.claim):
            if second.claim not in seen:
                seen.add(second.claim)
                yield Edit(claim=second.claim, words=f"{first.words}, and {second.words}", kind="pair")


def same_claim(left: Node, right: Node, signs: frozenset[str] = frozenset()) -> bool:
    """Say whether two claims are one up to exact algebra."""
    algebra = Algebra(signs)
    try:
        return left[1] == right[1] and left[3] == right[3] and body_form(left, algebra) == body_form(right, algebra)
    except (ValueError, ZeroDivisionError):
        return left == right
