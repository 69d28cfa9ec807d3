"""The report as Markdown and on a terminal: what stands on the first screen, and nothing a hostile text could do."""

import dataclasses
import io
import json

import pytest
from rich.console import Console

from boundcheck.audit import Settings
from boundcheck.folder import load
from boundcheck.folder_audit import audit_folder
from boundcheck.report.blocks import Block
from boundcheck.report.data import dump, report
from boundcheck.report.markdown import markdown, plain, render
from boundcheck.report.page import first_screen
from boundcheck.report.step_page import step
from boundcheck.report.terminal import render as render_terminal
from boundcheck.report.terminal import steps_table
from tests.papers import EXAMPLE

QUICK = Settings(effort="quick")


@pytest.fixture(scope="module")
def audited():
    return audit_folder(load(EXAMPLE), QUICK)


@pytest.fixture(scope="module")
def data(audited):
    return report(audited.folder.paper, audited.steps, audited.conclusions, QUICK, {})


def printed(pieces, *, width=80, **others):
    out = io.StringIO()
    console = Console(file=out, width=width, **others)
    for piece in pieces:
        console.print(piece)
    return out.getvalue()


def test_the_first_screen_says_what_becomes_of_each_theorem(data):
    text = markdown(data)
    first = text[: text.index("## All steps")]

    assert "# A bound on c\n" in first
    assert "- Lemma 2 stands after repairs; repaired: lemma_1.with_square." in first
    assert "- Lemma 1 stands as printed." in first
    assert "- Remark 3 is open; open: lemma_2.quartic, lemma_2.no_reason." in first
    assert "| printed | 2 PROVED, 1 REFUTED, 2 SURVIVED |" in first
    assert "- lemma_2.quartic (Lemma 2, display (4)): SURVIVED EMPIRICAL; missing: a proof of the line" in first
    assert "The audit agrees with what the proof files expect." in first
    assert "effort quick, seed 0" in first


def test_each_step_is_told_in_full(data):
    text = markdown(data)
    told = text[text.index("### lemma_1.with_square") : text.index("### lemma_2.from_lemma_1")]

    for part in (
        "Lemma 1, display (2); register EX02.",
        "| REFUTED EXACT | GAP | PROVED EXACT | STANDS_REPAIRED |",
        "$$\nc \\le \\mu^2 S\n$$",
        "- c is at most mu S [c <= S·mu]",
        "found by the repair search: mu in place of its square",
        "Counterexample to the printed line, the simplest one (re-checked by the independent program):",
        "- c = 1, mu = 1/2, S = 2",
        "so left <= right fails",
        "- to 60 digits: left 1.0, right 0.5, slack -0.5, ratio 2.0",
        "the left side reaches 1.0000000 of the right",
        "- derivation: PROVED EXACT",
        "where it holds, the left side reaches 1.0000000 of the right",
        "Remark: The square is a misprint: display (3) has mu.",
        "boundcheck show lemma_1.with_square",
    ):
        assert part in told


def test_the_same_data_give_the_same_bytes_also_from_a_file(data):
    assert markdown(data) == markdown(json.loads(dump(data)))


def test_there_is_no_float_in_the_report(data):
    def refuse(text):
        raise AssertionError(text)

    json.loads(dump(data), parse_float=refuse)


def test_a_surprise_stands_on_the_first_screen_and_in_the_step(data):
    changed = json.loads(dump(data))
    changed["steps"][0]["surprises"] = ["printed: expected REFUTED, got PROVED"]

    assert 2 == markdown(changed).count("printed: expected REFUTED, got PROVED")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("STANDS", "stands as printed"),
        ("STANDS_REPAIRED", "stands after repairs"),
        ("OPEN", "is open"),
        ("FALLS", "falls"),
    ],
)
def test_every_status_of_a_theorem_has_its_sentence(data, status, said):
    changed = json.loads(dump(data))
    changed["conclusions"] = [changed["conclusions"][0] | {"status": status, "falls": ["a.b"], "remark": "Sic."}]

    assert any(f"Lemma 2 {said}; refuted without a proved repair: a.b" in block.text for block in first_screen(changed))
    assert any(block.text.endswith(". Sic.") for block in first_screen(changed))


def test_a_proved_step_on_open_ground_says_so(data):
    changed = json.loads(dump(data))
    changed["steps"][0]["status"] = "OPEN"

    assert "lemma_1.mean (Lemma 1, display (1)): proved, but what it uses is open" in markdown(changed)


def test_a_paper_without_conclusions_has_no_such_section(data):
    assert "What becomes" not in markdown(data | {"conclusions": []})


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "</p>", "<!-- -->", "<?php ?>", "a <b"])
def test_no_tag_survives_in_markdown(text):
    assert "<" not in plain(text).replace("\\<", "")


def test_a_cell_cannot_break_its_table():
    table = Block(kind="table", rows=(("a",), ("x | y\nz",)))

    assert "| a |\n| --- |\n| x \\| y z |\n" == render([table])


def test_code_cannot_end_its_own_fence():
    assert "~~~~\n```\n~~~~\n" == render([Block(kind="code", text="```")])


def test_the_table_fits_80_columns(audited, data):
    text = printed([steps_table(data["steps"])])

    assert 80 >= max(map(len, text.splitlines()))
    assert "with_square  " in text
    assert "REFUTED EXACT" in text
    assert "STANDS_REPAIRED" in text


def test_a_long_name_breaks_after_an_underscore(data):
    changed = json.loads(dump(data))
    changed["steps"][0]["label"] = "lemma_1.a_very_long_name_of_a_line_that_goes_on"
    text = printed([steps_table(changed["steps"])])

    assert "  a_very_long_name_of_" in text
    assert "    a_line_that_goes_" in text
    assert 80 >= max(map(len, text.splitlines()))


def test_text_wraps_with_hanging_indents(data):
    text = printed(render_terminal(step(data["steps"][1]), 60), width=60)

    assert 60 >= max(map(len, text.splitlines()))
    assert "lemma_1.with_square\n\nLemma 1, display (2); register EX02.\n" in text


def test_colour_only_on_a_terminal(data, monkeypatch):
    table = [steps_table(data["steps"])]
    monkeypatch.delenv("NO_COLOR", raising=False)

    assert "\x1b[" not in printed(table)
    assert "\x1b[31mREFUTED EXACT" in printed(table, force_terminal=True, color_system="standard")

    monkeypatch.setenv("NO_COLOR", "1")

    assert "\x1b[31m" not in printed(table, force_terminal=True, color_system="standard")


def test_a_vacuous_line_is_no_crash(audited):
    """Verdicts without a grade, steps without argument or witnesses."""
    one = audited.steps[0]
    bare = dataclasses.replace(one, printed=dataclasses.replace(one.printed, findings=(), grade=None))
    found = report(audited.folder.paper, [bare], (), QUICK, {})

    assert "| PROVED | VALID | - | STANDS |" in markdown(found)
