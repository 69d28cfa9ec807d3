"""What a count returns: exact numbers of sign patterns, or a certified bracket of them."""

from dataclasses import dataclass
from fractions import Fraction

from boundcheck.displayed import Displayed


@dataclass(frozen=True, kw_only=True)
class LayerCount(Displayed):
    """Exact: of ``total`` sign patterns ``failures`` have min < max strictly and ``ties`` have min == max.

    >>> count = LayerCount(failures=2, ties=1, total=8, route="transfer", detail="")
    >>> count.probability, count.probability_with_ties
    (Fraction(1, 4), Fraction(3, 8))
    """

    failures: int
    ties: int
    total: int
    route: str
    detail: str

    @property
    def probability(self) -> Fraction:
        """Probability of min < max."""
        return Fraction(self.failures, self.total)

    @property
    def probability_with_ties(self) -> Fraction:
        """Probability of min <= max."""
        return Fraction(self.failures + self.ties, self.total)


@dataclass(frozen=True, kw_only=True)
class LayerBracket(Displayed):
    """Certified when time ran out: bounds of the failures and of failures and ties together, out of ``total``.

    >>> bracket = LayerBracket(failures=(1, 3), with_ties=(2, 3), total=8, route="enumeration", detail="")
    >>> bracket.probability
    (Fraction(1, 8), Fraction(3, 8))
    """

    failures: tuple[int, int]
    with_ties: tuple[int, int]
    total: int
    route: str
    detail: str

    @property
    def probability(self) -> tuple[Fraction, Fraction]:
        """Bounds of the probability of min < max."""
        return Fraction(self.failures[0], self.total), Fraction(self.failures[1], self.total)

    @property
    def probability_with_ties(self) -> tuple[Fraction, Fraction]:
        """Bounds of the probability of min <= max."""
        return Fraction(self.with_ties[0], self.total), Fraction(self.with_ties[1], self.total)
