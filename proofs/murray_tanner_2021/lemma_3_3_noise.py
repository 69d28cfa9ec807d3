"""Lemma 3.3, the text below the max term: what an atom meets (Gamma, its support, the error from below, the stripe)."""

from sympy import Abs, sqrt

from boundcheck import Claim, Step, algebra, arith, expect, lam, layers, rule, size, total

from .patch_words import (
    Patch,
    Rows,
    Stripe,
    Supp,
    a,
    atom_facts,
    coherence_is_largest,
    each_pattern,
    h,
    m,
    patch_error_below,
    patch_length,
    patch_norm_below,
    sparse_stripes,
    start,
    starts_in_rows,
    stripe_facts,
    stripe_is_largest,
    stripe_norm,
    stripe_start,
    support_in_patch,
    v,
)
from .words import All, Gam, Lam, Off, S, g, i, j, k, mu, overlap, r, unit_atoms, w, x, zeta

_square = x(j) ** 2 * g(k, j) ** 2

only_overlaps = Step(
    label="lemma_3_3_noise.only_overlaps",
    cite="proof of Lemma 3.3, text below the max term: Gamma collects the columns with a nonzero inner product with a_k",
    register=("MT29",),
    hypotheses=(overlap,),
    model=each_pattern,
    over=(layers(),),
    printed=Claim(
        total(_square, j, Lam),
        "==",
        total(_square, j, Lam & Gam(k)),
        ((k, Off),),
        tex=r"\sum_{j\in\Lambda}|x_j|^2|\langle a_k,a_j\rangle|^2=\sum_{j\in\Lambda\cap\Gamma}|x_j|^2|\langle a_k,a_j\rangle|^2",
        words="only the atoms of the support that overlap a_k contribute to the sum of squares",
    ),
    argument=(
        algebra("no_overlap", Claim(_square, "==", 0, ((k, Off), (j, Lam & ~Gam(k)))), by=("overlap",)),
        rule("leave_out", "restrict_sum", f=lam(j, _square), K=Lam, H=Gam(k), forall=((k, Off),)),
    ),
    expects=expect("PROVED", argument="VALID"),
)

