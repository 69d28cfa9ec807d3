"""Compiled kernels of the Monte-Carlo: 64 trials side by side, no value ever stored.

A trial's sign j is bit ``trial`` of a word made from (seed, block, j) alone, so that results do not depend on threads.
A row starts at ``b + sum w`` and each minus sign subtracts ``2 w`` under a mask; the row's magnitude is folded into the
minimum inside or the maximum off the support.
"""

# ruff: noqa: ARG001, PLR0913, PLR0917  kernels take arrays by position; numba fixes the signature of an intrinsic

from typing import Any

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic

LANES = 64
TOGETHER = 4  # blocks that share one reading of the rows
_I64 = ir.IntType(64)


def _vector(context: Any, kind: Any) -> Any:
    return ir.VectorType(context.get_data_type(kind), LANES)


def _splat(builder: Any, vector: Any, value: Any) -> Any:
    seed = builder.insert_element(ir.Constant(vector, ir.Undefined), value, ir.Constant(ir.IntType(32), 0))
    order = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
    return builder.shuffle_vector(seed, ir.Constant(vector, ir.Undefined), order)


def _load(builder: Any, pointer: Any, vector: Any) -> Any:
    value = builder.load(builder.bitcast(pointer, vector.as_pointer()))
    value.align = 2
    return value


def _magnitude(builder: Any, vector: Any, value: Any) -> Any:
    if isinstance(vector.element, ir.IntType):
        kind = ir.FunctionType(vector, [vector, ir.IntType(1)])
        function = cgutils.get_or_insert_function(builder.module, kind, f"llvm.abs.v{LANES}i16")
        return builder.call(function, [value, ir.Constant(ir.IntType(1), 0)])
    function = cgutils.get_or_insert_function(
        builder.module, ir.FunctionType(vector, [vector]), f"llvm.fabs.v{LANES}f32"
    )
    return builder.call(function, [value])


@intrinsic
def _fold_row(typing: Any, words: Any, column: Any, step: Any, lo: Any, hi: Any, start: Any, target: Any,
              smallest: Any) -> Any:  # fmt: skip
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kinds = signature.args
        words, column, step, lo, hi, start, target, smallest = arguments
        words, column, step, target = (
            context.make_array(kinds[z])(context, builder, value).data
            for z, value in ((0, words), (1, column), (2, step), (6, target))
        )
        vector = _vector(context, kinds[2].dtype)
        whole = isinstance(vector.element, ir.IntType)
        total = cgutils.alloca_once(builder, vector)
        builder.store(_splat(builder, vector, start), total)
        with cgutils.for_range_slice(builder, lo, hi, ir.Constant(_I64, 1), _I64) as (entry, _):
            word = builder.load(builder.gep(words, [builder.load(builder.gep(column, [entry]))]))
            minus = builder.bitcast(word, ir.VectorType(ir.IntType(1), LANES))
            shift = _splat(builder, vector, builder.load(builder.gep(step, [entry])))
            before = builder.load(total)
            after = builder.add(before, shift) if whole else builder.fadd(before, shift)
            builder.store(builder.select(minus, after, before), total)
        size = _magnitude(builder, vector, builder.load(total))
        place = builder.bitcast(target, vector.as_pointer())
        held = _load(builder, target, vector)
        less = builder.icmp_signed("<", size, held) if whole else builder.fcmp_ordered("<", size, held)
        wanted = builder.xor(less, _splat(builder, less.type, builder.not_(smallest)))
        store = builder.store(builder.select(wanted, size, held), place)
        store.align = 2
        return context.get_dummy_value()

    word, whole = types.int64, types.int64
    return types.void(words, column, step, word, whole, step.dtype, target, types.boolean), generate


@njit(nogil=True, cache=True)
def sign_word(seed: Any, block: Any, j: Any) -> Any:
    """64 signs of sign number j in a block of 64 trials (bit set: minus), a hash of the three numbers alone."""
    z = np.uint64(seed) * np.uint64(0xD1342543DE82EF95) + np.uint64(block)
    z = (z ^ (z >> np.uint64(32))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(29))) + np.uint64(j) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.int64(z ^ (z >> np.uint64(31)))


@njit(nogil=True, cache=True)
def sign_words(seed: Any, block: Any, count: Any) -> Any:
    """The words of the signs 0 .. count - 1."""
    words = np.empty(count, np.int64)
    for j in range(count):
        words[j] = sign_word(seed, block, j)
    return words


@njit(nogil=True, cache=True)
def run_blocks(
    pointer: Any,
    column: Any,
    step: Any,
    start: Any,
    inside: Any,
    signs: Any,
    far: Any,
    margin: Any,
    seed: Any,
    lo: Any,
    hi: Any,
    unsure: Any,
) -> Any:
    """Blocks lo..hi-1 of 64 trials: (failures, ties, trials left open); the open ones go to ``unsure`` (room, 2).

    step = -2 w per entry and start = b + sum w per row, int16 (exact) or float32 with ``margin`` above twice its error.
    A trial with abs(max - min) <= margin is open unless margin is 0, when equality is a tie.
    """
    words = np.empty((TOGETHER, signs), np.int64)
    least = np.empty((TOGETHER, LANES), step.dtype)
    most = np.empty((TOGETHER, LANES), step.dtype)
    failures = 0
    ties = 0
    found = 0
    for first in range(lo, hi, TOGETHER):
        group = min(TOGETHER, hi - first)
        for b in range(group):
            for j in range(signs):
                words[b, j] = sign_word(seed, first + b, j)
        least[:] = far
        most[:] = 0
        for i in range(pointer.shape[0] - 1):
            for b in range(group):
                if inside[i]:
                    _fold_row(words[b], column, step, pointer[i], pointer[i + 1], start[i], least[b], True)  # type: ignore[call-arg]
                else:
                    _fold_row(words[b], column, step, pointer[i], pointer[i + 1], start[i], most[b], False)  # type: ignore[call-arg]
        for b in range(group):
            for lane in range(LANES):
                gap = np.float64(most[b, lane]) - np.float64(least[b, lane])
                if gap > margin:
                    failures += 1
                elif gap >= -margin:
                    if margin == 0:
                        ties += 1
                    else:
                        unsure[found, 0] = first + b
                        unsure[found, 1] = lane
                        found += 1
    return failures, ties, found
