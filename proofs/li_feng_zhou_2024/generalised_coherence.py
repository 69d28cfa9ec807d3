"""Definitions 7 and 8: the generalised mutual coherence as a linear programme, and how it compares with mu."""

from sympy import Abs, Integer

from boundcheck import (
    Claim,
    Step,
    algebra,
    arith,
    assume,
    belongs,
    expect,
    family,
    fixed,
    named_set,
    real,
    rule,
    size,
    total,
)
from boundcheck import lam as hole

from .iteration_words import weight
from .words import CODES, All, D, Rows, W, gram, i, j, lam, mu, mut, r, unit_columns
from .works import CHEN

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
    quotes=(CHEN,),
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

n, d = family("n", tex=r"n_j", meaning="entry of a null vector, its largest magnitude 1"), real("d")
Peak = named_set("Peak")


def dependent(matrix, weights, null, level):
    """Tables of a dictionary with a null vector whose largest entry is 1."""
    atoms = list(range(len(null)))
    return {
        "kind": "tables",
        "scalars": {"mut": level, "d": len(null)},
        "families": {"D": matrix, "W": weights, "n": null},
        "sets": {"All": atoms, "Rows": list(range(len(matrix))), "Peak": [j for j in atoms if null[j] == 1]},
    }


_DEPENDENT = fixed(
    "dictionaries with a null vector",
    dependent([[1, 1]], [[1, 1]], [1, -1], 1),
    dependent([[1, 1, 1]], [[1, 1, 1]], [1, -1, 0], 1),
    dependent([[1, 0, "3/5"], [0, 1, "4/5"]], [[1, "-1/2", "5/7"], ["-1/3", 1, "5/7"]], ["-3/5", "-4/5", 1], "5/7"),
    dependent([[1, 0, "3/5"], [0, 1, "4/5"]], [[1, 0, "3/5"], [0, 1, "4/5"]], ["-3/5", "-4/5", 1], "4/5"),
)
_peak = ((i, Peak),)
_rest = total(n(j) * weight(i, j), j, All.without(i))
null_vector = (
    assume(
        "in_kernel", total(D(r, j) * n(j), j, All), "==", 0, ((r, Rows),), words="the columns are linearly dependent"
    ),
    assume("scaled", Abs(n(j)), "<=", 1, ((j, All),), words="the null vector's largest magnitude is 1"),
    assume("peak", n(i), "==", 1, _peak, words="and is reached at i"),
    assume("peak_within", belongs(i, All), "holds", forall=_peak, words="which is an atom"),
    assume("feasible", weight(i, i), "==", 1, _peak, words="w_i . a_i = 1"),
    assume(
        "coherent",
        Abs(weight(i, j)),
        "<=",
        mut,
        ((i, Peak), (j, All.without(i))),
        words="W attains the generalised coherence",
    ),
    assume("d_is", size(All), "==", d, words="d is the number of atoms"),
)
at_least = Step(
    label="generalised_coherence.at_least",
    cite="Definition 7: how small mu~ can be",
    register=("LF20",),
    reading="linearly dependent columns, any norms",
    hypotheses=null_vector,
    over=(_DEPENDENT,),
    printed=Claim(
        mut * (d - 1),
        ">=",
        n(i),
        _peak,
        tex=r"\tilde\mu(\boldsymbol A)\ge\frac1{d-1}",
        words="the largest entry n_i of the null vector is 1",
    ),
    argument=(
        algebra(
            "zero_row",
            Claim(W(r, i) * total(D(r, j) * n(j), j, All), "==", 0, ((i, Peak), (r, Rows))),
            by=("in_kernel",),
        ),
        rule(
            "zero",
            "termwise_equal",
            f=hole(r, W(r, i) * total(D(r, j) * n(j), j, All)),
            g=hole(r, Integer(0)),
            K=Rows,
            forall=_peak,
        ),
        rule("swap", "exchange_sums", f=hole((r, j), W(r, i) * D(r, j) * n(j)), K=Rows, H=All, forall=_peak),
        rule("own", "split_off", f=hole(j, n(j) * weight(i, j)), K=All, a=i, forall=_peak),
        arith("own_term", Claim(n(i) * weight(i, i), "==", n(i), _peak), by=("feasible",)),
        arith("balance", Claim(_rest, "==", -n(i), _peak), by=("zero", "swap", "own", "own_term")),
        rule("one", "magnitude", a=-n(j) * weight(i, j), forall=((i, Peak), (j, All.without(i)))),
        rule(
            "term", "product_of_magnitudes", a=n(j), b=weight(i, j), c=1, d=mut, forall=((i, Peak), (j, All.without(i)))
        ),
        arith("entry", Claim(-n(j) * weight(i, j), "<=", mut, ((i, Peak), (j, All.without(i)))), by=("one", "term")),
        rule("entries", "termwise", f=hole(j, -n(j) * weight(i, j)), g=hole(j, mut), K=All.without(i), forall=_peak),
        rule("count", "take_out_member", a=i, K=All, forall=_peak),
        arith("count_mut", Claim(mut * size(All.without(i)), "==", mut * (d - 1), _peak), by=("count", "d_is")),
        arith("below", Claim(mut * (d - 1), ">=", n(i), _peak), by=("entries", "balance", "count_mut")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="So (d - 1) mu~ >= 1 as soon as the columns are dependent (always if d > m), and mu~ = 0 if they are not: nothing in between.",
)

positive = Step(
    label="generalised_coherence.positive",
    cite="Theorem 12: 1/mu~(D) is defined",
    register=("LF20", "LF21"),
    hypotheses=(unit_columns,),
    over=(CODES,),
    printed=Claim(mut, ">", 0, tex=r"\tilde\mu(\boldsymbol D)>0"),
    repaired=Claim(
        (2 * lam - 1) * mut,
        "<",
        1,
        tex=r"\tilde\mu=0\Rightarrow(2s-1)\tilde\mu<1",
        words="with 1/0 read as infinity the condition holds for every s, as its cleared form does",
    ),
    repaired_hypotheses=(assume("independent", mut, "==", 0, words="the columns are linearly independent"),),
    repaired_argument=(arith("any", Claim((2 * lam - 1) * mut, "<", 1), by=("independent",), degree=2),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
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
