"""Every rule of the re-checker's table holds on random exact finite instances; spoiled rules fail there."""

import itertools
import random
from fractions import Fraction

import pytest

import recheck

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
NUMBERS = [Fraction(n, d) for n in range(-4, 5) for d in (1, 2, 3)]


def world_for(rule, rng):
    """Random values for all metavariables; up to two indices each, sets inside All where the rule asks for it."""
    outcomes = list(itertools.product((1, -1), repeat=3))
    random_part = {n for n, _ in _kinds(rule) if n[1:] in ("E", "F", "s", "s0")}
    All = tuple(range(rng.choice([0, 1, 2, 3, 3, 4])))
    beyond = (*All, 7, 8)
    names = {("set", "All"): lambda _: All}
    pool = [rng.choice(NUMBERS) for _ in range(2)] if rng.random() < 0.5 else NUMBERS
    low = rng.random() < 0.5
    for name, head in _kinds(rule):
        if head == "set":
            room = All if name in rule.within else beyond
            members = tuple(sorted(i for i in room if rng.random() < 0.6))
            if rng.random() < 0.3 and [n for n in names if n[0] == "set" and n != ("set", "All")]:
                other = next(names[n] for n in names if n[0] == "set" and n != ("set", "All"))
                members = tuple(i for i in other(None) if i in room and rng.random() < 0.8)
            names["set", name] = lambda _, members=members: members
        elif name[1:] in ("s", "s0"):
            shift = 3 if rng.random() < 0.2 else 0
            names[head, name] = lambda o, *i, name=name, shift=shift: Fraction(
                o[0] if name[1:] == "s0" else o[1 + (i[0] + shift) % 2]
            )
        elif head == "happens":
            table = {}
            names[head, name] = lambda o, *i, table=table: table.setdefault((o, i), rng.random() < 0.5)
        elif head == "at":
            table = {}
            names[head, name] = lambda _, *i, table=table: table.setdefault(
                i, abs(rng.choice(pool)) if low else rng.choice(pool)
            )
        else:
            value = rng.choice([*pool, *map(Fraction, (0, 1, 2, *beyond))])
            value = abs(value) if rng.random() < 0.5 else value
            names[head, name] = lambda _, value=value: value
    return recheck.World(names, frozenset(random_part), outcomes)


def _kinds(rule):
    found = {}
    for claim in (*rule.premises, rule.conclusion):
        for node in recheck.metas(tuple(claim)):
            found[node[1]] = node[0]
    return sorted(found.items(), key=lambda p: (p[1] != "set", p[0]))


def verdict(rule, conclusion, rng):
    """True, False, or None where the premises fail or something is undefined."""
    world, work = world_for(rule, rng), recheck.Work(10**6)
    try:
        if not all(recheck.holds(p, world, work) for p in rule.premises):
            return None
        return recheck.holds(conclusion, world, work)
    except (recheck.UndefinedError, recheck.UnableError):
        return None


def tries(rule, conclusion, name, count):
    rng = random.Random(name)
    return [verdict(rule, conclusion, rng) for _ in range(count)]


def test_there_are_many_rules_and_each_names_its_side_conditions():
    assert len(recheck.RULES) >= 90
    for rule in recheck.RULES.values():
        assert set(rule.fixed) <= set(rule.metavariables)
        assert set(rule.within) <= set(rule.metavariables)


@pytest.mark.parametrize("name", sorted(recheck.RULES))
def test_a_rule_is_true_on_random_finite_instances(name):
    rule = recheck.RULES[name]
    found = tries(rule, rule.conclusion, name, 400)

    assert False not in found
    if found.count(True) < 3:
        found += tries(rule, rule.conclusion, name + " again", 4000)
        assert False not in found
        assert True in found or name == "whole_one", "no instance met the premises"


@pytest.mark.parametrize("name", sorted(SPOILED))
def test_a_spoiled_rule_is_caught(name):
    rule, (relation, change) = recheck.RULES[name], SPOILED[name]
    spoiled = rule.conclusion
    if relation:
        spoiled = spoiled._replace(relation=relation)
    if change:
        old, new = (("num", Fraction(n)) for n in change)
        spoiled = spoiled._replace(rhs=recheck.substitute(spoiled.rhs, {old: new}))
    assert spoiled != rule.conclusion

    assert False in tries(rule, spoiled, name, 4000)


@pytest.mark.parametrize("name", ["restrict_sum", "split_sum", "strict_top_set"])
def test_complements_need_sets_that_lie_in_all(name):
    rule = recheck.RULES[name]

    assert rule.within
    assert False in tries(rule._replace(within=[]), rule.conclusion, name, 30000 if name == "strict_top_set" else 3000)


@pytest.mark.parametrize(
    "name", ["union_bound", "chernoff", "rademacher_sum", "rademacher_below", "fewer_signs", "split_sign"]
)
def test_rules_that_average_hold_sets_and_thresholds_fixed(name):
    assert "#K" in recheck.RULES[name].fixed
    assert recheck.RULES[name].averages
    if "#p" in recheck.RULES[name].metavariables:
        assert "#p" in recheck.RULES[name].fixed


def test_whatever_a_concentration_rule_does_not_average_over_is_fixed():
    for name, rule in recheck.RULES.items():
        if any(p.lhs[0] == "independent" for p in rule.premises):
            assert set(rule.fixed) >= set(rule.metavariables) - {"#s", "#s0"}, name
