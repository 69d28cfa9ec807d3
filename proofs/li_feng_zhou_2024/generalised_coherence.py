"""Definitions 7 and 8: the generalised mutual coherence as a linear programme, and how it compares with mu."""

from sympy import Abs

from boundcheck import Claim, Step, arith, assume, expect, family, fixed, real, rule, total
from boundcheck import lam as hole

from .iteration_words import weight
from .words import CODES, All, D, Rows, gram, i, j, lam, mu, mut, r, unit_columns

every = ((i, All),)
a_feasible = Step(
    label="generalised_coherence.a_feasible",
    cite="Definition 7: 'A belongs to the feasible set'",
    register=("LF20",),
    hypotheses=(unit_columns,),
    over=(CODES,),
    printed=Claim(gram(i, i), "==", 1, every, tex=r"\boldsymbol a_i^\top\boldsymbol a_i=1"),
    argument=(arith("unit", Claim(gram(i, i), "==", 1, every), by=("unit_columns",)),),
    expects=expect("PROVED", argument="VALID"),
)

attained = Step(
    label="generalised_coherence.attained",
    cite="Definition 7: 'The existence of W that achieves the value mu~(A) is guaranteed ...'",
    register=("LF20",),
    reading="on instances: the weights that the exact linear programme returns are feasible and reach its value",
    hypotheses=(unit_columns,),
    over=(CODES,),
    printed=Claim(
        Abs(weight(i, j)),
        "<=",
        mut,
        ((i, All), (j, All.without(i))),
        tex=r"\tilde\mu(\boldsymbol A)=\min_{\boldsymbol w_i^\top\boldsymbol a_i=1}\max_{i\ne j}|\boldsymbol w_i^\top\boldsymbol a_j|",
    ),
    cited="a feasible linear programme with a bounded objective has a minimiser (fundamental theorem of linear programming), [2]",
    expects=expect("SURVIVED", argument="CITED"),
)

# no weights do better: c represents the column a by the others

V, a, c = family("V"), family("a"), family("c")
t = real("t")
_seen = total(V(r) * D(r, j), r, Rows)
_DUALS = fixed(
    "the column (3/5, 4/5) beside the axes, two choices of weights",
    *(
        {
            "kind": "tables",
            "scalars": {"t": level},
            "families": {"D": [[1, 0], [0, 1]], "a": ["3/5", "4/5"], "c": ["3/5", "4/5"], "V": weights},
            "sets": {"All": [0, 1], "Rows": [0, 1]},
        }
        for level, weights in (("5/7", ["5/7", "5/7"]), ("4/5", ["3/5", "4/5"]))
    ),
)
weak_duality = Step(
    label="generalised_coherence.weak_duality",
    cite="Definition 7: how small mu~ can be",
    register=("LF20",),
    reading="if a column is a combination with coefficients c of the others, mu~ is at least 1/norm_1(c)",
    hypotheses=(
        assume(
            "represents",
            a(r),
            "==",
            total(c(j) * D(r, j), j, All),
            ((r, Rows),),
            words="the column is a combination of the others",
        ),
        assume("feasible", total(V(r) * a(r), r, Rows), "==", 1, words="w.a = 1"),
        assume("level", Abs(_seen), "<=", t, ((j, All),), words="t bounds the inner products with the other columns"),
    ),
    over=(_DUALS,),
    printed=Claim(
        t * total(Abs(c(j)), j, All),
        ">=",
        1,
        tex=r"\boldsymbol a_i=\sum_{j\ne i}c_j\boldsymbol a_j\Rightarrow\tilde\mu(\boldsymbol A)\ge 1/\|\boldsymbol c\|_1",
    ),
    argument=(
        arith("row", Claim(V(r) * a(r), "==", total(V(r) * c(j) * D(r, j), j, All), ((r, Rows),)), by=("represents",)),
        rule("rows", "termwise_equal", f=hole(r, V(r) * a(r)), g=hole(r, total(V(r) * c(j) * D(r, j), j, All)), K=Rows),
        rule("swap", "exchange_sums", f=hole((r, j), V(r) * c(j) * D(r, j)), K=Rows, H=All),
        rule("one", "magnitude", a=c(j) * _seen, forall=((j, All),)),
        arith(
            "entry",
            Claim(c(j) * _seen, "<=", Abs(c(j)) * t, ((j, All),)),
            by=("one", "level"),
            squares=(Abs(c(j)),),
            degree=2,
        ),
        rule("entries", "termwise", f=hole(j, c(j) * _seen), g=hole(j, Abs(c(j)) * t), K=All),
        arith("below", Claim(t * total(Abs(c(j)), j, All), ">=", 1), by=("feasible", "rows", "swap", "entries")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="Here it gives 5/7, which the weights (5/7, 5/7) reach: mu~ = 5/7 for (1, 0), (0, 1), (3/5, 4/5).",
)

positive = Step(
    label="generalised_coherence.positive",
    cite="Theorem 12: 1/mu~(D) is defined",
    register=("LF20", "LF21"),
    hypotheses=(unit_columns,),
    over=(CODES,),
    printed=Claim(mut, ">", 0, tex=r"\tilde\mu(\boldsymbol D)>0"),
    expects=expect("REFUTED", argument="GAP"),
    remark="mu~ = 0 for linearly independent columns (W^T a left inverse); read (2s - 1) mu~ < 1 for s < (1 + 1/mu~)/2.",
)

mut_below = assume(
    "mut_below", mut, "<=", mu, words="mu~ is least, and W = A gives mu (generalised_coherence.a_feasible)"
)
assumption_1 = Step(
    label="generalised_coherence.assumption_1",
    cite="proof of Theorem 6: Assumption 1 gives the hypothesis of Theorem 12",
    register=("LF20", "LF14"),
    hypotheses=(
        mut_below,
        assume("at_least_half", lam, ">=", 1, words="lambda >= 1 (there is a nonzero)"),
        assume("condition", (2 * lam - 1) * mu, "<", 1, words="Assumption 1, cleared"),
    ),
    over=(CODES,),
    printed=Claim(
        (2 * lam - 1) * mut,
        "<",
        1,
        tex=r"\lambda<\tfrac12(1+1/\mu)\Rightarrow\lambda<\tfrac12(1+1/\tilde\mu)",
        words="denominators cleared",
    ),
    argument=(
        arith("factor", Claim(2 * lam - 1, ">=", 0), by=("at_least_half",)),
        arith("smaller", Claim((2 * lam - 1) * mut, "<=", (2 * lam - 1) * mu), by=("mut_below", "factor"), degree=2),
        arith("chain", Claim((2 * lam - 1) * mut, "<", 1), by=("smaller", "condition")),
    ),
    expects=expect("PROVED", argument="VALID"),
)
