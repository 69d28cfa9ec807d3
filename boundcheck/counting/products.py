"""Innermost kernel of the correlation: the windows of a signal times a bank of filters, in registers.

A tile is six windows next to each other times one vector of filters. For each of the ``depth`` places in a window one
vector of the bank is loaded, and each window adds its number times that vector: the windows overlap in memory and are
never copied. Each result is one chain of multiply-adds in the order of the places, whatever the number of threads.
"""

# ruff: noqa: ARG001, PLR0913, PLR0917  kernels take arrays by position; numba fixes the signature of an intrinsic

from typing import Any

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic

BYTES = 64  # of a vector: one register, or two that stand side by side
TILE = 6  # windows: their sums, in two registers each, leave four of sixteen for the operands
_I32 = ir.IntType(32)
_I64 = ir.IntType(64)


def _data(context: Any, builder: Any, kind: Any, value: Any) -> Any:
    return context.make_array(kind)(context, builder, value).data


def _vector(builder: Any, base: Any, place: Any, kind: Any) -> Any:
    """Pointer to a vector that starts at element ``place``."""
    return builder.bitcast(builder.gep(base, [place]), kind.as_pointer())


def _splat(builder: Any, value: Any, kind: Any) -> Any:
    nothing, order = ir.Constant(kind, ir.Undefined), ir.VectorType(_I32, kind.count)
    seed = builder.insert_element(nothing, value, ir.Constant(_I32, 0))
    return builder.shuffle_vector(seed, nothing, ir.Constant(order, [0] * kind.count))


def _accumulate(builder: Any, starts: list[Any], bank: Any, depth: Any, kind: Any, width: int) -> list[Any]:
    """One vector of sums per window: over the places q < depth, start[q] times bank vector q."""
    name = f"llvm.fmuladd.v{kind.count}f{8 * width}"
    fused = cgutils.get_or_insert_function(builder.module, ir.FunctionType(kind, [kind] * 3), name)
    sums = [cgutils.alloca_once(builder, kind) for _ in starts]
    for one in sums:
        builder.store(ir.Constant(kind, [0.0] * kind.count), one)
    with cgutils.for_range(builder, depth, intp=_I64) as loop:
        place = builder.mul(loop.index, ir.Constant(_I64, kind.count))
        filters = builder.load(_vector(builder, bank, place, kind))
        filters.align = width
        for start, one in zip(starts, sums, strict=True):
            number = _splat(builder, builder.load(builder.gep(start, [loop.index])), kind)
            builder.store(builder.call(fused, [number, filters, builder.load(one)]), one)
    return [builder.load(one) for one in sums]


def _generate(count: int) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        out, signal, bank = (_data(context, builder, signature.args[z], arguments[z]) for z in range(3))
        to, at, first, depth, hop, step = arguments[3:]
        scalar, width = context.get_data_type(signature.args[0].dtype), signature.args[0].dtype.bitwidth // 8
        kind = ir.VectorType(scalar, BYTES // width)
        shifts = [ir.Constant(_I64, z) for z in range(count)]
        starts = [builder.gep(signal, [builder.add(at, builder.mul(hop, z))]) for z in shifts]
        sums = _accumulate(builder, starts, builder.gep(bank, [first]), depth, kind, width)
        for z, value in zip(shifts, sums, strict=True):
            store = builder.store(value, _vector(builder, out, builder.add(to, builder.mul(step, z)), kind))
            store.align = width
        return context.get_dummy_value()

    return generate


@intrinsic
def _tile(typing: Any, out: Any, signal: Any, bank: Any, to: Any, at: Any, first: Any, depth: Any, hop: Any,
          step: Any) -> Any:  # fmt: skip
    """out[to + step z + lane] = sum_q signal[at + hop z + q] bank[first + q, lane] for the windows z < TILE."""
    return types.void(out, signal, bank, *([types.int64] * 6)), _generate(TILE)


@intrinsic
def _window(typing: Any, out: Any, signal: Any, bank: Any, to: Any, at: Any, first: Any, depth: Any, hop: Any,
            step: Any) -> Any:  # fmt: skip
    """The same for one window."""
    return types.void(out, signal, bank, *([types.int64] * 6)), _generate(1)


@njit(nogil=True, inline="always")
def _windows(out: Any, signal: Any, bank: Any, to: Any, at: Any, first: Any, depth: Any, hop: Any, step: Any,
             size: Any) -> Any:  # fmt: skip
    """TILE windows or one."""
    if size == TILE:
        _tile(out, signal, bank, to, at, first, depth, hop, step)  # type: ignore[call-arg]
    else:
        _window(out, signal, bank, to, at, first, depth, hop, step)  # type: ignore[call-arg]


@njit(nogil=True, cache=True)
def multiply(out: Any, signal: Any, bank: Any, first: Any, lo: Any, hi: Any, depth: Any, hop: Any, count: Any) -> Any:
    """out[l, first + p, f] = sum_q signal[l, p * hop + q] * filter f [q] for all lanes l, lo <= p < hi, f < count.

    out (lanes, windows, count), signal (lanes, numbers) and bank are contiguous and of one type, float32 or float64.
    The bank is flat: one vector of filters after the other, (groups, depth, vector), filled up with zeros. A last tile
    that would pass ``hi`` starts earlier and writes the same numbers again.
    """
    wide = BYTES // out.itemsize
    full = count // wide * wide
    rest = count - full
    aside = np.empty(TILE * wide, out.dtype)
    flat = out.reshape(-1)
    size = TILE if hi - lo >= TILE else 1
    for lane in range(out.shape[0]):
        for start in range(lo, hi, size):
            p = min(start, hi - size)
            to = (lane * out.shape[1] + first + p) * count
            at = lane * signal.shape[1] + p * hop
            for f in range(0, full, wide):
                _windows(out, signal, bank, to + f, at, f * depth, depth, hop, count, size)
            if rest:  # a vector filled up with zeros is formed aside and not stored whole
                _windows(aside, signal, bank, 0, at, full * depth, depth, hop, wide, size)
                for z in range(size):
                    for f in range(rest):
                        flat[to + z * count + full + f] = aside[z * wide + f]
