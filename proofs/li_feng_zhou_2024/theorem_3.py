"""Theorem 3: stability, with its proof from (14) to (19) line by line ((12) and (13) are in inequality_12).

At layer j: h = x_j - x~_j, signals y = x_{j-1} and yt = x~_{j-1} (at j = 1: y and the noisy y~ = y + eps_0).
"""

from sympy import Integer, sqrt

from boundcheck import Claim, Step, algebra, arith, assume, expect, family, fixed, put, real, restate, rule, size, total
from boundcheck import lam as hole

from .arguments import diagonal, few, off_diagonal, quadratic, union_count
from .inequality_12 import dictionary
from .words import (
    CODES,
    All,
    D,
    Either,
    Rows,
    condition,
    explains,
    h,
    i,
    image,
    lam,
    mu,
    r,
    square,
    two_codes,
    x,
    y,
    yt,
    z,
)

eps0, eps1, delta = real("eps0"), real("eps1"), real("delta")
# from one layer to the next

gap = 1 - (2 * lam - 1) * mu
_entry = image(x) - image(z)
_signals = sqrt(total((y(r) - yt(r)) ** 2, r, Rows))  # norm of eps_0 at layer 1, of x_{j-1} - x~_{j-1} at layer j
_residual = sqrt(total((yt(r) - image(z)) ** 2, r, Rows))
fits = assume("fits", _residual, "<=", eps1, words="norm_2(y~ - D x~) <= eps_j")
close = assume("close", _signals, "<=", delta, words="norm_2(x_{j-1} - x~_{j-1}) <= delta_{j-1}")
_sum = Claim(total(_entry**2, r, Rows), "<=", (_signals + eps1) ** 2)
_minkowski = (
    rule("cauchy", "cauchy_schwarz", f=hole(r, y(r) - yt(r)), g=hole(r, yt(r) - image(z)), K=Rows),
    rule("at_most", "magnitude", a=total((y(r) - yt(r)) * (yt(r) - image(z)), r, Rows)),
    algebra("sum", Claim(_entry**2, "==", (y(r) - image(z)) ** 2, ((r, Rows),)), by=("explains",)),
    rule("sums", "termwise_equal", f=hole(r, _entry**2), g=hole(r, (y(r) - image(z)) ** 2), K=Rows),
    arith(
        "minkowski",
        Claim(total(_entry**2, r, Rows), "<=", (_signals + _residual) ** 2),
        by=("cauchy", "at_most", "sums"),
    ),
    arith(
        "wider",
        Claim((_signals + _residual) ** 2, "<=", (_signals + eps1) ** 2),
        by=("fits",),
        squares=(_signals, _residual),
        degree=2,
    ),
    arith("together", _sum, by=("minkowski", "wider")),
)

