"""Which joint bound is the strongest: spoiled variants are refuted and declined; the tool uses the same numbers."""

from fractions import Fraction

import pytest
from sympy import Rational

from boundcheck import Claim, LayerSize, compare, fixed, joint_order
from boundcheck.worth.admits import J0_wins, right_5, right_J0
from boundcheck.worth.enclosing import decide
from proofs.murray_tanner_2021 import joint_worth as worth
from proofs.murray_tanner_2021.bound_5 import S, right_side
from proofs.murray_tanner_2021.joint_worth import u, xmin, zeta
from tests.proofs.variants import Variant, declined, dropped, proved, refuted, spoiled

STEPS = (
    worth.J0_below_printed,
    worth.printed_below_J0,
    worth.printed_strictly_below_J0,
    worth.equal_without_error,
    worth.J0_allows,
    worth.J0_admits_more,
    worth.printed_admits_more,
    worth.J0_alone,
    worth.number,
    worth.printed_says_nothing,
)


def at(name, **values):
    return fixed(name, {"kind": "reals", "values": values})


QUIET = at("small zeta", u="1/80", zeta="1/100", xmin=1, N=1)  # gamma is the smaller one
NOISY = at("large zeta", u="1/1000", zeta="1/4", xmin=1, N=1)  # (J0) is
LOUD = at("much noise", zeta="1/4", xmin=1, xmax=1, mu="1/10", N=50, delta=1)
FEW = at("little noise", zeta="1/100", xmin=1, xmax=1, mu="1/10", N=50, delta=1)

J0, gamma = worth.J0_below_printed.printed.lhs, worth.J0_below_printed.printed.rhs
wide = J0.subs(u, 2 * u)

VARIANTS = (
    spoiled(worth.J0_below_printed, Claim(J0, "<=", Rational(1, 100) * gamma), at=NOISY),
    spoiled(worth.J0_below_printed, Claim(wide, "<=", gamma), at=at("edge", u="1/60", zeta="1/6", xmin=1, N=1)),
    dropped(worth.J0_below_printed, "spread_small", at=QUIET),
    spoiled(worth.printed_below_J0, Claim(gamma, "<=", Rational(1, 2) * J0), at=QUIET),
    dropped(worth.printed_below_J0, "spread_large", at=NOISY),
    spoiled(worth.printed_strictly_below_J0, Claim(gamma, "<", Rational(1, 2) * J0), at=QUIET),
    dropped(worth.printed_strictly_below_J0, "spread_larger", at=NOISY),
    dropped(worth.equal_without_error, "no_error", at=QUIET),
    spoiled(
        worth.J0_allows,
        Claim(compare(S, "<=", 2 * worth.right_J0), "implies", worth.J0_allows.printed.rhs),
        at=at("twice", S=2, zeta=0, xmin=4, xmax=1, mu=1, N=1, delta="1/2"),
    ),
    spoiled(worth.printed_admits_more, Claim(2 * worth.right_J0, "<=", right_side), at=FEW),
    dropped(worth.printed_admits_more, "zeta_small", at=LOUD),
    spoiled(
        worth.J0_admits_more,
        Claim(2 * right_side, "<=", worth.right_J0),
        at=at("tie", zeta="1/4", xmin=1, xmax=1, mu="1/10", N=3, delta=1),
    ),
    dropped(worth.J0_admits_more, "zeta_large", at=FEW),
    spoiled(
        worth.printed_says_nothing, Claim(worth.printed_says_nothing.printed.lhs, ">", 200), at=at("sparse", u="1/1000")
    ),
)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.label)
def test_each_step_is_proved(step):
    assert proved(Variant(step=step, claim=step.printed))


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: f"{variant.step.label}: {variant.claim.text[:60]}")
def test_a_spoiled_line_is_refuted_and_declined(variant):
    assert refuted(variant)
    assert declined(variant)


def grid():
    for z in (0, Fraction(1, 100), Fraction(1, 20), Fraction(1, 6), Fraction(1, 4), Fraction(2, 5)):
        for mu_square in (Fraction(1, 10**6), Fraction(1, 500), Fraction(1, 50)):
            for n in (2, 60, 5000):
                yield LayerSize(m=1, n=n, M=1, mu_square=mu_square, zeta=Fraction(z))


def test_the_tool_draws_the_line_where_the_proof_does():
    """The sign that `boundcheck bounds` uses is that of 4 (x_min - zeta) u - zeta (x_min - 2 zeta)^2, or zeta = 0."""
    left, right = worth._left, worth._right
    for layer in grid():
        for nonzeros in (1, 3):
            at = {xmin: 1, zeta: Rational(str(layer.zeta)), u: Rational(str(layer.spread(nonzeros)))}
            sign = (left - right).subs(at)
            expected = 0 if layer.zeta == 0 or sign == 0 else int(sign / abs(sign))
            assert joint_order(layer, nonzeros) == expected


def test_the_tool_says_that_J0_wins_where_its_right_side_is_larger():
    for layer in grid():
        larger = decide(lambda layer=layer: right_J0(layer), ">", lambda layer=layer: right_5(layer))
        if layer.zeta:  # at zeta = 0 the two are one number, which balls cannot tell apart
            assert J0_wins(layer) is larger
