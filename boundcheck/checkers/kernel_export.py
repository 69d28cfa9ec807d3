"""A claim about real parameters or sums of signs as a Coq proposition; what cannot be said exactly is refused.

The proposition is at least as strong as the claim: it speaks of all reals, where division by zero and the like have
some value or other, and a hypothesis that cannot be said is left out.  Families over the atoms 0 ... n - 1 are
functions, and a probability over the signs of a model is a mean over all 2^n patterns (``VOCABULARY``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from boundcheck.canonical import Node, free_nodes
from boundcheck.model import EMPTY, Model
from boundcheck.rules.guards import random_part

_TAKEN = frozenset((
    "Abs", "Definition", "End", "Prop", "R", "Rabs", "Rmax", "Rmin", "Set", "Statement", "Type", "as", "at", "cosh",
    "else", "exists", "exp", "fix", "for", "forall", "fun", "if", "in", "let", "ln", "match", "mean", "mod", "n",
    "nat", "pow", "put", "return", "sqrt", "then", "total", "using", "where", "with",
))  # fmt: skip
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_RELATIONS = {"<=": "<=", "<": "<", "==": "=", ">=": ">=", ">": ">"}
_FUNCTIONS = {"abs": "Rabs", "exp": "exp", "log": "ln", "cosh": "cosh", "max2": "Rmax", "min2": "Rmin"}


VOCABULARY = """Fixpoint total (n : nat) (f : nat -> R) : R :=
  match n with O => 0 | S m => total m f + f m end.
Definition put (e : nat -> R) (m : nat) (s : R) : nat -> R := fun i => if Nat.eq_dec i m then s else e i.
Fixpoint mean (n : nat) (f : (nat -> R) -> R) (e : nat -> R) : R :=
  match n with O => f e | S m => (mean m f (put e m 1) + mean m f (put e m (-1))) / 2 end.
