"""The words of one layer (kind "layer"): what mu, g(i, j), c(i), Lam, W ... mean on an exact instance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from typing import Any

from boundcheck.dcsc import lookups
from boundcheck.dcsc.fields import Data
from boundcheck.dcsc.geometry import circular
from boundcheck.dcsc.layer import Layer, Pattern, Row, read_layer
from boundcheck.errors import BoundcheckError
from boundcheck.world import World

RANDOM = frozenset(("eps", "xin", "y", "c", "xhat", "d", "pinv", "Hat", "W", "err_patch", "err_inf"))
_MOST_SIGNS = 20


def layer_world(data: Data) -> World:
    """Make the world of one layer from plain data.

    The outcomes are the sign patterns of the support (``signs`` "support": the other signs are +1) or of all atoms.

    Raises:
        BoundcheckError: the data are not those of a layer, or more than 20 signs are free.
    """
    layer = read_layer(data)
    free = layer.support if layer.free == "support" else tuple(range(layer.shape.atoms))
    if len(free) > _MOST_SIGNS:
        raise BoundcheckError("signs", expected=f"at most {_MOST_SIGNS} free signs", got=str(len(free)))
    drawn = _Drawn(layer=layer)
    return World(
        kind="layer",
        data=data,
        scalars=_scalars(layer, drawn),
        families=_families(layer, drawn),
        sets=_sets(layer, drawn),
        events={"W": lambda o: drawn.support(o) == layer.support},
        random=RANDOM,
        reduced=len(free) < layer.shape.atoms,
        outcomes=lookups.signs(free, layer.shape.atoms),
    )


@dataclass(frozen=True, kw_only=True)
class _Drawn:
    """What one sign pattern makes of the layer; each row is computed once per pattern."""

    layer: Layer

    @cached_property
    def fraction(self) -> Any:
        """Integer over the layer's unit, as a Fraction."""
        return cache(lambda entry: Fraction(entry, self.layer.unit))

    @cached_property
    def whole(self) -> Any:
        """Integers of c, xhat and x - xhat."""
        layer = self.layer

        def run(pattern: Pattern) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
            c = layer.correlations(pattern)
            decoded = layer.decoded(c)
            return c, decoded, layer.error(decoded)

        return cache(run)

    def row(self, which: int) -> Any:
        """Return a cached function from patterns to the row of Fractions."""
        return cache(lambda pattern: tuple(map(self.fraction, self.whole(pattern)[which])))

    @cached_property
    def support(self) -> Any:
        """Support of xhat."""
        return cache(lambda pattern: tuple(i for i, entry in enumerate(self.whole(pattern)[1]) if entry))

    @cached_property
    def encoded(self) -> Any:
        """A D x."""
        return cache(self.layer.encoded)

    def observed(self, pattern: Pattern) -> Row:
        """A D x + v."""
        return tuple(a + b for a, b in zip(self.encoded(pattern), self.layer.v, strict=True))

    def error_norm(self, pattern: Pattern) -> Any:
        """Norm (2, inf, P) of the error."""
        return self.layer.error_norm(self.whole(pattern)[2])

    def error_inf(self, pattern: Pattern) -> Fraction:
        """Largest entry of the error in magnitude."""
        return Fraction(max(map(abs, self.whole(pattern)[2])), self.layer.unit)


def _scalars(layer: Layer, drawn: _Drawn) -> dict[str, Any]:
    shape = layer.shape
    sizes = {"N": shape.atoms, "M": shape.M, "n": shape.n, "n_prev": shape.n_prev, "m": shape.m, "s": shape.stride}
    x_min, x_max = layer.extremes
    assumed = {"S": layer.S, "zeta": layer.zeta, "p": layer.p, "m_next": layer.m_next}
    found = {"R": shape.rows, "xmin": x_min, "xmax": x_max, "K": len(layer.support), "stripe_len": shape.stripe_len}
    lazy = {
        "mu": lambda _: layer.mu,
        "stripe": lambda _: Fraction(layer.stripe),
        "patch": lambda _: layer.patch_noise,
        "patch0": lambda _: Fraction(layer.patch_density),
        "err_patch": cache(drawn.error_norm),
        "err_inf": cache(drawn.error_inf),
    }
    return {**lookups.constants({**sizes, **assumed, **found}), **lazy}


def _families(layer: Layer, drawn: _Drawn) -> dict[str, Any]:
    def inner(_: Pattern, i: int, j: int) -> Fraction:
        return layer.gram[lookups.inside(i)][lookups.inside(j)]

    def entry(_: Pattern, row: int, i: int) -> Fraction:
        return layer.columns[lookups.inside(i)][lookups.inside(row)]

    def pinv(pattern: Pattern, i: int, j: int) -> Fraction:
        return layer.projector[i, j] * (pattern[i] * pattern[j])

    return {
        "a": entry,
        "g": inner,
        "x": lookups.table(layer.x),
        "v": lookups.table(layer.v),
        "w": lambda _, i: layer.noise[lookups.inside(i)],
        "q": lambda _, i, row: lookups.ONE if row in layer.shape.touch(i) else Fraction(0),
        "eps": lambda pattern, i: lookups.sign_value(pattern[lookups.inside(i)]),
        "xin": lookups.rows(drawn.encoded),
        "y": lookups.rows(cache(drawn.observed)),
        "c": lookups.rows(drawn.row(0)),
        "xhat": lookups.rows(drawn.row(1)),
        "d": lookups.rows(drawn.row(2)),
        "pinv": pinv,
    }


def _sets(layer: Layer, drawn: _Drawn) -> dict[str, Any]:
    shape = layer.shape
    atoms = range(shape.atoms)

    def overlapping(k: int) -> tuple[int, ...]:
        row = layer.gram[lookups.inside(k)]
        return tuple(j for j in atoms if row[j])

    def rows_of(i: int) -> tuple[int, ...]:
        column = layer.columns[lookups.inside(i)]
        return tuple(r for r in range(shape.rows) if column[r])

    return {
        "All": lookups.fixed_set(atoms),
        "Lam": lookups.fixed_set(layer.support),
        "Off": lookups.fixed_set(layer.off),
        "Rows": lookups.fixed_set(range(shape.rows)),
        "Gam": lookups.set_of(cache(overlapping)),
        "Supp": lookups.set_of(cache(rows_of)),
        "Touch": lookups.set_of(shape.touch),
        "Patch": lookups.set_of(shape.patch),
        "PatchOut": lookups.set_of(lambda i: circular(i, layer.m_next, shape.atoms)),
        "Stripe": lookups.set_of(shape.stripe),
        "StripeAt": lookups.set_of(shape.stripe_at),
        "Hat": drawn.support,
    }
