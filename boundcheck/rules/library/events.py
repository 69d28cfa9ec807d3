"""Events and their probabilities."""

from __future__ import annotations

from sympy import Abs

from boundcheck import terms as t
from boundcheck.claim import Claim
from boundcheck.rules.library.rule import E, F, H, K, Rule, a, b, d, f, j, k, p

RULES: tuple[Rule, ...] = (
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
        premises=(Claim(t.size(K), ">=", 1),),
        conclusion=Claim(t.compare(t.smallest(f(j), j, K), "<=", p), "iff", t.some(t.compare(f(j), "<=", p), j, K)),
        words="the smallest over a nonempty set is at most p when some entry is",
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
)
