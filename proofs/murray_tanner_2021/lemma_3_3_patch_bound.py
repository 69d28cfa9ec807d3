"""Lemma 3.3, patch error: the chain for norm_inf(x_Lambda - xhat_Lambda), lines 3 and 4, and the chain from end to end."""

from sympy import Abs

from boundcheck import (
    Claim,
    Step,
    algebra,
    arith,
    assuming,
    compare,
    detach,
    discharge,
    expect,
    lam,
    largest,
    layers,
    restate,
    rule,
    total,
)

from .lemma_3_3_noise import noise_square
from .lemma_3_3_patch_chain import error, expansion, line_two, term
from .lemma_3_3_patch_noise import noise_hypotheses, noise_norm
from .lemma_3_3_patch_rows import matrix_norm, row_bound, row_hypotheses, row_sum
from .patch_words import (
    decoder_keeps,
    each_pattern,
    some_nonzero,
    stripe_norm,
    xmax_nonneg,
    zeta_nonneg,
)
from .words import Lam, W, eps, g, i, j, largest_x, mu, w, x, xmax, zeta

_x_norm = largest(Abs(x(j)), j, Lam)
_rest = total(term, j, Lam.without(i))
_entry = Claim(
    Abs(expansion),
    "<=",
    row_sum * _x_norm + Abs(w(i)),
    ((i, Lam),),
    tex=r"|(x_\Lambda-\hat x_\Lambda)_i|\le\sum_{j\in\Lambda}|(I-A_\Lambda^TA_\Lambda)_{ij}|\,\|x_\Lambda\|_\infty+|\langle a_i,v^{(l-1)}\rangle|",
    words="triangle inequality in one entry; the signs disappear under the magnitudes",
)

