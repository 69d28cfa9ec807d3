"""What a rule is, and the metavariables that rules are written in."""

from __future__ import annotations

from dataclasses import dataclass

from sympy import Expr

from boundcheck import terms as t
from boundcheck.claim import Claim


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Premises, conclusion, and where the theorem is from."""

    name: str
    premises: tuple[Claim, ...] = ()
    conclusion: Claim
    words: str
    deterministic: tuple[str, ...] = ()  # metavariables that must not depend on the signs named by ``averaged``
    averaged: tuple[str, ...] = ()  # metavariables that are the signs averaged over
    leaf: str = ""  # reference, when the rule is a cited theorem rather than elementary


j, k = t.Index("?j"), t.Index("?k")
K, H, G0 = t.named_set("?K"), t.named_set("?H"), t.named_set("?G0")
f, g, s, alpha = (t.family(f"?{name}") for name in ("f", "g", "s", "alpha"))
E, F, G = (t.event_family(f"?{name}") for name in ("E", "F", "G"))
a, b, c, d, p, u = (t.real(f"?{name}") for name in ("a", "b", "c", "d", "p", "u"))
s0, beta = t.real("?s0"), t.real("?beta")


def whole(x: Expr) -> Claim:
    """x is a whole number: the integers from x to x are one."""
    return Claim(t.size(t.Span(x, x)), "==", 1)
