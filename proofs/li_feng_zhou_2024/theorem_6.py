"""Theorem 6, its proof (31)-(32), and Corollary 7: what a convolutional network reaches.

Norms: n1 of x~_1 - x_1, n2 of Phi_2(x_1) - x_2 (the iteration's own error), n21 of Phi_2(x~_1) - Phi_2(x_1); K steps, rate c.
"""

from sympy import Abs, Max, exp, log, sqrt

from boundcheck import (
    Claim,
    Step,
    arith,
    assume,
    compare,
    detach,
    expect,
    family,
    fixed,
    logic,
    put,
    real,
    reals,
    restate,
    rule,
    total,
)
from boundcheck import lam as hole

from .iteration_words import nx
from .lemma_13 import bounded as stable
from .lemma_14 import carry, negative_code, out, relu_output, third_line
from .lemma_14 import first as code
from .spread import spread
from .words import CODES, All, d, i, mut, s

C, CD, c, K, delta, eps = (real(n) for n in ("C", "CD", "c", "K", "delta", "eps"))
n1, n2, n21, lam1, lam2, B1, B2, C1, C2, d1, d2 = (
    real(n) for n in ("n1", "n2", "n21", "lam1", "lam2", "B1", "B2", "C1", "C2", "d1", "d2")
)

_rate = Claim(
    Abs(out - code),
    "<=",
    C * exp(-c * K) + CD * delta,
    tex=r"\|\tilde{\boldsymbol x}_j-\boldsymbol x_j\|_2\le C_{\boldsymbol D,\boldsymbol B,\boldsymbol\lambda}e^{-c_{\boldsymbol D,\boldsymbol\lambda}K}+C_{\boldsymbol D}\sum_{i=1}^j\delta_i",
)
_away = (
    rule("size", "magnitude", a=out - code),
    arith("away", Claim(Abs(out - code), ">=", -code), by=("size", "relu_output")),
)
every_code = Step(
    label="theorem_6.every_code",
    cite="Theorem 6, for every code that meets its assumptions",
    register=("LF14",),
    reading="literal: the network is one of Definition 5, whose outputs are outputs of a ReLU; D = (1), x_1 = -1, no noise, c = C = 1",
    hypotheses=(
        relu_output,
        negative_code,
        assume("noiseless", delta, "==", 0, words="no noise"),
    ),
    over=(reals(out=["0", "1/2", "1"], first=["-1"], C=["1"], c=["1"], CD=["1"], K=["1", "2", "9"], delta=["0"]),),
    printed=_rate,
    expects=expect("REFUTED", argument="GAP"),
    remark="(22) admits negative entries.  With a linear last layer, as in (29), signed outputs are possible; that is the reading of the steps below, and of theorem_6_repaired.",
)

out_of_reach = Step(
    label="theorem_6.out_of_reach",
    cite="Theorem 6, for every code that meets its assumptions",
    register=("LF14",),
    reading="what stands against it, for all constants: once C e^(-cK) + C_D delta is below |x|, no output of a ReLU is near enough",
    hypotheses=(
        relu_output,
        negative_code,
        assume("late", C * exp(-c * K) + CD * delta, "<", -code, words="K is large"),
    ),
    over=(
        reals(out=["0", "1"], first=["-1"], C=["1", "5"], c=["1", "1/10"], CD=["1"], K=["1", "2", "30"], delta=["0"]),
        spread("out", "first", "C", "c", "CD", "K", "delta"),
    ),
    printed=Claim(
        Abs(out - code),
        ">",
        C * exp(-c * K) + CD * delta,
        tex=r"\|\tilde{\boldsymbol x}_j-\boldsymbol x_j\|_2>Ce^{-cK}+C_{\boldsymbol D}\delta",
    ),
    argument=(*_away, arith("beyond", Claim(Abs(out - code), ">", C * exp(-c * K) + CD * delta), by=("away", "late"))),
    expects=expect("PROVED", argument="VALID"),
)

# the proof

