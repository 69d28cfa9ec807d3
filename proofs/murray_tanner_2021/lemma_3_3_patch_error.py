"""Lemma 3.3, patch error: the recursion zeta_l bounds it where the supports agree, whatever the signs."""

from sympy import Abs, sqrt

from boundcheck import (
    Claim,
    Step,
    arith,
    compare,
    detach,
    discharge,
    expect,
    lam,
    layers,
    restate,
    rule,
    size,
)

from .lemma_3_3_patch import error, line_one, off_support, patch_norm, squares
from .lemma_3_3_patch_bound import entry_error, entry_hypotheses
from .patch_words import (
    PatchOut,
    count_in_patch,
    decoder_drops,
    each_pattern,
    err_patch,
    h,
    positive_count,
    same_count,
    sparse_stripes,
    support,
    zeta_nonneg,
)
from .words import All, Lam, S, W, j, mu, xmax, zeta

_level = mu * (S - 1) * xmax + zeta
_zeta_next = sqrt(count_in_patch) * _level

patch_error = Step(
    label="lemma_3_3_patch_error.patch_error",
    cite="Lemma 3.3, second statement: zeta_l bounds the patch error if the supports agree",
    register=("MT63",),
    uses=(line_one, entry_error),
    hypotheses=(
        *entry_hypotheses,
        sparse_stripes,
        positive_count,
        zeta_nonneg,
        support,
        decoder_drops,
        same_count,
        patch_norm,
    ),
    model=each_pattern,
    over=(layers(),),
    printed=Claim(
        W(),
        "implies",
        compare(err_patch, "<=", _zeta_next),
        tex=r"\|v^{(l)}\|^{P^{(l)}}_{2,\infty}\le\zeta_l=\sqrt{\|\hat x^{(l)}\|^{P^{(l)}}_{0,\infty}}\,(\mu_l(S_l-1)|x_{max}^{(l)}|+\zeta_{l-1})",
        words="where the support is recovered, the recursion bounds the patch error, whatever the signs",
    ),
    argument=(
        *off_support,
        detach("entry", "lemma_3_3_patch_bound.entry_error"),
        detach("counted", "same_count"),
        arith(
            "level",
            Claim(Abs(error), "<=", _level, ((h, All), (j, PatchOut(h) & Lam))),
            by=("entry", "mu_nonneg", "xmax_nonneg", "sparse_stripes"),
            degree=3,
        ),
        rule("level_square", "square", a=error, c=_level, forall=((h, All), (j, PatchOut(h) & Lam))),
        rule("sum", "termwise", f=lam(j, error**2), g=lam(j, _level**2), K=PatchOut(h) & Lam, forall=((h, All),)),
        rule("counts", "below_largest", f=lam(j, count_in_patch.args[0]), K=All),
        restate("fewer", Claim(size(Lam & PatchOut(h)), "<=", count_in_patch, ((h, All),)), by=("counts", "counted")),
        arith("level_nonneg", Claim(_level, ">=", 0), by=("mu_nonneg", "positive_count", "zeta_nonneg"), degree=2),
        arith(
            "bound_nonneg", Claim(_zeta_next, ">=", 0), by=("level_nonneg",), squares=(sqrt(count_in_patch),), degree=2
        ),
        arith(
            "squares",
            Claim(squares, "<=", _zeta_next**2, ((h, All),)),
            by=("on_support", "sum", "fewer"),
            squares=(_level,),
            degree=2,
        ),
        rule("root", "root_below", a=squares, b=_zeta_next, forall=((h, All),)),
        rule("all_patches", "largest_below", f=lam(h, sqrt(squares)), a=_zeta_next, K=All),
        restate("norm", Claim(err_patch, "<=", _zeta_next), by=("all_patches", "lemma_3_3_patch.line_one")),
        discharge("on_recovery", "norm"),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark=(
        "Holds for every length of the patches P^(l), so the two readings of that length (m_l and m_{l+1}) both stand. "
        "For x^(l) = 0 and S_l = 0 the factor S_l - 1 is negative, but x_max = 0 there by convention."
    ),
)
