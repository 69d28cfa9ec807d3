"""Logarithms, and comparisons as events."""

from __future__ import annotations

from sympy import exp, log

from boundcheck import terms as t
from boundcheck.claim import Claim
from boundcheck.rules.library.rule import E, H, K, Rule, a, b, c, d, j, k

RULES: tuple[Rule, ...] = (
    Rule(
        name="log_positive",
        premises=(Claim(a, ">", 1),),
        conclusion=Claim(log(a), ">", 0),
        words="the logarithm of a number above 1 is positive",
    ),
    Rule(
        name="log_monotone",
        premises=(Claim(a, ">", 0), Claim(a, "<=", b)),
        conclusion=Claim(log(a), "<=", log(b)),
        words="the logarithm is increasing",
    ),
    Rule(
        name="exp_at_most",
        premises=(Claim(b, ">", 0),),
        conclusion=Claim(t.compare(exp(a), "<=", 1 / b), "iff", t.compare(a, "<=", -log(b))),
        words="exp(a) is at most 1/b when a is at most -log(b)",
    ),
    Rule(
        name="positive_scaling",
        premises=(Claim(c, ">", 0),),
        conclusion=Claim(t.compare(a, "<=", b), "iff", t.compare(c * a, "<=", c * b)),
        words="a positive factor keeps an inequality, both ways",
    ),
    Rule(
        name="fraction_at_least",
        premises=(Claim(d, ">", 0),),
        conclusion=Claim(t.compare(a / d, ">=", b), "iff", t.compare(a, ">=", b * d)),
        words="a fraction is at least b when its numerator is at least b times its positive denominator",
    ),
    Rule(
        name="stated",
        premises=(Claim(a, "<", b),),
        conclusion=Claim(t.compare(a, "<", b), "holds"),
        words="an inequality that holds, as an event",
    ),
    Rule(
        name="all_of_them",
        premises=(Claim(E(j), "holds", forall=((j, K),)),),
        conclusion=Claim(t.every(E(j), j, K), "holds"),
        words="what happens for each happens for every one",
    ),
    Rule(
        name="on_the_part",
        premises=(Claim(E(j), "holds", forall=((j, K & H),)),),
        conclusion=Claim(t.belongs(j, H), "implies", E(j), ((j, K),)),
        words="what happens on a part of K happens wherever an index of K lies in the part",
    ),
    Rule(
        name="induction",
        premises=(Claim(E(0), "holds"), Claim(E(j - 1), "implies", E(j), ((j, t.Span(1, b)),))),
        conclusion=Claim(E(k), "holds", forall=((k, t.Span(0, b)),)),
        words="induction from 0",
    ),
)
