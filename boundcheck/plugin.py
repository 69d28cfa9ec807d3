"""pytest as the proof audit: one item per step and side, and one per folder for its conclusions.

An item fails when the audit differs from what the proof file expects (a step that says nothing is held to a proof), not
when the paper is wrong: a refuted line with a proved repair is a green item and a red line in the report.  Nothing but
pytest is imported until a proof folder is collected.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from boundcheck.errors import BoundcheckError

_SIDES = {"printed": ("printed", "argument"), "repaired": ("repaired",)}
_EFFORTS = ("quick", "normal", "deep")


class AuditDiffersError(Exception):
    """The audit found something else than the proof file expects."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--boundcheck-effort``."""
    group = parser.getgroup("boundcheck", "proof audit")
    group.addoption("--boundcheck-effort", choices=_EFFORTS, default="quick", help="how many instances the audit tries")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A paper.py below ``proofs/`` of the root directory marks a proof folder."""
    if file_path.name != "paper.py" or (parent.config.rootpath / "proofs") not in file_path.parents:
        return None
    return ProofCollector.from_parent(parent, path=file_path)


class ProofCollector(pytest.File):
    """One proof folder; its audit is computed as its items ask for it, once in each process."""

    auditor: Any

    def collect(self) -> Iterator[pytest.Item]:
        """One item per step and side, then the conclusions."""
        folder = self._load()
        settings = import_module("boundcheck.audit").Settings(effort=self.config.getoption("--boundcheck-effort"))
        self.auditor = import_module("boundcheck.folder_audit").StepwiseAudit(folder, settings)
        for step in folder.steps:
            yield StepItem.from_parent(self, name=f"{step.label}[printed]", label=step.label, side="printed")
            if step.repaired is not None or (step.expects is not None and step.expects.repaired):
                yield StepItem.from_parent(self, name=f"{step.label}[repaired]", label=step.label, side="repaired")
        yield ConclusionsItem.from_parent(self, name="conclusions")

    def _load(self) -> Any:
        try:
            return import_module("boundcheck.folder").load(self.path.parent)
        except BoundcheckError as error:
            raise self.CollectError(f"error: {error}") from error


class _ProofItem(pytest.Item):
    """What the items share: where they stand, and how they fail."""

    @property
    def auditor(self) -> Any:
        """The audit of the folder."""
        return self.parent.auditor if isinstance(self.parent, ProofCollector) else None

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the item stands."""
        return self.path, None, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """A difference is told in words; anything else keeps its traceback."""
        if isinstance(excinfo.value, AuditDiffersError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


class StepItem(_ProofItem):
    """One side of one step."""

    def __init__(self, *, label: str, side: str, **others: Any) -> None:
        super().__init__(**others)
        self.label, self.side = label, side

    def runtest(self) -> None:
        """Audit the step and compare.

        Raises:
            AuditDiffersError: the audit differs from what the step expects.
        """
        found = self.auditor.step(self.label)
        differs = [text for text in found.surprises if text.partition(":")[0] in _SIDES[self.side]]
        if differs:
            raise AuditDiffersError(
                "\n".join((*(f"{self.label}: {text}" for text in differs), *_because(found, self.side)))
            )


class ConclusionsItem(_ProofItem):
    """The theorems of a folder."""

    def runtest(self) -> None:
        """Follow the proof's graph up to each theorem."""
        self.auditor.conclusions()


def _because(found: Any, side: str) -> Iterator[str]:
    """What the audit says for itself, and how to see more."""
    claim = found.printed if side == "printed" or found.repaired is None else found.repaired
    yield f"  {found.step.cite}: {claim.claim.text}"
    for finding in claim.findings:
        yield f"  {finding.checker}: {finding.verdict.value}: {finding.reason}"
    for witness in claim.witnesses[:1]:
        yield f"  {witness.title} counterexample: left {witness.lhs}, right {witness.rhs}"
        yield f"    in {dict(witness.world)}, indices {dict(witness.index)}"
    if side == "printed":
        yield f"  argument: {found.argument.value}: {found.reason}"
        yield from (f"  missing: {text}" for text in found.missing)
    yield f"  see: boundcheck show {found.step.label}"
