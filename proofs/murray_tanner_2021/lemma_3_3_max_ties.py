"""Lemma 3.3, the max term for the event with >=, which ties need: lines 1 and 3, and the four lines together, at l = 1."""

from sympy import Abs, exp

from boundcheck import Claim, Prob, Step, arith, compare, expect, lam, layers, restate, rule, size, some, total

from .lemma_3_3_max import (
    fourth_line,
    independence,
    second_line,
    tail_third,
    third_line_ties,
    third_line_ties_proof,
    uniform,
)
from .theorem_3_1 import with_ties
from .words import (
    Lam,
    N,
    Off,
    c,
    coherence,
    count,
    error_below,
    first_layer,
    k,
    largest_off,
    largest_x,
    overlap,
    p,
    p_nonneg,
    p_positive,
    stripe,
    zeta_positive,
)

some_reaches = some(compare(Abs(c(k)), ">=", p), k, Off)

first_line_with_ties = Step(
    label="lemma_3_3_max_ties.first_line_with_ties",
    cite="max term, line 1, for the event with >= that ties need",
    register=("MT25",),
    reading="with ties",
    hypotheses=(p_positive,),
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        Prob(compare(largest_off, ">=", p)),
        "<=",
        total(Prob(compare(Abs(c(k)), ">=", p)), k, Off),
        tex=r"P\Big(\max_{k\in\bar\Lambda}|\langle\varepsilon_ka_k,\hat x^{(l-1)}\rangle|\ge p\Big)\le\sum_{k\in\bar\Lambda}P\big(|\langle\varepsilon_ka_k,\hat x^{(l-1)}\rangle|\ge p\big)",
    ),
    argument=(
        rule("largest", "largest_reaches", f=lam(k, Abs(c(k))), K=Off, p=p),
        rule("same", "probability_equal", E=compare(largest_off, ">=", p), F=some_reaches),
        rule("union", "union_bound", E=lam(k, compare(Abs(c(k)), ">=", p)), K=Off),
        arith(
            "chain",
            Claim(Prob(compare(largest_off, ">=", p)), "<=", total(Prob(compare(Abs(c(k)), ">=", p)), k, Off)),
            by=("same", "union"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

third_line_first_layer = Step(
    label="lemma_3_3_max_ties.third_line_first_layer",
    cite="proof of Lemma 3.3, max term, line 3: Theorem 3.1, at l = 1 (the error below is fixed)",
    register=("MT28", "MT29"),
    reading="l = 1, ties included",
    uses=(independence, with_ties),
    hypotheses=(p_nonneg, zeta_positive, error_below, overlap),
    model=first_layer,
    over=(layers(signs="all"),),
    printed=third_line_ties,
    argument=third_line_ties_proof,
    expects=expect("PROVED", argument="VALID"),
)

max_term = Step(
    label="lemma_3_3_max_ties.max_term",
    cite="proof of Lemma 3.3: the four lines together, at l = 1",
    register=("MT28", "MT34"),
    reading="l = 1, ties included",
    uses=(first_line_with_ties, second_line, third_line_first_layer, fourth_line),
    hypotheses=(p_positive, coherence, largest_x, stripe, zeta_positive, count, error_below, overlap),
    model=first_layer,
    over=(layers(signs="all"),),
    printed=Claim(
        Prob(compare(largest_off, ">=", p)),
        "<=",
        2 * (N - size(Lam)) * exp(-(p**2) / (2 * uniform)),
        tex=r"P\Big(\max_{k\in\bar\Lambda}|\cdot|\ge p\Big)\le2(n_lM-|\Lambda|)\exp\Big(\frac{-p^2}{2(|x_{max}|^2S_l\mu_l^2+\zeta_{l-1}^2)}\Big)",
    ),
    argument=(
        restate(
            "each",
            Claim(Prob(compare(Abs(c(k)), ">=", p)), "<=", tail_third, ((k, Off),)),
            by=("lemma_3_3_max_ties.third_line_first_layer", "lemma_3_3_max.second_line"),
        ),
        rule("sum", "termwise", f=lam(k, Prob(compare(Abs(c(k)), ">=", p))), g=lam(k, tail_third), K=Off),
        arith(
            "chain",
            Claim(Prob(compare(largest_off, ">=", p)), "<=", 2 * (N - size(Lam)) * exp(-(p**2) / (2 * uniform))),
            by=("lemma_3_3_max_ties.first_line_with_ties", "sum", "lemma_3_3_max.fourth_line"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)
