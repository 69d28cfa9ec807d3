"""Spoiled variants of Theorem 3.1 and its ingredients are refuted and declined; the rule ``rademacher_sharp`` holds."""

import itertools
import math
import random
from dataclasses import replace
from fractions import Fraction

import flint
import pytest
from sympy import Abs, Rational, cosh, exp

from boundcheck import Claim, Prob, assume, compare, fixed, independent, lam, real, rule, total
from boundcheck.model import EMPTY
from boundcheck.rules.derive import Derived, Stuck, derive
from proofs.murray_tanner_2021 import theorem_3_1 as three
from proofs.murray_tanner_2021.theorem_3_1 import All, a, alpha, eps, i, square, t, u, weighted
from tests.proofs.spoiling import standing
from tests.proofs.variants import Variant, declined, dropped, proved, refuted, spoiled, survives


def reals_at(name, *values):
    """Real parameters."""
    return fixed(name, *({"kind": "reals", "values": value} for value in values))


def sums_at(name, *pairs):
    """Coefficients and thresholds."""
    return fixed(name, *({"kind": "signs", "alpha": list(row), "t": threshold} for row, threshold in pairs))


def tail(constant=2, factor=2, over=square, top=t**2):
    """The right side of the theorem with one of its parts exchanged."""
    return factor * exp(-top / (constant * over))


def bounded(relation, bound):
    """P(abs(sum) relation t) <= bound."""
    return Claim(Prob(compare(Abs(weighted), relation, t)), "<=", bound)


ZERO = reals_at("zero", {"t": 0})
LOWEST = reals_at("the best lambda", {"t": 2, "a": 2, "u": 1})
SIGNS = sums_at("one sign", ([1], 1), ([1], "99/100"), ([100, 1], "101/2"), (["1/2"] * 2, 1))
NEGATIVE = sums_at("a negative threshold", ([1], -3))
exponent = three.chernoff_exponent.printed
parabola = three.chernoff_minimum.printed.lhs

SPOILED = {
    "cosh: 3 in place of 2": spoiled(three.cosh_below, Claim(cosh(t), "<=", exp(t**2 / 3))),
    "cosh: a lost square": spoiled(three.cosh_below, Claim(cosh(t), "<=", exp(t / 2))),
    "cosh: strict": spoiled(three.cosh_below, Claim(cosh(t), "<", exp(t**2 / 2)), ZERO),
    "cosh: at least": spoiled(three.cosh_below, Claim(cosh(t), ">=", exp(t**2 / 2))),
    "exponent: 2 lost": spoiled(three.chernoff_exponent, Claim(exponent.lhs, "==", -(t**2) / a)),
    "exponent: a lost square": spoiled(three.chernoff_exponent, Claim(exponent.lhs, "==", -t / (2 * a))),
    "exponent: half the lambda": spoiled(
        three.chernoff_exponent, Claim((t / (2 * a)) ** 2 * a / 2 - t**2 / (2 * a), "==", exponent.rhs)
    ),
    "minimum: a smaller exponent": spoiled(three.chernoff_minimum, Claim(parabola, ">=", -(t**2) / (3 * a)), LOWEST),
    "minimum: strict": spoiled(three.chernoff_minimum, Claim(parabola, ">", -(t**2) / (2 * a)), LOWEST),
    "minimum: at most": spoiled(three.chernoff_minimum, Claim(parabola, "<=", -(t**2) / (2 * a))),
    "minimum: negative norm": dropped(
        three.chernoff_minimum, "a_positive", at=reals_at("below zero", {"t": 0, "a": -1, "u": 1})
    ),
    "ties: 2 lost in the exponent": spoiled(three.with_ties, bounded(">=", tail(constant=1)), SIGNS),
    "ties: one side only": spoiled(three.with_ties, bounded(">=", tail(factor=1)), SIGNS),
    "ties: a lost square": spoiled(three.with_ties, bounded(">=", tail(over=total(Abs(alpha(i)), i, All))), SIGNS),
    "ties: complement": spoiled(three.with_ties, bounded("<", tail())),
    "ties: any threshold": dropped(three.with_ties, "t_positive", at=NEGATIVE),
    "theorem: 2 lost in the exponent": spoiled(three.concentration, bounded(">", tail(constant=1)), SIGNS),
    "theorem: one side only": spoiled(three.concentration, bounded(">", tail(factor=1)), SIGNS),
    "theorem: a lost square": spoiled(
        three.concentration, bounded(">", tail(over=total(Abs(alpha(i)), i, All))), SIGNS
    ),
    "theorem: complement": spoiled(three.concentration, bounded("<=", tail())),
    "theorem: any threshold": dropped(three.concentration, "t_positive", at=NEGATIVE),
}

