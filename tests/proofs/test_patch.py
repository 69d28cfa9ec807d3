"""Spoiled variants of the true lines of the patch error are refuted on the sources' instances; weaker ones are not."""

from functools import cache

import pytest
from sympy import Abs, Integer, Rational, sqrt

from boundcheck import Claim, compare, largest, size, total
from boundcheck.checkers.search import meets, worlds_of
from boundcheck.evaluate import readings
from proofs.murray_tanner_2021 import lemma_3_3_noise as noise
from proofs.murray_tanner_2021 import lemma_3_3_patch as patch
from proofs.murray_tanner_2021 import lemma_3_3_patch_bound as bound
from proofs.murray_tanner_2021 import lemma_3_3_patch_chain as chain
from proofs.murray_tanner_2021 import lemma_3_3_patch_error as error
from proofs.murray_tanner_2021 import lemma_3_3_patch_noise as display
from proofs.murray_tanner_2021 import lemma_3_3_patch_rows as rows
from proofs.murray_tanner_2021.patch_words import count_in_patch, err_inf, err_patch, m, patch_count, stripe_norm
from proofs.murray_tanner_2021.words import All, Gam, Lam, Off, S, W, c, eps, g, i, j, k, mu, w, x, xmax, zeta

TINY = Rational(1, 10**9)


@cache
def worlds(source):
    """The boundary cases and a few drawn ones, as far as they have at most 32 sign patterns."""
    return tuple(world for world in worlds_of(source, 6, 0) if len(world.outcomes) <= 32)


def standing(step):
    """The form of a step that is proved, with its hypotheses."""
    if step.repaired is None:
        return step.printed, step.hypotheses
    return step.repaired, (*step.hypotheses, *step.repaired_hypotheses)


def valid(step):
    """The instances of the step's sources that meet its hypotheses."""
    hypotheses = tuple(h.node for h in standing(step)[1])
    return [world for world in worlds(step.over[0]) if meets(world, hypotheses)]


def violates(world, claim):
    """The claim has a value on this instance, and is false there."""
    try:
        return any(reading.holds is False for reading in readings(claim.node, world))
    except ZeroDivisionError:
        return False


def refuted(step, claim):
    """Some instance that meets the hypotheses violates the claim."""
    return any(violates(world, claim) for world in valid(step))


def inside_recovery(relation, lhs, rhs, *forall):
    """The relation on the event that the support is recovered."""
    return Claim(W(), "implies", compare(lhs, relation, rhs), tuple(forall))


def level(mu=mu, count=S - 1, xmax=xmax, zeta=zeta):
    """The bound on one entry of the error, with one of its parts exchanged."""
    return mu * count * xmax + zeta


ATOMS, OTHERS, SUPPORT, OFF = (i, All), (j, All.without(k)), (i, Lam), (k, Off)
SQUARE = x(j) ** 2 * g(k, j) ** 2
ERROR = chain.error
ENTRIES = Abs(patch.error)

