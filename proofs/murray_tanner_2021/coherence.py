"""Section 3, the square-root bottleneck: mu(B) > m^(-1/2) sqrt(1 - 1/gamma) for B in R^(m x gamma m), and mu^(-1) ~ m^(1/2).

B has m rows and gamma m columns; gamma stands as their quotient.
"""

from sympy import sqrt

from boundcheck import (
    Claim,
    Index,
    Step,
    arith,
    assume,
    expect,
    family,
    matrices,
    named_set,
    put,
    real,
    reals_beyond,
    restate,
    rule,
)

j = Index("j")
rows, cols, mu = real("rows"), real("cols"), real("mu")
g = family("g", tex=r"\langle b_i,b_j\rangle", meaning="inner product of two columns of B")
All = named_set("All")

unit_columns = assume("unit_columns", g(j, j), "==", 1, ((j, All),), words="the columns of B have unit norm")
wide = assume("wide", cols, ">", rows, words="gamma > 1")
wide_or_square = assume("wide_or_square", cols, ">=", rows, words="gamma >= 1")
some_rows = assume("some_rows", rows, ">=", 1, words="m >= 1")
two_columns = assume("two_columns", cols, ">=", 2, words="B has two columns")
coherence_nonneg = assume("coherence_nonneg", mu, ">=", 0, words="the coherence is a largest magnitude (2)")

_lower = sqrt(1 - rows / cols) / sqrt(rows)
_printed = Claim(mu, ">", _lower, tex=r"\mu(B)>m^{-1/2}\sqrt{1-\gamma^{-1}}")

welch = Step(
    label="coherence.welch",
    cite="Section 3: the bound of Welch, [8]",
    register=("MT12",),
    hypotheses=(unit_columns, wide_or_square, two_columns),
    over=(matrices(wide=True),),
    printed=Claim(mu**2, ">=", (cols - rows) / (rows * (cols - 1)), tex=r"\mu(B)^2\ge\frac{\gamma m-m}{m(\gamma m-1)}"),
    cited="Welch (1974), [8]: for unit columns",
    expects=expect("SURVIVED", argument="CITED"),
)

_positive = (
    arith("positive_rows", Claim(rows, ">", 0), by=("some_rows",)),
    arith("positive_cols", Claim(cols, ">", 0), by=("two_columns",)),
    arith("positive_rest", Claim(cols - 1, ">", 0), by=("two_columns",)),
)
_strictly = (
    *_positive,
    put("welch", "coherence.welch"),
    rule("inverse_cols", "inverse_positive", b=cols),
    rule("inverse_rows", "inverse_positive", b=rows),
    rule("inverse_rest", "inverse_positive", b=cols - 1),
    rule("cleared", "clear_denominator", a=(cols - rows) / rows, b=mu**2, d=cols - 1),
    arith("not_zero", Claim(mu**2, ">", 0), by=("welch", "wide", "inverse_rows", "inverse_rest"), degree=3),
    arith(
        "above",
        Claim(1 - rows / cols, "<", rows * mu**2),
        by=("cleared", "not_zero", "some_rows", "inverse_cols"),
        degree=3,
    ),
    rule("root_rows", "positive_root", a=rows),
    arith("side", Claim(sqrt(rows) * mu, ">=", 0), by=("root_rows", "coherence_nonneg"), degree=2),
    rule("roots", "square_reverses", a=sqrt(1 - rows / cols), b=sqrt(rows) * mu),
    rule("inverse_root", "inverse_positive", b=sqrt(rows)),
    arith("divide", _printed, by=("roots", "inverse_root"), degree=2),
)

above_welch = Step(
    label="coherence.above_welch",
    cite="Section 3: mu(B) > m^(-1/2) sqrt(1 - 1/gamma), for a generic matrix B in R^(m x gamma m)",
    register=("MT12",),
    reading="literal: every matrix with unit columns, gamma >= 1; the paper says generic",
    uses=(welch,),
    hypotheses=(unit_columns, wide_or_square, some_rows, two_columns, coherence_nonneg),
    over=(matrices(wide=True),),
    printed=_printed,
    repaired=_printed,
    repaired_hypotheses=(wide,),
    repaired_argument=_strictly,
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="An orthonormal basis (gamma = 1) has mu = 0.  For gamma > 1 the bound of Welch is strictly above the printed one.",
)

