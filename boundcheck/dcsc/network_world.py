"""The words of several layers (kind "network"): x(l, i), xhat(l, i), W(l), Y(l), zeta(l) ... on an exact instance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property, lru_cache
from typing import Any

from boundcheck import values
from boundcheck.dcsc import integers, lookups
from boundcheck.dcsc.decoder import TIES
from boundcheck.dcsc.fields import Data, choice, listed, needed, rationals, whole
from boundcheck.dcsc.geometry import heaviest, read_geometry
from boundcheck.dcsc.layer import read_filters
from boundcheck.dcsc.network import Level, Network, Signs, Whole
from boundcheck.errors import BoundcheckError
from boundcheck.world import World

RANDOM = frozenset(
    (
        "x",
        "xhat",
        "v",
        "w",
        "c",
        "eps",
        "xmin",
        "xmax",
        "stripe",
        "patcherr",
        "K",
        "Lam",
        "Off",
        "Hat",
        "W",
        "Y",
        "Small",
    )
)
_ABOVE = frozenset(("x", "xmin", "xmax", "stripe", "K", "Lam", "Off"))  # x^(l) is made from the signs of higher layers
_FINE = 2**20  # denominator of the rational a little above a patch error


def network_world(data: Data) -> World:
    """Make the world of several layers from plain data.

    The outcomes are all patterns of the signs that matter (``Network.relevant``), or of all signs (``signs`` "all").

    Raises:
        BoundcheckError: the data are not those of a network, or more than 16 signs matter.
    """
    network = read_network(data)
    free = (
        network.relevant()
        if choice(data.get("signs", "relevant"), "signs", ("relevant", "all")) == "relevant"
        else network.everyone()
    )
    zeta, S = data.get("zeta"), data.get("S")
    drawn = _Drawn(
        network=network,
        outcomes=tuple(network.patterns(free)),
        given_zeta=None if zeta is None else rationals(zeta, "zeta", network.L + 1),
        given_S=None if S is None else rationals(S, "S", network.L),
    )
    return World(
        kind="network",
        data=data,
        scalars=lookups.constants({"L": network.L, "M": network.levels[0].shape.M}),
        families={**_entries(drawn), **_norms(drawn)},
        sets=_sets(drawn),
        events={"W": drawn.recovered, "Y": drawn.recovered_up_to, "Small": drawn.small},
        random=RANDOM,
        tail=_ABOVE,
        reduced=free != network.everyone(),
        outcomes=drawn.outcomes,
    )


def read_network(data: Data) -> Network:
    """Read the data of a world of kind "network"; n_0 = 1, and the stride is n_{l-1} unless given (Definition 2.1).

    Raises:
        BoundcheckError: an entry is missing, of a wrong type or length, or not among the allowed words.
    """
    M, levels, rows, n_prev = whole(needed(data, "M"), "M", low=1), [], 0, 1
    rows = M
    for place, entry in enumerate(listed(needed(data, "layers"), "layers")):
        filters = read_filters(needed(entry, "filters"), f"layers[{place}].filters")
        n = whole(entry.get("n", len(filters)), f"layers[{place}].n", low=1)
        if n != len(filters):
            raise BoundcheckError(f"layers[{place}].filters", expected=f"n = {n} filters", got=str(len(filters)))
        step = whole(entry.get("stride", n_prev), f"layers[{place}].stride", low=1)
        # rows may be no multiple of M after a stride of one's own, so the ring is read as `rows` places of one channel
        shape = read_geometry({"M": rows, "n_prev": 1, "n": n, "stride": step}, len(filters[0]))
        levels.append(Level(shape=shape, filters=filters))
        rows, n_prev = shape.atoms, n
    if not levels:
        raise BoundcheckError("layers", expected="at least one layer", got="none")
    return Network(
        levels=tuple(levels),
        top=rationals(needed(data, "x"), "x", rows),
        v0=rationals(needed(data, "v0"), "v0", M),
        ties=choice(data.get("ties", "lowest"), "ties", TIES),
    )


@dataclass(frozen=True, kw_only=True)
class _Drawn:
    """What the sign patterns make of the network."""

    network: Network
    outcomes: tuple[Signs, ...]
    given_zeta: Sequence[Fraction] | None
    given_S: Sequence[Fraction] | None

    @cached_property
    def support(self) -> Any:
        """Support of x^(l)."""
        return lambda o, l: _places(self.network.encoded(o)[l])

    @cached_property
    def found(self) -> Any:
        """Support of xhat^(l)."""
        return lambda o, l: _places(self.network.decoded(o)[l][1])

    def recovered(self, o: Signs, l: int) -> bool:
        """W(l): the decoder finds the support of layer l."""
        return bool(self.support(o, self.layer(l)) == self.found(o, l))

    def recovered_up_to(self, o: Signs, l: int) -> bool:
        """Y(l): it finds the supports of all layers 1 .. l."""
        return all(self.recovered(o, k) for k in range(1, l + 1))

    def small(self, o: Signs, l: int) -> bool:
        """Small(l): the patch error of layer l is at most zeta0(l)."""
        return values.relate(self.patch_error(o, l), "<=", self.zeta(l)) is True

    def layer(self, l: int, *, low: int = 1) -> int:
        """Refuse a layer that does not exist."""
        if not low <= l <= self.network.L:
            msg = f"layer {l} of a network with layers {low} .. {self.network.L}"
            raise IndexError(msg)
        return l

    def error(self, o: Signs, l: int) -> Sequence[int]:
        """Integers of v^(l) = xhat^(l) - x^(l), the sign of the proof."""
        return tuple(map(int.__sub__, self.network.decoded(o)[l][1], self.network.encoded(o)[l]))

    @cached_property
    def patch_square(self) -> Any:
        """Square of the norm (2, inf, P) of v^(l): windows of m_{l+1} entries, of 1 at the top."""
        found = cache(self._patch_square)
        return lambda o, l: found(o if l else self.outcomes[0], l)  # v^(0) is the same for every outcome

    def _patch_square(self, o: Signs, l: int) -> Fraction:
        m = self.network.levels[l].shape.m if self.layer(l, low=0) < self.network.L else 1
        return Fraction(heaviest([entry * entry for entry in self.error(o, l)], m), self.network.units[l] ** 2)

    def patch_error(self, o: Signs, l: int) -> Any:
        """Norm (2, inf, P) of v^(l): a Fraction or a Surd."""
        return values.root(self.patch_square(o, l))

    def sizes(self, o: Signs, l: int) -> list[int]:
        """Nonzero magnitudes of x^(l) over the layer's unit; a single 0 if there are none."""
        return [abs(entry) for entry in self.network.encoded(o)[l] if entry] or [0]

    def stripe(self, o: Signs, l: int) -> int:
        """Stripe sparsity of x^(l)."""
        occupied = [int(entry != 0) for entry in self.network.encoded(o)[self.layer(l)]]
        return heaviest(occupied, self.network.levels[l - 1].shape.stripe_len)

    @cached_property
    def zeta(self) -> Any:
        """zeta0(l): the given bound, else a rational a little above the patch error of layer l wherever Y(l) holds."""
        return cache(self._zeta)

    def _zeta(self, l: int) -> Fraction:
        if self.given_zeta is not None:
            return self.given_zeta[self.layer(l, low=0)]
        squares = [self.patch_square(o, l) for o in self.outcomes if self.recovered_up_to(o, l)]
        return integers.just_above(max(squares, default=Fraction(0)), _FINE)


