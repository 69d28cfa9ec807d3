"""The audit: the only place that runs checkers.  It takes steps, and returns for each what was found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import recheck
from boundcheck.checkers.base import Question
from boundcheck.checkers.rule import check_derivation
from boundcheck.checkers.search import counterexample_search, survives, worlds_of
from boundcheck.claim import Claim, Hypothesis
from boundcheck.edits import slips
from boundcheck.evidence import Argument, Finding, Grade, Status, Verdict, Witness
from boundcheck.model import EMPTY, Model
from boundcheck.repair import same_claim
from boundcheck.rules.derive import Derived, Stuck
from boundcheck.rules.entail import follows
from boundcheck.rules.normal import Algebra
from boundcheck.step import Conclusion, Step, ancestors_first
from boundcheck.verdict import judge, own_status, weakest, worst

EFFORTS = {"quick": 12, "normal": 36, "deep": 600}  # generated instances per source
LARGEST = {"quick": 32, "normal": 64, "deep": 4096}  # sign patterns an instance may have (designed lists are exempt)


@dataclass(frozen=True, kw_only=True)
class ClaimAudit:
    """What was found about one claim: all findings, and the verdict they give."""

    claim: Claim
    hypotheses: tuple[Hypothesis, ...]
    findings: tuple[Finding, ...]
    verdict: Verdict
    grade: Grade | None
    witnesses: tuple[Witness, ...] = ()
    needs: tuple[Hypothesis, ...] = ()
    leaves: tuple[str, ...] = ()
    bound: Model | None = (
        None  # set when the proof averaged over signs: the claim holds for the dependences of this model
    )
    found_by: str = "author"


@dataclass(frozen=True, kw_only=True)
class StepAudit:
    """What was found about a step."""

    step: Step
    printed: ClaimAudit
    argument: Argument
    reason: str
    missing: tuple[str, ...]
    repaired: ClaimAudit | None
    status: Status
    used_hypotheses: tuple[str, ...] = ()
    surprises: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ConclusionAudit:
    """What becomes of a theorem, and which steps are responsible."""

    conclusion: Conclusion
    status: Status
    needs_repairs: tuple[str, ...]
    open: tuple[str, ...]
    falls: tuple[str, ...]
    uses_hypotheses: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Effort and seed of an audit; the same settings give the same result on any machine and any number of workers."""

    effort: str = "normal"
    seed: int = 0

    @property
    def examples(self) -> int:
        """Generated instances per source."""
        return EFFORTS[self.effort]

    @property
    def patterns(self) -> int:
        """Most sign patterns an instance may have."""
        return LARGEST[self.effort]


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
    printed, derivation = _audit_claim(
        step, step.printed, step.hypotheses, step.argument, done, settings, side="printed", searched=searched
    )
    repaired = None
    if step.repaired is not None:
        hypotheses = (*step.hypotheses, *step.repaired_hypotheses)
        repaired, _ = _audit_claim(
            step, step.repaired, hypotheses, step.repaired_argument, done, settings, side="repaired", searched=searched
        )
        if printed.verdict is Verdict.REFUTED:
            repaired = replace(repaired, found_by=_found_by(step, settings))
    argument, reason, missing = _argument(step, printed, derivation)
    own = own_status(printed.verdict, argument, repaired.verdict if repaired else None)
    status = worst((own, *(done[used.label].status for used in step.uses)))
    form = repaired if repaired is not None and repaired.verdict is Verdict.PROVED else printed
    used = tuple(h.name for h in form.needs)
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
            return replace(found, step=step)
    return audit_step(step, done, settings, searched)


def search(question: Question) -> Finding:
    """The search, its witnesses re-checked; it looks at claim, hypotheses and instances only, so it runs anywhere."""
    return rechecked(counterexample_search(question), question)


def search_questions(step: Step, settings: Settings) -> dict[str, Question]:
    """What the searches of a step are asked, by label and side; empty for a step without instances."""
    if not step.over:
        return {}
    sides = [("printed", step.printed, step.hypotheses)]
    if step.repaired is not None:
        sides.append(("repaired", step.repaired, (*step.hypotheses, *step.repaired_hypotheses)))
    return {
        f"{step.label}.{side}": Question(
            label=f"{step.label}.{side}",
            claim=claim,
            hypotheses=hypotheses,
            model=step.model or EMPTY,
            over=step.over,
            effort=settings.examples,
            patterns=settings.patterns,
            seed=settings.seed,
        )
        for side, claim, hypotheses in sides
    }


