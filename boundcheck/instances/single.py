"""Layer data from what is free in it: stripe sparsity, patch error and threshold are filled in so that they hold."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from boundcheck.dcsc import integers
from boundcheck.dcsc.fields import written
from boundcheck.dcsc.layer import Layer, read_layer
from boundcheck.instances.source import Instance
from boundcheck.instances.units import write_row

_PARTS = 20  # an irrational patch error is rounded up to a multiple of 1/20
HALF = Fraction(1, 2)


def single(filters: Sequence[Sequence[Any]], x: Sequence[Any], v: Sequence[Any], **others: Any) -> Instance:
    """Data of one layer; by default S and zeta are tight, p = xmin/2, n_prev = 1, M = the rows, stride = n_prev.

    ``others`` may set M, n_prev, stride, ties, signs, m_next, and ``more_S``, ``more_zeta`` (slack added to the tight
    values), ``share`` (p as a share of xmin).

    >>> single([[1]], [2], [0])["p"]
    1
    """
    n_prev = others.get("n_prev", 1)
    data: Instance = {
        "kind": "layer",
        "M": others.get("M", len(v) // n_prev),
        "n_prev": n_prev,
        "n": len(filters),
        "stride": others.get("stride", n_prev),
        "filters": [write_row([Fraction(entry) for entry in row]) for row in filters],
        "x": write_row([Fraction(entry) for entry in x]),
        "v": write_row([Fraction(entry) for entry in v]),
        "S": 0,
        "zeta": 0,
        "p": 0,
        "m_next": others.get("m_next", 1),
        "ties": others.get("ties", "lowest"),
        "signs": others.get("signs", "support"),
    }
    layer = read_layer(data)
    data["S"] = layer.stripe + others.get("more_S", 0)
    data["zeta"] = written(noise_bound(layer) + Fraction(others.get("more_zeta", 0)))
    data["p"] = written(Fraction(others.get("share", HALF)) * layer.extremes[0])
    return data


def noise_bound(layer: Layer) -> Fraction:
    """The patch norm of the noise, rounded up to a multiple of 1/20 where it is irrational."""
    norm = layer.patch_noise
    return norm if isinstance(norm, Fraction) else integers.just_above(norm.square, _PARTS)
