"""Strict JSON for instances: exact numbers only, no duplicate keys, stated limits."""

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any, NoReturn

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
            raise InstanceError(
                "instance", expected=f"at most {FILE_BYTES} bytes", got=f"{path.stat().st_size or 'more'}"
            )
        text = raw.decode()
    except (OSError, UnicodeDecodeError) as error:
        raise InstanceError("instance", expected="a readable UTF-8 file", got=type(error).__name__) from error
    return parse_json(text)


def parse_json(text: str) -> Any:
    """``read_json`` for text.

    >>> parse_json('{"a": [1, "0.5"]}')
    {'a': [1, '0.5']}
    """
    try:
        return json.loads(
            text,
            parse_float=lambda literal: _refuse("a string for a number with a point or exponent", literal),
            parse_int=_short_integer,
            parse_constant=lambda literal: _refuse("a finite number", literal),
            object_pairs_hook=_distinct,
        )
    except json.JSONDecodeError as error:
        raise InstanceError("instance", expected="JSON", got=f"{error.msg} in line {error.lineno}") from error
    except RecursionError as error:
        raise InstanceError("instance", expected="JSON of moderate depth", got="nesting too deep") from error


def _refuse(expected: str, got: str) -> NoReturn:
    raise InstanceError("instance", expected=expected, got=got[:40])


def _short_integer(literal: str) -> int:
    if len(literal) > DIGITS:
        _refuse(f"numbers of at most {DIGITS} digits", f"{len(literal)} digits")
    return int(literal)


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if len(set(keys)) < len(keys):
        twice = next(key for key in keys if keys.count(key) > 1)
        _refuse("each key once", f"{twice!r} twice")
    return dict(pairs)


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
