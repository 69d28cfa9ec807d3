"""The rules as the re-checker gets them: what each holds fixed, and which sets lie in the set of all atoms.

That each rule is true is tried in tests/recheck/test_rules.py, on random exact instances.
"""

import pytest

import recheck
from boundcheck.certificates.axioms import axioms
from boundcheck.model import names_in
from boundcheck.rules.library import RULES

TABLE = axioms()["rules"]


def metavariables(rule):
    """Names that a binding may replace."""
    claims = (*rule.premises, rule.conclusion)
    return {name for claim in claims for name in names_in(claim.node) if name.startswith("?")}


def test_the_table_holds_the_rules_of_the_library():
    assert set(RULES) == set(TABLE)


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_says_what_the_library_says(name):
    rule, entry = RULES[name], TABLE[name]

    assert entry["conclusion"] == rule.conclusion.node
    assert entry["premises"] == [premise.node for premise in rule.premises]
    assert set(entry["sorts"]) == metavariables(rule)
    for node in (*entry["premises"], entry["conclusion"]):
        recheck.read_claim(node, recheck.Work())


@pytest.mark.parametrize("name", sorted(RULES))
def test_what_a_rule_holds_fixed_it_holds_fixed_in_the_table(name):
    rule, entry = RULES[name], TABLE[name]

    assert {f"?{fixed}" for fixed in rule.deterministic} <= set(entry["fixed"])
    assert {f"?{n}" for n in (*rule.deterministic, *rule.averaged)} <= metavariables(rule)
    assert not set(rule.deterministic) & set(rule.averaged)
