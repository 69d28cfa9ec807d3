"""Terms in a reader's notation, numbers a reader can compare."""

from fractions import Fraction

import pytest
import sympy

from boundcheck import (
    Index,
    Prob,
    belongs,
    compare,
    event_family,
    every,
    family,
    independent,
    largest,
    named_set,
    real,
    size,
    smallest,
    some,
    total,
)
from boundcheck.canonical import canonical
from boundcheck.report.notation import number, row, signs, spell
from boundcheck.terms import Span
from boundcheck.values import root

i, j = Index("i"), Index("j")
x, W = family("x"), event_family("W")
Lam, Gam = named_set("Lam"), named_set("Gam")
a, b = real("a"), real("b")

SPELLED = [
    (a + b - 1, "-1 + a + b"),
    (a - b, "a - b"),
    (-a * (b + 1), "-a·(1 + b)"),
    (a / b, "a/b"),
    (a / (2 * b**2), "a/(2·b^2)"),
    (sympy.Rational(-3, 2) * a, "-3·a/2"),
    (1 / (a + b), "1/(a + b)"),
    (sympy.sqrt(a + b), "sqrt(a + b)"),
    (sympy.exp(-(a**2) / 2), "exp(-a^2/2)"),
    (sympy.Abs(x(j)), "|x(j)|"),
    (sympy.Max(a, b, evaluate=False), "max(a, b)"),
    (total(x(j) ** 2, j, Lam & Gam), "sum of x(j)^2 over j in Lam ∩ Gam"),
    (2 * total(x(j), j, Lam), "2·(sum of x(j) over j in Lam)"),
    (largest(x(j), j, ~Lam), "max of x(j) over j in All without Lam"),
    (smallest(x(j), j, Lam.without(i)), "min of x(j) over j in Lam without i"),
    (size(Lam | Gam), "#(Lam ∪ Gam)"),
    (total(x(j), j, Span(sympy.Integer(1), a)), "sum of x(j) over j in {1 ... a}"),
    (Prob(~W(1) & W(2)), "P(not W(1) and W(2))"),
    (Prob(W(), compare(a, "==", b)), "P(W given a = b)"),
    (some(W(j), j, Lam), "W(j) for some j in Lam"),
    (every(W(j) | belongs(j, Gam), j, Lam), "(W(j) or (j in Gam)) for every j in Lam"),
    (independent((x(j), j, Lam), x(1)), "x(j) (j in Lam), x(1) are independent and uniform"),
]


@pytest.mark.parametrize(("term", "said"), SPELLED, ids=[said for _, said in SPELLED])
def test_a_term_is_spelled(term, said):
    assert said == spell(canonical(term))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Fraction(3), "3"),
        (Fraction(-1, 2), "-1/2"),
        (Fraction(1, 3000), "1/3000 (0.000333333)"),
        (Fraction(-12345, 1000), "-2469/200 (-12.345)"),
        (Fraction(10**9 + 1, 10), "1000000001/10 (100000000.1)"),
        (root(2), "sqrt(2) (1.41421)"),
        (float("inf"), "infinity"),
        (True, "true"),
        ((), "{}"),
        ((0, 3), "{0, 3}"),
    ],
)
def test_a_number_is_exact_with_decimals_beside_a_long_fraction(value, said):
    assert said == number(value)


def test_a_long_vector_shows_what_is_not_zero():
    assert "x(2) = 1/2; the other of the 20 entries of x are 0" == row("x", [0, 0, "1/2", *[0] * 17])
    assert "x = 0 (13 entries)" == row("x", [0] * 13)


def test_signs_are_grouped_by_layer():
    assert "+-" == signs((1, -1))
    assert "+ | -+" == signs(((1,), (-1, 1)))
