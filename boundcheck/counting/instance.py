"""The JSON instance of a user's own layer or network.

```
{"format": "boundcheck-instance/1",
 "positions": 6,                      M, the length of the ring
 "layers": [                          layer 1 (next to the data) first
   {"taps": 2, "inputs": 1,           a filter covers taps positions of inputs channels: m = taps * inputs entries
    "filters": [[1, 1], [1, -1]],     n filters; entry t * inputs + c belongs to position t, channel c
    "norm_squared": 2,                optional: every filter's exact squared norm; else all must be equal
    "norm_tolerance": "1e-9",         optional: how far a squared norm may be from it, for decimal filters
    "support": [0, 5], "values": [1, "1/2"],    x of this layer: atom p * n + f sits at position p; values nonzero
    "noise": [0, 0, "0.01", 0, 0, 0]}]}         optional: v below this layer, positions * inputs entries
```
Numbers are integers, or strings such as ``"0.25"``, ``"-3e-2"`` and ``"1/3"``; JSON floats are refused, so that no
digit
is lost silently. ``inputs`` of a layer equals the number of filters of the one below. ``support`` and ``values``
are needed
in the last layer (the others follow from it along the pathway) and in any layer counted on its own; noise above
layer 1 is
used only when that layer is counted on its own. Filters of one layer have one norm, so that dividing by it changes
no comparison.
"""

import math
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from boundcheck.rademacher import memory
from boundcheck.rademacher.errors import TooLargeError

from .gram import Shape, layer_rows
from .grammar import InstanceError, listing, number, of_file, parse_json, read_json, record, whole
from .rows import Ints, Numbers, SignedRows

FORMAT = "boundcheck-instance/1"
LARGEST_ATOMS = 10**7
BYTES_PER_ENTRY = 160  # of a row while it is built: Python integers, sorted together with their places
_REQUIRED = {"taps", "inputs", "filters"}
_OPTIONAL = {"norm_squared", "norm_tolerance", "support", "values", "noise"}


@dataclass(frozen=True, kw_only=True, eq=False)
class LayerInstance:
    """One layer in exact integers: ``bank / bank_scale`` are the filters (n, taps, inputs), the rest as in the file."""

    shape: Shape
    bank: Numbers
    bank_scale: int
    support: Ints | None
    values: tuple[Fraction, ...]
    noise: tuple[Fraction, ...] | None

    def rows(self, label: str = "layer") -> SignedRows:
        """Integer rows of this layer with its own x and noise; a positive common factor is dropped.

        Raises:
            InstanceError: the layer has no support; ``label`` is its place.
            TooLargeError: the rows would need more memory than there is.
        """
        if self.support is None:
            raise InstanceError(label, expected="a layer with support and values", got="none in the file")
        entries = len(self.values) * (2 * self.shape.taps - 1) * self.shape.filters
        need, have = entries * BYTES_PER_ENTRY, memory.limit()
        if need > have:
            got = f"{need} bytes for {entries} row entries"
            raise TooLargeError(label, expected=f"at most {have} bytes", got=got)
        scale = math.lcm(*(z.denominator for z in (*self.values, *(self.noise or ()))))
        values = _integers(self.values, scale * self.bank_scale)
        noise = None if self.noise is None else _integers(self.noise, scale * self.bank_scale**2)
        return layer_rows(self.bank, self.shape.positions, self.support, values, noise)


@dataclass(frozen=True, kw_only=True, eq=False)
class Instance:
    """Layers 1..L of one network (L = 1: a single layer)."""

    layers: tuple[LayerInstance, ...]


def _integers(values: tuple[Fraction, ...], scale: int) -> Numbers:
    exact = np.empty(len(values), dtype=object)
    exact[:] = [int(z * scale) for z in values]
    return exact


def load_instance(path: Path) -> Instance:
    """Read an instance file.

    Raises:
        InstanceError: the file does not follow the format; the label is its name and the place in it.
    """
    with of_file(path):
        return read_instance(read_json(path))


def parse_instance(text: str) -> Instance:
    """Read an instance from text; errors as in ``load_instance``.

    >>> layer = '{"taps": 1, "inputs": 1, "filters": [[1]], "support": [0], "values": ["1/2"]}'
    >>> found = parse_instance('{"format": "boundcheck-instance/1", "positions": 3, "layers": [' + layer + ']}')
    >>> found.layers[0].shape.atoms
    3
    """
    return read_instance(parse_json(text))


