"""Scales: from numbers of the data to places on the page, and the round numbers to write at an axis."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, log10

from boundcheck.draw.svg import Real, coordinate
from boundcheck.errors import BoundcheckError

_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, kw_only=True)
class Scale:
    """From ``low`` .. ``high`` onto ``start`` .. ``end``, evenly, or evenly in the logarithm."""

    low: Real
    high: Real
    start: Real
    end: Real
    logarithmic: bool = False

    def __post_init__(self) -> None:
        if not self.low < self.high or (self.logarithmic and self.low <= 0):
            raise BoundcheckError(
                "scale", expected="low < high, both positive if logarithmic", got=f"{self.low} .. {self.high}"
            )

    def __call__(self, value: Real) -> Real:
        """The place of a value; what lies outside is put at the nearer end."""
        inside = min(max(value, self.low), self.high)
        return self.start + (self.end - self.start) * self._share(inside)

    def _share(self, value: Real) -> Real:
        if self.logarithmic:
            whole = log10(self.high) - log10(self.low)
            return (log10(value) - log10(self.low)) / whole
        return (Fraction(value) - Fraction(self.low)) / (Fraction(self.high) - Fraction(self.low))

    def ticks(self, about: int = 5) -> tuple[Fraction, ...]:
        """Round numbers from low to high: steps of 1, 2 or 5 times a power of ten, or powers of ten.

        >>> [str(tick) for tick in Scale(low=0, high=1, start=0, end=100).ticks()]
        ['0', '1/5', '2/5', '3/5', '4/5', '1']
        """
        return self._powers(about) if self.logarithmic else self._even(about)

    def _even(self, about: int) -> tuple[Fraction, ...]:
        low, high = Fraction(self.low), Fraction(self.high)
        least = (high - low) / max(about, 1)
        power = Fraction(10) ** floor(log10(least))
        step = next(power * factor for factor in (*_STEPS, 20) if power * factor >= least)
        return tuple(step * place for place in range(ceil(low / step), floor(high / step) + 1))

    def _powers(self, about: int) -> tuple[Fraction, ...]:
        exponents = range(ceil(log10(self.low) - 1e-9), floor(log10(self.high) + 1e-9) + 1)
        every = max(1, ceil(len(exponents) / max(about, 1)))
        return tuple(Fraction(10) ** exponent for exponent in exponents[::every])


def written(value: Fraction) -> str:
    """A tick's number.

    >>> written(Fraction(1, 5)), written(Fraction(1, 10**6)), written(Fraction(20000)), written(Fraction(10) ** 9)
    ('0.2', '10⁻⁶', '20000', '10⁹')
    """
    if value and (abs(value) < Fraction(1, 100) or abs(value) >= 10**6):
        exponent = floor(log10(abs(value)) + 1e-9)
        factor = value / Fraction(10) ** exponent
        raised = str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
        return f"10{raised}" if factor == 1 else f"{coordinate(factor)}·10{raised}"
    return coordinate(value).replace("-", "−")