WEAKER = {
    "cosh: 1 in place of 2": spoiled(three.cosh_below, Claim(cosh(t), "<=", exp(t**2)), ZERO),
    "minimum": spoiled(three.chernoff_minimum, Claim(parabola, ">=", -(t**2) / a), LOWEST),
    "ties: 3 in the exponent": spoiled(three.with_ties, bounded(">=", tail(constant=3)), SIGNS),
    "ties: factor 3": spoiled(three.with_ties, bounded(">=", tail(factor=3)), SIGNS),
    "theorem: 3 in the exponent": spoiled(three.concentration, bounded(">", tail(constant=3)), SIGNS),
}

PROVED = [three.cosh_below, three.chernoff_exponent, three.chernoff_minimum, three.with_ties, three.concentration]


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_line_is_refuted(name):
    """Some instance that meets the hypotheses violates it."""
    assert refuted(SPOILED[name])


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_line_is_declined(name):
    """The step's own argument does not prove it."""
    assert declined(SPOILED[name])


@pytest.mark.parametrize("name", WEAKER)
def test_a_weaker_line_survives(name):
    """No instance violates it."""
    assert survives(WEAKER[name])


@pytest.mark.parametrize("step", PROVED, ids=lambda step: step.label)
def test_the_form_that_is_proved(step):
    """It is proved, and no instance violates it."""
    form = Variant(step=step, claim=standing(step)[0])
    assert proved(form)
    assert survives(form)


@pytest.mark.parametrize("step", [three.with_ties, three.concentration], ids=lambda step: step.label)
def test_a_zero_vector_is_declined(step):
    """Nothing can violate a bound that divides by zero, but it is not proved either."""
    assert declined(dropped(step, "not_zero"))


def test_signs_that_may_depend_are_declined():
    """Without the law of the model there is no product of expectations."""
    lawless = replace(three.signs, laws=())
    assert not proved(Variant(step=three.with_ties, claim=three.with_ties.printed), model=lawless)


# ------------------------------------------------------------------------------------- the rule ``rademacher_sharp``

ROOT = Fraction(72, 25)  # smallest square of p over the variance that the rule admits
SCALE = 2**12


def beyond(x):
    """P(Z >= x) as a ball."""
    return (flint.arb(x) / flint.arb(2).sqrt()).erfc() / 2


def ball(x):
    """A fraction as a ball."""
    return flint.arb(x.numerator) / flint.arb(x.denominator)


def mills(x):
    """exp(x^2/2) P(Z >= x), up to a constant the Mills ratio."""
    return (x * x / 2).exp() * beyond(x)


def test_the_number_behind_the_rule():
    """4 P(Z >= sqrt 2) >= sqrt(e) exp(a^2/2) P(Z >= a) for every a with a^2 >= 72/25.

    The right side falls: the derivative of m(a) = exp(a^2/2) P(Z >= a) is a m(a) - 1/sqrt(2 pi), and P(Z >= a) <
    exp(-a^2/2)/(a sqrt(2 pi)) is the first bound on the Mills ratio.  So the end a^2 = 72/25 decides; as a check that
    asks for no calculus, on each interval [l, r] up to 40 the right side is at most sqrt(e) exp(r^2/2) P(Z >= l).
    """
    left, root_e = 4 * beyond(flint.arb(2).sqrt()), flint.arb("0.5").exp()
    least = ball(ROOT).sqrt()
    assert left > root_e * mills(least)
    steps = [least, *(ball(Fraction(k, 500)) for k in range(849, 20001))]  # 849/500 is just above the root of 72/25
    assert steps[0] < steps[1]
    for low, high in itertools.pairwise(steps):
        assert left > root_e * (high * high / 2).exp() * beyond(low)


def test_the_ratio_falls_on_a_grid():
    """m(a) and a m(a) < 1/sqrt(2 pi), the Mills bound, at steps of 1/100 up to 40."""
    limit = 1 / (2 * flint.arb.pi()).sqrt()
    points = [ball(ROOT).sqrt(), *(ball(Fraction(k, 100)) for k in range(170, 4001))]
    found = [mills(point) for point in points]
    assert all(after < before for before, after in itertools.pairwise(found))
    assert all(point * value < limit for point, value in zip(points, found, strict=True))