def standing(used: StepAudit) -> ClaimAudit | None:
    """The claim of a step in the form that stands: proved (or cited) as printed, else proved as repaired."""
    if used.printed.verdict is Verdict.PROVED or (
        used.argument is Argument.CITED and used.printed.verdict is not Verdict.REFUTED
    ):
        return used.printed
    if used.repaired is not None and used.repaired.verdict is Verdict.PROVED:
        return used.repaired
    return None


def standing_facts(
    step: Step, hypotheses: Sequence[Hypothesis], done: Mapping[str, StepAudit]
) -> tuple[dict[str, ClaimAudit], tuple[str, ...]]:
    """Claims of the used steps whose own hypotheses are met here, and what is missing for the others."""
    facts: dict[str, ClaimAudit] = {}
    missing: list[str] = []
    for used in step.uses:
        form = standing(done[used.label])
        if form is None:
            missing.append(f"{used.label} (no proved form)")
            continue
        lacking = [h for h in form.needs if not _granted(h, hypotheses)]
        if form.bound is not None and form.bound is not step.model:
            missing.append(f"{used.label} was proved for another model ({form.bound.name})")
        elif lacking:
            missing += [f"{used.label} needs: {h.words or h.claim.text}" for h in lacking]
        else:
            facts[used.label] = form
    return facts, tuple(missing)


def _granted(needed: Hypothesis, hypotheses: Sequence[Hypothesis]) -> bool:
    algebra = Algebra()
    return any(h.node == needed.node or follows(h.node, needed.node, algebra) for h in hypotheses)


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
            label for label, form in every_form.items() if form.bound is not None and form.bound is not step.model
        ),
        model=step.model or EMPTY,
        over=step.over,
        effort=settings.examples,
        patterns=settings.patterns,
        seed=settings.seed,
    )
    findings = []
    derivation = None
    if step.over:
        findings.append(searched.get(question.label) or search(question))
    if lines:
        finding, derivation = check_derivation(question, lines)
        finding = _inherit(finding, derivation, every_form)
        findings.append(finding)
        if isinstance(derivation, Stuck):
            named = {name for line in lines for name in line.by}
            derivation = replace(
                derivation, missing=(*derivation.missing, *(m for m in withheld if m.split()[0] in named))
            )
    findings += [check(question) for check in step.checks]
    verdict, grade = judge(question.label, findings)
    witnesses = tuple(w for f in findings for w in f.witnesses) if verdict is Verdict.REFUTED else ()
    found = ClaimAudit(
        claim=claim,
        hypotheses=hypotheses,
        findings=tuple(findings),
        verdict=verdict,
        grade=grade,
        witnesses=witnesses,
        needs=_needs(hypotheses, derivation, forms, findings),
        leaves=tuple(sorted({leaf for f in findings for leaf in f.leaves})),
        bound=_bound(step, derivation, every_form),
    )
    return found, derivation


def _inherit(finding: Finding, derivation: Derived | Stuck | None, forms: Mapping[str, ClaimAudit]) -> Finding:
    """A derivation is no stronger than the steps it used, and rests on their cited leaves too."""
    if finding.verdict is not Verdict.PROVED or not isinstance(derivation, Derived):
        return finding
    used = [forms[label] for label in derivation.used if label in forms]
    leaves = tuple(sorted({*finding.leaves, *(leaf for form in used for leaf in form.leaves)}))
    return replace(finding, grade=weakest([finding.grade, *(form.grade for form in used)]), leaves=leaves)


def _bound(step: Step, derivation: Derived | Stuck | None, forms: Mapping[str, ClaimAudit]) -> Model | None:
    if not isinstance(derivation, Derived):
        return None
    inherited = any(forms[label].bound is not None for label in derivation.used if label in forms)
    return step.model if derivation.random or inherited else None


