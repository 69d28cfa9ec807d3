"""The theorem: P(pathway not recovered) <= 2dM sum_l n_l exp(...), as printed and as it can be repaired."""

from sympy import Rational

from boundcheck import (
    Claim,
    Model,
    Prob,
    Span,
    Step,
    arith,
    assume,
    compare,
    event_family,
    expect,
    fixed,
    lam,
    logic,
    named_set,
    networks,
    quote,
    real,
    restate,
    rule,
    size,
    some,
    total,
)

from .words import (
    S0,
    TERM,
    Atoms,
    L,
    Layers,
    N,
    S,
    Small,
    W,
    Y,
    Z,
    aligned_signs,
    at_the_top,
    bound,
    correlation,
    d,
    eps,
    error_bounded,
    gamma,
    i,
    j,
    l,
    layer_facts,
    layer_range,
    mu,
    network,
    one_nonzero,
    projected,
    small,
    stripe_sparse,
    t,
    xmax0,
    xmin0,
    zeta0,
)

_little_noise = fixed(  # noise far below the entries, or as loud as they are: a bound that lost a part shows
    "one or two layers of single entries",
    *(
        {
            "kind": "network",
            "M": 1,
            "layers": [{"n": 1, "filters": [[1]]}, *above],
            "x": x,
            "v0": [v0],
            "ties": "against",
        }
        for above, x, v0 in (
            ([], [1], "1/50"),
            ([], ["-1/2"], "1/2"),
            ([], ["1/4"], "1/20"),
            ([{"n": 2, "filters": [[1], [1]]}], ["1/3", 0], "1/10"),
            ([{"n": 2, "filters": [[1], [1]]}], [0, 2], 2),
            ([{"n": 2, "filters": [[1], [1]]}], [3, "-1/4"], "1/50"),
            ([{"n": 2, "filters": [[1], [1]]}], [0, -3], "-1/2"),
        )
    ),
    {
        "kind": "network",
        "M": 1,
        "layers": [{"n": 2, "filters": [[1], [1]]}],
        "x": [0, 2],
        "v0": [2],
        "ties": "against",
    },
    {
        "kind": "network",
        "M": 2,
        "layers": [{"n": 2, "filters": [["40/41", "-9/41"], ["9/41", "40/41"]]}],
        "x": [0, 1, 0, 0],
        "v0": ["-1/10", "-1/10"],
        "ties": "against",
    },
    {
        "kind": "network",
        "M": 2,
        "layers": [{"n": 2, "filters": [["1599/1601", "-80/1601"], ["80/1601", "1599/1601"]]}],
        "x": [0, 1, 0, 0],
        "v0": ["1/20", "1/20"],
        "ties": "against",
    },
)
_sources = (networks(), _little_noise)
_l = (l, Layers)
_joint = Claim(
    Prob(~W(l) & small),
    "<=",
    gamma,
    (_l,),
    tex=rf"\mathbb P(\bar W_l\cap\{{\max_i|\langle a_i,V^{{(l-1)}}\rangle|\le\zeta_{{l-1}}\}})\le2M{TERM}",
)

layer_bound = Step(
    label="theorem.layer_bound",
    cite="one layer, failure together with a small error below (not on the poster)",
    quotes=(quote("murray_tanner_2021", "theorem_3_2.layer_bound"),),
    reading="joint",
    hypotheses=layer_facts,
    model=network,
    over=_sources,
    printed=_joint,
    cited="Murray & Tanner (2021), Lemma 3.3 in its joint reading; audited in proofs/murray_tanner_2021, theorem_3_2.layer_bound",
    expects=expect("SURVIVED", argument="CITED"),
)

_below = Prob(~W(l) & Y(l - 1))

