"""The audit of steps: findings about each side, the verdicts they give, and the status along the graph."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from boundcheck.audit.outcome import surprises
from boundcheck.audit.premises import (
    DEFINED,
    bound_model,
    definitions_of,
    foreign_signs,
    inherited,
    laws_of,
    needed,
    standing,
    standing_facts,
)
from boundcheck.audit.records import ClaimAudit, Settings, StepAudit
from boundcheck.audit.searches import asked, found_by, name_of, rechecked, search
from boundcheck.checkers.base import Question
from boundcheck.checkers.rule import check_derivation
from boundcheck.claim import Claim, Hypothesis
from boundcheck.errors import BoundcheckError
from boundcheck.evidence import Argument, Finding, Verdict
from boundcheck.model import EMPTY
from boundcheck.rules.derive import Derived, Stuck
from boundcheck.step import Step, ancestors_first
from boundcheck.verdict import judge, own_status, worst


def audit(
    steps: Sequence[Step],
    settings: Settings | None = None,
    progress: Callable[[StepAudit], None] | None = None,
    searched: Mapping[str, Finding] | None = None,
    brief: Collection[str] = (),
) -> tuple[StepAudit, ...]:
    """Audit steps and everything they use, in the order of the proof.

    ``searched`` holds findings of ``search`` that were computed beforehand, by label and side ("lemma.step.printed").
    The labels in ``brief`` matter only as premises: their searches are left out where a proof settles what later
    steps ask of them.
    """
    settings = settings or Settings()
    done: dict[str, StepAudit] = {}
    for step in ancestors_first(steps):
        look = audit_premise if step.label in brief else audit_step
        done[step.label] = look(step, done, settings, searched or {})
        if progress is not None:
            progress(done[step.label])
    return tuple(done.values())


def audit_step(
    step: Step, done: Mapping[str, StepAudit], settings: Settings, searched: Mapping[str, Finding] | None = None
) -> StepAudit:
    """Audit one step whose ancestors are audited already."""
    searched = searched or {}
    repaired = None
    if step.repaired is not None:
        hypotheses = (*step.hypotheses, *step.repaired_hypotheses)
        repaired, _ = _audit_claim(
            step, step.repaired, hypotheses, step.repaired_argument, done, settings, side="repaired", searched=searched
        )
    printed, derivation = _audit_claim(
        step, step.printed, step.hypotheses, step.argument, done, settings, side="printed", searched=searched
    )
    if repaired is not None and printed.verdict is Verdict.REFUTED:
        repaired = replace(repaired, found_by=found_by(step, settings))
    argument, reason, missing = _argument(step, printed, derivation)
    printed = _proved_otherwise(step, printed, repaired)
    own = own_status(printed.verdict, argument, repaired.verdict if repaired else None)
    status = worst((own, *(done[used.label].status for used in step.uses)))
    form = repaired if repaired is not None and repaired.verdict is Verdict.PROVED else printed
    used = tuple(h.name for h in form.needs if not h.name.startswith(DEFINED))
    found = StepAudit(
        step=step,
        printed=printed,
        argument=argument,
        reason=reason,
        missing=missing,
        repaired=repaired,
        status=status,
        used_hypotheses=used,
    )
    return replace(found, surprises=surprises(found))


def audit_premise(
    step: Step, done: Mapping[str, StepAudit], settings: Settings, searched: Mapping[str, Finding] | None = None
) -> StepAudit:
    """Audit without search where a proof is found: form and status, all that later steps ask, are then the same."""
    if not step.cited:
        found = audit_step(replace(step, over=(), expects=None), done, settings)
        if standing(found) is not None:
            return replace(found, step=step, surprises=())
    return audit_step(step, done, settings, searched)


def _audit_claim(
    step: Step,
    claim: Claim,
    hypotheses: tuple[Hypothesis, ...],
    lines: Any,
    done: Mapping[str, StepAudit],
    settings: Settings,
    *,
    side: str,
    searched: Mapping[str, Finding],
) -> tuple[ClaimAudit, Derived | Stuck | None]:
    forms, withheld = standing_facts(step, hypotheses, done)
    facts = {label: form.claim.node for label, form in forms.items()}
    stands = {used.label: standing(done[used.label]) for used in step.uses}
    every_form = {label: form for label, form in stands.items() if form is not None}
    question = Question(
        label=f"{step.label}.{side}",
        claim=claim,
        hypotheses=hypotheses,
        facts=facts,
        conditional={label: (form.claim.node, tuple(h.node for h in form.needs)) for label, form in every_form.items()},
        models={used.label: used.model or EMPTY for used in step.uses},
        bound=frozenset(
            used.label
            for used in step.uses
            if (form := every_form.get(used.label)) is not None
            and (form.bound not in (None, step.model) or foreign_signs(form, used.model, step.model))
        ),
        model=step.model or EMPTY,
        over=step.over,
        effort=settings.examples,
        patterns=settings.patterns,
        seed=settings.seed,
    )
    findings = []
    derivation = None
    if lines:
        finding, derivation = _derived(question, lines)
        finding = inherited(finding, derivation, every_form)
        findings.append(finding)
        if isinstance(derivation, Stuck):
            named = {name for line in lines for name in line.by}
            derivation = replace(
                derivation, missing=(*derivation.missing, *(m for m in withheld if m.split()[0] in named))
            )
    findings += [rechecked(asked(f"the checker {name_of(check)}", check, question), question) for check in step.checks]
    if step.over:  # last, since it may still be on its way
        findings.insert(0, searched.get(question.label) or search(question))
    verdict, grade = judge(question.label, findings)
    witnesses = tuple(w for f in findings for w in f.witnesses) if verdict is Verdict.REFUTED else ()
    needs = needed(hypotheses, (*laws_of(step), *definitions_of(step)), derivation, forms)
    found = ClaimAudit(
        claim=claim,
        hypotheses=hypotheses,
        findings=tuple(findings),
        verdict=verdict,
        grade=grade,
        witnesses=witnesses,
        needs=needs,
        laws=tuple(law for law in laws_of(step) if law in needs and law not in hypotheses),
        leaves=tuple(sorted({leaf for f in findings for leaf in f.leaves})),
        bound=bound_model(step, derivation, every_form),
    )
    return found, derivation


def _proved_otherwise(step: Step, printed: ClaimAudit, repaired: ClaimAudit | None) -> ClaimAudit:
    """The printed claim with the proof by the repaired argument, where that proves the same from no more hypotheses."""
    if repaired is None or repaired.verdict is not Verdict.PROVED or printed.verdict is Verdict.PROVED:
        return printed
    if step.repaired_hypotheses or repaired.claim.node != printed.claim.node:
        return printed
    findings = (*printed.findings, *(f for f in repaired.findings if f.verdict is Verdict.PROVED))
    verdict, grade = judge(f"{step.label}.printed", findings)
    return replace(
        printed,
        findings=findings,
        verdict=verdict,
        grade=grade,
        needs=repaired.needs,
        laws=repaired.laws,
        leaves=repaired.leaves,
        bound=repaired.bound,
    )


def _derived(question: Question, lines: Any) -> tuple[Finding, Derived | Stuck]:
    """What the lines derive; what is wrong with them is said with the label of the step."""
    try:
        return check_derivation(question, lines)
    except BoundcheckError as error:
        raise BoundcheckError(f"{question.label}: {error.label}", expected=error.expected, got=error.got) from error
    except (AttributeError, LookupError, RecursionError) as error:
        got = f"{type(error).__name__}: {error}"
        raise BoundcheckError(question.label, expected="lines that can be followed", got=got) from error


def _argument(
    step: Step, printed: ClaimAudit, derivation: Derived | Stuck | None
) -> tuple[Argument, str, tuple[str, ...]]:
    if step.cited:
        return Argument.CITED, step.cited, ()
    if isinstance(derivation, Derived):
        return (
            Argument.VALID,
            f"derived in {len(derivation.lines)} lines from {', '.join(derivation.used) or 'definitions'}",
            (),
        )
    if isinstance(derivation, Stuck):
        return Argument.GAP, derivation.reason, derivation.missing
    if printed.verdict is Verdict.PROVED:
        return Argument.VALID, "the line holds by itself", ()
    extra = tuple(h.words or h.name for h in step.repaired_hypotheses)
    if printed.verdict is Verdict.REFUTED:
        return (
            Argument.GAP,
            "the line is false as printed",
            extra or ("no hypothesis of the paper excludes the counterexample",),
        )
    return Argument.GAP, "no proof of the line is at hand", extra or ("a proof of the line",)
