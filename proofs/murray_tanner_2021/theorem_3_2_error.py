"""Theorem 3.2, second statement: the zeta_0 and the recursion, which bounds the patch error at every layer."""

from boundcheck import (
    Claim,
    Span,
    Step,
    algebra,
    assume,
    compare,
    expect,
    lam,
    layers,
    logic,
    networks,
    real,
    reals_beyond,
    restate,
    rule,
)

from .lemma_3_3_patch_error import patch_error
from .patch_words import each_pattern
from .words_network import L, Layers, W, Y, error_small, h, l, network, patcherr, zeta0

n0, n_l, places = real("n0"), real("n_l"), real("places")

dimension = Step(
    label="theorem_3_2_error.dimension",
    cite="Theorem 3.2: zeta_0 := norm of v^(0) in (2, inf, P^(l))",
    register=("MT71",),
    reading="literal: P^(l)(i) is an n_l M x n_l M matrix and acts on v^(0) in R^M, for the layer l at hand",
    hypotheses=(
        assume("one_channel", n0, "==", 1, words="n_0 = 1"),
        assume("filters", n_l, ">=", 1, words="n_l >= 1"),
        assume("ring", places, ">=", 1, words="M >= 1"),
    ),
    over=(reals_beyond(n0=range(3), n_l=range(4), places=range(4)),),
    printed=Claim(
        n_l * places,
        "==",
        places,
        tex=r"P^{(l)}(i)\in\mathbb R^{n_lM\times n_lM}\ \text{acts on}\ v^{(0)}\in\mathbb R^{M}:\ n_lM=M",
        words="the matrix P^(l)(i) has as many columns as v^(0) has entries",
    ),
    repaired=Claim(
        n0 * places,
        "==",
        places,
        tex=r"P^{(0)}(i)\in\mathbb R^{n_0M\times n_0M}\ \text{acts on}\ v^{(0)}\in\mathbb R^{M}:\ n_0M=M",
        words="the matrix P^(0)(i) has as many columns as v^(0) has entries",
    ),
    repaired_argument=(algebra("same", Claim(n0 * places, "==", places), by=("one_channel",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="A slip of the index: zeta_0 is the norm in P^(0), as the statement says two lines earlier.",
)

recursion = Step(
    label="theorem_3_2_error.recursion",
    cite="proof of Theorem 3.2, last sentence: 'the bound on the patch error at each layer follows immediately from Lemma 3.3'",
    register=("MT81",),
    reading="one layer: if zeta_{l-1} bounds the error below and the support is recovered, zeta_l bounds the error",
    uses=(patch_error,),
    hypotheses=patch_error.hypotheses,
    model=each_pattern,
    over=(layers(),),
    printed=patch_error.printed,
    argument=(restate("by_the_lemma", patch_error.printed, by=("lemma_3_3_patch_error.patch_error",)),),
    expects=expect("PROVED", argument="VALID"),
    remark="With the values of the sign pattern at hand: nothing here is averaged.",
)


def _bounded(layer):
    """The patch error of a layer is at most its zeta."""
    return compare(patcherr(layer), "<=", zeta0(layer))


def _kept(layer):
    """If the pathway up to a layer is recovered, its patch error is bounded."""
    return ~Y(layer) | _bounded(layer)


_every_layer = Claim(
    Y(l),
    "implies",
    _bounded(l),
    ((l, Span(0, L)),),
    tex=r"Y^{(l)}\Rightarrow\|v^{(l)}\|_{2,\infty}^{P^{(l)}}\le\zeta_l\quad(l=0,\dots,L)",
    words="wherever the supports up to l are recovered, zeta_l bounds the patch error",
)

every_layer = Step(
    label="theorem_3_2_error.every_layer",
    cite="Theorem 3.2: 'zeta_l is a valid upper bound on the error for each layer l in [L]'",
    register=("MT81",),
    reading="the induction over layers: zeta_0 bounds the noise, and each zeta_l comes from zeta_{l-1} by the recursion",
    uses=(recursion,),
    hypotheses=(
        assume("start", patcherr(0), "<=", zeta0(0), words="zeta_0 bounds the patch error of v^(0)"),
        assume(
            "lemma_at_each_layer",
            W(l) & error_small,
            "implies",
            _bounded(l),
            ((l, Layers),),
            words="the second statement of Lemma 3.3 at each layer (theorem_3_2_error.recursion)",
        ),
    ),
    model=network,
    over=(networks(),),
    printed=_every_layer,
    argument=(
        logic("at_0", Claim(_kept(0), "holds"), by=("start",)),
        rule("last", "last_layer", E=lam(h, W(h)), a=l - 1, forall=((l, Layers),)),
        restate("fold", Claim(Y(l), "iff", Y(l - 1) & W(l), ((l, Layers),)), by=("last",), unfold=("Y",)),
        logic("step", Claim(_kept(l - 1), "implies", _kept(l), ((l, Layers),)), by=("fold", "lemma_at_each_layer")),
        rule("induction", "induction", E=lam(l, _kept(l)), b=L),
        logic("each", _every_layer, by=("induction",)),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="Layer by layer, on the event that the supports are recovered.",
)
