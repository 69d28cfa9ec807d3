"""Each guard is seen to refuse what it is there for, and to let pass what is sound."""

import pytest
from sympy import Abs, log, sqrt

from boundcheck import (
    Claim,
    Index,
    Prob,
    algebra,
    arith,
    assume,
    compare,
    event_family,
    family,
    independent,
    named_set,
    real,
    restate,
    rule,
    total,
)
from boundcheck.canonical import canonical
from boundcheck.model import Model
from boundcheck.rules.derive import Derived, Stuck, derive
from boundcheck.rules.guards import (
    bad_complement,
    name_fault,
    partial_terms,
    random_part,
    speaks_of_chances,
    within_atoms,
)

i, j = Index("i"), Index("j")
f, eps, c, w = family("f"), family("eps"), family("c"), family("w")
x, y, p = real("x"), real("y"), real("p")
All, Lam, Rows = named_set("All"), named_set("Lam"), named_set("Rows")
W = event_family("W")
MODEL = Model(
    name="made",
    signs=("eps",),
    given=("f", "x", "y", "p", "All", "Lam", "Rows"),
    definitions=(Claim(c(i), "==", f(i) * eps(i), ((i, All),)),),
    depends={"w": ("c",)},
)


def run(claim, *lines, hypotheses=()):
    """Derive the claim in the model above."""
    return derive(claim, lines, {h.name: h.node for h in hypotheses}, MODEL)


def closed(claim, *lines, hypotheses=()):
    """Say whether the derivation closes."""
    return isinstance(run(claim, *lines, hypotheses=hypotheses), Derived)


# probabilities


@pytest.mark.parametrize(
    ("claim", "answer"),
    [
        (Claim(Prob(W()), "<=", 1), True),
        (Claim(x + 2 * Prob(W()), "<=", y), True),
        (Claim(independent((eps(i), i, All)), "holds"), True),
        (Claim(x, "<=", y), False),
        (Claim(W(), "holds"), False),
    ],
)
def test_a_claim_about_chances_is_known_as_one(claim, answer):
    assert speaks_of_chances(claim.node) is answer


def test_what_depends_on_signs_is_random_also_through_definitions_and_unknown_names():
    assert random_part([canonical(f(i)), canonical(x)], MODEL) is None
    for term in (eps(i), c(i), w(i), family("nobody")(i), f(i) * eps(j)):
        assert random_part([canonical(x), canonical(term)], MODEL) == canonical(term)


# complements


@pytest.mark.parametrize("over", [All, Lam, ~Lam, ~All & Lam, Lam & Rows, Lam | ~Lam])
def test_sets_of_atoms_are_known(over):
    assert within_atoms(canonical(over))


@pytest.mark.parametrize("over", [Rows, Rows | Lam, Rows & named_set("Other")])
def test_other_sets_are_not(over):
    assert not within_atoms(canonical(over))


@pytest.mark.parametrize("over", [~Lam, ~Lam & All, ~(Lam & Rows), ~Lam & ~All, Rows, Rows & Lam])
def test_a_complement_among_atoms_passes(over):
    assert bad_complement(Claim(total(f(i), i, over), "<=", x).node) is None


@pytest.mark.parametrize("over", [~Rows, ~(Rows | Lam), Rows & ~Lam, Lam | (Rows & ~Lam)])
def test_a_complement_among_rows_is_found_wherever_it_stands(over):
    assert bad_complement(Claim(total(f(i), i, over), "<=", x).node) is not None
    assert bad_complement(Claim(x, "<=", 1 + total(total(f(j), j, over), i, All)).node) is not None


def test_no_line_may_speak_of_a_complement_among_rows():
    claim = Claim(total(f(i), i, ~Rows), "==", total(f(i), i, ~Rows))
    found = run(claim, algebra("a", claim))

    assert isinstance(found, Stuck)
    assert "no atoms" in found.reason
    same = Claim(total(f(i), i, ~Lam), "==", total(f(i), i, ~Lam))
    assert closed(same, algebra("a", same))


# names


