"""Section 2.2, display (3): the uniform guarantee of Papyan et al., with the patch error of the same layer or of the layer below."""

from sympy import Abs, Rational

from boundcheck import (
    Claim,
    Step,
    algebra,
    arith,
    assume,
    belongs,
    compare,
    every,
    expect,
    lam,
    layers,
    logic,
    named_set,
    quote,
    real,
    restate,
    rule,
    size,
    total,
)

from .words import (
    All,
    Gam,
    Lam,
    Off,
    S,
    W,
    c,
    coherence,
    eps,
    error_below,
    first_layer,
    g,
    i,
    j,
    k,
    keeps_largest,
    largest_off,
    largest_x,
    mu,
    overlap,
    overlaps_itself,
    smallest_on,
    smallest_x,
    stripe,
    unit_atoms,
    w,
    x,
    xhat,
    xmax,
    xmin,
    zeta,
)

_TEX = r"S_l<\frac{1}{\mu_l|x_{max}^{(l)}|}\Big(\tfrac12|x_{min}^{(l)}|-\zeta\Big)+\tfrac12\ \Rightarrow\ W^{(l)}"
bound_3 = assume("bound_3", S, "<", (xmin / 2 - zeta) / (mu * xmax) + Rational(1, 2), words="display (3)")
mu_positive = assume("mu_positive", mu, ">", 0, words="mu_l > 0 (else (3) divides by zero)")
xmax_positive = assume("xmax_positive", xmax, ">", 0, words="x^(l) is not the zero vector")
zeta_nonneg = assume("zeta_nonneg", zeta, ">=", 0, words="zeta bounds a norm, so it is at least 0")
_recovered = Claim(W(), "holds", tex=_TEX, words="the support of layer l is recovered, for every sign pattern")
_condition = (bound_3, mu_positive, xmax_positive, smallest_x)

# literal: the error of layer l itself

Hat = named_set("Hat", tex=r"\mathrm{supp}\,\hat x^{(l)}")
err_patch = real("err_patch")  # norm (2, inf, P^(l)) of x^(l) - xhat^(l)
own_error = assume("own_error", err_patch, "<=", zeta, words="zeta_l is at least the patch error of layer l itself")
entry_in_patch = assume(
    "entry_in_patch", Abs(x(i) - xhat(i)), "<=", err_patch, ((i, All),), words="an entry of the error is in some patch"
)
stripe_natural = assume("stripe_natural", S, ">=", 1, words="S_l >= 1")
nonzero_kept = assume(
    "nonzero_kept",
    compare(Abs(xhat(i)), ">", 0),
    "iff",
    belongs(i, Hat),
    ((i, All),),
    words="supp xhat^(l) holds the nonzeros",
)
no_more = assume("no_more", size(Hat), "<=", size(Lam), words="the decoder keeps at most abs(Lambda) entries")
same_support = assume(
    "same_support",
    W(),
    "iff",
    every(belongs(j, Lam), j, Hat) & every(belongs(j, Hat), j, Lam),
    words="recovered means supp xhat^(l) = supp x^(l)",
)

