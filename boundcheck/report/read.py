"""Reading a report that was written before; a damaged one is refused in one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from boundcheck.errors import BoundcheckError
from boundcheck.report.data import SCHEMA

_LARGEST = 256 << 20


def read_report(file: Path) -> dict[str, Any]:
    """The data of a report.

    Raises:
        BoundcheckError: there is no such file, it is too large, no JSON, or no report.
    """
    try:
        with file.open("rb") as opened:
            text = opened.read(_LARGEST + 1)  # what has no end, as /dev/zero, is not read to it
        if len(text) > _LARGEST:
            raise BoundcheckError(str(file), expected=f"a report of at most {_LARGEST >> 20} MB", got="a larger file")
        found = json.loads(text.decode())
    except OSError as error:
        raise BoundcheckError(
            str(file), expected="a report (KEY.json of boundcheck audit)", got=error.strerror or str(error)
        ) from error
    except (ValueError, RecursionError) as error:
        raise BoundcheckError(str(file), expected="a report in JSON", got=str(error)) from error
    if not isinstance(found, dict) or found.get("schema") != SCHEMA or not isinstance(found.get("steps"), list):
        got = repr(found.get("schema")) if isinstance(found, dict) else type(found).__name__
        raise BoundcheckError(str(file), expected=f"a report with schema {SCHEMA!r} and its steps", got=got)
    return found
