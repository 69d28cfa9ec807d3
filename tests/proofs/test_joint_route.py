"""Spoiled variants of the joint reading of Lemma 3.3 and of the route to it are refuted and declined."""

import pytest
from sympy import Abs, Integer, Rational, exp

from boundcheck import Claim, Prob, compare, every, fixed, some, total
from boundcheck.instances.single import single
from proofs.murray_tanner_2021 import joint_constant as constant
from proofs.murray_tanner_2021 import joint_patch
from proofs.murray_tanner_2021 import joint_route as route
from proofs.murray_tanner_2021.joint_route import G, fails, half, reach, reaches, small, u
from proofs.murray_tanner_2021.words import All, Lam, N, Off, S, W, c, g, i, j, mu, w, x, xmax, xmin, zeta
from tests.proofs.spoiling import standing
from tests.proofs.variants import Variant, declined, dropped, proved, refuted, spoiled, survives


def at(filters, x, v, *, ties="lowest", **others):
    """A source with one layer; ``others`` replace fields."""
    data = {**single(filters, x, v, ties=ties), **others}
    return fixed(f"{filters} {x} {v} {ties} {others}", data)


def two_rows(first, second, x, v, **others):
    """A source with two atoms on a ring of one place with two rows."""
    data = {**single([first, second], x, v, n_prev=2, M=1), **others}
    return fixed(f"{first} {second} {x} {v} {others}", data)


def reals_at(name, *values):
    """Real parameters."""
    return fixed(name, *({"kind": "reals", "values": value} for value in values))


ONE, TWINS = [[1]], [[1], [1]]
NEAR_DELTA = [["99/101", "20/101"]]
EVEN = at(TWINS, [1, 0], [0], ties="against")  # always fails: two equal correlations
FOUR = at(ONE * 4, [1, 0, 0, 0], [0], ties="against")
HALF = at(ONE, [1, 0], ["-1/2", "1/2"], ties="against")  # fails for one of two signs, with gamma = 4 exp(-1/2)
SMALL_HALF = at(ONE, ["1/10", 0], ["-1/20", "1/20"], ties="against")
LARGE_HALF = at(ONE, [10, 0], [-5, 5], ties="against")
QUIET_TWINS = at(TWINS, [1, 0], [0], ties="against", zeta="1/100")
UNCOUNTED = at(TWINS, [1, 0], [0], ties="against", S=0, zeta="1/100")
TOO_QUIET = at(ONE, [1, 0], [0, 1], ties="against", zeta="1/100")
OFF_TIE = at(ONE, [1, 0], [0, "1/2"])
ON_TIE = at(ONE, [1], ["1/2"])
SAFE = at(ONE, [1], [0], zeta="1/100")
SAFE_PAIR = at(NEAR_DELTA, [1, 0, 0], [0, 0, 0], zeta="1/100")
LOST_ATOM = at([[1, -1]], [1], [0], zeta="1/100")
EQUAL_OFF = at([["3/5", "4/5"]], [0, 1, 1], [0, 0, 0])
FAR_NOISE = at(TWINS, [1, 0], [0], ties="against", zeta=10)
NO_ROOM = two_rows([1, 0], ["20/101", "99/101"], [1, 0], ["-1/2", "1/2"], zeta="1/2")  # x_min/2 = zeta, and half fail
BALANCED = reals_at("equality", {"xmin": 4, "zeta": 1, "xmax": 1, "mu": 1, "S": 1})
NEGATIVE_SPREAD = reals_at("negative spread", {"xmin": 20, "zeta": 1, "xmax": 1, "mu": 1, "S": "-1/2"})

some_reaches = some(reaches, i, All)
low_and_small = route.on_support.printed.lhs
high_and_small = route.off_support.printed.lhs
squares = route.sum_of_squares.printed.lhs
failure = Prob(fails & small)
ON, OFF = ((i, Lam),), ((i, Off),)


