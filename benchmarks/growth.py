"""Growth of time against size, as ratios: robust to the speed of the machine and to what else runs on it.

Every method runs on one thread and is timed by its processor seconds, which other programs' turns do not enter; the
least of interleaved rounds is kept, and the sizes lie so far apart that half a power more is outside what is accepted.
"""

import time

from boundcheck.counting.enumerate import enumerate_patterns
from boundcheck.counting.joint import _float_batch, layer_tables
from boundcheck.rademacher import exact_tail

from .cases_tails import _coefficients
from .layers import random_layer, spread_layer

QUERIES = [(p, p) for p in range(30, 38)]
ACCEPTED = {  # what grows: lowest and highest ratio
    "joint probability, M to 8 M": (5.0, 14.0),  # 8 if linear, 22 if M^1.5
    "enumeration, k to k + 4": (9.0, 28.0),  # 16 if 2^k, 64 if 2^(1.5 k)
    "meet in the middle, k to k + 8": (8.0, 32.0),  # 16 if 2^(k/2), 64 if 2^(3 k/4)
}


def pass_over(tables):
    """One transfer pass."""
    return _float_batch(tables, QUERIES)


def enumeration(rows):
    """Every pattern, no pruning."""
    return enumerate_patterns(rows, threads=1, prune=False)


def meeting(coefficients, t):
    """Two sorted halves."""
    return exact_tail(coefficients, t, route="small")


def ratios(repeats=5, passing=pass_over, enumerating=enumeration, meeting_halves=meeting):
    """{name: (ratio of processor times, lowest, highest accepted)}, of these methods."""
    tables = [layer_tables(spread_layer(m, 4, 8, 12, 5, 2, gap=10)) for m in (12_500, 100_000)]
    rows = [random_layer(16, 4, 8, 56, k, "sign", noise=20) for k in (23, 27)]
    sums = [_coefficients(k, 10**12) for k in (34, 42)]
    pairs = (
        [lambda z=z: passing(tables[z]) for z in (0, 1)],
        [lambda z=z: enumerating(rows[z]) for z in (0, 1)],
        [lambda z=z: meeting_halves(*sums[z]) for z in (0, 1)],
    )
    least = [[float("inf"), float("inf")] for _ in pairs]
    for turn in range(repeats + 1):  # the first round compiles, and is not kept
        for best, methods in zip(least, pairs, strict=True):
            for z, method in enumerate(methods):
                taken = _processor_seconds(method)
                best[z] = min(best[z], taken) if turn else best[z]
    return {
        name: (large / small, *accepted)
        for (name, accepted), (small, large) in zip(ACCEPTED.items(), least, strict=True)
    }


def _processor_seconds(method):
    start = time.thread_time()
    method()
    return time.thread_time() - start
