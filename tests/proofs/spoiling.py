"""Is a variant of a line violated by some instance that meets the hypotheses of its step?"""

from functools import cache

from boundcheck.checkers.search import survives, worlds_of

EFFORT = 12


@cache
def worlds(source):
    """Boundary cases and a few generated instances of a source."""
    return worlds_of(source, EFFORT, 0)


def standing(step):
    """The form of a step that is proved, with its hypotheses."""
    if step.repaired is None:
        return step.printed, step.hypotheses
    return step.repaired, (*step.hypotheses, *step.repaired_hypotheses)


def holds(step, claim, *extra, instead=()):
    """No instance meets the hypotheses (some replaced by name) and violates the claim; there is one that meets them."""
    changed = {hypothesis.name: hypothesis for hypothesis in instead}
    hypotheses = tuple(changed.get(h.name, h).node for h in standing(step)[1])
    return survives(claim.node, hypotheses, (*worlds(step.over[0]), *extra))
