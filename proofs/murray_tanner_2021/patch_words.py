"""Rows, patches and stripes of one layer: notation of section 2.2, and the structure that Definition 2.1 gives an atom.

Rows and atoms count from 0.  Atom i starts at row s floor(i / n) and covers m consecutive rows of the ring; the atoms it can meet
are at most ceil(m / s) - 1 positions away, which is one stripe when the stride divides the filter length.
"""

from sympy import Abs, ceiling, floor, sqrt

from boundcheck import Index, Model, assume, belongs, compare, family, largest, named_set, real, set_family, size, total

from .words import All, Gam, Lam, Off, S, W, c, correlation, g, i, j, k, mu, r, w, x, xhat, xmax, zeta

h = Index("h")  # first row of a patch, or first atom of a stripe
a = family("a", tex=r"a_{r,i}", meaning="entry of an atom")
v = family("v", tex=r"v^{(l-1)}_r", meaning="entry of the error from below, with the sign of the proof: xhat = x + v")
m, n, s, m_next = (real(name) for name in ("m", "n", "s", "m_next"))
stripe_norm = real("stripe")  # norm (0, inf, Q) of x
err_patch, err_inf = real("err_patch"), real("err_inf")  # norms (2, inf, P) and inf of the error at this layer
Rows, Hat = named_set("Rows"), named_set("Hat", tex=r"\mathrm{supp}\,\hat x^{(l)}")
Supp = set_family("Supp", tex=r"\mathrm{supp}\,a_i", meaning="rows where an atom is not 0")
Patch = set_family("Patch", tex="P^{(l-1)}", meaning="m_l consecutive rows")
PatchOut = set_family("PatchOut", tex="P^{(l)}", meaning="m_{l+1} consecutive atoms")
Stripe = set_family("Stripe", tex="Q^{(l)}", meaning="floor((2 m_l / s_l - 1) n_l) consecutive atoms")

pinv = family(
    "pinv",
    tex=r"((A_\Lambda D_\Lambda)^+A_\Lambda D_\Lambda)_{ij}",
    meaning="entry of the projector onto the rows of A_Lambda D_Lambda",
)

PATCH_NOTATION = (a, v, pinv, Supp, Patch, PatchOut, Stripe)


def start(atom):
    """First row of an atom, in circular order."""
    return s * floor(atom / n)


def stripe_start(atom):
    """First atom of the stripe around an atom, in circular order."""
    before = n * (floor(atom / n) - ceiling(m / s) + 1)
    return before - size(All) * floor(before / size(All))


patch_norm_below = largest(sqrt(total(v(r) ** 2, r, Patch(h))), h, Rows)
patch_count = largest(size(Lam & PatchOut(i)), i, All)  # norm (0, inf, P) of x
count_in_patch = largest(size(Hat & PatchOut(j)), j, All)  # norm (0, inf, P) of xhat

