"""Growth of time against size, as ratios: robust to the speed of the machine."""

from boundcheck.counting.enumerate import enumerate_patterns
from boundcheck.counting.joint import _float_batch, layer_tables
from boundcheck.rademacher import exact_tail

from .cases_tails import _coefficients
from .clock import rounds
from .layers import random_layer, spread_layer


def ratios(repeats=5):
    """{name: (ratio of times, lowest, highest accepted)}."""
    tables = [layer_tables(spread_layer(m, 4, 8, 12, 5, 2, gap=10)) for m in (25000, 100000)]
    rows = [random_layer(16, 4, 8, 56, k, "sign", noise=20) for k in (23, 25)]
    sums = [_coefficients(k, 10**12) for k in (36, 40)]
    queries = [(p, p) for p in range(30, 38)]
    taken, _ = rounds(
        {
            "pass 1": lambda: _float_batch(tables[0], queries),
            "pass 4": lambda: _float_batch(tables[1], queries),
            "block 23": lambda: enumerate_patterns(rows[0], threads=1, prune=False),
            "block 25": lambda: enumerate_patterns(rows[1], threads=1, prune=False),
            "meet 36": lambda: exact_tail(*sums[0], route="small"),
            "meet 40": lambda: exact_tail(*sums[1], route="small"),
        },
        repeats,
    )
    seconds = {name: min(values) for name, values in taken.items()}  # the round that other programs disturbed least
    return {
        "joint probability, M to 4 M": (seconds["pass 4"] / seconds["pass 1"], 2.5, 6.0),
        "enumeration, k to k + 2": (seconds["block 25"] / seconds["block 23"], 2.5, 6.0),
        "meet in the middle, k to k + 4": (seconds["meet 40"] / seconds["meet 36"], 2.0, 8.0),
    }
