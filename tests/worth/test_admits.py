"""Stripe sparsity that the bounds allow: against the probabilities themselves, with mpmath at 50 digits."""

from dataclasses import replace
from fractions import Fraction

import flint
import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boundcheck.errors import BoundcheckError
from boundcheck.worth import admits
from boundcheck.worth.admits import J0_wins, admits_more, allowed, gamma, joint_J0, joint_order, largest
from boundcheck.worth.enclosing import decide, enclose, floor_of
from boundcheck.worth.layer import LayerSize, welch, welch_sharp

MP = mpmath.mp.clone()
MP.dps = 50


def fractions(low, high):
    return st.fractions(min_value=low, max_value=high, max_denominator=60)


@st.composite
def layers(draw):
    m = draw(st.integers(1, 3000))
    n = draw(st.integers(m + 1, 3 * m + 1))
    mu_square = draw(st.sampled_from([welch(m, n), Fraction(1, m), Fraction(1, m**2 + 1), Fraction(1)]))
    return LayerSize(
        m=m,
        n=n,
        M=draw(st.sampled_from([1, 2, 1000, 10**6])),
        mu_square=mu_square,
        xmin=draw(fractions(Fraction(1, 4), 1)),
        xmax=draw(fractions(1, 3)),
        zeta=draw(st.one_of(st.just(Fraction(0)), fractions(0, Fraction(2, 3)))),
        delta=draw(fractions(Fraction(1, 50), 1)),
    )


def real(value):
    return MP.mpf(value.numerator) / value.denominator


def holds(bound, layer, S):
    """The bound as the paper (or the joint route) states it, as a condition on the probability."""
    u, z, x = real(layer.spread(S)), real(layer.zeta), real(layer.xmin)
    if bound == "(3)":
        return S - MP.mpf(1) / 2 < (x / 2 - z) / (MP.sqrt(real(layer.mu_square)) * real(layer.xmax))
    if bound == "J0":
        value = 2 * layer.N * MP.exp(-(max(x - 2 * z, 0) ** 2) / (8 * u))
    else:
        value = 2 * layer.N * MP.exp(-(x**2) / (8 * (u + z**2))) * (MP.exp(MP.mpf(1) / 2) if bound == "J1" else 1)
    return value <= real(layer.delta)


@pytest.mark.parametrize("bound", ["(3)", "(5)", "J0", "J1", "J2"])
@given(layer=layers())
@settings(max_examples=60, deadline=None)
def test_the_largest_sparsity_meets_the_bound_and_one_more_does_not(bound, layer):
    found = largest(bound, layer)

    assert found is not None
    assert found == 0 or holds(bound, layer, found)
    assert not holds(bound, layer, found + 1)


@given(layer=layers())
@settings(max_examples=80, deadline=None)
def test_the_right_side_is_enclosed(layer):
    for bound, right in admits.RIGHT_SIDES.items():
        found = allowed(bound, layer).right_side
        assert found.low <= found.high
        assert decide(lambda: found.low, "<=", lambda right=right: right(layer))  # noqa: B023
        assert decide(lambda: found.high, ">=", lambda right=right: right(layer))  # noqa: B023


@given(layer=layers(), S=st.integers(1, 40))
@settings(max_examples=100, deadline=None)
def test_which_joint_bound_is_smaller_is_what_the_numbers_say(layer, S):
    joint, printed = enclose(joint_J0(layer, S)), enclose(gamma(layer, S))
    order = joint_order(layer, S)

    if joint.high < printed.low:
        assert order == -1
    if joint.low > printed.high:
        assert order == 1
    if order == 0:
        assert joint == printed


@given(layer=layers())
@settings(max_examples=100, deadline=None)
def test_where_J0_wins_its_right_side_is_larger_and_positive(layer):
    five, joint = allowed("(5)", layer).right_side, allowed("J0", layer).right_side

    if J0_wins(layer):
        assert joint.high >= five.low
        assert joint.high > 0
    else:
        assert five.high >= joint.low or joint.high <= 0