@lru_cache(maxsize=1 << 14)
def _places(row: Whole) -> tuple[int, ...]:
    """Places of the nonzero entries."""
    return tuple(i for i, entry in enumerate(row) if entry)


def _entries(drawn: _Drawn) -> dict[str, lookups.Lookup]:
    network, errors = drawn.network, cache(drawn.error)

    def cells(of: Callable[[Signs, int], Sequence[int]], low: int) -> lookups.Lookup:
        fraction = cache(lambda entry, l: Fraction(entry, network.units[l]))
        return lambda o, l, i: fraction(of(o, drawn.layer(l, low=low))[lookups.inside(i)], l)

    def sign(o: Signs, l: int, i: int) -> Fraction:
        return lookups.sign_value(o[drawn.layer(l) - 1][lookups.inside(i)])

    def inner(_: Signs, l: int, i: int, j: int) -> Fraction:
        return network.levels[drawn.layer(l) - 1].gram[lookups.inside(i)][lookups.inside(j)]

    def below(o: Signs, l: int, i: int) -> Fraction:
        level, error = network.levels[drawn.layer(l) - 1], errors(o, l - 1)
        return sum((weight * error[row] for row, weight in level.sparse[lookups.inside(i)]), 0) / Fraction(
            level.unit * network.units[l - 1]
        )

    below = cache(below)
    return {
        # the error below layer 1 is v0 for every outcome
        "w": lambda o, l, i: below(o if l > 1 else drawn.outcomes[0], l, i),
        "x": cells(lambda o, l: network.encoded(o)[l], 0),
        "xhat": cells(lambda o, l: network.decoded(o)[l][1], 0),
        "v": cells(errors, 0),
        "c": cells(lambda o, l: network.decoded(o)[l][0], 1),
        "eps": sign,
        "g": inner,
    }


