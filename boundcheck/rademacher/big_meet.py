"""Meet in the middle on Python integers of any size (doubles with far apart exponents need hundreds of bits)."""

from bisect import bisect_left, bisect_right

from .errors import TooLargeError

LARGEST = 40


def signed_sums(magnitudes: list[int]) -> list[int]:
    """All signed sums in ascending order; sorting two ascending runs is one linear merge.

    >>> signed_sums([1, 3])
    [-4, -2, 2, 4]
    """
    sums = [0]
    for a in magnitudes:
        sums = sorted([s - a for s in sums] + [s + a for s in sums])
    return sums


def beyond_and_ties(magnitudes: list[int], t: int) -> tuple[int, int]:
    """Return ``#{abs(S) > t}`` and ``#{abs(S) == t}`` for an integer ``t >= 0``, integers of any size.

    Raises:
        TooLargeError: more than 40 coefficients.

    >>> beyond_and_ties([10**40, 10**40, 2 * 10**40], 2 * 10**40)
    (2, 4)
    """
    if len(magnitudes) > LARGEST:
        raise TooLargeError("meet-big", expected=f"at most {LARGEST} terms", got=f"{len(magnitudes)}")
    ordered = sorted(magnitudes, reverse=True)
    x, y = signed_sums(ordered[0::2]), signed_sums(ordered[1::2])
    strict = ties = 0
    high = len(y)
    for s in x:  # ascending, so t - s falls and both bounds move left
        high = bisect_right(y, t - s, 0, high)
        strict += len(y) - high
        ties += high - bisect_left(y, t - s, 0, high)
    return 2 * strict, (2 * ties if t else ties)
