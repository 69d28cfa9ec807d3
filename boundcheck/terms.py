r"""The words a claim is written in: families, index sets, events and probabilities, as unevaluated sympy objects.

A claim's sides are ordinary sympy expressions (symbols, ``+ * **``, ``Abs``, ``exp``, ``log``, ``cosh``, ``sqrt``) in
which the heads of this module may stand.  None of them evaluates anything: ``total(x(j), j, L)`` stays the sum it was
written as.

>>> j = Index("j")
>>> x, support = family("x", tex="x"), named_set("Lam", tex=r"\Lambda")
>>> total(x(j) ** 2, j, support)
Total(x(j)**2, j, Lam)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import sympy
from sympy import Basic, Expr, Symbol
from sympy.core.symbol import Str

RELATIONS = ("<=", "<", "==", ">=", ">")
CONNECTIVES = ("implies", "iff")


def real(name: str) -> Symbol:
    """Return the real parameter ``name``; its range belongs in the hypotheses, not in the symbol."""
    return Symbol(name, real=True)


class Index(Symbol):
    """An integer that runs over an index set: an atom, a row, a patch, a layer."""

    def __new__(cls, name: str) -> Self:
        """Return the index called ``name``."""
        return Symbol.__new__(cls, name, integer=True)  # type: ignore[no-any-return]


class _Real(Expr):
    """A real-valued head that sympy must leave alone."""

    is_commutative = True
    is_extended_real = True
    is_finite = True


class At(_Real):
    """The entry of a family at some indices, such as the inner product g(i, j)."""

    @property
    def name(self) -> str:
        """Name of the family."""
        return str(self.args[0].name)

    def _sympystr(self, printer: Any) -> str:
        return f"{self.name}({', '.join(printer._print(i) for i in self.args[1:])})"

    def _latex(self, printer: Any, exp: str | None = None) -> str:
        body = f"{self.name}_{{{','.join(printer._print(i) for i in self.args[1:])}}}"
        return body if exp is None else f"{body}^{{{exp}}}"


class IndexSet(Basic):
    """A finite set of indices; combine with ``&``, ``|``, ``~`` and ``without(j)``."""

    def __and__(self, other: IndexSet) -> IndexSet:
        return Cap(self, other)

    def __or__(self, other: IndexSet) -> IndexSet:
        return Cup(self, other)

    def __invert__(self) -> IndexSet:
        return Complement(self)

    def without(self, index: Expr) -> IndexSet:
        """Return the set with one index taken out."""
        return Without(self, index)


class Named(IndexSet):
    """A set the instance supplies, such as Lam or Gam(k)."""

    def _sympystr(self, printer: Any) -> str:
        name = str(self.args[0].name)
        inner = ", ".join(printer._print(i) for i in self.args[1:])
        return f"{name}({inner})" if inner else name


class Cap(IndexSet):
    """Intersection."""


class Cup(IndexSet):
    """Union."""


class Complement(IndexSet):
    """Complement in the set of all atoms."""


class Without(IndexSet):
    """A set less one index."""


class Span(IndexSet):
    """The integers from the first to the second end, both included (empty when first > second)."""

    def __new__(cls, first: Any, last: Any) -> Self:
        """Take plain integers as ends too."""
        return Basic.__new__(cls, *_basic((first, last)))  # type: ignore[no-any-return]


class _Bound(_Real):
    """A head that binds an index: arguments are body, index, set."""

    @property
    def bound_symbols(self) -> set[Basic]:
        """The bound index."""
        return {self.args[1]}

    @property
    def free_symbols(self) -> set[Basic]:
        """Free symbols of body and set, less the bound index."""
        body, index, over = self.args[:3]
        free: set[Basic] = (body.free_symbols - {index}) | over.free_symbols
        return free


class Total(_Bound):
    """Sum of the body over the set."""


class Largest(_Bound):
    """Maximum of the body over the set; 0 over the empty set (bodies here are magnitudes)."""


class Smallest(_Bound):
    """Minimum of the body over the set; plus infinity over the empty set."""


class Size(_Real):
    """Number of elements of a set."""


class Prob(_Real):
    """Probability of an event under the uniform law of the signs; a second argument conditions on it."""


class Event(Basic):
    """Something that happens or not for each sign pattern; combine with ``&``, ``|`` and ``~``."""

    def __and__(self, other: Event) -> Event:
        return Both(self, other)

    def __or__(self, other: Event) -> Event:
        return Either(self, other)

    def __invert__(self) -> Event:
        return Not(self)


class Compare(Event):
    """A relation between two real terms."""


class Both(Event):
    """Intersection of two events."""


class Either(Event):
    """Union of two events."""


class Not(Event):
    """The complementary event."""


class Some(Event):
    """For some index of the set (arguments: event, index, set)."""


class Every(Event):
    """For every index of the set."""


class Happens(Event):
    """A named event of the model, such as W(l): the support of layer l is recovered."""


class Belongs(Event):
    """An index lies in a set."""


class Independent(Event):
    """The listed families of signs (body, index, set) and single signs are mutually independent, uniform on -1, 1."""


@dataclass(frozen=True, kw_only=True)
class Word:
    """A declared symbol of a paper: name, typography and meaning.  Call it to get the term at some indices."""

    name: str
    tex: str
    meaning: str = ""
    make: Callable[..., Any]

    def __call__(self, *indices: Any) -> Any:
        """Return the term, set or event at these indices."""
        return self.make(self.name, indices)


def family(name: str, *, tex: str = "", meaning: str = "") -> Word:
    """Declare a family of reals."""
    return Word(
        name=name, tex=tex or name, meaning=meaning, make=lambda n, i: At(Str(n), *map(sympy.Integer, ()), *_basic(i))
    )


def set_family(name: str, *, tex: str = "", meaning: str = "") -> Word:
    """Declare a family of index sets, such as the overlapping atoms Gam(k)."""
    return Word(name=name, tex=tex or name, meaning=meaning, make=lambda n, i: Named(Str(n), *_basic(i)))


def event_family(name: str, *, tex: str = "", meaning: str = "") -> Word:
    """Declare a named event, or a family of them."""
    return Word(name=name, tex=tex or name, meaning=meaning, make=lambda n, i: Happens(Str(n), *_basic(i)))


def named_set(name: str, *, tex: str = "") -> Named:  # noqa: ARG001 - the typography is kept by the notation table
    """Declare one index set."""
    return Named(Str(name))


def _basic(indices: tuple[Any, ...]) -> tuple[Basic, ...]:
    return tuple(sympy.Integer(i) if isinstance(i, int) else i for i in indices)


def total(body: Expr, index: Index, over: IndexSet) -> Total:
    """Sum of ``body`` over ``index`` in ``over``."""
    return Total(sympy.S(body) if isinstance(body, int) else body, index, over)


def largest(body: Expr, index: Index, over: IndexSet) -> Largest:
    """Maximum of ``body`` over ``index`` in ``over`` (0 if the set is empty)."""
    return Largest(body, index, over)


def smallest(body: Expr, index: Index, over: IndexSet) -> Smallest:
    """Minimum of ``body`` over ``index`` in ``over`` (plus infinity if the set is empty)."""
    return Smallest(body, index, over)


def size(of: IndexSet) -> Size:
    """Number of elements."""
    return Size(of)


def compare(lhs: Any, relation: str, rhs: Any) -> Compare:
    """Event that ``lhs relation rhs``; three arguments, because sympy evaluates ``<`` away.

    Raises:
        ValueError: the relation is not one of ``<= < == >= >``.
    """
    if relation not in RELATIONS:
        msg = f"compare: relation must be one of {', '.join(RELATIONS)} (got {relation!r})"
        raise ValueError(msg)
    return Compare(
        sympy.S(lhs) if isinstance(lhs, int) else lhs, Str(relation), sympy.S(rhs) if isinstance(rhs, int) else rhs
    )


def some(event: Event, index: Index, over: IndexSet) -> Some:
    """Event that ``event`` happens for some index of the set."""
    return Some(event, index, over)


def every(event: Event, index: Index, over: IndexSet) -> Every:
    """Event that ``event`` happens for every index of the set."""
    return Every(event, index, over)


def belongs(index: Expr, to: IndexSet) -> Belongs:
    """Event (or condition) that ``index`` lies in ``to``."""
    return Belongs(index, to)


def independent(*signs: Any) -> Independent:
    """Mutual independence and uniformity of signs: each argument is a term, or a triple (term, index, set)."""
    return Independent(*(sympy.Tuple(*s) if isinstance(s, tuple) else s for s in signs))