SPOILED = {
    "only overlaps: the others instead": (
        noise.only_overlaps,
        Claim(total(SQUARE, j, Lam), "==", total(SQUARE, j, Lam & ~Gam(k)), (OFF,)),
    ),
    "only overlaps: a lost square": (
        noise.only_overlaps,
        Claim(total(SQUARE, j, Lam), "==", total(x(j) ** 2 * Abs(g(k, j)), j, Lam & Gam(k)), (OFF,)),
    ),
    "atom support: strict": (noise.atom_support, Claim(noise.atom_support.repaired.lhs, "<", m, (ATOMS,))),
    "atom support: one less": (noise.atom_support, Claim(noise.atom_support.repaired.lhs, "<=", m - 1, (ATOMS,))),
    "noise: strict": (noise.noise_square, Claim(Abs(w(i)), "<", zeta, (ATOMS,))),
    "noise: a little less": (noise.noise_square, Claim(Abs(w(i)), "<=", zeta * (1 - TINY), (ATOMS,))),
    "coherence: strict": (noise.coherence_square, Claim(Abs(g(k, j)), "<", mu, ((k, All), OTHERS))),
    "coherence: the atom itself": (noise.coherence_square, Claim(Abs(g(k, j)), "<=", mu, ((k, All), (j, All)))),
    "stripe count: one less": (noise.stripe_count, Claim(size(Lam & Gam(k)), "<=", S - 1, ((k, All),))),
    "stripe count: strict": (noise.stripe_count, Claim(size(Lam & Gam(k)), "<", S, ((k, All),))),
    "stripe count: all overlaps": (noise.stripe_count, Claim(size(Gam(k)), "<=", S, ((k, All),))),
    "two norm: no root": (
        patch.two_norm,
        Claim(patch.two_norm.printed.lhs, "<=", patch.two_norm.printed.rhs / sqrt(size(patch.Nz))),
    ),
    "two norm: strict": (patch.two_norm, Claim(patch.two_norm.printed.lhs, "<", patch.two_norm.printed.rhs)),
    "two norm: one nonzero fewer": (
        patch.two_norm,
        Claim(patch.two_norm.printed.lhs**2, "<=", (size(patch.Nz) - 1) * largest(Abs(patch.z(j)), j, All) ** 2),
    ),
    "patch norms: no root": (
        patch.line_two,
        inside_recovery(
            "<=", patch.line_two.printed.rhs.args[0], patch.line_two.printed.rhs.args[2] / sqrt(patch_count)
        ),
    ),
    "patch norms: strict": (
        patch.line_two,
        inside_recovery("<", patch.line_two.printed.rhs.args[0], patch.line_two.printed.rhs.args[2]),
    ),
    "patch norms: always": (
        patch.line_two,
        Claim(patch.line_two.printed.rhs.args[0], "<=", patch.line_two.printed.rhs.args[2]),
    ),
    "max norm: strict": (patch.line_three, Claim(patch.line_three.printed.lhs, "<", patch.line_three.printed.rhs)),
    "max norm: off the support": (patch.on_support, inside_recovery("==", err_inf, largest(ENTRIES, j, Off))),
    "max norm: always": (patch.on_support, Claim(err_inf, "==", largest(ENTRIES, j, Lam))),
    "line two: sign of the noise": (
        chain.line_two,
        inside_recovery("==", ERROR, x(i) - total(chain.term, j, Lam) + eps(i) * w(i), SUPPORT),
    ),
    "line two: no noise": (chain.line_two, inside_recovery("==", ERROR, x(i) - total(chain.term, j, Lam), SUPPORT)),
    "line two: no signs": (
        chain.line_two,
        inside_recovery("==", ERROR, x(i) - total(g(i, j) * x(j), j, Lam) - w(i), SUPPORT),
    ),
    "line two: always": (chain.line_two, Claim(ERROR, "==", chain.expansion, (SUPPORT,))),
    "line three: no noise": (
        bound.line_three,
        Claim(bound.line_three.printed.lhs, "<=", bound.line_three.printed.rhs - largest(Abs(w(i)), i, Lam)),
    ),
    "line three: strict": (bound.line_three, Claim(bound.line_three.printed.lhs, "<", bound.line_three.printed.rhs)),
    "line three: less the diagonal": (
        bound.line_three_entry,
        Claim(Abs(chain.expansion), "<=", total(Abs(g(i, j)), j, Lam.without(i)) * xmax * mu + Abs(w(i)), (SUPPORT,)),
    ),
    "line four: one less": (bound.line_four, Claim(bound.line_four.printed.lhs, "<=", level(count=stripe_norm - 2))),
    "line four: square of mu": (
        bound.line_four,
        Claim(bound.line_four.printed.lhs, "<=", level(mu=mu**2, count=stripe_norm - 1)),
    ),
    "line four: square of zeta": (
        bound.line_four,
        Claim(bound.line_four.printed.lhs, "<=", level(zeta=zeta**2, count=stripe_norm - 1)),
    ),
    "line four: strict": (bound.line_four, Claim(bound.line_four.printed.lhs, "<", level(count=stripe_norm - 1))),
    "entry: one less": (bound.entry_error, inside_recovery("<=", Abs(ERROR), level(count=stripe_norm - 2), SUPPORT)),
    "entry: no zeta": (
        bound.entry_error,
        inside_recovery("<=", Abs(ERROR), level(zeta=0, count=stripe_norm - 1), SUPPORT),
    ),
    "entry: square of zeta": (
        bound.entry_error,
        inside_recovery("<=", Abs(ERROR), level(zeta=zeta**2, count=stripe_norm - 1), SUPPORT),
    ),
    "entry: square of mu": (
        bound.entry_error,
        inside_recovery("<=", Abs(ERROR), level(mu=mu**2, count=stripe_norm - 1), SUPPORT),
    ),
    "entry: strict": (bound.entry_error, inside_recovery("<", Abs(ERROR), level(count=stripe_norm - 1), SUPPORT)),
    "off the diagonal: one less": (
        rows.off_diagonal_count,
        Claim(rows.off_diagonal_count.printed.lhs, "<=", stripe_norm - 2, (SUPPORT,)),
    ),
    "off the diagonal: off the support": (
        rows.off_diagonal_count,
        Claim(size((Lam & Gam(i)).without(i)), "<=", stripe_norm - 1, ((i, All),)),
    ),
    "row sum: one less": (rows.row_bound, Claim(rows.row_sum, "<=", mu * (stripe_norm - 2), (SUPPORT,))),
    "row sum: square of mu": (rows.row_bound, Claim(rows.row_sum, "<=", mu**2 * (stripe_norm - 1), (SUPPORT,))),
    "row sum: strict": (rows.row_bound, Claim(rows.row_sum, "<", mu * (stripe_norm - 1), (SUPPORT,))),
    "matrix norm: one less": (rows.matrix_norm, Claim(rows.matrix_norm.printed.lhs, "<=", mu * (stripe_norm - 2))),
    "uniform norm: S - 2": (rows.uniform_norm, Claim(rows.uniform_norm.printed.lhs, "<=", mu * (S - 2))),
    "diagonal: all entries": (rows.zero_diagonal, Claim(g(i, j), "==", 0, (SUPPORT, (j, Lam.without(i))))),
    "distinct atoms: strict": (rows.distinct_atoms, rows.distinct_atoms.printed),
    "distinct atoms: square": (rows.distinct_atoms, Claim(Abs(g(i, j)), "<=", mu**2, (ATOMS, (j, All.without(i))))),
    "an atom with itself": (rows.atom_with_itself, Claim(Abs(g(i, i)), "<=", mu, (ATOMS,))),
    "identity: some other row": (
        chain.pseudo_inverse,
        Claim(2 * x(i), "==", chain.pseudo_inverse.printed.rhs, (SUPPORT,)),
    ),
    "chain, line 1: the sum": (
        chain.line_one,
        inside_recovery("==", largest(Abs(ERROR), i, Lam), largest(Abs(x(i) + c(i)), i, Lam)),
    ),
    "chain, line 2: the sign of Definition 2.1": (chain.line_two_literal, chain.line_two_literal.printed),
    "smallest index: magnitude": (
        display.smallest_index,
        Claim(Abs(w(i)), "==", display.smallest_index.repaired.rhs, (ATOMS,)),
    ),
    "first chain, line 1: squares": (
        patch.line_one,
        Claim(err_patch**2, "==", patch.line_one.printed.rhs),
    ),
    "noise norm: strict": (display.noise_norm, Claim(display.noise_norm.printed.lhs, "<", zeta)),
    "noise norm: square of zeta": (display.noise_norm, Claim(display.noise_norm.printed.lhs, "<=", zeta**2)),
    "noise in patch: strict": (
        display.noise_in_patch,
        Claim(display.noise_in_patch.printed.lhs, "<", display.noise_in_patch.printed.rhs, (ATOMS,)),
    ),
    "noise in patch: square": (
        display.noise_in_patch,
        Claim(display.noise_in_patch.printed.lhs, "<=", display.noise_in_patch.printed.rhs**2, (ATOMS,)),
    ),
    "patch error: S - 2": (
        error.patch_error,
        inside_recovery("<=", err_patch, sqrt(count_in_patch) * level(count=S - 2)),
    ),
    "patch error: square of mu": (
        error.patch_error,
        inside_recovery("<=", err_patch, sqrt(count_in_patch) * level(mu=mu**2)),
    ),
    "patch error: square of zeta": (
        error.patch_error,
        inside_recovery("<=", err_patch, sqrt(count_in_patch) * level(zeta=zeta**2)),
    ),
    "patch error: no zeta": (
        error.patch_error,
        inside_recovery("<=", err_patch, sqrt(count_in_patch) * level(zeta=Integer(0))),
    ),
    "patch error: no count": (error.patch_error, inside_recovery("<=", err_patch, level())),
    "patch error: strict": (error.patch_error, inside_recovery("<", err_patch, sqrt(count_in_patch) * level())),
    "patch error: always": (error.patch_error, Claim(err_patch, "<=", sqrt(count_in_patch) * level())),
}

