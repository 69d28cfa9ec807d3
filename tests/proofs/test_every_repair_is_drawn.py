"""Every repaired line of the three related papers is tried on a hundred exact instances by some test.

Most are restated in plain fractions (test_li_feng_zhou_drawn, test_related_lines_drawn); the others are read on
instances of their own sources here, or in the tests of their paper.
"""

import pytest

from boundcheck import cascades, layers, matrices, networks
from boundcheck.checkers.search import meets, worlds_of
from boundcheck.dcsc.worlds import build
from boundcheck.evaluate import readings
from boundcheck.folder import load_all
from proofs.li_feng_zhou_2024 import (
    corollaries,
    corollary_8,
    definitions,
    every_layer,
    generalised_coherence,
    lemma_13,
    noncumulative,
    theorem_1,
    theorem_2,
    theorem_3,
    theorem_6,
    theorem_6_repaired,
    theorem_10,
    theorem_12,
)
from proofs.li_feng_zhou_2024 import words as w
from proofs.li_feng_zhou_2024.iteration_words import STEPS
from proofs.murray_tanner_poster import condition as poster_condition
from proofs.murray_tanner_poster import recursion, theorem
from proofs.papyan_romano_elad_2017 import condition, forward_pass
from tests.proofs import test_li_feng_zhou, test_li_feng_zhou_drawn, test_papyan_romano_elad, test_related_lines_drawn
from tests.proofs import test_papyan_romano_elad_drawn as papyan_drawn
from tests.proofs.drawing import HUNDRED
from tests.proofs.spoiling import standing

PATTERNS = 64
INSTANCES = {
    theorem_6.second_network: (STEPS, 20),
    theorem_12.support: (STEPS, 20),
    theorem_12.support_at_start: (STEPS, 100),
    theorem_12.start_index: (STEPS, 100),
    lemma_13.line_1: (w.CODES, 60),
    lemma_13.line_2_signal: (w.CODES, 60),
    lemma_13.line_3_weights: (w.CODES, 60),
    theorem_1.bound_on_lambda: (w.STRETCHED, 250),
    theorem_2.least_is_unique: (w.CODES, 250),
    theorem_6.growing_constant: (w.CODES, 250),
    theorem_10.hidden_matrix: (w.CODES, 60),
    definitions.two_columns: (matrices(unit=False), 150),
    definitions.norms_nonzero: (matrices(), 150),
    definitions.inverse_defined: (w.CODES, 700),
    definitions.weaker: (layers(), 150),
    generalised_coherence.positive: (w.CODES, 250),
    condition.necessary: (cascades(), 600),
    condition.lowest_entry: (cascades(), 150),
    forward_pass.in_the_theorem: (cascades(window=True, nonnegative=True), 200),
    theorem.index_range: (networks(), 400),
    theorem.conditional: (networks(), 400),
    recursion.dimensions: (networks(), 100),
    poster_condition.against_theorem: (poster_condition.against_theorem.over[0], 100),
}


@pytest.mark.parametrize("step", INSTANCES, ids=lambda s: s.label)
def test_a_repaired_line_holds_on_100_instances_of_a_source(step):
    """Those that meet its hypotheses; an equality that balls cannot decide is no violation, and not all are such."""
    source, effort = INSTANCES[step]
    claim, hypotheses = standing(step)
    nodes = tuple(h.node for h in hypotheses)
    worlds = [world for world in worlds_of(source, effort, 1, PATTERNS) if meets(world, nodes)]
    found = [reading.holds for world in worlds for reading in readings(claim.node, world)]

    assert len(worlds) >= HUNDRED
    assert False not in found
    assert True in found


def with_more(families, **scalars):
    """Instances of sparse codes with what a designed source adds: families made from theirs, further numbers."""
    for world in worlds_of(w.CODES, 700, 1):
        data = dict(world.data)
        added = {name: make(data["families"]) for name, make in families.items()}
        more = {name: make(data) if callable(make) else make for name, make in scalars.items()}
        yield build({**data, "families": {**data["families"], **added}, "scalars": {**data["scalars"], **more}})


DESIGNED = {
    theorem_3.stability: lambda: with_more({"Dt": lambda found: found["D"]}),
    noncumulative.index_of_lambda: lambda: with_more({}, lam_j=1),
    corollary_8.line_3: lambda: with_more({}, gam=2, op=lambda data: len(data["families"]["x"])),
}


@pytest.mark.parametrize("step", DESIGNED, ids=lambda s: s.label)
def test_a_line_with_designed_instances_holds_on_100_drawn_ones_too(step):
    """Sparse codes and what the line needs beside them."""
    claim, hypotheses = standing(step)
    nodes = tuple(h.node for h in hypotheses)
    worlds = [world for world in DESIGNED[step]() if meets(world, nodes)]

    assert len(worlds) >= HUNDRED
    assert all(reading.holds for world in worlds for reading in readings(claim.node, world))


# drawn by tests of their own in test_li_feng_zhou
OWN_TESTS = {
    step.label
    for step in (
        theorem_2.least,
        corollaries.corollary_4,
        corollaries.corollary_5,
        every_layer.closed_form,
        every_layer.corollary_4,
        every_layer.corollary_5,
        theorem_6_repaired.error_is_noise,
        theorem_6_repaired.next_layer,
        corollary_8.lower,
    )
}

NOT_DRAWN = {
    "theorem.projection": "an instance lists every outcome and every stripe of a network: designed ones only",
    "theorem.signs_given_recovery": "the law of two signs given recovery, on networks designed to lose a support",
}


def drawn_labels():
    """Labels of the steps that some test tries on a hundred instances."""
    tables = (
        {step.label for step, _ in test_li_feng_zhou.REPAIRED.values()},
        {case.step.label for case in test_li_feng_zhou_drawn.CASES.values()},
        set(test_related_lines_drawn.LINES),
        {step.label for step in (*test_papyan_romano_elad.DRAWN, *test_papyan_romano_elad.DRAWN_SLOWLY)},
        {step.label for step in (*papyan_drawn.NOISY, *papyan_drawn.NOISELESS)},
        {step.label for step in (*INSTANCES, *DESIGNED)},
        OWN_TESTS,
    )
    return set().union(*tables)


def repaired_labels():
    """Labels of the repaired steps of the related papers."""
    return {
        step.label
        for found in load_all([])
        if found.key != "murray_tanner_2021"
        for step in found.steps
        if step.repaired is not None
    }


def test_every_repaired_line_of_the_related_papers_is_drawn_or_says_why_not():
    """A new repair needs such a test; one that is no longer there leaves the list of exceptions."""
    assert repaired_labels() - drawn_labels() == set(NOT_DRAWN)
