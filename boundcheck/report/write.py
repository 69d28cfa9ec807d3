"""Writing reports: all files are prepared before the first is replaced, and each is replaced in one move."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from boundcheck.errors import BoundcheckError

_SUFFIX = ".boundcheck.tmp"


def check_writable(folder: Path) -> None:
    """Refuse a directory that cannot be written, before any work is done.

    Raises:
        BoundcheckError: the directory, or the one it would be made in, is no writable directory.
    """
    existing = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if not existing.is_dir():
        raise BoundcheckError(str(folder), expected="a directory to write reports to", got="a file")
    try:
        with tempfile.TemporaryFile(dir=existing):
            pass
    except OSError as error:
        raise _refused(folder, error) from error


def write_all(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files into a folder (made if needed) so that a reader finds the old file or the new one, never a part.

    Raises:
        BoundcheckError: the folder or a file in it cannot be written; then no file was replaced half.
    """
    prepared: dict[Path, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        for name, text in texts.items():
            prepared[folder / name] = _prepare(folder, name, text)
        for target in prepared:
            if target.is_dir():
                raise IsADirectoryError(target.name)
        for target, ready in list(prepared.items()):
            ready.replace(target)
            del prepared[target]
    except OSError as error:
        raise _refused(folder, error) from error
    finally:
        for ready in prepared.values():
            with suppress(OSError):
                ready.unlink()


def _prepare(folder: Path, name: str, text: str) -> Path:
    handle, path = tempfile.mkstemp(dir=folder, prefix=f".{name}.{os.getpid()}.", suffix=_SUFFIX)
    ready = Path(path)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        ready.chmod(0o666 & ~_umask())
    except BaseException:
        with suppress(OSError):
            ready.unlink()
        raise
    return ready


def _sweep(folder: Path) -> None:
    """Remove what a writer that was killed has left behind; what a living one prepares stays."""
    for left in folder.glob(f".*{_SUFFIX}"):
        writer = left.name.removesuffix(_SUFFIX).rpartition(".")[0].rpartition(".")[2]
        if writer.isdecimal() and not _lives(int(writer)):
            with suppress(OSError):
                left.unlink()


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # it belongs to somebody else
    return True


def _umask() -> int:
    found = os.umask(0)
    os.umask(found)
    return found


def _refused(folder: Path, error: OSError) -> BoundcheckError:
    return BoundcheckError(
        str(folder), expected="a writable directory for the reports", got=error.strerror or str(error)
    )