"""
_ALL = ("set", "All")
_DECIDED = {"<=": "Rle_dec", "<": "Rlt_dec", "==": "Req_EM_T", ">=": "Rge_dec", ">": "Rgt_dec"}


class NotExportedError(ValueError):
    """The term has no counterpart in Coq here: a set, an event of the model, a dependent family."""


@dataclass(frozen=True, kw_only=True)
class _Scope:
    """Families that may be named, the family of signs, and whether a probability binds it here."""

    families: frozenset[str] = frozenset()
    signs: str = ""
    drawn: bool = False
    model: Model = EMPTY
    indices: frozenset[str] = frozenset()


def proposition(claim: Node, hypotheses: Sequence[Node] = (), model: Model = EMPTY) -> str:
    """The claim under its hypotheses, for all values of its parameters.

    >>> proposition(("claim", (), ("pow", ("sym", "x"), ("num", "2")), ">=", ("num", "0")))
    'forall x : R, (x ^ 2) >= 0'

    Raises:
        NotExportedError: the claim (not a hypothesis) cannot be said.
    """
    scope = _scope(model)
    goal = _claim(claim, scope)
    kept = [node for node in hypotheses if _can_say(node, scope)]
    sides = [side for node in (claim, *kept) for side in (node[2], node[4])]
    parameters = {name for side in sides for head, name in free_nodes(side)}
    families = {name for side in sides for name in _entries(side)} - {scope.signs}
    spelled = [*sorted(map(_name, parameters)), *sorted(map(_name, families))]
    if len(set(spelled)) < len(spelled):
        raise NotExportedError(f"two of its parameters become one: {', '.join(spelled)}")
    bound = [f"(n : nat) ({' '.join(sorted(map(_name, families)))} : nat -> R)"] if families else []
    bound += [f"({' '.join(sorted(map(_name, parameters)))} : R)"] if parameters else []
    said = " ".join(bound) if families else "".join(bound).strip("()")
    before = "".join(f"({_claim(node, scope)}) -> " for node in kept)
    return (f"forall {said}, " if bound else "") + before + goal


def _entries(node: Node) -> set[str]:
    """Families of which a term names an entry."""
    if not isinstance(node, tuple) or not node:
        return set()
    return ({node[1]} if node[0] == "at" else set()).union(*map(_entries, node))


def exported(claim: Node, model: Model = EMPTY) -> bool:
    """Say whether a claim can be said in Coq."""
    try:
        return bool(proposition(claim, (), model))
    except NotExportedError:
        return False


def left_out(hypotheses: Sequence[Node], model: Model = EMPTY) -> list[Node]:
    """Hypotheses that cannot be said; a proof does not rest on them."""
    return [node for node in hypotheses if not _can_say(node, _scope(model))]


def _scope(model: Model) -> _Scope:
    """What a model lets us say: what it gives as fixed, and its one family of signs if these are independent."""
    laws = [law.claim.node[2] for law in model.laws]
    free = [s for s in model.signs if any(_says_independent(law, s) for law in laws)]
    return _Scope(
        families=frozenset(model.given) - {"All"},
        signs=free[0] if len(model.signs) == len(free) == 1 else "",
        model=model,
    )


def _says_independent(law: Node, signs: str) -> bool:
    if law[0] != "independent" or len(law) != 2 or len(law[1]) != 3:
        return False
    term, index, over = law[1]
    return bool(term == ("at", signs, ("idx", index)) and over == _ALL)


def _can_say(node: Node, scope: _Scope) -> bool:
    try:
        return bool(_claim(node, scope))
    except NotExportedError:
        return False


def _claim(node: Node, scope: _Scope) -> str:
    _, quantifiers, lhs, relation, rhs = node
    if quantifiers:
        raise NotExportedError("it is quantified over indices")
    if relation == "holds":
        return _event(lhs, scope)
    if relation in ("implies", "iff"):
        return f"({_event(lhs, scope)}) {'->' if relation == 'implies' else '<->'} ({_event(rhs, scope)})"
    return f"{_term(lhs, scope)} {_RELATIONS[relation]} {_term(rhs, scope)}"


def _event(node: Node, scope: _Scope) -> str:
    head = node[0]
    if head == "rel":
        return f"{_term(node[1], scope)} {_RELATIONS[node[2]]} {_term(node[3], scope)}"
    if head in ("both", "either"):
        return (" /\\ " if head == "both" else " \\/ ").join(f"({_event(child, scope)})" for child in node[1:])
    if head == "not":
        return f"~ ({_event(node[1], scope)})"
    raise NotExportedError(f"it speaks of an event {head!r}")


def _term(node: Node, scope: _Scope) -> str:
    head = node[0]
    if head == "num":
        return _number(Fraction(node[1]))
    if head == "sym":
        return _name(node[1])
    if head in _JOINED:
        return f"({_JOINED[head].join(_term(child, scope) for child in node[1:])})"
    if head == "pow":
        return _power(_term(node[1], scope), node[2])
    if head in _FUNCTIONS:
        return f"({_FUNCTIONS[head]} {' '.join(_term(child, scope) for child in node[1:])})"
    if head in _SUMS:
        return _SUMS[head](node, scope)
    raise NotExportedError(f"it speaks of {head!r}")


_JOINED = {"add": " + ", "mul": " * "}


def _number(value: Fraction) -> str:
    said = str(abs(value.numerator)) if value.denominator == 1 else f"({abs(value.numerator)} / {value.denominator})"
    return f"(- {said})" if value < 0 else said


def _power(base: str, exponent: Node) -> str:
    """Whole and half powers; a negative one is the inverse."""
    if exponent[0] != "num" or Fraction(exponent[1]).denominator > 2:
        raise NotExportedError("it has a power that is neither whole nor half")
    power = Fraction(exponent[1])
    size = abs(power.numerator)
    said = base if size == 1 else f"({base} ^ {size})"
    said = said if power.denominator == 1 else f"(sqrt {said})"
    return f"(/ {said})" if power < 0 else said


def _entry(node: Node, scope: _Scope) -> str:
    """An entry of a family at an index that a sum around it binds."""
    _, name, *at = node
    known = name in scope.families or (scope.drawn and name == scope.signs)
    if not known or len(at) != 1 or at[0][0] != "idx" or at[0][1] not in scope.indices:
        raise NotExportedError(f"it speaks of an entry of {name!r}")
    return f"({_name(name)} {_name(at[0][1])})"


def _total(node: Node, scope: _Scope) -> str:
    _, body, index, over = node
    if over != _ALL or not scope.families:
        raise NotExportedError("it has a sum over a set other than all atoms")
    inner = replace(scope, indices=scope.indices | {index})
    return f"(total n (fun {_name(index)} : nat => {_term(body, inner)}))"


def _probability(node: Node, scope: _Scope) -> str:
    """The mean over the patterns of the signs of 1 where the relation holds and 0 where it does not."""
    if not scope.signs or scope.drawn or len(node) != 2 or node[1][0] != "rel":
        raise NotExportedError("it has a probability of something else than one relation under independent signs")
    loose = random_part((part for part in sorted(free_nodes(node)) if part[0] == "sym"), scope.model)
    if loose is not None:  # a parameter of the statement is the same for all patterns
        raise NotExportedError(f"it has a probability with {loose[1]} in it, which may depend on the signs")
    _, lhs, relation, rhs = node[1]
    inner = replace(scope, drawn=True)
    test = f"{_DECIDED[relation]} {_term(lhs, inner)} {_term(rhs, inner)}"
    return f"(mean n (fun {_name(scope.signs)} : nat -> R => if {test} then 1 else 0) (fun _ => 0))"


_SUMS = {"at": _entry, "total": _total, "prob": _probability}


def _name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise NotExportedError(f"it has a parameter called {name!r}")
    return f"{name}_" if name in _TAKEN else name
