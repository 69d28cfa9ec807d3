"""Sparse coding problems and thresholding steps mean what their tables say: each defining hypothesis holds on each."""

from fractions import Fraction

import pytest

from boundcheck import sparse_codes, threshold_steps
from boundcheck.checkers.search import meets, worlds_of
from boundcheck.instances.sparse import above_root
from proofs.li_feng_zhou_2024 import iteration_words as steps
from proofs.li_feng_zhou_2024 import words
from proofs.li_feng_zhou_2024.theorem_3 import close, fits
from proofs.li_feng_zhou_2024.theorem_15_sum import activation, bounded_d, bounded_u, steep_d, steep_u

CODED = (words.x_off, words.z_off, words.x_within, words.x_sparse, words.z_sparse, words.difference, words.explains)
STEP = (*steps.model, *steps.class_25, steps.xs_off, steps.s_is, steps.d_is, *activation)
RHO = (bounded_u, bounded_d, steep_u, steep_d)


def nodes(hypotheses):
    """Their claims."""
    return tuple(hypothesis.node for hypothesis in hypotheses)


def test_codes_of_unit_dictionaries_are_as_their_tables_say():
    for world in worlds_of(sparse_codes(), 20, 3):
        assert meets(world, nodes((*CODED, words.unit_columns, words.coherence, fits, close))), world.data


def test_stretched_dictionaries_have_the_norms_their_tables_say():
    for world in worlds_of(sparse_codes(unit=False), 20, 3):
        assert meets(world, nodes((*CODED, words.norms, words.relative_coherence))), world.data


@pytest.mark.parametrize("inside", [False, True])
def test_a_thresholding_step_is_as_its_tables_say(inside):
    for world in worlds_of(threshold_steps(inside=inside), 20, 3):
        assert meets(world, nodes((*STEP, *RHO))), world.data
        assert not inside or meets(world, nodes((words.x_off,)))


@pytest.mark.parametrize("square", [Fraction(0), Fraction(1, 9), Fraction(2), Fraction(7, 3), Fraction(10**6 + 1)])
def test_a_rational_above_a_root_is_above_it_and_near(square):
    root = above_root(square)

    assert root**2 >= square
    assert root == 0 or (root - Fraction(1, 32)) ** 2 < square or root**2 == square
