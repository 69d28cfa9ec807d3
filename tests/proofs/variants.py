"""A variant of a line: is it violated by some instance, and do the checkers of its step decline it?"""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from boundcheck.audit import Settings, audit, audit_step
from boundcheck.checkers.search import meets, worlds_of
from boundcheck.evaluate import readings
from boundcheck.evidence import Verdict
from tests.proofs.spoiling import standing

EFFORT = 12
QUICK = Settings(effort="quick")
MOST_PATTERNS = 32  # instances with more sign patterns are left to the audit; designed ones may have any number


@dataclass(frozen=True, kw_only=True)
class Variant:
    """A claim in place of that of a step.

    Attributes:
        step: the step whose proved form is varied.
        claim: the claim in its place; the claim itself where only hypotheses are dropped.
        at: designed instances, tried before those of the step's own sources.
        without: hypotheses of the proved form that are dropped.
    """

    step: Any
    claim: Any
    at: Any = None
    without: tuple[str, ...] = ()

    @property
    def hypotheses(self):
        """What is still assumed."""
        kept = standing(self.step)[1]
        unknown = set(self.without) - {h.name for h in kept}
        assert not unknown, f"{self.step.label} assumes no {unknown}"
        return tuple(h for h in kept if h.name not in self.without)


def spoiled(step, claim, at=None):
    """Another claim under the hypotheses of the step."""
    return Variant(step=step, claim=claim, at=at)


def dropped(step, *names, at=None):
    """The proved claim without some of its hypotheses."""
    return Variant(step=step, claim=standing(step)[0], at=at, without=names)


@cache
def own(source):
    """Boundary cases and a few generated ones, as far as they have few sign patterns."""
    return tuple(world for world in worlds_of(source, EFFORT, 0) if len(world.outcomes) <= MOST_PATTERNS)


def designed(source):
    """All instances of a fixed source."""
    return worlds_of(source, 0, 0) if source is not None else ()


def instances(variant):
    """The designed instances, then those of the step's sources: only those that meet the hypotheses."""
    nodes = tuple(h.node for h in variant.hypotheses)
    yield from (world for world in designed(variant.at) if meets(world, nodes))
    for source in variant.step.over:
        yield from (world for world in own(source) if meets(world, nodes))


def answers(claim, world):
    """What the claim says on an instance, reading by reading; nothing where a side is not defined."""
    try:
        for reading in readings(claim.node, world):
            yield reading.holds
    except (ZeroDivisionError, ValueError):
        return


def refuted(variant):
    """Some instance that meets the hypotheses violates the claim."""
    return any(answer is False for world in instances(variant) for answer in answers(variant.claim, world))


def survives(variant):
    """No instance that meets the hypotheses violates the claim, and on some it says something."""
    found = [answer for world in instances(variant) for answer in answers(variant.claim, world)]
    return True in found and False not in found


@cache
def _audited(step):
    """What the used steps come to, without search."""
    plain = {}

    def bare(one):
        if one not in plain:
            plain[one] = replace(one, uses=tuple(map(bare, one.uses)), over=(), expects=None)
        return plain[one]

    return {found.step.label: found for found in audit([bare(used) for used in step.uses], QUICK)} if step.uses else {}


def proved(variant, *, lines=None, model=None):
    """The step's own checkers prove it, by its own lines or by the given ones."""
    changed = replace(
        variant.step,
        printed=variant.claim,
        hypotheses=variant.hypotheses,
        argument=argument(variant.step) if lines is None else lines,
        repaired=None,
        repaired_argument=None,
        repaired_hypotheses=(),
        over=(),
        expects=None,
        model=model or variant.step.model,
    )
    return audit_step(changed, _audited(variant.step), QUICK).printed.verdict is Verdict.PROVED


def argument(step):
    """The lines that prove the form that stands."""
    return (step.argument if step.repaired is None else step.repaired_argument) or ()


def restated(variant):
    """The same lines, but those that state the proved claim state the variant."""
    form = standing(variant.step)[0].node
    return tuple(
        replace(line, claim=variant.claim) if line.claim is not None and line.claim.node == form else line
        for line in argument(variant.step)
    )


def declined(variant):
    """It is proved neither by the lines as they stand nor by lines that state it."""
    lines = restated(variant)
    return not proved(variant) and (lines == argument(variant.step) or not proved(variant, lines=lines))
