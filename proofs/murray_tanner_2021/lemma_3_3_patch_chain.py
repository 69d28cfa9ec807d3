"""Lemma 3.3, patch error: the chain for norm_inf(x_Lambda - xhat_Lambda), line by line, where the supports agree."""

from sympy import Abs, Integer

from boundcheck import Claim, Step, algebra, arith, assuming, compare, detach, discharge, expect, lam, largest, layers, restate, rule, total

from .lemma_3_3_noise import noise_square
from .lemma_3_3_patch_rows import matrix_norm, noise_hypotheses, noise_norm, row_bound, row_hypotheses, row_sum
from .patch_words import (
    decoder_keeps,
    each_pattern,
    left_inverse_off,
    left_inverse_on,
    mu_nonneg,
    pinv,
    some_nonzero,
    stripe_norm,
    xmax_nonneg,
    zeta_nonneg,
)
from .words import Lam, W, c, eps, g, i, j, largest_x, mu, w, x, xhat, xmax, zeta

_error = x(i) - xhat(i)
_projected = total(pinv(i, j) * x(j), j, Lam)
_term = eps(i) * eps(j) * g(i, j) * x(j)  # of (A_L D_L)^T (A_L D_L) x_L
_identity = Claim(
    x(i),
    "==",
    _projected,
    ((i, Lam),),
    tex=r"x_\Lambda=(A_\Lambda D_\Lambda)^+(A_\Lambda D_\Lambda)x_\Lambda",
    words="the pseudo-inverse undoes A_Lambda D_Lambda",
)

