"""The paper under audit: citation, pinned version, notation."""

from boundcheck import Paper

from .words import NOTATION

paper = Paper(
    key="murray_tanner_2021",
    title="Analysing Recovery of Activation Pathways in DCNNs via Deep Convolutional Sparse Coding",
    authors="Michael Murray, Jared Tanner",
    version="preprint of 2 June 2021",
    notation=NOTATION,
)
