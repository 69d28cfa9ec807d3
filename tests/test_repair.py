"""The repair search proposes small edits of a false claim, and keeps those that no known instance violates."""

import pytest
from sympy import ceiling, floor

from boundcheck import Claim, Index, compare, event_family, family, named_set, real, reals
from boundcheck.checkers.search import worlds_of
from boundcheck.checkers.search import survives
from boundcheck.claim import stated
from boundcheck.edits import mutations, slips
from boundcheck.repair import same_claim

x, y = real("x"), real("y")
i, j = Index("i"), Index("j")
f = family("f")
All = named_set("All")
W = event_family("W")


def reached(wrong, right):
    """Words of the edit that leads from one claim to the other, None if no edit does."""
    return next((edit.words for edit in slips(wrong.node) if same_claim(edit.claim, right.node)), None)


REACHED = {
    "a power too many": (Claim(x**2, "<=", y), Claim(x, "<=", y), "x in place of its square"),
    "a power too few": (Claim(x, "<=", y), Claim(x, "<=", y**2), "the square of y in place of y"),
    "a strict relation": (Claim(x, "<", y), Claim(x, "<=", y), "<= in place of <"),
    "an equality": (Claim(x, "==", y), Claim(x, ">=", y), ">= in place of =="),
    "off by one": (Claim(x, "<=", y), Claim(x, "<=", y - 1), "x + 1 in place of x"),
    "off by one elsewhere": (Claim(x, "<=", 2 * y), Claim(x, "<=", 2 * (y + 1)), "y + 1 in place of y"),
    "an equivalence": (Claim(W(), "iff", compare(x, "<", y)), Claim(W(), "implies", compare(x, "<", y)), None),
    "the other direction": (Claim(W(), "iff", ~W()), Claim(~W(), "implies", W()), None),
    "a relation in an event": (
        Claim(W(), "implies", compare(x, "<", y)),
        Claim(W(), "implies", compare(x, "<=", y)),
        "<= in place of < in an event",
    ),
    "a complement": (Claim(W(), "holds"), Claim(~W(), "holds"), "the complement of W"),
    "no complement": (Claim(~W(), "holds"), Claim(W(), "holds"), "an event in place of its complement"),
    "rounding": (Claim(floor(x), ">=", y), Claim(ceiling(x), ">=", y), "rounding up in place of down"),
    "two indices": (
        Claim(f(i), "<=", f(j), ((i, All), (j, All))),
        Claim(f(i), "<=", f(i), ((i, All), (j, All))),
        "index i in place of j on the right",
    ),
}


@pytest.mark.parametrize("name", REACHED)
def test_a_small_slip_is_undone_by_one_edit(name):
    wrong, right, words = REACHED[name]
    found = reached(wrong, right)

    assert found is not None
    assert words is None or found == words


@pytest.mark.parametrize("name", REACHED)
def test_no_edit_leaves_the_claim_as_it_was_or_comes_twice(name):
    claim = REACHED[name][0].node
    found = [edit.claim for edit in slips(claim)]

    assert claim not in found
    assert len(found) == len(set(found))
    assert len(found) < 40


def test_a_larger_change_is_out_of_reach():
    assert reached(Claim(x, "<=", y), Claim(x, "<=", 3 * y)) is None
    assert reached(Claim(x, "<=", y), Claim(x, "<", y)) is None


def test_claims_are_the_same_up_to_algebra_and_not_further():
    assert same_claim(Claim(2 * x, "<=", 2 * y).node, Claim(x, "<=", y).node)
    assert same_claim(Claim((x + 1) ** 2, "<=", y).node, Claim(x**2 + 2 * x + 1, "<=", y).node)
    assert not same_claim(Claim(x, "<=", y).node, Claim(x, "<", y).node)
    assert not same_claim(Claim(x, "<=", y).node, Claim(y, "<=", x).node)
    assert not same_claim(Claim(f(i), "<=", y, ((i, All),)).node, Claim(f(j), "<=", y, ((j, All & ~All),)).node)


def test_signs_are_the_same_once_they_are_squared():
    left, right = Claim(f(i) ** 2 * x, "<=", y, ((i, All),)).node, Claim(x, "<=", y, ((i, All),)).node

    assert same_claim(left, right, frozenset({"f"}))
    assert not same_claim(left, right)


def test_only_an_edit_that_no_instance_violates_survives():
    """x <= x^2 fails between 0 and 1; with the powers exchanged it does not."""
    worlds = worlds_of(reals(x=("0", "1")), 12, 0)

    assert not survives(Claim(x, "<=", x**2).node, (), worlds)
    assert survives(Claim(x**2, "<=", x).node, (), worlds)


def test_nothing_survives_where_there_is_no_instance():
    worlds = worlds_of(reals(x=("0", "1")), 12, 0)

    assert not survives(Claim(x**2, "<=", x).node, (), ())
    assert not survives(Claim(x**2, "<=", x).node, (Claim(x, ">", 2).node,), worlds)


@pytest.mark.parametrize("name", REACHED)
def test_the_mutations_begin_with_the_slips(name):
    claim = REACHED[name][0].node
    small, all_of_them = list(slips(claim)), list(mutations(claim))

    assert small == all_of_them[: len(small)]
    assert all(edit.kind and edit.words for edit in all_of_them)


def test_an_edited_claim_is_a_claim_again():
    """Its text can be shown, and its canonical form is read back unchanged."""
    for name in REACHED:
        for edit in mutations(REACHED[name][0].node):
            claim = stated(edit.claim)
            assert claim.text
            assert claim.node == stated(claim.node).node
