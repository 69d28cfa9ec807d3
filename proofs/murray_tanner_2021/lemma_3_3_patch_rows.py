"""Lemma 3.3, patch error, the text after the chain: rows of I - A_Lambda^T A_Lambda."""

from sympy import Abs

from boundcheck import Claim, Step, algebra, arith, expect, lam, largest, layers, restate, rule, size, total

from .lemma_3_3_noise import coherence_square, count_in_stripe
from .patch_words import (
    coherence_is_largest,
    each_pattern,
    mu_nonneg,
    some_nonzero,
    sparse_stripes,
    stripe_facts,
    stripe_norm,
)
from .words import All, Gam, Lam, S, g, i, j, mu, overlap, overlaps_itself, unit_atoms

row_sum = Abs(1 - g(i, i)) + total(Abs(g(i, j)), j, Lam.without(i))  # of row i of I - A_Lambda^T A_Lambda, in magnitude
_uniform = mu * (stripe_norm - 1)
_overlapping = (Lam & Gam(i)).without(i)

zero_diagonal = Step(
    label="lemma_3_3_patch_rows.zero_diagonal",
    cite="proof of Lemma 3.3, patch error: the diagonal elements of I - A_Lambda^T A_Lambda are all zero",
    register=("MT59",),
    hypotheses=(unit_atoms,),
    model=each_pattern,
    over=(layers(),),
    printed=Claim(
        1 - g(i, i), "==", 0, ((i, Lam),), tex=r"(I-A_\Lambda^TA_\Lambda)_{ii}=0", words="the diagonal vanishes"
    ),
    argument=(algebra("unit", Claim(1 - g(i, i), "==", 0, ((i, Lam),)), by=("unit_atoms",)),),
    expects=expect("PROVED", argument="VALID"),
)

