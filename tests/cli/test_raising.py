"""A checker or a source that fails inside an audit: one line that names it and the step, and no report."""

import re

import pytest

from boundcheck.cli.main import main
from tests.papers import SQUARE, folder, stated

RAISING = {
    "a checker that raises": (
        {"checks": "(lambda q: 1 / 0,)"},
        "the checker <lambda> to give a finding, got ZeroDivisionError",
    ),
    "a checker that ends the program": (
        {"checks": "(lambda q: exit(0),)"},
        "the checker <lambda> to give a finding, got SystemExit: 0",
    ),
    "a checker without end": ({"checks": "(lambda q: (lambda g: g(g))(lambda g: g(g)),)"}, "got RecursionError"),
    "a checker that finds nothing": (
        {"checks": "(lambda q: None,)"},
        "the checker <lambda> to give a Finding, got NoneType None",
    ),
    "a checker that says a word": ({"checks": '(lambda q: "PROVED",)'}, "to give a Finding, got str 'PROVED'"),
    "a source that raises": (
        {"over": "(source(lambda: 1 / 0),)"},
        "the search over broken to give a finding, got ZeroDivisionError",
    ),
    "a source that ends the program": (
        {"over": "(source(lambda: exit(0)),)"},
        "the search over broken to give a finding, got SystemExit: 0",
    ),
    "a source of no instances": ({"over": "(source(lambda: [3, None]),)"}, "the search over broken: kind"),
    "a source without the parameter": ({"over": '(reals(z=("-1", "1")),)'}, "the world supplies no scalar called 'x'"),
    "a line of the wrong sort": (
        {"argument": '(rule("a", "square", a=K, c=x),)'},
        "line a: expected terms of the right sorts",
    ),
}
SOURCE = """
from dataclasses import replace
from sys import exit


def source(boundary):
    return replace(reals(x=("-1", "1")), name="broken", boundary=boundary)


"""


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("name", RAISING)
def test_what_fails_in_an_audit_is_named_with_its_step_and_nothing_is_written(tmp_path, monkeypatch, capfd, name, jobs):
    fields, said = RAISING[name]
    text = stated(SQUARE, **fields)["lemma"].replace("line = Step", f"{SOURCE}line = Step")
    monkeypatch.chdir(tmp_path)

    assert 2 == main(["audit", "--effort", "quick", "--jobs", jobs, str(folder(tmp_path, lemma=text))])
    last = capfd.readouterr().err.splitlines()[-1]
    assert re.fullmatch(r"error: lemma\.line\.printed: .*expected .*, got .*", last)
    assert said in last
    assert not list((tmp_path / "reports").glob("*"))


def test_a_checker_without_memory_is_a_resource_error_with_its_name(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    place = folder(tmp_path, **stated(SQUARE, checks="(lambda q: [0] * (1 << 60),)"))

    assert 4 == main(["audit", "--effort", "quick", "--jobs", "1", str(place)])
    assert "lemma.line.printed: the checker <lambda> ran out of memory" in capsys.readouterr().err
