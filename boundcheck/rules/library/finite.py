"""Finite sets and whole numbers."""

from __future__ import annotations

from sympy import Rational, ceiling, floor

from boundcheck import terms as t
from boundcheck.claim import Claim
from boundcheck.rules.library.rule import H, K, Rule, a, b, c, d, f, j, k, whole

RULES: tuple[Rule, ...] = (
    Rule(
        name="strict_top_set",
        premises=(
            Claim(f(j), ">", f(k), ((j, K), (k, ~K))),
            Claim(f(j), ">=", f(k), ((j, H), (k, ~H))),
            Claim(t.size(H), "==", t.size(K)),
        ),
        conclusion=Claim(t.every(t.belongs(j, K), j, H) & t.every(t.belongs(j, H), j, K), "holds"),
        words="if K lies strictly above its complement, any set of that size not below its own complement is K",
    ),
    Rule(
        name="no_room",
        premises=(Claim(t.belongs(j, H), "holds", forall=((j, K),)), Claim(t.size(H), "<=", t.size(K))),
        conclusion=Claim(t.every(t.belongs(j, K), j, H), "holds"),
        words="a set that contains K and has no more elements is K",
    ),
    Rule(name="whole_one", conclusion=whole(Rational(1)), words="1 is a whole number"),
    Rule(
        name="whole_index",
        conclusion=Claim(t.size(t.Span(k, k)), "==", 1, ((k, K),)),
        words="an index is a whole number",
    ),
    Rule(
        name="whole_sum",
        premises=(whole(a), whole(b)),
        conclusion=whole(a + b),
        words="the sum of whole numbers is whole",
    ),
    Rule(
        name="whole_difference",
        premises=(whole(a), whole(b)),
        conclusion=whole(a - b),
        words="the difference of whole numbers is whole",
    ),
    Rule(
        name="whole_product",
        premises=(whole(a), whole(b)),
        conclusion=whole(a * b),
        words="the product of whole numbers is whole",
    ),
    Rule(name="whole_ceiling", conclusion=whole(ceiling(a)), words="a number rounded up is whole"),
    Rule(name="ceiling_above", conclusion=Claim(a, "<=", ceiling(a)), words="rounding up does not lower"),
    Rule(
        name="floor_keeps_whole",
        premises=(whole(a), Claim(a, "<=", b)),
        conclusion=Claim(a, "<=", floor(b)),
        words="a whole number below b is below b rounded down",
    ),
    Rule(
        name="whole_gap",
        premises=(whole(a), whole(b), Claim(a, "<", b)),
        conclusion=Claim(a, "<=", b - 1),
        words="different whole numbers are at least 1 apart",
    ),
    Rule(
        name="from_span",
        conclusion=Claim(k, ">=", a, ((k, K & t.Span(a, b)),)),
        words="an index between two ends is at least the lower one",
    ),
    Rule(
        name="span_size",
        premises=(whole(a), whole(b), Claim(b, ">=", a - 1)),
        conclusion=Claim(t.size(t.Span(a, b)), "==", b - a + 1),
        words="number of integers from a to b",
    ),
    Rule(
        name="spans_apart",
        premises=(Claim(d, "<", a),),
        conclusion=Claim(t.size(t.Span(a, b) | t.Span(c, d)), "==", t.size(t.Span(a, b)) + t.size(t.Span(c, d))),
        words="two runs of integers that do not meet are counted together",
    ),
)
