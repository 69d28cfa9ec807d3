"""Lemma 3.3, patch error: the chain for norm_inf(x_Lambda - xhat_Lambda), lines 1 and 2, where the supports agree."""

from sympy import Abs, Integer

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

from .patch_words import (
    decoder_keeps,
    each_pattern,
    left_inverse_off,
    left_inverse_on,
    pinv,
)
from .words import Lam, W, c, eps, g, i, j, w, x, xhat

error = x(i) - xhat(i)
_projected = total(pinv(i, j) * x(j), j, Lam)
term = eps(i) * eps(j) * g(i, j) * x(j)  # of (A_L D_L)^T (A_L D_L) x_L
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
        rule(
            "no_rest",
            "termwise_equal",
            f=lam(j, pinv(i, j) * x(j)),
            g=lam(j, Integer(0)),
            K=Lam.without(i),
            forall=((i, Lam),),
        ),
        restate(
            "here",
            Claim(_projected, "==", pinv(i, i) * x(i) + total(pinv(i, j) * x(j), j, Lam.without(i)), ((i, Lam),)),
            by=("split",),
        ),
        restate(
            "one",
            Claim(_projected, "==", x(i) + total(pinv(i, j) * x(j), j, Lam.without(i)), ((i, Lam),)),
            by=("here", "left_inverse_on"),
        ),
        arith("identity", _identity, by=("one", "no_rest")),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Repeated columns make A_Lambda rank deficient.  With independent columns A^+ A = I is no more than what their independence means, so this repair "
    "carries no weight; the chain does not need the identity: line two follows from display (1) alone.",
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
        compare(largest(Abs(error), i, Lam), "==", largest(Abs(_projected - c(i)), i, Lam)),
        tex=r"\|x_\Lambda-\hat x_\Lambda\|_\infty=\|(A_\Lambda D_\Lambda)^+(A_\Lambda D_\Lambda)x_\Lambda-(A_\Lambda D_\Lambda)^T\hat x^{(l-1)}\|_\infty",
        words="the error on the support through the pseudo-inverse",
    ),
    repaired=Claim(
        W(),
        "implies",
        compare(largest(Abs(error), i, Lam), "==", largest(Abs(x(i) - c(i)), i, Lam)),
        tex=r"\|x_\Lambda-\hat x_\Lambda\|_\infty=\|x_\Lambda-(A_\Lambda D_\Lambda)^T\hat x^{(l-1)}\|_\infty",
        words="the error on the support, from display (1)",
    ),
    repaired_argument=(
        assuming("recovered", W()),
        detach("kept", "decoder_keeps"),
        algebra("same", Claim(Abs(error), "==", Abs(x(i) - c(i)), ((i, Lam),)), by=("kept",)),
        rule("norms", "largest_equal", f=lam(i, Abs(error)), g=lam(i, Abs(x(i) - c(i))), K=Lam),
        discharge("on_recovery", "norms"),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Without the pseudo-inverse the line needs no rank condition.",
)

expansion = x(i) - total(term, j, Lam) - eps(i) * w(i)
_line_two = Claim(
    W(),
    "implies",
    compare(error, "==", expansion),
    ((i, Lam),),
    tex=r"x_\Lambda-\hat x_\Lambda=(I-(A_\Lambda D_\Lambda)^T(A_\Lambda D_\Lambda))x_\Lambda-(A_\Lambda D_\Lambda)^Tv^{(l-1)}",
    words="the error on the support is what the Gram matrix leaves of x, less the noise",
)
_by_display_one = (
    assuming("recovered", W()),
    detach("kept", "decoder_keeps"),
    algebra("expand", Claim(error, "==", expansion, ((i, Lam),)), by=("kept",), unfold=("c",)),
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
        compare(error, "==", x(i) - total(term, j, Lam) + eps(i) * w(i)),
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
