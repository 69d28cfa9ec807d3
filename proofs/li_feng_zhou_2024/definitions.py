"""(1), Definition 3, the condition of Theorem 1 with its denominator, and what Theorem 1 is said to weaken."""

from sympy import Abs, Integer, Rational, sqrt

from boundcheck import (
    Claim,
    Index,
    Step,
    algebra,
    arith,
    assume,
    assuming,
    compare,
    discharge,
    every,
    expect,
    fixed,
    lam,
    layers,
    logic,
    matrices,
    named_set,
    real,
    reals,
    rule,
    set_family,
    size,
    total,
)
from boundcheck import family as words_family

from .spread import spread
from .words import CODES, All, Rows, i, j, mu, mu_positive, r, unit_columns
from .words import lam as sparsity
from .works import PAPYAN

rows, cols, len_x, len_y = (real(name) for name in ("rows", "cols", "len_x", "len_y"))
m, d = real("m"), real("d")
_shape = (
    assume("rows_m", rows, "==", m, words="D has m rows"),
    assume("cols_d", cols, "==", d, words="D has d columns"),
    assume("product", len_x, "==", cols, words="D x is defined: x has an entry for each column"),
    assume("equation", len_y, "==", rows, words="y = D x: y has an entry for each row"),
)
_SHAPES = reals(m=range(1, 4), d=range(1, 4), rows=range(1, 4), cols=range(1, 4), len_x=range(1, 4), len_y=range(1, 4))

