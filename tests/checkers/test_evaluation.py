"""The numerical leg: both sides at 60 digits, its own reading of each term, and a halt where exactness differs."""

from fractions import Fraction

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sympy import Abs, Integer, Max, Min, Rational, ceiling, cosh, exp, floor, log, sqrt

from boundcheck import (
    Claim,
    Index,
    Prob,
    assume,
    compare,
    every,
    family,
    largest,
    named_set,
    real,
    reals,
    set_family,
    sign_sums,
    size,
    smallest,
    some,
    total,
    values,
)
from boundcheck.audit import search
from boundcheck.checkers.base import Question
from boundcheck.checkers.evaluation import DIGITS, evaluation
from boundcheck.checkers.search import counterexample_search
from boundcheck.dcsc.worlds import build
from boundcheck.errors import UnsoundCheckerError
from boundcheck.evaluate import Reading, readings
from boundcheck.instances.layers import layers
from boundcheck.terms import belongs

x, y = real("x"), real("y")
i, j, k = Index("i"), Index("j"), Index("k")
alpha, eps, g, c = (family(name) for name in ("alpha", "eps", "g", "c"))
All, Lam = named_set("All"), named_set("Lam")
Gam = set_family("Gam")


def world_of(**numbers):
    """A world of real parameters."""
    return build({"kind": "reals", "values": {name: str(number) for name, number in numbers.items()}})


def digits(claim, world):
    """The numerical leg at a claim's first reading."""
    return evaluation("made.line", claim.node, world, next(readings(claim.node, world)))


def test_both_sides_slack_and_ratio_are_printed_to_twenty_digits():
    found = digits(Claim(exp(x), "<=", 3), world_of(x=1))

    assert found == {
        "digits": 60,
        "lhs": "2.7182818284590452354",
        "rhs": "3.0",
        "slack": "0.28171817154095476464",
        "ratio": "0.90609394281968174512",
    }


@pytest.mark.parametrize(
    ("claim", "slack", "ratio"),
    [
        (Claim(x, "<=", 4), "2.0", "0.5"),
        (Claim(x, ">=", 1), "1.0", "0.5"),
        (Claim(x, "<=", 1), "-1.0", "2.0"),
        (Claim(x, "==", 2), "0.0", "1.0"),
        (Claim(x, "==", 3), "-1.0", "0.66666666666666666667"),
        (Claim(x, "<=", 0), "-2.0", None),
    ],
)
def test_slack_is_how_far_a_claim_is_from_failing(claim, slack, ratio):
    found = digits(claim, world_of(x=2))

    assert (found["slack"], found["ratio"]) == (slack, ratio)


def test_a_claim_about_events_has_no_sides():
    assert digits(Claim(compare(x, "<=", 1), "holds"), world_of(x=1)) is None


IDENTITIES = [  # each is exactly true, so a leg that misreads one head differs
    Claim(sqrt(x**2 + y**2) ** 2, "==", x**2 + y**2),
    Claim(log(exp(Rational(0))), "==", 0),
    Claim(cosh(x - x + 0 * y), "==", 1),
    Claim(Max(x, y) + Min(x, y), "==", x + y),
    Claim(floor(x) + ceiling(-x), "==", 0),
    Claim(Abs(-x) * Abs(y), "==", Abs(x * y)),
    Claim((x**2 + 1) ** Rational(-1, 2), "==", 1 / sqrt(x**2 + 1)),
]


@given(st.fractions(-5, 5, max_denominator=9), st.fractions(-5, 5, max_denominator=9))
def test_identities_of_numbers_hold_in_both_arithmetics(a, b):
    for claim in IDENTITIES:
        assert digits(claim, world_of(x=a, y=b))["slack"] == "0.0"


LAYER_CLAIMS = [
    Claim(largest(Abs(g(i, j)), j, All.without(i)), "<=", real("mu"), ((i, All),)),
    Claim(smallest(g(i, j), j, Lam & ~Gam(i)), ">=", 0, ((i, All),)),
    Claim(size(Lam | Gam(i)), ">=", size(Lam & Gam(i)), ((i, All),)),
    Claim(Prob(some(compare(Abs(c(i)), ">", real("p")), i, All)), "<=", 1),
    Claim(Prob(every(compare(Abs(c(i)), ">=", 0), i, All), belongs(Integer(0), All)), "==", 1),
    Claim(Prob(compare(c(0), "<", 0) | ~compare(c(0), "<", 0)), "==", 1),
]