inner_product = assume(
    "inner_product",
    g(i, j),
    "==",
    total(a(r, i) * a(r, j), r, Rows),
    ((i, All), (j, All)),
    words="<a_i, a_j> is the sum over all rows",
)
inner_noise = assume(
    "inner_noise",
    w(i),
    "==",
    total(a(r, i) * v(r), r, Rows),
    ((i, All),),
    words="<a_i, v^(l-1)> is the sum over all rows",
)
atom_in_patch = assume(
    "atom_in_patch",
    ~belongs(r, Patch(start(i))),
    "implies",
    compare(a(r, i), "==", 0),
    ((i, All), (r, Rows)),
    words="an atom vanishes off the m_l rows from its first one on (Definition 2.1)",
)
support_in_patch = assume(
    "support_in_patch",
    belongs(r, Patch(start(i))),
    "holds",
    0,
    ((i, All), (r, Supp(i))),
    words="the support of an atom lies in its patch",
)
patch_in_rows = assume(
    "patch_in_rows", belongs(r, Rows), "holds", 0, ((i, All), (r, Patch(start(i)))), words="a patch consists of rows"
)
starts_in_rows = assume(
    "starts_in_rows", belongs(start(i), Rows), "holds", 0, ((i, All),), words="an atom starts at a row"
)
patch_length = assume(
    "patch_length", size(Patch(h)), "<=", m, ((h, Rows),), words="a patch has m_l rows (all rows if there are fewer)"
)
patch_error_below = assume(
    "patch_error_below",
    patch_norm_below,
    "<=",
    zeta,
    words="norm of v^(l-1) in (2, inf, P^(l-1)) is at most zeta_{l-1}",
)
coherence_is_largest = assume(
    "coherence_is_largest",
    mu,
    "==",
    largest(largest(Abs(g(i, j)), j, All.without(i)), i, All),
    words="definition (2): mu_l is the largest inner product of two distinct atoms",
)
stripe_is_largest = assume(
    "stripe_is_largest",
    stripe_norm,
    "==",
    largest(size(Lam & Stripe(h)), h, All),
    words="norm of x^(l) in (0, inf, Q): the most nonzeros in one stripe",
)
sparse_stripes = assume("sparse_stripes", stripe_norm, "<=", S, words="norm of x^(l) in (0, inf, Q) is at most S_l")
stride_positive = assume("stride_positive", s, ">", 0, words="the stride is positive")
filters_positive = assume("filters_positive", n, ">", 0, words="there is a filter")
atoms_exist = assume("atoms_exist", size(All), ">", 0, words="there is an atom")
stripe_begins = assume(
    "stripe_begins", belongs(stripe_start(k), All), "holds", 0, ((k, All),), words="a stripe begins at an atom"
)
overlaps_in_stripe = assume(
    "overlaps_in_stripe",
    belongs(j, Stripe(stripe_start(k))),
    "holds",
    0,
    ((k, All), (j, Gam(k))),
    words="the atoms that overlap a_k lie in one stripe (Definition 2.1: the stride divides the filter length)",
)
mu_nonneg = assume("mu_nonneg", mu, ">=", 0, words="mu_l >= 0, a largest magnitude")
xmax_nonneg = assume("xmax_nonneg", xmax, ">=", 0, words="x_max >= 0, a largest magnitude (0 for x = 0)")
zeta_nonneg = assume("zeta_nonneg", zeta, ">=", 0, words="zeta_{l-1} >= 0")
positive_count = assume("positive_count", (S - 1) * xmax, ">=", 0, words="S_l >= 1, or x^(l) = 0 and x_max = 0")
some_nonzero = assume("some_nonzero", stripe_norm, ">=", 1, words="x^(l) is not 0, as x_min and x_max presuppose")
left_inverse_on = assume(
    "left_inverse_on",
    pinv(i, i),
    "==",
    1,
    ((i, Lam),),
    words="A^+ A = I on the diagonal; with the next one it says that the columns of A_Lambda are independent",
)
left_inverse_off = assume(
    "left_inverse_off",
    pinv(i, j),
    "==",
    0,
    ((i, Lam), (j, Lam.without(i))),
    words="A^+ A = I off the diagonal; with the one before it says that the columns of A_Lambda are independent",
)
support = assume("support", x(j), "==", 0, ((j, Off),), words="Lambda is the support of x^(l)")
decoder_keeps = assume(
    "decoder_keeps",
    W(),
    "implies",
    compare(xhat(i), "==", c(i)),
    ((i, Lam),),
    words="display (1): where the support is recovered, xhat on Lambda is (A_L D_L)^T xhat^(l-1)",
)
decoder_drops = assume(
    "decoder_drops",
    W(),
    "implies",
    compare(xhat(j), "==", 0),
    ((j, Off),),
    words="where the support is recovered, xhat vanishes off Lambda",
)
same_count = assume(
    "same_count",
    W(),
    "implies",
    compare(size(Hat & PatchOut(i)), "==", size(Lam & PatchOut(i))),
    ((i, All),),
    words="where the support is recovered, xhat and x have as many nonzeros in each patch",
)

each_pattern = Model(
    name="each sign pattern by itself",
    signs=("eps",),
    given=(
        "g",
        "a",
        "x",
        "w",
        "v",
        "Lam",
        "All",
        "Rows",
        "Gam",
        "Supp",
        "Patch",
        "PatchOut",
        "Stripe",
        "mu",
        "S",
        "zeta",
        "xmax",
        "m",
        "n",
        "s",
        "stripe",
    ),
    definitions=(correlation,),
    depends={
        "pinv": ("g", "eps"),
        "W": ("c", "Lam"),
        "xhat": ("c",),
        "Hat": ("c",),
        "err_patch": ("xhat", "x"),
        "err_inf": ("xhat", "x"),
    },
)

stripe_facts = (stride_positive, filters_positive, atoms_exist, stripe_begins, overlaps_in_stripe, stripe_is_largest)
atom_facts = (inner_product, inner_noise, atom_in_patch, patch_in_rows, starts_in_rows)
