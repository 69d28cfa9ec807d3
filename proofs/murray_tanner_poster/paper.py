"""The poster under audit: citation, pinned version, notation."""

from boundcheck import Paper

from .words import NOTATION

paper = Paper(
    key="murray_tanner_poster",
    title="Deep CNN Sparse Coding Analysis (poster)",
    authors="Michael Murray, Jared Tanner",
    version="poster that precedes the paper of 2021",
    notation=NOTATION,
)