NAMES = {
    "a free index": (Claim(f(i), "<=", 1), "the index i is free"),
    "a free index on the right": (Claim(f(i), "<=", f(j), ((i, All),)), "the index j is free"),
    "a free index in an event": (Claim(compare(f(i), "<=", 1), "holds"), "the index i is free"),
    "a name of the tool": (Claim(total(f(Index("$0")), Index("$0"), All), "<=", 1), "made up|makes up"),
    "a quantified name of the tool": (Claim(f(Index("#1")), "<=", 1, ((Index("#1"), All),)), "makes up"),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_fault_in_the_names_is_found(name):
    claim, words = NAMES[name]

    assert any(word in name_fault(claim.node) for word in words.split("|"))


@pytest.mark.parametrize(
    "claim",
    [
        Claim(f(i), "<=", 1, ((i, All),)),
        Claim(total(f(i), i, All), "<=", 1),
        Claim(f(i) + total(f(j), j, All), "<=", x, ((i, All),)),
        Claim(x, "<=", y),
    ],
)
def test_names_without_a_fault_pass(claim):
    assert name_fault(claim.node) is None


def test_a_set_may_speak_of_an_earlier_index_only():
    over = named_set("Gam")
    node = Claim(f(i), "<=", 1, ((i, All), (j, over))).node
    _, quantifiers, *sides = node
    nested = (quantifiers[0], ("j", ("set", "Gam", ("idx", "i"))))

    assert name_fault(("claim", nested, *sides)) is None
    assert name_fault(("claim", nested[::-1], *sides)) == "the index i is free"


def test_one_name_bound_by_two_quantifiers_is_a_fault():
    node = Claim(f(i), "<=", 1, ((i, All),)).node
    twice = ("claim", node[1] * 2, *node[2:])

    assert name_fault(twice) == "one index name is quantified twice"


def test_a_fact_with_a_free_index_stops_the_derivation():
    found = run(
        Claim(f(j), "<=", 1, ((j, All),)),
        restate("a", Claim(f(j), "<=", 1, ((j, All),)), by=("h",)),
        hypotheses=(assume("h", f(i), "<=", 1),),
    )

    assert isinstance(found, Stuck)
    assert "free" in found.reason


# undefined terms


@pytest.mark.parametrize(
    ("term", "demand"),
    [
        (1 / x, ("nonzero", canonical(x))),
        (x**-2, ("nonzero", canonical(x))),
        (sqrt(x), ("nonneg", canonical(x))),
        (log(x + y), ("positive", canonical(x + y))),
        (Prob(W(), compare(x, "<", y)), ("possible", canonical(compare(x, "<", y)))),
        (Abs(1 / (x + 1)) ** 2, ("nonzero", canonical(x + 1))),
    ],
)
def test_a_term_that_may_be_undefined_is_found_with_its_demand(term, demand):
    assert demand in partial_terms(canonical(term))


@pytest.mark.parametrize("term", [x**2, x * y - 1, Abs(x), Prob(W()), total(f(i) ** 3, i, All)])
def test_a_term_that_is_always_defined_makes_no_demand(term):
    assert set() == partial_terms(canonical(term))


DEFINED = {
    "a quotient": (Claim(x / y, "<=", x / y + 1), assume("h", y, ">", 0)),
    "a quotient by what is below zero": (Claim(x / y, "<=", x / y + 1), assume("h", y, "<", 0)),
    "a root": (Claim(sqrt(y), "<=", sqrt(y) + 1), assume("h", y, ">=", 0)),
    "a logarithm": (Claim(log(y), "<=", log(y) + 1), assume("h", y, ">", 0)),
}
GOAL = Claim(x, "<=", x + 1)


@pytest.mark.parametrize("name", [name for name in DEFINED if "below" not in name])
def test_an_undefined_term_on_the_way_needs_a_fact(name):
    """It stands neither in the goal nor in a fact."""
    on_the_way, fact = DEFINED[name]
    lines = (arith("way", on_the_way, by=()), arith("a", GOAL, by=()))
    found = run(GOAL, *lines)

    assert isinstance(found, Stuck)
    assert "nothing grants" in found.reason
    assert found.line == "way"
    assert closed(GOAL, *lines, hypotheses=(fact,))


def test_what_the_goal_itself_takes_for_granted_may_be_used():
    claim = DEFINED["a quotient"][0]

    assert closed(claim, arith("a", claim, by=()))


def test_a_square_and_one_is_never_zero():
    claim = Claim(1 / (x**2 + 1), "<=", 1 / (x**2 + 1) + 1)

    assert closed(GOAL, arith("way", claim, by=()), arith("a", GOAL, by=()))


# what a rule about chances holds fixed


def test_an_average_keeps_its_sets_and_thresholds_fixed():
    event = compare(Abs(f(i)), ">=", p)
    fixed = Claim(Prob(compare(eps(i), ">=", p)), "<=", 1, ((i, All),))
    loose = Claim(Prob(compare(eps(i), ">=", p)), "<=", 1, ((i, named_set("Hat")),))

    assert not speaks_of_chances(canonical(event))
    assert closed(fixed, rule("a", "at_most_one", E=compare(eps(i), ">=", p), forall=((i, All),)))
    found = run(loose, rule("a", "at_most_one", E=compare(eps(i), ">=", p), forall=((i, named_set("Hat")),)))
    assert isinstance(found, Stuck)
    assert "depends on signs" in found.reason
