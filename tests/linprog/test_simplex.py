"""Exact linear programmes: every optimum proves itself, and spoiled certificates do not pass."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boundcheck.linprog.simplex import UnboundedError, is_optimal, minimise

numbers = st.integers(-4, 4).map(Fraction)


@st.composite
def programmes(draw):
    """A cost, a matrix and a right side that some x >= 0 reaches."""
    rows, width = draw(st.integers(1, 3)), draw(st.integers(1, 5))
    matrix = [[draw(numbers) for _ in range(width)] for _ in range(rows)]
    point = [Fraction(draw(st.integers(0, 3))) for _ in range(width)]
    target = [sum((a * x for a, x in zip(row, point, strict=True)), Fraction(0)) for row in matrix]
    return [abs(draw(numbers)) for _ in range(width)], matrix, target, point


@given(programmes())
def test_a_least_value_comes_with_its_proof(programme):
    cost, matrix, target, point = programme

    found = minimise(cost, matrix, target)

    assert is_optimal(cost, matrix, target, found)
    assert found.value <= sum((c * x for c, x in zip(cost, point, strict=True)), Fraction(0))


@given(programmes())
def test_a_spoiled_certificate_does_not_pass(programme):
    cost, matrix, target, _ = programme
    found = minimise(cost, matrix, target)

    assert not is_optimal(cost, matrix, target, replace(found, value=found.value - 1))
    moved = (found.primal[0] - found.primal[0] - 1, *found.primal[1:])
    assert not is_optimal(cost, matrix, target, replace(found, primal=moved))


def test_an_empty_feasible_set_is_found():
    one = Fraction(1)

    assert minimise([one], [[one], [one]], [one, 2 * one]) is None
    assert minimise([one], [[one]], [-one]) is None


def test_an_objective_without_a_lower_bound_is_an_error():
    one = Fraction(1)

    with pytest.raises(UnboundedError):
        minimise([-one, Fraction(0)], [[one, -one]], [Fraction(0)])


def test_redundant_rows_do_no_harm():
    one = Fraction(1)

    found = minimise([one, one], [[one, one], [2 * one, 2 * one]], [one, 2 * one])

    assert found.value == 1
    assert is_optimal([one, one], [[one, one], [2 * one, 2 * one]], [one, 2 * one], found)
