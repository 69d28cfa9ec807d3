"""What an instance says about the theorem: vacuous, implied by the older bound (3), or informative."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from boundcheck import values
from boundcheck.world import World

Class = Literal["vacuous", "implied", "informative"]


def classify(world: World) -> Class:
    """Class of a layer for Lemma 3.3, with its S and zeta.

    "vacuous": gamma = 2N exp(-xmin^2 / (8 (xmax^2 mu^2 S + zeta^2))) is at least 1.  "implied": gamma < 1 and (3),
    S < (xmin/2 - zeta) / (mu xmax) + 1/2, holds, so that recovery is certain.  "informative": gamma < 1 and (3) fails.
    """
    if not gamma_below_one(world):
        return "vacuous"
    return "implied" if older_bound_holds(world) else "informative"


def gamma_below_one(world: World) -> bool:
    """Decide gamma < 1 (gamma is 0 when mu = zeta = 0, and 2N when x = 0)."""
    N, S, zeta, mu, low, high = _read(world, "N", "S", "zeta", "mu", "xmin", "xmax")
    spread = 8 * (high**2 * mu**2 * S + zeta**2)
    if not low or not spread:
        return bool(low)
    return values.relate(values.logarithm(2 * N), "<", low**2 / spread) is True


def older_bound_holds(world: World) -> bool:
    """Decide bound (3), multiplied by mu xmax so that mu = 0 is no exception."""
    S, zeta, mu, low, high = _read(world, "S", "zeta", "mu", "xmin", "xmax")
    return mu * high * (S - Fraction(1, 2)) < low / 2 - zeta


def meets_hypotheses(world: World) -> bool:
    """Unit columns, x not 0, stripe sparsity at most S, patch error at most zeta."""
    S, zeta, stripe, patch, low = _read(world, "S", "zeta", "stripe", "patch", "xmin")
    outcome = world.outcomes[0]
    unit = all(world.families["g"](outcome, i, i) == 1 for i in world.sets["All"](outcome))
    return bool(unit and low and stripe <= S and values.relate(patch, "<=", zeta))


def _read(world: World, *names: str) -> list[Fraction]:
    return [world.scalars[name](world.outcomes[0]) for name in names]
