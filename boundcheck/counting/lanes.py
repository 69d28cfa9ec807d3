"""The innermost kernel of the enumeration: 64 sign patterns side by side in 16-bit lanes.

Written as vector instructions through the builder of numba, so that minimum and maximum stay in registers.
"""

# ruff: noqa: ARG001, PLR0913, PLR0917  kernels take arrays by position; numba fixes the signature of an intrinsic

from typing import Any

from llvmlite import ir  # type: ignore[import-untyped]
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic

LANES = 64
EMPTY_MIN = 32767  # minimum over no row
_I16 = ir.IntType(16)
_I64 = ir.IntType(64)
_VECTOR = ir.VectorType(_I16, LANES)


def _splat(builder: Any, value: Any) -> Any:
    seed = builder.insert_element(ir.Constant(_VECTOR, ir.Undefined), value, ir.Constant(ir.IntType(32), 0))
    order = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
    return builder.shuffle_vector(seed, ir.Constant(_VECTOR, ir.Undefined), order)


def _call(builder: Any, name: str, arguments: list[Any]) -> Any:
    kind = ir.FunctionType(_VECTOR, [a.type for a in arguments])
    function = cgutils.get_or_insert_function(builder.module, kind, f"llvm.{name}.v{LANES}i16")
    return builder.call(function, arguments)


def _fold(
    builder: Any, table: Any, row: Any, offsets: list[Any], span: tuple[Any, Any], name: str, seed: int
) -> list[Any]:
    """Fold abs(table row + offset) over the listed rows with smin or smax; returns one vector per list of offsets."""
    folded = [cgutils.alloca_once(builder, _VECTOR) for _ in offsets]
    for vector in folded:
        builder.store(ir.Constant(_VECTOR, [seed] * LANES), vector)
    with cgutils.for_range_slice(builder, span[0], span[1], ir.Constant(_I64, 1), _I64) as (index, _):
        place = builder.mul(builder.load(builder.gep(row, [index])), ir.Constant(_I64, LANES))
        lanes = builder.load(builder.bitcast(builder.gep(table, [place]), _VECTOR.as_pointer()))
        lanes.align = 2
        for offset, vector in zip(offsets, folded, strict=True):
            value = builder.add(lanes, _splat(builder, builder.load(builder.gep(offset, [index]))))
            size = _call(builder, "abs", [value, ir.Constant(ir.IntType(1), 0)])
            builder.store(_call(builder, name, [builder.load(vector), size]), vector)
    return [builder.load(vector) for vector in folded]


def _verdicts(builder: Any, least: Any, most: Any, margin: Any) -> list[Any]:
    """Number of lanes with max - min > margin, and the mask of lanes within the margin."""
    gap, limit = builder.sub(most, least), _splat(builder, margin)
    fails = builder.icmp_signed(">", gap, limit)
    clear = builder.icmp_signed("<", gap, builder.sub(ir.Constant(_VECTOR, [0] * LANES), limit))
    near = builder.not_(builder.or_(builder.bitcast(fails, _I64), builder.bitcast(clear, _I64)))
    return [builder.ctpop(builder.bitcast(fails, _I64)), near]


def _generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    """Compare 64 lanes of the table at each of the lists of offsets: two numbers for each list."""
    table, start, row, *offsets, inside, count, margin = arguments
    kinds = dict(zip(arguments, signature.args, strict=True))
    table, row, *offsets = (
        context.make_array(kinds[value])(context, builder, value).data for value in (table, row, *offsets)
    )
    at = builder.gep(table, [start])
    least = _fold(builder, at, row, offsets, (ir.Constant(_I64, 0), inside), "smin", EMPTY_MIN)
    most = _fold(builder, at, row, offsets, (inside, count), "smax", 0)
    found = [z for low, high in zip(least, most, strict=True) for z in _verdicts(builder, low, high, margin)]
    return context.make_tuple(builder, signature.return_type, found)


@intrinsic
def _compare(typing: Any, table: Any, start: Any, row: Any, offset: Any, inside: Any, count: Any, margin: Any) -> Any:
    """(number of lanes with max - min > margin, mask of lanes within the margin) for one group of 64 lanes."""
    kinds = (table, types.int64, row, offset, types.int64, types.int64, types.int16)
    return types.UniTuple(types.int64, 2)(*kinds), _generate


@intrinsic
def _compare_two(
    typing: Any, table: Any, start: Any, row: Any, offset: Any, other: Any, inside: Any, count: Any, margin: Any
) -> Any:
    """The same at two lists of offsets: number, mask, number, mask."""
    kinds = (table, types.int64, row, offset, other, types.int64, types.int64, types.int16)
    return types.UniTuple(types.int64, 4)(*kinds), _generate


@njit(nogil=True, cache=True)
def compare_lanes(table: Any, start: Any, row: Any, offset: Any, inside: Any, count: Any, margin: Any) -> Any:
    """Compare minimum (rows 0..inside-1 of the list) and maximum (the rest) of 64 patterns.

    ``table[start + 64 * row[z] + lane] + offset[z]`` is the value of list entry z (int16, magnitude at most 32000).
    Returns the number of lanes with max - min > margin and a 64-bit mask of the lanes with abs(max - min) <= margin.
    """
    return _compare(table, start, row, offset, inside, count, margin)  # type: ignore[call-arg]


@njit(nogil=True, cache=True)
def compare_two(table: Any, start: Any, row: Any, offset: Any, other: Any, inside: Any, count: Any, margin: Any) -> Any:
    """``compare_lanes`` with ``offset`` and with ``other``: the table is read once for 128 patterns."""
    return _compare_two(table, start, row, offset, other, inside, count, margin)  # type: ignore[call-arg]


@intrinsic
def _trailing(typing: Any, mask: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 0))

    return types.int64(types.int64), generate


@njit(nogil=True, cache=True)
def lowest_bit(mask: Any) -> Any:
    """Position of the lowest set bit (64 for none)."""
    return _trailing(mask)  # type: ignore[call-arg]


@intrinsic
def _ones(typing: Any, mask: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.int64(types.int64), generate


@njit(nogil=True, cache=True)
def bit_count(mask: Any) -> Any:
    """Number of set bits."""
    return _ones(mask)  # type: ignore[call-arg]
