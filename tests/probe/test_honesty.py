"""The probe is caught when it errs: a search that disagrees with exact evaluation, a witness that is not confirmed."""

from dataclasses import replace

import pytest

from boundcheck.errors import UnsoundCheckerError
from boundcheck.probe import findings as finding
from boundcheck.probe import layers, task
from boundcheck.probe.confirm import AGREES, REFUTES, confirmed
from boundcheck.probe.findings import findings
from boundcheck.probe.fold import fold
from boundcheck.probe.spec import Spec, header, target_of, worker
from tests.probe.small import LEMMA, campaign


def test_a_wrong_kernel_is_an_error_of_the_tool(small, monkeypatch):
    """A count that is one too high does not survive the exact evaluation."""
    count = layers.facts
    monkeypatch.setattr(layers, "facts", lambda point: (f := count(point)) and replace(f, failed=f.failed + 1))

    with pytest.raises(UnsoundCheckerError, match="the search and the exact evaluation differ"):
        worker(LEMMA)(0)


def test_a_wrong_coherence_is_an_error_of_the_tool(small, monkeypatch):
    count = layers.facts
    monkeypatch.setattr(layers, "facts", lambda point: (f := count(point)) and replace(f, mu_top=f.mu_top // 2 + 1))

    with pytest.raises(UnsoundCheckerError, match="differ"):
        list(map(worker(LEMMA), range(6)))


def test_a_violation_that_is_not_confirmed_is_counted_apart(small, monkeypatch):
    monkeypatch.setattr(task, "confirm", lambda *_: False)
    spec = Spec(bound="lemma_3_3", factor="1/8")
    record = worker(spec)(0)

    assert [] == record["violations"]
    assert 0 < record["unconfirmed"]
    assert "NO VIOLATION FOUND" == findings(spec, header(spec), {0: record}, {})["verdict"]


def test_a_violation_the_search_imagines_is_not_reported(small, monkeypatch):
    monkeypatch.setattr(layers.LayerTarget, "_violated", lambda *_: True)
    record = worker(LEMMA)(0)

    assert ([], True) == (record["violations"], record["unconfirmed"] > 0)


def test_a_stored_ratio_that_an_instance_does_not_give_is_an_error_of_the_tool(small, tmp_path):
    records = dict(campaign(tmp_path / "a.jsonl", 3).records)
    best = records[1]["best"]["vacuous"]
    records[1] = {**records[1], "best": {"vacuous": {**best, "ratio": "9.0e0"}}}

    with pytest.raises(UnsoundCheckerError, match=r"stored with ratio 9.0e0 gives"):
        findings(LEMMA, header(LEMMA), records, {})


def test_a_disagreement_with_the_independent_program_is_an_error_of_the_tool(small, tmp_path, monkeypatch):
    records = campaign(tmp_path / "a.jsonl", 3).records
    monkeypatch.setattr(finding, "confirmed", lambda *_: "every hypothesis holds and the claim is false here")

    with pytest.raises(UnsoundCheckerError, match="search and independent program differ"):
        findings(LEMMA, header(LEMMA), records, {})


def test_the_independent_program_says_which_hypothesis_fails():
    statement = target_of(LEMMA).statement
    world = worker(LEMMA)(0)["best"]["vacuous"]["world"]
    witness = {"world": world, "index": {}, "outcome": None}

    assert AGREES == confirmed(statement, witness)
    said = confirmed(statement, {**witness, "world": {**world, "zeta": "1/3"}})
    assert said.startswith("hypothesis 5 is false")
    assert confirmed(statement, {**witness, "world": {"kind": "?"}}) not in (AGREES, REFUTES)


def test_of_two_equal_ratios_the_shorter_instance_is_shown():
    def record(number, world):
        best = {"": {"ratio": "5.0e-1", "world": world, "source": 0}}
        return {
            "task": number,
            "looks": 1,
            "valid": 1,
            "groups": {"": 1},
            "best": best,
            "violations": [],
            "unconfirmed": 0,
        }

    found = fold([record(0, {"z": [1, 2, 3]}), record(1, {"z": [2]}), record(2, {"z": [1]})])
    assert {"z": [1]} == found["best"][""]["world"]
