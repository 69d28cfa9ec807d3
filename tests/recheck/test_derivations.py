"""Derivations that the tool finds are replayed; tampered ones, and ones that rest on a known trap, are not."""

import pytest
from sympy import Abs, Integer, exp, sqrt

from boundcheck import terms as t
from boundcheck.claim import Claim, assume
from boundcheck.errors import BoundcheckError
from boundcheck.model import Model
from boundcheck.rules.lines import algebra, arith, assuming, discharge, lam, linear, logic, put, restate, rule
from tests.recheck.made import certificate, reasons, report_of, resealed, spoiled, states, step

i, j, k = t.Index("i"), t.Index("j"), t.Index("k")
x, f, g, w, c, eps = (t.family(n) for n in ("x", "f", "g", "w", "c", "eps"))
All, Lam, Rows, Hat = (t.named_set(n) for n in ("All", "Lam", "Rows", "Hat"))
Gam = t.set_family("Gam")
a, b, mu, S, zeta, xmax, p, lo, hi = (t.real(n) for n in ("a", "b", "mu", "S", "zeta", "xmax", "p", "lo", "hi"))
Off = ~Lam
model = Model(name="fixed", signs=("eps", "other"), given=("g", "x", "f", "a", "b", "p", "All", "Lam", "Rows", "Gam", "mu", "S", "zeta", "xmax"),
              depends={"w": ("other",), "Hat": ("eps",)})  # fmt: skip
independent_signs = assume("signs", t.independent((eps(j), j, All)), "holds")


def variance():
    square = t.total(x(j) ** 2 * g(k, j) ** 2, j, Lam & Gam(k)) + zeta**2
    claim = Claim(square, "<=", xmax**2 * S * mu**2 + zeta**2, ((k, Off),))
    hypotheses = (
        assume("coherence", Abs(g(i, j)), "<=", mu, ((i, All), (j, All.without(i)))),
        assume("xmax", Abs(x(j)), "<=", xmax, ((j, Lam),)),
        assume("stripe", t.size(Lam & Gam(k)), "<=", S, ((k, All),)),
    )
    lines = (
        rule("sq", "product_of_squares", a=x(j), b=g(k, j), c=xmax, d=mu, forall=((k, Off), (j, Lam & Gam(k)))),
        rule(
            "sum",
            "termwise",
            f=lam(j, x(j) ** 2 * g(k, j) ** 2),
            g=lam(j, xmax**2 * mu**2),
            K=Lam & Gam(k),
            forall=((k, Off),),
        ),
        arith("count", claim, by=("sum", "stripe"), squares=(xmax * mu,), degree=2),
    )
    return step("variance", claim, hypotheses=hypotheses, lines=lines, model=model)


def cases():
    claim = Claim(t.compare(lo, "<", hi), "implies", t.compare(lo, "<", p) | t.compare(hi, ">", p))
    return step("cases", claim, lines=(linear("f", claim),))


def square():
    claim = Claim(a**2 + b**2, ">=", 2 * a * b)
    return step("square", claim, lines=(arith("s", claim, by=(), squares=(a - b,)),))


def chained():
    first = square()
    claim = Claim(a**2 + b**2 + 1, ">", 2 * a * b)
    return step("chained", claim, lines=(arith("s", claim, by=("made.square",)),), uses=(first,))


def tail():
    X = t.total(eps(j) * x(j), j, All)
    claim = Claim(t.Prob(t.compare(Abs(X), ">=", p)), "<=", 2 * exp(-(p**2) / (2 * t.total(x(j) ** 2, j, All))))
    hypotheses = (independent_signs, assume("positive", t.total(x(j) ** 2, j, All), ">", 0), assume("p", p, ">=", 0))
    lines = (
        rule("l", "rademacher_sum", s=lam(j, eps(j)), alpha=lam(j, x(j)), K=All, p=p, u=t.total(x(j) ** 2, j, All)),
    )
    return step("tail", claim, hypotheses=hypotheses, lines=lines, model=model)


def implication():
    E, F, G = (t.compare(n, "<=", 0) for n in (a, b, p))
    claim = Claim(E, "implies", G)
    hypotheses = (assume("one", E, "implies", F), assume("two", F, "implies", G))
    return step("implication", claim, hypotheses=hypotheses, lines=(logic("l", claim, by=("one", "two")),))


SOUND = {
    "variance": variance,
    "cases": cases,
    "square": square,
    "chained": chained,
    "tail": tail,
    "implication": implication,
}


