"""Run the suite: ``python -m benchmarks [--only NAME ...] [--repeats 5] [--quick]``."""

import argparse
import json
from dataclasses import asdict
from functools import partial
from pathlib import Path

from . import cases_audit, cases_enumeration, cases_probe, cases_sampling, cases_tails, cases_transfer
from .growth import ratios
from .table import environment, markdown

REPORTS = Path("reports")

CASES = {name: partial(cases_enumeration.run, name) for name in cases_enumeration.CASES}
CASES |= {
    "J1-local-54": cases_transfer.local,
    "J1-crt-394": cases_transfer.residues,
    "J1-ring-36": cases_transfer.ring,
    "J3-joint-1e5": cases_transfer.joint_wide_ring,
    "J3-joint-w14": cases_transfer.joint_long_window,
    "J3-union-1e5": cases_transfer.union,
    "J2-22": partial(cases_tails.meet, 22, 5e-5, 5),
    "J2-40": partial(cases_tails.meet, 40, 0.02, 3),
    "J2-50": partial(cases_tails.meet, 50, 0.5, 5),
    "J2-58": partial(cases_tails.meet, 58, 60, 0),
    "J2-lattice-60": partial(cases_tails.lattice, 60, 1e-3),
    "J2-lattice-1000": partial(cases_tails.lattice, 1000, 3),
    "J2-bracket-1000": cases_tails.bracket,
    "J4-corr-16-1-16": partial(cases_sampling.correlation, 16, 1, 16),
    "J4-corr-8-16-32": partial(cases_sampling.correlation, 8, 16, 32),
    "J4-mc-1e5": partial(cases_sampling.trials, "J4-mc-1e5", 10**5, 66000, 2**14, (2000, 100, 10)),
    "J4-mc-1e6": partial(cases_sampling.trials, "J4-mc-1e6", 10**6, 330000, 2**10, (160, 80, 8)),
    "J5-probe-lemma": cases_probe.lemma,
    "J6-audit-step": cases_audit.searches,
}
SLOW = {"J2-58": 1, "J2-50": 3, "J4-mc-1e6": 3, "J2-lattice-1000": 3}


def main(arguments=None):
    """Run the chosen cases, print the table and write the reports."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=sorted(CASES), help="run these cases only, and write no report")
    parser.add_argument("--repeats", type=int, default=5, help="rounds per case (the slowest cases take fewer)")
    parser.add_argument("--quick", action="store_true", help="leave out the case that needs 13 GB")
    chosen = parser.parse_args(arguments)
    names = chosen.only or [name for name in CASES if not (chosen.quick and name == "J2-58")]
    rows = []
    for name in names:
        print(f"{name} ...", flush=True)
        rows.append(CASES[name](min(chosen.repeats, SLOW.get(name, chosen.repeats))))
    growth = {} if chosen.only else ratios(chosen.repeats)
    text = markdown(rows, growth)
    print(text)
    if not chosen.only:
        REPORTS.mkdir(exist_ok=True)
        (REPORTS / "benchmarks.md").write_text(text, encoding="utf-8")
        data = {
            "schema": "boundcheck-benchmarks/1",
            "environment": environment(),
            "cases": [asdict(row) for row in rows],
            "growth": {name: {"ratio": r, "accepted": [lo, hi]} for name, (r, lo, hi) in growth.items()},
        }
        (REPORTS / "benchmarks.json").write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
