"""Theorem 1: uniqueness of the sparse codes, and what it says of lambda_j.

One layer is what the proof treats: y = D_1 x_1 at layer 1, then "similarly and iteratively" x_{j-1} = D_j x_j.
"""

from boundcheck import Claim, Step, algebra, arith, assume, expect, fixed, put, restate, rule, size, total
from boundcheck import lam as hole

from .arguments import diagonal, few, off_diagonal, quadratic, same_image, union_count
from .words import (
    STRETCHED,
    All,
    Either,
    Hat,
    Lam,
    Rows,
    condition,
    difference,
    explains,
    gram,
    h,
    i,
    image,
    j,
    lam,
    mu,
    mu_nonneg,
    norms,
    norms_positive,
    nrm,
    r,
    relative_coherence,
    two_codes,
    x,
    x_off,
    x_within,
    y,
    yt,
    z,
    z_explains,
    z_off,
    z_within,
)

weighted = total(nrm(i) ** 2 * h(i) ** 2, i, All)
gap = 1 - (2 * lam - 1) * mu
_below = Claim(total(image(h) ** 2, r, Rows), ">=", gap * weighted)
_gathered = total(gram(i, i) * h(i) ** 2, i, All) + (1 - 2 * lam) * mu * weighted
from_below = (
    *quadratic(h),
    *off_diagonal(h, nrm),
    *union_count(),
    *few(h, Either, 2 * lam, ("difference", "x_off", "z_off"), nrm),
    *diagonal(h, nrm),
    arith(
        "gather",
        Claim(total(image(h) ** 2, r, Rows), ">=", _gathered),
        by=("quadratic", "rows", "few_mu"),
    ),
    restate("below", _below, by=("gather", "diagonal")),
)
dictionary = (norms, norms_positive, relative_coherence, mu_nonneg)

lower_bound = Step(
    label="theorem_1.lower_bound",
    cite="proof of Theorem 1, Theorem 2.5 in [5]: two codes of few nonzeros have different signals",
    register=("LF03",),
    hypotheses=(*dictionary, *two_codes),
    over=(STRETCHED,),
    printed=Claim(
        _below.lhs,
        ">=",
        _below.rhs,
        tex=r"\|\boldsymbol D(\boldsymbol x-\tilde{\boldsymbol x})\|_2^2\ge(1-(2\lambda-1)\mu)\sum_i\|d_i\|_2^2(x_i-\tilde x_i)^2",
        words="for columns of any norm; with unit columns this is (12)",
    ),
    argument=from_below,
    expects=expect("PROVED", argument="VALID"),
)

_unique = Claim(
    x(i), "==", z(i), ((i, All),), tex=r"\{\boldsymbol x_j\}_{j=1}^J\ \text{is the unique solution}", words="x = z"
)
_entry = nrm(j) ** 2 * h(j) ** 2
_all = ((j, All),)
vanish = (
    *same_image(h),
    arith("not_positive", Claim(-weighted * gap, ">=", 0), by=("theorem_1.lower_bound", "no_image")),
    arith("gap_positive", Claim(gap, ">", 0), by=("condition",)),
    rule("divide", "fraction_below", a=0, b=-weighted, d=gap),
    rule("one", "split_off", f=hole(i, nrm(i) ** 2 * h(i) ** 2), K=All, a=j, forall=_all),
    arith(
        "term",
        Claim(-_entry, ">=", 0, _all),
        by=("divide", "one"),
        squares=(total(nrm(i) ** 2 * h(i) ** 2, i, All.without(j)),),
    ),
    rule("norm_square", "positive_square", a=nrm(j), forall=_all),
    rule("entry", "fraction_below", a=0, b=-(h(j) ** 2), d=nrm(j) ** 2, forall=_all),
    rule("no_more", "square_reverses_weakly", a=h(j), b=0, forall=_all),
    rule("no_less", "square_reverses_weakly", a=-h(j), b=0, forall=_all),
    arith("equal", _unique, by=("no_more", "no_less", "difference")),
)
few_nonzeros = assume(
    "few_nonzeros", (2 * size(Lam) - 1) * mu, "<", 1, words="norm_0(x_j) < (1 + 1/mu(D_j))/2, the denominator cleared"
)

unique = Step(
    label="theorem_1.unique",
    cite="Theorem 1: if norm_0(x_j) < (1 + 1/mu(D_j))/2 for all j, then it is the unique solution of the (DCP^0_{0,lambda}) problem",
    register=("LF03",),
    reading="literal: the condition is on x_j alone, and the problem admits any code with at most lambda_j nonzeros",
    uses=(lower_bound,),
    hypotheses=(*dictionary, *two_codes, explains, z_explains, few_nonzeros),
    over=(STRETCHED,),
    printed=_unique,
    repaired=_unique,
    repaired_hypotheses=(condition,),
    repaired_argument=vanish,
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="D = (1 1), y = 0, lambda = 2: x = 0 meets the condition, and (1, -1) is another solution.",
)

