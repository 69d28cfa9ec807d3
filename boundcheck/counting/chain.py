"""The transfer matrix of one chain: exact joint counts of 'every inside value > u and every off value <= v'."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from boundcheck.rademacher.primes import from_residues, moduli_for

from .passes import pass_primes, pass_words
from .runs import LANES
from .tables import Tables

Query: TypeAlias = tuple[int, int]
WORD_SIGNS = 63  # counts up to 2**63 fit a 64-bit word
PRIME_BITS = 61
THREADED_STATES = 2**16  # work per pass that repays a second thread


@dataclass(frozen=True, kw_only=True, eq=False)
class Chain:
    """Exact counts from the tables, eight queries per pass, any number of signs."""

    tables: Tables
    threads: int = 1

    def counts(self, queries: Sequence[Query]) -> list[int]:
        """``#{eps: min inside > u and max off <= v}`` for every (u, v), exactly."""
        live = [q for q in queries if self._possible(q)]
        found = dict(zip(live, self._counts(live), strict=True)) if live else {}
        return [found.get(q, 0) for q in queries]

    def _possible(self, query: Query) -> bool:
        u, v = query
        return self.tables.least_inside > u and self.tables.most_off <= v

    def _counts(self, queries: Sequence[Query]) -> list[int]:
        moduli = [2**64] if self.tables.signs <= WORD_SIGNS else moduli_for(self.tables.signs, prime_bits=PRIME_BITS)
        jobs = [(u, v, m) for m in moduli for u, v in queries]
        words, primes = jobs[: len(queries)], jobs[len(queries) :]
        batches = [*_batches(words), *_batches(primes)]
        if self.threads > 1 and len(batches) > 1 and self.tables.states >= THREADED_STATES:
            with ThreadPoolExecutor(self.threads) as pool:
                parts = list(pool.map(self._batch, batches))
        else:
            parts = [self._batch(batch) for batch in batches]
        residues = [r for part in parts for r in part]
        n = len(queries)
        return [from_residues(residues[q::n], moduli) for q in range(n)]

    def _batch(self, jobs: Sequence[tuple[int, int, int]]) -> list[int]:
        """One pass over at most eight (u, v, modulus)."""
        t = self.tables
        padded = [*jobs, *[jobs[-1]] * (LANES - len(jobs))]
        u, v = (np.array([job[z] for job in padded], dtype=np.int32) for z in (0, 1))
        f, g = (np.empty((1 << int(t.width.max(initial=0)), LANES), np.int64) for _ in range(2))
        total = np.zeros(LANES, np.int64)
        arrays = (t.inside, t.off, t.offset, t.width, t.drop_start, t.drop_bit, u, v, f, g, total)
        if jobs[0][2] == 2**64:
            pass_words(*arrays)
        else:
            pass_primes(*arrays, np.array([job[2] for job in padded], dtype=np.int64))
        return [int(x) % job[2] for x, job in zip(total, jobs, strict=False)]


def _batches(jobs: Sequence[tuple[int, int, int]]) -> list[Sequence[tuple[int, int, int]]]:
    return [jobs[z : z + LANES] for z in range(0, len(jobs), LANES)]
