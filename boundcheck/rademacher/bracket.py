"""Certified enclosure of a tail for any number of real coefficients.

Each coefficient is rounded to a multiple of a power of two ``h``: ``a_j = h q_j + d_j`` exactly. The remainder
``E = sum eps_j d_j`` is a Rademacher sum too, so ``abs(E) <= sum abs(d_j)`` always and, by Theorem 3.1's bound,
``P(abs(E) > s) <= 2 exp(-s^2 / (2 norm(d)^2))``. The lattice law is computed in float64: nothing is negative, so its
relative error is at most (1 + 2^-53)^(2k) - 1.
"""

import math
from fractions import Fraction

import numpy as np

from .lattice_kernels import law_float
from .result import TailEnclosure

CELLS = 2**21
ETA_BITS = 50  # price 2^-50 of replacing the worst-case slack by the Rademacher one
LOG_TWO_OVER_ETA = Fraction((ETA_BITS + 1) * 693147181, 10**9)  # above (ETA_BITS + 1) log 2
BLOCK = 256  # cells added up in float64, in whatever order, before the blocks are added without error
UNDERFLOW = Fraction(1, 2**900)  # above 2k cells 2^-1074


def _root_above(square: Fraction) -> Fraction:
    """A rational not below the square root."""
    scale = 2**80
    return Fraction(math.isqrt(int(square * scale * scale) + 1) + 1, scale)


def _rounded(values: list[Fraction], cells: int) -> tuple[Fraction, list[int], list[Fraction]]:
    """Return ``h`` (a power of two), the integers q_j and the remainders abs(a_j - h q_j)."""
    quotient = sum(values, Fraction(0)) / cells
    exponent = quotient.numerator.bit_length() - quotient.denominator.bit_length()
    h = Fraction(2**exponent) if exponent >= 0 else Fraction(1, 2**-exponent)
    q = [math.floor(a / h + Fraction(1, 2)) for a in values]
    return h, q, [abs(a - h * z) for a, z in zip(values, q, strict=True)]


def _slack(remainders: list[Fraction]) -> tuple[Fraction, Fraction]:
    """The smaller of the two slacks, and the probability it costs."""
    worst = sum(remainders, Fraction(0))
    likely = _root_above(2 * LOG_TWO_OVER_ETA * sum((d * d for d in remainders), Fraction(0)))
    return (worst, Fraction(0)) if worst <= likely else (likely, Fraction(1, 2**ETA_BITS))


def _sum(law: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Fraction:
    """Sum of non-negative doubles: every one meets at most BLOCK - 1 roundings in its block and one in ``fsum``."""
    if not len(law):
        return Fraction(0)
    return Fraction(math.fsum(np.add.reduceat(law, np.arange(0, len(law), BLOCK)).tolist()))


def _below(law: np.ndarray[tuple[int], np.dtype[np.float64]], total: int, bound: Fraction) -> Fraction:
    """2 P(total - 2 s > bound) for the float64 law of s."""
    if bound < 0:
        return Fraction(1)
    cells = max(0, math.ceil((total - bound) / 2))  # s < (total - bound) / 2
    return 2 * _sum(law[:cells])


def enclose(magnitudes: list[Fraction], t: Fraction, *, cells: int = CELLS) -> TailEnclosure:
    """Enclose ``P(abs(S) > t)`` and ``P(abs(S) >= t)`` for positive rationals and ``t >= 0``, any number of terms.

    >>> found = enclose([Fraction(1)] * 4, Fraction(2))
    >>> found.lower <= Fraction(2, 16) and Fraction(10, 16) <= found.upper
    True
    """
    if not magnitudes:
        inside = Fraction(int(t == 0))
        return TailEnclosure(lower=Fraction(0), upper=inside, route="bracket")
    h, q, remainders = _rounded(magnitudes, cells)
    slack, price = _slack(remainders)
    total = sum(q)
    low, high = (t - slack) / h, (t + slack) / h
    ordered = sorted(z for z in q if z > 0)
    ordered = ordered if len(ordered) % 2 == 0 else [0, *ordered]
    need = max(1, min(total, max(0, math.ceil((total - low) / 2))) + 1)
    law = law_float(np.array(ordered, dtype=np.int64), need)
    error = Fraction(2 * len(ordered) + BLOCK + 4, 2**52)  # above (1 + 2^-53)^(2k + BLOCK + 2) - 1
    pad = UNDERFLOW + price
    lower = _below(law, total, high) * (1 - error) - pad
    upper = _at_least(law, total, low) * (1 + error) + pad
    return TailEnclosure(lower=max(lower, Fraction(0)), upper=min(upper, Fraction(1)), route="bracket")


def _at_least(law: np.ndarray[tuple[int], np.dtype[np.float64]], total: int, bound: Fraction) -> Fraction:
    """2 P(total - 2 s >= bound), at most 1."""
    if bound <= 0:
        return Fraction(1)
    cells = max(0, math.floor((total - bound) / 2) + 1)  # s <= (total - bound) / 2
    return 2 * _sum(law[:cells])
