"""Lemma 13: stability of the iteration in y, each line, and the constant that is said to depend on D only.

h = x^(k) - x~^(k), y and yt the two signals, p = (I - W^T D) h, q = W^T (y - yt); a = d mu~.
"""

from sympy import Integer, sqrt

from boundcheck import (
    Claim,
    Index,
    Step,
    arith,
    assume,
    expect,
    family,
    fixed,
    named_set,
    real,
    reals,
    rule,
    size,
    total,
)
from boundcheck import lam as hole

from .iteration_words import coherent, cw, cw_nonneg, d, d_is, feasible, mut, mut_nonneg, weight, weights
from .spread import spread
from .words import CODES, All, D, Rows, W, h, i, j, m, r, square, y, yt

every = ((i, All),)
p = h(i) - total(weight(i, j) * h(j), j, All)
q = total(W(r, i) * (y(r) - yt(r)), r, Rows)
_rest = total(weight(i, j) * h(j), j, All.without(i))
P2, Q2 = total(p**2, i, All), total(q**2, i, All)
signal_gap = total((y(r) - yt(r)) ** 2, r, Rows)
frobenius = total(total(weight(i, j) ** 2, j, All.without(i)), i, All)
frobenius_w = total(total(W(r, i) ** 2, r, Rows), i, All)
m_is = assume("m_is", size(Rows), "==", m, words="m is the number of rows")

