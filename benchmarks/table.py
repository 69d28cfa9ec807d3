"""The table of the benchmarks as Markdown."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version

INTRO = """# Benchmarks of the counting engine

Written by `python -m benchmarks`. Medians of five interleaved rounds (fewer for the slowest cases), seconds per
unit; "x" is the alternative's time over ours. What takes less than five milliseconds is called several times in a
round; a pause before each measurement lets the threads of the method before it come to rest. "From the limit": time
over the least time that the machine leaves for the same work at the rate named (bytes copied, instructions,
multiply-adds, folds), measured in the same run; of several rates the one that leaves the most. Every case first checks
agreement with an independent route in the same run and stops if there is none. Alternatives marked *estimated* or
*extrapolated* ran on a part of the work, or follow from a rate. Float products are not exact: only their speed is
compared. Loops that do not halve the work by symmetry are marked so. Absolute times depend on the machine and its
load; the ratios are what is claimed.
"""


def environment():
    """Processors and versions."""
    found = {
        "processors": os.cpu_count(),
        "load_average": os.getloadavg()[1],
        "machine": platform.machine(),
        "python": platform.python_version(),
    }
    for name in ("numpy", "scipy", "numba", "python-flint", "torch"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def seconds(value):
    """A time in three digits with its unit."""
    if isinstance(value, str):
        return value
    for factor, unit in ((1, "s"), (1e3, "ms"), (1e6, "us"), (1e9, "ns")):
        if value * factor >= 1:
            return f"{value * factor:.3g} {unit}"
    return f"{value * 1e12:.3g} ps"


def markdown(rows, growth):
    """The whole report."""
    lines = [INTRO, ", ".join(f"{name} {value}" for name, value in environment().items()), ""]
    lines += ["| case | unit | ours | alternatives (x = their time / ours) | from the limit | goal | met |"]
    lines += ["|---|---|---|---|---|---|---|"]
    for row in rows:
        others = "; ".join(_other(name, value, row.ours) for name, value in row.others.items())
        met, limit = "yes" if row.met else "**no**", row.limit or "not measured"
        lines.append(f"| {row.case} | {row.unit} | {seconds(row.ours)} | {others} | {limit} | {row.goal} | {met} |")
    lines += ["", "## Figures and agreements", ""]
    for row in rows:
        figures = ", ".join(f"{name} {_figure(value)}" for name, value in row.figures.items())
        lines += [f"* **{row.case}**: {figures}{'. ' if figures else ''}Agreement: {row.agreement}."]
    short = [row for row in rows if not row.met]
    lines += ["", "## Shortfalls", ""]
    lines += [_shortfall(row) for row in short] or ["None."]
    if growth:
        lines += ["", "## Growth", "", "| what | ratio | accepted |", "|---|---|---|"]
        lines += [f"| {name} | {r:.2f} | {lo} to {hi} |" for name, (r, lo, hi) in growth.items()]
    return "\n".join(lines) + "\n"


def _shortfall(row):
    why = row.why or "No explanation is known."
    return f"* **{row.case}**: goal {row.goal}; measured {seconds(row.ours)} per {row.unit}. {why}"


def _other(name, value, ours):
    if isinstance(value, str):
        return f"{name}: {value}"
    return f"{name} {seconds(value)} ({value / ours:.3g}x)" if value < 1e12 else f"{name}: out of reach"


def _figure(value):
    return f"{value:.4g}" if isinstance(value, float) else str(value)
