"""Reading plain JSON: every number is an integer or a fraction string, and a wrong one is refused with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from boundcheck.errors import BoundcheckError

_NUMBER = re.compile(r"-?[0-9]{1,400}(/[0-9]{1,400})?")  # no exponents: Fraction("1e9999999") never returns
_SHOWN = 60

Data = Mapping[str, Any]


def rational(value: Any, label: str) -> Fraction:
    """Return an integer or a string such as ``"-3/5"`` as a Fraction.

    >>> rational("-3/5", "zeta")
    Fraction(-3, 5)

    Raises:
        BoundcheckError: the value is a float, a truth value, or not written as a fraction.
    """
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        return Fraction(value)
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise BoundcheckError(label, expected="an integer or a fraction string such as '-3/5'", got=_show(value))
    top, _, bottom = value.partition("/")
    if bottom and not int(bottom):
        raise BoundcheckError(label, expected="a nonzero denominator", got=_show(value))
    return Fraction(int(top), int(bottom or "1"))


def rationals(value: Any, label: str, length: int | None = None) -> tuple[Fraction, ...]:
    """Return a list of fractions, of the given length if one is asked for.

    Raises:
        BoundcheckError: the value is no list, has another length, or holds something else than a fraction.
    """
    items = listed(value, label)
    if length is not None and len(items) != length:
        raise BoundcheckError(label, expected=f"{length} entries", got=f"{len(items)}")
    return tuple(rational(item, f"{label}[{place}]") for place, item in enumerate(items))


def listed(value: Any, label: str) -> Sequence[Any]:
    """Return a list or tuple as it is.

    Raises:
        BoundcheckError: the value is something else.
    """
    if not isinstance(value, (list, tuple)):
        raise BoundcheckError(label, expected="a list", got=_show(value))
    return value


def whole(value: Any, label: str, *, low: int = 0) -> int:
    """Return an integer that is at least ``low``.

    Raises:
        BoundcheckError: the value is no integer, or is too small.
    """
    if not isinstance(value, int) or isinstance(value, bool) or value < low:
        raise BoundcheckError(label, expected=f"an integer that is at least {low}", got=_show(value))
    return value


def choice(value: Any, label: str, allowed: Sequence[str]) -> str:
    """Return a word that is among the allowed ones.

    Raises:
        BoundcheckError: it is not.
    """
    if not isinstance(value, str) or value not in allowed:
        raise BoundcheckError(label, expected=f"one of {', '.join(allowed)}", got=_show(value))
    return value


def needed(data: Data, key: str) -> Any:
    """Return the entry of a mapping.

    Raises:
        BoundcheckError: there is none.
    """
    if not isinstance(data, Mapping) or key not in data:
        raise BoundcheckError(str(key), expected="an entry of that name", got="none")
    return data[key]


def written(value: Fraction | int) -> str | int:
    """Return the JSON form of a rational: an integer where it is one, else a fraction string.

    >>> written(Fraction(3, 5)), written(Fraction(4, 2))
    ('3/5', 2)
    """
    value = Fraction(value)
    return value.numerator if value.denominator == 1 else str(value)


def _show(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "..."
