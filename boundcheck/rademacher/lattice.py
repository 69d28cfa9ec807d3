"""Lattice counting: exact tails of integers with a small sum, any number of them.

With ``s`` the sum of the coefficients that carry a minus sign, ``S = total - 2 s``. Only ``s <= (total - t) / 2`` is
needed, so at most half the lattice is computed. Counts are taken modulo 2^64 and as many 61-bit primes as the number of
coefficients asks for, and put together by the Chinese remainder theorem.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from .errors import TooLargeError
from .lattice_kernels import counts_mod, sum_mod
from .primes import from_residues, moduli_for

LARGEST_CELLS = 2**27  # two arrays of one gigabyte
PRIME_BITS = 61


def cells_needed(total: int, t: int) -> int:
    """Lattice cells computed for a threshold ``t``.

    >>> cells_needed(10, 4), cells_needed(10, 17)
    (4, 1)
    """
    return max(0, total - t) // 2 + 1


def beyond_and_ties(magnitudes: list[int], t: int, *, threads: int = 1) -> tuple[int, int]:
    """Return ``#{abs(S) > t}`` and ``#{abs(S) == t}`` for positive integers and an integer ``t >= 0``.

    Raises:
        TooLargeError: more than 2^27 lattice cells.

    >>> beyond_and_ties([1, 1, 2], 2)
    (2, 4)
    """
    total = sum(magnitudes)
    if t > total:  # else the slices below would count from the end
        return 0, 0
    cells = cells_needed(total, t)
    if cells > LARGEST_CELLS:
        raise TooLargeError("lattice", expected=f"at most {LARGEST_CELLS} cells", got=f"{cells}")
    ordered = sorted(magnitudes) if len(magnitudes) % 2 == 0 else [0, *sorted(magnitudes)]
    a = np.array(ordered, dtype=np.int64)  # a zero makes the length even and doubles every count
    strict_cells = (total - t + 1) // 2  # s < (total - t) / 2
    tie_cell = (total - t) // 2 if (total - t) % 2 == 0 else None
    moduli = moduli_for(len(ordered), prime_bits=PRIME_BITS)

    def residues(modulus: int) -> tuple[int, int]:
        p = 0 if modulus == 2**64 else modulus
        law = counts_mod(a, cells, p)
        return int(sum_mod(law, strict_cells, p)) % modulus, 0 if tie_cell is None else int(law[tie_cell]) % modulus

    if threads == 1 or len(moduli) == 1:
        pairs = [residues(m) for m in moduli]
    else:
        with ThreadPoolExecutor(threads) as pool:
            pairs = list(pool.map(residues, moduli))
    strict, ties = (from_residues(column, moduli) for column in zip(*pairs, strict=True))
    pad = len(ordered) - len(magnitudes)
    doubled, doubled_ties = (2 * strict) >> pad, ((2 if t else 1) * ties) >> pad
    return doubled, doubled_ties