def bounded(bound, event=fails & small):
    """P(event) <= bound."""
    return Claim(Prob(event), "<=", bound)


def gamma(factor=2, constant=8, top=xmin**2, mu2=mu**2, S=S, zeta2=zeta**2):
    """gamma_l with one of its parts exchanged."""
    return factor * N * exp(-top / (constant * (xmax**2 * mu2 * S + zeta2)))


def J0(factor=2, constant=2, top=reach**2, over=u):
    """(J0) with one of its parts exchanged."""
    return factor * N * exp(-top / (constant * over))


HALF_A_UNIT = Rational(1, 2)


def exponent(left=None, gain=HALF_A_UNIT, constant=8, relation="<="):
    """The comparison of the exponents with one of its parts exchanged."""
    left = -(reach**2) / (2 * u) if left is None else left
    return Claim(left - gain, relation, -(xmin**2) / (constant * (u + zeta**2)))


ROUTE = {
    "on: zeta lost": spoiled(route.on_support, Claim(low_and_small, "implies", compare(Abs(G), ">=", half), ON), HALF),
    "on: c at most": spoiled(
        route.on_support,
        Claim(
            compare(Abs(c(i)), "<=", half) & compare(Abs(w(i)), "<=", zeta), "implies", compare(Abs(G), ">", reach), ON
        ),
        ON_TIE,
    ),
    "on: any error": spoiled(
        route.on_support, Claim(compare(Abs(c(i)), "<", half), "implies", reaches, ON), at(ONE, [1], [1], zeta="1/100")
    ),
    "on: off the support": spoiled(
        route.on_support, Claim(low_and_small, "implies", reaches, OFF), at(ONE, [1, 0], [0, 0])
    ),
    "on: any atoms": dropped(route.on_support, "unit_atoms", at=LOST_ATOM),
    "off: zeta lost": spoiled(
        route.off_support, Claim(high_and_small, "implies", compare(Abs(G), ">=", half), OFF), OFF_TIE
    ),
    "off: strict": spoiled(
        route.off_support, Claim(high_and_small, "implies", compare(Abs(G), ">", reach), OFF), OFF_TIE
    ),
    "off: any error": spoiled(
        route.off_support, Claim(compare(Abs(c(i)), ">=", half), "implies", reaches, OFF), TOO_QUIET
    ),
    "off: on the support": spoiled(route.off_support, Claim(high_and_small, "implies", reaches, ON), SAFE),
    "inclusion: on the support": spoiled(route.inclusion, Claim(fails & small, "implies", some(reaches, i, Lam)), EVEN),
    "inclusion: intersection": spoiled(route.inclusion, Claim(fails & small, "implies", every(reaches, i, All)), EVEN),
    "inclusion: zeta lost": spoiled(
        route.inclusion, Claim(fails & small, "implies", some(compare(Abs(G), ">=", half), i, All)), HALF
    ),
    "inclusion: any error": spoiled(route.inclusion, Claim(fails, "implies", some_reaches), TOO_QUIET),
    "inclusion: the complement": spoiled(route.inclusion, Claim(W() & small, "implies", some_reaches), SAFE),
    "inclusion: any atoms": dropped(route.inclusion, "unit_atoms", at=LOST_ATOM),
    "squares: S - 1": spoiled(
        route.sum_of_squares, Claim(squares, "<=", xmax**2 * mu**2 * (S - 1), ((i, All),)), EQUAL_OFF
    ),
    "squares: mu to the fourth": spoiled(
        route.sum_of_squares, Claim(squares, "<=", xmax**2 * mu**4 * S, ((i, All),)), EQUAL_OFF
    ),
    "squares: x_min": spoiled(
        route.sum_of_squares,
        Claim(squares, "<=", xmin**2 * mu**2 * S, ((i, All),)),
        at([["3/5", "4/5"]], [0, 1, 5], [0, 0, 0]),
    ),
    "squares: strict": spoiled(route.sum_of_squares, Claim(squares, "<", u, ((i, All),)), EQUAL_OFF),
    "squares: the atom too": spoiled(
        route.sum_of_squares, Claim(total(x(j) ** 2 * g(i, j) ** 2, j, Lam), "<=", u, ((i, All),))
    ),
    "squares: any stripe": dropped(route.sum_of_squares, "stripe", at=UNCOUNTED),
    "union: on the support": spoiled(route.union, bounded(total(Prob(reaches), i, Lam)), EVEN),
    "union: intersection": spoiled(route.union, bounded(Prob(every(reaches, i, All))), EVEN),
    "union: zeta lost": spoiled(route.union, bounded(total(Prob(compare(Abs(G), ">=", half)), i, All)), HALF),
    "union: any error": spoiled(route.union, bounded(total(Prob(reaches), i, All), fails), TOO_QUIET),
    "union: the complement": spoiled(route.union, bounded(total(Prob(reaches), i, All), W() & small), SAFE),
    "union: any atoms": dropped(route.union, "unit_atoms", at=LOST_ATOM),
    "J0: an eighth": spoiled(route.bound_J0, bounded(J0(factor=Rational(1, 4))), EVEN),
    "J0: one in 16 of the variance": spoiled(route.bound_J0, bounded(J0(constant=Rational(1, 8))), EVEN),
    "J0: zeta lost": spoiled(route.bound_J0, bounded(J0(top=half**2)), NO_ROOM),
    "J0: any reach": dropped(route.bound_J0, "margin", at=FAR_NOISE),
    "J0: any error": spoiled(
        route.bound_J0,
        bounded(J0(), fails),
        two_rows([1, 0], ["20/101", "99/101"], [1, 0], ["-1/2", "1/2"], zeta="1/100"),
    ),
    "J0: the complement": spoiled(route.bound_J0, bounded(J0(), W() & small), SAFE_PAIR),
    "exponents: gain lost": spoiled(route.exponents, exponent(gain=0), BALANCED),
    "exponents: a smaller gain": spoiled(route.exponents, exponent(gain=Rational(49, 100)), BALANCED),
    "exponents: strict": spoiled(route.exponents, exponent(relation="<"), BALANCED),
    "exponents: 7 in place of 8": spoiled(route.exponents, exponent(constant=7), BALANCED),
    "exponents: a lost square": spoiled(
        route.exponents,
        exponent(left=-reach / (2 * u)),
        reals_at("far", {"xmin": 8, "zeta": "1/10", "xmax": 1, "mu": "1/2", "S": 1}),
    ),
    "exponents: any spread": dropped(route.exponents, "spread", at=NEGATIVE_SPREAD),
}

