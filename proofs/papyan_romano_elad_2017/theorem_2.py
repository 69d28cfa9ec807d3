"""Theorem 2: supports and errors, layer by layer, with thresholds in the window that condition 1 opens."""

from sympy import Abs, sqrt

from boundcheck import (
    Claim,
    Span,
    Step,
    algebra,
    arith,
    belongs,
    cascade,
    cascades,
    compare,
    expect,
    fixed,
    lam,
    largest,
    linear,
    logic,
    restate,
    rule,
    total,
)

from .correlations import anywhere, coherence_nonneg, on_support
from .words import (
    Atoms,
    G,
    Gh,
    Hat,
    K,
    Lam,
    Layers,
    Off,
    On,
    Patch,
    Places,
    Reached,
    beta,
    claim,
    conditions,
    e,
    eps,
    i,
    in_layers,
    l,
    model,
    operator,
    p,
    patch_norm,
    q,
    r,
    reach,
    unit,
    window,
    z,
)

_plane = [[1, "3/5"], [0, "4/5"]]
small_threshold = fixed("a small threshold", cascade([_plane], [1, 0], [0, 0], beta=["1/10"]))
large_threshold = fixed("a large threshold", cascade([_plane], [1, 0], [0, 0], beta=[2]))
thresholds = (small_threshold, large_threshold)
_sources = (*thresholds, cascades(window=True))

_reached = (l, Layers & Reached)
_below_small = compare(patch_norm(l - 1), "<=", eps(l - 1))
_square = total(e(l, r) ** 2, r, Atoms(l) & Patch(l, q))
_patch, _marked = Atoms(l) & Patch(l, q), Atoms(l) & Patch(l, q) & Lam(l)
_heaviest = largest(_square, q, Places(l))


def _there(lhs, relation, rhs, *more):
    return Claim(lhs, relation, rhs, (_reached, *more))


_separated = (  # at a layer below which the error is small
    algebra("member", _there(belongs(l, Reached), "holds", 0)),
    logic("below", _there(_below_small, "holds", 0), by=("reached", "member")),
    rule("triangle", "triangle_two", a=z(l, i) - G(l, i), b=G(l, i), forall=(_reached, (i, Off))),
    algebra("nothing", _there(Abs(G(l, i)), "==", 0, (i, Off)), by=("off_support_zero",)),
    arith(
        "off_small",
        _there(Abs(z(l, i)), "<=", beta(l), (i, Off)),
        by=("triangle", "nothing", "correlations.anywhere", "below", "above_off"),
    ),
    rule("reverse", "reverse_triangle", a=G(l, i), b=z(l, i) - G(l, i), forall=(_reached, (i, On))),
    arith(
        "on_large",
        _there(Abs(z(l, i)), ">", beta(l), (i, On)),
        by=("reverse", "smallest", "correlations.on_support", "below", "below_on"),
    ),
)

