"""The proof's threshold p: what p = x_min/2 gives away against the best p (register MT40).

With K nonzeros among N atoms the two sums of Lemma 3.3 are ``f(p) = 2(N-K) e^(-p^2/2v) + 2K e^(-(x_min-p)^2/2v)``,
v the variance proxy.  The first falls and the second grows in p, so on [a, b] f is at least its first term at b plus
its second at a: bisection with balls encloses the minimum.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import flint

from boundcheck import values
from boundcheck.errors import BoundcheckError
from boundcheck.worth.admits import largest
from boundcheck.worth.enclosing import Enclosure, at_growing_precision, enclose
from boundcheck.worth.layer import LayerSize

_TOLERANCE = Fraction(1, 1000)
_ROUNDS = 60
_BITS = 128


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """The best threshold for S and K.

    Attributes:
        p: a threshold whose value is within a thousandth of the smallest.
        smallest: certified enclosure of the smallest value of the two sums over p in [0, x_min].
        at_half: their value at p = x_min/2, the printed bound gamma.
    """

    p: Fraction
    smallest: Enclosure
    at_half: Enclosure


def two_sums(layer: LayerSize, S: int, K: int, p: Fraction) -> values.Value:
    """The two sums at a threshold p, at the working precision."""
    return _fall(layer, S, K, p) + _rise(layer, S, K, p)


def _fall(layer: LayerSize, S: int, K: int, p: Fraction) -> flint.arb:
    return 2 * (layer.N - K) * values.ball(values.exponential(-(p**2) / (2 * layer.proxy(S))))


def _rise(layer: LayerSize, S: int, K: int, p: Fraction) -> flint.arb:
    return 2 * K * values.ball(values.exponential(-((layer.xmin - p) ** 2) / (2 * layer.proxy(S))))


def best_threshold(layer: LayerSize, S: int, K: int) -> Threshold:
    """Enclose the smallest value of the two sums over p in [0, x_min].

    >>> found = best_threshold(LayerSize(m=64, n=128, M=1, mu_square=Fraction(1, 128)), 1, 1)
    >>> print(found.at_half, found.smallest.high < found.at_half.low)
    2.8809e-5 True

    Raises:
        BoundcheckError: K is not between 1 and N, or S is not between 1 and K.
    """
    if not 1 <= K <= layer.N:
        raise BoundcheckError("nonzeros", expected=f"a number between 1 and N = {layer.N}", got=str(K))
    if not 1 <= S <= K:
        raise BoundcheckError("nonzeros", expected=f"at least as many as a stripe holds, S = {S}", got=str(K))
    found = at_growing_precision(lambda: _minimise(layer, S, K), (_BITS,))
    if found is None:
        raise BoundcheckError("threshold", expected="bounds within reach of 128 bits", got="balls that stay too wide")
    return found


def _minimise(layer: LayerSize, S: int, K: int) -> Threshold | None:
    x = layer.xmin
    pieces = [(Fraction(0), x)]
    best_p, best = x / 2, two_sums(layer, S, K, x / 2)
    for _ in range(_ROUNDS):
        for low, high in pieces:
            middle = (low + high) / 2
            value = two_sums(layer, S, K, middle)
            if value < best:
                best_p, best = middle, value
        floors = [_rise(layer, S, K, low) + _fall(layer, S, K, high) for low, high in pieces]
        kept = [(piece, floor) for piece, floor in zip(pieces, floors, strict=True) if not floor > best]
        if all(floor * values.ball(1 + _TOLERANCE) > best for _, floor in kept):
            least = min((floor.lower() for _, floor in kept), key=_exactly)
            return _threshold(layer, S, K, best_p, least)
        pieces = [half for (low, high), _ in kept for half in ((low, (low + high) / 2), ((low + high) / 2, high))]
    return None


def _exactly(end: flint.arb) -> Fraction:
    man, exp = (int(part) for part in end.man_exp())
    return Fraction(man) * Fraction(2) ** exp


def _threshold(layer: LayerSize, S: int, K: int, p: Fraction, least: flint.arb) -> Threshold:
    return Threshold(
        p=p,
        smallest=Enclosure(
            low=enclose(lambda: least, _BITS).low, high=enclose(lambda: two_sums(layer, S, K, p), _BITS).high
        ),
        at_half=enclose(lambda: two_sums(layer, S, K, layer.xmin / 2), _BITS),
    )


def allowed_with_best_threshold(layer: LayerSize, K: int) -> int | None:
    """Largest stripe sparsity S <= K for which some p makes the two sums at most delta (0: none; None: UNDECIDED).

    The sums grow with S at every p, so the search goes up from what (5) allows.
    """
    start = largest("(5)", layer)
    if start is None:
        return None
    reached = min(start, K)
    while reached < K:
        within = _within(layer, reached + 1, K)
        if within is None:
            return None
        if not within:
            break
        reached += 1
    return reached


def _within(layer: LayerSize, S: int, K: int) -> bool | None:
    found = best_threshold(layer, S, K).smallest
    if found.high <= layer.delta:
        return True
    return False if found.low > layer.delta else None
