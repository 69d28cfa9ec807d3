"""Theorem 2, its two conditions: for which thresholds condition 1 is enough, what it is needed for, and what 'proportional' adds."""

from sympy import Abs, Rational, sqrt

from boundcheck import (
    Step,
    algebra,
    arith,
    assume,
    belongs,
    cascade,
    cascades,
    compare,
    every,
    expect,
    fixed,
    lam,
    largest,
    linear,
    logic,
    restate,
    rule,
    smallest,
)

from .correlations import anywhere, coherence_nonneg, on_support
from .theorem_2 import supports, thresholds
from .words import (
    Atoms,
    G,
    Hat,
    Lam,
    Off,
    On,
    below_nonneg,
    beta,
    claim,
    coherent,
    condition_1,
    condition_side,
    eps,
    gmax,
    gmin,
    high,
    i,
    in_layers,
    j,
    l,
    low,
    model,
    mu,
    nonzero,
    not_zero,
    operator,
    p,
    patch_norm,
    ratio,
    recursion_exact,
    s,
    step_up,
    unit,
    window,
    z,
)
from .words import smallest as smallest_entry

_sources = (cascades(),)
_plain = cascade([[[1, "3/5"], [0, "4/5"]]], [1, 0], [0, 0])
_with_zero = {**_plain, "families": {**_plain["families"], "gmin": [0, 0]}}
_i = (i, Atoms(l))
_holds = compare(s(l), "<", condition_side)
_open = compare(low, "<", high)
_inside = compare(low, "<=", beta(l)) & compare(beta(l), "<", high)
_condition_tex = r"\|\Gamma_l\|_{0,\infty}^S<\tfrac12\Big(1+\frac1{\mu}\frac{|\Gamma^{\min}|}{|\Gamma^{\max}|}\Big)-\frac1\mu\frac{\epsilon_{l-1}}{|\Gamma^{\max}|}"
_low_tex, _high_tex = r"s\mu|\Gamma^{\max}|+\epsilon_{l-1}", r"|\Gamma^{\min}|-(s-1)\mu|\Gamma^{\max}|-\epsilon_{l-1}"
_scale = 2 * mu(l) * gmax(l)

