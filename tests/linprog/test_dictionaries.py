"""What is said of a finite dictionary comes with rational numbers that prove it."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boundcheck.instances.sparse import DICTIONARIES
from boundcheck.linprog.dictionaries import coherence, columns, generalised_coherence, null_vector, rank, sparsest_l1
from boundcheck.linprog.simplex import dot

entries = st.integers(-3, 3).map(Fraction)
matrices = st.integers(1, 3).flatmap(
    lambda rows: st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(entries, min_size=width, max_size=width), min_size=rows, max_size=rows)
    )
)


@given(matrices)
def test_a_null_vector_is_one_and_exists_exactly_when_columns_depend(matrix):
    found = null_vector(matrix)

    assert (found is None) == (rank(matrix) == len(matrix[0]))
    assert found is None or (any(found) and all(dot(row, found) == 0 for row in matrix))


@settings(max_examples=40)
@given(st.sampled_from(DICTIONARIES), st.data())
def test_a_least_l1_norm_is_proved_by_its_dual_point(matrix, data):
    code = [data.draw(entries) for _ in matrix[0]]
    signal = [dot(row, code) for row in matrix]

    found = sparsest_l1(matrix, signal)

    assert [dot(row, found.x) for row in matrix] == signal
    assert all(abs(dot(column, found.dual)) <= 1 for column in columns(matrix))
    assert dot(found.dual, signal) == sum(map(abs, found.x)) <= sum(map(abs, code))


@pytest.mark.parametrize("matrix", DICTIONARIES)
def test_weights_reach_the_generalised_coherence_and_the_proof_says_that_none_are_better(matrix):
    found = generalised_coherence(matrix)
    atoms, weights = columns(matrix), columns(found.weights)

    assert all(dot(w, a) == 1 for w, a in zip(weights, atoms, strict=True))
    off = [abs(dot(w, a)) for (i, w), (j, a) in product(enumerate(weights), enumerate(atoms)) if i != j]
    assert max(off, default=Fraction(0)) == found.coherence <= coherence(matrix)
    bounds = [_lower_bound(atoms, i, c) for i, c in enumerate(found.proof) if any(c)]
    assert max(bounds, default=Fraction(0)) == found.coherence


def _lower_bound(atoms, i, c):
    """If a_i = sum of c_j a_j (c_i = 0), then 1 = w.a_i is at most the sum of |c_j| times the largest |w.a_j|."""
    assert c[i] == 0
    assert all(sum(x * a[r] for x, a in zip(c, atoms, strict=True)) == atoms[i][r] for r in range(len(atoms[i])))
    return 1 / sum(map(abs, c))


def test_a_zero_atom_has_no_weights():
    with pytest.raises(ValueError, match="atoms other than 0"):
        generalised_coherence([[Fraction(0)]])
