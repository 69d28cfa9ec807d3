"""Definition 2.1 and display (1): sizes, columns, the projection, the sign of the error, and ReLU as a projection.

One layer: R = n_{l-1} M rows, n_l filters of length m, stride s, N = n_l M atoms; the projection keeps k entries.
"""

from sympy import Abs

from boundcheck import (
    Claim,
    Index,
    Step,
    algebra,
    arith,
    assume,
    belongs,
    compare,
    event_family,
    every,
    expect,
    lam,
    layers,
    logic,
    named_set,
    real,
    reals_beyond,
    rings,
    rule,
    size,
    vectors,
)

from .words import Lam, Off, first_layer
from .words import c as correlation

j, k = Index("j"), Index("k")
N, M, R, n, n_prev, s = (real(name) for name in ("N", "M", "R", "n", "n_prev", "s"))

# Definition 2.1: the sizes

m0, m0_other, n0, m1 = real("m0"), real("m0_other"), real("n0"), real("m1")
one_channel = assume("one_channel", n0, "==", 1, words="n_0 = 1")
natural_m1 = assume("natural_m1", m1, ">=", 1, words="filters have at least one row")
size_range = assume("size_range", m1, "<=", 49, words="m_1 <= 7^2")
_two_layers = Claim(
    2 * m1 * m1,
    "<=",
    49,
    tex=r"m_2=n_1m_1=2m_1^2\le7^2",
    words="with n_1 = 2 m_1 the filters of layer 2 have at most 49 rows",
)

