"""The rules: general theorems with metavariables, written in the same language as the claims they are used on.

A rule says: whenever the premises hold, the conclusion holds.  Metavariables are families (f, g), sets (K, H), events
(E, F) and numbers (a, b, t) whose names start with ``?``.  A rule is itself a claim about arbitrary finite families, so
the tests try every rule on exact instances, and spoiled rules must fail there.
"""

from __future__ import annotations

from dataclasses import dataclass

from sympy import Abs, Expr, Max, Rational, ceiling, cosh, exp, floor, log, sqrt

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


def _lt(x: Expr, y: Expr) -> t.Event:
    return t.compare(x, "<", y)


def _whole(x: Expr) -> Claim:
    """x is a whole number: the integers from x to x are one."""
    return Claim(t.size(t.Span(x, x)), "==", 1)


RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        # sums and extremes over finite sets
        Rule(
            name="termwise",
            premises=(Claim(f(j), "<=", g(j), ((j, K),)),),
            conclusion=Claim(t.total(f(j), j, K), "<=", t.total(g(j), j, K)),
            words="a sum of smaller terms is smaller",
        ),
        Rule(
            name="termwise_equal",
            premises=(Claim(f(j), "==", g(j), ((j, K),)),),
            conclusion=Claim(t.total(f(j), j, K), "==", t.total(g(j), j, K)),
            words="sums of equal terms are equal",
        ),
        Rule(
            name="exchange_sums",
            conclusion=Claim(t.total(t.total(f(j, k), k, H), j, K), "==", t.total(t.total(f(j, k), j, K), k, H)),
            words="a finite double sum may be taken in either order",
        ),
        Rule(
            name="restrict_sum",
            premises=(Claim(f(j), "==", 0, ((j, K & ~H),)),),
            conclusion=Claim(t.total(f(j), j, K), "==", t.total(f(j), j, K & H)),
            words="terms that vanish may be left out",
        ),
        Rule(
            name="smaller_set",
            premises=(Claim(f(j), ">=", 0, ((j, K),)),),
            conclusion=Claim(t.total(f(j), j, K & H), "<=", t.total(f(j), j, K)),
            words="a sum of nonnegative terms grows with the set",
        ),
        Rule(
            name="single_term",
            conclusion=Claim(t.total(f(j), j, K), "==", f(k) + t.total(f(j), j, K.without(k)), ((k, K),)),
            words="one term may be split off",
        ),
        Rule(
            name="split_off",
            premises=(Claim(t.belongs(a, K), "holds"),),
            conclusion=Claim(t.total(f(j), j, K), "==", f(a) + t.total(f(j), j, K.without(a))),
            words="one member's term may be split off",
        ),
        Rule(
            name="without_nonmember",
            premises=(Claim(t.belongs(a, ~K), "holds"),),
            conclusion=Claim(t.total(f(j), j, K.without(a)), "==", t.total(f(j), j, K)),
            words="taking out what is not there changes nothing",
        ),
        Rule(
            name="squared_sum",
            conclusion=Claim(t.total(f(j), j, K) ** 2, "<=", t.size(K) * t.total(f(j) ** 2, j, K)),
            words="Cauchy-Schwarz: the square of a sum of n terms is at most n times the sum of squares",
        ),
        Rule(
            name="take_out",
            conclusion=Claim(t.size(K.without(k)), "==", t.size(K) - 1, ((k, K),)),
            words="taking one element out lowers the count by one",
        ),
        Rule(
            name="in_both",
            premises=(Claim(t.belongs(a, K), "holds"), Claim(t.belongs(a, H), "holds")),
            conclusion=Claim(t.belongs(a, K & H), "holds"),
            words="what lies in two sets lies in their intersection",
        ),
        Rule(
            name="take_out_member",
            premises=(Claim(t.belongs(a, K), "holds"),),
            conclusion=Claim(t.size(K.without(a)), "==", t.size(K) - 1),
            words="taking a member out lowers the count by one",
        ),
        Rule(
            name="split_sum",
            conclusion=Claim(t.total(f(j), j, K), "==", t.total(f(j), j, K & H) + t.total(f(j), j, K & ~H)),
            words="a sum splits over a set and its complement",
        ),
        Rule(
            name="supported_sum",
            premises=(
                Claim(t.belongs(j, K), "holds", forall=((j, H),)),
                Claim(~t.belongs(j, H), "implies", t.compare(f(j), "==", 0), ((j, K),)),
            ),
            conclusion=Claim(t.total(f(j) * g(j), j, K), "==", t.total(f(j) * g(j), j, H)),
            words="a factor that vanishes off a part leaves the sum over the part",
        ),
        Rule(
            name="supported_largest",
            premises=(
                Claim(t.belongs(j, K), "holds", forall=((j, H),)),
                Claim(f(j), "==", 0, ((j, K & ~H),)),
                Claim(f(j), ">=", 0, ((j, H),)),
            ),
            conclusion=Claim(t.largest(f(j), j, K), "==", t.largest(f(j), j, H)),
            words="magnitudes that vanish off a part have their largest on the part",
        ),
        Rule(
            name="at_a_member",
            premises=(Claim(f(j), "<=", a, ((j, K),)), Claim(t.belongs(b, K), "holds")),
            conclusion=Claim(f(b), "<=", a),
            words="what holds for every member of a set holds for this one",
        ),
        Rule(
            name="count_within",
            premises=(Claim(t.belongs(j, G0), "holds", forall=((j, K & H),)),),
            conclusion=Claim(t.size(K & H), "<=", t.size(K & G0)),
            words="if a part lies in a second part it has no more elements",
        ),
        Rule(
            name="subset_count",
            premises=(Claim(t.belongs(j, H), "holds", forall=((j, K),)),),
            conclusion=Claim(t.size(K), "<=", t.size(H)),
            words="a subset has no more elements",
        ),
        Rule(
            name="triangle",
            conclusion=Claim(Abs(t.total(f(j), j, K)), "<=", t.total(Abs(f(j)), j, K)),
            words="triangle inequality for a sum",
        ),
        Rule(name="triangle_two", conclusion=Claim(Abs(a + b), "<=", Abs(a) + Abs(b)), words="triangle inequality"),
        Rule(
            name="reverse_triangle",
            conclusion=Claim(Abs(a + b), ">=", Abs(a) - Abs(b)),
            words="reverse triangle inequality",
        ),
        Rule(
            name="magnitude_of_product",
            conclusion=Claim(Abs(a * b), "==", Abs(a) * Abs(b)),
            words="magnitudes of products multiply",
        ),
        Rule(name="magnitude", conclusion=Claim(a, "<=", Abs(a)), words="a number is at most its magnitude"),
        Rule(
            name="product_of_magnitudes",
            premises=(Claim(Abs(a), "<=", c), Claim(Abs(b), "<=", d)),
            conclusion=Claim(Abs(a) * Abs(b), "<=", c * d),
            words="magnitudes multiply",
        ),
        Rule(
            name="product_of_squares",
            premises=(Claim(Abs(a), "<=", c), Claim(Abs(b), "<=", d)),
            conclusion=Claim(a**2 * b**2, "<=", c**2 * d**2),
            words="squares of bounded numbers multiply",
        ),
        Rule(
            name="square",
            premises=(Claim(Abs(a), "<=", c),),
            conclusion=Claim(a**2, "<=", c**2),
            words="squaring keeps the order of magnitudes",
        ),
        Rule(
            name="square_root",
            premises=(Claim(a, ">=", 0), Claim(a, "<=", b)),
            conclusion=Claim(sqrt(a), "<=", sqrt(b)),
            words="the square root is increasing",
        ),
        Rule(
            name="root_below",
            premises=(Claim(a, ">=", 0), Claim(b, ">=", 0), Claim(a, "<=", b**2)),
            conclusion=Claim(sqrt(a), "<=", b),
            words="a square root is below b when the number is below b squared",
        ),
        Rule(
            name="cauchy_schwarz",
            conclusion=Claim(
                Abs(t.total(f(j) * g(j), j, K)), "<=", sqrt(t.total(f(j) ** 2, j, K)) * sqrt(t.total(g(j) ** 2, j, K))
            ),
            words="Cauchy-Schwarz inequality",
        ),
        Rule(
            name="below_largest",
            premises=(Claim(f(j), ">=", 0, ((j, K),)),),
            conclusion=Claim(f(k), "<=", t.largest(f(j), j, K), ((k, K),)),
            words="every magnitude is at most the largest",
        ),
        Rule(
            name="largest_below",
            premises=(Claim(a, ">=", 0), Claim(f(j), "<=", a, ((j, K),))),
            conclusion=Claim(t.largest(f(j), j, K), "<=", a),
            words="the largest is below any common bound",
        ),
        Rule(
            name="largest_monotone",
            premises=(Claim(g(j), ">=", 0, ((j, K),)), Claim(f(j), "<=", g(j), ((j, K),))),
            conclusion=Claim(t.largest(f(j), j, K), "<=", t.largest(g(j), j, K)),
            words="the largest of smaller numbers is smaller",
        ),
        Rule(
            name="largest_equal",
            premises=(Claim(f(j), "==", g(j), ((j, K),)),),
            conclusion=Claim(t.largest(f(j), j, K), "==", t.largest(g(j), j, K)),
            words="equal families have equal largest entries",
        ),
        Rule(
            name="scaled_largest",
            premises=(Claim(a, ">=", 0),),
            conclusion=Claim(t.largest(a * f(j), j, K), "==", a * t.largest(f(j), j, K)),
            words="a nonnegative factor comes out of the largest",
        ),
        Rule(
            name="quotient_nonneg",
            premises=(Claim(a, ">=", 0), Claim(b, ">", 0)),
            conclusion=Claim(a / b, ">=", 0),
            words="a nonnegative number over a positive one is nonnegative",
        ),
        Rule(
            name="inverse_positive",
            premises=(Claim(b, ">", 0),),
            conclusion=Claim(1 / b, ">", 0),
            words="the inverse of a positive number is positive",
        ),
        Rule(
            name="fraction_below",
            premises=(Claim(d, ">", 0), Claim(a, "<=", b * d)),
            conclusion=Claim(a / d, "<=", b),
            words="a fraction is below b when its numerator is below b times its positive denominator",
        ),
        Rule(
            name="sum_of_squares",
            premises=(Claim(c, ">", 0),),
            conclusion=Claim(t.total(f(j) ** 2, j, K) + c**2, ">", 0),
            words="a sum of squares plus the square of a positive number is positive",
        ),
        # exponentials
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
        # events and probabilities
        Rule(
            name="largest_exceeds",
            premises=(Claim(p, ">=", 0),),
            conclusion=Claim(t.compare(t.largest(f(j), j, K), ">", p), "iff", t.some(t.compare(f(j), ">", p), j, K)),
            words="the largest exceeds p when some entry does (p >= 0; the largest over nothing is 0)",
        ),
        Rule(
            name="largest_exceeds_nonempty",
            premises=(Claim(t.size(K), ">=", 1),),
            conclusion=Claim(t.compare(t.largest(f(j), j, K), ">", p), "iff", t.some(t.compare(f(j), ">", p), j, K)),
            words="the largest over a nonempty set exceeds p when some entry does",
        ),
        Rule(
            name="largest_reaches",
            premises=(Claim(p, ">", 0),),
            conclusion=Claim(t.compare(t.largest(f(j), j, K), ">=", p), "iff", t.some(t.compare(f(j), ">=", p), j, K)),
            words="the largest reaches p when some entry does (p > 0)",
        ),
        Rule(
            name="smallest_below",
            conclusion=Claim(t.compare(t.smallest(f(j), j, K), "<", p), "iff", t.some(t.compare(f(j), "<", p), j, K)),
            words="the smallest is below p when some entry is",
        ),
        Rule(
            name="smallest_at_most",
            conclusion=Claim(t.compare(t.smallest(f(j), j, K), "<=", p), "iff", t.some(t.compare(f(j), "<=", p), j, K)),
            words="the smallest is at most p when some entry is",
        ),
        Rule(
            name="some_monotone",
            premises=(Claim(E(j), "implies", F(j), ((j, K),)),),
            conclusion=Claim(t.some(E(j), j, K), "implies", t.some(F(j), j, K)),
            words="if each event implies another, so do the unions",
        ),
        Rule(
            name="some_constant",
            premises=(Claim(E(j), "implies", F(), ((j, K),)),),
            conclusion=Claim(t.some(E(j), j, K), "implies", F()),
            words="if each event implies one and the same, so does their union",
        ),
        Rule(
            name="square_reached",
            premises=(Claim(d, ">=", 0), Claim(a**2, "<=", b)),
            conclusion=Claim(t.compare(Abs(a), ">=", d), "implies", t.compare(d**2, "<=", b)),
            words="what a magnitude reaches has a square below any bound of its square",
        ),
        Rule(
            name="positive_factor",
            premises=(Claim(a * b, ">", 0), Claim(a, ">=", 0)),
            conclusion=Claim(b, ">", 0),
            words="if a product is positive and one factor is not negative, the other is positive",
        ),
        Rule(
            name="every_monotone",
            premises=(Claim(E(j), "implies", F(j), ((j, K),)),),
            conclusion=Claim(t.every(E(j), j, K), "implies", t.every(F(j), j, K)),
            words="if each event implies another, so do the intersections",
        ),
        Rule(
            name="single_layer",
            conclusion=Claim(t.every(E(j), j, t.Span(1, 1)), "iff", E(1)),
            words="for every index from 1 to 1 means for 1",
        ),
        Rule(
            name="last_layer",
            premises=(Claim(t.belongs(a, t.Span(0, a)), "holds"),),
            conclusion=Claim(t.every(E(j), j, t.Span(1, a + 1)), "iff", t.every(E(j), j, t.Span(1, a)) & E(a + 1)),
            words="up to a + 1 means up to a, and a + 1",
        ),
        Rule(
            name="first_of_many",
            conclusion=Claim(
                t.some(E(j), j, t.Span(a, b)),
                "implies",
                t.some(E(j) & t.every(~E(k), k, t.Span(a, j - 1)), j, t.Span(a, b)),
            ),
            words="if something happens there is a first time (well-ordering)",
        ),
        Rule(
            name="probability_monotone",
            premises=(Claim(E(), "implies", F()),),
            conclusion=Claim(t.Prob(E()), "<=", t.Prob(F())),
            words="an event that implies another is no likelier",
        ),
        Rule(
            name="probability_equal",
            premises=(Claim(E(), "iff", F()),),
            conclusion=Claim(t.Prob(E()), "==", t.Prob(F())),
            words="equivalent events are equally likely",
        ),
        Rule(
            name="union_bound",
            conclusion=Claim(t.Prob(t.some(E(j), j, K)), "<=", t.total(t.Prob(E(j)), j, K)),
            words="union bound",
        ),
        Rule(
            name="union_of_two",
            conclusion=Claim(t.Prob(E() | F()), "<=", t.Prob(E()) + t.Prob(F())),
            words="union bound for two events",
        ),
        Rule(
            name="disjoint_union",
            conclusion=Claim(t.Prob(E() | F()), "==", t.Prob(E()) + t.Prob(F() & ~E())),
            words="additivity: E or F is E, or F without E",
        ),
        Rule(
            name="total_probability",
            conclusion=Claim(t.Prob(F()), "==", t.Prob(F() & E()) + t.Prob(F() & ~E())),
            words="total probability",
        ),
        Rule(
            name="product_rule",
            premises=(Claim(t.Prob(F()), ">", 0),),
            conclusion=Claim(t.Prob(E() & F()), "==", t.Prob(E(), F()) * t.Prob(F())),
            words="definition of conditional probability",
        ),
        Rule(
            name="complement",
            conclusion=Claim(t.Prob(~E()), "==", 1 - t.Prob(E())),
            words="probability of the complement",
        ),
        Rule(
            name="impossible",
            premises=(Claim(~E(), "holds"),),
            conclusion=Claim(t.Prob(E()), "==", 0),
            words="an event that never happens has probability 0",
        ),
        Rule(name="at_most_one", conclusion=Claim(t.Prob(E()), "<=", 1), words="a probability is at most 1"),
        Rule(name="at_least_zero", conclusion=Claim(t.Prob(E()), ">=", 0), words="a probability is at least 0"),
        Rule(
            name="some_with_every",
            conclusion=Claim(t.some(E(j), j, K) & t.every(F(j), j, H), "implies", t.some(E(j) & F(j), j, K)),
            words="if E happens somewhere in K and F everywhere in a larger set, they happen together somewhere",
            premises=(Claim(t.belongs(j, H), "holds", forall=((j, K),)),),
        ),
        Rule(
            name="some_larger",
            premises=(Claim(t.belongs(j, H), "holds", forall=((j, K),)),),
            conclusion=Claim(t.some(E(j), j, K), "implies", t.some(E(j), j, H)),
            words="what happens somewhere in a set happens somewhere in a larger one",
        ),
        # order, squares and inverses
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
        # logarithms, and comparisons as events
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
        # finite sets and whole numbers
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
        Rule(name="whole_one", conclusion=_whole(Rational(1)), words="1 is a whole number"),
        Rule(
            name="whole_index",
            conclusion=Claim(t.size(t.Span(k, k)), "==", 1, ((k, K),)),
            words="an index is a whole number",
        ),
        Rule(
            name="whole_sum",
            premises=(_whole(a), _whole(b)),
            conclusion=_whole(a + b),
            words="the sum of whole numbers is whole",
        ),
        Rule(
            name="whole_difference",
            premises=(_whole(a), _whole(b)),
            conclusion=_whole(a - b),
            words="the difference of whole numbers is whole",
        ),
        Rule(
            name="whole_product",
            premises=(_whole(a), _whole(b)),
            conclusion=_whole(a * b),
            words="the product of whole numbers is whole",
        ),
        Rule(name="whole_ceiling", conclusion=_whole(ceiling(a)), words="a number rounded up is whole"),
        Rule(name="ceiling_above", conclusion=Claim(a, "<=", ceiling(a)), words="rounding up does not lower"),
        Rule(
            name="floor_keeps_whole",
            premises=(_whole(a), Claim(a, "<=", b)),
            conclusion=Claim(a, "<=", floor(b)),
            words="a whole number below b is below b rounded down",
        ),
        Rule(
            name="whole_gap",
            premises=(_whole(a), _whole(b), Claim(a, "<", b)),
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
            premises=(_whole(a), _whole(b), Claim(b, ">=", a - 1)),
            conclusion=Claim(t.size(t.Span(a, b)), "==", b - a + 1),
            words="number of integers from a to b",
        ),
        Rule(
            name="spans_apart",
            premises=(Claim(d, "<", a),),
            conclusion=Claim(t.size(t.Span(a, b) | t.Span(c, d)), "==", t.size(t.Span(a, b)) + t.size(t.Span(c, d))),
            words="two runs of integers that do not meet are counted together",
        ),
        # Rademacher sums
        Rule(
            name="chernoff",
            premises=(Claim(t.independent((s(j), j, K)), "holds"), Claim(u, ">=", 0)),
            conclusion=Claim(
                t.Prob(t.compare(Abs(t.total(s(j) * alpha(j), j, K)), ">=", p)),
                "<=",
                2 * exp(u**2 * t.total(alpha(j) ** 2, j, K) / 2 - u * p),
            ),
            deterministic=("alpha", "u"),
            averaged=("s",),
            words="Markov's inequality for exp(u X) and exp(-u X), with cosh x <= exp(x^2/2) in each factor",
        ),
        Rule(
            name="rademacher_below",
            premises=(
                Claim(t.independent((s(j), j, K), s0), "holds"),
                Claim(p, ">=", 0),
                Claim(u, ">", 0),
                Claim(t.total(alpha(j) ** 2, j, K) + beta**2, "<=", u),
            ),
            conclusion=Claim(
                t.Prob(t.compare(Abs(t.total(s(j) * alpha(j), j, K) + s0 * beta), ">=", p)),
                "<=",
                2 * exp(-(p**2) / (2 * u)),
            ),
            deterministic=("alpha", "beta", "u"),
            averaged=("s", "s0"),
            words="Rademacher concentration (Theorem 3.1) with an upper bound u > 0 on the sum of squares, "
            "for coefficients that do not depend on the signs averaged over",
            leaf="Theorem 3.1",
        ),
        Rule(
            name="rademacher_sum",
            premises=(
                Claim(t.independent((s(j), j, K)), "holds"),
                Claim(p, ">=", 0),
                Claim(u, ">", 0),
                Claim(t.total(alpha(j) ** 2, j, K), "<=", u),
            ),
            conclusion=Claim(
                t.Prob(t.compare(Abs(t.total(s(j) * alpha(j), j, K)), ">=", p)), "<=", 2 * exp(-(p**2) / (2 * u))
            ),
            deterministic=("alpha", "u"),
            averaged=("s",),
            words="Rademacher concentration with an upper bound u > 0 on the sum of squares",
            leaf="Theorem 3.1",
        ),
        Rule(
            name="rademacher_sharp",
            premises=(
                Claim(t.independent((s(j), j, K)), "holds"),
                Claim(p, ">=", 0),
                Claim(u, ">", 0),
                Claim(t.total(alpha(j) ** 2, j, K), "<=", u),
                Claim(p**2, ">=", Rational(72, 25) * u),
            ),
            conclusion=Claim(
                t.Prob(t.compare(Abs(t.total(s(j) * alpha(j), j, K)), ">=", p)),
                "<=",
                2 * exp(-Rational(1, 2) - p**2 / (2 * u)),
            ),
            deterministic=("alpha", "u"),
            averaged=("s",),
            words="sharp Gaussian comparison: P(S >= x) <= c P(Z >= x), c = 1/(4 P(Z >= sqrt 2)); "
            "for x^2 >= 2.88 this gains a factor exp(-1/2)",
            leaf="Bentkus & Dzindzalieta, Bernoulli 21 (2015) 1231-1237",
        ),
        Rule(name="square_nonnegative", conclusion=Claim(a**2, ">=", 0), words="a square is not negative"),
        Rule(
            name="cosh_below",
            premises=(Claim(c, ">=", Rational(1, 2)),),
            conclusion=Claim(cosh(a), "<=", exp(c * a**2)),
            words="cosh a <= exp(c a^2) for c >= 1/2: coefficient by coefficient, 1/(2n)! <= (1/2)^n/n!",
        ),
        Rule(
            name="signs_times_a_sign",
            premises=(Claim(t.independent((s(j), j, K), s0), "holds"),),
            conclusion=Claim(t.independent((s(j) * s0, j, K), s0), "holds"),
            words="multiplying independent signs by one more independent sign leaves them all independent",
        ),
        Rule(
            name="fewer_signs",
            premises=(Claim(t.independent((s(j), j, K)), "holds"),),
            conclusion=Claim(t.independent((s(j), j, K & H)), "holds"),
            words="a part of an independent family is independent",
        ),
        Rule(
            name="split_sign",
            premises=(Claim(t.independent((s(j), j, K)), "holds"),),
            conclusion=Claim(t.independent((s(j), j, K & H), s(k)), "holds", forall=((k, K & ~H),)),
            words="part of an independent family together with one sign outside the part",
        ),
    )
}
