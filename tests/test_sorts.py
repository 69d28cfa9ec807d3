"""Sorts of terms: what stands where a number, a set or an event is wanted."""

import pytest

from boundcheck import terms as t
from boundcheck.canonical import canonical
from boundcheck.errors import BoundcheckError
from boundcheck.sorts import LONGEST, check_sorts, check_turns, turns

j, k = t.Index("j"), t.Index("k")
eps, f, E, K = t.family("eps"), t.family("f"), t.event_family("E"), t.named_set("K")


def test_terms_sets_and_events_are_of_their_sort():
    for term, sort in (
        (f(j) + 1, "R"),
        (K & ~K.without(j), "S"),
        (t.some(E(j), j, K) & ~E(), "E"),
        (t.independent((eps(j), j, K), eps(0)), "E"),
    ):
        check_sorts("it", canonical(term), sort)
        for other in "RSE".replace(sort, ""):
            with pytest.raises(BoundcheckError, match=r"^it: expected (a real term|a set|an event), got"):
                check_sorts("it", canonical(term), other)


def test_the_part_that_does_not_fit_is_named():
    with pytest.raises(BoundcheckError, match=r"^it: part 1 of abs: part 1 of size: expected a set, got a real term"):
        check_sorts("it", ("abs", ("size", ("sym", "a"))), "R")
    with pytest.raises(BoundcheckError, match=r"^it: part 1 of independent: expected a set, got a real term"):
        check_sorts("it", ("independent", (("at", "eps", ("idx", "j")), "j", ("sym", "a"))), "E")


def test_turns_of_sums_in_sums_multiply_and_those_side_by_side_do_not():
    ten = t.total(f(j), j, t.Span(1, 10))

    assert turns(canonical(ten + ten)) == 10
    assert turns(canonical(t.total(ten, k, t.Span(3, 7)))) == 50
    assert turns(canonical(t.total(f(j), j, K))) == turns(canonical(t.total(f(j), j, t.Span(5, 1)))) == 1


def test_a_sum_is_refused_from_one_term_too_many_on():
    check_turns("it", canonical(t.total(f(j), j, t.Span(1, LONGEST))))
    with pytest.raises(
        BoundcheckError, match=f"it: expected at most {LONGEST} terms to run through, got {LONGEST + 1}"
    ):
        check_turns("it", canonical(t.total(f(j), j, t.Span(0, LONGEST))))
