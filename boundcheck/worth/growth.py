"""From which filter length, and up to which ring length, a bound says anything; every size on the way is certified."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from boundcheck import values
from boundcheck.worth.admits import admits_more, largest, right_3, right_5
from boundcheck.worth.enclosing import decide
from boundcheck.worth.layer import LayerFamily, LayerSize

Question = Callable[[LayerSize], bool | None]
_LONGEST = 2**256


@dataclass(frozen=True, kw_only=True)
class First:
    """The smallest number at which something happens.

    Attributes:
        at: the number, or None if it does not happen up to ``upto``.
        upto: the largest number asked about.
        undecided: smaller numbers at which the answer is not known (empty: ``at`` is certain).
    """

    at: int | None
    upto: int
    undecided: tuple[int, ...] = ()


def admits_something(layer: LayerSize) -> bool | None:
    """Say whether (5) allows one nonzero per stripe."""
    found = largest("(5)", layer)
    return None if found is None else found >= 1


def exceeds_3(layer: LayerSize) -> bool | None:
    """Say whether (5) allows a stripe sparsity that (3) does not."""
    return admits_more("(5)", "(3)", layer)


def right_side_exceeds_3(layer: LayerSize) -> bool | None:
    """Say whether the right side of (5) is above that of (3), as real numbers."""
    return decide(lambda: right_5(layer), ">", lambda: values.ball(right_3(layer)))


def first_length(family: LayerFamily, ask: Question, upto: int) -> First:
    """Smallest filter length m up to ``upto`` at which the layer of that length answers True.

    >>> from boundcheck.worth.layer import welch
    >>> like = LayerSize(m=1, n=2, M=1, mu_square=Fraction(1, 2))
    >>> family = LayerFamily(filters=lambda m: Fraction(2 * m), places=lambda m: Fraction(1),
    ...                      coherence_square=welch, like=like)
    >>> first_length(family, admits_something, 100).at, first_length(family, right_side_exceeds_3, 1000).at
    (17, 490)
    """
    undecided: list[int] = []
    for m in range(1, upto + 1):
        layer = family.at(m)
        found = False if layer is None else ask(layer)
        if found:
            return First(at=m, upto=upto, undecided=tuple(undecided))
        if found is None:
            undecided.append(m)
    return First(at=None, upto=upto, undecided=tuple(undecided))


def first_empty_ring(layer: LayerSize) -> First:
    """Smallest ring length from which on (5) allows nothing: its right side falls as M grows, so bisection is enough.

    >>> from boundcheck.worth.layer import welch
    >>> first_empty_ring(LayerSize(m=49, n=98, M=1, mu_square=welch(49, 98))).at
    1067
    """
    high = next((2**k for k in itertools.count() if 2**k > _LONGEST or _empty(layer, 2**k)), _LONGEST)
    if high > _LONGEST:
        return First(at=None, upto=_LONGEST)
    low = high // 2  # not empty, or UNDECIDED, or 0
    undecided: list[int] = []
    while high - low > 1:
        middle = (low + high) // 2
        found = _empty(layer, middle)
        if found is None:
            undecided.append(middle)
        low, high = (low, middle) if found else (middle, high)
    return First(at=high, upto=_LONGEST, undecided=tuple(undecided))


def _empty(layer: LayerSize, M: int) -> bool | None:
    found = admits_something(replace(layer, M=M))
    return None if found is None else not found


def below_3_always(layer: LayerSize) -> bool | None:
    """Say whether the right side of (5) is below that of (3) for every M, delta in (0, 1] and zeta >= 0.

    Sufficient: ``4 mu ln(2 n) x_max >= x_min`` (M = 1, delta = 1; both only enlarge the logarithm).  With a = 1/mu and
    ``z = zeta/x_max``, (3) less (5) is then at least ``1/2 - a z + a^2 z^2 > 0``.  False: not by this criterion.
    """
    flat = replace(layer, M=1, delta=Fraction(1))
    scale = values.multiply(4 * flat.xmax, flat.mu)
    return decide(lambda: values.ball(scale) * values.ball(flat.logarithm()), ">=", lambda: flat.xmin)
