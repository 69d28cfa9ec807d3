"""After Theorem 1, (6): products of dictionaries, and uniqueness of a deep code from the signal of a higher layer.

Two layers: x_1 = x (atoms of D_1), x_2 = w (atoms of D_2); E(i, k) are the entries of D_2, P(r, k) those of D_1 D_2.
"""

from boundcheck import (
    Claim,
    Index,
    Step,
    algebra,
    arith,
    assume,
    expect,
    family,
    fixed,
    named_set,
    put,
    restate,
    rule,
    size,
    total,
)
from boundcheck import lam as hole

from .theorem_1 import next_layer
from .words import STRETCHED, All, D, Rows, i, image, r, x, y

k = Index("k")
Deep = named_set("Deep", tex="[d_2]")
E = family("E", tex=r"(D_2)_{ik}", meaning="entry of the second dictionary")
w = family("w", tex=r"(x_2)_k", meaning="entry of the deeper code")
P = family("P", tex=r"(D_1D_2)_{rk}", meaning="entry of the product of the dictionaries")

NOTATION = (E, w, P)

first = assume("first", image(x), "==", y(r), ((r, Rows),), words="y = D_1 x_1")
second = assume("second", x(i), "==", total(E(i, k) * w(k), k, Deep), ((i, All),), words="x_1 = D_2 x_2")
product = assume(
    "product", P(r, k), "==", total(D(r, i) * E(i, k), i, All), ((r, Rows), (k, Deep)), words="P = D_1 D_2 = D_[1,2]"
)


def chain(D1, D2, deep):
    """Tables of two layers."""
    x1 = [sum(a * b for a, b in zip(row, deep, strict=True)) for row in D2]
    return {
        "kind": "tables",
        "scalars": {},
        "families": {
            "D": D1,
            "E": D2,
            "w": deep,
            "x": x1,
            "y": [sum(a * b for a, b in zip(row, x1, strict=True)) for row in D1],
            "P": [
                [sum(a * E_row[col] for a, E_row in zip(row, D2, strict=True)) for col in range(len(deep))]
                for row in D1
            ],
        },
        "sets": {"All": list(range(len(x1))), "Deep": list(range(len(deep))), "Rows": list(range(len(D1)))},
    }


CHAINS = fixed(
    "two layers with integer dictionaries",
    chain([[1]], [[1]], [1]),
    chain([[2]], [[1]], [1]),
    chain([[1, 0], [0, 1]], [[0, 1], [1, 0]], [1, 0]),
    chain([[1, 2], [0, 1]], [[1, 0, 1], [0, 1, 1]], [1, 0, -1]),
    chain([[1, -1, 2]], [[1, 0], [1, 1], [0, 3]], [0, 2]),
)

_through = Claim(
    y(r),
    "==",
    total(P(r, k) * w(k), k, Deep),
    ((r, Rows),),
    tex=r"\boldsymbol y=\boldsymbol D_1\cdots\boldsymbol D_j\boldsymbol x_j",
    words="the signal is the product of the dictionaries times the deeper code",
)
whole_chain = Step(
    label="relaxed.whole_chain",
    cite="before (6): 'we have y = D_1 ... D_j x_j and x_j = D_(j+1) ... D_(j+m) x_(j+m)'",
    register=("LF05",),
    hypotheses=(first, second, product),
    over=(CHAINS,),
    printed=_through,
    argument=(
        algebra(
            "row",
            Claim(D(r, i) * x(i), "==", total(D(r, i) * E(i, k) * w(k), k, Deep), ((r, Rows), (i, All))),
            by=("second",),
        ),
        rule(
            "rows",
            "termwise_equal",
            f=hole(i, D(r, i) * x(i)),
            g=hole(i, total(D(r, i) * E(i, k) * w(k), k, Deep)),
            K=All,
            forall=((r, Rows),),
        ),
        rule("swap", "exchange_sums", f=hole((i, k), D(r, i) * E(i, k) * w(k)), K=All, H=Deep, forall=((r, Rows),)),
        algebra(
            "entry",
            Claim(P(r, k) * w(k), "==", total(D(r, i) * E(i, k) * w(k), i, All), ((r, Rows), (k, Deep))),
            by=("product",),
        ),
        rule(
            "entries",
            "termwise_equal",
            f=hole(k, P(r, k) * w(k)),
            g=hole(k, total(D(r, i) * E(i, k) * w(k), i, All)),
            K=Deep,
            forall=((r, Rows),),
        ),
        arith("chain", _through, by=("first", "rows", "swap", "entries")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

index_of_product = Step(
    label="relaxed.index_of_product",
    cite="before (6): with D_[j,j+m] := D_j ... D_(j+m), 'we can consider the solutions of x_j = D_[j,j_0] x_(j_0)'",
    register=("LF05",),
    reading="literal, j = 1 and j_0 = 2, square dictionaries",
    uses=(whole_chain,),
    hypotheses=(
        first,
        second,
        product,
        assume(
            "square",
            size(Rows),
            "==",
            size(All),
            words="x_1 has as many entries as y, so that both sides have one length",
        ),
    ),
    over=(CHAINS,),
    printed=Claim(
        x(r),
        "==",
        total(P(r, k) * w(k), k, Deep),
        ((r, Rows),),
        tex=r"\boldsymbol x_j=\boldsymbol D_{[j,j_0]}\boldsymbol x_{j_0}",
    ),
    repaired=Claim(
        y(r),
        "==",
        total(P(r, k) * w(k), k, Deep),
        ((r, Rows),),
        tex=r"\boldsymbol x_{j-1}=\boldsymbol D_{[j,j_0]}\boldsymbol x_{j_0}",
        words="x_(j-1) (here x_0 = y) is D_[j,j_0] x_(j_0); x_j is D_[j+1,j_0] x_(j_0)",
    ),
    repaired_argument=(restate("chain", _through, by=("relaxed.whole_chain",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Also in (6), (7), after Corollary 5 and in the displays with mu(D_[j,j_0]): the first factor must be D_(j+1).",
)

condition_6 = Step(
    label="relaxed.condition_6",
    cite="(6): lambda_(j_0) below the largest of three numbers makes x_(j_0) unique",
    register=("LF05",),
    reading="charitable: D is the dictionary that attains the maximum, D_(j_0), D_[j_0] or D_[j+1,j_0], and y the unique code it starts from",
    uses=(next_layer,),
    hypotheses=next_layer.hypotheses,
    over=(STRETCHED,),
    printed=Claim(
        next_layer.printed.lhs,
        "==",
        next_layer.printed.rhs,
        next_layer.printed.forall,
        tex=r"\lambda_{j_0}<\tfrac12\max\{1+\tfrac1{\mu(\boldsymbol D_{j_0})},1+\tfrac1{\mu(\boldsymbol D_{[j_0]})},1+\tfrac1{\mu(\boldsymbol D_{[j,j_0]})}\}\Rightarrow\boldsymbol x_{j_0}\ \text{is unique}",
    ),
    argument=(put("product", "theorem_1.next_layer"),),
    expects=expect("PROVED", argument="VALID"),
    remark="Columns of a product are not normalised, so the form of Theorem 1 for any norms is needed; a product with a zero column has no mu.",
)
