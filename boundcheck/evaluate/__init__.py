"""Exact evaluation of canonical terms and claims in a world: numbers, sets, events, probabilities by enumeration."""

from boundcheck.evaluate.claims import PRECISIONS, Reading, defined_readings, mentions_signs, readings
from boundcheck.evaluate.everywhere import holds_everywhere
from boundcheck.evaluate.frames import Code, Frame, UndecidedError
from boundcheck.evaluate.nodes import compile_node

__all__ = [
    "PRECISIONS",
    "Code",
    "Frame",
    "Reading",
    "UndecidedError",
    "compile_node",
    "defined_readings",
    "holds_everywhere",
    "mentions_signs",
    "readings",
]
