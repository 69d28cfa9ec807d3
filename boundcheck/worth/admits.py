r"""Which stripe sparsity each bound allows at one layer, and how the joint bounds compare.

(3)  ``S < (x_min/2 - zeta)/(mu x_max) + 1/2``: recovery for certain.
(5)  ``S <= (x_min^2/(8 x_max^2 ln(2nM/delta)) - zeta^2/x_max^2)/mu^2``, which is ``gamma <= delta``; (J2), the
     joint bound with the printed constant, allows the same.
(J0) ``2nM exp(-(x_min - 2 zeta)^2/(8 x_max^2 mu^2 S)) <= delta`` where zeta < x_min/2.
(J1) ``sqrt(e) gamma <= delta``, the consequence of (J0) that needs Hoeffding's inequality only.

Ties of (3) are exact; the others compare a rational with a logarithm of one, by Arb balls.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from boundcheck import values
from boundcheck.worth.enclosing import PRECISIONS, Enclosure, Real, decide, enclose, floor_of
from boundcheck.worth.layer import LayerSize

HALF = Fraction(1, 2)


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """What a bound allows: the largest natural S (0: no nonzero at all; None: UNDECIDED), and its right side."""

    bound: str
    largest: int | None
    right_side: Enclosure


def right_3(layer: LayerSize) -> values.Value:
    """Right side of (3): a Fraction, or a ball."""
    quotient = values.multiply(
        (layer.xmin / 2 - layer.zeta) / layer.xmax, values.power(layer.mu_square, Fraction(-1, 2))
    )
    return values.add([quotient, HALF])


def right_5(layer: LayerSize) -> values.Value:
    """Right side of (5), a ball."""
    return _printed(layer, values.ball(layer.logarithm()))


def right_J1(layer: LayerSize) -> values.Value:
    """The same for ``sqrt(e) gamma <= delta``."""
    return _printed(layer, values.ball(layer.logarithm()) + values.ball(HALF))


def _printed(layer: LayerSize, logarithm: values.Value) -> values.Value:
    scale = layer.xmax**2 * layer.mu_square
    return values.ball(layer.xmin**2 / (8 * scale)) / logarithm - values.ball(layer.zeta**2 / scale)


def right_J0(layer: LayerSize) -> values.Value:
    """Right side of (J0), read as a condition on S; 0 where ``zeta >= x_min/2``."""
    if 2 * layer.zeta >= layer.xmin:
        return Fraction(0)
    scale = 8 * layer.xmax**2 * layer.mu_square
    return values.ball((layer.xmin - 2 * layer.zeta) ** 2 / scale) / values.ball(layer.logarithm())


RIGHT_SIDES: dict[str, Callable[[LayerSize], values.Value]] = {
    "(3)": right_3,
    "(5)": right_5,
    "J0": right_J0,
    "J1": right_J1,
    "J2": right_5,
}


def allowed(bound: str, layer: LayerSize, precisions: Sequence[int] = PRECISIONS) -> Allowed:
    """Largest stripe sparsity that a bound ("(3)", "(5)", "J0", "J1", "J2") allows.

    >>> from boundcheck.worth.layer import welch
    >>> allowed("(5)", LayerSize(m=49, n=98, M=1, mu_square=welch(49, 98))).largest
    2
    """
    right = RIGHT_SIDES[bound]
    return Allowed(bound=bound, largest=largest(bound, layer, precisions), right_side=enclose(lambda: right(layer)))


def largest(bound: str, layer: LayerSize, precisions: Sequence[int] = PRECISIONS) -> int | None:
    """Largest natural S that a bound allows; 0 if it allows no nonzero, None if no precision decides."""
    if bound == "(3)":
        return _largest_3(layer)
    found = floor_of(lambda: RIGHT_SIDES[bound](layer), precisions)
    return None if found is None else max(found, 0)


def _largest_3(layer: LayerSize) -> int:
    """``2S - 1 < 2(x_min/2 - zeta)/(mu x_max)`` squared: exact, ties included."""
    margin = layer.xmin - 2 * layer.zeta
    if margin <= 0:
        return 0
    square = (margin / layer.xmax) ** 2 / layer.mu_square
    return (math.isqrt(math.ceil(square) - 1) + 1) // 2


def admits_more(bound: str, other: str, layer: LayerSize, precisions: Sequence[int] = PRECISIONS) -> bool | None:
    """Say whether a bound allows a stripe sparsity that the other one does not."""
    first, second = largest(bound, layer, precisions), largest(other, layer, precisions)
    return None if first is None or second is None else first > second


# ------------------------------------------------------------------------------ the probabilities themselves, at one S


def gamma(layer: LayerSize, S: int) -> Real:
    """``2nM exp(-x_min^2/(8(x_max^2 mu^2 S + zeta^2)))``; 0 where nothing interferes."""
    return _exponential_bound(layer, layer.xmin**2, 8 * layer.proxy(S))


def joint_J0(layer: LayerSize, S: int) -> Real:
    """``2nM exp(-(x_min - 2 zeta)_+^2/(8 x_max^2 mu^2 S))``."""
    return _exponential_bound(layer, max(layer.xmin - 2 * layer.zeta, Fraction(0)) ** 2, 8 * layer.spread(S))


def _exponential_bound(layer: LayerSize, top: Fraction, bottom: Fraction) -> Real:
    if bottom == 0:
        return lambda: Fraction(0 if top else 2 * layer.N)
    return lambda: values.multiply(Fraction(2 * layer.N), values.exponential(-top / bottom))


def joint_order(layer: LayerSize, S: int) -> int:
    """Sign of ``J0 - gamma`` at S, exactly: -1 where (J0) is the smaller bound on the joint probability.

    For ``zeta < x_min/2``, J0 <= gamma exactly if zeta = 0 or
    ``zeta (x_min - 2 zeta)^2 >= 4 (x_min - zeta) x_max^2 mu^2 S``.

    >>> from dataclasses import replace
    >>> flat = LayerSize(m=64, n=128, M=1, mu_square=Fraction(1, 256), zeta=Fraction(1, 4))
    >>> joint_order(flat, 1), joint_order(replace(flat, zeta=Fraction(1, 100)), 1)
    (-1, 1)
    """
    z, x = layer.zeta, layer.xmin
    if 2 * z >= x:
        return 1
    difference = z * (4 * (x - z) * layer.spread(S) - z * (x - 2 * z) ** 2)
    return (difference > 0) - (difference < 0)


def says_something(bound: Real, precisions: Sequence[int] = PRECISIONS) -> bool | None:
    """Say whether a bound on a probability is below 1."""
    return decide(bound, "<", lambda: Fraction(1), precisions)


def zeta_where_J0_wins(layer: LayerSize) -> Enclosure:
    """From ``zeta = x_min/(2 ln(2nM/delta) + 1)`` on (up to x_min/2) (J0) allows at least what (5) allows."""
    return enclose(lambda: values.ball(layer.xmin) / (2 * values.ball(layer.logarithm()) + 1))


def J0_wins(layer: LayerSize, precisions: Sequence[int] = PRECISIONS) -> bool | None:
    """Say whether the right side of (J0) is positive and exceeds that of (5), at this zeta and delta."""
    if layer.zeta == 0 or 2 * layer.zeta >= layer.xmin:
        return False
    scaled: Real = lambda: (2 * values.ball(layer.logarithm()) + 1) * values.ball(layer.zeta)  # noqa: E731
    return decide(scaled, ">", lambda: layer.xmin, precisions)