WEAKER = {
    "stripe count": (noise.stripe_count, Claim(size(Lam & Gam(k)), "<=", S + 1, ((k, All),))),
    "noise": (noise.noise_square, Claim(Abs(w(i)), "<=", 2 * zeta, (ATOMS,))),
    "coherence": (noise.coherence_square, Claim(g(k, j), "<=", mu, ((k, All), OTHERS))),
    "row sum": (rows.row_bound, Claim(rows.row_sum, "<=", mu * stripe_norm, (SUPPORT,))),
    "entry": (bound.entry_error, inside_recovery("<=", Abs(ERROR), level(count=S), SUPPORT)),
    "patch norms": (
        patch.line_two,
        inside_recovery("<=", patch.line_two.printed.rhs.args[0], sqrt(patch_count) * err_inf),
    ),
    "patch error": (error.patch_error, inside_recovery("<=", err_patch, sqrt(count_in_patch) * level(count=S))),
}

PROVED = [
    noise.only_overlaps,
    noise.atom_support,
    noise.noise_square,
    noise.coherence_square,
    noise.stripe_count,
    rows.off_diagonal_count,
    rows.row_bound,
    rows.matrix_norm,
    rows.uniform_norm,
    display.smallest_index,
    display.noise_in_patch,
    display.noise_norm,
    chain.pseudo_inverse,
    chain.line_one,
    chain.line_two,
    bound.line_three_entry,
    bound.line_three,
    bound.line_four,
    bound.entry_error,
    patch.line_two,
    patch.line_three,
    patch.two_norm,
    patch.on_support,
    error.patch_error,
]


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_line_is_refuted(name):
    """Some instance that meets the hypotheses violates it."""
    assert refuted(*SPOILED[name])


@pytest.mark.parametrize("name", WEAKER)
def test_a_weaker_line_survives(name):
    """No instance violates it."""
    assert valid(WEAKER[name][0])
    assert not refuted(*WEAKER[name])


@pytest.mark.parametrize("step", PROVED, ids=lambda step: step.label)
def test_the_form_that_is_proved_survives(step):
    """No instance violates the proved form of a step."""
    assert valid(step)
    assert not refuted(step, standing(step)[0])
