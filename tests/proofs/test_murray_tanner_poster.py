"""The poster: spoiled variants are refuted and declined; what it takes from other papers is what they prove."""

import pytest
from sympy import exp

from boundcheck import Claim, Prob, compare, some, total
from boundcheck.checkers.search import meets, worlds_of
from boundcheck.evaluate import readings
from proofs.murray_tanner_2021 import bound_5, theorem_3_2
from proofs.murray_tanner_poster import against_paper, condition, prior_art, theorem
from proofs.murray_tanner_poster.words import L, Layers, N, W, Y, Z, d, gamma, l, xmin0
from tests.proofs.variants import declined, proved, refuted, spoiled, survives

SPOILED = {
    "bound without the factor 2": spoiled(
        theorem.index_range, Claim(Prob(~Y(L)), "<=", total(N(l) * exp(-(xmin0(l) ** 2)) / 1000, l, Layers))
    ),
    "columns counted once": spoiled(
        theorem.columns, Claim(Prob(some(theorem.Lost(theorem.t), theorem.t, theorem.Columns)), "<=", theorem.B)
    ),
    "one nonzero always qualifies": spoiled(prior_art.one_nonzero_qualifies, Claim(prior_art.S, "<", prior_art._side)),
    "half the logarithm": spoiled(
        condition.one_column,
        Claim(
            compare(condition.S, "<=", condition.right_side(condition.M * condition.n)),
            "implies",
            compare(condition._one * condition._exponential, "<=", condition.delta),
        ),
    ),
    "a third of delta": spoiled(
        condition.against_theorem,
        Claim(
            compare(condition.S, "<=", condition.right_side(condition._all)),
            "implies",
            compare(condition._all * condition._exponential, "<=", condition.delta / 3),
        ),
    ),
    "projection with a larger factor": spoiled(
        theorem.projection, Claim(Prob(some(~Z(l), l, Layers)), "<=", 1000 * d * total(gamma, l, Layers))
    ),
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_line_is_refuted_and_declined(name):
    """Some instance violates it, and no line of its step proves it."""
    assert refuted(SPOILED[name])
    assert declined(SPOILED[name])


@pytest.mark.parametrize(
    "step", [theorem.index_range, theorem.columns, condition.one_column, prior_art.says_nothing], ids=lambda s: s.label
)
def test_a_clean_line_is_proved_and_survives(step):
    """The variant that changes nothing."""
    same = spoiled(step, step.repaired or step.printed)
    assert survives(same)
    assert proved(same)


def test_the_theorem_holds_on_a_hundred_exact_networks():
    """One column, a decoder that keeps as many entries as there are nonzeros."""
    step = theorem.one_column
    nodes = tuple(h.node for h in step.hypotheses)
    worlds = [w for w in worlds_of(step.over[0], 420, 3, 256) if meets(w, nodes)]

    assert len(worlds) >= 100
    assert all(reading.holds for world in worlds for reading in readings(step.printed.node, world))


def test_the_cited_layer_bound_is_the_one_the_paper_proves():
    """The leaf says, word for word, what proofs/murray_tanner_2021 proves under hypotheses that are no stronger."""
    ours, theirs = theorem.layer_bound, theorem_3_2.layer_bound

    assert ours.printed.node == theirs.printed.node
    assert {h.node for h in ours.hypotheses} <= {h.node for h in theirs.hypotheses}


def test_the_condition_is_set_beside_display_5_as_the_paper_has_it():
    """With n_l M for N the right sides are one expression."""
    theirs = bound_5.right_side.subs(bound_5.N, condition.M * condition.n)

    assert Claim(against_paper._five, "==", theirs).node[2] == Claim(theirs, "==", theirs).node[2]


def test_the_witnesses_of_the_projection_have_one_outcome_law():
    """With one nonzero and noise elsewhere the projection fails for every sign pattern, the other decoder for none."""
    (world,) = worlds_of(theorem.one_nonzero, 0, 0)

    lost = Claim(Prob(some(~Z(l), l, Layers)), "==", 1)
    kept = Claim(Prob(~W(1)), "==", 0)
    assert all(reading.holds for claim in (lost, kept) for reading in readings(claim.node, world))
