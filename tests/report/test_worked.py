"""Witnesses worked through: every kind of instance is told in words, and the last line says why the claim fails."""

import pytest
from sympy import Abs, exp

from boundcheck import (
    Claim,
    Index,
    Prob,
    compare,
    event_family,
    every,
    family,
    independent,
    largest,
    named_set,
    real,
    set_family,
    size,
    some,
    total,
)
from boundcheck.report.worked import worked

i, j, k, layer = Index("i"), Index("j"), Index("k"), Index("l")
x, c, eps, g, z, b, alpha = (family(name) for name in ("x", "c", "eps", "g", "z", "b", "alpha"))
Lam, All = named_set("Lam"), named_set("All")
W = event_family("W")
mu = real("mu")

LAYER = {
    "kind": "layer",
    "M": 2,
    "n_prev": 1,
    "n": 1,
    "stride": 1,
    "filters": [["3/5", "4/5"]],
    "x": [1, 0],
    "v": [0, "1/10"],
    "S": 1,
    "zeta": "1/10",
    "p": "1/2",
    "m_next": 1,
    "ties": "lowest",
    "signs": "support",
}
LONG = LAYER | {"M": 20, "x": [1, 2] + [0] * 18, "v": [0] * 20}
NETWORK = {
    "kind": "network",
    "M": 2,
    "layers": [{"n": 1, "filters": [[1]]}, {"n": 1, "filters": [["3/5", "4/5"]]}],
    "x": [1, 0],
    "v0": [0, "1/10"],
    "ties": "lowest",
}


def lines(claim, world, index=None, outcome=None):
    return worked(claim.node, {"world": world, "index": index or {}, "outcome": outcome, "lhs": "", "rhs": ""})


def test_a_layer_is_told_column_by_column():
    found = lines(Claim(Abs(c(k)), "<=", mu**2, ((k, ~Lam),)), LAYER, {"k": 1}, [1, 1])

    assert found[:9] == [
        "one layer: 2 rows (M = 2, n_prev = 1), 1 filter of length 2, stride 1, N = 2, circular",
        "column a_0 = (3/5, 4/5)",
        "column a_1 = (4/5, 3/5)",
        "coherence mu = 24/25 (0.96)",
        "x = (1, 0): support Lam = {0}, magnitudes from 1 to 1",
        "v = (0, 1/10)",
        "S = 1, zeta = 1/10, p = 1/2; ties go to the lowest index",
        "the decoder sees c = (27/25, 51/50) and keeps the atoms {0}",
        "the signs are ++, one of 2 equally likely patterns",
    ]
    assert found[9:] == [
        "at k = 1",
        "c(1) = 51/50 (1.02)",
        "|c(1)| = 51/50 (1.02)",
        "mu^2 = 576/625 (0.9216)",
        "left side 51/50 (1.02), right side 576/625 (0.9216): left > right, so left <= right fails",
    ]


def test_a_long_layer_is_told_by_its_filters():
    found = lines(Claim(size(Lam), "<=", 1), LONG, outcome=[1] * 20)

    assert "filter 0 = (3/5, 4/5)" in found
    assert any(line.startswith("x(0) = 1, x(1) = 2; the other of the 20 entries of x are 0") for line in found)


def test_a_sum_shows_its_terms():
    found = lines(Claim(total(x(j) ** 2, j, All), "<=", 0), LAYER, outcome=[1, 1])

    assert "sum of x(j)^2 over j in All = 1 (j=0: 1, j=1: 0)" in found


def test_an_extreme_over_nothing_says_so():
    found = lines(Claim(largest(Abs(c(j)), j, Lam & ~Lam), ">", 0), LAYER, outcome=[1, 1])

    assert any(line.endswith("= 0 (there is no j)") for line in found)


def test_a_probability_counts_sign_patterns():
    found = lines(Claim(Prob(compare(eps(0), "<", 0)), "<=", 0), LAYER, outcome=[1, 1])

    assert "P(eps(0) < 0) = 1/2 (1 of 2 sign patterns: -+)" in found


def test_a_long_sum_is_cut():
    found = lines(Claim(total(x(j), j, All), "<=", 0), LONG, outcome=[1] * 20)

    assert any(line.endswith(", 12 more)") for line in found)


