"""What a notebook shows of a record: the texts are made in ``boundcheck.report``, loaded when one is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_MAKER = "boundcheck.report.notebook"


class Displayed:
    """A record that a notebook shows as the reports do: its hooks, and no data of its own."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(import_module(_MAKER).to_html(self))

    def _repr_markdown_(self) -> str:
        return str(import_module(_MAKER).to_markdown(self))

    def _repr_latex_(self) -> str:
        return str(import_module(_MAKER).to_latex(self))

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: FBT001 - the signature is IPython's
        """What IPython shows on a terminal."""
        printer.text(self._repr_markdown_().rstrip("\n"))
