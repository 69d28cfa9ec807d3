"""Notation of the poster over L layers, one column of the data: superscripts are first indices, constants hold for every sign pattern.

Words with a 0 bound what the signs produce: xmin0, xmax0, S0 and zeta0 are |X_min|, |X_max|, S_l and zeta_l valid for every pattern.
"""

from sympy import Abs, exp

from boundcheck import (
    Claim,
    Index,
    Model,
    Span,
    assume,
    compare,
    event_family,
    every,
    family,
    fixed,
    independent,
    real,
    set_family,
    size,
    total,
)

l, h, i, j, k, t = (Index(n) for n in ("l", "h", "i", "j", "k", "t"))
L = real("L")  # number of layers
d = real("d")  # the factor of the theorem: the number of columns of the data
N = family("size", tex=r"n_lM", meaning="number of atoms of layer l; rows of the data for l = 0")
x = family("x", tex=r"X^{(l)}_j", meaning="representation at layer l")
eps = family("eps", tex=r"D^{(l)}_{jj}", meaning="sign of atom j of layer l")
g = family("g", tex=r"\langle a^{(l)}_i,a^{(l)}_j\rangle", meaning="inner product of two atoms of layer l")
w = family("w", tex=r"\langle a^{(l)}_i,V^{(l-1)}\rangle", meaning="inner product of an atom with the error below")
c = family("c", tex=r"((A^{(l)}D^{(l)})^T\hat X^{(l-1)})_i", meaning="what the projection of layer l looks at")
mu = family("mu", tex=r"\mu_l", meaning="coherence of layer l")
xmin0 = family("xmin0", tex=r"|X_{min}^{(l)}|", meaning="lowest magnitude of a nonzero, for every sign pattern")
xmax0 = family("xmax0", tex=r"|X_{max}^{(l)}|", meaning="highest magnitude, for every sign pattern")
S0 = family("S0", tex=r"\|X^{(l)}\|_{0,\infty}^{Q^{(l)}}", meaning="stripe sparsity, for every sign pattern")
S = family("S", tex=r"S_l", meaning="the bound on the stripe sparsity that the theorem is told")
zeta0 = family("zeta0", tex=r"\zeta_l", meaning="bound on the patch error, for every sign pattern")
W = event_family("W", tex=r"W_l", meaning="support recovered at layer l, keeping as many entries as there are nonzeros")
Y = event_family("Y", tex=r"Y_l", meaning="supports recovered at all layers up to l")
Small = event_family(
    "Small", tex=r"\{\|V^{(l)}\|_{2,\infty}^{P^{(l)}}\le\zeta_l\}", meaning="zeta_l bounds the patch error"
)
Layers = Span(1, L)
Atoms, Lam = set_family("Atoms", tex=r"[n_lM]"), set_family("Lam", tex=r"\mathrm{supp}\,X^{(l)}")
NOTATION = (N, x, eps, g, w, c, mu, xmin0, xmax0, S0, S, zeta0, W, Y, Small, Atoms, Lam)

_l = (l, Layers)


def bound(sparsity):
    """The term of layer l in the theorem, for one column."""
    proxy = xmax0(l) ** 2 * mu(l) ** 2 * sparsity + zeta0(l - 1) ** 2
    return 2 * N(l) * exp(-(xmin0(l) ** 2) / (8 * proxy))


gamma = bound(S0(l))
small = every(compare(Abs(w(l, i)), "<=", zeta0(l - 1)), i, Atoms(l))
TERM = r"n_l\exp\Big(-\frac{|X_{min}^{(l)}|^2}{8(|X_{max}^{(l)}|^2\mu_l^2S_l+\zeta_{l-1}^2)}\Big)"

layer_range = assume("layer_range", L, ">=", 1, words="there is at least one layer")
pathway = Claim(Y(l), "iff", every(W(h), h, Span(1, l)), ((l, Span(0, L)),))
at_the_top = assume("at_the_top", Y(L), "iff", every(W(h), h, Layers), words="Y_L: recovered at all layers")
x_not_zero = assume("x_not_zero", xmin0(l), ">", 0, (_l,), words="no representation vanishes, for any sign pattern")
zeta_positive = assume("zeta_positive", zeta0(l - 1), ">", 0, (_l,), words="zeta_{l-1} > 0")
layer_facts = (x_not_zero, zeta_positive)
error_bounded = assume(
    "error_bounded",
    Y(l - 1),
    "implies",
    small,
    (_l,),
    words="zeta_{l-1} bounds the patch error whenever the pathway below is recovered",
)
correlation = assume(
    "correlation",
    c(l, i),
    "==",
    eps(l, i) * (total(eps(l, j) * x(l, j) * g(l, i, j), j, Lam(l)) + w(l, i)),
    (_l, (i, Atoms(l))),
    words="Xhat^(l-1) = A^(l) D^(l) X^(l) + V^(l-1)",
)
independent_signs = assume(
    "independent_signs",
    independent((eps(l, j), j, Atoms(l))),
    "holds",
    forall=(_l,),
    words="the diagonals of D^(1), ..., D^(L) are independent and uniform",
)

