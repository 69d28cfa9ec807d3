"""Order, squares and inverses."""

from __future__ import annotations

from sympy import Abs, Max, sqrt

from boundcheck import terms as t
from boundcheck.claim import Claim
from boundcheck.rules.library.rule import K, Rule, a, b, c, d, f, j

RULES: tuple[Rule, ...] = (
    Rule(
        name="square_reverses",
        premises=(Claim(b, ">=", 0), Claim(a**2, "<", b**2)),
        conclusion=Claim(a, "<", b),
        words="a smaller square of a nonnegative number comes from a smaller number",
    ),
    Rule(
        name="square_reverses_weakly",
        premises=(Claim(b, ">=", 0), Claim(a**2, "<=", b**2)),
        conclusion=Claim(a, "<=", b),
        words="a square that is no larger comes from a number that is no larger",
    ),
    Rule(
        name="inverse_reverses",
        premises=(Claim(a, ">", 0), Claim(a, "<", b)),
        conclusion=Claim(1 / b, "<", 1 / a),
        words="inverses of positive numbers are in the opposite order",
    ),
    Rule(
        name="positive_square",
        premises=(Claim(a, ">", 0),),
        conclusion=Claim(a**2, ">", 0),
        words="the square of a positive number is positive",
    ),
    Rule(
        name="positive_root",
        premises=(Claim(a, ">", 0),),
        conclusion=Claim(sqrt(a), ">", 0),
        words="the square root of a positive number is positive",
    ),
    Rule(name="max_first", conclusion=Claim(Max(a, b), ">=", a), words="the larger is at least the first"),
    Rule(name="max_second", conclusion=Claim(Max(a, b), ">=", b), words="the larger is at least the second"),
    Rule(
        name="max_least",
        premises=(Claim(a, "<=", c), Claim(b, "<=", c)),
        conclusion=Claim(Max(a, b), "<=", c),
        words="what bounds both numbers bounds the larger",
    ),
    Rule(
        name="two_sided",
        premises=(Claim(a, "<=", c), Claim(-a, "<=", c)),
        conclusion=Claim(Abs(a), "<=", c),
        words="what bounds a number and its opposite bounds its magnitude",
    ),
    Rule(
        name="smallest_above",
        premises=(Claim(f(j), ">=", a, ((j, K),)),),
        conclusion=Claim(t.smallest(f(j), j, K), ">=", a),
        words="the smallest is above any common lower bound",
    ),
    Rule(
        name="largest_under",
        premises=(Claim(a, ">", 0), Claim(f(j), "<", a, ((j, K),))),
        conclusion=Claim(t.largest(f(j), j, K), "<", a),
        words="finitely many numbers under a positive bound have their largest under it",
    ),
    Rule(
        name="clear_denominator",
        premises=(Claim(d, ">", 0), Claim(a / d, "<=", b)),
        conclusion=Claim(a, "<=", b * d),
        words="when a fraction is below b, its numerator is below b times its positive denominator",
    ),
)
