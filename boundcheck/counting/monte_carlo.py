"""Monte-Carlo over the signs of one layer with fixed values: an empirical failure probability with its interval.

Every trial is decided exactly: in 16-bit integers where they hold the rows, else in float32 with an error bound, and
what lies within the bound again in exact integers.
"""

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from boundcheck.rademacher.errors import InputError

from .rows import Ints, SignedRows
from .trial_kernels import LANES, TOGETHER, run_blocks, sign_word

LIMIT_16 = 32000
EXACT_FLOAT = 2**24
CONFIDENCE = Fraction(99, 100)


@dataclass(frozen=True, kw_only=True)
class LayerEstimate:
    """EMPIRICAL: of ``trials`` independent patterns ``failures`` had min < max and ``ties`` min == max.

    ``interval`` and ``interval_with_ties`` are Clopper-Pearson intervals at ``confidence``, each on its own;
    ``redecided`` trials were settled in exact integers.
    """

    failures: int
    ties: int
    trials: int
    redecided: int
    interval: tuple[float, float]
    interval_with_ties: tuple[float, float]
    confidence: Fraction
    seed: int
    grade: str = "EMPIRICAL"


def clopper_pearson(successes: int, trials: int, confidence: Fraction = CONFIDENCE) -> tuple[float, float]:
    """Interval that covers the true probability with at least the stated confidence.

    >>> clopper_pearson(0, 10)[0], clopper_pearson(10, 10)[1]
    (0.0, 1.0)
    """
    if not 0 <= successes <= trials or trials < 1:
        raise InputError("clopper_pearson", expected="0 <= successes <= trials", got=f"{successes} of {trials}")
    tail = float(1 - confidence) / 2
    low = 0.0 if successes == 0 else float(beta.ppf(tail, successes, trials - successes + 1))
    high = 1.0 if successes == trials else float(beta.ppf(1 - tail, successes + 1, trials - successes))
    return low, high


def estimate_layer(
    rows: SignedRows,
    trials: int,
    *,
    seed: int = 0,
    confidence: Fraction = CONFIDENCE,
    threads: int | None = None,
    budget: float | None = None,
    report: Callable[[int, int], None] | None = None,
) -> LayerEstimate:
    """Draw independent sign patterns and decide each exactly; the result depends on the seed, not on the threads.

    Args:
        rows: integer rows of the layer.
        trials: number of patterns, rounded up to a multiple of 64.
        seed: integer below 2**63.
        confidence: of the Clopper-Pearson intervals.
        threads: worker threads, by default one per processor.
        budget: seconds after which no new blocks start; the trials made count.
        report: called with (blocks done, all blocks).

    Raises:
        InputError: no trials, or a seed outside 0..2**63-1.
    """
    if trials < 1 or not 0 <= seed < 2**63:
        got = f"{trials} trials, seed {seed}"
        raise InputError("estimate_layer", expected="at least one trial and a seed in 0..2**63-1", got=got)
    if not rows.inside.any() or rows.inside.all():
        return _estimate((0, 0, 0, trials), confidence, seed)
    kernel = _Kernel(rows, seed)
    workers, blocks = threads or os.cpu_count() or 1, -(-trials // LANES)
    size = max(TOGETHER, min(1 + 2**24 // max(1, len(rows.column)), -(-blocks // (4 * workers))))
    starts = range(0, blocks, size)
    deadline = None if budget is None else time.monotonic() + budget

    def piece(lo: int) -> tuple[int, int, int, int]:
        if lo and deadline is not None and time.monotonic() >= deadline:
            return 0, 0, 0, 0
        done = kernel.run(lo, min(lo + size, blocks))
        if report:
            report(min(size, blocks - lo), blocks)
        return done

    with ThreadPoolExecutor(workers) as pool:
        parts = list(pool.map(piece, starts))
    failures, ties, redecided, made = (sum(part[z] for part in parts) for z in range(4))
    return _estimate((failures, ties, redecided, made), confidence, seed)


def _estimate(found: tuple[int, int, int, int], confidence: Fraction, seed: int) -> LayerEstimate:
    failures, ties, redecided, made = found
    return LayerEstimate(
        failures=failures,
        ties=ties,
        trials=made,
        redecided=redecided,
        interval=clopper_pearson(failures, made, confidence),
        interval_with_ties=clopper_pearson(failures + ties, made, confidence),
        confidence=confidence,
        seed=seed,
    )


class _Kernel:
    """Rows in the number type of the lanes, and the exact second look."""

    def __init__(self, rows: SignedRows, seed: int) -> None:
        self.rows, self.seed = rows, seed
        reach = max(int(r) for r in rows.reach())
        self.margin = 0.0
        self.step: NDArray[Any]
        self.start: NDArray[Any]
        start = rows.base.copy()
        np.add.at(start, rows.row_of_entry(), rows.weight)
        if reach <= LIMIT_16:
            self.step, self.start = (-2 * rows.weight).astype(np.int16), start.astype(np.int16)
            self.far: Any = np.int16(32767)
        else:
            self.step, self.start = _floats(-2 * rows.weight, reach), _floats(start, reach)
            self.far = np.float32(3e38)
            if reach > EXACT_FLOAT:  # else float32 holds every partial sum exactly
                terms = int(rows.lengths.max(initial=0)) + 4
                self.margin = 2 * terms * 2.0**-23 * 2
        self.column = rows.column.astype(np.int32)
        self.entry_row = rows.row_of_entry()

    def run(self, lo: int, hi: int) -> tuple[int, int, int, int]:
        """(failures, ties, redecided, trials) of the blocks lo..hi-1."""
        rows = self.rows
        room = (hi - lo) * LANES if self.margin else 1
        unsure = np.empty((room, 2), np.int64)
        failures, ties, found = run_blocks(
            rows.pointer, self.column, self.step, self.start, rows.inside, rows.signs,
            self.far, self.margin, self.seed, lo, hi, unsure,
        )  # fmt: skip
        signs = [self._decide(int(block), int(lane)) for block, lane in unsure[:found]]
        return int(failures) + signs.count(1), int(ties) + signs.count(0), int(found), (hi - lo) * LANES

    def _decide(self, block: int, lane: int) -> int:
        """Sign of max - min of one trial in exact integers."""
        sizes = np.abs(self.values(block, lane))
        gap = int(sizes[~self.rows.inside].max()) - int(sizes[self.rows.inside].min())
        return (gap > 0) - (gap < 0)

    def values(self, block: int, lane: int) -> NDArray[Any]:
        """All c_i of one trial, exactly."""
        signs = trial_signs(self.seed, block, lane, self.rows.signs)
        total = self.rows.base.copy()
        np.add.at(total, self.entry_row, self.rows.weight * signs[self.rows.column])
        return total


def trial_signs(seed: int, block: int, lane: int, signs: int) -> Ints:
    """The signs of one trial, +1 or -1."""
    words = np.array([int(sign_word(seed, block, j)) for j in range(signs)], dtype=np.int64)
    return 1 - 2 * ((words >> lane) & 1)


def _floats(values: NDArray[Any], reach: int) -> NDArray[np.float32]:
    """float32 of the integers, divided by a power of two that brings the reach to at most 1 (none if it fits 2**24)."""
    shift = 0 if reach <= EXACT_FLOAT else reach.bit_length()
    if values.dtype != object:
        return np.ldexp(values.astype(np.float64), -shift).astype(np.float32)
    return np.array([float(Fraction(int(v), 1 << shift)) for v in values], dtype=np.float32)
