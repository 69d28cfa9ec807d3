"""Which results use which: the answer for each quotation is computed from the verdicts of both reports."""

import json
import re

import pytest

from boundcheck.audit import Settings
from boundcheck.folder import load_all
from boundcheck.folder_audit import audit_folder
from boundcheck.report.data import dump, report
from boundcheck.report.html import html, index
from boundcheck.report.pages import index_page
from boundcheck.report.quotations import quotations
from boundcheck.report.step_page import step as step_page
from tests.papers import PAPER, folder
from tests.report.hostile import spoiled

QUICK = Settings(effort="quick")
HEAD = "from boundcheck import Claim, Step, arith, assume, quote, real, reals\nx = real('x')\n"
BIG, NONNEG = "assume('big', x, '>=', 2)", "assume('nonneg', x, '>=', 0)"
PROVED = (
    "one = Step(label='lemma.one', cite='Lemma 1', hypotheses=(assume('big', x, '>=', 2),), over=(reals(x=[2, 3]),),\n"
    "    printed=Claim(x, '>=', 1), argument=(arith('a', Claim(x, '>=', 1), by=('big',)),))\n"
    "two = Step(label='lemma.two', cite='Lemma 2', over=(reals(x=[0, 1]),), printed=Claim(x, '>=', 1),\n"
    "    repaired=Claim(x + 1, '>=', 1), repaired_hypotheses=(assume('nonneg', x, '>=', 0),),\n"
    "    repaired_argument=(arith('b', Claim(x + 1, '>=', 1), by=('nonneg',)),))\n"
)


def quoting(label, *, to="lemma.one", key="other", hypotheses="", claim="Claim(x, '>=', 1)", argument="()", more=""):
    """One step of the paper that quotes."""
    return (
        f"{label} = Step(label='lemma.{label}', cite='after {label}', quotes=(quote('{key}', '{to}'),), "
        f"hypotheses=({hypotheses}), over=(reals(x=[2, 3]),), printed={claim}, argument={argument}, {more})\n"
    )


TWO = "(arith('a', Claim(x, '>=', 2), by=('big',)),)"
STEPS = {
    "same": quoting("same", hypotheses=f"{BIG},"),
    "unstated": quoting("unstated", more="cited='Lemma 1'"),
    "proved": quoting("proved", hypotheses=f"{BIG},", claim="Claim(x, '>=', 2)", argument=TWO),
    "wrong": quoting("wrong", claim="Claim(x, '<=', 1)"),
    "mended": quoting(
        "mended",
        hypotheses=f"{BIG},",
        claim="Claim(x, '<=', 1)",
        more=f"repaired=Claim(x, '>=', 2), repaired_argument={TWO}",
    ),
    "undecided": quoting("undecided", claim="Claim(x, '<=', 4)"),
    "refuted_there": quoting("refuted_there", to="lemma.two", claim="Claim(x, '>=', 1)"),
    "repaired_there": quoting("repaired_there", to="lemma.two", hypotheses=f"{NONNEG},", claim="Claim(x + 1, '>=', 1)"),
    "outside": quoting("outside", key="[16], not at hand", to="", claim="Claim(x, '<=', 1)"),
    "absent": quoting("absent", key="absent_paper", to="lemma.one", claim="Claim(x, '<=', 4)"),
    "compared": quoting("compared", claim="Claim(x, '<=', 4)"),
}
BACK = quoting(
    "compares", key="tiny", to="lemma.compared", hypotheses=f"{BIG},", claim="Claim(x, '>=', 2)", argument=TWO
)


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    where = tmp_path_factory.mktemp("papers")
    quotes = folder(where, lemma=HEAD + "".join(STEPS.values()))
    quoted = folder(where, lemma=HEAD + PROVED + BACK, paper=PAPER.replace("tiny", "other"))
    found = [audit_folder(one, QUICK) for one in load_all([quotes, quoted])]
    return [json.loads(dump(report(one.folder.paper, one.steps, one.conclusions, QUICK, {}))) for one in found]


ANSWERS = {
    "same": ("PROVED", "right: word for word what is proved there"),
    "unstated": ("PROVED", "word for word what is proved there; 1 hypothesis needed there not stated here"),
    "proved": ("PROVED", "right: proved"),
    "wrong": ("PROVED", "wrong"),
    "mended": ("PROVED", "wrong as printed; the repaired line is proved"),
    "undecided": ("PROVED", "not settled: SURVIVED"),
    "refuted_there": ("REFUTED, repaired PROVED", "not settled: SURVIVED"),
    "repaired_there": ("REFUTED, repaired PROVED", "right: word for word what is proved there"),
    "outside": ("not audited: taken as quoted", "wrong"),
    "absent": ("no report of it here", "not settled: SURVIVED"),
    "compared": ("PROVED", "right: proved (lemma.compares)"),
    "compares": ("SURVIVED", "right: proved"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_each_quotation_gets_the_answer_that_the_verdicts_give(reports, name):
    (line,) = [one for one in quotations(reports) if one.label == f"lemma.{name}"]

    assert ANSWERS[name] == (line.there, line.answer)


def test_every_quotation_is_a_line_and_nothing_else(reports):
    assert [f"lemma.{name}" for name in ANSWERS] == [one.label for one in quotations(reports)]


def test_the_answer_changes_with_the_verdict_of_the_quoted_claim(reports):
    """A quoted claim that is no longer proved makes no quotation right."""
    changed = json.loads(json.dumps(reports))
    changed[1]["steps"][0]["printed"]["verdict"] = "SURVIVED"
    answers = {one.label: one.answer for one in quotations(changed)}

    assert "not settled: SURVIVED" == answers["lemma.same"]


def test_the_index_shows_them_with_links_to_both_steps(reports):
    page = index(reports)
    table = page[page.index('id="quotations"') :]

    assert len(ANSWERS) + 1 == len(re.findall("<tr", table))
    assert 'href="tiny.html#step-lemma.same"' in table
    assert 'href="other.html#step-lemma.one"' in table
    assert "absent_paper.html" not in table
    assert page == index(json.loads(json.dumps(reports)))


def test_the_page_of_a_step_names_what_it_quotes(reports):
    """In Markdown and in HTML; a step that quotes nothing has no such line."""
    steps = {step["label"]: step for one in reports for step in one["steps"]}
    words = [[block.text for block in step_page(steps[label])] for label in ("lemma.outside", "lemma.one")]

    assert "Quotes: [16], not at hand." in words[0]
    assert not [text for text in words[1] if text.startswith("Quotes")]
    assert len(STEPS) == html(reports[0]).count("Quotes ")


def test_reports_without_quotations_have_no_table(reports):
    plain = json.loads(json.dumps(reports))
    for step in (step for one in plain for step in one["steps"]):
        step.pop("quotes")

    assert "quotations" not in index_page(plain)


def test_hostile_names_of_works_stay_text(reports):
    page = index(spoiled(reports))

    assert "<img" not in page
    assert 1 == page.count("<script")
