"""Exact values of terms on small worlds, counted by hand; what is undefined or undecided is neither true nor false."""

import math
from fractions import Fraction

import flint
import pytest
from sympy import Abs, Integer, Max, Min, Rational, ceiling, cosh, exp, floor, log, sqrt

from boundcheck import Claim, Index, Prob, compare, family, independent, largest, named_set, real, size, smallest, total
from boundcheck import terms as t
from boundcheck.canonical import canonical
from boundcheck.dcsc.worlds import build
from boundcheck.evaluate import Frame, UndecidedError, compile_node, defined_readings, readings
from boundcheck.values import root
from boundcheck.world import UnknownWordError, World

i, j = Index("i"), Index("j")
alpha, eps = family("alpha"), family("eps")
All = named_set("All")
threshold = real("t")
WORLD = build({"kind": "signs", "alpha": [1, "-1/2", 2], "t": "3/2"})
SUM = total(alpha(j) * eps(j), j, All)
POSITIVE = t.every(compare(alpha(j), ">", 100), j, All)


def value(term, world=WORLD, outcome=None):
    """Value of a term in a world at a sign pattern."""
    return compile_node(canonical(term))(Frame(world, world.outcomes[0] if outcome is None else outcome))


NOTHING = All & ~All
VALUES = {
    "a sum": (total(alpha(j), j, All), Fraction(5, 2)),
    "a sum of squares": (total(alpha(j) ** 2, j, All), Fraction(21, 4)),
    "a sum over nothing": (total(alpha(j), j, NOTHING), 0),
    "the largest": (largest(Abs(alpha(j)), j, All), 2),
    "the smallest": (smallest(alpha(j), j, All), Fraction(-1, 2)),
    "the largest of nothing": (largest(alpha(j), j, NOTHING), 0),
    "the smallest of nothing": (smallest(alpha(j), j, NOTHING), math.inf),
    "a size": (size(All), 3),
    "a size without one": (size(t.Without(All, Integer(1))), 2),
    "the size of a span": (size(t.Span(2, 5)), 4),
    "the size of an empty span": (size(t.Span(3, 2)), 0),
    "rounding": (floor(threshold) + 10 * ceiling(threshold), 21),
    "extremes of two": (Max(threshold, 1) + Min(threshold, 1), Fraction(5, 2)),
    "a root rounded": (floor(sqrt(threshold)) + 10 * ceiling(sqrt(threshold)) + 100 * floor(-sqrt(threshold)), -179),
    "a ball rounded": (floor(exp(threshold)) + 10 * ceiling(exp(threshold)), 54),
    "a span of roots": (size(t.Span(-sqrt(threshold), sqrt(Integer(5)))), 4),
    "an infinite sum with something vast": (smallest(alpha(j), j, NOTHING) + 10**400, math.inf),
    "a root": (sqrt(Integer(2) + Rational(1, 4)), Fraction(3, 2)),
    "a surd": (sqrt(threshold), root(Fraction(3, 2))),
    # the sum takes the values 7/2, 5/2, 3/2, 1/2 and their opposites, each once
    "a probability": (Prob(compare(SUM, ">=", threshold)), Fraction(3, 8)),
    "a probability of two sides": (Prob(compare(Abs(SUM), ">=", 3)), Fraction(1, 4)),
    "a sure event": (Prob(compare(Abs(SUM), "<=", Rational(7, 2))), 1),
    "a conditional probability": (Prob(compare(SUM, ">=", 0), compare(eps(2), "==", 1)), 1),
    "a probability given half of the patterns": (Prob(compare(SUM, ">=", 2), compare(eps(2), "==", 1)), Fraction(1, 2)),
    "exp at zero": (exp(threshold - Rational(3, 2) + threshold - threshold), 1),
    "a sum in a sum": (total(total(alpha(i) * alpha(j), i, All), j, All), Fraction(25, 4)),
}


@pytest.mark.parametrize("name", VALUES)
def test_the_value_of_a_term_is_exact(name):
    term, expected = VALUES[name]

    assert value(term) == expected