CONSTANT = {
    "few atoms: 2 lost": spoiled(constant.few_atoms, Claim(N * exp(-N / 2), ">=", 1)),
    "few atoms: five": dropped(constant.few_atoms, "N_high", at=reals_at("five atoms", {"N": 5})),
    "numbers: 6 in place of 8": spoiled(constant.numbers, Claim(6 * exp(-Rational(97, 50)), ">=", Integer(1))),
    "numbers: exp(-2.1)": spoiled(constant.numbers, Claim(8 * exp(-Rational(21, 10)), ">=", Integer(1))),
    "half: one": spoiled(constant.half_is_enough, Claim(exp(-Rational(1, 2)), ">=", Integer(1))),
    "half: exp(-3/4)": spoiled(constant.half_is_enough, Claim(2 * exp(-Rational(3, 4)), ">=", Integer(1))),
    "no margin: 1 in place of 8": spoiled(constant.without_margin, bounded(gamma(constant=1)), HALF),
    "no margin: an eighth": spoiled(constant.without_margin, bounded(gamma(factor=Rational(1, 4))), HALF),
    "no margin: a lost square": spoiled(constant.without_margin, bounded(gamma(top=xmin)), SMALL_HALF),
    "attainable: N - 2": spoiled(
        constant.attainable, Claim(fails & small, "implies", compare(reach**2, "<=", (N - 2) * u)), QUIET_TWINS
    ),
    "attainable: zeta lost": spoiled(
        constant.attainable,
        Claim(fails & small, "implies", compare(half**2, "<=", (N - 1) * u)),
        two_rows([1, 0], ["20/101", "99/101"], [1, 0], ["-49/100", "1/2"], zeta="49/100"),
    ),
    "attainable: any error": spoiled(
        constant.attainable, Claim(fails, "implies", compare(reach**2, "<=", (N - 1) * u)), TOO_QUIET
    ),
    "attainable: the complement": spoiled(
        constant.attainable, Claim(W() & small, "implies", compare(reach**2, "<=", (N - 1) * u)), SAFE_PAIR
    ),
    "attainable: any margin": dropped(constant.attainable, "margin", at=at(ONE, [1], ["-1"], zeta=1)),
    "attainable: any stripe": dropped(constant.attainable, "stripe", at=UNCOUNTED),
    "beyond: the complement": spoiled(constant.out_of_reach, bounded(gamma(), W() & small), SAFE),
    "beyond: any error": spoiled(constant.out_of_reach, bounded(gamma(), fails), TOO_QUIET),
    "few: an eighth": spoiled(constant.few, bounded(gamma(factor=Rational(1, 4))), EVEN),
    "few: a 32nd of the variance": spoiled(constant.few, bounded(gamma(constant=Rational(1, 4))), EVEN),
    "short: an eighth": spoiled(constant.short, bounded(gamma(factor=Rational(1, 4))), FOUR),
    "short: a 32nd of the variance": spoiled(constant.short, bounded(gamma(constant=Rational(1, 4))), FOUR),
    "long: the complement": spoiled(constant.long, bounded(gamma(), W() & small), SAFE_PAIR),
    "long: any error": spoiled(
        constant.long,
        bounded(gamma(), fails),
        at(NEAR_DELTA, [1, 0, 0], [-1, 1, 0], zeta="1/100"),
    ),
    "joint: 1 in place of 8": spoiled(constant.joint_reading, bounded(gamma(constant=1)), HALF),
    "joint: an eighth": spoiled(constant.joint_reading, bounded(gamma(factor=Rational(1, 4))), HALF),
    "joint: a lost square of x_min": spoiled(constant.joint_reading, bounded(gamma(top=xmin)), SMALL_HALF),
    "joint: a lost square of zeta": spoiled(constant.joint_reading, bounded(gamma(zeta2=zeta)), LARGE_HALF),
    "joint: no zeta": spoiled(
        constant.joint_reading, bounded(gamma(zeta2=Integer(0))), at(NEAR_DELTA, [10, 0, 0], [-5, 5, 0])
    ),
    "joint: S - 1": spoiled(constant.joint_reading, bounded(gamma(S=S - 1)), QUIET_TWINS),
    "joint: the complement": spoiled(constant.joint_reading, bounded(gamma(), W() & small), SAFE),
    "joint: any error": spoiled(constant.joint_reading, bounded(gamma(), fails), TOO_QUIET),
    "joint: any stripe": dropped(constant.joint_reading, "stripe", at=UNCOUNTED),
    "joint: any atoms": dropped(constant.joint_reading, "unit_atoms", at=LOST_ATOM),
}

