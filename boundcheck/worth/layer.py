"""The numbers of one layer that the bounds speak of, and families of layers that grow with the filter length m."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from boundcheck import values
from boundcheck.errors import BoundcheckError


@dataclass(frozen=True, kw_only=True)
class LayerSize:
    """One layer: m rows and n filters on a ring of M places, coherence, amplitudes, error below and failure level.

    Attributes:
        m: rows of a filter.
        n: filters.
        M: places of the ring; the layer has N = n M atoms.
        mu_square: square of the coherence, so that Welch's value is exact.
        xmin: smallest nonzero magnitude of the representation.
        xmax: largest one.
        zeta: bound on the patch error below.
        delta: allowed probability of failure.

    Raises:
        BoundcheckError: a number is out of range.

    >>> LayerSize(m=49, n=98, M=1, mu_square=Fraction(1, 98)).N
    98
    """

    m: int
    n: int
    M: int
    mu_square: Fraction
    xmin: Fraction = Fraction(1)
    xmax: Fraction = Fraction(1)
    zeta: Fraction = Fraction(0)
    delta: Fraction = Fraction(1)

    def __post_init__(self) -> None:
        """Refuse what no layer has."""
        for name in ("m", "n", "M"):
            _need(name, getattr(self, name) >= 1, "an integer that is at least 1", getattr(self, name))
        _need("mu", 0 < self.mu_square <= 1, "a coherence in (0, 1]", values.root(max(self.mu_square, Fraction(0))))
        _need("xmin", self.xmin > 0, "a positive magnitude", self.xmin)
        _need("xmax", self.xmax >= self.xmin, f"a magnitude that is at least xmin = {self.xmin}", self.xmax)
        _need("zeta", self.zeta >= 0, "an error bound that is not negative", self.zeta)
        _need("delta", 0 < self.delta <= 1, "a probability in (0, 1]", self.delta)

    @property
    def N(self) -> int:
        """Number of atoms."""
        return self.n * self.M

    @property
    def mu(self) -> values.Value:
        """Coherence: a Fraction or a Surd."""
        return values.root(self.mu_square)

    def spread(self, S: int) -> Fraction:
        """``x_max^2 mu^2 S``, the sum of squares that the printed bound and (J0) allow for."""
        return self.xmax**2 * self.mu_square * S

    def proxy(self, S: int) -> Fraction:
        """``x_max^2 mu^2 S + zeta^2``, the variance proxy of gamma."""
        return self.spread(S) + self.zeta**2

    def logarithm(self) -> values.Value:
        """``ln(2 n M / delta)`` at the working precision."""
        return values.logarithm(2 * self.N / self.delta)


def welch(m: int, n: int) -> Fraction:
    """Square of ``m^(-1/2) sqrt(1 - 1/gamma)``, gamma = n/m: the bound on the coherence that Section 3 prints.

    >>> welch(49, 98)
    Fraction(1, 98)

    Raises:
        BoundcheckError: there are not more filters than rows, so Welch gives no positive bound.
    """
    _need("mu", n > m, f"more filters than rows for the Welch value (m = {m})", f"n = {n}")
    return Fraction(n - m, m * n)


def welch_sharp(m: int, n: int) -> Fraction:
    """Square of Welch's own bound ``sqrt((n - m)/(m (n - 1)))`` for n unit vectors in m dimensions.

    >>> welch_sharp(49, 98)
    Fraction(1, 97)
    """
    return welch(m, n) * Fraction(n, n - 1)


@dataclass(frozen=True, kw_only=True)
class LayerFamily:
    """Layers of growing filter length: ``n`` and ``M`` are numbers or multiples of m, the coherence a rule.

    ``at(m)`` is the layer, or None where a multiple of m is no natural number.
    """

    filters: Callable[[int], Fraction]
    places: Callable[[int], Fraction]
    coherence_square: Callable[[int, int], Fraction]
    like: LayerSize

    def at(self, m: int) -> LayerSize | None:
        """The layer with filters of length m."""
        n, M = self.filters(m), self.places(m)
        if n.denominator > 1 or M.denominator > 1:
            return None
        return replace(self.like, m=m, n=int(n), M=int(M), mu_square=self.coherence_square(m, int(n)))


def _need(name: str, holds: bool, expected: str, got: object) -> None:  # noqa: FBT001 - one sentence per condition
    if not holds:
        raise BoundcheckError(name, expected=expected, got=got if isinstance(got, str) else values.show(got))
