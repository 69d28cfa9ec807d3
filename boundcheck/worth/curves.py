"""Exact data for pictures: right sides of the bounds over a parameter, and what they promise against the exact truth.

Points are (x, enclosure of y); nothing here draws.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from boundcheck.worth.admits import admits_more, allowed, gamma
from boundcheck.worth.depth import Stack, allowed_below
from boundcheck.worth.enclosing import Enclosure, enclose
from boundcheck.worth.equiangular import Equiangular
from boundcheck.worth.layer import LayerSize


@dataclass(frozen=True, kw_only=True)
class Line:
    """A named line of points (x, y), y enclosed by two rationals."""

    name: str
    points: tuple[tuple[Fraction, Enclosure], ...]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Lines over one parameter.

    Attributes:
        title: what is shown.
        x_name: the parameter.
        y_name: what the lines measure.
        lines: the lines, in the order of the legend.
        informative: the values of the parameter at which the bound of the paper says what the older one does not, or
            is below 1; certified.
        undecided: the values at which that is not known.
        logarithmic: whether the ordinate spans many powers of ten.
        bars: whether each line is a histogram: bars about its abscissae.
        note: what a reader should know of the layer.
    """

    title: str
    x_name: str
    y_name: str
    lines: tuple[Line, ...]
    informative: tuple[Fraction, ...]
    undecided: tuple[Fraction, ...] = ()
    logarithmic: bool = False
    bars: bool = False
    note: str = ""


def sparsity_over(
    name: str, values: Iterable[Fraction], layer_at: Callable[[Fraction], LayerSize | None], note: str = ""
) -> Chart:
    """Stripe sparsity that (3), (5) and (J0) allow, and that (5) leaves a layer below another one, over a parameter.

    Informative are the values at which (5) or (J0) allows a stripe sparsity that (3) does not.  Values at which
    there is no layer are left out.
    """
    layers = [(value, layer) for value in values if (layer := layer_at(value)) is not None]
    lines = [
        Line(name=bound, points=tuple((value, allowed(bound, layer).right_side) for value, layer in layers))
        for bound in ("(3)", "(5)", "J0")
    ]
    inner = tuple((value, allowed_below("(5)", Stack(layer=layer, layers=2)).right_side) for value, layer in layers)
    lines.append(Line(name="(5), layer below another", points=inner))
    found = {value: _either(admits_more(bound, "(3)", layer) for bound in ("(5)", "J0")) for value, layer in layers}
    return Chart(
        title=f"Stripe sparsity that the bounds allow, over {name}",
        x_name=name,
        y_name="nonzeros per stripe",
        lines=tuple(lines),
        informative=tuple(value for value, answer in found.items() if answer is True),
        undecided=tuple(value for value, answer in found.items() if answer is None),
        note=note,
    )


def _either(answers: Iterable[bool | None]) -> bool | None:
    seen = set(answers)
    return True if True in seen else (None if None in seen else False)


def failure_over_sparsity(a: int = 5, b: int = 1, atoms: int = 33, nonzeros: Sequence[int] = range(1, 23)) -> Chart:
    """Exact probability of failure against gamma over S, for the equiangular layer with mu = b^2/(a^2 + b^2)."""
    layers = [(Fraction(S), Equiangular(a=a, b=b, atoms=atoms, nonzeros=S)) for S in nonzeros]
    mu = layers[0][1].mu
    return _failures(f"Probability of failure, mu = {mu}, N = {atoms} atoms, over S", "S", layers)


def failure_over_coherence(
    sizes: Sequence[tuple[int, int]] = (
        (2, 1),
        (5, 2),
        (3, 1),
        (7, 2),
        (4, 1),
        (9, 2),
        (5, 1),
        (11, 2),
        (6, 1),
        (7, 1),
    ),
    atoms: int = 33,
    nonzeros: int = 15,
) -> Chart:
    """Exact probability of failure against gamma over mu = b^2/(a^2 + b^2), for equiangular layers."""
    layers = [Equiangular(a=a, b=b, atoms=atoms, nonzeros=nonzeros) for a, b in sizes]
    by_mu = sorted((layer.mu, layer) for layer in layers)
    return _failures(f"Probability of failure, S = {nonzeros}, N = {atoms} atoms, over mu", "mu", by_mu)


def _failures(title: str, name: str, layers: Sequence[tuple[Fraction, Equiangular]]) -> Chart:
    exact = tuple((value, _exactly(layer.failure())) for value, layer in layers)
    bound = tuple((value, enclose(gamma(layer.size, layer.nonzeros))) for value, layer in layers)
    return Chart(
        title=title,
        x_name=name,
        y_name="probability",
        lines=(Line(name="gamma", points=bound), Line(name="exact (ties fail)", points=exact)),
        informative=tuple(value for value, y in bound if y.high < 1),
        undecided=tuple(value for value, y in bound if y.low <= 1 <= y.high),
        logarithmic=True,
        note="Equiangular atoms, all magnitudes 1, no error below; shaded where gamma is below 1.",
    )


def correlations(a: int = 5, b: int = 1, atoms: int = 33, nonzeros: int = 15) -> Chart:
    """Exact law of abs(c_i) on the support and off it, for the equiangular layer: abs(1 + mu U) and mu abs(T).

    U is the sum of S - 1 signs and T of S (see ``worth.equiangular``).

    >>> on, off = correlations(a=1, b=1, atoms=3, nonzeros=2).lines
    >>> [(str(x), str(y.low)) for x, y in on.points], [(str(x), str(y.low)) for x, y in off.points]
    ([('1/2', '1/2'), ('3/2', '1/2')], [('0', '1/2'), ('1', '1/2')])
    """
    layer = Equiangular(a=a, b=b, atoms=atoms, nonzeros=nonzeros)
    on = _law((abs(1 + layer.mu * total), share) for total, share in _sums(nonzeros - 1))
    off = _law((layer.mu * abs(total), share) for total, share in _sums(nonzeros))
    return Chart(
        title=f"Correlations on and off the support, mu = {layer.mu}, S = {nonzeros}, N = {atoms} atoms",
        x_name="|c_i|",
        y_name="probability",
        lines=(Line(name="on the support", points=on), Line(name="off the support", points=off)),
        informative=(),
        bars=True,
        note="Equiangular atoms, all magnitudes 1; exact probabilities over all sign patterns.",
    )


def _sums(signs: int) -> list[tuple[int, Fraction]]:
    """Values of a sum of so many signs, with their probabilities."""
    return [(2 * ups - signs, Fraction(comb(signs, ups), 2**signs)) for ups in range(signs + 1)]


def _law(found: Iterable[tuple[Fraction, Fraction]]) -> tuple[tuple[Fraction, Enclosure], ...]:
    total: dict[Fraction, Fraction] = {}
    for value, share in found:
        total[value] = total.get(value, Fraction(0)) + share
    return tuple((value, _exactly(share)) for value, share in sorted(total.items()))


def _exactly(value: Fraction) -> Enclosure:
    return Enclosure(low=value, high=value)