after_recovery = Step(
    label="theorem.after_recovery",
    cite="one layer, failure together with recovery below (not on the poster)",
    uses=(layer_bound,),
    hypotheses=(*layer_facts, error_bounded),
    model=network,
    over=_sources,
    printed=Claim(_below, "<=", gamma, (_l,), tex=rf"\mathbb P(\bar W_l\cap Y_{{l-1}})\le2M{TERM}"),
    argument=(
        logic("inside", Claim(~W(l) & Y(l - 1), "implies", ~W(l) & small, (_l,)), by=("error_bounded",)),
        rule("monotone", "probability_monotone", E=~W(l) & Y(l - 1), F=~W(l) & small, forall=(_l,)),
        arith("chain", Claim(_below, "<=", gamma, (_l,)), by=("monotone", "theorem.layer_bound")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_lost = Claim(Prob(~Y(L)), "<=", total(gamma, l, Layers), tex=rf"\mathbb P(\bar Z_L)\le2M\sum_{{l=1}}^L{TERM}")

one_column = Step(
    label="theorem.one_column",
    cite="Theorem, one column (d = 1), a decoder that keeps as many entries as there are nonzeros",
    register=("PO02",),
    reading="constants valid for every sign pattern",
    uses=(after_recovery,),
    hypotheses=(*layer_facts, error_bounded, layer_range, at_the_top),
    model=network,
    over=_sources,
    printed=_lost,
    argument=(
        rule("first", "first_of_many", E=lam(l, ~W(l)), a=1, b=L),
        restate(
            "failure_after_recovery",
            Claim(~Y(L), "implies", some(~W(l) & Y(l - 1), l, Layers)),
            by=("first", "at_the_top"),
            unfold=("Y",),
        ),
        rule("monotone", "probability_monotone", E=~Y(L), F=some(~W(l) & Y(l - 1), l, Layers)),
        rule("union", "union_bound", E=lam(l, ~W(l) & Y(l - 1)), K=Layers),
        rule("sum", "termwise", f=lam(l, _below), g=lam(l, gamma), K=Layers),
        arith("chain", _lost, by=("monotone", "union", "sum")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

# PO04: the index range of S_l

_told = bound(S(l))
_range = Claim(Prob(~Y(L)), "<=", total(_told, l, Layers), tex=rf"\mathbb P(\bar Z_L)\le2M\sum_{{l=1}}^L{TERM}")
_unbounded_top = fixed(
    "a top layer whose sparsity is not bounded",
    {
        "kind": "network",
        "M": 2,
        "layers": [{"n": 2, "filters": [[1, 0], ["3/5", "4/5"]]}],
        "x": [1, 0, 1, 0],
        "v0": [0, 0],
        "ties": "lowest",
        "zeta": ["1/100", 1],
        "S": [0],
    },
)
_S_nonneg = assume("S_nonneg", S0(l), ">=", 0, (_l,), words="a sparsity is not negative")
_N_nonneg = assume("N_nonneg", N(l), ">=", 0, (_l,), words="N counts atoms")

index_range = Step(
    label="theorem.index_range",
    cite="Theorem: norms of V^(l) at most zeta_l and of X^(l) at most S_l for all l = 0, ..., L - 1",
    register=("PO04",),
    reading="literal: S_L, which the bound uses, is not tied to X^(L)",
    uses=(one_column,),
    hypotheses=(
        *one_column.hypotheses,
        assume("S_below", S0(l), "<=", S(l), ((l, Span(1, L - 1)),), words="S_l bounds the sparsity for l <= L - 1"),
        _S_nonneg,
        _N_nonneg,
    ),
    model=network,
    over=(_unbounded_top, *_sources),
    printed=_range,
    repaired=_range,
    repaired_hypotheses=(
        assume("S_all", S0(l), "<=", S(l), (_l,), words="S_l bounds the sparsity of X^(l) for l = 1, ..., L"),
    ),
    repaired_argument=(
        arith(
            "positive",
            Claim(4 * (xmax0(l) ** 2 * mu(l) ** 2 * S0(l) + zeta0(l - 1) ** 2), ">", 0, (_l,)),
            by=("S_nonneg", "zeta_positive"),
            squares=(xmax0(l) * mu(l),),
            degree=2,
        ),
        arith(
            "more",
            Claim(
                4 * (xmax0(l) ** 2 * mu(l) ** 2 * S0(l) + zeta0(l - 1) ** 2),
                "<=",
                4 * (xmax0(l) ** 2 * mu(l) ** 2 * S(l) + zeta0(l - 1) ** 2),
                (_l,),
            ),
            by=("S_all",),
            squares=(xmax0(l) * mu(l),),
            degree=2,
        ),
        rule(
            "tail",
            "larger_variance",
            a=4 * (xmax0(l) ** 2 * mu(l) ** 2 * S0(l) + zeta0(l - 1) ** 2),
            b=4 * (xmax0(l) ** 2 * mu(l) ** 2 * S(l) + zeta0(l - 1) ** 2),
            p=xmin0(l),
            forall=(_l,),
        ),
        arith("term", Claim(gamma, "<=", _told, (_l,)), by=("tail", "N_nonneg"), degree=2),
        rule("sum", "termwise", f=lam(l, gamma), g=lam(l, _told), K=Layers),
        arith("chain", _range, by=("sum", "theorem.one_column")),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="The range of zeta_l is right (the bound uses zeta_0, ..., zeta_{L-1}); that of S_l should be 1, ..., L.",
)

# PO06, PO08: what is independent of what

_recovered = W(l - 1)

conditional = Step(
    label="theorem.conditional",
    cite="end: 'assuming the support is recovered at layer l - 1 ... P(W-bar_l) <= delta'",
    register=("PO06", "PO08"),
    reading="given recovery and an error of at most zeta_{l-1} below, D^(l) independent of the dictionaries (here: fixed dictionaries)",
    uses=(layer_bound,),
    hypotheses=layer_facts,
    model=network,
    over=(aligned_signs, *_sources),
    printed=Claim(
        Prob(~W(l), _recovered & Small(l - 1)),
        "<=",
        gamma,
        ((l, Span(2, L)),),
        tex=rf"\mathbb P(\bar W_l\mid W_{{l-1}},\ \|V^{{(l-1)}}\|_{{2,\infty}}^{{P^{{(l-1)}}}}\le\zeta_{{l-1}})\le2M{TERM}",
    ),
    repaired=_joint,
    repaired_argument=(restate("there", _joint, by=("theorem.layer_bound",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Independence of D^(l) from the dictionaries is not enough for a conditional statement: X^(l-1) = A D X^(l) contains D^(l), and so does V^(l-1). "
    "In the witness recovery below happens only when the signs agree, and then layer l fails for certain.",
)

_agree = compare(eps(l, i) * eps(l, j), "==", 1)
_pair = (i, Atoms(l)), (j, Atoms(l).without(i))

dependent_signs = fixed(
    "two coherent layers",
    {
        "kind": "network",
        "M": 2,
        "layers": [{"n": 1, "filters": [["3/5", "4/5"]]}, {"n": 2, "filters": [["3/5", "4/5"], ["3/5", "-4/5"]]}],
        "x": [1, 1, 0, 0],
        "v0": [0, "1/4"],
        "ties": "lowest",
        "signs": "all",
    },
)

signs_given_recovery = Step(
    label="theorem.signs_given_recovery",
    cite="Section 5 and Theorem: D^(l) is drawn independent of the dictionaries A^(l)",
    register=("PO08",),
    reading="asked by the audit, not printed: that is the independence needed: given recovery below the signs are still independent",
    uses=(layer_bound,),
    hypotheses=(*layer_facts, error_bounded),
    model=network,
    over=(dependent_signs, _little_noise),
    printed=Claim(
        Prob(_agree, _recovered),
        "==",
        Rational(1, 2),
        ((l, Span(2, L)), *_pair),
        tex=r"\mathbb P(D^{(l)}_{ii}D^{(l)}_{jj}=1\mid W_{l-1})=\tfrac12,\ i\ne j",
    ),
    repaired=_joint,
    repaired_argument=(restate("there", _joint, by=("theorem.layer_bound",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="What holds is a bound on the joint probability, for which the coefficients x_j <a_i, a_j> need only be independent of D^(l), as they are: "
    "X^(l) depends on the signs above.",
)

# PO02: the projection of (1)

_whole = Claim(
    Prob(some(~Z(l), l, Layers)),
    "<=",
    d * total(gamma, l, Layers),
    tex=rf"\mathbb P(\bar Z_L)\le2dM\sum_{{l=1}}^L{TERM}",
)
_kept = Claim(Prob(~Y(L)), "<=", d * total(gamma, l, Layers), tex=rf"\mathbb P(\bar Y_L)\le2dM\sum_{{l=1}}^L{TERM}")
_some_column = assume("some_column", d, ">=", 1, words="there is a column")

projection = Step(
    label="theorem.projection",
    cite="Theorem: the estimate at each layer is as in (1); P(Z-bar_L) <= 2dM sum_l n_l exp(...)",
    register=("PO02",),
    reading="literal: the projection onto stripe sparsity at most S_l",
    uses=(one_column,),
    hypotheses=(*one_column.hypotheses, correlation, projected, stripe_sparse, _some_column),
    model=network,
    over=(one_nonzero,),
    printed=_whole,
    repaired=_kept,
    repaired_argument=(
        rule("a_chance", "at_least_zero", E=~Y(L)),
        arith("nonneg", Claim(total(gamma, l, Layers), ">=", 0), by=("a_chance", "theorem.one_column")),
        arith("chain", _kept, by=("theorem.one_column", "nonneg", "some_column"), degree=2),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="The projection fills every stripe that has room: with one nonzero and any noise elsewhere it keeps more than the support, for every sign "
    "pattern, while the bound is as small as one likes. It must keep as many entries as X^(l) has nonzeros.",
)

# PO05: the factor d

Columns, Lost, B = named_set("Columns", tex="[d]"), event_family("Lost", tex=r"\bar Z_L^{(t)}"), real("B")
_of_columns = Model(name="d columns of data", signs=("eps",), given=("Columns", "B", "d"), depends={"Lost": ("eps",)})
_data = {"scalars": {"d": 2, "B": "1/4"}, "families": {"eps": [[1, 1], [1, -1], [-1, 1], [-1, -1]]}}
_expected = total(Prob(Lost(t)), t, Columns)
two_columns = fixed(
    "two columns",
    {
        "kind": "tables",
        "outcomes": 4,
        "random": ["eps", "Lost"],
        **_data,
        "sets": {"All": [0, 1], "Columns": [0, 1]},
        "events": {"Lost": [[1, 0], [0, 1], [0, 0], [0, 0]]},
    },
)

columns = Step(
    label="theorem.columns",
    cite="Theorem: the factor d",
    register=("PO05",),
    reading="d columns of data, Z_L for all of them",
    hypotheses=(
        assume(
            "each_column",
            Prob(Lost(t)),
            "<=",
            B,
            ((t, Columns),),
            words="each column is lost with probability at most B",
        ),
        assume("number", size(Columns), "==", d, words="there are d columns"),
    ),
    model=_of_columns,
    over=(two_columns,),
    printed=Claim(
        Prob(some(Lost(t), t, Columns)),
        "<=",
        d * B,
        tex=r"\mathbb P\Big(\bigcup_{t=1}^d\bar Z_L^{(t)}\Big)\le d\cdot2M\sum_{l=1}^Ln_l\exp(\cdot)",
    ),
    argument=(
        rule("union", "union_bound", E=lam(t, Lost(t)), K=Columns),
        rule("sum", "termwise", f=lam(t, Prob(Lost(t))), g=lam(t, B), K=Columns),
        arith("counted", Claim(_expected, "<=", size(Columns) * B), by=("sum",)),
        restate("by_d", Claim(_expected, "<=", d * B), by=("counted", "number")),
        arith("chain", Claim(Prob(some(Lost(t), t, Columns)), "<=", d * B), by=("union", "by_d")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="d is not defined on the poster. Read as the number of columns it is what a union bound costs; for one column (the paper of 2021) d = 1.",
)
