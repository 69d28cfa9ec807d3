"""The enclosure proves what has room on a bounded box; everything else is undecided, nothing is refuted."""

from fractions import Fraction

import flint
import pytest
from sympy import Abs, Max, Rational, ceiling, cosh, exp, floor, log, sqrt

import recheck
from boundcheck import Claim, Index, assume, compare, enclosure, family, named_set, real, total, within
from boundcheck.checkers.base import Question
from boundcheck.evidence import Grade, Verdict

x, y = real("x"), real("y")
i = Index("i")
f = family("f")
All = named_set("All")
BOX = within(x, "[0, 1]")


def ask(claim, *hypotheses, most=2000):
    """The finding of the checker."""
    return enclosure(most_boxes=most)(Question(label="made.line", claim=claim, hypotheses=hypotheses))


PROVED = {
    "room on both sides": (Claim(x * (1 - x), "<=", Rational(26, 100)), BOX),
    "a strict relation": (Claim(exp(x), "<", Rational(272, 100)), BOX),
    "the other direction": (Claim(Rational(26, 100), ">=", x * (1 - x)), BOX),
    "two parameters": (Claim(x * y + Abs(x - y), "<=", Rational(11, 10)), (*BOX, *within(y, "[0, 1]"))),
    "a given value": (Claim(cosh(x), "<=", Rational(114, 100)), (assume("half", x, "==", Rational(1, 2)),)),
    "a logarithm": (Claim(log(1 + x), "<=", Rational(7, 10)), BOX),
    "no parameter": (Claim(sqrt(Rational(2)), "<", Rational(15, 10)), ()),
}
UNDECIDED = {
    "a falsehood": (Claim(x * (1 - x), "<=", Rational(24, 100)), BOX),
    "a falsehood about numbers": (Claim(exp(Rational(1)), "<=", 2), ()),
    "a falsehood at one end": (Claim(x, "<", 1), BOX),
    "equality inside": (Claim(x * (1 - x), "<=", Rational(1, 4)), BOX),
    "no upper end": (Claim(x, ">=", -1), within(x, "[0, oo)")),
    "no end at all": (Claim(x**2, ">=", -1), ()),
    "one of two parameters": (Claim(x * y, "<=", 2), BOX),
    "an equality": (Claim(x, "==", x), BOX),
    "a quantifier": (Claim(x, "<=", 2, ((i, All),)), BOX),
    "an event": (Claim(compare(x, "<=", 2), "holds"), BOX),
    "a sum over a set": (Claim(x + total(f(i), i, All), "<=", 2), BOX),
    "a pole": (Claim(1 / x, ">", 0), within(x, "(0, 1]")),
    "a logarithm at zero": (Claim(log(x), "<=", 1), within(x, "(0, 1]")),
    "a root of what may be negative": (Claim(sqrt(x - Rational(1, 2)), "<=", 2), BOX),
    "rounding": (Claim(floor(x) + ceiling(x), "<=", 3), BOX),
    "a variable exponent": (Claim(2**x, "<=", 3), BOX),
}


@pytest.mark.parametrize("name", PROVED)
def test_a_claim_with_room_is_proved_by_balls(name):
    claim, hypotheses = PROVED[name]
    found = ask(claim, *hypotheses)

    assert found.verdict is Verdict.PROVED
    assert found.grade is Grade.BALL


@pytest.mark.parametrize("name", UNDECIDED)
def test_anything_else_is_undecided(name):
    claim, hypotheses = UNDECIDED[name]
    found = ask(claim, *hypotheses, most=300)

    assert found.verdict is Verdict.UNDECIDED
    assert found.reason
    assert not found.certificate


def test_the_larger_of_two_is_not_settled_where_they_meet():
    """Undecided or proved, but not an error."""
    assert ask(Claim(Max(x, 1 - x), "<=", 2), *BOX, most=300).verdict in (Verdict.PROVED, Verdict.UNDECIDED)


@pytest.mark.parametrize("hundredths", range(20, 31))
def test_a_spoiled_constant_is_never_proved(hundredths):
    """The largest value of x (1 - x) is 1/4."""
    found = ask(Claim(x * (1 - x), "<=", Rational(hundredths, 100)), *BOX, most=300)

    assert (found.verdict is Verdict.PROVED) is (hundredths > 25)


def volume(piece):
    """Length times width."""
    sides = [Fraction(high) - Fraction(low) for low, high in piece]
    return sides[0] * sides[1]


def test_the_boxes_of_a_certificate_cover_the_domain():
    claim, hypotheses = PROVED["two parameters"]
    certificate = ask(claim, *hypotheses).certificate

    assert certificate["claim"] == recheck.digest(claim.node)
    assert certificate["box"] == {"x": ["0", "1"], "y": ["0", "1"]}
    assert len(certificate["boxes"]) > 1
    assert sum(map(volume, certificate["boxes"])) == 1


def test_the_working_precision_is_as_before():
    before = flint.ctx.prec
    ask(*UNDECIDED["a pole"][:1], *UNDECIDED["a pole"][1], most=10)

    assert before == flint.ctx.prec
