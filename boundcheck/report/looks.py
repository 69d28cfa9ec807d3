"""How a step is told at a glance: one of seven looks, each with a shape, a colour's class and words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from boundcheck.report.blocks import Data

_NOT_IN_AN_ANCHOR = re.compile(r"[^A-Za-z0-9._-]")


@dataclass(frozen=True, kw_only=True)
class Look:
    """A key, which is also the class and the filter; a shape of ``boundcheck.draw.glyph``; words, and fewer words."""

    key: str
    shape: str
    words: str
    short: str


LOOKS = (
    Look(key="sound", shape="disc", words="proved as printed", short="as printed"),
    Look(key="rests", shape="square", words="proved, but rests on a repaired line", short="rests on a repair"),
    Look(key="gap", shape="half", words="true, but the argument given has a gap", short="gap"),
    Look(key="repaired", shape="diamond", words="false as printed, repaired", short="repaired"),
    Look(key="falls", shape="cross", words="false as printed, no repair", short="falls"),
    Look(key="open", shape="ring", words="not settled", short="open"),
    Look(key="cited", shape="triangle", words="cited, not proved here", short="cited"),
)
_BY_KEY = {look.key: look for look in LOOKS}


def look(one: Data) -> Look:
    """The look of a step, from its verdicts and its status.

    >>> look({"printed": {"verdict": "PROVED"}, "argument": {"verdict": "VALID"}, "status": "STANDS"}).words
    'proved as printed'
    """
    return _BY_KEY[_key(one["printed"]["verdict"], one["argument"]["verdict"], one["status"])]


def _key(printed: str, argument: str, status: str) -> str:
    if status == "FALLS":
        return "falls"
    if argument == "CITED":
        return "cited"
    if status == "OPEN" or printed not in ("PROVED", "REFUTED"):
        return "open"
    if printed == "REFUTED":
        return "repaired"
    if argument == "GAP":
        return "gap"
    return "rests" if status == "STANDS_REPAIRED" else "sound"


THEOREMS = {
    "STANDS": (_BY_KEY["sound"], "stands as printed"),
    "STANDS_REPAIRED": (_BY_KEY["repaired"], "stands after repairs"),
    "OPEN": (_BY_KEY["open"], "is open"),
    "FALLS": (_BY_KEY["falls"], "falls"),
}


def sentence(one: Data) -> str:
    """What became of a step, in one sentence."""
    printed, repaired, argument = one["printed"], one["repaired"], one["argument"]
    found = [_PRINTED.get(printed["verdict"], printed["verdict"])]
    if repaired is not None:
        found.append(_REPAIRED.get(repaired["verdict"], f"the repaired line: {repaired['verdict']}"))
    elif printed["verdict"] == "REFUTED":
        found.append("no repair is proved")
    if printed["verdict"] == "PROVED":
        found.append(_ARGUMENT.get(argument["verdict"], argument["verdict"]))
    if argument["verdict"] == "CITED":
        found.append("cited as a classical theorem")
    if one["status"] == "STANDS_REPAIRED" and printed["verdict"] == "PROVED":
        found.append("it uses lines that hold only as repaired")
    return "; ".join(found) + "."


_PRINTED = {
    "PROVED": "Proved as printed",
    "REFUTED": "False as printed",
    "SURVIVED": "Not proved; no counterexample among the instances tried",
    "UNDECIDED": "Undecided",
    "VACUOUS": "Vacuous: no instance meets the hypotheses",
}
_REPAIRED = {
    "PROVED": "the repaired line is proved",
    "REFUTED": "the repaired line is false too",
    "SURVIVED": "the repaired line is not proved, and no instance tried violates it",
    "UNDECIDED": "the repaired line is undecided",
    "VACUOUS": "no instance meets the hypotheses of the repaired line",
}
_ARGUMENT = {"VALID": "the argument is valid", "GAP": "the argument given has a gap", "CITED": "cited"}


def anchor(label: str) -> str:
    """The id of a step on its page.

    >>> anchor("lemma_2.one"), anchor("a b")
    ('step-lemma_2.one', 'step-a~20b')
    """
    return "step-" + _NOT_IN_AN_ANCHOR.sub(lambda match: f"~{ord(match.group()):x}", label)


def statement_of(label: str) -> str:
    """The file of a step.

    >>> statement_of("lemma_3_3_max.independence")
    'lemma_3_3_max'
    """
    return label.rpartition(".")[0] or label


def statement_name(module: str) -> str:
    """The file's name as a reader would write it.

    >>> statement_name("lemma_3_3_max")
    'Lemma 3.3 max'
    """
    words = re.sub(r"(?<=\d)_(?=\d)", ".", module).replace("_", " ").strip()
    return words[:1].upper() + words[1:]
