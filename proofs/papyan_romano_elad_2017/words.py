"""Notation of the paper: layer l = 1 ... K multiplies the representation Gamma_l by D_l; layer 0 is the signal.

Indices of atoms are i, j, k, of entries of the layer below r, of patches q.  A hypothesis that bounds (s, p, eps) holds for the paper's
maxima and for anything larger.
"""

from sympy import Abs, sqrt

from boundcheck import (
    Claim,
    Index,
    Span,
    assume,
    belongs,
    compare,
    family,
    largest,
    named_set,
    real,
    set_family,
    size,
    total,
)

l, h, i, j, k, r, q = (Index(n) for n in ("l", "h", "i", "j", "k", "r", "q"))
K = real("K")  # number of layers
G = family("G", tex=r"\Gamma_l", meaning="representation at layer l; layer 0 is the signal X")
Gh = family("Gh", tex=r"\hat\Gamma_l", meaning="estimate at layer l; layer 0 is Y")
e = family("e", tex=r"(\hat\Gamma_l-\Gamma_l)", meaning="error of the estimate")
a = family("a", tex=r"(D_l)_{r,i}", meaning="entry r of atom i of D_l")
g = family("g", tex=r"\langle d_i,d_j\rangle", meaning="inner product of two atoms of D_l")
z = family("z", tex=r"(D_l^T\hat\Gamma_{l-1})_i", meaning="what the threshold of layer l looks at")
w = family("w", tex=r"\langle d_i,\hat\Gamma_{l-1}-\Gamma_{l-1}\rangle", meaning="what the error below adds")
mu = family("mu", tex=r"\mu(D_l)", meaning="mutual coherence")
gmin = family("gmin", tex=r"|\Gamma_l^{\min}|", meaning="lowest magnitude of a nonzero entry")
gmax = family("gmax", tex=r"|\Gamma_l^{\max}|", meaning="highest magnitude of an entry")
s = family("s", tex=r"\|\Gamma_l\|_{0,\infty}^S", meaning="nonzeros in a stripe")
p = family("p", tex=r"\|\Gamma_l\|_{0,\infty}^P", meaning="nonzeros in a patch")
beta = family("beta", tex=r"\beta_l", meaning="threshold")
eps = family("eps", tex=r"\epsilon_l", meaning="bound on the error")
clean = family("clean", tex=r"\epsilon^{\circ}_l", meaning="the bound without noise, thresholds as they are")
two = family("two", tex=r"2^l", meaning="power of two")
ratio = family("ratio", tex=r"\beta_l/\epsilon_l", meaning="constant of proportionality")
Gp = family("Gp", tex=r"\mathcal S^+_{\beta_l}(D_l^T\hat\Gamma_{l-1})_i", meaning="by the nonnegative operator")
Atoms = set_family("Atoms", tex="[N_l]", meaning="atoms of D_l; rows of the signal for l = 0")
Lam = set_family("Lam", tex=r"\mathrm{supp}\,\Gamma_l", meaning="support")
Hat = set_family("Hat", tex=r"\mathrm{supp}\,\hat\Gamma_l", meaning="support of the estimate")
Stripe = set_family("Stripe", tex=r"\mathcal S_k", meaning="stripe of atom k")
Patch = set_family("PatchOut", tex=r"\mathcal P_q", meaning="patch q of layer l")
Places = set_family("Places", tex=r"\mathcal P", meaning="the patches of layer l")
Reached = named_set("Reached", tex=r"\mathcal R")
NOTATION = (
    G,
    Gh,
    Gp,
    e,
    a,
    g,
    z,
    w,
    mu,
    gmin,
    gmax,
    s,
    p,
    beta,
    eps,
    clean,
    two,
    ratio,
    Atoms,
    Lam,
    Hat,
    Stripe,
    Patch,
    Places,
)

Layers = Span(1, K)
On, Off = Atoms(l) & Lam(l), Atoms(l) & ~Lam(l)
_l, _h = (l, Layers), (h, Span(0, K - 1))
_i = (i, Atoms(l))
below = Atoms(l - 1)  # rows of D_l


def patch_norm(layer):
    """The norm (2, inf, P) of the error at a layer."""
    square = total(e(layer, r) ** 2, r, Atoms(layer) & Patch(layer, q))
    return sqrt(largest(square, q, Places(layer)))


