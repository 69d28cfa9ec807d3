"""Counterexamples: the re-checker's evaluator against the tool's, and witnesses that were tampered with."""

import random

import pytest
from sympy import Max, Rational, cosh, exp, log, sqrt

import recheck
from boundcheck import terms as t
from boundcheck.certificates.axioms import axioms
from boundcheck.claim import Claim
from boundcheck.dcsc.worlds import build
from boundcheck.evaluate import readings
from tests.recheck.test_worlds import worlds


def ask(claim, hypotheses, witness, steps=10**8):
    return recheck.check_witness(claim, hypotheses, witness, axioms(), recheck.Work(steps))


i, j, k, r, l = (t.Index(n) for n in ("i", "j", "k", "r", "l"))
x, g, c, w, v, a_, eps, z, alpha, d, b_ = (
    t.family(n) for n in ("x", "g", "c", "w", "v", "a", "eps", "z", "alpha", "d", "b")
)
All, Lam, Off, Rows, Nz, Layers = (t.named_set(n) for n in ("All", "Lam", "Off", "Rows", "Nz", "Layers"))
Gam, Touch, Stripe, LamL, Atoms = (t.set_family(n) for n in ("Gam", "Touch", "Stripe", "Lam", "Atoms"))
W = t.event_family("W")
S, mu, zeta, xmax, patch, n, m, N, thr, kk = (
    t.real(n) for n in ("S", "mu", "zeta", "xmax", "patch", "n", "m", "N", "t", "k")
)

CLAIMS = {
    "layer": [
        Claim(c(i), "==", eps(i) * (t.total(eps(j) * x(j) * g(i, j), j, Lam) + w(i)), ((i, All),)),
        Claim(abs(c(i)), "<=", zeta + xmax * mu, ((i, All),)),
        Claim(t.Prob(~W()), "<=", 2 * N * exp(-(zeta**2) / (2 * (S * mu**2 + 1)))),
        Claim(
            t.Prob(t.compare(t.largest(abs(c(k)), k, Off), ">=", t.smallest(abs(c(j)), j, Lam)), W()), "<", sqrt(2) / 2
        ),
        Claim(t.total(d(j) ** 2, j, All), "<=", patch**2 * 3),
        Claim(W(), "implies", t.every(t.compare(abs(c(j)), ">", 0), j, Lam)),
        Claim(t.size(Touch(i)), "==", m, ((i, All),)),
        Claim(patch, "<", sqrt(zeta + 2)),
        Claim(t.size(Gam(k) & ~Lam), "<=", S, ((k, Lam | Off),)),
    ],
    "ring": [
        Claim(t.size(Stripe(i)), "<=", n * m, ((i, All),)),
        Claim(t.belongs(i, Touch(i)), "holds", forall=((i, All),)),
    ],
    "vector": [
        Claim(t.total(abs(z(j)), j, All), "<=", sqrt(t.size(Nz)) * sqrt(t.total(z(j) ** 2, j, All))),
        Claim(Max(kk, 2), ">", t.size(Nz)),
    ],
    "signs": [
        Claim(t.Prob(t.compare(abs(t.total(eps(j) * alpha(j), j, All)), ">", thr)), "<=", exp(-(thr**2) / 2)),
        Claim(t.independent((eps(j), j, All)), "holds"),
        Claim(cosh(t.total(eps(j) * alpha(j), j, All)), "<=", 2),
    ],
    "matrix": [
        Claim(t.total(b_(i, j) ** 2, j, All), "<=", 1 + log(2), ((i, Rows),)),
        Claim(abs(g(i, j)), "<=", mu, ((i, All), (j, All))),
    ],
    "network": [
        Claim(t.Prob(~W(l)), "<=", t.Prob(W(l)), ((l, Layers),)),
        Claim(abs(c(l, i)), "<=", 1, ((l, Layers), (i, Atoms(l)))),
    ],
    "reals": [Claim(t.real("a") ** 2, "<", t.real("b"))],
}


def plain(node):
    return [plain(part) for part in node] if isinstance(node, tuple) else node


@pytest.mark.parametrize("data", list(worlds())[::3], ids=lambda data: data["kind"])
def test_both_evaluators_read_a_claim_the_same_way(data):
    world = build(data)
    for claim in CLAIMS[data["kind"]]:
        try:
            seen = list(readings(claim.node, world))
        except (ZeroDivisionError, ValueError, ArithmeticError, IndexError):
            continue
        for reading in random.Random(2).sample(seen, min(6, len(seen))):
            witness = {"world": data, "index": reading.index, "outcome": reading.outcome}
            answer, why = ask(plain(claim.node), [], witness)

            if reading.holds is None or answer is None:
                assert "decides" in why or "nothing" in why or reading.holds is None, (claim, why)
            else:
                assert answer is not reading.holds or data.get("signs") == "support", (claim, reading, why)


