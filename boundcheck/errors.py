"""The project's own exceptions: each carries label, expected and got, and says them in that order."""

from __future__ import annotations


class BoundcheckError(Exception):
    """Bad input: something a person wrote is not what was expected.

    >>> str(BoundcheckError("lemma_3.step_2", expected="one of '<=', '<'", got="'=<'"))
    "lemma_3.step_2: expected one of '<=', '<', got '=<'"
    """

    def __init__(self, label: str, *, expected: str, got: str) -> None:
        """Keep the three parts as attributes."""
        super().__init__(f"{label}: expected {expected}, got {got}")
        self.label, self.expected, self.got = label, expected, got


class UnsoundCheckerError(Exception):
    """One claim was both PROVED and REFUTED: an error of the tool, never a verdict."""


class MissingToolError(Exception):
    """A needed program or library is not installed."""
