"""The proof folders: every derivation of the tool is replayed with the work that is the default."""

from dataclasses import replace
from pathlib import Path

import pytest

import recheck
from boundcheck.audit import Settings
from boundcheck.audit.steps import audit_step
from boundcheck.folder import load
from boundcheck.report.data import dump, report
from boundcheck.step import Paper, ancestors_first

PROOFS = Path(recheck.__file__).parent / "proofs"


def derived(key):
    """A report of the derivations of a folder; nothing is searched, so what only a counterexample settles is left out."""
    done = {}
    for step in ancestors_first(load(PROOFS / key).steps):
        done[step.label] = audit_step(replace(step, over=(), checks=(), expects=None), done, Settings())
    paper = Paper(key=key, title="derivations", authors="", version="1")
    return recheck.load(dump(report(paper, tuple(done.values()), (), Settings(), {})).encode())


@pytest.mark.parametrize("key", ["murray_tanner_2021", "murray_tanner_poster", "li_feng_zhou_2024"])
def test_every_derivation_of_a_folder_is_replayed_with_the_default_work(key):
    found = [o for o in recheck.Recheck(derived(key)).run() if o.verdict == "PROVED"]

    assert len(found) > 10
    assert [o for o in found if o.state != "replayed"] == []
