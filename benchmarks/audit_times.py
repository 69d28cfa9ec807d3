"""How long the searches of an audit take: seconds per step and side, instances per second.

Run ``python -m benchmarks.audit_times [PATH] [EFFORT]``; the table goes to standard output, slowest first.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from boundcheck.audit import Settings, search
from boundcheck.folder import load
from boundcheck.parallel import questions


def rows(path: Path, settings: Settings) -> list[tuple[float, int, str]]:
    """Seconds, instances tried and label of every search of a proof folder, slowest first."""
    found = []
    for label, question in questions(load(path), settings).items():
        begin = time.process_time()
        finding = search(question)
        found.append((time.process_time() - begin, int(finding.statistics.get("tried", 0)), label))
    return sorted(found, reverse=True)


def main(arguments: list[str]) -> None:
    """Write the table."""
    path = Path(arguments[0] if arguments else "proofs/murray_tanner_2021")
    table = rows(path, Settings(effort=arguments[1] if len(arguments) > 1 else "quick"))
    seconds, tried = sum(row[0] for row in table), sum(row[1] for row in table)
    lines = [f"{len(table)} searches, {seconds:.1f} s of CPU, {tried / seconds:.0f} instances per second", ""]
    lines += [f"{taken:8.2f} s  {count:5d} instances  {label}" for taken, count, label in table]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
