"""Ways through the program that few certificates take."""

import json
import runpy
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

import recheck
from boundcheck import terms as t
from boundcheck.certificates.axioms import axioms
from boundcheck.claim import Claim
from boundcheck.model import Model
from boundcheck.rules.lines import assuming, discharge, restate
from tests.recheck.made import reasons, rechecked, report_of, states, step

a, b = t.real("a"), t.real("b")
j = t.Index("j")
eps, f = t.family("eps"), t.family("f")
REALS = {"world": {"kind": "reals", "values": {"a": 2}}, "index": {}}


def ask(claim, witness, hypotheses=(), memory=None):
    given = [hypothesis.node for hypothesis in hypotheses]
    return recheck.check_witness(claim.node, given, witness, axioms(), recheck.Work(10**6), memory)


def test_an_instance_is_read_once_and_remembered_as_long_as_there_is_room(monkeypatch):
    memory = {}
    other = {"world": {"kind": "reals", "values": {"a": 3}}, "index": {}}
    for witness in (REALS, REALS, other):
        assert ask(Claim(a, "<=", 0), witness, memory=memory)[0] is True
    assert len(memory["instances"]) == 2

    monkeypatch.setattr(recheck, "WORK", 1500)
    assert (
        ask(Claim(a, "<=", 0), {"world": {"kind": "reals", "values": {"a": 4}}, "index": {}}, memory=memory)[0] is True
    )
    assert len(memory["instances"]) == 2


def test_the_largest_of_irrational_numbers_is_enclosed():
    roots = ["largest", ["pow", ["idx", "j"], ["num", "1/2"]], "j", ["span", ["num", "2"], ["num", "3"]]]

    assert recheck.check_witness(["claim", [], roots, ">", ["num", "7/4"]], [], REALS, axioms())[0] is True


RANDOM = {"kind": "tables", "outcomes": 2, "random": ["A"], "sets": {"All": [0, 1], "A": [[0], [1]]}, "families": {"f": [1, 2]}}  # fmt: skip


def test_a_hypothesis_over_a_random_set_is_tested_at_all_outcomes():
    over = ((j, t.named_set("A")),)
    witness = {"world": RANDOM, "index": {}}

    assert ask(Claim(f(0), "<=", 0), witness, [Claim(f(j), ">=", 1, over)])[0] is True
    assert ask(Claim(f(0), "<=", 0), witness, [Claim(f(j), ">=", 2, over)])[0] is False


def test_a_complement_is_taken_in_what_is_put_for_all():
    atoms, lam = ("set", "Atoms", ("idx", "l")), ("set", "Lams", ("idx", "l"))
    bind = {"All": recheck.Hole((), atoms), "Lam": recheck.Hole((), lam)}

    assert recheck.substitute(("compl", ("set", "Lam")), bind) == ("cap", atoms, ("compl", lam))


def test_the_square_of_a_root_stays_where_nothing_is_known_of_its_argument():
    algebra = recheck.Algebra(frozenset(), (), recheck.Work())
    root = ("pow", ("sym", "a"), ("num", Fraction(1, 2)))

    assert algebra.poly(("pow", root, ("num", Fraction(2)))) != algebra.poly(("sym", "a"))


def test_replacing_in_a_circle_comes_to_an_end():
    found = recheck.Derivation(recheck.Model({}, recheck.Work()), {"rules": {}, "within": []}, recheck.Work())
    one, two = ("sym", "a"), ("sym", "b")
    circle = [recheck.Claim((), ("rel", one, "==", two)), recheck.Claim((), ("rel", two, "==", one))]

    assert found.rewritten(recheck.Claim((), ("happens", "W", one)), circle).event[0] == "happens"


def test_an_assumption_about_what_is_fixed_sets_no_average_aside():
    fixed = Model(name="fixed", given=("a", "b"))
    low = t.compare(a, "<=", b)
    lines = (assuming("as", low), restate("r", Claim(a, "<=", b), by=("as",)), discharge("d", "r"))
    data = report_of(step("kept", Claim(low, "implies", low), lines=lines, model=fixed))

    assert set(states(data).values()) == {"replayed"}, reasons(data)


def law(implied):
    """A report of a step whose evidence holds a refuted law of signs."""
    data = report_of(step("law", Claim(a, "<=", 0)))
    world = {"kind": "signs", "alpha": [1], "t": 1}
    found = {"verdict": "REFUTED", "implied": implied.node, "world": world, "index": {}}
    evidence = {"checker": "dependence", "verdict": "UNDECIDED", "grade": None, "certificate": {}, "statistics": {"dependence": found}}  # fmt: skip
    data["steps"][0]["printed"] |= {"verdict": "UNDECIDED", "evidence": [evidence]}
    return data


def test_a_law_of_signs_is_refuted_by_two_probabilities_that_differ():
    up, down = t.compare(eps(0), ">", 0), t.compare(eps(0), "<", 2)

    (found,) = rechecked(law(Claim(t.Prob(up), "==", t.Prob(down))))
    assert (found.state, "law" in found.reason) == ("replayed", True)
    (found,) = rechecked(law(Claim(t.Prob(up), "==", t.Prob(~up))))
    assert found.state == "wrong"
    (found,) = rechecked(law(Claim(a, "==", 0)))
    assert "no law" in found.reason


def test_the_program_ends_with_its_answer(monkeypatch, tmp_path):
    path = tmp_path / "report.json"
    path.write_text(json.dumps(law(Claim(a, "==", 0))))
    monkeypatch.setattr(sys, "argv", ["recheck.py", str(path)])

    with pytest.raises(SystemExit) as end:
        runpy.run_path(recheck.__file__, run_name="__main__")
    assert end.value.code == 1


@pytest.mark.slow
def test_every_branch_of_the_program_is_taken_by_these_tests(tmp_path):
    """The command in docs/certificate.md; 100% of lines and branches."""
    coverage = [sys.executable, "-m", "coverage"]
    common, here = ["--rcfile=/dev/null", f"--data-file={tmp_path / 'data'}"], Path(__file__).parent
    tests = ["-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", str(here)]
    run = [*coverage, "run", "--branch", "--include=recheck.py", *common, *tests]
    subprocess.run(run, check=True, cwd=here.parent.parent, capture_output=True)
    found = subprocess.run([*coverage, "report", "-m", "--fail-under=100", *common], check=False, cwd=here.parent.parent, capture_output=True, text=True)  # fmt: skip

    assert found.returncode == 0, found.stdout
