"""False claims with plausible arguments, each of which some version of the tool proved."""

import pytest
from sympy import Integer, Rational, sqrt

from boundcheck import terms as t
from boundcheck.canonical import canonical
from boundcheck.claim import Claim, assume
from boundcheck.errors import BoundcheckError
from boundcheck.model import Model
from boundcheck.rules.lift import Dictionary, obstacles
from boundcheck.rules.lines import algebra, arith, assuming, detach, discharge, lam, linear, put, restate, rule
from tests.recheck.made import report_of, states, step

i, j, k, hidden = (t.Index(n) for n in ("i", "j", "k", "?j"))
f, g, late = (t.family(n) for n in ("f", "g", "late"))
x, y, p = t.real("x"), t.real("y"), t.real("p")
All, Lam, Rows, Hat = (t.named_set(n) for n in ("All", "Lam", "Rows", "Hat"))
LEAST = t.smallest(f(j), j, Lam)
HALF = Rational(1, 2)
MODEL = Model(
    name="made",
    signs=("eps",),
    given=("f", "g", "x", "y", "p", "All", "Lam", "Rows"),
    depends={"Hat": ("eps",), "late": ("eps",)},
)
HALVED = Model(name="halved", given=("x", "p"), definitions=(Claim(p, "==", x / 2),))
OTHER = Model(name="other", given=("x", "p"), definitions=(Claim(p, "==", 3 * x),))
NO_MORE = Claim(y, "==", 0)
INVERSE = Claim(1 / x, "<=", 1 / x + 1)
product_is_zero = assume("product", x**2 * y, "==", 0)


def trap(claim, *lines, hypotheses=(), model=MODEL, uses=()):
    """A step whose claim is false."""
    return step("trap", claim, hypotheses=hypotheses, lines=lines, model=model, uses=uses)


def used(name, claim, *lines, hypotheses=(), model=MODEL):
    """A true step that a trap uses."""
    return step(name, claim, hypotheses=hypotheses, lines=lines, model=model)


def divided():
    """Y = 0 follows from x^2 y = 0 only where x is not 0."""
    return arith("z", NO_MORE, by=("product",), squares=(1 / x,), degree=2)


def inverse_in_a_premise():
    return trap(Claim(x**2, ">", 0), rule("l", "positive_factor", a=1 / x**2, b=x**2))


def root_of_the_opposite():
    return trap(
        Claim(sqrt(x), "<=", 0),
        arith("low", Claim(x, ">=", 0), by=(), squares=(sqrt(x),), degree=2),
        arith("high", Claim(x, "<=", 0), by=(), squares=(sqrt(-x),), degree=2),
        rule("r", "root_below", a=x, b=Integer(0)),
        restate("l", Claim(sqrt(x), "<=", 0), by=("r",)),
    )


def root_of_minus_a_product():
    claim = Claim(x * y, "<=", 0)
    hypotheses = (assume("x", x, ">=", 0), assume("y", y, ">=", 0))
    return trap(claim, arith("l", claim, by=(), squares=(sqrt(-x * y),), degree=2), hypotheses=hypotheses)


def granted_on_a_part_only():
    claim = Claim(t.total(g(j) ** 2, j, All) + 1 / f(k), "<=", 1 / f(k), ((k, Lam),))
    way = arith("z", Claim(g(j), "==", 0, ((j, All),)), by=("h",), squares=(1 / f(j),), degree=2)
    hypotheses = (assume("h", f(j) ** 2 * g(j), "==", 0, ((j, All),)),)
    return trap(claim, way, algebra("l", claim, by=("z",)), hypotheses=hypotheses)


def granted_under_a_condition():
    where = assume("where", t.compare(x, ">", 0), "implies", t.compare(1 / x, "<", 3))
    return trap(NO_MORE, divided(), hypotheses=(product_is_zero, where))


def granted_in_one_case():
    claim = Claim(t.compare(y, ">", 0) | t.compare(1 / x, ">", 0), "implies", t.compare(y, "<=", 0))
    return trap(claim, divided(), linear("l", claim, by=("z",)), hypotheses=(product_is_zero,))


def granted_by_a_used_step():
    before = used("before", INVERSE, arith("l", INVERSE, by=()))
    return trap(NO_MORE, divided(), hypotheses=(product_is_zero,), uses=(before,))