opens_window = Step(
    label="condition.opens_window",
    cite="Theorem 2, condition 1: what it says",
    register=("PR02",),
    hypotheses=(coherent, not_zero),
    over=_sources,
    printed=claim(_holds, "iff", _open, tex=rf"{_condition_tex}\ \Leftrightarrow\ {_low_tex}<{_high_tex}"),
    argument=(
        arith("scale", claim(_scale, ">", 0), by=("coherent", "not_zero"), degree=2),
        rule("scaled", "positive_scaling", a=condition_side, b=s(l), c=_scale, forall=in_layers()),
        logic("same", claim(_holds, "iff", _open), by=("scaled",)),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="Condition 1 says neither more nor less than that a worst case leaves room for a threshold between the two sides.",
)

_error_small = assume(
    "error_small",
    patch_norm(l - 1),
    "<=",
    eps(l - 1),
    in_layers(),
    words="epsilon_{l-1} bounds the error of the layer below",
)
_weak = assume("condition_weak", s(l), "<=", condition_side, in_layers(), words="condition 1 with <= in place of <")
_on, _off = smallest(Abs(z(l, i)), i, On), largest(Abs(z(l, i)), i, Off)
_separated = claim(
    _off,
    "<",
    _on,
    tex=r"\max_{k\notin\mathrm{supp}\,\Gamma_l}|(D_l^T\hat\Gamma_{l-1})_k|<\min_{i\in\mathrm{supp}\,\Gamma_l}|(D_l^T\hat\Gamma_{l-1})_i|",
)
_tight = [["2/3", "-2/3", 0], ["2/3", 0, "2/3"], ["1/3", "1/3", "-1/3"], [0, "2/3", "2/3"]]
tetrahedron = fixed("three atoms with inner products 1/3", cascade([_tight], [1, 1, 0], [0, 0, 0, 0]))

separates = Step(
    label="condition.separates",
    cite="Theorem 2, condition 1: it leaves room for a threshold",
    register=("PR02",),
    reading="the largest magnitude off the support is below the smallest on it",
    uses=(on_support, anywhere, coherence_nonneg, opens_window),
    hypotheses=(*model, unit, coherent, _error_small, condition_1),
    over=_sources,
    printed=_separated,
    argument=(
        rule("stated", "stated", a=s(l), b=condition_side, forall=in_layers()),
        logic("open", claim(_open, "holds", 0), by=("stated", "condition.opens_window")),
        rule("reverse", "reverse_triangle", a=G(l, i), b=z(l, i) - G(l, i), forall=in_layers((i, On))),
        arith(
            "on",
            claim(Abs(z(l, i)), ">=", high, (i, On)),
            by=("reverse", "smallest", "correlations.on_support", "error_small"),
        ),
        rule("least", "smallest_above", f=lam(i, Abs(z(l, i))), a=high, K=On, forall=in_layers()),
        rule("triangle", "triangle_two", a=z(l, i) - G(l, i), b=G(l, i), forall=in_layers((i, Off))),
        algebra("nothing", claim(Abs(G(l, i)), "==", 0, (i, Off)), by=("off_support_zero",)),
        arith(
            "off",
            claim(Abs(z(l, i)), "<=", low, (i, Off)),
            by=("triangle", "nothing", "correlations.anywhere", "error_small"),
        ),
        arith(
            "room",
            claim(low, ">=", 0),
            by=("error_small", "some_nonzero", "not_zero", "correlations.coherence_nonneg"),
            squares=(patch_norm(l - 1),),
            degree=3,
        ),
        rule("most", "largest_below", f=lam(i, Abs(z(l, i))), a=low, K=Off, forall=in_layers()),
        arith("apart", _separated, by=("least", "most", "open")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

weaker = Step(
    label="condition.weaker",
    cite="Theorem 2, condition 1: could it be weaker?",
    register=("PR02",),
    reading="asked by the audit, not printed: with <= in place of <",
    uses=(separates,),
    hypotheses=(*model, unit, coherent, _error_small, _weak),
    over=(tetrahedron, *_sources),
    printed=_separated,
    repaired=_separated,
    repaired_hypotheses=(condition_1,),
    repaired_argument=(restate("strict", _separated, by=("condition.separates",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="With condition 1 some threshold recovers the support; with equality there are atoms for which none does, so the condition is the best possible "
    "at s = 2, mu = 1/3.",
)

_equal = claim(
    belongs(i, Hat(l)),
    "iff",
    belongs(i, Lam(l)),
    _i,
    tex=r"\mathrm{supp}\,\hat\Gamma_l=\mathrm{supp}\,\Gamma_l",
)

any_threshold = Step(
    label="condition.any_threshold",
    cite="Theorem 2, condition 1: for which thresholds is it sufficient?",
    register=("PR02",),
    reading="asked by the audit, not printed: sufficient for every threshold",
    uses=(supports,),
    hypotheses=(*model, *operator, unit, condition_1, coherent),
    over=(*thresholds, cascades(window=True)),
    printed=_equal,
    repaired=_equal,
    repaired_hypotheses=window,
    repaired_argument=(restate("there", _equal, by=("theorem_2.supports",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Sufficient for the thresholds of the window s mu gmax + eps <= beta < gmin - (s - 1) mu gmax - eps, and for no others in general.",
)

_recovered = every(belongs(j, Lam(l)), j, Hat(l)) & every(belongs(j, Hat(l)), j, Lam(l))

_both_used = fixed("two atoms, both used", cascade([[[1, "3/5"], [0, "4/5"]]], [1, 1], [0, 0], beta=[1]))
necessary = Step(
    label="condition.necessary",
    cite="Theorem 2, condition 1: for which thresholds is it necessary?",
    register=("PR02",),
    reading="asked by the audit, not printed: necessary for recovery",
    uses=(opens_window,),
    hypotheses=(*model, *operator, unit, coherent),
    over=(_both_used, *_sources),
    printed=claim(
        _recovered,
        "implies",
        _holds,
        tex=rf"\mathrm{{supp}}\,\hat\Gamma_l=\mathrm{{supp}}\,\Gamma_l\ \Rightarrow\ {_condition_tex}",
    ),
    repaired=claim(_inside, "implies", _holds, tex=rf"{_low_tex}\le\beta_l<{_high_tex}\ \Rightarrow\ {_condition_tex}"),
    repaired_argument=(
        linear("open", claim(_inside, "implies", _open)),
        logic("so", claim(_inside, "implies", _holds), by=("open", "condition.opens_window")),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Recovery happens without condition 1 (two atoms, both used); what needs condition 1 is a threshold that the worst case allows.",
)

# condition 2: the threshold is proportional to epsilon_i

_constant = (
    assume("positive_threshold", beta(l), ">", 0, in_layers(), words="beta > 0"),
    assume("positive_eps", eps(l), ">", 0, in_layers(), words="epsilon > 0"),
)

says_nothing = Step(
    label="condition.says_nothing",
    cite="Theorem 2, condition 2: the threshold is proportional to epsilon_i",
    register=("PR03",),
    reading="some positive constant, chosen for the instance",
    hypotheses=_constant,
    over=_sources,
    printed=claim(
        beta(l), "==", (beta(l) / eps(l)) * eps(l), tex=r"\beta_l=c\,\epsilon_l\ \text{with}\ c=\beta_l/\epsilon_l>0"
    ),
    argument=(algebra("same", claim(beta(l), "==", (beta(l) / eps(l)) * eps(l))),),
    expects=expect("PROVED", argument="VALID"),
    remark="Every positive threshold is proportional to epsilon_i: without a constant condition 2 excludes nothing (theorem_2.supports is refuted with it).",
)

_middle = (gmin(l) + mu(l) * gmax(l)) / 2

some_constant = Step(
    label="condition.some_constant",
    cite="Theorem 2, condition 2: the threshold is proportional to epsilon_i",
    register=("PR03",),
    reading="charitable: some constant works",
    uses=(opens_window,),
    hypotheses=(coherent, not_zero),
    over=_sources,
    printed=claim(
        _holds,
        "implies",
        compare(low, "<=", _middle) & compare(_middle, "<", high),
        tex=rf"{_condition_tex}\ \Rightarrow\ {_low_tex}\le\tfrac12(|\Gamma^{{\min}}|+\mu|\Gamma^{{\max}}|)<{_high_tex}",
    ),
    argument=(
        linear("middle", claim(_open, "implies", compare(low, "<=", _middle) & compare(_middle, "<", high))),
        logic(
            "so",
            claim(_holds, "implies", compare(low, "<=", _middle) & compare(_middle, "<", high)),
            by=("middle", "condition.opens_window"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="The middle of the window needs neither s nor epsilon: beta = (gmin + mu gmax)/2, with constant beta / epsilon_i.",
)

_proportional = assume("proportional", beta(l), "==", ratio(l) * eps(l), in_layers(), words="condition 2")

constant_bound = Step(
    label="condition.constant_bound",
    cite="Theorem 2, condition 2 in the recursion: epsilon_i depends on beta_i",
    register=("PR03",),
    uses=(coherence_nonneg,),
    hypotheses=(*model, below_nonneg, _proportional, *_constant),
    over=_sources,
    printed=claim(
        ratio(l) * sqrt(p(l)), "<=", 1, tex=r"\beta_l=c\,\epsilon_l\ \Rightarrow\ c\sqrt{\|\Gamma_l\|_{0,\infty}^P}\le1"
    ),
    argument=(
        arith(
            "coherence",
            claim(mu(l) * (s(l) - 1) * gmax(l), ">=", 0),
            by=("correlations.coherence_nonneg", "some_nonzero", "not_zero"),
            degree=3,
        ),
        arith(
            "rest",
            claim(step_up, ">=", sqrt(p(l)) * beta(l)),
            by=("below_nonneg", "coherence"),
            squares=(sqrt(p(l)),),
            degree=2,
        ),
        arith(
            "chain",
            claim(ratio(l) * sqrt(p(l)) * eps(l), "<=", eps(l)),
            by=("rest", "recursion", "proportional"),
            squares=(sqrt(p(l)),),
            degree=2,
        ),
        rule("divide", "fraction_below", a=ratio(l) * sqrt(p(l)) * eps(l), b=1, d=eps(l), forall=in_layers()),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="epsilon_i contains beta_i, so the constant is at most 1 over the root of the patch sparsity; with s = 1 and no noise it is that number: "
    "no constant serves two patch sparsities.",
)

_alone = (
    assume("one_in_stripe", s(l), "==", 1, in_layers(), words="s = 1"),
    assume("exact_below", eps(l - 1), "==", 0, in_layers(), words="epsilon_{l-1} = 0"),
    recursion_exact,
)

_forced = ratio(l) * sqrt(p(l))

constant_forced = Step(
    label="condition.constant_forced",
    cite="Theorem 2, condition 2 in the recursion, no error below and one nonzero per stripe",
    register=("PR03",),
    reading="one constant for all instances",
    hypotheses=(*_alone, _proportional, *_constant),
    over=(cascades(window=True),),
    printed=claim(_forced, "==", 1, tex=r"\beta_l=c\,\epsilon_l\ \text{forces}\ c=1/\sqrt{\|\Gamma_l\|_{0,\infty}^P}"),
    argument=(
        arith(
            "recursion",
            claim(eps(l), "==", sqrt(p(l)) * beta(l)),
            by=("recursion_exact", "one_in_stripe", "exact_below"),
            squares=(sqrt(p(l)),),
            degree=2,
        ),
        arith("turned", claim(sqrt(p(l)) * beta(l), "==", eps(l)), by=("recursion",)),
        algebra("scaled", claim(sqrt(p(l)) * beta(l), "==", _forced * eps(l)), by=("proportional",)),
        arith("chain", claim(_forced * eps(l), "==", eps(l)), by=("turned", "scaled")),
        rule("at_most", "fraction_below", a=_forced * eps(l), b=1, d=eps(l), forall=in_layers()),
        rule("at_least", "fraction_below", a=-_forced * eps(l), b=-1, d=eps(l), forall=in_layers()),
        arith("one", claim(_forced, "==", 1), by=("at_most", "at_least")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="So no constant serves two patch sparsities: 'proportional' cannot mean one constant for all signals.",
)

# Gamma_min

lowest_entry = Step(
    label="condition.lowest_entry",
    cite="Theorem 2: Gamma_min and Gamma_max are the lowest and highest entries in absolute value in the vector",
    register=("PR04",),
    reading="literal: zeros are entries too",
    hypotheses=(smallest_entry, nonzero),
    over=_sources,
    printed=claim(
        gmin(l),
        "<=",
        smallest(Abs(G(l, i)), i, Atoms(l)),
        tex=r"|\Gamma_l^{\min}|\le\min_i|\Gamma_{l,i}|\ \text{over all entries, with}\ |\Gamma_l^{\min}|>0",
    ),
    repaired=claim(
        gmin(l),
        "<=",
        smallest(Abs(G(l, i)), i, On),
        tex=r"|\Gamma_l^{\min}|\le\min_{i\in\mathrm{supp}\,\Gamma_l}|\Gamma_{l,i}|",
    ),
    repaired_argument=(rule("least", "smallest_above", f=lam(i, Abs(G(l, i))), a=gmin(l), K=On, forall=in_layers()),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="A sparse vector has zeros; its lowest entry is 0, so the lowest nonzero entry must be meant.",
)

_zero_lowest = assume(
    "zero_lowest", gmin(l), "==", 0, in_layers(), words="Gamma_l has a zero entry, so its lowest entry is 0"
)
_noise_nonneg = assume("noise_nonneg", eps(l - 1), ">=", 0, in_layers(), words="epsilon_{l-1} >= 0")

literal_minimum = Step(
    label="condition.literal_minimum",
    cite="Theorem 2, condition 1 with the lowest entry over all entries",
    register=("PR04",),
    reading="literal: what condition 1 then says",
    hypotheses=(_zero_lowest, coherent, not_zero, _noise_nonneg),
    over=(fixed("a lowest entry that is 0", _with_zero),),
    printed=claim(
        _holds,
        "implies",
        compare(s(l), "<", Rational(1, 2)),
        tex=rf"\Gamma^{{\min}}=0:\ {_condition_tex}\ \Rightarrow\ \|\Gamma_l\|_{{0,\infty}}^S<\tfrac12",
    ),
    argument=(
        arith("scale", claim(mu(l) * gmax(l), ">", 0), by=("coherent", "not_zero"), degree=2),
        rule("noise", "quotient_nonneg", a=eps(l - 1), b=mu(l) * gmax(l), forall=in_layers()),
        algebra(
            "side",
            claim(condition_side, "==", Rational(1, 2) - eps(l - 1) / (mu(l) * gmax(l))),
            by=("zero_lowest",),
        ),
        linear("so", claim(_holds, "implies", compare(s(l), "<", Rational(1, 2))), by=("noise", "side")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="Read literally condition 1 allows no nonzero at all as soon as an entry is 0: the theorem would say nothing about sparse vectors.",
)
