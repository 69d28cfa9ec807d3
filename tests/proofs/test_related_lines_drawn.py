"""The related papers, lines about numbers: each restated in plain fractions on 100 drawn points, and our evaluator."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import strategies as st

from boundcheck.checkers.search import meets
from boundcheck.dcsc.worlds import build
from boundcheck.evaluate import readings
from proofs.li_feng_zhou_2024 import (
    comparison,
    corollary_8,
    definitions,
    lemma_13,
    lemma_14,
    lemma_14_size,
    negative_side,
    shrinkage,
    theorem_6,
    theorem_9,
    theorem_10,
    theorem_10_repaired,
    theorem_12,
    theorem_15_end,
)
from proofs.murray_tanner_poster import against_paper, condition, prior_art
from proofs.papyan_romano_elad_2017 import forward_pass
from tests.proofs.drawing import HUNDRED, drawn, soft, written
from tests.proofs.spoiling import standing


@dataclass(frozen=True)
class Line:
    """A step, points that meet its hypotheses (None: one that does not), its conclusion and one too strong."""

    step: Any
    points: Any
    holds: Any
    spoiled: Any


nat = st.integers(1, 30)
real = st.fractions(-3, 3, max_denominator=6)
above = st.fractions(0, 3, max_denominator=6)
share = st.fractions(0, 1, max_denominator=8)
positive = above.filter(bool)
below_one = share.filter(lambda a: a < 1)


def points(find, **names):
    """Points by name: ``find`` computes further coordinates, or says with None that a hypothesis fails."""
    return st.fixed_dictionaries(names).map(lambda one: merged(one, find(**one)))


def merged(one, more):
    """The point with its further coordinates, None if there is none."""
    return None if more is None else {**one, **more}


def given(wanted, **more):
    """Further coordinates where a condition holds."""
    return more if wanted else None


def relu_two(y0, w, th):
    """T_theta(w y) by cases, no maximum."""
    v = w * y0
    return (v - th if v > th else 0) - (-v - th if -v > th else 0)


def bent(u, slope, beta):
    """An activation of the class: max(slope u, -beta) below 0."""
    return u if u >= 0 else max(slope * u, -beta)


def limiting(alpha, before, F, slack):
    """One step of alpha E + extra, whose fixed point is F."""
    extra = F * (1 - alpha)
    return {"extra": extra, "now": alpha * before + extra - slack}


LIMIT = points(limiting, alpha=above, before=real, F=real, slack=above)
_shrinks = {
    "holds": lambda alpha, before, now, F, **_: now - F <= alpha * (before - F),
    "spoiled": lambda alpha, before, now, **_: now <= alpha * before,
}
_sizes = points(lambda d, m: {"rows": 2 * d + m, "cols": d + m}, d=nat, m=nat)
_shape = {"m": nat, "d": nat, "len_y": nat, "len_x": nat}
_shaped = points(lambda m, d, **_: {"rows": m, "cols": d, "len_x": d, "len_y": m}, **_shape)
_rates = {"rate": share, "gam": positive}
_five = {"root": st.integers(1, 4), "B": real, "S": real, "op": real}


def twice(x1, y1, slope, beta):
    """rho once and twice at two points, with its Lipschitz constant on the whole line."""
    p1, q1 = bent(x1, slope, beta), bent(y1, slope, beta)
    return {"p1": p1, "q1": q1, "p2": bent(p1, slope, beta), "q2": bent(q1, slope, beta), "L": max(slope, Fraction(1))}


def near(L, x1, y1, q1, q2, t, s):
    """Two points whose images lie within L of each other, twice."""
    p1 = q1 + t * L * abs(x1 - y1)
    return {"p1": p1, "p2": q2 + s * L * abs(p1 - q1)}


def printed_side(mu, X, xmin, zeta):
    """The poster's right side, mu where it should be 1/mu."""
    return mu / X * (xmin / 2 - zeta) + Fraction(1, 2)


