"""Normal form: when two terms are the same up to exact algebra.

A real term becomes a polynomial over atoms: symbols, entries of families, probabilities, sums over sets, inverses and
roots of polynomials, exponentials.  Sums over sets are linear, bound indices are renamed, signs square to 1.  Events
become trees over slacks.  Two terms with equal normal forms are equal wherever both are defined; the converse is not
claimed.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from boundcheck.canonical import BINDERS, Node, free_nodes, substitute
from boundcheck.rules.guards import within_atoms
from boundcheck.rules.polynomials import (
    Monomial,
    Poly,
    as_constant,
    atom,
    constant,
    content,
    from_normal,
    plus,
    scale,
    to_node,
)

_EXPAND_LIMIT = 12  # largest power of a sum that is multiplied out
_ALL = ("set", "All")
_EVENTS = frozenset(
    {"ge0", "gt0", "eq0", "not", "both", "either", "some", "every", "happens", "belongs", "true", "independent"}
)
_NONNEGATIVE = frozenset({"abs", "exp", "prob", "size", "cosh"})


class Algebra:
    """Exact algebra that knows which families are signs (their square is 1)."""

    def __init__(
        self,
        signs: frozenset[str] = frozenset(),
        loose: Callable[[Node], bool] = lambda _: False,
        admits: Callable[[Node, tuple[tuple[Node, Node], ...]], bool] = lambda *_: True,
    ) -> None:
        """Remember the signs, and how to ask whether a set depends on them and whether a fact is defined."""
        self.signs, self.loose, self.admits = signs, loose, admits
        self._memo: dict[Node, Poly] = {}
        self._sets: dict[Node, Node] = {}

    def poly(self, node: Node) -> Poly:
        """Polynomial of a real term over its atoms."""
        found = self._memo.get(node)
        if found is None:
            found = self._memo[node] = self._poly(node)
        return found

    def term(self, node: Node) -> Node:
        """Normal form of a real term, as a node."""
        return to_node(self.poly(node))

    def same(self, left: Node, right: Node) -> bool:
        """Say whether two real terms have one normal form."""
        return self.poly(left) == self.poly(right)

    # real terms

    def _poly(self, node: Node) -> Poly:
        head = node[0]
        if head == "num":
            return constant(Fraction(node[1]))
        if head == "add":
            return plus(*(self.poly(child) for child in node[1:]))
        if head == "mul":
            product = constant(Fraction(1))
            for child in node[1:]:
                product = self.times(product, self.poly(child))
            return product
        if head == "pow":
            return self._power(self.poly(node[1]), self.poly(node[2]), node)
        if head == "abs":
            return self._magnitude(self.poly(node[1]))
        if head == "inv":
            return self._power(self.poly(node[1]), constant(Fraction(-1)), node)
        if head == "root":
            return self._root(self.poly(node[1]), 1)
        if head == "exp":
            return self._exp(self.poly(node[1]))
        if head == "total":
            return self._total(node)
        if head == "size":
            return self._size(node[1])
        return atom(self._atom(node))

    def _atom(self, node: Node) -> Node:
        head = node[0]
        if head in ("sym", "idx", "true"):
            return node
        if head in ("largest", "smallest"):
            _, body, index, over = node
            body, index = self._renamed(self.term(body), index)
            return (head, body, index, self.set(over))
        if head in ("at", "happens"):
            return (head, node[1], *(self.term(child) for child in node[2:]))
        if head == "prob":
            return (head, *(self.event(child) for child in node[1:]))
        if head in ("log", "cosh", "floor", "ceil", "max2", "min2"):
            return (head, *(self.term(child) for child in node[1:]))
        msg = f"normal form: expected a real term, got {head!r}"
        raise ValueError(msg)

    def times(self, left: Poly, right: Poly) -> Poly:
        """Product, with signs squared away and exponentials merged."""
        found: Poly = {}
        for first, a in left.items():
            for second, b in right.items():
                for monomial, c in self._merge(first, second).items():
                    found[monomial] = found.get(monomial, Fraction(0)) + a * b * c
        return {m: c for m, c in found.items() if c}

    def _merge(self, first: Monomial, second: Monomial) -> Poly:
        if not first or not second:
            return {first or second: Fraction(1)}
        powers: dict[Node, Fraction] = dict(first)
        for base, exponent in second:
            powers[base] = powers.get(base, Fraction(0)) + exponent
        return self._tidy(powers)

    def _tidy(self, powers: dict[Node, Fraction]) -> Poly:
        exponent_sum: Poly = {}
        plain: dict[Node, Fraction] = {}
        extra: list[Poly] = []
        for base, exponent in powers.items():
            if base[0] == "exp":
                exponent_sum = plus(exponent_sum, scale(from_normal(base[1]), exponent))
            elif base[0] == "root" and exponent.denominator == 1 and exponent >= 2:
                extra.append(self._natural(from_normal(base[1]), int(exponent) // 2))
                plain[base] = exponent % 2
            elif base[0] == "abs" and exponent.denominator == 1 and exponent >= 2:
                extra.append(self._natural(from_normal(base[1]), int(exponent) // 2 * 2))
                plain[base] = exponent % 2
            elif base[0] == "at" and base[1] in self.signs:
                plain[base] = exponent % 2
            else:
                plain[base] = exponent
        if exponent_sum:
            plain[("exp", to_node(exponent_sum))] = Fraction(1)
        monomial = tuple(sorted(((b, e) for b, e in plain.items() if e), key=repr))
        found: Poly = {monomial: Fraction(1)}
        for factor in extra:
            found = self.times(found, factor)
        return found

    def _natural(self, base: Poly, exponent: int) -> Poly:
        product = constant(Fraction(1))
        for _ in range(exponent):
            product = self.times(product, base)
        return product

    def _power(self, base: Poly, exponent: Poly, node: Node) -> Poly:
        power = as_constant(exponent)
        if power is None or not base:
            return base if power is not None and power > 0 else atom(("pow", self.term(node[1]), self.term(node[2])))
        if power.denominator == 1 and 0 <= power <= _EXPAND_LIMIT:
            return self._natural(base, int(power))
        if power.denominator == 1 and len(base) == 1:
            ((monomial, coefficient),) = base.items()
            return scale(self._tidy({b: e * power for b, e in monomial}), coefficient ** int(power))
        if power.denominator == 1:
            lead, primitive = content(base)
            return {((("inv", to_node(primitive)), -power),): lead ** int(power)}
        if power.denominator == 2:
            return self._root(base, int(power * 2))
        return atom(("pow", to_node(base), to_node(exponent)))

    def _root(self, base: Poly, halves: int) -> Poly:
        square_free = ("root", to_node(base))
        if halves < 0:
            return self._power({((square_free, Fraction(1)),): Fraction(1)}, constant(Fraction(halves)), ("num", "0"))
        return self._tidy({square_free: Fraction(halves)})

    def _exp(self, exponent: Poly) -> Poly:
        return atom(("exp", to_node(exponent))) if exponent else constant(Fraction(1))

    def _magnitude(self, inside: Poly) -> Poly:
        if not inside:
            return {}
        common, rest = self._common_factor(inside)
        outer: Poly = {(): Fraction(1)}
        for base, exponent in common:
            outer = self.times(outer, self._magnitude_of(base, exponent))
        lead, primitive = content(rest)
        if primitive == {(): Fraction(1)}:
            return scale(outer, abs(lead))
        if len(primitive) == 1:
            ((monomial, _),) = primitive.items()
            for base, exponent in monomial:
                outer = self.times(outer, self._magnitude_of(base, exponent))
            return scale(outer, abs(lead))
        return scale(self.times(outer, atom(("abs", to_node(primitive)))), abs(lead))

    def _magnitude_of(self, base: Node, exponent: Fraction) -> Poly:
        if base[0] == "at" and base[1] in self.signs:
            return constant(Fraction(1))
        if base[0] in _NONNEGATIVE or base[0] == "root" or (exponent.denominator == 1 and exponent % 2 == 0):
            return {((base, exponent),): Fraction(1)}
        return {((("abs", to_node(atom(base))), exponent),): Fraction(1)}

    def _common_factor(self, inside: Poly) -> tuple[Monomial, Poly]:
        monomials = list(inside)
        shared = {b: e for b, e in monomials[0] if b[0] == "at" and b[1] in self.signs}
        for monomial in monomials[1:]:
            here = dict(monomial)
            shared = {b: e for b, e in shared.items() if here.get(b) == e}
        common = tuple(shared.items())
        rest = {tuple((b, e) for b, e in m if b not in shared): c for m, c in inside.items()}
        return common, rest

    # sums

    def _total(self, node: Node) -> Poly:
        _, body, index, over = node
        over = self.set(over)
        found: Poly = {}
        for monomial, coefficient in self.poly(body).items():
            inner = tuple((b, e) for b, e in monomial if ("idx", index) in free_nodes(b))
            outer: Poly = {tuple((b, e) for b, e in monomial if (b, e) not in inner): coefficient}
            found = plus(found, self.times(outer, self._one_total(inner, index, over)))
        return found

    def _one_total(self, inner: Monomial, index: str, over: Node) -> Poly:
        if not inner:
            return self._size(over)
        body, fresh = self._renamed(to_node({inner: Fraction(1)}), index)
        return atom(("total", body, fresh, over))

    def _size(self, over: Node) -> Poly:
        over = self.set(over)
        if over[0] != "compl" or not within_atoms(over[1]):
            return atom(("size", over))
        return plus(atom(("size", ("set", "All"))), scale(atom(("size", over[1])), Fraction(-1)))

    def _renamed(self, body: Node, index: str) -> tuple[Node, str]:
        """Give a bound index its canonical name (the depth of binders inside).

        Then normalise again: names decide the order of factors.
        """
        fresh = f"${_depth(body)}"
        if index == fresh:
            return body, fresh
        changed = substitute(body, {("idx", index): ("idx", fresh)})
        return (self.event(changed) if body[0] in _EVENTS else self.term(changed)), fresh

    # sets and events

    def set(self, node: Node) -> Node:
        """Normal form of a set expression."""
        found = self._sets.get(node)
        if found is None:
            found = self._sets[node] = self._set(node)
        return found

    def _set(self, node: Node) -> Node:
        head = node[0]
        if head == "set":
            return ("set", node[1], *(self.term(child) for child in node[2:]))
        if head == "span":
            return ("span", self.term(node[1]), self.term(node[2]))
        if head == "without":
            return self.set(("cap", node[1], ("less", node[2])))
        if head == "less":
            return ("less", self.term(node[1]))
        if head == "compl":
            inner = self.set(node[1])
            return inner[1] if inner[0] == "compl" else ("compl", inner)
        parts: set[Node] = set()
        for child in node[1:]:
            child_form = self.set(child)
            parts |= set(child_form[1:]) if child_form[0] == head else {child_form}
        if head == "cap" and any(part[0] == "set" and part != _ALL and within_atoms(part) for part in parts):
            parts.discard(_ALL)
        return next(iter(parts)) if len(parts) == 1 else (head, *sorted(parts, key=repr))

    def event(self, node: Node) -> Node:
        """Normal form of an event."""
        head = node[0]
        if head == "rel":
            return self.relation(node[1], node[2], node[3])
        if head == "not":
            return negate(self.event(node[1]))
        if head in ("both", "either"):
            parts: set[Node] = set()
            for child in node[1:]:
                form = self.event(child)
                parts |= set(form[1:]) if form[0] == head else {form}
            return next(iter(parts)) if len(parts) == 1 else (head, *sorted(parts, key=repr))
        if head in ("some", "every"):
            body, fresh = self._renamed(self.event(node[1]), node[2])
            return (head, body, fresh, self.set(node[3]))
        if head == "belongs":
            return (head, self.term(node[1]), self.set(node[2]))
        if head == "independent":
            return ("independent", *sorted((self._signs_entry(e) for e in node[1:]), key=repr))
        if head in ("ge0", "gt0", "eq0"):
            return self.relation(("num", "0"), {"ge0": "<=", "gt0": "<", "eq0": "=="}[head], node[1])
        if head in ("happens", "true"):
            return self._atom(node)
        msg = f"normal form: expected an event, got {head!r}"
        raise ValueError(msg)

    def _signs_entry(self, entry: Node) -> Node:
        if len(entry) == 1:
            return (self.term(entry[0]),)
        body, fresh = self._renamed(self.term(entry[0]), entry[1])
        return (body, fresh, self.set(entry[2]))

    def relation(self, left: Node, relation: str, right: Node) -> Node:
        """Normal form of a relation: ("ge0" | "gt0" | "eq0", slack) with a primitive slack."""
        slack = plus(self.poly(right), scale(self.poly(left), Fraction(-1)))
        if relation in (">=", ">"):
            slack = scale(slack, Fraction(-1))
        lead, primitive = content(slack)
        if relation == "==":
            return ("eq0", to_node(primitive))
        if lead < 0:
            primitive = scale(primitive, Fraction(-1))
        return ("ge0" if relation in ("<=", ">=") else "gt0", to_node(primitive))


def negate(event: Node) -> Node:
    """Complement of an event in normal form."""
    head = event[0]
    if head in ("ge0", "gt0"):
        return ("gt0" if head == "ge0" else "ge0", _opposite(event[1]))
    if head == "not":
        return event[1]  # type: ignore[no-any-return]
    if head in ("both", "either"):
        return ("either" if head == "both" else "both", *sorted((negate(child) for child in event[1:]), key=repr))
    if head in ("some", "every"):
        return ("every" if head == "some" else "some", negate(event[1]), *event[2:])
    return ("not", event)


def _opposite(slack: Node) -> Node:
    return to_node(scale(from_normal(slack), Fraction(-1)))


def _depth(node: Any) -> int:
    if not isinstance(node, tuple) or not node:
        return 0
    inside = max((_depth(child) for child in node), default=0)
    own = 1 if node[0] in BINDERS and len(node) == 4 else 0
    return inside + own
