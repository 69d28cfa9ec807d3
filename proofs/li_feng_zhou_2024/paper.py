"""The paper under audit: citation, pinned version, notation."""

from boundcheck import Paper

from .iteration_words import NOTATION as ITERATION
from .relaxed import NOTATION as TWO_LAYERS
from .theorem_15_sum import NOTATION as ACTIVATION
from .words import NOTATION

paper = Paper(
    key="li_feng_zhou_2024",
    title="Convergence analysis for deep sparse coding via convolutional neural networks",
    authors="Jianfei Li, Han Feng, Ding-Xuan Zhou",
    version="preprint of 13 August 2024",
    notation=(*NOTATION, *TWO_LAYERS, *ITERATION, *ACTIVATION),
)
