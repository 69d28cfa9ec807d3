"""From one layer to every layer: a lifted step is replayed, and each of its side conditions is really asked for."""

import pytest
from sympy import Abs, exp

from boundcheck import terms as t
from boundcheck.claim import Claim, assume
from boundcheck.model import Model
from boundcheck.rules.lines import arith, lam, lift, rule
from tests.recheck.made import certificate, reasons, report_of, resealed, spoiled, states, step

j, l = t.Index("j"), t.Index("l")
x, eps, xs, es, ps, us = (t.family(n) for n in ("x", "eps", "xs", "es", "ps", "us"))
All, Lam = t.named_set("All"), t.named_set("Lam")
Atoms, Lams = t.set_family("Atoms"), t.set_family("Lams")
W, Ws = t.event_family("W"), t.event_family("Ws")
p, u, L = (t.real(n) for n in ("p", "u", "L"))
Layers = t.Span(1, L)
over = ((l, Layers),)

independent = assume("signs", t.independent((eps(j), j, All)), "holds")
everywhere = assume("signs", t.independent((es(l, j), j, Atoms(l))), "holds", forall=over)
support = assume("support", t.belongs(j, Atoms(l)), "holds", forall=(*over, (j, Lams(l))))
one_layer = Model(name="one layer", signs=("eps",), given=("x", "All", "Lam", "p", "u"), depends={"W": ("eps",)}, laws=(independent,))  # fmt: skip
network = Model(name="network", signs=("es",), given=("Atoms", "ps", "us", "L"), laws=(everywhere, support),
                reach={**dict.fromkeys(("Atoms", "ps", "us"), ()), "es": ("own",), "xs": ("above",), "Lams": ("above",),
                       "Ws": ("above", "own", "below")})  # fmt: skip
WORDS = {"x": ("xs", l), "eps": ("es", l), "All": ("Atoms", l), "Lam": ("Lams", l), "p": ("ps", l), "u": ("us", l), "W": ("Ws", l)}  # fmt: skip


def bound(p, u):
    return 2 * exp(-(p**2) / (2 * u))


def large(x, eps, p, Lam):
    return t.compare(Abs(t.total(eps(j) * x(j), j, Lam)), ">=", p)


def conditions(x, eps, p, u, W, Lam, over=()):
    """What the tail bound asks of a layer: W needs a large sum over a fixed part of the signs."""
    return (
        assume("p", p, ">=", 0, over),
        assume("u", u, ">", 0, over),
        assume("squares", t.total(x(j) ** 2, j, Lam), "<=", u, over),
        assume("only", W, "implies", large(x, eps, p, Lam), over),
    )


def tail():
    part, event = All & Lam, large(x, eps, p, All & Lam)
    claim = Claim(t.Prob(W()), "<=", bound(p, u))
    lines = (
        rule("part", "fewer_signs", s=lam(j, eps(j)), K=All, H=Lam),
        rule("tail", "rademacher_sum", s=lam(j, eps(j)), alpha=lam(j, x(j)), K=part, p=p, u=u),
        rule("monotone", "probability_monotone", E=W(), F=event),
        arith("chain", claim, by=("monotone", "tail")),
    )
    return step("tail", claim, hypotheses=conditions(x, eps, p, u, W(), part), lines=lines, model=one_layer)


def lifted():
    part = Atoms(l) & Lams(l)
    hypotheses = conditions(lambda j: xs(l, j), lambda j: es(l, j), ps(l), us(l), Ws(l), part, over)
    claim = Claim(t.Prob(Ws(l)), "<=", bound(ps(l), us(l)), over)
    lines = (lift("all", "made.tail", layer=l, layers=Layers, words=WORDS),)
    return step("lifted", claim, hypotheses=hypotheses, lines=lines, model=network, uses=(tail(),))


@pytest.fixture(scope="module")
def good():
    return report_of(lifted())


def test_a_lifted_step_is_replayed_and_lists_what_its_model_grants_as_hypotheses(good):
    assert set(states(good).values()) == {"replayed"}, reasons(good)
    assert "support" in [h["name"] for h in good["steps"][1]["printed"]["hypotheses"]]


def line(data):
    return certificate(data, 1)["lines"][0]


def model_of(data):
    return data["steps"][1]["model"]


def put(name, body, *places):
    """Another word in the network for a word of the layer."""
    return lambda d: line(d)["bind"].__setitem__(name, [list(places), body])


def without(name):
    """The hypotheses at the network lack one."""

    def change(data):
        side = data["steps"][1]["printed"]
        side["hypotheses"] = [h for h in side["hypotheses"] if h["name"] != name]
        certificate(data, 1)["facts"].pop(name)
        line(data)["by"].remove(name)

    return change


def both(name, there, *places):
    """A word of the network in another place, in hypotheses, claim and certificate alike."""

    def renamed(node):
        if isinstance(node, list) and len(node) > 1 and node[1] == name:
            return there(node)
        return [renamed(part) for part in node] if isinstance(node, list) else node

    def change(data):
        side, proof = data["steps"][1]["printed"], certificate(data, 1)
        for owner in (side, *side["hypotheses"], *proof["facts"].values()):
            owner["claim"] = owner["claim"] if str(owner.get("from")).startswith("step") else renamed(owner["claim"])
        proof["lines"] = [
            {
                **one,
                "conclusion": renamed(one["conclusion"]),
                "bind": {k: [p, renamed(b)] for k, (p, b) in one["bind"].items()},
            }
            for one in proof["lines"]
        ]
        resealed(data)

    return change


IDX = ["idx", "l"]


