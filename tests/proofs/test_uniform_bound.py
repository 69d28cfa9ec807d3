"""Display (3): with a looser condition, or without a hypothesis that the proof uses, some layer is not recovered."""

import pytest
from sympy import Abs, Integer, Rational

from boundcheck import Claim, assume
from boundcheck.dcsc.worlds import build
from boundcheck.instances.single import single
from proofs.murray_tanner_2021 import uniform_bound as uni
from proofs.murray_tanner_2021.words import Lam, Off, S, W, c, i, k, mu, xmax, xmin, zeta
from tests.proofs.spoiling import holds

TRIVIAL = Integer(0), "<=", 1
ON, OFF = xmin - (S - 1) * mu * xmax - zeta, S * mu * xmax + zeta
MEETS_BOTH = (["3/5", "4/5"], ["4/5", "3/5"])  # two filters of one place: mu = 24/25
EXTRA = [
    # two filters on one place, nothing in the way but noise; the tie is settled against the support
    build(single([["1", "0"], ["3/5", "4/5"]], [1, 0], ["-1/5", "2/5"], n_prev=2, ties="against")),
    build(single([["1", "0"], ["3/5", "4/5"]], [1, 0], [0, "1/4"], n_prev=2, ties="against")),
    build(single([["1", "0"], ["3/5", "4/5"]], [1, 0], [0, "3/4"], n_prev=2, ties="against")),
    build(single([["1", "0"], ["7/25", "24/25"]], [1, 0], ["-39/100", "52/100"], n_prev=2, ties="against")),
    build(single(MEETS_BOTH, [1, 0], [0, 0], n_prev=2, ties="against")),
    build(single([["1", "0"], ["3/5", "4/5"]], [1, 0], [0, 0], n_prev=2, ties="against")),
]
LOOSER = {
    "more nonzeros": (xmin / 2 - zeta) / (mu * xmax) + Rational(5, 2),
    "noise counted half": (xmin / 2 - zeta / 2) / (mu * xmax) + Rational(1, 2),
    "noise not counted": xmin / (2 * mu * xmax) + Rational(1, 2),
    "the whole of x_min": (xmin - zeta) / (mu * xmax) + Rational(1, 2),
}
STRICTER = {
    "no half": (xmin / 2 - zeta) / (mu * xmax),
    "noise twice": (xmin / 2 - 2 * zeta) / (mu * xmax) + Rational(1, 2),
}


def test_both_readings_survive():
    """No instance violates them."""
    for step in (uni.literal, uni.intended):
        assert holds(step, step.printed, *EXTRA)


@pytest.mark.parametrize("name", LOOSER)
def test_a_looser_condition_is_refuted(name):
    """Some layer meets it and is not recovered."""
    bound = assume("bound_3", S, "<", LOOSER[name])
    assert not holds(uni.intended, uni.intended.printed, *EXTRA, instead=(bound,))


@pytest.mark.parametrize("name", STRICTER)
def test_a_stricter_condition_survives(name):
    """Every layer that meets it is recovered."""
    bound = assume("bound_3", S, "<", STRICTER[name])
    assert holds(uni.intended, uni.intended.printed, *EXTRA, instead=(bound,))


@pytest.mark.parametrize(
    "claim",
    [Claim(Abs(c(i)), ">", ON, ((i, Lam),)), Claim(Abs(c(k)), "<", OFF, ((k, Off),)), Claim(~W(), "holds")],
    ids=["on the support, strict", "off the support, strict", "not recovered"],
)
def test_a_spoiled_line_is_refuted(claim):
    """Some layer violates it."""
    assert not holds(uni.intended, claim, *EXTRA)


@pytest.mark.parametrize(
    "claim", [Claim(Abs(c(i)), ">=", ON, ((i, Lam),)), Claim(Abs(c(k)), "<=", OFF, ((k, Off),))], ids=["on", "off"]
)
def test_the_two_lines_of_the_proof_survive(claim):
    """No layer violates them."""
    assert holds(uni.intended, claim, *EXTRA, instead=(assume("bound_3", *TRIVIAL),))


def test_the_literal_reading_needs_its_patch_error():
    """Without a bound on the error of its own layer (3) says nothing about it."""
    loose = (assume("own_error", *TRIVIAL), assume("bound_3", S, "<", LOOSER["more nonzeros"]))
    assert not holds(uni.literal, uni.literal.printed, *EXTRA, instead=loose)
