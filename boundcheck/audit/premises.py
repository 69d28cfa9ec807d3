"""What a step may use of the steps before it, and what a proof that used them rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from boundcheck.audit.records import ClaimAudit, StepAudit
from boundcheck.claim import Hypothesis
from boundcheck.evidence import Argument, Finding, Verdict
from boundcheck.model import EMPTY, Model, names_in
from boundcheck.rules.derive import Derived, Stuck
from boundcheck.rules.entail import follows
from boundcheck.rules.guards import speaks_of_chances
from boundcheck.rules.normal import Algebra
from boundcheck.step import Step
from boundcheck.verdict import weakest

DEFINED = "def:"


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
        here = (*hypotheses, *laws_of(step), *definitions_of(step))
        lacking = [h for h in form.needs if not _granted(h, here, step.model or EMPTY)]
        if form.bound is not None and form.bound is not step.model:
            missing.append(f"{used.label} was proved for another model ({form.bound.name})")
        elif strange := foreign_signs(form, used.model, step.model):
            missing.append(f"{used.label} was proved where {', '.join(strange)} are signs")
        elif lacking:
            missing += [f"{used.label} needs: {h.words or h.claim.text}" for h in lacking]
        else:
            facts[used.label] = form
    return facts, tuple(missing)


def foreign_signs(form: ClaimAudit, theirs: Model | None, ours: Model | None) -> list[str]:
    """Names that a used claim takes for signs, which square to 1, and that are none here."""
    names = names_in((form.claim.node, *(need.node for need in form.needs)))
    return sorted(names.intersection(theirs.signs if theirs else ()).difference(ours.signs if ours else ()))


def laws_of(step: Step) -> tuple[Hypothesis, ...]:
    """What the step's model grants beside the independence of its signs: hypotheses of whatever is derived from it."""
    return tuple(law for law in (step.model.laws if step.model else ()) if law.node[2][0] != "independent")


def definitions_of(step: Step) -> tuple[Hypothesis, ...]:
    """What the step's model defines: a step that unfolded a definition says nothing where the name means another."""
    return tuple(Hypothesis(f"{DEFINED}{d.node[2][1]}", d) for d in (step.model.definitions if step.model else ()))


def _granted(needed: Hypothesis, hypotheses: Sequence[Hypothesis], model: Model) -> bool:
    if any(h.node == needed.node for h in hypotheses):  # nearly always, and without algebra
        return True
    algebra = Algebra(loose=lambda node: bool(model.signs_behind(node)))
    return any(follows(h.node, needed.node, algebra) for h in hypotheses)


def inherited(finding: Finding, derivation: Derived | Stuck | None, forms: Mapping[str, ClaimAudit]) -> Finding:
    """A derivation is no stronger than the steps it used, and rests on their cited leaves too."""
    if finding.verdict is not Verdict.PROVED or not isinstance(derivation, Derived):
        return finding
    used = [forms[label] for label in derivation.used if label in forms]
    leaves = tuple(sorted({*finding.leaves, *(leaf for form in used for leaf in form.leaves)}))
    return replace(finding, grade=weakest([finding.grade, *(form.grade for form in used)]), leaves=leaves)


def bound_model(step: Step, derivation: Derived | Stuck | None, forms: Mapping[str, ClaimAudit]) -> Model | None:
    """The model whose signs and dependences a claim rests on because chances occur in its proof; None if none do.

    Of a cited claim there is no proof to see: what it says itself decides.
    """
    if not isinstance(derivation, Derived):
        said = (step.printed.node, *(h.node for h in step.hypotheses))
        return step.model if step.cited and speaks_of_chances(said) else None
    inherited = any(forms[label].bound is not None for label in derivation.used if label in forms)
    return step.model if derivation.random or inherited else None


def needed(
    hypotheses: Sequence[Hypothesis],
    granted: Sequence[Hypothesis],
    derivation: Derived | Stuck | None,
    forms: Mapping[str, ClaimAudit],
) -> tuple[Hypothesis, ...]:
    """What a claim rests on: hypotheses, laws and definitions that its derivation and the steps it used made use of.

    All hypotheses where there is no derivation.
    """
    if not isinstance(derivation, Derived):
        return tuple(hypotheses)  # a cited leaf too, tried on instances or not
    own = [h for h in {h.name: h for h in (*granted, *hypotheses)}.values() if h.name in derivation.used]
    inherited = [h for label in derivation.used if label in forms for h in forms[label].needs]
    return tuple({h.node: h for h in (*own, *inherited)}.values())
