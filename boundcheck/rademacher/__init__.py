"""Exact Rademacher tails: ``P(abs(sum eps_j a_j) > t)`` for fair independent signs.

``tail`` chooses a route and says which; ``exact_tail`` never answers with an enclosure. The map: ``numbers`` (input),
``meet`` and ``big_meet`` (meet in the middle), ``lattice`` and ``lattice_flint`` (small sums), ``bracket`` (any reals),
``dispatch`` (choice), ``rows`` (tails of many short rows at once). Compiled kernels load on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from .errors import InputError, TooLargeError
from .result import Tail, TailEnclosure

if TYPE_CHECKING:
    from .dispatch import ROUTES, exact_tail, tail
    from .rows import row_tails

__all__ = ["ROUTES", "InputError", "Tail", "TailEnclosure", "TooLargeError", "exact_tail", "row_tails", "tail"]

_LATER = {"ROUTES": "dispatch", "exact_tail": "dispatch", "tail": "dispatch", "row_tails": "rows"}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f".{_LATER[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
