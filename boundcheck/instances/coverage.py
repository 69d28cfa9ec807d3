"""How well a source covers what it should: shares of the classes, and how often each edge case is reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from boundcheck import values
from boundcheck.instances.classify import classify, meets_hypotheses
from boundcheck.instances.source import Instance, Source
from boundcheck.world import World


def sample(source: Source, examples: int, seed: int) -> list[Instance]:
    """Up to ``examples`` instances of the strategy, the same for the same seed."""
    found: list[Instance] = []

    @seeded(seed)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(source.strategy())
    def collect(data: Instance) -> None:
        found.append(data)

    collect()
    return found


def coverage(source: Source, examples: int, seed: int) -> dict[str, Any]:
    """Counts over the boundary cases and ``examples`` drawn instances.

    Returns:
        ``boundary`` and ``drawn``, each with ``instances``, ``outcomes`` (the most), ``valid`` (meeting the hypotheses
        of Lemma 3.3), ``classes`` (see ``classify``) and ``edges`` (see ``EDGES``); the last three for layers only.
    """
    return {
        "boundary": _count([source.world(data) for data in source.boundary()]),
        "drawn": _count([source.world(data) for data in sample(source, examples, seed)]),
    }


def _count(worlds: list[World]) -> dict[str, Any]:
    found: dict[str, Any] = {"instances": len(worlds), "outcomes": max(len(w.outcomes) for w in worlds)}
    single = [world for world in worlds if world.kind == "layer"]
    if single:
        found["valid"] = sum(map(meets_hypotheses, single))
        found["classes"] = dict(Counter(map(classify, single)))
        found["edges"] = {name: sum(map(test, single)) for name, test in EDGES.items()}
    return found


def _scalar(world: World, name: str) -> Any:
    return world.scalars[name](world.outcomes[0])


def _is(name: str, value: int) -> Callable[[World], bool]:
    return lambda world: bool(_scalar(world, name) == value)


def _wraps(world: World) -> bool:
    N, n, m, s, R = (_scalar(world, name) for name in ("N", "n", "m", "s", "R"))
    return bool((N / n - 1) * s + m > R)


def _tie(world: World) -> bool:
    K, atoms = int(_scalar(world, "K")), world.sets["All"](None)
    if not 0 < K < len(atoms):
        return False
    return any(_tied([abs(world.families["c"](o, i)) for i in atoms], K) for o in world.outcomes)


def _tied(sizes: list[Fraction], K: int) -> bool:
    sizes = sorted(sizes, reverse=True)
    return sizes[K - 1] == sizes[K] != 0


def _rank_deficient(world: World) -> bool:
    outcome = world.outcomes[0]
    return any(world.families["pinv"](outcome, i, i) != 1 for i in world.sets["Lam"](outcome))


def _along_atom(world: World) -> bool:
    """Noise is a nonzero multiple of a unit column: |<a_i, v>| = |v|."""
    outcome = world.outcomes[0]
    square = sum(world.families["v"](outcome, r) ** 2 for r in world.sets["Rows"](outcome))
    return bool(square) and any(world.families["w"](outcome, i) ** 2 == square for i in world.sets["All"](outcome))


def _recoveries(world: World) -> tuple[int, int]:
    return sum(world.events["W"](o) for o in world.outcomes), len(world.outcomes)


def _fails_sometimes(world: World) -> bool:
    good, of = _recoveries(world)
    return 0 < good < of


def _informative_failure(world: World) -> bool:
    good, of = _recoveries(world) if classify(world) == "informative" else (0, 0)
    return good < of


EDGES: Mapping[str, Callable[[World], bool]] = {
    "M_one": _is("M", 1),
    "mu_zero": _is("mu", 0),
    "S_zero": _is("S", 0),
    "S_one": _is("S", 1),
    "empty_support": _is("K", 0),
    "full_support": lambda w: bool(_scalar(w, "K") == _scalar(w, "N")),
    "zeta_zero": _is("zeta", 0),
    "zeta_tight": lambda w: values.relate(_scalar(w, "patch"), "==", _scalar(w, "zeta")) is True,
    "S_tight": lambda w: bool(_scalar(w, "S") == _scalar(w, "stripe")),
    "wrap_around_atom": _wraps,
    "stripe_longer_than_ring": lambda w: bool(_scalar(w, "stripe_len") > _scalar(w, "N")),
    "stripe_empty": lambda w: bool(_scalar(w, "stripe_len") <= 0),
    "filter_longer_than_ring": lambda w: bool(_scalar(w, "m") > _scalar(w, "R")),
    "length_no_multiple_of_stride": lambda w: _scalar(w, "m") % _scalar(w, "s") != 0,
    "tie": _tie,
    "rank_deficient": _rank_deficient,
    "noise_along_atom": _along_atom,
    "unequal_magnitudes": lambda w: bool(_scalar(w, "xmin") != _scalar(w, "xmax")),
    "recovers_always": lambda w: _recoveries(w)[0] == len(w.outcomes),
    "recovers_never": lambda w: _recoveries(w)[0] == 0,
    "recovers_sometimes": _fails_sometimes,
    "informative_and_can_fail": _informative_failure,
}
