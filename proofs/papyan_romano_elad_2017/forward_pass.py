"""After Definition 1: the layered thresholding algorithm and the forward pass (1), and which thresholding operator is meant."""

from sympy import Abs, Max

from boundcheck import (
    Claim,
    Step,
    algebra,
    arith,
    assume,
    assuming,
    cascade,
    cascades,
    compare,
    discharge,
    expect,
    fixed,
    lam,
    linear,
    logic,
    real,
    reals_beyond,
    restate,
    rule,
)

from .correlations import anywhere, on_support
from .theorem_2 import errors
from .words import (
    Atoms,
    G,
    Gh,
    Gp,
    Lam,
    On,
    beta,
    claim,
    eps,
    i,
    in_layers,
    l,
    model,
    nonnegative,
    operator,
    operator_plus,
    patch_norm,
    unit,
    window,
    z,
)

t, b, c = real("t"), real("b"), real("c")  # an entry of D^T X, a threshold, a bias
threshold_nonneg = assume("threshold_nonneg", b, ">=", 0, words="a threshold is not negative")
_plus = Max(t - b, 0)
_definition = (compare(t, ">", b) | compare(_plus, "==", 0)) & (compare(t, "<=", b) | compare(_plus, "==", t - b))

same_operator = Step(
    label="forward_pass.same_operator",
    cite="after Definition 1: the pursuit and the forward pass (1) are equal",
    register=("PR01",),
    reading="entry by entry, with W_i = D_i and b_i = -beta_i",
    hypotheses=(threshold_nonneg,),
    over=(reals_beyond(t=(None, None), b=("0", None)),),
    printed=Claim(
        _definition,
        "holds",
        tex=r"\mathrm{ReLU}(t-\beta)=\mathcal S_\beta^+(t):\ 0\ \text{for}\ t\le\beta,\ t-\beta\ \text{for}\ t>\beta",
    ),
    argument=(
        assuming("small", compare(t, "<=", b)),
        rule("least", "max_least", a=0, b=t - b, c=0),
        rule("first", "max_first", a=0, b=t - b),
        arith("nothing", Claim(_plus, "==", 0), by=("least", "first")),
        discharge("if_small", "nothing"),
        assuming("large", compare(t, ">", b)),
        rule("least", "max_least", a=0, b=t - b, c=t - b),
        rule("second", "max_second", a=0, b=t - b),
        arith("difference", Claim(_plus, "==", t - b), by=("least", "second")),
        discharge("if_large", "difference"),
        logic("both", Claim(_definition, "holds"), by=("if_small", "if_large")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="Each layer of the algorithm is then a layer of (1), and so are two layers in a row.",
)

_bias = compare(t, "<=", 0)
_silent = compare(Max(t + c, 0), "==", 0)

any_bias = Step(
    label="forward_pass.any_bias",
    cite="after Definition 1: the pursuit and the forward pass (1) are equal",
    register=("PR01",),
    reading="asked by the audit, not printed: conversely: a forward pass with any bias is a thresholding (which sends every t <= 0 to 0)",
    over=(reals_beyond(t=(None, None), c=(None, None)),),
    printed=Claim(_bias, "implies", _silent, tex=r"t\le0\ \Rightarrow\ \mathrm{ReLU}(t+b)=0"),
    repaired=Claim(_bias, "implies", _silent, tex=r"b\le0,\ t\le0\ \Rightarrow\ \mathrm{ReLU}(t+b)=0"),
    repaired_hypotheses=(assume("bias_not_positive", c, "<=", 0, words="the bias is not positive"),),
    repaired_argument=(
        assuming("off", _bias),
        arith("below", Claim(t + c, "<=", 0), by=("off", "bias_not_positive")),
        rule("least", "max_least", a=0, b=t + c, c=0),
        rule("first", "max_first", a=0, b=t + c),
        arith("nothing", Claim(Max(t + c, 0), "==", 0), by=("least", "first")),
        discharge("silent", "nothing"),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="A network with a positive bias is no layered thresholding; and (1) allows a bias for each filter where the algorithm has one threshold.",
)

_soft = Max(t - b, 0) - Max(-t - b, 0)
_interchange = Claim(_plus, "==", _soft, tex=r"\mathcal S_\beta^+(t)=\mathcal S_\beta(t)")

operators = Step(
    label="forward_pass.operators",
    cite="Theorem 2 states S where the algorithm has S^+",
    register=("PR05",),
    reading="literal: the operators are the same",
    hypotheses=(threshold_nonneg,),
    over=(reals_beyond(t=(None, None), b=("0", None)),),
    printed=_interchange,
    repaired=_interchange,
    repaired_hypotheses=(assume("above", t, ">=", -b, words="no entry lies below -beta"),),
    repaired_argument=(
        rule("least", "max_least", a=0, b=-t - b, c=0),
        rule("first", "max_first", a=0, b=-t - b),
        arith("same", _interchange, by=("least", "first")),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
)

_i = (i, Atoms(l))
_agree = claim(
    Abs(Gp(l, i) - Gh(l, i)),
    "<=",
    0,
    _i,
    tex=r"\mathcal S^+_{\beta_l}(D_l^T\hat\Gamma_{l-1})=\mathcal S_{\beta_l}(D_l^T\hat\Gamma_{l-1})",
)
_same = compare(Abs(Gp(l, i) - Gh(l, i)), "<=", 0)
negative = fixed("a negative entry", cascade([[[1, "3/5"], [0, "4/5"]]], [-1, 0], [0, 0]))

in_the_theorem = Step(
    label="forward_pass.in_the_theorem",
    cite="Theorem 2 states S where the algorithm has S^+",
    register=("PR05",),
    reading="under the hypotheses of the theorem, thresholds in the window",
    uses=(errors, on_support, anywhere),
    hypotheses=(*model, *operator, *operator_plus, unit, *window),
    over=(negative, cascades(window=True, nonnegative=True)),
    printed=_agree,
    repaired=_agree,
    repaired_hypotheses=(nonnegative,),
    repaired_argument=(
        restate("below", claim(patch_norm(l - 1), "<=", eps(l - 1)), by=("theorem_2.errors",)),
        rule("reverse", "reverse_triangle", a=G(l, i), b=z(l, i) - G(l, i), forall=in_layers((i, On))),
        arith(
            "on_large",
            claim(Abs(z(l, i)), ">", beta(l), (i, On)),
            by=("reverse", "smallest", "correlations.on_support", "below", "below_on"),
        ),
        rule("sign", "square_reverses_weakly", a=Abs(G(l, i)), b=G(l, i), forall=in_layers((i, On))),
        rule("lowest", "magnitude", a=G(l, i) - z(l, i), forall=in_layers((i, On))),
        arith(
            "above",
            claim(z(l, i), ">", beta(l), (i, On)),
            by=("sign", "lowest", "smallest", "correlations.on_support", "below", "below_on"),
        ),
        arith("up", claim(z(l, i), ">=", 0, (i, On)), by=("above", "threshold_nonneg")),
        rule("own_sign", "square_reverses_weakly", a=Abs(z(l, i)), b=z(l, i), forall=in_layers((i, On))),
        logic("plus", claim(Gp(l, i), "==", z(l, i) - beta(l), (i, On)), by=("above", "shrinks_plus")),
        logic("size", claim(Abs(Gh(l, i)), "==", Abs(z(l, i)) - beta(l), (i, On)), by=("on_large", "shrinks")),
        logic("move", claim(Abs(z(l, i) - Gh(l, i)), "==", beta(l), (i, On)), by=("on_large", "shrinks")),
        rule("at_most", "magnitude", a=Gh(l, i), forall=in_layers((i, On))),
        rule("at_least", "magnitude", a=z(l, i) - Gh(l, i), forall=in_layers((i, On))),
        arith(
            "equal",
            claim(Gp(l, i), "==", Gh(l, i), (i, On)),
            by=("plus", "size", "move", "at_most", "at_least", "own_sign"),
        ),
        algebra("no_difference", claim(Abs(Gp(l, i) - Gh(l, i)), "==", 0, (i, On)), by=("equal",)),
        rule("if_on", "on_the_part", E=lam(i, _same), K=Atoms(l), H=Lam(l), forall=in_layers()),
        rule("triangle", "triangle_two", a=z(l, i) - G(l, i), b=G(l, i), forall=in_layers(_i)),
        linear(
            "if_off",
            claim(compare(Abs(G(l, i)), "<=", 0), "implies", compare(Abs(z(l, i)), "<=", beta(l)), _i),
            by=("triangle", "correlations.anywhere", "below", "above_off"),
        ),
        rule("no_more", "magnitude", a=z(l, i), forall=in_layers(_i)),
        linear(
            "one_sided",
            claim(compare(Abs(z(l, i)), "<=", beta(l)), "implies", compare(z(l, i), "<=", beta(l)), _i),
            by=("no_more",),
        ),
        rule("two", "triangle_two", a=Gp(l, i), b=-Gh(l, i), forall=in_layers(_i)),
        linear(
            "both_zero",
            claim(compare(Abs(Gp(l, i)), "<=", 0) & compare(Abs(Gh(l, i)), "<=", 0), "implies", _same, _i),
            by=("two",),
        ),
        logic(
            "everywhere",
            _agree,
            by=("if_on", "if_off", "one_sided", "kills", "kills_plus", "both_zero", "support"),
        ),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="With nonnegative representations, which the theorem does not ask for, both operators do the same at every layer.",
)