triangle = Step(
    label="theorem_3.triangle",
    cite="before (14): norm_2(D_1 x_1 - D_1 x~_1) <= norm_2(eps_0) + eps_1",
    register=("LF08",),
    hypotheses=(explains, fits),
    over=(CODES,),
    printed=Claim(
        sqrt(total(_entry**2, r, Rows)),
        "<=",
        _signals + eps1,
        tex=r"\|\boldsymbol D_1\boldsymbol x_1-\boldsymbol D_1\tilde{\boldsymbol x}_1\|_2\le\|\boldsymbol\varepsilon_0\|_2+\varepsilon_1",
    ),
    argument=(
        *_minkowski,
        arith("nonneg", Claim(_signals + eps1, ">=", 0), by=("fits",), squares=(_signals, _residual)),
        arith("square", Claim(_entry**2, ">=", 0, ((r, Rows),)), by=(), squares=(_entry,)),
        rule("energy", "termwise", f=hole(r, Integer(0)), g=hole(r, _entry**2), K=Rows),
        rule("root", "root_below", a=total(_entry**2, r, Rows), b=_signals + eps1),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_few = (
    *union_count(),
    *few(h, Either, 2 * lam, ("difference", "x_off", "z_off")),
)
_image_h = total(image(h) ** 2, r, Rows)
below = (  # (12) for the difference of two codes
    *quadratic(h),
    *off_diagonal(h),
    *_few,
    *diagonal(h),
    arith("below", Claim(_image_h, ">=", gap * square(h)), by=("quadratic", "rows", "few_mu", "diagonal")),
)
_from_below = (
    *below,
    algebra("linear", Claim(image(h) ** 2, "==", _entry**2, ((r, Rows),)), by=("difference",)),
    rule("same_image", "termwise_equal", f=hole(r, image(h) ** 2), g=hole(r, _entry**2), K=Rows),
)
pair = (*dictionary, *two_codes, explains, fits, condition)

difference_count = Step(
    label="theorem_3.difference_count",
    cite="before (14): norm_0(x_1 - x~_1) <= 2 lambda_1",
    register=("LF08",),
    hypotheses=two_codes,
    over=(CODES,),
    printed=Claim(size(Either), "<=", 2 * lam, tex=r"\|\boldsymbol x_1-\tilde{\boldsymbol x}_1\|_0\le 2\lambda_1"),
    argument=union_count(),
    expects=expect("PROVED", argument="VALID"),
)

_fourteen = Claim(
    square(h),
    "<=",
    (_signals + eps1) ** 2 / gap,
    tex=r"\|\boldsymbol x_1-\tilde{\boldsymbol x}_1\|_2^2\le\frac{(\|\boldsymbol\varepsilon_0\|_2+\varepsilon_1)^2}{1-(2\lambda_1-1)\mu(\boldsymbol D_1)}",
)
fourteen = Step(
    label="theorem_3.fourteen",
    cite="(14), and (16): its right side is delta_1^2",
    register=("LF08",),
    hypotheses=pair,
    over=(CODES,),
    printed=_fourteen,
    argument=(
        *_from_below,
        *_minkowski,
        arith("gap_positive", Claim(gap, ">", 0), by=("condition",)),
        arith(
            "compared", Claim(-((_signals + eps1) ** 2), "<=", -square(h) * gap), by=("below", "same_image", "together")
        ),
        rule("divide", "fraction_below", a=-((_signals + eps1) ** 2), b=-square(h), d=gap),
        restate("fourteen", _fourteen, by=("divide",)),
    ),
    expects=expect("PROVED", argument="VALID"),
)

fifteen = Step(
    label="theorem_3.fifteen",
    cite="(15): norm_2(D_2 x_2 - D_2 x~_2) <= eps_2 + delta_1",
    register=("LF08",),
    uses=(triangle,),
    hypotheses=(explains, fits, close),
    over=(CODES,),
    printed=Claim(
        sqrt(total(_entry**2, r, Rows)),
        "<=",
        eps1 + delta,
        tex=r"\|\boldsymbol D_2\boldsymbol x_2-\boldsymbol D_2\tilde{\boldsymbol x}_2\|_2\le\varepsilon_2+\frac{\|\boldsymbol\varepsilon_0\|_2+\varepsilon_1}{\sqrt{1-(2\lambda_1-1)\mu(\boldsymbol D_1)}}",
        words="with delta_1 of (16)",
    ),
    argument=(
        arith("chain", Claim(sqrt(total(_entry**2, r, Rows)), "<=", eps1 + delta), by=("theorem_3.triangle", "close")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_eighteen = Claim(
    square(h),
    "<=",
    (eps1 + delta) ** 2 / gap,
    tex=r"\|\boldsymbol x_j-\tilde{\boldsymbol x}_j\|_2^2\le\frac{(\varepsilon_j+\delta_{j-1})^2}{1-(2\lambda_j-1)\mu(\boldsymbol D_j)}",
    words="the right side is delta_j^2 of (11) and (19)",
)
eighteen = Step(
    label="theorem_3.eighteen",
    cite="(17) at j = 2, (18) for every j, with (19)",
    register=("LF08",),
    uses=(fourteen,),
    hypotheses=(*pair, close),
    over=(CODES,),
    printed=_eighteen,
    argument=(
        arith("gap_positive", Claim(gap, ">", 0), by=("condition",)),
        rule("inverse", "inverse_positive", b=gap),
        arith("residual", Claim(eps1, ">=", 0), by=("fits",), squares=(_residual,)),
        arith(
            "larger",
            Claim((_signals + eps1) ** 2, "<=", (eps1 + delta) ** 2),
            by=("close", "residual"),
            squares=(_signals,),
            degree=2,
        ),
        arith(
            "scaled",
            Claim((_signals + eps1) ** 2 / gap, "<=", (eps1 + delta) ** 2 / gap),
            by=("larger", "inverse"),
            degree=2,
        ),
        arith("eighteen", _eighteen, by=("theorem_3.fourteen", "scaled")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

# the theorem

Dt = family("Dt", tex=r"(\tilde D)_{ri}", meaning="entry of the other dictionary")
_image_t = total(Dt(r, i) * z(i), i, All)
fits_other = assume(
    "fits", sqrt(total((yt(r) - _image_t) ** 2, r, Rows)), "<=", eps1, words="norm_2(x~_{j-1} - D~_j x~_j) <= eps_j"
)
_claim = Claim(
    square(h),
    "<=",
    (eps1 + delta) ** 2 / gap,
    tex=r"\|\boldsymbol x_j-\tilde{\boldsymbol x}_j\|_2^2\le\delta_j^2",
    words="one layer, from delta_{j-1} to delta_j",
)
_FLIPPED = fixed(
    "one atom and its opposite",
    {
        "kind": "tables",
        "scalars": {"mu": 0, "lam": 1, "eps1": 0, "delta": 0},
        "families": {"D": [[1]], "Dt": [[-1]], "x": [1], "z": [-1], "h": [2], "y": [1], "yt": [1]},
        "sets": {"All": [0], "Rows": [0], "Lam": [0], "Hat": [0]},
    },
    {
        "kind": "tables",
        "scalars": {"mu": 0, "lam": 1, "eps1": 0, "delta": 1},
        "families": {"D": [[1]], "Dt": [[1]], "x": [1], "z": [2], "h": [-1], "y": [1], "yt": [2]},
        "sets": {"All": [0], "Rows": [0], "Lam": [0], "Hat": [0]},
    },
)
stability = Step(
    label="theorem_3.stability",
    cite="Theorem 3: {x_j} solves DCP^0(y, {D_j}) and {x~_j} solves DCP^eps(y~, {D~_j})",
    register=("LF08",),
    reading="literal: the second problem has dictionaries D~_j of its own",
    uses=(eighteen,),
    hypotheses=(*dictionary, *two_codes, explains, fits_other, condition, close),
    over=(_FLIPPED,),
    printed=_claim,
    repaired=_claim,
    repaired_hypotheses=(assume("one_dictionary", Dt(r, i), "==", D(r, i), ((r, Rows), (i, All)), words="D~_j = D_j"),),
    repaired_argument=(
        algebra(
            "same", Claim((yt(r) - _image_t) ** 2, "==", (yt(r) - image(z)) ** 2, ((r, Rows),)), by=("one_dictionary",)
        ),
        rule(
            "same_residual",
            "termwise_equal",
            f=hole(r, (yt(r) - _image_t) ** 2),
            g=hole(r, (yt(r) - image(z)) ** 2),
            K=Rows,
        ),
        arith("square", Claim((yt(r) - image(z)) ** 2, ">=", 0, ((r, Rows),)), by=(), squares=(yt(r) - image(z),)),
        rule("energy", "termwise", f=hole(r, Integer(0)), g=hole(r, (yt(r) - image(z)) ** 2), K=Rows),
        restate("fits_too", Claim(_residual, "<=", eps1), by=("fits", "same_residual")),
        put("layer", "theorem_3.eighteen"),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="D = (1), D~ = (-1), y = y~ = 1, eps = 0: x = 1, x~ = -1, but delta_1 = 0.  The proof uses D_j for both.",
)
