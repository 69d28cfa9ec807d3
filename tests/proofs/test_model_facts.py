"""What the proofs take from Definition 2.1 and from the words of the models holds on every instance drawn."""

import pytest

from boundcheck import Claim, Span, layers, networks, size, vectors
from proofs.murray_tanner_2021 import definitions, patch_words, uniform_bound, words, words_network
from proofs.murray_tanner_2021.lemma_3_3_event import drops_smaller
from proofs.murray_tanner_2021.lemma_3_3_patch import max_norm, patch_norm
from tests.proofs.spoiling import survives, worlds

ONE_LAYER = (words.first_layer, words.inner_layer, patch_words.each_pattern)
STRUCTURE = (  # of a layer as it is, whatever its filters, its signs and its noise
    *(fact for fact in patch_words.stripe_facts if fact is not patch_words.overlaps_in_stripe),
    *patch_words.atom_facts,
    patch_words.support_in_patch,
    patch_words.patch_length,
    patch_words.coherence_is_largest,
    patch_words.support,
    patch_words.decoder_keeps,
    patch_words.decoder_drops,
    patch_words.same_count,
    patch_words.mu_nonneg,
    patch_words.xmax_nonneg,
    patch_norm,
    max_norm,
    drops_smaller,
    words.keeps_largest,
    words.symmetric,
    words.overlap,
    words.coherence,
    words.largest_x,
    words.smallest_x,
    words.count,
    words.S_natural,
    definitions.keeps_top,
    uniform_bound.entry_in_patch,
    uniform_bound.nonzero_kept,
    uniform_bound.no_more,
    uniform_bound.same_support,
)


def named(hypothesis):
    return hypothesis.name


@pytest.mark.parametrize("fact", STRUCTURE, ids=named)
def test_the_structure_of_a_layer_holds_on_every_layer_drawn(fact):
    """As a claim without any hypothesis."""
    assert survives(fact.node, (), worlds(layers()))


def test_where_the_stride_divides_the_filter_length_overlapping_atoms_lie_in_one_stripe():
    """As Definition 2.1 has it (m_l = n_{l-1} m_{l-1}, s_l = n_{l-1}); for other strides it can fail."""
    places = patch_words.m / patch_words.s
    divides = Claim(size(Span(places, places)), "==", 1)  # a whole number
    assert survives(patch_words.overlaps_in_stripe.node, (divides.node,), worlds(layers()))
    assert not survives(patch_words.overlaps_in_stripe.node, (), worlds(layers()))


@pytest.mark.parametrize("fact", [words.unit_atoms, words.overlaps_itself], ids=named)
def test_where_atoms_have_unit_norm_they_meet_themselves(fact):
    """Unit norm is the paper's assumption, and the only thing that lets an atom meet itself."""
    assert survives(fact.node, (words.unit_atoms.node,), worlds(layers()))


@pytest.mark.parametrize(
    "model", [words.first_layer, words.inner_layer, patch_words.each_pattern], ids=lambda m: m.name
)
def test_the_definitions_of_the_one_layer_models_hold(model):
    """The correlations are what the decoder computes."""
    for definition in model.definitions:
        assert survives(definition.node, (), worlds(layers(signs="all")))


@pytest.mark.parametrize("law", words_network.granted[1:], ids=named)
def test_the_laws_of_the_network_hold_on_every_network_drawn(law):
    """All but the law of the signs, which the worlds count over: where atoms have unit norm."""
    unit = next(granted for granted in words_network.granted if granted.name == "unit_atoms")
    assert survives(law.node, (unit.node,), worlds(networks()))


def test_the_pathway_is_what_its_definition_says():
    assert survives(words_network.pathway.node, (), worlds(networks()))


def test_a_false_fact_would_be_seen():
    """The same question with the order of the decoder turned round."""
    wrong = Claim(words.keeps_largest.claim.lhs, "implies", ~words.W())
    assert not survives(wrong.node, (), worlds(layers()))


def test_the_projection_keeps_k_entries_when_there_are_k():
    """The count that ``definitions.projection_count`` takes as the meaning of its event, on every vector drawn."""
    count = definitions.projection_count.repaired_hypotheses[0]
    assert survives(count.node, (), worlds(vectors()))
