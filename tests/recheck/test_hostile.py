"""Hostile certificates of every kind: an answer within 2 seconds and 512 MB, never a traceback, never "replayed"."""

import pytest

import recheck
from boundcheck import terms as t
from boundcheck.claim import Claim, assume
from boundcheck.model import Model
from boundcheck.rules.lines import assuming, discharge, put, restate
from boundcheck.step import Step
from tests.recheck import test_derivations, test_files, test_lift
from tests.recheck.made import certificate, rechecked, report_of, resealed, step
from tests.recheck.test_seldom import law

SECONDS = 2
REALS = {"kind": "reals", "values": {"a": 2}}
SIGNS = {"kind": "signs", "alpha": [1] * 40, "t": 1}
LARGE_SET = {"kind": "tables", "sets": {"All": list(range(100_000))}}
ALL = ["set", "All"]


def num(value):
    return ["num", str(value)]


def span(last):
    return ["span", num(1), num(last)]


def total(body, over, index="j"):
    return ["total", body, index, over]


def below(term):
    return ["claim", [], term, "<", num(0)]


def signs(count):
    return [["at", "eps", num(i)] for i in range(count)]


def nested(node, times, around):
    """Put a node into so many others."""
    for turn in range(times):
        node = around(node, turn)
    return node


def wide(count):
    """A sum of different atoms."""
    atoms = [["at", "f", num(i)] for i in range(count)]
    return ["add", *[["add", *atoms[i : i + 90]] for i in range(0, count, 90)]]


def over_all(head, leaf, times):
    """A binder in a binder, and in the innermost term the indices of all of them."""
    places = [["idx", f"j{i}"] for i in range(times)]
    return nested([*leaf, *places], times, lambda node, i: [head, node, f"j{i}", ALL])


def random_sum(count):
    return ["rel", ["add", *signs(count)], "<", num(0)]


NOT_TRUE = {name: one for name, one in test_files.BUSY.items() if name != "a large exponential"}
COUNTED = {  # a claim, and the instance that is said to refute it
    **{name: (below(term), {"kind": "reals", "values": values}) for name, (term, values) in NOT_TRUE.items()},
    "a chance over 30 signs": (below(["prob", random_sum(30)]), SIGNS),
    "a condition over 30 signs": (below(["prob", ["true"], random_sum(30)]), SIGNS),
    "the independence of 30 signs": (
        ["claim", [], ["independent", *([sign] for sign in signs(30))], "holds", ["true"]],
        SIGNS,
    ),
    "the largest over 30 signs": (below(["ever", ["add", *signs(30)], ["true"]]), SIGNS),
    "the size of a large set, often": (below(total(["size", ALL], span(1000))), LARGE_SET),
    "a large complement, often": (below(total(["size", ["compl", span(2)]], span(1000))), LARGE_SET),
    "members of a large set, each": (below(total(["size", ["without", ALL, ["idx", "j"]]], ALL)), LARGE_SET),
    "a large set less one index, many times": (
        below(["size", nested(span(10**6), 90, lambda node, _: ["without", node, num(5)])]),
        REALS,
    ),
    "the top of a large set": (
        below(total(["size", ["top", ["idx", "i"], ["idx", "i"], num(9), "i", ALL]], span(1000))),
        LARGE_SET,
    ),
    "a table of many outcomes": (below(num(1)), {"kind": "tables", "outcomes": 10**300}),
    "a network of many layers": (below(num(1)), {"kind": "network", "layers": [{}] * 100_000}),
}
PROVED = {
    **test_files.HARD,
    "sums in sums of a long sum": nested(wide(2000), 60, lambda node, i: total(node, ALL, f"j{i}")),
    "sums in sums over all indices": over_all("total", ["at", "f"], 60),
    "unions in unions over all indices": over_all("some", ["happens", "E"], 60),
    "logarithms that double": nested(["sym", "a"], 13, lambda node, _: ["log", ["add", node, node]]),
    "magnitudes in magnitudes": nested(["sym", "a"], 200, lambda node, i: ["abs", ["add", node, num(i)]]),
    "many long comparisons": ["either", *(["rel", wide(100 + i), "<=", num(i)] for i in range(90))],
    "a product of long sums": ["mul", wide(900), wide(900)],
    "a power of a long sum": ["pow", wide(80), num(12)],
    "a product of many roots": ["pow", ["mul", *(["pow", ["add", ["sym", f"a{i}"], num(1)], num("1/2")] for i in range(90))], num(60)],
    "a pigeon too many": ["not", ["both", *(["either", *(["happens", "P", num(i), num(j)] for j in range(9))] for i in range(10)),
                                  *(["either", ["not", ["happens", "P", num(i), num(j)]], ["not", ["happens", "P", num(k), num(j)]]] for j in range(9) for i in range(3) for k in range(i))]],
}  # fmt: skip
EVENTS = ("rel", "either", "both", "not", "some", "happens")


