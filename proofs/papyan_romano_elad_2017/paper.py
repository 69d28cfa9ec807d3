"""The paper under audit: citation, pinned version, notation."""

from boundcheck import Paper

from .words import NOTATION

paper = Paper(
    key="papyan_romano_elad_2017",
    title="Analyzing Convolutional Neural Networks Through the Eyes of Sparsity",
    authors="Vardan Papyan, Yaniv Romano, Michael Elad",
    version="workshop paper of 2017",
    notation=NOTATION,
)
