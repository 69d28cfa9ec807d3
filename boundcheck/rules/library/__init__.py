"""The rules: general theorems with metavariables, written in the same language as the claims they are used on.

A rule says: whenever the premises hold, the conclusion holds.  Metavariables are families (f, g), sets (K, H), events
(E, F) and numbers (a, b, t) whose names start with ``?``.  A rule is itself a claim about arbitrary finite families, so
the tests try every rule on exact instances, and spoiled rules must fail there.
"""

from __future__ import annotations

from boundcheck.rules.library import comparisons, events, exponentials, finite, order, rademacher, sums
from boundcheck.rules.library.rule import Rule

__all__ = ["RULES", "Rule"]

_SUBJECTS = (sums, exponentials, events, order, comparisons, finite, rademacher)
RULES: dict[str, Rule] = {rule.name: rule for subject in _SUBJECTS for rule in subject.RULES}
