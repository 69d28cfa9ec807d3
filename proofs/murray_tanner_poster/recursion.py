"""Section 3, display (1): which products are defined, and what is projected onto."""

from boundcheck import Claim, Step, algebra, expect, networks

from .words import Layers, N, l, network

_sources = (networks(),)

dimensions = Step(
    label="recursion.dimensions",
    cite="Section 3, (1): Xhat^(l) = Proj((D^(l) A^(l))^T Xhat^(l-1))",
    register=("PO01",),
    reading="literal: D^(l) is n_l M x n_l M and A^(l) is n_{l-1} M x n_l M, so D^(l) A^(l) needs n_l M = n_{l-1} M",
    model=network,
    over=_sources,
    printed=Claim(
        N(l),
        "==",
        N(l - 1),
        ((l, Layers),),
        tex=r"D^{(l)}A^{(l)}:\ D^{(l)}\in\mathbb R^{n_lM\times n_lM},\ A^{(l)}\in\mathbb R^{n_{l-1}M\times n_lM}\ \Rightarrow\ n_lM=n_{l-1}M",
    ),
    repaired=Claim(
        N(l),
        "==",
        N(l),
        ((l, Layers),),
        tex=r"A^{(l)}D^{(l)}:\ A^{(l)}\in\mathbb R^{n_{l-1}M\times n_lM},\ D^{(l)}\in\mathbb R^{n_lM\times n_lM}",
    ),
    repaired_argument=(algebra("same", Claim(N(l), "==", N(l), ((l, Layers),))),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="The factors are in the wrong order; the line above (1) has A^(l) D^(l).",
)
