"""Li, Feng & Zhou (2024): repaired theorems hold on 100 exact instances each and more; spoiled variants are refuted."""

import random
from fractions import Fraction

import pytest
from sympy import Integer, Rational, sqrt

from boundcheck import Claim, compare, size
from boundcheck.checkers.search import meets, survives, worlds_of
from boundcheck.dcsc.worlds import build
from boundcheck.evaluate import readings
from proofs.li_feng_zhou_2024 import (
    comparison,
    corollaries,
    corollary_8,
    definitions,
    every_layer,
    generalised_coherence,
    inequality_12,
    lemma_13,
    lemma_14,
    measures,
    negative_side,
    noncumulative,
    shrinkage,
    supports,
    theorem_1,
    theorem_2,
    theorem_3,
    theorem_6_repaired,
    theorem_9,
    theorem_10,
    theorem_10_repaired,
    theorem_12,
    theorem_15,
    theorem_15_end,
    theorem_15_sum,
)
from proofs.li_feng_zhou_2024 import words as w
from proofs.li_feng_zhou_2024.iteration_words import INSIDE, STEPS, E, L, beta, cw, d, dlt, mut, s
from tests.proofs.spoiling import holds, standing

MANY = 100


def valid(source, hypotheses, effort=250):
    """Instances of a source that meet the hypotheses."""
    nodes = tuple(h.node for h in hypotheses)
    return [world for world in worlds_of(source, effort, 1) if meets(world, nodes)]


REPAIRED = {
    "Theorem 1": (theorem_1.unique, w.STRETCHED),
    "Theorem 1, from layer to layer": (theorem_1.next_layer, w.STRETCHED),
    "Theorem 1, sparsest": (theorem_1.sparsest, w.STRETCHED),
    "Theorem 2, l1 minimisers are certified": (theorem_2.certified, w.CODES),
    "Theorem 3, (14)": (theorem_3.fourteen, w.CODES),
    "Theorem 3, (18)": (theorem_3.eighteen, w.CODES),
    "(12)": (inequality_12.twelve, w.CODES),
    "non-cumulative bound": (noncumulative.columns_of_product, w.STRETCHED),
    "Theorem 12, supports": (theorem_15_sum.nothing_off, STEPS),
    "Theorem 12, contraction": (theorem_12.contraction, INSIDE),
    "Lemma 13, second line": (lemma_13.line_2_matrix, w.CODES),
    "Lemma 13, third line": (lemma_13.line_3_matrix, w.CODES),
    "Lemma 14, (28)": (lemma_14.first_line, STEPS),
    "Theorem 15, (38)": (theorem_15_sum.thirty_eight, STEPS),
    "Theorem 15, (43)": (theorem_15_sum.forty_three, STEPS),
    "Theorem 15, (44)": (theorem_15_sum.forty_four, STEPS),
    "Theorem 10, row sums": (theorem_10.row_sum, w.CODES),
    "Theorem 10, one constant for all K": (theorem_10_repaired.one_step, INSIDE),
    "Theorem 10, off the support": (theorem_10_repaired.off_again, STEPS),
    "known supports, first display": (noncumulative.display_1, w.CODES),
}


@pytest.mark.parametrize("name", REPAIRED)
def test_a_repaired_theorem_holds_on_at_least_100_exact_instances(name):
    """No instance of many that meet its hypotheses violates it."""
    step, source = REPAIRED[name]
    claim, hypotheses = standing(step)

    worlds = valid(source, hypotheses)

    assert len(worlds) >= MANY
    assert all(reading.holds for world in worlds for reading in readings(claim.node, world))


L1 = (w.unit_columns, w.coherence, w.mu_nonneg, w.x_off, w.x_within, w.x_sparse, w.difference, w.explains, w.z_explains)


def test_theorem_2_with_unit_columns_holds_on_at_least_100_exact_instances():
    """No code of the same signal has a smaller l1 norm, when the condition holds."""
    worlds = valid(w.CODES, (*L1, w.condition))

    assert len(worlds) >= MANY
    assert survives(theorem_2.least.repaired.node, (), worlds)


