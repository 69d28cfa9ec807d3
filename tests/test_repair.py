"""The repair search proposes small edits of a false claim, and keeps those that no known instance violates."""

import pytest
from sympy import ceiling, floor

from boundcheck import Claim, Index, Step, assume, compare, event_family, family, named_set, real, reals
from boundcheck.audit import Settings, audit_step
from boundcheck.checkers.search import survives, worlds_of
from boundcheck.claim import stated
from boundcheck.edits import mutations, slips
from boundcheck.repair import MOST_PAIRS, repairs, same_claim

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


W2, V = event_family("W2"), event_family("V")
PAIRS = {
    "two squares": (Claim(x**2 * y**2, "<=", 4), Claim(x * y, "<=", 4)),
    "a square and a strict relation": (Claim(x**2, "<", y), Claim(x, "<=", y)),
    "an equivalence of the wrong events": (
        Claim(compare(x, "<", y), "iff", W()),
        Claim(compare(x, "<=", y), "implies", W()),
    ),
    "two complements": (Claim(W() & W2(), "implies", V()), Claim(~W() & ~W2(), "implies", V())),
    "a complement on each side": (Claim(~W(), "implies", ~V()), Claim(W(), "implies", V())),
    "off by one on both sides": (Claim(2 * x, "<=", 3 * y), Claim(2 * (x - 1), "<=", 3 * (y - 1))),
}


@pytest.mark.parametrize("name", PAIRS)
def test_two_slips_are_undone_by_a_pair_of_edits_and_by_no_single_one(name):
    wrong, right = PAIRS[name]
    found = [edit for edit in repairs(wrong.node) if same_claim(edit.claim, right.node)]

    assert reached(wrong, right) is None
    assert found
    assert all(edit.kind == "pair" and ", and " in edit.words for edit in found)


@pytest.mark.parametrize("name", [*PAIRS, *REACHED])
def test_repairs_are_the_single_edits_and_then_pairs_of_them(name):
    """Each claim once, never the claim itself, and no more than the bound."""
    claim = {**PAIRS, **REACHED}[name][0].node
    singles, both = list(slips(claim)), list(repairs(claim))

    assert both[: len(singles)] == singles
    assert {edit.kind for edit in both[len(singles) :]} <= {"pair"}
    assert len({edit.claim for edit in both}) == len(both) <= len(singles) + MOST_PAIRS
    assert claim not in {edit.claim for edit in both}


def test_there_are_never_more_pairs_than_the_bound():
    many = Claim(sum(real(f"a{n}") ** 2 for n in range(20)), "<=", y).node

    assert len(list(repairs(many))) == len(list(slips(many))) + MOST_PAIRS


def repaired_as(printed, repaired, *extra):
    """Who found the repair, as the audit says it."""
    low = assume("low", x, ">=", 0)
    step = Step(
        label="made.line",
        cite="(1)",
        hypotheses=(low,),
        over=(reals(x=("0", "3"), y=("0", "3")),),
        printed=printed,
        repaired=repaired,
        repaired_hypotheses=extra,
    )
    return audit_step(step, {}, Settings(effort="quick")).repaired.found_by


def test_the_audit_names_the_pair_that_is_the_repair():
    found = repaired_as(Claim(x**2 + y**2, "<=", x + y), Claim(x + y, "<=", x + y))

    assert found == "repair search: x in place of its square, and y in place of its square"


def test_a_pair_that_some_instance_violates_is_the_authors():
    assert repaired_as(Claim(x**2 * y**2, "<=", 1), Claim(x * y, "<=", 1)) == "author"


def test_the_same_line_under_further_hypotheses_is_the_authors():
    """An edit followed by its opposite leads back to the printed line; that is no repair."""
    assert repaired_as(Claim(x**2, "<=", x), Claim(x**2, "<=", x), assume("high", x, "<=", 1)) == "author"
