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

_SIZES = "n = 2m, mu the Welch value of Section 3, M = 1, delta = 1, x_min = x_max = 1"
_SHADED = "shaded where (5) or (J0) allows what (3) does not"


def without_error():
    """(3), (5) and (J0) over the filter length in the best case; there (J0) is (5)."""
    return _over_filter_length(Fraction(0), f"{_SIZES}, zeta = 0, where (5) and (J0) coincide; {_SHADED}.")


def with_error():
    """The same with an error below, where (J0) is not (5)."""
    return _over_filter_length(Fraction(1, 10), f"{_SIZES}, zeta = 1/10; {_SHADED}.")


def _over_filter_length(zeta, note):
    lengths = [Fraction(m) for m in range(9, 1504, 13)]
    return sparsity_over("m", lengths, lambda m: _layer(int(m), zeta), note)


def _layer(m, zeta):
    return LayerSize(m=m, n=2 * m, M=1, mu_square=welch(m, 2 * m), zeta=zeta)


paper = Paper(
    key="murray_tanner_2021",
    title="Analysing Recovery of Activation Pathways in DCNNs via Deep Convolutional Sparse Coding",
    authors="Michael Murray, Jared Tanner",
    version="preprint of 2 June 2021",
    notation=NOTATION,
    charts=(without_error, with_error, failure_over_sparsity, failure_over_coherence, correlations),
)
