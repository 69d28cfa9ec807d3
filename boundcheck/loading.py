"""Importing the modules of a proof folder; whatever goes wrong becomes one message that says where."""

from __future__ import annotations

import importlib
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from boundcheck.errors import BoundcheckError


def import_modules(folder: Path, names: Iterable[str]) -> dict[str, ModuleType]:
    """Import modules of a folder in the order given; names are relative to the folder, such as ``lemma_3_3``.

    Raises:
        BoundcheckError: a name is no identifier, is taken by another package, or a module fails to import.
    """
    root, package = package_of(folder)
    _refuse_taken(root, package)
    found: dict[str, ModuleType] = {}
    with _first_on_path(root):
        for name in names:
            found[name] = _import(f"{package}.{name}", folder)
    return found


def package_of(folder: Path) -> tuple[Path, str]:
    """The directory that must be on the path, and the dotted name of the folder seen from there.

    Raises:
        BoundcheckError: a directory's name is no identifier.
    """
    parts, above = [folder.name], folder.parent
    while (above / "__init__.py").is_file():
        parts.insert(0, above.name)
        above = above.parent
    for part in parts:
        if not part.isidentifier():
            raise BoundcheckError(
                "proof folder", expected="a directory that is named like a Python module", got=repr(part)
            )
    return above, ".".join(parts)


def module_names(folder: Path) -> tuple[str, ...]:
    """Names of the modules below a folder, relative to it, without packages' own files."""
    names = []
    for file in folder.rglob("*.py"):
        parts = file.relative_to(folder).with_suffix("").parts
        if parts[-1] != "__init__" and all(part.isidentifier() for part in parts):
            names.append(".".join(parts))
    return tuple(sorted(names))


def _refuse_taken(root: Path, package: str) -> None:
    top = package.partition(".")[0]
    known = sys.modules.get(top)
    if known is None:
        return
    homes = [Path(home).resolve() for home in getattr(known, "__path__", ())]
    if (root / top).resolve() not in homes:
        raise BoundcheckError(
            top, expected="a package name of its own", got="a name that another loaded package has already"
        )


@contextmanager
def _first_on_path(root: Path) -> Iterator[None]:
    entry = str(root)
    sys.path.insert(0, entry)
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(entry)


def _import(name: str, folder: Path) -> ModuleType:
    try:
        return importlib.import_module(name)
    except BoundcheckError as error:
        where = _place(error, folder)
        raise BoundcheckError(f"{where}: {error.label}", expected=error.expected, got=error.got) from error
    except (Exception, SystemExit) as error:
        circular = "circular import" in str(error)
        expected = (
            "imports without a circle (an argument may not rest on itself)" if circular else "a module that imports"
        )
        raise BoundcheckError(_place(error, folder), expected=expected, got=_said(error, circular=circular)) from error


def _said(error: BaseException, *, circular: bool) -> str:
    if circular:
        return f"a circular import of {getattr(error, 'name', None) or 'a module that is not ready yet'}"
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _place(error: BaseException, folder: Path) -> str:
    """File and line inside the folder where the error arose, as a reader would look it up."""
    if isinstance(error, SyntaxError) and error.filename and Path(error.filename).is_relative_to(folder):
        return f"{Path(error.filename).relative_to(folder).as_posix()} line {error.lineno}"
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if Path(frame.filename).is_relative_to(folder):
            return f"{Path(frame.filename).relative_to(folder).as_posix()} line {frame.lineno}"
    return folder.name
