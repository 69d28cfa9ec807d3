"""The lattice count by a product of polynomials in python-flint: an independent route (optional package)."""

import flint


def beyond_and_ties(magnitudes: list[int], t: int) -> tuple[int, int]:
    """Return ``#{abs(S) > t}`` and ``#{abs(S) == t}`` for positive integers and an integer ``t >= 0``.

    >>> beyond_and_ties([1, 1, 2], 2)
    (2, 4)
    """
    total = sum(magnitudes)
    if t > total:  # else the slices below would count from the end
        return 0, 0
    factors = [flint.fmpz_poly([1] + [0] * (a - 1) + [1]) for a in magnitudes] or [flint.fmpz_poly([1])]
    while len(factors) > 1:  # balanced product tree
        pairs = zip(factors[0::2], factors[1::2], strict=False)
        factors = [p * q for p, q in pairs] + (factors[-1:] if len(factors) % 2 else [])
    counts = factors[0].coeffs()
    strict = sum((int(c) for c in counts[: (total - t + 1) // 2]), 0)
    ties = int(counts[(total - t) // 2]) if (total - t) % 2 == 0 else 0
    return 2 * strict, (2 if t else 1) * ties
