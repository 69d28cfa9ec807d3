"""Exact evaluation of canonical terms and claims in a world: numbers, sets, events, probabilities by enumeration."""

from boundcheck.evaluate.claims import PRECISIONS, Reading, defined_readings, mentions_signs, readings
from boundcheck.evaluate.nodes import Code, Frame, UndecidedError, compile_node

__all__ = [
    "PRECISIONS",
    "Code",
    "Frame",
    "Reading",
    "UndecidedError",
    "compile_node",
    "defined_readings",
    "mentions_signs",
    "readings",
]