def claimed(node):
    return ["claim", [], node, "holds", ["true"]] if node[0] in EVENTS else ["claim", [], node, "<=", num(0)]


def refuted(claim, world):
    """A report that says that an instance refutes a claim."""
    data = report_of(step("hostile", Claim(t.real("a"), "<", 0)))
    side = data["steps"][0]["printed"]
    side |= {"claim": claim, "digest": recheck.digest(claim), "verdict": "REFUTED", "grade": "EXACT"}
    side["witnesses"] = [{"world": world, "index": {}}]
    proof = {"kind": "counterexample", "schema": "boundcheck-certificate/3", "claim": side["digest"]}
    found = {"checker": "hand", "verdict": "REFUTED", "grade": "EXACT", "certificate": proof, "statistics": {}}
    side["evidence"] = [found]
    return data


def derived(node):
    """A report whose derivation ends with a hostile claim."""
    data = report_of(test_derivations.square())
    data["steps"][0]["printed"]["claim"] = certificate(data)["lines"][-1]["conclusion"] = claimed(node)
    return resealed(data)


def combined():
    """A derivation with a product of many long slacks."""
    data = report_of(test_derivations.square())
    factor = {"event": ["rel", num(0), "<=", wide(90)], "by": None}
    certificate(data)["lines"][-1]["combination"] = [[["1", [factor] * 40]]]
    return resealed(data)


def bound(node):
    """An instance of a rule with a hostile term for one of its names."""
    data = report_of(test_derivations.variance())
    line = next(line for line in certificate(data)["lines"] if line["rule"] == "product_of_squares")
    line["bind"]["?c"] = [[], node]
    return resealed(data)


def assumed(node):
    """A hostile assumption."""
    a, b = t.real("a"), t.real("b")
    low = t.compare(a, "<=", b)
    lines = (assuming("as", low), restate("r", Claim(a, "<=", b), by=("as",)), discharge("d", "r"))
    data = report_of(step("assumed", Claim(low, "implies", low), lines=lines, model=Model(name="m", given=("a", "b"))))
    certificate(data)["lines"][0]["conclusion"] = claimed(node)
    return data


def put_in(node):
    """A used step with a hostile value for a parameter."""
    made, (a, b) = list[Step](), (t.real("a"), t.real("b"))
    for name, x, how in (("first", a, restate("r", Claim(a, ">=", 0), by=("h",))), ("second", b, put("p", "made.first", a=b))):  # fmt: skip
        given = (assume("h", x, ">=", 0),)
        made.append(step(name, Claim(x, ">=", 0), lines=(how,), uses=tuple(made), hypotheses=given, model=Model(name="m", given=("a", "b"))))  # fmt: skip
    data = report_of(made[1])
    certificate(data, 1)["lines"][0]["bind"]["a"] = [[], node]
    return data


def constant(node):
    """A term with numbers for its parameters and entries: it depends on no sign."""
    if isinstance(node, list) and node[0] in ("sym", "at"):
        return ["log", node[2] if node[0] == "at" else num(3)]
    return [constant(part) for part in node] if isinstance(node, list) else node


