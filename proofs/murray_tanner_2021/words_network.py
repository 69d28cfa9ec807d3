"""Notation over L layers: a layer index l comes first.  Constants with a 0 hold for every sign pattern.

xmin0(l), xmax0(l), S0(l), zeta0(l) bound x_min^(l), x_max^(l), the stripe sparsity and the patch error for every pattern of signs.
"""

from sympy import Abs, exp

from boundcheck import (
    Claim,
    Index,
    Law,
    Model,
    Span,
    assume,
    compare,
    event_family,
    every,
    family,
    fixed,
    independent,
    largest,
    real,
    set_family,
    size,
    smallest,
    total,
)

l, h, i, j, k = (Index(n) for n in ("l", "h", "i", "j", "k"))
L = real("L")  # number of layers
x = family("x", tex=r"x^{(l)}_j", meaning="representation at layer l")
eps = family("eps", tex=r"\varepsilon^{(l)}_j", meaning="sign of atom j of layer l")
g = family("g", tex=r"\langle a^{(l)}_i,a^{(l)}_j\rangle", meaning="inner product of two atoms of layer l")
w = family("w", tex=r"\langle a^{(l)}_i,v^{(l-1)}\rangle", meaning="inner product of an atom with the error below")
c = family("c", tex=r"\langle\varepsilon_ia_i,\hat x^{(l-1)}\rangle", meaning="correlation the decoder looks at")
patcherr = family("patcherr", tex=r"\|v^{(l)}\|_{2,\infty}^{P^{(l)}}", meaning="patch error at layer l")
mu = family("mu", tex=r"\mu_l", meaning="coherence of layer l")
N = family("size", tex=r"n_lM", meaning="number of atoms of layer l")
xmin, xmax, stripe = (family(n) for n in ("xmin", "xmax", "stripe"))  # realised values: random below layer L
xmin0, xmax0, S0, zeta0 = (family(n) for n in ("xmin0", "xmax0", "S0", "zeta0"))  # valid for every pattern
W = event_family("W", tex=r"W^{(l)}", meaning="support recovered at layer l")
Y = event_family("Y", tex=r"Y^{(l)}", meaning="supports recovered at all layers up to l")
Layers = Span(1, L)
Atoms, Lam, Gam = (set_family(n) for n in ("Atoms", "Lam", "Gam"))
Off = Atoms(l) & ~Lam(l)

gamma = 2 * N(l) * exp(-(xmin0(l) ** 2) / (8 * (xmax0(l) ** 2 * mu(l) ** 2 * S0(l) + zeta0(l - 1) ** 2)))
small = every(compare(Abs(w(l, i)), "<=", zeta0(l - 1)), i, Atoms(l))

layer_range = assume("layer_range", L, ">=", 1, words="there is at least one layer")
pathway = Claim(Y(l), "iff", every(W(h), h, Span(1, l)), ((l, Span(0, L)),))
at_the_top = assume("at_the_top", Y(L), "iff", every(W(h), h, Span(1, L)), words="Y^(L): recovered at all layers")
at_the_bottom = assume("at_the_bottom", Y(1), "iff", every(W(h), h, Span(1, 1)), words="Y^(1): recovered at layer 1")
correlation = Claim(
    c(l, i),
    "==",
    eps(l, i) * (total(eps(l, j) * x(l, j) * g(l, i, j), j, Lam(l)) + w(l, i)),
    ((l, Layers), (i, Atoms(l))),
)
independent_signs = assume(
    "independent_signs",
    independent((eps(l, j), j, Atoms(l))),
    "holds",
    forall=((l, Layers),),
    words="the diagonals of D^(1), ..., D^(L) are independent and uniform",
)
WORDS = {  # how the one-layer words are spelt at layer l
    "x": ("x", l),
    "eps": ("eps", l),
    "g": ("g", l),
    "w": ("w", l),
    "c": ("c", l),
    "W": ("W", l),
    "Lam": ("Lam", l),
    "Gam": ("Gam", l),
    "All": ("Atoms", l),
    "N": ("size", l),
    "mu": ("mu", l),
    "S": ("S0", l),
    "xmin": ("xmin0", l),
    "xmax": ("xmax0", l),
    "zeta": ("zeta0", l - 1),
}

