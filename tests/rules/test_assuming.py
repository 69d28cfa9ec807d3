"""An assumed event is a fact until it is discharged, and nothing found under it is a fact afterwards."""

import pytest

from boundcheck import (
    Claim,
    Index,
    Prob,
    arith,
    assuming,
    compare,
    detach,
    discharge,
    event_family,
    family,
    named_set,
    real,
    restate,
    rule,
)
from boundcheck.model import EMPTY
from boundcheck.rules.derive import Derived, Stuck, derive

i = Index("i")
x = family("x")
All = named_set("All")
a, b = real("a"), real("b")
W = event_family("W")
GIVEN = Claim(W(), "implies", compare(a, "<=", 1))
ON_EACH = Claim(W(), "implies", compare(x(i), "<=", b), ((i, All),))
FACTS = {"given": GIVEN.node, "on_each": ON_EACH.node}
OPEN = (assuming("now", W()), detach("small", "given"))
TWICE = arith("twice", Claim(2 * a, "<=", 2), by=("small",))
GOAL = Claim(W(), "implies", compare(2 * a, "<=", 2))


def run(claim, *lines):
    """Derive the claim from the facts of this file."""
    return derive(claim, lines, FACTS, EMPTY)


def test_a_discharged_fact_is_an_implication():
    """From W implies a <= 1: W implies 2 a <= 2."""
    assert isinstance(run(GOAL, *OPEN, TWICE, discharge("so", "twice")), Derived)


def test_quantifiers_of_an_implication_survive():
    """What W gives for every index is given for every index again."""
    lines = (assuming("now", W()), detach("each", "on_each"), discharge("so", "each"))

    assert isinstance(run(ON_EACH, *lines), Derived)


WRONG = {
    "the conclusion without the assumption": (Claim(2 * a, "<=", 2), (*OPEN, TWICE)),
    "the conclusion after the discharge": (
        Claim(2 * a, "<=", 2),
        (*OPEN, TWICE, discharge("so", "twice"), restate("again", Claim(2 * a, "<=", 2), by=("twice",))),
    ),
    "modus ponens without the left side": (GOAL, (detach("small", "given"), TWICE)),
    "a discharge of nothing": (GOAL, (discharge("so", "given"),)),
    "two assumptions": (GOAL, (*OPEN, assuming("more", ~W()))),
    "a probability under an assumption": (
        Claim(W(), "implies", compare(Prob(W()), "<=", 1)),
        (assuming("now", W()), rule("most", "at_most_one", E=W()), discharge("so", "most")),
    ),
    "an index of the assumption": (
        Claim(compare(x(i), "<=", 0), "implies", compare(x(i), "<=", 0), ((i, All),)),
        (
            assuming("now", compare(x(i), "<=", 0)),
            arith("same", Claim(x(i) - x(i), "<=", 0, ((i, All),)), by=()),
            discharge("so", "same"),
        ),
    ),
    "a stronger conclusion": (Claim(W(), "implies", compare(2 * a, "<", 2)), (*OPEN, TWICE, discharge("so", "twice"))),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_use_is_stuck(name):
    """The derivation does not close."""
    claim, lines = WRONG[name]

    assert isinstance(run(claim, *lines), Stuck)
