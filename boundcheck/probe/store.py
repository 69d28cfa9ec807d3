"""The file of a campaign: one framed JSON record a line, only ever appended to, so that a crash costs a tail at most.

A line is ``LENGTH DIGEST BODY``: eight hexadecimal digits for the length of the body in bytes, sixteen of its SHA-256,
and the body, JSON on one line.  The first record is the header, which says what the file is bound to.  Every record is
handed to the system at once (so a killed process loses none) and forced to the disk at most ``SYNC_SECONDS`` later (so
a lost machine loses no more than that).  An exclusive lock keeps a second writer out.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from boundcheck.errors import BoundcheckError

SYNC_SECONDS = 2.0
_HEAD = 8 + 1 + 16 + 1
Record = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a file holds.

    Attributes:
        records: the valid records, header first.
        length: bytes they take.
        torn: bytes after them, the rest of a record that was never finished.
    """

    records: tuple[Record, ...]
    length: int
    torn: int


def framed(record: Mapping[str, Any]) -> bytes:
    r"""The line of a record.

    >>> framed({"task": 1})
    b'0000000a 0b82723acaa3a6b3 {"task":1}\n'
    """
    body = json.dumps(record, separators=(",", ":")).encode("ascii")
    return _head(body) + body + b"\n"


def unframed(line: bytes) -> Record | None:
    """The record of a line without its end; None if the line is not whole."""
    body = line[_HEAD:]
    if not body or _head(body) != line[:_HEAD]:
        return None
    found = json.loads(body)
    return found if isinstance(found, dict) else None


def _head(body: bytes) -> bytes:
    return b"%08x %s " % (len(body), hashlib.sha256(body).hexdigest()[:16].encode())


def parse(raw: bytes, label: str) -> Content:
    """Read the records of a file.

    A line that is not whole is a torn tail if nothing whole follows it; otherwise the file is damaged.

    Raises:
        BoundcheckError: it is damaged.
    """
    records: list[Record] = []
    length = 0
    *lines, rest = raw.split(b"\n")
    for place, line in enumerate(lines):
        record = unframed(line)
        if record is None:
            if any(unframed(later) is not None for later in lines[place + 1 :]):
                raise BoundcheckError(
                    label, expected="records as they were written", got=f"a damaged record {place + 1}"
                )
            return Content(records=tuple(records), length=length, torn=len(raw) - length)
        records.append(record)
        length += len(line) + 1
    return Content(records=tuple(records), length=length, torn=len(rest))


def read(path: Path) -> Content:
    """The records of a store, while another process may be writing it.

    Raises:
        BoundcheckError: there is no such file, or it is damaged.
    """
    try:
        return parse(path.read_bytes(), str(path))
    except OSError as error:
        raise BoundcheckError(
            str(path), expected="the store of a campaign", got=error.strerror or str(error)
        ) from error


def check_header(found: Mapping[str, Any], wanted: Mapping[str, Any], label: str) -> None:
    """Refuse a store of another campaign or engine.

    Raises:
        BoundcheckError: the first entry that differs, with both values.
    """
    for key in (*wanted, *found):
        if found.get(key) != wanted.get(key):
            expected = f"a store with {key} {wanted.get(key)!r} (or another --store)"
            raise BoundcheckError(label, expected=expected, got=repr(found.get(key)))


class Store:
    """A store open for appending; close it, or use it as a context.

    Attributes:
        records: those that were there, without the header.
        torn: bytes of an unfinished record that were dropped.
    """

    def __init__(self, path: Path, header: Mapping[str, Any], *, resume: bool) -> None:
        """Open or make the file.

        Raises:
            BoundcheckError: the file is in use, damaged, of another campaign, not empty though nothing is resumed, or
                cannot be written.
        """
        self._label, self._synced, self._dirty = str(path), time.monotonic(), False
        with self._saying():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o666)
        try:
            self._lock()
            content = self._checked(path, header, resume=resume)
            self.records, self.torn, self._length = content.records[1:], content.torn, content.length
            with self._saying():
                os.ftruncate(self._file, content.length)
            if not content.records:
                self.append(header)
                self.sync()
                with self._saying():
                    _sync_folder(path.parent)
        except BaseException:
            os.close(self._file)
            raise

    def _lock(self) -> None:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BoundcheckError(
                self._label, expected="a store of one's own", got="another probe writes it"
            ) from error

    def _checked(self, path: Path, header: Mapping[str, Any], *, resume: bool) -> Content:
        content = read(path)
        if content.torn and not content.records and not framed(header).startswith(path.read_bytes()):
            raise BoundcheckError(self._label, expected="the store of a campaign", got="another file")
        if content.records:
            check_header(content.records[0], header, self._label)
        if len(content.records) > 1 and not resume:
            got = f"a campaign with {len(content.records) - 1} tasks done"
            raise BoundcheckError(self._label, expected="--resume, or another --store", got=got)
        return content

    def append(self, record: Mapping[str, Any]) -> None:
        """Write a record, whole or not at all.

        Raises:
            BoundcheckError: the disk is full, or the file cannot be written any more.
        """
        line, written = framed(record), 0
        try:
            with self._saying():
                while written < len(line):
                    written += os.write(self._file, line[written:])
        except BoundcheckError:
            with suppress(OSError):  # what is left there is a torn tail, which the next opening drops
                os.ftruncate(self._file, self._length)
            raise
        self._length += len(line)
        self._dirty = True
        self.tick()

    def tick(self) -> None:
        """Force what was written to the disk, if that is due."""
        if self._dirty and time.monotonic() - self._synced >= SYNC_SECONDS:
            self.sync()

    def sync(self) -> None:
        """Force what was written to the disk.

        Raises:
            BoundcheckError: the disk says no.
        """
        with self._saying():
            os.fsync(self._file)
        self._synced, self._dirty = time.monotonic(), False

    def close(self) -> None:
        """Force the rest to the disk and let go of the file."""
        try:
            if self._dirty:
                self.sync()
        finally:
            os.close(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _saying(self) -> Iterator[None]:
        """Say in one line what the system refuses."""
        try:
            yield
        except OSError as error:
            got = error.strerror or str(error)
            raise BoundcheckError(self._label, expected="a file that can be written", got=got) from error


def _sync_folder(folder: Path) -> None:
    """Make the new name itself last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
