"""The limit of the dense enumeration, measured beside it: the same folding in C intrinsics, if there is a compiler."""

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_name("roofline.c")


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Removed when the run ends."""
    return tempfile.TemporaryDirectory(prefix="roofline-")


@cache
def _program() -> Path | None:
    """The compiled program, or None without gcc or AVX2."""
    compiler = shutil.which("gcc")
    if compiler is None:
        return None
    program = Path(_folder().name) / "roofline"
    build = [compiler, "-O3", "-mavx2", str(SOURCE), "-o", str(program)]
    return None if subprocess.run(build, capture_output=True, check=False).returncode else program


def folds_per_second() -> float | None:
    """Row evaluations per processor second, measured now (the speed of the processor changes)."""
    program = _program()
    if program is None:
        return None
    found = subprocess.run([str(program)], capture_output=True, text=True, check=False).stdout.split()
    return float(found[1]) if len(found) > 1 else None
