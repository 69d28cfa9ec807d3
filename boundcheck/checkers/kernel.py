"""The Coq kernel on a claim: the statement is made from the claim, the proof is only a script.

A finding is PROVED at grade KERNEL when Coq accepts the script for exactly the proposition that ``proposition`` makes
of the claim, and the proof rests on no axiom beyond those of Coq's own real numbers.  It is UNDECIDED when Coq
declines, the time is up, or the claim cannot be said.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from boundcheck.checkers.base import Question
from boundcheck.checkers.kernel_export import VOCABULARY, NotExportedError, proposition
from boundcheck.errors import MissingToolError
from boundcheck.evidence import Finding, Grade, Verdict

SECONDS = 30
REALS = (  # what Coq's real numbers rest on
    "Classical_Prop.classic",
    "ClassicalDedekindReals.sig_forall_dec",
    "ClassicalDedekindReals.sig_not_dec",
    "FunctionalExtensionality.functional_extensionality_dep",
    "functional_extensionality_dep",
    "sig_forall_dec",
    "sig_not_dec",
    "classic",
)
_AUTOMATIC = """Require Import Lra Psatz.
Theorem proof : Statement.claim.
Proof.
  unfold Statement.claim; intros.
  first [ lra | nra | (subst; first [lra | nra])
        | (field; repeat split; nra) | (field_simplify_eq; [ nra | repeat split; nra ])
        | (subst; field; repeat split; nra) | (subst; reflexivity)
        | (unfold Rabs in *; repeat destruct Rcase_abs; subst; first [lra | nra])
        | (f_equal; field; repeat split; nra) | (repeat f_equal; field; repeat split; nra) ].
Qed."""
_FORBIDDEN = re.compile(
    r"\b(Admitted|admit|Axiom|Axioms|Conjecture|Declare|Hypothesis|Hypotheses|Load|Module|Notation|Parameter|Parameters"
    r"|Set|Unset|Variable|Variables|bypass_check)\b"
    r'|"'  # a string may hide from us where a comment begins
)
_COMMENT = re.compile(r"\(\*.*?\*\)", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class _Answer:
    """What coqc said; ``accepted`` is None when the time was up."""

    accepted: bool | None
    output: str


def kernel(question: Question, script: str | None = None, seconds: float = SECONDS) -> Finding:
    """Ask Coq for the claim, with a proof by hand (which ends with ``Theorem proof : Statement.claim``) or by tactics.

    Raises:
        MissingToolError: there is no ``coqc``.
    """
    name = "kernel (by hand)" if script is not None else "kernel (by tactics)"
    try:
        said = proposition(question.claim.node, [h.node for h in question.hypotheses], question.model)
    except NotExportedError as error:
        return Finding(checker=name, verdict=Verdict.UNDECIDED, reason=f"not said in Coq: {error}")
    wrong = _FORBIDDEN.search(_COMMENT.sub(" ", script or ""))
    if wrong:
        return Finding(checker=name, verdict=Verdict.UNDECIDED, reason=f"a proof may not use {wrong[0]!r}")
    text = source(said, script if script is not None else _AUTOMATIC)
    answer = _run(text, seconds)
    if not answer.accepted:
        said_no = "no answer in time" if answer.accepted is None else f"Coq declines: {_last(answer.output)}"
        return Finding(checker=name, verdict=Verdict.UNDECIDED, reason=said_no)
    axioms = _axioms(answer.output)
    foreign = [axiom for axiom in axioms if axiom not in REALS]
    if foreign:
        return Finding(checker=name, verdict=Verdict.UNDECIDED, reason=f"the proof assumes {', '.join(foreign)}")
    return Finding(
        checker=name,
        verdict=Verdict.PROVED,
        grade=Grade.KERNEL,
        reason=f"accepted by the kernel of {version()}; axioms: {', '.join(axioms) or 'none'}",
        certificate={"kind": "kernel", "statement": said, "source": text, "axioms": axioms},
    )


def source(said: str, script: str) -> str:
    """The file that is compiled: the statement, the proof, and the demand that the one proves the other.

    >>> print(source("True", "Theorem proof : Statement.claim. Proof. exact I. Qed."))
    Require Import Reals.
    Module Statement.
    Open Scope R_scope.
    Definition claim : Prop :=
      True.
    End Statement.
    Open Scope R_scope.
    Theorem proof : Statement.claim. Proof. exact I. Qed.
    Definition checked : Statement.claim := proof.
    Print Assumptions checked.
    <BLANKLINE>
    """
    words = VOCABULARY if "total n" in said or "mean n" in said else ""
    return (
        f"Require Import Reals.\nModule Statement.\nOpen Scope R_scope.\n{words}"
        f"Definition claim : Prop :=\n  {said}.\nEnd Statement.\nOpen Scope R_scope.\n{script.strip()}\n"
        "Definition checked : Statement.claim := proof.\nPrint Assumptions checked.\n"
    )


def version() -> str:
    """Name and version of the Coq that is installed.

    Raises:
        MissingToolError: there is none.
    """
    found = subprocess.run([_coqc(), "--print-version"], capture_output=True, text=True, check=False, timeout=SECONDS)
    return f"Coq {found.stdout.split()[0]}" if found.stdout.split() else "Coq"


def _coqc() -> str:
    found = shutil.which("coqc")
    if found is None:
        raise MissingToolError("kernel: expected the Coq compiler coqc (package coq of most systems), got none")
    return found


def _run(text: str, seconds: float) -> _Answer:
    """Compile in an empty directory, and stop the compiler and all it started when the time is up."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "step.v"
        file.write_text(text, encoding="utf-8")
        with subprocess.Popen(
            [_coqc(), "-q", file.name],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as process:
            try:
                output, _ = process.communicate(timeout=seconds)
            except BaseException as error:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                if isinstance(error, subprocess.TimeoutExpired):
                    return _Answer(accepted=None, output="")
                raise
    return _Answer(accepted=process.returncode == 0, output=output)


def _axioms(output: str) -> list[str]:
    r"""What ``Print Assumptions`` lists, by its first word: axioms, and definitions accepted without a check.

    >>> _axioms("Axioms:\nclassic : forall P : Prop,\n  P \\/ ~ P\nloop is assumed to be guarded.\n")
    ['classic', 'loop']
    """
    _, found, listed = output.rpartition("Axioms:")
    return sorted(re.findall(r"^(\S+)", listed, re.MULTILINE)) if found else []


def _last(output: str) -> str:
    """The message of an error, without the place."""
    return " ".join(output.partition("Error:")[2].split())[:200] or "no reason given"
