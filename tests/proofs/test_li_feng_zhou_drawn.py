"""Li, Feng & Zhou (2024): theorems restated in fractions hold on 100 drawn instances each, and our evaluator agrees.

The plain statement and the step of the proof folder are two texts of one theorem: on everything drawn they agree about
hypotheses and conclusion, and a conclusion that is a little too strong is refuted by both.
"""

import itertools
from fractions import Fraction

import pytest
from hypothesis import strategies as st

from boundcheck.checkers.search import meets
from boundcheck.dcsc.worlds import build
from boundcheck.evaluate import readings
from boundcheck.linprog.dictionaries import generalised_coherence as least_coherence
from proofs.li_feng_zhou_2024 import (
    generalised_coherence,
    lemma_14,
    measures,
    relaxed,
    supports,
    theorem_1,
    theorem_12,
    theorem_15_end,
)
from tests.proofs.drawing import (
    HUNDRED,
    Case,
    dot,
    drawn,
    matrix,
    norm1,
    product,
    rank,
    soft,
    support,
    times,
    transposed,
    vector,
)
from tests.proofs.plain_layers import (
    chained,
    chains,
    follows,
    half,
    image,
    iterated,
    layered,
    matrices,
    middle,
    network,
    nullity,
    numbers,
    off,
    split,
    steps,
    terms,
    two_layers,
)
from tests.proofs.plain_steps import (
    ACROSS,
    ATOMS,
    balanced,
    bound_12,
    bound_45,
    combinations,
    combined,
    condition,
    contracting,
    counted,
    dependent,
    factor,
    feasible,
    flat,
    gap,
    in_class,
    in_kernel,
    iou,
    kernel,
    lipschitz,
    measured,
    pixels,
    reached,
    rho,
    run,
    runs,
    seen,
    shares,
    some,
    steep,
    weighed,
)
from tests.proofs.spoiling import standing

