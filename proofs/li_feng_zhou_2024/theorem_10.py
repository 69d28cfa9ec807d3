"""Theorem 10 and its proof: replacing the ReLU by a network phi within eps of it.

One entry i of the sequences (46), (47): s is sigma, A the matrix A_1^(k) of the step (rows All, columns All), n = err the largest error.
"""

from sympy import Abs, Max

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
    restate,
    rule,
    size,
    total,
)
from boundcheck import lam as hole

from .iteration_words import coherent, d, d_is, feasible, mut, mut_nonneg, weight
from .spread import spread
from .words import CODES, All, i, j

every = ((i, All),)
a, eps, t, u = (real(name) for name in ("a", "eps", "t", "u"))
_relu = Max(t, 0) - Max(u, 0)
relu_lipschitz = Step(
    label="theorem_10.relu_lipschitz",
    cite="proof of Theorem 10, first display: sigma is 1-Lipschitz",
    register=("LF19",),
    over=(reals(t=("-3", "3"), u=("-3", "3")),),
    printed=Claim(Abs(_relu), "<=", Abs(t - u), tex=r"|\sigma(t)-\sigma(u)|\le|t-u|"),
    argument=(
        rule("up", "magnitude", a=t - u),
        rule("down", "magnitude", a=u - t),
        rule("t_0", "max_first", a=0, b=t),
        rule("t_t", "max_second", a=0, b=t),
        rule("u_0", "max_first", a=0, b=u),
        rule("u_u", "max_second", a=0, b=u),
        arith("room_0", Claim(Abs(t - u) + Max(u, 0), ">=", 0), by=("u_0", "up", "down")),
        arith("room_t", Claim(t, "<=", Abs(t - u) + Max(u, 0)), by=("u_u", "up")),
        rule("forth", "max_least", a=0, b=t, c=Abs(t - u) + Max(u, 0)),
        arith("back_0", Claim(Abs(t - u) + Max(t, 0), ">=", 0), by=("t_0", "up", "down")),
        arith("back_u", Claim(u, "<=", Abs(t - u) + Max(t, 0)), by=("t_t", "down")),
        rule("back", "max_least", a=0, b=u, c=Abs(t - u) + Max(t, 0)),
        arith("more", Claim(_relu, "<=", Abs(t - u)), by=("forth",)),
        arith("less", Claim(-_relu, "<=", Abs(t - u)), by=("back",)),
        rule("both", "two_sided", a=_relu, c=Abs(t - u)),
    ),
    expects=expect("PROVED", argument="VALID"),
)

