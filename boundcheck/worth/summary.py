"""Everything ``boundcheck bounds`` says of one layer, as plain data without floats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from boundcheck import values
from boundcheck.worth.admits import (
    RIGHT_SIDES,
    Allowed,
    J0_wins,
    admits_more,
    allowed,
    gamma,
    joint_J0,
    joint_order,
    largest,
    says_something,
    zeta_where_J0_wins,
)
from boundcheck.worth.curves import Chart
from boundcheck.worth.depth import Stack, allowed_below, common_sparsity, common_sparsity_3
from boundcheck.worth.enclosing import Enclosure, enclose
from boundcheck.worth.growth import (
    First,
    admits_something,
    below_3_always,
    exceeds_3,
    first_empty_ring,
    first_length,
    right_side_exceeds_3,
)
from boundcheck.worth.layer import LayerFamily, LayerSize, welch
from boundcheck.worth.threshold import allowed_with_best_threshold, best_threshold

SCHEMA = "boundcheck-bounds/1"
UNDECIDED = "UNDECIDED"
_MOST_ROWS = 12
_TYPICAL = 49
Data = dict[str, Any]


def worth_of(
    layer: LayerSize,
    family: LayerFamily | None = None,
    *,
    layers: int = 1,
    density: int = 1,
    nonzeros: int | None = None,
    upto: int = 10000,
) -> Data:
    """What the bounds are worth at one layer.

    Args:
        layer: its sizes.
        family: layers of every filter length, if the smallest useful one is asked for.
        layers: number of equal layers.
        density: nonzeros per patch, which enter the zeta recursion.
        nonzeros: nonzeros of the whole representation (for the best threshold; one stripe's worth if not given).
        upto: longest filter that is looked at.

    >>> from boundcheck.worth.layer import welch
    >>> found = worth_of(LayerSize(m=49, n=98, M=1, mu_square=welch(49, 98)))
    >>> [(row["bound"], row["largest"]) for row in found["allowed"]]
    [('(3)', 5), ('(5)', 2), ('J0', 2), ('J1', 2), ('J2', 2)]
    """
    return {
        "schema": SCHEMA,
        "layer": _layer(layer),
        "allowed": [_allowed(allowed(bound, layer)) for bound in RIGHT_SIDES],
        "more_than_3": {bound: answer(admits_more(bound, "(3)", layer)) for bound in ("(5)", "J0")},
        "every_ring": _every_ring(layer),
        "typical": typical_sizes(),
        "growth": None if family is None else _growth(family, upto),
        "joint": _joint(layer),
        "threshold": _threshold(layer, nonzeros),
        "depth": _depth(layer, layers, density),
    }


def answer(found: bool | int | None) -> bool | int | str:  # noqa: FBT001 - a three-valued answer
    """An answer that says so when it is not known."""
    return UNDECIDED if found is None else found


def _layer(layer: LayerSize) -> Data:
    exact = {name: str(getattr(layer, name)) for name in ("xmin", "xmax", "zeta", "delta")}
    return {"m": layer.m, "n": layer.n, "M": layer.M, "N": layer.N, "mu": values.show(layer.mu), **exact}


def _allowed(found: Allowed) -> Data:
    return {"bound": found.bound, "largest": answer(found.largest), "right_side": ends(found.right_side)}


def ends(found: Enclosure) -> Data:
    """The two ends of an enclosure, exactly, and a short form of both."""
    return {"low": str(found.low), "high": str(found.high), "about": str(found)}


def _first(found: First) -> Data:
    return {"at": found.at, "up_to": found.upto, "undecided": list(found.undecided)}


def _every_ring(layer: LayerSize) -> Data:
    return {"below_3": answer(below_3_always(layer)), "empty_from": _first(first_empty_ring(layer))}


def typical_sizes(longest: int = _TYPICAL) -> Data:
    """MT85 for every ring: m = 1 ... 49, n = 2m, coherence at the printed Welch value or above, x_min <= x_max.

    The right side of (5) falls as M, zeta and mu grow and delta and x_min/x_max fall, so M = 1, delta = 1, zeta = 0,
    x_min = x_max and Welch's value decide what it admits at most; ``below_3_always`` covers the comparison.

    >>> found = typical_sizes()
    >>> found["below_3"], found["most"], found["empty_from"]
    (True, 2, 1067)
    """
    best = [LayerSize(m=m, n=2 * m, M=1, mu_square=welch(m, 2 * m)) for m in range(1, longest + 1)]
    below = {below_3_always(layer) for layer in best}
    most = [largest("(5)", layer) for layer in best]
    rings = [first_empty_ring(layer) for layer in best]
    known = [ring.at for ring in rings if ring.at is not None and not ring.undecided]
    return {
        "m_up_to": longest,
        "below_3": answer(None if None in below and False not in below else below == {True}),
        "most": answer(None if None in most else max(each for each in most if each is not None)),
        "empty_from": max(known) if len(known) == longest else UNDECIDED,
    }


def _growth(family: LayerFamily, upto: int) -> Data:
    return {
        "admits_something": _first(first_length(family, admits_something, upto)),
        "right_side_exceeds_3": _first(first_length(family, right_side_exceeds_3, upto)),
        "admits_more_than_3": _first(first_length(family, exceeds_3, upto)),
    }


def _joint(layer: LayerSize) -> Data:
    """(J0) beside the printed constant: where it allows more, and which is smaller at each S that matters."""
    reached = [found for bound in ("(3)", "(5)", "J0") if (found := largest(bound, layer)) is not None]
    return {
        "zeta_from": ends(zeta_where_J0_wins(layer)),
        "zeta_to": str(layer.xmin / 2),
        "allows_more": answer(J0_wins(layer)),
        "rows": [_at_sparsity(layer, S) for S in _rows(max([*reached, 1]))],
    }


def _rows(most: int) -> Sequence[int]:
    """1 ... most, or a dozen of them."""
    if most <= _MOST_ROWS:
        return range(1, most + 1)
    return sorted({1 + (most - 1) * place // (_MOST_ROWS - 1) for place in range(_MOST_ROWS)})


def _at_sparsity(layer: LayerSize, S: int) -> Data:
    from_gamma, from_joint = gamma(layer, S), joint_J0(layer, S)
    return {
        "S": S,
        "printed": ends(enclose(from_gamma)),
        "J0": ends(enclose(from_joint)),
        "strongest": {-1: "J0", 0: "equal", 1: "printed"}[joint_order(layer, S)],
        "printed_below_1": answer(says_something(from_gamma)),
        "J0_below_1": answer(says_something(from_joint)),
    }


def _threshold(layer: LayerSize, nonzeros: int | None) -> Data:
    from_5 = largest("(5)", layer)
    S = max(from_5 or 1, 1)
    K = min(S, layer.N) if nonzeros is None else nonzeros
    S = min(S, K)
    found = best_threshold(layer, S, K)
    return {
        "S": S,
        "K": K,
        "p": str(found.p),
        "p_over_xmin": str(found.p / layer.xmin),
        "at_half": ends(found.at_half),
        "smallest": ends(found.smallest),
        "allowed": answer(allowed_with_best_threshold(layer, K)),
        "allowed_at_half": answer(None if from_5 is None else min(from_5, K)),
    }


def _depth(layer: LayerSize, layers: int, density: int) -> Data:
    stack = Stack(layer=layer, layers=layers, density=density)
    rows = []
    for count in range(1, layers + 1):
        part = replace(stack, layers=count)
        found = {
            "printed": common_sparsity(part),
            "J0": common_sparsity(part, sharper=True),
            "(3)": common_sparsity_3(part),
        }
        rows.append({"layers": count, **{name: answer(most) for name, most in found.items()}})
    below = [_allowed(allowed_below(bound, stack)) for bound in ("(3)", "(5)", "J0")] if layers > 1 else []
    return {"density": density, "rows": rows, "below": below}


def charted(chart: Chart) -> Data:
    """A chart as plain data."""
    return {
        "title": chart.title,
        "x": chart.x_name,
        "y": chart.y_name,
        "lines": [
            {
                "name": line.name,
                "points": [[str(x), str(y.low), str(y.high)] for x, y in line.points],
                "about": [str(y) for _, y in line.points],
            }
            for line in chart.lines
        ],
        "informative": [str(x) for x in chart.informative],
        "undecided": [str(x) for x in chart.undecided],
        "logarithmic": chart.logarithmic,
        "bars": chart.bars,
        "note": chart.note,
    }
