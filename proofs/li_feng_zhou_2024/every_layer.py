"""Theorem 3 and Corollaries 4 and 5 for every number of layers: the recursion (10)-(11) solved by induction over the layers.

err(l) is norm_2(x_l - x~_l), err(0) = norm_2(eps_0); root(l) is sqrt(1 - (2 lambda_l - 1) mu(D_l)), pr(l) = root(1) ... root(l),
and num(l) = sum_{i <= l} eps_i pr(i - 1), the numerator of Corollary 5.
"""

from fractions import Fraction

from boundcheck import (
    Claim,
    Index,
    Span,
    Step,
    arith,
    assume,
    compare,
    expect,
    family,
    fixed,
    linear,
    real,
    restate,
    rule,
)
from boundcheck import lam as hole

l, J, e0 = Index("l"), real("J"), real("e0")
err = family("err", tex=r"\|\boldsymbol x_l-\tilde{\boldsymbol x}_l\|_2")
tol = family("tol", tex=r"\varepsilon_l")
root = family("root", tex=r"\sqrt{1-(2\lambda_l-1)\mu(\boldsymbol D_l)}")
pr = family("pr", tex=r"\prod_{i=1}^l\sqrt{1-(2\lambda_i-1)\mu(\boldsymbol D_i)}")
num = family("num", tex=r"\sum_{i=1}^l\varepsilon_i\prod_{m=1}^{i-1}\sqrt{1-(2\lambda_m-1)\mu(\boldsymbol D_m)}")
_up = ((l, Span(1, J)),)
recursion = (
    assume("noise", err(0), "<=", e0, words="norm_2(y - y~) = norm_2(eps_0), (10)"),
    assume(
        "layer", root(l) * err(l), "<=", tol(l) + err(l - 1), _up, words="Theorem 3 at layer l (theorem_3.eighteen)"
    ),
    assume("no_factor", pr(0), "==", 1, words="the empty product"),
    assume("product", pr(l), "==", pr(l - 1) * root(l), _up, words="the product up to l"),
    assume("positive", pr(l - 1), ">", 0, _up, words="Assumption 1 at the layers: every factor is positive"),
    assume("no_term", num(0), "==", 0, words="the empty sum"),
    assume("sum", num(l), "==", num(l - 1) + tol(l) * pr(l - 1), _up, words="the sum up to l"),
)


def layers_of(noise, roots, tolerances, shares):
    """Layers with given roots and tolerances; each error is a share of the largest that Theorem 3 allows."""
    errors, products, sums = [Fraction(noise)], [Fraction(1)], [Fraction(0)]
    for factor, eps, share in zip(roots, tolerances, shares, strict=True):
        errors.append(Fraction(share) * (Fraction(eps) + errors[-1]) / Fraction(factor))
        sums.append(sums[-1] + Fraction(eps) * products[-1])
        products.append(products[-1] * Fraction(factor))
    families = {"err": errors, "tol": [0, *tolerances], "root": [1, *roots], "pr": products, "num": sums}
    return {
        "kind": "tables",
        "scalars": {"J": len(roots), "e0": str(noise)},
        "families": {name: [str(entry) for entry in entries] for name, entries in families.items()},
        "sets": {"All": list(range(len(roots) + 1))},
    }


