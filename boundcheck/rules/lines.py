"""What a proof file writes: the lines of a derivation, each a rule with its bindings or a stated claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sympy import Basic

from boundcheck import terms as t
from boundcheck.canonical import Node, canonical
from boundcheck.claim import Claim
from boundcheck.errors import BoundcheckError
from boundcheck.model import names_in
from boundcheck.rules.library import RULES

_HIGHEST = 6  # degree of products of known slacks


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a derivation: a rule with its bindings, or a stated claim with the facts it follows from."""

    name: str
    kind: str  # a key of ``_STEPS``
    rule: str = ""
    bind: tuple[tuple[str, Any], ...] = ()
    claim: Claim | None = None
    forall: tuple[Any, ...] = ()
    by: tuple[str, ...] = ()
    unfold: tuple[str, ...] = ()
    squares: tuple[Any, ...] = ()
    degree: int = 1

    def __post_init__(self) -> None:
        """Refuse parts of another type: text where names are wanted, a term where a claim is."""
        checks = {
            "name": (isinstance(self.name, str), "text", self.name),
            "claim": (isinstance(self.claim, (Claim, type(None))), "a Claim", self.claim),
            "by": (_are_names(self.by), "a tuple of names", self.by),
            "unfold": (_are_names(self.unfold), "a tuple of names", self.unfold),
            "squares": (isinstance(self.squares, tuple), "a tuple of terms", self.squares),
            "degree": (type(self.degree) is int and 1 <= self.degree <= _HIGHEST, f"1 to {_HIGHEST}", self.degree),
        }
        for part, (fits, expected, got) in checks.items():
            if not fits:
                raise BoundcheckError(f"line {self.name}", expected=f"{part} to be {expected}", got=repr(got))


@dataclass(frozen=True, kw_only=True)
class Lam:
    """A term, set or event with holes: ``lam(j, Abs(c(j)))``, ``lam((r, j), a(r, j))``."""

    indices: tuple[str, ...]
    body: Node


def lam(index: t.Index | tuple[t.Index, ...], body: Basic) -> Lam:
    """Bind a metavariable to a term in one index, or in several."""
    several = index if isinstance(index, tuple) else (index,)
    return Lam(indices=tuple(one.name for one in several), body=canonical(body))


def _are_names(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(name, str) for name in value)


def rule(name: str, which: str, *, forall: tuple[Any, ...] = (), by: tuple[str, ...] = (), **bind: Any) -> Line:
    """Instance of a library rule; ``bind`` maps metavariables to terms, sets, events or ``lam``.

    Raises:
        BoundcheckError: there is no such rule, or a binding names no metavariable of it.
    """
    if which not in RULES:
        close = get_close_matches(which, RULES, n=3) or sorted(RULES)
        raise BoundcheckError(f"rule {name}", expected=f"a rule such as {', '.join(close)}", got=repr(which))
    known = sorted(_words(which))
    for word, value in bind.items():
        if isinstance(value, (bool, float, str)) or value is None:
            expected = "an exact term, a set, an event or lam(...)"
            raise BoundcheckError(f"rule {name}: {word}", expected=expected, got=repr(value))
        if word not in known:
            expected = f"bindings of {', '.join(known) or 'nothing'}, the words of {which}"
            raise BoundcheckError(f"rule {name}", expected=expected, got=repr(word))
    return Line(
        name=name, kind="rule", rule=which, forall=forall, by=by, bind=tuple(sorted(bind.items(), key=lambda b: b[0]))
    )


def _words(which: str) -> set[str]:
    """Metavariables of a rule, without their mark."""
    claims = (*RULES[which].premises, RULES[which].conclusion)
    return {name[1:] for claim in claims for name in names_in(claim.node) if name.startswith("?")}


def algebra(name: str, claim: Claim, *, by: tuple[str, ...] = (), unfold: tuple[str, ...] = ()) -> Line:
    """A claim that holds by exact algebra, after unfolding definitions and replacing equals by equals."""
    return Line(name=name, kind="algebra", claim=claim, by=by, unfold=unfold)


def arith(
    name: str,
    claim: Claim,
    *,
    by: tuple[str, ...],
    squares: tuple[Any, ...] = (),
    degree: int = 1,
    unfold: tuple[str, ...] = (),
) -> Line:
    """An inequality: its slack is a nonnegative combination of products (up to ``degree``) of known slacks, squares."""
    return Line(name=name, kind="arith", claim=claim, by=by, squares=squares, degree=degree, unfold=unfold)


def logic(name: str, claim: Claim, *, by: tuple[str, ...] = ()) -> Line:
    """An implication between events that holds by propositional reasoning from other implications."""
    return Line(name=name, kind="logic", claim=claim, by=by)


def linear(name: str, claim: Claim, *, by: tuple[str, ...] = ()) -> Line:
    """An implication between linear comparisons that holds by Farkas multipliers."""
    return Line(name=name, kind="linear", claim=claim, by=by)


def put(name: str, fact: str, **values: Any) -> Line:
    """A used step with parameters replaced, ``put("here", "lemma.any_p", p=xmin / 2)``; its hypotheses too."""
    return Line(name=name, kind="put", rule=fact, bind=tuple(sorted(values.items())))


def restate(name: str, claim: Claim, *, by: tuple[str, ...], unfold: tuple[str, ...] = ()) -> Line:
    """The first fact of ``by`` in other words: equals replaced by equals (other facts, unfolded definitions)."""
    return Line(name=name, kind="restate", claim=claim, by=by, unfold=unfold)


def lift(name: str, fact: str, *, layer: t.Index, layers: t.IndexSet, words: Mapping[str, Any]) -> Line:
    """A used step about one layer, at every layer; ``words`` maps its words to ``(word there, leading indices)``."""
    spelt = {word: (target[0], tuple(canonical(i) for i in target[1:])) for word, target in words.items()}
    return Line(name=name, kind="lift", rule=fact, forall=((layer, layers),), bind=tuple(sorted(spelt.items())))


def assuming(name: str, event: t.Event) -> Line:
    """From here on the event is a fact, until ``discharge``."""
    return Line(name=name, kind="assuming", claim=Claim(event, "holds"))


def detach(name: str, implication: str) -> Line:
    """Modus ponens: what the implication gives, its left side being a fact."""
    return Line(name=name, kind="detach", by=(implication,))


def discharge(name: str, fact: str) -> Line:
    """The assumed event implies the fact; everything else found since the assumption is forgotten."""
    return Line(name=name, kind="discharge", by=(fact,))
