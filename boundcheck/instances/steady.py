"""Hypothesis without the one thing that makes its draws depend on more than strategy and seed.

It now and then draws a constant found in the source of the modules that are loaded, so that other instances would be
generated when another paper is loaded too, or when a number in the library changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from hypothesis.internal.conjecture.providers import HypothesisProvider

_DRAWS_CONSTANTS = "_maybe_draw_constant"


@contextmanager
def steady() -> Iterator[None]:
    """While this lasts, what is drawn depends on the strategy and the seed alone."""
    if not hasattr(HypothesisProvider, _DRAWS_CONSTANTS):  # a version that draws none
        yield
        return
    with patch.object(HypothesisProvider, _DRAWS_CONSTANTS, lambda *_, **__: None):
        yield