PATCH = {
    "patch: any error": spoiled(joint_patch.joint_reading_of_the_lemma, bounded(gamma(), fails), TOO_QUIET),
    "patch: 1 in place of 8": spoiled(
        joint_patch.joint_reading_of_the_lemma,
        bounded(gamma(constant=1), fails & joint_patch.small_patch),
        HALF,
    ),
    "patch: the complement": spoiled(
        joint_patch.joint_reading_of_the_lemma, bounded(gamma(), W() & joint_patch.small_patch), SAFE
    ),
    "patch: any atoms": dropped(joint_patch.joint_reading_of_the_lemma, "unit_atoms", at=LOST_ATOM),
    "always small: any error": dropped(joint_patch.sure_reading_of_the_lemma, "always_small", at=TOO_QUIET),
    "J1: an eighth": spoiled(route.bound_J1, bounded(route.J1 / 8), EVEN),
    "J1: any error": spoiled(
        route.bound_J1,
        bounded(route.J1, fails),
        two_rows([1, 0], ["20/101", "99/101"], [1, 0], ["-1/2", "1/2"], zeta="1/100"),
    ),
}

SPOILED = {**ROUTE, **CONSTANT, **PATCH}

WEAKER = {
    "on: a shorter reach": spoiled(
        route.on_support, Claim(low_and_small, "implies", compare(Abs(G), ">=", reach - zeta), ON), HALF
    ),
    "squares: S + 1": spoiled(
        route.sum_of_squares, Claim(squares, "<=", xmax**2 * mu**2 * (S + 1), ((i, All),)), EQUAL_OFF
    ),
    "J0: factor 3": spoiled(route.bound_J0, bounded(J0(factor=3)), EVEN),
    "exponents: more gain": spoiled(route.exponents, exponent(gain=Rational(51, 100)), BALANCED),
    "patch: 9 in place of 8": spoiled(
        joint_patch.joint_reading_of_the_lemma, bounded(gamma(constant=9), fails & joint_patch.small_patch), HALF
    ),
    "J1: 2 in place of its root of e": spoiled(route.bound_J1, bounded(2 * gamma()), EVEN),
    "joint: 9 in place of 8": spoiled(constant.joint_reading, bounded(gamma(constant=9)), HALF),
    "joint: 3 in place of 2": spoiled(constant.joint_reading, bounded(gamma(factor=3)), HALF),
    "joint: S + 1": spoiled(constant.joint_reading, bounded(gamma(S=S + 1)), QUIET_TWINS),
}

