"""Corollary 8 and its proof: the loss L_j(x) = norm_2(x_(j-1) - D_j x)^2 + gamma norm_1(x) at what a network gives.

x is x_j, z is x~_j, h = x - z, y is x_(j-1); gam is gamma; rate is e^(-cK), S the sum of the lambda_i, B the bound on entries.
"""

from sympy import Abs, Integer, sqrt

from boundcheck import Claim, Step, algebra, arith, assume, expect, fixed, real, reals, restate, rule, size, total
from boundcheck import lam as hole

from .spread import spread
from .words import All, Lam, Rows, difference, explains, h, i, image, lam, norm1, r, square, x, x_sparse, x_within, y, z

gam, op, rate, S, B, C, root = (real(n) for n in ("gam", "op", "rate", "S", "B", "C", "root"))
gam_positive = assume("gam_positive", gam, ">", 0, words="gamma > 0")
_misfit = total((y(r) - image(z)) ** 2, r, Rows)
_fit = total((y(r) - image(x)) ** 2, r, Rows)
loss_gap = _misfit + gam * norm1(z) - _fit - gam * norm1(x)  # L_j(x~_j) - L_j(x_j)


def scalar(other, gap):
    """One atom: D = (1), x_(j-1) = x_j = 1, x~_j = other, gamma = 1."""
    return {
        "kind": "tables",
        "scalars": {"gam": 1, "lam": 1},
        "families": {"D": [[1]], "x": [1], "z": [other], "h": [gap], "y": [1]},
        "sets": {"All": [0], "Rows": [0], "Lam": [0], "Hat": [0]},
    }


