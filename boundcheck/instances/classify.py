"""What an instance says about the theorem: vacuous, implied by the older bound (3), or informative."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from boundcheck import values
from boundcheck.world import World

Class = Literal["vacuous", "implied", "informative"]
CLASSES: tuple[Class, ...] = ("vacuous", "implied", "informative")


@dataclass(frozen=True, kw_only=True)
class _Sizes:
    """What the bounds speak of, at one layer."""

    N: Fraction
    S: Fraction
    zeta: Fraction
    mu: Fraction
    low: Fraction
    high: Fraction


def classify(world: World) -> Class:
    """Class of a layer for Lemma 3.3 with its S and zeta, or of a network for Theorem 3.2 with the worst of its signs.

    "vacuous": gamma = 2N exp(-xmin^2 / (8 (xmax^2 mu^2 S + zeta^2))), summed over the layers, is at least 1.
    "implied": gamma < 1 and at every layer (3), S < (xmin/2 - zeta) / (mu xmax) + 1/2, holds, so that recovery is
    certain.  "informative": gamma < 1 and (3) fails.
    """
    if not gamma_below_one(world):
        return "vacuous"
    return "implied" if older_bound_holds(world) else "informative"


def gamma_below_one(world: World) -> bool:
    """Decide that the gammas add up to less than 1 (gamma is 0 when mu = zeta = 0, and 2N when x = 0)."""
    layers = _sizes(world)
    if not all(layer.low for layer in layers):
        return False
    some = [layer for layer in layers if _spread(layer)]
    if len(some) == 1:
        return values.relate(values.logarithm(2 * some[0].N), "<", some[0].low ** 2 / _spread(some[0])) is True
    return values.relate(values.add([_gamma(layer) for layer in some]), "<", Fraction(1)) is True


def _spread(layer: _Sizes) -> Fraction:
    return 8 * (layer.high**2 * layer.mu**2 * layer.S + layer.zeta**2)


def _gamma(layer: _Sizes) -> Any:
    return values.multiply(2 * layer.N, values.exponential(-(layer.low**2) / _spread(layer)))


def older_bound_holds(world: World) -> bool:
    """Decide bound (3) at every layer, multiplied by mu xmax so that mu = 0 is no exception."""
    return all(l.mu * l.high * (l.S - Fraction(1, 2)) < l.low / 2 - l.zeta for l in _sizes(world))


def meets_hypotheses(world: World) -> bool:
    """Unit columns, x not 0, stripe sparsity at most S, patch error at most zeta."""
    outcome = world.outcomes[0]
    if world.kind == "network":  # S0 and zeta0 are the worst over the signs
        return all(layer.low for layer in _sizes(world))
    S, zeta, stripe, patch, low = (world.scalars[name](outcome) for name in ("S", "zeta", "stripe", "patch", "xmin"))
    unit = all(world.families["g"](outcome, i, i) == 1 for i in world.sets["All"](outcome))
    return bool(unit and low and stripe <= S and values.relate(patch, "<=", zeta))


def _sizes(world: World) -> list[_Sizes]:
    outcome = world.outcomes[0]
    if world.kind == "layer":
        N, S, zeta, mu, low, high = (world.scalars[n](outcome) for n in ("N", "S", "zeta", "mu", "xmin", "xmax"))
        return [_Sizes(N=N, S=S, zeta=zeta, mu=mu, low=low, high=high)]
    read = world.families
    return [
        _Sizes(
            N=read["size"](outcome, l),
            S=read["S0"](outcome, l),
            zeta=read["zeta0"](outcome, l - 1),
            mu=read["mu"](outcome, l),
            low=read["xmin0"](outcome, l),
            high=read["xmax0"](outcome, l),
        )
        for l in range(1, int(world.scalars["L"](outcome)) + 1)
    ]
