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
from numpy.typing import NDArray

from boundcheck.rademacher.errors import TooLargeError

from .gram import correlate, synthesise
from .instance import Instance
from .monte_carlo import CONFIDENCE, clopper_pearson
from .rows import Ints, Numbers
from .trial_kernels import LANES, sign_words

Flags = NDArray[np.bool_]

LARGEST_SIGNS = 20
SIDE_BY_SIDE = 2**22  # numbers of one layer in all lanes together
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


def _encode(network: _Network, signs: list[Numbers], data: Numbers) -> tuple[Ints, Flags]:
    """Per lane the lowest layer (from 0) that fails or ties, or the number of layers, and whether it is a tie.

    ``signs[l]`` (lanes, atoms) is 0 off supp x^(l + 1), ``data`` (lanes, rows).
    """
    lowest = np.full(len(data), len(network.banks), np.int64)
    tied = np.zeros(len(data), np.bool_)
    alive, signal = np.arange(len(data)), data
    for level, bank in enumerate(network.banks):
        eps = signs[level][alive]
        code = correlate(bank, signal)
        gap = _gap(np.abs(code), eps != 0)
        lost = np.asarray(gap <= 0, np.bool_)
        lowest[alive[lost]], tied[alive[lost]] = level, gap[lost] == 0
        alive, signal = alive[~lost], (code * eps)[~lost]
    return lowest, tied


def _gap(sizes: Numbers, inside: Flags) -> Numbers:
    """Per lane the smallest size inside less the largest outside; positive where one of them has no member."""
    far = sizes.max(initial=0) + 1
    gap: Numbers = np.where(inside, sizes, far).min(axis=1) - np.where(inside, -1, sizes).max(axis=1)
    return gap


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
    layers = len(network.banks)
    counts = {True: [Fraction(0)] * (layers + 1), False: [Fraction(0)] * (layers + 1)}  # the last: all recovered
    seen, told = Fraction(0), 0
    for signs, data, weight in _branches(network, layers - 1, _spread(network), 0):
        lowest, tied = _encode(network, signs, data)
        for level, tie in zip(lowest.tolist(), tied.tolist(), strict=True):
            counts[tie][level] += weight
        seen += weight * len(data)
        if report and int(seen * MILLION) >= told + MILLION // 100:
            report(int(seen * MILLION) - told, MILLION)
            told = int(seen * MILLION)
        if deadline is not None and seen < 1 and time.monotonic() >= deadline:
            raise TooLargeError("pathway", expected="an enumeration within the budget", got="more patterns than that")
    return PathwayProbability(first_failure=tuple(counts[False][:-1]), first_tie=tuple(counts[True][:-1]))


def _spread(network: _Network) -> Numbers:
    """The top code as one lane with all its zeros."""
    code = np.zeros((1, network.banks[-1].shape[0] * network.positions), dtype=network.values.dtype)
    code[0, network.support] = network.values
    return code


def _branches(
    network: _Network, level: int, code: Numbers, used: int
) -> Iterator[tuple[list[Numbers], Numbers, Fraction]]:
    """Every choice of signs from ``level`` down, in lanes: signs bottom up, the data, the probability of a lane."""
    support = np.flatnonzero(code[0])
    total = used + len(support)
    if total > LARGEST_SIGNS:
        raise TooLargeError("pathway", expected=f"at most {LARGEST_SIGNS} signs over all layers", got=f"{total}")
    share = Fraction(1, 1 << len(support))
    choices = itertools.product((1, -1), repeat=len(support))
    while some := list(itertools.islice(choices, LANES)):
        eps = np.zeros((len(some), code.shape[1]), dtype=code.dtype)
        eps[:, support] = some
        below = synthesise(network.banks[level], code * eps)
        if level == 0:
            yield [eps], below + network.noise, share
            continue
        for lane in range(len(some)):
            for signs, data, weight in _branches(network, level - 1, below[lane : lane + 1], total):
                yield [*signs, np.repeat(eps[lane : lane + 1], len(data), axis=0)], data, share * weight


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
    blocks = -(-trials // LANES)

    def block(number: int) -> tuple[Ints, Flags]:
        if number and deadline is not None and time.monotonic() >= deadline:
            return np.zeros(0, np.int64), np.zeros(0, np.bool_)
        found = _block(network, seed, number)
        if report:
            report(1, blocks)
        return found

    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        lowest, tied = (np.concatenate(part) for part in zip(*pool.map(block, range(blocks)), strict=True))
    layers = len(network.banks)
    failures, ties = (np.bincount(lowest[tied == tie], minlength=layers + 1)[:layers].tolist() for tie in (False, True))
    made = len(lowest)
    return PathwayEstimate(
        first_failure=tuple(failures),
        first_tie=tuple(ties),
        trials=made,
        interval=clopper_pearson(sum(failures), made, confidence),
        interval_with_ties=clopper_pearson(sum(failures) + sum(ties), made, confidence),
        confidence=confidence,
        seed=seed,
    )


def _block(network: _Network, seed: int, number: int) -> tuple[Ints, Flags]:
    """The trials of one block, as many side by side as the memory set aside for a layer holds."""
    widest = max(bank.shape[0] for bank in network.banks) * network.positions
    step = min(LANES, max(1, SIDE_BY_SIDE // widest))
    parts = [_trials(network, seed, number, range(lo, min(lo + step, LANES))) for lo in range(0, LANES, step)]
    return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


def _trials(network: _Network, seed: int, number: int, lanes: range) -> tuple[Ints, Flags]:
    signs: list[Numbers] = []
    code = np.repeat(_spread(network), len(lanes), axis=0)
    for level in reversed(range(len(network.banks))):
        words = sign_words((seed * 1_000_003 + level + 1) % 2**63, number, code.shape[1])
        minus = (words >> np.array(lanes)[:, None]) & 1
        eps = np.where(code != 0, 1 - 2 * minus, 0).astype(code.dtype)
        signs.insert(0, eps)
        code = synthesise(network.banks[level], code * eps)
    return _encode(network, signs, code + network.noise)