@pytest.mark.parametrize("term", [exp(threshold), cosh(threshold), log(threshold)])
def test_transcendental_values_are_narrow_balls(term):
    found = value(term)
    exact = {"exp": math.exp, "cosh": math.cosh, "log": math.log}[term.func.__name__](1.5)

    assert isinstance(found, flint.arb)
    assert abs(float(found.mid()) - exact) < 1e-12
    assert float(found.rad()) < 1e-12


def test_a_probability_given_an_impossible_event_is_undefined():
    with pytest.raises(ZeroDivisionError, match="probability 0"):
        value(Prob(compare(SUM, ">=", 0), POSITIVE))


def test_a_comparison_that_no_precision_settles_inside_an_event_is_undecided():
    """e^t e^t = e^(2t) is true, but balls see only that the difference is small."""
    twice = ("exp", ("add", ("sym", "t"), ("sym", "t")))
    node = ("prob", ("rel", ("mul", ("exp", ("sym", "t")), ("exp", ("sym", "t"))), "<=", twice))

    with pytest.raises(UndecidedError):
        compile_node(node)(Frame(WORLD, WORLD.outcomes[0]))


def test_a_reading_that_no_precision_settles_is_neither_true_nor_false():
    both = ("mul", ("exp", ("sym", "t")), ("exp", ("sym", "t")))
    claim = ("claim", (), both, "==", ("exp", ("add", ("sym", "t"), ("sym", "t"))))

    (reading,) = readings(claim, WORLD)
    assert reading.holds is None


def test_a_claim_is_read_at_every_index_and_every_sign_pattern():
    claim = Claim(eps(j) * alpha(j), "<=", threshold, ((j, All),))
    found = list(readings(claim.node, WORLD))

    assert len(found) == 3 * 8
    assert {False: 4, True: 20} == {holds: sum(r.holds is holds for r in found) for holds in (False, True)}


def test_a_claim_about_no_sign_is_read_once():
    assert len(list(readings(Claim(Prob(compare(SUM, ">=", 0)), "<=", 1).node, WORLD))) == 1


def test_bound_indices_leave_nothing_behind():
    frame = Frame(WORLD, WORLD.outcomes[0])
    compile_node(canonical(total(total(alpha(i) * alpha(j), i, All), j, All)))(frame)

    assert {} == frame.index


def test_independence_is_that_of_all_patterns():
    signs = Claim(independent((eps(j), j, All)), "holds")
    repeated = Claim(independent(eps(0), eps(0)), "holds")

    assert [True] == [r.holds for r in readings(signs.node, WORLD)]
    assert [False] == [r.holds for r in readings(repeated.node, WORLD)]


def test_a_name_the_world_does_not_supply_is_an_error():
    with pytest.raises(UnknownWordError, match="'nowhere'"):
        value(real("nowhere"))
    with pytest.raises(UnknownWordError, match="family"):
        value(family("beta")(1))


def test_a_head_outside_of_the_language_is_an_error():
    with pytest.raises(ValueError, match="'eval'"):
        compile_node(("eval", "1"))


def test_precision_is_as_before_after_a_reading():
    before = flint.ctx.prec
    list(readings(Claim(exp(threshold), "<=", 5).node, WORLD))

    assert before == flint.ctx.prec


def test_a_world_without_signs_has_one_outcome():
    world = World(kind="reals", data={}, scalars={"t": lambda _: Fraction(1)})

    assert [True] == [r.holds for r in readings(Claim(threshold, "==", 1).node, world)]


UNDEFINED = {
    "half of an index": alpha(Rational(1, 2)),  # it was rounded towards 0 once
    "an index that is a root": alpha(sqrt(threshold)),
    "the size of a set without half of an index": size(t.Without(All, Rational(1, 2))),
    "infinity rounded": floor(smallest(alpha(j), j, NOTHING)),
    "a span without end": size(t.Span(0, smallest(alpha(j), j, NOTHING))),
    "a power that is a root": threshold ** sqrt(threshold),
}


@pytest.mark.parametrize("name", UNDEFINED)
def test_what_has_no_value_gives_no_reading(name):
    claim = Claim(UNDEFINED[name], "<=", 0)

    assert list(defined_readings(claim.node, WORLD)) == []
