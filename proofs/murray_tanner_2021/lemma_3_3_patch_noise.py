"""Lemma 3.3, patch error, the last display: norm_inf(A_Lambda^T v) is at most the patch error from below."""

from sympy import Abs, sqrt

from boundcheck import Claim, Step, algebra, arith, expect, lam, largest, layers, rule, smallest, total

from .lemma_3_3_noise import by_cauchy_schwarz, noise_square
from .patch_words import (
    Patch,
    Rows,
    Supp,
    a,
    atom_facts,
    each_pattern,
    h,
    patch_error_below,
    start,
    v,
    zeta_nonneg,
)
from .words import All, Lam, i, r, unit_atoms, w, zeta

_there = Patch(start(i))
_from_smallest = Patch(smallest(h, h, Supp(i)))

smallest_index = Step(
    label="lemma_3_3_patch_noise.smallest_index",
    cite="proof of Lemma 3.3, last display: <a_i, v> = <a_i, P(alpha) v> with alpha the smallest index in supp(a_i)",
    register=("MT62",),
    hypotheses=atom_facts,
    model=each_pattern,
    over=(layers(fit=True),),
    printed=Claim(
        w(i),
        "==",
        total(a(r, i) * v(r), r, _from_smallest),
        ((i, All),),
        tex=r"\langle a_i,v^{(l-1)}\rangle=\langle a_i,P^{(l-1)}(\alpha)v^{(l-1)}\rangle,\ \alpha=\min\mathrm{supp}(a_i)",
        words="the m_l rows from the smallest index of its support hold all of an atom",
    ),
    repaired=Claim(
        w(i),
        "==",
        total(a(r, i) * v(r), r, _there),
        ((i, All),),
        tex=r"\langle a_i,v^{(l-1)}\rangle=\langle a_i,P^{(l-1)}(\alpha)v^{(l-1)}\rangle,\ \alpha\text{ the first row of }a_i\text{ in circular order}",
        words="the m_l rows from its first one in circular order hold all of an atom",
    ),
    repaired_argument=(
        rule("its_rows", "supported_sum", f=lam(r, a(r, i)), g=lam(r, v(r)), K=Rows, H=_there, forall=((i, All),)),
        algebra(
            "noise", Claim(w(i), "==", total(a(r, i) * v(r), r, _there), ((i, All),)), by=("inner_noise", "its_rows")
        ),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="An atom that wraps around has its smallest index in the middle.",
)

noise_in_patch = Step(
    label="lemma_3_3_patch_noise.noise_in_patch",
    cite="proof of Lemma 3.3, last display: <a_i, P(alpha) v> <= norm(P(alpha) v), applying the Cauchy-Schwarz inequality",
    register=("MT62",),
    hypotheses=(unit_atoms, *atom_facts),
    model=each_pattern,
    over=(layers(),),
    printed=Claim(
        Abs(total(a(r, i) * v(r), r, _there)),
        "<=",
        sqrt(total(v(r) ** 2, r, _there)),
        ((i, All),),
        tex=r"|\langle a_i,P^{(l-1)}(\alpha)v^{(l-1)}\rangle|\le\|P^{(l-1)}(\alpha)v^{(l-1)}\|_2",
        words="Cauchy-Schwarz on the rows of an atom",
    ),
    argument=(
        *by_cauchy_schwarz[1:5],
        arith(
            "norm_one",
            Claim(Abs(total(a(r, i) * v(r), r, _there)), "<=", sqrt(total(v(r) ** 2, r, _there)), ((i, All),)),
            by=("cauchy_schwarz", "unit_root"),
            squares=(sqrt(total(v(r) ** 2, r, _there)),),
            degree=2,
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

noise_hypotheses = (unit_atoms, patch_error_below, *atom_facts)

noise_norm = Step(
    label="lemma_3_3_patch_noise.noise_norm",
    cite="proof of Lemma 3.3, last display: norm_inf(A_Lambda^T v^(l-1)) <= zeta_{l-1}",
    register=("MT62",),
    uses=(noise_square, smallest_index, noise_in_patch),
    hypotheses=(*noise_hypotheses, zeta_nonneg),
    model=each_pattern,
    over=(layers(),),
    printed=Claim(
        largest(Abs(w(i)), i, Lam),
        "<=",
        zeta,
        tex=r"\|A_\Lambda^Tv^{(l-1)}\|_\infty\le\zeta_{l-1}",
        words="no atom's inner product with the error from below exceeds the patch error",
    ),
    argument=(
        *by_cauchy_schwarz[5:7],
        arith(
            "one_atom",
            Claim(Abs(w(i)), "<=", zeta, ((i, Lam),)),
            by=(
                "lemma_3_3_patch_noise.smallest_index",
                "lemma_3_3_patch_noise.noise_in_patch",
                "its_patch",
                "patch_error_below",
            ),
        ),
        rule("largest", "largest_below", f=lam(i, Abs(w(i))), a=zeta, K=Lam),
    ),
    expects=expect("PROVED", argument="VALID"),
)