off_diagonal_count = Step(
    label="lemma_3_3_patch_rows.off_diagonal_count",
    cite="proof of Lemma 3.3, patch error: off the diagonal at most norm(x) in (0,inf,Q) - 1 entries are nonzero",
    register=("MT59",),
    hypotheses=(*stripe_facts, overlaps_itself),
    model=each_pattern,
    over=(layers(),),
    printed=Claim(
        size(_overlapping),
        "<=",
        stripe_norm - 1,
        ((i, Lam),),
        tex=r"|\Lambda\cap\Gamma\setminus i|\le\|x^{(l)}\|^{Q^{(l)}}_{0,\infty}-1",
        words="a row has at most as many nonzeros off the diagonal as a stripe holds, less one",
    ),
    argument=(
        *count_in_stripe,
        rule("itself", "in_both", a=i, K=Lam, H=Gam(i), forall=((i, Lam),)),
        rule("less_one", "take_out_member", a=i, K=Lam & Gam(i), forall=((i, Lam),)),
        arith("count", Claim(size(_overlapping), "<=", stripe_norm - 1, ((i, Lam),)), by=("in_norm", "less_one")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_at_most_mu = Claim(
    Abs(g(i, j)),
    "<=",
    mu,
    ((i, All), (j, All.without(i))),
    tex=r"|\langle a_i,a_j\rangle|\le\mu_l",
    words="inner products of distinct atoms are at most the coherence",
)
_by_definition = (restate("coherence", _at_most_mu, by=("lemma_3_3_noise.coherence_square",)),)

atom_with_itself = Step(
    label="lemma_3_3_patch_rows.atom_with_itself",
    cite="proof of Lemma 3.3, patch error: as abs<a_i, a_i> < mu_l",
    register=("MT60",),
    reading="literal: an atom with itself",
    uses=(coherence_square,),
    hypotheses=(coherence_is_largest, unit_atoms),
    model=each_pattern,
    over=(layers(),),
    printed=Claim(
        Abs(g(i, i)),
        "<",
        mu,
        ((i, All),),
        tex=r"|\langle a_i,a_i\rangle|<\mu_l",
        words="a unit norm is below the coherence, which is at most 1",
    ),
    repaired=_at_most_mu,
    repaired_argument=_by_definition,
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="A slip, or an index lost in the text at hand: two distinct atoms are meant, which is the next step.",
)

distinct_atoms = Step(
    label="lemma_3_3_patch_rows.distinct_atoms",
    cite="proof of Lemma 3.3, patch error: as abs<a_i, a_i> < mu_l",
    register=("MT60",),
    reading="charitable: two distinct atoms",
    uses=(coherence_square,),
    hypotheses=(coherence_is_largest,),
    model=each_pattern,
    over=(layers(),),
    printed=Claim(
        Abs(g(i, j)),
        "<",
        mu,
        ((i, All), (j, All.without(i))),
        tex=r"|\langle a_i,a_j\rangle|<\mu_l",
        words="inner products of distinct atoms are below the coherence",
    ),
    repaired=_at_most_mu,
    repaired_argument=_by_definition,
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="The coherence is attained, so the strict inequality fails for some pair of atoms of every dictionary with two atoms.",
)

row_hypotheses = (unit_atoms, coherence_is_largest, mu_nonneg, overlap, overlaps_itself, *stripe_facts)

row_bound = Step(
    label="lemma_3_3_patch_rows.row_bound",
    cite="proof of Lemma 3.3, patch error, last but one display, first inequality",
    register=("MT61",),
    reading="charitable: each row, so there is nothing to show for x^(l) = 0",
    uses=(off_diagonal_count, distinct_atoms),
    hypotheses=row_hypotheses,
    model=each_pattern,
    over=(layers(),),
    printed=Claim(
        row_sum,
        "<=",
        _uniform,
        ((i, Lam),),
        tex=r"\sum_{j\in\Lambda}|(I-A_\Lambda^TA_\Lambda)_{ij}|\le\mu_l(\|x^{(l)}\|^{Q^{(l)}}_{0,\infty}-1)",
        words="every row sum is at most mu times the stripe sparsity less one",
    ),
    argument=(
        algebra("no_overlap", Claim(Abs(g(i, j)), "==", 0, ((i, Lam), (j, Lam.without(i) & ~Gam(i)))), by=("overlap",)),
        rule("leave_out", "restrict_sum", f=lam(j, Abs(g(i, j))), K=Lam.without(i), H=Gam(i), forall=((i, Lam),)),
        rule(
            "one_entry", "termwise", f=lam(j, Abs(g(i, j))), g=lam(j, mu), K=Lam.without(i) & Gam(i), forall=((i, Lam),)
        ),
        rule("how_many", "subset_count", K=Lam.without(i) & Gam(i), H=_overlapping, forall=((i, Lam),)),
        arith(
            "row",
            Claim(row_sum, "<=", _uniform, ((i, Lam),)),
            by=(
                "unit_atoms",
                "leave_out",
                "one_entry",
                "how_many",
                "lemma_3_3_patch_rows.off_diagonal_count",
                "mu_nonneg",
            ),
            degree=2,
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_norm = Claim(
    largest(row_sum, i, Lam),
    "<=",
    _uniform,
    tex=r"\|I-A_\Lambda^TA_\Lambda\|_\infty\le\mu_l(\|x^{(l)}\|^{Q^{(l)}}_{0,\infty}-1)",
    words="the largest row sum is at most mu times the stripe sparsity less one",
)

matrix_norm = Step(
    label="lemma_3_3_patch_rows.matrix_norm",
    cite="proof of Lemma 3.3, patch error, last but one display, first inequality",
    register=("MT61",),
    reading="literal: x^(l) = 0 allowed, the norm of the empty matrix is 0",
    uses=(row_bound,),
    hypotheses=row_hypotheses,
    model=each_pattern,
    over=(layers(),),
    printed=_norm,
    repaired=_norm,
    repaired_hypotheses=(some_nonzero,),
    repaired_argument=(
        arith("room", Claim(_uniform, ">=", 0), by=("mu_nonneg", "some_nonzero"), degree=2),
        rule("largest", "largest_below", f=lam(i, row_sum), a=_uniform, K=Lam),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="For x^(l) = 0 the right side is -mu_l; x_min and x_max tacitly exclude that case.",
)

uniform_norm = Step(
    label="lemma_3_3_patch_rows.uniform_norm",
    cite="proof of Lemma 3.3, patch error, last but one display, second inequality",
    register=("MT61",),
    hypotheses=(mu_nonneg, sparse_stripes),
    model=each_pattern,
    over=(layers(),),
    printed=Claim(
        _uniform,
        "<=",
        mu * S,
        tex=r"\mu_l(\|x^{(l)}\|^{Q^{(l)}}_{0,\infty}-1)\le\mu_lS_l",
        words="the stripe sparsity less one is at most S",
    ),
    argument=(arith("weaken", Claim(_uniform, "<=", mu * S), by=("mu_nonneg", "sparse_stripes"), degree=2),),
    expects=expect("PROVED", argument="VALID"),
)
