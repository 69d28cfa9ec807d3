"""What a step takes from another work: a claim of another audited paper, or a work that is not audited here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from boundcheck.errors import BoundcheckError

_KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """A claim of another audited paper (``work`` is its key, ``label`` the step); or a work by name, no label."""

    work: str
    label: str = ""

    def __post_init__(self) -> None:
        """Refuse what can name neither."""
        if not isinstance(self.work, str) or not self.work.strip():
            raise BoundcheckError("quote", expected="the key of a paper, or the name of a work", got=repr(self.work))
        if not isinstance(self.label, str) or (self.label and not _dotted(self.label)):
            raise BoundcheckError("quote", expected="a label such as lemma_3.step_2", got=repr(self.label))
        if self.label and not _KEY.fullmatch(self.work):
            raise BoundcheckError(
                "quote", expected=f"the key of the paper that holds {self.label}", got=repr(self.work)
            )

    @property
    def audited(self) -> bool:
        """Whether the claim quoted is a step of a proof folder."""
        return bool(self.label)


def quote(work: str, label: str = "") -> Quotation:
    """A quotation, as a step holds it in ``quotes=``.

    >>> quote("other_2020", "lemma_3.step_2").audited, quote("[16], not at hand").audited
    (True, False)

    Raises:
        BoundcheckError: the work or the label can name nothing.
    """
    return Quotation(work=work, label=label)


def _dotted(label: str) -> bool:
    return all(part.isidentifier() for part in label.split("."))


def check_quotations(key: str, quoted: Iterable[tuple[str, Quotation]], known: Mapping[str, set[str]]) -> None:
    """Refuse a quotation of the paper itself, and one of a label that a paper at hand does not have.

    Args:
        key: the paper that quotes.
        quoted: each quotation with the label of the step that makes it.
        known: labels of the papers that are loaded, by key; of others nothing is said.

    Raises:
        BoundcheckError: with the label of the step, what is expected and what is there.
    """
    for label, found in quoted:
        if found.audited and found.work == key:
            raise BoundcheckError(label, expected=f"uses=({found.label},) for a step of the same paper", got="a quote")
        if found.audited and found.work in known and found.label not in known[found.work]:
            raise BoundcheckError(label, expected=f"a step of {found.work}", got=repr(found.label))
