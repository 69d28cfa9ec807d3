"""J4: Monte-Carlo over one layer, and the correlation underneath."""

import time

import numpy as np
from scipy.sparse import csr_matrix

from boundcheck.counting import count_failures, estimate_layer, layer_rows
from boundcheck.counting.gram import WORTH_THREADS, correlate

from . import baselines
from .clock import Row, medians, require
from .layers import bank, random_layer
from .roofline import distance, folds_per_second, multiply_adds_per_second, together

if baselines.HAS_TORCH:
    import torch


def trials(name, positions, signs, count, goal, repeats):
    """Trials per second at fixed values, n = 4, m = 8 * 64."""
    rng = np.random.default_rng(1)
    filters = bank(rng, 4, 8, 64, "sign")
    support = np.sort(rng.choice(4 * positions, signs, replace=False))
    values = rng.integers(90, 100, signs)
    rows = layer_rows(filters, positions, support, values)
    matrix = csr_matrix((rows.weight.astype(np.float32), rows.column, rows.pointer), (len(rows.base), rows.signs))
    base = rows.base.astype(np.float32)
    methods = {
        "ours": lambda: estimate_layer(rows, count),
        "scipy CSR @ 64 signs": lambda: baselines.scipy_trials(matrix, base, rows.inside, rng),
    }
    if baselines.HAS_TORCH:
        code = torch.zeros(1, 4, positions)
        code[0, torch.tensor(support % 4), torch.tensor(support // 4)] = torch.tensor(values, dtype=torch.float32)
        tensor, inside = torch.tensor(filters.transpose(0, 2, 1).astype(np.float32)), torch.tensor(rows.inside)
        methods["torch conv1d both ways"] = lambda: baselines.torch_trial(tensor, code, inside, positions)
    seconds, found = medians(methods, repeats)
    ours = seconds["ours"] / found["ours"].trials
    others: dict[str, float | str] = {"scipy CSR @ 64 signs": seconds["scipy CSR @ 64 signs"] / 64}
    others["torch conv1d both ways"] = seconds.get("torch conv1d both ways", "not installed")
    rate, conv, csr = goal
    ratio_conv = others["torch conv1d both ways"] / ours if baselines.HAS_TORCH else float("inf")
    return Row(
        case=name,
        unit="trial",
        ours=ours,
        others=others,
        goal=f">= {rate} trials/s, >= {conv}x torch conv1d, >= {csr}x scipy CSR",
        met=1 / ours >= rate and ratio_conv >= conv and others["scipy CSR @ 64 signs"] / ours >= csr,
        agreement=_agreement(),
        limit=distance(ours, (len(rows.column), together(folds_per_second()), "16-bit folding in C, an entry a fold")),
        figures={
            "trials_per_second": 1 / ours,
            "entries": len(rows.column),
            "multiply_adds_per_second": len(rows.column) / ours,
            "failures": found["ours"].failures,
            "trials": found["ours"].trials,
        },
        why="All processors draw, and so do the alternatives' libraries: on a busy machine the rate falls with them.",
    )


def _agreement():
    rows = random_layer(24, 4, 4, 12, 24, "sign", seed=4, largest=2)
    exact = count_failures(rows)
    drawn = estimate_layer(rows, 500_000, seed=9, confidence=baselines.Fraction(999, 1000))
    share, with_ties = float(exact.probability), float(exact.probability_with_ties)
    return require(
        drawn.interval[0] <= share <= drawn.interval[1]
        and drawn.interval_with_ties[0] <= with_ties <= drawn.interval_with_ties[1],
        f"24 signs: exact {share:.5f} (with ties {with_ties:.5f}) inside the 99.9% intervals of 500 000 trials",
    )


def correlation(taps, inputs, filters, repeats):
    """A^T y at M = 1e5 in float32."""
    positions = 10**5
    rng = np.random.default_rng(0)
    signal = rng.standard_normal(positions * inputs).astype(np.float32)
    kernel = rng.standard_normal((filters, taps, inputs)).astype(np.float32)
    methods = {"ours": lambda: correlate(kernel, signal), "FFT (numpy)": lambda: _by_fft(kernel, signal)}
    methods |= _torch_methods(kernel, signal, positions)
    seconds, found = medians(methods, repeats)
    others: dict[str, float | str] = {"torch conv1d": "not installed"} if not baselines.HAS_TORCH else {}
    others |= {name: s for name, s in seconds.items() if name != "ours"}
    ours = seconds["ours"]
    best_torch = min((s for name, s in seconds.items() if name.startswith("torch")), default=float("inf"))
    work = positions * taps * inputs * filters
    return Row(
        case=f"J4-corr-{taps}-{inputs}-{filters}",
        unit="correlation",
        ours=ours,
        others=others,
        goal="never slower than torch conv1d (on one thread or on all), >= 5x FFT",
        met=ours <= best_torch and seconds["FFT (numpy)"] / ours >= 5,
        agreement=require(
            np.allclose(found["ours"], found["FFT (numpy)"], atol=1e-2), "FFT correlation to 1e-2 (both are float32)"
        ),
        limit=distance(ours, _peak(work)),
        figures={"multiply_adds_per_second": work / ours, **_waiting(methods)},
        why="On a busy machine a thread of a pair waits for the other: see the processor seconds of one call.",
    )


def _peak(work):
    """Multiply-adds at the peak of the processors that the size is worth."""
    rate, used = multiply_adds_per_second(), work >= WORTH_THREADS
    return work, together(rate) if used else rate, f"float32 multiply-adds on {'all' if used else 'one'}"


def _torch_methods(kernel, signal, positions):
    """conv1d on one thread and on all, the wrapped signal already in its layout."""
    if not baselines.HAS_TORCH:
        return {}
    taps, inputs = kernel.shape[1:]
    weight = torch.tensor(kernel.transpose(0, 2, 1).copy())
    grid = torch.tensor(signal.reshape(positions, inputs).T.copy())[None]
    around = torch.cat([grid, grid[:, :, : taps - 1]], dim=2)
    threads = torch.get_num_threads()

    def alone():
        torch.set_num_threads(1)
        found = torch.nn.functional.conv1d(around, weight)
        torch.set_num_threads(threads)
        return found

    return {"torch conv1d, one thread": alone, "torch conv1d": lambda: torch.nn.functional.conv1d(around, weight)}


def _waiting(methods):
    """Processor seconds of one call, the least of five; and those spent in the ten milliseconds after it."""
    found = {}
    for name, method in methods.items():
        spent, after = [], []
        for _ in range(5):
            start = time.process_time()
            method()
            done = time.process_time()
            time.sleep(0.01)
            spent.append(done - start)
            after.append(time.process_time() - done)
        found[f"processor_seconds, {name}"] = min(spent)
        found[f"processor_seconds_after, {name}"] = max(after)
    if "torch conv1d" in methods:
        found["ours_right_after_torch_seconds"] = min(_right_after(methods["torch conv1d"], methods["ours"]))
    return found


def _right_after(first, second):
    """Seconds of the second method when the threads of the first may still spin."""
    for _ in range(5):
        first()
        start = time.perf_counter()
        second()
        yield time.perf_counter() - start


def _by_fft(kernel, signal):
    positions = len(signal) // kernel.shape[2]
    grid = np.fft.rfft(signal.reshape(positions, -1), axis=0)
    padded = np.zeros((kernel.shape[0], positions, kernel.shape[2]), np.float32)
    padded[:, : kernel.shape[1]] = kernel
    spectrum = np.conj(np.fft.rfft(padded, axis=1))
    return np.fft.irfft(np.einsum("pc,fpc->pf", grid, spectrum), n=positions, axis=0).astype(np.float32).ravel()
