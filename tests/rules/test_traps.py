"""False claims with plausible arguments, each of which some version of the tool proved."""

from dataclasses import replace

import pytest
from sympy import Abs, Integer, Rational, exp, sqrt

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


SIGNED = Model(
    name="signed", signs=("eps",), given=("All", "c", "x", "K"), depends={"Y": ("eps",), "z": ("eps",), "Hat": ("eps",)}
)
LOOSE = Model(name="loose", signs=("eps",), given=("All", "x"), depends={"c": ("eps",), "K": ("eps",)})
NO_SIGNS = Model(name="no signs", given=("eps", "All", "x", "K", "c"))
eps, c = t.family("eps"), t.family("c")
Y, z, q = t.real("Y"), t.real("z"), t.real("q")
K = t.named_set("K")
fair = assume("fair", t.Prob(t.compare(eps(j), ">", 0)), "<=", HALF, ((j, All),))


def up(index):
    return t.compare(eps(index), ">", 0)


def granted_at_one_index():
    """That the goal is defined tells f(i) != 0 for its own i only."""
    claim = Claim(g(k) + 1 / f(i), "==", 1 / f(i), ((i, All), (k, All)))
    way = arith("z", Claim(g(k), "==", 0, ((k, All),)), by=("h",), squares=(1 / f(k),), degree=2)
    return trap(
        claim, way, algebra("l", claim, by=("z",)), hypotheses=(assume("h", f(k) ** 2 * g(k), "==", 0, ((k, All),)),)
    )


def granted_at_one_index_used_for_all():
    """A rule that asks for every index is not served by a line about the goal's own."""
    claim = Claim(t.total(g(j), j, All) + 1 / f(k), "<=", 1 / f(k), ((k, All),))
    lines = (
        arith("z", Claim(g(k) * f(k) / f(k), "<=", 0, ((k, All),)), by=("h",), squares=(1 / f(k),), degree=2),
        rule("s", "termwise", f=lam(j, g(j)), g=lam(j, Integer(0)), K=All),
        arith("l", claim, by=("s",)),
    )
    return trap(claim, *lines, hypotheses=(assume("h", f(k) ** 2 * g(k), "<=", 0, ((k, All),)),))


def random_index_of_a_rule():
    """At another outcome Y is another index: the sign may be looked at before it is chosen."""
    line = rule("l", "at_a_member", f=lam(j, t.Prob(up(j))), K=All, a=HALF, b=Y)
    inside = assume("in", t.belongs(Y, All), "holds")
    return trap(Claim(t.Prob(up(Y)), "<=", HALF), line, hypotheses=(fair, inside), model=SIGNED)


def random_index_of_a_fact():
    size = t.size(Hat)
    claim = Claim(t.Prob(up(size)), "<=", HALF)
    here = assume("fair", t.Prob(up(j)), "<=", HALF, ((j, t.Span(size, size)),))
    return trap(claim, restate("l", claim, by=("fair",)), hypotheses=(here,), model=SIGNED)


def random_index_of_an_equality():
    size = t.size(Hat)
    claim = Claim(t.Prob(up(size)), "<=", HALF)
    here = assume("fair", t.Prob(up(j)), "==", HALF, ((j, t.Span(size, size)),))
    return trap(claim, algebra("l", claim, by=("fair",)), hypotheses=(here,), model=SIGNED)


def entry_at_most_an_infinite_least():
    lines = (
        rule("r", "smallest_at_most", f=lam(j, f(j)), K=Lam, p=LEAST),
        algebra("t", Claim(LEAST, "<=", LEAST)),
        restate("tt", Claim(t.compare(LEAST, "<=", LEAST), "holds"), by=("t",)),
        detach("l", "r"),
    )
    return trap(Claim(t.some(t.compare(f(j), "<=", LEAST), j, Lam), "holds"), *lines)


def granted_at_one_outcome():
    """The goal is defined at its own outcome; a probability speaks of all of them."""
    goal, off = Claim(q + 1 / z, "<=", 1 / z), ~t.compare(Y, "==", 0)
    lines = (
        arith("zz", Claim(Y, "==", 0), by=("h",), squares=(1 / z,), degree=2),
        restate("ev", Claim(~off, "holds"), by=("zz",)),
        rule("imp", "impossible", E=off),
        arith("l", goal, by=("imp", "hq")),
    )
    return trap(
        goal, *lines, hypotheses=(assume("h", z**2 * Y, "==", 0), assume("hq", t.Prob(off), ">=", q)), model=SIGNED
    )


def signs_of_another_model():
    square = Claim(eps(j) ** 2, "==", 1, ((j, All),))
    before = used("before", square, algebra("l", square), model=SIGNED)
    claim = Claim(eps(j), "<=", 1, ((j, All),))
    line = arith("l", claim, by=("made.before",), squares=(eps(j) - 1,))
    return trap(claim, line, model=NO_SIGNS, uses=(before,))


