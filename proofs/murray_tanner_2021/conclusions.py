"""What the audit concludes about each theorem: the steps it rests on, and the hypotheses the paper states."""

from boundcheck import Conclusion

from .bound_5 import equivalence, inner_layers, one_layer
from .bound_5_recovery import each_layer_jointly, first_layer_recovered
from .bound_5_typical import from_490, typical_sizes, typical_sizes_opposite
from .joint_patch import joint_reading_of_the_lemma, sure_reading_of_the_lemma
from .joint_route import bound_J0, bound_J1
from .joint_worth import (
    J0_admits_more,
    J0_allows,
    J0_alone,
    J0_below_printed,
    equal_without_error,
    printed_admits_more,
    printed_below_J0,
    printed_says_nothing,
    printed_strictly_below_J0,
)
from .lemma_3_3_choice import first_layer_bound, hypotheses_used
from .lemma_3_3_noise import coherence_square, noise_square, stripe_count
from .lemma_3_3_patch_error import patch_error
from .theorem_3_1 import concentration
from .theorem_3_2 import conclusion, conditional_lemma, conditioning_on_pathway, given_recovery, realised
from .theorem_3_2_error import every_layer
from .uniform_bound import intended, literal
from .windows import stripe_columns

_layer = (
    "DCSC model: unit atoms, random independent signs D^(l)",
    "S_l bounds the stripe sparsity of x^(l)",
    "supp xhat^(l-1) = supp x^(l-1)",
    "zeta_{l-1} bounds the patch error of layer l-1",
)
_of_the_layer = (
    coherence_square,
    noise_square,
    stripe_count,
    stripe_columns,
)  # from mu_l, the patch error and the stripe sparsity to one atom
_sharp = "rests on a theorem that the paper does not cite (Bentkus and Dzindzalieta, 2015)"

theorem_3_1 = Conclusion(
    label="theorem_3_1",
    title="Theorem 3.1 (Rademacher concentration)",
    rests_on=(concentration,),
    states=("independent Rademacher signs", "t > 0"),
)
lemma_3_3_first_layer = Conclusion(
    label="lemma_3_3_first_layer",
    title="Lemma 3.3, probability of failure at l = 1",
    rests_on=(first_layer_bound, *_of_the_layer),
    states=_layer,
    remark="For every fixed v^(0); that a support is recovered below is not used.",
)
lemma_3_3_inner_layer = Conclusion(
    label="lemma_3_3_inner_layer",
    title="Lemma 3.3, probability of failure at l >= 2",
    rests_on=(joint_reading_of_the_lemma, coherence_square, stripe_count, stripe_columns),
    beside=(sure_reading_of_the_lemma, hypotheses_used, conditional_lemma),
    states=_layer,
    remark="Read as the joint probability of failure and of a patch error below of at most zeta_{l-1}. The paper's argument, Theorem 3.1 "
    "with the error below held fixed, is refuted (lemma_3_3_max.third_line_inner_layer, third_line_given_recovery); another one proves it. "
    f"That the printed constant suffices {_sharp}.",
)
lemma_3_3_patch = Conclusion(
    label="lemma_3_3_patch",
    title="Lemma 3.3, patch error",
    rests_on=(patch_error,),
    states=(*_layer, "supp xhat^(l) = supp x^(l)"),
)
theorem_3_2 = Conclusion(
    label="theorem_3_2",
    title="Theorem 3.2",
    rests_on=(conclusion, every_layer, coherence_square, stripe_count, stripe_columns),
    beside=(realised, conditioning_on_pathway, given_recovery),
    states=(
        "DCSC model",
        "S_l bounds the stripe sparsity of x^(l), for each l",
        "supp xhat^(0) = supp x^(0)",
        "zeta_l bounds the patch error, for each l",
    ),
    remark="With x_min, x_max, S_l, zeta_l valid for every sign pattern, x_min and zeta_l positive; supp xhat^(0) = supp x^(0) is not used. "
    f"That the printed constant suffices {_sharp}.",
)
joint_bound = Conclusion(
    label="joint_bound",
    title="A joint bound by Hoeffding alone: (J0), for every layer and any dependence of the error below",
    rests_on=(bound_J0, bound_J1),
    states=("zeta_{l-1} <= x_min/2",),
    remark="It is at most sqrt(e) gamma_l: (J1).",
)
strongest = Conclusion(
    label="strongest",
    title="(J0) is at most gamma_l exactly where 4 (x_min - zeta) x_max^2 mu_l^2 S_l <= zeta (x_min - 2 zeta)^2 or zeta = 0, given zeta <= x_min/2",
    rests_on=(J0_below_printed, printed_below_J0, printed_strictly_below_J0, equal_without_error),
)
admits_more = Conclusion(
    label="admits_more",
    title="(J0) <= delta admits at least the stripe sparsity of (5) when x_min/(2 ln(2 n_l M/delta) + 1) <= zeta_{l-1} <= x_min/2, at most that of (5) below",
    rests_on=(J0_allows, J0_admits_more, printed_admits_more, J0_alone, printed_says_nothing),
    remark="At N = 400 and zeta = x_min/4 the printed bound says nothing for any S; (J0) does.",
)
bound_3 = Conclusion(
    label="bound_3",
    title="Bound (3), with zeta_{l-1}",
    rests_on=(intended, stripe_count, stripe_columns),
    beside=(literal,),
    states=("zeta_l bounds the patch error", "supports recovered below l"),
)
bound_5 = Conclusion(
    label="bound_5",
    title="Bound (5): layer l is recovered with probability at least 1 - delta",
    rests_on=(equivalence, first_layer_recovered, each_layer_jointly),
    beside=(conditioning_on_pathway,),
    states=("delta in (gamma_l, 1]", "supports recovered below l"),
    remark="At l = 1, and at l >= 2 as a joint probability with a patch error below of at most zeta_{l-1}. (5) restates gamma_l <= delta; "
    "delta in (gamma_l, 1] makes it automatic (bound_5.five_is_automatic).",
)
scaling = Conclusion(
    label="scaling",
    title="(5) scales as mu_l^-2 across one layer, zeta_{l-1} fixed",
    rests_on=(one_layer,),
    beside=(inner_layers,),
)
abstract_claim = Conclusion(
    label="abstract_claim",
    title="The abstract at the sizes of Section 3 (asked by the audit): (5) admits denser activations than (3)",
    rests_on=(typical_sizes,),
    beside=(typical_sizes_opposite, from_490),
)
