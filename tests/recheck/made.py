"""Small reports made by the tool itself, for the tests of the re-checker."""

import copy

import recheck
from boundcheck.audit import Settings, audit
from boundcheck.report.data import dump, report
from boundcheck.step import Paper, Step


def report_of(*steps):
    """Audit steps and return the report as the re-checker reads it."""
    paper = Paper(key="made", title="made up", authors="nobody", version="1")
    return recheck.load(dump(report(paper, audit(steps), (), Settings(), {})).encode())


def step(name, claim, *, hypotheses=(), lines=(), **more):
    """A step that is a derivation and nothing else."""
    return Step(
        label=f"made.{name}", cite="nowhere", printed=claim, hypotheses=tuple(hypotheses), argument=tuple(lines), **more
    )


def rechecked(data, **options):
    """What becomes of every verdict of a report."""
    return list(recheck.Recheck(data, **options).run())


def states(data):
    """States of all verdicts of a report."""
    return {o.label: o.state for o in rechecked(data)}


def reasons(data):
    """Reasons for what was not replayed."""
    return " | ".join(f"{o.label}: {o.reason}" for o in rechecked(data) if o.state != "replayed")


def spoiled(data, change):
    """A copy of a report after a change in place."""
    other = copy.deepcopy(data)
    change(other)
    return other


def certificate(data, place=0):
    """First derivation certificate of a step."""
    return next(
        e["certificate"]
        for e in data["steps"][place]["printed"]["evidence"]
        if e["certificate"].get("kind") == "derivation"
    )


def resealed(data):
    """Digests computed anew, as one would after tampering with claims."""
    for one in data["steps"]:
        for side in [one[name] for name in ("printed", "repaired") if one[name]]:
            side["digest"] = recheck.digest(side["claim"])
            for hypothesis in side["hypotheses"]:
                hypothesis["digest"] = recheck.digest(hypothesis["claim"])
            for evidence in side["evidence"]:
                if evidence["certificate"]:
                    evidence["certificate"]["claim"] = side["digest"]
    return data
