"""The whole pathway of a network: signs of every layer drawn, encoded from the data upwards, exact where enumerable.

With D the signs, ``x^(l-1) = A^(l) D^(l) x^(l)`` downwards; ``xhat^(0) = x^(0) + v^(0)`` and, upwards,
``c^(l) = A^(l)T xhat^(l-1)``; layer l is recovered if the smallest ``abs(c)`` on supp x^(l) exceeds the largest
off it, and then
``xhat^(l) = D^(l) c^(l)`` on the support. Everything is in integers on one scale per layer.
"""

import itertools
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np

from boundcheck.rademacher.errors import TooLargeError

from .gram import correlate, synthesise
from .instance import Instance
from .monte_carlo import CONFIDENCE, clopper_pearson
from .rows import Ints, Numbers
from .trial_kernels import LANES, sign_word

LARGEST_SIGNS = 20
BLOCK = LANES
EXACT_FLOAT = 2**53
MILLION = 10**6


@dataclass(frozen=True, kw_only=True)
class PathwayProbability:
    """Exact law of the lowest failing layer: ``first_failure[l]`` first fails at layer l + 1; ties alike."""

    first_failure: tuple[Fraction, ...]
    first_tie: tuple[Fraction, ...]

    @property
    def probability(self) -> Fraction:
        """Probability that some layer fails strictly before any tie."""
        return sum(self.first_failure, Fraction(0))

    @property
    def probability_with_ties(self) -> Fraction:
        """Probability that some layer fails or ties."""
        return self.probability + sum(self.first_tie, Fraction(0))


@dataclass(frozen=True, kw_only=True)
class PathwayEstimate:
    """EMPIRICAL: counts of the lowest failing (or tying) layer over ``trials``, with Clopper-Pearson intervals."""

    first_failure: tuple[int, ...]
    first_tie: tuple[int, ...]
    trials: int
    interval: tuple[float, float]
    interval_with_ties: tuple[float, float]
    confidence: Fraction
    seed: int
    grade: str = "EMPIRICAL"


@dataclass(frozen=True, kw_only=True, eq=False)
class _Network:
    """Integer banks bottom up, the top code and the noise, all times one scale that drops out of every comparison.

    In float64 where every sum stays below 2**53 and is therefore exact, else in Python integers.
    """

    banks: tuple[Numbers, ...]
    positions: int
    support: Ints
    values: Numbers
    noise: Numbers


Outcome = tuple[int, bool] | None  # (layer from 0, is a tie), or None: every layer recovered


def _network(instance: Instance) -> _Network:
    top, bottom = instance.layers[-1], instance.layers[0]
    factor = 1
    for layer in instance.layers:
        factor *= layer.bank_scale
    zero = (Fraction(0),) * (bottom.shape.positions * bottom.shape.inputs)
    noise = bottom.noise or zero
    scale = lcm(*(z.denominator for z in (*top.values, *noise)))
    support = top.support if top.support is not None else np.zeros(0, np.int64)
    values = np.array([int(z * scale) for z in top.values], dtype=object)
    offsets = np.array([int(z * scale * factor) for z in noise], dtype=object)
    banks = tuple(layer.bank for layer in instance.layers)
    kind: Any = np.float64 if _largest(banks, values, offsets) < EXACT_FLOAT else object
    return _Network(
        banks=tuple(bank.astype(kind) for bank in banks),
        positions=top.shape.positions,
        support=support,
        values=values.astype(kind),
        noise=offsets.astype(kind),
    )


def _largest(banks: tuple[Numbers, ...], values: Numbers, noise: Numbers) -> int:
    """A bound of every number, partial sums included, from the top code down to the data and up again."""
    size = max((abs(int(z)) for z in values), default=0)
    for bank in reversed(banks):
        size *= int(np.abs(bank).max()) * bank.shape[0] * bank.shape[1]
    size += max(abs(int(z)) for z in noise)
    for bank in banks:
        size *= int(np.abs(bank).sum(axis=(1, 2)).max())
    return size


def _below(network: _Network, level: int, support: Ints, values: Numbers) -> tuple[Ints, Numbers]:
    """Support and values of x one layer further down, from the signed values at ``level``."""
    signal = synthesise(network.banks[level], network.positions, support, values)
    found = np.flatnonzero(signal)
    return found, signal[found]


