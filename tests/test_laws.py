"""The dependence detector: laws of signs against joint laws that can be counted by hand."""

from fractions import Fraction
from itertools import product

import pytest

from boundcheck import (
    Claim,
    Index,
    Law,
    Model,
    Prob,
    Span,
    assume,
    compare,
    dependence,
    event_family,
    family,
    fixed,
    independent,
)
from boundcheck.audit.searches import confirm
from boundcheck.canonical import canonical
from boundcheck.checkers.base import Question
from boundcheck.claim import stated
from boundcheck.evidence import Verdict, Witness
from boundcheck.instances.networks import network
from boundcheck.laws import contradiction, laws_in, ways
from boundcheck.terms import named_set, set_family
from boundcheck.world import World

i, j, l, k = (Index(name) for name in "ijlk")
eps, w = family("eps"), family("w")
All = named_set("All")


def world(signs=3, **families):
    """All patterns of some signs; each further family is a function of the pattern (and an index)."""
    return World(
        kind="test",
        data={},
        families={"eps": lambda o, at: Fraction(o[at]), **families},
        sets={"All": lambda _: tuple(range(signs))},
        outcomes=tuple(product((1, -1), repeat=signs)),
        random=frozenset({"eps", *families}),
    )


def law(*signs, given=(), forall=()):
    return Law(signs=signs, given=given, forall=forall).node


def test_fresh_signs_are_independent():
    assert contradiction(law((eps(j), j, All)), world(), every_pattern=True) is None


def test_products_with_one_sign_are_independent_only_without_that_sign():
    """eps_j eps_0 for all j contains eps_0 eps_0 = 1, which never is -1."""
    found = contradiction(law((eps(j) * eps(0), j, All)), world(), every_pattern=True)
    (often, high), (seldom, low) = found.patterns

    assert (often[0], seldom[0]) == (1, -1)
    assert (high, low) == (Fraction(1, 4), 0)
    assert (
        contradiction(law((eps(j) * eps(0), j, All.without(i)), forall=((i, Span(0, 0)),)), world(), every_pattern=True)
        is None
    )


def test_signs_given_their_sum_are_not_independent():
    """Given the sum of three signs is 1, (+, +, +) has probability 0 and (+, +, -) has 1/3."""
    total = world(w=lambda o: Fraction(sum(o)))
    found = contradiction(law((eps(j), j, All), given=(w(),)), total, every_pattern=True)

    assert found is not None
    values = dict(found.given)
    whole = [o for o in total.outcomes if sum(o) == next(iter(values.values()))]
    for pattern, probability in found.patterns:
        assert probability == Fraction(sum(o == pattern for o in whole), len(whole))


def test_signs_given_something_of_other_signs_stay_independent():
    apart = world(signs=4, w=lambda o: Fraction(o[3]))

    assert contradiction(law((eps(j), j, Span(0, 2)), given=(w(),)), apart, every_pattern=True) is None


@pytest.mark.parametrize("what", ["value", "event", "both"])
def test_a_pairwise_independent_coefficient_is_still_caught(what):
    """w = eps_0 eps_1 is independent of each sign alone, not of both together."""
    coefficient = world(signs=2, w=lambda o: Fraction(o[0] * o[1]))
    event = assume("e", w(), ">", 0).claim.node
    given = {"value": (canonical(w()),), "event": (("rel", *event[2:3], event[3], event[4]),)}
    nodes = given["value"] + given["event"] if what == "both" else given[what]
    alone = ("law", (), canonical(independent(eps(0))), nodes)
    together = ("law", (), canonical(independent((eps(j), j, All))), nodes)

    assert contradiction(alone, coefficient, every_pattern=True) is None
    assert contradiction(together, coefficient, every_pattern=True) is not None


def test_signs_that_are_held_fixed_do_not_count_against_a_law():
    held = World(
        kind="test",
        data={},
        families={"eps": lambda o, at: Fraction((*o, 1)[at])},
        sets={"All": lambda _: (0, 1)},
        outcomes=((1,), (-1,)),
        random=frozenset({"eps"}),
    )

    assert contradiction(law((eps(j), j, All)), held, every_pattern=False) is None
    assert contradiction(law((eps(j), j, All)), held, every_pattern=True) is not None


W, Atoms = event_family("W"), set_family("Atoms")
granted = assume("signs", independent((eps(l, j), j, Atoms(l))), "holds", forall=((l, Span(1, 2)),))
NETWORK = Model(
    name="two layers",
    signs=("eps",),
    laws=(granted,),
    through={
        "x": (("x", 1), ("eps", 1)),
        "c": (("eps", 0),),
        "W": (("x", 0), ("c", 0)),
        "w": (("v", -1),),
        "v": (("x", 0),),
    },
)
conditional = Claim(Prob(~W(l), W(l - 1)), "<=", 1, ((l, Span(2, 2)),))