line_three_entry = Step(
    label="lemma_3_3_patch_bound.line_three_entry",
    cite="proof of Lemma 3.3, patch error, chain for x_Lambda - xhat_Lambda, line 3, one entry",
    register=("MT57",),
    model=each_pattern,
    over=(layers(),),
    printed=_entry,
    argument=(
        rule("split", "single_term", f=lam(j, term), K=Lam, forall=((i, Lam),)),
        restate("here", Claim(total(term, j, Lam), "==", g(i, i) * x(i) + _rest, ((i, Lam),)), by=("split",)),
        algebra(
            "parts",
            Claim(Abs(expansion), "==", Abs((1 - g(i, i)) * x(i) - _rest - eps(i) * w(i)), ((i, Lam),)),
            by=("here",),
        ),
        rule("own_part", "triangle_two", a=(1 - g(i, i)) * x(i), b=-_rest - eps(i) * w(i), forall=((i, Lam),)),
        rule("noise_part", "triangle_two", a=-_rest, b=-eps(i) * w(i), forall=((i, Lam),)),
        rule("other_parts", "triangle", f=lam(j, term), K=Lam.without(i), forall=((i, Lam),)),
        rule("own_product", "magnitude_of_product", a=1 - g(i, i), b=x(i), forall=((i, Lam),)),
        rule("entries", "below_largest", f=lam(j, Abs(x(j))), K=Lam),
        arith(
            "other_product",
            Claim(Abs(term), "<=", Abs(g(i, j)) * _x_norm, ((i, Lam), (j, Lam.without(i)))),
            by=("entries",),
            squares=(Abs(g(i, j)),),
            degree=2,
        ),
        rule(
            "others",
            "termwise",
            f=lam(j, Abs(term)),
            g=lam(j, Abs(g(i, j)) * _x_norm),
            K=Lam.without(i),
            forall=((i, Lam),),
        ),
        arith(
            "entry",
            _entry,
            by=("parts", "own_part", "noise_part", "other_parts", "own_product", "entries", "others"),
            squares=(Abs(1 - g(i, i)),),
            degree=2,
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_matrix, _noise = largest(row_sum, i, Lam), largest(Abs(w(i)), i, Lam)
_line_three = Claim(
    largest(Abs(expansion), i, Lam),
    "<=",
    _matrix * _x_norm + _noise,
    tex=r"\|(I-(A_\Lambda D_\Lambda)^T(A_\Lambda D_\Lambda))x_\Lambda-(A_\Lambda D_\Lambda)^Tv\|_\infty\le\|I-A_\Lambda^TA_\Lambda\|_\infty\|x_\Lambda\|_\infty+\|A_\Lambda^Tv^{(l-1)}\|_\infty",
    words="triangle inequality and the induced matrix norm",
)

line_three = Step(
    label="lemma_3_3_patch_bound.line_three",
    cite="proof of Lemma 3.3, patch error, chain for x_Lambda - xhat_Lambda, line 3",
    register=("MT57",),
    uses=(line_three_entry,),
    model=each_pattern,
    over=(layers(),),
    printed=_line_three,
    argument=(
        rule("rows", "below_largest", f=lam(i, row_sum), K=Lam),
        rule("noises", "below_largest", f=lam(i, Abs(w(i))), K=Lam),
        arith(
            "one_entry",
            Claim(Abs(expansion), "<=", _line_three.rhs, ((i, Lam),)),
            by=("lemma_3_3_patch_bound.line_three_entry", "rows", "noises"),
            squares=(_x_norm,),
            degree=2,
        ),
        rule("norm", "largest_below", f=lam(i, Abs(expansion)), a=_line_three.rhs, K=Lam),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_bound = mu * (stripe_norm - 1) * xmax + zeta

line_four = Step(
    label="lemma_3_3_patch_bound.line_four",
    cite="proof of Lemma 3.3, patch error, chain for x_Lambda - xhat_Lambda, line 4",
    register=("MT58",),
    uses=(matrix_norm, noise_norm),
    hypotheses=(*row_hypotheses, *noise_hypotheses[1:], some_nonzero, largest_x, xmax_nonneg, zeta_nonneg),
    model=each_pattern,
    over=(layers(),),
    printed=Claim(
        _line_three.rhs,
        "<=",
        _bound,
        tex=r"\|I-A_\Lambda^TA_\Lambda\|_\infty\|x_\Lambda\|_\infty+\|A_\Lambda^Tv^{(l-1)}\|_\infty\le\mu_l(\|x^{(l)}\|^{Q^{(l)}}_{0,\infty}-1)|x_{max}|+\zeta_{l-1}",
        words="with the bounds on the row sums, on x and on the noise",
    ),
    argument=(
        rule("x_norm", "largest_below", f=lam(j, Abs(x(j))), a=xmax, K=Lam),
        arith("first", Claim(_matrix * _x_norm, "<=", _matrix * xmax), by=("x_norm",), squares=(_matrix,), degree=2),
        arith(
            "together",
            Claim(_line_three.rhs, "<=", _bound),
            by=("first", "lemma_3_3_patch_rows.matrix_norm", "xmax_nonneg", "lemma_3_3_patch_noise.noise_norm"),
            degree=2,
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="x^(l) = 0 is left out, as x_min and x_max leave it out; entry by entry (next step) there is then nothing to show.",
)

entry_hypotheses = (*row_hypotheses, *noise_hypotheses[1:], largest_x, xmax_nonneg, decoder_keeps)

entry_error = Step(
    label="lemma_3_3_patch_bound.entry_error",
    cite="proof of Lemma 3.3, patch error, the chain from end to end, one entry",
    register=("MT58",),
    uses=(line_two, line_three_entry, row_bound, noise_square),
    hypotheses=entry_hypotheses,
    model=each_pattern,
    over=(layers(),),
    printed=Claim(
        W(),
        "implies",
        compare(Abs(error), "<=", _bound),
        ((i, Lam),),
        tex=r"|x_i-\hat x_i|\le\mu_l(\|x^{(l)}\|^{Q^{(l)}}_{0,\infty}-1)|x_{max}|+\zeta_{l-1}",
        words="every entry of the support is decoded up to that error",
    ),
    argument=(
        rule("x_norm", "largest_below", f=lam(j, Abs(x(j))), a=xmax, K=Lam),
        arith(
            "first",
            Claim(row_sum * _x_norm, "<=", row_sum * xmax, ((i, Lam),)),
            by=("x_norm",),
            squares=(row_sum,),
            degree=2,
        ),
        arith(
            "row",
            Claim(Abs(expansion), "<=", _bound, ((i, Lam),)),
            by=(
                "lemma_3_3_patch_bound.line_three_entry",
                "first",
                "lemma_3_3_patch_rows.row_bound",
                "xmax_nonneg",
                "lemma_3_3_noise.noise_square",
            ),
            degree=2,
        ),
        assuming("recovered", W()),
        detach("two", "lemma_3_3_patch_chain.line_two"),
        restate("error", Claim(Abs(error), "<=", _bound, ((i, Lam),)), by=("row", "two")),
        discharge("on_recovery", "error"),
    ),
    expects=expect("PROVED", argument="VALID"),
)
