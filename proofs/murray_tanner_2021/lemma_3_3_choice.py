"""Lemma 3.3, last part: the choice p = x_min / 2, and the lemma at layer 1."""

from sympy import exp

from boundcheck import Claim, Prob, Step, algebra, arith, assume, expect, layers, put, real, reals_beyond, size

from .lemma_3_3_event import fails, split
from .lemma_3_3_max_ties import max_term
from .lemma_3_3_min import min_term
from .words import (
    Lam,
    N,
    S,
    coherence,
    count,
    error_below,
    first_layer,
    keeps_largest,
    largest_x,
    mu,
    overlap,
    p,
    p_at_most,
    p_positive,
    smallest_x,
    stripe,
    support_not_empty,
    unit_atoms,
    x_not_zero,
    xmax,
    xmin,
    zeta,
    zeta_positive,
)

K = real("K")  # number of nonzeros, abs(Lambda)
v = real("v")  # the variance proxy x_max^2 S_l mu_l^2 + zeta_{l-1}^2

v_positive = assume("v_positive", v, ">", 0, words="x_max^2 S_l mu_l^2 + zeta_{l-1}^2 > 0")
some_atoms = assume("some_atoms", N, ">", 0, words="there is an atom")


def _two_sums(at):
    return 2 * (N - K) * exp(-(at**2) / (2 * v)) + 2 * K * exp(-((xmin - at) ** 2) / (2 * v))


_odd = reals_beyond(  # no whole number of atoms, a negative minimum, p outside of [0, x_min]
    N=[50, "7/5", "1/2"],
    K=["1/10", "3/4", "1/100"],
    xmin=["1/3", -2, 10],
    v=["1/2", "2/3", 10],
    p=["3/4", -1, 5],
)
_collapsed = 2 * N * exp(-(xmin**2) / (8 * v))

collapse = Step(
    label="lemma_3_3_choice.collapse",
    cite="proof of Lemma 3.3, last display: with p = abs(x_min)/2 the two sums equal ...",
    register=("MT39",),
    hypotheses=(v_positive,),
    over=(reals_beyond(N=range(1, 9), K=range(9), xmin=("0", "3"), v=("1/20", "2")), _odd),
    printed=Claim(
        _two_sums(xmin / 2),
        "==",
        _collapsed,
        tex=r"2(n_lM-|\Lambda|)e^{-p^2/2v}+2|\Lambda|e^{-(|x_{min}|-p)^2/2v}=2n_lM\,e^{-|x_{min}|^2/8v}\ \text{at}\ p=|x_{min}|/2,\ v=|x_{max}|^2S_l\mu_l^2+\zeta_{l-1}^2",
    ),
    argument=(algebra("insert", Claim(_two_sums(xmin / 2), "==", _collapsed)),),
    expects=expect("PROVED", argument="VALID"),
)

