"""Meet in the middle: exact tails of k integers in about 2^(k/2) steps."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from .errors import InputError, TooLargeError
from .halves import FAR, count_alone, pairs_below, signed_sums

SMALL = 34  # up to here one thread beats the start of a thread pool
LARGEST = 60  # two arrays of 2^30 eight-byte sums
BYTES_PER_SUM = 12  # each half: 8 bytes per sum, and 4 of scratch while it is built
PIECES = 64  # of a walk on several threads


def memory_needed(terms: int) -> int:
    """Bytes for ``terms`` nonzero coefficients.

    >>> memory_needed(50) // 10**6
    805
    """
    return 2 * BYTES_PER_SUM << (terms + 1) // 2


def _halves(magnitudes: list[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    ordered = np.array(sorted(magnitudes, reverse=True), dtype=np.int64)
    return np.ascontiguousarray(ordered[0::2]), np.ascontiguousarray(ordered[1::2])


def _sums(half: NDArray[np.int64]) -> NDArray[np.int64]:
    size = 1 << len(half)
    sums: NDArray[np.int64] = signed_sums(half, np.empty(size, np.int64), np.empty(max(1, size // 2), np.int64))
    return sums


def beyond_and_ties(magnitudes: list[int], t: int, *, threads: int = 1) -> tuple[int, int]:
    """Return ``#{abs(S) > t}`` and ``#{abs(S) == t}`` over all signs of the positive integers ``magnitudes``.

    ``t`` is a non-negative integer, and may lie beyond the sum: the walk then counts nothing. Needs
    ``sum(magnitudes) + t < 2**62``; counts are exact.

    Raises:
        InputError: the sums do not fit 62 bits.
        TooLargeError: more than 60 coefficients.

    >>> beyond_and_ties([1, 1, 2], 2)
    (2, 4)
    """
    total = sum(magnitudes)
    if total + t >= FAR:
        raise InputError("meet", expected="sum(a) + t below 2**62", got=f"{total + t}")
    if len(magnitudes) > LARGEST:
        raise TooLargeError("meet", expected=f"at most {LARGEST} terms", got=f"{len(magnitudes)}")
    ties_possible = _may_tie(total, t)
    if threads == 1:
        strict, at_least = count_alone(np.array(magnitudes, np.int64), t, ties_possible)
    else:
        with ThreadPoolExecutor(threads) as pool:
            x, y = pool.map(_sums, _halves(magnitudes))
            strict = _count(x, y, t, pool)
            at_least = _count(x, y, t - 1, pool) if ties_possible else strict
    doubled = 2 * int(strict)
    ties = int(at_least - strict) * 2 if t > 0 else (1 << len(magnitudes)) - doubled
    return doubled, ties


def _may_tie(total: int, t: int) -> bool:
    """S has the parity of sum(a); at t = 0 the ties are what the strict counts leave."""
    return t > 0 and (total - t) % 2 == 0


def _count(x: NDArray[np.int64], y: NDArray[np.int64], t: int, pool: ThreadPoolExecutor) -> int:
    """``#{x + y < -t}`` for the symmetric sums x and y."""
    steps = len(x) + len(y)
    ends = [steps * c // PIECES for c in range(PIECES + 1)]
    return sum(pool.map(lambda c: int(pairs_below(x, y, -t, ends[c], ends[c + 1])), range(PIECES)))
