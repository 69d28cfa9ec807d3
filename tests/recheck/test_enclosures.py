"""The re-checker's own enclosures of exp, log, cosh and square roots, against Arb."""

import random
from fractions import Fraction

import flint
import pytest

import recheck

COUNT = 4000
ACTS = {
    "exp": (lambda real, x: real.exp(x), lambda b: b.exp()),
    "log": (lambda real, x: real.log(abs(x) + Fraction(1, 10**6)), None),
    "cosh": (lambda real, x: real.cosh(x), lambda b: b.cosh()),
    "root": (lambda real, x: real.box(real.root(abs(x))), None),
}


def ball(x):
    return flint.arb(flint.fmpq(x.numerator, x.denominator))


def argument(rng):
    scale = Fraction(2) ** rng.randint(-40, 9)
    return Fraction(rng.randint(-(10**12), 10**12), 10**12) * scale


def overlaps(box, exact):
    low, high = ball(box.lo), ball(box.hi)
    return not (low > exact) and not (high < exact)


@pytest.mark.parametrize("name", sorted(ACTS))
@pytest.mark.parametrize("bits", [16, 64, 192, 640])
def test_enclosures_contain_the_value_and_are_narrow(name, bits):
    rng = random.Random(f"{name} {bits}")
    before, flint.ctx.prec = flint.ctx.prec, bits + 300
    try:
        for _ in range(COUNT // 4 if bits < 640 else COUNT // 16):
            x = argument(rng)
            box = ACTS[name][0](recheck.Reals(bits, recheck.Work(10**9)), x)
            if not isinstance(box, recheck.Box):
                box = recheck.Box(box, box)
            arg = abs(x) + Fraction(1, 10**6) if name == "log" else abs(x) if name == "root" else x
            exact = {"exp": ball(arg).exp, "log": ball(arg).log, "cosh": ball(arg).cosh, "root": ball(arg).sqrt}[name]()

            assert box.lo <= box.hi
            assert overlaps(box, exact), (x, box)
            size = max(abs(box.lo), abs(box.hi), Fraction(1, 1) if name == "log" else 0)
            assert box.hi - box.lo <= size / Fraction(2) ** (bits - 8), (x, box)
    finally:
        flint.ctx.prec = before


def test_an_enclosure_of_an_enclosure_contains_what_it_should():
    real, rng = recheck.Reals(40, recheck.Work(10**9)), random.Random(7)
    for _ in range(500):
        low, high = sorted((argument(rng), argument(rng)))
        wide, inside = recheck.Box(low, high), low + (high - low) * Fraction(rng.randint(0, 8), 8)
        for act in (
            real.exp,
            real.cosh,
            real.magnitude,
            lambda v: real.power(v, Fraction(2)),
            lambda v: real.power(v, Fraction(3)),
        ):
            outer, inner = act(wide), real.box(act(inside))
            assert outer.lo <= inner.hi
            assert inner.lo <= outer.hi


@pytest.mark.parametrize(
    ("parts", "sign"),
    [
        ([(2, 1), (3, 1), (5, -1)], 1),
        ([(8, 1), (2, -2)], 0),
        ([(2, 1), (3, 1), (Fraction(9_898_980, 1_000_000), -1)], -1),
        ([(1, 3), (2, 2), (17, -1)], 1),
        ([(Fraction(1, 2), 2), (2, -1)], 0),
    ],
)
def test_sums_of_roots_have_an_exact_sign(parts, sign):
    real = recheck.Reals(8, recheck.Work())
    value = recheck.roots((Fraction(r), Fraction(c)) for r, c in parts)

    assert real.sign(value) == sign


def test_roots_multiply_and_invert_exactly():
    real, two = recheck.Reals(8, recheck.Work()), recheck.sqrt(Fraction(2))

    assert real.mul(two, two) == 2
    assert real.mul(two, real.inverse(two)) == 1
    assert real.power(recheck.sqrt(Fraction(3)), Fraction(-2)) == Fraction(1, 3)
    assert real.relate(real.add([two, Fraction(1)]), ">", Fraction(24142135, 10**7))
