"""The searches of an audit, their witnesses re-checked by the independent program, and the repair search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import recheck
from boundcheck.audit.records import Settings
from boundcheck.certificates.axioms import axioms
from boundcheck.certificates.models import model_data
from boundcheck.checkers.base import SCHEMA, Question
from boundcheck.checkers.fitting import misfit
from boundcheck.checkers.search import counterexample_search, survives, worlds_of
from boundcheck.claim import Claim, Hypothesis
from boundcheck.dcsc.worlds import build
from boundcheck.errors import BoundcheckError, MissingToolError, UnsoundCheckerError
from boundcheck.evidence import Finding, Verdict, Witness
from boundcheck.model import EMPTY, Model
from boundcheck.repair import repairs, same_claim
from boundcheck.step import Step

_MOST_REFUSED = 6  # instances that the independent program may be unable to replay


def asked(name: str, check: Callable[[Question], Any], question: Question) -> Finding:
    """What a checker finds; one that fails is a clear error that names it and the step.

    Raises:
        BoundcheckError: the checker raises, ends the program, or gives something that is no finding.
    """
    try:
        found = check(question)
    except (UnsoundCheckerError, MissingToolError, TimeoutError):
        raise
    except BoundcheckError as error:
        label = f"{question.label}: {name}: {error.label}"
        raise BoundcheckError(label, expected=error.expected, got=error.got) from error
    except MemoryError as error:
        msg = f"{question.label}: {name} ran out of memory"
        raise MemoryError(msg) from error
    except (Exception, SystemExit) as error:
        said = " ".join(f"{type(error).__name__}: {error}".split())
        raise BoundcheckError(question.label, expected=f"{name} to give a finding", got=said) from error
    if not isinstance(found, Finding):
        got = f"{type(found).__name__} {found!r}"[:200]
        raise BoundcheckError(question.label, expected=f"{name} to give a Finding", got=got)
    return found


def name_of(check: Any) -> str:
    """Name of a checker: that of its function, or of its kind."""
    return str(getattr(check, "__name__", type(check).__name__))


def search(question: Question) -> Finding:
    """The search of a step's instances; what its sources do wrong is said with their names."""
    names = ", ".join(str(getattr(source, "name", source)) for source in question.over)
    return asked(f"the search over {names}", _search, question)


def _search(question: Question) -> Finding:
    """The search, its witnesses re-checked; it looks at claim, hypotheses and instances only, so it runs anywhere.

    Where the independent program can replay none of the witnesses (an instance may be too large for it), others are
    looked for, a few times: more instances never lose a refutation.
    """
    proposed, refused = counterexample_search(question), list[Any]()
    found = rechecked(proposed, question)
    while proposed.verdict is Verdict.REFUTED is not found.verdict and len(refused) < _MOST_REFUSED:
        refused += [witness.world for witness in proposed.witnesses]
        proposed = counterexample_search(question, refused)
        found = rechecked(proposed, question)
    return found


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


def rechecked(finding: Finding, question: Question) -> Finding:
    """Keep the witnesses that the independent program confirms against claim and hypotheses; without one, UNDECIDED."""
    if finding.verdict is not Verdict.REFUTED:
        return finding
    confirmed = tuple(
        replace(witness, rechecked=True)
        for witness in finding.witnesses
        if (finding.checker == "search" or fits(witness, question))
        and confirm(question.claim, question.hypotheses, witness, question.model)
    )
    if confirmed:
        certificate = {"kind": "counterexample", "schema": SCHEMA, "claim": question.claim.digest}
        return replace(finding, witnesses=confirmed, certificate=certificate)
    reason = "a counterexample was proposed but the independent re-check did not confirm it"
    return replace(finding, verdict=Verdict.UNDECIDED, grade=None, witnesses=(), reason=reason)


def fits(witness: Witness, question: Question) -> bool:
    """Say whether a witness that the search did not look at is an instance of the step's model."""
    nodes = (question.claim.node, *(h.node for h in question.hypotheses))
    return misfit(build(witness.world), question.model, nodes) is None


def confirm(claim: Claim, hypotheses: Sequence[Hypothesis], witness: Witness, model: Model = EMPTY) -> bool:
    """Ask the re-checker, which shares no code with the search."""
    plain = {"title": witness.title, "world": witness.world, "index": dict(witness.index), "outcome": witness.outcome}
    given = [h.node for h in hypotheses]
    answer = recheck.check_witness(claim.node, given, plain, axioms(), memory=_last_world(), model=model_data(model))
    return bool(answer[0] if isinstance(answer, tuple) else answer)


@cache
def _last_world() -> dict[str, Any]:
    """Room in which the re-checker keeps the last instance, so that claims about one instance do not build it again."""
    return {}


def found_by(step: Step, settings: Settings) -> str:
    """Say whether the repaired claim is an edit, or a pair of edits, that survives; else the author wrote it."""
    if step.repaired is None or not step.over:
        return "author"
    printed, repaired = step.printed.node, step.repaired.node
    signs = frozenset(step.model.signs) if step.model else frozenset()
    if same_claim(printed, repaired, signs):
        return "author"  # the same line under further hypotheses, which no edit of the line can find
    hypotheses = tuple(h.node for h in (*step.hypotheses, *step.repaired_hypotheses))
    for edit in repairs(printed):
        if same_claim(edit.claim, repaired, signs):
            worlds = (w for o in step.over for w in worlds_of(o, min(settings.examples, 12), settings.seed, 32))
            return f"repair search: {edit.words}" if survives(edit.claim, hypotheses, worlds) else "author"
    return "author"
