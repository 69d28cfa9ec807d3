"""The Coq kernel on the steps of a folder: proofs by hand where the folder has them, tactics elsewhere.

It is an audit of its own, since not every machine has Coq and a report must have the same bytes on each.  Scripts lie
in ``kernel/`` of the folder: ``LABEL.v`` for a printed line, ``LABEL.repaired.v`` for its repair.  A first line
``(* with: NAME.v *)`` puts another file before a script.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from boundcheck.checkers.base import Question
from boundcheck.checkers.kernel import SECONDS, kernel, version
from boundcheck.checkers.kernel_export import exported
from boundcheck.errors import BoundcheckError
from boundcheck.evidence import Finding, Verdict
from boundcheck.folder import ProofFolder
from boundcheck.model import EMPTY
from boundcheck.step import Step, expectation

_WITH = re.compile(r"\A\(\* with: ([A-Za-z0-9_]+\.v) \*\)\n")


@dataclass(frozen=True, kw_only=True)
class KernelFinding:
    """What Coq says of one side of a step."""

    question: Question
    script: str | None
    finding: Finding

    @property
    def declined(self) -> bool:
        """A proof by hand that does not prove the claim."""
        return self.script is not None and self.finding.verdict is not Verdict.PROVED


@dataclass(frozen=True, kw_only=True)
class KernelAudit:
    """What Coq says of a folder: the claims that it can be asked, in the order of the proof."""

    folder: ProofFolder
    coq: str
    found: tuple[KernelFinding, ...]


def kernel_questions(folder: ProofFolder, only: Collection[str] | None = None) -> tuple[Question, ...]:
    """Claims expected to be PROVED that can be said in Coq, or have a script.

    Raises:
        BoundcheckError: a script is that of no claim, or names a file that is not there.
    """
    written = scripts(folder)
    steps = [step for step in folder.steps if only is None or step.label in only]
    return tuple(q for step in steps for q in _expected(step) if q.label in written or exported(q.claim.node, q.model))


def audit_kernel(
    folder: ProofFolder,
    asked: Sequence[Question],
    *,
    jobs: int = 1,
    seconds: float = SECONDS,
    progress: Callable[[str], None] | None = None,
) -> KernelAudit:
    """Ask Coq the questions (of ``kernel_questions``), each with its script if there is one.

    Raises:
        MissingToolError: there is no ``coqc``.
    """
    coq, written = version(), scripts(folder)

    def ask(question: Question) -> KernelFinding:
        script = written.get(question.label)
        finding = kernel(question, script, seconds)
        if progress is not None:
            progress(question.label)
        return KernelFinding(question=question, script=script, finding=finding)

    with ThreadPoolExecutor(max_workers=jobs) as pool:
        return KernelAudit(folder=folder, coq=coq, found=tuple(pool.map(ask, asked)))


def scripts(folder: ProofFolder) -> Mapping[str, str]:
    """Proofs by hand, by label and side ("lemma.step.printed").

    Raises:
        BoundcheckError: a script is that of no claim, or names a file that is not there.
    """
    sides = {name: question.label for step in folder.steps for name, question in _sides(step).items()}
    found = {}
    for file in sorted((folder.path / "kernel").glob("*.v")):
        if "." not in file.stem:
            continue  # a file that scripts are put behind
        if file.stem not in sides and folder.file is None:
            raise BoundcheckError(
                f"kernel/{file.name}", expected="the label of a step, or LABEL.repaired", got="no such"
            )
        if file.stem in sides:
            found[sides[file.stem]] = _whole(file)
    return found


def _whole(file: Path, below: tuple[str, ...] = ()) -> str:
    """A script behind the file that its first line names, and so on."""
    text = file.read_text(encoding="utf-8")
    before = _WITH.match(text)
    if before is None:
        return text
    other = file.parent / before[1]
    if not other.is_file() or other.name in below:
        got = "a circle" if other.is_file() else "none"
        raise BoundcheckError(f"kernel/{file.name}", expected=f"a file {before[1]} beside it", got=got)
    return f"{_whole(other, (*below, file.name))}\n{text[before.end() :]}"


def _expected(step: Step) -> list[Question]:
    """The sides of a step that are expected to be PROVED."""
    expected = expectation(step)
    wanted = {"printed": expected.printed, "repaired": expected.repaired}
    return [q for q in _sides(step).values() if wanted[q.label.rpartition(".")[2]] == Verdict.PROVED.value]


def _sides(step: Step) -> dict[str, Question]:
    """What is asked of Coq, by the name of its script."""
    model = step.model or EMPTY
    found = {
        step.label: Question(label=f"{step.label}.printed", claim=step.printed, hypotheses=step.hypotheses, model=model)
    }
    if step.repaired is not None:
        hypotheses = (*step.hypotheses, *step.repaired_hypotheses)
        question = Question(label=f"{step.label}.repaired", claim=step.repaired, hypotheses=hypotheses, model=model)
        found[f"{step.label}.repaired"] = question
    return found
