"""What a tail computation returns: an exact count, or a certified enclosure."""

from dataclasses import dataclass
from fractions import Fraction

from boundcheck.displayed import Displayed


@dataclass(frozen=True, kw_only=True)
class Tail(Displayed):
    """Exact tail of ``S = sum eps_j a_j`` over all sign patterns.

    ``beyond`` patterns have ``abs(S) > t``, ``ties`` have ``abs(S) == t``, out of ``total`` (a power of two).

    >>> tail = Tail(beyond=2, ties=4, total=16, route="small")
    >>> tail.above, tail.at_least
    (Fraction(1, 8), Fraction(3, 8))
    """

    beyond: int
    ties: int
    total: int
    route: str

    @property
    def above(self) -> Fraction:
        """Probability that ``abs(S) > t``."""
        return Fraction(self.beyond, self.total)

    @property
    def at_least(self) -> Fraction:
        """Probability that ``abs(S) >= t``."""
        return Fraction(self.beyond + self.ties, self.total)


@dataclass(frozen=True, kw_only=True)
class TailEnclosure(Displayed):
    """Certified interval: both ``P(abs(S) > t)`` and ``P(abs(S) >= t)`` lie in ``[lower, upper]``.

    >>> TailEnclosure(lower=Fraction(1, 8), upper=Fraction(1, 4), route="bracket").width
    Fraction(1, 8)
    """

    lower: Fraction
    upper: Fraction
    route: str

    @property
    def width(self) -> Fraction:
        """``upper - lower``."""
        return self.upper - self.lower
