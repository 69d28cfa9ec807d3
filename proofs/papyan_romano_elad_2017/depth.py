"""Theorem 2 with several layers: what condition 1 at a layer asks of the layers below, and what the bound says without noise."""

from sympy import Abs, sqrt

from boundcheck import (
    Claim,
    Span,
    Step,
    algebra,
    arith,
    assume,
    cascades,
    compare,
    expect,
    lam,
    linear,
    logic,
    restate,
    rule,
)

from .condition import opens_window
from .correlations import coherence_nonneg, on_support
from .theorem_2 import errors
from .words import (
    G,
    Gh,
    K,
    On,
    above_off,
    below_nonneg,
    beta,
    claim,
    clean,
    clean_recursion,
    coherent,
    condition_1,
    condition_side,
    e,
    eps,
    gmax,
    gmin,
    i,
    in_layers,
    l,
    model,
    mu,
    not_zero,
    operator,
    p,
    patch_norm,
    powers,
    recursion,
    recursion_exact,
    s,
    some_in_patch,
    two,
    unit,
    window,
    z,
)

_sources = (cascades(window=True),)
_spread = (2 * s(l) - 1) * mu(l) * gmax(l)
_budget = gmin(l) - _spread  # twice what the error below may be

budget = Step(
    label="depth.budget",
    cite="Theorem 2, condition 1 at layer i + 1: what it asks of epsilon_i",
    register=("PR08",),
    uses=(opens_window,),
    hypotheses=(coherent, not_zero, condition_1),
    over=_sources,
    printed=claim(
        2 * eps(l - 1),
        "<",
        _budget,
        tex=r"2\epsilon_{l-1}<|\Gamma_l^{\min}|-(2s_l-1)\mu(D_l)|\Gamma_l^{\max}|",
    ),
    argument=(
        rule("stated", "stated", a=s(l), b=condition_side, forall=in_layers()),
        logic(
            "open",
            claim(
                compare(s(l) * mu(l) * gmax(l) + eps(l - 1), "<", gmin(l) - (s(l) - 1) * mu(l) * gmax(l) - eps(l - 1)),
                "holds",
                0,
            ),
            by=("stated", "condition.opens_window"),
        ),
        arith("budget", claim(2 * eps(l - 1), "<", _budget), by=("open",)),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_growth = sqrt(p(l)) * (2 * eps(l - 1) + _spread)

growth = Step(
    label="depth.growth",
    cite="Theorem 2, the recursion with a threshold that keeps off-support atoms out",
    register=("PR08", "PR09"),
    hypotheses=(recursion, above_off, some_in_patch),
    over=_sources,
    printed=claim(
        eps(l),
        ">=",
        _growth,
        tex=r"\epsilon_l\ge\sqrt{\|\Gamma_l\|_{0,\infty}^P}\,\big(2\epsilon_{l-1}+(2s_l-1)\mu(D_l)|\Gamma_l^{\max}|\big)",
    ),
    argument=(
        arith(
            "grow",
            claim(eps(l), ">=", _growth),
            by=("recursion", "above_off"),
            squares=(sqrt(p(l)),),
            degree=2,
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_inner = (l, Span(1, K - 1))

forces = Step(
    label="depth.forces",
    cite="Theorem 2, K >= 2: condition 1 at layer i + 1 restricts layer i",
    register=("PR08",),
    uses=(budget, growth),
    hypotheses=(coherent, not_zero, condition_1, recursion, above_off, some_in_patch),
    over=_sources,
    printed=Claim(
        2 * _growth,
        "<",
        _budget.xreplace({l: l + 1}),
        (_inner,),
        tex=r"2\sqrt{\|\Gamma_i\|_{0,\infty}^P}\,\big(2\epsilon_{i-1}+(2s_i-1)\mu(D_i)|\Gamma_i^{\max}|\big)<|\Gamma_{i+1}^{\min}|-(2s_{i+1}-1)\mu(D_{i+1})|\Gamma_{i+1}^{\max}|",
    ),
    argument=(
        arith(
            "chain",
            Claim(2 * _growth, "<", _budget.xreplace({l: l + 1}), (_inner,)),
            by=("depth.budget", "depth.growth"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="The coherence and the amplitudes of a layer are tied to the lowest amplitude of the next one; the paper's condition hides it in epsilon_i.",
)

_doubled = compare(two(l) * eps(0), "<=", eps(l))

decay = Step(
    label="depth.decay",
    cite="Theorem 2: the noise that condition 1 at layer l allows",
    register=("PR08",),
    uses=(budget, growth, coherence_nonneg),
    hypotheses=(*model, coherent, condition_1, above_off, below_nonneg, *powers),
    over=_sources,
    printed=claim(
        two(l) * eps(0),
        "<",
        _budget,
        tex=r"2^l\epsilon_0<|\Gamma_l^{\min}|-(2s_l-1)\mu(D_l)|\Gamma_l^{\max}|",
    ),
    argument=(
        arith(
            "spread",
            claim(_spread, ">=", 0),
            by=("correlations.coherence_nonneg", "some_nonzero", "not_zero"),
            degree=3,
        ),
        rule("root", "square_reverses_weakly", a=1, b=sqrt(p(l)), forall=in_layers()),
        arith("inner", claim(2 * eps(l - 1) + _spread, ">=", 0), by=("spread", "below_nonneg")),
        arith(
            "doubling",
            claim(eps(l), ">=", 2 * eps(l - 1)),
            by=("depth.growth", "spread", "inner", "root"),
            degree=2,
        ),
        algebra("next_power", claim(two(l) * eps(0), "==", 2 * two(l - 1) * eps(0)), by=("powers",)),
        arith("base", Claim(two(0) * eps(0), "<=", eps(0)), by=("no_power",)),
        linear(
            "step",
            claim(compare(two(l - 1) * eps(0), "<=", eps(l - 1)), "implies", _doubled),
            by=("doubling", "next_power"),
        ),
        rule("all", "induction", E=lam(l, _doubled), b=K),
        restate("below", claim(two(l - 1) * eps(0), "<=", eps(l - 1)), by=("all",)),
        arith("chain", claim(two(l) * eps(0), "<", _budget), by=("below", "next_power", "depth.budget")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_flat = assume(
    "flat_amplitudes",
    gmin(l),
    "==",
    gmax(l),
    in_layers(),
    words="flat amplitudes: all nonzeros of a layer are of one magnitude",
)

flat = Step(
    label="depth.flat",
    cite="Theorem 2, flat amplitudes: how the budget decays with depth",
    register=("PR08",),
    uses=(decay,),
    hypotheses=(*decay.hypotheses, _flat),
    over=_sources,
    printed=claim(
        two(l) * eps(0),
        "<",
        (1 - (2 * s(l) - 1) * mu(l)) * gmax(l),
        tex=r"\epsilon_0<2^{-l}\,\big(1-(2s_l-1)\mu(D_l)\big)\,|\Gamma_l|",
    ),
    argument=(
        arith(
            "flat",
            claim(two(l) * eps(0), "<", (1 - (2 * s(l) - 1) * mu(l)) * gmax(l)),
            by=("depth.decay", "flat_amplitudes"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="Each layer halves the noise the theorem allows (and divides it by the root of the patch sparsity besides, depth.growth).",
)

# no noise

_no_noise = assume("no_noise", eps(0), "==", 0, words="there is no noise")
_floor = sqrt(p(l)) * _spread

vanishing_bound = Step(
    label="depth.vanishing_bound",
    cite="Theorem 2 (Stability): without noise the bound is 0",
    register=("PR09",),
    reading="asked by the audit, not printed: the error bound goes to zero with the noise",
    uses=(growth, coherence_nonneg),
    hypotheses=(*model, coherent, *window, _no_noise),
    over=_sources,
    printed=claim(eps(l), "==", 0, tex=r"\epsilon_0=0\ \Rightarrow\ \epsilon_l=0"),
    repaired=claim(
        eps(l),
        ">=",
        _floor,
        tex=r"\epsilon_l\ge\sqrt{\|\Gamma_l\|_{0,\infty}^P}\,(2s_l-1)\,\mu(D_l)|\Gamma_l^{\max}|>0\ \text{whatever the noise}",
    ),
    repaired_hypotheses=(below_nonneg,),
    repaired_argument=(
        arith(
            "floor",
            claim(eps(l), ">=", _floor),
            by=("depth.growth", "below_nonneg"),
            squares=(sqrt(p(l)),),
            degree=2,
        ),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="The threshold must exceed s mu gmax, and epsilon contains the threshold: the bound has a floor that no noise level removes.",
)

vanishing_error = Step(
    label="depth.vanishing_error",
    cite="Theorem 2 (Stability): without noise the error is 0",
    register=("PR09",),
    reading="asked by the audit, not printed: the estimate becomes exact as the noise vanishes",
    uses=(errors, on_support),
    hypotheses=(*model, *operator, unit, coherent, *window, _no_noise),
    over=_sources,
    printed=claim(Abs(e(l, i)), "==", 0, (i, On), tex=r"\epsilon_0=0\ \Rightarrow\ \hat\Gamma_l=\Gamma_l"),
    repaired=claim(
        Abs(e(l, i)),
        ">=",
        mu(l) * gmax(l),
        (i, On),
        tex=r"|\hat\Gamma_{l,i}-\Gamma_{l,i}|\ge\mu(D_l)|\Gamma_l^{\max}|\ \text{on the support, whatever the noise}",
    ),
    repaired_argument=(
        restate("below", claim(patch_norm(l - 1), "<=", eps(l - 1)), by=("theorem_2.errors",)),
        rule("reverse", "reverse_triangle", a=G(l, i), b=z(l, i) - G(l, i), forall=in_layers((i, On))),
        arith(
            "on_large",
            claim(Abs(z(l, i)), ">", beta(l), (i, On)),
            by=("reverse", "smallest", "correlations.on_support", "below", "below_on"),
        ),
        logic("moved", claim(Abs(z(l, i) - Gh(l, i)), "==", beta(l), (i, On)), by=("on_large", "shrinks")),
        rule("apart", "reverse_triangle", a=Gh(l, i) - z(l, i), b=z(l, i) - G(l, i), forall=in_layers((i, On))),
        restate(
            "error",
            claim(Abs(e(l, i)), ">=", Abs(z(l, i) - Gh(l, i)) - Abs(z(l, i) - G(l, i)), (i, On)),
            by=("apart", "is_error"),
        ),
        arith(
            "floor",
            claim(Abs(e(l, i)), ">=", mu(l) * gmax(l), (i, On)),
            by=("error", "moved", "correlations.on_support", "below", "above_off"),
        ),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Soft thresholding moves every kept entry by beta: the estimate is biased at every layer, also without noise.",
)

noise_part = Step(
    label="depth.noise_part",
    cite="Theorem 2 (Stability): the part of the bound that is due to the noise",
    register=("PR09",),
    reading="charitable: for fixed thresholds the noise adds to the bound in proportion to itself",
    hypotheses=(recursion_exact, clean_recursion, some_in_patch),
    over=_sources,
    printed=claim(
        eps(l) - clean(l),
        "==",
        sqrt(p(l)) * (eps(l - 1) - clean(l - 1)),
        tex=r"\epsilon_l-\epsilon_l^\circ=\sqrt{\|\Gamma_l\|_{0,\infty}^P}\,(\epsilon_{l-1}-\epsilon_{l-1}^\circ),\quad\epsilon_0^\circ=0",
    ),
    argument=(
        algebra(
            "difference",
            claim(eps(l) - clean(l), "==", sqrt(p(l)) * (eps(l - 1) - clean(l - 1))),
            by=("recursion_exact", "clean_recursion"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="In this sense the bound is stable: what the noise adds is the product of the roots of the patch sparsities times epsilon_0.",
)
