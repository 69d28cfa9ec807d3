"""The house of DESIGN.md section 7: a module imports what stands below it, and third parties only where they belong."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "boundcheck"

# bottom first; those on one floor do not import each other
FLOORS = (
    {"displayed", "errors", "fingerprint", "workers"},
    {"quotations", "terms", "values", "world", "rademacher", "draw", "linprog", "sorts"},
    {"counting"},
    {"canonical", "dcsc"},
    {"claim", "edits", "evaluate", "instances", "evidence", "worth"},
    {"model", "step", "verdict"},
    {"rules", "loading", "laws"},
    {"certificates"},
    {"checkers", "repair", "folder"},
    {"audit", "inputs"},
    {"parallel", "survey"},
    {"folder_audit", "kernel_audit", "probe"},
    {"mutation"},
    {"report"},
    {"cli", "plugin"},
    {"__main__"},
)
FLOOR_OF = {unit: floor for floor, units in enumerate(FLOORS) for unit in units}

ONLY_IN = {
    "hypothesis": ("instances", "checkers.search"),
    "pytest": ("plugin",),
    "_pytest": (),
    "mpmath": ("checkers.evaluation",),
    "click": ("cli",),
    "jinja2": ("report",),
    "markupsafe": ("report",),
    "playwright": (),
    "rich": ("cli", "report.terminal"),
    "sympy": ("canonical", "claim", "laws", "terms", "rules", "probe.statement"),
    "flint": ("values", "evaluate", "checkers", "rademacher", "worth", "linprog"),
    "numba": ("counting", "rademacher", "probe.kernel"),
    "distributed": ("probe.cluster",),
    "recheck": ("audit", "cli.recheck", "probe.confirm"),
    "proofs": (),
}


def modules(folder):
    """(dotted name relative to the folder, syntax tree, is it a package) of every module below a folder."""
    for file in sorted(folder.rglob("*.py")):
        parts = file.relative_to(folder).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        yield name, ast.parse(file.read_text(encoding="utf-8")), file.name == "__init__.py"


def imported(tree, name, *, package, top):
    """Full names that a module imports, relative ones resolved."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            here = [top, *name.split(".")] if name else [top]
            here = here if package else here[:-1]
            base = here[: len(here) - node.level + 1] if node.level else []
            start = ".".join([*base, *([node.module] if node.module else [])])
            yield start
            yield from (f"{start}.{alias.name}" for alias in node.names)


def imports_of_the_library():
    for name, tree, package in modules(LIBRARY):
        for target in imported(tree, name, package=package, top="boundcheck"):
            yield name, target


def test_every_module_has_its_floor():
    """A new module must be given its place in the house."""
    units = {name.partition(".")[0] for name, _, _ in modules(LIBRARY)} - {""}

    assert units == set(FLOOR_OF)


def test_imports_go_down():
    """A line may import what stands below it, never above, nor beside it."""
    upward = []
    for name, target in imports_of_the_library():
        parts = target.split(".")
        if parts[0] != "boundcheck" or len(parts) == 1 or parts[1] not in FLOOR_OF or not name:
            continue
        mine, theirs = name.partition(".")[0], parts[1]
        if mine != theirs and FLOOR_OF[theirs] >= FLOOR_OF[mine]:
            upward.append(f"{name} imports {theirs}")

    assert [] == upward


@pytest.mark.parametrize("library", sorted(ONLY_IN))
def test_third_parties_stay_where_they_belong(library):
    """Hypothesis only makes instances and searches, pytest is known to the plugin alone, and so on."""
    strays = {
        name
        for name, target in imports_of_the_library()
        if target.partition(".")[0] == library
        and not any(f"{name}.".startswith(f"{home}.") for home in ONLY_IN[library])
    }

    assert set() == strays


def test_the_library_does_not_import_its_own_root():
    """Inside the library a module imports its neighbours, never the root that re-exports them."""
    public = {
        f"{name}: {target}"
        for name, target in imports_of_the_library()
        if name and target.startswith("boundcheck.") and target.split(".")[1] not in FLOOR_OF
    }

    assert set() == public


def test_no_import_hides_in_a_function():
    """Imports stand at the top of their module, where this file sees them; one costs a quarter of a second."""
    hidden = []
    for name, tree, _ in modules(LIBRARY):
        for function in ast.walk(tree):
            if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                hidden += [
                    f"{name}.{function.name}"
                    for node in ast.walk(function)
                    if isinstance(node, (ast.Import, ast.ImportFrom))
                ]

    assert ["rules.farkas._linprog"] == hidden


def test_proofs_import_only_public_names():
    """A proof file says `from boundcheck import ...`; beside it there is sympy, and the files of its own paper."""
    strays = []
    for name, tree, package in modules(ROOT / "proofs"):
        paper = name.partition(".")[0]
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == "boundcheck":
                continue
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                shell = ast.Module(body=[node], type_ignores=[])
                for target in imported(shell, name, package=package, top="proofs"):
                    own = target == f"proofs.{paper}" or target.startswith((f"proofs.{paper}.", "proofs.classical"))
                    if not own and target.partition(".")[0] not in ("sympy", "__future__", "fractions", "math"):
                        strays.append(f"{name} imports {target}")

    assert [] == strays


def test_the_rechecker_imports_the_standard_library_only():
    """recheck.py shares no code with what it checks."""
    allowed = sys.stdlib_module_names
    tree = ast.parse((ROOT / "recheck.py").read_text(encoding="utf-8"))

    assert set() == {target.partition(".")[0] for target in imported(tree, "recheck", package=False, top="")} - set(
        allowed
    )
