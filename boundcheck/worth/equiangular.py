"""Layers whose truth is exactly countable at sizes where gamma is below 1: equiangular atoms.

Atom i is ``(a e_i + b e_0)/sqrt(a^2 + b^2)``, i = 1 ... N, so every two atoms have inner product mu = b^2/(a^2 + b^2);
one place (M = 1), m = N + 1 rows, n = N filters, x = 1 on the first S atoms, no error below.  All atoms overlap, so the
stripe sparsity is S.  The signs then make c_i = 1 - mu + mu s_i T on the support and mu T off it, T = sum of S signs.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from boundcheck import counting
from boundcheck.counting.instance import read_instance
from boundcheck.errors import BoundcheckError
from boundcheck.worth.layer import LayerSize

_MOST_SIGNS = 30


@dataclass(frozen=True, kw_only=True)
class Equiangular:
    """The layer with the integers a, b, N atoms and S nonzeros.

    Raises:
        BoundcheckError: a number is out of range.

    >>> Equiangular(a=5, b=1, atoms=33, nonzeros=15).mu
    Fraction(1, 26)
    """

    a: int
    b: int
    atoms: int
    nonzeros: int

    def __post_init__(self) -> None:
        """Refuse what is no such layer."""
        for name, least, most in (("a", 1, 10**6), ("b", 1, 10**6), ("nonzeros", 1, min(self.atoms, _MOST_SIGNS))):
            found = getattr(self, name)
            if not least <= found <= most:
                raise BoundcheckError(name, expected=f"an integer in {least}..{most}", got=str(found))

    @property
    def mu(self) -> Fraction:
        """Coherence."""
        return Fraction(self.b**2, self.a**2 + self.b**2)

    @property
    def size(self) -> LayerSize:
        """The numbers that the bounds speak of."""
        return LayerSize(m=self.atoms + 1, n=self.atoms, M=1, mu_square=self.mu**2)

    @property
    def instance(self) -> dict[str, Any]:
        """The layer in the format of ``boundcheck probability``."""
        filters = [[self.b, *(self.a * (i == place) for place in range(self.atoms))] for i in range(self.atoms)]
        layer = {
            "taps": 1,
            "inputs": self.atoms + 1,
            "filters": filters,
            "norm_squared": self.a**2 + self.b**2,
            "support": list(range(self.nonzeros)),
            "values": [1] * self.nonzeros,
        }
        return {"format": "boundcheck-instance/1", "positions": 1, "layers": [layer]}

    def failure(self) -> Fraction:
        """Exact probability that the support is not recovered, ties counted as failures."""
        found = counting.count_failures(read_instance(self.instance).layers[0].rows())
        if not isinstance(found, counting.LayerCount):
            raise BoundcheckError("failure", expected="an exact count", got="a bracket")
        return Fraction(found.failures + found.ties, found.total)
