"""The route that needs python-flint; its module is imported on first use, so that the package is optional."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from .errors import InputError


def flint_lattice(magnitudes: list[int], t: int) -> tuple[int, int]:
    """``lattice_flint.beyond_and_ties``, or an error that names the missing package.

    Raises:
        InputError: python-flint is not installed.
    """
    try:
        module = import_module(".lattice_flint", __package__)
    except ModuleNotFoundError as error:
        raise InputError("tail.route", expected="python-flint for 'lattice-flint'", got="not installed") from error
    count = cast("Callable[[list[int], int], tuple[int, int]]", module.beyond_and_ties)
    return count(magnitudes, t)
