"""Spoiled variants of the true lines on coherence are refuted on exact matrices; weaker ones are not."""

import pytest
from sympy import Integer, sqrt

from boundcheck import Claim, assume
from boundcheck.dcsc.worlds import build
from proofs.murray_tanner_2021 import coherence as coh
from proofs.murray_tanner_2021.coherence import cols, mu, rows
from tests.proofs.spoiling import holds, standing

WELCH = (cols - rows) / (rows * (cols - 1))
LOWER = sqrt(1 - rows / cols) / sqrt(rows)
ROW_OF_ONES = build({"kind": "matrix", "B": [[1, -1, 1]]})  # gamma = 3, m = 1: the bound of Welch is attained

SPOILED = {
    "Welch: strict": (coh.welch, Claim(mu**2, ">", WELCH)),
    "Welch: one column fewer": (coh.welch, Claim(mu**2, ">=", (cols - rows) / (rows * (cols - 2)))),
    "Welch: without the root": (coh.welch, Claim(mu**2, ">=", 1 - rows / cols + LOWER / 2)),
    "lower: half as much again": (coh.above_welch, Claim(mu, ">", 3 * LOWER / 2)),
    "lower: m in place of its root": (coh.above_welch, Claim(mu, ">", sqrt(1 - rows / cols) * sqrt(rows))),
    "lower: one column more": (coh.above_welch, Claim(mu, ">", sqrt(1 - rows / (cols + rows)) / sqrt(rows) * 2)),
    "upper: reversed": (coh.square_root_order, Claim(1 / mu, ">", sqrt(rows) / sqrt(1 - rows / cols))),
    "upper: without gamma": (coh.square_root_order, Claim(1 / mu, "<", sqrt(rows))),
    "no constant: at least": (coh.no_constant, Claim(1 / coh.repeated, ">=", coh.factor * sqrt(coh.dimension))),
}

WEAKER = {
    "Welch": (coh.welch, Claim(mu**2, ">=", WELCH / 2)),
    "lower": (coh.above_welch, Claim(mu, ">", LOWER / 2)),
    "upper": (coh.square_root_order, Claim(1 / mu, "<=", 2 * sqrt(rows) / sqrt(1 - rows / cols))),
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_line_is_refuted(name):
    """Some matrix that meets the hypotheses violates it."""
    assert not holds(*SPOILED[name], ROW_OF_ONES)


@pytest.mark.parametrize("name", WEAKER)
def test_a_weaker_line_survives(name):
    """No matrix violates it."""
    assert holds(*WEAKER[name], ROW_OF_ONES)


@pytest.mark.parametrize(
    "step",
    [coh.welch, coh.above_welch, coh.without_unit_columns, coh.square_root_order, coh.no_constant],
    ids=lambda step: step.label,
)
def test_the_form_that_stands_survives(step):
    """No matrix violates it."""
    assert holds(step, standing(step)[0])


def test_welch_needs_unit_columns():
    """Short columns violate it."""
    long = build({"kind": "matrix", "B": [["1/2", "1/2", "1/2"]]})
    assert not holds(coh.welch, coh.welch.printed, long, instead=(assume("unit_columns", Integer(0), "<=", 1),))