@pytest.mark.parametrize("name", SOUND)
def test_a_derivation_of_the_tool_is_replayed(name):
    data = report_of(SOUND[name]())

    assert all(one["printed"]["verdict"] == "PROVED" for one in data["steps"])
    assert set(states(data).values()) == {"replayed"}, reasons(data)


def claim_everywhere(data, change):
    one = data["steps"][-1]["printed"]
    proof = certificate(data, -1)
    for node in (one["claim"], proof["lines"][-1]["conclusion"]):
        change(node)
    resealed(data)


TAMPERED = {
    "strengthen the claim": (
        "variance",
        lambda d: claim_everywhere(d, lambda n: n.__setitem__(4, ["add", ["num", "-1"], n[4]])),
    ),
    "flip the relation": ("variance", lambda d: claim_everywhere(d, lambda n: n.__setitem__(3, ">="))),
    "make the relation strict": ("square", lambda d: claim_everywhere(d, lambda n: n.__setitem__(3, ">"))),
    "widen the quantifier": (
        "variance",
        lambda d: claim_everywhere(d, lambda n: n[1][0].__setitem__(1, ["set", "All"])),
    ),
    "drop a premise": ("variance", lambda d: certificate(d)["lines"][0]["by"].pop()),
    "name another fact": ("variance", lambda d: certificate(d)["lines"][0]["by"].__setitem__(0, "stripe")),
    "change a multiplier": ("variance", lambda d: certificate(d)["lines"][-1]["combination"][0][0].__setitem__(0, "2")),
    "negative multiplier": ("square", lambda d: certificate(d)["lines"][-1]["combination"][0][0].__setitem__(0, "-1")),
    "drop a line": ("variance", lambda d: certificate(d)["lines"].pop(0)),
    "drop the last line": ("variance", lambda d: certificate(d)["lines"].pop()),
    "drop a hypothesis": ("variance", lambda d: d["steps"][0]["printed"]["hypotheses"].pop(0)),
    "weaken a fact": ("variance", lambda d: certificate(d)["facts"]["coherence"]["claim"].__setitem__(3, "==")),
    "call a wish a hypothesis": (
        "chained",
        lambda d: certificate(d, 1)["facts"]["made.square"].__setitem__("from", "hypothesis"),
    ),
    "rest on itself": (
        "chained",
        lambda d: certificate(d, 1)["facts"]["made.square"].__setitem__("from", "step made.chained"),
    ),
    "rest on nothing": ("chained", lambda d: d["steps"].pop(0)),
    "rest on a step that is not proved": (
        "chained",
        lambda d: d["steps"][0]["printed"].__setitem__("verdict", "SURVIVED"),
    ),
    "another digest": ("square", lambda d: d["steps"][0]["printed"].__setitem__("digest", "0" * 64)),
    "another claim digest": ("square", lambda d: certificate(d).__setitem__("claim", "0" * 64)),
    "swap the cases": ("cases", lambda d: certificate(d)["lines"][0]["combination"].clear()),
    "forget a fact": ("implication", lambda d: certificate(d)["lines"][0]["by"].pop()),
    "bind another coefficient": (
        "tail",
        lambda d: certificate(d)["lines"][0]["bind"]["?alpha"].__setitem__(1, ["at", "w", ["idx", "j"]]),
    ),
    "an empirical proof": (
        "square",
        lambda d: d["steps"][0]["printed"]["evidence"][0].__setitem__("grade", "EMPIRICAL"),
    ),
    "a stronger grade": ("square", lambda d: d["steps"][0]["printed"].__setitem__("grade", "KERNEL")),
    "proved and refuted": (
        "square",
        lambda d: d["steps"][0]["printed"]["evidence"].append(
            {"verdict": "REFUTED", "grade": "EXACT", "certificate": {}}
        ),
    ),
    "a float": ("square", lambda d: certificate(d)["lines"][-1]["combination"][0][0].__setitem__(0, "1.0")),
    "an unknown head": ("square", lambda d: claim_everywhere(d, lambda n: n.__setitem__(2, ["eval", "1"]))),
    "a better status": ("chained", lambda d: d["steps"][0].__setitem__("status", "FALLS")),
}


@pytest.mark.parametrize("change", TAMPERED)
def test_a_tampered_derivation_is_wrong(change):
    name, act = TAMPERED[change]
    data = report_of(SOUND[name]())

    assert {"wrong", "not replayable"} & {*states(spoiled(data, act)).values()}