PROVED = [
    route.on_support,
    route.off_support,
    route.inclusion,
    route.sum_of_squares,
    route.union,
    route.bound_J0,
    route.bound_J1,
    route.exponents,
    constant.few_atoms,
    constant.numbers,
    constant.half_is_enough,
    constant.without_margin,
    constant.attainable,
    constant.out_of_reach,
    constant.few,
    constant.short,
    constant.long,
    constant.joint_reading,
    joint_patch.joint_reading_of_the_lemma,
    joint_patch.sure_reading_of_the_lemma,
]

NEEDED = [  # instances always meet it, or the claim is true for another reason
    (route.inclusion, "keeps_largest"),
    (route.inclusion, "x_not_zero"),
    (route.sum_of_squares, "coherence"),
    (route.bound_J0, "spread"),
    (route.bound_J0, "count"),
    (constant.without_margin, "no_margin"),
    (constant.without_margin, "zeta_positive"),
    (constant.attainable, "coherence"),
    (constant.out_of_reach, "beyond"),
    (constant.few, "attainable_reach"),
    (constant.few, "at_most_four"),
    (constant.short, "near"),
    (constant.short, "at_least_four"),
    (constant.long, "far"),
    (constant.long, "margin"),
    (constant.joint_reading, "support_not_empty"),
    (constant.joint_reading, "coherence"),
    (constant.joint_reading, "overlap"),
    (constant.joint_reading, "zeta_positive"),
    (constant.joint_reading, "S_natural"),
    (constant.joint_reading, "count"),
]

EXTREME = {constant.few: EVEN, constant.short: FOUR, constant.long: SAFE_PAIR, constant.joint_reading: HALF}


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
    form = Variant(step=step, claim=standing(step)[0], at=EXTREME.get(step))
    assert proved(form)
    assert survives(form)


@pytest.mark.parametrize(("step", "name"), NEEDED, ids=lambda part: getattr(part, "label", part))
def test_a_hypothesis_that_no_instance_shows_is_still_needed(step, name):
    """The argument does not go through without it."""
    assert declined(dropped(step, name))