def _needs(
    hypotheses: Sequence[Hypothesis],
    derivation: Derived | Stuck | None,
    forms: Mapping[str, ClaimAudit],
    findings: Sequence[Finding],
) -> tuple[Hypothesis, ...]:
    """Hypotheses a proved claim really rests on: those its derivation used, and those of the steps it used."""
    if not isinstance(derivation, Derived):
        return tuple(hypotheses) if any(f.verdict is not Verdict.UNDECIDED for f in findings) else ()
    own = [h for h in hypotheses if h.name in derivation.used]
    inherited = [h for label in derivation.used if label in forms for h in forms[label].needs]
    return tuple({h.node: h for h in (*own, *inherited)}.values())


def rechecked(finding: Finding, question: Question) -> Finding:
    """Keep the witnesses that the independent program confirms against claim and hypotheses; without one, UNDECIDED."""
    if finding.verdict is not Verdict.REFUTED:
        return finding
    confirmed = tuple(
        replace(witness, rechecked=True)
        for witness in finding.witnesses
        if confirm(question.claim, question.hypotheses, witness)
    )
    if confirmed:
        certificate = {"kind": "counterexample", "schema": "boundcheck-certificate/1", "claim": question.claim.digest}
        return replace(finding, witnesses=confirmed, certificate=certificate)
    reason = "a counterexample was proposed but the independent re-check did not confirm it"
    return replace(finding, verdict=Verdict.UNDECIDED, grade=None, witnesses=(), reason=reason)


def confirm(claim: Claim, hypotheses: Sequence[Hypothesis], witness: Witness) -> bool:
    """Ask the re-checker, which shares no code with the search."""
    plain = {"title": witness.title, "world": witness.world, "index": dict(witness.index), "outcome": witness.outcome}
    answer = recheck.check_witness(claim.node, [h.node for h in hypotheses], plain, memory=_last_world())
    return bool(answer[0] if isinstance(answer, tuple) else answer)


@cache
def _last_world() -> dict[str, Any]:
    """Room in which the re-checker keeps the last instance, so that claims about one instance do not build it again."""
    return {}


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


def _found_by(step: Step, settings: Settings) -> str:
    """Say whether the repaired claim is one of the edits and survives there, or was written by the author."""
    if step.repaired is None or not step.over:
        return "author"
    worlds = [w for source in step.over for w in worlds_of(source, min(settings.examples, 12), settings.seed, 32)]
    hypotheses = tuple(h.node for h in (*step.hypotheses, *step.repaired_hypotheses))
    signs = frozenset(step.model.signs) if step.model else frozenset()
    for edit in slips(step.printed.node):
        if same_claim(edit.claim, step.repaired.node, signs) and survives(edit.claim, hypotheses, worlds):
            return f"repair search: {edit.words}"
    return "author"


def surprises(found: StepAudit) -> tuple[str, ...]:
    """Where the audit differs from what the proof file expects."""
    expects = found.step.expects
    if expects is None:
        return ()
    pairs = [("printed", expects.printed, found.printed.verdict.value)]
    if expects.argument:
        pairs.append(("argument", expects.argument, found.argument.value))
    if expects.repaired or found.repaired is not None:
        pairs.append(("repaired", expects.repaired, found.repaired.verdict.value if found.repaired else ""))
    return tuple(
        f"{side}: expected {want or 'nothing'}, got {got or 'nothing'}" for side, want, got in pairs if want != got
    )


def conclude(conclusion: Conclusion, done: Mapping[str, StepAudit]) -> ConclusionAudit:
    """Follow the graph below a theorem."""
    below = [done[step.label] for step in ancestors_first(conclusion.rests_on)]
    own = {
        a.step.label: own_status(a.printed.verdict, a.argument, a.repaired.verdict if a.repaired else None)
        for a in below
    }
    used = {name for step in conclusion.rests_on for name in done[step.label].used_hypotheses}
    return ConclusionAudit(
        conclusion=conclusion,
        status=worst(done[step.label].status for step in conclusion.rests_on),
        needs_repairs=tuple(label for label, status in own.items() if status is Status.STANDS_REPAIRED),
        open=tuple(label for label, status in own.items() if status is Status.OPEN),
        falls=tuple(label for label, status in own.items() if status is Status.FALLS),
        uses_hypotheses=tuple(sorted(used)),
    )
