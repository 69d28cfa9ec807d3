"""What a probe tries to break: a claim with its hypotheses; the paper's bounds by name, or a step of a proof file.

Each named bound is written as an inequality, so that the ratio of its sides says how sharp it is and a ratio above 1
is a violation.  The constants 2 and 8 of gamma may be replaced, to ask how much they could be improved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from sympy import Expr, Rational, exp, log

from boundcheck import terms as t
from boundcheck.canonical import Node
from boundcheck.claim import Claim, Hypothesis, assume
from boundcheck.errors import BoundcheckError
from boundcheck.model import EMPTY, Model
from boundcheck.step import Step

TWO, EIGHT = Fraction(2), Fraction(8)

_i, _k, _l = t.Index("i"), t.Index("k"), t.Index("l")
_N, _mu, _S, _zeta, _xmin, _xmax, _L = (t.real(name) for name in ("N", "mu", "S", "zeta", "xmin", "xmax", "L"))
_g, _W = t.family("g"), t.event_family("W")
_All, _Lam, _Gam = t.named_set("All"), t.named_set("Lam"), t.set_family("Gam")
_fails = t.Prob(~_W())
_variance = _xmax**2 * _mu**2 * _S + _zeta**2


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A claim under its hypotheses.

    Attributes:
        name: what it is called on the command line.
        title: one line for people.
        claim: what is asserted; for the named bounds ``left <= right``.
        hypotheses: what an instance must meet to count.
        model: what its words mean, for instances of plain tables.
    """

    name: str
    title: str
    claim: Claim
    hypotheses: tuple[Hypothesis, ...]
    model: Model = EMPTY

    @property
    def assumed(self) -> tuple[Node, ...]:
        """Canonical forms of the hypotheses."""
        return tuple(h.node for h in self.hypotheses)


_LAYER = (
    assume("unit_atoms", _g(_i, _i), "==", 1, ((_i, _All),), words="every atom has unit norm"),
    assume("x_not_zero", _xmin, ">", 0, words="x is not the zero vector"),
    assume("stripe", t.real("stripe"), "<=", _S, words="the stripe sparsity of x is at most S"),
    assume(
        "overlaps",
        t.size(_Lam & _Gam(_k)),
        "<=",
        _S,
        ((_k, _All),),
        words="at most S atoms of the support overlap any atom (they lie in one stripe)",
    ),
    assume("patch", t.real("patch"), "<=", _zeta, words="the patch norm of the error below is at most zeta"),
    assume("spread", _variance, ">", 0, words="x_max^2 mu^2 S + zeta^2 > 0 (else gamma divides by zero)"),
)
_CAN_FAIL = assume("can_fail", _fails, ">", 0, words="the support is lost for some pattern of the signs")


def lemma_3_3(factor: Fraction = TWO, constant: Fraction = EIGHT) -> Statement:
    """P(failure) <= gamma at one layer with a fixed error below."""
    return Statement(
        name="lemma_3_3",
        title="Lemma 3.3, one layer with fixed noise: P(failure) <= gamma",
        claim=Claim(_fails, "<=", _rational(factor) * _N * exp(-(_xmin**2) / (_rational(constant) * _variance))),
        hypotheses=_LAYER,
    )


def bound_5(factor: Fraction = TWO, constant: Fraction = EIGHT) -> Statement:
    """(5): wherever it holds for delta, P(failure) <= delta; so at delta = P(failure) its variance is not larger."""
    admitted = _xmin**2 / (_rational(constant) * log(_rational(factor) * _N / _fails))
    return Statement(
        name="bound_5",
        title="Bound (5): the variance it admits at delta = P(failure) is at most the layer's own",
        claim=Claim(admitted, "<=", _variance),
        hypotheses=(*_LAYER, _CAN_FAIL),
    )


def uniform(factor: Fraction = TWO, constant: Fraction = EIGHT) -> Statement:
    """(3): wherever it holds nothing fails; so it does not hold on a layer that can fail.

    Raises:
        BoundcheckError: another factor or constant is asked for; (3) has none.
    """
    if (factor, constant) != (TWO, EIGHT):
        raise BoundcheckError("uniform", expected="no factor and no constant: (3) has none", got="one of them")
    return Statement(
        name="uniform",
        title="Bound (3), with the error of the layer below: a layer that can fail does not meet it",
        claim=Claim(_xmin / 2, "<=", _mu * _xmax * (_S - Rational(1, 2)) + _zeta),
        hypotheses=(*_LAYER, _CAN_FAIL),
    )


def theorem_3_2(factor: Fraction = TWO, constant: Fraction = EIGHT) -> Statement:
    """P(the pathway is lost) <= sum of gamma_l, constants valid for every pattern of the signs."""
    size, mu, xmin, xmax, S, zeta = (t.family(n) for n in ("size", "mu", "xmin0", "xmax0", "S0", "zeta0"))
    Y, patch, layers = t.event_family("Y"), t.family("patcherr"), t.Span(1, _L)
    atoms, lam, gam = t.set_family("Atoms"), t.set_family("Lam"), t.set_family("Gam")
    variance = xmax(_l) ** 2 * mu(_l) ** 2 * S(_l) + zeta(_l - 1) ** 2
    gamma = _rational(factor) * size(_l) * exp(-(xmin(_l) ** 2) / (_rational(constant) * variance))
    every = ((_l, layers),)
    g = t.family("g")
    return Statement(
        name="theorem_3_2",
        title="Theorem 3.2, constants valid for every sign pattern: P(the pathway is lost) <= sum of gamma_l",
        claim=Claim(t.Prob(~Y(_L)), "<=", t.total(gamma, _l, layers)),
        hypotheses=(
            assume("unit_atoms", g(_l, _i, _i), "==", 1, (*every, (_i, atoms(_l))), words="atoms have unit norm"),
            assume("x_not_zero", xmin(_l), ">", 0, every, words="no representation vanishes, for any sign pattern"),
            assume("spread", variance, ">", 0, every, words="no gamma_l divides by zero"),
            assume(
                "stripes",
                t.size(lam(_l) & gam(_l, _k)),
                "<=",
                S(_l),
                (*every, (_k, atoms(_l))),
                words="at most S_l atoms of the support overlap any atom, for every sign pattern",
            ),
            assume(
                "errors",
                Y(_l - 1),
                "implies",
                t.compare(patch(_l - 1), "<=", zeta(_l - 1)),
                every,
                words="zeta_{l-1} bounds the patch error whenever the pathway below is recovered",
            ),
        ),
    )


NAMED: dict[str, Callable[[Fraction, Fraction], Statement]] = {
    "lemma_3_3": lemma_3_3,
    "theorem_3_2": theorem_3_2,
    "uniform": uniform,
    "bound_5": bound_5,
}


def of_step(step: Step, side: str) -> Statement:
    """The printed or the repaired claim of a step.

    Raises:
        BoundcheckError: the step has no repaired claim.
    """
    if side == "repaired" and step.repaired is None:
        raise BoundcheckError(step.label, expected="a step with a repaired claim", got="a step without one")
    repaired = step.repaired if side == "repaired" else None
    extra = step.repaired_hypotheses if repaired is not None else ()
    return Statement(
        name=step.label,
        title=f"{step.cite} ({side})",
        claim=repaired if repaired is not None else step.printed,
        hypotheses=(*step.hypotheses, *extra),
        model=step.model or EMPTY,
    )


def _rational(value: Fraction) -> Expr:
    return Rational(value.numerator, value.denominator)  # type: ignore[no-untyped-call,no-any-return,unused-ignore]