def lifted(node):
    """A lifted step with a hostile word."""
    data = report_of(test_lift.lifted())
    line = test_lift.line(data)
    line["bind"]["p"] = [[], constant(node)]
    return data


def boxed(term, parameters):
    """An enclosure of a hostile claim over a box of many parameters."""
    data, proof, side = test_files.enclosed()
    names = [f"x{i}" for i in range(parameters)]
    ends = [["claim", [], ["sym", name], *end] for name in names for end in ((">=", num(0)), ("<=", num(1)))]
    side["hypotheses"] = [{"name": f"h{n}", "claim": end, "digest": recheck.digest(end)} for n, end in enumerate(ends)]
    proof |= {"order": names, "box": {}, "boxes": []}
    side["claim"] = ["claim", [], term, "<", num(1)]
    side["digest"] = proof["claim"] = recheck.digest(side["claim"])
    return data


X = [["sym", f"x{i}"] for i in range(90)]
ENCLOSED = {
    "a flat touch": (["mul", X[0], ["add", num(2), ["mul", num(-1), X[0]]]], 1),
    "many parameters": (["add", *X, ["mul", num(-1), *X]], 90),
    "a tower of exponentials": (nested(X[0], 30, lambda node, _: ["exp", node]), 1),
    "powers of roots": (["pow", ["pow", ["add", *X[:9]], num("1/2")], num(4095)], 9),
    "long numbers": (["mul", *[["add", X[0], num("9" * 399)]] * 90], 1),
    "a sum over a long span": (total(["mul", ["idx", "j"], X[0]], span(10**9)), 1),
}
LONG = {
    name: PROVED[name] for name in ("sums in sums of a long sum", "logarithms that double", "a product of long sums")
}
ASSUMED = {name: node for name, node in PROVED.items() if node[0] in EVENTS}


def lawless(count):
    """A refuted law of signs that takes a chance over many of them."""
    up = t.compare(t.family("eps")(0), ">", 0)
    data = law(Claim(t.Prob(up), "==", t.Prob(up)))
    found = data["steps"][0]["printed"]["evidence"][0]["statistics"]["dependence"]
    chance = ["prob", random_sum(count)]
    found |= {"world": SIGNS, "implied": ["claim", [], chance, "==", ["prob", ["not", random_sum(count)]]]}
    return data


MADE = {
    **{f"counterexample, {name}": (refuted, one) for name, one in COUNTED.items()},
    **{f"derivation, {name}": (derived, (node,)) for name, node in PROVED.items()},
    "derivation, a product of long slacks": (combined, ()),
    **{f"rule, {name}": (bound, (node,)) for name, node in LONG.items()},
    **{f"assumption, {name}": (assumed, (node,)) for name, node in ASSUMED.items()},
    **{f"used step, {name}": (put_in, (node,)) for name, node in LONG.items()},
    **{f"lifted step, {name}": (lifted, (node,)) for name, node in LONG.items()},
    **{f"enclosure, {name}": (boxed, one) for name, one in ENCLOSED.items()},
    **{f"law, {count} signs": (lawless, (count,)) for count in (18, 35)},
}


@pytest.mark.parametrize("name", MADE)
def test_a_hostile_certificate_is_answered_soon_and_in_little_memory(name, tmp_path):
    make, given = MADE[name]
    found, seconds = test_files.limited(test_files.written(tmp_path, make(*given)))

    assert found.returncode in (0, 1, 2), found.stderr[-500:]
    assert found.stderr == "" or (found.returncode == 2 and found.stderr.startswith("recheck: "))
    assert seconds < SECONDS


@pytest.mark.parametrize("name", MADE)
def test_a_hostile_certificate_is_not_believed(name):
    """What is said of the last side, the hostile one."""
    make, given = MADE[name]
    *_, last = [o for o in rechecked(make(*given)) if not o.label.endswith(".status")]

    assert (last.state, bool(last.reason)) in (("wrong", True), ("not replayable", True)), last