def test_a_certificate_moved_to_another_claim_is_wrong():
    data = report_of(square(), cases())
    moved = spoiled(
        data, lambda d: d["steps"][1]["printed"].__setitem__("evidence", d["steps"][0]["printed"]["evidence"])
    )

    assert "wrong" in states(moved).values()
    assert "wrong" in states(resealed(moved)).values()


def test_a_rule_this_program_does_not_know_is_named_not_believed():
    data = spoiled(report_of(tail()), lambda d: certificate(d)["lines"][0].__setitem__("rule", "wishful_thinking"))

    assert "not replayable" in states(data).values()
    assert "table" in reasons(data)


def trap(claim, *lines, hypotheses=(), model=model):
    return step("trap", claim, hypotheses=hypotheses, lines=lines, model=model)


E_j = t.compare(eps(j), "<=", 1)
TRAPS = {
    "a negative number as the square of its root": lambda: trap(
        (q := Claim(-(x(j) ** 2) - 1, ">=", 0, ((j, All),))), arith("l", q, by=(), squares=(sqrt(-(x(j) ** 2) - 1),), degree=2)),
    "dividing by zero on the way": lambda: trap(
        (q := Claim(Integer(1), "<=", 0)), arith("u", Claim(1 / a, "<=", 0), by=("down",), squares=(1 / a,), degree=2),
        arith("l", q, by=("up", "u"), degree=2), hypotheses=(assume("up", a, ">=", 0), assume("down", a, "<=", 0))),
    "the largest of negative numbers": lambda: trap((q := Claim(Abs(t.largest(f(j), j, Lam)), "==", t.largest(f(j), j, Lam))), algebra("l", q)),
    "coefficients that depend on other signs": lambda: trap(
        Claim(t.Prob(t.compare(Abs(t.total(eps(j) * w(j), j, All)), ">=", p)), "<=", 2 * exp(-(p**2) / (2 * t.total(w(j) ** 2, j, All)))),
        rule("l", "rademacher_sum", s=lam(j, eps(j)), alpha=lam(j, w(j)), K=All, p=p, u=t.total(w(j) ** 2, j, All)),
        hypotheses=(independent_signs, assume("positive", t.total(w(j) ** 2, j, All), ">", 0), assume("p", p, ">=", 0))),
    "a union over a random set": lambda: trap(
        Claim(t.Prob(t.some(E_j, j, Hat)), "<=", t.total(t.Prob(E_j), j, Hat)), rule("l", "union_bound", E=lam(j, E_j), K=Hat)),
    "an average under a random quantifier": lambda: trap(
        Claim(t.Prob(t.compare(eps(k), ">=", -1)), "<=", t.Prob(t.compare(eps(k), ">", 0)), ((k, Hat),)),
        rule("l", "probability_monotone", E=t.compare(eps(k), ">=", -1), F=t.compare(eps(k), ">", 0), forall=((k, Hat),)),
        hypotheses=(assume("h", t.compare(eps(k), ">=", -1), "implies", t.compare(eps(k), ">", 0), ((k, Hat),)),)),
    "a random part of the signs": lambda: trap(
        Claim(t.independent((eps(j), j, All & Hat)), "holds"), rule("l", "fewer_signs", s=lam(j, eps(j)), K=All, H=Hat), hypotheses=(independent_signs,)),
    "a complement of rows": lambda: trap(
        Claim(t.total(f(j), j, Rows), "==", t.total(f(j), j, Rows & Lam) + t.total(f(j), j, Rows & ~Lam)),
        rule("l", "split_sum", f=lam(j, f(j)), K=Rows, H=Lam)),
    "the size of a complement of rows": lambda: trap((q := Claim(t.size(~Rows), "==", t.size(All) - t.size(Rows))), algebra("l", q)),
    "rows taken for atoms": lambda: trap(
        (q := Claim(f(j), "<=", 0, ((j, Rows),))), restate("l", q, by=("h",)), hypotheses=(assume("h", f(j), "<=", 0, ((j, All),)),)),
    "a free index taken for all": lambda: trap(
        (q := Claim(f(k), "<=", 0, ((k, Lam),))), restate("l", q, by=("h",)), hypotheses=(assume("h", f(k), "<=", 0),)),
    "an atom where there may be none": lambda: trap(
        (q := Claim(a + t.total(x(j), j, All), "<=", b + t.total(x(j), j, All))), arith("l", q, by=("h1", "h2")),
        hypotheses=(assume("h1", a, "<=", f(j), ((j, All),)), assume("h2", f(j), "<=", b, ((j, All),)))),
    "one name for two quantifiers": lambda: trap(
        (q := Claim(f(k), "<=", 0, ((k, Lam), (k, Rows)))), restate("l", q, by=("h",)), hypotheses=(assume("h", f(k), "<=", 0, ((k, Lam),)),)),
    "one name for nested sums": lambda: trap(
        (q := Claim(t.total(t.total(f(j), j, Rows), j, Lam) + x(j), "==", t.total(t.total(g(j), j, Rows), j, Lam) + x(j), ((j, All),))),
        algebra("l", q, by=("h",)), hypotheses=(assume("h", f(j), "==", g(j), ((j, Lam),)),)),
    "a name that the tool makes up": lambda: trap(
        (q := Claim(t.total(g(j, t.Index("$0")), j, Lam), "==", t.total(g(j, j), j, Lam), ((t.Index("$0"), Lam),))), algebra("l", q)),
}  # fmt: skip


