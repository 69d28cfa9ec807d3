"""Notation of the appendices: one step of an iteration towards a code x*, written xs here.

x is the iterate x^(k), er = x - xs, v = x + W^T (y - D x); nx is x^(k+1) by soft thresholding, gx by a general activation.
E bounds the l1 norm of er: the supremum in (25) is over the class, E is any number at least every error of the class.
"""

from sympy import Abs, Max

from boundcheck import assume, belongs, family, real, size, threshold_steps, total

from .words import All, D, Lam, Rows, W, i, image, j, r, x, y

E, theta, cw, dlt, beta, L, s, d = (real(name) for name in ("E", "theta", "cw", "dlt", "beta", "L", "s", "d"))
mut = real("mut")
xs = family("xs", tex=r"x^*_i", meaning="entry of the code")
e = family("e", tex=r"\varepsilon_r", meaning="entry of the noise")
er = family("er", tex=r"x^{(k)}_i-x^*_i", meaning="entry of the error")
v = family("v", tex=r"v_i", meaning="entry of what is thresholded")
nx = family("nx", tex=r"x^{(k+1)}_i", meaning="entry of the next iterate")
NOTATION = (xs, e, er, v, nx)

STEPS = threshold_steps()
INSIDE = threshold_steps(inside=True)
every = ((i, All),)


def weight(one, other):
    """w_i . d_j."""
    return total(W(r, one) * D(r, other), r, Rows)


pull = total(W(r, i) * (y(r) - image(x)), r, Rows)
noise = total(W(r, i) * e(r), r, Rows)
others = total(weight(i, j) * er(j), j, All.without(i))
error = total(Abs(er(i)), i, All)
soft = Max(v(i) - theta, 0) - Max(-v(i) - theta, 0)

signal = assume("signal", y(r), "==", image(xs) + e(r), ((r, Rows),), words="y = D x* + eps")
is_error = assume("is_error", er(i), "==", x(i) - xs(i), every, words="er is the error of the iterate")
is_v = assume("is_v", v(i), "==", x(i) + pull, every, words="v = x + W^T (y - D x)")
feasible = assume("feasible", weight(i, i), "==", 1, every, words="w_i . a_i = 1")
coherent = assume(
    "coherent",
    Abs(weight(i, j)),
    "<=",
    mut,
    ((i, All), (j, All.without(i))),
    words="W attains the generalised coherence",
)
mut_nonneg = assume("mut_nonneg", mut, ">=", 0, words="the generalised coherence is a largest magnitude")
weights = assume("weights", Abs(W(r, i)), "<=", cw, ((r, Rows), (i, All)), words="C_W is the largest entry of W")
cw_nonneg = assume("cw_nonneg", cw, ">=", 0, words="C_W is a largest magnitude")
noise_level = assume("noise_level", total(Abs(e(r)), r, Rows), "<=", dlt, words="norm_1(eps) <= delta, (22)")
error_level = assume(
    "error_level", error, "<=", E, words="E is at least the error of x^(k), as a supremum over the class is"
)
threshold = assume("threshold", theta, "==", mut * E + cw * dlt, words="(25)")
xs_off = assume("xs_off", xs(i), "==", 0, ((i, All & ~Lam),), words="x* vanishes off its support S")
support_within = assume("support_within", belongs(i, All), "holds", forall=((i, Lam),), words="S is a set of atoms")
s_is = assume("s_is", size(Lam), "==", s, words="s = |S|")
d_is = assume("d_is", size(All), "==", d, words="d is the number of atoms")
is_next = assume("is_next", nx(i), "==", soft, every, words="x^(k+1) is v softly thresholded at theta")
model = (signal, is_error, is_v, feasible)
class_25 = (coherent, mut_nonneg, weights, cw_nonneg, noise_level, error_level, threshold)
