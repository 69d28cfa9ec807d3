"""Display (5): the probability that it promises, 'recovered ... at least 1 - delta', at layer 1 and jointly at every layer."""

from boundcheck import Claim, Prob, Step, arith, assume, compare, expect, logic, put, rule

from .bound_5 import (
    delta,
    delta_at_most_one,
    delta_positive,
    equivalence,
    mu_positive,
    right_side,
    variance,
    xmax_positive,
)
from .bound_5 import gamma as gamma_5
from .joint_patch import joint_reading_of_the_lemma, small_patch
from .joint_route import fails
from .lemma_3_3_choice import first_layer_bound
from .words import All, Lam, N, S, S_natural, W, first_layer, inner_layer, mu, xmax

five = assume("five", S, "<=", right_side, words="display (5)")
_given = (S_natural, delta_positive, delta_at_most_one, mu_positive, xmax_positive, five)
_gamma_small = (
    rule("inside", "subset_count", K=Lam, H=All),
    arith("atoms", Claim(N, ">=", 1), by=("inside", "support_not_empty", "count")),
    arith("proxy", Claim(variance, ">", 0), by=("S_natural", "zeta_positive"), squares=(xmax * mu,), degree=2),
    put("iff", "bound_5.equivalence"),
    logic("gamma_small", Claim(compare(gamma_5, "<=", delta), "holds"), by=("iff", "five")),
)
_first = Claim(
    Prob(W()),
    ">=",
    1 - delta,
    tex=r"(5)\Rightarrow\mathbb P(W^{(1)})\ge1-\delta",
    words="layer 1 is recovered that often",
)

first_layer_recovered = Step(
    label="bound_5_recovery.first_layer_recovered",
    cite="after Theorem 3.2: 'then as long as (5) ... the probability that the activation pattern at the lth layer is recovered is at least 1 - delta'",
    register=("MT82", "MT83"),
    reading="l = 1",
    uses=(equivalence, first_layer_bound),
    hypotheses=(*first_layer_bound.hypotheses, *_given),
    model=first_layer,
    printed=_first,
    argument=(
        *_gamma_small,
        rule("complement", "complement", E=W()),
        arith("chain", _first, by=("complement", "lemma_3_3_choice.first_layer_bound", "gamma_small")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="delta is no quantity of a layer, so the instances are those of the two steps used.",
)

_joint = Claim(
    Prob(fails & small_patch),
    "<=",
    delta,
    tex=r"(5)\Rightarrow\mathbb P\big(\bar W^{(l)}\cap\{\|v^{(l-1)}\|_{2,\infty}^{P^{(l-1)}}\le\zeta_{l-1}\}\big)\le\delta",
    words="failure at layer l together with a small patch error below is that rare",
)

each_layer_jointly = Step(
    label="bound_5_recovery.each_layer_jointly",
    cite="after Theorem 3.2: the same, 'assume that supp(xhat^(k)) = supp(x^(k)) for all k < l'",
    register=("MT82", "MT83"),
    reading="every l, jointly with a patch error below of at most zeta_{l-1}",
    uses=(equivalence, joint_reading_of_the_lemma),
    hypotheses=(*joint_reading_of_the_lemma.hypotheses, *_given[1:]),
    model=inner_layer,
    printed=_joint,
    argument=(
        *_gamma_small,
        arith("chain", _joint, by=("joint_patch.joint_reading_of_the_lemma", "gamma_small")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="Given recovery below, the probability can be 1 although gamma_l <= delta < 1: theorem_3_2.conditioning_on_pathway.",
)
