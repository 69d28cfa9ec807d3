"""Theorem 2: spoiled variants are refuted and declined, clean ones hold on at least a hundred exact instances."""

import pytest
from sympy import Abs, sqrt

from boundcheck import assume, belongs, cascade, cascades, compare, fixed
from boundcheck.checkers.search import meets, worlds_of
from boundcheck.evaluate import readings
from proofs.papyan_romano_elad_2017 import condition, correlations, depth, forward_pass, normalisation, theorem_2
from proofs.papyan_romano_elad_2017.words import (
    Atoms,
    Hat,
    Lam,
    Layers,
    On,
    beta,
    claim,
    e,
    eps,
    gmax,
    gmin,
    high,
    i,
    l,
    low,
    mu,
    patch_norm,
    s,
    two,
)
from tests.proofs.variants import declined, dropped, proved, refuted, spoiled, survives

HUNDRED = 100
PLANE = [[1, "3/5"], [0, "4/5"]]
LOW = fixed("at the lower end", cascade([PLANE], [1, 0], [0, 0], beta=["59/100"]))
HIGH = fixed("at the upper end", cascade([PLANE], [1, 0], [0, 0], beta=[1]))
BIG_NOISE = fixed("noise", cascade([[[1, 0], [0, 1]]], [1, 0], [0, "1/2"], beta=["1/4"]))
EQUAL = claim(belongs(i, Hat(l)), "iff", belongs(i, Lam(l)), (i, Atoms(l)))


def instead(step, *hypotheses):
    """The proved form with hypotheses replaced by name."""
    changed = {h.name: h for h in hypotheses}
    kept = (*step.hypotheses, *step.repaired_hypotheses)
    return tuple(changed.get(h.name, h) for h in kept)


def fails(claimed, hypotheses, *sources):
    """Some designed instance meets the hypotheses and violates the claim."""
    nodes = tuple(h.node for h in hypotheses)
    worlds = [world for source in sources for world in worlds_of(source, 0, 0) if meets(world, nodes)]
    assert worlds
    return any(reading.holds is False for world in worlds for reading in readings(claimed.node, world))


def valid_readings(step, source, effort):
    """How many instances meet the hypotheses of the proved form, and whether the claim holds at all their readings."""
    form = step.repaired or step.printed
    nodes = tuple(h.node for h in (*step.hypotheses, *step.repaired_hypotheses))
    worlds = [world for world in worlds_of(source, effort, 1) if meets(world, nodes)]
    return len(worlds), all(reading.holds for world in worlds for reading in readings(form.node, world))


DRAWN = (theorem_2.errors,)
DRAWN_SLOWLY = (correlations.on_support, correlations.anywhere)  # the others in test_papyan_romano_elad_drawn


@pytest.mark.parametrize("step", DRAWN, ids=lambda s: s.label)
def test_a_repaired_line_holds_on_a_hundred_exact_instances(step):
    """Instances of one to three layers whose thresholds lie in the window."""
    count, holds = valid_readings(step, cascades(window=True), 150)

    assert count >= HUNDRED
    assert holds


@pytest.mark.slow
@pytest.mark.parametrize("step", DRAWN_SLOWLY, ids=lambda s: s.label)
def test_a_repaired_theorem_holds_on_a_hundred_exact_instances(step):
    """Networks of the general source: the conditions of the theorem thin them out."""
    count, holds = valid_readings(step, cascades(window=True), 900)

    assert count >= HUNDRED
    assert holds


SPOILED = {
    "error halved": spoiled(theorem_2.error_bound, claim(patch_norm(l), "<=", eps(l) / 2)),
    "no error": spoiled(depth.vanishing_error, claim(Abs(e(l, i)), "==", 0, (i, On))),
    "a larger bias": spoiled(depth.vanishing_error, claim(Abs(e(l, i)), ">=", 3 * gmax(l), (i, On))),
    "coherence not counted": spoiled(
        correlations.anywhere,
        claim(Abs(correlations.z(l, i) - correlations.G(l, i)), "<=", patch_norm(l - 1), (i, Atoms(l))),
    ),
    "error below not counted": spoiled(
        correlations.anywhere,
        claim(Abs(correlations.z(l, i) - correlations.G(l, i)), "<=", s(l) * mu(l) * gmax(l), (i, Atoms(l))),
        at=BIG_NOISE,
    ),
    "s - 1 without the root": spoiled(depth.growth, claim(eps(l), ">=", 3 * sqrt(condition.p(l)) * beta(l))),
    "a tenfold budget": spoiled(depth.decay, claim(100 * two(l) * gmax(l), "<", gmin(l))),
    "smaller coherence": spoiled(
        correlations.coherence_bounds,
        claim(
            Abs(correlations.g(l, i, correlations.j)), "<", mu(l), (i, Atoms(l)), (correlations.j, Atoms(l).without(i))
        ),
    ),
    "any threshold in the middle": spoiled(
        condition.some_constant, claim(compare(low, "<", high), "implies", compare(low, ">", condition._middle))
    ),
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_line_is_refuted(name):
    """Some instance violates it."""
    assert refuted(SPOILED[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_line_is_declined(name):
    """No line of its step proves it."""
    assert declined(SPOILED[name])


def test_the_window_may_not_be_wider_below():
    """Just under s mu gmax + eps an atom off the support is kept."""
    wider = assume("above_off", low - gmin(l) / 50, "<=", beta(l), ((l, Layers),))
    assert fails(EQUAL, instead(theorem_2.supports, wider), LOW)


def test_the_window_may_not_contain_its_upper_end():
    """At gmin - (s - 1) mu gmax - eps an entry of the support is lost."""
    closed = assume("below_on", beta(l), "<=", high, ((l, Layers),))
    assert fails(EQUAL, instead(theorem_2.supports, closed), HIGH)


DROPPED = {
    "no window below": dropped(condition.any_threshold, "above_off", at=theorem_2.small_threshold),
    "no window above": dropped(condition.any_threshold, "below_on", at=theorem_2.large_threshold),
    "any norm": dropped(
        normalisation.atoms_of_any_norm,
        "unit",
        at=fixed("short atoms", cascade([[["1/2", "3/10"], [0, "2/5"]]], [1, 0], [0, 0])),
    ),
    "signs": dropped(forward_pass.in_the_theorem, "nonnegative", at=forward_pass.negative),
    "equality in condition 1": dropped(condition.weaker, "condition_1", at=condition.tetrahedron),
}


@pytest.mark.parametrize("name", DROPPED)
def test_without_a_hypothesis_the_line_is_refuted(name):
    """Each of them is needed."""
    assert refuted(DROPPED[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", DROPPED)
def test_without_a_hypothesis_the_line_is_declined(name):
    """The checkers need it too."""
    assert declined(DROPPED[name])


@pytest.mark.slow
def test_the_clean_lines_are_proved_and_survive():
    """The variants that change nothing."""
    for step in (theorem_2.supports, theorem_2.errors, depth.flat, depth.forces, condition.necessary):
        same = spoiled(step, step.repaired or step.printed)
        assert survives(same)
        assert proved(same)
