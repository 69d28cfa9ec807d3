"""The trial of one claim: each mutant put to the auditor, and beside it what is true.

A mutant with an exact witness, confirmed by the re-checker, is false.  One that a proved form of the step implies
(``implied``) is true.  Instances that the auditor does not use (``enumerated``) look for witnesses that the auditor
missed.  What is left is unknown, and named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from boundcheck.audit import Settings, StepAudit
from boundcheck.canonical import free_nodes
from boundcheck.evidence import Verdict, Witness
from boundcheck.mutation.cases import Case, Mutant, mutants_of
from boundcheck.mutation.enumerated import other_worlds, own_worlds
from boundcheck.mutation.implied import Form, reason_it_is_true
from boundcheck.mutation.proofs import proved
from boundcheck.mutation.witnesses import always_met, refuted, says_something, usual_worlds
from boundcheck.world import World

_OTHER_SEED, _OTHER_EXAMPLES = 3, 36  # a seed that no instance of a source was ever chosen by


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What became of one mutant.

    Attributes:
        name, kind, words, text: which mutant it is.
        truth: "false", "true", or "unknown".
        why: the reason for the truth, or what stands in its way.
        auditor: "REFUTED" (an exact, confirmed witness at the given effort), "PROVED", both, or "" for undecided.
        elsewhere: the instances of the ground truth refute it too.
        witness: the witness the auditor missed, or that contradicts a proof.
    """

    name: str
    kind: str
    words: str
    text: str
    truth: str
    why: str
    auditor: tuple[str, ...]
    elsewhere: bool
    witness: Witness | None = None


def try_case(case: Case, done: Mapping[str, StepAudit], settings: Settings) -> tuple[Trial, ...]:
    """Put every mutant of a claim to the auditor and to the ground truth."""
    mutants = mutants_of(case)
    usual, others = usual_worlds(case, settings), _other_worlds(case)
    by_auditor = refuted(case, mutants, usual)
    forms = _proved_forms(case, done)
    reasons = {m.name: reason_it_is_true(m, forms, case.step.model) for m in mutants}
    by_proof = {m.name for m in mutants if proved(case, m, done)}
    open_ones = [m for m in mutants if not reasons[m.name]]
    by_truth = refuted(case, open_ones, others)
    found = []
    for mutant in mutants:
        name = mutant.name
        witness = by_auditor.get(name) or by_truth.get(name)
        truth, why = _verdict(case, mutant, witness, reasons[name], (*usual, *others), proof=name in by_proof)
        said = (*(("REFUTED",) if name in by_auditor else ()), *(("PROVED",) if name in by_proof else ()))
        odd = witness is not None and (name not in by_auditor or truth == "true" or name in by_proof)
        found.append(
            Trial(
                name=name,
                kind=mutant.kind,
                words=mutant.words,
                text=mutant.claim.text,
                truth=truth,
                why=why,
                auditor=said,
                elsewhere=name in by_truth,
                witness=witness if odd else None,
            )
        )
    return tuple(found)


def _verdict(
    case: Case, mutant: Mutant, witness: Witness | None, reason: str, worlds: Sequence[World], *, proof: bool
) -> tuple[str, str]:
    if reason:
        return "true", reason
    if witness is not None:
        return "false", "an exact witness"
    if proof:
        return "unknown", "the step's own argument proves it"
    if not worlds:
        return "unknown", "no instance is tried at this step"
    if mutant.dropped and always_met(case, mutant.dropped, worlds):
        return "unknown", "every instance meets the dropped hypothesis"
    if not says_something(mutant, worlds):
        return "unknown", "it is defined on no instance"
    return "unknown", "neither implied nor violated"


def _proved_forms(case: Case, done: Mapping[str, StepAudit]) -> list[Form]:
    audited = done[case.step.label]
    return [
        Form(claim=side.claim.node, hypotheses=side.hypotheses)
        for side in (audited.printed, audited.repaired)
        if side is not None and side.verdict is Verdict.PROVED
    ]


def _other_worlds(case: Case) -> tuple[World, ...]:
    claims = (case.claim, *(h.claim for h in case.hypotheses))
    free = {node for claim in claims for part in claim.node[2:] for node in free_nodes(part)}
    names = tuple(sorted(node[1] for node in free if node[0] == "sym"))
    found: list[World] = []
    for source in case.step.over:
        found += own_worlds(source, names, _OTHER_SEED)
        found += other_worlds(source, _OTHER_EXAMPLES, _OTHER_SEED)
    return tuple(found)
