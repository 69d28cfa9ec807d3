"""After the comparison: bounds that skip layers, and the ones from known supports.

D is the product D_[j+1,j_0] that takes x_(j_0) = x to x_j = y; z, yt are the other codes; lam = lambda_(j_0), lam_j = lambda_j.
"""

from sympy import Integer

from boundcheck import Claim, Step, algebra, arith, assume, expect, fixed, put, real, restate, rule, size, total
from boundcheck import lam as hole

from .inequality_12 import dictionary as unit_dictionary
from .inequality_12 import twelve
from .theorem_1 import dictionary as any_norms
from .theorem_1 import gap, lower_bound, weighted
from .theorem_3 import below, close, delta, eighteen, eps1, fits, triangle
from .words import (
    CODES,
    STRETCHED,
    Lam,
    Rows,
    condition,
    explains,
    h,
    image,
    lam,
    mu,
    r,
    square,
    two_codes,
    x,
    x_off,
    x_sparse,
    x_within,
    z,
)

lam_j = real("lam_j")
_PLANE = {
    "kind": "tables",
    "scalars": {"mu": "4/5", "lam": 2, "lam_j": 1, "eps1": 0, "delta": 0},
    "families": {
        "D": [[1, 0, "3/5"], [0, 1, "4/5"]],
        "x": [1, 0, 0],
        "z": [0, "-4/3", "5/3"],
        "h": [1, "4/3", "-5/3"],
        "y": [1, 0],
        "yt": [1, 0],
    },
    "sets": {"All": [0, 1, 2], "Rows": [0, 1], "Lam": [0], "Hat": [1, 2]},
}
_ALONE = {
    "kind": "tables",
    "scalars": {"mu": 0, "lam": 1, "lam_j": 1, "eps1": 0, "delta": 1},
    "families": {"D": [[1]], "x": [1], "z": [0], "h": [1], "y": [1], "yt": [0]},
    "sets": {"All": [0], "Rows": [0], "Lam": [0], "Hat": []},
}
_TWO = fixed("one atom, and three in a plane", _ALONE, _PLANE)

