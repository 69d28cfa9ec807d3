"""Exponentials."""

from __future__ import annotations

from sympy import exp

from boundcheck.claim import Claim
from boundcheck.rules.library.rule import Rule, a, b, p

RULES: tuple[Rule, ...] = (
    Rule(
        name="exponential",
        premises=(Claim(a, "<=", b),),
        conclusion=Claim(exp(a), "<=", exp(b)),
        words="the exponential is increasing",
    ),
    Rule(
        name="larger_variance",
        premises=(Claim(a, ">", 0), Claim(a, "<=", b)),
        conclusion=Claim(exp(-(p**2) / (2 * a)), "<=", exp(-(p**2) / (2 * b))),
        words="a Gaussian tail grows with its variance",
    ),
    Rule(
        name="exp_tangent",
        conclusion=Claim(1 + a, "<=", exp(a)),
        words="the exponential lies above its tangent at 0",
    ),
)