LAYERS = fixed(
    "one to four layers",
    layers_of(1, ["1/2"], [0], [1]),
    layers_of(0, ["1/2"], [1], [1]),
    layers_of(1, ["1/2", 1], [0, 0], [1, 1]),
    layers_of(0, ["1/2", "1/3"], [1, "1/2"], [1, "1/2"]),
    layers_of(1, ["1/2", "1/3", "1/4", 1], [1, 0, "1/2", 2], [1, 1, "1/2", 1]),
)
_holds = compare(pr(l) * err(l), "<=", e0 + num(l))
_all = ((l, Span(0, J)),)
closed = Claim(
    pr(l) * err(l),
    "<=",
    e0 + num(l),
    _all,
    tex=r"\|\boldsymbol x_j-\tilde{\boldsymbol x}_j\|_2\le\delta_j=\frac{\|\boldsymbol\varepsilon_0\|_2+\sum_{i=1}^j\varepsilon_i\prod_{m=1}^{i-1}\sqrt{1-(2\lambda_m-1)\mu(\boldsymbol D_m)}}{\prod_{i=1}^j\sqrt{1-(2\lambda_i-1)\mu(\boldsymbol D_i)}}",
    words="denominators cleared, every layer",
)
closed_form = Step(
    label="every_layer.closed_form",
    cite="Theorem 3, 'Repeating the above step for j from 3 to J': (10), (11), (18) and (19) for every j",
    register=("LF08", "LF09", "LF10"),
    hypotheses=recursion,
    over=(LAYERS,),
    printed=closed,
    argument=(
        arith("base", Claim(pr(0) * err(0), "<=", e0 + num(0)), by=("noise", "no_factor", "no_term"), degree=2),
        arith(
            "scaled",
            Claim(pr(l - 1) * root(l) * err(l), "<=", pr(l - 1) * tol(l) + pr(l - 1) * err(l - 1), _up),
            by=("layer", "positive"),
            degree=2,
        ),
        arith("up", Claim(pr(l) * err(l), "==", pr(l - 1) * root(l) * err(l), _up), by=("product",), degree=2),
        linear(
            "step",
            Claim(compare(pr(l - 1) * err(l - 1), "<=", e0 + num(l - 1)), "implies", _holds, _up),
            by=("scaled", "up", "sum"),
        ),
        rule("all", "induction", E=hole(l, _holds), b=J),
    ),
    expects=expect("PROVED", argument="VALID"),
)

corollary_4 = Step(
    label="every_layer.corollary_4",
    cite="Corollary 4, every j",
    register=("LF09",),
    reading="with the index i in the product",
    uses=(closed_form,),
    hypotheses=(*recursion, assume("exact", tol(l), "==", 0, _up, words="eps_j = 0 for every j")),
    over=(LAYERS,),
    printed=Claim(
        pr(l) * err(l),
        "<=",
        e0,
        _all,
        tex=r"\|\tilde{\boldsymbol x}_j-\boldsymbol x_j\|_2^2\le\|\boldsymbol\varepsilon_0\|_2^2\Big(\prod_{i=1}^j(1-(2\lambda_i-1)\mu(\boldsymbol D_i))\Big)^{-1}",
        words="square root taken, denominators cleared",
    ),
    argument=(
        arith("no_start", Claim(num(0), "<=", 0), by=("no_term",)),
        arith("nothing", Claim(tol(l) * pr(l - 1), "==", 0, _up), by=("exact",), degree=2),
        linear(
            "no_more",
            Claim(compare(num(l - 1), "<=", 0), "implies", compare(num(l), "<=", 0), _up),
            by=("sum", "nothing"),
        ),
        rule("none", "induction", E=hole(l, compare(num(l), "<=", 0)), b=J),
        arith("four", Claim(pr(l) * err(l), "<=", e0, _all), by=("every_layer.closed_form", "none")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

corollary_5 = Step(
    label="every_layer.corollary_5",
    cite="Corollary 5, every j",
    register=("LF10",),
    uses=(closed_form,),
    hypotheses=(*recursion, assume("no_noise", e0, "==", 0, words="eps_0 = 0")),
    over=(LAYERS,),
    printed=Claim(
        pr(l) * err(l),
        "<=",
        num(l),
        _all,
        tex=r"\|\tilde{\boldsymbol x}_j-\boldsymbol x_j\|_2\le\frac{\sum_{i=1}^j\varepsilon_i\prod_{m=1}^{i-1}\sqrt{1-(2\lambda_m-1)\mu(\boldsymbol D_m)}}{\prod_{i=1}^j\sqrt{1-(2\lambda_i-1)\mu(\boldsymbol D_i)}}",
        words="denominators cleared",
    ),
    argument=(restate("five", Claim(pr(l) * err(l), "<=", num(l), _all), by=("every_layer.closed_form", "no_noise")),),
    expects=expect("PROVED", argument="VALID"),
)
