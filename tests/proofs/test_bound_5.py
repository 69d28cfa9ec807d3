"""Spoiled variants of the true lines about display (5) are refuted at exact parameters; weaker ones are not."""

import pytest
from sympy import Integer, Rational, exp, log, sqrt

from boundcheck import Claim, assume, compare
from boundcheck.dcsc.worlds import build
from proofs.murray_tanner_2021 import bound_5 as five
from proofs.murray_tanner_2021 import bound_5_admits as few
from proofs.murray_tanner_2021 import bound_5_recovery as promise
from proofs.murray_tanner_2021 import bound_5_typical as typ
from proofs.murray_tanner_2021.bound_5 import N, S, delta, gamma, holds_5, logarithm, mu, right_side, xmax, xmin, zeta
from proofs.murray_tanner_2021.bound_5_typical import m, right_3, side_5
from tests.proofs.spoiling import holds, standing
from tests.proofs.variants import Variant, declined, dropped, proved, spoiled


def at(**values):
    """Real parameters."""
    return build({"kind": "reals", "values": values})


def below(constant, N=N, S=S):
    """gamma_l <= delta with another constant in the exponent."""
    return compare(2 * N * exp(-(xmin**2) / (constant * (xmax**2 * mu**2 * S + zeta**2))), "<=", delta)


def narrow(factor):
    """(5) with another constant."""
    return compare(S, "<=", factor * right_side)


ALIKE = {"mu": "1/2", "xmin": 4, "xmax": 1, "zeta": "1/100", "N": 1}
NEAR = [at(S=S, delta=delta, **ALIKE) for S in range(1, 12) for delta in ("1/20", "1/4", "1/2", "9/10", 1)]
TIGHT = at(mu="1/2", xmax=1, xmin=1, zeta="1/4", N=1, delta=1, limit=1, m=2)
LONG = [at(m=49, M=M, mu="5/49", xmax=1, xmin=1, zeta=0, delta=1) for M in (1, 2, 3, 900, 1067)]
WELCH_50 = at(m=50, M=1, mu="1/10", xmax=1, xmin=1, zeta=0, delta=1)  # 2 m mu^2 = 1
FIRST = at(m=17, M=1, mu="10/58", xmax=1, xmin=1, zeta=0, delta=1)
IFF = five.equivalence

SPOILED = {
    "iff: 7 in the exponent": (IFF, Claim(holds_5, "iff", below(7)), NEAR),
    "iff: 9 in the exponent": (IFF, Claim(holds_5, "iff", below(9)), NEAR),
    "iff: N in place of 2N": (IFF, Claim(holds_5, "iff", below(8, N=N / 2)), NEAR),
    "iff: S - 1": (IFF, Claim(holds_5, "iff", below(8, S=S - 1)), NEAR),
    "iff: a quarter more": (IFF, Claim(narrow(Rational(5, 4)), "implies", compare(gamma, "<=", delta)), NEAR),
    "iff: a quarter less": (IFF, Claim(compare(gamma, "<=", delta), "implies", narrow(Rational(3, 4))), NEAR),
    "cleared: mu in place of its square": (
        five.equivalence_cleared,
        Claim(compare(xmax**2 * mu * S + zeta**2, "<=", xmin**2 / (8 * logarithm)), "iff", compare(gamma, "<=", delta)),
        NEAR,
    ),
    "automatic: half of it": (
        five.five_is_automatic,
        Claim(compare(gamma, "<", delta), "implies", narrow(Rational(1, 2))),
        NEAR,
    ),
    "one layer: inverse only": (
        five.one_layer,
        Claim(right_side.subs(mu, five.factor * mu), "<=", right_side / five.factor),
        [at(S=1, delta=1, factor="1/2", **ALIKE)],
    ),
    "inner: a tenth": (five.inner_layers, Claim(S - 1, "<=", five._inverse_only.rhs / 10), []),
    "below (3): by more than a quarter": (typ.below_3, Claim(right_side + Rational(1, 3), "<", right_3), [TIGHT]),
    "typical: above": (typ.typical_sizes, typ.typical_sizes.printed, LONG),
    "at most two: at most one": (few.at_most_two, Claim(side_5, "<", Rational(9, 5)), LONG),
    "long rings: less": (few.none_on_long_rings, Claim(side_5, "<", Rational(9, 10)), LONG),
    "short filters: less": (few.none_for_short_filters, Claim(side_5, "<", Rational(1, 3)), LONG),
    "log square: reversed": (typ.log_square, Claim(8 * log(4 * m) ** 2, "<", m), []),
    "log square: 7 in place of 8": (typ.log_square, Claim(7 * log(4 * m) ** 2, ">", m), []),
    "log 4268: 4000": (few.log_4268, Claim(m, "<", 4 * log(4000 * m)), []),
    "log 4: 3": (few.log_4, Claim(m, "<", 4 * log(3 * m)), []),
    "log 12: nine": (few.log_12, Claim(m, "<", 9 * log(4 * m)), [at(m=49)]),
    "fewer: half as many": (few.fewer_than, Claim(right_side, "<", few.limit / 2), [TIGHT]),
    "best case: three at 1": (few.best_case_two, Claim(few.best_case_two.printed.lhs, ">=", 3), []),
    "best case: two at 1066": (few.best_case_one, Claim(few.best_case_one.printed.lhs, ">=", 2), []),
    "up to 489: above": (typ.up_to_489, Claim(typ.up_to_489.printed.lhs, ">", sqrt(2 * m) / 2 + Rational(1, 2)), []),
}

