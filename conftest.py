"""Modules whose doctests pytest passes over where an optional part is absent; it says so at its start."""

from importlib.util import find_spec

NEEDS = {"boundcheck/probe/cluster.py": "distributed"}  # what the extra `cluster` brings
collect_ignore = [module for module, package in NEEDS.items() if find_spec(package) is None]


def pytest_report_header() -> list[str]:
    """Name what is not collected, and why."""
    return [f"not collected: {module}, which needs {NEEDS[module]}" for module in collect_ignore]
