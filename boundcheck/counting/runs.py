"""Innermost kernel of the transfer matrix: eight queries side by side over a run of window patterns.

Written as vector instructions through the builder of numba: one table entry is compared with all eight thresholds, and
the thresholds stay in registers for the whole run.
"""

# ruff: noqa: ARG001, PLR0913, PLR0917  kernels take arrays by position; numba fixes the signature of an intrinsic

from typing import Any

from llvmlite import ir  # type: ignore[import-untyped]
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic

LANES = 8
_I32 = ir.IntType(32)
_I64 = ir.IntType(64)
_LIMITS = ir.VectorType(_I32, LANES)


def _data(context: Any, builder: Any, kind: Any, value: Any) -> Any:
    return context.make_array(kind)(context, builder, value).data


def _load(builder: Any, pointer: Any, vector: Any, align: int) -> Any:
    value = builder.load(builder.bitcast(pointer, vector.as_pointer()))
    value.align = align
    return value


def _splat(builder: Any, value: Any) -> Any:
    seed = builder.insert_element(ir.Constant(_LIMITS, ir.Undefined), value, ir.Constant(_I32, 0))
    return builder.shuffle_vector(seed, ir.Constant(_LIMITS, ir.Undefined), ir.Constant(_LIMITS, [0] * LANES))


def _allowed(builder: Any, tables: tuple[Any, Any], limits: tuple[Any, Any], place: Any) -> Any:
    """Mask of the queries that allow the table entry at ``place``."""
    least = _splat(builder, builder.load(builder.gep(tables[0], [place])))
    most = _splat(builder, builder.load(builder.gep(tables[1], [place])))
    above = builder.icmp_signed(">", least, limits[0])
    return builder.and_(above, builder.icmp_signed("<=", most, limits[1]))


def _run(builder: Any, context: Any, signature: Any, arguments: Any, *, pair: bool) -> None:
    kinds = signature.args
    out, f, inside, off, u, v = (_data(context, builder, kinds[z], arguments[z]) for z in (0, 1, 2, 3, 4, 5))
    r, s, z, o, e, stride, count = arguments[6:]
    scalar = context.get_data_type(kinds[1].dtype)
    vector = ir.VectorType(scalar, LANES)
    nothing = ir.Constant(vector, None)
    limits = _load(builder, u, _LIMITS, 4), _load(builder, v, _LIMITS, 4)
    lanes = ir.Constant(_I64, LANES)
    with cgutils.for_range(builder, count, intp=_I64) as loop:
        shift = builder.mul(loop.index, stride)
        value = nothing
        for source, entry in ((s, o), (z, e)) if pair else ((s, o),):
            pointer = builder.gep(f, [builder.mul(builder.add(source, shift), lanes)])
            mask = _allowed(builder, (inside, off), limits, builder.add(entry, shift))
            part = builder.select(mask, _load(builder, pointer, vector, 8), nothing)
            if value is nothing:
                value = part
            elif isinstance(scalar, ir.IntType):
                value = builder.add(value, part)
            else:
                value = builder.fadd(value, part)
        target = builder.gep(out, [builder.mul(builder.add(r, loop.index), lanes)])
        store = builder.store(value, builder.bitcast(target, vector.as_pointer()))
        store.align = 8


@intrinsic
def _pairs(typing: Any, out: Any, f: Any, inside: Any, off: Any, u: Any, v: Any, r: Any, s: Any, z: Any, o: Any,
           e: Any, stride: Any, count: Any) -> Any:  # fmt: skip
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        _run(builder, context, signature, arguments, pair=True)
        return context.get_dummy_value()

    return types.void(out, f, inside, off, u, v, *([types.int64] * 7)), generate


@intrinsic
def _copies(typing: Any, out: Any, f: Any, inside: Any, off: Any, u: Any, v: Any, r: Any, s: Any, z: Any, o: Any,
            e: Any, stride: Any, count: Any) -> Any:  # fmt: skip
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        _run(builder, context, signature, arguments, pair=False)
        return context.get_dummy_value()

    return types.void(out, f, inside, off, u, v, *([types.int64] * 7)), generate


@njit(nogil=True, cache=True)
def add_pairs(
    out: Any,
    f: Any,
    inside: Any,
    off: Any,
    u: Any,
    v: Any,
    r: Any,
    s: Any,
    z: Any,
    o: Any,
    e: Any,
    stride: Any,
    count: Any,
) -> Any:
    """out[r + i] = [entry o + i d allowed] f[s + i d] + [entry e + i d allowed] f[z + i d], d = stride, i < count.

    f and out (patterns, 8) int64 or float64; inside and off int32 tables; u and v (8,) int32, allowed means
    ``inside > u and off <= v``.
    """
    _pairs(out, f, inside, off, u, v, r, s, z, o, e, stride, count)  # type: ignore[call-arg]


@njit(nogil=True, cache=True)
def copy_allowed(out: Any, f: Any, inside: Any, off: Any, u: Any, v: Any, r: Any, s: Any, o: Any, count: Any) -> Any:
    """out[r + i] = [entry o + i allowed] f[s + i] for i < count."""
    _copies(out, f, inside, off, u, v, r, s, s, o, o, 1, count)  # type: ignore[call-arg]