TRUE = lambda _: True  # noqa: E731
any_atoms = st.lists(st.integers(0, len(ATOMS) - 1), min_size=1, max_size=3)
across = st.sampled_from(ACROSS)
CASES = {
    "(7), off the supports": Case(
        supports.system, two_layers(), layered,
        valid=lambda one: any(any(terms(one, i)) for i in off(one)),
        holds=lambda one: all(sum(terms(one, i)) == 0 for i in off(one)),
        spoiled=lambda one: not any(any(terms(one, i)) for i in off(one)),
    ),
    "(7) with y = D_[1,J] x_J": Case(
        supports.equivalent, two_layers(), layered,
        valid=TRUE,
        holds=lambda one: times(one["D"], middle(one)) == image(one),
        spoiled=lambda one: times(one["D"], middle(one)) == [2 * a for a in image(one)],
    ),
    "(7), dimension of the null space": Case(
        supports.null_space_dimension, matrices, split,
        valid=TRUE,
        holds=lambda one: nullity(one) == len(one[0][0]) - rank(one[0]),
        spoiled=lambda one: nullity(one) == len(one[0][0]) + one[1] - rank(one[0]),
    ),
    "(7), at most lambda": Case(
        supports.smaller, matrices, split,
        valid=TRUE,
        holds=lambda one: nullity(one) <= len(one[0][0]) + one[1],
        spoiled=lambda one: nullity(one) < len(one[0][0]) + one[1],
    ),
    "before (6), the whole chain": Case(
        relaxed.whole_chain, chains(), chained,
        valid=TRUE,
        holds=lambda one: times(one["D"], middle(one)) == image(one),
        spoiled=lambda one: times(one["D"], middle(one)) == times(product(one["E"], one["D"]), one["w"]),
    ),
    "before (6), index of the product": Case(
        relaxed.index_of_product, chains(), chained,
        valid=TRUE,
        holds=lambda one: times(one["D"], middle(one)) == image(one),
        spoiled=lambda one: middle(one) == image(one),
    ),
    "(28), first line": Case(
        lemma_14.first_line, steps(), iterated,
        valid=TRUE,
        holds=lambda one: network(one, 9)[0] == follows(one),
        spoiled=lambda one: network(one, 9, sign=-1)[0] == follows(one),
    ),
    "(29), third line": Case(
        lemma_14.third_line, steps(), iterated,
        valid=TRUE,
        holds=lambda one: network(one, 9)[0] == follows(one),
        spoiled=lambda one: network({**one, "theta": 0}, 9)[0] == follows(one),
    ),
    "(29), last block": Case(
        lemma_14.carry, numbers, lambda one: {"kind": "reals", "values": {n: str(a) for n, a in one.items()}},
        valid=lambda one: abs(one["y0"]) <= one["M"],
        holds=lambda one: max(one["y0"] + one["M"], 0) - one["M"] == one["y0"],
        spoiled=lambda one: max(one["y0"] + one["M"] / 2, 0) - one["M"] / 2 == one["y0"],
    ),
    "Theorem 12, one step over sparse codes": Case(
        theorem_12.convergence, runs(any_atoms, start=0, noise=st.just(0)).map(in_class),
        lambda one: run(one, B=2, c=1),
        valid=contracting,
        holds=lambda one: gap(one, reached(one)) <= bound_12(one),
        spoiled=lambda one: gap(one, reached(one)) <= bound_12(one, times_E=lambda s: s - 1),
    ),
    "(45) at k = 0": Case(
        theorem_15_end.forty_five, runs(any_atoms), lambda one: run(one, L=lipschitz(one)),
        valid=TRUE,
        holds=lambda one: gap(one, reached(one, rho)) <= bound_45(one, lipschitz(one)),
        spoiled=lambda one: gap(one, reached(one, rho)) <= bound_45(one, lipschitz(one), printed=True),
    ),
    "(34) with the term 2 |S| beta": Case(
        theorem_15_end.floor_34, runs(across).map(flat),
        lambda one: run(one, L=1, alpha=measured(one)["mut"] * factor(one, 1), B=2, C=1, c=1),
        valid=lambda one: measured(one)["mut"] * factor(one, 1) < 1,
        holds=lambda one: gap(one, reached(one, rho)) <= bound_45(one, 1),
        spoiled=lambda one: gap(one, reached(one, rho)) <= bound_45(one, 1, beta=False),
    ),
    "(34) under the printed condition": Case(
        theorem_15_end.literal_34, runs(any_atoms).map(steep),
        lambda one: run(one, L=2, alpha=measured(one)["mut"] * factor(one, 2), B=2, C=1, c=1),
        valid=condition,
        holds=lambda one: gap(one, reached(one, rho)) <= bound_45(one, 2),
        spoiled=lambda one: 4 * gap(one, reached(one, rho)) <= bound_45(one, 2, beta=False, noise=False),
    ),
    "mPA, as many errors of both kinds": Case(
        measures.mean_pixel_accuracy, counted.map(balanced), pixels,
        valid=lambda one: some(one) and one["FP"] == one["FN"],
        holds=lambda one: shares(one, "FP", "FN") == shares(one, "FN", "FP"),
        spoiled=lambda one: shares(one, "FP", "FN") == 1,
    ),
    "PA": Case(
        measures.pixel_accuracy, counted, pixels,
        valid=some,
        holds=lambda one: Fraction(one["TP"] + one["TN"], sum(one.values())) <= 1,
        spoiled=lambda one: Fraction(one["TP"] + one["TN"], sum(one.values())) <= Fraction(3, 4),
    ),
    "mIoU": Case(
        measures.mean_iou, counted, pixels,
        valid=some,
        holds=lambda one: iou(one) <= 1,
        spoiled=lambda one: iou(one) <= Fraction(1, 2),
    ),
    "Definition 7, weak duality": Case(
        generalised_coherence.weak_duality, combinations(), combined,
        valid=lambda one: weighed(one) is not None,
        holds=lambda one: weighed(one)[2] * norm1(one["c"]) >= 1,
        spoiled=lambda one: weighed(one)[2] * max(map(abs, one["c"])) >= 1,
    ),
    "Definition 7, dependent columns": Case(
        generalised_coherence.at_least, dependent, in_kernel,
        valid=lambda one: feasible(one) is not None,
        holds=lambda one: 2 * feasible(one)[2] >= 1,
        spoiled=lambda one: feasible(one)[2] >= 1,
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def sample():
    """What is drawn for each case, once."""
    return {name: drawn(case.draw, 420) for name, case in CASES.items()}


@pytest.mark.parametrize("name", CASES)
def test_a_theorem_holds_on_100_drawn_instances_and_a_stronger_one_does_not(sample, name):
    """In plain fractions; instances that miss a hypothesis are not counted."""
    case = CASES[name]
    valid = [one for one in sample[name] if case.valid(one)]

    assert len(valid) >= HUNDRED
    assert all(case.holds(one) for one in valid)
    assert not all(case.spoiled(one) for one in valid)


@pytest.mark.parametrize("name", CASES)
def test_the_step_says_the_same_as_the_plain_statement(sample, name):
    """Hypotheses are met where the plain ones are, and the claim holds there."""
    case = CASES[name]
    claim, hypotheses = standing(case.step)
    nodes = tuple(h.node for h in hypotheses)
    for one in sample[name][:HUNDRED]:
        world = build(case.world(one))
        if case.valid(one):
            assert meets(world, nodes)
        if meets(world, nodes):
            assert all(reading.holds for reading in readings(claim.node, world))


# where the conclusion that is too strong is the printed line
PRINTED = (
    "(7), dimension of the null space",
    "(7), at most lambda",
    "before (6), index of the product",
    "(45) at k = 0",
)


@pytest.mark.parametrize("name", PRINTED)
def test_the_printed_line_is_refuted_exactly_where_the_plain_one_is(sample, name):
    """Instance by instance."""
    case = CASES[name]
    nodes = tuple(h.node for h in case.step.hypotheses)
    found = []
    for one in sample[name][:HUNDRED]:
        world = build(case.world(one))
        if meets(world, nodes):
            found.append(all(reading.holds for reading in readings(case.step.printed.node, world)))
            assert found[-1] is case.spoiled(one)

    assert False in found


@pytest.mark.parametrize("steps_taken", [1, 3])
def test_the_network_of_29_carries_the_iteration_and_the_signal(steps_taken):
    """K layers in turn give x^(K) and y; with a constant M below the signal they lose it."""
    ones = drawn(steps(), 150)
    lost = 0
    for one in ones:
        M, x, y, small_M = Fraction(5), one["x"], one["y"], y_lost(one)
        wanted = one["x"]
        for _ in range(steps_taken):
            wanted = follows({**one, "x": wanted})
            x, y = network({**one, "x": x, "y": y}, M)
        assert (x, y) == (wanted, one["y"])
        lost += small_M

    assert len(ones) >= HUNDRED
    assert lost


def y_lost(one):
    """Whether M = 0 changes the signal."""
    return network(one, Fraction(0))[1] != one["y"]


@pytest.mark.parametrize("noise", [st.just(0), half], ids=["no noise", "noise"])
def test_theorem_12_converges_at_its_rate_on_100_drawn_problems(noise):
    """Six steps with the thresholds of (25): errors below s B alpha^k + 2 s C_W delta/(1 - alpha), supports inside."""
    valid = 0
    for one in drawn(runs(any_atoms, start=0, noise=noise), 420):
        found, B = measured(one), 2
        alpha = (2 * found["s"] - 1) * found["mut"]
        if not found["s"] or alpha >= 1:
            continue
        valid += 1
        E, x, floor = (
            Fraction(found["s"] * B),
            [0] * found["d"],
            2 * found["s"] * found["cw"] * found["dlt"] / (1 - alpha),
        )
        for k in range(1, 7):
            theta = found["mut"] * E + found["cw"] * found["dlt"]
            x = [soft(v, theta) for v in seen({**one, "x": x})[1]]
            E = alpha * E + 2 * found["s"] * found["cw"] * found["dlt"]
            assert set(support(x)) <= set(support(one["xs"]))
            assert gap(one, x) <= E <= alpha**k * found["s"] * B + floor

    assert valid >= HUNDRED


def test_a_threshold_below_that_of_25_lets_the_support_out():
    """Half of it: some iterate has a nonzero off the support."""
    outside = 0
    for one in drawn(runs(any_atoms, start=0), 420):
        theta, (_, v) = measured(one)["theta"] / 2, seen(one)
        outside += not {i for i, a in enumerate(v) if soft(a, theta)} <= set(support(one["xs"]))

    assert outside


pairs = st.fixed_dictionaries({"D": matrix(2, 2), "E": matrix(2, 3), "cut": st.integers(0, 6)})


def two_codes(one):
    """A product of dictionaries without a zero column, two codes that differ by a null vector; None without one."""
    P = product(one["D"], one["E"])
    n = kernel({"D": P})
    if n is None or any(not any(column) for column in transposed(P)):
        return None
    x = [a if one["cut"] >> j & 1 else Fraction(0) for j, a in enumerate(n)]
    return P, x, [a - b for a, b in zip(x, n, strict=True)]


def meets_6(P, lam, slack=0):
    """(2 lam - 1) mu(P) < 1 (or less 1 - slack), squared: norms need not be rational."""
    columns = transposed(P)
    pairs_of = itertools.permutations(columns, 2)
    return all((2 * lam - 1 - slack) ** 2 * dot(a, b) ** 2 < dot(a, a) * dot(b, b) for a, b in pairs_of)


def test_two_codes_of_one_signal_break_condition_6_for_products_of_any_norms():
    """Theorem 1 and (6), read backwards: where there are two codes the condition fails; a weaker one does not."""
    found = [codes for one in drawn(pairs, 420) if (codes := two_codes(one))]
    counts = [(P, max(len(support(x)), len(support(z)))) for P, x, z in found]

    assert len(found) >= HUNDRED
    assert all(times(P, x) == times(P, z) and x != z for P, x, z in found)
    assert not any(meets_6(P, lam) for P, lam in counts)
    assert any(meets_6(P, lam, slack=1) for P, lam in counts)
    assert theorem_1.next_layer in relaxed.condition_6.uses


@st.composite
def weights(draw):
    """Unit columns and weights with w_i . d_i = 1: D itself moved across its columns."""
    chosen = draw(st.lists(st.integers(0, len(ATOMS) - 1), min_size=2, max_size=3))
    return {"atoms": [ATOMS[a] for a in chosen], "moves": draw(vector(len(chosen), half))}


def test_no_weights_beat_the_generalised_coherence_of_definition_7():
    """On 100 dictionaries: other feasible weights reach no less, and the weights found are feasible and reach it."""
    ones = drawn(weights(), 250)
    better = 0
    for one in ones:
        atoms = [tuple(Fraction(a) for a in atom) for atom in one["atoms"]]
        found = least_coherence(tuple(tuple(row) for row in zip(*atoms, strict=True)))
        best = list(zip(*found.weights, strict=True))
        moved = [(a - t * b, b + t * a) for (a, b), t in zip(atoms, one["moves"], strict=True)]
        for several in (best, moved):
            assert all(dot(w, a) == 1 for w, a in zip(several, atoms, strict=True))
        reached_by = [
            max(abs(dot(w[i], a)) for i, j in itertools.permutations(range(len(w)), 2) for a in [atoms[j]])
            for w in (best, moved)
        ]
        assert reached_by[0] == found.coherence <= reached_by[1]
        better += reached_by[0] < reached_by[1]

    assert len(ones) >= HUNDRED
    assert better
