"""Exact numbers as far as they go; a comparison is answered True, False, or not at all."""

import itertools
import math
from fractions import Fraction

import flint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boundcheck import values
from boundcheck.values import Surd, ball, power, relate, root

TWO = root(2)
NUMBERS = [Fraction(n, d) for n in range(-3, 4) for d in (1, 2, 3)]
RELATIONS = ("<=", "<", "==", ">=", ">")


def wide():
    """A ball around zero."""
    return flint.arb(0, "1e-3")


def test_a_root_is_a_fraction_where_it_is_one():
    assert root(Fraction(9, 4)) == Fraction(3, 2)
    assert root(0) == 0
    assert isinstance(root(Fraction(1, 2)), Surd)
    with pytest.raises(ValueError, match="nonnegative"):
        root(-1)


def test_products_of_surds_are_exact():
    assert TWO * TWO == 2
    assert root(2) * root(8) == 4
    assert values.order(TWO * Fraction(-3, 2), -root(Fraction(9, 2))) == 0
    assert TWO * 0 == 0
    assert values.multiply(TWO, root(3)) == root(6)


@pytest.mark.parametrize("exponent", range(-4, 5))
def test_powers_of_surds_are_exact(exponent):
    found = power(TWO, Fraction(exponent))
    exact = Fraction(2) ** (exponent // 2)

    assert values.order(found, exact * TWO if exponent % 2 else exact) == 0


def test_sums_of_surds_of_one_class_are_exact():
    assert values.order(values.add([root(2), root(8)]), root(18)) == 0
    assert values.add([root(8), -root(2), -root(2)]) == 0
    assert values.add([root(2), Fraction(1, 2), -root(2)]) == Fraction(1, 2)


def test_other_sums_of_surds_are_balls_around_the_value():
    found = values.add([root(2), root(3)])

    assert not values.is_exact(found)
    assert found.contains(ball(root(2)) + ball(root(3)))
    assert relate(found, "<", Fraction(3147, 1000)) is True
    assert relate(found, ">", Fraction(3146, 1000)) is True


@pytest.mark.parametrize("relation", RELATIONS)
def test_rational_and_surd_comparisons_are_those_of_the_signed_squares(relation):
    def signed_root(square):
        return root(square) if square >= 0 else root(-square) * -1

    for a, b in itertools.product(NUMBERS, repeat=2):
        expected = {"<=": a <= b, "<": a < b, "==": a == b, ">=": a >= b, ">": a > b}[relation]

        assert relate(a, relation, b) is expected
        assert relate(signed_root(a), relation, signed_root(b)) is expected


def test_a_ball_across_zero_has_no_sign():
    assert values.sign(wide()) is None
    assert values.sign(flint.arb(0)) == 0
    assert values.sign(flint.arb(2)) == 1
    assert values.sign(flint.arb(-2)) == -1


@pytest.mark.parametrize("relation", RELATIONS)
def test_what_a_ball_cannot_tell_is_neither_true_nor_false(relation):
    assert relate(wide(), relation, Fraction(0)) is None
    assert relate(Fraction(0), relation, wide()) is None


def test_a_ball_never_says_equal_where_it_is_wide():
    assert relate(wide(), "==", wide()) is None


def test_balls_that_are_apart_are_told_apart():
    assert relate(flint.arb(1, "1e-3"), ">", Fraction(1, 2)) is True
    assert relate(flint.arb(1, "1e-3"), "<=", Fraction(1, 2)) is False
    assert relate(flint.arb(1, "1e-3"), "==", Fraction(1, 2)) is False


def test_the_least_of_nothing_is_larger_than_any_number():
    assert relate(math.inf, ">", Fraction(10**30)) is True
    assert relate(math.inf, "<=", root(2)) is False
    assert relate(math.inf, "<=", wide()) is None


def test_logarithms_of_what_is_not_positive_are_undefined():
    assert values.logarithm(Fraction(1)) == 0
    for value in (Fraction(0), Fraction(-1), root(2) * -1):
        with pytest.raises(ValueError, match="positive"):
            values.logarithm(value)


def test_exponentials_are_exact_at_zero_alone():
    assert values.exponential(Fraction(0)) == 1
    assert values.is_exact(values.exponential(Fraction(0)))
    assert not values.is_exact(values.exponential(Fraction(1)))


def test_zero_has_no_negative_power_and_no_number_a_third_one():
    with pytest.raises(ZeroDivisionError):
        power(Fraction(0), Fraction(-1))
    with pytest.raises(ValueError, match="half-integer"):
        power(Fraction(2), Fraction(1, 3))
    with pytest.raises(ValueError, match="nonnegative"):
        power(Fraction(-2), Fraction(1, 2))


UNDEFINED = {
    "zero times infinity": lambda: values.multiply(Fraction(0), math.inf),
    "infinity less infinity": lambda: values.add([math.inf, Fraction(1), -math.inf]),
    "the root of minus infinity": lambda: power(-math.inf, Fraction(1, 2)),
}


@pytest.mark.parametrize("name", UNDEFINED)
def test_an_undefined_combination_of_infinities_is_no_number(name):
    """It once was a float that compared equal to everything."""
    with pytest.raises(ValueError, match="expected"):
        UNDEFINED[name]()


def test_infinity_is_multiplied_raised_and_compared_like_a_number():
    """The minimum over an empty support stands in squares, quotients and products with roots."""
    assert values.multiply(root(2), math.inf) == math.inf
    assert values.multiply(math.inf, Fraction(-1, 2)) == -math.inf
    assert values.add([math.inf, root(2), Fraction(-3)]) == math.inf
    assert power(math.inf, Fraction(2)) == math.inf
    assert power(-math.inf, Fraction(3)) == -math.inf
    assert power(-math.inf, Fraction(2)) == math.inf
    assert power(math.inf, Fraction(1, 2)) == math.inf
    assert power(math.inf, Fraction(-2)) == 0
    assert power(math.inf, Fraction(0)) == 1
    assert relate(-math.inf, "<", root(2) * -1) is True
    assert relate(math.inf, "==", math.inf) is True


@given(st.lists(st.fractions(max_denominator=50), max_size=8))
def test_sums_and_products_in_integers_are_sums_and_products(terms):
    """Reduced once at the end, with signs and zeros taken out: the same Fractions as Python's own."""
    assert values.add(terms) == sum(terms, Fraction(0))
    product = Fraction(1)
    for term in terms:
        assert values.multiply(product, term) == product * term
        assert values.order(product, term) == (product > term) - (product < term)
        product = values.multiply(product, term)