low = s(l) * mu(l) * gmax(l) + eps(l - 1)  # what an atom off the support may reach
high = gmin(l) - (s(l) - 1) * mu(l) * gmax(l) - eps(l - 1)  # what an atom on the support reaches
reach = eps(l - 1) + mu(l) * (s(l) - 1) * gmax(l) + beta(l)
step_up = sqrt(p(l)) * reach  # the printed recursion
condition_side = (1 + gmin(l) / (mu(l) * gmax(l))) / 2 - eps(l - 1) / (mu(l) * gmax(l))

layer_range = assume("layer_range", K, ">=", 1, words="there is at least one layer")
decomposition = assume(
    "decomposition",
    G(h, r),
    "==",
    total(a(h + 1, r, j) * G(h + 1, j), j, Atoms(h + 1)),
    (_h, (r, Atoms(h))),
    words="X = D_1 Gamma_1, Gamma_1 = D_2 Gamma_2, ..., Gamma_{K-1} = D_K Gamma_K",
)
off_support_zero = assume("off_support_zero", G(l, i), "==", 0, (_l, (i, Off)), words="entries off the support are 0")
support = assume(
    "support",
    compare(Abs(G(l, i)), ">", 0),
    "iff",
    belongs(i, Lam(l)),
    (_l, _i),
    words="supp Gamma holds the nonzeros",
)
smallest = assume(
    "smallest", Abs(G(l, i)), ">=", gmin(l), (_l, (i, On)), words="Gamma_min is the lowest magnitude of a nonzero"
)
nonzero = assume("nonzero", gmin(l), ">", 0, (_l,), words="and so it is positive")
highest = assume("highest", Abs(G(l, i)), "<=", gmax(l), (_l, (i, On)), words="Gamma_max is the highest magnitude")
not_zero = assume("not_zero", gmax(l), ">", 0, (_l,), words="no representation is the zero vector")
is_error = assume(
    "is_error",
    e(l, i),
    "==",
    Gh(l, i) - G(l, i),
    ((l, Span(0, K)), _i),
    words="e is the error of the estimate",
)
unit = assume(
    "unit",
    total(a(l, r, i) ** 2, r, below),
    "==",
    1,
    (_l, _i),
    words="the atoms have norm 1 (the paper does not say so)",
)
gram = assume(
    "gram", g(l, i, j), "==", total(a(l, r, i) * a(l, r, j), r, below), (_l, _i, (j, Atoms(l))), words="inner products"
)
mutual = assume(
    "mutual",
    mu(l),
    "==",
    largest(largest(Abs(g(l, i, j)), j, Atoms(l).without(i)), i, Atoms(l)),
    (_l,),
    words="mu is the largest magnitude of an inner product of two distinct atoms",
)
coherent = assume("coherent", mu(l), ">", 0, (_l,), words="mu > 0 (else condition 1 divides by zero)")
overlap = assume(
    "overlap",
    g(l, k, j),
    "==",
    0,
    (_l, (k, Atoms(l)), (j, Atoms(l) & ~Stripe(l, k))),
    words="atoms that overlap with atom k lie in its stripe",
)
own_stripe = assume(
    "own_stripe", belongs(k, Stripe(l, k)), "holds", forall=(_l, (k, Atoms(l))), words="an atom lies in its stripe"
)
stripes = assume(
    "stripes", size(Lam(l) & Stripe(l, k)), "<=", s(l), (_l, (k, Atoms(l))), words="a stripe holds at most s nonzeros"
)
some_nonzero = assume("some_nonzero", s(l), ">=", 1, (_l,), words="s >= 1: no representation is the zero vector")
local = assume(
    "local",
    a(l, r, i),
    "==",
    0,
    (_l, _i, (r, below & ~Patch(l - 1, i))),
    words="an atom of D_l lives on one patch of layer l - 1",
)
is_patch = assume("is_patch", belongs(i, Places(l - 1)), "holds", forall=(_l, _i), words="which is one of its patches")
patches = assume(
    "patches",
    size(Atoms(l) & Lam(l) & Patch(l, q)),
    "<=",
    p(l),
    (_l, (q, Places(l))),
    words="a patch holds at most p nonzeros",
)
some_in_patch = assume("some_in_patch", p(l), ">=", 1, (_l,), words="p >= 1: no representation is the zero vector")
noise = assume("noise", patch_norm(0), "<=", eps(0), words="epsilon_0 is the patch norm of the noise E = Y - X")
looks_at = assume(
    "looks_at", z(l, i), "==", total(a(l, r, i) * Gh(l - 1, r), r, below), (_l, _i), words="z = D^T Gammahat_{l-1}"
)
carried = assume(
    "carried",
    w(l, i),
    "==",
    total(a(l, r, i) * e(l - 1, r), r, below),
    (_l, _i),
    words="w = D^T(Gammahat_{l-1} - Gamma_{l-1})",
)
kills = assume(
    "kills",
    compare(Abs(z(l, i)), "<=", beta(l)),
    "implies",
    compare(Abs(Gh(l, i)), "<=", 0),
    (_l, _i),
    words="soft thresholding sends what is at most beta to 0",
)
shrinks = assume(
    "shrinks",
    compare(Abs(z(l, i)), ">", beta(l)),
    "implies",
    compare(Abs(Gh(l, i)), "==", Abs(z(l, i)) - beta(l)) & compare(Abs(z(l, i) - Gh(l, i)), "==", beta(l)),
    (_l, _i),
    words="and moves anything else towards 0 by beta",
)
estimated = assume(
    "estimated",
    compare(Abs(Gh(l, i)), ">", 0),
    "iff",
    belongs(i, Hat(l)),
    (_l, _i),
    words="supp Gammahat holds the nonzeros",
)
threshold_nonneg = assume("threshold_nonneg", beta(l), ">=", 0, (_l,), words="a threshold is not negative")
recursion = assume(
    "recursion", eps(l), ">=", step_up, (_l,), words="epsilon_l = sqrt(p)(epsilon_{l-1} + mu (s - 1) gmax + beta)"
)
powers = (
    assume("no_power", two(0), "==", 1, words="(notation) 2^0 = 1"),
    assume("powers", two(l), "==", 2 * two(l - 1), (_l,), words="(notation) 2^l = 2 2^{l-1}"),
)
recursion_exact = assume("recursion_exact", eps(l), "==", step_up, (_l,), words="the printed recursion, with equality")
clean_recursion = assume(
    "clean_recursion",
    clean(l),
    "==",
    step_up.xreplace({eps(l - 1): clean(l - 1)}),
    (_l,),
    words="the same recursion without noise",
)
below_nonneg = assume("below_nonneg", eps(l - 1), ">=", 0, (_l,), words="epsilon_{l-1} bounds a norm")
condition_1 = assume("condition_1", s(l), "<", condition_side, (_l,), words="condition 1")
proportional = assume(
    "proportional",
    beta(l),
    "==",
    ratio(l) * eps(l),
    (_l,),
    words="condition 2: the threshold is proportional to epsilon_l",
)
positive_ratio = assume("positive_ratio", ratio(l), ">", 0, (_l,), words="with a positive constant")
nonnegative = assume(
    "nonnegative", G(l, i), ">=", 0, (_l, _i), words="the representations are nonnegative (the paper does not say so)"
)
kills_plus = assume(
    "kills_plus",
    compare(z(l, i), "<=", beta(l)),
    "implies",
    compare(Abs(Gp(l, i)), "<=", 0),
    (_l, _i),
    words="the nonnegative operator sends what is at most beta to 0",
)
shrinks_plus = assume(
    "shrinks_plus",
    compare(z(l, i), ">", beta(l)),
    "implies",
    compare(Gp(l, i), "==", z(l, i) - beta(l)),
    (_l, _i),
    words="and lowers anything else by beta",
)
above_off = assume("above_off", low, "<=", beta(l), (_l,), words="beta >= s mu gmax + epsilon_{l-1}")
below_on = assume("below_on", beta(l), "<", high, (_l,), words="beta < gmin - (s - 1) mu gmax - epsilon_{l-1}")
reached = assume(
    "reached",
    belongs(l, Reached),
    "iff",
    compare(patch_norm(l - 1), "<=", eps(l - 1)),
    (_l,),
    words="(notation) R: the layers below which the error is within its bound",
)

model = (  # the ML-CSC model and what its numbers mean
    decomposition,
    is_error,
    off_support_zero,
    support,
    smallest,
    nonzero,
    highest,
    not_zero,
    gram,
    mutual,
    overlap,
    own_stripe,
    stripes,
    some_nonzero,
    local,
    is_patch,
    patches,
    some_in_patch,
    noise,
    looks_at,
    carried,
    estimated,
    threshold_nonneg,
    recursion,
    reached,
)
operator = (kills, shrinks)
operator_plus = (kills_plus, shrinks_plus)
conditions = (condition_1, coherent, proportional, positive_ratio)
window = (above_off, below_on)


def in_layers(*more):
    """Quantifiers of a line: every layer, then the pairs given."""
    return (_l, *more)


def claim(lhs, relation, rhs, *more, **text):
    """A claim about every layer."""
    return Claim(lhs, relation, rhs, (_l, *more), **text)
