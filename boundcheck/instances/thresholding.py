"""Sources of one step of an iteration x -> T(x + W^T (y - D x)) towards a code xs, as tables.

Families: D, W (least generalised coherence), xs (the code), e (noise), y = D xs + e, x (the iterate), er = x - xs,
v = x + W^T (y - D x), nx (v softly thresholded at theta), up = rho(v - theta), dn = rho(-v - theta), gx = up - dn,
hu and hd (rho - ReLU at v - theta and at -v - theta), where rho(u) = u for u >= 0 and max(slope u, -beta) below.
Scalars: mut, cw (largest weight), dlt (at least the l1 norm of e), E (at least that of er), theta = mut E + cw dlt,
slope, beta, L (a Lipschitz constant of rho), s, d and m (numbers of nonzeros of xs, of atoms, of rows).
Sets: All, Rows, Lam (support of xs).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from boundcheck.dcsc.fields import written
from boundcheck.instances.source import Instance, Source, named
from boundcheck.instances.sparse import DICTIONARIES, Matrix, Row, weights_of
from boundcheck.instances.units import write_row
from boundcheck.linprog.dictionaries import columns
from boundcheck.linprog.simplex import dot

_RHOS = tuple((Fraction(slope), Fraction(beta)) for slope, beta in (("1/2", 1), (0, 0), (1, "1/4"), (2, 3)))


def threshold_steps(*, inside: bool = False) -> Source:
    """One step of the iteration (kind "tables").

    Args:
        inside: the iterate vanishes off the support of the code.

    >>> next(iter(threshold_steps().boundary()))["scalars"]["theta"]
    0
    """
    return Source(
        name=named("threshold_steps", inside=inside),
        boundary=lambda: _boundary(inside=inside),
        strategy=lambda: _strategy(inside=inside),
    )


def _boundary(*, inside: bool) -> Iterator[Instance]:
    """Each small dictionary with codes of no, one and two nonzeros, from 0, from the code itself and from elsewhere."""
    for D in DICTIONARIES[:10]:
        width = len(D[0])
        for head in ((), (1,), (-1,), (2, -1)):
            code = _padded(head, width)
            for start in ((), (1,), (-2, 1), head):
                x = _padded(start, width)
                x = tuple(a if c or not inside else Fraction(0) for a, c in zip(x, code, strict=True))
                for noise, (slope, beta), more in (
                    ((), *((_RHOS[0]),), 0),
                    (("1/4",), _RHOS[2], 1),
                    (("-1/4", "1/4"), _RHOS[3], 0),
                    (("-1/4",), _RHOS[1], 0),
                ):
                    yield one_step(D, code, x, _padded(noise, len(D)), slope=slope, beta=beta, more=Fraction(more))


def _padded(head: Sequence[Any], width: int) -> Row:
    return tuple(Fraction(v) for v in (*head, *[0] * width)[:width])


@st.composite
def _strategy(draw: DrawFn, *, inside: bool) -> Instance:
    D = draw(st.sampled_from(DICTIONARIES[:11]))
    width = len(D[0])
    entries = st.integers(-3, 3).map(lambda n: Fraction(n, 2))
    code = tuple(draw(entries) if draw(st.booleans()) else Fraction(0) for _ in range(width))
    x = tuple(draw(entries) if c or not inside else Fraction(0) for c in code)
    slope, beta = draw(st.sampled_from(_RHOS))
    noise = tuple(Fraction(draw(st.integers(-1, 1)), 4) for _ in D)
    return one_step(D, code, x, noise, slope=slope, beta=beta, more=Fraction(draw(st.integers(0, 2)), 2))


def one_step(
    D: Matrix, code: Row, x: Row, noise: Row, *, slope: Fraction, beta: Fraction, more: Fraction = Fraction(0)
) -> Instance:
    """The tables of one step; E is the l1 norm of the error, and ``more``."""
    found = weights_of(D)
    signal = tuple(dot(row, code) + n for row, n in zip(D, noise, strict=True))
    error = tuple(a - b for a, b in zip(x, code, strict=True))
    rest = [a - dot(row, x) for a, row in zip(signal, D, strict=True)]
    v = tuple(a + dot(w, rest) for a, w in zip(x, columns(found.weights), strict=True))
    cw = max(abs(entry) for row in found.weights for entry in row)
    level = sum(map(abs, noise), Fraction(0))
    E = sum(map(abs, error), Fraction(0)) + more
    theta = found.coherence * E + cw * level
    up, dn = (tuple(_rho(sign * a - theta, slope, beta) for a in v) for sign in (1, -1))
    soft = tuple(max(a - theta, Fraction(0)) - max(-a - theta, Fraction(0)) for a in v)
    Lam = [i for i, a in enumerate(code) if a]
    scalars = {
        "mut": found.coherence,
        "cw": cw,
        "dlt": level,
        "E": E,
        "theta": theta,
        "slope": slope,
        "beta": beta,
        "L": max(slope, Fraction(1)),
        "s": Fraction(len(Lam)),
        "d": Fraction(len(x)),
        "m": Fraction(len(D)),
    }
    rows = {"xs": code, "e": noise, "y": signal, "x": x, "er": error, "v": v, "nx": soft, "up": up, "dn": dn}
    return {
        "kind": "tables",
        "scalars": {name: written(value) for name, value in scalars.items()},
        "families": {
            **{name: write_row(row) for name, row in rows.items()},
            "hu": write_row([a - max(b - theta, Fraction(0)) for a, b in zip(up, v, strict=True)]),
            "hd": write_row([a - max(-b - theta, Fraction(0)) for a, b in zip(dn, v, strict=True)]),
            "gx": write_row([a - b for a, b in zip(up, dn, strict=True)]),
            "D": [write_row(row) for row in D],
            "W": [write_row(row) for row in found.weights],
        },
        "sets": {"All": list(range(len(x))), "Rows": list(range(len(D))), "Lam": Lam},
    }


def _rho(u: Fraction, slope: Fraction, beta: Fraction) -> Fraction:
    return u if u >= 0 else max(slope * u, -beta)
