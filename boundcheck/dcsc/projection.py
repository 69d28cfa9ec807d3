"""One vector and its projection onto the k entries largest in magnitude (kind "vector"), beside what a ReLU can do."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from boundcheck.dcsc import lookups
from boundcheck.dcsc.fields import Data, needed, rationals, whole
from boundcheck.world import World


@dataclass(frozen=True, kw_only=True)
class Projection:
    """A vector z and a number k."""

    z: tuple[Fraction, ...]
    k: int

    def choices(self) -> Iterator[frozenset[int]]:
        """Yield every set of ``min(k, len(z))`` indices that are largest in magnitude; several where there are ties."""
        sizes = sorted(map(abs, self.z), reverse=True)
        k = min(self.k, len(sizes))
        if k == 0:
            yield frozenset()
            return
        last = sizes[k - 1]
        sure = [i for i, entry in enumerate(self.z) if abs(entry) > last]
        tied = [i for i, entry in enumerate(self.z) if abs(entry) == last]
        for rest in itertools.combinations(tied, k - len(sure)):
            yield frozenset((*sure, *rest))

    def tied_at_edge(self) -> bool:
        """The k-th and (k+1)-th magnitudes are equal and not 0."""
        sizes = sorted(map(abs, self.z), reverse=True)
        return 0 < self.k < len(sizes) and sizes[self.k - 1] == sizes[self.k] != 0

    def is_unique(self) -> bool:
        """There is one set of the k largest magnitudes."""
        sizes = sorted(map(abs, self.z), reverse=True)
        return not 0 < self.k < len(sizes) or sizes[self.k - 1] != sizes[self.k]

    def nonzeros(self) -> int:
        """Number of nonzeros of z."""
        return sum(entry != 0 for entry in self.z)

    def relu_per_entry(self) -> bool:
        """Some bias vector b makes ReLU(z + b) a projection of z: no kept entry may be negative.

        A kept z_i > 0 takes b_i = 0, any other entry b_i <= -z_i.
        """
        return any(all(self.z[i] >= 0 for i in kept) for kept in self.choices())

    def relu_shared(self) -> bool:
        """Some scalar b makes ReLU(z + b) a projection of z.

        A kept entry that is not 0 forces b = 0, and then what is dropped must not be positive.
        """
        return any(self._shared(kept) for kept in self.choices())

    def _shared(self, kept: frozenset[int]) -> bool:
        if all(self.z[i] == 0 for i in kept):
            return True  # the projection is 0: take b below -max z
        return all(entry >= 0 if i in kept else entry <= 0 for i, entry in enumerate(self.z))

    def relu_support(self) -> bool:
        """Some scalar b makes the support of ReLU(z + b) a set of k largest magnitudes: it lies above the rest."""
        return any(self._separated(kept) for kept in self.choices())

    def _separated(self, kept: frozenset[int]) -> bool:
        low = [self.z[i] for i in kept]
        high = [entry for i, entry in enumerate(self.z) if i not in kept]
        return not low or not high or min(low) > max(high)


def vector_world(data: Data) -> World:
    """Make the world of one vector; "the projection" in an event means at least one choice at a tie.

    Raises:
        BoundcheckError: z is no nonempty list of fractions or k is no natural number.
    """
    one = Projection(z=rationals(needed(data, "z"), "z"), k=whole(needed(data, "k"), "k"))
    z = one.z
    events = {
        "ProjUnique": one.is_unique,
        "ProjHasK": lambda: min(one.k, one.nonzeros()) == one.k,
        "ReluCan": one.relu_per_entry,
        "ReluCanShared": one.relu_shared,
        "ReluSupport": one.relu_support,
        "NonNegative": lambda: all(entry >= 0 for entry in z),
        "Distinct": lambda: len(set(map(abs, z))) == len(z),
    }
    return World(
        kind="vector",
        data=data,
        scalars=lookups.constants({"k": one.k, "nnz": one.nonzeros(), "ties": int(one.tied_at_edge())}),
        families={"z": lookups.table(z)},
        sets={
            "All": lookups.fixed_set(range(len(z))),
            "Nz": lookups.fixed_set(i for i, entry in enumerate(z) if entry),
        },
        events={name: _once(test) for name, test in events.items()},
    )


def _once(test: lookups.Lookup) -> lookups.Lookup:
    remembered = cache(test)
    return lambda _: remembered()
