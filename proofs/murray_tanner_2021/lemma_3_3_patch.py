"""Lemma 3.3, patch error: from the patch norm to the maximum norm."""

from sympy import Abs, Integer, sqrt

from boundcheck import (
    Claim,
    Step,
    algebra,
    arith,
    assume,
    assuming,
    compare,
    detach,
    discharge,
    expect,
    family,
    lam,
    largest,
    layers,
    named_set,
    rule,
    size,
    total,
    vectors,
)

from .patch_words import (
    PatchOut,
    decoder_drops,
    each_pattern,
    err_inf,
    err_patch,
    h,
    patch_count,
    support,
)
from .words import All, Lam, W, i, j, x, xhat

error = x(j) - xhat(j)
squares = total(error**2, j, PatchOut(h))
_patch_norm = largest(sqrt(squares), h, All)
_largest_in = largest(Abs(error), j, PatchOut(h))
_largest_of_patches = largest(_largest_in, h, All)
_max_norm = largest(Abs(error), j, All)

patch_norm = assume(
    "patch_norm",
    err_patch,
    "==",
    largest(sqrt(total((xhat(j) - x(j)) ** 2, j, PatchOut(h))), h, All),
    words="norm of xhat - x in (2, inf, P^(l))",
)

line_one = Step(
    label="lemma_3_3_patch.line_one",
    cite="proof of Lemma 3.3, patch error, first chain, line 1",
    register=("MT50",),
    hypotheses=(patch_norm,),
    model=each_pattern,
    over=(layers(),),
    printed=Claim(
        err_patch,
        "==",
        _patch_norm,
        tex=r"\|\hat x^{(l)}-x^{(l)}\|^{P^{(l)}}_{2,\infty}=\max_i\|P^{(l)}(i)(x^{(l)}-\hat x^{(l)})\|_2",
        words="the definition of the patch norm; the order of the two vectors does not matter",
    ),
    argument=(algebra("definition", Claim(err_patch, "==", _patch_norm), by=("patch_norm",)),),
    expects=expect("PROVED", argument="VALID"),
)

# a sum of squares is not negative; on the event that the supports agree, the error vanishes off Lambda
off_support = (
    arith("square_nonneg", Claim(error**2, ">=", 0, ((h, All), (j, PatchOut(h)))), by=(), squares=(error,)),
    rule("sum_nonneg", "termwise", f=lam(j, Integer(0)), g=lam(j, error**2), K=PatchOut(h), forall=((h, All),)),
    assuming("recovered", W()),
    detach("dropped", "decoder_drops"),
    algebra("zero_off", Claim(error**2, "==", 0, ((h, All), (j, PatchOut(h) & ~Lam))), by=("support", "dropped")),
    rule("on_support", "restrict_sum", f=lam(j, error**2), K=PatchOut(h), H=Lam, forall=((h, All),)),
)

_two_to_inf = sqrt(patch_count) * _largest_of_patches