best_choice = Step(
    label="lemma_3_3_choice.best_choice",
    cite="proof of Lemma 3.3: is p = x_min/2 the best choice?",
    register=("MT40",),
    reading="asked by the audit, not printed: no threshold gives a smaller sum",
    hypotheses=(v_positive, some_atoms, assume("K_low", K, ">=", 0), assume("K_high", K, "<=", N)),
    over=(reals_beyond(N=range(1, 9), K=range(9), xmin=("0", "3"), v=("1/20", "2"), p=("0", "3")), _odd),
    printed=Claim(
        _two_sums(xmin / 2),
        "<=",
        _two_sums(p),
        tex=r"p=|x_{min}|/2\ \text{minimises}\ 2(n_lM-|\Lambda|)e^{-p^2/2v}+2|\Lambda|e^{-(|x_{min}|-p)^2/2v}",
    ),
    repaired=Claim(
        _two_sums(xmin / 2),
        "<=",
        2 * exp(-(xmin**2) / (8 * v)) * N,
        tex=r"\text{at}\ p=|x_{min}|/2\ \text{the sum is at most}\ 2n_lM\,e^{-|x_{min}|^2/8v}",
        words="the choice is not optimal, only convenient: it makes the two exponentials equal",
    ),
    repaired_argument=(algebra("insert", Claim(_two_sums(xmin / 2), "<=", 2 * exp(-(xmin**2) / (8 * v)) * N)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="The optimum moves towards x_min when abs(Lambda) is small against n_l M; the paper does not claim optimality, the register asks.",
)

uniform = xmax**2 * mu**2 * S + zeta**2
gamma = 2 * N * exp(-(xmin**2) / (8 * uniform))
lemma_hypotheses = (
    keeps_largest,
    unit_atoms,
    coherence,
    overlap,
    largest_x,
    smallest_x,
    x_not_zero,
    support_not_empty,
    stripe,
    zeta_positive,
    error_below,
    count,
)
_two_terms = Claim(
    Prob(fails),
    "<=",
    2 * (N - size(Lam)) * exp(-(p**2) / (2 * uniform)) + 2 * size(Lam) * exp(-((xmin - p) ** 2) / (2 * uniform)),
    tex=r"\mathbb P(\bar W^{(1)})\le2(n_1M-|\Lambda|)\exp\Big(\frac{-p^2}{2(|x_{max}|^2S_1\mu_1^2+\zeta_0^2)}\Big)+2|\Lambda|\exp\Big(\frac{-(|x_{min}|-p)^2}{2(|x_{max}|^2S_1\mu_1^2+\zeta_0^2)}\Big)",
)

last_display = Step(
    label="lemma_3_3_choice.last_display",
    cite="proof of Lemma 3.3, last display, line 1: both terms together",
    register=("MT39",),
    reading="l = 1, for 0 < p <= x_min (the paper has p = x_min/2 there)",
    uses=(split, max_term, min_term),
    hypotheses=(*lemma_hypotheses, p_positive, p_at_most),
    model=first_layer,
    over=(layers(),),
    printed=_two_terms,
    argument=(
        arith(
            "chain",
            _two_terms,
            by=("lemma_3_3_event.split", "lemma_3_3_max_ties.max_term", "lemma_3_3_min.min_term"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_half = xmin / 2
_lemma_proof = (
    put("split", "lemma_3_3_event.split", p=_half),
    put("off", "lemma_3_3_max_ties.max_term", p=_half),
    put("on", "lemma_3_3_min.min_term", p=_half),
    arith("chain", Claim(Prob(fails), "<=", gamma), by=("split", "off", "on")),
)

first_layer_bound = Step(
    label="lemma_3_3_choice.first_layer_bound",
    cite="Lemma 3.3, probability of failure, l = 1 with fixed v^(0)",
    register=("MT41",),
    uses=(split, max_term, min_term),
    hypotheses=lemma_hypotheses,
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        Prob(fails),
        "<=",
        gamma,
        tex=r"\mathbb P(\bar W^{(1)})\le2n_1M\exp\Big(-\frac{|x_{min}^{(1)}|^2}{8(|x_{max}^{(1)}|^2\mu_1^2S_1+\zeta_0^2)}\Big)=\gamma_1",
    ),
    argument=_lemma_proof,
    expects=expect("PROVED", argument="VALID"),
)

hypotheses_used = Step(
    label="lemma_3_3_choice.hypotheses_used",
    cite="Lemma 3.3: 'suppose that supp xhat^(l-1) = supp x^(l-1)'",
    register=("MT44",),
    reading="the probability bound without that hypothesis: every layer and every fixed error below, recovered support or not",
    uses=(first_layer_bound,),
    hypotheses=lemma_hypotheses,
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        Prob(fails),
        "<=",
        gamma,
        tex=r"\mathbb P(\bar W^{(l)})\le\gamma_l\ \text{whatever the support of}\ \hat x^{(l-1)},\ \text{for a fixed error}\ v^{(l-1)}",
    ),
    argument=(arith("same", Claim(Prob(fails), "<=", gamma), by=("lemma_3_3_choice.first_layer_bound",)),),
    expects=expect("PROVED", argument="VALID"),
    remark="The proof uses only abs<a_i, v> <= zeta; recovery below enters nowhere but through zeta. The hypotheses the proof needs are listed with the conclusion.",
)
