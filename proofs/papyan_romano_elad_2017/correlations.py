"""What the threshold of a layer looks at: correlations on and off the support, and what the error below adds (not printed in the paper)."""

from sympy import Abs, sqrt

from boundcheck import Claim, Step, algebra, arith, cascades, expect, lam, largest, restate, rule, size, total

from .words import (
    Atoms,
    G,
    Lam,
    Off,
    On,
    Patch,
    Places,
    Stripe,
    a,
    below,
    carried,
    claim,
    decomposition,
    e,
    g,
    gmax,
    gram,
    highest,
    i,
    in_layers,
    is_error,
    is_patch,
    j,
    l,
    local,
    looks_at,
    mu,
    mutual,
    not_zero,
    off_support_zero,
    overlap,
    own_stripe,
    patch_norm,
    q,
    r,
    s,
    some_nonzero,
    stripes,
    unit,
    w,
    z,
)

_sources = (cascades(),)
_i, _on = (i, Atoms(l)), (i, On)
_others = Atoms(l).without(i)
_inside = below & Patch(l - 1, i)
_term = e(l - 1, r)

coherence_bounds = Step(
    label="correlations.coherence_bounds",
    cite="Theorem 2: mutual coherence",
    register=("PR07",),
    hypotheses=(mutual,),
    over=_sources,
    printed=claim(Abs(g(l, i, j)), "<=", mu(l), _i, (j, _others), tex=r"|\langle d_i,d_j\rangle|\le\mu(D_l),\ i\ne j"),
    argument=(
        rule("in_row", "below_largest", f=lam(j, Abs(g(l, i, j))), K=_others, forall=in_layers(_i)),
        rule("row", "below_largest", f=lam(i, largest(Abs(g(l, i, j)), j, _others)), K=Atoms(l), forall=in_layers()),
        arith("bound", claim(Abs(g(l, i, j)), "<=", mu(l), _i, (j, _others)), by=("in_row", "row", "mutual")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

error_below = Step(
    label="correlations.error_below",
    cite="Theorem 2: an atom lives on one patch, so the error below adds at most its patch norm",
    register=("PR07",),
    hypotheses=(unit, local, is_patch, carried),
    over=_sources,
    printed=claim(
        Abs(w(l, i)),
        "<=",
        patch_norm(l - 1),
        _i,
        tex=r"|\langle d_i,\hat\Gamma_{l-1}-\Gamma_{l-1}\rangle|\le\|\hat\Gamma_{l-1}-\Gamma_{l-1}\|_{2,\infty}^P",
    ),
    argument=(
        algebra(
            "off_patch",
            claim(a(l, r, i) * _term, "==", 0, _i, (r, below & ~Patch(l - 1, i))),
            by=("local",),
        ),
        rule(
            "on_patch", "restrict_sum", f=lam(r, a(l, r, i) * _term), K=below, H=Patch(l - 1, i), forall=in_layers(_i)
        ),
        arith("there", claim(w(l, i), "==", total(a(l, r, i) * _term, r, _inside), _i), by=("carried", "on_patch")),
        rule("product", "cauchy_schwarz", f=lam(r, a(l, r, i)), g=lam(r, _term), K=_inside, forall=in_layers(_i)),
        restate(
            "magnitude",
            claim(
                Abs(w(l, i)),
                "<=",
                sqrt(total(a(l, r, i) ** 2, r, _inside)) * sqrt(total(_term**2, r, _inside)),
                _i,
            ),
            by=("product", "there"),
        ),
        rule("part", "smaller_set", f=lam(r, a(l, r, i) ** 2), K=below, H=Patch(l - 1, i), forall=in_layers(_i)),
        arith("short", claim(total(a(l, r, i) ** 2, r, _inside), "<=", 1, _i), by=("part", "unit")),
        rule("length", "root_below", a=total(a(l, r, i) ** 2, r, _inside), b=1, forall=in_layers(_i)),
        rule(
            "largest",
            "below_largest",
            f=lam(q, total(_term**2, r, below & Patch(l - 1, q))),
            K=Places(l - 1),
            forall=in_layers(),
        ),
        rule(
            "one_patch",
            "at_a_member",
            f=lam(q, total(e(l - 1, r) ** 2, r, below & Patch(l - 1, q))),
            K=Places(l - 1),
            a=largest(total(e(l - 1, r) ** 2, r, below & Patch(l - 1, q)), q, Places(l - 1)),
            b=i,
            forall=in_layers(_i),
        ),
        rule(
            "norm",
            "square_root",
            a=total(_term**2, r, _inside),
            b=largest(total(_term**2, r, below & Patch(l - 1, q)), q, Places(l - 1)),
            forall=in_layers(_i),
        ),
        arith(
            "bound",
            claim(Abs(w(l, i)), "<=", patch_norm(l - 1), _i),
            by=("magnitude", "length", "norm"),
            squares=(sqrt(total(_term**2, r, _inside)),),
            degree=2,
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="Here the norm 1 of the atoms is used (PR06).",
)

expanded = Step(
    label="correlations.expanded",
    cite="Theorem 2: what the threshold looks at",
    register=("PR07",),
    hypotheses=(decomposition, gram, looks_at, is_error, carried, off_support_zero),
    over=_sources,
    printed=claim(
        z(l, i),
        "==",
        total(G(l, j) * g(l, i, j), j, On) + w(l, i),
        _i,
        tex=r"(D_l^T\hat\Gamma_{l-1})_i=\sum_j\Gamma_{l,j}\langle d_i,d_j\rangle+\langle d_i,\hat\Gamma_{l-1}-\Gamma_{l-1}\rangle",
    ),
    argument=(
        rule(
            "exchange",
            "exchange_sums",
            f=lam((r, j), a(l, r, i) * a(l, r, j) * G(l, j)),
            K=below,
            H=Atoms(l),
            forall=in_layers(_i),
        ),
        arith(
            "all_atoms",
            claim(z(l, i), "==", total(G(l, j) * g(l, i, j), j, Atoms(l)) + w(l, i), _i),
            by=("exchange", "looks_at", "decomposition", "gram", "is_error", "carried"),
        ),
        algebra("vanish", claim(G(l, j) * g(l, i, j), "==", 0, _i, (j, Off)), by=("off_support_zero",)),
        rule("support", "restrict_sum", f=lam(j, G(l, j) * g(l, i, j)), K=Atoms(l), H=Lam(l), forall=in_layers(_i)),
        arith(
            "expand",
            claim(z(l, i), "==", total(G(l, j) * g(l, i, j), j, On) + w(l, i), _i),
            by=("all_atoms", "support"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_layer = (
    mutual,
    highest,
    overlap,
    own_stripe,
    stripes,
    unit,
    local,
    is_patch,
    decomposition,
    gram,
    looks_at,
    is_error,
    carried,
)
_rest = On.without(i)
_most_on = (s(l) - 1) * mu(l) * gmax(l) + patch_norm(l - 1)
_near = Claim(Abs(z(l, i) - G(l, i)), "<=", _most_on, in_layers(_on))

coherence_nonneg = Step(
    label="correlations.coherence_nonneg",
    cite="Theorem 2: mutual coherence",
    hypotheses=(mutual,),
    over=_sources,
    printed=claim(mu(l), ">=", 0, tex=r"\mu(D_l)\ge0"),
    argument=(
        arith(
            "bound",
            claim(mu(l), ">=", 0),
            by=("mutual",),
            squares=(largest(largest(Abs(g(l, i, j)), j, _others), i, Atoms(l)),),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

on_support = Step(
    label="correlations.on_support",
    cite="Theorem 2: correlations on the support",
    register=("PR02", "PR07"),
    uses=(coherence_bounds, coherence_nonneg, error_below, expanded),
    hypotheses=(*_layer, off_support_zero, not_zero, some_nonzero),
    over=_sources,
    printed=claim(
        Abs(z(l, i) - G(l, i)),
        "<=",
        _most_on,
        _on,
        tex=r"|(D_l^T\hat\Gamma_{l-1})_i-\Gamma_{l,i}|\le(s_l-1)\mu|\Gamma_l^{\max}|+\|\hat\Gamma_{l-1}-\Gamma_{l-1}\|_{2,\infty}^P\ \text{on the support}",
    ),
    argument=(
        rule("own", "split_off", f=lam(j, G(l, j) * g(l, i, j)), K=On, a=i, forall=in_layers(_on)),
        arith("itself", claim(g(l, i, i), "==", 1, _i), by=("gram", "unit")),
        restate(
            "own_one",
            claim(total(G(l, j) * g(l, i, j), j, On), "==", G(l, i) + total(G(l, j) * g(l, i, j), j, _rest), _on),
            by=("own", "itself"),
        ),
        arith(
            "rest",
            claim(z(l, i), "==", G(l, i) + total(G(l, j) * g(l, i, j), j, _rest) + w(l, i), _on),
            by=("correlations.expanded", "own_one"),
        ),
        rule("two", "triangle_two", a=total(G(l, j) * g(l, i, j), j, _rest), b=w(l, i), forall=in_layers(_on)),
        rule("terms", "triangle", f=lam(j, G(l, j) * g(l, i, j)), K=_rest, forall=in_layers(_on)),
        algebra(
            "apart",
            claim(Abs(G(l, j)) * Abs(g(l, i, j)), "==", 0, _on, (j, _rest & ~Stripe(l, i))),
            by=("overlap",),
        ),
        rule(
            "stripe",
            "restrict_sum",
            f=lam(j, Abs(G(l, j)) * Abs(g(l, i, j))),
            K=_rest,
            H=Stripe(l, i),
            forall=in_layers(_on),
        ),
        rule(
            "each",
            "product_of_magnitudes",
            a=G(l, j),
            b=g(l, i, j),
            c=gmax(l),
            d=mu(l),
            forall=in_layers(_on, (j, _rest & Stripe(l, i))),
        ),
        rule(
            "sum",
            "termwise",
            f=lam(j, Abs(G(l, j)) * Abs(g(l, i, j))),
            g=lam(j, gmax(l) * mu(l)),
            K=_rest & Stripe(l, i),
            forall=in_layers(_on),
        ),
        rule("there", "in_both", a=i, K=Lam(l), H=Stripe(l, i), forall=in_layers(_on)),
        rule("less_one", "take_out_member", a=i, K=Lam(l) & Stripe(l, i), forall=in_layers(_on)),
        rule(
            "count",
            "subset_count",
            K=_rest & Stripe(l, i),
            H=(Lam(l) & Stripe(l, i)).without(i),
            forall=in_layers(_on),
        ),
        arith(
            "few",
            claim(size(_rest & Stripe(l, i)), "<=", s(l) - 1, _on),
            by=("count", "less_one", "stripes"),
        ),
        restate(
            "magnitude",
            claim(Abs(z(l, i) - G(l, i)), "<=", Abs(total(G(l, j) * g(l, i, j), j, _rest)) + Abs(w(l, i)), _on),
            by=("two", "rest"),
        ),
        arith(
            "bound",
            _near,
            by=(
                "magnitude",
                "terms",
                "stripe",
                "sum",
                "few",
                "correlations.coherence_nonneg",
                "not_zero",
                "correlations.error_below",
            ),
            degree=3,
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_most_off = s(l) * mu(l) * gmax(l) + patch_norm(l - 1)
_every = _others & Lam(l)  # the other atoms of the support

anywhere = Step(
    label="correlations.anywhere",
    cite="Theorem 2: correlations off the support (there Gamma is 0), and anywhere",
    register=("PR02", "PR07"),
    uses=(coherence_bounds, coherence_nonneg, error_below, expanded),
    hypotheses=(*_layer, off_support_zero, not_zero),
    over=_sources,
    printed=claim(
        Abs(z(l, i) - G(l, i)),
        "<=",
        _most_off,
        _i,
        tex=r"|(D_l^T\hat\Gamma_{l-1})_i-\Gamma_{l,i}|\le s_l\mu|\Gamma_l^{\max}|+\|\hat\Gamma_{l-1}-\Gamma_{l-1}\|_{2,\infty}^P",
    ),
    argument=(
        algebra("vanish", claim(G(l, j) * g(l, i, j), "==", 0, _i, (j, Off)), by=("off_support_zero",)),
        rule("support", "restrict_sum", f=lam(j, G(l, j) * g(l, i, j)), K=Atoms(l), H=Lam(l), forall=in_layers(_i)),
        rule("fewer", "restrict_sum", f=lam(j, G(l, j) * g(l, i, j)), K=_others, H=Lam(l), forall=in_layers(_i)),
        rule("own", "split_off", f=lam(j, G(l, j) * g(l, i, j)), K=Atoms(l), a=i, forall=in_layers(_i)),
        arith("itself", claim(g(l, i, i), "==", 1, _i), by=("gram", "unit")),
        restate(
            "own_one",
            claim(
                total(G(l, j) * g(l, i, j), j, Atoms(l)), "==", G(l, i) + total(G(l, j) * g(l, i, j), j, _others), _i
            ),
            by=("own", "itself"),
        ),
        arith(
            "rest",
            claim(z(l, i), "==", G(l, i) + total(G(l, j) * g(l, i, j), j, _every) + w(l, i), _i),
            by=("correlations.expanded", "own_one", "support", "fewer"),
        ),
        rule("two", "triangle_two", a=total(G(l, j) * g(l, i, j), j, _every), b=w(l, i), forall=in_layers(_i)),
        rule("terms", "triangle", f=lam(j, G(l, j) * g(l, i, j)), K=_every, forall=in_layers(_i)),
        algebra(
            "apart", claim(Abs(G(l, j)) * Abs(g(l, i, j)), "==", 0, _i, (j, _every & ~Stripe(l, i))), by=("overlap",)
        ),
        rule(
            "stripe",
            "restrict_sum",
            f=lam(j, Abs(G(l, j)) * Abs(g(l, i, j))),
            K=_every,
            H=Stripe(l, i),
            forall=in_layers(_i),
        ),
        rule(
            "each",
            "product_of_magnitudes",
            a=G(l, j),
            b=g(l, i, j),
            c=gmax(l),
            d=mu(l),
            forall=in_layers(_i, (j, _every & Stripe(l, i))),
        ),
        rule(
            "sum",
            "termwise",
            f=lam(j, Abs(G(l, j)) * Abs(g(l, i, j))),
            g=lam(j, gmax(l) * mu(l)),
            K=_every & Stripe(l, i),
            forall=in_layers(_i),
        ),
        rule("count", "subset_count", K=_every & Stripe(l, i), H=Lam(l) & Stripe(l, i), forall=in_layers(_i)),
        arith("few", claim(size(_every & Stripe(l, i)), "<=", s(l), _i), by=("count", "stripes")),
        restate(
            "magnitude",
            claim(Abs(z(l, i) - G(l, i)), "<=", Abs(total(G(l, j) * g(l, i, j), j, _every)) + Abs(w(l, i)), _i),
            by=("two", "rest"),
        ),
        arith(
            "bound",
            claim(Abs(z(l, i) - G(l, i)), "<=", _most_off, _i),
            by=(
                "magnitude",
                "terms",
                "stripe",
                "sum",
                "few",
                "correlations.coherence_nonneg",
                "not_zero",
                "correlations.error_below",
            ),
            degree=3,
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)
