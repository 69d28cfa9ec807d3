"""Corollaries 4 and 5: closed forms of the recursion (10)-(11).

a1, a2 stand for 1 - (2 lambda_j - 1) mu(D_j) at layers 1 and 2.  Two layers: codes x_1 = x and z, x_2 = w and v, signals y and yt;
what Theorem 3 says at each layer is a hypothesis.  At a layer j: prod is the product of a_1 ... a_(j-1), a is a_j.
"""

from sympy import Abs, Rational, sqrt

from boundcheck import Claim, Index, Step, algebra, arith, assume, expect, family, fixed, real, reals, rule, total

from .relaxed import Deep, E, k, w
from .spread import spread
from .words import All, Rows, gram, i, image, r, unit_columns, x, y, yt, z

l = Index("l")
a1, a2, mu1, mu2, lam1, lam2 = (real(name) for name in ("a1", "a2", "mu1", "mu2", "lam1", "lam2"))
a, prod, eps, before, now, e0, top = (real(name) for name in ("a", "prod", "eps", "before", "now", "e0", "top"))
v = family("v", tex=r"(\tilde x_2)_k", meaning="entry of the other deeper code")

noise = total((y(r) - yt(r)) ** 2, r, Rows)
first_error = total((x(i) - z(i)) ** 2, i, All)
second_error = total((w(k) - v(k)) ** 2, k, Deep)
_gram2 = total(E(i, k) * E(i, l), i, All)
two_layers = (
    unit_columns,
    assume(
        "unit_columns_2", total(E(i, k) ** 2, i, All), "==", 1, ((k, Deep),), words="the columns of D_2 have norm 1"
    ),
    assume("coherence_1", Abs(gram(i, l)), "<=", mu1, ((i, All), (l, All.without(i))), words="mu(D_1)"),
    assume("coherence_2", Abs(_gram2), "<=", mu2, ((k, Deep), (l, Deep.without(k))), words="mu(D_2)"),
    assume("first", image(x), "==", y(r), ((r, Rows),), words="y = D_1 x_1"),
    assume("first_t", image(z), "==", yt(r), ((r, Rows),), words="y~ = D_1 x~_1"),
    assume("second", x(i), "==", total(E(i, k) * w(k), k, Deep), ((i, All),), words="x_1 = D_2 x_2"),
    assume("second_t", z(i), "==", total(E(i, k) * v(k), k, Deep), ((i, All),), words="x~_1 = D_2 x~_2"),
    assume("a1_is", a1, "==", 1 - (2 * lam1 - 1) * mu1, words="a_1 = 1 - (2 lambda_1 - 1) mu(D_1)"),
    assume("a2_is", a2, "==", 1 - (2 * lam2 - 1) * mu2, words="a_2 = 1 - (2 lambda_2 - 1) mu(D_2)"),
    assume("a1_positive", a1, ">", 0, words="Assumption 1 at layer 1"),
    assume("a2_positive", a2, ">", 0, words="Assumption 1 at layer 2"),
    assume("layer_1", first_error, "<=", noise / a1, words="Theorem 3 at layer 1 (theorem_3.fourteen)"),
    assume("layer_2", second_error, "<=", first_error / a2, words="Theorem 3 at layer 2 (theorem_3.eighteen)"),
)


def below(deep, other, second=((1, 0), (0, 1)), mu2=0):
    """Two layers with D_1 = ((1, 3/5), (0, 4/5)), every lambda_j = 1."""
    x1, z1 = ([sum(p * q for p, q in zip(row, code, strict=True)) for row in second] for code in (deep, other))
    signal = lambda code: [str(Rational(5 * code[0] + 3 * code[1], 5)), str(Rational(4 * code[1], 5))]  # noqa: E731
    return {
        "kind": "tables",
        "scalars": {"mu1": "3/5", "mu2": mu2, "lam1": 1, "lam2": 1, "a1": "2/5", "a2": 1 - mu2},
        "families": {
            "D": [[1, "3/5"], [0, "4/5"]],
            "E": [list(row) for row in second],
            "x": x1,
            "z": z1,
            "w": list(deep),
            "v": list(other),
            "y": signal(x1),
            "yt": signal(z1),
        },
        "sets": {"All": [0, 1], "Deep": list(range(len(second[0]))), "Rows": [0, 1]},
    }


