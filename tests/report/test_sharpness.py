"""Where the proof loses, other readings beside a theorem, and the law a step rests on: data and text of the report."""

import pytest

from boundcheck.audit import Settings
from boundcheck.audit.dependences import dependences, rests_on_laws
from boundcheck.audit.outcome import conclude
from boundcheck.folder import load
from boundcheck.folder_audit import audit_folder
from boundcheck.report.data import evidence, report
from boundcheck.report.dependence_page import dependence, dependences_page, examined
from boundcheck.report.markdown import markdown, render
from boundcheck.report.sharpness import sharpness, sharpness_table
from boundcheck.step import Conclusion
from proofs.murray_tanner_2021 import lemma_3_3_max, lemma_3_3_min, theorem_3_2
from tests.papers import EXAMPLE

QUICK = Settings(effort="quick")


def one(label, uses=(), *, ratio=None, verdict="PROVED", repaired=None):
    kept = [{"statistics": {"largest_ratio": {"ratio": ratio, "lhs": "1", "rhs": "2"}}}] if ratio else []
    side = {"verdict": verdict, "evidence": kept or [{"statistics": {}}]}
    return {"label": label, "cite": "", "uses": list(uses), "printed": side, "repaired": repaired}


def paper(*steps, **theorems):
    return {"steps": list(steps), "conclusions": [{"title": title, "rests_on": on} for title, on in theorems.items()]}


def test_lines_stand_below_their_theorem_what_is_used_first():
    data = paper(
        one("z.end", ("m.middle",), ratio="0.5"),
        one("a.beside", ratio="1"),
        one("m.middle", ("b.start",), ratio="0.9"),
        one("b.start", ratio="0.1"),
        Theorem=["z.end"],
    )

    assert [(each["theorem"], each["label"]) for each in sharpness(data)] == [
        ("Theorem", "b.start"),
        ("Theorem", "m.middle"),
        ("Theorem", "z.end"),
        ("Beside the theorems", "a.beside"),
    ]


def test_a_refuted_line_is_left_out_and_its_repair_stands_in():
    repair = one("r", ratio="0.7")["printed"]
    data = paper(one("a.refuted", ratio="0.99", verdict="REFUTED", repaired=repair), one("b.false", verdict="REFUTED"))

    assert [(each["label"], each["side"], each["ratio"]) for each in sharpness(data)] == [
        ("a.refuted", "repaired", "0.7")
    ]


def test_a_proof_of_any_length_is_ordered():
    chain = [one(f"s.s{k}", (f"s.s{k + 1}",) if k < 4999 else (), ratio="1") for k in range(5000)]

    assert sharpness(paper(*chain, Theorem=["s.s0"]))[0]["label"] == "s.s4999"


def test_without_a_ratio_there_is_no_table():
    assert sharpness_table(paper(one("a.b"))) == []


@pytest.fixture(scope="module")
def audited():
    return audit_folder(load(EXAMPLE), QUICK)


def test_the_markdown_report_has_the_table(audited):
    data = report(audited.folder.paper, audited.steps, audited.conclusions, QUICK, {})

    assert "## Where the proof loses" in markdown(data)
    assert {each["label"] for each in sharpness(data)} <= {step["label"] for step in data["steps"]}


def test_another_reading_is_said_beside_a_theorem_with_the_verdict_it_got(audited):
    steps = {each.step.label: each for each in audited.steps}
    refuted = next(each for each in audited.steps if each.printed.verdict.value == "REFUTED")
    theorem = Conclusion(label="t", title="T", rests_on=(), beside=(refuted.step,), remark="Kept.")
    data = report(audited.folder.paper, audited.steps, (conclude(theorem, steps),), QUICK, {})
    (found,) = data["conclusions"]

    assert found["beside"] == [{"label": refuted.step.label, "reading": refuted.step.reading, "verdict": "REFUTED"}]
    assert found["remark"].startswith("Kept. Beside it (")
    assert found["remark"].endswith(f"): REFUTED, {refuted.step.label}.")


# the laws that MT27, MT28, MT37, MT42, MT73 and MT78 rest on


@pytest.mark.parametrize(
    ("step", "register", "verdict"),
    [
        (lemma_3_3_max.independence, "MT27", "REFUTED"),
        (lemma_3_3_max.third_line_inner_layer, "MT28", "REFUTED"),
        (lemma_3_3_min.independence_on_support, "MT37", "SURVIVED"),
        (lemma_3_3_min.third_line_printed, "MT37", "REFUTED"),
        (theorem_3_2.conditional_lemma, "MT42", "REFUTED"),
        (theorem_3_2.conditioning_on_pathway, "MT73", "REFUTED"),
        (theorem_3_2.fifth_display, "MT78", "REFUTED"),
    ],
    ids=lambda value: getattr(value, "label", value),
)
def test_each_registered_law_is_examined_and_shown(step, register, verdict):
    found = examined(evidence(dependences(step)["printed"]))
    text = render(dependence(found, "The law"))

    assert register in step.register
    assert rests_on_laws(step)
    assert found["verdict"] == verdict
    assert ("| signs | probability |" in text) == (verdict == "REFUTED")
    if verdict == "REFUTED" and found["paths"]:
        assert " depends on D^(" in text


def test_the_repaired_joint_bounds_rest_on_no_law():
    for step in (theorem_3_2.conditional_lemma, theorem_3_2.fifth_display):
        found = dependences(step)["repaired"]
        assert examined(evidence(found)) is None
        assert "states no law of signs" in found.reason


def test_the_overview_names_every_step():
    step = lemma_3_3_max.independence
    rows = [(step.label, side, step.cite, evidence(found)) for side, found in dependences(step).items()]
    text = render(dependences_page(rows))

    assert "P(++) = 1/2 against P(-+) = 0" in text
    assert "agrees with every joint law counted" in text
