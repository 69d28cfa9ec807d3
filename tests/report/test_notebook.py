"""What a notebook shows: every record has its three forms, hostile texts stay texts, and nothing is loaded before."""

import subprocess
import sys
from fractions import Fraction
from html.parser import HTMLParser

import pytest

from boundcheck.audit import Settings
from boundcheck.claim import Claim
from boundcheck.counting.result import LayerBracket, LayerCount
from boundcheck.draw.figure import Figure
from boundcheck.errors import BoundcheckError
from boundcheck.folder import load
from boundcheck.folder_audit import audit_folder
from boundcheck.rademacher.result import Tail, TailEnclosure
from boundcheck.report.notebook import blocks
from boundcheck.step import Step
from boundcheck.terms import real
from tests.papers import EXAMPLE
from tests.report.hostile import TEXTS

x = real("x")


@pytest.fixture(scope="module")
def audited():
    return audit_folder(load(EXAMPLE), Settings(effort="quick"))


@pytest.fixture(scope="module")
def records(audited):
    refuted = next(one for one in audited.steps if one.step.label == "lemma_1.with_square")
    return {
        "claim": refuted.step.printed,
        "step": refuted.step,
        "witness": refuted.printed.witnesses[0],
        "side": refuted.printed,
        "audit": refuted,
        "theorem": audited.conclusions[0],
        "folder": audited,
        "count": LayerCount(failures=2, ties=1, total=8, route="transfer", detail=""),
        "bracket": LayerBracket(failures=(1, 3), with_ties=(2, 3), total=8, route="enumeration", detail=""),
        "tail": Tail(beyond=2, ties=4, total=16, route="small"),
        "enclosure": TailEnclosure(lower=Fraction(1, 8), upper=Fraction(1, 4), route="bracket"),
        "picture": Figure(title="a < b", description="falls", width=4, height=3, body=()),
    }


SAYS = {
    "claim": r"c \le \mu^2 S",
    "step": "The repaired line",
    "witness": "c = 1, mu = 1/2, S = 2",
    "side": "search: REFUTED EXACT",
    "audit": "left > right, so left <= right fails",
    "theorem": "Lemma 2 stands after repairs",
    "folder": "Remark 3 is open",
    "count": "| failure | 1/4 |",
    "bracket": "between 1/8 and 3/8",
    "tail": "3/8",
    "enclosure": "between 1/8 and 1/4",
    "picture": "falls",
}


class Names(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.names, self.hooks, self.open_now = [], [], []
        self.feed(text)
        self.close()
        assert [] == self.open_now

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.hooks += [name for name, _ in attrs if name.startswith("on")]
        if tag != "img":
            self.open_now.append(tag)

    def handle_endtag(self, tag):
        assert tag == self.open_now.pop()


@pytest.mark.parametrize("kind", SAYS)
def test_every_record_has_its_forms(records, kind):
    one = records[kind]

    assert SAYS[kind] in one._repr_markdown_()
    assert Names(one._repr_html_()).names
    assert one._repr_latex_().isascii()
    assert one._repr_html_() == one._repr_html_()


def test_a_claim_is_shown_as_its_formula():
    claim = Claim(x**2, ">=", 0, tex=r"x^2\ge0")

    assert r"$\displaystyle x^2\ge0$" == claim._repr_latex_()
    assert "<msup>" in claim._repr_html_()


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_texts_stay_texts(text):
    step = Step(
        label="a.b", cite=text, printed=Claim(x**2, ">=", 0, tex=text, words=text), remark=text, uses=(), cited=text
    )
    found = Names(step._repr_html_())
    picture = Names(Figure(title=text, description=text, width=1, height=1, body=())._repr_html_())

    assert not {"script", "img", "svg"} & set(found.names)
    assert ["img"] == picture.names
    assert [] == found.hooks == picture.hooks


def test_what_is_no_record_is_refused():
    with pytest.raises(BoundcheckError, match="got int"):
        blocks(3)


def test_reports_are_loaded_only_when_one_is_shown():
    """The records stand below the reports and know nothing of them."""
    program = (
        "import sys; from boundcheck.claim import Claim; from boundcheck.rademacher import Tail\n"
        "assert not [m for m in sys.modules if m.startswith('boundcheck.report')]\n"
        "print(Tail(beyond=1, ties=0, total=2, route='small')._repr_markdown_())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert "1/2" in done.stdout