atom_support = Step(
    label="lemma_3_3_noise.atom_support",
    cite="proof of Lemma 3.3, text below the max term: abs(supp(a_k)) = m_l",
    register=("MT30",),
    hypotheses=(support_in_patch, starts_in_rows, patch_length),
    model=each_pattern,
    over=(layers(fit=True),),
    printed=Claim(
        size(Supp(i)),
        "==",
        m,
        ((i, All),),
        tex=r"|\mathrm{supp}(a_i)|=m_l",
        words="every atom has exactly m_l nonzero entries",
    ),
    repaired=Claim(
        size(Supp(i)),
        "<=",
        m,
        ((i, All),),
        tex=r"|\mathrm{supp}(a_i)|\le m_l",
        words="every atom has at most m_l nonzero entries",
    ),
    repaired_argument=(
        rule("subset", "subset_count", K=Supp(i), H=Patch(start(i)), forall=((i, All),)),
        rule("its_patch", "at_a_member", f=lam(h, size(Patch(h))), a=m, b=start(i), K=Rows, forall=((i, All),)),
        arith("count", Claim(size(Supp(i)), "<=", m, ((i, All),)), by=("subset", "its_patch")),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="A local filter may have zero entries, and a ring may have fewer than m_l rows.",
)

_own = Patch(start(i))
_norm_there = total(a(r, i) ** 2, r, _own)
_noise_there = total(v(r) ** 2, r, _own)

by_cauchy_schwarz = (
    rule("noise_rows", "supported_sum", f=lam(r, a(r, i)), g=lam(r, v(r)), K=Rows, H=_own, forall=((i, All),)),
    rule("norm_rows", "supported_sum", f=lam(r, a(r, i)), g=lam(r, a(r, i)), K=Rows, H=_own, forall=((i, All),)),
    arith("unit", Claim(_norm_there, "==", 1, ((i, All),)), by=("norm_rows", "inner_product", "unit_atoms")),
    rule("unit_root", "root_below", a=_norm_there, b=1, forall=((i, All),)),
    rule("cauchy_schwarz", "cauchy_schwarz", f=lam(r, a(r, i)), g=lam(r, v(r)), K=_own, forall=((i, All),)),
    rule("patches", "below_largest", f=lam(h, sqrt(total(v(r) ** 2, r, Patch(h)))), K=Rows),
    rule(
        "its_patch",
        "at_a_member",
        f=lam(h, sqrt(total(v(r) ** 2, r, Patch(h)))),
        a=patch_norm_below,
        b=start(i),
        K=Rows,
        forall=((i, All),),
    ),
    arith(
        "bound",
        Claim(Abs(w(i)), "<=", zeta, ((i, All),)),
        by=("inner_noise", "noise_rows", "cauchy_schwarz", "unit_root", "its_patch", "patch_error_below"),
        squares=(sqrt(_noise_there),),
        degree=2,
    ),
)

noise_square = Step(
    label="lemma_3_3_noise.noise_square",
    cite="proof of Lemma 3.3, text below the max term: abs<a_i, v^(l-1)> <= zeta_{l-1}^2 by construction",
    register=("MT31",),
    hypotheses=(unit_atoms, patch_error_below, *atom_facts),
    model=each_pattern,
    over=(layers(),),
    printed=Claim(
        Abs(w(i)),
        "<=",
        zeta**2,
        ((i, All),),
        tex=r"|\langle a_i,v^{(l-1)}\rangle|\le\zeta_{l-1}^2",
        words="an atom's inner product with the error from below is at most the square of the patch error",
    ),
    repaired=Claim(
        Abs(w(i)),
        "<=",
        zeta,
        ((i, All),),
        tex=r"|\langle a_i,v^{(l-1)}\rangle|\le\zeta_{l-1}",
        words="an atom's inner product with the error from below is at most the patch error",
    ),
    repaired_argument=by_cauchy_schwarz,
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="What the display above uses is the square of the repaired bound.",
)

coherence_square = Step(
    label="lemma_3_3_noise.coherence_square",
    cite="proof of Lemma 3.3, text below the max term: abs<a_k, a_j> <= mu_l^2 for any j != k",
    register=("MT32",),
    hypotheses=(coherence_is_largest,),
    model=each_pattern,
    over=(layers(),),
    printed=Claim(
        Abs(g(k, j)),
        "<=",
        mu**2,
        ((k, All), (j, All.without(k))),
        tex=r"|\langle a_k,a_j\rangle|\le\mu_l^2",
        words="inner products of distinct atoms are at most the square of the coherence",
    ),
    repaired=Claim(
        Abs(g(k, j)),
        "<=",
        mu,
        ((k, All), (j, All.without(k))),
        tex=r"|\langle a_k,a_j\rangle|\le\mu_l",
        words="inner products of distinct atoms are at most the coherence",
    ),
    repaired_argument=(
        rule("one_row", "below_largest", f=lam(j, Abs(g(k, j))), K=All.without(k), forall=((k, All),)),
        rule("all_rows", "below_largest", f=lam(i, coherence_is_largest.claim.rhs.args[0]), K=All),
        arith(
            "coherence",
            Claim(Abs(g(k, j)), "<=", mu, ((k, All), (j, All.without(k)))),
            by=("one_row", "all_rows", "coherence_is_largest"),
        ),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="What the display above uses is the square of the repaired bound.",
)

_around = Stripe(stripe_start(k))

count_in_stripe = (
    rule("in_the_stripe", "count_within", K=Lam, H=Gam(k), G0=_around, forall=((k, All),)),
    rule("stripes", "below_largest", f=lam(h, size(Lam & Stripe(h))), K=All),
    rule(
        "its_stripe",
        "at_a_member",
        f=lam(h, size(Lam & Stripe(h))),
        a=stripe_is_largest.claim.rhs,
        b=stripe_start(k),
        K=All,
        forall=((k, All),),
    ),
    arith(
        "in_norm",
        Claim(size(Lam & Gam(k)), "<=", stripe_norm, ((k, All),)),
        by=("in_the_stripe", "its_stripe", "stripe_is_largest"),
    ),
)

stripe_count = Step(
    label="lemma_3_3_noise.stripe_count",
    cite="proof of Lemma 3.3, text below the max term: abs(Lambda and Gamma) <= S_l",
    register=("MT33",),
    hypotheses=(*stripe_facts, sparse_stripes),
    model=each_pattern,
    over=(layers(),),
    printed=Claim(
        size(Lam & Gam(k)),
        "<=",
        S,
        ((k, All),),
        tex=r"|\Lambda\cap\Gamma|\le S_l",
        words="at most S_l atoms of the support overlap an atom",
    ),
    argument=(
        *count_in_stripe,
        arith("count", Claim(size(Lam & Gam(k)), "<=", S, ((k, All),)), by=("in_norm", "sparse_stripes")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark=(
        "That the overlapping atoms lie in one stripe is the structure of Definition 2.1, where the stride n_{l-1} divides m_l; "
        "for other strides a stripe of floor((2 m/s - 1) n) atoms can be too short."
    ),
)