first_size = Step(
    label="definitions.first_size",
    cite="Definition 2.1: n_0 := 1, m_l := n_{l-1} m_{l-1}",
    register=("MT01",),
    reading="literal: the recursion for every l, l = 1 included",
    hypotheses=(one_channel,),
    over=(reals_beyond(n0=range(1, 3), m0=range(1, 4), m0_other=range(1, 4)),),
    printed=Claim(
        n0 * m0,
        "==",
        n0 * m0_other,
        tex=r"m_1=n_0m_0=m_0\ \text{is determined}",
        words="two models with n_0 = 1 have the same m_1",
    ),
    repaired=Claim(n0 * m0, "==", n0 * m0_other, tex=r"m_1=n_0m_0", words="with m_0 given, m_1 is determined"),
    repaired_hypotheses=(assume("m0_given", m0, "==", m0_other, words="m_0 is given"),),
    repaired_argument=(algebra("same", Claim(n0 * m0, "==", n0 * m0_other), by=("m0_given",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="The definition gives n_0 but no m_0, so m_1 = m_0 stays open; read the recursion for l >= 2, with m_1 free.",
)

sizes = Step(
    label="definitions.sizes",
    cite="Definition 2.1, m_l := n_{l-1} m_{l-1}, with Section 3: typically m_l <= 7^2 and n_l = 2 m_l (L >= 2)",
    register=("MT01",),
    hypotheses=(natural_m1, size_range),
    over=(reals_beyond(m1=["-1/2", *range(1, 50)]),),
    printed=_two_layers,
    repaired=_two_layers,
    repaired_hypotheses=(assume("m1_small", m1, "<=", 4, words="m_1 <= 4"),),
    repaired_argument=(arith("square", _two_layers, by=("natural_m1", "m1_small"), degree=2),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="At m_1 = 49 the definition makes m_2 = 4802.  The first layer may have at most 4 rows per filter, on two layers.",
)

sizes_from_five = Step(
    label="definitions.sizes_from_five",
    cite="Definition 2.1 with the sizes of Section 3",
    register=("MT01",),
    reading="how far the typical sizes can hold: not at two layers from m_1 = 5 on",
    hypotheses=(assume("m1_from_five", m1, ">=", 5, words="m_1 >= 5"),),
    over=(reals_beyond(m1=["3/4", "-1/2", *range(5, 50)]),),
    printed=Claim(2 * m1 * m1, ">", 49, tex=r"2m_1^2>7^2"),
    argument=(arith("square", Claim(2 * m1 * m1, ">", 49), by=("m1_from_five",), degree=2),),
    expects=expect("PROVED", argument="VALID"),
)

sizes_three_layers = Step(
    label="definitions.sizes_three_layers",
    cite="Definition 2.1 with the sizes of Section 3",
    register=("MT01",),
    reading="how far the typical sizes can hold: not at three layers from m_1 = 2 on",
    hypotheses=(assume("m1_from_two", m1, ">=", 2, words="m_1 >= 2"),),
    over=(reals_beyond(m1=["3/4", "-1/2", *range(2, 50)]),),
    printed=Claim(8 * m1**4, ">", 49, tex=r"m_3=2(2m_1^2)^2=8m_1^4>7^2"),
    argument=(
        arith("square", Claim(m1**2, ">=", 4), by=("m1_from_two",), degree=2),
        arith("fourth", Claim(8 * m1**4, ">", 49), by=("square",), degree=2),
    ),
    expects=expect("PROVED", argument="VALID"),
)

sizes_four_layers = Step(
    label="definitions.sizes_four_layers",
    cite="Definition 2.1 with the sizes of Section 3",
    register=("MT01",),
    reading="how far the typical sizes can hold: at four layers never",
    hypotheses=(natural_m1,),
    over=(reals_beyond(m1=["-1/2", *range(1, 50)]),),
    printed=Claim(128 * m1**8, ">", 49, tex=r"m_4=2(8m_1^4)^2=128m_1^8>7^2"),
    argument=(
        arith("square", Claim(m1**2, ">=", 1), by=("natural_m1",), degree=2),
        arith("fourth", Claim(m1**4, ">=", 1), by=("square",), degree=2),
        arith("eighth", Claim(128 * m1**8, ">", 49), by=("fourth",), degree=2),
    ),
    expects=expect("PROVED", argument="VALID"),
)

# Definition 2.1: the columns

rows = assume("rows", R, "==", n_prev * M, words="the layer's input has n_{l-1} M entries")
shifts = assume(
    "shifts", N, "==", n * (R / s), words="the n_l filters are placed at each of the R/s shifts round the ring"
)
stride = assume("stride", s, "==", n_prev, words="the stride is n_{l-1}")
has_channels = assume("has_channels", n_prev, ">", 0, words="n_{l-1} >= 1")

columns = Step(
    label="definitions.columns",
    cite="Definition 2.1: A^(l) in R^{n_{l-1}M x n_lM}, shifts of the local dictionary with stride s_l = n_{l-1}",
    register=("MT02",),
    hypotheses=(rows, shifts, stride, has_channels),
    over=(rings(),),
    printed=Claim(
        N, "==", n * M, tex=r"\#\text{columns}=n_lM", words="the shifts of the n_l filters are n_l M columns"
    ),
    argument=(algebra("count", Claim(N, "==", n * M), by=("shifts", "rows", "stride")),),
    expects=expect("PROVED", argument="VALID"),
)

a, b = real("a"), real("b")
unit_filter = assume("unit_filter", a**2 + b**2, "==", 1, words="the local filter (a, b) has unit norm")
_PARTS = ["3/5", "4/5", 1, 0, "-3/5", "5/13", "12/13"]

unit_columns_wrapped = Step(
    label="definitions.unit_columns_wrapped",
    cite="Definition 2.1: the columns of A^(l) have unit norm",
    register=("MT02",),
    reading="asked by the audit, not printed: unit local filters on any ring, where the paper assumes unit columns; here a filter of two rows on a ring of one row (M = n_{l-1} = 1), whose column is a + b",
    hypotheses=(unit_filter,),
    over=(reals_beyond(a=_PARTS, b=_PARTS),),
    printed=Claim(
        (a + b) ** 2,
        "==",
        1,
        tex=r"\|a_i\|_2=1",
        words="the circular shift of a unit filter is a unit column, also where the filter meets itself",
    ),
    repaired=Claim(
        a**2 + b**2,
        "==",
        1,
        tex=r"\|a_i\|_2=1",
        words="on a ring of two rows or more the column holds a and b in different rows",
    ),
    repaired_argument=(algebra("unit", Claim(a**2 + b**2, "==", 1), by=("unit_filter",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Being circular and banded needs m_l <= n_{l-1} M.  The paper assumes the columns to have unit norm, which no line can refute; "
    "this says only that it is not a property of the filters alone.",
)

# display (1): the projection

ties = real("ties")  # 1 if the k-th and (k+1)-th magnitudes are equal and not 0
ProjHasK = event_family("ProjHasK")
no_tie = assume("no_tie", ties, "==", 0, words="the k-th and (k+1)-th magnitudes differ, or are 0")
has_k = assume("has_k", ProjHasK(), "holds", words="z has at least k nonzeros")

projection_is_map = Step(
    label="definitions.projection_is_map",
    cite="(1): Proj keeps the k entries largest in absolute value",
    register=("MT03",),
    reading="literal: for every vector",
    over=(vectors(),),
    printed=Claim(
        ties,
        "==",
        0,
        tex=r"\mathrm{Proj}_{|\mathrm{supp}(\cdot)|=k}\ \text{is well defined}",
        words="never are the k-th and (k+1)-th magnitudes equal and not 0",
    ),
    expects=expect("REFUTED", argument="GAP"),
    remark="At a tie, (1, 1) with k = 1, two outputs qualify.  Without one see projection_without_ties.",
)

Hat = named_set("Hat", tex=r"\mathrm{supp}\,\hat x^{(l)}")
separated = assume(
    "separated",
    Abs(correlation(j)),
    ">",
    Abs(correlation(k)),
    ((j, Lam), (k, Off)),
    words="the k-th magnitude is larger than the (k+1)-th: Lambda holds the k largest, without a tie",
)
keeps_top = assume(
    "keeps_top",
    Abs(correlation(j)),
    ">=",
    Abs(correlation(k)),
    ((j, Hat), (k, ~Hat)),
    words="what is kept is not smaller than what is dropped",
)
keeps_k = assume("keeps_k", size(Hat), "==", size(Lam), words="k = abs(Lambda) entries are kept and are not 0")
_same_set = every(belongs(j, Lam), j, Hat) & every(belongs(j, Hat), j, Lam)

projection_without_ties = Step(
    label="definitions.projection_without_ties",
    cite="(1): Proj keeps the k entries largest in absolute value",
    register=("MT03",),
    reading="charitable: where the k-th and (k+1)-th magnitudes differ",
    hypotheses=(separated, keeps_top, keeps_k),
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        _same_set,
        "holds",
        tex=r"\mathrm{supp}\,\mathrm{Proj}(z)=\text{the set of the}\ k\ \text{largest magnitudes}",
        words="every choice of k largest entries is the same set",
    ),
    argument=(rule("one_set", "strict_top_set", f=lam(j, Abs(correlation(j))), K=Lam, H=Hat),),
    expects=expect("PROVED", argument="VALID"),
)

kept, nonzeros = real("k"), real("nnz")
_exactly_k = Claim(
    ProjHasK(), "holds", tex=r"|\mathrm{supp}(\mathrm{Proj}(z))|=k", words="the output has exactly k nonzeros"
)

projection_count = Step(
    label="definitions.projection_count",
    cite="(1): the output has exactly k nonzeros, k = abs(supp x^(l))",
    register=("MT03",),
    over=(vectors(),),
    printed=_exactly_k,
    repaired=_exactly_k,
    repaired_hypotheses=(
        assume(
            "output_count",
            compare(kept, "<", nonzeros + 1),
            "iff",
            ProjHasK(),
            words="the output has k nonzeros when z has k of them",
        ),
        assume("enough", kept, "<=", nonzeros, words="z has at least k nonzeros"),
    ),
    repaired_argument=(
        arith("below", Claim(kept, "<", nonzeros + 1), by=("enough",)),
        rule("event", "stated", a=kept, b=nonzeros + 1),
        logic("exactly_k", _exactly_k, by=("event", "output_count")),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="A vector with fewer than k nonzeros is its own projection: z = 0 with k = 1.",
)

# Definition 2.1: two signs for the error

x0, v0, xhat0 = real("x0"), real("v0"), real("xhat0")
decoder_input = assume("decoder_input", xhat0, "==", x0 + v0, words="xhat^(0) = x^(0) + v^(0)")

error_sign = Step(
    label="definitions.error_sign",
    cite="Definition 2.1: v^(l) := x^(l) - xhat^(l), at l = 0, where xhat^(0) := x^(0) + v^(0)",
    register=("MT04",),
    hypotheses=(decoder_input,),
    over=(reals_beyond(x0=range(3), v0=range(-2, 3), xhat0=range(5)),),
    printed=Claim(v0, "==", x0 - xhat0, tex=r"v^{(0)}=x^{(0)}-\hat x^{(0)}"),
    repaired=Claim(v0, "==", xhat0 - x0, tex=r"v^{(0)}=\hat x^{(0)}-x^{(0)}", words="the sign that the proof uses"),
    repaired_argument=(algebra("sign", Claim(v0, "==", xhat0 - x0), by=("decoder_input",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Both hold only for v^(0) = 0.  The proof of Lemma 3.3 uses xhat = x + v at every layer.",
)

error_size = Step(
    label="definitions.error_size",
    cite="Definition 2.1: the two signs of v^(l)",
    register=("MT04",),
    reading="in magnitude, which is all that patch norms see",
    hypotheses=(decoder_input,),
    over=(reals_beyond(x0=range(3), v0=range(-2, 3), xhat0=range(5)),),
    printed=Claim(Abs(v0), "==", Abs(x0 - xhat0), tex=r"|v^{(0)}|=|x^{(0)}-\hat x^{(0)}|"),
    argument=(algebra("sign", Claim(Abs(v0), "==", Abs(x0 - xhat0)), by=("decoder_input",)),),
    expects=expect("PROVED", argument="VALID"),
)