_FIXED = ("g", "mu", "size", "xmin0", "xmax0", "S0", "S", "zeta0", "Atoms", "L", "d")
network = Model(
    name="L layers: X^(l-1) = A^(l) D^(l) X^(l)",
    signs=("eps",),
    given=_FIXED,
    definitions=(pathway,),
    laws=(independent_signs,),
    reach={
        **dict.fromkeys(_FIXED, ()),
        "eps": ("own",),
        "x": ("above",),
        "Lam": ("above",),
        "w": ("above", "own", "below"),
        "c": ("above", "own", "below"),
        "W": ("above", "own", "below"),
    },
)

_UPPER = (
    "1270/1279",
    "-61/1279",
    "-62/1279",
)  # a delta and small entries, all equal but one: no sum of them with signs is 0
aligned_signs = fixed(  # recovery at layer 1 happens only when the signs of layer 2 agree, and then layer 2 must fail
    "aligned signs",
    {
        "kind": "network",
        "M": 7,
        "layers": [
            {"n": 2, "filters": [[1, 0, 0, 0, 0, 0, 0], ["1/2", "-1/2", "1/2", "-1/2", 0, 0, 0]]},
            {"n": 1, "filters": [[_UPPER[0], 0, _UPPER[1], 0, *([_UPPER[2], 0] * 5)]]},
        ],
        "x": [1, 1, 1, 1, 1, 1, 0],
        "v0": ["1/25", 0, 0, 0, 0, 0, "-1/25"],
        "ties": "lowest",
        "zeta": ["57/1000", "57/1000", 1],
    },
)

q = Index("q")
Stripe = set_family("StripeAt", tex=r"Q^{(l)}(q)", meaning="stripe q of layer l")
Z = event_family("Z", tex=r"Z_l", meaning="the projection of (1) at layer l has the support of X^(l)")
Sparse = set_family("Sparse", tex=r"H", meaning="the stripe-sparse sets of atoms, by number")
Candidates = set_family("Candidates", tex=r"\mathcal H_l", meaning="numbers of the stripe-sparse sets of layer l")
NOTATION = (*NOTATION, Z, Stripe, Sparse, Candidates)
_energy_of = total(c(l, j) ** 2, j, Sparse(l, h))
_energy = total(c(l, j) ** 2, j, Lam(l))
projected = assume(
    "projected",
    Z(l),
    "iff",
    every(compare(_energy_of, "<=", _energy), h, Candidates(l)) & every(compare(Abs(c(l, j)), ">", 0), j, Lam(l)),
    (_l,),
    words="the projection keeps a stripe-sparse set of largest energy; its support is that of X^(l) when supp X^(l) is such a set and "
    "no entry there is 0",
)
stripe_sparse = assume(
    "stripe_sparse",
    size(Sparse(l, h) & Stripe(l, q)),
    "<=",
    S(l),
    (_l, (h, Candidates(l)), (q, Atoms(l))),
    words="the projection of (1) is onto vectors with at most S_l nonzeros in each stripe",
)

one_nonzero = (
    fixed(  # two rows, the unit matrix, one nonzero, noise on the other row: the projection keeps both entries
        "one nonzero, noise elsewhere",
        {
            "kind": "tables",
            "outcomes": 4,
            "random": ["eps", "c", "Z", "W", "Y"],
            "scalars": {"L": 1, "d": 1},
            "families": {
                "size": [2, 2],
                "x": [[1, 0], [1, 0]],
                "eps": [[[], [1, 1]], [[], [1, -1]], [[], [-1, 1]], [[], [-1, -1]]],
                "g": [[], [[1, 0], [0, 1]]],
                "w": [[0, 0], [0, "1/100"]],
                "c": [
                    [[], [1, "1/100"]],
                    [[], [1, "-1/100"]],
                    [[], [1, "1/100"]],
                    [[], [1, "-1/100"]],
                ],
                "mu": [0, 0],
                "xmin0": [1, 1],
                "xmax0": [1, 1],
                "S0": [1, 1],
                "S": [1, 1],
                "zeta0": ["1/100", "1/100"],
            },
            "sets": {
                "All": [0, 1],
                "Atoms": [[0, 1], [0, 1]],
                "Lam": [[0], [0]],
                "StripeAt": [[[0], [1]], [[0], [1]]],
                "Sparse": [[[]], [[], [0], [1], [0, 1]]],
                "Candidates": [[0], [0, 1, 2, 3]],
            },
            "events": {"Z": [[1, 0]] * 4, "W": [[1, 1]] * 4, "Y": [[1, 1]] * 4},
        },
    )
)
