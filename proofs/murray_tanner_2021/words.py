"""Notation of the paper at one layer l (superscripts dropped, as the proof does), and what a layer is assumed to be.

Indices of atoms are i, j, k (0 ... N - 1), of rows r; p is the proof's threshold.  eps_j are the signs of D^(l).
"""

from sympy import Abs

from boundcheck import (
    Claim,
    Index,
    Model,
    assume,
    belongs,
    compare,
    event_family,
    family,
    independent,
    largest,
    named_set,
    real,
    set_family,
    size,
    smallest,
    total,
)

i, j, k, r = Index("i"), Index("j"), Index("k"), Index("r")
p = real("p")  # threshold of the proof, arbitrary
N, mu, S, zeta, xmin, xmax = (real(n) for n in ("N", "mu", "S", "zeta", "xmin", "xmax"))

g = family("g", tex=r"\langle a_i, a_j\rangle", meaning="inner product of two atoms")
x = family("x", tex=r"x^{(l)}_j", meaning="entry of the representation at layer l")
eps = family("eps", tex=r"\varepsilon_j", meaning="sign of atom j, diagonal of D^(l)")
w = family("w", tex=r"\langle a_i, v^{(l-1)}\rangle", meaning="inner product of an atom with the error from below")
c = family("c", tex=r"\langle \varepsilon_i a_i, \hat x^{(l-1)}\rangle", meaning="correlation the decoder looks at")
All, Lam = named_set("All", tex="[n_lM]"), named_set("Lam", tex=r"\Lambda")
Off = ~Lam  # the complement of the support
Gam = set_family("Gam", tex=r"\Gamma", meaning="atoms with a nonzero inner product with a_k")
W = event_family("W", tex="W^{(l)}", meaning="the support at layer l is recovered")

xhat = family("xhat", tex=r"\hat x^{(l)}_k", meaning="entry of the decoder's output at layer l")
smallest_on = smallest(Abs(c(i)), i, Lam)  # min over the support of the magnitudes the decoder compares
largest_off = largest(Abs(c(k)), k, Off)  # max off the support

NOTATION = (g, x, eps, w, c, xhat, Gam, W)

unit_atoms = assume("unit_atoms", g(i, i), "==", 1, ((i, All),), words="every atom has unit norm")
coherence = assume(
    "coherence",
    Abs(g(i, j)),
    "<=",
    mu,
    ((i, All), (j, All.without(i))),
    words="inner products of distinct atoms are at most mu_l",
)
symmetric = assume("symmetric", g(i, j), "==", g(j, i), ((i, All), (j, All)), words="inner products are symmetric")
overlap = assume(
    "overlap", g(k, j), "==", 0, ((k, All), (j, ~Gam(k))), words="atoms outside Gamma have zero inner product with a_k"
)
overlaps_itself = assume(
    "overlaps_itself",
    belongs(i, Gam(i)),
    "holds",
    forall=((i, All),),
    words="an atom has a nonzero inner product with itself",
)
largest_x = assume(
    "largest_x", Abs(x(j)), "<=", xmax, ((j, Lam),), words="x_max is the largest magnitude on the support"
)
smallest_x = assume(
    "smallest_x", Abs(x(j)), ">=", xmin, ((j, Lam),), words="x_min is the smallest magnitude on the support"
)
stripe = assume("stripe", size(Lam & Gam(k)), "<=", S, ((k, All),), words="a stripe holds at most S_l nonzeros")
error_below = assume("error_below", Abs(w(i)), "<=", zeta, ((i, All),), words="abs<a_i, v^(l-1)> <= zeta_{l-1}")
zeta_positive = assume("zeta_positive", zeta, ">", 0, words="zeta_{l-1} > 0")
S_natural = assume("S_natural", S, ">=", 0, words="S_l is a natural number")
p_positive = assume("p_positive", p, ">", 0, words="p > 0")
p_nonneg = assume("p_nonneg", p, ">=", 0, words="p >= 0")
p_at_most = assume("p_at_most", p, "<=", xmin, words="p <= x_min")
support_not_empty = assume("support_not_empty", size(Lam), ">=", 1, words="x^(l) is not the zero vector")
x_not_zero = assume("x_not_zero", xmin, ">", 0, words="x^(l) is not the zero vector")
keeps_largest = assume(
    "keeps_largest",
    compare(smallest_on, ">", largest_off),
    "implies",
    W(),
    words="the decoder keeps the abs(Lambda) largest magnitudes, so it recovers a support that dominates strictly",
)
count = assume("count", N, "==", size(All), words="N = n_l M is the number of atoms")
independent_signs = assume(
    "independent_signs",
    independent((eps(j), j, All)),
    "holds",
    words="the diagonal of D^(l) is independent and uniform",
)

correlation = Claim(c(i), "==", eps(i) * (total(eps(j) * x(j) * g(i, j), j, Lam) + w(i)), ((i, All),))

_FIXED = ("g", "a", "x", "Lam", "All", "Gam", "mu", "S", "zeta", "xmin", "xmax", "p", "N")
first_layer = Model(
    name="layer 1: the error below is fixed",
    signs=("eps",),
    given=(*_FIXED, "w"),
    definitions=(correlation,),
    laws=(independent_signs,),
    depends={"W": ("c", "Lam"), "xhat": ("c",)},
)
inner_layer = Model(
    name="layer l >= 2: x^(l-1) = A D x^(l), so the error below depends on D^(l)",
    signs=("eps", "eps_below"),
    given=_FIXED,
    definitions=(correlation,),
    laws=(independent_signs,),
    depends={
        "W": ("c", "Lam"),
        "xhat": ("c",),
        "w": ("a", "v"),
        "v": ("xhat_below", "x_below"),
        "x_below": ("a", "eps", "x"),
        "xhat_below": ("x_below", "eps_below"),
    },
)
