"""Fingerprints of the code that makes evidence: another fingerprint, and what was found before is stale."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent
GENERATORS = ("dcsc", "instances")  # what makes instances
_FRONT = ("cli", "report", "plugin.py", "probe", "mutation", "workers.py", "fingerprint.py")  # makes no evidence


@cache
def generators() -> str:
    """SHA-256 of the code that makes instances."""
    return _digest(_files(*GENERATORS))


@cache
def engine() -> str:
    """SHA-256 of all code that makes evidence, the re-checker among it."""
    shown = {file for name in _FRONT for file in _files(name)}
    found = [file for file in _files(".") if file not in shown]
    return _digest([*found, *(file for file in [_HERE.parent / "recheck.py"] if file.is_file())])


def folder(place: Path) -> str:
    """SHA-256 of the files of a proof folder."""
    return _digest(sorted(place.rglob("*.py")), place)


def _files(*names: str) -> list[Path]:
    found: list[Path] = []
    for name in names:
        place = _HERE / name
        found += [place] if place.is_file() else sorted(place.rglob("*.py"))
    return found


def _digest(files: list[Path], home: Path = _HERE.parent) -> str:
    """Names and texts; line endings do not matter."""
    total = hashlib.sha256()
    for file in files:
        text = file.read_bytes().replace(b"\r\n", b"\n")
        name = file.relative_to(home).as_posix()
        total.update(f"{name} {hashlib.sha256(text).hexdigest()}\n".encode())
    return total.hexdigest()
