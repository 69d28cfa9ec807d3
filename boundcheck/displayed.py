"""What a notebook shows of a record: the texts are made in ``boundcheck.report``, loaded when one is asked for."""

from __future__ import annotations

from importlib import import_module

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

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """All forms at once, and as plain text the Markdown: the ``repr`` of an audit fills screens."""
        found = self._repr_markdown_()
        return {
            "text/html": self._repr_html_(),
            "text/latex": self._repr_latex_(),
            "text/markdown": found,
            "text/plain": found,
        }
