"""What the audit concludes about each theorem: the steps it rests on, and the hypotheses the paper states."""

from boundcheck import Conclusion

from .comparison import same_case, tighter_4, tighter_5
from .corollaries import closed_form_4, closed_form_5, corollary_4, corollary_5
from .corollary_8 import line_3, line_4, line_5, lower, upper
from .generalised_coherence import at_least, attained, weak_duality
from .lemma_13 import bounded, line_1, line_2_matrix, line_2_signal, line_3_matrix, line_3_weights, only_on_D
from .lemma_14 import carry, one_network, signed, third_line
from .measures import mean_pixel_accuracy
from .noncumulative import columns_of_product, display_1, index_of_lambda, never
from .relaxed import condition_6, index_of_product
from .supports import equivalent, null_space_dimension, smaller
from .theorem_1 import bound_on_lambda, next_layer, unique
from .theorem_2 import least, least_is_unique
from .theorem_3 import stability
from .theorem_6 import corollary_7 as noiseless_claim
from .theorem_6 import depth_for_error, every_code, fed_outside, thirty_one, thirty_two
from .theorem_9 import condition_defined, leaky_relu, mish_identity, property_b, property_c, swish_identity
from .theorem_10 import additive, hidden_matrix, induction
from .theorem_10 import bounded as bounded_error
from .theorem_12 import contraction, convergence, linear_rate, support
from .theorem_15_end import contracts, floor_34, forty_five, limit, never_dependent
from .theorem_15_sum import forty_four

theorem_1 = Conclusion(
    label="theorem_1",
    title="Theorem 1 (uniqueness)",
    rests_on=(unique, next_layer),
    states=("{x_j} is a solution", "norm_0(x_j) < (1 + 1/mu(D_j))/2 for every j"),
    remark="True with lambda_j < (1 + 1/mu(D_j))/2 as a hypothesis, for columns of any norms.",
)
theorem_1_lambda = Conclusion(
    label="theorem_1_lambda",
    title="Theorem 1, second display: lambda_j < (1 + 1/mu(D_j))/2 as a conclusion",
    rests_on=(bound_on_lambda,),
    states=("norm_0(x_j) < (1 + 1/mu(D_j))/2 for every j",),
)
relaxed = Conclusion(
    label="relaxed",
    title="(6) and (7): relaxed conditions",
    rests_on=(index_of_product, condition_6, equivalent, null_space_dimension, smaller),
    states=("x_j is unique", "the supports are known"),
    remark="With x_(j-1) = D_[j,j_0] x_(j_0); (7) together with y = D_[1,J] x_J.",
)
theorem_2 = Conclusion(
    label="theorem_2",
    title="Theorem 2 (l0 and l1 coincide)",
    rests_on=(unique, least, least_is_unique),
    states=("conditions of Theorem 1", "each D_j has full rank and more columns than rows"),
    remark="Needs normalised columns and a condition on lambda_j; full rank and the shape of D_j are not used.",
)
theorem_3 = Conclusion(
    label="theorem_3",
    title="Theorem 3 (stability)",
    rests_on=(stability,),
    states=("normalised columns", "Assumption 1", "dictionaries D_j and D~_j"),
    remark="True for D~_j = D_j; refuted for different dictionaries.",
)
corollaries_4_and_5 = Conclusion(
    label="corollaries_4_and_5",
    title="Corollaries 4 and 5",
    rests_on=(corollary_4, closed_form_4, corollary_5, closed_form_5),
    states=("conditions of Theorem 3", "eps_j = 0, or eps_0 = 0"),
)
tighter = Conclusion(
    label="tighter",
    title="'Hence our bound is tighter'",
    rests_on=(tighter_4, same_case, tighter_5),
    remark="Against [10, 1] the bounds are of different cases; against [16] Corollary 5 has eps_0 = 0, where the quoted bound is 0.",
)
non_cumulative = Conclusion(
    label="non_cumulative",
    title="Non-cumulative bounds",
    rests_on=(index_of_lambda, columns_of_product, never, display_1),
    remark="The displays with mu(D^[S_J]) are about the code 0 alone (noncumulative.never).",
)
theorem_6 = Conclusion(
    label="theorem_6",
    title="Theorem 6 and Corollary 7",
    rests_on=(every_code, fed_outside, thirty_one, thirty_two, noiseless_claim, depth_for_error),
    states=("normalised columns", "Assumption 1", "Assumption 2"),
    remark="Refuted for signed codes and networks of Definition 5; with a linear last layer (32) still lacks a constant that does not grow with K.",
)
corollary_8 = Conclusion(
    label="corollary_8",
    title="Corollary 8",
    rests_on=(lower, line_3, line_4, line_5, upper),
    states=("conditions of Corollary 7", "gamma > 0"),
)
theorem_9 = Conclusion(
    label="theorem_9",
    title="Theorem 9 and its activations",
    rests_on=(leaky_relu, mish_identity, swish_identity, condition_defined, contracts, property_b, property_c),
    states=("rho(x) = x for x >= 0", "|rho(x)| <= beta for x < 0", "rho is Lipschitz with constant L"),
    remark="L >= 1, so the printed condition is undefined (L = 1) or says the opposite of what (44) needs.",
)
theorem_10 = Conclusion(
    label="theorem_10",
    title="Theorem 10",
    rests_on=(induction, hidden_matrix, additive, bounded_error),
    states=("conditions of Theorem 6", "a network within eps of the ReLU"),
)
definition_7 = Conclusion(
    label="definition_7",
    title="Definitions 7 and 8",
    rests_on=(attained, weak_duality, at_least),
    remark="mu~ >= 1/(d - 1) for dependent columns, 0 for independent ones.",
)
theorem_12 = Conclusion(
    label="theorem_12",
    title="Theorem 12 (LISTA-CP)",
    rests_on=(support, contraction, linear_rate, convergence),
    states=("normalised columns", "Assumption 2", "norm_0(x*) < (1 + 1/mu~)/2"),
    remark="The support is included, not equal; the supremum in (25) must be over sparse codes.",
)
lemma_13 = Conclusion(
    label="lemma_13",
    title="Lemma 13 (stability of LISTA-CP)",
    rests_on=(line_1, line_2_matrix, line_2_signal, line_3_matrix, line_3_weights, only_on_D, bounded),
    states=("(W^(k), theta^(k)) in X(D) x R",),
    remark="Each line up to the third stands; the constant grows with k unless the columns are linearly independent.",
)
lemma_14 = Conclusion(
    label="lemma_14",
    title="Lemma 14 (CNNs realise LISTA-CP)",
    rests_on=(third_line, carry, one_network, signed),
    states=("a LISTA-CP sequence",),
    remark="The identities hold with the repaired signs and shapes; one network serves one sequence, and its last layer has no ReLU.",
)
theorem_15 = Conclusion(
    label="theorem_15",
    title="Theorem 15",
    rests_on=(forty_four, forty_five, limit, floor_34, contracts, never_dependent),
    states=("norm_0(x*) < (1/mu~ - 2Ld)/(2 - 2L)",),
    remark="(35)-(44) stand (with the sign of (41)); (34) drops 2|S|beta, and the printed condition does not give alpha < 1.",
)
section_4 = Conclusion(
    label="section_4",
    title="Section 4.2, mPA",
    rests_on=(mean_pixel_accuracy,),
    remark="The accuracies reported in Section 4 are out of scope for a proof audit.",
)
