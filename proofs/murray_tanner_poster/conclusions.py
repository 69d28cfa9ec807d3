"""What the audit concludes about each statement of the poster: the steps it rests on, and the hypotheses it states."""

from boundcheck import Conclusion

from .against_paper import same_bound, same_condition
from .condition import against_theorem, delta_range
from .condition import one_column as condition_for_one
from .prior_art import one_nonzero_qualifies, says_nothing, uniform_bound
from .recursion import dimensions
from .theorem import columns, conditional, index_range, projection, signs_given_recovery

_stated = (
    "D-CSC model",
    "norms of V^(l) at most zeta_l and of X^(l) at most S_l, l = 0, ..., L - 1",
    "D^(l) Rademacher, independent of the dictionaries",
    "estimates as in (1)",
)

theorem = Conclusion(
    label="theorem",
    title="Theorem: P(pathway not recovered) <= 2dM sum_l n_l exp(...)",
    rests_on=(dimensions, projection, index_range, columns, signs_given_recovery),
    states=_stated,
    remark="Stands for a decoder that keeps as many entries as X^(l) has nonzeros, S_l bounded for l = 1, ..., L, and d the number of columns; it rests on "
    "the joint reading of Lemma 3.3 of the paper of 2021.",
)
sparsity_condition = Conclusion(
    label="sparsity_condition",
    title="End: P(W-bar_l) <= delta if S_l <= (...) mu_l^-2",
    rests_on=(delta_range, condition_for_one, against_theorem, conditional),
    states=("delta in [0, 1]", "support recovered at layer l - 1"),
    remark="Sound for delta > 0, as a condition on the layer's bound; that bound holds for the joint probability, not for the conditional one.",
)
prior_art = Conclusion(
    label="prior_art",
    title="Section 4: the uniform bound of Papyan, Romano & Elad",
    rests_on=(says_nothing, one_nonzero_qualifies, uniform_bound),
    states=("S_l < (mu/abs X)(abs X_min/2 - zeta_l) + 1/2",),
    remark="Misprinted: mu where the theorem, and the poster's own next sentence, have 1/mu; as printed no sparsity above 0 qualifies.",
)
against_the_paper = Conclusion(
    label="against_the_paper",
    title="The poster beside the paper of 2021",
    rests_on=(same_bound, same_condition),
)
