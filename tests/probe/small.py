"""Small campaigns for tests: real searches with few points per task."""

from boundcheck.probe import spec as specs
from boundcheck.probe.campaign import Budget, run
from boundcheck.probe.findings import findings
from boundcheck.probe.spec import Spec, header
from boundcheck.report.data import dump

LEMMA = Spec(bound="lemma_3_3")


def campaign(path, tasks=15, spec=LEMMA, **others):
    """Run a campaign of so many tasks."""
    return run(spec, Budget(looks=tasks * specs.target_of(spec).size), path, **others)


def text(outcome, spec=LEMMA):
    """The report of a campaign, as it would be written."""
    return dump(findings(spec, header(spec), outcome.records, outcome.lost))
