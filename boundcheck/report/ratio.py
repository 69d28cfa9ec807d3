"""Numbers as reports write them, read back without trusting the text."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

_NUMBER = re.compile(r"[0-9]{1,40}(\.[0-9]{1,40})?|[0-9]{1,400}/0*[1-9][0-9]{0,400}")


def number_of(said: Any) -> Fraction | None:
    """A number that is not negative; None for anything else.

    >>> number_of("0.25"), number_of("1e9999999"), number_of("1/0"), number_of(None)
    (Fraction(1, 4), None, None, None)
    """
    text = str(said)
    return Fraction(text) if _NUMBER.fullmatch(text) else None


def ratio_of(said: Any) -> Fraction | None:
    """A ratio between 0 and 1; None for anything else.

    >>> ratio_of("0.5"), ratio_of("2")
    (Fraction(1, 2), None)
    """
    ratio = number_of(said)
    return ratio if ratio is not None and ratio <= 1 else None