def scalar_worlds(**values):
    """Every combination of the given values."""
    names = list(values)
    found = [{}]
    for name in names:
        found = [{**one, name: value} for one in found for value in values[name]]
    return [build({"kind": "reals", "values": one}) for one in found]


QUARTERS = ["1", "1/4", "4/9", "9/16", "1/2"]


def test_corollary_5_holds_on_at_least_100_exact_instances():
    """Closed form over two layers, from the bounds of Theorem 3."""
    step = corollaries.corollary_5
    grid = scalar_worlds(a1=QUARTERS, a2=QUARTERS, e1=["0", "1"], e2=["0", "1"], n1=["0", "1"], n2=["0", "1", "2"])
    worlds = [world for world in grid if meets(world, tuple(h.node for h in step.hypotheses))]

    assert len(worlds) >= MANY
    assert survives(step.printed.node, (), worlds)


def two_layers(code, other):
    """Corollary 4 with D_1 = ((1, 3/5), (0, 4/5)) and an orthonormal second layer."""
    return build(corollaries.below(code, other))


def test_corollary_4_holds_on_at_least_100_exact_instances():
    """Codes with one nonzero each, two layers."""
    one_sparse = [(a, 0) for a in range(-4, 5)] + [(0, a) for a in range(-4, 5) if a]
    hypotheses = tuple(h.node for h in corollaries.corollary_4.hypotheses)
    worlds = [two_layers(code, other) for code in one_sparse for other in one_sparse]
    worlds = [world for world in worlds if meets(world, hypotheses)]

    assert len(worlds) >= MANY
    assert survives(corollaries.corollary_4.repaired.node, (), worlds)
    assert not survives(corollaries.corollary_4.printed.node, (), worlds)


def drawn_layers(seed, **fixed):
    """One to five layers with roots, tolerances and errors drawn from small fractions."""
    draw = random.Random(seed)
    many = range(draw.randint(1, 5))
    roots = [Fraction(draw.randint(1, 6), 6) for _ in many]
    tolerances = [fixed.get("tol", Fraction(draw.randint(0, 4), 2)) for _ in many]
    shares = [Fraction(draw.randint(0, 3), 3) for _ in many]
    noise = fixed.get("noise", Fraction(draw.randint(0, 4), 2))
    return build(every_layer.layers_of(noise, roots, tolerances, shares))


@pytest.mark.parametrize(
    ("step", "fixed"),
    [(every_layer.closed_form, {}), (every_layer.corollary_4, {"tol": 0}), (every_layer.corollary_5, {"noise": 0})],
    ids=lambda one: getattr(one, "label", ""),
)
def test_the_closed_forms_hold_on_at_least_100_chains_of_up_to_five_layers(step, fixed):
    """Theorem 3, Corollaries 4 and 5 from the first layer to the last; half of the bound is exceeded somewhere."""
    worlds = [drawn_layers(seed, **fixed) for seed in range(150)]
    worlds = [world for world in worlds if meets(world, tuple(h.node for h in step.hypotheses))]

    assert len(worlds) >= MANY
    assert survives(step.printed.node, (), worlds)
    assert not survives(half(step.printed).node, (), worlds)


def test_the_printed_condition_is_right_for_l_on_the_negative_side_on_at_least_100_exact_instances():
    """alpha < 1 exactly where the printed condition holds, for 0 <= L < 1; not so for L > 1."""
    step, values = negative_side.contracts, {"mut": ["1/10", "1/4", "1/2", "1"], "d": [1, 2, 3], "s": [0, 1, 2]}
    worlds = scalar_worlds(L=["0", "1/10", "1/2"], **values)

    assert len([one for one in worlds if meets(one, tuple(h.node for h in step.hypotheses))]) >= MANY
    assert survives(step.printed.node, (), worlds)
    assert not survives(step.printed.node, (), scalar_worlds(L=["2"], **values))


