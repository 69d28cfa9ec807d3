"""Sums and extremes over finite sets."""

from __future__ import annotations

from sympy import Abs, sqrt

from boundcheck import terms as t
from boundcheck.claim import Claim
from boundcheck.rules.library.rule import G0, H, K, Rule, a, b, c, d, f, g, j, k

RULES: tuple[Rule, ...] = (
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
)
