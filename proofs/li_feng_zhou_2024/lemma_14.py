"""Lemma 14, (27)-(30): the iteration as a ReLU network; signs and shapes of its matrices.

One iterate: x = x^(k), v = (I - W^T D) x + W^T y, nx = T_theta(v).  Shapes are numbers of rows and columns.
"""

from sympy import Abs, Max

from boundcheck import (
    Claim,
    Step,
    algebra,
    arith,
    assume,
    assuming,
    compare,
    discharge,
    expect,
    real,
    reals,
    restate,
    rule,
    total,
)
from boundcheck import lam as hole

from .iteration_words import STEPS, d, every, is_next, is_v, nx, theta, v, weight
from .words import All, D, Rows, W, i, j, m, r, x, y

_linear = total(weight(i, j) * x(j), j, All)
_signal = total(W(r, i) * y(r), r, Rows)
_pre = x(i) - _linear + _signal
_high, _low = Max(v(i) - theta, 0), Max(-v(i) - theta, 0)

affine = Step(
    label="lemma_14.affine",
    cite="(28): what is thresholded is (I_d - W^T D, W^T) applied to (x; y)",
    register=("LF23",),
    hypotheses=(is_v,),
    over=(STEPS,),
    printed=Claim(
        v(i),
        "==",
        _pre,
        every,
        tex=r"\boldsymbol x^{(k)}+\boldsymbol W^\top(\boldsymbol y-\boldsymbol D\boldsymbol x^{(k)})=(\boldsymbol I_d-\boldsymbol W^\top\boldsymbol D,\ \boldsymbol W^\top)\begin{pmatrix}\boldsymbol x^{(k)}\\\boldsymbol y\end{pmatrix}",
    ),
    argument=(
        rule("swap", "exchange_sums", f=hole((r, j), W(r, i) * D(r, j) * x(j)), K=Rows, H=All, forall=every),
        arith("expanded", Claim(v(i), "==", _pre, every), by=("is_v", "swap")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_minus = x(i) - _linear - _signal
first_line = Step(
    label="lemma_14.first_line",
    cite="(28), first and second lines: T_theta((I_d - W^T D, - W^T)(x; y))",
    register=("LF23",),
    uses=(affine,),
    hypotheses=(is_v,),
    over=(STEPS,),
    printed=Claim(
        v(i),
        "==",
        _minus,
        every,
        tex=r"\boldsymbol x^{(k+1)}=\mathcal T_{\theta^{(k)}}\Big((\boldsymbol I_d-(\boldsymbol W^{(k)})^\top\boldsymbol D\ \ -(\boldsymbol W^{(k)})^\top)\begin{pmatrix}\boldsymbol x^{(k)}\\\boldsymbol y\end{pmatrix}\Big)",
    ),
    repaired=Claim(
        v(i),
        "==",
        _pre,
        every,
        tex=r"\boldsymbol x^{(k+1)}=\mathcal T_{\theta^{(k)}}\Big((\boldsymbol I_d-(\boldsymbol W^{(k)})^\top\boldsymbol D\ \ (\boldsymbol W^{(k)})^\top)\begin{pmatrix}\boldsymbol x^{(k)}\\\boldsymbol y\end{pmatrix}\Big)",
        words="+ W^T, as in the third line",
    ),
    repaired_argument=(arith("affine", Claim(v(i), "==", _pre, every), by=("lemma_14.affine",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
)

rows, cols, block = (real(name) for name in ("rows", "cols", "block"))
_BLOCKS = reals(d=range(1, 4), block=range(1, 4), cols=range(1, 4))
_SHAPES = reals(d=range(1, 4), m=range(1, 4), rows=range(1, 10), cols=range(1, 10))
vector_shift = Step(
    label="lemma_14.vector_shift",
    cite="(28), second and third lines: theta^(k) (I_d; I_d) is subtracted from a vector",
    register=("LF23",),
    hypotheses=(assume("stacked", cols, "==", block, words="two blocks one above the other have the columns of one"),),
    over=(_BLOCKS,),
    printed=Claim(
        compare(block, "==", d),
        "implies",
        compare(cols, "==", 1),
        tex=r"\theta^{(k)}\begin{pmatrix}\boldsymbol I_d\\\boldsymbol I_d\end{pmatrix}\in\mathbb R^{2d\times 1}",
        words="with I_d, which has d columns",
    ),
    repaired=Claim(
        compare(block, "==", 1),
        "implies",
        compare(cols, "==", 1),
        tex=r"\theta^{(k)}\begin{pmatrix}\boldsymbol 1_d\\\boldsymbol 1_d\end{pmatrix}\in\mathbb R^{2d\times 1}",
        words="with 1_d, which has one column",
    ),
    repaired_argument=(
        assuming("one_column", compare(block, "==", 1)),
        arith("count", Claim(cols, "==", 1), by=("stacked", "one_column")),
        discharge("vector", "count"),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="It must be (1_d; 1_d), as in (27) and (29).",
)

third_line = Step(
    label="lemma_14.third_line",
    cite="(28), third line, with 1_d",
    register=("LF23",),
    uses=(affine,),
    hypotheses=(is_v, is_next),
    over=(STEPS,),
    printed=Claim(
        nx(i),
        "==",
        Max(_pre - theta, 0) - Max(-_pre - theta, 0),
        every,
        tex=r"=(\boldsymbol I_d,-\boldsymbol I_d)\delta\Big(\begin{pmatrix}\boldsymbol I_d-\boldsymbol W^\top\boldsymbol D&\boldsymbol W^\top\\-\boldsymbol I_d+\boldsymbol W^\top\boldsymbol D&-\boldsymbol W^\top\end{pmatrix}\begin{pmatrix}\boldsymbol x^{(k)}\\\boldsymbol y\end{pmatrix}-\theta^{(k)}\begin{pmatrix}\boldsymbol 1_d\\\boldsymbol 1_d\end{pmatrix}\Big)",
    ),
    argument=(
        algebra(
            "high",
            Claim(Max(v(i) - theta, 0), "==", Max(_pre - theta, 0), every),
            by=("lemma_14.affine",),
        ),
        algebra(
            "low",
            Claim(Max(-v(i) - theta, 0), "==", Max(-_pre - theta, 0), every),
            by=("lemma_14.affine",),
        ),
        arith(
            "third",
            Claim(nx(i), "==", Max(_pre - theta, 0) - Max(-_pre - theta, 0), every),
            by=("is_next", "high", "low"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

y0, M = real("y0"), real("M")
carry = Step(
    label="lemma_14.carry",
    cite="(29) and (30), last block: delta(y + M) - M = y with M >= |y_i|",
    register=("LF23",),
    hypotheses=(assume("M_bounds", Abs(y0), "<=", M, words="M is at least every |y_i|"),),
    over=(reals(y0=("-3", "3"), M=["0", "1", "3"]),),
    printed=Claim(
        Max(y0 + M, 0) - M, "==", y0, tex=r"\delta(\boldsymbol y+M\boldsymbol 1_m)-M\boldsymbol 1_m=\boldsymbol y"
    ),
    argument=(
        rule("size", "magnitude", a=-y0),
        arith("room", Claim(y0 + M, ">=", 0), by=("size", "M_bounds")),
        rule("top", "max_least", a=0, b=y0 + M, c=y0 + M),
        rule("bottom", "max_second", a=0, b=y0 + M),
        arith("equal", Claim(Max(y0 + M, 0) - M, "==", y0), by=("top", "bottom")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

# shapes in (29) and (30): A_k maps the 2d + m hidden entries to (x^(k+1); y), B_k maps (x^(k); y) to them

_out = assume("output", rows, "==", d + m, words="A_k delta(...) + e_k is (x^(k+1); y), with d + m entries")
_hidden = assume("hidden", cols, "==", 2 * d + m, words="delta(...) has 2d + m entries")
shape_of_A = Step(
    label="lemma_14.shape_of_A",
    cite="(29), (30): A_k in R^(2d x (2d + m)), A_1 likewise",
    register=("LF23",),
    hypotheses=(_out, _hidden),
    over=(_SHAPES,),
    printed=Claim(rows, "==", 2 * d, tex=r"\boldsymbol A_k\in\mathbb R^{2d\times(2d+m)}"),
    repaired=Claim(rows, "==", d + m, tex=r"\boldsymbol A_k\in\mathbb R^{(d+m)\times(2d+m)}"),
    repaired_argument=(arith("count", Claim(rows, "==", d + m), by=("output",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Right only for m = d.",
)

shape_of_zero = Step(
    label="lemma_14.shape_of_zero",
    cite="(29), (30): the blocks O_m, O_d, O_d of A_k are square",
    register=("LF23",),
    reading="the block beside I_m, below I_d: m rows, d columns; O_d is d x d by the notation of the proof",
    hypotheses=(
        assume("beside", rows, "==", m, words="as many rows as I_m"),
        assume("below", cols, "==", d, words="as many columns as I_d"),
    ),
    over=(_SHAPES,),
    printed=Claim(rows, "==", cols, tex=r"\boldsymbol O_d\in\mathbb R^{m\times d}"),
    repaired=Claim(rows, "==", m, tex=r"\boldsymbol O_{m\times d}\in\mathbb R^{m\times d}"),
    repaired_argument=(arith("count", Claim(rows, "==", m), by=("beside",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="It must be O_(m x d), and O_(d x m) in place of O_m.",
)

shape_of_B = Step(
    label="lemma_14.shape_of_B",
    cite="(29): B_k in R^((2d + m) x (d + m)); (30): B_1 in R^((2d + m) x m), c_k in R^(2d + m)",
    register=("LF23",),
    reading="rows; the columns are the entries of (x^(k); y), of y at k = 1",
    hypotheses=(assume("blocks", rows, "==", d + d + m, words="three blocks of d, d and m rows"),),
    over=(_SHAPES,),
    printed=Claim(rows, "==", 2 * d + m, tex=r"\boldsymbol B_k\in\mathbb R^{(2d+m)\times(d+m)}"),
    argument=(arith("count", Claim(rows, "==", 2 * d + m), by=("blocks",)),),
    expects=expect("PROVED", argument="VALID"),
)

length_of_e = Step(
    label="lemma_14.length_of_e",
    cite="(29), (30): e_k = (0_d; 0_d; -M 1_m) in R^(2d + m)",
    register=("LF23",),
    hypotheses=(_out,),
    over=(_SHAPES,),
    printed=Claim(
        rows,
        "==",
        2 * d + m,
        tex=r"\boldsymbol e_k\in\mathbb R^{2d+m}",
        words="e_k is added to a vector with d + m entries",
    ),
    repaired=Claim(rows, "==", d + m, tex=r"\boldsymbol e_k=(\boldsymbol 0_d;-M\boldsymbol 1_m)\in\mathbb R^{d+m}"),
    repaired_argument=(arith("count", Claim(rows, "==", d + m), by=("output",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="c_k in R^(2d + m) is right.",
)

# the statement: one network, any sequence

out, first, second = real("out"), real("first"), real("second")
w1, th1, w2, th2 = (real(n) for n in ("w1", "th1", "w2", "th2"))
_t1 = Max(w1 * y0 - th1, 0) - Max(-w1 * y0 - th1, 0)
_t2 = Max(w2 * y0 - th2, 0) - Max(-w2 * y0 - th2, 0)
one_network = Step(
    label="lemma_14.one_network",
    cite="Lemma 14: 'there exists a CNN Phi such that for any given LISTA-CP sequence ... Phi(y) = x^(K)'",
    register=("LF23",),
    reading="literal: one network for all (W^(k), theta^(k)); d = m = K = 1, two sequences with one y",
    hypotheses=(
        assume("same_y", first, "==", _t1, words="first is x^(1) for the parameters (w1, th1)"),
        assume("other_parameters", second, "==", _t2, words="second is x^(1) for the parameters (w2, th2), the same y"),
        assume("realises_first", out, "==", first, words="Phi(y) is x^(1) for the first sequence"),
    ),
    over=(reals(y0=["2"], w1=["1"], th1=["0"], w2=["1"], th2=["0", "1"], first=["2"], second=["2", "1"], out=["2"]),),
    printed=Claim(
        out,
        "==",
        second,
        tex=r"\exists\Phi\ \forall\{(\boldsymbol W^{(k)},\theta^{(k)})\}:\ \Phi(\boldsymbol y)=\boldsymbol x^{(K)}",
    ),
    repaired=Claim(
        first,
        "==",
        _t1,
        tex=r"\forall\{(\boldsymbol W^{(k)},\theta^{(k)})\}\ \exists\Phi:\ \Phi(\boldsymbol y)=\boldsymbol x^{(K)}",
        words="a network for each sequence, whose weights and shifts are those of the sequence",
    ),
    repaired_argument=(restate("own_network", Claim(first, "==", _t1), by=("same_y",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="D = (1): thresholds 0 and 1 give 2 and 1 from y = 2.  For each sequence there is a network (third_line, carry); that suffices for Theorem 6.",
)

relu_output = assume("relu_output", out, ">=", 0, words="the output of a ReLU is not negative")
negative_code = assume("negative_code", first, "<", 0, words="this entry of x^(K) is negative")
signed = Step(
    label="lemma_14.signed",
    cite="Lemma 14 with Definition 5: every layer of a CNN, the last too, ends with the ReLU",
    register=("LF23",),
    reading="literal: Phi(y) = x^(K) for a network of Definition 5, an entry of x^(K) that is negative",
    hypotheses=(
        assume("same_y", first, "==", _t1, words="first is x^(1) for the parameters (w1, th1)"),
        negative_code,
        relu_output,
    ),
    over=(reals(y0=["-1"], w1=["1"], th1=["0"], first=["-1"], out=["0", "1", "1/2"]),),
    printed=Claim(out, "==", first, tex=r"\Phi(\boldsymbol y)=\boldsymbol x^{(K)}"),
    repaired=Claim(
        first,
        "==",
        _t1,
        tex=r"\boldsymbol x^{(K)}=(\boldsymbol I_d,-\boldsymbol I_d)\,\delta(\cdots)",
        words="a linear layer after the last ReLU: the difference of two outputs of the ReLU, of either sign",
    ),
    repaired_argument=(restate("linear_layer", Claim(first, "==", _t1), by=("same_y",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="The factor A_k of (29) is linear and may be negative: the network needs a last layer without ReLU.",
)
