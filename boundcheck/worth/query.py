"""What a person asks: sizes as written (``49``, ``2m``, ``welch``, ``sqrt(1/98)``), read into a family of layers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from boundcheck.counting.grammar import InstanceError, number
from boundcheck.errors import BoundcheckError
from boundcheck.worth.layer import LayerFamily, LayerSize, welch, welch_sharp

_MULTIPLE = re.compile(r"(.*?)\s*\*?\s*m")
_ROOT = re.compile(r"sqrt\((.+)\)")
_SWEEP = re.compile(r"([A-Za-z]+)=([^.:][^:]*?)\.\.([^:]+?)(?::(.+))?")
_WELCH = {"welch": welch, "welch-sharp": welch_sharp}
SWEPT = ("m", "M", "zeta", "delta", "xmin")
_LARGEST_SIZE = 10**18
_MOST_VALUES = 20000


@dataclass(frozen=True, kw_only=True)
class Query:
    """Sizes as a person writes them; ``layer`` and ``family`` read them.

    Raises:
        BoundcheckError: something cannot be read, or no such layer exists.

    >>> Query(m="49").layer.N, Query(m="49", n="3m", M="m").layer.N
    (98, 7203)
    """

    m: str = "49"
    n: str = "2m"
    M: str = "1"
    mu: str = "welch"
    xmin: str = "1"
    xmax: str = "1"
    zeta: str = "0"
    delta: str = "1"

    @property
    def by_welch(self) -> bool:
        """Whether the coherence is a rule in m and n."""
        return self.mu in _WELCH

    @property
    def family(self) -> LayerFamily:
        """Layers of every filter length."""
        exact = {name: exact_number(name, getattr(self, name)) for name in ("xmin", "xmax", "zeta", "delta")}
        return LayerFamily(
            filters=_multiple("n", self.n),
            places=_multiple("M", self.M),
            coherence_square=_WELCH.get(self.mu) or _constant(self.mu),
            like=LayerSize(m=1, n=1, M=1, mu_square=Fraction(1), **exact),
        )

    @property
    def layer(self) -> LayerSize:
        """The layer that is asked about."""
        found = self.family.at(natural("m", self.m))
        if found is None:
            raise BoundcheckError("n, M", expected=f"natural numbers at m = {self.m}", got=f"{self.n}, {self.M}")
        return found


def exact_number(name: str, text: str) -> Fraction:
    """An integer, a decimal or a fraction.

    >>> exact_number("zeta", "0.05"), exact_number("zeta", "1/3")
    (Fraction(1, 20), Fraction(1, 3))
    """
    try:
        return number(name, text.strip())
    except InstanceError as error:
        raise BoundcheckError(name, expected="a number such as 2, 0.05 or 1/3", got=repr(text)[:60]) from error


def natural(name: str, text: str) -> int:
    """A natural number from 1 on."""
    found = exact_number(name, text)
    if found.denominator > 1 or found < 1:
        raise BoundcheckError(name, expected="an integer that is at least 1", got=repr(text)[:60])
    if found > _LARGEST_SIZE:
        raise BoundcheckError(name, expected=f"at most {_LARGEST_SIZE}", got=repr(text)[:60])
    return int(found)


def _multiple(name: str, text: str) -> Callable[[int], Fraction]:
    found = _MULTIPLE.fullmatch(text.strip())
    if found is None:
        value = Fraction(natural(name, text))
        return lambda _: value
    factor = exact_number(name, found[1]) if found[1] else Fraction(1)
    if factor <= 0:
        raise BoundcheckError(name, expected="a positive multiple of m", got=repr(text)[:60])
    return lambda m: factor * m


def _constant(text: str) -> Callable[[int, int], Fraction]:
    found = _ROOT.fullmatch(text.strip())
    if found is None and not re.match(r"[+-]?[0-9.]", text.strip()):
        raise BoundcheckError("mu", expected="welch, welch-sharp, a number or sqrt(a number)", got=repr(text)[:60])
    square = exact_number("mu", found[1]) if found else exact_number("mu", text)
    if square <= 0:
        raise BoundcheckError("mu", expected="a coherence in (0, 1]", got=repr(text)[:60])
    return lambda _m, _n: square if found else square**2


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """One parameter, its values in steps, and the layer at each."""

    name: str
    values: tuple[Fraction, ...]
    query: Query

    def layer_at(self, value: Fraction) -> LayerSize | None:
        """The layer at a value; None where there is none (no integer sizes)."""
        if self.name == "m":
            return self.query.family.at(int(value))
        if self.name == "M":
            return replace(self.query.layer, M=int(value))
        changed: dict[str, Any] = {self.name: value}
        return replace(self.query.layer, **changed)


def sweep(text: str, query: Query) -> Sweep:
    """Read ``m=9..1000`` or ``zeta=0..1/2:1/100`` (the step; 1 if it is left out).

    >>> sweep("m=9..1000", Query()).values[-1]
    Fraction(1000, 1)

    Raises:
        BoundcheckError: it cannot be read, or has fewer than two or more than 20000 values.
    """
    found = _SWEEP.fullmatch(text.strip())
    if found is None or found[1] not in SWEPT:
        expected = f"one of {', '.join(SWEPT)} as in m=9..1000 or zeta=0..1/2:1/100"
        raise BoundcheckError("sweep", expected=expected, got=repr(text)[:60])
    name = found[1]
    low, high = (exact_number(f"sweep {name}", part) for part in (found[2], found[3]))
    step = exact_number(f"sweep {name}", found[4]) if found[4] else Fraction(1)
    if name in ("m", "M") and any(part.denominator > 1 or part < 1 for part in (low, step)):
        raise BoundcheckError("sweep", expected=f"integers for {name}, from 1 on", got=repr(text)[:60])
    count = (high - low) / step + 1 if step > 0 else Fraction(0)
    if not 2 <= count <= _MOST_VALUES:
        raise BoundcheckError("sweep", expected=f"2 to {_MOST_VALUES} values", got=repr(text)[:60])
    return Sweep(name=name, values=tuple(low + step * place for place in range(int(count))), query=query)
