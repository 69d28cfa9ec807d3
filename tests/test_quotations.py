"""Quotations of other works: what a step may write and loading refuses; proof by the repaired argument alone."""

import pytest

from boundcheck import Claim, Step, arith, assume, quote, real, reals
from boundcheck.audit import Settings, audit_step
from boundcheck.errors import BoundcheckError
from boundcheck.folder import load_all
from tests.papers import LINE, PAPER, folder

QUICK = Settings(effort="quick")
x = real("x")


@pytest.mark.parametrize(
    ("work", "label", "said"),
    [
        ("", "", "the key of a paper, or the name of a work, got ''"),
        (3, "", "the key of a paper, or the name of a work, got 3"),
        ("other", "no label", "a label such as lemma_3.step_2, got 'no label'"),
        ("[16], not at hand", "lemma.line", "the key of the paper that holds lemma.line, got '[16], not at hand'"),
    ],
)
def test_a_quotation_that_can_name_nothing_is_refused(work, label, said):
    with pytest.raises(BoundcheckError) as refused:
        quote(work, label)
    assert said in str(refused.value)


def test_a_step_holds_quotations_and_nothing_else():
    with pytest.raises(BoundcheckError, match=r"lemma\.line: expected quotes=\(quote\(\.\.\.\), \.\.\.\)"):
        Step(label="lemma.line", cite="", printed=Claim(x, "==", x), quotes=("other",))


def quoting(work, label):
    """A file whose one step quotes."""
    return LINE.replace("import Claim", "import quote, Claim").replace(
        "line = Step(", f'line = Step(quotes=(quote("{work}", "{label}"),), '
    )


def other(tmp_path):
    """A second paper with the step lemma.line."""
    return folder(tmp_path, lemma=LINE, paper=PAPER.replace("tiny", "other"))


def test_a_claim_of_another_paper_may_be_quoted(tmp_path):
    found = load_all([folder(tmp_path, lemma=quoting("other", "lemma.line")), other(tmp_path)])

    assert [quote("other", "lemma.line")] == [one for step in found[0].steps for one in step.quotes]


def test_a_label_that_the_other_paper_does_not_have_is_refused(tmp_path):
    with pytest.raises(BoundcheckError, match=r"lemma\.line: expected a step of other, got 'lemma\.no'"):
        load_all([folder(tmp_path, lemma=quoting("other", "lemma.no")), other(tmp_path)])


def test_of_a_paper_that_is_not_loaded_nothing_is_said(tmp_path):
    """One paper can be audited alone, and one file of the other says nothing about its other files."""
    alone = folder(tmp_path, lemma=quoting("other", "lemma.no"))

    assert 1 == len(load_all([alone]))
    assert 2 == len(load_all([alone, other(tmp_path) / "lemma.py"]))


def test_of_the_modules_that_a_pattern_leaves_out_nothing_is_said(tmp_path):
    """Both papers have a module lemma, of the other's only that one is read: lemma_2.line may well be there."""
    mine = folder(tmp_path, lemma=quoting("other", "lemma_2.line"))
    theirs = folder(
        tmp_path, lemma=LINE, lemma_2=LINE.replace("lemma", "lemma_2"), paper=PAPER.replace("tiny", "other")
    )

    assert 2 == len(load_all([mine, theirs], "lemma.line"))
    assert 2 == len(load_all([mine, theirs]))


def test_a_paper_does_not_quote_itself(tmp_path):
    with pytest.raises(BoundcheckError, match=r"expected uses=\(lemma\.line,\) for a step of the same paper"):
        load_all([folder(tmp_path, lemma=quoting("tiny", "lemma.line"))])


def test_the_papers_of_this_project_quote_claims_that_exist():
    quoted = [one for found in load_all([]) for step in found.steps for one in step.quotes]

    assert 10 <= sum(one.audited for one in quoted)


NONNEG = assume("nonneg", x, ">=", 0)
MORE = assume("more", x, ">=", 1)
POSITIVE = Claim(x + 1, ">", 0)
BY_NOTHING, BY_HYPOTHESIS = (arith("gap", POSITIVE, by=()),), (arith("proof", POSITIVE, by=("nonneg",)),)


def audited(**other):
    """x + 1 > 0 for x >= 0, argued by nothing; the repaired argument names the hypothesis."""
    step = Step(
        label="lemma.line",
        cite="",
        hypotheses=(NONNEG,),
        over=(reals(x=["1", "2"]),),
        printed=POSITIVE,
        argument=BY_NOTHING,
        **{"repaired": POSITIVE, "repaired_argument": BY_HYPOTHESIS, **other},
    )
    return audit_step(step, {}, QUICK)


def test_a_line_that_its_repaired_argument_proves_is_proved_and_its_own_argument_a_gap():
    found = audited()

    assert ("PROVED", "GAP", "STANDS_REPAIRED") == (
        found.printed.verdict.value,
        found.argument.value,
        found.status.value,
    )
    assert ["nonneg"] == [h.name for h in found.printed.needs]


@pytest.mark.parametrize(
    "other",
    [
        {"repaired_hypotheses": (MORE,)},
        {"repaired": Claim(x + 2, ">", 0), "repaired_argument": (arith("p", Claim(x + 2, ">", 0), by=("nonneg",)),)},
        {"repaired_argument": BY_NOTHING},
    ],
    ids=["more is assumed", "another claim", "no proof"],
)
def test_the_proof_of_anything_else_does_not_count(other):
    assert "SURVIVED" == audited(**other).printed.verdict.value
