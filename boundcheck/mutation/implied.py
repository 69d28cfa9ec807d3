"""True mutants: those that a proved form of the step implies, by exact algebra or by a certificate in rationals.

Nothing here looks at an instance, and nothing here runs the argument of the step: what is scored (the search, the
step's own proof) has no part in what counts as true.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from boundcheck.canonical import Node
from boundcheck.claim import Hypothesis
from boundcheck.model import EMPTY, Model
from boundcheck.mutation.cases import Mutant
from boundcheck.repair import same_claim
from boundcheck.rules.derive import Derived, derive
from boundcheck.rules.entail import follows
from boundcheck.rules.lines import Line, arith, logic
from boundcheck.rules.normal import Algebra
from boundcheck.rules.polynomials import Poly, plus, scale
from boundcheck.rules.work import evidently
from boundcheck.terms import RELATIONS

_SHARES = (Fraction(1), Fraction(1, 2), Fraction(2))
_MOST_FACTS = 5


@dataclass(frozen=True, kw_only=True)
class Form:
    """A claim that is proved, and the hypotheses it was proved under."""

    claim: Node
    hypotheses: tuple[Hypothesis, ...]


def reason_it_is_true(mutant: Mutant, forms: Sequence[Form], model: Model | None) -> str:
    """Why a proved form gives the mutant: "equivalent", "weaker: how", or "" when none is seen to."""
    signs = frozenset(model.signs) if model is not None else frozenset()
    granted = [form for form in forms if _granted(form, mutant)]
    if any(same_claim(form.claim, mutant.claim.node, signs) for form in granted):
        return "equivalent"
    algebra = Algebra(signs)
    for form in granted:
        how = _how(form.claim, mutant, model, algebra)
        if how:
            return f"weaker: {how}"
    return ""


def _granted(form: Form, mutant: Mutant) -> bool:
    here = {h.node for h in mutant.hypotheses}
    return all(h.node in here for h in form.hypotheses)


def _how(form: Node, mutant: Mutant, model: Model | None, algebra: Algebra) -> str:
    claim = mutant.claim.node
    try:
        if follows(form, claim, algebra):
            return "a special case, or a weaker relation"
        if _evidently_weaker(form, claim, algebra):
            return "the slack grew by squares and magnitudes"
    except (ValueError, ZeroDivisionError):
        return ""
    for lines in _derivations(mutant):
        facts = {h.name: h.node for h in mutant.hypotheses} | {"form": form}
        if isinstance(derive(mutant.claim, lines, facts, model or EMPTY), Derived):
            return f"a certificate by {lines[0].kind}"
    return ""


def _evidently_weaker(form: Node, claim: Node, algebra: Algebra) -> bool:
    if form[1] != claim[1] or "==" in (form[3], claim[3]) or form[3] not in RELATIONS or claim[3] not in RELATIONS:
        return False
    strict = claim[3] in ("<", ">") and form[3] in ("<=", ">=")
    have, need = _slack(form, algebra), _slack(claim, algebra)
    return any(evidently(plus(need, scale(have, -share)), strict=strict) for share in _SHARES)


def _slack(claim: Node, algebra: Algebra) -> Poly:
    """Large side less small side, so that the claim says it is not negative (or positive)."""
    small, large = (claim[4], claim[2]) if claim[3] in (">=", ">") else (claim[2], claim[4])
    return plus(algebra.poly(large), scale(algebra.poly(small), Fraction(-1)))


def _derivations(mutant: Mutant) -> Iterator[tuple[Line, ...]]:
    """Lines that use nothing but the proved form and the hypotheses."""
    plain = [h.name for h in mutant.hypotheses if h.claim.relation in RELATIONS]
    if mutant.claim.relation in RELATIONS:
        yield (arith("mutant", mutant.claim, by=("form", *plain)),)
        if len(plain) <= _MOST_FACTS:
            yield (arith("mutant", mutant.claim, by=("form", *plain), degree=2),)
    else:
        events = [h.name for h in mutant.hypotheses if h.claim.relation not in RELATIONS]
        yield (logic("mutant", mutant.claim, by=("form", *events)),)