SHRUNK = fixed("one atom: x_j = 1, x~_j = 1/2, 1 and 2", scalar("1/2", "1/2"), scalar(1, 0), scalar(2, -1))
_lower = r"0\le L_j(\tilde{\boldsymbol x}_j)-L_j(\boldsymbol x_j)"
lower = Step(
    label="corollary_8.lower",
    cite="Corollary 8, left inequality; its proof: 'we have L_j(x) - L_j(x_j) >= 0 for any x'",
    register=("LF16",),
    reading="what the proof says, for any x: the corollary itself claims a network for which it holds",
    hypotheses=(gam_positive, explains, difference),
    over=(SHRUNK,),
    printed=Claim(loss_gap, ">=", 0, tex=_lower),
    repaired=Claim(
        loss_gap,
        ">=",
        -gam * norm1(h),
        tex=r"-\gamma\|\tilde{\boldsymbol x}_j-\boldsymbol x_j\|_1\le L_j(\tilde{\boldsymbol x}_j)-L_j(\boldsymbol x_j)",
        words="it can be negative, by at most gamma times the l1 error",
    ),
    repaired_argument=(
        algebra("no_misfit", Claim((y(r) - image(x)) ** 2, "==", 0, ((r, Rows),)), by=("explains",)),
        rule("fit", "termwise_equal", f=hole(r, (y(r) - image(x)) ** 2), g=hole(r, Integer(0)), K=Rows),
        arith("term", Claim((y(r) - image(z)) ** 2, ">=", 0, ((r, Rows),)), by=(), squares=(y(r) - image(z),)),
        rule("misfit", "termwise", f=hole(r, Integer(0)), g=hole(r, (y(r) - image(z)) ** 2), K=Rows),
        rule("reverse", "reverse_triangle", a=x(i), b=-h(i), forall=((i, All),)),
        restate("closer", Claim(Abs(x(i)) - Abs(h(i)), "<=", Abs(z(i)), ((i, All),)), by=("reverse", "difference")),
        rule("norms", "termwise", f=hole(i, Abs(x(i)) - Abs(h(i))), g=hole(i, Abs(z(i))), K=All),
        arith(
            "scaled", Claim(gam * (norm1(x) - norm1(h)), "<=", gam * norm1(z)), by=("norms", "gam_positive"), degree=2
        ),
        arith("below", Claim(loss_gap, ">=", -gam * norm1(h)), by=("fit", "misfit", "scaled")),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="The least l1 norm among exact codes does not minimise the loss: D = (1), x_j = 1, gamma = 1: L(1/2) = 3/4 < 1 = L(1).  Soft thresholding shrinks, so the networks of the proof give such x~_j.",
)

_image_h = total(image(h) ** 2, r, Rows)
_one = Claim(
    loss_gap,
    "<=",
    _misfit + gam * (norm1(z) - norm1(x)),
    tex=r"L_j(\tilde{\boldsymbol x}_j)-L_j(\boldsymbol x_j)\le\|\boldsymbol x_{j-1}-\boldsymbol D_j\tilde{\boldsymbol x}_j\|_2^2+\gamma(\|\tilde{\boldsymbol x}_j\|_1-\|\boldsymbol x_j\|_1)",
)
line_1 = Step(
    label="corollary_8.line_1",
    cite="proof of Corollary 8, first inequality (L_j(x_j) = gamma norm_1(x_j))",
    register=("LF16",),
    hypotheses=(explains,),
    over=(SHRUNK,),
    printed=_one,
    argument=(
        algebra("no_misfit", Claim((y(r) - image(x)) ** 2, "==", 0, ((r, Rows),)), by=("explains",)),
        rule("fit", "termwise_equal", f=hole(r, (y(r) - image(x)) ** 2), g=hole(r, Integer(0)), K=Rows),
        arith("equal", _one, by=("fit",)),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="An equality.",
)

line_2 = Step(
    label="corollary_8.line_2",
    cite="proof of Corollary 8, second inequality",
    register=("LF16",),
    hypotheses=(gam_positive, explains, difference),
    over=(SHRUNK,),
    printed=Claim(
        _misfit + gam * (norm1(z) - norm1(x)),
        "<=",
        _image_h + gam * norm1(h),
        tex=r"\le\|\boldsymbol D_j\boldsymbol x_j-\boldsymbol D_j\tilde{\boldsymbol x}_j\|_2^2+\gamma\|\tilde{\boldsymbol x}_j-\boldsymbol x_j\|_1",
    ),
    argument=(
        algebra("linear", Claim(image(h), "==", image(x) - image(z), ((r, Rows),)), by=("difference",)),
        arith("gap", Claim(image(h), "==", y(r) - image(z), ((r, Rows),)), by=("linear", "explains")),
        algebra("square", Claim(image(h) ** 2, "==", (y(r) - image(z)) ** 2, ((r, Rows),)), by=("gap",)),
        rule("squares", "termwise_equal", f=hole(r, image(h) ** 2), g=hole(r, (y(r) - image(z)) ** 2), K=Rows),
        rule("two", "triangle_two", a=x(i), b=-h(i), forall=((i, All),)),
        restate("closer", Claim(Abs(z(i)), "<=", Abs(x(i)) + Abs(h(i)), ((i, All),)), by=("two", "difference")),
        rule("norms", "termwise", f=hole(i, Abs(z(i))), g=hole(i, Abs(x(i)) + Abs(h(i))), K=All),
        arith(
            "scaled", Claim(gam * norm1(z), "<=", gam * (norm1(x) + norm1(h))), by=("norms", "gam_positive"), degree=2
        ),
        arith(
            "chain",
            Claim(_misfit + gam * (norm1(z) - norm1(x)), "<=", _image_h + gam * norm1(h)),
            by=("squares", "scaled"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

recovered = assume("recovered", h(i), "==", 0, ((i, All & ~Lam),), words="x~_j vanishes off the support of x_j")
spectral = assume("spectral", _image_h, "<=", op**2 * square(h), words="op is at least the spectral norm of D_j")
_ON_SUPPORT = fixed(
    "two atoms",
    *(
        {
            "kind": "tables",
            "scalars": {"gam": 1, "lam": lam_value, "op": 1},
            "families": {"D": [[1, 0], [0, 1]], "h": gap},
            "sets": {"All": [0, 1], "Rows": [0, 1], "Lam": [0], "Hat": [0]},
        }
        for lam_value, gap in ((1, [1, 0]), (1, [0, 0]), (1, [1, 1]), (2, ["1/2", 0]))
    ),
)
_three = Claim(
    _image_h + gam * norm1(h),
    "<=",
    op**2 * square(h) + gam * sqrt(lam) * sqrt(square(h)),
    tex=r"\le\|\boldsymbol D_j\|_2^2\|\boldsymbol x_j-\tilde{\boldsymbol x}_j\|_2^2+\gamma\sqrt{\lambda_j}\|\tilde{\boldsymbol x}_j-\boldsymbol x_j\|_2",
)
line_3 = Step(
    label="corollary_8.line_3",
    cite="proof of Corollary 8, third inequality, with norm_1(c) <= sqrt(s) norm_2(c)",
    register=("LF16",),
    reading="with what the text grants after the display: x~_j recovers the support of x_j",
    hypotheses=(gam_positive, spectral, x_sparse, x_within, recovered),
    over=(_ON_SUPPORT,),
    printed=_three,
    argument=(
        algebra("zero_off", Claim(Abs(h(i)), "==", 0, ((i, All & ~Lam),)), by=("recovered",)),
        rule("on_support", "restrict_sum", f=hole(i, Abs(h(i))), K=All, H=Lam),
        rule("count", "squared_sum", f=hole(i, Abs(h(i))), K=All & Lam),
        rule("no_more", "subset_count", K=All & Lam, H=Lam),
        rule("part", "smaller_set", f=hole(i, h(i) ** 2), K=All, H=Lam),
        arith("lam_nonneg", Claim(lam, ">=", 0), by=("x_sparse",), squares=(size(Lam),)),
        arith(
            "few_there",
            Claim(total(Abs(h(i)), i, All & Lam) ** 2, "<=", lam * square(h)),
            by=("count", "part", "x_sparse", "no_more"),
            squares=(square(h), total(h(i) ** 2, i, All & Lam), size(All & Lam)),
            degree=2,
        ),
        restate("few", Claim(norm1(h) ** 2, "<=", lam * square(h)), by=("few_there", "on_support")),
        arith(
            "side",
            Claim(sqrt(lam) * sqrt(square(h)), ">=", 0),
            by=("lam_nonneg",),
            squares=(sqrt(lam), sqrt(square(h))),
            degree=2,
        ),
        rule("roots", "square_reverses_weakly", a=norm1(h), b=sqrt(lam) * sqrt(square(h))),
        arith(
            "scaled",
            Claim(gam * norm1(h), "<=", gam * sqrt(lam) * sqrt(square(h))),
            by=("roots", "gam_positive"),
            degree=2,
        ),
        arith("three", _three, by=("spectral", "scaled")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="An inclusion of the supports is enough; theorem_12.support proves it at layer 1.",
)

n = real("n")  # norm_2(x_j - x~_j)
_reached = assume(
    "reached", n, "<=", B * rate * S, words="norm_2(x_j - x~_j) <= B e^(-cK) sum lambda_i, from the proof of Theorem 6"
)
_signs = (
    assume("n_nonneg", n, ">=", 0, words="a norm"),
    assume("gam_positive", gam, ">", 0, words="gamma > 0"),
    assume("root_nonneg", root, ">=", 0, words="root is sqrt(lambda_j)"),
)
line_4 = Step(
    label="corollary_8.line_4",
    cite="proof of Corollary 8, fourth inequality",
    register=("LF16",),
    hypotheses=(*_signs, _reached),
    over=(
        reals(
            n=["0", "1/2", "1"],
            gam=["1", "1/10"],
            root=["1", "2"],
            B=["1", "2"],
            rate=["1", "1/2"],
            S=["1"],
            op=["1", "2"],
        ),
        spread("n", "gam", "root", "B", "rate", "S", "op"),
    ),
    printed=Claim(
        op**2 * n**2 + gam * root * n,
        "<=",
        B**2 * op**2 * rate**2 * S**2 + gam * root * B * rate * S,
        tex=r"\le B^2\|\boldsymbol D_j\|_2^2e^{-2cK}\Big(\sum_{i=1}^j\lambda_i\Big)^2+\gamma\sqrt{\lambda_j}Be^{-cK}\sum_{i=1}^j\lambda_i",
    ),
    argument=(
        arith("squares", Claim(n**2, "<=", (B * rate * S) ** 2), by=("reached", "n_nonneg"), degree=2),
        arith(
            "first", Claim(op**2 * n**2, "<=", op**2 * (B * rate * S) ** 2), by=("squares",), squares=(op,), degree=2
        ),
        arith(
            "second",
            Claim(gam * root * n, "<=", gam * root * B * rate * S),
            by=("reached", "gam_positive", "root_nonneg"),
            degree=3,
        ),
        arith(
            "sum",
            Claim(op**2 * n**2 + gam * root * n, "<=", B**2 * op**2 * rate**2 * S**2 + gam * root * B * rate * S),
            by=("first", "second"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_five_lhs = B**2 * op**2 * rate**2 * S**2 + gam * root * B * rate * S
_rate_range = (
    assume("rate_nonneg", rate, ">=", 0, words="e^(-cK) >= 0"),
    assume("rate_most", rate, "<=", 1, words="e^(-cK) <= 1"),
)
line_5 = Step(
    label="corollary_8.line_5",
    cite="proof of Corollary 8, fifth inequality",
    register=("LF16",),
    reading="C does not depend on gamma, as the corollary's C_(D,B,lambda) does not",
    hypotheses=(
        assume("gam_positive", gam, ">", 0, words="gamma > 0"),
        assume("root_least", root, ">=", 1, words="root is sqrt(lambda_j), lambda_j >= 1"),
        *_rate_range,
    ),
    over=(
        reals(gam=["1", "1/100", "100"], root=["1"], B=["1"], rate=["1", "1/2"], S=["1"], op=["1"], C=["2", "10"]),
        spread("gam", "root", "B", "rate", "S", "op", C=10),
    ),
    printed=Claim(
        _five_lhs,
        "<=",
        C * gam * root * B**2 * op**2 * rate * S**2,
        tex=r"\le C\gamma\sqrt{\lambda_j}B^2\|\boldsymbol D_j\|_2^2e^{-cK}\Big(\sum_{i=1}^j\lambda_i\Big)^2",
    ),
    repaired=Claim(
        _five_lhs,
        "<=",
        (B**2 * op**2 * S**2 + gam * root * B * S) * rate,
        tex=r"\le\Big(B^2\|\boldsymbol D_j\|_2^2\big(\sum_i\lambda_i\big)^2+\gamma\sqrt{\lambda_j}B\sum_i\lambda_i\Big)e^{-cK}",
        words="a constant that depends on gamma",
    ),
    repaired_argument=(
        arith("faster", Claim(rate**2, "<=", rate), by=("rate_nonneg", "rate_most"), degree=2),
        arith(
            "scaled",
            Claim(_five_lhs, "<=", (B**2 * op**2 * S**2 + gam * root * B * S) * rate),
            by=("faster",),
            squares=(B**2 * op**2 * S**2,),
            degree=2,
        ),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="As gamma falls the first term stays.  (Also B^2 and the squared sum dominate the second term only if B and the sum are at least 1.)",
)

upper = Step(
    label="corollary_8.upper",
    cite="Corollary 8, right inequality: <= C_(D,B,lambda) e^(-cK)",
    register=("LF16",),
    reading="the argument for the right inequality, with a constant that does not depend on gamma; from the error that Corollary 7 allows, one atom, D = (1), x_j = 1, x~_j = 1 + n, n <= e^(-cK)",
    hypotheses=(
        assume("n_nonneg", n, ">=", 0, words="n >= 0"),
        assume("reached", n, "<=", rate, words="the error Corollary 7 allows"),
        assume("gam_positive", gam, ">", 0, words="gamma > 0"),
        *_rate_range,
    ),
    over=(
        reals(n=["0", "1/2", "1"], rate=["1/2", "1"], gam=["1", "100", "10000"], C=["2", "1000"]),
        spread("n", "rate", "gam", C=2),
    ),
    printed=Claim(
        n**2 + gam * n,
        "<=",
        C * rate,
        tex=r"L_j(\tilde{\boldsymbol x}_j)-L_j(\boldsymbol x_j)\le C_{\boldsymbol D,B,\boldsymbol\lambda}e^{-c_{\boldsymbol D,\boldsymbol\lambda}K}",
    ),
    repaired=Claim(
        n**2 + gam * n,
        "<=",
        (1 + gam) * rate,
        tex=r"L_j(\tilde{\boldsymbol x}_j)-L_j(\boldsymbol x_j)\le C_{\boldsymbol D,B,\boldsymbol\lambda,\gamma}e^{-cK}",
    ),
    repaired_argument=(
        arith("linear", Claim(gam * n, "<=", gam * rate), by=("reached", "gam_positive"), degree=2),
        arith("square", Claim(n**2, "<=", rate), by=("reached", "n_nonneg", "rate_most"), degree=2),
        arith("sum", Claim(n**2 + gam * n, "<=", (1 + gam) * rate), by=("linear", "square")),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
)
