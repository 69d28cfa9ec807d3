"""Primes just below a power of two, and the Chinese remainder theorem."""

from collections.abc import Iterator, Sequence

_BASES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)  # decide every n below 3.3e24


def is_prime(n: int) -> bool:
    """Deterministic Miller-Rabin for ``n < 3.3e24``.

    >>> [n for n in range(30) if is_prime(n)]
    [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]
    """
    if n < 2:
        return False
    if any(n % p == 0 for p in _BASES):
        return n in _BASES
    odd, twos = n - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    return all(_passes(n, base, odd, twos) for base in _BASES)


def _passes(n: int, base: int, odd: int, twos: int) -> bool:
    x = pow(base, odd, n)
    if x in (1, n - 1):
        return True
    for _ in range(twos - 1):
        x = x * x % n
        if x == n - 1:
            return True
    return False


def primes_below(limit: int) -> Iterator[int]:
    """Yield the odd primes below ``limit``, largest first.

    >>> from itertools import islice
    >>> list(islice(primes_below(100), 3))
    [97, 89, 83]
    """
    for n in range((limit - 2) | 1, 2, -2):
        if is_prime(n):
            yield n


def moduli_for(bits: int, *, prime_bits: int) -> list[int]:
    """Pairwise coprime moduli with product above ``2**bits``: first ``2**64`` (free), then primes.

    >>> [m.bit_length() for m in moduli_for(150, prime_bits=61)]
    [65, 61, 61]
    """
    moduli, product = [2**64], 2**64
    primes = primes_below(2**prime_bits)
    while not product >> bits:  # a prime is looked for only when one is needed
        moduli.append(next(primes))
        product *= moduli[-1]
    return moduli


def from_residues(residues: Sequence[int], moduli: Sequence[int]) -> int:
    """The one integer in ``[0, product of moduli)`` with the given residues (moduli pairwise coprime).

    >>> from_residues([2, 3], [5, 7])
    17
    """
    x, product = 0, 1
    for r, m in zip(residues, moduli, strict=True):
        x += product * ((r - x) * pow(product, -1, m) % m)
        product *= m
    return x
