"""The series checker proves what it knows by coefficients; a spoiled constant is undecided."""

import pytest
from sympy import Rational, cosh, exp

from boundcheck import Claim, Index, coefficientwise, named_set, real
from boundcheck.checkers.base import Question
from boundcheck.evidence import Grade, Verdict

x, y = real("x"), real("y")
PROVED = {
    "the bound of Hoeffding's lemma": Claim(cosh(x), "<=", exp(x**2 / 2)),
    "a larger constant": Claim(cosh(x), "<=", exp(3 * x**2)),
    "the other direction": Claim(exp(x**2 / 2), ">=", cosh(x)),
    "two exponentials": Claim(exp(x**2 / 3), "<=", exp(x**2 / 2)),
    "one function": Claim(cosh(x), "<=", cosh(x)),
}
UNDECIDED = {
    "a smaller constant": Claim(cosh(x), "<=", exp(x**2 * Rational(49, 100))),
    "the sides exchanged": Claim(exp(x**2 / 2), "<=", cosh(x)),
    "a strict relation": Claim(cosh(x), "<", exp(x**2 / 2)),
    "an equality": Claim(cosh(x), "==", exp(x**2 / 2)),
    "a sign": Claim(cosh(x), "<=", exp(-(x**2) / 2)),
    "a first power": Claim(cosh(x), "<=", exp(x)),
    "two variables": Claim(cosh(x), "<=", exp(y**2 / 2)),
    "an argument that is no variable": Claim(cosh(2 * x), "<=", exp(2 * x**2)),
    "a factor": Claim(2 * cosh(x), "<=", 2 * exp(x**2 / 2)),
    "a quantifier": Claim(cosh(x), "<=", exp(x**2 / 2), ((Index("i"), named_set("All")),)),
}


def ask(claim):
    """The finding of the checker."""
    return coefficientwise()(Question(label="made.line", claim=claim))


@pytest.mark.parametrize("name", PROVED)
def test_coefficients_that_compare_are_a_proof(name):
    found = ask(PROVED[name])

    assert found.verdict is Verdict.PROVED
    assert found.grade is Grade.EXACT
    assert found.certificate["claim"] == PROVED[name].digest


@pytest.mark.parametrize("name", UNDECIDED)
def test_anything_else_is_undecided(name):
    assert ask(UNDECIDED[name]).verdict is Verdict.UNDECIDED