st, su, phi = real("st"), real("su"), real("phi")
first_display = Step(
    label="theorem_10.first_display",
    cite="proof of Theorem 10, first display: sigma(A x + ...) - phi(A x~ + ...)",
    register=("LF19",),
    reading="one entry: t and u are what the two sequences feed the activation, st, su the ReLU there, phi the network at u",
    hypotheses=(
        assume("lipschitz", Abs(st - su), "<=", Abs(t - u), words="theorem_10.relu_lipschitz"),
        assume("near", Abs(su - phi), "<=", eps, words="phi is within eps of the ReLU"),
    ),
    over=(
        reals(
            t=["0", "1"],
            u=["0", "1/2", "-1"],
            st=["0", "1"],
            su=["0", "1/2"],
            phi=["0", "1/2", "3/4"],
            eps=["1/4", "0", "1"],
        ),
        spread("t", "u", "st", "su", "phi", "eps"),
    ),
    printed=Claim(
        Abs(st - phi),
        "<=",
        Abs(t - u) + eps,
        tex=r"\|\boldsymbol x^{(k+1)}-\tilde{\boldsymbol x}^{(k+1)}\|_\infty\le\|\boldsymbol A_1^{(k)}(\boldsymbol x^{(k)}-\tilde{\boldsymbol x}^{(k)})\|_\infty+\varepsilon",
    ),
    argument=(
        rule("two", "triangle_two", a=st - su, b=su - phi),
        arith("chain", Claim(Abs(st - phi), "<=", Abs(t - u) + eps), by=("two", "lipschitz", "near")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

h = family("h", tex=r"x^{(k)}_i-\tilde x^{(k)}_i")
A = family("A", tex=r"(A_1^{(k)})_{ij}")
peak, norm = real("peak"), real("norm")
_applied = total(A(i, j) * h(j), j, All)
operator_norm = Step(
    label="theorem_10.operator_norm",
    cite="proof of Theorem 10, first display: norm_inf(A_1 (x - x~)) <= norm_inf(A_1) norm_inf(x - x~)",
    register=("LF19",),
    hypotheses=(
        assume("entries", Abs(h(j)), "<=", peak, ((j, All),), words="peak is norm_inf(x^(k) - x~^(k))"),
        assume("rows", total(Abs(A(i, j)), j, All), "<=", norm, every, words="norm is the largest row sum of A_1"),
        assume("peak_nonneg", peak, ">=", 0, words="a norm"),
    ),
    over=(
        fixed(
            "two by two",
            *(
                {
                    "kind": "tables",
                    "scalars": {"peak": 2, "norm": 3},
                    "families": {"A": matrix, "h": code},
                    "sets": {"All": [0, 1]},
                }
                for matrix in ([[1, 2], [0, -3]], [[1, -1], [0, 0]])
                for code in ([2, 2], [0, -2], [1, -1])
            ),
        ),
    ),
    printed=Claim(
        Abs(_applied),
        "<=",
        norm * peak,
        every,
        tex=r"\|\boldsymbol A_1^{(k)}(\boldsymbol x^{(k)}-\tilde{\boldsymbol x}^{(k)})\|_\infty\le\|\boldsymbol A_1^{(k)}\|_\infty\|\boldsymbol x^{(k)}-\tilde{\boldsymbol x}^{(k)}\|_\infty",
    ),
    argument=(
        rule("triangle", "triangle", f=hole(j, A(i, j) * h(j)), K=All, forall=every),
        arith(
            "term",
            Claim(Abs(A(i, j) * h(j)), "<=", Abs(A(i, j)) * peak, ((i, All), (j, All))),
            by=("entries",),
            squares=(Abs(A(i, j)),),
            degree=2,
        ),
        rule("terms", "termwise", f=hole(j, Abs(A(i, j) * h(j))), g=hole(j, Abs(A(i, j)) * peak), K=All, forall=every),
        arith(
            "row",
            Claim(peak * total(Abs(A(i, j)), j, All), "<=", norm * peak, every),
            by=("rows", "peak_nonneg"),
            degree=2,
        ),
        arith("chain", Claim(Abs(_applied), "<=", norm * peak, every), by=("triangle", "terms", "row")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

# the sum that induction gives

n0, n1, n2, A0, A1 = (real(name) for name in ("n0", "n1", "n2", "A0", "A1"))
_steps = (
    assume("start", n0, "==", 0, words="x^(0) = x~^(0) = 0"),
    assume("step_0", n1, "<=", A0 * n0 + eps, words="the first display at k = 0"),
)
_SUMS = reals(
    n0=["0"], n1=["0", "1", "1/2"], n2=["0", "1", "2"], A0=["0", "1/2", "2"], A1=["0", "1/2", "1"], eps=["1", "1/2"]
)
induction = Step(
    label="theorem_10.induction",
    cite="proof of Theorem 10: 'By induction, we have', k = 0",
    register=("LF19",),
    hypotheses=_steps,
    over=(_SUMS,),
    printed=Claim(
        n1,
        "<=",
        A0 * n0 + eps * A0,
        tex=r"\|\boldsymbol x^{(k+1)}-\tilde{\boldsymbol x}^{(k+1)}\|_\infty\le\varepsilon\sum_{i=0}^k\prod_{j=0}^i\|\boldsymbol A_1^{(k-j)}\|_\infty",
    ),
    repaired=Claim(
        n1,
        "<=",
        A0 * n0 + eps,
        tex=r"\le\varepsilon\sum_{i=0}^k\prod_{j=0}^{i-1}\|\boldsymbol A_1^{(k-j)}\|_\infty",
        words="the products stop at i - 1: the last error is not multiplied",
    ),
    repaired_argument=(arith("step", Claim(n1, "<=", A0 * n0 + eps), by=("step_0",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="With one atom, W = D = (1): A_1 = 0, and the printed bound is 0, but phi is off by eps.",
)

induction_next = Step(
    label="theorem_10.induction_next",
    cite="proof of Theorem 10: 'By induction, we have', k = 1, with the products that stop at i - 1",
    register=("LF19",),
    hypotheses=(
        *_steps,
        assume("step_1", n2, "<=", A1 * n1 + eps, words="the first display at k = 1"),
        assume("A1_nonneg", A1, ">=", 0, words="a norm"),
    ),
    over=(_SUMS,),
    printed=Claim(n2, "<=", eps * (1 + A1), tex=r"\le\varepsilon(1+\|\boldsymbol A_1^{(1)}\|_\infty)"),
    argument=(
        restate("first", Claim(n1, "<=", eps), by=("step_0", "start")),
        arith("scaled", Claim(A1 * n1, "<=", A1 * eps), by=("first", "A1_nonneg"), degree=2),
        arith("second", Claim(n2, "<=", eps * (1 + A1)), by=("step_1", "scaled")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

# norm_inf(I - W^T D) <= (d - 1) mu~

_row = total(Abs(weight(i, j)), j, All.without(i))
row_sum = Step(
    label="theorem_10.row_sum",
    cite="end of the proof of Theorem 10: norm_inf(A_1^(k)) <= (d - 1) mu~(D), A_1 = I - W^T D",
    register=("LF19",),
    reading="a row sum; the diagonal of A_1 is 0",
    hypotheses=(coherent, mut_nonneg, d_is),
    over=(CODES,),
    printed=Claim(
        _row, "<=", (d - 1) * mut, every, tex=r"\|\boldsymbol A_1^{(k)}\|_\infty\le(d-1)\tilde\mu(\boldsymbol D)"
    ),
    argument=(
        rule("terms", "termwise", f=hole(j, Abs(weight(i, j))), g=hole(j, mut), K=All.without(i), forall=every),
        rule("count", "take_out_member", a=i, K=All, forall=every),
        arith(
            "counted",
            Claim(size(All.without(i)) * mut, "==", (d - 1) * mut, every),
            by=("count", "d_is"),
            squares=(mut,),
            degree=2,
        ),
        arith("row", Claim(_row, "<=", (d - 1) * mut, every), by=("terms", "counted")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

hidden_matrix = Step(
    label="theorem_10.hidden_matrix",
    cite="end of the proof of Theorem 10: 'Let us choose A_1^(k) := I - W^T D'",
    register=("LF19",),
    reading="soft thresholding is a difference of two ReLUs (27): in the form (46) the hidden vector has 2d entries and the matrix is (A, -A; -A, A)",
    uses=(row_sum,),
    hypotheses=(coherent, mut_nonneg, d_is),
    over=(CODES,),
    printed=Claim(
        2 * _row, "<=", (d - 1) * mut, every, tex=r"\|\boldsymbol A_1^{(k)}\|_\infty\le(d-1)\tilde\mu(\boldsymbol D)"
    ),
    repaired=Claim(
        2 * _row,
        "<=",
        2 * (d - 1) * mut,
        every,
        tex=r"\|\boldsymbol A_1^{(k)}\|_\infty\le2(d-1)\tilde\mu(\boldsymbol D)",
    ),
    repaired_argument=(arith("twice", Claim(2 * _row, "<=", 2 * (d - 1) * mut, every), by=("theorem_10.row_sum",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="With A_1 = I - W^T D itself (46) is no LISTA-CP sequence.",
)

# "C_(D,B,lambda) eps", K growing

k, C = Index("k"), real("C")
xk, zk = family("xk", tex=r"x^{(k)}_i"), family("zk", tex=r"\tilde x^{(k)}_i")
Steps, Last = named_set("Steps"), named_set("Last")


def drifting(last, constant):
    """Three equal atoms; biases keep x^(k) at a level above every error, phi = sigma + 1 there.

    The error is c_k (1, 1, 1), c_(k+1) = 1 - 2 c_k.
    """
    c = [0]
    while len(c) <= last:
        c.append(1 - 2 * c[-1])
    top = 2**last
    level = [0] + [top] * last
    return {
        "kind": "tables",
        "scalars": {"C": constant, "eps": 1, "mut": 1},
        "families": {
            "D": [[1, 1, 1]],
            "W": [[1, 1, 1]],
            "xk": [[entry] * 3 for entry in level],
            "zk": [[entry + off] * 3 for entry, off in zip(level, c, strict=True)],
            "bias": [top] + [3 * top] * (last - 1),
        },
        "sets": {"All": [0, 1, 2], "Rows": [0], "Steps": list(range(last)), "Last": list(range(last + 1))},
    }


bias = family("bias", tex=r"b^{(k)}")


def fed(code):
    """A_1 x^(k) + b^(k), entry i, with A_1 = I - W^T D."""
    return code(k, i) - total(weight(i, j) * code(k, j), j, All) + bias(k)


_within = ((k, Steps), (i, All))
additive = Step(
    label="theorem_10.additive",
    cite="proof of Theorem 10, its end: the error of (47) against (46) as a term C eps, the same C for every K",
    register=("LF19",),
    reading="a given C; (46) and (47) for any biases, as displayed; A_1 = I - W^T D for three equal atoms, phi within eps = 1 of the ReLU where it is used",
    hypotheses=(
        feasible,
        coherent,
        assume("x_start", xk(0, i), "==", 0, every, words="x^(0) = 0"),
        assume("z_start", zk(0, i), "==", 0, every, words="x~^(0) = 0"),
        assume("relu_step", xk(k + 1, i), "==", Max(fed(xk), 0), _within, words="(46)"),
        assume(
            "phi_step",
            Abs(zk(k + 1, i) - Max(fed(zk), 0)),
            "<=",
            eps,
            _within,
            words="(47), phi within eps of the ReLU",
        ),
    ),
    over=(
        fixed(
            "three equal atoms, more and more steps", drifting(2, 1), drifting(4, 1), drifting(6, 10), drifting(12, 500)
        ),
    ),
    printed=Claim(
        Abs(xk(k, i) - zk(k, i)),
        "<=",
        C * eps,
        ((k, Last), (i, All)),
        tex=r"\|\tilde{\boldsymbol x}_j-\boldsymbol x_j\|_2\le\cdots+C_{\boldsymbol D,\boldsymbol B,\boldsymbol\lambda}\,\varepsilon",
    ),
    expects=expect("REFUTED", argument="GAP"),
    remark="(d - 1) mu~ = 2: the error grows like 2^k; for every C see theorem_10.growth.  With the thresholds (25) there is one C for all K: theorem_10_repaired.",
)

power, before, now, F = (real(name) for name in ("power", "before", "now", "F"))
growth = Step(
    label="theorem_10.growth",
    cite="proof of Theorem 10, its end: the error of (47) against (46) as a term C eps",
    register=("LF19",),
    reading="what stands against it for every C: the error after k steps is eps (1 - (-2)^k)/3; power = (-2)^k",
    hypotheses=(
        assume("at_k", before, "==", eps * (1 - power) / 3, words="the closed form at k"),
        assume(
            "step",
            now,
            "==",
            eps - 2 * before,
            words="x~^(k+1) - x^(k+1) = A_1 (x~^(k) - x^(k)) + eps, A_1 (1, 1, 1) = -2 (1, 1, 1)",
        ),
    ),
    over=(
        reals(power=["1", "-2", "4"], before=["0", "1", "-1"], now=["0", "1", "-1", "3"], eps=["1"]),
        spread("power", "before", "now", "eps"),
    ),
    printed=Claim(now, "==", eps * (1 - (-2) * power) / 3, tex=r"c_{k+1}=\tfrac\varepsilon3\big(1-(-2)^{k+1}\big)"),
    argument=(arith("closed", Claim(now, "==", eps * (1 - (-2) * power) / 3), by=("at_k", "step")),),
    expects=expect("PROVED", argument="VALID"),
)

bounded = Step(
    label="theorem_10.bounded",
    cite="Theorem 10, where C does not depend on K",
    register=("LF19",),
    reading="repaired: a = (d - 1) mu~ < 1, F = eps/(1 - a)",
    hypotheses=(
        assume("a_nonneg", a, ">=", 0, words="a >= 0"),
        assume("limit", F * (1 - a), "==", eps, words="F = eps/(1 - a)"),
        assume("at_k", before, "<=", F, words="the bound at k"),
        assume("step", now, "<=", a * before + eps, words="the first display"),
    ),
    over=(
        reals(a=["0", "1/2"], eps=["1", "1/2"], before=["0", "1", "2"], now=["0", "1", "2"], F=["1", "2", "1/2"]),
        spread("a", "eps", "before", "now", "F"),
    ),
    printed=Claim(
        now,
        "<=",
        F,
        tex=r"\|\boldsymbol x^{(k)}-\tilde{\boldsymbol x}^{(k)}\|_\infty\le F\Rightarrow\|\boldsymbol x^{(k+1)}-\tilde{\boldsymbol x}^{(k+1)}\|_\infty\le F,\ F=\frac{\varepsilon}{1-(d-1)\tilde\mu(\boldsymbol D)}",
    ),
    argument=(
        arith("scaled", Claim(a * before, "<=", a * F), by=("at_k", "a_nonneg"), degree=2),
        arith("next", Claim(now, "<=", F), by=("step", "scaled", "limit")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="(d - 1) mu~ < 1 only if mu~ = 0, that is for linearly independent columns (generalised_coherence.at_least).",
)
