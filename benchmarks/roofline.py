"""What the machine can do, measured beside the cases: the same folding in C, instructions per second, bytes per second.

Without a C compiler only the copying is known, and the other distances say so.
"""

import os
import shutil
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
PROCESSORS = os.cpu_count() or 1
COPIED = 2**26  # bytes a measurement of copying moves at least


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Removed when the run ends."""
    return tempfile.TemporaryDirectory(prefix="roofline-")


@cache
def _program(name: str, flag: str) -> Path | None:
    """The compiled program, or None without gcc or without the instructions it needs."""
    compiler = shutil.which("gcc")
    if compiler is None:
        return None
    program = Path(_folder().name) / name
    build = [compiler, "-O3", flag, str(HERE / f"{name}.c"), "-o", str(program)]
    return None if subprocess.run(build, capture_output=True, check=False).returncode else program


def _printed(program: Path | None, *arguments: str) -> float | None:
    if program is None:
        return None
    found = subprocess.run([str(program), *arguments], capture_output=True, text=True, check=False).stdout.split()
    return float(found[1]) if len(found) > 1 else None


def folds_per_second() -> float | None:
    """Row evaluations per processor second, measured now (the speed of the processor changes)."""
    return _printed(_program("roofline", "-march=native"))


def multiply_adds_per_second() -> float | None:
    """float32 multiply-adds per processor second in the widest registers, measured now."""
    return _printed(_program("peaks", "-march=native"), "fma")


def instructions_per_second() -> float | None:
    """Integer instructions per processor second, measured now."""
    return _printed(_program("peaks", "-march=native"), "adds")


def copied_per_second(size: int, threads: int = 1) -> float:
    """Bytes read and written per second by copies of ``size`` bytes, on each of the threads its own; best of five."""
    pairs = [(np.zeros(max(8, size // 8)), np.ones(max(8, size // 8))) for _ in range(threads)]
    times = max(1, COPIED // size)

    def copy(pair):
        for _ in range(times):
            np.copyto(*pair)

    best = float("inf")
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(5):
            start = time.perf_counter()
            list(pool.map(copy, pairs))
            best = min(best, time.perf_counter() - start)
    return 2 * size * times * threads / best


def distance(seconds: float, *bounds: tuple[float, float | None, str]) -> str:
    """Time over the least time that the bounds (work, rate, name of the rate) leave; the narrowest bound is named."""
    known = [(work / rate, name) for work, rate, name in bounds if rate is not None]
    if not known:
        return "no C compiler"
    least, name = max(known)
    return f"{seconds / least:.2f}x ({name})"


def together(rate: float | None) -> float | None:
    """The rate of all processors."""
    return None if rate is None else rate * PROCESSORS
