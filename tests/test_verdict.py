"""The tables, row by row."""

import itertools

import pytest

from boundcheck.errors import UnsoundCheckerError
from boundcheck.evidence import PROOF_GRADES, Argument, Finding, Grade, Status, Verdict, Witness
from boundcheck.verdict import judge, own_status, weakest, worst

WITNESS = Witness(title="simplest", world={}, index={}, outcome=None, lhs="1", rhs="0")


def finding(verdict, grade=None):
    """Evidence of this verdict."""
    usual = {"PROVED": Grade.EXACT, "REFUTED": Grade.EXACT, "SURVIVED": Grade.EMPIRICAL}
    return Finding(
        checker="made up",
        verdict=Verdict[verdict],
        grade=grade or usual.get(verdict),
        witnesses=(WITNESS,) if verdict == "REFUTED" else (),
    )


# what all findings about one claim give together: the first of these that is among them
ORDER = ("REFUTED", "VACUOUS", "PROVED", "SURVIVED", "UNDECIDED")


@pytest.mark.parametrize("several", [p for n in range(1, 4) for p in itertools.product(ORDER, repeat=n)])
def test_findings_about_one_claim_give_one_verdict(several):
    findings = [finding(verdict) for verdict in several]
    if {"PROVED", "REFUTED"} <= set(several):
        with pytest.raises(UnsoundCheckerError, match=r"lemma\.line"):
            judge("lemma.line", findings)
    else:
        assert judge("lemma.line", findings)[0].value == min(several, key=ORDER.index)


def test_no_finding_is_undecided():
    assert judge("lemma.line", []) == (Verdict.UNDECIDED, None)


def test_the_grade_is_the_strongest_that_gave_the_verdict():
    assert judge("a", [finding("PROVED", Grade.BALL), finding("PROVED", Grade.KERNEL)])[1] is Grade.KERNEL
    assert judge("a", [finding("PROVED", Grade.BALL), finding("SURVIVED")])[1] is Grade.BALL
    assert judge("a", [finding("SURVIVED")])[1] is Grade.EMPIRICAL
    assert judge("a", [finding("VACUOUS")])[1] is None


def test_two_checkers_that_contradict_each_other_are_both_named():
    with pytest.raises(UnsoundCheckerError, match=r"PROVED and REFUTED \(made up, made up\)"):
        judge("a", [finding("PROVED"), finding("UNDECIDED"), finding("REFUTED")])


@pytest.mark.parametrize("grade", [None, Grade.ORACLE, Grade.EMPIRICAL])
def test_proved_needs_a_proof(grade):
    with pytest.raises(ValueError, match="PROVED needs"):
        Finding(checker="c", verdict=Verdict.PROVED, grade=grade)


def test_refuted_needs_a_witness():
    with pytest.raises(ValueError, match="REFUTED needs"):
        Finding(checker="c", verdict=Verdict.REFUTED, grade=Grade.EXACT)


def test_only_proofs_are_rigorous():
    assert PROOF_GRADES == {Grade.KERNEL, Grade.EXACT, Grade.BALL}


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        ((), "EXACT"),
        ((None,), "EXACT"),
        (("KERNEL",), "KERNEL"),
        (("KERNEL", "EXACT"), "EXACT"),
        (("EXACT", "BALL", None), "BALL"),
        (("BALL", "KERNEL"), "BALL"),
    ],
)
def test_a_proof_is_as_strong_as_its_weakest_part(grades, expected):
    assert weakest([g and Grade[g] for g in grades]) is Grade[expected]


# printed -> argument -> repaired (None, then COLUMNS) -> status
COLUMNS = ("PROVED", "REFUTED", "SURVIVED", "VACUOUS", "UNDECIDED")
S, R, O, F = Status.STANDS, Status.STANDS_REPAIRED, Status.OPEN, Status.FALLS
TABLE = {
    ("PROVED", "VALID"): (S, S, S, S, S, S),
    ("PROVED", "GAP"): (R, R, R, R, R, R),
    ("PROVED", "CITED"): (S, S, S, S, S, S),
    ("REFUTED", "VALID"): (F, R, F, O, O, O),
    ("REFUTED", "GAP"): (F, R, F, O, O, O),
    ("REFUTED", "CITED"): (F, R, F, O, O, O),
    ("SURVIVED", "VALID"): (O, R, O, O, O, O),
    ("SURVIVED", "GAP"): (O, R, O, O, O, O),
    ("SURVIVED", "CITED"): (S, S, S, S, S, S),
    ("VACUOUS", "VALID"): (O, R, O, O, O, O),
    ("VACUOUS", "GAP"): (O, R, O, O, O, O),
    ("VACUOUS", "CITED"): (S, S, S, S, S, S),
    ("UNDECIDED", "VALID"): (O, R, O, O, O, O),
    ("UNDECIDED", "GAP"): (O, R, O, O, O, O),
    ("UNDECIDED", "CITED"): (S, S, S, S, S, S),
}


def test_the_table_of_statuses_is_complete():
    assert set(TABLE) == set(itertools.product(ORDER, Argument.__members__))


@pytest.mark.parametrize("row", TABLE, ids="-".join)
def test_the_status_of_a_step_is_that_of_the_table(row):
    printed, argument = Verdict[row[0]], Argument[row[1]]

    assert TABLE[row] == tuple(own_status(printed, argument, r and Verdict[r]) for r in (None, *COLUMNS))


@pytest.mark.parametrize("several", [p for n in range(4) for p in itertools.product(Status, repeat=n)])
def test_a_chain_is_as_bad_as_its_worst_link(several):
    assert worst(several) is max(several, key=(S, R, O, F).index, default=S)
