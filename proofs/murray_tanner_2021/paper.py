"""The paper under audit: citation, pinned version, notation."""

from fractions import Fraction

from boundcheck import (
    LayerSize,
    Paper,
    correlations,
    failure_over_coherence,
    failure_over_sparsity,
    sparsity_over,
    welch,
)

from .words import NOTATION


def over_filter_length():
    """(3), (5) and (J0) at n = 2m and the Welch value that Section 3 prints; zeta = 1/4, so that (J0) is not (5)."""
    lengths = [Fraction(m) for m in range(9, 1504, 13)]
    note = "n = 2m, mu the printed Welch value, M = 1, delta = 1, x_min = x_max = 1, zeta = 1/4; shaded where (5) or (J0) allows what (3) does not."
    return sparsity_over("m", lengths, lambda m: _layer(int(m)), note)


def _layer(m):
    return LayerSize(m=m, n=2 * m, M=1, mu_square=welch(m, 2 * m), zeta=Fraction(1, 4))


paper = Paper(
    key="murray_tanner_2021",
    title="Analysing Recovery of Activation Pathways in DCNNs via Deep Convolutional Sparse Coding",
    authors="Michael Murray, Jared Tanner",
    version="preprint of 2 June 2021",
    notation=NOTATION,
    charts=(over_filter_length, failure_over_sparsity, failure_over_coherence, correlations),
)
