"""Theorem 15, (33)-(45): the iteration with a general activation rho, line by line.

up = rho(v - theta), dn = rho(-v - theta); hu, hd are what h = rho - ReLU takes there.
"""

from sympy import Abs

from boundcheck import (
    Claim,
    Step,
    algebra,
    arith,
    expect,
    rule,
    total,
)
from boundcheck import lam as hole

from .iteration_words import (
    STEPS,
    E,
    class_25,
    coherent,
    cw,
    cw_nonneg,
    dlt,
    e,
    er,
    error,
    every,
    feasible,
    is_error,
    is_v,
    model,
    mut,
    mut_nonneg,
    noise,
    noise_level,
    others,
    signal,
    theta,
    v,
    weight,
    weights,
    xs,
    xs_off,
)
from .words import All, D, Lam, Rows, W, i, image, j, r, x, y

# (35)

_inner = total(W(r, i) * image(er), r, Rows)
_sum = total(weight(i, j) * er(j), j, All)
_form = r"x_i^{(k)}+(\boldsymbol w_i^{(k)})^T(\boldsymbol y-\boldsymbol D\boldsymbol x^{(k)})"
thirty_five_1 = Step(
    label="theorem_15.thirty_five_1",
    cite="(35), first line",
    register=("LF24",),
    hypotheses=(signal, is_error, is_v),
    over=(STEPS,),
    printed=Claim(
        v(i),
        "==",
        x(i) - _inner + noise,
        every,
        tex=_form
        + r"=x_i^{(k)}-(\boldsymbol w_i^{(k)})^T\boldsymbol D(\boldsymbol x^{(k)}-\boldsymbol x^*)+(\boldsymbol w_i^{(k)})^T\boldsymbol\varepsilon",
    ),
    argument=(
        algebra(
            "row",
            Claim(W(r, i) * image(x), "==", W(r, i) * (image(er) + image(xs)), ((r, Rows), (i, All))),
            by=("is_error",),
        ),
        algebra(
            "residual",
            Claim(W(r, i) * (y(r) - image(x)), "==", W(r, i) * (e(r) - image(er)), ((r, Rows), (i, All))),
            by=("signal", "is_error"),
        ),
        rule(
            "residuals",
            "termwise_equal",
            f=hole(r, W(r, i) * (y(r) - image(x))),
            g=hole(r, W(r, i) * (e(r) - image(er))),
            K=Rows,
            forall=every,
        ),
        arith("line", Claim(v(i), "==", x(i) - _inner + noise, every), by=("is_v", "residuals")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

thirty_five_2 = Step(
    label="theorem_15.thirty_five_2",
    cite="(35), second line",
    register=("LF24",),
    over=(STEPS,),
    printed=Claim(
        x(i) - _inner + noise,
        "==",
        x(i) - _sum + noise,
        every,
        tex=r"=x_i^{(k)}-\sum_{j=1}^d(\boldsymbol w_i^{(k)})^T\boldsymbol d_j(x_j^{(k)}-x_j^*)+(\boldsymbol w_i^{(k)})^T\boldsymbol\varepsilon",
    ),
    argument=(
        rule("swap", "exchange_sums", f=hole((r, j), W(r, i) * D(r, j) * er(j)), K=Rows, H=All, forall=every),
        arith("line", Claim(x(i) - _inner + noise, "==", x(i) - _sum + noise, every), by=("swap",)),
    ),
    expects=expect("PROVED", argument="VALID"),
)

thirty_five_3 = Step(
    label="theorem_15.thirty_five_3",
    cite="(35), third line",
    register=("LF24",),
    hypotheses=(feasible,),
    over=(STEPS,),
    printed=Claim(
        x(i) - _sum + noise,
        "==",
        x(i) - others - er(i) + noise,
        every,
        tex=r"=x_i^{(k)}-\sum_{j\ne i}(\boldsymbol w_i^{(k)})^T\boldsymbol d_j(x_j^{(k)}-x_j^*)-(x_i^{(k)}-x_i^*)+(\boldsymbol w_i^{(k)})^T\boldsymbol\varepsilon",
    ),
    argument=(
        rule("own", "split_off", f=hole(j, weight(i, j) * er(j)), K=All, a=i, forall=every),
        arith("unit", Claim(weight(i, i) * er(i), "==", er(i), every), by=("feasible",), squares=(er(i),), degree=2),
        arith("line", Claim(x(i) - _sum + noise, "==", x(i) - others - er(i) + noise, every), by=("own", "unit")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_v = Claim(
    v(i),
    "==",
    xs(i) - others + noise,
    every,
    tex=_form
    + r"=x_i^*-\sum_{j\ne i}(\boldsymbol w_i^{(k)})^T\boldsymbol d_j(x_j^{(k)}-x_j^*)+(\boldsymbol w_i^{(k)})^T\boldsymbol\varepsilon",
)
thirty_five = Step(
    label="theorem_15.thirty_five",
    cite="(35), from first to last",
    register=("LF24",),
    uses=(thirty_five_1, thirty_five_2, thirty_five_3),
    hypotheses=model,
    over=(STEPS,),
    printed=_v,
    argument=(
        arith(
            "chain",
            _v,
            by=("theorem_15.thirty_five_1", "theorem_15.thirty_five_2", "theorem_15.thirty_five_3", "is_error"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

# (36)

noise_below = Step(
    label="theorem_15.noise_below",
    cite="(36): |w_i^T eps| <= C_W delta",
    register=("LF24",),
    hypotheses=(weights, cw_nonneg, noise_level),
    over=(STEPS,),
    printed=Claim(
        Abs(noise), "<=", cw * dlt, every, tex=r"|(\boldsymbol w_i^{(k)})^T\boldsymbol\varepsilon|\le C_W\delta"
    ),
    argument=(
        rule("triangle", "triangle", f=hole(r, W(r, i) * e(r)), K=Rows, forall=every),
        arith(
            "row",
            Claim(Abs(W(r, i) * e(r)), "<=", cw * Abs(e(r)), ((r, Rows), (i, All))),
            by=("weights",),
            squares=(Abs(e(r)),),
            degree=2,
        ),
        rule("rows", "termwise", f=hole(r, Abs(W(r, i) * e(r))), g=hole(r, cw * Abs(e(r))), K=Rows, forall=every),
        arith(
            "level", Claim(cw * total(Abs(e(r)), r, Rows), "<=", cw * dlt), by=("noise_level", "cw_nonneg"), degree=2
        ),
        arith("chain", Claim(Abs(noise), "<=", cw * dlt, every), by=("triangle", "rows", "level")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_rest = total(Abs(er(j)), j, All.without(i))
others_below = Step(
    label="theorem_15.others_below",
    cite="(36) and (43): the sum over j != i",
    register=("LF24",),
    hypotheses=(coherent,),
    over=(STEPS,),
    printed=Claim(
        Abs(others),
        "<=",
        mut * _rest,
        every,
        tex=r"\Big|\sum_{j\ne i}(\boldsymbol w_i^{(k)})^T\boldsymbol d_j(x_j^{(k)}-x_j^*)\Big|\le\tilde\mu\sum_{j\ne i}|x_j^{(k)}-x_j^*|",
    ),
    argument=(
        rule("triangle", "triangle", f=hole(j, weight(i, j) * er(j)), K=All.without(i), forall=every),
        arith(
            "term",
            Claim(Abs(weight(i, j) * er(j)), "<=", mut * Abs(er(j)), ((i, All), (j, All.without(i)))),
            by=("coherent",),
            squares=(Abs(er(j)),),
            degree=2,
        ),
        rule(
            "terms",
            "termwise",
            f=hole(j, Abs(weight(i, j) * er(j))),
            g=hole(j, mut * Abs(er(j))),
            K=All.without(i),
            forall=every,
        ),
        arith("chain", Claim(Abs(others), "<=", mut * _rest, every), by=("triangle", "terms")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

off = ((i, All & ~Lam),)
off_support = Step(
    label="theorem_15.off_support",
    cite="(36), first two lines, i off the support",
    register=("LF24",),
    uses=(thirty_five, noise_below, others_below),
    hypotheses=(*model, coherent, mut_nonneg, weights, cw_nonneg, noise_level, xs_off),
    over=(STEPS,),
    printed=Claim(
        Abs(v(i)),
        "<=",
        mut * error + cw * dlt,
        off,
        tex=r"|" + _form + r"|\le\tilde\mu\|\boldsymbol x^{(k)}-\boldsymbol x^*\|_1+C_W\delta",
    ),
    argument=(
        rule("two", "triangle_two", a=-others, b=noise, forall=every),
        arith("v_off", Claim(v(i), "==", -others + noise, off), by=("theorem_15.thirty_five", "xs_off")),
        rule("own", "split_off", f=hole(j, Abs(er(j))), K=All, a=i, forall=every),
        arith(
            "all",
            Claim(mut * _rest, "<=", mut * error, every),
            by=("own", "mut_nonneg"),
            squares=(Abs(er(i)),),
            degree=2,
        ),
        rule("up", "magnitude", a=-others + noise, forall=every),
        rule("down", "magnitude", a=others - noise, forall=every),
        arith(
            "up_to",
            Claim(v(i), "<=", mut * error + cw * dlt, off),
            by=("v_off", "up", "two", "theorem_15.noise_below", "theorem_15.others_below", "all"),
        ),
        arith(
            "down_to",
            Claim(-v(i), "<=", mut * error + cw * dlt, off),
            by=("v_off", "down", "two", "theorem_15.noise_below", "theorem_15.others_below", "all"),
        ),
        rule("both", "two_sided", a=v(i), c=mut * error + cw * dlt, forall=off),
    ),
    expects=expect("PROVED", argument="VALID"),
)

below_threshold = Step(
    label="theorem_15.below_threshold",
    cite="(36), last line: <= theta^(k)",
    register=("LF24",),
    uses=(off_support,),
    hypotheses=(*model, *class_25, xs_off),
    over=(STEPS,),
    printed=Claim(
        Abs(v(i)), "<=", theta, off, tex=r"\tilde\mu\|\boldsymbol x^{(k)}-\boldsymbol x^*\|_1+C_W\delta\le\theta^{(k)}"
    ),
    argument=(
        arith("level", Claim(mut * error, "<=", mut * E), by=("error_level", "mut_nonneg"), degree=2),
        arith("below", Claim(Abs(v(i)), "<=", theta, off), by=("theorem_15.off_support", "level", "threshold")),
    ),
    expects=expect("PROVED", argument="VALID"),
)
