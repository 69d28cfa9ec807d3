"""Spoiled variants of the true lines of Definition 2.1 and Section 2.2 are refuted on instances, weaker ones not."""

import pytest
from sympy import Abs, Integer, ceiling, floor

from boundcheck import (
    Claim,
    Span,
    assume,
    belongs,
    event_family,
    every,
    largest,
    rings,
    set_family,
    size,
    some,
)
from proofs.murray_tanner_2021 import activations as acts
from proofs.murray_tanner_2021 import definitions as defs
from proofs.murray_tanner_2021 import windows as wins
from proofs.murray_tanner_2021.definitions import Hat, M, N, correlation, j, k, m1, n
from proofs.murray_tanner_2021.windows import d, i, m, one
from proofs.murray_tanner_2021.words import All, Lam, Off
from tests.proofs.spoiling import holds, standing, survives, worlds

TOP = -largest(correlation(k), k, Off)
STRAIGHT, WRAPPING = wins.straight_window.printed.forall, wins.wrapped_window.printed.forall


def wrapped(end, total, forall=WRAPPING):
    """Size of the wrapped window with another end."""
    return Claim(size(Span(i, N) | Span(one, end)), "==", total, forall)


SPOILED = {
    "sizes: one less": (defs.sizes, Claim(2 * m1 * m1, "<=", 31)),
    "sizes from five: one more": (defs.sizes_from_five, Claim(2 * m1 * m1, ">", 50)),
    "three layers: more": (defs.sizes_three_layers, Claim(8 * m1**4, ">", 128)),
    "four layers: more": (defs.sizes_four_layers, Claim(128 * m1**8, ">", 128)),
    "columns: one more": (defs.columns, Claim(N, "==", n * M + 1)),
    "columns: any stride": (wins.straight_window, Claim(N, "==", n * M)),
    "error sign: as at other layers": (defs.error_sign, defs.error_sign.printed),
    "relu: a larger bias drops one": (acts.relu_keeps, Claim(correlation(j) + 2 * TOP, ">", 0, ((j, Lam),))),
    "relu: no bias": (acts.relu_drops, Claim(correlation(k), "<=", 0, ((k, Off),))),
    "relu: strictly": (acts.relu_drops, Claim(correlation(k) + TOP, "<", 0, ((k, Off),))),
    "relu loses: always positive": (acts.relu_loses_negatives, Claim(acts._relu, ">", 0)),
    "one set: the complement": (defs.projection_without_ties, Claim(every(belongs(j, Off), j, Hat), "holds")),
    "straight: one less": (wins.straight_window, Claim(size(Span(i, i + m - 2)), "==", m, STRAIGHT)),
    "straight: one more": (wins.straight_window, Claim(size(Span(i, i + m)), "==", m, STRAIGHT)),
    "wrapped: end one later": (wins.wrapped_window, wrapped(m - (N - i), m)),
    "wrapped: end one earlier": (wins.wrapped_window, wrapped(m - 2 - (N - i), m)),
    "wrapped: one more": (wins.wrapped_window, wrapped(m - 1 - (N - i), m + 1)),
    "first size: another m_0": (defs.first_size, Claim(defs.n0 * defs.m0, "==", defs.n0 * defs.m0_other + 1)),
    "unit column: sum of the entries": (defs.unit_columns_wrapped, defs.unit_columns_wrapped.printed),
    "wrapped patch: one more": (
        wins.wrapped_patch_length,
        Claim(wins.wrapped_patch_length.printed.lhs, "==", wins.m_next + 1, wins.wrapped_patch_length.printed.forall),
    ),
    "stripe length: one less": (
        wins.stripe_length,
        Claim(wins.stripe_length.repaired.lhs, "==", wins.stripe_len - 1, wins.stripe_length.repaired.forall),
    ),
    "patch: m rows": (wins.patch_length, wins.patch_length.printed),
    "stripe: one less": (
        wins.stripe_columns,
        Claim((2 * d + 1) * wins.n, "<=", floor((2 * (m / wins.s) - 1) * wins.n) - 1),
    ),
    "stripe: wider": (wins.stripe_columns, Claim((2 * d + 2) * wins.n, "<=", floor((2 * (m / wins.s) - 1) * wins.n))),
    "any stride: one less": (
        wins.stripe_columns_any_stride,
        Claim((2 * d + 1) * wins.n, "<=", (2 * ceiling(m / wins.s) - 1) * wins.n - 1),
    ),
    "any stride: strict": (
        wins.stripe_columns_any_stride,
        Claim((2 * d + 1) * wins.n, "<", (2 * ceiling(m / wins.s) - 1) * wins.n),
    ),
    "any stride: rounded down": (
        wins.stripe_columns_any_stride,
        Claim((2 * d + 1) * wins.n, "<=", (2 * floor(m / wins.s) - 1) * wins.n),
    ),
}