def test_a_tie_of_3_is_exact():
    """S < (x_min/2 - zeta)/(mu x_max) + 1/2 at equality: S = 2 is not allowed, although no ball could tell."""
    tie = LayerSize(m=9, n=18, M=1, mu_square=Fraction(1, 9))

    assert (largest("(3)", tie), largest("(3)", replace(tie, mu_square=Fraction(1, 9) - Fraction(1, 10**30)))) == (1, 2)


def test_an_integer_that_no_precision_can_settle_is_undecided():
    def just_two():
        flint.arb(2)
        return flint.arb(2, "1e-3")

    assert floor_of(just_two) is None
    assert decide(just_two, "<", lambda: 2) is None


def test_too_little_precision_is_undecided_and_says_nothing():
    layer = LayerSize(m=10**9, n=2 * 10**9, M=1, mu_square=welch(10**9, 2 * 10**9))

    assert largest("(5)", layer, (8,)) is None
    assert admits_more("(5)", "(3)", layer, (8,)) is None
    assert admits_more("(5)", "(3)", layer) is True


def test_the_working_precision_is_restored():
    before = flint.ctx.prec
    largest("(5)", LayerSize(m=49, n=98, M=1, mu_square=welch(49, 98)))

    assert flint.ctx.prec == before


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"m": 0}, "m: expected an integer that is at least 1"),
        ({"mu_square": Fraction(0)}, r"mu: expected a coherence in \(0, 1\]"),
        ({"mu_square": Fraction(2)}, "mu: expected a coherence"),
        ({"xmin": Fraction(0)}, "xmin: expected a positive magnitude"),
        ({"xmax": Fraction(1, 2)}, "xmax: expected a magnitude that is at least xmin = 1, got 1/2"),
        ({"zeta": Fraction(-1)}, "zeta: expected an error bound"),
        ({"delta": Fraction(0)}, r"delta: expected a probability in \(0, 1\], got 0"),
        ({"delta": Fraction(3, 2)}, "delta: expected a probability"),
    ],
)
def test_what_no_layer_has_is_refused(change, says):
    with pytest.raises(BoundcheckError, match=says):
        replace(LayerSize(m=9, n=18, M=1, mu_square=Fraction(1, 18)), **change)


def test_welch_needs_more_filters_than_rows_and_the_sharp_one_is_larger():
    assert welch(49, 98) == Fraction(1, 98) < welch_sharp(49, 98) == Fraction(1, 97)
    with pytest.raises(BoundcheckError, match="more filters than rows"):
        welch(5, 5)


# spoiled formulas: each must be caught by the probabilities themselves

SPOILED = {
    "no zeta in (5)": ("right_5", lambda layer: admits.right_5(replace(layer, zeta=Fraction(0)))),
    "mu instead of its square": ("right_5", lambda layer: admits.right_5(layer) * admits.values.ball(layer.mu)),
    "the logarithm of N": (
        "right_5",
        lambda layer: admits.right_5(layer) * admits.values.ball(layer.logarithm()) / flint.arb(layer.N + 1).log(),
    ),
    "x_min for x_min - 2 zeta": ("right_J0", lambda layer: admits.right_J0(replace(layer, zeta=Fraction(0)))),
    "sqrt(e) forgotten": ("right_J1", admits.right_5),
}
NAMES = {"right_5": "(5)", "right_J0": "J0", "right_J1": "J1"}


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_formula_is_seen(name, monkeypatch):
    where, spoiled = SPOILED[name]
    bound = NAMES[where]
    tried = [
        LayerSize(m=m, n=2 * m, M=M, mu_square=welch(m, 2 * m), zeta=zeta)
        for m in (49, 200, 1000, 3000)
        for M in (1, 50)
        for zeta in (Fraction(1, 50), Fraction(1, 20), Fraction(1, 10))
    ]
    monkeypatch.setitem(admits.RIGHT_SIDES, bound, spoiled)

    def right(layer):
        found = largest(bound, layer)
        return (found == 0 or holds(bound, layer, found)) and not holds(bound, layer, found + 1)

    assert not all(map(right, tried))
