"""The decoder's projection onto the k entries largest in magnitude, display (1), with ties made explicit."""

from __future__ import annotations

from collections.abc import Collection, Sequence

TIES = ("lowest", "highest", "against")


def preference(ties: str, size: int, support: Collection[int]) -> tuple[int, ...]:
    """Indices in the order in which a tie is settled: lowest first, highest first, or off the support first.

    >>> preference("against", 3, {0})
    (1, 2, 0)
    """
    if ties == "against":
        return tuple(sorted(range(size), key=lambda i: (i in support, i)))
    return tuple(range(size) if ties == "lowest" else reversed(range(size)))


def keep_largest(values: Sequence[int], k: int, order: Sequence[int]) -> tuple[int, ...]:
    """Keep the k entries largest in magnitude and set the others to 0; equals are taken in the given order.

    Entries that are 0 stay 0, so the result can have fewer than k nonzeros.

    >>> keep_largest([3, -3, 1], 1, (1, 0, 2))
    (0, -3, 0)
    """
    sizes = [abs(value) for value in values]
    kept = [0] * len(sizes)
    for index in sorted(order, key=sizes.__getitem__, reverse=True)[:k]:
        kept[index] = values[index]
    return tuple(kept)
