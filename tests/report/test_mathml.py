"""TeX of printed lines as MathML: all of the papers' lines are known, and what is unknown is shown, never dropped."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boundcheck.folder import load_all
from boundcheck.report.mathml import MOST_TOKENS, differing, mathml, tokens, typeset
from boundcheck.report.tex_reader import UnknownTexError

REPORTS = sorted(Path(__file__).parents[2].glob("reports/*.json"))


def lines_of_the_papers():
    for folder in load_all(()):
        for step in folder.steps:
            yield step.label, step.printed.latex
            if step.repaired is not None:
                yield f"{step.label} (repaired)", step.repaired.latex
        for word in folder.paper.notation:
            yield f"notation of {word.name}", word.tex


def text_of(markup):
    return "".join(ET.fromstring(f"<all>{markup}</all>").itertext())  # noqa: S314 - our own


def test_every_line_of_every_paper_is_typeset_with_no_macro_left():
    unknown = {label: tex for label, tex in lines_of_the_papers() if not typeset(tex).known}
    left = {label: tex for label, tex in lines_of_the_papers() if "\\" in text_of(typeset(tex).markup)}

    assert ({}, {}) == (unknown, left)


def test_every_line_of_the_committed_reports_is_typeset():
    """Repairs that the search found have lines that no proof file holds."""
    for file in REPORTS:
        for one in json.loads(file.read_text()).get("steps", ()):
            for side in (one.get("printed"), one.get("repaired")):
                assert side is None or typeset(side["latex"]).known, one["label"]


TABLE = "<mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr><mtr><mtd><mi>c</mi></mtd></mtr>"
SAME_SHAPE = [
    (r"x_i^2", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"),
    (r"x^2_i", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"),
    (r"x'_j", "<msubsup><mi>x</mi><mi>j</mi><mo>′</mo></msubsup>"),
    (r"\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
    (r"\sqrt[3]{x}", "<mroot><mi>x</mi><mrow><mn>3</mn></mrow></mroot>"),
    (r"12.5k", "<mn>12.5</mn><mi>k</mi>"),
    (r"x_{min}", "<msub><mi>x</mi><mi>min</mi></msub>"),
    (r"\mathbb P", "<mi>ℙ</mi>"),
    (r"\boldsymbol x_1", "<msub><mi>𝒙</mi><mn>1</mn></msub>"),
    (r"\boldsymbol{\varepsilon}", "<mi>𝜺</mi>"),
    (r"\begin{matrix}a&b\\c\end{matrix}", f"<mrow><mtable>{TABLE}</mtable></mrow>"),
    (r"\hat x^2", '<msup><mover accent="true"><mi>x</mi><mo stretchy="false">^</mo></mover><mn>2</mn></msup>'),
    (r"\text{a b}", "<mtext>a\N{NO-BREAK SPACE}b</mtext>"),
    (r"-x", '<mo form="prefix">−</mo><mi>x</mi>'),
    (r"a-x", "<mi>a</mi><mo>−</mo><mi>x</mi>"),
    (r"\sum_{i}^n x", "<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><mi>x</mi>"),
]


@pytest.mark.parametrize(("tex", "expected"), SAME_SHAPE)
def test_structures_come_out_as_they_are_read(tex, expected):
    assert f"<math>{expected}</math>" == mathml(tex)


def test_a_line_may_be_broken_before_a_relation_but_not_inside_of_brackets():
    assert 3 == mathml(r"\{a=b\}\le c\Rightarrow d").count("<math>")
    assert 1 == mathml(r"P\Big(\Big|x\Big|>p\Big)").count("<math>")


REFUSED = (
    *(r"\nosuch", "x_", "x^", "x_1_2", "x^1^2", "{x", "x}", r"\frac1", r"\left(x", r"x\right)", r"\mathbb{ab}", "$x$"),
    *("\\", r"\text{$x$}", r"\text x", r"\begin{array}", "x^{'}^2", "{" * 100, "x" * (MOST_TOKENS + 1), r"\Big x"),
    *("<é\x00>", r"\begin{matrix}a", r"\begin{matrix}a\end{cases}", r"\end{matrix}", "a&b", r"\begin{matrix"),
)


@pytest.mark.parametrize("tex", REFUSED)
def test_what_is_unknown_is_refused_and_shown_as_its_source(tex):
    with pytest.raises(UnknownTexError):
        mathml(tex)
    shown = typeset(tex)

    assert not shown.known
    assert shown.markup.startswith('<code class="tex">')
    assert tex.replace("\x00", "\N{REPLACEMENT CHARACTER}") == text_of(shown.markup)


@given(st.text(alphabet=r"\{}_^'|()[]<>&;\"=+-,. xyz12" + "éλ\n") | st.text())
def test_whatever_the_text_the_markup_is_well_formed_and_has_only_our_elements(tex):
    allowed = {"all", "math", "code", "mi", "mn", "mo", "mtext", "mrow", "mfrac", "msqrt", "mroot", "mover", "mspace"}
    allowed |= {"mstyle", "msub", "msup", "msubsup", "munder", "munderover", "mtable", "mtr", "mtd"}
    root = ET.fromstring(f"<all>{typeset(tex).markup}</all>".encode())  # noqa: S314 - our own

    assert {one.tag for one in root.iter()} <= allowed


@given(st.lists(st.sampled_from([r"\mu", "_l", "^2", "x", r"\frac{a}{b}", r"\le", "+", "1"]), max_size=12).map("".join))
def test_marks_change_nothing_but_the_marks(tex):
    plain, marked = typeset(tex), typeset(tex, range(len(tokens(tex))))

    assert plain.known == marked.known
    assert plain.markup == marked.markup.replace(' class="diff"', "")


def test_the_difference_is_marked_where_it_is():
    gone, new = differing(r"|x|\le\mu_l^2", r"|x|\le\mu_l")

    assert '<mn class="diff">2</mn>' in mathml(r"|x|\le\mu_l^2", gone)
    assert "diff" not in mathml(r"|x|\le\mu_l", new)
    assert '<mo class="diff">≤</mo>' in mathml(r"a\le b", differing("a=b", r"a\le b")[1])
