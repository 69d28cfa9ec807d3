"""A cascade of dictionaries and what layered thresholding makes of a noisy signal, as plain tables (kind "tables").

Layer 0 is the signal, layer l the representation that D_l multiplies.  Every number a paper on layered thresholding
names is a table, so that the hypotheses of a claim say what it means:

* G(l, i), Gh(l, i), e(l, i): representation, estimate and error; Gp(l, i): estimate by the nonnegative operator;
* a(l, r, i): entry r of atom i of D_l; g(l, i, j): inner products of its atoms;
* z(l, i), w(l, i): inner products of the atoms with the estimate below and with its error;
* by layer: mu, gmin, gmax, s, p, beta, eps, clean (eps without noise), ratio = beta / eps, two = 2^l;
* sets Atoms(l), Lam(l), Hat(l), Stripe(l, k), PatchOut(l, q), Places(l), Reached; scalar K.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from boundcheck.dcsc import integers
from boundcheck.dcsc.fields import written
from boundcheck.instances.source import Instance

_PARTS = 1000  # an irrational bound is rounded up to a multiple of 1/1000
_ZERO = Fraction(0)
Matrix = Sequence[Sequence[Any]]


@dataclass(frozen=True, kw_only=True)
class _Layer:
    """One layer: its atoms (columns), representation, estimate and correlations."""

    columns: Sequence[Sequence[Fraction]]
    rep: Sequence[Fraction]
    seen: Sequence[Fraction] = ()
    estimate: Sequence[Fraction] = ()
    beta: Fraction = _ZERO
    eps: Fraction = _ZERO
    clean: Fraction = _ZERO  # eps without noise, thresholds as they are

    @property
    def gram(self) -> list[list[Fraction]]:
        """Inner products of the atoms."""
        return [[_dot(a, b) for b in self.columns] for a in self.columns]

    @property
    def mu(self) -> Fraction:
        """Largest magnitude of an inner product of two distinct atoms."""
        gram = self.gram
        return max((abs(gram[i][j]) for i in range(len(gram)) for j in range(i)), default=_ZERO)

    @property
    def support(self) -> list[int]:
        """Indices of the nonzeros."""
        return _nonzero(self.rep)

    @property
    def sizes(self) -> tuple[Fraction, Fraction]:
        """Smallest and largest magnitude of a nonzero; 0 and 0 if there is none."""
        found = [abs(self.rep[i]) for i in self.support] or [_ZERO]
        return min(found), max(found)

    @property
    def stripes(self) -> list[list[int]]:
        """Per atom the atoms that overlap with it."""
        return [[j for j, entry in enumerate(row) if entry or i == j] for i, row in enumerate(self.gram)]

    @property
    def s(self) -> int:
        """Largest number of nonzeros in a stripe."""
        return max((len({*stripe} & {*self.support}) for stripe in self.stripes), default=0)


def cascade(
    dictionaries: Sequence[Matrix],
    top: Sequence[Any],
    noise: Sequence[Any],
    *,
    beta: Sequence[Any] = (),
    share: Any = Fraction(1, 2),
    positive: bool = False,
) -> Instance:
    """Tables of a cascade: dictionaries D_1 ... D_K (rows of fractions), the representation at layer K, the noise.

    Args:
        dictionaries: the matrices by rows.
        top: the representation at layer K.
        noise: what is added to the signal.
        beta: thresholds by layer; where missing, the point of the window from ``s mu gmax + eps`` (share 0) to
            ``gmin - (s - 1) mu gmax - eps`` (share 1) that ``share`` says, or 0 if that is negative.
        share: see ``beta``.
        positive: threshold with the nonnegative operator in place of the two-sided one.

    >>> data = cascade([[[1, 0], [0, 1]]], [1, 0], [0, 0])
    >>> data["families"]["beta"], data["sets"]["Hat"]
    ([0, '1/2'], [[0], [0]])
    """
    layers = _represented(dictionaries, top)
    patches = _patches(layers)
    given = [Fraction(value) for value in beta]
    signal = [entry + Fraction(e) for entry, e in zip(layers[0].rep, noise, strict=True)]
    eps = integers.just_above(_patch_square(layers[0].rep, signal, patches[0]), _PARTS)
    done = [_Layer(columns=(), rep=layers[0].rep, estimate=signal, eps=eps)]
    for place, layer in enumerate(layers[1:], start=1):
        chosen = given[place - 1] if place <= len(given) else _window_point(layer, done[-1].eps, Fraction(share))
        done.append(_thresholded(layer, done[-1], chosen, patches[place], positive=positive))
    return _tables(done, patches)


def _represented(dictionaries: Sequence[Matrix], top: Sequence[Any]) -> list[_Layer]:
    rep = [Fraction(entry) for entry in top]
    found: list[_Layer] = []
    for matrix in reversed(dictionaries):
        rows = [[Fraction(entry) for entry in row] for row in matrix]
        found.insert(0, _Layer(columns=list(zip(*rows, strict=True)), rep=rep))
        rep = [_dot(row, rep) for row in rows]
    return [_Layer(columns=(), rep=rep), *found]


def _patches(layers: Sequence[_Layer]) -> list[list[list[int]]]:
    """Per layer the patches: the rows of each atom of the next layer; single entries at the top."""
    inner = [[_nonzero(column) for column in layer.columns] for layer in layers[1:]]
    return [*inner, [[i] for i in range(len(layers[-1].rep))]]


def _window_point(layer: _Layer, below: Fraction, share: Fraction) -> Fraction:
    gmin, gmax = layer.sizes
    low = layer.s * layer.mu * gmax + below
    high = gmin - (layer.s - 1) * layer.mu * gmax - below
    return max(_ZERO, low + share * (high - low))


def _thresholded(layer: _Layer, below: _Layer, beta: Fraction, patches: list[list[int]], *, positive: bool) -> _Layer:
    seen = [_dot(column, below.estimate) for column in layer.columns]
    size = max((len({*patch} & {*layer.support}) for patch in patches), default=0)
    own = layer.mu * (layer.s - 1) * layer.sizes[1] + beta
    eps, clean = (integers.just_above(size * (before + own) ** 2, _PARTS) for before in (below.eps, below.clean))
    estimate = [_shrunk(entry, beta, positive=positive) for entry in seen]
    return replace(layer, seen=seen, estimate=estimate, beta=beta, eps=eps, clean=clean)


def _shrunk(entry: Fraction, beta: Fraction, *, positive: bool) -> Fraction:
    if entry > beta:
        return entry - beta
    return entry + beta if entry < -beta and not positive else _ZERO


def _tables(layers: Sequence[_Layer], patches: list[list[list[int]]]) -> Instance:
    tall = [list(zip(*layer.columns, strict=True)) if layer.columns else [] for layer in layers]
    sizes = [[len({*patch} & {*layer.support}) for patch in here] for layer, here in zip(layers, patches, strict=True)]
    families = {
        "G": [layer.rep for layer in layers],
        "Gh": [layer.estimate for layer in layers],
        "Gp": [[_shrunk(entry, layer.beta, positive=True) for entry in layer.seen] for layer in layers],
        "e": [[b - a for a, b in zip(layer.rep, layer.estimate, strict=True)] for layer in layers],
        "a": tall,
        "g": [layer.gram for layer in layers],
        "z": [layer.seen for layer in layers],
        "w": [[], *(_carried(layer, under) for under, layer in pairwise(layers))],
        "mu": [layer.mu for layer in layers],
        "gmin": [layer.sizes[0] for layer in layers],
        "gmax": [layer.sizes[1] for layer in layers],
        "s": [Fraction(layer.s) for layer in layers],
        "p": [Fraction(max(size, default=0)) for size in sizes],
        "beta": [layer.beta for layer in layers],
        "eps": [layer.eps for layer in layers],
        "clean": [layer.clean for layer in layers],
        "two": [2**place for place in range(len(layers))],
        "ratio": [layer.beta / layer.eps if layer.eps else _ZERO for layer in layers],
    }
    most = max(len(layer.rep) for layer in layers)
    sets: dict[str, Any] = {
        "All": list(range(most)),
        "Atoms": [list(range(len(layer.rep))) for layer in layers],
        "Lam": [layer.support for layer in layers],
        "Hat": [_nonzero(layer.estimate) for layer in layers],
        "Stripe": [[[]], *(layer.stripes for layer in layers[1:])],
        "PatchOut": patches,
        "Places": [list(range(len(here))) for here in patches],
        "Reached": [place for place in range(1, len(layers)) if _within(layers[place - 1], patches[place - 1])],
    }
    scalars = {"K": len(layers) - 1}
    return {"kind": "tables", "scalars": scalars, "families": _plain(families), "sets": sets}


def _within(layer: _Layer, patches: list[list[int]]) -> bool:
    return _patch_square(layer.rep, layer.estimate, patches) <= layer.eps**2


def _patch_square(rep: Sequence[Fraction], estimate: Sequence[Fraction], patches: list[list[int]]) -> Fraction:
    error = [(a - b) ** 2 for a, b in zip(rep, estimate, strict=True)]
    return max((sum((error[r] for r in patch), _ZERO) for patch in patches), default=_ZERO)


def _carried(layer: _Layer, below: _Layer) -> list[Fraction]:
    error = [b - a for a, b in zip(below.rep, below.estimate, strict=True)]
    return [_dot(column, error) for column in layer.columns]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return written(value) if isinstance(value, (int, Fraction)) else [_plain(item) for item in value]


def _dot(left: Sequence[Fraction], right: Sequence[Fraction]) -> Fraction:
    return sum((a * b for a, b in zip(left, right, strict=True) if a and b), _ZERO)


def _nonzero(values: Sequence[Fraction]) -> list[int]:
    return [place for place, entry in enumerate(values) if entry]
