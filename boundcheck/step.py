"""A step: one printed line of a proof as data, and the proof as the graph its ``uses`` draw."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from boundcheck.claim import Claim, Hypothesis
from boundcheck.displayed import Displayed
from boundcheck.errors import BoundcheckError
from boundcheck.evidence import Argument, Verdict
from boundcheck.quotations import Quotation
from boundcheck.worth.curves import Chart


@dataclass(frozen=True, kw_only=True, eq=False)
class Step(Displayed):
    """One printed line.

    Attributes:
        label: stable name, ``file.attribute``, such as ``lemma_3_3.union_bound``.
        cite: where the line stands in the paper.
        register: ids of the register that this step encodes.
        reading: how an ambiguous line is read here ("literal", "charitable", ...), empty if there is only one reading.
        uses: earlier steps whose claims (in repaired form where printed falls) the argument may use.
        hypotheses: what the statement assumes; tested on every instance, available to rules.
        printed: the claim as printed.
        argument: the paper's reason, as rules to instantiate (``boundcheck.rules``); None for a bare claim.
        repaired: the repaired claim, if the printed one falls or its argument has a gap.
        repaired_hypotheses: extra hypotheses that the repaired claim needs.
        repaired_argument: rules that prove the repaired claim.
        over: where instances come from (``boundcheck.checkers.search`` sources); empty for purely symbolic claims.
        checks: further checkers for this claim (enclosure, symbolic, exhaustive ...).
        expects: what the author of the proof file expects: printed verdict, argument verdict, repaired verdict;
            compared with the audit, never copied into it.  See ``expectation`` for a step that says nothing.
        cited: reference, when the step is a leaf (a classical theorem).
        quotes: what it takes from, or says about, other works (``boundcheck.quotations.quote``).
        model: the graph of definitions (``boundcheck.model.Model``), which knows what depends on which signs.
        remark: what a reader should know.
    """

    label: str
    cite: str
    printed: Claim
    register: tuple[str, ...] = ()
    reading: str = ""
    uses: tuple[Step, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()
    argument: Any = None
    repaired: Claim | None = None
    repaired_hypotheses: tuple[Hypothesis, ...] = ()
    repaired_argument: Any = None
    over: tuple[Any, ...] = ()
    checks: tuple[Any, ...] = ()
    expects: Any = None
    cited: str = ""
    quotes: tuple[Quotation, ...] = ()
    model: Any = None
    remark: str = ""

    def __post_init__(self) -> None:
        """Refuse what would make a step meaningless."""
        if not isinstance(self.label, str) or not all(part.isidentifier() for part in self.label.split(".")):
            raise BoundcheckError(
                "step.label", expected="dotted identifiers such as lemma_3.step_2", got=repr(self.label)
            )
        if not isinstance(self.printed, Claim):
            raise BoundcheckError(self.label, expected="printed=Claim(...)", got=repr(self.printed))
        for name, (wanted, fits) in _FIELDS.items():
            if not fits(getattr(self, name)):
                raise BoundcheckError(self.label, expected=f"{name}={wanted}", got=_shown(getattr(self, name)))
        if self.repaired_argument is not None and self.repaired is None:
            raise BoundcheckError(self.label, expected="repaired=Claim(...) beside repaired_argument", got="none")
        names = [hypothesis.name for hypothesis in (*self.hypotheses, *self.repaired_hypotheses)]
        for name in names:
            if names.count(name) > 1:
                raise BoundcheckError(
                    self.label, expected="each hypothesis under a name of its own", got=f"two {name!r}"
                )


def _tuple_of(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, tuple) and all(map(fits, value))


def _is(*kinds: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, kinds)


def _is_text(value: Any) -> bool:
    """Text that can be written to a file."""
    return isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value)


def _is_expectation(value: Any) -> bool:
    """None, or verdicts that an audit can find."""
    if not isinstance(value, Expectation):
        return value is None
    verdicts, arguments = ({one.value for one in kind} | {""} for kind in (Verdict, Argument))
    return {value.printed, value.repaired} <= verdicts and value.argument in arguments


def _shown(value: Any) -> str:
    return repr(value) if len(repr(value)) <= _LONGEST_SHOWN else f"{repr(value)[:_LONGEST_SHOWN]}..."


_LONGEST_SHOWN = 80
_VERDICTS = f"one of {', '.join(one.value for one in Verdict)}"
_ARGUMENTS = f"argument one of {', '.join(one.value for one in Argument)}"
_hypotheses = ("(assume(...), ...)", _tuple_of(_is(Hypothesis)))
_lines = ("None or (rule(...), ...), a tuple of lines", lambda value: value is None or _has_names(value))
_FIELDS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    **dict.fromkeys(("cite", "reading", "cited", "remark"), ("text", _is_text)),
    "register": ("(text, ...)", _tuple_of(_is_text)),
    "quotes": ("(quote(...), ...)", _tuple_of(_is(Quotation))),
    "uses": ("(Step, ...)", _tuple_of(lambda value: isinstance(value, Step))),
    "hypotheses": _hypotheses,
    "repaired_hypotheses": _hypotheses,
    "repaired": ("Claim(...) or None", _is(Claim, type(None))),
    "argument": _lines,
    "repaired_argument": _lines,
    "over": ("(source, ...), such as (reals(...),)", _tuple_of(lambda value: hasattr(value, "boundary"))),
    "checks": ("(checker, ...), functions of a question", _tuple_of(callable)),
    "model": ("a Model or None", lambda value: value is None or hasattr(value, "definitions")),
    "expects": (f"expect(...), verdicts {_VERDICTS}, {_ARGUMENTS}", _is_expectation),
}


def _has_names(value: Any) -> bool:
    return isinstance(value, tuple) and all(hasattr(line, "name") and hasattr(line, "kind") for line in value)


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """What the proof file expects of the audit, in the audit's own words (names of verdicts); empty for anything."""

    printed: str
    argument: str = ""
    repaired: str = ""


