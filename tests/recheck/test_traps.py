"""Hand-made certificates of false claims: each was once replayed; beside them the honest ones that they resemble."""

import copy

import pytest

from boundcheck import terms as t
from boundcheck.claim import Claim
from boundcheck.rules.lines import arith
from tests.recheck.made import reasons, report_of, resealed, states, step
from tests.recheck.test_lift import lifted

a, b = t.real("a"), t.real("b")
TRIVIAL = Claim(a**2 + b**2, ">=", 2 * a * b)
ALL, LAM, K = ["set", "All"], ["set", "Lam"], ["set", "K"]
X, Y, P, Q = (["sym", name] for name in ("x", "y", "p", "q"))


def num(value):
    return ["num", str(value)]


def rel(left, relation, right):
    return ["rel", left, relation, right]


def claim(left, relation, right, over=()):
    return ["claim", [list(pair) for pair in over], left, relation, right]


def holds(event, over=()):
    return claim(event, "holds", ["true"], over)


def at(name, index):
    return ["at", name, ["idx", index] if isinstance(index, str) else index]


def inverse(node):
    return ["pow", node, num(-1)]


def follows(name, conclusion, by=(), equal=(), combination=()):
    line = {"name": name, "rule": "follows", "conclusion": conclusion}
    return line | {"by": list(by), "equal": list(equal), "combination": list(combination)}


def ruled(name, which, conclusion, bind, context=(), by=()):
    line = {"name": name, "rule": which, "conclusion": conclusion, "bind": bind}
    return line | {"context": [list(pair) for pair in context], "by": list(by)}


def assumed(name, event):
    return {"name": name, "rule": "assume", "conclusion": holds(event)}


def discharged(name, conclusion, by):
    return {"name": name, "rule": "discharge", "conclusion": conclusion, "by": [by]}


def certified(goal, lines, hypotheses=(), facts=None, model=None, before=None, label="made.trap"):
    """A report whose last step claims a goal with these lines."""
    data = report_of(step("trap", TRIVIAL, lines=(arith("s", TRIVIAL, by=(), squares=(a - b,)),)))
    one = data["steps"][0]
    one |= {"label": label, "model": model, "uses": [s["label"] for s in before["steps"]] if before else []}
    side = one["printed"]
    side["claim"] = goal
    side["hypotheses"] = [{"name": n, "words": "", "claim": c, "digest": ""} for n, c in hypotheses]
    side["evidence"] = [e for e in side["evidence"] if e["certificate"].get("kind") == "derivation"]
    own = {n: {"claim": c, "from": "hypothesis"} for n, c in hypotheses}
    side["evidence"][0]["certificate"] |= {"facts": own | (facts or {}), "lines": lines}
    if before:
        data = before | {"steps": [*before["steps"], one]}
    return resealed(data)


def refuted(goal, world, *, index=None, outcome=None, hypotheses=(), model=None, argument="GAP"):
    """A report whose step is refuted by a witness."""
    data = certified(goal, [], hypotheses, model=model)
    one, side = data["steps"][0], data["steps"][0]["printed"]
    finding = {"checker": "search", "verdict": "REFUTED", "grade": "EXACT", "reason": "", "certificate": {}}
    witness = {
        "title": "",
        "world": world,
        "index": index or {},
        "outcome": outcome,
        "lhs": "",
        "rhs": "",
        "numbers": [],
    }
    side |= {"verdict": "REFUTED", "grade": "EXACT", "evidence": [finding | {"leaves": [], "statistics": {}}]}
    side["witnesses"] = [witness]
    one["argument"]["verdict"], one["status"] = argument, "FALLS"
    return resealed(data)


def tables(**more):
    return {"kind": "tables", "scalars": {}, "families": {}, "sets": {"All": [0]}, "events": {}, **more}


def model(**more):
    return {"name": "made", "signs": [], "given": [], "definitions": [], "depends": {}, "elsewhere": [], **more}


def granted_at_its_indices(divisor="i"):
    """The goal divides by an entry of f: the one at hand, or one at another index."""
    fk, gk = at("f", "k"), at("g", "k")
    quotient = inverse(at("f", divisor))
    goal = claim(["add", gk, quotient], "==", quotient, [*([("i", ALL)] if divisor == "i" else []), ("k", ALL)])
    given = claim(["mul", ["pow", fk, num(2)], gk], "==", num(0), [("k", ALL)])
    square = rel(num(0), "<=", ["pow", inverse(fk), num(2)])
    zero = rel(["mul", ["pow", fk, num(2)], gk], "==", num(0))
    terms = [[[m, [{"event": zero, "by": "h"}, {"event": square, "by": ""}]]] for m in ("1", "-1")]
    lines = [follows("z", claim(gk, "==", num(0), [("k", ALL)]), combination=terms), follows("l", goal, equal=["z"])]
    return certified(goal, lines, [("h", given)])