f, g = family("f", tex=r"\Phi_2(\tilde x_1)_i-\Phi_2(x_1)_i"), family("g", tex=r"\Phi_2(x_1)_i-x_{2,i}")
_F, _G = total(f(i) ** 2, i, All), total(g(i) ** 2, i, All)
_pairs = [([1, 0], [0, 1]), ([3, 4], [0, 0]), ([1, 2], [1, 2]), ([1, -1], [-1, 1])]
thirty_one = Step(
    label="theorem_6.thirty_one",
    cite="(31)",
    register=("LF14",),
    over=(
        fixed(
            "pairs of errors",
            *(
                {"kind": "tables", "scalars": {}, "families": {"f": one, "g": two}, "sets": {"All": [0, 1]}}
                for one, two in _pairs
            ),
        ),
    ),
    printed=Claim(
        sqrt(total((f(i) + g(i)) ** 2, i, All)),
        "<=",
        sqrt(_F) + sqrt(_G),
        tex=r"\|\Phi_2\circ\Phi_1(\boldsymbol y)-\boldsymbol x_2\|_2\le\|\Phi_2(\tilde{\boldsymbol x}_1^{(K)})-\Phi_2(\boldsymbol x_1)\|_2+\|\Phi_2(\boldsymbol x_1)-\boldsymbol x_2\|_2",
    ),
    argument=(
        rule("cauchy", "cauchy_schwarz", f=hole(i, f(i)), g=hole(i, g(i)), K=All),
        rule("at_most", "magnitude", a=total(f(i) * g(i), i, All)),
        arith(
            "squares",
            Claim(total((f(i) + g(i)) ** 2, i, All), "<=", (sqrt(_F) + sqrt(_G)) ** 2),
            by=("cauchy", "at_most"),
        ),
        arith("term", Claim((f(i) + g(i)) ** 2, ">=", 0, ((i, All),)), by=(), squares=(f(i) + g(i),)),
        rule("sum", "termwise", f=hole(i, 0 * f(i)), g=hole(i, (f(i) + g(i)) ** 2), K=All),
        arith("nonneg", Claim(sqrt(_F) + sqrt(_G), ">=", 0), by=(), squares=(sqrt(_F), sqrt(_G))),
        rule("root", "root_below", a=total((f(i) + g(i)) ** 2, i, All), b=sqrt(_F) + sqrt(_G)),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_output = Claim(
    nx(i),
    "==",
    third_line.printed.rhs,
    third_line.printed.forall,
    tex=r"\Phi_2(\boldsymbol x_1)=\boldsymbol x_2^{(K)}",
    words="the network of (28) and (29), fed with the signal, gives the next iterate",
)
second_network = Step(
    label="theorem_6.second_network",
    cite="proof of Theorem 6: 'By Lemma 13, there exists Phi_2 such that Phi_2(x_1) = x_2^(K)'",
    register=("LF14", "LF22", "LF23"),
    reading="literal: by Lemma 13, which speaks of two iterations and of no network; meant is Lemma 14, whose network the repaired argument takes (one step; "
    "K of them follow one another)",
    uses=(stable, third_line),
    hypotheses=third_line.hypotheses,
    over=third_line.over,
    printed=_output,
    argument=(restate("lemma_13", _output, by=("lemma_13.bounded",)),),
    repaired=_output,
    repaired_argument=(put("lemma_14", "lemma_14.third_line"),),
    expects=expect("PROVED", argument="GAP", repaired="PROVED"),
    remark="Lemma 13 is needed for the first term of (31), and only there.  For the last block of the network see fed_outside.",
)

_first = assume("first_layer", n1, "<=", lam1 * B1 * exp(-c * K) + C1 * d1, words="Theorem 12 and Lemma 14 at layer 1")
_second = assume("second_layer", n2, "<=", lam2 * B2 * exp(-c * K) + C2 * d2, words="Theorem 12 at layer 2")
_numbers = reals(
    n1=["1", "1/4"], n2=["0", "1/4"], n21=["0", "1/4"], lam1=["1"], lam2=["1"], B1=["1"], B2=["1"], C1=["1"], C2=["1"], CD=["1", "3"],
    d1=["0", "1"], d2=["0"], c=["1"], K=["0", "1"],
)  # fmt: skip
_thirty_two = Claim(
    n21 + n2,
    "<=",
    CD * lam1 * B1 * exp(-c * K) + CD * C1 * d1 + lam2 * B2 * exp(-c * K) + C2 * d2,
    tex=r"\le C_{\boldsymbol D_2}\lambda_1B_1e^{-cK}+C_{\boldsymbol D_2}C_1\delta_1+\lambda_2B_2e^{-cK}+C_2\delta_2",
)
_spread = spread("n1", "n2", "n21", "lam1", "lam2", "B1", "B2", "C1", "C2", "CD", "d1", "d2", "c", "K")
thirty_two = Step(
    label="theorem_6.thirty_two",
    cite="(32)",
    register=("LF14",),
    reading="Lemma 13 granted for Phi_2, the iteration of K steps, with a C_D that may depend on K",
    hypotheses=(
        _first,
        _second,
        assume("CD_nonneg", CD, ">=", 0, words="C_D >= 0"),
        assume("lemma_13", n21, "<=", CD * n1, words="Lemma 13 for Phi_2"),
    ),
    over=(_numbers, _spread),
    printed=_thirty_two,
    argument=(
        arith(
            "through",
            Claim(CD * n1, "<=", CD * (lam1 * B1 * exp(-c * K) + C1 * d1)),
            by=("first_layer", "CD_nonneg"),
            degree=2,
        ),
        arith("chain", _thirty_two, by=("lemma_13", "through", "second_layer")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="That C_D depends on D only is refuted (lemma_13.only_on_D). The proof of Lemma 13 gives one of size (d mu~)^K; times e^(-cK) that need not "
    "fall with K (growing_constant).",
)

growing_constant = Step(
    label="theorem_6.growing_constant",
    cite="(32): C_(D_2) lambda_1 B_1 e^(-cK) falls with K",
    register=("LF14",),
    reading="asked by the audit, not printed: with the constant that the proof of Lemma 13 gives, of the order of (d mu~)^K, and e^(-c) = (2s - 1) mu~ of Theorem 12: "
    "the product for one more step is at most 1",
    hypotheses=(
        assume("sparse_enough", (2 * s - 1) * mut, "<", 1, words="s < (1 + 1/mu~)/2, cleared"),
        assume("some_nonzero", s, ">=", 1, words="s >= 1"),
    ),
    over=(CODES,),
    printed=Claim((d * mut) * ((2 * s - 1) * mut), "<=", 1, tex=r"d\tilde\mu(\boldsymbol D)\,e^{-c}\le 1"),
    repaired=Claim((d * mut) * ((2 * s - 1) * mut), "<=", 1, tex=r"d\tilde\mu\le1\Rightarrow d\tilde\mu\,e^{-c}\le 1"),
    repaired_hypotheses=(
        assume("small", d * mut, "<=", 1, words="d mu~ <= 1: then mu~ = 0 (lemma_13.line_5_defined)"),
        assume("mut_nonneg", mut, ">=", 0, words="the generalised coherence is a largest magnitude"),
    ),
    repaired_argument=(
        arith("rate", Claim((2 * s - 1) * mut, ">=", 0), by=("some_nonzero", "mut_nonneg"), degree=2),
        arith(
            "product",
            Claim((d * mut) * ((2 * s - 1) * mut), "<=", 1),
            by=("small", "rate", "sparse_enough"),
            degree=2,
        ),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Three columns of the plane: mu~ = 5/7, and 3 (5/7)^2 = 75/49 for s = 1.",
)

# sizes, and Corollary 7

a1, a2 = real("a1"), real("a2")
size_of_sum = Step(
    label="theorem_6.size_of_sum",
    cite="Theorem 6: number of weights O(K prod (d_(j-1) + d_j)^2); the proof's networks add up",
    register=("LF14",),
    reading="two layers: a sum of squares below twice their product",
    hypotheses=(
        assume("a1_whole", a1, ">=", 2, words="d_0 + d_1 >= 2"),
        assume("a2_whole", a2, ">=", 2, words="d_1 + d_2 >= 2"),
    ),
    over=(reals(a1=range(2, 6), a2=range(2, 6)), spread("a1", "a2")),
    printed=Claim(a1**2 + a2**2, "<=", 2 * a1**2 * a2**2, tex=r"\sum_j(d_{j-1}+d_j)^2\le J\prod_j(d_{j-1}+d_j)^2"),
    argument=(
        arith("first", Claim(a1**2, ">=", 1), by=("a1_whole",), degree=2),
        arith("second", Claim(a2**2, ">=", 1), by=("a2_whole",), degree=2),
        arith("sum", Claim(a1**2 + a2**2, "<=", 2 * a1**2 * a2**2), by=("first", "second"), squares=(a1, a2), degree=2),
    ),
    expects=expect("PROVED", argument="VALID"),
)

corollary_7 = Step(
    label="theorem_6.corollary_7",
    cite="Corollary 7: norm_2(x~_j - x_j) = O(C e^(-cK)) without noise",
    register=("LF15",),
    reading="literal, with networks of Definition 5",
    hypotheses=(relu_output, negative_code),
    over=(reals(out=["0", "1/2"], first=["-1"], C=["1"], c=["1"], K=["1", "2"]),),
    printed=Claim(
        Abs(out - code),
        "<=",
        C * exp(-c * K),
        tex=r"\|\tilde{\boldsymbol x}_j-\boldsymbol x_j\|_2=O\big(C_{\boldsymbol D,B,\boldsymbol\lambda}e^{-c_{\boldsymbol D,\boldsymbol\lambda}K}\big)",
    ),
    expects=expect("REFUTED", argument="GAP"),
    remark="For signed outputs see noiseless and theorem_6_repaired.next_layer.",
)

noiseless = Step(
    label="theorem_6.noiseless",
    cite="Corollary 7 from Theorem 6: delta_i = 0",
    register=("LF15",),
    reading="signed outputs; the bound of Theorem 6 granted",
    hypotheses=(
        assume("theorem_6", n2, "<=", C * exp(-c * K) + CD * delta, words="Theorem 6"),
        assume("no_noise", delta, "==", 0, words="eps_j = 0"),
    ),
    over=(
        reals(n2=["0", "1/4", "1"], C=["1"], c=["1"], K=["0", "1"], CD=["2"], delta=["0"]),
        spread("n2", "C", "c", "K", "CD", "delta"),
    ),
    printed=Claim(n2, "<=", C * exp(-c * K), tex=r"\|\tilde{\boldsymbol x}_j-\boldsymbol x_j\|_2\le Ce^{-cK}"),
    argument=(restate("no_second_term", Claim(n2, "<=", C * exp(-c * K)), by=("theorem_6", "no_noise")),),
    expects=expect("PROVED", argument="VALID"),
)

depth_for_error = Step(
    label="theorem_6.depth_for_error",
    cite="after Corollary 7: 'a CNN with depth O(|log_2 eps|) can approximate sparse codings with error eps'",
    register=("LF15",),
    reading="K >= log(C/eps)/c steps are enough; depth is a multiple of K",
    hypotheses=(
        assume("eps_positive", eps, ">", 0, words="eps > 0"),
        assume("C_positive", C, ">", 0, words="C > 0"),
        assume("many", c * K, ">=", log(C / eps), words="K is at least log(C/eps)/c"),
    ),
    over=(
        reals(eps=["1/2", "1/10", "1"], C=["1", "3"], c=["1", "1/2"], K=["1", "4", "20"]),
        spread("eps", "C", "c", "K"),
    ),
    printed=Claim(
        C * exp(-c * K), "<=", eps, tex=r"K\ge\tfrac1c\log\tfrac C\varepsilon\Rightarrow Ce^{-cK}\le\varepsilon"
    ),
    argument=(
        rule("inverse", "inverse_positive", b=eps),
        arith("ratio", Claim(C / eps, ">", 0), by=("C_positive", "inverse"), degree=2),
        rule("at_most", "exp_at_most", a=-c * K, b=C / eps),
        logic(
            "enough",
            Claim(compare(-c * K, "<=", -log(C / eps)), "implies", compare(exp(-c * K), "<=", eps / C)),
            by=("at_most",),
        ),
        arith("steps", Claim(-c * K, "<=", -log(C / eps)), by=("many",)),
        detach("small", "enough"),
        arith("error", Claim(C * exp(-c * K), "<=", eps), by=("small", "C_positive"), degree=2),
    ),
    expects=expect("PROVED", argument="VALID"),
)

size_0, size_1 = real("size_0"), real("size_1")
depth_of_first = Step(
    label="theorem_6.depth_of_first",
    cite="proof of Theorem 6: 'there exists a CNN Phi_1 with depth O(K|log d_1|)'",
    register=("LF14",),
    reading="against the depth that Lemma 14 gives, of the order of log(d_0 + d_1); C is the constant of the O",
    hypotheses=(
        assume("size_0_whole", size_0, ">=", 1, words="d_0 >= 1"),
        assume("size_1_whole", size_1, ">=", 1, words="d_1 >= 1"),
        assume("C_positive", C, ">", 0, words="C > 0"),
    ),
    over=(reals(size_0=["1", "2", "100"], size_1=["1", "2", "100"], C=["1", "2", "100"]),),
    printed=Claim(log(size_0 + size_1), "<=", C * log(size_1), tex=r"\log(d_0+d_1)=O(|\log d_1|)"),
    repaired=Claim(
        log(size_0 + size_1),
        "<=",
        log(size_1**2),
        tex=r"2\le d_1,\ d_0\le d_1\Rightarrow\log(d_0+d_1)\le2\log d_1",
        words="the O holds for d_0 <= d_1, with C = 2",
    ),
    repaired_hypotheses=(
        assume("wide", size_0, "<=", size_1, words="D_1 has no more rows than columns"),
        assume("two_columns", size_1, ">=", 2, words="d_1 >= 2"),
    ),
    repaired_argument=(
        arith("square", Claim(size_0 + size_1, "<=", size_1**2), by=("wide", "two_columns"), degree=2),
        arith("positive", Claim(size_1, ">", 0), by=("two_columns",)),
        arith("sum_positive", Claim(size_0 + size_1, ">", 0), by=("size_0_whole", "positive")),
        rule("monotone", "log_monotone", a=size_0 + size_1, b=size_1**2),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="With d_1 = 1 the printed depth is 0; for a dictionary with at least as many columns as rows it is that of Lemma 14.",
)

y0, M = real("y0"), real("M")
fed_outside = Step(
    label="theorem_6.fed_outside",
    cite="(31): Phi_2 is applied to x~_1, which need not be a signal of the class that M is chosen for",
    register=("LF14", "LF23"),
    reading="the last block of (29) at a signal of any size",
    hypotheses=(assume("M_nonneg", M, ">=", 0, words="M is a largest magnitude"),),
    over=(reals(y0=["1", "0", "-1", "-2"], M=["0", "1"]),),
    printed=Claim(
        Max(y0 + M, 0) - M,
        "==",
        y0,
        tex=r"\delta(\tilde{\boldsymbol x}_1+M\boldsymbol 1_m)-M\boldsymbol 1_m=\tilde{\boldsymbol x}_1",
    ),
    repaired=Claim(
        Max(y0 + M, 0) - M, "==", y0, tex=r"|\tilde x_{1,i}|\le M\Rightarrow\delta(\tilde x_{1,i}+M)-M=\tilde x_{1,i}"
    ),
    repaired_hypotheses=(assume("M_bounds", Abs(y0), "<=", M, words="M is at least every |y_i|"),),
    repaired_argument=(put("carried", "lemma_14.carry"),),
    uses=(carry,),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="M must be a bound for x~_1 too, such as the largest |x_1| plus the error of layer 1.",
)