length_of_x = Step(
    label="definitions.length_of_x",
    cite="(1): D in R^(m x d), x in R^m, y = D x",
    register=("LF01",),
    hypotheses=_shape,
    over=(_SHAPES,),
    printed=Claim(len_x, "==", m, tex=r"\boldsymbol x\in\mathbb R^m", words="x has m entries"),
    repaired=Claim(len_x, "==", d, tex=r"\boldsymbol x\in\mathbb R^d", words="x has d entries"),
    repaired_argument=(arith("count", Claim(len_x, "==", d), by=("product", "cols_d")),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Definition 7, (23) and Lemma 13 use D in R^(m x d), x in R^d, y in R^m.",
)

length_of_y = Step(
    label="definitions.length_of_y",
    cite="(1): D in R^(m x d), y in R^d, y = D x",
    register=("LF01",),
    hypotheses=_shape,
    over=(_SHAPES,),
    printed=Claim(len_y, "==", d, tex=r"\boldsymbol y\in\mathbb R^d", words="y has d entries"),
    repaired=Claim(len_y, "==", m, tex=r"\boldsymbol y\in\mathbb R^m", words="y has m entries"),
    repaired_argument=(arith("count", Claim(len_y, "==", m), by=("equation", "rows_m")),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
)

b = words_family("b", tex=r"A_{ri}", meaning="entry of any matrix A, row r, column i")
_columns = total(b(r, i) ** 2, r, Rows)
_unit_b = assume("unit_columns", _columns, "==", 1, ((i, All),), words="the columns have l2 norm 1")
_ANY = matrices(unit=False)

norms_nonzero = Step(
    label="definitions.norms_nonzero",
    cite="Definition 3, mu(A) for A in R^(m x d): the quotient is defined",
    register=("LF01",),
    reading="literal: any matrix",
    over=(_ANY,),
    printed=Claim(_columns, ">", 0, ((i, All),), tex=r"\|\boldsymbol a_i\|_2>0", words="no column is zero"),
    repaired=Claim(_columns, ">", 0, ((i, All),), tex=r"\|\boldsymbol a_i\|_2>0", words="no column is zero"),
    repaired_hypotheses=(_unit_b,),
    repaired_argument=(arith("unit", Claim(_columns, ">", 0, ((i, All),)), by=("unit_columns",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="A zero column divides by 0.  Theorems 3, 6 and 9 assume normalised columns; Theorems 1 and 2 do not.",
)

_others = Claim(
    size(All.without(i)),
    "==",
    size(All) - 1,
    ((i, All),),
    tex=r"\#\{j:j\ne i\}=d-1",
    words="each column has d - 1 others: a pair exactly from d = 2 on; for d = 1 the maximum is over nothing, read as 0",
)
two_columns = Step(
    label="definitions.two_columns",
    cite="Definition 3: the maximum over i != j is over something",
    register=("LF01",),
    reading="literal: any matrix",
    over=(_ANY,),
    printed=Claim(size(All), ">=", 2, tex=r"\{(i,j):i\ne j\}\ne\emptyset", words="there are two columns"),
    repaired=_others,
    repaired_argument=(
        rule("own", "split_off", f=lam(j, Integer(1)), K=All, a=i, forall=((i, All),)),
        arith("others", _others, by=("own",)),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="One column has no pair.  With the usual convention (the largest magnitude over nothing is 0) mu = 0.",
)

_quotient = Abs(total(b(r, i) * b(r, j), r, Rows)) / (sqrt(_columns) * sqrt(total(b(r, j) ** 2, r, Rows)))
_below_one = Claim(
    _quotient,
    "<=",
    1,
    ((i, All), (j, All)),
    tex=r"\frac{|\boldsymbol a_i^\top\boldsymbol a_j|}{\|\boldsymbol a_i\|_2\|\boldsymbol a_j\|_2}\le 1",
    words="so mu(A) is at most 1",
)
_b_nonzero = assume("columns_nonzero", _columns, ">", 0, ((i, All),), words="no column is zero")
_norms = sqrt(_columns) * sqrt(total(b(r, j) ** 2, r, Rows))
coherence_at_most_one = Step(
    label="definitions.coherence_at_most_one",
    cite="Definition 3, where it is defined",
    register=("LF01",),
    hypotheses=(_b_nonzero,),
    over=(_ANY,),
    printed=_below_one,
    argument=(
        rule("cauchy", "cauchy_schwarz", f=lam(r, b(r, i)), g=lam(r, b(r, j)), K=Rows, forall=((i, All), (j, All))),
        rule("left", "positive_root", a=_columns, forall=((i, All),)),
        rule("right", "positive_root", a=total(b(r, j) ** 2, r, Rows), forall=((j, All),)),
        arith("norms", Claim(_norms, ">", 0, ((i, All), (j, All))), by=("left", "right"), degree=2),
        rule(
            "quotient",
            "fraction_below",
            a=Abs(total(b(r, i) * b(r, j), r, Rows)),
            b=1,
            d=_norms,
            forall=((i, All), (j, All)),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

# the condition of Theorem 1

inverse_defined = Step(
    label="definitions.inverse_defined",
    cite="Theorem 1 and (9): 1/mu(D_j) is defined",
    register=("LF01", "LF03"),
    hypotheses=(unit_columns,),
    over=(CODES,),
    printed=Claim(mu, ">", 0, tex=r"\mu(\boldsymbol D_j)>0", words="the columns are not all pairwise orthogonal"),
    repaired=Claim(
        (2 * sparsity - 1) * mu,
        "<",
        1,
        tex=r"\mu=0\Rightarrow(2\lambda-1)\mu<1",
        words="with 1/0 read as infinity the condition holds for every lambda, as its cleared form does",
    ),
    repaired_hypotheses=(assume("orthogonal", mu, "==", 0, words="the columns are orthogonal"),),
    repaired_argument=(arith("any", Claim((2 * sparsity - 1) * mu, "<", 1), by=("orthogonal",), degree=2),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Orthonormal columns have mu = 0.  The condition is read as (2 lambda - 1) mu < 1, the form used here.",
)

_quotient_form = compare(sparsity, "<", (1 + 1 / mu) / 2)
_product_form = compare((2 * sparsity - 1) * mu, "<", 1)
cleared = Step(
    label="definitions.cleared",
    cite="Theorem 1, (9): lambda_j < (1 + 1/mu(D_j))/2",
    register=("LF03", "LF04"),
    hypotheses=(mu_positive,),
    over=(reals(mu=("1/20", "1"), lam=("0", "9")), spread("mu", "lam")),
    printed=Claim(
        _quotient_form,
        "iff",
        _product_form,
        tex=r"\lambda<\tfrac12\big(1+\tfrac1\mu\big)\iff(2\lambda-1)\mu<1",
        words="where mu > 0 the condition is the same with its denominator cleared",
    ),
    argument=(
        rule("inverse", "inverse_positive", b=mu),
        assuming("quotient", _quotient_form),
        arith("to_product", Claim((2 * sparsity - 1) * mu, "<", 1), by=("quotient", "mu_positive"), degree=2),
        discharge("there", "to_product"),
        assuming("product", _product_form),
        arith("to_quotient", Claim(sparsity, "<", (1 + 1 / mu) / 2), by=("product", "inverse"), degree=2),
        discharge("back", "to_quotient"),
        logic("both", Claim(_quotient_form, "iff", _product_form), by=("there", "back")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

# "the conditions here are weaker" than those of the convolutional model

k, Gam, Nonzeros = Index("k"), set_family("Gam", tex=r"\Gamma"), named_set("Lam")
_stripes = every(compare((2 * size(Nonzeros & Gam(k)) - 1) * mu, "<", 1), k, All)
_global = compare((2 * size(Nonzeros) - 1) * mu, "<", 1)
_mu_nonneg = assume("mu_nonneg", mu, ">=", 0, words="mu is a largest magnitude")
_one_stripe = (2 * size(Nonzeros & Gam(k)) - 1) * mu
_far_apart = fixed(
    "two atoms that do not overlap: one at each of two places, and on a ring of six",
    {
        "kind": "layer", "M": 2, "n_prev": 2, "n": 2, "stride": 2, "filters": [[1, 0], ["3/5", "4/5"]], "x": [1, 0, 1, 0],
        "v": [0] * 4, "S": 1, "zeta": 0, "p": "1/2", "m_next": 2, "ties": "lowest", "signs": "support",
    },
    {
        "kind": "layer", "M": 6, "n_prev": 1, "n": 1, "stride": 1, "filters": [["3/5", "4/5"]], "x": [1, 0, 0, 1, 0, 0],
        "v": [0] * 6, "S": 1, "zeta": 0, "p": "1/2", "m_next": 2, "ties": "lowest", "signs": "support",
    },
)  # fmt: skip
weaker = Step(
    label="definitions.weaker",
    cite="after Theorem 1: 'the conditions here are weaker since the dictionaries in [10] are assumed to be convolutional ones'",
    quotes=(PAPYAN,),
    register=("LF02",),
    reading="for a convolutional dictionary: the condition of [10], on stripes, gives the one of Theorem 1",
    hypotheses=(_mu_nonneg,),
    over=(_far_apart, layers()),
    printed=Claim(
        _stripes,
        "implies",
        _global,
        tex=r"\|\boldsymbol x_j\|_{0,\infty}^s<\tfrac12(1+1/\mu)\Rightarrow\|\boldsymbol x_j\|_0<\tfrac12(1+1/\mu)",
        words="a code that meets the condition on stripes meets the one on the whole code",
    ),
    repaired=Claim(
        _global,
        "implies",
        _stripes,
        tex=r"\|\boldsymbol x_j\|_0<\tfrac12(1+1/\mu)\Rightarrow\|\boldsymbol x_j\|_{0,\infty}^s<\tfrac12(1+1/\mu)",
        words="the other way round: the condition on the whole code is the stronger one",
    ),
    repaired_argument=(
        assuming("whole", _global),
        rule("fewer", "subset_count", K=Nonzeros & Gam(k), H=Nonzeros, forall=((k, All),)),
        arith("stripe", Claim(_one_stripe, "<", 1, ((k, All),)), by=("whole", "fewer", "mu_nonneg"), degree=2),
        rule("as_event", "stated", a=_one_stripe, b=1, forall=((k, All),)),
        rule("everywhere", "all_of_them", E=lam(k, compare(_one_stripe, "<", 1)), K=All),
        discharge("implied", "everywhere"),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="The condition on the code is the stronger one here: it counts all nonzeros, [10] those of one stripe.  For the dictionaries see weaker_dictionaries.",
)

g = words_family("g", tex=r"\langle\boldsymbol d_i,\boldsymbol d_j\rangle", meaning="inner product of two atoms")
weaker_dictionaries = Step(
    label="definitions.weaker_dictionaries",
    cite="after Theorem 1: 'the conditions here are weaker since the dictionaries in [10] are assumed to be convolutional ones'",
    quotes=(PAPYAN,),
    register=("LF02",),
    reading="charitable: of the conditions on the dictionaries; what [10] assumes (convolutional, unit atoms) gives all that Theorem 1 asks (no column is zero)",
    hypotheses=(assume("unit_atoms", g(i, i), "==", 1, ((i, All),), words="[10]: every atom has l2 norm 1"),),
    over=(layers(),),
    printed=Claim(
        g(i, i),
        ">",
        0,
        ((i, All),),
        tex=r"\boldsymbol D\ \text{convolutional},\ \|\boldsymbol d_i\|_2=1\Rightarrow\boldsymbol d_i\ne 0",
        words="a convolutional dictionary is one to which Theorem 1 applies",
    ),
    argument=(arith("unit", Claim(g(i, i), ">", 0, ((i, All),)), by=("unit_atoms",)),),
    expects=expect("PROVED", argument="VALID"),
    remark="The other way round it is false: more_dictionaries.",
)

top, bottom, other_top, other_bottom = (real(n) for n in ("top", "bottom", "other_top", "other_bottom"))
_not_itself = (other_top - top) ** 2 + (other_bottom - bottom) ** 2
_not_shifted = (other_top - bottom) ** 2 + (other_bottom - top) ** 2
_plane = {"top": 1, "bottom": 0, "other_top": "3/5", "other_bottom": "4/5"}
more_dictionaries = Step(
    label="definitions.more_dictionaries",
    cite="after Theorem 1: 'the conditions here are weaker since the dictionaries in [10] are assumed to be convolutional ones'",
    quotes=(PAPYAN,),
    register=("LF02",),
    reading="charitable: of the conditions on the dictionaries; one to which Theorem 1 applies and [10] does not",
    hypotheses=tuple(
        assume(
            f"{name}_is",
            real(name),
            "==",
            Rational(value),
            words=f"{name} entry: the columns are (1, 0) and (3/5, 4/5)",
        )
        for name, value in _plane.items()
    ),
    over=(fixed("two columns of the plane", {"kind": "reals", "values": _plane}),),
    printed=Claim(
        _not_itself * _not_shifted,
        ">",
        0,
        tex=r"\boldsymbol d_2\ne\boldsymbol d_1,\quad\boldsymbol d_2\ne\text{the shift of}\ \boldsymbol d_1",
        words="the second column is neither of the two circular shifts of the first, so no filter on two rows gives this dictionary",
    ),
    argument=(
        algebra(
            "distances",
            Claim(_not_itself * _not_shifted, "==", Rational(8, 25)),
            by=tuple(f"{name}_is" for name in _plane),
        ),
        arith("apart", Claim(_not_itself * _not_shifted, ">", 0), by=("distances",)),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="Its columns have norm 1 and mu = 3/5, so codes with one nonzero are unique by Theorem 1.",
)
