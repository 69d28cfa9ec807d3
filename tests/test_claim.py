"""A claim says exactly what was written, or is refused."""

import pytest
import sympy
from sympy import Abs, Rational, Symbol, exp, sqrt

from boundcheck import BoundcheckError, Claim, Index, compare, event_family, family, named_set, real, total, within
from boundcheck.canonical import free_nodes
from boundcheck.rules.guards import name_fault

i, j = Index("i"), Index("j")
f = family("f")
x, y = real("x"), real("y")
All = named_set("All")
W = event_family("W")

REFUSED = {
    "a float": lambda: Claim(x, "<=", 0.5),
    "a float inside": lambda: Claim(0.5 * x, "<=", 1),
    "a float of sympy": lambda: Claim(x, "<=", sympy.Float("0.5")),
    "a truth value": lambda: Claim(x, "<=", True),
    "a truth value of sympy": lambda: Claim(x, "<=", sympy.true),
    "a relation of sympy": lambda: Claim(x <= y, "<=", 1),
    "a relation that sympy decided": lambda: Claim(sympy.Le(Abs(Symbol("z", real=True)), -1), "holds"),
    "a string": lambda: Claim("x", "<=", 1),
    "a string on the right": lambda: Claim(x, "<=", "1"),
    "an unknown relation": lambda: Claim(x, "=<", 1),
    "a relation that is no string": lambda: Claim(x, None, 1),
    "an event beside <=": lambda: Claim(W(), "<=", 1),
    "a number beside implies": lambda: Claim(W(), "implies", x),
    "a number that holds": lambda: Claim(x, "holds"),
    "a right side of holds": lambda: Claim(W(), "holds", x),
    "a quantifier in the place of a side": lambda: Claim(W(), "holds", ((i, All),)),
    "one index quantified twice": lambda: Claim(f(i), "<=", 1, ((i, All), (i, All))),
    "infinity": lambda: Claim(x, "<=", sympy.oo),
    "an undefined number": lambda: Claim(x, "<=", sympy.nan),
    "a complex number": lambda: Claim(x, "<=", sympy.I),
    "a function outside of the language": lambda: Claim(sympy.sin(x), "<=", 1),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_language_cannot_say_exactly_is_refused(name):
    with pytest.raises(BoundcheckError, match="expected"):
        REFUSED[name]()


def test_an_index_that_nothing_quantifies_is_a_fault_of_the_claim():
    """Such a claim may stand inside of a schema, but no fact and no line of a derivation may have one."""
    assert name_fault(Claim(f(i), "<=", 1).node) == "the index i is free"
    assert name_fault(Claim(f(i), "<=", 1, ((i, All),)).node) is None
    assert name_fault(Claim(total(f(i), i, All), "<=", 1).node) is None


@pytest.mark.parametrize(
    "make",
    [
        lambda: Claim(x - x, "<=", 0),
        lambda: Claim(x, "==", x),
        lambda: Claim(Abs(x), ">=", 0),
        lambda: Claim(x**2 + 1, ">", 0),
        lambda: Claim(exp(x), ">", 0),
        lambda: Claim(sympy.Integer(1), "<=", 2),
        lambda: Claim(sympy.Integer(2), "<=", 1),
    ],
)
def test_nothing_is_simplified_into_true_or_false(make):
    """Also an obvious claim stays a relation with two sides."""
    claim = make()

    assert claim.relation in claim.text
    assert claim.node[3] == claim.relation
    assert ("true",) not in claim.node


def test_a_sum_of_nothing_visible_stays_a_sum():
    zero = total(f(i) - f(i), i, All)

    assert Claim(zero, "==", 0).node[2][0] == "total"


def test_the_digest_of_a_claim_never_changes():
    """Reports and certificates name claims by it."""
    claim = Claim(total(Abs(f(i)) ** 2, i, All) / 3, "<=", sqrt(y) + Rational(1, 3))

    assert claim.digest == "334e0465ec70c4e25aa85dab6746ca1b3f375742ffbfb78a874d3b2cccfbafa2"


def test_the_digest_is_that_of_the_content_and_not_of_the_typography():
    plain = Claim(x + y, "<=", 1)

    assert plain.digest == Claim(y + x, "<=", 1, tex=r"x + y \le 1", words="the sum is small").digest
    assert plain.digest != Claim(x + y, "<", 1).digest
    assert plain.digest != Claim(1 - x, ">=", y).digest


def test_a_comparison_as_an_event_is_no_truth_value():
    event = compare(x, "<=", x)

    assert Claim(event, "holds").node[2][0] == "rel"
    with pytest.raises(TypeError):
        bool(event < compare(y, "<=", y))


def test_quantified_indices_are_not_free():
    claim = Claim(f(i) + f(j), "<=", y, ((i, All), (j, All)))

    assert {name for name, _ in claim.node[1]} == {"i", "j"}
    assert ("sym", "y") in free_nodes(claim.node[4])


@pytest.mark.parametrize("text", ["0, 1", "(0; 1]", "(0, 1", "[a, b]", "(0, 1/0]", "[0.5, 1]"])
def test_an_interval_that_cannot_be_read_is_refused(text):
    with pytest.raises((BoundcheckError, ZeroDivisionError)):
        within(x, text)


def test_an_interval_gives_its_ends_as_hypotheses():
    assert ["x >= 0", "x < 3/2"] == [h.claim.text for h in within(x, "[0, 3/2)")]
    assert ["x > -1"] == [h.claim.text for h in within(x, "(-1, oo)")]
