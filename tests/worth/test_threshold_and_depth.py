"""The best threshold against mpmath's own minimum; the zeta recursion against the recursion written out."""

import math
from dataclasses import replace
from fractions import Fraction

import mpmath
import pytest

from boundcheck.errors import BoundcheckError
from boundcheck.worth.admits import largest
from boundcheck.worth.depth import Stack, allowed_below, common_sparsity, common_sparsity_3
from boundcheck.worth.layer import LayerSize, welch
from boundcheck.worth.threshold import allowed_with_best_threshold, best_threshold

MP = mpmath.mp.clone()
MP.dps = 50


def best(m, **changes):
    return replace(LayerSize(m=m, n=2 * m, M=1, mu_square=welch(m, 2 * m)), **changes)


def real(value):
    return MP.mpf(value.numerator) / value.denominator


def sums(layer, S, K, p):
    v, x = real(layer.proxy(S)), real(layer.xmin)
    return 2 * (layer.N - K) * MP.exp(-(p**2) / (2 * v)) + 2 * K * MP.exp(-((x - p) ** 2) / (2 * v))


@pytest.mark.parametrize(("m", "S", "K"), [(49, 2, 2), (49, 2, 98), (200, 3, 50), (1000, 20, 400), (16, 1, 20)])
@pytest.mark.parametrize("zeta", [Fraction(0), Fraction(1, 10)])
def test_the_smallest_value_is_enclosed(m, S, K, zeta):
    layer = best(m, zeta=zeta)
    found = best_threshold(layer, S, K)
    grid = [sums(layer, S, K, real(layer.xmin) * k / 2000) for k in range(2001)]

    assert real(found.smallest.low) <= min(grid)
    assert real(found.smallest.high) >= min(grid) * (1 - MP.mpf(10) ** -5)
    assert real(found.smallest.high) <= min(grid) * (1 + MP.mpf(10) ** -2)
    assert real(found.at_half.low) <= sums(layer, S, K, real(layer.xmin) / 2) <= real(found.at_half.high)


def test_half_is_best_when_half_of_the_atoms_are_active():
    layer = best(49)
    found = best_threshold(layer, 2, 49)

    assert abs(found.p - Fraction(1, 2)) < Fraction(1, 100)
    assert found.at_half.low <= found.smallest.high * Fraction(1001, 1000)


def test_the_best_threshold_allows_at_least_what_half_allows():
    for m, K in ((49, 5), (300, 30), (1000, 60)):
        layer = best(m)
        found = allowed_with_best_threshold(layer, K)

        assert found >= min(largest("(5)", layer), K)
        assert found == K or best_threshold(layer, found + 1, K).smallest.low > layer.delta


@pytest.mark.parametrize(("S", "K"), [(1, 0), (3, 2), (1, 99), (0, 2)])
def test_nonzeros_that_cannot_be_are_refused(S, K):
    with pytest.raises(BoundcheckError, match="nonzeros"):
        best_threshold(best(49), S, K)


def failure(layer, layers, k, S, *, sharper):
    mu, x, top = MP.sqrt(real(layer.mu_square)), real(layer.xmin), real(layer.xmax)
    zeta, total = real(layer.zeta), MP.mpf(0)
    for _ in range(layers):
        u = top**2 * mu**2 * S
        printed = MP.exp(-(x**2) / (8 * (u + zeta**2)))
        joint = MP.exp(-((x - 2 * zeta) ** 2) / (8 * u)) if x > 2 * zeta else MP.mpf(1)
        total += 2 * layer.N * (min(printed, joint) if sharper else printed)
        zeta = MP.sqrt(k) * (mu * (S - 1) * top + zeta)
    return total


@pytest.mark.parametrize("sharper", [False, True])
@pytest.mark.parametrize(("layers", "density"), [(1, 1), (2, 1), (3, 1), (3, 2), (4, 3)])
def test_the_common_sparsity_is_the_largest_by_the_recursion_written_out(layers, density, sharper):
    for layer in (best(49), best(1000, zeta=Fraction(1, 100)), best(4096, delta=Fraction(1, 100), xmax=Fraction(2))):
        found = common_sparsity(Stack(layer=layer, layers=layers, density=density), sharper=sharper)

        assert found == 0 or failure(layer, layers, density, found, sharper=sharper) <= real(layer.delta)
        assert failure(layer, layers, density, found + 1, sharper=sharper) > real(layer.delta)


def test_one_layer_agrees_with_the_bounds_of_one_layer():
    for m in (49, 490, 4096):
        stack = Stack(layer=best(m), layers=1)

        assert common_sparsity(stack) == largest("(5)", best(m))
        assert common_sparsity_3(stack) == largest("(3)", best(m))


def test_a_tie_of_3_over_layers_is_exact():
    """mu = 1/6: (S - 1/2)/6 + (S - 1)/6 = 1/2 at S = 9/4; with zeta_0 = 1/12 it is an equality at S = 2."""
    layer = LayerSize(m=9, n=18, M=1, mu_square=Fraction(1, 36), zeta=Fraction(1, 12))

    assert common_sparsity_3(Stack(layer=layer, layers=2)) == 1
    assert common_sparsity_3(Stack(layer=replace(layer, zeta=Fraction(1, 12) - Fraction(1, 10**40)), layers=2)) == 2


def test_a_layer_above_leaves_what_it_can_bear_and_no_more():
    layer = best(4096)
    for bound in ("(3)", "(5)", "J0"):
        S = allowed_below(bound, Stack(layer=layer, layers=2)).largest
        mu = MP.sqrt(real(layer.mu_square))
        for tried, bears in ((S, True), (S + 1, False)):
            zeta = Fraction(str(mu * (tried - 1)))
            assert (largest(bound, replace(layer, zeta=zeta)) >= 1) is bears


def test_what_a_layer_above_leaves_goes_with_the_inverse_of_mu():
    """Four times the filter length halves mu: (5) alone allows about four times as much, below another layer twice."""
    small, large = best(10**6), best(4 * 10**6)
    alone = Fraction(largest("(5)", large), largest("(5)", small))
    below = Fraction(*(allowed_below("(5)", Stack(layer=each, layers=2)).largest for each in (large, small)))

    assert alone > Fraction(7, 2)
    assert Fraction(9, 5) < below < Fraction(21, 10)


@pytest.mark.parametrize("name", ["layers", "density"])
def test_an_empty_stack_is_refused(name):
    with pytest.raises(BoundcheckError, match=f"{name}: expected an integer that is at least 1, got 0"):
        Stack(**{"layer": best(9), "layers": 1, name: 0})


def test_no_room_is_no_nonzero():
    crowded = best(9, zeta=Fraction(49, 100))

    assert allowed_below("(5)", Stack(layer=crowded, layers=2)).largest == 0
    assert math.isclose(0, common_sparsity(Stack(layer=crowded, layers=3)))