def _encode(network: _Network, supports: list[Ints], signs: list[Ints], data: Numbers) -> Outcome:
    """Lowest layer that fails or ties; ``supports`` and ``signs`` are bottom up."""
    signal = data
    for level, (support, eps) in enumerate(zip(supports, signs, strict=True)):
        code = correlate(network.banks[level], signal)
        sizes = np.abs(code)
        off = np.ones(len(sizes), np.bool_)
        off[support] = False
        if len(support) and off.any():
            least, most = int(sizes[support].min()), int(sizes[off].max())
            if least <= most:
                return level, least == most
        signal = np.zeros(len(code), dtype=code.dtype)
        signal[support] = code[support] * eps
    return None


def exact_pathway(
    instance: Instance,
    *,
    deadline: float | None = None,
    report: Callable[[int, int], None] | None = None,
) -> PathwayProbability:
    """Enumerate the signs of all layers (those on the supports, layer by layer downwards).

    ``report`` is called with (millionths newly done, a million).

    Raises:
        TooLargeError: more than 20 signs along some branch, or the deadline passed.
    """
    network = _network(instance)
    failures = [Fraction(0)] * len(network.banks)
    ties = [Fraction(0)] * len(network.banks)
    seen, told = Fraction(0), 0
    for supports, signs, data, weight in _branches(network, len(network.banks) - 1, network.support, network.values, 0):
        seen += weight
        if report and int(seen * MILLION) >= told + MILLION // 100:
            report(int(seen * MILLION) - told, MILLION)
            told = int(seen * MILLION)
        if deadline is not None and time.monotonic() >= deadline:
            raise TooLargeError("pathway", expected="an enumeration within the budget", got="more patterns than that")
        outcome = _encode(network, supports, signs, data)
        if outcome is not None:
            level, tied = outcome
            (ties if tied else failures)[level] += weight
    return PathwayProbability(first_failure=tuple(failures), first_tie=tuple(ties))


def _branches(
    network: _Network, level: int, support: Ints, values: Numbers, used: int
) -> Iterator[tuple[list[Ints], list[Ints], Numbers, Fraction]]:
    """Every choice of signs from ``level`` down: supports and signs bottom up, the data, and its probability."""
    total = used + len(support)
    if total > LARGEST_SIGNS:
        raise TooLargeError("pathway", expected=f"at most {LARGEST_SIGNS} signs over all layers", got=f"{total}")
    share = Fraction(1, 1 << len(support))
    for choice in itertools.product((1, -1), repeat=len(support)):
        eps = np.array(choice, dtype=np.int64)
        found, signal = _below(network, level, support, values * eps)
        if level == 0:
            data = network.noise.copy()
            data[found] += signal
            yield [support], [eps], data, share
            continue
        for supports, signs, data, weight in _branches(network, level - 1, found, signal, total):
            yield [*supports, support], [*signs, eps], data, share * weight


def estimate_pathway(
    instance: Instance,
    trials: int,
    *,
    seed: int = 0,
    confidence: Fraction = CONFIDENCE,
    threads: int | None = None,
    budget: float | None = None,
    report: Callable[[int, int], None] | None = None,
) -> PathwayEstimate:
    """Draw the signs of all layers independently; every trial is decided in exact integers.

    Trial t uses signs made from (seed, layer, t) alone, so the result does not depend on the threads.
    """
    network = _network(instance)
    deadline = None if budget is None else time.monotonic() + budget
    blocks = -(-trials // BLOCK)

    def block(number: int) -> list[Outcome]:
        if number and deadline is not None and time.monotonic() >= deadline:
            return []
        found = [_trial(network, seed, number, lane) for lane in range(BLOCK)]
        if report:
            report(1, blocks)
        return found

    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        outcomes = [outcome for part in pool.map(block, range(blocks)) for outcome in part]
    levels = range(len(network.banks))
    failures = tuple(outcomes.count((level, False)) for level in levels)
    ties = tuple(outcomes.count((level, True)) for level in levels)
    made = len(outcomes)
    return PathwayEstimate(
        first_failure=failures,
        first_tie=ties,
        trials=made,
        interval=clopper_pearson(sum(failures), made, confidence),
        interval_with_ties=clopper_pearson(sum(failures) + sum(ties), made, confidence),
        confidence=confidence,
        seed=seed,
    )


def _trial(network: _Network, seed: int, block: int, lane: int) -> Outcome:
    support, values = network.support, network.values
    supports: list[Ints] = []
    signs: list[Ints] = []
    for level in reversed(range(len(network.banks))):
        layer_seed = (seed * 1_000_003 + level + 1) % 2**63
        words = np.array([int(sign_word(layer_seed, block, int(j))) for j in support], dtype=np.int64)
        eps = 1 - 2 * ((words >> lane) & 1)
        supports.insert(0, support)
        signs.insert(0, eps)
        support, values = _below(network, level, support, values * eps)
    data: Any = network.noise.copy()
    data[support] += values
    return _encode(network, supports, signs, data)