WEAKER = {
    "sizes": (defs.sizes, Claim(2 * m1 * m1, "<=", 50)),
    "columns": (defs.columns, Claim(N, ">=", n * M)),
    "error size": (defs.error_size, Claim(Abs(defs.v0), "<=", Abs(defs.x0 - defs.xhat0))),
    "relu drops": (acts.relu_drops, Claim(correlation(k) + 2 * TOP, "<=", 0, ((k, Off),))),
    "straight": (wins.straight_window, Claim(size(Span(i, i + m - 1)), "<=", m, STRAIGHT)),
    "wrapped": (wins.wrapped_window, Claim(size(Span(i, N) | Span(one, m - 1 - (N - i))), ">=", m, WRAPPING)),
    "stripe": (wins.stripe_columns, Claim((2 * d + 1) * wins.n, "<=", floor(2 * (m / wins.s) * wins.n))),
    "any stride": (
        wins.stripe_columns_any_stride,
        Claim((2 * d + 1) * wins.n, "<=", (2 * ceiling(m / wins.s) + 1) * wins.n),
    ),
}

PROVED = [
    defs.first_size,
    defs.sizes,
    defs.sizes_from_five,
    defs.sizes_three_layers,
    defs.sizes_four_layers,
    defs.columns,
    defs.unit_columns_wrapped,
    defs.projection_without_ties,
    defs.projection_count,
    defs.error_sign,
    defs.error_size,
    acts.relu_loses_negatives,
    acts.relu_keeps,
    acts.relu_drops,
    wins.straight_window,
    wins.wrapped_window,
    wins.patch_length,
    wins.wrapped_patch_length,
    wins.stripe_length,
    wins.stripe_columns,
    wins.stripe_columns_any_stride,
]


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_line_is_refuted(name):
    """Some instance that meets the hypotheses violates it."""
    assert not holds(*SPOILED[name])


@pytest.mark.parametrize("name", WEAKER)
def test_a_weaker_line_survives(name):
    """No instance violates it."""
    assert holds(*WEAKER[name])


@pytest.mark.parametrize("step", PROVED, ids=lambda step: step.label)
def test_the_form_that_is_proved_survives(step):
    """No instance violates the proved form of a step."""
    assert holds(step, standing(step)[0])


OVERLAP, STRIPE, STRIPE_AT = set_family("Overlap"), set_family("Stripe"), set_family("StripeAt")
IN_ONE_STRIPE = Claim(some(every(belongs(j, STRIPE(i)), j, OVERLAP(k)), i, All), "holds", forall=((k, All),))


def test_on_rings_of_definition_2_1_the_columns_that_overlap_lie_in_one_stripe():
    """The arithmetic of ``windows.stripe_columns``, on rings, wrap-around and short rings included."""
    assert survives(IN_ONE_STRIPE.node, (), worlds(rings(definition=True)))


def test_on_rings_of_any_stride_they_need_not():
    """The floor is too small where the stride does not divide the length."""
    assert not survives(IN_ONE_STRIPE.node, (), worlds(rings()))


def test_rounding_up_is_enough_on_any_ring():
    """(2 ceil(m/s) - 1) n columns around a column's place."""
    enough = Claim(every(belongs(j, STRIPE_AT(k)), j, OVERLAP(k)), "holds", forall=((k, All),))
    assert survives(enough.node, (), worlds(rings()))


def test_a_window_longer_than_the_ring_marks_fewer_rows():
    """Without ``fits`` the wrapped formula is false."""
    assert not holds(wins.wrapped_window, wins.wrapped_window.printed, instead=(assume("fits", Integer(0), "<=", m),))


def test_relu_finds_the_support_of_nonnegative_vectors_without_ties():
    """The event of the vector world agrees with ``relu_keeps`` and ``relu_drops``."""
    found = Claim(event_family("ReluSupport")(), "holds")
    given = (acts.not_negative, defs.no_tie, defs.has_k)
    assert survives(found.node, tuple(h.node for h in given), worlds(acts.relu_support.over[0]))


def test_no_vector_with_a_negative_entry_among_the_largest_passes_relu():
    """Where an entry is negative and all are kept, no bias does."""
    kept, nonzeros = defs.kept, defs.nonzeros
    given = (assume("all", kept, "==", nonzeros).node, (~event_family("NonNegative")()))
    assert survives(
        Claim(~event_family("ReluCan")(), "holds").node,
        (given[0], Claim(given[1], "holds").node),
        worlds(acts.relu_projects.over[0]),
    )