literal = Step(
    label="uniform_bound.literal",
    cite="Section 2.2, (3): with zeta_l an upper bound on the patch error at the lth layer, supp(xhat^(l)) = supp(x^(l))",
    quotes=(quote("papyan_romano_elad_2017", "condition.separates"),),
    register=("MT11",),
    reading="literal: zeta_l bounds the error of the same layer",
    hypotheses=(
        *_condition,
        zeta_nonneg,
        own_error,
        entry_in_patch,
        stripe_natural,
        nonzero_kept,
        no_more,
        same_support,
    ),
    model=first_layer,
    over=(layers(),),
    printed=_recovered,
    argument=(
        arith("product", Claim(mu * xmax, ">", 0), by=("mu_positive", "xmax_positive"), degree=2),
        arith(
            "room", Claim(zeta + (S - Rational(1, 2)) * mu * xmax, "<", xmin / 2), by=("bound_3", "product"), degree=2
        ),
        arith("error_small", Claim(zeta, "<", xmin), by=("room", "product", "stripe_natural", "zeta_nonneg"), degree=2),
        rule("triangle", "triangle_two", a=x(i) - xhat(i), b=xhat(i), forall=((i, Lam),)),
        arith(
            "nonzero",
            Claim(Abs(xhat(i)), ">", 0, ((i, Lam),)),
            by=("triangle", "smallest_x", "entry_in_patch", "own_error", "error_small"),
        ),
        rule("event", "stated", a=0, b=Abs(xhat(i)), forall=((i, Lam),)),
        logic("kept", Claim(belongs(i, Hat), "holds", forall=((i, Lam),)), by=("event", "nonzero_kept")),
        rule("all_kept", "all_of_them", E=lam(i, belongs(i, Hat)), K=Lam),
        rule("no_others", "no_room", K=Lam, H=Hat),
        logic("same", _recovered, by=("all_kept", "no_others", "same_support")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="True, but for a circular reason: a lost entry alone makes the patch error at layer l at least x_min, and (3) asks for "
    "zeta_l < x_min/2; so the hypothesis on zeta_l contains the conclusion.  Coherence and the layers below play no part.",
)

# intended: the error of the layer below

others = Lam.without(i)
_rest = total(eps(j) * eps(i) * x(j) * g(i, j), j, others)

_on_support = (
    rule("own_term", "split_off", f=lam(j, eps(j) * x(j) * g(i, j)), K=Lam, a=i, forall=((i, Lam),)),
    rule("on_reverse", "reverse_triangle", a=x(i), b=_rest + eps(i) * w(i), forall=((i, Lam),)),
    restate(
        "on_expand",
        Claim(Abs(c(i)), ">=", Abs(x(i)) - Abs(_rest + eps(i) * w(i)), ((i, Lam),)),
        by=("on_reverse", "own_term", "unit_atoms"),
        unfold=("c",),
    ),
    rule("on_two", "triangle_two", a=_rest, b=eps(i) * w(i), forall=((i, Lam),)),
    rule("on_triangle", "triangle", f=lam(j, eps(j) * eps(i) * x(j) * g(i, j)), K=others, forall=((i, Lam),)),
    algebra(
        "on_no_overlap", Claim(Abs(x(j)) * Abs(g(i, j)), "==", 0, ((i, Lam), (j, others & ~Gam(i)))), by=("overlap",)
    ),
    rule("on_leave_out", "restrict_sum", f=lam(j, Abs(x(j)) * Abs(g(i, j))), K=others, H=Gam(i), forall=((i, Lam),)),
    rule("on_one", "product_of_magnitudes", a=x(j), b=g(i, j), c=xmax, d=mu, forall=((i, Lam), (j, others & Gam(i)))),
    rule(
        "on_sum",
        "termwise",
        f=lam(j, Abs(x(j)) * Abs(g(i, j))),
        g=lam(j, xmax * mu),
        K=others & Gam(i),
        forall=((i, Lam),),
    ),
    rule("itself", "in_both", a=i, K=Lam, H=Gam(i), forall=((i, Lam),)),
    rule("less_one", "take_out_member", a=i, K=Lam & Gam(i), forall=((i, Lam),)),
    rule("how_many", "subset_count", K=others & Gam(i), H=(Lam & Gam(i)).without(i), forall=((i, Lam),)),
    arith("on_count", Claim(size(others & Gam(i)), "<=", S - 1, ((i, Lam),)), by=("how_many", "less_one", "stripe")),
    arith(
        "on_support",
        Claim(Abs(c(i)), ">=", xmin - (S - 1) * mu * xmax - zeta, ((i, Lam),)),
        by=(
            "on_expand",
            "on_two",
            "on_triangle",
            "on_leave_out",
            "on_sum",
            "on_count",
            "smallest_x",
            "error_below",
            "product",
        ),
        degree=2,
    ),
)
_off_support = (
    algebra(
        "off_expand",
        Claim(Abs(c(k)), "==", Abs(total(eps(j) * x(j) * g(k, j), j, Lam) + w(k)), ((k, Off),)),
        unfold=("c",),
    ),
    rule("off_two", "triangle_two", a=total(eps(j) * x(j) * g(k, j), j, Lam), b=w(k), forall=((k, Off),)),
    rule("off_triangle", "triangle", f=lam(j, eps(j) * x(j) * g(k, j)), K=Lam, forall=((k, Off),)),
    algebra(
        "off_no_overlap", Claim(Abs(x(j)) * Abs(g(k, j)), "==", 0, ((k, Off), (j, Lam & ~Gam(k)))), by=("overlap",)
    ),
    rule("off_leave_out", "restrict_sum", f=lam(j, Abs(x(j)) * Abs(g(k, j))), K=Lam, H=Gam(k), forall=((k, Off),)),
    rule("off_one", "product_of_magnitudes", a=x(j), b=g(k, j), c=xmax, d=mu, forall=((k, Off), (j, Lam & Gam(k)))),
    rule(
        "off_sum",
        "termwise",
        f=lam(j, Abs(x(j)) * Abs(g(k, j))),
        g=lam(j, xmax * mu),
        K=Lam & Gam(k),
        forall=((k, Off),),
    ),
    arith(
        "off_support",
        Claim(Abs(c(k)), "<=", S * mu * xmax + zeta, ((k, Off),)),
        by=("off_expand", "off_two", "off_triangle", "off_leave_out", "off_sum", "stripe", "error_below", "product"),
        degree=2,
    ),
)

intended = Step(
    label="uniform_bound.intended",
    cite="Section 2.2, (3): with an upper bound on the patch error, supp(xhat^(l)) = supp(x^(l))",
    quotes=(quote("papyan_romano_elad_2017", "condition.separates"),),
    register=("MT11",),
    reading="intended: zeta_{l-1} bounds the error of the layer below (abs<a_i, v^(l-1)> <= zeta_{l-1})",
    hypotheses=(
        *_condition,
        unit_atoms,
        coherence,
        overlap,
        overlaps_itself,
        largest_x,
        stripe,
        stripe_natural,
        error_below,
        zeta_nonneg,
        keeps_largest,
    ),
    model=first_layer,
    over=(layers(),),
    printed=_recovered,
    argument=(
        arith("product", Claim(mu * xmax, ">", 0), by=("mu_positive", "xmax_positive"), degree=2),
        arith(
            "room", Claim(zeta + (S - Rational(1, 2)) * mu * xmax, "<", xmin / 2), by=("bound_3", "product"), degree=2
        ),
        *_on_support,
        *_off_support,
        arith(
            "not_negative",
            Claim(S * mu * xmax + zeta, ">=", 0),
            by=("stripe_natural", "product", "zeta_nonneg"),
            degree=2,
        ),
        rule("largest", "largest_below", f=lam(k, Abs(c(k))), a=S * mu * xmax + zeta, K=Off),
        rule("smallest", "smallest_above", f=lam(i, Abs(c(i))), a=xmin - (S - 1) * mu * xmax - zeta, K=Lam),
        arith("separated", Claim(largest_off, "<", smallest_on), by=("largest", "smallest", "room")),
        rule("event", "stated", a=largest_off, b=smallest_on),
        logic("recovered", _recovered, by=("event", "keeps_largest")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="On the support a correlation is at least x_min - (S-1) mu x_max - zeta, off it at most S mu x_max + zeta.",
)