def assumption_after_its_end():
    goal, zero = claim(Y, "==", num(0)), claim(X, "==", num(0))
    late = claim(Y, "==", ["mul", X, inverse(X), Y])
    lines = [
        assumed("as", ["not", rel(X, "==", num(0))]),
        follows("t", claim(num(0), "<=", num(0))),
        discharged("d", late, "t"),
        follows("l", goal, equal=["d", "zero"]),
    ]
    return certified(goal, lines, [("zero", zero)])


def outside_of_a_set_taken_for_not_zero():
    outside, one = holds(["not", ["belongs", X, ["set", "Rows"]]]), claim(["mul", X, inverse(X)], "==", num(1))
    zero = rel(X, "==", num(0))
    lines = [
        follows("one", one, by=["outside"]),
        assumed("as", zero),
        follows("f", claim(num(0), "==", num(1)), by=["one"], equal=["as"]),
        discharged("d", claim(zero, "implies", rel(num(0), "==", num(1))), "f"),
        follows("l", holds(["not", zero]), by=["d"]),
    ]
    return certified(holds(["not", zero]), lines, [("outside", outside)])


def one_index_twice():
    below = rel(at("f", "k"), "<", num(0))
    given = claim(at("f", "k"), "<", num(0), [("k", LAM)])
    goal = claim(at("f", "k"), "<", num(0), [("j", LAM), ("k", K)])
    bind = {"?a": [[], at("f", "k")], "?b": [[], num(0)]}
    shown = holds(below, [("j", LAM), ("k", K)])
    lines = [ruled("r", "stated", shown, bind, [("k", LAM), ("k", K)], ["h"]), follows("l", goal, by=["r"])]
    return certified(goal, lines, [("h", given)])


def largest_value_under_an_assumption():
    ever = ["ever", Y, ["true"]]
    given, five = claim(X, "<=", ever), rel(Y, "==", num(5))
    at_five = ["ever", num(5), ["true"]]
    goal = claim(five, "implies", rel(X, "<=", at_five))
    lines = [
        assumed("as", five),
        follows("r", claim(X, "<=", at_five), by=["h"], equal=["as"]),
        discharged("l", goal, "r"),
    ]
    return certified(goal, lines, [("h", given)], model=model(signs=["eps"], given=["x"], depends={"y": ["eps"]}))


def index_named_as_a_relation():
    named = holds(["some", ["happens", "W"], "==", K])
    some = claim(["some", ["happens", "W"], "j", K], "implies", ["some", ["true"], "j", K])
    bind = {"?E": [["j"], ["happens", "W"]], "?F": [["j"], ["true"]], "?K": [[], K]}
    goal = holds(["some", ["true"], "j", K])
    lines = [ruled("m", "some_monotone", some, bind), follows("l", goal, by=["def:W", "m"])]
    return certified(goal, lines, model=model(given=["K"], definitions=[named]))


def definitions_in_a_circle():
    circle = [claim(P, "==", ["add", Q, num(1)]), claim(Q, "==", P)]
    terms = [["-1", [{"event": rel(c[2], "==", c[4]), "by": f"def:{c[2][1]}"}]] for c in circle]
    goal = claim(num(1), "<=", num(0))
    return certified(goal, [follows("l", goal, combination=[terms])], model=model(definitions=circle))


def definition_with_an_index_too_many():
    wide = claim(P, "==", at("f", "j"), [("j", ALL)])
    goal = claim(at("f", "i"), "==", at("f", "k"), [("i", ALL), ("k", ALL)])
    return certified(goal, [follows("l", goal, by=["def:p"])], model=model(given=["f", "All"], definitions=[wide]))


def sign_with_another_meaning():
    return certified(
        claim(X, "<=", X), [follows("l", claim(X, "<=", X))], model=model(signs=["eps"], elsewhere=["eps"])
    )


def signs_of_another_model():
    square = claim(["pow", at("eps", "j"), num(2)], "==", num(1), [("j", ALL)])
    signed = model(signs=["eps"], given=["All"])
    before = certified(square, [follows("l", square)], model=signed, label="made.first")
    five = claim(at("eps", "j"), "==", num(5), [("j", ALL)])
    goal = claim(num(25), "==", num(1), [("j", ALL)])
    facts = {"first": {"claim": square, "from": "step made.first"}}
    line = follows("l", goal, by=["first"], equal=["five"])
    return certified(goal, [line], [("five", five)], facts, model(given=["eps", "All"]), before)