def used_where_undefined():
    claim = Claim(t.compare(1 / x**2, ">", 0), "implies", t.compare(x**2, ">", 0))
    first = used(
        "first",
        claim,
        rule("p", "positive_factor", a=1 / x**2, b=x**2),
        linear("l", claim, by=("p",)),
    )
    second = used("second", Claim(1 / x**2, ">", 0), rule("l", "positive_factor", a=x**2, b=1 / x**2))
    return trap(Claim(x**2, ">", 0), detach("l", "made.first"), uses=(first, second))


def half_of_an_index():
    size = -t.size(t.Span(j, j))
    return trap(
        Claim(-t.size(t.Span(HALF, HALF)), "<=", -1),
        rule("w", "whole_index", K=t.Span(0, 1)),
        arith("n", Claim(size, "<=", -1, ((j, t.Span(0, 1)),)), by=("w",)),
        rule("l", "at_a_member", f=lam(j, size), K=t.Span(0, 1), a=Integer(-1), b=HALF),
    )


def replaced_before_it_is_matched():
    claim = Claim(f(j + 1, k), "==", 5, ((j, All), (k, All)))
    return trap(claim, algebra("l", claim, by=("h",)), hypotheses=(assume("h", f(j + 1, j), "==", 5, ((j, All),)),))


def captured_by_a_rule():
    claim = Claim(t.some(t.compare(f(j), ">", 0), j, All), "implies", t.compare(f(i), ">", 0), ((i, All),))
    line = rule(
        "l",
        "some_constant",
        E=lam(j, t.compare(f(j), ">", 0)),
        F=t.compare(f(hidden), ">", 0),
        K=All,
        forall=((hidden, All),),
    )
    return trap(claim, line)


def equal_at_some_outcomes():
    sides = (t.Prob(t.compare(f(k), ">", 0)), "==", t.Prob(t.compare(late(k), ">", 0)))
    claim = Claim(*sides, ((k, Hat),))
    return trap(claim, algebra("l", claim, by=("h",)), hypotheses=(assume("h", f(k), "==", late(k), ((k, Hat),)),))


def hypothesis_lost_by_its_name():
    claim = Claim(x, ">=", 1)
    before = used("before", claim, restate("h", claim, by=("h",)), hypotheses=(assume("h", x, ">=", 1),))
    return trap(claim, restate("l", claim, by=("made.before",)), uses=(before,))


def definition_replaced():
    before = used("before", Claim(p, "<=", x / 2), algebra("l", Claim(p, "<=", x / 2), unfold=("p",)), model=HALVED)
    return trap(Claim(Integer(5), "<=", x / 2), put("l", "made.before", p=5), model=HALVED, uses=(before,))


def definition_of_another_model():
    before = used("before", Claim(p, "==", x / 2), algebra("l", Claim(p, "==", x / 2), unfold=("p",)), model=HALVED)
    lines = (
        algebra("here", Claim(p, "==", 3 * x), unfold=("p",)),
        arith("l", Claim(x, "==", 0), by=("here", "made.before")),
    )
    return trap(Claim(x, "==", 0), *lines, model=OTHER, uses=(before,))


def rows_in_a_premise():
    claim = Claim(t.total(f(j), j, Rows), "==", t.total(f(j), j, Rows & Lam))
    hypotheses = (assume("h", f(j), "==", 0, ((j, All & Rows),)),)
    return trap(claim, rule("l", "restrict_sum", f=lam(j, f(j)), K=Rows, H=Lam), hypotheses=hypotheses)


def infinity_and_one():
    """The least of nothing is infinite, and so is one more."""
    claim = Claim(LEAST, "<", LEAST + 1)
    return trap(claim, arith("l", claim, by=()))


def inverse_of_infinity():
    hypotheses = (assume("h", f(j), ">=", 1, ((j, Lam),)),)
    return trap(
        Claim(1 / LEAST, ">", 0),
        rule("s", "smallest_above", f=lam(j, f(j)), K=Lam, a=Integer(1)),
        arith("p", Claim(LEAST, ">", 0), by=("s",)),
        rule("l", "inverse_positive", b=LEAST),
        hypotheses=hypotheses,
    )


TRAPS = (
    infinity_and_one,
    inverse_of_infinity,
    inverse_in_a_premise,
    root_of_the_opposite,
    root_of_minus_a_product,
    granted_on_a_part_only,
    granted_under_a_condition,
    granted_in_one_case,
    granted_by_a_used_step,
    used_where_undefined,
    half_of_an_index,
    replaced_before_it_is_matched,
    captured_by_a_rule,
    equal_at_some_outcomes,
    hypothesis_lost_by_its_name,
    definition_replaced,
    definition_of_another_model,
    rows_in_a_premise,
)


