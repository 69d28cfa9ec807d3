"""The search gives each answer it can give: a counterexample, none, no valid instance, or no decision."""

import pytest
from sympy import Rational, cosh, exp

from boundcheck import Claim, Index, assume, family, fixed, named_set, real, reals, sign_sums, total
from boundcheck.audit import confirm, search, searches
from boundcheck.checkers.base import Question
from boundcheck.checkers.search import counterexample_search
from boundcheck.evidence import Grade, Verdict

x, y = real("x"), real("y")
t = real("t")
i = Index("i")
alpha, eps = family("alpha"), family("eps")
All = named_set("All")
UNIT = reals(x=("0", "1"))


def ask(claim, *hypotheses, over=UNIT, effort=30):
    """What the search is asked."""
    return Question(label="made.line", claim=claim, hypotheses=hypotheses, over=(over,), effort=effort)


QUESTIONS = {
    "a known truth": (ask(Claim(x**2, "<=", x)), "SURVIVED"),
    "a known falsehood": (ask(Claim(x, "<=", x**2)), "REFUTED"),
    "false at one end alone": (ask(Claim(x, "<", 1)), "REFUTED"),
    "true once the end is excluded": (ask(Claim(x, "<", 1), assume("open", x, "<", 1)), "SURVIVED"),
    "no instance meets the hypotheses": (ask(Claim(x, "<", 0), assume("large", x, ">", 2)), "VACUOUS"),
    "nothing to range over": (ask(Claim(alpha(i), "<", 0, ((i, All & ~All),)), over=sign_sums()), "VACUOUS"),
    "an equality of irrational numbers": (
        ask(Claim(cosh(x) ** 2, "==", (cosh(2 * x) + 1) / 2), over=reals(x=["1/2", "1/3"])),
        "UNDECIDED",
    ),
    "an irrational bound": (ask(Claim(1 + x, "<=", exp(x))), "SURVIVED"),
    "an irrational bound that fails": (ask(Claim(exp(x), "<=", 1 + x)), "REFUTED"),
    "a side that is nowhere defined": (ask(Claim(1 / x, ">", 0), over=reals(x=["0"])), "VACUOUS"),
    "signs": (ask(Claim(total(alpha(i) * eps(i), i, All), ">=", t), over=sign_sums()), "REFUTED"),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_search_answers(name):
    question, expected = QUESTIONS[name]
    found = counterexample_search(question)

    assert found.verdict is Verdict[expected]
    assert bool(found.witnesses) is (expected == "REFUTED")
    assert found.grade is {"SURVIVED": Grade.EMPIRICAL, "REFUTED": Grade.EXACT}.get(expected)


@pytest.mark.parametrize("name", [name for name, (_, answer) in QUESTIONS.items() if answer == "REFUTED"])
def test_every_witness_is_confirmed_by_the_other_program(name):
    question, _ = QUESTIONS[name]

    assert all(confirm(question.claim, question.hypotheses, w) for w in counterexample_search(question).witnesses)
    assert search(question).verdict is Verdict.REFUTED


@pytest.mark.parametrize("unable", [1, 2, 3])
def test_a_witness_that_cannot_be_replayed_loses_no_refutation_while_another_can(monkeypatch, unable):
    """As many instances as the other program cannot replay are passed over; then it is asked about the next."""
    question, _ = QUESTIONS["a known falsehood"]
    asked = []

    def confirmed(claim, hypotheses, witness, _model):
        known = {str(world) for world in asked} | {str(witness.world)}
        asked.append(witness.world)
        return len(known) > unable and confirm(claim, hypotheses, witness)

    monkeypatch.setattr(searches, "confirm", confirmed)
    found = search(question)

    assert found.verdict is Verdict.REFUTED
    assert all(confirm(question.claim, question.hypotheses, witness) for witness in found.witnesses)


def test_where_no_witness_can_be_replayed_the_claim_is_undecided(monkeypatch):
    monkeypatch.setattr(searches, "confirm", lambda *_: False)

    assert search(QUESTIONS["a known falsehood"][0]).verdict is Verdict.UNDECIDED
    assert search(QUESTIONS["false at one end alone"][0]).verdict is Verdict.UNDECIDED


def test_a_witness_is_not_confirmed_for_a_true_claim_or_against_a_hypothesis():
    question = QUESTIONS["a known falsehood"][0]
    witness = counterexample_search(question).witnesses[0]

    assert confirm(question.claim, (), witness)
    assert not confirm(Claim(x**2, "<=", x), (), witness)
    assert not confirm(question.claim, (assume("never", x, ">", 1),), witness)


def test_the_search_never_proves():
    """Also where all instances there are were tried."""
    question = ask(Claim(x, "==", x), over=fixed("one", {"kind": "reals", "values": {"x": 1}}))

    assert counterexample_search(question).verdict is Verdict.SURVIVED


def test_the_same_question_has_the_same_answer():
    question = ask(Claim(x * y, "<=", Rational(1, 5)), over=reals(x=("0", "1"), y=("0", "1")))

    assert counterexample_search(question) == counterexample_search(question)


def test_the_simplest_witness_comes_first():
    found = counterexample_search(ask(Claim(x**2, "<=", 2), over=reals(x=(None, None))))

    assert found.witnesses[0].title == "simplest"
    assert len(str(found.witnesses[0].world)) <= min(len(str(w.world)) for w in found.witnesses)


def test_the_sides_of_a_witness_are_written_exactly():
    (witness, *_) = counterexample_search(ask(Claim(x, "<=", x**2), over=reals(x=["1/3"]))).witnesses

    assert ("1/3", "1/9") == (witness.lhs, witness.rhs)
    assert witness.world == {"kind": "reals", "values": {"x": "1/3"}}