WEAKER = {
    "five: one direction": (IFF, Claim(holds_5, "implies", compare(gamma, "<=", 2 * delta)), NEAR),
    "five: less of it": (IFF, Claim(narrow(Rational(1, 2)), "implies", compare(gamma, "<=", delta)), NEAR),
    "inner": (five.inner_layers, Claim(S - 1, "<=", 2 * five._inverse_only.rhs), []),
    "below (3)": (typ.below_3, Claim(right_side, "<=", right_3), [TIGHT]),
    "below (3), by a quarter": (typ.below_3, Claim(right_side + Rational(1, 4), "<=", right_3), [TIGHT]),
    "at most two": (few.at_most_two, Claim(side_5, "<", 4), LONG),
    "long rings": (few.none_on_long_rings, Claim(side_5, "<", 2), LONG),
}

PROVED = [
    IFF,
    five.equivalence_any_delta,
    five.equivalence_cleared,
    five.five_is_automatic,
    five.inner_layers,
    typ.below_3,
    typ.beyond_typical,
    typ.typical_sizes_opposite,
    few.fewer_than,
    few.at_most_two,
    few.none_on_long_rings,
    few.none_for_short_filters,
    few.best_case_one,
    few.best_case_two,
    typ.up_to_489,
    typ.from_490,
]


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_line_is_refuted(name):
    """Some parameters that meet the hypotheses violate it."""
    step, claim, extra = SPOILED[name]
    assert not holds(step, claim, *extra)


@pytest.mark.parametrize("name", WEAKER)
def test_a_weaker_line_survives(name):
    """No parameters violate it."""
    step, claim, extra = WEAKER[name]
    assert holds(step, claim, *extra)


@pytest.mark.parametrize("step", PROVED, ids=lambda step: step.label)
def test_the_form_that_is_proved_survives(step):
    """No parameters violate the proved form of a step."""
    assert holds(step, standing(step)[0], *NEAR, *LONG)


def test_beyond_2N_the_equivalence_fails():
    """At delta = 3 > 2 N = 2 gamma_l <= delta holds and (5) does not."""
    assert not holds(five.equivalence_any_delta, five._equivalent, instead=(assume("delta_small", N, ">=", 1),))


def test_the_first_filter_that_admits_one():
    """m_l = 17 is not below the threshold of ``log_4``."""
    assert not holds(few.log_4, few.log_4.printed, FIRST, instead=(assume("up_to_16", m, "<=", 17),))


def test_one_place_fewer_admits_one():
    """At M = 1066 the logarithm is too small."""
    short = at(m=49, M=1066)
    assert not holds(few.log_4268, Claim(m, "<", 4 * log(4 * 1066 * m)), short)


def test_from_490_the_bounds_cross():
    """At 489 (5) is still below (3)."""
    early = assume("from_490", m, ">=", 489)
    assert not holds(typ.from_490, typ.from_490.printed, at(m=489), instead=(early,))


def test_coherence_below_welch_admits_more():
    """Without the Welch bound (5) exceeds (3)."""
    free = assume("no_better", Integer(0), "<=", mu)
    low = at(m=49, M=1, mu="1/100", xmax=1, xmin=1, zeta=0, delta=1)
    assert not holds(typ.typical_sizes_opposite, typ.typical_sizes_opposite.printed, low, instead=(free,))
    assert holds(typ.beyond_typical, typ.beyond_typical.printed, WELCH_50)


@pytest.mark.parametrize(
    "step", [promise.first_layer_recovered, promise.each_layer_jointly], ids=lambda step: step.label
)
def test_what_5_promises_is_proved_from_5_and_from_nothing_less(step):
    """No instance knows delta, so only the proof speaks; it goes through, and not without (5) or with half of delta."""
    assert proved(Variant(step=step, claim=step.printed))
    assert declined(dropped(step, "five"))
    less = Claim(step.printed.lhs, step.printed.relation, step.printed.rhs.subs(delta, delta / 2))
    assert declined(spoiled(step, less))