@pytest.mark.parametrize("make", TRAPS)
def test_neither_program_proves_a_false_claim(make):
    data = report_of(make())

    assert data["steps"][-1]["printed"]["verdict"] != "PROVED"
    assert states(data)["made.trap.printed"] != "replayed"


def test_a_least_entry_is_a_number_where_there_is_one():
    claim = Claim(LEAST, "<", LEAST + 1)
    data = report_of(trap(claim, arith("l", claim, by=()), hypotheses=(assume("h", t.size(Lam), ">=", 1),)))

    assert data["steps"][-1]["printed"]["verdict"] == "PROVED"


DEFINED = {  # the same arguments where the missing hypothesis is there
    "granted_by_a_used_step": (product_is_zero, assume("x", x, ">", 0)),
    "in one case": (product_is_zero, assume("x", x, "<", 0)),
}


@pytest.mark.parametrize("name", DEFINED)
def test_a_quotient_may_be_used_where_its_denominator_is_not_zero(name):
    data = report_of(trap(NO_MORE, divided(), hypotheses=DEFINED[name]))

    assert data["steps"][-1]["printed"]["verdict"] == "PROVED"


def test_a_condition_lets_a_quotient_pass_in_its_case():
    """Under the assumption that x is positive, 1/x is defined."""
    goal = Claim(t.compare(x, ">", 0), "implies", t.compare(y, "==", 0))
    lines = (assuming("as", t.compare(x, ">", 0)), restate("up", Claim(x, ">", 0), by=("as",)), divided())
    data = report_of(trap(goal, *lines, discharge("l", "z"), hypotheses=(product_is_zero,)))

    assert data["steps"][-1]["printed"]["verdict"] == "PROVED"


MEANINGS = {
    "two definitions": {"definitions": (Claim(p, "==", x), Claim(p, "==", y))},
    "a sign that is defined": {"signs": ("eps",), "definitions": (Claim(t.family("eps")(i), "==", 1, ((i, All),)),)},
    "a definition and parts": {"definitions": (Claim(p, "==", x),), "depends": {"p": ("y",)}},
}


@pytest.mark.parametrize("name", MEANINGS)
def test_a_model_gives_each_name_one_meaning(name):
    with pytest.raises(BoundcheckError, match="expected one meaning of"):
        Model(name="made", **MEANINGS[name])


def test_what_is_defined_over_a_random_set_is_random():
    model = Model(
        name="made",
        signs=("eps",),
        given=("f", "Lam"),
        depends={"Hat": ("eps",)},
        definitions=(Claim(g(i), "==", f(i), ((i, Hat),)),),
    )

    assert model.signs_behind(canonical(g(1))) == {"eps"}
    assert model.signs_behind(canonical(f(1))) == frozenset()


WRONG_LINES = {
    "a family in two indices where one belongs": rule("l", "termwise", f=lam((i, j), f(i)), g=lam(j, f(j)), K=All),
    "an event where a number belongs": rule("l", "square", a=t.compare(x, "<", y), c=y),
    "no implication": linear("l", Claim(x, "<=", x + 1)),
}


@pytest.mark.parametrize("name", WRONG_LINES)
def test_a_line_of_the_wrong_sort_is_bad_input_with_its_name(name):
    with pytest.raises(BoundcheckError, match=r"^made.trap.printed: (line l|binding of \?f): expected .*, got"):
        report_of(trap(NO_MORE, WRONG_LINES[name]))


def test_a_bound_over_a_set_that_depends_on_signs_of_other_layers_is_not_lifted():
    """Fixed in one layer, the set is another one for other signs above, where nothing is known of its members."""
    claim = Claim(t.Prob(t.event_family("W")(k)), "<=", x, ((k, Lam),)).node
    words = {"W": ("Ws", ()), "Lam": ("Lams", ()), "x": ("xs", ())}
    one_layer = Model(name="one layer", signs=("eps",), given=("Lam", "x"), depends={"W": ("eps",)})
    reach = {"Ws": ("own", "above"), "Lams": ("above",), "xs": ()}
    network = Model(name="network", signs=("eps",), reach=reach)
    fixed = Model(name="network", signs=("eps",), reach=reach | {"Lams": ()})

    assert obstacles(claim, one_layer, network, Dictionary(words=words)) == [
        "the set Lams that the bound is quantified over depends on no sign"
    ]
    assert obstacles(claim, one_layer, fixed, Dictionary(words=words)) == []