ALWAYS = Claim(t.Prob(t.compare(abs(t.total(eps(j) * alpha(j), j, All)), ">=", thr)), "<=", Rational(1, 4))
GOOD = {
    "title": "one sign",
    "world": {"kind": "signs", "alpha": ["3/5", 1], "t": "2/5"},
    "index": {},
    "outcome": None,
    "lhs": "1",
    "rhs": "1/4",
}
POSITIVE = Claim(thr, ">", 0)


def test_a_true_counterexample_is_confirmed_with_its_hypotheses():
    assert ask(ALWAYS.node, [POSITIVE.node], GOOD)[0] is True


BAD = {
    "the claim is true there": {"world": {"kind": "signs", "alpha": ["1/5"], "t": "2/5"}},
    "a hypothesis fails": {"world": {"kind": "signs", "alpha": ["3/5", 1], "t": "-2/5"}},
    "an index that the claim does not have": {"index": {"q": 1}},
    "a sign that is no sign": {"outcome": [1, 2]},
    "a float": {"world": {"kind": "signs", "alpha": [0.6, 1], "t": "2/5"}},
    "a number in another spelling": {"world": {"kind": "signs", "alpha": ["6e-1", 1], "t": "2/5"}},
    "a zero denominator": {"world": {"kind": "signs", "alpha": ["3/0", 1], "t": "2/5"}},
    "a truth value": {"world": {"kind": "signs", "alpha": [True, 1], "t": "2/5"}},
    "an unknown kind": {"world": {"kind": "dream", "alpha": [1, 1], "t": "2/5"}},
    "an unknown entry": {"world": {"kind": "signs", "alpha": ["3/5", 1], "t": "2/5", "trust": 1}},
    "a missing entry": {"world": {"kind": "signs", "alpha": ["3/5", 1]}},
    "no world": {"world": None},
    "too many signs": {"world": {"kind": "signs", "alpha": [1] * 60, "t": 1}},
    "a list for an index": {"index": [1]},
}


@pytest.mark.parametrize("name", BAD)
def test_a_tampered_witness_is_not_confirmed(name):
    answer, why = ask(ALWAYS.node, [POSITIVE.node], {**GOOD, **BAD[name]}, steps=10**6)

    assert answer is not True
    assert why


def test_an_index_outside_of_its_set_is_refused():
    claim = Claim(z(i), "<=", 0, ((i, Nz),))
    world = {"kind": "vector", "z": [0, 2], "k": 1}

    assert ask(claim.node, [], {"world": world, "index": {"i": 1}, "outcome": None})[0] is True
    assert ask(claim.node, [], {"world": world, "index": {"i": 0}, "outcome": None})[0] is False
    assert ask(claim.node, [], {"world": world, "index": {}, "outcome": None})[0] is False


def test_a_claim_that_is_not_defined_there_is_not_refuted():
    claim = Claim(1 / t.real("a"), ">", 0)

    assert ask(claim.node, [], {"world": {"kind": "reals", "values": {"a": 0}}, "index": {}})[0] is None
    assert ask(claim.node, [], {"world": {"kind": "reals", "values": {"a": "-1/2"}}, "index": {}})[0] is True


def test_roots_that_are_equal_are_not_told_apart_and_those_that_differ_are():
    a, b = t.real("a"), t.real("b")
    close = {"world": {"kind": "reals", "values": {"a": 8, "b": 2}}, "index": {}}
    twice = Claim(sqrt(a), "==", 2 * sqrt(b))

    assert ask(twice.node, [], close)[0] is None
    near = {"world": {"kind": "reals", "values": {"a": 8, "b": "2" + "0" * 60 + "/1" + "0" * 59 + "1"}}, "index": {}}
    assert ask(twice.node, [], near)[0] is True


LAYER = {
    "kind": "layer",
    "M": 2,
    "n_prev": 1,
    "n": 1,
    "filters": [[1]],
    "x": [1, 0],
    "v": [0, "1/2"],
    "S": 1,
    "zeta": 1,
    "p": 1,
    "m_next": 1,
}


def test_signs_that_a_world_holds_fixed_are_freed_before_they_are_averaged_over():
    """With signs "support" the sign off the support is +1 in every outcome; it is uniform in the model."""
    claim = Claim(t.independent((eps(j), j, All)), "holds")
    below = Claim(t.Prob(t.compare(c(1), ">", 0)), "<=", Rational(1, 2))
    for one in (claim, below):
        answer, why = ask(one.node, [], {"world": LAYER, "index": {}, "outcome": None})
        assert answer is False, why
        assert next(iter(readings(one.node, build(LAYER)))).holds is False or one is claim


def test_a_hypothesis_about_signs_is_tested_at_all_of_them():
    nonneg = Claim(c(i), ">=", 0, ((i, All),))
    claim = Claim(t.total(x(j), j, All), ">", 5)

    assert ask(claim.node, [nonneg.node], {"world": LAYER, "index": {}, "outcome": None})[0] is False
