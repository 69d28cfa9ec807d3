"""Theorem 2 of Papyan, Romano & Elad (2017) in plain fractions, on a hundred drawn networks that meet its terms."""

from fractions import Fraction
from functools import cache

import pytest
from hypothesis import strategies as st

from boundcheck import cascade
from boundcheck.checkers.search import meets
from boundcheck.dcsc.worlds import build
from boundcheck.evaluate import readings
from proofs.papyan_romano_elad_2017 import condition, depth, normalisation, quoted, theorem_2
from tests.proofs.drawing import HUNDRED, dot, drawn, soft, support, times, transposed
from tests.proofs.spoiling import standing

COLUMNS = [
    [(1, 0), (Fraction(20, 101), Fraction(99, 101))],
    [(Fraction(20, 101), Fraction(99, 101)), (1, 0)],
    [(0, 1), (Fraction(40, 41), Fraction(9, 41))],
    [(1, 0), (Fraction(-7, 25), Fraction(24, 25))],
    [(Fraction(3, 5), Fraction(4, 5)), (Fraction(-40, 41), Fraction(9, 41))],
    [(1, 0), (Fraction(80, 1601), Fraction(1599, 1601))],
]  # pairs with a small inner product, none orthogonal: the condition divides by the coherence
ABOVE = [[1, Fraction(20, 101)], [0, Fraction(99, 101)]]  # a second layer whose first atom is a first entry alone


@st.composite
def networks(draw, *, quiet):
    """One layer or two, one nonzero, little noise, thresholds at a point of the window that the theorem leaves."""
    layers = [transposed(draw(st.sampled_from(COLUMNS)))]
    top = [draw(st.sampled_from([1, -1, 2, -3, 5, Fraction(1, 2), Fraction(-3, 2), 7])), 0]
    if draw(st.booleans()):
        layers.append(ABOVE)
    elif draw(st.booleans()):
        top.reverse()
    loud = st.sampled_from([0, Fraction(1, 20), Fraction(-1, 20), Fraction(1, 50), Fraction(-1, 100)])
    noise = [0, 0] if quiet else [draw(loud), draw(loud)]
    return {"layers": layers, "top": top, "noise": noise, "share": draw(st.sampled_from([0, *FRACTIONS]))}


FRACTIONS = [Fraction(1, 8), Fraction(1, 4), Fraction(1, 2), Fraction(3, 4)]


@cache
def instances(quiet):
    """What is drawn, with its instance and world."""
    found = []
    for one in drawn(networks(quiet=quiet), 420):
        data = cascade(one["layers"], one["top"], one["noise"], share=one["share"])
        found.append((one, data, build(data)))
    return found


def valid(step, quiet):
    """Those that meet the hypotheses of the form that is proved."""
    claim, hypotheses = standing(step)
    nodes = tuple(h.node for h in hypotheses)
    return claim, [(one, data, world) for one, data, world in instances(quiet) if meets(world, nodes)]


def signal_of(one):
    """Gamma_0 ... Gamma_K."""
    codes = [one["top"]]
    for layer in reversed(one["layers"]):
        codes.insert(0, times(layer, codes[0]))
    return codes


def estimates(one, thresholds, kept=soft):
    """The layered pursuit: what each layer leaves of D^T of what the layer below gave."""
    now = [a + b for a, b in zip(signal_of(one)[0], one["noise"], strict=True)]
    found = [now]
    for layer, threshold in zip(one["layers"], thresholds, strict=True):
        now = [kept(a, threshold) for a in times(transposed(layer), now)]
        found.append(now)
    return found


def numbers(data, name):
    """A family with one number for each layer, layer 0 left out."""
    return [Fraction(a) for a in data["families"][name][1:]]


def error(one, found, layer):
    """Largest error of an entry at a layer."""
    return max(abs(a - b) for a, b in zip(found[layer], signal_of(one)[layer], strict=True))