def one_more_hypothesis(data, node):
    side = data["steps"][0]["printed"]
    side["hypotheses"].append({"name": "more", "words": "", "text": "", "claim": node, "digest": ""})
    certificate(data)["facts"]["more"] = {"claim": node, "from": "hypothesis"}
    resealed(data)


def chance(data):
    """The step needs P(W) <= 1, which holds before and after conditioning; it is refused all the same."""
    one_more_hypothesis(data, ["claim", [], ["prob", ["happens", "W"]], "<=", ["num", "1"]])


def same_name(data):
    one_more_hypothesis(data, ["claim", [["l", ["set", "All"]]], ["at", "x", IDX], "==", ["at", "x", IDX]])


def equation(data):
    for owner in (data["steps"][0]["printed"], certificate(data)["lines"][-1]):
        owner["claim" if "claim" in owner else "conclusion"][1:2] = [[["j", ["set", "All"]]]]
    certificate(data, 1)["facts"]["made.tail"]["claim"] = data["steps"][0]["printed"]["claim"]
    resealed(data)


def cited(data):
    """Nobody says what the proof of a cited theorem holds fixed."""
    one = data["steps"][0]
    one["argument"]["verdict"] = "CITED"
    one["printed"] |= {"verdict": "UNDECIDED", "grade": None, "evidence": []}


NEXT = ["add", IDX, ["num", "-1"]]
SPOILED = {
    "coefficients that depend on the signs averaged over": lambda d: model_of(d).__setitem__("elsewhere", ["Lams"]),
    "a support that depends on the signs averaged over": lambda d: model_of(d).__setitem__("elsewhere", ["xs"]),
    "coefficients of the layer above the signs": both("xs", lambda node: [*node[:2], NEXT, *node[3:]]),
    "signs of another layer than the coefficients": both("es", lambda node: [*node[:2], NEXT, *node[3:]]),
    "a random variance": lambda d: model_of(d)["given"].remove("us"),
    "a random threshold": lambda d: model_of(d)["given"].remove("ps"),
    "random layers": lambda d: model_of(d)["given"].remove("L"),
    "random places of signs": lambda d: model_of(d)["given"].remove("Atoms"),
    "signs that are no signs": lambda d: model_of(d)["signs"].clear(),
    "signs under one name": put("eps", ["at", "es", IDX, ["num", "0"]], "j"),
    "other numbers for signs": put("eps", ["at", "xs", IDX, ["idx", "j"]], "j"),
    "a word that stays what it was": lambda d: line(d)["bind"].pop("x"),
    "no set of all atoms": lambda d: line(d)["bind"].pop("All"),
    "an index from nowhere": put("p", ["at", "ps", ["idx", "q"]]),
    "a support outside of the layer": without("support"),
    "a premise that is missing": without("squares"),
    "an implication that is missing": without("only"),
    "two layers": lambda d: line(d)["context"].append(["h", line(d)["context"][0][1]]),
    "a bound on something else": both("us", lambda node: ["prob", ["happens", "Ws", node[2]]]),
    "a stronger conclusion": lambda d: line(d)["conclusion"].__setitem__(3, "<"),
    "a hypothesis on another probability": chance,
    "an equation in place of a bound": equation,
    "a step that was only cited": cited,
    "an index of the step with the name of the layer": same_name,
}  # fmt: skip


REASONS = {
    "depends on signs of its layer": ("coefficients that depend", "a support that depends", "coefficients of the layer above", "a random variance", "random places"),
    "not about the signs of the layer": ("signs under one name",),
    "no signs here": ("signs of another", "signs that are no signs", "other numbers"),
    "a layer or a bound": ("random layers",),
    "an index out of place": ("an index from nowhere", "an index of the step"),
    "it does not follow": ("a support outside", "a premise that is missing", "an implication that is missing", "a stronger"),
    "more than a bound": ("a hypothesis on another", "an equation", "a step that was only cited"),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILED)
def test_a_lift_without_one_of_its_side_conditions_is_refused(name, good):
    data = spoiled(good, SPOILED[name])
    found = states(data)

    assert found["made.tail.printed"] in ("replayed", "nothing to replay")
    assert found["made.lifted.printed"] == "wrong"
    for reason, names in REASONS.items():
        assert not name.startswith(names) or reason in reasons(data)


def test_a_step_that_speaks_of_no_atoms_is_lifted_too():
    """All is a word of every step, also of one in which it does not occur."""
    q, qs = t.real("q"), t.family("qs")
    plain = Model(name="plain", signs=("eps",), given=("q",), depends={"W": ("eps",)})
    many = Model(name="many", signs=("es",), given=("qs", "L"), depends={"Ws": ("es",)},
                 reach={"qs": (), "es": ("own",), "Ws": ("above", "own", "below")})  # fmt: skip
    claim = Claim(t.Prob(W()), "<=", q + 1)
    one = step("plain", claim, hypotheses=(assume("sure", ~W(), "holds"), assume("q", q, ">=", 0)), model=plain,
               lines=(rule("never", "impossible", E=W()), arith("l", claim, by=("never", "q"))))  # fmt: skip
    everywhere = Claim(t.Prob(Ws(l)), "<=", qs(l) + 1, over)
    hypotheses = (assume("sure", ~Ws(l), "holds", forall=over), assume("q", qs(l), ">=", 0, over))
    lines = (
        lift("all", "made.plain", layer=l, layers=Layers, words={"W": ("Ws", l), "q": ("qs", l), "eps": ("es", l)}),
    )
    data = report_of(step("everywhere", everywhere, hypotheses=hypotheses, lines=lines, model=many, uses=(one,)))

    assert {s["printed"]["verdict"] for s in data["steps"]} == {"PROVED"}
    assert set(states(data).values()) == {"replayed"}, reasons(data)