def read_instance(data: Any) -> Instance:
    """Check parsed JSON and build the instance."""
    top = record("instance", data, {"format", "positions", "layers"}, set())
    if top["format"] != FORMAT:
        raise InstanceError("format", expected=FORMAT, got=repr(top["format"])[:60])
    positions = whole("positions", top["positions"], 1, LARGEST_ATOMS)
    entries = listing("layers", top["layers"])
    if not entries:
        raise InstanceError("layers", expected="at least one layer", got="none")
    layers: list[LayerInstance] = []
    for z, entry in enumerate(entries):
        layer = _layer(f"layers[{z}]", entry, positions)
        if layers and layer.shape.inputs != layers[-1].shape.filters:
            expected = f"{layers[-1].shape.filters}, the filters of the layer below"
            raise InstanceError(f"layers[{z}].inputs", expected=expected, got=str(layer.shape.inputs))
        layers.append(layer)
    if layers[-1].support is None:
        raise InstanceError(f"layers[{len(layers) - 1}]", expected="support and values in the last layer", got="none")
    return Instance(layers=tuple(layers))


def _layer(label: str, entry: object, positions: int) -> LayerInstance:
    fields = record(label, entry, _REQUIRED, _OPTIONAL)
    taps = whole(f"{label}.taps", fields["taps"], 1, 10**5)
    inputs = whole(f"{label}.inputs", fields["inputs"], 1, 10**5)
    filters = listing(f"{label}.filters", fields["filters"])
    shape = Shape(positions=positions, filters=len(filters), taps=taps, inputs=inputs)
    if not filters or shape.atoms > LARGEST_ATOMS:
        expected = f"1 to {LARGEST_ATOMS // positions} filters at {positions} positions"
        raise InstanceError(f"{label}.filters", expected=expected, got=str(len(filters)))
    exact = [_numbers(f"{label}.filters[{f}]", row, taps * inputs) for f, row in enumerate(filters)]
    _check_norms(label, exact, fields)
    scale = math.lcm(*(z.denominator for row in exact for z in row))
    bank = np.array([_integers(row, scale).reshape(taps, inputs) for row in exact], dtype=object)
    support, values = _code(label, fields, shape)
    noise = fields.get("noise")
    return LayerInstance(
        shape=shape,
        bank=bank,
        bank_scale=scale,
        support=support,
        values=values,
        noise=None if noise is None else _numbers(f"{label}.noise", noise, positions * inputs),
    )


def _numbers(label: str, value: object, length: int) -> tuple[Fraction, ...]:
    return tuple(number(f"{label}[{z}]", item) for z, item in enumerate(listing(label, value, length)))


def _check_norms(label: str, filters: list[tuple[Fraction, ...]], fields: dict[str, Any]) -> None:
    """Every squared norm is positive and within the tolerance of the stated one (of the first, if none is stated)."""
    squares = [sum((z * z for z in row), Fraction(0)) for row in filters]
    wanted = number(f"{label}.norm_squared", fields["norm_squared"]) if "norm_squared" in fields else squares[0]
    tolerance = number(f"{label}.norm_tolerance", fields.get("norm_tolerance", 0))
    for f, square in enumerate(squares):
        if square <= 0 or abs(square - wanted) > tolerance:
            expected = f"squared norm {_short(wanted)} within {_short(tolerance)}, and not zero"
            raise InstanceError(f"{label}.filters[{f}]", expected=expected, got=_short(square))


def _short(value: Fraction) -> str:
    text = str(value)
    return text if len(text) <= 30 else f"about {float(value):.12g}"


def _code(label: str, fields: dict[str, Any], shape: Shape) -> tuple[Ints | None, tuple[Fraction, ...]]:
    """Support in ascending order with its values; both or neither are given."""
    if ("support" in fields) != ("values" in fields):
        raise InstanceError(label, expected="support and values together", got="one of them")
    if "support" not in fields:
        return None, ()
    atoms = listing(f"{label}.support", fields["support"])
    support = [whole(f"{label}.support[{z}]", item, 0, shape.atoms - 1) for z, item in enumerate(atoms)]
    if len(set(support)) < len(support):
        raise InstanceError(f"{label}.support", expected="distinct atoms", got="one of them twice")
    values = _numbers(f"{label}.values", fields["values"], len(support))
    zero = next((z for z, value in enumerate(values) if value == 0), None)
    if zero is not None:
        raise InstanceError(f"{label}.values[{zero}]", expected="a nonzero value", got="0")
    order = sorted(range(len(support)), key=support.__getitem__)
    return np.array([support[z] for z in order], dtype=np.int64), tuple(values[z] for z in order)
