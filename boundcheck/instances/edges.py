"""Edge cases of an instance, by name: what DESIGN.md section 5 asks of the sources of layers and networks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from boundcheck import values
from boundcheck.instances.classify import classify
from boundcheck.world import World

Test = Callable[[World], bool]


def _scalar(world: World, name: str) -> Any:
    return world.scalars[name](world.outcomes[0])


def _is(name: str, value: int) -> Test:
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


LAYER_EDGES: Mapping[str, Test] = {
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


def _in_some_layer(name: str, value: int) -> Test:
    return lambda w: any(w.families[name](w.outcomes[0], l) == value for l in _layers(w))


def _layers(world: World) -> range:
    return range(1, int(_scalar(world, "L")) + 1)


def _support_is(what: str) -> Test:
    """For some layer and pattern the support is empty, or full."""
    left = "Lam" if what == "empty" else "Off"
    return lambda w: any(not w.sets[left](o, l) for l in _layers(w) for o in w.outcomes)


def _pathways(world: World) -> tuple[int, int]:
    """Sign patterns for which every layer's support is recovered, of how many."""
    L = int(_scalar(world, "L"))
    return sum(world.events["Y"](o, L) for o in world.outcomes), len(world.outcomes)


def _error_depends(world: World) -> bool:
    """The error below some inner layer differs between sign patterns: its signs are not independent of it."""
    inner = [l for l in _layers(world) if l > 1]
    return any(
        len({world.families["w"](o, l, i) for o in world.outcomes}) > 1
        for l in inner
        for i in world.sets["Atoms"](world.outcomes[0], l)
    )


NETWORK_EDGES: Mapping[str, Test] = {
    "one_layer": _is("L", 1),
    "several_layers": lambda w: bool(_scalar(w, "L") > 1),
    "mu_zero": _in_some_layer("mu", 0),
    "S_zero": _in_some_layer("S0", 0),
    "S_one": _in_some_layer("S0", 1),
    "zeta_zero": lambda w: any(w.families["zeta0"](w.outcomes[0], l - 1) == 0 for l in _layers(w)),
    "empty_support": _support_is("empty"),
    "full_support": _support_is("full"),
    "error_depends_on_signs": _error_depends,
    "recovers_always": lambda w: _pathways(w)[0] == len(w.outcomes),
    "recovers_never": lambda w: _pathways(w)[0] == 0,
    "recovers_sometimes": lambda w: 0 < _pathways(w)[0] < len(w.outcomes),
    "informative_and_can_fail": lambda w: classify(w) == "informative" and _pathways(w)[0] < len(w.outcomes),
}

EDGES: Mapping[str, Mapping[str, Test]] = {"layer": LAYER_EDGES, "network": NETWORK_EDGES}