_bound = (eps1 + delta) ** 2
_tex = r"\|\tilde{\boldsymbol x}_{j_0}-\boldsymbol x_{j_0}\|_2^2\le\frac{(\varepsilon_{[j,j_0]}+\delta_j)^2}{1-(2\lambda_j-1)\mu(\boldsymbol D_{[j,j_0]})}"
index_of_lambda = Step(
    label="noncumulative.index_of_lambda",
    cite="after Corollary 5: the generalised conclusion of Theorem 3",
    register=("LF12",),
    reading="literal: lambda_j; the columns of the product taken to be normalised",
    uses=(eighteen,),
    hypotheses=(
        *unit_dictionary,
        *two_codes,
        explains,
        fits,
        close,
        assume(
            "condition_j",
            (2 * lam_j - 1) * mu,
            "<",
            1,
            words="lambda_j < (1 + 1/mu(D_[j,j_0]))/2, so that the denominator is positive",
        ),
    ),
    over=(_TWO,),
    printed=Claim(square(h), "<=", _bound / (1 - (2 * lam_j - 1) * mu), tex=_tex),
    repaired=Claim(
        square(h),
        "<=",
        _bound / gap,
        tex=_tex.replace(r"\lambda_j-1", r"\lambda_{j_0}-1"),
        words="lambda_(j_0) in place of lambda_j",
    ),
    repaired_hypotheses=(condition,),
    repaired_argument=(put("layer", "theorem_3.eighteen"),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="x_j has one nonzero, x_(j_0) and its rival have up to two: (1, 0, 0) and (0, -4/3, 5/3) have the same image.",
)

_SHORT = fixed(
    "a short column",
    {
        "kind": "tables",
        "scalars": {"mu": 0, "lam": 1, "eps1": 0, "delta": "1/2"},
        "families": {"D": [["1/2"]], "nrm": ["1/2"], "x": [1], "z": [0], "h": [1], "y": ["1/2"], "yt": [0]},
        "sets": {"All": [0], "Rows": [0], "Lam": [0], "Hat": []},
    },
)
_entry = image(x) - image(z)
columns_of_product = Step(
    label="noncumulative.columns_of_product",
    cite="after Corollary 5: the generalised conclusion of Theorem 3",
    register=("LF12",),
    reading="lambda_(j_0); the columns of a product of dictionaries have any norms, mu is that of Definition 3",
    uses=(lower_bound, triangle),
    hypotheses=(*any_norms, *two_codes, explains, fits, close, condition),
    over=(_SHORT, STRETCHED),
    printed=Claim(square(h), "<=", _bound / gap, tex=_tex.replace(r"\lambda_j-1", r"\lambda_{j_0}-1")),
    repaired=Claim(
        weighted,
        "<=",
        _bound / gap,
        tex=r"\sum_i\|d_i\|_2^2(\tilde x_i-x_i)^2\le\frac{(\varepsilon_{[j,j_0]}+\delta_j)^2}{1-(2\lambda_{j_0}-1)\mu(\boldsymbol D_{[j+1,j_0]})}",
        words="each entry weighted with the norm of its column of the product",
    ),
    repaired_argument=(
        algebra("linear", Claim(image(h) ** 2, "==", _entry**2, ((r, Rows),)), by=("difference",)),
        rule("same_image", "termwise_equal", f=hole(r, image(h) ** 2), g=hole(r, _entry**2), K=Rows),
        arith("square", Claim(_entry**2, ">=", 0, ((r, Rows),)), by=(), squares=(_entry,)),
        rule("energy", "termwise", f=hole(r, Integer(0)), g=hole(r, _entry**2), K=Rows),
        arith("wider", Claim(triangle.printed.lhs, "<=", eps1 + delta), by=("theorem_3.triangle", "close")),
        arith(
            "squares",
            Claim(total(_entry**2, r, Rows), "<=", _bound),
            by=("wider",),
            squares=(triangle.printed.lhs,),
            degree=2,
        ),
        arith("gap_positive", Claim(gap, ">", 0), by=("condition",)),
        arith("compared", Claim(-_bound, "<=", -weighted * gap), by=("theorem_1.lower_bound", "same_image", "squares")),
        rule("divide", "fraction_below", a=-_bound, b=-weighted, d=gap),
        restate("weights", Claim(weighted, "<=", _bound / gap), by=("divide",)),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="(12) needs columns of norm 1.  A column of norm 1/2 halves what the bound sees of an error.",
)

# known supports: D is D^[S_J], so D x = 0 for the code itself, by (7)

in_kernel = assume("in_kernel", image(x), "==", 0, ((r, Rows),), words="D^[S_J] x_(J,S_J) = 0, which is (7)")
not_zero = assume("not_zero", square(x), ">", 0, words="x_J is not zero")
never = Step(
    label="noncumulative.never",
    cite="known supports: 1 - (2 lambda_J - 1) mu(D^[S_J]) is positive",
    register=("LF13",),
    reading="do the hypotheses of the two displays ever hold?",
    uses=(twelve,),
    hypotheses=(*unit_dictionary, x_off, x_within, x_sparse, in_kernel, not_zero),
    over=(CODES,),
    printed=Claim(
        (2 * lam - 1) * mu,
        ">=",
        1,
        tex=r"1-(2\lambda_J-1)\mu(\boldsymbol D^{[S_J]})\le 0",
        words="never: (7) puts x_J into the null space, and then the coherence is too large",
    ),
    argument=(
        put("few", "inequality_12.twelve", s=lam),
        algebra("zero", Claim(image(x) ** 2, "==", 0, ((r, Rows),)), by=("in_kernel",)),
        rule("zeros", "termwise_equal", f=hole(r, image(x) ** 2), g=hole(r, Integer(0)), K=Rows),
        arith("product", Claim(-(1 - (lam - 1) * mu) * square(x), ">=", 0), by=("few", "zeros")),
        rule("divide", "fraction_below", a=0, b=-(1 - (lam - 1) * mu), d=square(x)),
        arith(
            "never",
            Claim((2 * lam - 1) * mu, ">=", 1),
            by=("divide", "x_sparse", "mu_nonneg"),
            squares=(size(Lam),),
            degree=2,
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_seen = assume("seen", total(image(h) ** 2, r, Rows), "<=", eps1**2, words="norm_2(D^[S_J] (x - x~)) <= eps")
_first = Claim(
    square(h),
    "<=",
    eps1**2 / gap,
    tex=r"\|\boldsymbol x_{J,S_J}-\tilde{\boldsymbol x}_{J,S_J}\|_2\le\varepsilon\big(1-(2\lambda_J-1)\mu(\boldsymbol D^{[S_J]})\big)^{-1/2}",
    words="squared",
)
display_1 = Step(
    label="noncumulative.display_1",
    cite="known supports, first display",
    register=("LF13",),
    hypotheses=(*unit_dictionary, *two_codes, in_kernel, condition, _seen),
    over=(CODES,),
    printed=_first,
    argument=(
        *below,
        arith("gap_positive", Claim(gap, ">", 0), by=("condition",)),
        arith("compared", Claim(-(eps1**2), "<=", -square(h) * gap), by=("below", "seen")),
        rule("divide", "fraction_below", a=-(eps1**2), b=-square(h), d=gap),
        restate("display", _first, by=("divide",)),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="True, and about the code x_J = 0 alone: no other code meets (7) and the condition (noncumulative.never).",
)

op = real("op")
_SPECTRAL = fixed(
    "one row",
    {**_ALONE, "scalars": {**_ALONE["scalars"], "op": 1, "eps1": 1}},
    {**_ALONE, "scalars": {**_ALONE["scalars"], "op": 2, "eps1": 3}},
)
display_2 = Step(
    label="noncumulative.display_2",
    cite="known supports, second display: the error at layer j, from the first display",
    register=("LF13",),
    reading="the first display granted; D now the submatrix of D_[j+1,J] (printed: D_[j,J]) and op its spectral norm",
    hypotheses=(
        assume("first_display", square(h), "<=", eps1**2 / gap, words="the first display"),
        assume(
            "spectral", total(image(h) ** 2, r, Rows), "<=", op**2 * square(h), words="op is at least the spectral norm"
        ),
    ),
    over=(_SPECTRAL,),
    printed=Claim(
        total(image(h) ** 2, r, Rows),
        "<=",
        op**2 * eps1**2 / gap,
        tex=r"\|\boldsymbol x_{j,S_j}-\tilde{\boldsymbol x}_{j,S_j}\|_2\le\varepsilon\|(\boldsymbol D_{[j,J]})_{S_j,S_J}\|_2\big(1-(2\lambda_J-1)\mu(\boldsymbol D^{[S_J]})\big)^{-1/2}",
        words="squared",
    ),
    argument=(
        arith(
            "chain",
            Claim(total(image(h) ** 2, r, Rows), "<=", op**2 * eps1**2 / gap),
            by=("spectral", "first_display"),
            squares=(op,),
            degree=2,
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="A consequence of a display that applies to the code 0 alone.",
)
