"""The simplest counterexample of a refuted line stays small: few rows, few columns, short numbers."""

import json
import re
from dataclasses import replace

import pytest

from boundcheck.audit import Settings, audit_step
from proofs.li_feng_zhou_2024 import (
    corollaries,
    corollary_8,
    definitions,
    lemma_13,
    lemma_14,
    noncumulative,
    relaxed,
    supports,
    theorem_1,
    theorem_2,
    theorem_3,
    theorem_6,
    theorem_9,
    theorem_10,
    theorem_12,
    theorem_15_end,
)
from proofs.murray_tanner_poster import against_paper, prior_art, recursion
from proofs.papyan_romano_elad_2017 import condition, depth, forward_pass, quoted
from proofs.papyan_romano_elad_2017 import theorem_2 as papyan_2

NORMAL = Settings(effort="normal")


def simplest(step):
    """The simplest counterexample to the printed line, as the audit finds it."""
    alone = replace(step, argument=None, repaired=None, repaired_argument=None, repaired_hypotheses=(), expects=None)
    found = audit_step(replace(alone, uses=()), {}, NORMAL)
    assert "REFUTED" == found.printed.verdict.value
    return found.printed.witnesses[0].world


def shape(world):
    """Rows and columns of the dictionary, or of the last one of a cascade."""
    families = world["families"]
    rows = families["D"] if "D" in families else families["A"] if "A" in families else families["a"][-1]
    return len(rows), len(rows[0])


def longest(world):
    """Digits of the longest numeral in an instance."""
    return max(map(len, re.findall(r"\d+", json.dumps(world))))


SHAPES = {
    corollaries.corollary_4: (2, 2),
    corollary_8.lower: (1, 1),
    lemma_13.only_on_D: (1, 3),
    lemma_14.first_line: (1, 1),
    noncumulative.index_of_lambda: (2, 3),
    noncumulative.columns_of_product: (1, 1),
    relaxed.index_of_product: (1, 1),
    supports.equivalent: (1, 1),
    supports.null_space_dimension: (1, 1),
    supports.smaller: (1, 1),
    theorem_1.unique: (1, 2),
    theorem_1.bound_on_lambda: (1, 2),
    theorem_2.least: (2, 3),
    theorem_2.least_is_unique: (1, 2),
    theorem_3.stability: (1, 1),
    theorem_6.growing_constant: (2, 3),
    theorem_10.hidden_matrix: (1, 2),
    theorem_10.additive: (1, 3),
    theorem_12.support_at_start: (1, 1),
    theorem_12.support: (1, 1),
    theorem_12.convergence: (2, 3),
    theorem_12.start_index: (1, 1),
    theorem_15_end.forty_five: (1, 1),
    theorem_15_end.floor_34: (1, 1),
    theorem_15_end.literal_34: (1, 2),
    condition.weaker: (4, 3),
    condition.necessary: (2, 2),
    condition.any_threshold: (2, 2),
    condition.lowest_entry: (2, 2),
    depth.vanishing_bound: (2, 2),
    depth.vanishing_error: (2, 2),
    forward_pass.in_the_theorem: (2, 2),
    quoted.murray_tanner_3: (2, 2),
    quoted.poster_4: (2, 2),
    papyan_2.supports: (2, 2),
    papyan_2.error_bound: (2, 2),
}


@pytest.mark.parametrize("step", SHAPES, ids=lambda s: s.label)
def test_the_simplest_witness_has_a_dictionary_of_this_size(step):
    """And numbers of at most four digits."""
    world = simplest(step)

    assert SHAPES[step] == shape(world)
    assert longest(world) <= 4


def test_a_code_that_meets_the_stripes_needs_two_places():
    """Two atoms at each: one nonzero in each stripe, two in all; on one place there is one stripe."""
    world = simplest(definitions.weaker)

    assert (2, 2) == (world["M"], world["n"])


def test_a_product_in_the_wrong_order_fails_on_one_place():
    world = simplest(recursion.dimensions)

    assert (1, 1) == (world["M"], len(world["layers"]))


@pytest.mark.parametrize(
    "step",
    [
        lemma_14.vector_shift,
        lemma_14.shape_of_A,
        lemma_14.shape_of_zero,
        lemma_14.length_of_e,
        lemma_14.one_network,
        lemma_14.signed,
        theorem_6.every_code,
        theorem_6.corollary_7,
        theorem_6.fed_outside,
        theorem_9.leaky_relu,
        theorem_9.mish_identity,
        theorem_9.swish_identity,
        theorem_9.property_c,
        theorem_15_end.contracts,
        against_paper.same_bound,
        prior_art.one_nonzero_qualifies,
    ],
    ids=lambda s: s.label,
)
def test_a_line_about_numbers_is_refuted_by_numbers_of_one_digit(step):
    """Or fractions of such."""
    assert 1 == longest(simplest(step)["values"])
