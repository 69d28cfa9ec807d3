"""Smallest filters, longest rings, all rings at once."""

from dataclasses import replace
from fractions import Fraction

import mpmath
import pytest

from boundcheck.errors import BoundcheckError
from boundcheck.worth import growth, summary
from boundcheck.worth.admits import largest
from boundcheck.worth.growth import (
    admits_something,
    below_3_always,
    exceeds_3,
    first_empty_ring,
    first_length,
    right_side_exceeds_3,
)
from boundcheck.worth.layer import LayerSize, welch
from boundcheck.worth.query import Query, sweep
from boundcheck.worth.summary import typical_sizes, worth_of


def best(m, M=1):
    return LayerSize(m=m, n=2 * m, M=M, mu_square=welch(m, 2 * m))


def test_the_known_crossings_at_n_2m_and_the_welch_value():
    """The proof files have the same numbers by another way: 17, 34 with M = m, 490 as real numbers."""
    family = Query().family

    assert first_length(family, admits_something, 100).at == 17
    assert first_length(Query(M="m").family, admits_something, 100).at == 34
    assert first_length(family, right_side_exceeds_3, 600).at == 490


def test_the_crossing_is_where_mpmath_sees_it():
    context = mpmath.mp.clone()
    context.dps = 50

    def above(m):
        return context.mpf(m) / (4 * context.log(4 * m)) > context.sqrt(2 * m) / 2 + context.mpf(1) / 2

    assert next(m for m in range(1, 600) if above(m)) == 490


def test_a_whole_number_more_comes_later_than_the_crossing():
    found = first_length(Query().family, exceeds_3, 1000)

    assert found.at == 520
    assert [largest(bound, best(520)) for bound in ("(3)", "(5)")] == [16, 17]
    assert all(largest("(5)", best(m)) <= largest("(3)", best(m)) for m in range(1, 520))


def test_nothing_up_to_a_limit_is_said_with_the_limit():
    found = first_length(Query(zeta="1/2").family, admits_something, 50)

    assert (found.at, found.upto, found.undecided) == (None, 50, ())


def test_an_undecided_size_is_listed(monkeypatch):
    monkeypatch.setattr(growth, "largest", lambda _, layer: None if layer.m == 7 else 0)

    assert first_length(Query().family, admits_something, 9).undecided == (7,)


@pytest.mark.parametrize("m", [17, 25, 49])
def test_the_first_empty_ring_is_the_first(m):
    found = first_empty_ring(best(m)).at

    assert largest("(5)", best(m, found)) == 0
    assert found == 1 or largest("(5)", best(m, found - 1)) == 1


def test_an_empty_ring_stays_empty():
    assert first_empty_ring(best(16)).at == 1
    assert all(largest("(5)", best(16, M)) == 0 for M in (1, 2, 3, 100, 10**9))


def test_below_3_always_covers_every_ring_level_and_error():
    for m in (1, 5, 49, 449):
        assert below_3_always(best(m)) is True
        for M, delta, zeta in ((1, 1, 0), (3, Fraction(1, 2), Fraction(1, 10)), (10**6, Fraction(1, 100), 1)):
            layer = replace(best(m, M), delta=Fraction(delta), zeta=Fraction(zeta))
            assert right_side_exceeds_3(layer) is False
    assert below_3_always(best(4096)) is False


def test_typical_sizes_for_every_ring():
    assert typical_sizes() == {"m_up_to": 49, "below_3": True, "most": 2, "empty_from": 1067}


def test_beyond_typical_sizes_the_statement_changes():
    assert typical_sizes(520)["below_3"] is False


def test_an_undecided_comparison_is_shown(monkeypatch):
    monkeypatch.setattr(summary, "below_3_always", lambda _: None)
    monkeypatch.setattr(summary, "admits_more", lambda *_: None)
    found = worth_of(best(49))

    assert found["typical"]["below_3"] == "UNDECIDED"
    assert found["every_ring"]["below_3"] == "UNDECIDED"
    assert set(found["more_than_3"].values()) == {"UNDECIDED"}


def test_sizes_as_a_person_writes_them():
    layer = Query(m="10", n="3/2 m", M="2m", mu="sqrt(1/50)", zeta="0.05", delta="1e-2").layer

    assert (layer.n, layer.M, layer.N, layer.mu_square) == (15, 20, 300, Fraction(1, 50))
    assert (layer.zeta, layer.delta) == (Fraction(1, 20), Fraction(1, 100))
    assert Query(mu="1/10").layer.mu_square == Fraction(1, 100)
    assert Query(mu="welch-sharp").layer.mu_square == Fraction(1, 97)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"m": "0"}, "m: expected an integer that is at least 1, got '0'"),
        ({"m": "1/2"}, "m: expected an integer"),
        ({"n": "x"}, "n: expected a number"),
        ({"n": "-2m"}, "n: expected a positive multiple of m"),
        ({"m": "3", "n": "3/2m"}, "n, M: expected natural numbers at m = 3"),
        ({"n": "m"}, "mu: expected more filters than rows"),
        ({"mu": "walsh"}, "mu: expected welch, welch-sharp, a number or sqrt"),
        ({"mu": "-1/2"}, "mu: expected a coherence"),
        ({"mu": "sqrt(2)"}, "mu: expected a coherence"),
        ({"zeta": "nan"}, "zeta: expected a number"),
        ({"zeta": "1e99999999"}, "zeta: expected a number"),
        ({"delta": "0"}, "delta: expected a probability"),
    ],
)
def test_what_cannot_be_read_is_refused(asked, says):
    with pytest.raises(BoundcheckError, match=says):
        _ = Query(**asked).layer


@pytest.mark.parametrize(
    "text", ["m=9", "m=9..8", "k=1..2", "m=1/2..5", "m=1..30000", "m=0..5", "zeta=0..1:0", "zeta=0..1:-1", "", "m=a..b"]
)
def test_a_sweep_that_makes_no_sense_is_refused(text):
    with pytest.raises(BoundcheckError, match="sweep"):
        sweep(text, Query())


def test_a_sweep_goes_in_exact_steps():
    found = sweep("zeta=0..1/2:1/10", Query())

    assert found.values == tuple(Fraction(k, 10) for k in range(6))
    assert found.layer_at(Fraction(1, 10)).zeta == Fraction(1, 10)
    assert sweep("M=1..4", Query()).layer_at(Fraction(3)).M == 3
    assert sweep("m=3..4", Query(n="3/2m")).layer_at(Fraction(3)) is None
