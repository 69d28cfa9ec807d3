"""What the audit concludes about each theorem: the steps it rests on, and the hypotheses the paper states."""

from boundcheck import Conclusion

from .comparison import same_case, tighter_4, tighter_5
from .corollaries import closed_form_4, closed_form_5, corollary_4, corollary_5
from .corollary_8 import line_3, line_4, line_5, lower, upper
from .every_layer import closed_form
from .every_layer import corollary_4 as every_4
from .every_layer import corollary_5 as every_5
from .generalised_coherence import at_least, attained, weak_duality
from .lemma_13 import bounded, line_1, line_2_matrix, line_2_signal, line_3_matrix, line_3_weights, only_on_D
from .lemma_14 import (
    carry,
    first_line,
    length_of_e,
    one_network,
    shape_of_A,
    shape_of_zero,
    signed,
    third_line,
    vector_shift,
)
from .lemma_14_size import depth, entries, entries_of_A, entries_of_B
from .measures import mean_pixel_accuracy
from .negative_side import condition_defined as negative_defined
from .negative_side import contracts as negative_contracts
from .negative_side import iterating as negative_iterating
from .negative_side import property_b as negative_b
from .noncumulative import columns_of_product, display_1, index_of_lambda, never
from .rates import at_25, at_thresholds, with_beta
from .relaxed import condition_6, index_of_product
from .shrinkage import subgradient
from .supports import equivalent, null_space_dimension, smaller
from .theorem_1 import bound_on_lambda, next_layer, unique
from .theorem_2 import least, least_is_unique
from .theorem_3 import stability
from .theorem_6 import corollary_7 as noiseless_claim
from .theorem_6 import depth_for_error, every_code, fed_outside, noiseless, second_network, thirty_one, thirty_two
from .theorem_6_repaired import next_layer as layer_by_layer
from .theorem_9 import condition_defined, elu_bounded, leaky_relu, mish_identity, property_b, property_c, swish_identity
from .theorem_10 import additive, hidden_matrix, induction
from .theorem_10_repaired import every_step, one_step
from .theorem_12 import contraction, convergence, linear_rate, support
from .theorem_15_end import contracts, floor_34, forty_five, limit, literal_34, opposite
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
    remark="lambda_j is any bound on the number of nonzeros; true where it is that number itself.",
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
    rests_on=(stability, closed_form),
    states=("normalised columns", "Assumption 1", "dictionaries D_j and D~_j"),
    remark="True for D~_j = D_j; refuted for different dictionaries.",
)
corollaries_4_and_5 = Conclusion(
    label="corollaries_4_and_5",
    title="Corollaries 4 and 5",
    rests_on=(corollary_4, closed_form_4, every_4, corollary_5, closed_form_5, every_5),
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
    remark="With (7) the displays with mu(D^[S_J]) speak of x_J = 0 only (noncumulative.never, for normalised columns).",
)
theorem_6 = Conclusion(
    label="theorem_6",
    title="Theorem 6 and Corollary 7",
    rests_on=(
        convergence,
        linear_rate,
        at_25,
        second_network,
        fed_outside,
        thirty_one,
        layer_by_layer,
        noiseless,
        depth_for_error,
    ),
    beside=(every_code, noiseless_claim, thirty_two, only_on_D),
    states=("normalised columns", "Assumption 1", "Assumption 2"),
    remark="For networks with a linear last layer, and thresholds that count the error of the layer above as noise; (32) as printed takes from Lemma 13 a "
    "constant that does not grow with K.",
)
corollary_8 = Conclusion(
    label="corollary_8",
    title="Corollary 8",
    rests_on=(lower, line_3, line_4, line_5, upper),
    states=("conditions of Corollary 7", "gamma > 0"),
)
activations = Conclusion(
    label="activations",
    title="Before Theorem 9: LeakyReLU, ELU, Mish and Swish are in the class",
    rests_on=(leaky_relu, elu_bounded, mish_identity, swish_identity),
    states=("rho(x) = x for x >= 0", "|rho(x)| <= beta for x < 0", "rho is Lipschitz with constant L"),
    remark="Of the four ELU is; LeakyReLU is on bounded inputs.",
)
theorem_9 = Conclusion(
    label="theorem_9",
    title="Theorem 9",
    rests_on=(
        negative_defined,
        negative_contracts,
        negative_b,
        property_c,
        negative_iterating,
        forty_four,
        floor_34,
        limit,
        with_beta,
        fed_outside,
        layer_by_layer,
    ),
    beside=(condition_defined, opposite, property_b),
    states=("conditions of Theorem 6", "lambda_j < (1/mu~ - 2 L^m d)/(2 - 2 L^m)"),
    remark="For rho <= 0 on x <= 0, with L the Lipschitz constant there, below 1, and the repairs of Theorems 6 and 15.  On the whole line L >= 1: there the printed condition is "
    "undefined (L = 1) or says the opposite of what (44) needs.",
)
theorem_10 = Conclusion(
    label="theorem_10",
    title="Theorem 10",
    rests_on=(convergence, fed_outside, one_step, every_step, at_thresholds),
    beside=(induction, hidden_matrix, additive),
    states=("conditions of Theorem 6", "a network within eps of the ReLU"),
    remark="By another proof than the printed one, from the thresholds (25), for the sequences (47), which use y itself: a network that carries y through the activation errs on it anew at every layer.  "
    "The induction of the printed proof gives no C for all K unless mu~ = 0.",
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
    rests_on=(support, contraction, linear_rate, at_25, convergence),
    states=("normalised columns", "Assumption 2", "norm_0(x*) < (1 + 1/mu~)/2"),
    remark="The support is included, not equal; the supremum in (25) must be over sparse codes.",
)
lemma_13 = Conclusion(
    label="lemma_13",
    title="Lemma 13 (stability of LISTA-CP)",
    rests_on=(line_1, line_2_matrix, line_2_signal, line_3_matrix, line_3_weights, only_on_D, bounded),
    states=("(W^(k), theta^(k)) in X(D) x R",),
    remark="All lines but the claim that the constant depends on D only stand, as printed or repaired; the constant grows with k unless the columns are linearly independent.",
)
lemma_14 = Conclusion(
    label="lemma_14",
    title="Lemma 14 (CNNs realise LISTA-CP)",
    rests_on=(
        first_line,
        vector_shift,
        third_line,
        carry,
        shape_of_A,
        shape_of_zero,
        length_of_e,
        entries_of_A,
        entries_of_B,
        entries,
        depth,
    ),
    beside=(one_network, signed),
    states=("a LISTA-CP sequence",),
    remark="A network for each sequence, all of one size, whose last layer has no ReLU; with the repaired signs and shapes.",
)
theorem_15 = Conclusion(
    label="theorem_15",
    title="Theorem 15",
    rests_on=(forty_four, subgradient, forty_five, limit, with_beta, floor_34, negative_contracts),
    beside=(contracts, literal_34),
    states=("norm_0(x*) < (1/mu~ - 2Ld)/(2 - 2L)",),
    remark="With L the Lipschitz constant on x <= 0, below 1; (34) drops the term 2|S|beta/(1 - alpha), and (41) has a sign wrong.",
)
section_4 = Conclusion(
    label="section_4",
    title="Section 4.2, mPA",
    rests_on=(mean_pixel_accuracy,),
    remark="The accuracies reported in Section 4 are out of scope for a proof audit.",
)