def bound(data, layer, part=1):
    """eps_{l-1} + mu_l (s_l - 1) gmax_l + beta_l, or with a part of the threshold."""
    at = lambda name: Fraction(data["families"][name][layer])  # noqa: E731
    return Fraction(data["families"]["eps"][layer - 1]) + at("mu") * (at("s") - 1) * at("gmax") + part * at("beta")


def in_window(one, data):
    """The conditions of the theorem with eps_0 the norm of the noise, squared where it is a root, at every layer."""
    codes, eps = signal_of(one), [Fraction(a) for a in data["families"]["eps"]]
    if dot(one["noise"], one["noise"]) > eps[0] ** 2:
        return False
    for place, (layer, threshold) in enumerate(zip(one["layers"], numbers(data, "beta"), strict=True), start=1):
        a, b = transposed(layer)
        mu, magnitudes = abs(dot(a, b)), [abs(Fraction(c)) for c in codes[place] if c]
        s, low, high = len(magnitudes), min(magnitudes), max(magnitudes)
        if not s * mu * high + eps[place - 1] <= threshold < low - (s - 1) * mu * high - eps[place - 1]:
            return False
    return True


@pytest.mark.parametrize("quiet", [False, True])
def test_theorem_2_in_plain_fractions(quiet):
    """In the window every support is recovered, and no entry is off by more than the recursion says."""
    found = [(one, data) for one, data, _ in instances(quiet) if in_window(one, data)]
    for one, data in found:
        results = estimates(one, numbers(data, "beta"))
        assert [support(a) for a in results[1:]] == [support(a) for a in signal_of(one)[1:]]
        assert all(error(one, results, layer) <= bound(data, layer) for layer in range(1, len(results)))

    assert len(found) >= HUNDRED
    assert {1, 2} == {len(one["layers"]) for one, _ in found}


def test_spoiled_forms_of_theorem_2_are_refuted():
    """Half the threshold in the bound; a tenth of the threshold, and ten times it."""
    found = [(one, data) for one, data, _ in instances(False) if in_window(one, data)]
    biased = [
        error(one, estimates(one, numbers(data, "beta")), 1) > bound(data, 1, Fraction(1, 2)) for one, data in found
    ]
    lower = [estimates(one, [a / 10 for a in numbers(data, "beta")])[1] for one, data in found]
    higher = [estimates(one, [10 * a for a in numbers(data, "beta")])[1] for one, data in found]

    assert any(biased)
    for wrong in (lower, higher):
        assert any(support(a) != support(signal_of(one)[1]) for a, (one, _) in zip(wrong, found, strict=True))


@pytest.mark.parametrize("quiet", [False, True])
def test_the_instance_has_the_numbers_of_the_plain_pursuit(quiet):
    """Entries of every layer, and the hypotheses where the plain conditions hold."""
    for one, data, _ in instances(quiet):
        assert [[Fraction(a) for a in row] for row in data["families"]["Gh"]] == estimates(one, numbers(data, "beta"))
    inside = [world for one, data, world in instances(quiet) if in_window(one, data)]
    window = tuple(h.node for h in theorem_2.errors.hypotheses)

    assert all(meets(world, window) for world in inside)


NOISY = (
    theorem_2.supports,
    theorem_2.error_bound,
    normalisation.atoms_of_any_norm,
    condition.weaker,
    condition.any_threshold,
    depth.decay,
    depth.forces,
    depth.flat,
    quoted.murray_tanner_3,
    quoted.poster_4,
)
NOISELESS = (depth.vanishing_error, depth.vanishing_bound)


@pytest.mark.parametrize("step", [*NOISY, *NOISELESS], ids=lambda s: s.label)
def test_a_repaired_line_holds_on_a_hundred_drawn_networks(step):
    """All of them meet the conditions of the theorem."""
    claim, found = valid(step, step in NOISELESS)

    assert len(found) >= HUNDRED
    assert all(reading.holds for _, _, world in found for reading in readings(claim.node, world))