next_layer = Step(
    label="theorem_2.next_layer",
    cite="Theorem 2, proof (not in the paper): a small error below gives a small error here",
    register=("PR07",),
    uses=(on_support, anywhere, coherence_nonneg),
    hypotheses=(*model, *operator, unit, *window),
    over=_sources,
    printed=Claim(
        patch_norm(l),
        "<=",
        eps(l),
        (_reached,),
        tex=r"\|\Gamma_{l-1}-\hat\Gamma_{l-1}\|_{2,\infty}^P\le\epsilon_{l-1}\ \Rightarrow\ \|\Gamma_l-\hat\Gamma_l\|_{2,\infty}^P\le\epsilon_l",
    ),
    argument=(
        *_separated,
        logic("killed", _there(Abs(Gh(l, i)), "<=", 0, (i, Off)), by=("off_small", "kills")),
        rule("up", "magnitude", a=Gh(l, i), forall=(_reached, (i, Off))),
        rule("down", "magnitude", a=-Gh(l, i), forall=(_reached, (i, Off))),
        arith(
            "no_error", _there(e(l, i), "==", 0, (i, Off)), by=("killed", "up", "down", "is_error", "off_support_zero")
        ),
        logic("moved", _there(Abs(z(l, i) - Gh(l, i)), "==", beta(l), (i, On)), by=("on_large", "shrinks")),
        rule("two", "triangle_two", a=Gh(l, i) - z(l, i), b=z(l, i) - G(l, i), forall=(_reached, (i, On))),
        restate(
            "apart",
            _there(Abs(e(l, i)), "<=", Abs(z(l, i) - Gh(l, i)) + Abs(z(l, i) - G(l, i)), (i, On)),
            by=("two", "is_error"),
        ),
        arith(
            "each",
            _there(Abs(e(l, i)), "<=", reach, (i, On)),
            by=("apart", "moved", "correlations.on_support", "below"),
        ),
        rule("squared", "square", a=e(l, r), c=reach, forall=(_reached, (q, Places(l)), (r, _marked))),
        algebra("off_squared", _there(e(l, r) ** 2, "==", 0, (r, Off)), by=("no_error",)),
        rule(
            "on_support", "restrict_sum", f=lam(r, e(l, r) ** 2), K=_patch, H=Lam(l), forall=(_reached, (q, Places(l)))
        ),
        rule(
            "sum",
            "termwise",
            f=lam(r, e(l, r) ** 2),
            g=lam(r, reach**2),
            K=_marked,
            forall=(_reached, (q, Places(l))),
        ),
        arith(
            "in_patch",
            _there(_square, "<=", p(l) * reach**2, (q, Places(l))),
            by=("on_support", "sum", "patches"),
            squares=(reach,),
            degree=2,
        ),
        arith("room", _there(p(l) * reach**2, ">=", 0), by=("some_in_patch",), squares=(reach,), degree=2),
        rule("in_all", "largest_below", f=lam(q, _square), a=p(l) * reach**2, K=Places(l), forall=(_reached,)),
        arith(
            "reach_nonneg",
            _there(reach, ">=", 0),
            by=("below", "threshold_nonneg", "not_zero", "some_nonzero", "correlations.coherence_nonneg"),
            squares=(patch_norm(l - 1),),
            degree=3,
        ),
        arith(
            "root_nonneg",
            _there(sqrt(p(l)) * reach, ">=", 0),
            by=("reach_nonneg",),
            squares=(sqrt(p(l)),),
            degree=2,
        ),
        arith("eps_nonneg", _there(eps(l), ">=", 0), by=("recursion", "root_nonneg")),
        arith(
            "squares",
            _there(p(l) * reach**2, "<=", eps(l) ** 2),
            by=("recursion", "root_nonneg", "eps_nonneg"),
            degree=2,
        ),
        arith("all_squares", _there(_heaviest, "<=", eps(l) ** 2), by=("in_all", "squares")),
        rule("root", "root_below", a=_heaviest, b=eps(l), forall=(_reached,)),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_good = compare(patch_norm(l), "<=", eps(l))

errors = Step(
    label="theorem_2.errors",
    cite="Theorem 2, induction over the layers (not in the paper)",
    register=("PR07",),
    uses=(next_layer,),
    hypotheses=next_layer.hypotheses,
    over=_sources,
    printed=Claim(
        patch_norm(l),
        "<=",
        eps(l),
        ((l, Span(0, K)),),
        tex=r"\|\Gamma_l-\hat\Gamma_l\|_{2,\infty}^P\le\epsilon_l,\ 0\le l\le K",
    ),
    argument=(
        rule("part", "on_the_part", E=lam(l, _good), K=Layers, H=Reached),
        logic("step", Claim(_below_small, "implies", _good, ((l, Layers),)), by=("part", "reached")),
        rule("all", "induction", E=lam(l, _good), b=K),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="Condition 1 is not used beside the window: a threshold in the window exists only if condition 1 holds (condition.opens_window).",
)

_error_tex = r"\|\Gamma_i-\hat\Gamma_i\|_{2,\infty}^P\le\epsilon_i,\ 1\le i\le K"
_error = claim(patch_norm(l), "<=", eps(l), tex=_error_tex)

error_bound = Step(
    label="theorem_2.error_bound",
    cite="Theorem 2: norm(Gamma_i - Gammahat_i) in (2, inf, P) <= epsilon_i",
    register=("PR07",),
    reading="literal: for any threshold proportional to epsilon_i (atoms of norm 1, Gamma_min the lowest nonzero)",
    uses=(errors,),
    hypotheses=(*model, *operator, unit, *conditions),
    over=_sources,
    printed=_error,
    repaired=_error,
    repaired_hypotheses=window,
    repaired_argument=(restate("there", _error, by=("theorem_2.errors",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="With one nonzero per patch and stripe and no noise epsilon_1 = beta_1, so every threshold is proportional to epsilon_1; a small one "
    "keeps an atom off the support, whose entry is a larger error than beta.",
)

_equal_tex = r"\mathrm{supp}\,\hat\Gamma_i=\mathrm{supp}\,\Gamma_i,\ 1\le i\le K"
_equal = claim(belongs(i, Hat(l)), "iff", belongs(i, Lam(l)), (i, Atoms(l)), tex=_equal_tex)
_i = (i, Atoms(l))

supports = Step(
    label="theorem_2.supports",
    cite="Theorem 2: the support of Gammahat_i is that of Gamma_i",
    register=("PR07",),
    reading="literal: for any threshold proportional to epsilon_i (atoms of norm 1, Gamma_min the lowest nonzero)",
    uses=(errors, on_support, anywhere),
    hypotheses=(*model, *operator, unit, *conditions),
    over=_sources,
    printed=_equal,
    repaired=_equal,
    repaired_hypotheses=window,
    repaired_argument=(
        restate("below", claim(patch_norm(l - 1), "<=", eps(l - 1)), by=("theorem_2.errors",)),
        rule("reverse", "reverse_triangle", a=G(l, i), b=z(l, i) - G(l, i), forall=in_layers((i, On))),
        arith(
            "on_large",
            claim(Abs(z(l, i)), ">", beta(l), (i, On)),
            by=("reverse", "smallest", "correlations.on_support", "below", "below_on"),
        ),
        logic(
            "moved",
            claim(compare(Abs(Gh(l, i)), "==", Abs(z(l, i)) - beta(l)), "holds", 0, (i, On)),
            by=("on_large", "shrinks"),
        ),
        arith("kept_value", claim(Abs(Gh(l, i)), ">", 0, (i, On)), by=("moved", "on_large")),
        logic("kept", claim(belongs(i, Hat(l)), "holds", 0, (i, On)), by=("kept_value", "estimated")),
        rule("if_on", "on_the_part", E=lam(i, belongs(i, Hat(l))), K=Atoms(l), H=Lam(l), forall=in_layers()),
        rule("triangle", "triangle_two", a=z(l, i) - G(l, i), b=G(l, i), forall=in_layers(_i)),
        linear(
            "if_off",
            claim(compare(Abs(G(l, i)), "<=", 0), "implies", compare(Abs(z(l, i)), "<=", beta(l)), _i),
            by=("triangle", "correlations.anywhere", "below", "above_off"),
        ),
        logic("same", _equal, by=("if_on", "if_off", "kills", "estimated", "support")),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Too small a threshold keeps atoms off the support, too large a one loses all; both are proportional to epsilon_1.",
)
