"""The HTML pages as text: one file, strict policy, nothing of a text becomes markup, the same bytes every time."""

import json
import re
from html.parser import HTMLParser

import pytest

from boundcheck.audit import Settings
from boundcheck.cli.main import main
from boundcheck.errors import BoundcheckError
from boundcheck.folder import load
from boundcheck.folder_audit import audit_folder
from boundcheck.report import figures
from boundcheck.report.data import dump, report
from boundcheck.report.html import fingerprint, html, index
from boundcheck.report.looks import LOOKS, anchor, look, sentence, statement_name
from boundcheck.report.pages import pages, read
from boundcheck.report.prose import prose
from tests.papers import EXAMPLE
from tests.report.hostile import many, spoiled

QUICK = Settings(effort="quick")
URL = "https://example.org/paper"
VOID = {"meta", "input", "br", "link"}


@pytest.fixture(scope="module")
def data():
    found = audit_folder(load(EXAMPLE), QUICK)
    return json.loads(dump(report(found.folder.paper, found.steps, found.conclusions, QUICK, {})))


@pytest.fixture(scope="module")
def page(data):
    return html(data)


class Tree(HTMLParser):
    """All start tags with their attributes; fails where an element is not closed in its order."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.way, self.texts = [], [], []
        self.feed(text)
        self.close()
        assert [] == self.way

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.way.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert tag == self.way.pop()

    def handle_data(self, data):
        self.texts.append(data)


def test_the_page_is_one_well_formed_file_that_asks_for_nothing(page):
    tree = Tree(page)
    names = [tag for tag, _ in tree.tags]

    assert 1 == names.count("script") == names.count("style")
    assert {"link", "img", "iframe", "object", "base", "a:href"} & set(names) == set()
    for tag, attributes in tree.tags:
        assert not [key for key in attributes if key.startswith("on") or key in ("style", "src", "srcset", "action")]
        assert attributes.get("href", "#").startswith("#") or attributes["href"] in ("index.html", URL), tag
    assert "http:" not in page
    assert 2 == page.count("https:") == page.count(URL)


def test_the_policy_lets_in_only_what_the_page_holds(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)[1]

    assert f"default-src 'none'; style-src '{fingerprint(style)}'; script-src '{fingerprint(script)}'" in policy


def test_ids_are_unique_and_every_link_inside_has_its_target(page):
    tags = Tree(page).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    targets = {attributes["href"][1:] for _, attributes in tags if attributes.get("href", "").startswith("#")}
    named = {key: one[key] for _, one in tags for key in ("aria-labelledby", "aria-describedby", "for") if key in one}

    assert len(ids) == len(set(ids))
    assert targets - set(ids) == set()
    assert set(named.values()) - set(ids) == set()


def test_the_same_data_give_the_same_bytes(data, page):
    assert page == html(json.loads(json.dumps(data)))
    assert index([data]) == index([json.loads(json.dumps(data))])


def test_the_first_screen_and_each_step_say_what_was_found(page):
    text = " ".join("".join(Tree(page).texts).split())
    first = text[: text.index("Line by line")]

    assert "Lemma 2 stands after repairs" in first
    assert "Lemma 1 stands as printed" in first
    assert "Remark 3 is open" in first
    assert "The audit agrees with what the proof files expect." in first
    assert "False as printed; the repaired line is proved." in text
    assert "boundcheck show lemma_1.with_square" in text
    assert "Counterexample to the printed line simplest" in text


@pytest.mark.parametrize("make", [html, lambda data: index([data])])
def test_hostile_texts_stay_texts(data, page, make):
    """No tag, no attribute comes from a text; what the template did not write is not there."""
    made = Tree(make(spoiled(data)))
    names = [tag for tag, _ in made.tags]

    assert 1 == names.count("script") == names.count("style")
    assert "img" not in names
    assert not [key for _, attributes in made.tags for key in attributes if key.startswith("on") or key == "src"]
    assert set(names) <= {tag for tag, _ in Tree(page).tags} | {
        "code",
        "i",
        "sub",
        "sup",
        "table",
        "caption",
        "output",
    } | {tag for tag, _ in Tree(index([data])).tags}
    assert "window.hacked" in "".join(made.texts)
    assert "\x00" not in make(spoiled(data))


def test_a_page_of_500_steps_is_small(data):
    assert len(html(many(data, 500)).encode()) < 3_000_000


def test_an_older_report_without_what_was_added_later_can_be_shown(data):
    older = json.loads(json.dumps(data))
    older.pop("statistics")
    for one in older["steps"]:
        for side in (one["printed"], one["repaired"] or {"evidence": (), "witnesses": ()}):
            for found in side["evidence"]:
                found["statistics"] = {}
            for witness in side["witnesses"]:
                witness.pop("numbers", None)
                witness.pop("probabilities", None)

    assert "False as printed" in html(older)


def test_a_witness_of_an_unknown_world_shows_its_sides(data):
    strange = json.loads(json.dumps(data))
    for one in strange["steps"]:
        for witness in one["printed"]["witnesses"]:
            witness["world"] = {"kind": "not known here"}

    assert "left side" in html(strange)


def test_every_look_has_a_shape_and_a_filter_of_its_own(data):
    assert len(LOOKS) == len({one.shape for one in LOOKS}) == len({one.key for one in LOOKS})
    assert {"repaired", "open", "sound"} <= {look(one).key for one in data["steps"]}


@pytest.mark.parametrize(
    ("printed", "argument", "repaired", "status", "key", "said"),
    [
        ("PROVED", "VALID", None, "STANDS", "sound", "Proved as printed; the argument is valid."),
        ("PROVED", "GAP", None, "STANDS", "gap", "Proved as printed; the argument given has a gap."),
        ("PROVED", "VALID", None, "STANDS_REPAIRED", "rests", "hold only as repaired."),
        ("REFUTED", "GAP", "PROVED", "STANDS_REPAIRED", "repaired", "False as printed; the repaired line is proved."),
        ("REFUTED", "GAP", None, "FALLS", "falls", "False as printed; no repair is proved."),
        ("REFUTED", "GAP", "SURVIVED", "OPEN", "open", "no instance tried violates it."),
        ("SURVIVED", "CITED", None, "STANDS", "cited", "cited as a classical theorem."),
        ("SURVIVED", "GAP", None, "OPEN", "open", "Not proved; no counterexample"),
        ("UNDECIDED", "GAP", None, "OPEN", "open", "Undecided."),
        ("VACUOUS", "VALID", None, "OPEN", "open", "no instance meets the hypotheses."),
    ],
)
def test_a_step_is_told_as_its_verdicts_say(printed, argument, repaired, status, key, said):
    one = {
        "printed": {"verdict": printed},
        "argument": {"verdict": argument},
        "repaired": repaired and {"verdict": repaired},
        "status": status,
    }

    assert key == look(one).key
    assert said in sentence(one)


def test_names_and_anchors():
    assert "Theorem 3.2 error" == statement_name("theorem_3_2_error")
    assert "step-a~3c~22" == anchor('a<"')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x_min >= 0", "<i>x</i><sub>min</sub> ≥ 0"),
        ("zeta_{l-1}^2", "<i>ζ</i><sub>l−1</sub><sup>2</sup>"),
        ("at most 7^2", "at most 7<sup>2</sup>"),
        ("a name_of_file stays", "a name_of_file stays"),
        ("a.b and c.d", 'a.b and <a href="#step-c.d">c.d</a>'),
        ("C_D > 0", "<i>C</i><sub>D</sub> &gt; 0"),
        ("coherence mu", "coherence <i>μ</i>"),
        ("<i>", "&lt;i&gt;"),
    ],
)
def test_words_of_the_proof_files_are_set(text, expected):
    assert expected == prose(text, ["c.d"])


def test_the_ratio_of_both_sides_becomes_a_picture():
    found = {"printed": {"evidence": [{"statistics": {"largest_ratio": {"ratio": "0.5"}}}]}, "repaired": None}

    assert ["Sharpness of the printed line"] == [figure.title for figure in figures.of_step(found)]
    for odd in ("2", "1/0", "nan", "-1", "", None, "1e9"):
        found["printed"]["evidence"][0]["statistics"]["largest_ratio"]["ratio"] = odd
        assert [] == figures.of_step(found)


def test_the_index_tells_of_all_reports_that_lie_together(data, tmp_path):
    other = data | {"paper": data["paper"] | {"key": "another", "title": "Another paper"}}
    (tmp_path / "another.json").write_text(json.dumps(other))
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "benchmarks.json").write_text("[]")
    made = pages([data], tmp_path)

    assert ["example_paper.html", "index.html"] == list(made)
    assert "Another paper" in made["index.html"]
    assert 'href="another.html#step-lemma_1.mean"' in made["index.html"]


@pytest.mark.parametrize("key", ["../up", "", "index", "a b", "é", None, 3])
def test_a_key_that_is_no_name_of_a_file_is_refused(data, key):
    with pytest.raises(BoundcheckError, match=r"paper\.key"):
        pages([data | {"paper": data["paper"] | {"key": key}}])


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "other/1"}', '{"schema": NaN}', "[" * 5000, "\xff"])
def test_a_file_that_is_no_report_is_refused(tmp_path, text):
    file = tmp_path / "x.json"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(BoundcheckError, match=r"boundcheck-report/1"):
        read(file)


def test_the_command_makes_the_pages_from_the_json_alone(data, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "example_paper.json").write_text(dump(data))
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda address: opened.append(address) or True)

    assert 0 == main(["report", "--open"])
    assert "wrote reports/example_paper.html, reports/index.html" in capsys.readouterr().out
    assert html(data) == (tmp_path / "reports" / "example_paper.html").read_text()
    assert [(tmp_path / "reports" / "example_paper.html").as_uri()] == opened
    assert 0 == main(["report", "example_paper", "--out", "there"])
    assert 0 == main(["report", "reports/example_paper.json", "--out", "there"])
    assert (tmp_path / "there" / "index.html").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"), [((), "boundcheck audit writes them"), (("nowhere",), "reports/nowhere.json")]
)
def test_without_a_report_the_command_says_so(tmp_path, monkeypatch, capsys, arguments, said):
    monkeypatch.chdir(tmp_path)

    assert 2 == main(["report", *arguments])
    assert said in capsys.readouterr().err


def test_a_report_with_a_hole_is_bad_input_not_a_traceback(data, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hole.json").write_text(json.dumps(data | {"steps": [{"label": "x"}]}))

    assert 2 == main(["report", "hole.json"])
    assert "expected a report such as boundcheck audit writes" in capsys.readouterr().err


def test_without_a_browser_the_command_says_which_page_to_open(data, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.json").write_text(dump(data))
    monkeypatch.setattr("webbrowser.open", lambda _: False)

    assert 3 == main(["report", "x.json", "--open"])
    assert "open example_paper.html yourself" in capsys.readouterr().err
