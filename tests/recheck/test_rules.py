"""Every rule of the re-checker's table holds on random exact finite instances; spoiled rules fail there."""

import itertools
import json
import random
from fractions import Fraction

import pytest

import recheck
from boundcheck.certificates.axioms import axioms

SPOILED = {
    "termwise": (">=", None),
    "cauchy_schwarz": ("<", None),
    "rademacher_sum": (None, ("-1/2", "-2")),
    "chernoff": (None, ("1/2", "1/100")),
    "union_bound": ("==", None),
    "take_out": (None, ("-1", "1")),
    "square": ("<", None),
    "single_term": ("<", None),
    "triangle": ("==", None),
    "larger_variance": (">=", None),
}
ENOUGH = 3  # instances that meet the premises
NUMBERS = [Fraction(n, d) for n in range(-4, 5) for d in (1, 2, 3)]


WORLDS, RULES = axioms()["worlds"], axioms()["rules"]
SIZE = 11  # indices -1 ... 9, of which sets use 0 ... 8


def claims(rule):
    """Premises and conclusion."""
    read = [recheck.read_claim(node, recheck.Work()) for node in (*rule["premises"], rule["conclusion"])]
    return read[:-1], read[-1]


def world_for(rule, rng):
    """Random values for all metavariables; up to two indices each, sets inside All where the rule asks for it."""
    arities = {node[1]: len(node) - 2 for claim in claims(rule)[0] + [claims(rule)[1]] for node in nodes(tuple(claim))}
    heads = {node[1]: node[0] for claim in claims(rule)[0] + [claims(rule)[1]] for node in nodes(tuple(claim))}
    signs = list(itertools.product((1, -1), repeat=3))
    everyone = list(range(rng.choice([0, 1, 2, 3, 3, 4])))
    data = {"kind": "tables", "outcomes": len(signs), "random": [], "scalars": {}, "families": {}, "events": {}}
    data["sets"] = {"All": everyone}
    pool = [str(rng.choice(NUMBERS)) for _ in range(2)] if rng.random() < 0.5 else list(map(str, NUMBERS))
    low = rng.random() < 0.5

    def grid(draw, arity):
        return draw() if not arity else [grid(draw, arity - 1) for _ in range(SIZE)]

    def entry():
        return rng.choice(pool).lstrip("-" if low else "")

    for name in sorted(heads, key=lambda name: (heads[name] != "set", name)):
        if heads[name] == "set":
            room = everyone if name in rule["within"] else [*everyone, 7, 8]
            members = [i for i in room if rng.random() < 0.6]
            if rng.random() < 0.3 and len(data["sets"]) > 1:
                members = [i for i in next(reversed(data["sets"].values())) if i in room and rng.random() < 0.8]
            data["sets"][name] = members
        elif name in ("?s", "?s0"):
            shift = 3 if rng.random() < 0.2 else 0
            pick = (lambda o: o[0]) if name == "?s0" else (lambda o, s=shift: [o[1 + (i + s) % 2] for i in range(SIZE)])
            data["families" if name == "?s" or arities[name] else "scalars"][name] = [pick(o) for o in signs]
            data["random"].append(name)
        elif heads[name] == "happens":
            data["events"][name] = happenings(rng, [grid(lambda: rng.randint(0, 1), arities[name]) for _ in signs])
            data["random"].append(name)
        elif heads[name] == "at":
            data["families"][name] = grid(entry, arities[name])
        else:
            value = rng.choice([*pool, *map(str, (0, 1, 2, *everyone, 7, 8))])
            data["scalars"][name] = value.lstrip("-" if rng.random() < 0.5 else "")
    return recheck.World(data, WORLDS, recheck.Work(10**7))


def happenings(rng, drawn):
    """An event by outcomes, as drawn, or one that never or always happens, at the first so many indices if it has any."""
    if rng.random() < 0.5:
        return drawn
    if not isinstance(drawn[0], list):
        return [rng.randint(0, 1)] * len(drawn)
    certain = rng.choice([2, 5, SIZE])
    return [[1] * certain + row[certain:] for row in drawn]


def nodes(node):
    """Metavariables of a claim."""
    if isinstance(node, tuple) and node:
        if node[0] in recheck.NAMED and node[1].startswith("?"):
            yield node
        for child in node:
            yield from nodes(child)


def verdict(rule, conclusion, rng):
    """True, False, or None where the premises fail or something is undefined."""
    world = world_for(rule, rng)
    try:
        here = recheck.Evaluator(world, recheck.Work(10**6))
        return here.all_of(conclusion) if all(map(here.all_of, claims(rule)[0])) else None
    except (ArithmeticError, recheck.UnableError):
        return None


def tries(rule, conclusion, name, count):
    rng = random.Random(name)
    return [verdict(rule, conclusion, rng) for _ in range(count)]


def test_there_are_many_rules_and_each_names_its_side_conditions():
    assert len(RULES) >= 90
    for rule in RULES.values():
        assert {*rule["fixed"], *rule["within"]} <= set(rule["sorts"])


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_is_true_on_random_finite_instances(name):
    rule = RULES[name]
    conclusion = claims(rule)[1]
    found = tries(rule, conclusion, name, 30)

    assert False not in found
    if found.count(True) < ENOUGH:
        found += tries(rule, conclusion, name + " again", 600)
        assert False not in found
    assert found.count(True) >= ENOUGH, "too few instances met the premises"


def test_induction_fails_beyond_its_end():
    """The instances of induction are no trivial ones: with an index more in its conclusion it is caught."""
    rule = RULES["induction"]
    node = json.loads(json.dumps(rule["conclusion"]).replace('["sym", "?b"]', '["add", ["sym", "?b"], ["num", "1"]]'))
    spoiled = recheck.read_claim(node, recheck.Work())
    assert spoiled != claims(rule)[1]

    assert False in tries(rule, spoiled, "induction", 600)


@pytest.mark.parametrize("name", sorted(SPOILED))
def test_a_spoiled_rule_is_caught(name):
    rule, (relation, change) = RULES[name], SPOILED[name]
    node = json.loads(json.dumps(rule["conclusion"]))
    node[3] = relation or node[3]
    if change:
        node[4] = json.loads(json.dumps(node[4]).replace(f'["num", "{change[0]}"]', f'["num", "{change[1]}"]'))
    spoiled = recheck.read_claim(node, recheck.Work())
    assert spoiled != claims(rule)[1]

    assert False in tries(rule, spoiled, name, 600)


@pytest.mark.parametrize("name", ["restrict_sum", "split_sum"])
def test_complements_need_sets_that_lie_in_all(name):
    rule = RULES[name]

    assert rule["within"]
    assert False in tries({**rule, "within": []}, claims(rule)[1], name, 600)


def test_whatever_a_rule_about_chances_does_not_average_over_is_fixed():
    for name, rule in RULES.items():
        chances = recheck.averages(claims(rule)[1])
        assert set(rule["fixed"]) == set(rule["sorts"]) - {"?s", "?s0", "?E", "?F"} if chances else not rule["fixed"], (
            name
        )