_l = (l, Layers)
_on, _off = smallest(Abs(c(l, i)), i, Lam(l)), largest(Abs(c(l, k)), k, Off)
granted = (  # Definition 2.1, and what the constants mean: nothing here is assumed about an instance
    independent_signs,
    assume(
        "decoder",
        compare(_on, ">", _off),
        "implies",
        W(l),
        (_l,),
        words="each decoder keeps the abs(Lambda) largest magnitudes",
    ),
    assume(
        "correlations",
        correlation.lhs,
        "==",
        correlation.rhs,
        correlation.forall,
        words="xhat^(l-1) = A^(l) D^(l) x^(l) + v^(l-1)",
    ),
    assume("unit_atoms", g(l, i, i), "==", 1, (_l, (i, Atoms(l))), words="atoms have unit norm"),
    assume(
        "coherence",
        Abs(g(l, i, j)),
        "<=",
        mu(l),
        (_l, (i, Atoms(l)), (j, Atoms(l).without(i))),
        words="mu_l is the coherence",
    ),
    assume(
        "overlap",
        g(l, k, j),
        "==",
        0,
        (_l, (k, Atoms(l)), (j, Atoms(l) & ~Gam(l, k))),
        words="atoms outside Gamma do not overlap",
    ),
    assume(
        "at_most_largest",
        Abs(x(l, j)),
        "<=",
        xmax(l),
        (_l, (j, Lam(l))),
        words="x_max^(l), as the signs make it, is the largest magnitude",
    ),
    assume(
        "at_least_smallest",
        Abs(x(l, j)),
        ">=",
        xmin(l),
        (_l, (j, Lam(l))),
        words="x_min^(l), as the signs make it, is the smallest magnitude of a nonzero",
    ),
    assume(
        "in_one_stripe",
        size(Lam(l) & Gam(l, k)),
        "<=",
        stripe(l),
        (_l, (k, Atoms(l))),
        words="overlapping atoms lie in one stripe (MT33)",
    ),
    assume(
        "noise_in_patch",
        Abs(w(l, i)),
        "<=",
        patcherr(l - 1),
        (_l, (i, Atoms(l))),
        words="the rows of an atom lie in one patch of the layer below (MT62: lemma_3_3_patch_noise)",
    ),
    assume("S_natural", S0(l), ">=", 0, (_l,), words="S_l is a natural number"),
    assume("count", N(l), "==", size(Atoms(l)), (_l,), words="n_l M atoms at layer l"),
)
layer_facts = (  # what Theorem 3.2 assumes of its constants
    assume("largest_x", xmax(l), "<=", xmax0(l), (_l,), words="x_max^(l) bounds the entries for every sign pattern"),
    assume("smallest_x", xmin(l), ">=", xmin0(l), (_l,), words="x_min^(l) bounds the nonzeros for every sign pattern"),
    assume("stripes", stripe(l), "<=", S0(l), (_l,), words="S_l bounds the stripe sparsity for every sign pattern"),
    assume("x_not_zero", xmin0(l), ">", 0, (_l,), words="no representation vanishes, for any sign pattern"),
    assume("support_not_empty", size(Lam(l)), ">=", 1, (_l,), words="no representation vanishes, for any sign pattern"),
    assume("zeta_positive", zeta0(l - 1), ">", 0, (_l,), words="zeta_{l-1} > 0"),
)
error_small = compare(patcherr(l - 1), "<=", zeta0(l - 1))
error_bounded = assume(
    "error_bounded",
    Y(l - 1),
    "implies",
    error_small,
    (_l,),
    words="zeta_{l-1} bounds the patch error whenever the pathway below is recovered",
)

_FIXED = ("g", "mu", "size", "xmin0", "xmax0", "S0", "zeta0", "Atoms", "Gam", "L")
network = Model(
    name="L layers: x^(l-1) = A^(l) D^(l) x^(l)",
    signs=("eps",),
    given=_FIXED,
    definitions=(pathway,),
    laws=granted,
    reach={
        **dict.fromkeys(_FIXED, ()),
        "eps": ("own",),
        "x": ("above",),
        "Lam": ("above",),
        "w": ("above", "own", "below"),
        "c": ("above", "own", "below"),
        "W": ("above", "own", "below"),
    },
    through={
        "x": (("x", 1), ("eps", 1)),  # x^(l) = A^(l+1) D^(l+1) x^(l+1)
        "Lam": (("x", 0),),
        "c": (("eps", 0), ("xhat", -1)),  # c^(l) = (A^(l) D^(l))^T xhat^(l-1)
        "xhat": (("c", 0),),
        "v": (("x", 0), ("xhat", 0)),
        "w": (("v", -1),),
        "W": (("x", 0), ("c", 0)),
        "Y": (("W", 0), ("Y", -1)),
    },
)

error_of_an_atom = Law(
    signs=((eps(l, j), j, Atoms(l)),),
    given=(w(l, i),),
    forall=((l, Span(2, L)), (i, Atoms(l))),
    words="Theorem 3.1 at layer l averages over D^(l) with <a_i, v^(l-1)> held fixed: given it, the signs must be uniform",
)

_UPPER = (
    "1270/1279",
    "-61/1279",
    "-62/1279",
)  # a delta and small entries, all equal but one: no sum of them with signs is 0
ALIGNED = {
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
}
REALISED = {
    "kind": "network",
    "M": 4,
    "layers": [
        {"n": 1, "filters": [["39999/40001", "0", "400/40001", "0"]]},
        {"n": 1, "filters": [["1/2", "-1/2", "-1/2", "-1/2"]]},
    ],
    "x": ["99/200", "99/200", "101/200", "101/200"],
    "v0": ["0", "0", "0", "0"],
    "ties": "lowest",
    "zeta": ["1/1000", "7/100", "1"],
}
aligned_signs = fixed("aligned signs", ALIGNED)  # recovery below happens only when the layer above is bound to fail
realised_constants = fixed("realised constants", REALISED)  # one pattern is kind, the others are not
LOST_ENTRY = {
    "kind": "network",
    "M": 8,
    "layers": [
        {"n": 1, "filters": [["35/37", "12/37", "0", "0"]]},
        {"n": 2, "filters": [["24/25", "0", "0", "7/25"], ["28/53", "0", "0", "-45/53"]]},
    ],
    "x": [1, *[0] * 15],
    "v0": [0] * 8,
    "ties": "highest",
    "zeta": ["1/1000", "3/10", "1"],
}
lost_entry = fixed("an entry always lost below", LOST_ENTRY)  # the error below has the sign that does the most harm
