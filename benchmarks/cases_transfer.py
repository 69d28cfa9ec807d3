"""J1 and J3 by the transfer matrix: bounded stripes."""

from fractions import Fraction

import numpy as np

from boundcheck.counting import count_failures, joint_probabilities, union_terms
from boundcheck.counting.joint import _float_batch, layer_tables

from . import baselines
from .clock import Row, medians, require
from .layers import dense, first_signs, random_layer, spread_layer
from .roofline import copied_per_second, distance, folds_per_second, together

RING_RATE = 3e9  # patterns per second of our own enumeration, the best alternative beyond reach


def _exact(name, rows, limit, repeats):
    seconds, found = medians({"ours": lambda: count_failures(rows, route="transfer")}, repeats)
    small = first_signs(rows, 10)
    loop = baselines.naive(*dense(small))
    ours = count_failures(small, route="transfer")
    answer = found["ours"]
    agreement = require((ours.failures, ours.ties) == loop, "10 signs: Python integers")
    middle = first_signs(rows, 20)
    one, two = (count_failures(middle, route=route) for route in ("transfer", "enumeration"))
    agreement += "; " + require((one.failures, one.ties) == (two.failures, two.ties), "20 signs: enumeration")
    years = 2.0 ** min(1000, rows.signs - 1) / RING_RATE
    return Row(
        case=name,
        unit="exact count",
        ours=seconds["ours"],
        others={"enumeration, estimated": years, "numpy float32, estimated": years * 300},
        goal=f"<= {limit} s",
        met=seconds["ours"] <= limit,
        agreement=agreement,
        limit="none: short steps",
        figures={
            "signs": rows.signs,
            "detail": answer.detail,
            "p_failure": float(answer.probability),
            "p_success": float(1 - answer.probability_with_ties),
            "ties_share": float(Fraction(answer.ties, answer.total)),
        },
        why="The goal is absolute and this is a few dozen milliseconds of both processors: a busy or slower machine "
        "misses it, and no alternative reaches the case at all.",
    )


def local(repeats):
    """54 local signs, integer filters with thousands of levels."""
    return _exact("J1-local-54", random_layer(150, 4, 8, 28, 54, "gauss", seed=5, gap=10, largest=2), 0.05, repeats)


def residues(repeats):
    """394 signs."""
    return _exact("J1-crt-394", spread_layer(1000, 4, 8, 12, 5, 2, seed=3, gap=15, largest=2), 0.1, repeats)


def ring(repeats):
    """36 signs on a ring without a gap."""
    return _exact("J1-ring-36", spread_layer(90, 4, 8, 12, 5, 2, seed=3, largest=2), 0.1, repeats)


def joint(name, rows, thresholds, limit, repeats):
    """One float64 pass for eight thresholds."""
    tables = layer_tables(rows)
    queries = [(p, p) for p in thresholds]
    seconds, _ = medians({"ours": lambda: _float_batch(tables, queries)}, repeats)
    built, _ = medians({"tables": lambda: layer_tables(rows)}, 1)
    per_threshold = seconds["ours"] / len(queries)
    small = first_signs(rows, 200)
    exact = joint_probabilities(small, thresholds)
    enclosed = joint_probabilities(small, thresholds, arithmetic="enclosure")
    agreement = require(
        all(e.lower <= x.lower <= e.upper for e, x in zip(enclosed, exact, strict=True)),
        "200 signs: exact counts lie in the enclosures",
    )
    return Row(
        case=name,
        unit="threshold",
        ours=per_threshold,
        others={"enumeration": f"impossible: 2^{rows.signs} patterns"},
        goal=f"<= {limit * 1e3:g} ms per threshold and <= 0.5 ns per window state and threshold",
        met=per_threshold <= limit and per_threshold / tables.states <= 0.5e-9,
        agreement=agreement,
        limit=distance(
            seconds["ours"], (8 * tables.states, copied_per_second(8 * tables.states) / 2, "reading the tables once")
        ),
        figures={
            "signs": rows.signs,
            "window": int(tables.width.max()),
            "states": tables.states,
            "ns_per_state_and_threshold": per_threshold / tables.states * 1e9,
            "tables_seconds": built["tables"],
        },
        why="One pass runs on one processor and reads eight bytes of tables per window state and round of eight "
        "thresholds; with windows of 6 signs the runs are short, so that their set-up shows beside the folding.",
    )


def joint_wide_ring(repeats):
    """M = 1e5."""
    rows = spread_layer(10**5, 4, 8, 12, 5, 2, gap=10)
    return joint("J3-joint-1e5", rows, range(30, 38), 5e-3, repeats)


def joint_long_window(repeats):
    """M = 1e3, long windows."""
    rows = random_layer(1000, 4, 8, 28, 460, "sign", seed=2, gap=10)
    return joint("J3-joint-w14", rows, range(100, 108), 25e-3, repeats)


def _half(rate):
    return None if rate is None else rate / 2


def union(repeats):
    """All union-bound terms at M = 1e5, on periodic and on random supports."""
    rows = spread_layer(10**5, 4, 8, 64, 3, 2, gap=10, largest=1000)
    t, sample = 30000, 4000
    part = type(rows)(
        pointer=rows.pointer[: sample + 1], column=rows.column, weight=rows.weight[: rows.pointer[sample]],
        base=rows.base[:sample], inside=rows.inside[:sample], signs=rows.signs,
    )  # fmt: skip
    periodic = spread_layer(10**5, 4, 8, 64, 5, 2, gap=10)
    seconds, found = medians(
        {
            "ours": lambda: union_terms(rows, t),
            "ours, periodic support": lambda: union_terms(periodic, 60),
            "numpy": lambda: baselines.numpy_rows(part, t),
        },
        repeats,
    )
    ours_part = union_terms(part, t)
    lengths = part.lengths
    by_numpy = sum(
        Fraction(c, 1 << int(k)) for c, k, is_in in zip(found["numpy"], lengths, part.inside, strict=True) if not is_in
    )
    ours, other = seconds["ours"], seconds["numpy"] / sample * len(rows.base)
    return Row(
        case="J3-union-1e5",
        unit="layer of 4e5 atoms",
        ours=ours,
        others={"numpy, extrapolated from 4000 rows": other},
        goal="<= 0.25 s and >= 90x numpy",
        met=ours <= 0.25 and other / ours >= 90,
        agreement=require(ours_part.off == by_numpy, "4000 rows: numpy sign tables"),
        limit=distance(
            ours,
            (float((2.0 ** (rows.lengths - 1)).sum()), together(_half(folds_per_second())), "32-bit folding in C"),
        ),
        figures={
            "classes": found["ours"].classes,
            "longest_row": int(rows.lengths.max()),
            "mean_row": float(np.mean(rows.lengths)),
            "periodic_seconds": seconds["ours, periodic support"],
            "periodic_classes": found["ours, periodic support"].classes,
        },
        why="Random values leave 4e5 distinct rows of some 10 terms, each enumerated on its own on all processors, "
        "and numpy runs on one: a busy machine lowers the ratio. On a periodic support, where rows repeat, the same "
        "layer takes periodic_seconds.",
    )
