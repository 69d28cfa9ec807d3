"""What the audit concludes about each statement: the steps it rests on, and the hypotheses the paper states."""

from boundcheck import Conclusion

from .condition import constant_forced, necessary, separates, some_constant, weaker
from .depth import flat, forces, noise_part, vanishing_bound, vanishing_error
from .forward_pass import any_bias, in_the_theorem, operators, same_operator
from .normalisation import atoms_of_any_norm
from .quoted import murray_tanner_3, poster_4
from .theorem_2 import error_bound, supports

_stated = (
    "X = D_1 Gamma_1, ..., Gamma_{K-1} = D_K Gamma_K, Y = X + E",
    "Gammahat_i = S_{beta_i}(D_i^T Gammahat_{i-1})",
    "condition 1",
    "beta_i proportional to epsilon_i",
)

theorem_2 = Conclusion(
    label="theorem_2",
    title="Theorem 2 (Stability of the layered soft thresholding)",
    rests_on=(supports, error_bound, atoms_of_any_norm),
    states=_stated,
    remark="Stands once the atoms have norm 1, Gamma_min is the lowest nonzero entry and condition 2 says that beta_i lies between s mu gmax + eps_{i-1} and "
    "gmin - (s - 1) mu gmax - eps_{i-1}; condition 1 is then not needed, it is what leaves room for such a threshold.",
)
condition_1 = Conclusion(
    label="condition_1",
    title="Theorem 2, condition 1: for which thresholds sufficient, for which necessary",
    rests_on=(separates, necessary, some_constant, constant_forced),
    beside=(weaker,),
    states=("condition 1",),
)
forward_pass = Conclusion(
    label="forward_pass",
    title="The layered thresholding algorithm is the forward pass of a CNN",
    rests_on=(same_operator, any_bias, operators, in_the_theorem),
    states=("W_i = D_i", "b_i = -beta_i"),
    remark="For biases that are not positive; the theorem states the two-sided operator, the algorithm the nonnegative one.",
)
depth = Conclusion(
    label="depth",
    title="Theorem 2, K >= 2: what condition 1 at a layer asks of the layers below",
    rests_on=(forces, flat),
    states=("condition 1 at every layer",),
    remark="Not in the paper.",
)
stability = Conclusion(
    label="stability",
    title="Theorem 2 as a statement about stability: the bound goes to zero with the noise (asked by the audit)",
    rests_on=(vanishing_bound, vanishing_error, noise_part),
    states=_stated,
    remark="The paper does not say so, and it is false: soft thresholding is biased. What holds: the noise adds to the bound a part proportional to itself.",
)
quotations = Conclusion(
    label="quotations",
    title="Condition 1 as Murray & Tanner quote it, in the paper and on the poster",
    rests_on=(murray_tanner_3, poster_4),
    states=("mu > 0",),
)