LINES = {
    "comparison.tighter_4": Line(
        comparison.tighter_4,
        points(lambda **_: {}, a1=positive, a2=positive, E=above),
        holds=lambda a1, a2, E: E / (a1 * a2) <= 4 * E / (a1 * a2),
        spoiled=lambda a1, a2, E: E / (a1 * a2) < 4 * E / (a1 * a2),
    ),
    "corollary_8.line_4": Line(
        corollary_8.line_4,
        points(
            lambda B, rate, S, share, **_: {"n": share * B * rate * S},
            gam=positive,
            root=above,
            B=above,
            rate=above,
            S=above,
            op=real,
            share=share,
        ),
        holds=lambda n, gam, root, B, rate, S, op, **_: (
            op**2 * n**2 + gam * root * n <= (op * B * rate * S) ** 2 + gam * root * B * rate * S
        ),
        spoiled=lambda n, gam, root, B, rate, S, op, **_: op**2 * n**2 + gam * root * n <= (op * B * rate * S) ** 2,
    ),
    "corollary_8.line_5": Line(
        corollary_8.line_5,
        points(lambda **_: {"C": 1}, **_rates, **_five),
        holds=lambda gam, root, B, rate, S, op, **_: (
            (B * op * rate * S) ** 2 + gam * root * B * rate * S <= ((B * op * S) ** 2 + gam * root * B * S) * rate
        ),
        spoiled=lambda gam, root, B, rate, S, op, C: (
            (B * op * rate * S) ** 2 + gam * root * B * rate * S <= C * gam * root * (B * op * S) ** 2 * rate
        ),
    ),
    "corollary_8.upper": Line(
        corollary_8.upper,
        points(lambda rate, part, **_: {"n": rate * part, "C": 2}, **_rates, part=share),
        holds=lambda n, rate, gam, **_: n * n + gam * n <= (1 + gam) * rate,
        spoiled=lambda n, rate, gam, **_: n * n + gam * n <= 2 * rate,
    ),
    "definitions.length_of_x": Line(
        definitions.length_of_x,
        _shaped,
        holds=lambda len_x, d, **_: len_x == d,
        spoiled=lambda len_x, m, **_: len_x == m,
    ),
    "definitions.length_of_y": Line(
        definitions.length_of_y,
        _shaped,
        holds=lambda len_y, m, **_: len_y == m,
        spoiled=lambda len_y, d, **_: len_y == d,
    ),
    "lemma_13.bounded": Line(
        lemma_13.bounded,
        points(
            lambda a, F, less, slack: {
                "b": F * (1 - a),
                "before": F - less,
                "now": a * (F - less) + F * (1 - a) - slack,
            },
            a=above,
            F=real,
            less=above,
            slack=above,
        ),
        holds=lambda now, F, **_: now <= F,
        spoiled=lambda now, a, F, **_: now <= a * F,
    ),
    "lemma_14.vector_shift": Line(
        lemma_14.vector_shift,
        points(lambda **_: {"block": 1, "cols": 1}, d=st.integers(1, 400)),
        holds=lambda cols, **_: cols == 1,
        spoiled=lambda cols, d, **_: cols == d,
    ),
    "lemma_14.shape_of_A": Line(
        lemma_14.shape_of_A,
        points(lambda d, m: {"rows": d + m, "cols": 2 * d + m}, d=nat, m=nat),
        holds=lambda rows, d, m, **_: rows == d + m,
        spoiled=lambda rows, d, **_: rows == 2 * d,
    ),
    "lemma_14.shape_of_zero": Line(
        lemma_14.shape_of_zero,
        points(lambda d, m: {"rows": m, "cols": d}, d=nat, m=nat),
        holds=lambda rows, m, **_: rows == m,
        spoiled=lambda rows, cols, **_: rows == cols,
    ),
    "lemma_14.length_of_e": Line(
        lemma_14.length_of_e,
        points(lambda d, m: {"rows": d + m, "cols": d}, d=nat, m=nat),
        holds=lambda rows, d, m, **_: rows == d + m,
        spoiled=lambda rows, d, m, **_: rows == 2 * d + m,
    ),
    "lemma_14.one_network": Line(
        lemma_14.one_network,
        points(
            lambda y0, w1, th1, w2, th2: {
                "first": relu_two(y0, w1, th1),
                "second": relu_two(y0, w2, th2),
                "out": relu_two(y0, w1, th1),
            },
            y0=real,
            w1=real,
            th1=above,
            w2=real,
            th2=above,
        ),
        holds=lambda first, y0, w1, th1, **_: first == soft(w1 * y0, th1),
        spoiled=lambda out, second, **_: out == second,
    ),
    "lemma_14.signed": Line(
        lemma_14.signed,
        points(
            lambda y0, w1, th1, **_: given(relu_two(-y0, w1, th1) < 0, y0=-y0, first=relu_two(-y0, w1, th1)),
            y0=positive,
            w1=positive,
            th1=share,
            out=above,
        ),
        holds=lambda first, y0, w1, th1, **_: first == soft(w1 * y0, th1),
        spoiled=lambda first, out, **_: first == out,
    ),
    "lemma_14_size.entries": Line(
        lemma_14_size.entries,
        _sizes,
        holds=lambda rows, cols, d, m: 2 * rows * cols <= 4 * (d + m) ** 2,
        spoiled=lambda rows, cols, d, m: 2 * rows * cols <= 3 * (d + m) ** 2,
    ),
    "lemma_14_size.entries_of_A": Line(
        lemma_14_size.entries_of_A,
        _sizes.map(lambda one: {**one, "C": 10}),
        holds=lambda rows, cols, d, m, **_: rows * cols <= 2 * (d + m) ** 2,
        spoiled=lambda rows, cols, d, m, C: rows * cols <= C * (d * d + d * m),
    ),
    "lemma_14_size.entries_of_B": Line(
        lemma_14_size.entries_of_B,
        _sizes.map(lambda one: {**one, "C": 10}),
        holds=lambda rows, cols, d, m, **_: rows * cols <= 2 * (d + m) ** 2,
        spoiled=lambda rows, cols, d, m, C: rows * cols <= C * (m * m + d * m),
    ),
    "negative_side.condition_defined": Line(
        negative_side.condition_defined,
        points(lambda **_: {}, L=st.fractions(0, 1, max_denominator=60).filter(lambda a: a < 1)),
        holds=lambda L: 2 - 2 * L**2 > 0,
        spoiled=lambda L: 2 - 2 * L**2 > 1,
    ),
    "negative_side.iterating": Line(
        negative_side.iterating,
        points(lambda **_: {}, L=below_one, beta=above),
        holds=lambda L, beta: beta * L <= beta,
        spoiled=lambda L, beta: beta * L <= beta / 2,
    ),
    "negative_side.property_b": Line(
        negative_side.property_b,
        points(near, L=below_one, x1=real, y1=real, q1=real, q2=real, t=share, s=share),
        holds=lambda L, x1, y1, p2, q2, **_: abs(p2 - q2) <= L * abs(x1 - y1),
        spoiled=lambda L, x1, y1, p2, q2, **_: abs(p2 - q2) <= L**2 / 2 * abs(x1 - y1),
    ),
    "shrinkage.subgradient": Line(
        shrinkage.subgradient,
        points(lambda a, t, **_: given(soft(t, a) > 0), a=share, t=above, u=real, h=real),
        holds=lambda a, t, h, **_: soft(t, a) + h == t - a + h,
        spoiled=lambda a, t, h, **_: soft(t, a) + h == t + a + h,
    ),
    "shrinkage.nonexpansive": Line(
        shrinkage.nonexpansive,
        points(lambda **_: {}, a=above, t=real, u=real),
        holds=lambda a, t, u: abs(soft(t, a) - soft(u, a)) <= abs(t - u),
        spoiled=lambda a, t, u: abs(soft(t, a) - soft(u, a)) <= abs(t - u) / 2,
    ),
    "theorem_6.depth_of_first": Line(
        theorem_6.depth_of_first,
        points(
            lambda size_0, more, **_: given(size_0 + more >= 2, size_1=size_0 + more),
            size_0=nat,
            more=nat,
            C=st.integers(1, 3),
        ),
        holds=lambda size_0, size_1, **_: size_0 + size_1 <= size_1**2,
        spoiled=lambda size_0, size_1, C, **_: size_0 + size_1 <= size_1**C,
    ),
    "theorem_6.fed_outside": Line(
        theorem_6.fed_outside,
        points(lambda y0, more: {"M": abs(y0) + more}, y0=real, more=above),
        holds=lambda y0, M, **_: max(y0 + M, 0) - M == y0,
        spoiled=lambda y0, M, **_: max(y0 + M / 2, 0) - M / 2 == y0,
    ),
    "theorem_9.leaky_relu": Line(
        theorem_9.leaky_relu,
        points(lambda **_: {"beta": 1}, slope=positive, t=positive, R=above).map(
            lambda one: {**one, "t": -one["t"], "R": one["t"] + one["R"]}
        ),
        holds=lambda slope, t, R, **_: -slope * t <= slope * R,
        spoiled=lambda slope, t, beta, **_: -slope * t <= beta,
    ),
    "theorem_9.condition_defined": Line(
        theorem_9.condition_defined,
        points(lambda more: {"L": 1 + more}, more=st.fractions(0, 4, max_denominator=30).filter(bool)),
        holds=lambda L, **_: 2 - 2 * L != 0,
        spoiled=lambda L, **_: abs(2 - 2 * L) >= 1,
    ),
    "theorem_9.property_b": Line(
        theorem_9.property_b,
        points(twice, x1=real, y1=real, slope=above, beta=above),
        holds=lambda L, x1, y1, p2, q2, **_: abs(p2 - q2) <= L**2 * abs(x1 - y1),
        spoiled=lambda L, x1, y1, p2, q2, **_: abs(p2 - q2) <= L * abs(x1 - y1),
    ),
    "theorem_9.property_c": Line(
        theorem_9.property_c,
        points(
            lambda x1, y1, **more: {"x1": -x1, **twice(-x1, y1, **more)}, x1=positive, y1=real, slope=above, beta=above
        ),
        holds=lambda L, beta, p2, **_: abs(p2) <= L * beta,
        spoiled=lambda L, beta, p2, **_: abs(p2) <= L * beta / 2,
    ),
    "theorem_10.induction": Line(
        theorem_10.induction,
        points(
            lambda eps, slack, **_: {"n0": 0, "n1": eps - slack}, eps=above, slack=above, A0=above, A1=above, n2=above
        ),
        holds=lambda n1, A0, n0, eps, **_: n1 <= A0 * n0 + eps,
        spoiled=lambda n1, A0, eps, **_: n1 <= eps * A0,
    ),
    "theorem_10_repaired.every_step": Line(theorem_10_repaired.every_step, LIMIT, **_shrinks),
    "theorem_12.linear_rate": Line(theorem_12.linear_rate, LIMIT, **_shrinks),
    "theorem_15_end.limit": Line(theorem_15_end.limit, LIMIT, **_shrinks),
    "theorem_15_end.contracts": Line(
        theorem_15_end.contracts,
        points(
            lambda mut, d, s, more: given(
                2 * mut * ((1 + more) * d - more * s) < 1, L=1 + more, alpha=mut * (2 * (1 + more) * d - 2 * more * s)
            ),
            mut=positive.map(lambda a: a / 12),
            d=st.integers(2, 6),
            s=st.integers(0, 9),
            more=positive,
        ),
        holds=lambda alpha, **_: alpha < 1,
        spoiled=lambda alpha, **_: alpha < Fraction(1, 2),
    ),
    "against_paper.same_bound": Line(
        against_paper.same_bound,
        points(
            lambda **_: {"d": 1, "delta": 1}, M=nat, n=nat, S=nat, mu=positive, zeta=positive, xmin=above, xmax=positive
        ),
        holds=lambda M, n, d, **_: 2 * d * M * n == 2 * M * n,
        spoiled=lambda M, n, d, **_: 2 * (d + 1) * M * n == 2 * M * n,
    ),
    "condition.delta_range": Line(
        condition.delta_range,
        points(lambda **_: {}, delta=st.fractions(0, 1, max_denominator=60).filter(bool)),
        holds=lambda delta: delta > 0,
        spoiled=lambda delta: delta > Fraction(1, 4),
    ),
    "prior_art.one_nonzero_qualifies": Line(
        prior_art.one_nonzero_qualifies,
        points(
            lambda mu, xmin, zeta, more, **_: given(0 < mu and mu * (xmin + more) < xmin - 2 * zeta, X=xmin + more),
            mu=share.map(lambda a: a / 4),
            xmin=positive,
            zeta=share.map(lambda a: a / 8),
            more=above,
            S=above,
        ),
        holds=lambda mu, X, xmin, zeta, **_: (xmin / 2 - zeta) / (mu * X) + Fraction(1, 2) > 1,
        spoiled=lambda mu, X, xmin, zeta, **_: printed_side(mu, X, xmin, zeta) > 1,
    ),
    "prior_art.says_nothing": Line(
        prior_art.says_nothing,
        points(
            lambda mu, xmin, zeta, more, part: {
                "X": xmin + more,
                "S": part * printed_side(mu, xmin + more, xmin, zeta) - (part == 0),
            },
            mu=share,
            xmin=positive,
            zeta=share.map(lambda a: a / 8),
            more=above,
            part=below_one,
        ),
        holds=lambda S, **_: S < 1,
        spoiled=lambda S, **_: S < Fraction(1, 2),
    ),
    "forward_pass.any_bias": Line(
        forward_pass.any_bias,
        points(lambda **_: {}, t=above.map(lambda a: -a), c=above.map(lambda a: -a)),
        holds=lambda t, c: max(t + c, 0) == 0,
        spoiled=lambda t, c: max(t - c, 0) == 0,
    ),
    "forward_pass.operators": Line(
        forward_pass.operators,
        points(lambda b, more: {"t": more - b}, b=above, more=above),
        holds=lambda t, b, **_: max(t - b, 0) == soft(t, b),
        spoiled=lambda t, b, **_: t - b == soft(t, b),
    ),
}


@pytest.mark.parametrize("name", LINES)
def test_a_line_holds_on_100_drawn_points_in_plain_fractions_and_for_our_evaluator(name):
    """Points that miss a hypothesis are not counted; a line that is a little too strong fails at one of them."""
    line = LINES[name]
    found = [one for one in drawn(line.points, 220) if one is not None]
    claim, hypotheses = standing(line.step)
    nodes = tuple(h.node for h in hypotheses)

    assert name == line.step.label
    assert len(found) >= HUNDRED
    assert all(line.holds(**one) for one in found)
    assert not all(line.spoiled(**one) for one in found)
    decided = 0
    for one in found[:HUNDRED]:
        world = build({"kind": "reals", "values": written(one)})
        assert meets(world, nodes)
        found_there = [reading.holds for reading in readings(claim.node, world)]
        assert False not in found_there  # None: an equality of logarithms or exponentials, which balls cannot decide
        decided += True in found_there
    assert decided or "exp" in claim.text
