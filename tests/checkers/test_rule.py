"""A derivation that closes is a proof; one that does not is undecided, and says what is missing."""

import pytest
from sympy import Abs

from boundcheck import (
    Claim,
    Index,
    algebra,
    arith,
    assume,
    compare,
    family,
    lam,
    linear,
    named_set,
    real,
    restate,
    rule,
    total,
)
from boundcheck.checkers.base import Question
from boundcheck.checkers.rule import check_derivation
from boundcheck.evidence import Grade, Verdict
from boundcheck.rules.derive import Derived, Stuck

x, y, z = real("x"), real("y"), real("z")
i = Index("i")
f, g = family("f"), family("g")
All = named_set("All")
FIRST, SECOND = assume("first", x, "<=", y), assume("second", y, "<=", z)
EACH = assume("each", f(i), "<=", g(i), ((i, All),))
SUMS = Claim(total(f(i), i, All), "<=", total(g(i), i, All))


def ask(claim, *lines, hypotheses=(FIRST, SECOND, EACH), facts=None):
    """Finding and derivation."""
    return check_derivation(Question(label="made.line", claim=claim, hypotheses=hypotheses, facts=facts or {}), lines)


CLOSES = {
    "a chain": (Claim(x, "<=", z), (arith("a", Claim(x, "<=", z), by=("first", "second")),)),
    "an identity": (Claim((x + y) ** 2, "==", x**2 + 2 * x * y + y**2), ()),
    "a square": (Claim(2 * x * y, "<=", x**2 + y**2), ()),
    "a rule": (SUMS, (rule("a", "termwise", f=lam(i, f(i)), g=lam(i, g(i)), K=All),)),
    "the fact itself": (Claim(x, "<=", y), (restate("a", Claim(x, "<=", y), by=("first",)),)),
}
CLOSES["an identity"] = (CLOSES["an identity"][0], (algebra("a", CLOSES["an identity"][0]),))
CLOSES["a square"] = (CLOSES["a square"][0], (arith("a", CLOSES["a square"][0], by=(), squares=(x - y,)),))
STUCK = {
    "no line": (Claim(x, "<=", z), (), "the claim itself"),
    "a premise that is not at hand": (
        Claim(total(g(i), i, All), "<=", total(f(i), i, All)),
        (rule("a", "termwise", f=lam(i, g(i)), g=lam(i, f(i)), K=All),),
        "g(?j) <= f(?j)",
    ),
    "a strict conclusion": (Claim(x, "<", z), (arith("a", Claim(x, "<", z), by=("first", "second")),), "x < z"),
    "a fact that nobody states": (Claim(x, "<=", z), (arith("a", Claim(x, "<=", z), by=("third",)),), "third"),
    "a fact that nobody states, of events": (
        Claim(compare(x, "<=", 1), "implies", compare(x, "<=", 2)),
        (linear("a", Claim(compare(x, "<=", 1), "implies", compare(x, "<=", 2)), by=("third",)),),
        "third",
    ),
    "a wrong identity": (Claim(Abs(x), "==", x), (algebra("a", Claim(Abs(x), "==", x)),), "abs(x) == x"),
    "another conclusion": (Claim(x, "<=", z), (restate("a", Claim(x, "<=", y), by=("first",)),), "the claim itself"),
    "a missing binding": (SUMS, (rule("a", "termwise", f=lam(i, f(i)), K=All),), "a binding for ?g"),
}


@pytest.mark.parametrize("name", CLOSES)
def test_a_derivation_that_closes_is_a_proof(name):
    claim, lines = CLOSES[name]
    finding, derivation = ask(claim, *lines)

    assert finding.verdict is Verdict.PROVED
    assert finding.grade is Grade.EXACT
    assert isinstance(derivation, Derived)
    assert finding.certificate["claim"] == claim.digest


@pytest.mark.parametrize("name", STUCK)
def test_a_derivation_that_does_not_close_says_what_is_missing(name):
    claim, lines, missing = STUCK[name]
    finding, derivation = ask(claim, *lines)

    assert finding.verdict is Verdict.UNDECIDED
    assert finding.grade is None
    assert isinstance(derivation, Stuck)
    assert missing in " ".join(derivation.missing)


def test_a_certificate_says_where_each_fact_is_from():
    finding, _ = ask(
        Claim(x, "<=", z),
        arith("a", Claim(x, "<=", z), by=("first", "lemma.line")),
        hypotheses=(FIRST,),
        facts={"lemma.line": SECOND.node},
    )

    assert {"first": "hypothesis", "lemma.line": "step lemma.line"} == {
        name: fact["from"] for name, fact in finding.certificate["facts"].items()
    }


def test_a_hypothesis_that_no_line_uses_is_not_claimed():
    finding, derivation = ask(CLOSES["a chain"][0], *CLOSES["a chain"][1])

    assert ("first", "second") == derivation.used
    assert "each" not in finding.certificate["facts"]