@pytest.mark.parametrize("name", TRAPS)
def test_a_false_claim_is_proved_by_neither_program(name):
    """Each was proved by some version of the tool."""
    try:
        data = report_of(TRAPS[name]())
    except (ValueError, BoundcheckError):
        return

    assert data["steps"][0]["printed"]["verdict"] != "PROVED"
    assert "replayed" not in states(data).values()


def test_a_missing_hypothesis_of_a_used_step_is_noticed():
    positive = assume("positive", a, ">", 0)
    first = step(
        "first",
        Claim(a + 1, ">", 1),
        hypotheses=(positive,),
        lines=(arith("l", Claim(a + 1, ">", 1), by=("positive",)),),
    )
    second = step(
        "second",
        Claim(a + 2, ">", 2),
        hypotheses=(positive,),
        lines=(arith("l", Claim(a + 2, ">", 2), by=("made.first",)),),
        uses=(first,),
    )
    data = report_of(second)
    assert set(states(data).values()) == {"replayed"}, reasons(data)

    data["steps"][1]["printed"]["hypotheses"] = []

    assert states(data)["made.second.printed"] != "replayed"


X, V = t.total(eps(j) * x(j), j, All), t.total(x(j) ** 2, j, All)
positive = assume("positive", V, ">", 0)
TAIL = Claim(t.Prob(t.compare(Abs(X), ">=", X**2)), "<=", 2 * exp(-(X**4) / (2 * V)))
SAME = t.compare(c(0), "==", w(0))


def random_threshold():
    line = rule("l", "rademacher_sum", s=lam(j, eps(j)), alpha=lam(j, x(j)), K=All, p=X**2, u=V)
    return trap(TAIL, line, hypotheses=(independent_signs, positive))


def random_threshold_of_chernoff():
    claim = Claim(t.Prob(t.compare(Abs(X), ">=", X**2)), "<=", 2 * exp(V / 2 - X**2))
    line = rule("l", "chernoff", s=lam(j, eps(j)), alpha=lam(j, x(j)), K=All, p=X**2, u=Integer(1))
    return trap(claim, line, hypotheses=(independent_signs,))


def random_parameter():
    lines = (algebra("square", Claim(X**2, ">=", 0)), put("l", "made.tail", p=X**2))
    hypotheses = (independent_signs, positive)
    return step("trap", TAIL, hypotheses=hypotheses, lines=lines, model=model, uses=(tail(),))


def assumption_inside_a_probability():
    lines = (
        assuming("as", SAME),
        restate("eq", Claim(c(0), "==", w(0)), by=("as",)),
        restate("r", Claim(b, "<=", a), by=("h1", "eq", "h2")),
        discharge("d", "r"),
    )
    hypotheses = (
        assume("h1", t.Prob(t.compare(c(0), ">", 0)), "<=", a),
        assume("h2", t.Prob(t.compare(w(0), ">", 0)), "==", b),
    )
    return trap(Claim(SAME, "implies", t.compare(b, "<=", a)), *lines, hypotheses=hypotheses)


@pytest.mark.parametrize(
    "make", [random_threshold, random_threshold_of_chernoff, random_parameter, assumption_inside_a_probability]
)
def test_what_is_random_does_not_pass_for_fixed(make):
    data = report_of(make())

    assert data["steps"][-1]["printed"]["verdict"] != "PROVED" or states(data)["made.trap.printed"] != "replayed"