unique_with_lambda = Step(
    label="theorem_1.unique_with_lambda",
    cite="proof of Theorem 1: 'Together with the condition lambda_1 < (1 + 1/mu(D_1))/2, we conclude that x_1 is unique'",
    register=("LF03", "LF04"),
    reading="charitable: the second display is a hypothesis on lambda_j, as the proof uses it",
    uses=(lower_bound,),
    hypotheses=(*dictionary, *two_codes, explains, z_explains, few_nonzeros, condition),
    over=(STRETCHED,),
    printed=_unique,
    argument=vanish,
    expects=expect("PROVED", argument="VALID"),
    remark="The condition on norm_0(x_j) is then implied by norm_0(x_j) <= lambda_j and not used.",
)

_same_signal = assume(
    "same_signal", y(r), "==", yt(r), ((r, Rows),), words="x_{j-1} is unique: both codes have one signal"
)
_yt_explains = assume("yt_explains", image(z), "==", yt(r), ((r, Rows),), words="the other x_{j-1} = D_j z_j")
next_layer = Step(
    label="theorem_1.next_layer",
    cite="proof of Theorem 1: 'Similarly and iteratively, the conditions guarantee that x_j is unique for j = 2, ..., J'",
    register=("LF03",),
    uses=(lower_bound,),
    hypotheses=(*dictionary, *two_codes, explains, _yt_explains, _same_signal, condition),
    over=(STRETCHED,),
    printed=Claim(
        x(i), "==", z(i), ((i, All),), tex=r"\boldsymbol x_j\ \text{is unique, if}\ \boldsymbol x_{j-1}\ \text{is}"
    ),
    argument=(
        arith("z_explains", Claim(image(z), "==", y(r), ((r, Rows),)), by=("yt_explains", "same_signal")),
        *vanish,
    ),
    expects=expect("PROVED", argument="VALID"),
)

_NO_NONZERO = fixed(
    "two equal atoms, no nonzero",
    *(
        {
            "kind": "tables",
            "scalars": {"mu": 1, "lam": bound},
            "families": {"D": [[1, 1]], "nrm": [1, 1], "x": [0, 0], "y": [0]},
            "sets": {"All": [0, 1], "Rows": [0], "Lam": []},
        }
        for bound in (0, 1)
    ),
)
bound_on_lambda = Step(
    label="theorem_1.bound_on_lambda",
    cite="Theorem 1, second display: 'and lambda_j < (1 + 1/mu(D_j))/2'",
    register=("LF04",),
    reading="literal: a conclusion of the theorem",
    hypotheses=(
        *dictionary,
        x_off,
        x_within,
        assume("x_sparse", size(Lam), "<=", lam, words="norm_0(x_j) <= lambda_j"),
        explains,
        few_nonzeros,
    ),
    over=(_NO_NONZERO, STRETCHED),
    printed=Claim(
        (2 * lam - 1) * mu,
        "<",
        1,
        tex=r"\lambda_j<\tfrac12\big(1+\tfrac1{\mu(\boldsymbol D_j)}\big)",
        words="denominator cleared",
    ),
    repaired=Claim(
        (2 * lam - 1) * mu,
        "<",
        1,
        tex=r"\lambda_j=\|\boldsymbol x_j\|_0\Rightarrow\lambda_j<\tfrac12\big(1+\tfrac1{\mu(\boldsymbol D_j)}\big)",
        words="when lambda_j is the number of nonzeros itself",
    ),
    repaired_hypotheses=(assume("exact", lam, "==", size(Lam), words="lambda_j = norm_0(x_j)"),),
    repaired_argument=(
        algebra("count", Claim((2 * lam - 1) * mu, "==", (2 * size(Lam) - 1) * mu), by=("exact",)),
        arith("few", Claim((2 * lam - 1) * mu, "<", 1), by=("count", "few_nonzeros")),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="lambda_j is any bound on norm_0(x_j); nothing keeps it small.  It can only be a hypothesis (unique_with_lambda).",
)

sparsest = Step(
    label="theorem_1.sparsest",
    cite="proof of Theorem 1, Theorem 2.5 in [5]: x_1 is 'the unique and sparsest solution'",
    register=("LF03",),
    uses=(unique_with_lambda,),
    hypotheses=(
        *dictionary,
        x_off,
        z_off,
        x_within,
        z_within,
        difference,
        explains,
        z_explains,
        few_nonzeros,
        assume("no_more", size(Hat), "<=", size(Lam), words="the other solution has no more nonzeros"),
    ),
    over=(STRETCHED,),
    printed=Claim(
        x(i),
        "==",
        z(i),
        ((i, All),),
        tex=r"\|\boldsymbol z\|_0\le\|\boldsymbol x_1\|_0,\ \boldsymbol D_1\boldsymbol z=\boldsymbol y\Rightarrow\boldsymbol z=\boldsymbol x_1",
        words="every other solution has more nonzeros than x_1",
    ),
    argument=(put("at_its_size", "theorem_1.unique_with_lambda", lam=size(Lam)),),
    expects=expect("PROVED", argument="VALID"),
)