def drawn_signal(seed):
    """Layer 2 of the networks of Theorem 6: three rows, two atoms; noise and the error of layer 1 drawn."""
    draw = random.Random(seed)
    atoms, code = [[draw.randint(-2, 2) for _ in range(2)] for _ in range(3)], [draw.randint(-2, 2) for _ in range(2)]
    noise, wrong = ([Fraction(draw.randint(-3, 3), 2) for _ in range(3)] for _ in range(2))
    signal = [sum(a * b for a, b in zip(row, code, strict=True)) + e for row, e in zip(atoms, noise, strict=True)]
    return build(
        {
            "kind": "tables",
            "scalars": {"n1": str(sum(map(abs, wrong))), "d2": str(sum(map(abs, noise)))},
            "families": {
                "D": atoms,
                "x": code,
                "e": [str(v) for v in noise],
                "g": [str(v) for v in wrong],
                "y": [str(v) for v in signal],
                "yt": [str(a + b) for a, b in zip(signal, wrong, strict=True)],
            },
            "sets": {"All": [0, 1], "Rows": [0, 1, 2]},
        }
    )


def test_the_error_of_a_layer_is_noise_of_the_next_on_at_least_100_exact_instances():
    """The repaired form of (31); without the error of layer 1 it fails."""
    step = theorem_6_repaired.error_is_noise
    worlds = [drawn_signal(seed) for seed in range(120)]

    assert all(meets(world, tuple(h.node for h in step.hypotheses)) for world in worlds)
    assert survives(step.printed.node, (), worlds)
    assert not survives(Claim(step.printed.lhs, "<=", theorem_6_repaired.d2).node, (), worlds)


def test_theorem_6_repaired_holds_from_layer_to_layer_on_at_least_100_exact_instances():
    """The bound of one layer from that of the layer above."""
    step = theorem_6_repaired.next_layer
    worlds = scalar_worlds(
        before=["0", "1/2", "1"], now=["0", "1/4", "1"], P=["1", "2"], Q=["0", "1"], lam=["1", "2"], B=["1"],
        C=["0", "1", "3"], c=["1"], K=["0", "1"], delta=["0", "1"],
    )  # fmt: skip
    worlds = [world for world in worlds if meets(world, tuple(h.node for h in step.hypotheses))]

    assert len(worlds) >= MANY
    assert survives(step.printed.node, (), worlds)


def drawn_loss(seed):
    """Corollary 8: a code, another on its support, the signal exact, gamma drawn; columns of any norm."""
    draw = random.Random(seed)
    atoms = [[draw.randint(-2, 2) for _ in range(3)] for _ in range(2)]
    code, other = ([draw.randint(-2, 2), draw.randint(-2, 2), 0] for _ in range(2))
    return build(
        {
            "kind": "tables",
            "scalars": {"gam": draw.choice(["1/2", "1", "3"]), "lam": 2},
            "families": {
                "D": atoms,
                "x": code,
                "z": other,
                "h": [a - b for a, b in zip(code, other, strict=True)],
                "y": [sum(a * b for a, b in zip(row, code, strict=True)) for row in atoms],
            },
            "sets": {"All": [0, 1, 2], "Rows": [0, 1], "Lam": [0, 1], "Hat": [0, 1]},
        }
    )


@pytest.mark.parametrize("step", [corollary_8.lower, corollary_8.line_1, corollary_8.line_2], ids=lambda s: s.label)
def test_corollary_8_holds_on_at_least_100_exact_instances(step):
    """The repaired left inequality, and the first lines of the right one; the printed left inequality fails."""
    claim, hypotheses = standing(step)
    worlds = [drawn_loss(seed) for seed in range(120)]

    assert all(meets(world, tuple(h.node for h in hypotheses)) for world in worlds)
    assert survives(claim.node, (), worlds)
    assert not survives(corollary_8.lower.printed.node, (), worlds)