def cited_and_refuted():
    goal = claim(X, "<=", num(0))
    before = refuted(goal, {"kind": "reals", "values": {"x": 1}}, argument="CITED")
    before["steps"][0]["label"] = "made.first"
    facts = {"first": {"claim": goal, "from": "step made.first"}}
    found = certified(goal, [follows("l", goal, by=["first"])], (), facts, before=before)
    found["steps"][1]["status"] = "FALLS"
    return found


def up(index):
    return rel(num(0), "<", at("eps", index))


def random_index_in_a_probability():
    half, random = num("1/2"), ["sym", "Y"]
    fair = claim(["prob", up("j")], "<=", half, [("j", ALL)])
    inside = holds(["belongs", random, ALL])
    goal = claim(["prob", up(random)], "<=", half)
    bind = {"?f": [["j"], ["prob", up("j")]], "?K": [[], ALL], "?a": [[], half], "?b": [[], random]}
    line = ruled("l", "at_a_member", goal, bind, by=["fair", "inside"])
    signed = model(signs=["eps"], given=["All"], depends={"Y": ["eps"]})
    return certified(goal, [line], [("fair", fair), ("inside", inside)], model=signed)


def random_index_of_a_fact():
    random = ["size", ["set", "Hat"]]
    fair = claim(["prob", up("j")], "<=", num("1/2"), [("j", ["span", random, random])])
    goal = claim(["prob", up(random)], "<=", num("1/2"))
    signed = model(signs=["eps"], given=["All"], depends={"Hat": ["eps"]})
    return certified(goal, [follows("l", goal, by=["fair"])], [("fair", fair)], model=signed)


def one_more_than_infinity():
    least = ["smallest", at("f", "j"), "j", K]
    goal = claim(least, "<", ["add", least, num(1)])
    return certified(goal, [follows("l", goal)])


def least_of_nothing_in_a_hypothesis():
    least = ["smallest", at("f", "j"), "j", K]
    given, goal = claim(["add", least, num(1)], "<=", X), claim(least, "<=", ["add", X, num(-1)])
    return certified(goal, [follows("l", goal, by=["h"])], [("h", given)])


def member_of_a_random_set_in_an_average(hat=("eps",)):
    """What holds for members at the outcome in hand, used at all outcomes, unless the set is the same at all."""
    zk, where = at("z", "k"), [("k", ["set", "Hat"])]
    given = holds(["not", rel(zk, "==", num(0))], where)
    goal = claim(["prob", rel(["mul", zk, inverse(zk)], "<", num(1))], "==", ["prob", rel(num(1), "<", num(1))], where)
    named = model(signs=["eps"], depends={"Hat": [*hat], "z": ["eps"]})
    return certified(goal, [follows("l", goal, by=["h"])], [("h", given)], model=named)


def step_that_is_not_used():
    goal = claim(X, "<=", X)
    before = certified(goal, [follows("l", goal)], label="made.first")
    facts = {"first": {"claim": goal, "from": "step made.first"}}
    found = certified(goal, [follows("l", goal, by=["first"])], (), facts, before=before)
    found["steps"][1]["uses"] = []
    return found


CERTIFICATES = (
    granted_at_its_indices,
    assumption_after_its_end,
    outside_of_a_set_taken_for_not_zero,
    one_index_twice,
    largest_value_under_an_assumption,
    index_named_as_a_relation,
    definitions_in_a_circle,
    definition_with_an_index_too_many,
    sign_with_another_meaning,
    signs_of_another_model,
    cited_and_refuted,
    random_index_in_a_probability,
    random_index_of_a_fact,
    one_more_than_infinity,
    least_of_nothing_in_a_hypothesis,
    member_of_a_random_set_in_an_average,
    step_that_is_not_used,
)


@pytest.mark.parametrize("make", CERTIFICATES)
def test_a_false_certificate_is_not_replayed(make):
    assert states(make())["made.trap.printed"] != "replayed"


def test_what_the_goal_grants_holds_at_its_own_indices():
    data = granted_at_its_indices("k")

    assert states(data)["made.trap.printed"] == "replayed", reasons(data)


def test_what_holds_in_a_set_that_depends_on_no_sign_holds_in_an_average():
    data = member_of_a_random_set_in_an_average(hat=())

    assert states(data)["made.trap.printed"] == "replayed", reasons(data)