@pytest.mark.parametrize("claim", LAYER_CLAIMS, ids=lambda claim: claim.text)
def test_sets_sums_and_probabilities_are_read_as_the_exact_evaluator_reads_them(claim):
    seen = 0
    for data in layers().boundary():
        world = build(data)
        for reading in readings(claim.node, world):
            found = evaluation("made.line", claim.node, world, reading)
            if values.is_exact(reading.lhs) and reading.lhs not in (float("inf"), float("-inf")):
                with mpmath.workdps(DIGITS):
                    exact = values.ball(reading.lhs).mid()
                assert abs(float(found["lhs"]) - float(exact)) < 1e-12
                seen += 1
    assert seen > 20


def test_sums_that_cancel_are_zero_and_ties_are_ties():
    """1/3 + 1/3 + 1/3 - 1 is nothing, though 1/3 is no binary number."""
    thirds = (x + x + x) * y - 3 * x * y

    assert digits(Claim(thirds, "==", 0), world_of(x=Fraction(1, 3), y=Fraction(1, 7)))["slack"] == "0.0"


@pytest.mark.parametrize(("relation", "slack"), [("<=", "-inf"), (">=", "+inf")])
def test_the_least_of_nothing_is_infinite_and_no_tie(relation, slack):
    least = Claim(smallest(alpha(i), i, All & ~All), relation, 0)

    assert digits(least, sign_sums().world({"kind": "signs", "alpha": [1], "t": 1}))["slack"] == slack


@pytest.mark.parametrize("relation", ["<=", "==", "<"])
def test_a_wrong_exact_verdict_stops_the_tool(relation):
    claim = Claim(exp(x), relation, 3)
    right = next(readings(claim.node, world_of(x=1)))
    wrong = Reading(holds=not right.holds, lhs=right.lhs, rhs=right.rhs, index={}, outcome=None)

    with pytest.raises(UnsoundCheckerError, match=r"made\.line: exact arithmetic says .* mpmath differs"):
        evaluation("made.line", claim.node, world_of(x=1), wrong)


SPOILED = {"exp": "ball", "add": "add", "pow": "power"}  # a head, and what its exact value is made with


@pytest.mark.parametrize("head", SPOILED)
def test_a_spoiled_exact_evaluator_is_noticed(monkeypatch, head):
    """The two legs share no arithmetic: what is wrong in one is wrong in one only."""
    terms = {"exp": exp(x), "add": x + 1, "pow": x**2}
    claim, world = Claim(terms[head], "<=", Rational(14, 5)), world_of(x=1)
    right = getattr(values, SPOILED[head])
    monkeypatch.setattr(values, SPOILED[head], lambda *given: 3 * right(*given))
    found = next(readings(claim.node, world))

    assert found.holds is False
    with pytest.raises(UnsoundCheckerError, match="mpmath differs"):
        evaluation("made.line", claim.node, world, found)


def ask(claim, *hypotheses, over):
    """What the search is asked."""
    return Question(label="made.line", claim=claim, hypotheses=hypotheses, over=(over,), effort=20)


def test_the_search_keeps_the_digits_of_witnesses():
    found = search(ask(Claim(x**2, "<", x), over=reals(x=("0", "1"))))

    assert found.witnesses
    assert all(witness.numbers["slack"] == "0.0" for witness in found.witnesses)


def test_the_search_keeps_the_sharpest_instance_of_each_order():
    """How much a step gives away: the smaller side by the larger, whichever way the relation points."""
    over = reals(x=["1", "2", "3"])
    below = counterexample_search(ask(Claim(x, "<=", 4), over=over)).statistics["largest_ratio"]
    above = counterexample_search(ask(Claim(4 * x, ">=", 3), over=over)).statistics["largest_ratio"]

    assert (below["ratio"], below["numbers"]["slack"]) == ("0.75000000", "1.0")
    assert (above["ratio"], above["numbers"]["lhs"]) == ("0.75000000", "4.0")


def test_an_equality_keeps_one_instance_with_its_digits():
    found = counterexample_search(ask(Claim(2 * x, "==", x + x), over=reals(x=("0", "1")))).statistics

    assert "largest_ratio" not in found
    assert found["evaluated"]["numbers"]["slack"] == "0.0"


def test_signs_of_the_sharpest_instance_are_kept():
    claim = Claim(total(alpha(i) * eps(i), i, All), "<=", total(Abs(alpha(i)), i, All))
    found = counterexample_search(ask(claim, assume("some", size(All), ">=", 1), over=sign_sums(nonzero=True)))

    assert found.statistics["largest_ratio"]["outcome"] is not None


def test_an_instance_without_signs_has_no_outcome():
    found = counterexample_search(ask(Claim(x, "<=", 4), over=reals(x=["2"])))

    assert found.statistics["largest_ratio"]["outcome"] is None