without_unit_columns = Step(
    label="coherence.without_unit_columns",
    cite="Section 3: mu(B) > m^(-1/2) sqrt(1 - 1/gamma), for a generic matrix B in R^(m x gamma m)",
    register=("MT12",),
    reading="literal: any matrix with gamma > 1, with the coherence (2) of columns of any norm",
    uses=(above_welch,),
    hypotheses=(wide, some_rows, two_columns, coherence_nonneg),
    over=(matrices(unit=False, wide=True),),
    printed=_printed,
    repaired=_printed,
    repaired_hypotheses=(unit_columns, wide_or_square),
    repaired_argument=(restate("unit", _printed, by=("coherence.above_welch",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="(2) does not divide by the norms, so shorter columns have any coherence one likes, on an open set of matrices: 'generic' does not help.",
)

_root_order = Claim(1 / mu, ">=", sqrt(rows), tex=r"\mu^{-1}\ge m^{1/2}")
_upper = Claim(
    1 / mu,
    "<",
    sqrt(rows) / sqrt(1 - rows / cols),
    tex=r"\mu^{-1}<m^{1/2}/\sqrt{1-\gamma^{-1}}",
    words="mu^(-1) is at most of the order of m^(1/2)",
)

square_root_order = Step(
    label="coherence.square_root_order",
    cite="Section 3: 'this is colloquially referred to as the square-root bottleneck in that mu^(-1) ~ m^(1/2)'",
    register=("MT13",),
    reading="literal: mu^(-1) reaches the order of m^(1/2); here with constant 1",
    uses=(above_welch,),
    hypotheses=(unit_columns, wide, wide_or_square, some_rows, two_columns, coherence_nonneg),
    over=(matrices(wide=True),),
    printed=_root_order,
    repaired=_upper,
    repaired_argument=(
        *_positive,
        rule("inverse_cols", "inverse_positive", b=cols),
        arith("room", Claim(1 - rows / cols, ">", 0), by=("wide", "inverse_cols"), degree=2),
        rule("root_room", "positive_root", a=1 - rows / cols),
        rule("root_rows", "positive_root", a=rows),
        rule("inverse_root", "inverse_positive", b=sqrt(rows)),
        arith(
            "positive", Claim(sqrt(1 - rows / cols) / sqrt(rows), ">", 0), by=("root_room", "inverse_root"), degree=2
        ),
        put("lower", "coherence.above_welch"),
        rule("inverses", "inverse_reverses", a=_lower, b=mu),
        restate("order", _upper, by=("inverses",)),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Only the upper bound on mu^(-1) follows from [8]; a repeated column has mu = 1 in any dimension (no_constant).  For the best dictionaries the "
    "order is right: the unit vectors beside a Hadamard basis have gamma = 2 and mu^(-1) = m^(1/2).",
)

factor, dimension, repeated = real("factor"), real("dimension"), real("repeated")
no_constant = Step(
    label="coherence.no_constant",
    cite="Section 3: mu^(-1) ~ m^(1/2)",
    register=("MT13",),
    reading="what stands against it, for every constant: a dictionary with a repeated unit column (mu = 1) of dimension m > 1/c^2",
    hypotheses=(
        assume("factor_positive", factor, ">", 0, words="c > 0"),
        assume("dimension_large", dimension, ">", 1 / factor**2, words="m > 1/c^2"),
        assume("repeated_column", repeated, "==", 1, words="mu = 1: a unit column stands twice"),
    ),
    over=(reals_beyond(factor=("-1", "3"), dimension=range(1, 200, 7), repeated=[1, "1/100"]),),
    printed=Claim(1 / repeated, "<", factor * sqrt(dimension), tex=r"\mu^{-1}<c\,m^{1/2}"),
    argument=(
        rule("inverse", "inverse_positive", b=factor),
        arith("dimension_positive", Claim(dimension, ">", 0), by=("dimension_large",), squares=(1 / factor,)),
        rule("root", "positive_root", a=dimension),
        rule("below", "square_reverses", a=1 / factor, b=sqrt(dimension)),
        arith(
            "scaled",
            Claim(1 / repeated, "<", factor * sqrt(dimension)),
            by=("below", "factor_positive", "repeated_column"),
            degree=2,
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)