def signs_of_another_model_with_a_parameter_replaced():
    square = Claim(x * eps(j) ** 2, "==", x, ((j, All),))
    before = used("before", square, algebra("l", square), model=SIGNED)
    claim = Claim(5 * eps(j) ** 2, "==", 5, ((j, All),))
    return trap(claim, put("l", "made.before", x=5), model=NO_SIGNS, uses=(before,))


def independence_of_another_model():
    law = assume("signs", t.independent((eps(j), j, All)), "holds")
    one = Model(name="one", signs=("eps",), given=("All",), laws=(law,))
    two = Model(name="two", signs=("delta",), given=("All",), depends={"eps": ("delta",)})
    before = used("before", law.claim, restate("l", law.claim, by=("signs",)), model=one)
    size = t.size(All)
    claim = Claim(t.Prob(t.compare(Abs(t.total(eps(j), j, All)), ">=", size)), "<=", 2 * exp(-size / 2))
    line = rule("r", "rademacher_sum", s=lam(j, eps(j)), alpha=lam(j, Integer(1)), K=All, p=size, u=size)
    some = (assume("some", size, ">", 0),)
    return trap(claim, line, restate("l", claim, by=("r",)), hypotheses=some, model=two, uses=(before,))


def fixed_in_another_model():
    claim = Claim(t.Prob(t.some(up(j), j, K)), "<=", t.total(t.Prob(up(j)), j, K))
    before = used("before", claim, rule("l", "union_bound", E=lam(j, up(j)), K=K), model=SIGNED)
    return trap(claim, restate("l", claim, by=("made.before",)), model=LOOSE, uses=(before,))


def cited_for_another_model():
    spread = t.total(c(j) ** 2, j, All)
    tail = Claim(t.Prob(t.compare(Abs(t.total(eps(j) * c(j), j, All)), ">=", x)), "<=", 2 * exp(-(x**2) / (2 * spread)))
    conditions = (assume("x", x, ">=", 0), assume("spread", spread, ">", 0))
    before = replace(step("before", tail, hypotheses=conditions, model=SIGNED), cited="Hoeffding 1963")
    return trap(tail, restate("l", tail, by=("made.before",)), hypotheses=conditions, model=LOOSE, uses=(before,))


def looked_at_no_further():
    """Some entry is above 0: the quotients of the others may be undefined."""
    here = assume("some", t.some(t.compare(1 / f(j), ">", 0), j, All), "holds")
    claim = Claim(g(k), "==", 0, ((k, All),))
    way = arith("l", claim, by=("h",), squares=(1 / f(k),), degree=2)
    return trap(claim, way, hypotheses=(here, assume("h", f(k) ** 2 * g(k), "==", 0, ((k, All),))))


TRAPS = (
    granted_at_one_index,
    granted_at_one_index_used_for_all,
    random_index_of_a_rule,
    random_index_of_a_fact,
    random_index_of_an_equality,
    entry_at_most_an_infinite_least,
    granted_at_one_outcome,
    signs_of_another_model,
    signs_of_another_model_with_a_parameter_replaced,
    independence_of_another_model,
    fixed_in_another_model,
    cited_for_another_model,
    looked_at_no_further,
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


def test_what_the_goal_grants_at_its_own_index_serves_there():
    claim = Claim(g(k) + 1 / f(k), "==", 1 / f(k), ((k, All),))
    way = arith("z", Claim(g(k) + 1 / f(k), "==", 1 / f(k), ((k, All),)), by=("h",), squares=(1 / f(k),), degree=2)
    hypotheses = (assume("h", f(k) ** 2 * g(k), "==", 0, ((k, All),)),)
    data = report_of(trap(claim, way, algebra("l", claim, by=("z",)), hypotheses=hypotheses))

    assert data["steps"][-1]["printed"]["verdict"] == "PROVED"
    assert states(data)["made.trap.printed"] == "replayed"


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
    "a circle": {"definitions": (Claim(p, "==", q + 1), Claim(q, "==", p))},
    "a circle of one": {"definitions": (Claim(p, "==", p + 1),)},
    "an index that the name does not have": {"definitions": (Claim(p, "==", f(j), ((j, All),)),)},
    "a fixed index": {"definitions": (Claim(f(1), "==", 0),)},
    "no name": {"definitions": (Claim(x + y, "==", 0),)},
    "a sign of other layers": {"signs": ("eps",), "reach": {"eps": ("above",)}},
}


@pytest.mark.parametrize("name", MEANINGS)
def test_a_model_gives_each_name_one_meaning(name):
    with pytest.raises(
        BoundcheckError, match=r"expected (one meaning of|no circle|definitions of a name|names without)"
    ):
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