pseudo_inverse = Step(
    label="lemma_3_3_patch_chain.pseudo_inverse",
    cite="proof of Lemma 3.3, patch error, text to line one: I = (A_Lambda D_Lambda)^+ (A_Lambda D_Lambda)",
    register=("MT55",),
    model=each_pattern,
    over=(layers(),),
    printed=_identity,
    repaired=_identity,
    repaired_hypotheses=(left_inverse_on, left_inverse_off),
    repaired_argument=(
        rule("split", "single_term", f=lam(j, pinv(i, j) * x(j)), K=Lam, forall=((i, Lam),)),
        algebra("zeros", Claim(pinv(i, j) * x(j), "==", 0, ((i, Lam), (j, Lam.without(i)))), by=("left_inverse_off",)),
        rule("no_rest", "termwise_equal", f=lam(j, pinv(i, j) * x(j)), g=lam(j, Integer(0)), K=Lam.without(i), forall=((i, Lam),)),
        restate("here", Claim(_projected, "==", pinv(i, i) * x(i) + total(pinv(i, j) * x(j), j, Lam.without(i)), ((i, Lam),)), by=("split",)),
        restate("one", Claim(_projected, "==", x(i) + total(pinv(i, j) * x(j), j, Lam.without(i)), ((i, Lam),)), by=("here", "left_inverse_on")),
        arith("identity", _identity, by=("one", "no_rest")),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Repeated columns make A_Lambda rank deficient. The chain does not need the identity: line two follows from display (1) alone.",
)

line_one = Step(
    label="lemma_3_3_patch_chain.line_one",
    cite="proof of Lemma 3.3, patch error, chain for x_Lambda - xhat_Lambda, line 1",
    register=("MT55",),
    hypotheses=(decoder_keeps,),
    model=each_pattern,
    over=(layers(),),
    printed=Claim(
        W(),
        "implies",
        compare(largest(Abs(_error), i, Lam), "==", largest(Abs(_projected - c(i)), i, Lam)),
        tex=r"\|x_\Lambda-\hat x_\Lambda\|_\infty=\|(A_\Lambda D_\Lambda)^+(A_\Lambda D_\Lambda)x_\Lambda-(A_\Lambda D_\Lambda)^T\hat x^{(l-1)}\|_\infty",
        words="the error on the support through the pseudo-inverse",
    ),
    repaired=Claim(
        W(),
        "implies",
        compare(largest(Abs(_error), i, Lam), "==", largest(Abs(x(i) - c(i)), i, Lam)),
        tex=r"\|x_\Lambda-\hat x_\Lambda\|_\infty=\|x_\Lambda-(A_\Lambda D_\Lambda)^T\hat x^{(l-1)}\|_\infty",
        words="the error on the support, from display (1)",
    ),
    repaired_argument=(
        assuming("recovered", W()),
        detach("kept", "decoder_keeps"),
        algebra("same", Claim(Abs(_error), "==", Abs(x(i) - c(i)), ((i, Lam),)), by=("kept",)),
        rule("norms", "largest_equal", f=lam(i, Abs(_error)), g=lam(i, Abs(x(i) - c(i))), K=Lam),
        discharge("on_recovery", "norms"),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Without the pseudo-inverse the line needs no rank condition.",
)

_expansion = x(i) - total(_term, j, Lam) - eps(i) * w(i)
_line_two = Claim(
    W(),
    "implies",
    compare(_error, "==", _expansion),
    ((i, Lam),),
    tex=r"x_\Lambda-\hat x_\Lambda=(I-(A_\Lambda D_\Lambda)^T(A_\Lambda D_\Lambda))x_\Lambda-(A_\Lambda D_\Lambda)^Tv^{(l-1)}",
    words="the error on the support is what the Gram matrix leaves of x, less the noise",
)
_by_display_one = (
    assuming("recovered", W()),
    detach("kept", "decoder_keeps"),
    algebra("expand", Claim(_error, "==", _expansion, ((i, Lam),)), by=("kept",), unfold=("c",)),
    discharge("on_recovery", "expand"),
)

line_two_literal = Step(
    label="lemma_3_3_patch_chain.line_two_literal",
    cite="proof of Lemma 3.3, patch error, chain for x_Lambda - xhat_Lambda, line 2",
    register=("MT56",),
    reading="literal: v^(l-1) = x^(l-1) - xhat^(l-1), as in Definition 2.1",
    hypotheses=(decoder_keeps,),
    model=each_pattern,
    over=(layers(),),
    printed=Claim(
        W(),
        "implies",
        compare(_error, "==", x(i) - total(_term, j, Lam) + eps(i) * w(i)),
        ((i, Lam),),
        tex=_line_two.tex,
        words="the same with the sign of Definition 2.1 for v",
    ),
    repaired=_line_two,
    repaired_argument=_by_display_one,
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="The proof takes xhat = x + v; <a_i, v> is written for that sign, and changes its own under Definition 2.1.",
)

line_two = Step(
    label="lemma_3_3_patch_chain.line_two",
    cite="proof of Lemma 3.3, patch error, chain for x_Lambda - xhat_Lambda, line 2",
    register=("MT56",),
    reading="charitable: v^(l-1) = xhat^(l-1) - x^(l-1), as in the proof",
    hypotheses=(decoder_keeps,),
    model=each_pattern,
    over=(layers(),),
    printed=_line_two,
    argument=_by_display_one,
    expects=expect("PROVED", argument="VALID"),
)

_x_norm = largest(Abs(x(j)), j, Lam)
_rest = total(_term, j, Lam.without(i))
_entry = Claim(
    Abs(_expansion),
    "<=",
    row_sum * _x_norm + Abs(w(i)),
    ((i, Lam),),
    tex=r"|(x_\Lambda-\hat x_\Lambda)_i|\le\sum_{j\in\Lambda}|(I-A_\Lambda^TA_\Lambda)_{ij}|\,\|x_\Lambda\|_\infty+|\langle a_i,v^{(l-1)}\rangle|",
    words="triangle inequality in one entry; the signs disappear under the magnitudes",
)

line_three_entry = Step(
    label="lemma_3_3_patch_chain.line_three_entry",
    cite="proof of Lemma 3.3, patch error, chain for x_Lambda - xhat_Lambda, line 3, one entry",
    register=("MT57",),
    model=each_pattern,
    over=(layers(),),
    printed=_entry,
    argument=(
        rule("split", "single_term", f=lam(j, _term), K=Lam, forall=((i, Lam),)),
        restate("here", Claim(total(_term, j, Lam), "==", g(i, i) * x(i) + _rest, ((i, Lam),)), by=("split",)),
        algebra("parts", Claim(Abs(_expansion), "==", Abs((1 - g(i, i)) * x(i) - _rest - eps(i) * w(i)), ((i, Lam),)), by=("here",)),
        rule("own_part", "triangle_two", a=(1 - g(i, i)) * x(i), b=-_rest - eps(i) * w(i), forall=((i, Lam),)),
        rule("noise_part", "triangle_two", a=-_rest, b=-eps(i) * w(i), forall=((i, Lam),)),
        rule("other_parts", "triangle", f=lam(j, _term), K=Lam.without(i), forall=((i, Lam),)),
        rule("own_product", "magnitude_of_product", a=1 - g(i, i), b=x(i), forall=((i, Lam),)),
        rule("entries", "below_largest", f=lam(j, Abs(x(j))), K=Lam),
        arith(
            "other_product",
            Claim(Abs(_term), "<=", Abs(g(i, j)) * _x_norm, ((i, Lam), (j, Lam.without(i)))),
            by=("entries",),
            squares=(Abs(g(i, j)),),
            degree=2,
        ),
        rule("others", "termwise", f=lam(j, Abs(_term)), g=lam(j, Abs(g(i, j)) * _x_norm), K=Lam.without(i), forall=((i, Lam),)),
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
    largest(Abs(_expansion), i, Lam),
    "<=",
    _matrix * _x_norm + _noise,
    tex=r"\|(I-(A_\Lambda D_\Lambda)^T(A_\Lambda D_\Lambda))x_\Lambda-(A_\Lambda D_\Lambda)^Tv\|_\infty\le\|I-A_\Lambda^TA_\Lambda\|_\infty\|x_\Lambda\|_\infty+\|A_\Lambda^Tv^{(l-1)}\|_\infty",
    words="triangle inequality and the induced matrix norm",
)

line_three = Step(
    label="lemma_3_3_patch_chain.line_three",
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
            Claim(Abs(_expansion), "<=", _line_three.rhs, ((i, Lam),)),
            by=("lemma_3_3_patch_chain.line_three_entry", "rows", "noises"),
            squares=(_x_norm,),
            degree=2,
        ),
        rule("norm", "largest_below", f=lam(i, Abs(_expansion)), a=_line_three.rhs, K=Lam),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_bound = mu * (stripe_norm - 1) * xmax + zeta

line_four = Step(
    label="lemma_3_3_patch_chain.line_four",
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
            by=("first", "lemma_3_3_patch_rows.matrix_norm", "xmax_nonneg", "lemma_3_3_patch_rows.noise_norm"),
            degree=2,
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

entry_hypotheses = (*row_hypotheses, *noise_hypotheses[1:], largest_x, xmax_nonneg, decoder_keeps)

entry_error = Step(
    label="lemma_3_3_patch_chain.entry_error",
    cite="proof of Lemma 3.3, patch error, the chain from end to end, one entry",
    register=("MT58",),
    uses=(line_two, line_three_entry, row_bound, noise_square),
    hypotheses=entry_hypotheses,
    model=each_pattern,
    over=(layers(),),
    printed=Claim(
        W(),
        "implies",
        compare(Abs(_error), "<=", _bound),
        ((i, Lam),),
        tex=r"|x_i-\hat x_i|\le\mu_l(\|x^{(l)}\|^{Q^{(l)}}_{0,\infty}-1)|x_{max}|+\zeta_{l-1}",
        words="every entry of the support is decoded up to that error",
    ),
    argument=(
        rule("x_norm", "largest_below", f=lam(j, Abs(x(j))), a=xmax, K=Lam),
        arith("first", Claim(row_sum * _x_norm, "<=", row_sum * xmax, ((i, Lam),)), by=("x_norm",), squares=(row_sum,), degree=2),
        arith(
            "row",
            Claim(Abs(_expansion), "<=", _bound, ((i, Lam),)),
            by=(
                "lemma_3_3_patch_chain.line_three_entry",
                "first",
                "lemma_3_3_patch_rows.row_bound",
                "xmax_nonneg",
                "lemma_3_3_noise.noise_square",
            ),
            degree=2,
        ),
        assuming("recovered", W()),
        detach("two", "lemma_3_3_patch_chain.line_two"),
        restate("error", Claim(Abs(_error), "<=", _bound, ((i, Lam),)), by=("row", "two")),
        discharge("on_recovery", "error"),
    ),
    expects=expect("PROVED", argument="VALID"),
)
