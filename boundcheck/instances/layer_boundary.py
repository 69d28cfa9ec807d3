"""Boundary cases of one layer, simplest first: every way in which a layer can be degenerate, tied or tight."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction

from boundcheck.instances.designed import DESIGNS, Choices, designed
from boundcheck.instances.single import single
from boundcheck.instances.source import Instance

_TWO = ("3/5", "4/5")
_THREE = ("1/3", "2/3", "2/3")
_SEVENTHS = ("2/7", "3/7", "6/7")
_NEAR = ("12/13", "5/13", 0)  # shifts of it meet at 60/169
_HALVES = ("1/2", "1/2", "1/2", "1/2")
_PERFECT = ("1/2", "1/2", "1/2", "-1/2")  # Barker 4: its circular shifts are orthonormal
_ON_PLANE = (0, 1, 3, 9)  # a difference set modulo 13: all inner products of the shifts are equal
_PLANE = tuple("3/10" if place in _ON_PLANE else "-4/15" for place in range(13))


def boundary_layers() -> Iterator[Instance]:
    """Yield the cases; all signs of the support are free, S and zeta are tight unless the case says otherwise."""
    yield from _smallest()
    yield from _ties()
    yield from _wraps()
    yield from _strides()
    yield from _noise()
    yield from _thresholds()
    yield from _informative()
    yield from _below_one()
    yield from _above_one()
    yield from _at_the_threshold()
    yield from _loud()


def _smallest() -> Iterator[Instance]:
    """M = 1; empty and full support; mu = 0; repeated columns, so that A_Lambda has not full rank."""
    yield single([[1]], [1], [0])
    yield single([[1]], [0], [0])
    yield single([[1]], [0], ["1/2"])
    yield single([[1]], [1], [0], more_S=1, more_zeta="1/4")
    yield single([[1]], [-2], ["1/2"])
    yield single([[1], [1]], [1, 0], [0])
    yield single([[1], [1]], [1, 1], [0])
    yield single([[1], [-1]], [1, 1], [0])
    yield single([[1], [1]], [1, -1], ["1/4"])
    yield single([[1]], [1, 0], [0, 0])
    yield single([[1]], [1, -1], [0, 0])
    yield single([[1]], [1, 2, 3], [0, "1/4", 0], m_next=2)
    yield single([[1, 0], [0, 1]], [1, 0, 0, 1], ["1/4"] * 4, n_prev=2)
    yield single([_PERFECT], [1, 1, 1, 1], [0, 0, 0, "1/4"], m_next=3)
    yield single([_HALVES], [1, 0, 1, 0], [0] * 4, m_next=3)
    yield single([_TWO], [0, 0, 0], ["1/4", 0, 0])


def _ties() -> Iterator[Instance]:
    """Equal correlations on and off the support, settled each way; a kept entry that is 0."""
    for ties in ("lowest", "highest", "against"):
        yield single([[1], [1]], [0, 1], [0], ties=ties)
        yield single([[1]], [1, 0], [0, 1], ties=ties)
        yield single([[1]], [1, 0], [-1, 0], ties=ties)
        yield single([_TWO], [1, 0, "24/25"], [0, 0, 0], ties=ties)
        yield single([_HALVES], [1, 0, 0, 0], [0] * 4, ties=ties)


def _wraps() -> Iterator[Instance]:
    """Atoms that wrap around; stripes longer than the ring; filters longer than the ring (unit columns)."""
    yield single([_TWO], [0, 0, 1], [0, 0, 0])
    yield single([_TWO], [0, 1, 1], ["1/10", 0, 0], m_next=2)
    yield single([_TWO], [1, 1], [0, 0])
    yield single([_THREE], [1, 0, 1], ["1/10", "-1/10", 0], m_next=2)
    yield single([_THREE], [1, -1, 2, 1], [0] * 4, m_next=3)
    yield single([_SEVENTHS, _THREE], [1, 0, 0, -1, 1, 0, 0, 2], [0, 0, 0, "1/7"], m_next=2)
    yield single([["1/2", "1/2"]], [1], ["1/4"])
    yield single([["1/5", "4/5", "2/5"]], [1, 1], [0, "1/10"], m_next=5)
    yield single([["2/5", "4/5", "1/5"], [0, 0, 1]], [1, 0, 0, 1], ["1/5", 0], m_next=2)


def _strides() -> Iterator[Instance]:
    """Filter length no multiple of the stride, shorter than it, and below half of it (stripes of length <= 0)."""
    yield single([_THREE], [1, 0, 1], ["1/10"] * 6, n_prev=2)
    yield single([_THREE, _SEVENTHS], [1, 0, 0, 1, 1, 0], [0] * 6, n_prev=2, m_next=2)
    yield single([_TWO], [1, 1], [0] * 6, n_prev=3)
    yield single([[1]], [1, 1], [0] * 4, n_prev=2)
    yield single([[1]], [1, 0], ["1/4"] * 6, n_prev=3)
    yield single([[1]], [1, 1], [0, "1/4"], stride=1, n_prev=2, M=1)
    yield single([_TWO, ["4/5", "-3/5"]], [1, 0, 0, 2], [0] * 4, n_prev=2, m_next=2)


def _noise() -> Iterator[Instance]:
    """Noise along an atom: off the support, on it, across a tie, of irrational patch norm, and with slack in zeta."""
    atom = (Fraction(3, 5), Fraction(4, 5), Fraction(0), Fraction(0))
    for level in ("1/4", "1/2", "3/4", 1, 2):
        along = [entry * Fraction(level) for entry in atom]
        yield single([_TWO], [0, 0, 1, 0], along)
        yield single([_TWO], [1, 0, 1, 0], [-entry for entry in along], ties="against", m_next=2)
    yield single([_TWO], [1, 0, 0], ["1/4", "1/4", 0])
    yield single([_TWO], [1, 0, 0], ["1/4", "1/4", 0], more_S=1, more_zeta="1/10")
    yield single([_THREE], [1, 0, 0, 1, 0], ["1/6", "1/3", "1/3", 0, 0], more_zeta="1/2")


def _thresholds() -> Iterator[Instance]:
    """p = 0, below and above xmin/2, at xmin, above xmax; xmax far above xmin."""
    for share in (0, "1/4", "3/4", 1, 2):
        yield single([_TWO], [1, 0, 1], ["1/4", 0, 0], share=share)
    yield single([_TWO], [1, 0, 0, 100], [0, "1/4", 0, 0])
    yield single([_THREE], ["1/100", 0, 1, 0, 0], [0] * 5, m_next=3)


def _below_one() -> Iterator[Instance]:
    """Magnitudes below 1, where a power too many is too small; S, coherence and noise are as tight as they can be."""
    yield single([[1], [1]], ["1/2", 0], [0])
    yield single([[1], [1], [1]], ["1/3", "1/3", 0], ["1/10"])
    yield single([[1], [1], [1]], ["1/2", "1/2", "1/2"], [0], ties="against")
    yield single([_TWO], ["1/2", 0, "1/3"], ["1/20", 0, 0])
    yield single([_HALVES], ["1/2", "1/2", "1/2", 0], ["1/5"] * 4)
    yield single([_THREE], ["1/4", "-1/3", "1/2", 0], ["1/3", 0, 0, "1/3"], m_next=2)


def _above_one() -> Iterator[Instance]:
    """Magnitudes or noise above 1 beside others below, where a power too many is too large; ties settled each way."""
    for ties in ("highest", "against"):
        yield single([[1], [1]], [-3, 0], [0], ties=ties)
        yield single([[1], [1]], ["1/2", 0], [0], more_S=1, ties=ties)
    yield single([[1]], ["1/3", 2, 1], ["-1/3", 0, 0])
    yield single([[1]], ["1/3"], ["1/50"])
    yield single([[0, -1]], [-3], ["-1/3", "-1/2"], n_prev=2, share=0)
    yield single([_NEAR], [0, 0, "1/3"], ["-1/2", "1/2", 1], more_S=1, more_zeta="1/10")
    yield single([("5/13", "12/13")], [0, "1/2"], [0, 2, 1, "1/50"], n_prev=2, more_zeta=1)


def _at_the_threshold() -> Iterator[Instance]:
    """Loud noise, or one other atom, that just reaches p: the tail bounds are then as tight as they get."""
    yield single([[1]], [0, 1], [1, 0], share=1)
    yield single([[1]], [0, "1/2"], ["1/2", 0], share=1)
    yield single([[1]], [0, "1/2"], [2, 0], share=4)
    yield single([[1]], [1, 0, 1], ["1/3", "1/3", 3], share="1/3")
    yield single([_NEAR], [0, "1/2", 0], ["1/100", 0, 0], share="1/3")
    yield single([_NEAR], [0, 2, 0], ["1/100", 0, 0], share="1/3")
    yield single([_NEAR], [0, "1/2", "1/3"], ["1/10", 0, 0], share="1/4")
    yield single([_TWO], [0, "1/3"], ["6/5", "8/5"], share=5)
    yield single([[1]], [1], [0], share=0)
    yield single([[1]], [1], [1])
    yield single([_TWO], [0, 2, 0, 2], [0, 3, "-1/2", 1])
    yield single([_NEAR], [0, 0, "1/3"], ["-1/2", "1/2", 1])


def _informative() -> Iterator[Instance]:
    """Layers on which the theorem says more than bound (3): small ones, one that can fail, one with 12 atoms."""
    for design in DESIGNS:
        yield designed(design, Choices())
    yield designed(DESIGNS[0], Choices(push=1, noise=1, style=1))
    yield designed(DESIGNS[5], Choices(more=1, aim=3, push=1, noise=2))
    level = Fraction(1, 10)
    plane = [Fraction(entry) for entry in _PLANE]
    yield single([_PLANE], [0, *[1] * 12], [level * entry for entry in plane], m_next=2)


def _loud() -> Iterator[Instance]:
    """Entries, noise bounds and thresholds away from 1 all at once, so that each power and each factor shows."""
    for x, v, more, share in itertools.product((2, "1/3"), ("-1/3", 2), (0, 1), ("1/2", 2)):
        yield single([[1]], [x], [v], more_zeta=more, share=share, ties="highest")
    for x in (2, "1/3"):
        yield single([("15/113", "112/113")], [x, 0], [0, "1/50"], ties="highest")
        yield single([[0, 1]], [0, -3, x], ["-1/3", "1/10", "1/10"], more_S=3, share="3/4", m_next=2)
        yield single([[0, 1]], [1, 0, -1], [x, 1, "-1/3", 0, 0, "-1/3"], n_prev=2, share="1/4", ties="against")
        yield single([[1], [1]], ["1/3", 1, 0, x, "-1/2", 2], [1, 0, "-1/3"], share="1/4", m_next=2)
        yield single([[1, 0], ["112/113", "15/113"]], [-x if x == 2 else -1, -1, 0, 0, 0, "-1/2"],
                     [0, 0, 1, 2, "-1/2", "-1/3"], n_prev=2, more_S=3, m_next=2, ties="highest")  # fmt: skip
