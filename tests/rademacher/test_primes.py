"""Primes and the Chinese remainder theorem behind the exact big counts."""

from hypothesis import given
from hypothesis import strategies as st

from boundcheck.rademacher.primes import from_residues, is_prime, moduli_for


def test_primality_agrees_with_trial_division():
    """All numbers below two thousand."""
    by_division = [n for n in range(2, 2000) if all(n % d for d in range(2, int(n**0.5) + 1))]

    assert [n for n in range(2000) if is_prime(n)] == by_division


def test_strong_pseudoprimes_are_not_primes():
    """Composites that pass several Miller-Rabin bases."""
    assert not any(is_prime(n) for n in (3215031751, 3474749660383, 341550071728321, 3825123056546413051))


@given(st.integers(0, 2**200 - 1))
def test_residues_determine_the_number(x):
    """Any number below the product comes back."""
    moduli = moduli_for(200, prime_bits=61)

    assert from_residues([x % m for m in moduli], moduli) == x
