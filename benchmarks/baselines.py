"""What a user would write first. Float products get near-ties wrong by construction; only their speed is compared."""

import importlib.util
import itertools
from fractions import Fraction

import numpy as np
from numba import njit

HAS_TORCH = importlib.util.find_spec("torch") is not None
if HAS_TORCH:
    import torch


def naive(weights, base, inside, patterns=None, number=int):
    """Loop over patterns with Python integers or Fractions; (failures, ties) of the first ``patterns``."""
    table = [[number(int(z)) for z in row] for row in weights]
    offsets = [number(int(z)) for z in base]
    failures = ties = 0
    for eps in itertools.islice(itertools.product((1, -1), repeat=weights.shape[1]), patterns):
        sizes = [
            abs(b + sum(e * w for e, w in zip(eps, row, strict=True))) for row, b in zip(table, offsets, strict=True)
        ]
        least = min(z for z, is_in in zip(sizes, inside, strict=True) if is_in)
        most = max(z for z, is_in in zip(sizes, inside, strict=True) if not is_in)
        failures += least < most
        ties += least == most
    return failures, ties


def naive_fractions(weights, base, inside, patterns):
    """``naive`` in Fractions."""
    return naive(weights, base, inside, patterns, Fraction)


def numpy_product(weights, base, inside, patterns, dtype=np.float32, batch=1 << 14):
    """Sign matrix times W in batches."""
    table, offsets = np.ascontiguousarray(weights.T.astype(dtype)), base.astype(dtype)
    shifts, within, off = np.arange(weights.shape[1]), np.flatnonzero(inside), np.flatnonzero(~inside)
    failures = 0
    for lo in range(0, patterns, batch):
        z = np.arange(lo, min(patterns, lo + batch))
        signs = (1 - 2 * ((z[:, None] >> shifts) & 1)).astype(dtype)
        sizes = np.abs(signs @ table + offsets)
        failures += int((sizes[:, within].min(1) < sizes[:, off].max(1)).sum())
    return failures


def torch_product(weights, base, inside, patterns, batch=1 << 14):
    """The same with torch, float32."""
    table = torch.tensor(weights.T.astype(np.float32)).contiguous()
    offsets = torch.tensor(base.astype(np.float32))
    shifts = torch.arange(weights.shape[1])
    within, off = torch.tensor(np.flatnonzero(inside)), torch.tensor(np.flatnonzero(~inside))
    failures = 0
    for lo in range(0, patterns, batch):
        z = torch.arange(lo, min(patterns, lo + batch))
        signs = (1 - 2 * ((z[:, None] >> shifts) & 1)).to(torch.float32)
        sizes = (signs @ table + offsets).abs()
        failures += int((sizes[:, within].amin(1) < sizes[:, off].amax(1)).sum())
    return failures


@njit(nogil=True, cache=True)
def _gray(weights, base, inside, patterns):
    count, k = weights.shape
    c = base.copy()
    for j in range(k):
        for i in range(count):
            c[i] += weights[i, j]
    gray = 0
    failures = 0
    ties = 0
    for p in range(patterns):
        least = np.int64(1) << 62
        most = np.int64(0)
        for i in range(count):
            if inside[i]:
                least = min(least, abs(c[i]))
            else:
                most = max(most, abs(c[i]))
        failures += least < most
        ties += least == most
        if p + 1 < patterns:
            j = 0
            while not ((p + 1) >> j) & 1:
                j += 1
            step = 2 if (gray >> j) & 1 else -2
            for i in range(count):
                c[i] += step * weights[i, j]
            gray ^= 1 << j
    return failures, ties


def gray_walk(weights, base, inside, patterns):
    """Gray code walk in int64 with numba, one thread: (failures, ties) of the first ``patterns``."""
    failures, ties = _gray(weights.astype(np.int64), base.astype(np.int64), inside, patterns)
    return int(failures), int(ties)


def numpy_meet(magnitudes, t):
    """Meet in the middle with sort and searchsorted: #{abs(S) > t}."""
    sums = []
    for half in (magnitudes[0::2], magnitudes[1::2]):
        s = np.zeros(1, np.int64)
        for a in half:
            s = np.concatenate([s - a, s + a])
        sums.append(np.sort(s))
    first, second = sums
    return 2 * int((len(second) - np.searchsorted(second, t - first, "right")).sum())


def dictionary_lattice(magnitudes, t):
    """The law of the sum in a Python dictionary."""
    law = {0: 1}
    for a in magnitudes:
        fresh: dict[int, int] = {}
        for s, count in law.items():
            fresh[s - a] = fresh.get(s - a, 0) + count
            fresh[s + a] = fresh.get(s + a, 0) + count
        law = fresh
    return sum(count for s, count in law.items() if abs(s) > t)


def numpy_rows(rows, t):
    """Union terms with a sign table per row length: sum over rows of #{abs(c) > t}, as a list."""
    tables = {}
    found = []
    for i in range(len(rows.base)):
        w = rows.weight[rows.pointer[i] : rows.pointer[i + 1]]
        k = len(w)
        if k not in tables:
            tables[k] = 1 - 2 * ((np.arange(1 << k)[:, None] >> np.arange(k)) & 1)
        found.append(int((np.abs(tables[k] @ w + rows.base[i]) > t).sum()))
    return found


def scipy_trials(matrix, base, inside, rng, lanes=64):
    """One batch of trials as a sparse matrix times a sign matrix."""
    signs = (1 - 2 * rng.integers(0, 2, (matrix.shape[1], lanes))).astype(np.float32)
    sizes = np.abs(matrix @ signs + base[:, None])
    return int((sizes[inside].min(0) < sizes[~inside].max(0)).sum())


def torch_trial(bank_tensor, code, inside, positions):
    """One trial through two circular convolutions: synthesis with the filters, correlation back."""
    taps = bank_tensor.shape[2]
    wrapped = torch.cat([code[:, :, -(taps - 1) :], code], dim=2)
    signal = torch.nn.functional.conv_transpose1d(wrapped, bank_tensor)[:, :, taps - 1 : taps - 1 + positions]
    around = torch.cat([signal, signal[:, :, : taps - 1]], dim=2)
    sizes = torch.nn.functional.conv1d(around, bank_tensor)[0].T.reshape(-1).abs()
    return bool(sizes[inside].min() < sizes[~inside].max())
