"""Layers for the benchmarks, seeded; regimes in which failures and successes both happen."""

# ruff: noqa: PLR0913  a layer has that many sizes

import numpy as np

from boundcheck.counting import SignedRows, layer_rows


def bank(rng, filters, taps, inputs, kind):
    """+-1 filters, or integers of about 1000 (``"gauss"``), or doubles scaled to exact integers (``"double"``)."""
    if kind == "sign":
        return rng.choice([-1, 1], (filters, taps, inputs)).astype(np.int64)
    drawn = rng.standard_normal((filters, taps, inputs))
    if kind == "gauss":
        return np.rint(drawn * 1000).astype(np.int64)
    unit = drawn / np.sqrt((drawn**2).sum(axis=(1, 2), keepdims=True))
    return np.array([[[int(z * 2**52) for z in row] for row in f] for f in unit], dtype=object)


def random_layer(
    positions, filters, taps, inputs, signs, kind="sign", *, seed=0, gap=0, noise=0, largest=1
) -> SignedRows:
    """``signs`` atoms chosen at random outside a gap, values 1..largest, integer noise on the rows."""
    rng = np.random.default_rng(seed)
    filters_drawn = bank(rng, filters, taps, inputs, kind)
    support = np.sort(rng.choice(filters * (positions - gap), signs, replace=False))
    rows = layer_rows(filters_drawn, positions, support, rng.integers(1, largest + 1, signs))
    return with_noise(rows, rng, noise) if noise else rows


def with_noise(rows, rng, size):
    """Integer offsets of at most ``size`` on every row."""
    return SignedRows(
        pointer=rows.pointer,
        column=rows.column,
        weight=rows.weight,
        base=rng.integers(-size, size + 1, len(rows.base)),
        inside=rows.inside,
        signs=rows.signs,
    )


def spread_layer(positions, filters, taps, inputs, step, per, *, seed=0, gap=0, largest=1) -> SignedRows:
    """``per`` atoms at every ``step``-th position: bounded stripes, for large rings."""
    rng = np.random.default_rng(seed)
    filters_drawn = bank(rng, filters, taps, inputs, "sign")
    places = np.arange(0, positions - gap, step)
    support = np.sort(np.concatenate([places * filters + f for f in range(per)]))
    return layer_rows(filters_drawn, positions, support, rng.integers(1, largest + 1, len(support)))


def dense(rows: SignedRows):
    """(W, b, inside) as dense arrays."""
    weights = np.zeros((len(rows.base), rows.signs), dtype=rows.weight.dtype)
    weights[rows.row_of_entry(), rows.column] = rows.weight
    return weights, rows.base, rows.inside


def first_signs(rows: SignedRows, count: int) -> SignedRows:
    """The layer with only its first ``count`` signs (the others have weight zero)."""
    keep = rows.column < count
    lengths = np.bincount(rows.row_of_entry()[keep], minlength=len(rows.base))
    return SignedRows(
        pointer=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        column=rows.column[keep],
        weight=rows.weight[keep],
        base=rows.base,
        inside=rows.inside,
        signs=count,
    )