def test_a_little_lower_the_number_fails():
    """At a^2 = 14/5 the inequality is false, so the constant of the rule has little to spare."""
    assert 4 * beyond(flint.arb(2).sqrt()) < flint.arb("0.5").exp() * mills(ball(Fraction(14, 5)).sqrt())


def distribution(row):
    """How many sign patterns give each absolute value of the sum."""
    counts = {0: 1}
    for entry in row:
        following = {}
        for value, count in counts.items():
            for moved in (value + entry, value - entry):
                following[moved] = following.get(moved, 0) + count
        counts = following
    sizes = {}
    for value, count in counts.items():
        sizes[abs(value)] = sizes.get(abs(value), 0) + count
    return sizes


def obeys_rule(row, variance, p):
    """P(abs(sum) >= p) <= 2 exp(-1/2 - p^2/(2 variance)), decided by balls."""
    hits = sum(count for value, count in distribution(row).items() if value >= p)
    bound = 2 * ball(-Fraction(1, 2) - Fraction(p) ** 2 / (2 * variance)).exp()
    return flint.arb(hits) / 2 ** len(row) < bound


def thresholds(row, variance):
    """The values the sum takes, and the smallest admitted threshold up to 2^-12, as far as the rule admits them."""
    edge = Fraction(math.isqrt(math.ceil(ROOT * variance * SCALE**2)) + 1, SCALE)
    return [p for p in (*map(Fraction, distribution(row)), edge) if p * p >= ROOT * variance]


@pytest.mark.parametrize("k", range(2, 13))
def test_equal_weights_obey_the_rule(k):
    """The extremal sums, at every value they take."""
    assert all(obeys_rule([1] * k, Fraction(k), p) for p in thresholds([1] * k, Fraction(k)))


def test_drawn_weights_obey_the_rule():
    """Small integers and one large among them, with the variance tight and with slack."""
    draw = random.Random(31)
    tried = 0
    for _ in range(150):
        row = [draw.randint(1, draw.choice((1, 2, 5, 20))) for _ in range(draw.randint(1, 12))]
        for slack in (1, Fraction(11, 10), 2):
            variance = slack * sum(Fraction(entry) ** 2 for entry in row)
            found = thresholds(row, variance)
            tried += len(found)
            assert all(obeys_rule(row, variance, p) for p in found)
    assert tried > 1000


def test_below_its_threshold_the_rule_would_be_false():
    """Two equal signs at p^2 = 2 u."""
    assert not obeys_rule([1, 1], Fraction(2), 2)


p = real("p")


def sharp(ratio=ROOT, size=square, gain=1):
    """Ask for the conclusion of the rule when p^2 is at least ``ratio`` u and the squares sum to ``size``."""
    given = (
        assume("signs", independent((eps(i), i, All)), "holds"),
        assume("p_nonneg", p, ">=", 0),
        assume("u_positive", u, ">", 0),
        assume("squares", size, "<=", u),
        assume("far", p**2, ">=", Rational(ratio.numerator, ratio.denominator) * u),
    )
    goal = Claim(Prob(compare(Abs(weighted), ">=", p)), "<=", 2 * exp(-Rational(gain, 2) - p**2 / (2 * u)))
    line = rule("tail", "rademacher_sharp", s=lam(i, eps(i)), alpha=lam(i, alpha(i)), K=All, p=p, u=u)
    model = replace(EMPTY, signs=("eps",), given=("alpha", "All", "p", "u"))
    return derive(goal, (line,), {h.name: h.node for h in given}, model)


def test_the_rule_gives_what_was_checked():
    """With p^2 >= 72/25 u it closes."""
    assert isinstance(sharp(), Derived)


@pytest.mark.parametrize(
    "wrong",
    [{"ratio": Fraction(71, 25)}, {"size": total(Abs(alpha(i)), i, All)}, {"gain": 2}],
    ids=["a shorter reach", "no squares", "a larger gain"],
)
def test_the_rule_gives_no_more(wrong):
    """Weaker premises or a stronger conclusion leave it stuck."""
    assert isinstance(sharp(**wrong), Stuck)
