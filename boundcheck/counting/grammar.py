"""Strict JSON for instances: exact numbers only, no duplicate keys, stated limits."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from boundcheck.rademacher.errors import InputError

FILE_BYTES = 64 * 2**20
DIGITS = 400
EXPONENT = 400
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?")
_FRACTION = re.compile(r"[+-]?\d+/\d+")


class InstanceError(InputError):
    """An instance file that does not follow the format; the label is the place, as ``layers[0].filters[2][1]``."""


def read_json(path: Path) -> Any:
    """Parse a file; numbers with a point or an exponent must be strings.

    Raises:
        InstanceError: unreadable, too large, not JSON, a float, NaN, an overlong number or a duplicate key.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(FILE_BYTES + 1)  # what has no end, as /dev/zero, is not read to it
        if len(raw) > FILE_BYTES:
            got = f"{path.stat().st_size or 'more'}"
            raise InstanceError("instance", expected=f"at most {FILE_BYTES} bytes", got=got)
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise InstanceError(f"byte {error.start}", expected="a readable UTF-8 file", got=error.reason) from error
    except OSError as error:
        got = error.strerror or type(error).__name__
        raise InstanceError("instance", expected="a readable UTF-8 file", got=got) from error
    return parse_json(text)


@contextmanager
def of_file(path: Path) -> Iterator[None]:
    """Put the name of the file before the place that an ``InstanceError`` names."""
    try:
        yield
    except InstanceError as error:
        raise InstanceError(f"{path}: {error.label}", expected=error.expected, got=error.got) from error


@dataclass(frozen=True, kw_only=True)
class _Refused:
    """Stands in parsed JSON for what may not stand there, until its place is known."""

    expected: str
    got: str


def parse_json(text: str) -> Any:
    """``read_json`` for text; the label of a refusal is its place, as ``layers[0].values[1]``.

    >>> parse_json('{"a": [1, "0.5"]}')
    {'a': [1, '0.5']}
    """
    refused: list[_Refused] = []

    def refuse(expected: str, got: str) -> _Refused:
        refused.append(_Refused(expected=expected, got=got[:40]))
        return refused[-1]

    def integer(literal: str) -> object:
        short = len(literal) <= DIGITS
        return int(literal) if short else refuse(f"numbers of at most {DIGITS} digits", f"{len(literal)} digits")

    def distinct(pairs: list[tuple[str, Any]]) -> object:
        found, twice = dict(pairs), Counter(key for key, _ in pairs).most_common(1)
        return found if len(found) == len(pairs) else refuse("each key once", f"{twice[0][0]!r} twice")

    found = _parsed(
        text,
        parse_float=lambda literal: refuse("a string for a number with a point or exponent", literal),
        parse_int=integer,
        parse_constant=lambda literal: refuse("a finite number", literal),
        object_pairs_hook=distinct,
    )
    if refused:
        place, what = _first_refused(found)
        raise InstanceError(place or "instance", expected=what.expected, got=what.got)
    return found


def _parsed(text: str, **hooks: Any) -> Any:
    try:
        return json.loads(text, **hooks)
    except json.JSONDecodeError as error:
        raise InstanceError(f"line {error.lineno}, column {error.colno}", expected="JSON", got=error.msg) from error
    except RecursionError as error:
        raise InstanceError("instance", expected="JSON of moderate depth", got="nesting too deep") from error


def _first_refused(found: Any) -> tuple[str, _Refused]:
    """Place and value of the first refusal in the order of the file (there is one)."""
    waiting: list[tuple[str, Any]] = [("", found)]
    while True:
        place, value = waiting.pop()
        if isinstance(value, _Refused):
            return place, value
        if isinstance(value, dict):
            waiting += [(f"{place}.{key[:40]}".lstrip("."), item) for key, item in reversed(value.items())]
        elif isinstance(value, list):
            waiting += [(f"{place}[{z}]", value[z]) for z in reversed(range(len(value)))]


def number(label: str, value: object) -> Fraction:
    """An exact number: an integer, or a string holding a decimal or a fraction of integers.

    >>> number("x", "0.25"), number("x", "-1/3"), number("x", 7)
    (Fraction(1, 4), Fraction(-1, 3), Fraction(7, 1))
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, str) and len(value) <= DIGITS and value.isascii():
        if _FRACTION.fullmatch(value):
            top, bottom = value.split("/")
            if int(bottom):
                return Fraction(int(top), int(bottom))
        elif _DECIMAL.fullmatch(value):
            exponent = re.split("[eE]", value)[1:]
            if not exponent or abs(int(exponent[0])) <= EXPONENT:
                return Fraction(value)
    expected = f"an integer, or a decimal or fraction as a string of at most {DIGITS} characters"
    raise InstanceError(label, expected=expected, got=repr(value)[:60])


def record(label: str, value: object, required: set[str], optional: set[str]) -> dict[str, Any]:
    """A JSON object with exactly the known keys."""
    if not isinstance(value, dict):
        raise InstanceError(label, expected="an object", got=type(value).__name__)
    missing, unknown = required - value.keys(), value.keys() - required - optional
    if missing or unknown:
        got = f"missing {sorted(missing)}, unknown {sorted(unknown)}"
        raise InstanceError(label, expected=f"the keys {sorted(required)} and at most {sorted(optional)}", got=got)
    return value


def listing(label: str, value: object, length: int | None = None) -> list[Any]:
    """A JSON list, of the given length if one is given."""
    if not isinstance(value, list) or (length is not None and len(value) != length):
        got = f"{len(value)} entries" if isinstance(value, list) else type(value).__name__
        raise InstanceError(label, expected="a list" if length is None else f"a list of {length} entries", got=got)
    return value


def whole(label: str, value: object, low: int, high: int) -> int:
    """An integer between two bounds."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise InstanceError(label, expected=f"an integer in {low}..{high}", got=repr(value)[:60])
    return value