TWO_LAYERS = fixed(
    "a coherent layer above an orthonormal one",
    below((1, 0), (0, 1)),
    below((1, 0), (1, 0)),
    below((1, 0), (2, 0)),
    below((0, 1), (1, 0), second=((0, 1), (1, 0))),
)

_inverse_2 = (
    rule("inverse_1", "inverse_positive", b=a1),
    rule("inverse_2", "inverse_positive", b=a2),
    arith("scaled", Claim(first_error / a2, "<=", noise / (a1 * a2)), by=("layer_1", "inverse_2"), degree=2),
)
corollary_4 = Step(
    label="corollaries.corollary_4",
    cite="Corollary 4",
    register=("LF09",),
    reading="as printed: the product over i = 1 ... j of 1 - (2 lambda_j - 1) mu(D_j), here j = 2",
    hypotheses=two_layers,
    over=(TWO_LAYERS,),
    printed=Claim(
        second_error,
        "<=",
        noise / a2**2,
        tex=r"\|\tilde{\boldsymbol x}_j-\boldsymbol x_j\|_2^2\le\|\boldsymbol\varepsilon_0\|_2^2\Big(\prod_{i=1}^j(1-(2\lambda_j-1)\mu(\boldsymbol D_j))\Big)^{-1}",
    ),
    repaired=Claim(
        second_error,
        "<=",
        noise / (a1 * a2),
        tex=r"\|\tilde{\boldsymbol x}_j-\boldsymbol x_j\|_2^2\le\|\boldsymbol\varepsilon_0\|_2^2\Big(\prod_{i=1}^j(1-(2\lambda_i-1)\mu(\boldsymbol D_i))\Big)^{-1}",
        words="the product runs over the layers 1 ... j",
    ),
    repaired_argument=(
        *_inverse_2,
        arith("chain", Claim(second_error, "<=", noise / (a1 * a2)), by=("layer_2", "scaled")),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="A first layer with mu = 3/5 stretches errors; an orthonormal second layer does not make up for it.",
)

_positive = (
    assume("prod_positive", prod, ">", 0, words="Assumption 1 at the layers below"),
    assume("a_positive", a, ">", 0, words="Assumption 1 at layer j"),
)
closed_form_4 = Step(
    label="corollaries.closed_form_4",
    cite="Corollary 4: the closed form satisfies the recursion (11) with eps_j = 0, from each layer to the next",
    register=("LF09",),
    reading="with the index i in the product",
    hypotheses=(
        *_positive,
        assume("one_layer_up", before, "==", e0 / sqrt(prod), words="delta_{j-1} is the closed form"),
        assume("recursion", now, "==", before / sqrt(a), words="(11) with eps_j = 0"),
    ),
    over=(
        reals(prod=["1", "1/4", "4/9"], a=["1", "1/4", "9/16"], e0=["0", "1", "3"], before=range(13), now=range(25)),
    ),
    printed=Claim(
        now, "==", e0 / (sqrt(prod) * sqrt(a)), tex=r"\delta_j=\|\boldsymbol\varepsilon_0\|_2\prod_{i=1}^ja_i^{-1/2}"
    ),
    argument=(
        rule("root_prod", "positive_root", a=prod),
        rule("root_a", "positive_root", a=a),
        algebra("closed", Claim(now, "==", e0 / (sqrt(prod) * sqrt(a))), by=("recursion", "one_layer_up")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

# Corollary 5: norms n1, n2 of the errors, tolerances e1, e2

n1, n2, e1, e2 = (real(name) for name in ("n1", "n2", "e1", "e2"))
_roots = (
    rule("root_1", "positive_root", a=a1),
    rule("root_2", "positive_root", a=a2),
    rule("inverse_root_1", "inverse_positive", b=sqrt(a1)),
    rule("inverse_root_2", "inverse_positive", b=sqrt(a2)),
)
_error_1 = Claim(
    n1, "<=", e1 / sqrt(a1), tex=r"\|\tilde{\boldsymbol x}_1-\boldsymbol x_1\|_2\le\frac{\varepsilon_1}{\sqrt{a_1}}"
)
_error_2 = Claim(
    n2,
    "<=",
    (e1 + e2 * sqrt(a1)) / (sqrt(a1) * sqrt(a2)),
    tex=r"\|\tilde{\boldsymbol x}_j-\boldsymbol x_j\|_2\le\frac{\sum_{i=1}^j\varepsilon_i\prod_{m=1}^{i-1}\sqrt{1-(2\lambda_m-1)\mu(\boldsymbol D_m)}}{\prod_{i=1}^j\sqrt{1-(2\lambda_i-1)\mu(\boldsymbol D_i)}}",
)
stable_layers = (
    assume("a1_positive", a1, ">", 0, words="Assumption 1 at layer 1"),
    assume("a2_positive", a2, ">", 0, words="Assumption 1 at layer 2"),
    assume("layer_1", n1, "<=", e1 / sqrt(a1), words="Theorem 3 at layer 1, eps_0 = 0"),
    assume("layer_2", n2, "<=", (e2 + n1) / sqrt(a2), words="Theorem 3 at layer 2"),
)
_GAPS = ["1", "1/4", "4/9", "1/2"]
_ERRORS = reals(
    a1=_GAPS, a2=_GAPS, e1=["0", "1", "1/2"], e2=["0", "1", "2"], n1=["0", "1", "3/2"], n2=["0", "1", "2", "3"]
)
corollary_5 = Step(
    label="corollaries.corollary_5",
    cite="Corollary 5, j = 2",
    register=("LF10",),
    hypotheses=stable_layers,
    over=(_ERRORS, spread("a1", "a2", "e1", "e2", "n1", "n2")),
    printed=_error_2,
    argument=(
        *_roots,
        arith(
            "scaled",
            Claim((e2 + n1) / sqrt(a2), "<=", (e2 + e1 / sqrt(a1)) / sqrt(a2)),
            by=("layer_1", "inverse_root_2"),
            degree=2,
        ),
        arith("chain", _error_2, by=("layer_2", "scaled")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="At j = 1 it is the hypothesis layer_1.",
)

closed_form_5 = Step(
    label="corollaries.closed_form_5",
    cite="Corollary 5: the closed form satisfies the recursion (11) with eps_0 = 0, from each layer to the next",
    register=("LF10",),
    hypotheses=(
        *_positive,
        assume(
            "one_layer_up", before, "==", top / sqrt(prod), words="delta_{j-1} is the closed form, with numerator top"
        ),
        assume("recursion", now, "==", (eps + before) / sqrt(a), words="(11)"),
    ),
    over=(
        reals(
            prod=["1", "1/4", "4/9"],
            a=["1", "1/4", "1/9"],
            top=["0", "1", "3"],
            eps=["0", "1"],
            before=range(7),
            now=range(24),
        ),
    ),
    printed=Claim(
        now,
        "==",
        (top + eps * sqrt(prod)) / (sqrt(prod) * sqrt(a)),
        tex=r"\delta_j=\frac{\sum_{i=1}^{j}\varepsilon_i\prod_{m=1}^{i-1}\sqrt{a_m}}{\prod_{i=1}^j\sqrt{a_i}}",
    ),
    argument=(
        rule("root_prod", "positive_root", a=prod),
        rule("root_a", "positive_root", a=a),
        algebra(
            "closed",
            Claim(now, "==", (top + eps * sqrt(prod)) / (sqrt(prod) * sqrt(a))),
            by=("recursion", "one_layer_up"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)