line_1 = Step(
    label="lemma_13.line_1",
    cite="proof of Lemma 13, first inequality (after T is 1-Lipschitz, shrinkage.nonexpansive)",
    register=("LF22",),
    over=(CODES,),
    printed=Claim(
        sqrt(total((p + q) ** 2, i, All)),
        "<=",
        sqrt(P2) + sqrt(Q2),
        tex=r"\|\boldsymbol x^{(k+1)}-\tilde{\boldsymbol x}^{(k+1)}\|_2\le\|(\boldsymbol I-(\boldsymbol W^{(k)})^\top\boldsymbol D)(\boldsymbol x^{(k)}-\tilde{\boldsymbol x}^{(k)})\|_2+\|(\boldsymbol W^{(k)})^\top(\boldsymbol y-\tilde{\boldsymbol y})\|_2",
    ),
    argument=(
        rule("cauchy", "cauchy_schwarz", f=hole(i, p), g=hole(i, q), K=All),
        rule("at_most", "magnitude", a=total(p * q, i, All)),
        arith("p_term", Claim(p**2, ">=", 0, every), by=(), squares=(p,)),
        rule("p_sum", "termwise", f=hole(i, Integer(0)), g=hole(i, p**2), K=All),
        arith("q_term", Claim(q**2, ">=", 0, every), by=(), squares=(q,)),
        rule("q_sum", "termwise", f=hole(i, Integer(0)), g=hole(i, q**2), K=All),
        arith("pq_term", Claim((p + q) ** 2, ">=", 0, every), by=(), squares=(p + q,)),
        rule("pq_sum", "termwise", f=hole(i, Integer(0)), g=hole(i, (p + q) ** 2), K=All),
        arith(
            "squares", Claim(total((p + q) ** 2, i, All), "<=", (sqrt(P2) + sqrt(Q2)) ** 2), by=("cauchy", "at_most")
        ),
        arith("nonneg", Claim(sqrt(P2) + sqrt(Q2), ">=", 0), by=(), squares=(sqrt(P2), sqrt(Q2))),
        rule("root", "root_below", a=total((p + q) ** 2, i, All), b=sqrt(P2) + sqrt(Q2)),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_w_row, _h_rest = total(weight(i, j) ** 2, j, All.without(i)), total(h(j) ** 2, j, All.without(i))
line_2_matrix = Step(
    label="lemma_13.line_2_matrix",
    cite="proof of Lemma 13, second inequality, first term",
    register=("LF22",),
    hypotheses=(feasible,),
    over=(CODES,),
    printed=Claim(
        P2,
        "<=",
        frobenius * square(h),
        tex=r"\|(\boldsymbol I-\boldsymbol W^\top\boldsymbol D)(\boldsymbol x^{(k)}-\tilde{\boldsymbol x}^{(k)})\|_2\le\|\boldsymbol I-\boldsymbol W^\top\boldsymbol D\|_F\|\boldsymbol x^{(k)}-\tilde{\boldsymbol x}^{(k)}\|_2",
        words="squared; the diagonal of I - W^T D is 0",
    ),
    argument=(
        rule("own", "split_off", f=hole(j, weight(i, j) * h(j)), K=All, a=i, forall=every),
        arith("unit", Claim(weight(i, i) * h(i), "==", h(i), every), by=("feasible",)),
        arith("no_diagonal", Claim(p, "==", -_rest, every), by=("own", "unit")),
        rule("cauchy", "cauchy_schwarz", f=hole(j, weight(i, j)), g=hole(j, h(j)), K=All.without(i), forall=every),
        rule("cauchy_square", "square", a=_rest, c=sqrt(_w_row) * sqrt(_h_rest), forall=every),
        rule("h_own", "split_off", f=hole(j, h(j) ** 2), K=All, a=i, forall=every),
        arith(
            "fewer",
            Claim(_w_row * _h_rest, "<=", _w_row * square(h), every),
            by=("h_own",),
            squares=(_w_row, h(i) ** 2),
            degree=2,
        ),
        arith("p_square", Claim(p**2, "==", _rest**2, every), by=("no_diagonal",), squares=(p, _rest), degree=2),
        arith("row", Claim(p**2, "<=", _w_row * square(h), every), by=("p_square", "cauchy_square", "fewer")),
        rule("rows", "termwise", f=hole(i, p**2), g=hole(i, _w_row * square(h)), K=All),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_w_column = total(W(r, i) ** 2, r, Rows)
line_2_signal = Step(
    label="lemma_13.line_2_signal",
    cite="proof of Lemma 13, second inequality, second term",
    register=("LF22",),
    over=(CODES,),
    printed=Claim(
        Q2,
        "<=",
        frobenius_w * signal_gap,
        tex=r"\|\boldsymbol W^\top(\boldsymbol y-\tilde{\boldsymbol y})\|_2\le\|\boldsymbol W\|_F\|\boldsymbol y-\tilde{\boldsymbol y}\|_2",
        words="squared",
    ),
    argument=(
        arith("gap_term", Claim((y(r) - yt(r)) ** 2, ">=", 0, ((r, Rows),)), by=(), squares=(y(r) - yt(r),)),
        rule("gap_sum", "termwise", f=hole(r, Integer(0)), g=hole(r, (y(r) - yt(r)) ** 2), K=Rows),
        rule("cauchy", "cauchy_schwarz", f=hole(r, W(r, i)), g=hole(r, y(r) - yt(r)), K=Rows, forall=every),
        rule("cauchy_square", "square", a=q, c=sqrt(_w_column) * sqrt(signal_gap), forall=every),
        rule("rows", "termwise", f=hole(i, q**2), g=hole(i, _w_column * signal_gap), K=All),
    ),
    expects=expect("PROVED", argument="VALID"),
)

line_3_matrix = Step(
    label="lemma_13.line_3_matrix",
    cite="proof of Lemma 13, third inequality, first term: norm_F(I - W^T D) <= d mu~",
    register=("LF22",),
    hypotheses=(coherent, mut_nonneg, d_is),
    over=(CODES,),
    printed=Claim(
        frobenius,
        "<=",
        (d * mut) ** 2,
        tex=r"\|\boldsymbol I-\boldsymbol W^\top\boldsymbol D\|_F\le d\tilde\mu(\boldsymbol D)",
        words="squared",
    ),
    argument=(
        rule("entry", "square", a=weight(i, j), c=mut, forall=((i, All), (j, All.without(i)))),
        rule("row", "termwise", f=hole(j, weight(i, j) ** 2), g=hole(j, mut**2), K=All.without(i), forall=every),
        rule("fewer", "subset_count", K=All.without(i), H=All, forall=every),
        arith(
            "row_bound", Claim(_w_row, "<=", mut**2 * size(All), every), by=("row", "fewer"), squares=(mut,), degree=2
        ),
        rule("rows", "termwise", f=hole(i, _w_row), g=hole(i, mut**2 * size(All)), K=All),
        arith("count", Claim(mut**2 * size(All) ** 2, "==", mut**2 * d**2), by=("d_is",)),
        arith("whole", Claim(frobenius, "<=", (d * mut) ** 2), by=("rows", "count")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

line_3_weights = Step(
    label="lemma_13.line_3_weights",
    cite="proof of Lemma 13, third inequality, second term: norm_F(W) <= sqrt(m d) C_W",
    register=("LF22",),
    hypotheses=(weights, cw_nonneg, d_is, m_is),
    over=(CODES,),
    printed=Claim(
        frobenius_w, "<=", m * d * cw**2, tex=r"\|\boldsymbol W\|_F\le\sqrt{md}\,C_{\boldsymbol W}", words="squared"
    ),
    argument=(
        rule("entry", "square", a=W(r, i), c=cw, forall=((r, Rows), (i, All))),
        rule("column", "termwise", f=hole(r, W(r, i) ** 2), g=hole(r, cw**2), K=Rows, forall=every),
        rule("columns", "termwise", f=hole(i, _w_column), g=hole(i, cw**2 * size(Rows)), K=All),
        arith("count", Claim(cw**2 * size(Rows) * size(All), "==", m * d * cw**2), by=("d_is", "m_is")),
        arith("whole", Claim(frobenius_w, "<=", m * d * cw**2), by=("columns", "count")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

# from k to k + 1: err is the l2 error, a = d mu~, b = sqrt(m d) C_W norm(y - y~)

a, b, before, now, partial, power, start, F = (
    real(n) for n in ("a", "b", "before", "now", "partial", "power", "start", "F")
)
_line_3 = assume("line_3", now, "<=", a * before + b, words="the third inequality")
a_nonneg = assume("a_nonneg", a, ">=", 0, words="d mu~ >= 0")
line_4 = Step(
    label="lemma_13.line_4",
    cite="proof of Lemma 13, fourth inequality: from k to k + 1",
    register=("LF22",),
    reading="start is norm_2(x^(0) - x~^(0)), power = a^k, partial is the sum of a^i, i < k",
    hypotheses=(a_nonneg, _line_3, assume("at_k", before, "<=", power * start + partial * b, words="the bound at k")),
    over=(
        reals(
            a=["0", "1/2", "2"],
            b=["0", "1"],
            before=["0", "1", "2"],
            now=["0", "1", "2", "3"],
            partial=["0", "1", "3"],
            power=["1", "1/2"],
            start=["0", "1"],
        ),
        spread("a", "b", "before", "now", "partial", "power", "start"),
    ),
    printed=Claim(
        now,
        "<=",
        a * power * start + (1 + a * partial) * b,
        tex=r"\le(d\tilde\mu(\boldsymbol D))^{k+1}\|\boldsymbol x^{(0)}-\tilde{\boldsymbol x}^{(0)}\|_2+\Big(\sum_{i=0}^kd^i\tilde\mu(\boldsymbol D)^i\Big)\sqrt{md}\,C_{\boldsymbol W}\|\boldsymbol y-\tilde{\boldsymbol y}\|_2",
    ),
    argument=(
        arith(
            "scaled", Claim(a * before, "<=", a * power * start + a * partial * b), by=("at_k", "a_nonneg"), degree=2
        ),
        arith("next", Claim(now, "<=", a * power * start + (1 + a * partial) * b), by=("line_3", "scaled")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

dependent = assume(
    "dependent", (d - 1) * mut, ">=", 1, words="the columns are linearly dependent (generalised_coherence.at_least)"
)
line_5_defined = Step(
    label="lemma_13.line_5_defined",
    cite="proof of Lemma 13, last line: the denominator d mu~(D) - 1 is not 0",
    register=("LF22",),
    reading="dependent columns; for independent ones mu~ = 0 and the denominator is -1",
    hypotheses=(dependent, assume("some_atoms", d, ">=", 2, words="one column alone, not zero, is independent")),
    over=(CODES,),
    printed=Claim(d * mut - 1, ">", 0, tex=r"d\tilde\mu(\boldsymbol D)-1\ne 0"),
    argument=(
        arith("product", Claim((d - 1) * mut, ">", 0), by=("dependent",)),
        arith("others", Claim(d - 1, ">=", 0), by=("some_atoms",)),
        rule("positive", "positive_factor", a=d - 1, b=mut),
        arith("above", Claim(d * mut - 1, ">", 0), by=("dependent", "positive")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="So the constant of the proof grows like (d mu~)^k with d mu~ > 1 for every dictionary with dependent columns, such as all with d > m.",
)

line_5 = Step(
    label="lemma_13.line_5",
    cite="proof of Lemma 13, last line: the closed form of the sum, from k to k + 1",
    register=("LF22",),
    reading="where it is defined, with x^(0) = x~^(0); power = a^k, the closed form cleared of its denominator",
    hypotheses=(
        a_nonneg,
        assume("at_k", partial * (a - 1), "==", power - 1, words="the closed form at k"),
    ),
    over=(
        reals(a=["0", "1/2", "2", "3"], partial=["0", "1", "3/2", "4"], power=["1", "1/2", "2", "9", "1/4"]),
        spread("a", "partial", "power"),
    ),
    printed=Claim((1 + a * partial) * (a - 1), "==", a * power - 1, tex=r"\sum_{i=0}^ka^i=\frac{a^{k+1}-1}{a-1}"),
    argument=(
        arith("next", Claim((1 + a * partial) * (a - 1), "==", a * power - 1), by=("at_k", "a_nonneg"), degree=2),
    ),
    expects=expect("PROVED", argument="VALID"),
)

# "a constant that only depends on D"

k = Index("k")
xk, zk, C = family("xk", tex=r"x^{(k)}_i"), family("zk", tex=r"\tilde x^{(k)}_i"), real("C")
Steps, Last = named_set("Steps"), named_set("Last")


def growing(last, constant):
    """Three equal atoms, no threshold, signals 1 and 0: x^(k) = c_k (1, 1, 1) with c_(k+1) = 1 - 2 c_k."""
    c = [0]
    while len(c) <= last:
        c.append(1 - 2 * c[-1])
    return {
        "kind": "tables",
        "scalars": {"C": constant, "mut": 1},
        "families": {
            "D": [[1, 1, 1]],
            "W": [[1, 1, 1]],
            "xk": [[entry] * 3 for entry in c],
            "zk": [[0] * 3 for _ in c],
            "y": [1],
            "yt": [0],
        },
        "sets": {"All": [0, 1, 2], "Rows": [0], "Steps": list(range(last)), "Last": list(range(last + 1))},
    }


def follows_step(code, signal, name, words):
    """Hypothesis: x^(k+1) = x^(k) + W^T (y - D x^(k)), soft thresholding at 0 being the identity."""
    image = total(D(r, j) * code(k, j), j, All)
    return assume(
        name,
        code(k + 1, i),
        "==",
        code(k, i) + total(W(r, i) * (signal(r) - image), r, Rows),
        ((k, Steps), (i, All)),
        words=words,
    )


_depends = Claim(
    total((xk(k, i) - zk(k, i)) ** 2, i, All),
    "<=",
    C**2 * signal_gap,
    ((k, Last),),
    tex=r"\|\boldsymbol x^{(k)}-\tilde{\boldsymbol x}^{(k)}\|_2\le C_{\boldsymbol D}\|\boldsymbol y-\tilde{\boldsymbol y}\|_2",
    words="squared, for every k",
)
only_on_D = Step(
    label="lemma_13.only_on_D",
    cite="Lemma 13: 'where C_D > 0 is a constant only depends on D'",
    register=("LF22",),
    reading="a given C; the thresholds theta^(k) = 0 are among those the lemma admits",
    hypotheses=(
        feasible,
        coherent,
        assume("x_start", xk(0, i), "==", 0, every, words="x^(0) = 0"),
        assume("z_start", zk(0, i), "==", 0, every, words="x~^(0) = 0"),
        follows_step(xk, y, "x_step", "x^(k) follows (23) with theta = 0"),
        follows_step(zk, yt, "z_step", "x~^(k) follows (23) with theta = 0"),
    ),
    over=(
        fixed(
            "three equal atoms, more and more steps",
            growing(2, 2),
            growing(3, 5),
            growing(10, 500),
            growing(15, 10000),
        ),
    ),
    printed=_depends,
    expects=expect("REFUTED", argument="GAP"),
    remark="d mu~ = 3, and the proof's own constant grows like 3^k.  For every C see lemma_13.growth.",
)

growth = Step(
    label="lemma_13.growth",
    cite="Lemma 13: 'where C_D > 0 is a constant only depends on D'",
    register=("LF22",),
    reading="what stands against it for every C: c_k = (1 - (-2)^k)/3 is the k-th iterate for D = (1 1 1); power = (-2)^k",
    hypotheses=(
        assume("at_k", before, "==", (1 - power) / 3, words="the closed form at k"),
        assume("step", now, "==", before + (1 - 3 * before), words="x^(k+1) = x^(k) + (y - 3 x^(k)), y = 1"),
    ),
    over=(
        reals(power=["1", "-2", "4"], before=["0", "1", "-1"], now=["0", "1", "-1", "3"]),
        spread("power", "before", "now"),
    ),
    printed=Claim(now, "==", (1 - (-2) * power) / 3, tex=r"c_{k+1}=\tfrac13\big(1-(-2)^{k+1}\big)"),
    argument=(arith("closed", Claim(now, "==", (1 - (-2) * power) / 3), by=("at_k", "step")),),
    expects=expect("PROVED", argument="VALID"),
    remark="So the ratio of the lemma is at least sqrt(3) (2^k - 1)/3 at step k.",
)

bounded = Step(
    label="lemma_13.bounded",
    cite="Lemma 13, where a constant does exist",
    register=("LF22",),
    reading="repaired: with d mu~ < 1, C = sqrt(m d) C_W/(1 - d mu~); F is that limit",
    hypotheses=(
        a_nonneg,
        _line_3,
        assume("limit", F * (1 - a), "==", b, words="F = b/(1 - a)"),
        assume("at_k", before, "<=", F, words="the bound at k"),
    ),
    over=(
        reals(
            a=["0", "1/2", "1/3"],
            b=["0", "1", "1/2"],
            before=["0", "1", "2"],
            now=["0", "1", "2"],
            F=["0", "1", "2", "3/2"],
        ),
        spread("a", "b", "before", "now", "F"),
    ),
    printed=Claim(
        now,
        "<=",
        F,
        tex=r"\|\boldsymbol x^{(k)}-\tilde{\boldsymbol x}^{(k)}\|_2\le F\Rightarrow\|\boldsymbol x^{(k+1)}-\tilde{\boldsymbol x}^{(k+1)}\|_2\le F,\ F=\frac{\sqrt{md}\,C_{\boldsymbol W}}{1-d\tilde\mu(\boldsymbol D)}\|\boldsymbol y-\tilde{\boldsymbol y}\|_2",
    ),
    argument=(
        arith("scaled", Claim(a * before, "<=", a * F), by=("at_k", "a_nonneg"), degree=2),
        arith("next", Claim(now, "<=", F), by=("line_3", "scaled", "limit")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="d mu~ < 1 only if mu~ = 0, that is for linearly independent columns (line_5_defined).",
)
