"""After Definition 2.1: can a sparsifying activation (ReLU, with a bias) implement the projection of display (1)?"""

from sympy import Abs

from boundcheck import (
    Claim,
    Index,
    Step,
    arith,
    assume,
    event_family,
    expect,
    lam,
    largest,
    layers,
    real,
    reals_beyond,
    rule,
    vectors,
)

from .definitions import has_k, no_tie
from .words import Lam, Off, first_layer
from .words import c as correlation

j, k = Index("j"), Index("k")
ReluCan, ReluCanShared, ReluSupport, NonNegative = (
    event_family(name) for name in ("ReluCan", "ReluCanShared", "ReluSupport", "NonNegative")
)
not_negative = assume("not_negative", NonNegative(), "holds", words="no entry of z is negative")

z0, bias = real("z0"), real("bias")
negative_entry = assume("negative_entry", z0, "<", 0, words="a negative entry among the k largest in magnitude")
_relu = (z0 + bias + Abs(z0 + bias)) / 2

relu_projects = Step(
    label="activations.relu_projects",
    cite="after Definition 2.1: by adjusting the bias, each activation can implement a projection onto the k largest entries",
    register=("MT05",),
    reading="literal: ReLU, any vector, a bias for each entry",
    over=(vectors(),),
    printed=Claim(
        ReluCan(), "holds", tex=r"\exists b:\ \mathrm{ReLU}(z+b)=\mathrm{Proj}_{|\mathrm{supp}(\cdot)|=k}(z)"
    ),
    expects=expect("REFUTED", argument="GAP"),
    remark="z = -1, k = 1: the output of ReLU is never negative (relu_loses_negatives).",
)

relu_loses_negatives = Step(
    label="activations.relu_loses_negatives",
    cite="after Definition 2.1: ReLU and the projection",
    register=("MT05",),
    reading="what stands against it: no bias keeps a negative entry",
    hypotheses=(negative_entry,),
    over=(reals_beyond(z0=("-3", "3"), bias=("-3", "3")),),
    printed=Claim(_relu, ">", z0, tex=r"\mathrm{ReLU}(z_i+b)>z_i\ \text{for}\ z_i<0", words="whatever the bias"),
    argument=(
        rule("magnitude", "magnitude", a=-(z0 + bias)),
        arith("above", Claim(_relu, ">", z0), by=("magnitude", "negative_entry")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

relu_projects_shared = Step(
    label="activations.relu_projects_shared",
    cite="after Definition 2.1: by adjusting the bias at each layer",
    register=("MT05",),
    reading="nonnegative vectors without a tie, one bias for the layer, values as the projection keeps them",
    hypotheses=(not_negative, no_tie),
    over=(vectors(positive=True),),
    printed=Claim(
        ReluCanShared(),
        "holds",
        tex=r"\exists b\in\mathbb R:\ \mathrm{ReLU}(z+b)=\mathrm{Proj}_{|\mathrm{supp}(\cdot)|=k}(z),\ z\ge0",
    ),
    expects=expect("REFUTED", argument="GAP"),
    remark="(1, 2), k = 1: a bias that drops 1 lowers 2.  Only the support can be had.",
)

relu_support = Step(
    label="activations.relu_support",
    cite="after Definition 2.1: by adjusting the bias at each layer",
    register=("MT05",),
    reading="the support only, vectors of either sign",
    hypotheses=(has_k, no_tie),
    over=(vectors(),),
    printed=Claim(
        ReluSupport(),
        "holds",
        tex=r"\exists b\in\mathbb R:\ \mathrm{supp}\,\mathrm{ReLU}(z+b)=\mathrm{supp}\,\mathrm{Proj}(z)",
    ),
    expects=expect("REFUTED", argument="GAP"),
    remark="(-1, 0), k = 1: a bias that lets -1 through lets 0 through.  At ties, such as (1, 1) with k = 1, it fails too.",
)

above_rest = assume(
    "above_rest",
    correlation(j),
    ">",
    correlation(k),
    ((j, Lam), (k, Off)),
    words="no tie: the entries to keep are larger than those to drop",
)
kept_positive = assume("kept_positive", correlation(j), ">", 0, ((j, Lam),), words="the entries to keep are positive")
rest_not_negative = assume(
    "rest_not_negative", correlation(k), ">=", 0, ((k, Off),), words="the entries to drop are not negative"
)
_shared_bias = -largest(correlation(k), k, Off)

relu_keeps = Step(
    label="activations.relu_keeps",
    cite="after Definition 2.1: by adjusting the bias at each layer",
    register=("MT05",),
    reading="charitable: nonnegative entries, no tie, the support: what is to be kept is kept",
    hypotheses=(above_rest, kept_positive),
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        correlation(j) + _shared_bias,
        ">",
        0,
        ((j, Lam),),
        tex=r"z_j+b>0\ (j\in\mathrm{supp}\,\mathrm{Proj}(z)),\quad b=-\max_{k\notin\mathrm{supp}\,\mathrm{Proj}(z)}z_k",
    ),
    argument=(
        rule("under", "largest_under", f=lam(k, correlation(k)), a=correlation(j), K=Off, forall=((j, Lam),)),
        arith("kept", Claim(correlation(j) + _shared_bias, ">", 0, ((j, Lam),)), by=("under",)),
    ),
    expects=expect("PROVED", argument="VALID"),
)

relu_drops = Step(
    label="activations.relu_drops",
    cite="after Definition 2.1: by adjusting the bias at each layer",
    register=("MT05",),
    reading="charitable: nonnegative entries, no tie, the support: what is to be dropped is dropped",
    hypotheses=(rest_not_negative,),
    model=first_layer,
    over=(layers(),),
    printed=Claim(
        correlation(k) + _shared_bias, "<=", 0, ((k, Off),), tex=r"z_k+b\le0\ (k\notin\mathrm{supp}\,\mathrm{Proj}(z))"
    ),
    argument=(
        rule("below", "below_largest", f=lam(k, correlation(k)), K=Off),
        arith("dropped", Claim(correlation(k) + _shared_bias, "<=", 0, ((k, Off),)), by=("below",)),
    ),
    expects=expect("PROVED", argument="VALID"),
)
