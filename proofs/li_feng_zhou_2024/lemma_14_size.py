"""Lemma 14, its last lines: depth and number of weights of the network, from those of A_k and B_k."""

from sympy import log

from boundcheck import Claim, Step, algebra, arith, assume, expect, real, reals, rule

from .iteration_words import d
from .lemma_14 import cols, rows
from .spread import spread
from .words import m
from .works import OF_MATRICES

_sizes = (
    assume("blocks", rows, "==", 2 * d + m, words="the hidden layer of (29) has 2d + m entries"),
    assume("columns", cols, "==", d + m, words="(x^(k); y) and (x^(k+1); y) have d + m entries"),
    assume("d_natural", d, ">=", 1, words="d >= 1"),
    assume("m_natural", m, ">=", 1, words="m >= 1"),
)
_COUNTS = reals(d=range(1, 4), m=range(1, 4), rows=range(3, 10), cols=range(2, 7))
entries = Step(
    label="lemma_14_size.entries",
    cite="end of the proof of Lemma 14: 'a CNN Phi with ... number of weights O(K(m + d)^2)'",
    register=("LF23",),
    reading="one weight for each entry of A_k and B_k, at each of the K steps",
    hypotheses=_sizes,
    over=(_COUNTS, spread("d", "m", "rows", "cols")),
    printed=Claim(
        rows * cols + cols * rows,
        "<=",
        4 * (d + m) ** 2,
        tex=r"\text{weights}=O(K(m+d)^2)",
        words="A_k and B_k have at most 4 (d + m)^2 entries together",
    ),
    argument=(
        algebra("product", Claim(rows * cols, "==", (2 * d + m) * (d + m)), by=("blocks", "columns")),
        arith("both", Claim(m * (d + m), ">=", 0), by=("d_natural", "m_natural"), degree=2),
        arith("count", Claim(rows * cols + cols * rows, "<=", 4 * (d + m) ** 2), by=("product", "both")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

C = real("C")
entries_of_A = Step(
    label="lemma_14_size.entries_of_A",
    cite="end of the proof of Lemma 14: 'each A_k can be realized by a CNN with ... number of weights O(d^2 + dm)'",
    register=("LF23",),
    reading="one weight for each entry of A_k; C is the constant of the O, given in advance",
    hypotheses=_sizes,
    over=(reals(d=[1, 2], m=[1, 2, 30], rows=[3, 4, 5, 6, 32, 34], cols=[2, 3, 4, 31, 32], C=[10]),),
    printed=Claim(
        cols * rows,
        "<=",
        C * (d**2 + d * m),
        tex=r"(d+m)(2d+m)=O(d^2+dm)",
        words="the entries of A_k, however large m is",
    ),
    repaired=Claim(
        cols * rows,
        "<=",
        2 * (d + m) ** 2,
        tex=r"(d+m)(2d+m)=O((d+m)^2)",
        words="with m^2 too; the sum of the next line is the same",
    ),
    repaired_argument=(
        algebra("product", Claim(cols * rows, "==", (d + m) * (2 * d + m)), by=("blocks", "columns")),
        arith("both", Claim(m * (d + m), ">=", 0), by=("d_natural", "m_natural"), degree=2),
        arith("count", Claim(cols * rows, "<=", 2 * (d + m) ** 2), by=("product", "both")),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="It is the count for the printed shape, 2d x (2d + m) (lemma_14.shape_of_A).  Only 2d + m entries are not 0, so a sparser count is possible; the paper gives none.",
)

entries_of_B = Step(
    label="lemma_14_size.entries_of_B",
    cite="end of the proof of Lemma 14: 'each B_k can be realized by a CNN with ... number of weights O(m^2 + dm)'",
    register=("LF23",),
    reading="one weight for each entry of B_k; C is the constant of the O, given in advance",
    hypotheses=_sizes,
    over=(reals(d=[1, 2, 30], m=[1, 2], rows=[3, 4, 5, 6, 61, 62], cols=[2, 3, 4, 31, 32], C=[10]),),
    printed=Claim(
        rows * cols,
        "<=",
        C * (m**2 + d * m),
        tex=r"(2d+m)(d+m)=O(m^2+dm)",
        words="the entries of B_k, however large d is",
    ),
    repaired=Claim(
        rows * cols,
        "<=",
        2 * (d + m) ** 2,
        tex=r"(2d+m)(d+m)=O((d+m)^2)",
        words="with d^2 too; the sum of the next line is the same",
    ),
    repaired_argument=(
        algebra("product", Claim(rows * cols, "==", (2 * d + m) * (d + m)), by=("blocks", "columns")),
        arith("both", Claim(m * (d + m), ">=", 0), by=("d_natural", "m_natural"), degree=2),
        arith("count", Claim(rows * cols, "<=", 2 * (d + m) ** 2), by=("product", "both")),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="It is the count for B_1, (2d + m) x m; from k = 2 on the block I - W^T D alone has d^2 entries.",
)

depth_A, depth_B, K = (real(name) for name in ("depth_A", "depth_B", "K"))
depth = Step(
    label="lemma_14_size.depth",
    cite="end of the proof of Lemma 14: 'By [7], ... each A_k can be realized by a CNN with depth O(log_2(d + m)) ... each B_k ... O(log_2 m)'; 'a CNN Phi with depth O(K log_2(d + m))'",
    quotes=(OF_MATRICES,),
    register=("LF23",),
    reading="the depths of one A_k and one B_k are those quoted from [7] (hypotheses here; [7] is not at hand); audited is the sum over K steps",
    hypotheses=(
        *_sizes[2:],
        assume("depth_of_A", depth_A, "<=", C * log(d + m), words="[7]: the depth of A_k is O(log(d + m))"),
        assume("depth_of_B", depth_B, "<=", C * log(m), words="[7]: the depth of B_k is O(log m)"),
        assume("C_nonneg", C, ">=", 0, words="C is the constant of the O"),
        assume("K_natural", K, ">=", 0, words="K steps"),
    ),
    over=(
        reals(d=range(1, 4), m=range(1, 4), depth_A=["1", "0"], depth_B=["0", "1"], C=["2", "1"], K=["1", "5"]),
        spread("d", "m", "depth_A", "depth_B", "C", "K"),
    ),
    printed=Claim(
        K * (depth_A + depth_B),
        "<=",
        2 * C * K * log(d + m),
        tex=r"\text{depth}=O(K\log_2(d+m))",
        words="the depths of K steps add up",
    ),
    argument=(
        arith("m_positive", Claim(m, ">", 0), by=("m_natural",)),
        arith("sum_positive", Claim(d + m, ">", 0), by=("d_natural", "m_natural")),
        arith("larger", Claim(m, "<=", d + m), by=("d_natural",)),
        rule("monotone", "log_monotone", a=m, b=d + m),
        arith("scaled", Claim(C * log(m), "<=", C * log(d + m)), by=("monotone", "C_nonneg"), degree=2),
        arith("step", Claim(depth_A + depth_B, "<=", 2 * C * log(d + m)), by=("depth_of_A", "depth_of_B", "scaled")),
        arith(
            "steps", Claim(K * (depth_A + depth_B), "<=", 2 * C * K * log(d + m)), by=("step", "K_natural"), degree=2
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="At m = 1 the quoted depth of B_k is 0, as that of Phi_1 is at d_1 = 1 (theorem_6.depth_of_first); the sum needs O(log(d + m)) only.",
)
