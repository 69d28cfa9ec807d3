"""The re-checker's own enclosures of exp, log, cosh and square roots, against Arb."""

import random
from fractions import Fraction

import flint
import pytest

import recheck

HALF = Fraction(1, 2)
ACTS = {
    "exp": (recheck.exponential, flint.arb.exp, lambda x: x),
    "log": (recheck.logarithm, flint.arb.log, lambda x: abs(x) + Fraction(1, 10**6)),
    "root": (lambda x, bits: recheck.power(x, HALF, bits), flint.arb.sqrt, abs),
    "inverse root": (lambda x, bits: recheck.power(x, -HALF, bits), flint.arb.rsqrt, lambda x: abs(x) + HALF),
    "cube": (lambda x, bits: recheck.power((x, x + HALF), Fraction(3), bits), lambda b: b**3, lambda x: x),
}


def ball(x):
    return flint.arb(flint.fmpq(x.numerator, x.denominator))


def argument(rng):
    return Fraction(rng.randint(-(10**12), 10**12), 10**12) * Fraction(2) ** rng.randint(-40, 9)


def compare(name, seed, count, precisions):
    """Enclosures contain what Arb finds, and are narrow."""
    rng, before = random.Random(seed), flint.ctx.prec
    ours, theirs, domain = ACTS[name]
    try:
        for _ in range(count):
            bits, x = rng.choice(precisions), domain(argument(rng))
            flint.ctx.prec = bits + 300
            low, high = recheck.ends(ours(x, bits))
            exact = theirs(ball(x))

            assert low <= high
            assert not ball(Fraction(low)) > exact, (x, bits)
            assert not ball(Fraction(high)) < exact, (x, bits)
            size = max(abs(low), abs(high), 1 if name == "log" else 0)
            assert name == "cube" or high - low <= size / Fraction(2) ** (bits - 8), (x, bits)
    finally:
        flint.ctx.prec = before


@pytest.mark.parametrize("name", sorted(ACTS))
def test_enclosures_contain_the_value_and_are_narrow(name):
    compare(name, name, 400, [16, 64, 192])


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(ACTS))
def test_enclosures_agree_with_arb_on_a_hundred_thousand_arguments(name):
    compare(name, f"{name} again", 20_000, [*range(8, 200), 640])


def test_a_function_of_an_enclosure_contains_its_values():
    rng = random.Random(7)
    for _ in range(300):
        low, high = sorted((argument(rng), argument(rng)))
        inside = low + (high - low) * Fraction(rng.randint(0, 8), 8)
        for act in (recheck.exponential, *(lambda v, b, n=n: recheck.power(v, Fraction(n), b) for n in (2, 3))):
            outer, inner = recheck.ends(act((low, high), 40)), recheck.ends(act(inside, 40))
            assert outer[0] <= inner[1]
            assert inner[0] <= outer[1]


BOX = (Fraction(-1), Fraction(1))


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (lambda: recheck.power(0, -1, 64), recheck.UndefinedError),
        (lambda: recheck.power(BOX, -1, 64), recheck.UndecidedError),
        (lambda: recheck.power(-1, HALF, 64), recheck.UndefinedError),
        (lambda: recheck.power(BOX, HALF, 64), recheck.UndecidedError),
        (lambda: recheck.power(2, Fraction(1, 3), 64), recheck.UnableError),
        (lambda: recheck.power(2, 5000, 64), recheck.UnableError),
        (lambda: recheck.power(Fraction(2) ** 4096, 4096, 64), recheck.UnableError),
        (lambda: recheck.logarithm(0, 64), recheck.UndefinedError),
        (lambda: recheck.logarithm(BOX, 64), recheck.UndecidedError),
        (lambda: recheck.exponential(10**6, 64), recheck.UnableError),
        (lambda: recheck.relate(BOX, "<=", 0), recheck.UndecidedError),
        (lambda: recheck.relate(BOX, "==", 0), recheck.UndecidedError),
        (lambda: recheck.ends(float("inf")), recheck.UnableError),
    ],
)
def test_what_has_no_value_or_cannot_be_told_is_said(act, error):
    with pytest.raises(error):
        act()


def test_exact_values_stay_exact():
    assert recheck.power(Fraction(9, 4), HALF, 64) == Fraction(3, 2)
    assert recheck.power(Fraction(4), Fraction(-3, 2), 64) == Fraction(1, 8)
    assert (recheck.exponential(0, 64), recheck.logarithm(1, 64)) == (1, 0)
    assert recheck.product(BOX, 2, 64) == (-2, 2)
    assert recheck.relate(BOX, "<", 2)
    assert not recheck.relate(3, "<=", BOX)
    assert recheck.relate(1, "==", Fraction(1))
    assert not recheck.relate(BOX, "==", 2)