def test_a_least_entry_of_a_set_that_is_not_empty_is_a_number():
    least = ["smallest", at("f", "j"), "j", K]
    goal, some = claim(least, "<", ["add", least, num(1)]), claim(num(1), "<=", ["size", K])
    data = certified(goal, [follows("l", goal)], [("some", some)])

    assert states(data)["made.trap.printed"] == "replayed", reasons(data)


def test_an_honest_certificate_with_a_model_is_replayed():
    square = claim(["pow", at("eps", "j"), num(2)], "==", num(1), [("j", ALL)])
    data = certified(square, [follows("l", square)], model=model(signs=["eps"], given=["All"]))

    assert states(data)["made.trap.printed"] == "replayed", reasons(data)


DOUBLED = model(given=["x"], definitions=[claim(P, "==", ["mul", num(2), X])])
SIGNED = model(signs=["eps"], given=["All"])
FAIR = claim(["prob", rel(num(0), "<", at("eps", num(0)))], "<=", num("1/2"))
NO_WITNESSES = {
    "a definition is false": (claim(P, "<=", num(5)), tables(scalars={"x": 1, "p": 7}), {"model": DOUBLED}),
    "a sign is 5": (
        claim(["pow", at("eps", "j"), num(2)], "==", num(1), [("j", ALL)]),
        tables(families={"eps": [5]}),
        {"model": SIGNED, "index": {"j": 0}},
    ),
    "signs are not uniform": (
        FAIR,
        tables(outcomes=3, random=["eps"], families={"eps": [[1], [1], [-1]]}),
        {"model": SIGNED, "outcome": 0},
    ),
    "what is given varies": (
        claim(X, "<=", num(0)),
        tables(outcomes=2, random=["eps", "x"], families={"eps": [[1], [-1]]}, scalars={"x": [0, 1]}),
        {"model": model(signs=["eps"], given=["x"]), "outcome": 1},
    ),
    "what is given is a word that reads a sign": (
        claim(at("eps", num(0)), "<=", num(0)),
        {"kind": "signs", "alpha": [1], "t": 1},
        {"model": model(given=["eps"]), "outcome": [1]},
    ),
    "a set of atoms lies outside of All": (
        holds(["belongs", ["idx", "j"], ALL], [("j", LAM)]),
        tables(sets={"All": [0], "Lam": [1]}),
        {"index": {"j": 1}},
    ),
    "a hypothesis with the name of another is false": (
        claim(X, "<=", num(0)),
        {"kind": "reals", "values": {"x": 1}},
        {"hypotheses": [("h", claim(X, "<=", num(-1))), ("h", claim(num(0), "<=", num(1)))]},
    ),
}


@pytest.mark.parametrize("name", NO_WITNESSES)
def test_an_instance_outside_of_the_model_refutes_nothing(name):
    goal, world, more = NO_WITNESSES[name]

    assert states(refuted(goal, world, **more))["made.trap.printed"] != "replayed"


WITNESSES = {
    "the definition holds": (claim(P, "<=", num(5)), tables(scalars={"x": 3, "p": 6}), {"model": DOUBLED}),
    "signs are uniform": (
        claim(["prob", rel(num(0), "<", at("eps", num(0)))], "<=", num("1/3")),
        tables(outcomes=2, random=["eps"], families={"eps": [[1], [-1]]}),
        {"model": SIGNED, "outcome": 0},
    ),
    "what is given is a word that reads none": (
        claim(["sym", "sq"], "<=", num(0)),
        {"kind": "signs", "alpha": [1], "t": 1},
        {"model": model(given=["sq"])},
    ),
    "what depends on signs varies": (
        claim(X, "<=", num(0)),
        tables(outcomes=2, random=["eps", "x"], families={"eps": [[1], [-1]]}, scalars={"x": [0, 1]}),
        {"model": model(signs=["eps"], depends={"x": ["eps"]}), "outcome": 1},
    ),
}


@pytest.mark.parametrize("name", WITNESSES)
def test_an_instance_of_the_model_refutes(name):
    goal, world, more = WITNESSES[name]
    data = refuted(goal, world, **more)

    assert states(data)["made.trap.printed"] == "replayed", reasons(data)


def test_signs_of_the_layer_itself_are_not_elsewhere():
    data = report_of(lifted())
    spoiled = copy.deepcopy(data)
    spoiled["steps"][1]["model"]["elsewhere"].append("es")

    assert states(data)[f"{data['steps'][1]['label']}.printed"] == "replayed"
    assert states(spoiled)[f"{data['steps'][1]['label']}.printed"] != "replayed"
