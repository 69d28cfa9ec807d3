"""Data for pictures: exact failure probabilities, bounds over a parameter, the same bytes every time."""

from fractions import Fraction
from itertools import product
from math import comb

import pytest

from boundcheck import counting
from boundcheck.counting.instance import read_instance
from boundcheck.draw.figure import standalone
from boundcheck.errors import BoundcheckError
from boundcheck.worth.admits import admits_more, gamma
from boundcheck.worth.curves import failure_over_coherence, failure_over_sparsity, sparsity_over
from boundcheck.worth.enclosing import enclose
from boundcheck.worth.equiangular import Equiangular
from boundcheck.worth.pictures import picture
from boundcheck.worth.query import Query, sweep


def by_hand(layer):
    """All sign patterns of the support, with fractions; a tie fails."""
    S, mu, failed = layer.nonzeros, layer.mu, 0
    for signs in product((1, -1), repeat=S):
        total = sum(signs)
        on = min(abs(1 - mu + mu * sign * total) for sign in signs)
        failed += layer.atoms > S and on <= abs(mu * total)
    return Fraction(failed, 2**S)


@pytest.mark.parametrize(("a", "b"), [(1, 1), (2, 1), (3, 1), (5, 2)])
@pytest.mark.parametrize(("atoms", "S"), [(3, 1), (3, 2), (6, 5), (9, 8), (8, 8)])
def test_the_exact_failure_is_that_of_all_sign_patterns(a, b, atoms, S):
    layer = Equiangular(a=a, b=b, atoms=atoms, nonzeros=S)

    assert layer.failure() == by_hand(layer)


def test_the_exact_failure_has_a_closed_form():
    """mu = 1/26: a failure needs abs(T) >= 13 with a sign of each kind."""
    assert Equiangular(a=5, b=1, atoms=33, nonzeros=15).failure() == Fraction(2 * comb(15, 1), 2**15)
    assert Equiangular(a=5, b=1, atoms=33, nonzeros=14).failure() == 0


def test_the_layer_is_one_that_boundcheck_probability_takes():
    layer = Equiangular(a=2, b=1, atoms=4, nonzeros=3)
    found = counting.count_failures(read_instance(layer.instance).layers[0].rows())

    assert Fraction(found.failures + found.ties, found.total) == layer.failure()


def test_gamma_bounds_the_exact_failure_and_both_are_informative_somewhere():
    for chart in (failure_over_sparsity(nonzeros=range(1, 18)), failure_over_coherence()):
        bound, exact = chart.lines
        assert [x for x, _ in bound.points] == [x for x, _ in exact.points]
        assert all(low.low <= high.high for (_, high), (_, low) in zip(bound.points, exact.points, strict=True))
        assert any(x in chart.informative and y.low > 0 for x, y in exact.points)
        assert chart.undecided == ()


def test_gamma_in_the_chart_is_gamma():
    chart = failure_over_sparsity(nonzeros=(3, 9))
    layers = [Equiangular(a=5, b=1, atoms=33, nonzeros=S) for S in (3, 9)]

    assert [y for _, y in chart.lines[0].points] == [enclose(gamma(each.size, each.nonzeros)) for each in layers]


def test_informative_values_of_a_sweep_are_those_where_5_or_J0_allows_more():
    asked = sweep("m=500..540", Query())
    chart = sparsity_over(asked.name, asked.values, asked.layer_at)
    expected = [x for x in asked.values if any(admits_more(b, "(3)", asked.layer_at(x)) for b in ("(5)", "J0"))]

    assert list(chart.informative) == expected
    assert expected[0] == 520
    assert [line.name for line in chart.lines] == ["(3)", "(5)", "J0", "(5), layer below another"]


def test_the_picture_has_the_same_bytes_every_time_and_says_what_it_shows():
    asked = sweep("zeta=0..1/2:1/20", Query(m="4096"))
    first, second = (standalone(picture(sparsity_over("zeta", asked.values, asked.layer_at))) for _ in range(2))

    assert first == second
    assert "nonzeros per stripe over zeta" in first
    assert "informative" in first


def test_values_without_a_layer_are_left_out_and_too_few_are_refused():
    asked = sweep("m=2..3", Query(n="3/2m"))
    chart = sparsity_over("m", asked.values, asked.layer_at)

    assert len(chart.lines[0].points) == 1
    with pytest.raises(BoundcheckError, match="at least two values"):
        picture(chart)


@pytest.mark.parametrize("change", [{"a": 0}, {"b": 0}, {"nonzeros": 0}, {"nonzeros": 9}])
def test_what_is_no_equiangular_layer_is_refused(change):
    with pytest.raises(BoundcheckError, match=next(iter(change))):
        Equiangular(**{"a": 2, "b": 1, "atoms": 8, "nonzeros": 3, **change})
