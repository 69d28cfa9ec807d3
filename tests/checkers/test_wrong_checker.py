"""A checker that proves too much is found out beside a search that refutes: the audit stops, it does not choose."""

from dataclasses import dataclass

import pytest
from sympy import Rational

from boundcheck import Claim, Step, enclosure, real, reals, within
from boundcheck.audit import Settings, audit
from boundcheck.errors import UnsoundCheckerError
from boundcheck.evidence import Finding, Grade, Verdict

x = real("x")


@dataclass(frozen=True)
class Believer:
    """Proves whatever it is asked."""

    def __call__(self, question):
        return Finding(checker="believer", verdict=Verdict.PROVED, grade=Grade.BALL, reason="why not")


def line(bound, check):
    """A step that says x (1 - x) is at most the bound on [0, 1]."""
    return Step(
        label="made.line",
        cite="nowhere",
        hypotheses=within(x, "[0, 1]"),
        printed=Claim(x * (1 - x), "<=", bound),
        over=(reals(x=("0", "1")),),
        checks=(check,),
    )


def test_an_unsound_checker_beside_a_counterexample_is_an_error_of_the_tool():
    with pytest.raises(UnsoundCheckerError, match="search"):
        audit([line(Rational(1, 5), Believer())], Settings(effort="quick"))


def test_a_sound_checker_beside_the_same_counterexample_is_not():
    (found,) = audit([line(Rational(1, 5), enclosure(most_boxes=200))], Settings(effort="quick"))

    assert found.printed.verdict is Verdict.REFUTED


def test_a_true_claim_is_proved_beside_a_search_that_finds_nothing():
    (found,) = audit([line(Rational(3, 10), enclosure())], Settings(effort="quick"))

    assert found.printed.verdict is Verdict.PROVED
    assert found.printed.grade is Grade.BALL