line_two = Step(
    label="lemma_3_3_patch.line_two",
    cite="proof of Lemma 3.3, patch error, first chain, line 2 (an equality as printed)",
    register=("MT51",),
    hypotheses=(support, decoder_drops),
    model=each_pattern,
    over=(layers(),),
    printed=Claim(
        W(),
        "implies",
        compare(_patch_norm, "==", _two_to_inf),
        tex=r"\max_i\|P^{(l)}(i)(x^{(l)}-\hat x^{(l)})\|_2=\sqrt{\|x^{(l)}\|^{P^{(l)}}_{0,\infty}}\,\max_i\|P^{(l)}(i)(x^{(l)}-\hat x^{(l)})\|_\infty",
        words="the patch norm is the root of the number of nonzeros times the largest entry",
    ),
    repaired=Claim(
        W(),
        "implies",
        compare(_patch_norm, "<=", _two_to_inf),
        tex=r"\max_i\|P^{(l)}(i)(x^{(l)}-\hat x^{(l)})\|_2\le\sqrt{\|x^{(l)}\|^{P^{(l)}}_{0,\infty}}\,\max_i\|P^{(l)}(i)(x^{(l)}-\hat x^{(l)})\|_\infty",
        words="the patch norm is at most the root of the number of nonzeros times the largest entry",
    ),
    repaired_argument=(
        *off_support,
        rule("in_patch", "below_largest", f=lam(j, Abs(error)), K=PatchOut(h), forall=((h, All),)),
        rule("of_patches", "below_largest", f=lam(h, _largest_in), K=All),
        arith(
            "entry",
            Claim(Abs(error), "<=", _largest_of_patches, ((h, All), (j, PatchOut(h) & Lam))),
            by=("in_patch", "of_patches"),
        ),
        rule("entry_square", "square", a=error, c=_largest_of_patches, forall=((h, All), (j, PatchOut(h) & Lam))),
        rule(
            "sum",
            "termwise",
            f=lam(j, error**2),
            g=lam(j, _largest_of_patches**2),
            K=PatchOut(h) & Lam,
            forall=((h, All),),
        ),
        rule("counts", "below_largest", f=lam(i, patch_count.args[0]), K=All),
        arith(
            "squares",
            Claim(squares, "<=", _two_to_inf**2, ((h, All),)),
            by=("on_support", "sum", "counts"),
            squares=(_largest_of_patches**2,),
            degree=2,
        ),
        rule("root", "root_below", a=squares, b=_two_to_inf, forall=((h, All),)),
        rule("all_patches", "largest_below", f=lam(h, sqrt(squares)), a=_two_to_inf, K=All),
        discharge("on_recovery", "all_patches"),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Equality needs a densest patch whose nonzero errors all have the largest magnitude; the sentence below the display speaks of an inequality.",
)

line_three = Step(
    label="lemma_3_3_patch.line_three",
    cite="proof of Lemma 3.3, patch error, first chain, line 3",
    register=("MT52",),
    model=each_pattern,
    over=(layers(),),
    printed=Claim(
        _two_to_inf,
        "<=",
        sqrt(patch_count) * _max_norm,
        tex=r"\sqrt{\|x^{(l)}\|^{P^{(l)}}_{0,\infty}}\,\max_i\|P^{(l)}(i)(x^{(l)}-\hat x^{(l)})\|_\infty\le\sqrt{\|x^{(l)}\|^{P^{(l)}}_{0,\infty}}\,\|x^{(l)}-\hat x^{(l)}\|_\infty",
        words="the largest entry of a part is at most the largest entry",
    ),
    argument=(
        rule("entries", "below_largest", f=lam(j, Abs(error)), K=All),
        rule("one_patch", "largest_below", f=lam(j, Abs(error)), a=_max_norm, K=PatchOut(h), forall=((h, All),)),
        rule("all_patches", "largest_below", f=lam(h, _largest_in), a=_max_norm, K=All),
        arith(
            "scaled",
            Claim(_two_to_inf, "<=", sqrt(patch_count) * _max_norm),
            by=("all_patches",),
            squares=(sqrt(patch_count),),
            degree=2,
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

z = family("z", tex="z_j", meaning="entry of a vector")
Nz = named_set("Nz")  # where z is not 0
_z_norm = largest(Abs(z(j)), j, All)
_z_squares = total(z(j) ** 2, j, All)
_z_bound = sqrt(size(Nz)) * _z_norm
nonzeros = assume("nonzeros", z(j), "==", 0, ((j, ~Nz),), words="z has its nonzeros in a set of k entries")

two_norm = Step(
    label="lemma_3_3_patch.two_norm",
    cite="proof of Lemma 3.3, patch error: norm_2(z) <= sqrt(k) norm_inf(z) for z with k nonzeros",
    register=("MT53",),
    hypotheses=(nonzeros,),
    over=(vectors(),),
    printed=Claim(
        sqrt(_z_squares),
        "<=",
        _z_bound,
        tex=r"\|z\|_2\le\sqrt k\,\|z\|_\infty",
        words="a vector with k nonzeros is at most sqrt(k) times its largest entry",
    ),
    argument=(
        algebra("zeros", Claim(z(j) ** 2, "==", 0, ((j, All & ~Nz),)), by=("nonzeros",)),
        rule("leave_out", "restrict_sum", f=lam(j, z(j) ** 2), K=All, H=Nz),
        rule("entry", "below_largest", f=lam(j, Abs(z(j))), K=All),
        rule("square", "square", a=z(j), c=_z_norm, forall=((j, All & Nz),)),
        rule("sum", "termwise", f=lam(j, z(j) ** 2), g=lam(j, _z_norm**2), K=All & Nz),
        rule("count", "subset_count", K=All & Nz, H=Nz),
        arith(
            "squares",
            Claim(_z_squares, "<=", _z_bound**2),
            by=("leave_out", "sum", "count"),
            squares=(_z_norm**2,),
            degree=2,
        ),
        rule("root", "root_below", a=_z_squares, b=_z_bound),
    ),
    expects=expect("PROVED", argument="VALID"),
)

max_norm = assume("max_norm", err_inf, "==", _max_norm, words="norm_inf of x - xhat")

on_support = Step(
    label="lemma_3_3_patch.on_support",
    cite="proof of Lemma 3.3, patch error: norm_inf(x - xhat) = norm_inf(x_Lambda - xhat_Lambda)",
    register=("MT54",),
    hypotheses=(support, decoder_drops, max_norm),
    model=each_pattern,
    over=(layers(),),
    printed=Claim(
        W(),
        "implies",
        compare(err_inf, "==", largest(Abs(error), j, Lam)),
        tex=r"\|x^{(l)}-\hat x^{(l)}\|_\infty=\|x^{(l)}_\Lambda-\hat x^{(l)}_\Lambda\|_\infty",
        words="the error is largest on the support",
    ),
    argument=(
        assuming("recovered", W()),
        detach("dropped", "decoder_drops"),
        algebra("zero_off", Claim(Abs(error), "==", 0, ((j, All & ~Lam),)), by=("support", "dropped")),
        rule("norms", "supported_largest", f=lam(j, Abs(error)), K=All, H=Lam),
        algebra("norm", Claim(err_inf, "==", largest(Abs(error), j, Lam)), by=("max_norm", "norms")),
        discharge("on_recovery", "norm"),
    ),
    expects=expect("PROVED", argument="VALID"),
)
