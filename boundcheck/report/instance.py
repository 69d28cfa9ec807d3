"""An instance in words, from its plain data: what the layer, ring, vector, matrix or parameters of a witness are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from boundcheck.report.notation import number, row, signs
from boundcheck.world import World

Data = Mapping[str, Any]
_MOST_COLUMNS = 8
_TIES = {
    "lowest": "ties go to the lowest index",
    "highest": "ties go to the highest index",
    "against": "ties go against the support",
    "for": "ties go to the support",
}


def described(world: World, outcome: Any) -> list[str]:
    """Sentences that determine the instance and the sign pattern."""
    found = _KINDS[world.kind](world, outcome)
    if world.kind == "tables" and world.random:
        found.append(f"outcome {outcome}, one of {len(world.outcomes)} equally likely ones")
    elif outcome is not None and world.kind != "signs":
        among = f", one of {len(world.outcomes)} equally likely patterns" if len(world.outcomes) > 1 else ""
        found.append(f"the signs are {signs(outcome)}{among}")
    return found


def _layer(world: World, outcome: Any) -> list[str]:
    data = world.data
    value = {name: number(world.scalars[name](outcome)) for name in ("N", "R", "mu", "xmin", "xmax", "K")}
    support = number(world.sets["Lam"](outcome))
    return [
        _shape("one layer", data, value["R"], len(data["filters"][0]), value["N"]),
        *_columns(world, outcome),
        f"coherence mu = {value['mu']}",
        f"{row('x', data['x'])}: support Lam = {support}, magnitudes from {value['xmin']} to {value['xmax']}",
        row("v", data["v"]),
        f"S = {data['S']}, zeta = {data['zeta']}, p = {data['p']}; {_TIES.get(data['ties'], data['ties'])}",
        _decoded(world, outcome),
    ]


def _shape(what: str, data: Data, rows: str, length: int, atoms: str) -> str:
    filters = f"{data['n']} filters" if data["n"] > 1 else "1 filter"
    parts = f"M = {data['M']}, n_prev = {data['n_prev']}"
    return (
        f"{what}: {rows} {'row' if rows == '1' else 'rows'} ({parts}), {filters} of length {length}, "
        f"stride {data.get('stride', data['n_prev'])}, N = {atoms}, circular"
    )


def _columns(world: World, outcome: Any) -> list[str]:
    atoms, rows = world.sets["All"](outcome), world.sets["Rows"](outcome)
    if len(atoms) <= _MOST_COLUMNS:
        return [row(f"column a_{i}", [world.families["a"](outcome, r, i) for r in rows]) for i in atoms]
    n = len(world.data["filters"])
    how = (
        f"atom i is filter i mod {n}, moved down by the stride i // {n} times"
        if n > 1
        else "atom i is the filter, moved down by the stride i times"
    )
    return [*(row(f"filter {f}", entries) for f, entries in enumerate(world.data["filters"])), how]


def _decoded(world: World, outcome: Any) -> str:
    atoms = world.sets["All"](outcome)
    seen = row("c", [world.families["c"](outcome, i) for i in atoms])
    return f"the decoder sees {seen} and keeps the atoms {number(world.sets['Hat'](outcome))}"


def _network(world: World, outcome: Any) -> list[str]:
    data = world.data
    found = [f"{len(data['layers'])} layers over M = {data['M']} rows; {_TIES.get(data.get('ties', 'lowest'), '')}"]
    for place, layer in enumerate(data["layers"], start=1):
        filters = "; ".join(row(f"filter {f}", entries) for f, entries in enumerate(layer["filters"]))
        stride = f", stride {layer['stride']}" if "stride" in layer else ""
        found.append(f"layer {place}: {filters}{stride}")
    found.append(row("top representation x", data["x"]))
    found.append(row("v^(0)", data["v0"]))
    for place in range(1, len(data["layers"]) + 1):
        there, kept = world.sets["Lam"](outcome, place), world.sets["Hat"](outcome, place)
        found.append(f"layer {place}: support {number(there)}, the decoder keeps {number(kept)}")
    return found


def _reals(world: World, _: Any) -> list[str]:
    return [", ".join(f"{name} = {value}" for name, value in world.data["values"].items())]


def _ring(world: World, _: Any) -> list[str]:
    value = {name: number(world.scalars[name](None)) for name in ("N", "R", "stripe_len")}
    stripe = f"the printed stripe length is {value['stripe_len']}"
    return [
        _shape("a layer's structure", world.data, value["R"], world.data["m"], value["N"]),
        f"{stripe}; the next layer's filters have length {world.data['m_next']}",
    ]


def _vector(world: World, _: Any) -> list[str]:
    return [f"{row('z', world.data['z'])}, k = {world.data['k']}"]


def _signs(world: World, outcome: Any) -> list[str]:
    return [
        f"{row('alpha', world.data['alpha'])}, t = {world.data['t']}",
        f"the signs are {signs(outcome)} (of {len(world.outcomes)} patterns)",
    ]


def _matrix(world: World, _: Any) -> list[str]:
    return [row(f"row {place} of B", entries) for place, entries in enumerate(world.data["B"])]


def _tables(world: World, outcome: Any) -> list[str]:
    """Every table as it is written; of a random one the entry of the outcome."""
    data = world.data
    found = [", ".join(f"{name} = {value}" for name, value in data["scalars"].items())] if data["scalars"] else []
    tables = {**data["families"], **data["sets"], **data.get("events", {})}
    for name, value in tables.items():
        here = value[outcome] if name in world.random else value
        found.append(f"{name} = {_nest(here)}")
    return found


def _nest(value: Any) -> str:
    return f"({', '.join(map(_nest, value))})" if isinstance(value, (list, tuple)) else str(value)


_KINDS: dict[str, Callable[[World, Any], list[str]]] = {
    "layer": _layer,
    "network": _network,
    "reals": _reals,
    "ring": _ring,
    "vector": _vector,
    "signs": _signs,
    "matrix": _matrix,
    "tables": _tables,
}
