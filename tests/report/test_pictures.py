"""The pictures of a report: each shows its data, the same bytes every time, nothing where there are no data."""

import json
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest

from boundcheck.cli.main import main
from boundcheck.draw.figure import drawn, standalone
from boundcheck.errors import BoundcheckError
from boundcheck.report.picture_charts import charts
from boundcheck.report.picture_ladder import ladder
from boundcheck.report.picture_ring import layer_ring
from boundcheck.report.ratio import number_of, ratio_of
from boundcheck.worth.curves import correlations, failure_over_sparsity
from boundcheck.worth.equiangular import Equiangular
from boundcheck.worth.pictures import picture
from boundcheck.worth.summary import charted
from tests.papers import LINE, PAPER, folder

LAYER = {
    "kind": "layer", "M": 4, "n_prev": 1, "n": 1, "stride": 1, "filters": [["3/5", "4/5"]], "x": [1, 0, 0, 1],
    "v": [0, 0, 0, 0], "S": 2, "zeta": 0, "p": "1/2", "m_next": 1, "ties": "lowest", "signs": "support",
}  # fmt: skip


def witness(**changes):
    return {"world": LAYER | changes, "outcome": None, "index": {}}


def texts(figure):
    root = ET.fromstring(standalone(figure).encode())  # noqa: S314 - written just now
    return ["".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")]


def a_report(*ratios):
    steps = [
        {
            "label": f"lemma.line_{place}",
            "cite": "",
            "uses": [],
            "printed": {
                "verdict": "PROVED",
                "evidence": [{"statistics": {"largest_ratio": {"ratio": ratio, "lhs": "1", "rhs": "2"}}}],
            },
            "repaired": None,
        }
        for place, ratio in enumerate(ratios)
    ]
    return {"steps": steps, "conclusions": [], "statistics": {}}


def test_the_ring_shows_which_atoms_wrap_and_which_overlap():
    (figure,) = layer_ring(witness())

    assert {"a0", "a1", "a2", "a3↻"} <= set(texts(figure))
    assert "in the support; ↻ goes around the end" in texts(figure)
    assert "Around the end of the rows: a3." in figure.description
    assert "a0 overlaps a1, a3" in figure.description


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "reals"},
        {"filters": [[1]]},
        {"M": 2, "x": [1, 0], "v": [0, 0]},
        {"M": 40, "x": [1] + [0] * 39, "v": [0] * 40},
    ],
)
def test_a_layer_that_is_not_worth_a_ring_has_none(changes):
    assert [] == layer_ring(witness(**changes))


def test_the_ladder_shows_what_loses_in_the_order_of_the_proof():
    (figure,) = ladder(a_report("1.0", "0.5", "0.25", "0", "nonsense"))
    said = texts(figure)

    assert said == ["lemma.line_1", "50.0%", "lemma.line_2", "25.0%"]
    assert "of 4 with a ratio; 1 reach equality" in figure.description


def test_without_two_lines_that_lose_there_is_no_ladder():
    assert [] == ladder(a_report("1.0", "0.5"))
    assert [] == ladder(a_report())


def test_the_histogram_is_the_law_of_the_correlations():
    """Both lines are laws; all of the first above all of the second is what the layer's failure is about."""
    chart = correlations(a=2, b=1, atoms=4, nonzeros=3)
    on, off = ({x: y.low for x, y in line.points} for line in chart.lines)
    mu = Equiangular(a=2, b=1, atoms=4, nonzeros=3).mu

    assert 1 == sum(on.values()) == sum(off.values())
    assert on == {1 - 2 * mu: Fraction(1, 4), Fraction(1): Fraction(1, 2), 1 + 2 * mu: Fraction(1, 4)}
    assert off == {mu: Fraction(3, 4), 3 * mu: Fraction(1, 4)}


@pytest.mark.parametrize("make", [correlations, lambda: failure_over_sparsity(nonzeros=range(1, 12))])
def test_a_chart_of_a_report_is_drawn_as_it_was_computed(make):
    """From the JSON alone, the same bytes."""
    chart = make()
    (again,) = charts({"statistics": {"charts": [json.loads(json.dumps(charted(chart)))]}})

    assert drawn(picture(chart), "c") == drawn(again, "c")
    assert drawn(again, "c") == drawn(picture(make()), "c")


def test_a_report_without_charts_has_none_and_odd_numbers_are_refused():
    odd = charted(correlations())
    odd["lines"][0]["points"][0][0] = "1e999999999"

    assert [] == charts({"statistics": {}})
    with pytest.raises(BoundcheckError, match="an exact number"):
        charts({"statistics": {"charts": [odd]}})


@pytest.mark.parametrize("said", ["1/0", "1/00", "1e9", "nan", "-1", "", "0x1", "1" * 60, None])
def test_what_is_no_number_is_none(said):
    assert number_of(said) is None
    assert ratio_of(said) is None


def test_the_audit_puts_the_charts_of_a_paper_into_its_report_and_its_page(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    paper = PAPER.replace("import Paper", "import Paper, correlations").replace(
        'version="1")', 'version="1", charts=(correlations,))'
    )
    theorem = (
        "from boundcheck import Conclusion\nfrom .lemma import line\n"
        'theorem = Conclusion(label="t", title="T", rests_on=(line,))\n'
    )
    where = folder(tmp_path, paper=paper, lemma=LINE, conclusions=theorem)
    main(["audit", str(where), "--effort", "quick", "--jobs", "1", "--out", "out"])
    data = json.loads((tmp_path / "out" / "tiny.json").read_text(encoding="utf-8"))

    assert [charted(correlations())] == data["statistics"]["charts"]
    assert "Correlations on and off the support" in (tmp_path / "out" / "tiny.html").read_text(encoding="utf-8")
