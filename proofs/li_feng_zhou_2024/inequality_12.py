"""The inequality (12) with (13): a dictionary from below on sparse codes, line by line."""

from sympy import Abs

from boundcheck import Claim, Step, algebra, arith, assume, expect, rule, size, total
from boundcheck import lam as hole

from .arguments import diagonal, few, off_diagonal, quadratic
from .words import (
    CODES,
    All,
    Lam,
    Rows,
    coherence,
    gram,
    i,
    image,
    j,
    mu,
    mu_nonneg,
    norm1,
    r,
    s,
    square,
    unit_columns,
    x,
    x_off,
    x_within,
)

dictionary = (unit_columns, coherence, mu_nonneg)
_energy = total(image(x) ** 2, r, Rows)
_cross = total(x(i) * total(x(j) * gram(i, j), j, All.without(i)), i, All)
_magnitudes = total(Abs(x(i)) * total(Abs(x(j)), j, All.without(i)), i, All)

# (13)

gram_form = Step(
    label="inequality_12.gram_form",
    cite="(13), equality",
    register=("LF08",),
    hypotheses=(unit_columns,),
    over=(CODES,),
    printed=Claim(
        _energy,
        "==",
        square(x) + _cross,
        tex=r"\boldsymbol x^\top\boldsymbol D^\top\boldsymbol D\boldsymbol x=\|\boldsymbol x\|_2^2+\sum_{i\ne j}\boldsymbol d_i^\top\boldsymbol d_jx_ix_j",
    ),
    argument=(
        *quadratic(x),
        rule("own", "split_off", f=hole(j, x(i) * x(j) * gram(i, j)), K=All, a=i, forall=((i, All),)),
        arith(
            "row",
            Claim(
                x(i) * total(x(j) * gram(i, j), j, All),
                "==",
                x(i) ** 2 * gram(i, i) + x(i) * total(x(j) * gram(i, j), j, All.without(i)),
                ((i, All),),
            ),
            by=("own",),
        ),
        rule(
            "rows",
            "termwise_equal",
            f=hole(i, x(i) * total(x(j) * gram(i, j), j, All)),
            g=hole(i, x(i) ** 2 * gram(i, i) + x(i) * total(x(j) * gram(i, j), j, All.without(i))),
            K=All,
        ),
        *diagonal(x),
        arith("form", Claim(_energy, "==", square(x) + _cross), by=("quadratic", "rows", "diagonal")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

coherent_form = Step(
    label="inequality_12.coherent_form",
    cite="(13), inequality",
    register=("LF08",),
    hypotheses=(coherence,),
    over=(CODES,),
    printed=Claim(
        square(x) + _cross,
        ">=",
        square(x) - mu * _magnitudes,
        tex=r"\|\boldsymbol x\|_2^2+\sum_{i\ne j}\boldsymbol d_i^\top\boldsymbol d_jx_ix_j\ge\|\boldsymbol x\|_2^2-\sum_{i\ne j}\mu(\boldsymbol D)|x_ix_j|=\|\boldsymbol x\|_2^2-\mu(\boldsymbol D)|\boldsymbol x|^\top(\boldsymbol Q-\boldsymbol I)|\boldsymbol x|",
    ),
    argument=(
        *off_diagonal(x)[:3],
        rule(
            "all_others",
            "termwise",
            f=hole(i, -x(i) * total(x(j) * gram(i, j), j, All.without(i))),
            g=hole(i, mu * Abs(x(i)) * total(Abs(x(j)), j, All.without(i))),
            K=All,
        ),
        arith("above", Claim(square(x) + _cross, ">=", square(x) - mu * _magnitudes), by=("all_others",)),
    ),
    expects=expect("PROVED", argument="VALID"),
)

# (12)

_second = (1 + mu) * square(x) - mu * norm1(x) ** 2
line_1 = Step(
    label="inequality_12.line_1",
    cite="(12), first line: >= x^T x + mu |x|^T (I - Q) |x|",
    register=("LF08",),
    uses=(gram_form, coherent_form),
    hypotheses=dictionary,
    over=(CODES,),
    printed=Claim(
        _energy,
        ">=",
        square(x) - mu * _magnitudes,
        tex=r"\|\boldsymbol D\boldsymbol x\|_2^2=\boldsymbol x^\top\boldsymbol D^\top\boldsymbol D\boldsymbol x\ge\boldsymbol x^\top\boldsymbol x+\mu(\boldsymbol D)|\boldsymbol x|^\top(\boldsymbol I-\boldsymbol Q)|\boldsymbol x|",
    ),
    argument=(
        arith(
            "chain",
            Claim(_energy, ">=", square(x) - mu * _magnitudes),
            by=("inequality_12.gram_form", "inequality_12.coherent_form"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

line_2 = Step(
    label="inequality_12.line_2",
    cite="(12), second line",
    register=("LF08",),
    hypotheses=(mu_nonneg,),
    over=(CODES,),
    printed=Claim(
        square(x) - mu * _magnitudes,
        ">=",
        _second,
        tex=r"\boldsymbol x^\top\boldsymbol x+\mu|\boldsymbol x|^\top(\boldsymbol I-\boldsymbol Q)|\boldsymbol x|\ge(1+\mu)\|\boldsymbol x\|_2^2-\mu\|\boldsymbol x\|_1^2",
    ),
    argument=(
        rule("own", "split_off", f=hole(j, Abs(x(i)) * Abs(x(j))), K=All, a=i, forall=((i, All),)),
        rule(
            "rows",
            "termwise_equal",
            f=hole(i, total(Abs(x(i)) * Abs(x(j)), j, All)),
            g=hole(i, x(i) ** 2 + total(Abs(x(i)) * Abs(x(j)), j, All.without(i))),
            K=All,
        ),
        arith(
            "mu_rows",
            Claim(mu * norm1(x) ** 2, "==", mu * square(x) + mu * _magnitudes),
            by=("rows", "mu_nonneg"),
            degree=2,
        ),
        arith("second", Claim(square(x) - mu * _magnitudes, ">=", _second), by=("mu_rows",)),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="An equality.",
)

sparse = assume("sparse", size(Lam), "<=", s, words="norm_0(x) <= s")
_third = Claim(
    _second,
    ">=",
    (1 + mu) * square(x) - mu * s * square(x),
    tex=r"(1+\mu)\|\boldsymbol x\|_2^2-\mu\|\boldsymbol x\|_1^2\ge(1+\mu)\|\boldsymbol x\|_2^2-\mu s\|\boldsymbol x\|_2^2",
)
line_3 = Step(
    label="inequality_12.line_3",
    cite="(12), third line, with norm_1(c) <= sqrt(s) norm_2(c)",
    register=("LF08",),
    hypotheses=(mu_nonneg, x_off, x_within, sparse),
    over=(CODES,),
    printed=_third,
    argument=(*few(x, Lam, s, ("x_off",)), arith("third", _third, by=("few_mu",))),
    expects=expect("PROVED", argument="VALID"),
)

line_4 = Step(
    label="inequality_12.line_4",
    cite="(12), fourth line",
    register=("LF08",),
    over=(CODES,),
    printed=Claim(
        (1 + mu) * square(x) - mu * s * square(x),
        "==",
        (1 - (s - 1) * mu) * square(x),
        tex=r"(1+\mu)\|\boldsymbol x\|_2^2-\mu s\|\boldsymbol x\|_2^2=(1-(s-1)\mu)\|\boldsymbol x\|_2^2",
    ),
    argument=(
        algebra("collect", Claim((1 + mu) * square(x) - mu * s * square(x), "==", (1 - (s - 1) * mu) * square(x))),
    ),
    expects=expect("PROVED", argument="VALID"),
)

twelve = Step(
    label="inequality_12.twelve",
    cite="(12), from first to last",
    register=("LF08",),
    uses=(line_1, line_2, line_3, line_4),
    hypotheses=(*dictionary, x_off, x_within, sparse),
    over=(CODES,),
    printed=Claim(
        _energy,
        ">=",
        (1 - (s - 1) * mu) * square(x),
        tex=r"\|\boldsymbol D\boldsymbol x\|_2^2\ge(1-(s-1)\mu(\boldsymbol D))\|\boldsymbol x\|_2^2",
    ),
    argument=(
        arith(
            "chain",
            Claim(_energy, ">=", (1 - (s - 1) * mu) * square(x)),
            by=("inequality_12.line_1", "inequality_12.line_2", "inequality_12.line_3", "inequality_12.line_4"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)
