"""Lines that several derivations share: the quadratic form of a dictionary from below, and supports of differences."""

from sympy import Abs, Integer

from boundcheck import Claim, algebra, arith, lam, restate, rule, size, total

from .words import All, D, Either, Hat, Lam, Rows, gram, i, image, j, mu, r, x, z
from .words import lam as sparsity


def quadratic(h):
    """``quadratic``: the squared norm of D h is the sum of h_i h_j <d_i, d_j> (two exchanges of sums)."""
    inner = total(D(r, j) * h(j), j, All)
    form = h(i) * total(h(j) * gram(i, j), j, All)
    return (
        rule("swap", "exchange_sums", f=lam((r, i), D(r, i) * h(i) * inner), K=Rows, H=All),
        rule(
            "swap_inside",
            "exchange_sums",
            f=lam((r, j), h(i) * D(r, i) * D(r, j) * h(j)),
            K=Rows,
            H=All,
            forall=((i, All),),
        ),
        rule(
            "terms",
            "termwise_equal",
            f=lam(i, total(total(h(i) * D(r, i) * D(r, j) * h(j), j, All), r, Rows)),
            g=lam(i, form),
            K=All,
        ),
        arith("quadratic", Claim(total(image(h) ** 2, r, Rows), "==", total(form, i, All)), by=("swap", "terms")),
    )


def off_diagonal(h, norm=lambda _: 1):
    """``rows``: the form is at least the diagonal, plus mu times (sum of squares minus square of the sum)."""
    u, pair = (lambda one: norm(one) * Abs(h(one))), ((i, All), (j, All.without(i)))
    low = gram(i, i) * h(i) ** 2 + mu * u(i) ** 2 - mu * u(i) * total(u(j), j, All)
    high = h(i) * total(h(j) * gram(i, j), j, All)
    return (
        rule("one_pair", "magnitude", a=-h(i) * h(j) * gram(i, j), forall=pair),
        arith(
            "pair",
            Claim(-h(i) * h(j) * gram(i, j), "<=", mu * u(i) * u(j), pair),
            by=("one_pair", "coherence"),
            squares=(Abs(h(i)) * Abs(h(j)),),
            degree=2,
        ),
        rule(
            "others",
            "termwise",
            f=lam(j, -h(i) * h(j) * gram(i, j)),
            g=lam(j, mu * u(i) * u(j)),
            K=All.without(i),
            forall=((i, All),),
        ),
        rule("own", "split_off", f=lam(j, h(i) * h(j) * gram(i, j)), K=All, a=i, forall=((i, All),)),
        rule("own_bound", "split_off", f=lam(j, mu * u(i) * u(j)), K=All, a=i, forall=((i, All),)),
        arith("row", Claim(low, "<=", high, ((i, All),)), by=("others", "own", "own_bound")),
        rule("rows", "termwise", f=lam(i, low), g=lam(i, high), K=All),
    )


def few(h, support, bound, zero_by, norm=lambda _: 1):
    """``few``: (sum of |h_i|)^2 <= bound * sum of h_i^2 for h that vanishes off a set of at most ``bound`` atoms."""
    u = lambda one: norm(one) * Abs(h(one))  # noqa: E731 - a term with a hole
    return (
        algebra("zero_off", Claim(u(i), "==", 0, ((i, All & ~support),)), by=zero_by),
        rule("on_support", "restrict_sum", f=lam(j, u(j)), K=All, H=support),
        rule("count", "squared_sum", f=lam(j, u(j)), K=support & All),
        rule("no_more", "subset_count", K=support & All, H=support),
        rule("part", "smaller_set", f=lam(j, u(j) ** 2), K=All, H=support),
        arith(
            "few_there",
            Claim(total(u(j), j, All & support) ** 2, "<=", bound * total(u(j) ** 2, j, All)),
            by=("count", "part", "sparse", "no_more"),
            squares=(total(u(i) ** 2, i, All), total(u(i) ** 2, i, All & support), size(support & All)),
            degree=2,
        ),
        restate(
            "few",
            Claim(total(u(j), j, All) ** 2, "<=", bound * total(u(j) ** 2, j, All)),
            by=("few_there", "on_support"),
        ),
        arith(
            "few_mu",
            Claim(mu * total(u(j), j, All) ** 2, "<=", mu * bound * total(u(j) ** 2, j, All)),
            by=("few", "mu_nonneg"),
            degree=2,
        ),
    )


def diagonal(h, norm=None):
    """``diagonal``: the diagonal of the form, with unit columns or with norms."""
    weight, fact = (norm(i) ** 2, "norms") if norm else (Integer(1), "unit_columns")
    return (
        arith(
            "diagonal_term",
            Claim(gram(i, i) * h(i) ** 2, "==", weight * h(i) ** 2, ((i, All),)),
            by=(fact,),
            squares=(h(i),),
            degree=2,
        ),
        rule("diagonal", "termwise_equal", f=lam(i, gram(i, i) * h(i) ** 2), g=lam(i, weight * h(i) ** 2), K=All),
    )


def union_count():
    """``sparse``: the supports of x and z together have at most 2 lambda atoms."""
    return (
        rule("parts", "split_sum", f=lam(j, Integer(1)), K=Either, H=Lam),
        rule("first_part", "subset_count", K=Either & Lam, H=Lam),
        rule("second_part", "subset_count", K=Either & ~Lam, H=Hat),
        arith(
            "sparse",
            Claim(size(Either), "<=", 2 * sparsity),
            by=("parts", "first_part", "second_part", "x_sparse", "z_sparse"),
        ),
    )


def same_image(h):
    """``no_image``: D h = 0 when both codes explain the signal."""
    return (
        algebra("linear", Claim(image(h), "==", image(x) - image(z), ((r, Rows),)), by=("difference",)),
        arith("zero_row", Claim(image(h), "==", 0, ((r, Rows),)), by=("linear", "explains", "z_explains")),
        algebra("zero_square", Claim(image(h) ** 2, "==", 0, ((r, Rows),)), by=("zero_row",)),
        rule("no_image", "termwise_equal", f=lam(r, image(h) ** 2), g=lam(r, Integer(0)), K=Rows),
    )