HALF = Rational(1, 2)


def half(claim, factor=HALF):
    """The same claim with its right side times a factor."""
    return Claim(claim.lhs, claim.relation, factor * claim.rhs, claim.forall)


_fewer = (2 * w.lam - 2) * w.mu
SPOILED = {
    "Definition 3: a half": (definitions.coherence_at_most_one, half(definitions.coherence_at_most_one.printed)),
    "condition cleared: without the 1": (
        definitions.cleared,
        Claim(compare(w.lam, "<", 1 / w.mu / 2), "iff", compare((2 * w.lam - 1) * w.mu, "<", 1)),
    ),
    "lower bound: lambda - 1": (
        theorem_1.lower_bound,
        Claim(
            theorem_1.lower_bound.printed.lhs, ">=", (1 - _fewer / 2) * theorem_1.weighted + w.mu * theorem_1.weighted
        ),
    ),
    "(12): s - 2": (
        inequality_12.twelve,
        Claim(inequality_12.twelve.printed.lhs, ">=", (1 - (w.s - 2) * w.mu) * w.square(w.x)),
    ),
    "(14): half of it": (theorem_3.fourteen, half(theorem_3.fourteen.printed)),
    "(18): half of it": (theorem_3.eighteen, half(theorem_3.eighteen.printed)),
    "triangle: without eps_1": (
        theorem_3.triangle,
        Claim(theorem_3.triangle.printed.lhs, "<=", theorem_3.triangle.printed.rhs - theorem_3.eps1),
    ),
    "null space property: |S| - 1": (
        theorem_2.null_space_property,
        Claim(
            theorem_2.null_space_property.printed.lhs,
            "<=",
            (size(w.Lam) - 1) * w.mu * w.norm1(w.h),
        ),
    ),
    "growth: twice": (
        theorem_2.growth,
        Claim(theorem_2.growth.printed.lhs, ">=", 2 * theorem_2.growth.printed.rhs + 1),
    ),
    "nullity: one less": (
        supports.null_space_dimension,
        Claim(supports.nullity, "==", size(w.All) - supports.rank - 1),
    ),
    "Corollary 5: without eps_1": (
        corollaries.corollary_5,
        Claim(corollaries.n2, "<=", corollaries.e2 / sqrt(corollaries.a2)),
    ),
    "same case: 3 in place of 4": (comparison.same_case, half(comparison.same_case.printed, Rational(3, 4))),
    "never: 4 in place of 1": (noncumulative.never, Claim(noncumulative.never.printed.lhs, ">=", 4)),
    "weak duality: 3/2": (
        generalised_coherence.weak_duality,
        Claim(generalised_coherence.weak_duality.printed.lhs, ">=", Rational(3, 2)),
    ),
    "dependent columns: d - 2": (
        generalised_coherence.at_least,
        Claim(mut * (d - 2), ">=", generalised_coherence.n(w.i), generalised_coherence.at_least.printed.forall),
    ),
    "dependent columns: alpha at least 5": (theorem_15_end.never_dependent, Claim(theorem_15_end.alpha, ">=", 5)),
    "(36): without the noise": (
        theorem_15.off_support,
        Claim(theorem_15.off_support.printed.lhs, "<=", mut * E, theorem_15.off),
    ),
    "(38): L theta": (theorem_15_sum.thirty_eight, half(theorem_15_sum.thirty_eight.printed)),
    "(43): without beta": (
        theorem_15_sum.forty_three,
        Claim(
            theorem_15_sum.forty_three.printed.lhs,
            "<=",
            theorem_15_sum.forty_three.printed.rhs - 2 * beta,
            theorem_15_sum.forty_three.printed.forall,
        ),
    ),
    "(44): a tenth": (theorem_15_sum.forty_four, half(theorem_15_sum.forty_four.printed, Rational(1, 10))),
    "contraction: s - 1": (
        theorem_12.contraction,
        Claim(theorem_12.contraction.printed.lhs, "<=", (s - 1) * mut * E + s * cw * dlt),
    ),
    "two norms: a half": (theorem_12.two_below_one, half(theorem_12.two_below_one.printed)),
    "soft threshold: half the distance": (shrinkage.nonexpansive, half(shrinkage.nonexpansive.printed)),
    "row sums: d - 2": (
        theorem_10.row_sum,
        Claim(theorem_10.row_sum.printed.lhs, "<=", (d - 2) * mut, theorem_10.row_sum.printed.forall),
    ),
    "Frobenius: (d - 2) mu~": (lemma_13.line_3_matrix, Claim(lemma_13.frobenius, "<=", ((d - 2) * mut) ** 2)),
    "L: at least 2": (theorem_9.lipschitz_at_least_one, Claim(L, ">=", 2)),
    "swish: a quarter": (theorem_9.swish_bounded, half(theorem_9.swish_bounded.printed, Rational(1, 4))),
    "mish: a tenth": (theorem_9.mish_bounded, half(theorem_9.mish_bounded.printed, Rational(1, 10))),
    "loss: half the l1 error": (
        corollary_8.lower,
        half(corollary_8.lower.repaired, Rational(1, 4)),
    ),
    "opposite: alpha < 1": (theorem_15_end.opposite, theorem_15_end.contracts.printed),
    "pixel accuracy: below a half": (measures.pixel_accuracy, half(measures.pixel_accuracy.printed)),
}

