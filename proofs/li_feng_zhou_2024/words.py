"""Notation at one layer (the index j of the layer dropped): a dictionary D, the code x, another code z, the signal.

Indices of atoms are i, j, k, of rows r.  h = x - z; nrm(i) is the norm of atom i; mu and mut are the mutual and the
generalised mutual coherence; lam stands for lambda_j.  At layer 1 the signal is y, at layer j it is x_{j-1}.
"""

from sympy import Abs, sqrt

from boundcheck import Index, assume, belongs, family, named_set, real, size, sparse_codes, total

i, j, k, r = Index("i"), Index("j"), Index("k"), Index("r")
mu, mut, lam, s = real("mu"), real("mut"), real("lam"), real("s")
m, d = real("m"), real("d")

D = family("D", tex=r"D_{ri}", meaning="entry of the dictionary, row r, atom i")
nrm = family("nrm", tex=r"\|d_i\|_2", meaning="norm of atom i")
x = family("x", tex=r"x_i", meaning="entry of a code")
z = family("z", tex=r"\tilde x_i", meaning="entry of another code")
h = family("h", tex=r"x_i-\tilde x_i", meaning="difference of the two codes")
y = family("y", tex=r"y_r", meaning="entry of the signal (x_{j-1} at layer j)")
yt = family("yt", tex=r"\tilde y_r", meaning="entry of the other signal")
W = family("W", tex=r"W_{ri}", meaning="entry of the weights")
All, Rows, Lam, Hat = (named_set(n) for n in ("All", "Rows", "Lam", "Hat"))
Either = Lam | Hat  # the supports of x and z together

NOTATION = (D, nrm, x, z, h, y, yt, W)

CODES = sparse_codes()
STRETCHED = sparse_codes(unit=False)


def gram(one, other):
    """Inner product of two atoms."""
    return total(D(r, one) * D(r, other), r, Rows)


def image(code):
    """Entry r of the dictionary times a code."""
    return total(D(r, i) * code(i), i, All)


def energy(entry):
    """Squared norm of a signal given by its entry at r."""
    return total(entry**2, r, Rows)


def norm2(entry):
    """Norm of a signal given by its entry at r."""
    return sqrt(energy(entry))


def square(code):
    """Squared l2 norm of a code."""
    return total(code(i) ** 2, i, All)


def norm1(code):
    """l1 norm of a code."""
    return total(Abs(code(i)), i, All)


unit_columns = assume("unit_columns", gram(i, i), "==", 1, ((i, All),), words="every column of D has l2 norm 1")
norms = assume("norms", nrm(i) ** 2, "==", gram(i, i), ((i, All),), words="nrm_i is the norm of column i")
norms_positive = assume("norms_positive", nrm(i), ">", 0, ((i, All),), words="no column is zero")
_pairs = ((i, All), (j, All.without(i)))
coherence = assume(
    "coherence", Abs(gram(i, j)), "<=", mu, _pairs, words="mu bounds the inner products of distinct columns"
)
relative_coherence = assume(
    "coherence",
    Abs(gram(i, j)),
    "<=",
    mu * nrm(i) * nrm(j),
    _pairs,
    words="mu(D) of Definition 3, denominators cleared",
)
mu_nonneg = assume("mu_nonneg", mu, ">=", 0, words="mu is a largest magnitude")
mu_positive = assume("mu_positive", mu, ">", 0, words="mu > 0, so that 1/mu is defined")
x_off = assume("x_off", x(i), "==", 0, ((i, All & ~Lam),), words="x vanishes off its support")
z_off = assume("z_off", z(i), "==", 0, ((i, All & ~Hat),), words="the other code vanishes off its support")
x_on = assume("x_on", Abs(x(i)), ">", 0, ((i, Lam),), words="x does not vanish on its support")
x_within = assume("x_within", belongs(i, All), "holds", forall=((i, Lam),), words="the support of x is among the atoms")
z_within = assume("z_within", belongs(i, All), "holds", forall=((i, Hat),), words="so is that of the other code")
x_sparse = assume("x_sparse", size(Lam), "<=", lam, words="norm_0(x) <= lambda")
z_sparse = assume("z_sparse", size(Hat), "<=", lam, words="norm_0 of the other code <= lambda")
difference = assume("difference", h(i), "==", x(i) - z(i), ((i, All),), words="h is the difference of the codes")
explains = assume("explains", image(x), "==", y(r), ((r, Rows),), words="y = D x")
z_explains = assume("z_explains", image(z), "==", y(r), ((r, Rows),), words="y = D z for the other code")
condition = assume("condition", (2 * lam - 1) * mu, "<", 1, words="lambda < (1 + 1/mu)/2, the denominator cleared")
two_codes = (x_off, z_off, x_within, z_within, x_sparse, z_sparse, difference)
