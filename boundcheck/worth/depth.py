"""What several layers ask of each other through the zeta recursion of Theorem 3.2 (register MT84).

``zeta_l = sqrt(k_l) (mu_l (S_l - 1) x_max^(l) + zeta_{l-1})`` with k_l nonzeros per patch enters the bounds of layer
l + 1, so the layer above limits S_l: by the inverse of mu_l, not by its square.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from boundcheck import values
from boundcheck.errors import BoundcheckError
from boundcheck.worth.admits import Allowed
from boundcheck.worth.enclosing import PRECISIONS, decide, enclose, floor_of
from boundcheck.worth.layer import LayerSize

_MOST = 10**6


@dataclass(frozen=True, kw_only=True)
class Stack:
    """L equal layers, k nonzeros per patch; the layer's zeta is that of the data, zeta_0."""

    layer: LayerSize
    layers: int
    density: int = 1

    def __post_init__(self) -> None:
        """Refuse an empty stack."""
        for name in ("layers", "density"):
            if getattr(self, name) < 1:
                raise BoundcheckError(name, expected="an integer that is at least 1", got=str(getattr(self, name)))


def error_above(layer: LayerSize, S: int, density: int, below: values.Value) -> values.Value:
    """``zeta_l`` from ``zeta_{l-1}``; exact where it is rational or one square root."""
    step = values.multiply(layer.mu, layer.xmax * (S - 1))
    return values.multiply(values.root(Fraction(density)), values.add([step, below]))


def room(bound: str, above: LayerSize, S_above: int) -> values.Value | None:
    """Largest zeta_l at which the layer above still meets its bound for S_above; None where no zeta does.

    For "(5)" and "J0" the failure level is the layer's delta: delta = 1 asks for a bound below 1.
    """
    spread, x = above.spread(S_above), above.xmin
    if bound == "(3)":
        left = values.ball(x / 2) - values.ball(above.xmax * (S_above - Fraction(1, 2))) * values.ball(above.mu)
    elif bound == "(5)":
        square = values.ball(x**2 / 8) / values.ball(above.logarithm()) - values.ball(spread)
        left = square.sqrt() if square > 0 else square
    else:
        left = values.ball(x / 2) - (values.ball(2 * spread) * values.ball(above.logarithm())).sqrt()
    return left if left > 0 else None


def allowed_below(bound: str, stack: Stack, S_above: int = 1, precisions: Sequence[int] = PRECISIONS) -> Allowed:
    """Largest S at a layer that has another one above it, so that the one above can meet its bound for S_above.

    >>> from boundcheck.worth.layer import welch
    >>> big = LayerSize(m=4096, n=8192, M=1, mu_square=welch(4096, 8192))
    >>> allowed_below("(5)", Stack(layer=big, layers=2)).largest
    11
    """

    def right() -> values.Value:
        left = room(bound, stack.layer, S_above)
        if left is None:
            return Fraction(0)
        shared = left / values.ball(values.root(Fraction(stack.density))) - values.ball(stack.layer.zeta)
        return shared / (values.ball(stack.layer.mu) * values.ball(stack.layer.xmax)) + 1

    largest = floor_of(right, precisions)
    return Allowed(bound=bound, largest=None if largest is None else max(largest, 0), right_side=enclose(right))


def failure_bound(stack: Stack, S: int, *, sharper: bool = False) -> values.Value:
    """``sum_l gamma_l`` with S nonzeros per stripe at every layer (sharper: the smaller of (J0) and gamma_l)."""
    layer, total, error = stack.layer, values.ball(0), values.ball(stack.layer.zeta)
    for _ in range(stack.layers):
        total += _one_layer(layer, S, error, sharper=sharper)
        error = values.ball(error_above(layer, S, stack.density, error))
    return total


def _one_layer(layer: LayerSize, S: int, error: values.Value, *, sharper: bool) -> values.Value:
    spread = values.ball(layer.spread(S))
    printed = (-values.ball(layer.xmin**2 / 8) / (spread + error**2)).exp()
    reach = values.ball(layer.xmin) - 2 * error
    if not sharper or not reach > 0:
        return 2 * layer.N * printed
    joint = (-(reach**2) / (8 * spread)).exp()
    return 2 * layer.N * joint.min(printed)


def common_sparsity(stack: Stack, *, sharper: bool = False) -> int | None:
    """Largest S for which Theorem 3.2 with S at every layer promises recovery with probability at least 1 - delta.

    >>> from boundcheck.worth.layer import welch
    >>> big = LayerSize(m=4096, n=8192, M=1, mu_square=welch(4096, 8192))
    >>> [common_sparsity(Stack(layer=big, layers=L)) for L in (1, 2, 3)]
    [105, 10, 5]
    """
    return _last(lambda S: decide(lambda: failure_bound(stack, S, sharper=sharper), "<=", lambda: stack.layer.delta))


def common_sparsity_3(stack: Stack) -> int | None:
    """Largest S for which (3), with zeta_{l-1} from the recursion, holds at every layer; the last one asks most.

    >>> from boundcheck.worth.layer import welch
    >>> big = LayerSize(m=4096, n=8192, M=1, mu_square=welch(4096, 8192))
    >>> [common_sparsity_3(Stack(layer=big, layers=L)) for L in (1, 2, 3)]
    [45, 23, 15]
    """
    layer = stack.layer

    def meets(S: int) -> bool | None:
        own = values.multiply(layer.mu, layer.xmax * (S - Fraction(1, 2)))
        return decide(lambda: values.add([own, error_at_the_top(stack, S)]), "<", lambda: layer.xmin / 2)

    return _last(meets)


def error_at_the_top(stack: Stack, S: int) -> values.Value:
    """``zeta_{L-1}``, with S nonzeros per stripe at every layer."""
    found: values.Value = stack.layer.zeta
    for _ in range(stack.layers - 1):
        found = error_above(stack.layer, S, stack.density, found)
    return found


def _last(meets: Callable[[int], bool | None]) -> int | None:
    """Largest S that meets what fewer nonzeros meet too (0: none; None: UNDECIDED)."""
    low, high = 0, 1
    while high <= _MOST:
        found = meets(high)
        if found is None:
            return None
        if not found:
            break
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        found = meets(middle)
        if found is None:
            return None
        low, high = (middle, high) if found else (low, middle)
    return low
