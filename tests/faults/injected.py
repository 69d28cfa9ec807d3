"""A file system that fails at the k-th operation of a writer."""

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

OPERATIONS = (
    (Path, "mkdir"),
    (tempfile, "mkstemp"),
    (os, "fdopen"),
    (os, "fsync"),
    (Path, "chmod"),
    (Path, "replace"),
)


class Short:
    """A file of which only a part is written before the fault."""

    def __init__(self, file, count, at, fault):
        self.file, self.count, self.at, self.fault = file, count, at, fault

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()

    def write(self, data):
        self.count[0] += 1
        if self.count[0] == self.at:
            self.file.write(data[: len(data) // 2])
            self.file.flush()
            self.fault()
        return self.file.write(data)

    def flush(self):
        self.file.flush()

    def fileno(self):
        return self.file.fileno()


@contextmanager
def failing(at, fault, monkeypatch):
    """Call ``fault`` in place of the ``at``-th operation (writes count too); yields the number of operations so far."""
    count = [0]
    real_open = os.fdopen

    def wrap(real):
        def operation(*args, **kwargs):
            count[0] += 1
            if count[0] == at:
                fault()
            return real(*args, **kwargs)

        return operation

    with monkeypatch.context() as patch:
        for owner, name in OPERATIONS:
            if name != "fdopen":
                patch.setattr(owner, name, wrap(getattr(owner, name)))
        patch.setattr(os, "fdopen", lambda *args, **kwargs: Short(real_open(*args, **kwargs), count, at, fault))
        yield count
