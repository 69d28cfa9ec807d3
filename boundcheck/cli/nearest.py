"""What a person may have meant by a word that is not known."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches


def nearest(word: str, known: Sequence[str]) -> str:
    """The known words that are nearest, or the first ones where none is near.

    >>> nearest("lemma_3.stop_2", ["lemma_3.step_2", "theorem_1.end"])
    'such as lemma_3.step_2 (see boundcheck list)'
    """
    close = get_close_matches(word, known, n=3) or list(known[:3])
    return f"such as {', '.join(close)} (see boundcheck list)"
