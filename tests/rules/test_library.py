"""Two tables of rules, ours and the re-checker's: they say the same, rule by rule.

That each rule is true is tried in tests/recheck/test_rules.py, on random exact instances of the re-checker's table.
"""

from fractions import Fraction

import pytest

import recheck
from boundcheck.model import names_in
from boundcheck.rules.entail import body_form
from boundcheck.rules.library import RULES
from boundcheck.rules.normal import Algebra


def ours(node):
    """A node of the re-checker's table in our spelling."""
    if isinstance(node, Fraction):
        return str(node)
    if isinstance(node, str):
        return f"?{node[1:]}" if node.startswith("#") else node
    parts = tuple(map(ours, node))
    return parts[1:] if parts and parts[0] in ("signs", "one") else parts


def form(quantifiers, lhs, relation, rhs):
    """Quantifiers and normal form of a claim; a relation that is said to hold is the relation."""
    if relation == "holds" and lhs[0] == "rel":
        lhs, relation, rhs = lhs[1:]
    return quantifiers, body_form(("claim", quantifiers, lhs, relation, rhs), Algebra())


def metavariables(rule):
    """Names that a binding may replace."""
    claims = (*rule.premises, rule.conclusion)
    return {name[1:] for claim in claims for name in names_in(claim.node) if name.startswith("?")}


def test_both_tables_have_the_same_rules():
    assert set(RULES) == set(recheck.RULES)


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_says_the_same_in_both_tables(name):
    rule, other = RULES[name], recheck.RULES[name]

    assert form(*rule.conclusion.node[1:]) == form(*map(ours, other.conclusion))
    mine = [repr(form(*premise.node[1:])) for premise in rule.premises]
    theirs = [repr(form(*map(ours, premise))) for premise in other.premises]
    assert sorted(mine) == sorted(theirs)


@pytest.mark.parametrize("name", sorted(RULES))
def test_what_a_rule_holds_fixed_it_holds_fixed_in_both_tables(name):
    rule, other = RULES[name], recheck.RULES[name]

    assert {f"#{fixed}" for fixed in rule.deterministic} <= set(other.fixed)
    assert {*rule.deterministic, *rule.averaged} <= metavariables(rule)
    assert not set(rule.deterministic) & set(rule.averaged)


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_has_the_same_metavariables_in_both_tables(name):
    assert {f"#{known}" for known in metavariables(RULES[name])} == set(recheck.RULES[name].metavariables)
