"""Theorem 6 repaired: what layer 1 leaves wrong is noise for layer 2, so Lemma 13 and its growing constant are not needed.

Networks end with a linear layer, as (29) does, and the thresholds of a layer count the error of the layer above as noise.
"""

from sympy import Abs, exp

from boundcheck import Claim, Step, algebra, arith, assume, expect, family, fixed, real, reals, rule, total
from boundcheck import lam as hole

from .spread import spread
from .words import Rows, image, r, x, y, yt

C, c, K, P, Q, lam, B, delta, before, now, n1, d2 = (
    real(name) for name in ("C", "c", "K", "P", "Q", "lam", "B", "delta", "before", "now", "n1", "d2")
)
e, g = family("e", tex=r"(\varepsilon_2)_r"), family("g", tex=r"(\tilde x_1-x_1)_r")
_noise = total(Abs(yt(r) - image(x)), r, Rows)


def fed(code, noise, error):
    """One row, one atom D = (1): x_1 = code + noise, x~_1 = x_1 + error."""
    return {
        "kind": "tables",
        "scalars": {"n1": abs(error), "d2": abs(noise)},
        "families": {
            "D": [[1]],
            "x": [code],
            "e": [noise],
            "g": [error],
            "y": [code + noise],
            "yt": [code + noise + error],
        },
        "sets": {"All": [0], "Rows": [0]},
    }


error_is_noise = Step(
    label="theorem_6_repaired.error_is_noise",
    cite="(31), in place of Lemma 13 (not in the paper): x~_1 = D_2 x_2 + (eps_2 + x~_1 - x_1)",
    register=("LF14",),
    reading="x is x_2, y is x_1, yt is x~_1; d2 bounds norm_1(eps_2), n1 bounds norm_1(x~_1 - x_1)",
    hypotheses=(
        assume("signal", y(r), "==", image(x) + e(r), ((r, Rows),), words="x_1 = D_2 x_2 + eps_2"),
        assume("fed", yt(r), "==", y(r) + g(r), ((r, Rows),), words="layer 2 is fed x~_1"),
        assume("noise", total(Abs(e(r)), r, Rows), "<=", d2, words="norm_1(eps_2) <= delta_2"),
        assume("error", total(Abs(g(r)), r, Rows), "<=", n1, words="norm_1(x~_1 - x_1) <= n_1"),
    ),
    over=(fixed("one atom", *(fed(a, b, f) for a in (0, 1, -2) for b in (0, 1, -1) for f in (0, 1, -1))),),
    printed=Claim(
        _noise,
        "<=",
        d2 + n1,
        tex=r"\|\tilde{\boldsymbol x}_1-\boldsymbol D_2\boldsymbol x_2\|_1\le\delta_2+\|\tilde{\boldsymbol x}_1-\boldsymbol x_1\|_1",
    ),
    argument=(
        rule("two", "triangle_two", a=e(r), b=g(r), forall=((r, Rows),)),
        algebra("what", Claim(Abs(yt(r) - image(x)), "==", Abs(e(r) + g(r)), ((r, Rows),)), by=("signal", "fed")),
        arith("entry", Claim(Abs(yt(r) - image(x)), "<=", Abs(e(r)) + Abs(g(r)), ((r, Rows),)), by=("two", "what")),
        rule("entries", "termwise", f=hole(r, Abs(yt(r) - image(x))), g=hole(r, Abs(e(r)) + Abs(g(r))), K=Rows),
        arith("sum", Claim(_noise, "<=", d2 + n1), by=("entries", "noise", "error")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_next = Claim(
    now,
    "<=",
    (lam * B + C * P) * exp(-c * K) + C * (Q + delta),
    tex=r"\|\tilde{\boldsymbol x}_{j}-\boldsymbol x_{j}\|_1\le(\lambda_jB_j+C_jP_{j-1})e^{-cK}+C_j(Q_{j-1}+\delta_j)",
    words="P and Q do not depend on K",
)
next_layer = Step(
    label="theorem_6_repaired.next_layer",
    cite="(32) and 'Iteratively, we are able to show the claim', in place of Lemma 13 (not in the paper)",
    register=("LF14", "LF15"),
    reading="before and now are the l1 errors at layers j - 1 and j; Theorem 12 at layer j with the noise level of error_is_noise",
    uses=(error_is_noise,),
    hypotheses=(
        assume("layer_above", before, "<=", P * exp(-c * K) + Q, words="the claim at layer j - 1"),
        assume(
            "theorem_12",
            now,
            "<=",
            lam * B * exp(-c * K) + C * (delta + before),
            words="Theorem 12 (repaired) at layer j, noise at most delta_j plus the error of layer j - 1",
        ),
        assume("C_nonneg", C, ">=", 0, words="C_j >= 0"),
    ),
    over=(
        reals(
            before=["0", "1/2", "2"],
            now=["0", "1/4", "3"],
            P=["1", "2"],
            Q=["0", "1"],
            lam=["1"],
            B=["1"],
            C=["0", "1", "3"],
            c=["1"],
            K=["0", "1"],
            delta=["0", "1"],
        ),
        spread("before", "now", "P", "Q", "lam", "B", "C", "c", "K", "delta"),
    ),
    printed=_next,
    argument=(
        arith("through", Claim(C * before, "<=", C * (P * exp(-c * K) + Q)), by=("layer_above", "C_nonneg"), degree=2),
        arith("chain", _next, by=("theorem_12", "through")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="So the form of Theorem 6 holds at every layer by induction, with constants that depend on D, B and lambda only.",
)