def test_a_conditional_probability_rests_on_the_signs_of_its_layer_given_the_condition():
    (found,) = laws_in(conditional, NETWORK)

    assert found[2] == canonical(independent((eps(l, j), j, Atoms(l))))
    assert found[3] == (canonical(W(l - 1)),)


def test_a_joint_probability_rests_on_no_law():
    assert laws_in(Claim(Prob(~W(l) & W(l - 1)), "<=", 1, ((l, Span(2, 2)),)), NETWORK) == ()


def test_the_way_is_the_shortest_one_through_the_definitions():
    (found,) = laws_in(conditional, NETWORK)

    assert ways(found, NETWORK) == ((("W", -1), ("x", -1), ("eps", 0)),)
    error = Law(signs=((eps(l, j), j, Atoms(l)),), given=(w(l, k),), forall=((l, Span(2, 2)), (k, Atoms(l)))).node
    assert ways(error, NETWORK) == ((("w", 0), ("v", -1), ("x", -1), ("eps", 0)),)


def test_what_depends_on_nothing_has_no_way():
    fresh = Model(name="fresh", signs=("eps",), through={"W": (("v0", 0),)})
    node = Law(signs=((eps(l, j), j, Atoms(l)),), given=(W(l - 1),)).node

    assert ways(node, fresh) == ()


TWO_LAYERS = fixed(
    "two layers",
    network([[("3/5", "4/5")], [("3/5", "4/5")]], [1, 0, 1], ["1/10", 0, 0]),
    network([[[1]], [[1]]], [1], [0]),
)


def examined(claim, check, side="printed"):
    return check(Question(label=f"a.step.{side}", claim=claim, model=NETWORK, over=(TWO_LAYERS,)))


def confirmed(node, data):
    """The independent program finds the equality of two probabilities false there."""
    witness = Witness(title="", world=data["world"], index=data["index"], outcome=None, lhs="", rhs="")
    return confirm(stated(node), (), witness)


def test_a_false_law_leaves_its_claim_undecided_and_shows_two_patterns_that_the_rechecker_confirms():
    error = Law(signs=((eps(l, j), j, Atoms(l)),), given=(w(l, k),), forall=((l, Span(2, 2)), (k, Atoms(l))))
    found = examined(conditional, dependence(error))
    data = found.statistics["dependence"]

    assert found.verdict is Verdict.UNDECIDED
    assert data["verdict"] == "REFUTED"
    assert data["patterns"][0]["probability"] != data["patterns"][1]["probability"]
    assert confirmed(data["implied"], data)


def test_the_rechecker_does_not_confirm_a_law_that_holds():
    error = Law(signs=((eps(l, j), j, Atoms(l)),), given=(w(l, k),), forall=((l, Span(2, 2)), (k, Atoms(l))))
    data = examined(conditional, dependence(error)).statistics["dependence"]
    _, over, lhs, relation, _ = data["implied"]

    assert not confirmed(("claim", over, lhs, relation, lhs), data)


def test_a_claim_that_is_the_law_is_refuted_or_survives():
    right = Claim(independent((eps(l, j), j, Atoms(l))), "holds", forall=((l, Span(1, 2)),))
    wrong = Claim(independent((eps(l, j) * eps(l, 0), j, Atoms(l))), "holds", forall=((l, Span(1, 2)),))

    assert examined(right, dependence()).verdict is Verdict.SURVIVED
    assert examined(wrong, dependence()).verdict is Verdict.REFUTED


def test_what_follows_from_a_false_law_is_not_refuted_with_it():
    """A false law implies everything: no claim about what it implies is false for that."""
    wrong = independent((eps(l, j) * eps(l, 0), j, Atoms(l)))
    implied = Claim(wrong, "implies", compare(w(l, 0), ">=", 0), forall=((l, Span(1, 2)),))

    assert examined(implied, dependence()).verdict is Verdict.UNDECIDED


def test_the_repaired_side_is_not_asked_about_the_law_of_the_printed_one():
    joint = Claim(Prob(~W(l) & W(l - 1)), "<=", 1, ((l, Span(2, 2)),))
    error = Law(signs=((eps(l, j), j, Atoms(l)),), given=(w(l, k),), forall=((l, Span(2, 2)), (k, Atoms(l))))

    assert examined(joint, dependence(error), "repaired").statistics == {}
