"""The limit of the dense enumeration, measured beside it: the same folding in C intrinsics, where a compiler is found."""

import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_name("roofline.c")


@cache
def folds_per_second() -> float | None:
    """Atom evaluations per second and core of ``roofline.c`` (64 rows, 128 lanes); None without gcc or AVX2."""
    compiler = shutil.which("gcc")
    if compiler is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "roofline"
        build = [compiler, "-O3", "-mavx2", str(SOURCE), "-o", str(program)]
        if subprocess.run(build, capture_output=True, check=False).returncode:
            return None
        found = subprocess.run([str(program)], capture_output=True, text=True, check=False).stdout
    rates = [float(z) for z in re.findall(r"C blk16 .*?: ([\d.]+) G atom", found)]
    return max(rates) * 1e9 if rates else None