def expect(printed: str, *, argument: str = "", repaired: str = "") -> Expectation:
    """Shorthand: ``expects=expect("REFUTED", repaired="PROVED")``."""
    return Expectation(printed=printed, argument=argument, repaired=repaired)


def expectation(step: Step) -> Expectation:
    """What a step expects; one that says nothing is held to a proof: of its repair if it has one, else as printed.

    >>> from boundcheck.claim import Claim
    >>> from boundcheck.terms import real
    >>> expectation(Step(label="lemma.line", cite="(1)", printed=Claim(real("x") ** 2, ">=", 0))).printed
    'PROVED'
    """
    if step.expects is not None:
        return step.expects  # type: ignore[no-any-return]
    if step.cited:
        return Expectation(printed="", argument="CITED")
    return expect("PROVED") if step.repaired is None else expect("REFUTED", repaired="PROVED")


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """A theorem of the paper: the steps its proof ends with, and other readings whose verdicts a reader should see."""

    label: str
    title: str
    rests_on: tuple[Step, ...]
    beside: tuple[Step, ...] = ()
    states: tuple[str, ...] = ()  # hypotheses the paper states, in words
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper under audit: citation, pinned version, notation table, conclusions, and charts of what its bounds say.

    A chart is a function, so that it is computed only when a report is written.
    """

    key: str
    title: str
    authors: str
    version: str
    url: str = ""
    notation: tuple[Any, ...] = ()
    conclusions: tuple[Conclusion, ...] = field(default=())
    charts: tuple[Callable[[], Chart], ...] = ()


def ancestors_first(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Return the steps and everything they use, each after what it uses.

    Raises:
        BoundcheckError: two different steps share a label.
    """
    ordered: dict[str, Step] = {}

    def visit(step: Step) -> None:
        known = ordered.get(step.label)
        if known is step:
            return
        if known is not None:
            raise BoundcheckError(step.label, expected="labels to be unique", got="two different steps with this label")
        for used in step.uses:
            visit(used)
        ordered[step.label] = step

    for step in steps:
        visit(step)
    return tuple(ordered.values())