WEAKER = {
    "lower bound: lambda + 1": (
        theorem_1.lower_bound,
        Claim(theorem_1.lower_bound.printed.lhs, ">=", (1 - (2 * w.lam + 1) * w.mu) * theorem_1.weighted),
    ),
    "(12): s": (inequality_12.twelve, Claim(inequality_12.twelve.printed.lhs, ">=", (1 - w.s * w.mu) * w.square(w.x))),
    "(14): twice": (theorem_3.fourteen, half(theorem_3.fourteen.printed, Integer(2))),
    "(18): twice": (theorem_3.eighteen, half(theorem_3.eighteen.printed, Integer(2))),
    "(38): 3 L theta": (theorem_15_sum.thirty_eight, half(theorem_15_sum.thirty_eight.printed, Rational(3, 2))),
    "(43): twice": (theorem_15_sum.forty_three, half(theorem_15_sum.forty_three.printed, Integer(2))),
    "contraction: 2 s": (
        theorem_12.contraction,
        Claim(theorem_12.contraction.printed.lhs, "<=", 2 * s * mut * E + 2 * s * cw * dlt),
    ),
    "row sums: d": (
        theorem_10.row_sum,
        Claim(theorem_10.row_sum.printed.lhs, "<=", d * mut, theorem_10.row_sum.printed.forall),
    ),
    "swish: 2": (theorem_9.swish_bounded, half(theorem_9.swish_bounded.printed, Integer(2))),
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_line_is_refuted(name):
    """Some exact instance that meets the hypotheses violates it."""
    step, claim = SPOILED[name]
    assert holds(step, standing(step)[0])
    assert not holds(step, claim)


@pytest.mark.parametrize("name", WEAKER)
def test_a_weaker_line_survives(name):
    """No instance violates it."""
    step, claim = WEAKER[name]
    assert holds(step, claim)


@pytest.mark.parametrize(("last", "constant"), [(2, 1), (5, 6), (12, 1000)])
def test_the_constant_of_lemma_13_is_outgrown(last, constant):
    """Whatever the constant, enough steps exceed it; the instance meets every hypothesis of the lemma."""
    step = lemma_13.only_on_D
    world = build(lemma_13.growing(last, constant if last > 2 else 1))

    assert meets(world, tuple(h.node for h in step.hypotheses))
    outgrown = 3 * Fraction(1 - (-2) ** last, 3) ** 2 > world.scalars["C"](None) ** 2
    assert outgrown is (not survives(step.printed.node, (), [world]))