def _norms(drawn: _Drawn) -> dict[str, lookups.Lookup]:
    network = drawn.network

    def size(o: Signs, l: int, pick: Callable[[list[int]], int]) -> Fraction:
        return Fraction(pick(drawn.sizes(o, drawn.layer(l))), network.units[l])

    def worst(of: Callable[[Signs, int], Fraction], pick: Callable[[list[Fraction]], Fraction]) -> lookups.Lookup:
        """Over all outcomes, of what layer l makes of the signs above it."""
        over_all = cache(lambda l: pick([of(o, l) for o in {o[l:]: o for o in drawn.outcomes}.values()]))
        return lambda _, l: over_all(l)

    smallest = cache(lambda o, l: size(o, l, min))
    greatest = cache(lambda o, l: size(o, l, max))
    stripe = cache(lambda o, l: Fraction(drawn.stripe(o, l)))
    stripe_worst, given = worst(stripe, max), drawn.given_S
    coherence = cache(lambda l: integers.coherence(network.levels[drawn.layer(l) - 1].gram))
    zeta = lambda _, l: drawn.zeta(l)  # noqa: E731 - one lookup under two names
    return {
        "mu": lambda _, l: coherence(l),
        "size": lambda _, l: Fraction(
            network.levels[drawn.layer(l) - 1].shape.atoms if l else network.levels[0].shape.M
        ),
        "K": lambda o, l: Fraction(len(drawn.support(o, drawn.layer(l)))),
        "xmin": smallest,
        "xmax": greatest,
        "stripe": stripe,
        "patcherr": cache(drawn.patch_error),
        "xmin0": worst(smallest, min),
        "xmax0": worst(greatest, max),
        "S0": stripe_worst,
        "S": stripe_worst if given is None else lambda _, l: given[drawn.layer(l) - 1],
        "zeta0": zeta,
        "zeta": zeta,
    }


def _sets(drawn: _Drawn) -> dict[str, lookups.Lookup]:
    levels = drawn.network.levels
    return {
        "All": lookups.fixed_set(range(max(level.shape.atoms for level in levels))),
        "Layers": lookups.fixed_set(range(1, len(levels) + 1)),
        "Atoms": lambda _, l: tuple(range(levels[drawn.layer(l) - 1].shape.atoms)),
        "Lam": lambda o, l: drawn.support(o, drawn.layer(l)),
        "Off": lambda o, l: tuple(i for i, entry in enumerate(drawn.network.encoded(o)[drawn.layer(l)]) if not entry),
        "Hat": lambda o, l: drawn.found(o, drawn.layer(l)),
        "Gam": lambda _, l, k: tuple(
            j for j, entry in enumerate(levels[drawn.layer(l) - 1].gram[lookups.inside(k)]) if entry
        ),
        "Below": lambda _, l: tuple(range(1, l)),
    }
