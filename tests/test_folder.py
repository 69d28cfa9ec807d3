"""Loading proof folders: what is collected, and one message for each thing that can be wrong."""

import sys

import pytest

from boundcheck.errors import BoundcheckError
from boundcheck.folder import default_places, expand, load, load_all
from tests.papers import LINE, PAPER, WRONG, example, folder


def labels(found):
    return [step.label for step in found.steps]


def test_steps_come_in_the_order_of_module_and_definition(tmp_path):
    """Each step once, from the module that its label names, although lemma_2 imports one of lemma_1."""
    found = load(example(tmp_path))

    assert labels(found) == [
        "lemma_1.mean",
        "lemma_1.with_square",
        "lemma_2.from_lemma_1",
        "lemma_2.quartic",
        "lemma_2.no_reason",
    ]
    assert "example_paper" == found.key == found.paper.key


def test_conclusions_come_in_the_order_of_their_file(tmp_path):
    assert ["lemma_2", "lemma_1", "remark_3"] == [one.label for one in load(example(tmp_path)).conclusions]


def test_a_file_alone_gives_its_steps_and_no_conclusions(tmp_path):
    """One broken file does not keep another from being audited."""
    place = folder(tmp_path, lemma=LINE, broken="1 / 0")
    found = load(place / "lemma.py")

    assert ["lemma.line"] == labels(found)
    assert () == found.conclusions
    assert (place / "lemma.py").resolve() == found.place


def test_a_folder_of_folders_gives_each(tmp_path):
    first, second = folder(tmp_path, lemma=LINE), folder(tmp_path, lemma=LINE, paper=PAPER.replace("tiny", "other"))
    (tmp_path / "notes").mkdir()

    assert [first.resolve(), second.resolve()] == expand(tmp_path)
    assert ["tiny", "other"] == [found.key for found in load_all([tmp_path])]


@pytest.mark.parametrize("pattern", ["lemma.line", "lemma.*", "lemma.l?ne", "le*"])
def test_with_a_pattern_only_modules_that_may_match_are_read(tmp_path, pattern):
    """A broken file does not keep the steps of another from being found, nor does a paper without a match."""
    place = folder(tmp_path, lemma=LINE, broken="1 / 0")
    folder(tmp_path, other="1 / 0", paper=PAPER.replace("tiny", "other"))
    (found,) = load_all([tmp_path], pattern)

    assert (place.resolve(), ["lemma.line"], ()) == (found.path, labels(found), found.conclusions)


def test_with_a_pattern_that_may_match_anything_all_is_read(tmp_path):
    folder(tmp_path, lemma=LINE, broken="1 / 0")
    with pytest.raises(BoundcheckError, match="broken"):
        load_all([tmp_path], "*line")


def test_the_same_path_twice_is_one_folder(tmp_path):
    place = folder(tmp_path, lemma=LINE)

    assert 1 == len(load_all([place, place]))


def test_two_papers_with_one_key_are_refused(tmp_path):
    with pytest.raises(BoundcheckError, match="tiny: expected one paper for each key"):
        load_all([folder(tmp_path, lemma=LINE), folder(tmp_path, lemma=LINE)])


def test_the_default_is_the_directory_proofs(tmp_path, monkeypatch):
    (tmp_path / "proofs").mkdir()
    place = folder(tmp_path / "proofs", lemma=LINE)
    monkeypatch.chdir(tmp_path)

    assert [place.resolve()] == default_places()


def test_the_path_is_left_as_it_was(tmp_path):
    before = list(sys.path)
    load(example(tmp_path))

    assert before == sys.path


def test_a_name_that_another_package_has_is_refused(tmp_path):
    """A proof folder called json must not hide the standard library's."""
    place = folder(tmp_path, lemma=LINE).rename(tmp_path / "json")

    with pytest.raises(BoundcheckError, match="json: expected a package name of its own"):
        load(place)


def test_a_directory_that_is_no_module_name_is_refused(tmp_path):
    place = folder(tmp_path, lemma=LINE).rename(tmp_path / "2020-paper")

    with pytest.raises(BoundcheckError, match="like a Python module, got '2020-paper'"):
        load(place)


@pytest.mark.parametrize("name", ["nowhere", "nowhere.py"])
def test_a_path_that_does_not_exist_is_refused(tmp_path, name):
    with pytest.raises(BoundcheckError, match="no such path"):
        expand(tmp_path / name)


def test_a_directory_without_proofs_is_refused(tmp_path):
    with pytest.raises(BoundcheckError, match=r"a paper\.py, or folders that hold one"):
        expand(tmp_path)


def test_a_file_outside_of_a_folder_is_refused(tmp_path):
    (tmp_path / "lemma.py").write_text(LINE)

    with pytest.raises(BoundcheckError, match=r"in a folder with a paper\.py"):
        expand(tmp_path / "lemma.py")


def test_a_file_without_steps_is_refused(tmp_path):
    with pytest.raises(BoundcheckError, match=r"paper\.py: expected at least one Step"):
        load(folder(tmp_path, lemma=LINE) / "paper.py")


@pytest.mark.parametrize("name", sorted(WRONG))
def test_what_is_wrong_gets_one_clear_message(tmp_path, name):
    """Label, expected, got: on one line, with the values that caused it."""
    files, said = WRONG[name]

    with pytest.raises(BoundcheckError) as found:
        load(folder(tmp_path, **files))

    text = str(found.value)
    assert [] == [part for part in said if part not in text], text
    assert "\n" not in text
    assert str(tmp_path) not in text