def test_a_long_term_leaves_out_its_smallest_parts():
    deep = sum((x(j) * mu**n for n, j in enumerate([0] * 40)), start=mu)
    found = lines(Claim(deep, "<=", 0), LAYER, outcome=[1, 1])

    assert any(line.endswith("smaller terms are left out)") for line in found)
    assert 40 > len(found)


def test_a_network_is_told_layer_by_layer():
    found = lines(Claim(W(1), "holds"), NETWORK, outcome=[[1, 1], [1, 1]])

    assert found[:7] == [
        "2 layers over M = 2 rows; ties go to the lowest index",
        "layer 1: filter 0 = (1)",
        "layer 2: filter 0 = (3/5, 4/5)",
        "top representation x = (1, 0)",
        "v^(0) = (0, 1/10)",
        "layer 1: support {0, 1}, the decoder keeps {0, 1}",
        "layer 2: support {0}, the decoder keeps {0}",
    ]


@pytest.mark.parametrize(
    ("world", "claim", "said"),
    [
        ({"kind": "reals", "values": {"mu": "1/2"}}, Claim(mu, "<=", mu**2), "mu = 1/2"),
        ({"kind": "vector", "z": [1, "-1/2"], "k": 1}, Claim(z(0), "<=", 0), "z = (1, -1/2), k = 1"),
        ({"kind": "matrix", "B": [[1, 0], [0, 1]]}, Claim(b(0, 0), "<=", 0), "row 1 of B = (0, 1)"),
        ({"kind": "signs", "alpha": [1, 2], "t": 1}, Claim(alpha(1), "<=", 0), "alpha = (1, 2), t = 1"),
        (
            {"kind": "ring", "M": 3, "n_prev": 1, "n": 1, "m": 2, "stride": 1, "m_next": 1},
            Claim(size(set_family("Touch")(0)), "<=", 0),
            "the printed stripe length is 3; the next layer's filters have length 1",
        ),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else None,
)
def test_each_small_world_is_told(world, claim, said):
    found = lines(claim, world)

    assert said in found
    assert found[-1].endswith("fails")


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (Claim(W(), "implies", ~W()), "the left event happens and the right one does not, so the implication fails"),
        (Claim(W(), "iff", ~W()), "the left event happens and the right one does not, so they are not equivalent"),
        (Claim(~W(), "iff", W()), "the left event does not happen and the right one does, so they are not equivalent"),
        (Claim(independent(eps(1)), "holds"), "so what the line asserts is false here"),
        (Claim(some(compare(x(j), "<", 0), j, All), "holds"), "so what the line asserts is false here"),
        (Claim(every(compare(x(j), ">", 0), j, All), "holds"), "so what the line asserts is false here"),
        (Claim(x(0), "==", 2), "left side 1, right side 2: left < right, so left = right fails"),
        (
            Claim(exp(mu), "<", exp(mu)),
            "left side [2.61169647342 +/- 3.12e-12], right side [2.61169647342 +/- 3.12e-12]: the line fails",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_the_last_line_says_why(claim, said):
    assert said == lines(claim, LAYER, outcome=[1, 1])[-1]


def test_what_cannot_be_told_is_said():
    found = lines(Claim(1 / x(1), "<=", 0), LAYER, outcome=[1, 1])

    assert "1/x(1) cannot be told" in found


def test_claims_read_from_a_file_are_lists():
    claim = ["claim", [["k", ["set", "Lam"]]], ["at", "x", ["idx", "k"]], "<=", ["num", "0"]]
    found = worked(claim, {"world": LAYER, "index": {"k": 0}, "outcome": [1, 1], "lhs": "", "rhs": ""})

    assert "left side 1, right side 0: left > right, so left <= right fails" == found[-1]


def test_an_outcome_of_plain_tables_is_told_by_its_number():
    """Tables have no signs of their own; what happens at some of their outcomes says at which."""
    data = {
        "kind": "tables",
        "outcomes": 3,
        "random": ["W"],
        "scalars": {},
        "families": {},
        "sets": {"All": [0]},
        "events": {"W": [1, 0, 1]},
    }
    claim = Claim(Prob(W()), "<=", 0)
    told = lines(claim, data, outcome=2)

    assert "P(W) = 2/3 (2 of 3 outcomes: outcome 0, outcome 2)" in told
    assert "outcome 2, one of 3 equally likely ones" in told
