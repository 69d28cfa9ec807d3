"""The mutation run: what counts as true and false, and that the score is that of the auditor."""

import json
from dataclasses import replace

import pytest

from boundcheck import Claim, Step, arith, assume, real, reals, within
from boundcheck.audit import Settings, search
from boundcheck.checkers.base import Question
from boundcheck.checkers.enclosure import enclosure
from boundcheck.checkers.search import worlds_of
from boundcheck.cli.main import main
from boundcheck.evaluate import defined_readings
from boundcheck.evidence import Finding, Grade, Verdict
from boundcheck.folder import load
from boundcheck.mutation.cases import cases_of, mutants_of
from boundcheck.mutation.implied import Form, reason_it_is_true
from boundcheck.mutation.proofs import audited_without_search, proved
from boundcheck.mutation.run import run_mutation
from boundcheck.mutation.trial import try_case
from boundcheck.mutation.witnesses import refuted, usual_worlds
from boundcheck.report.mutation_data import counts, mutation_report
from boundcheck.report.mutation_page import share
from tests.papers import example

QUICK = Settings(effort="quick")
x, y = real("x"), real("y")
SQUARE = Step(
    label="made.square",
    cite="nowhere",
    hypotheses=within(x, "[0, 1]"),
    printed=Claim(x**2, "<=", x),
    over=(reals(x=("0", "1")),),
    argument=(arith("product", Claim(x**2, "<=", x), by=("x_low", "x_high"), degree=2),),
)


@pytest.fixture(scope="module")
def square():
    """Trials of x^2 <= x on [0, 1], by words."""
    case = cases_of((SQUARE,))["made.square.printed"]
    return {one.words: one for one in try_case(case, audited_without_search((SQUARE,)), QUICK)}


@pytest.mark.parametrize("words", ["< in place of <=", ">= in place of <=", "== in place of <="])
def test_a_false_relation_is_refuted_with_a_witness(square, words):
    assert ("false", ("REFUTED",)) == (square[words].truth, square[words].auditor)
    assert square[words].elsewhere


def test_a_mutant_that_is_trivial_is_proved_and_never_refuted(square):
    """x <= x: implied by nothing but algebra."""
    assert "REFUTED" not in square["x in place of its square"].auditor
    assert "true" == square["x in place of its square"].truth


def test_no_true_mutant_is_refuted_and_no_false_one_proved(square):
    for one in square.values():
        assert not (one.truth == "true" and "REFUTED" in one.auditor), one
        assert not (one.truth == "false" and "PROVED" in one.auditor), one


def test_without_a_hypothesis_that_its_proof_needs_a_claim_is_not_proved():
    case = cases_of((SQUARE,))["made.square.printed"]
    done = audited_without_search((SQUARE,))
    by_dropped = {m.dropped: m for m in mutants_of(case) if m.dropped}

    assert {"x_low", "x_high"} == set(by_dropped)
    assert not any(proved(case, mutant, done) for mutant in by_dropped.values())


S, N = real("S"), real("N")
nonneg = assume("nonneg", N, ">=", 0)
LINE = Claim(S**2 + y, "<=", N)
TRUE = {
    "equal up to algebra": (Claim(y, "<=", N - S**2), "equivalent"),
    "a weaker relation": (Claim(S**2 + y, "<", N + 1), "weaker: "),
    "a square fewer": (Claim(y, "<=", N), "weaker: the slack grew"),
    "by a hypothesis": (Claim(S**2 + y, "<=", 2 * N), "weaker: a certificate by arith"),
}
FALSE = {
    "a strict relation": Claim(S**2 + y, "<", N),
    "a smaller side": Claim(S**2 + y, "<=", N - 1),
    "another power": Claim(S**3 + y, "<=", N),
    "the other side": Claim(S**2 + y, ">=", N),
}


def variant(claim):
    case = cases_of((replace(SQUARE, printed=claim, hypotheses=(nonneg,), argument=None),))["made.square.printed"]
    return replace(mutants_of(case)[0], claim=claim, hypotheses=(nonneg,))


@pytest.mark.parametrize("name", TRUE)
def test_what_a_proved_claim_implies_is_true(name):
    claim, reason = TRUE[name]

    assert reason_it_is_true(variant(claim), [Form(claim=LINE.node, hypotheses=())], None).startswith(reason)


@pytest.mark.parametrize("name", FALSE)
def test_what_it_does_not_imply_is_not_called_true(name):
    assert "" == reason_it_is_true(variant(FALSE[name]), [Form(claim=LINE.node, hypotheses=())], None)


def test_a_form_under_more_hypotheses_implies_nothing():
    small = assume("small", S, "<=", 1)

    assert "" == reason_it_is_true(variant(LINE), [Form(claim=LINE.node, hypotheses=(small,))], None)


def test_the_witnesses_are_those_of_the_auditors_own_search(tmp_path):
    """A mutant is refuted here exactly when the audit's search refutes it."""
    for case in cases_of(load(example(tmp_path)).steps).values():
        if not case.step.over:
            continue
        mutants = mutants_of(case)[::4]
        found = refuted(case, mutants, usual_worlds(case, QUICK))
        for mutant in mutants:
            question = Question(
                label=mutant.name,
                claim=mutant.claim,
                hypotheses=mutant.hypotheses,
                over=case.step.over,
                effort=QUICK.examples,
                patterns=QUICK.patterns,
            )
            assert (mutant.name in found) == (search(question).verdict is Verdict.REFUTED), mutant


def test_the_run_does_not_depend_on_the_number_of_workers_and_goes_on_where_it_was(tmp_path):
    folder, saved = load(example(tmp_path)), tmp_path / "saved.jsonl"
    alone = run_mutation(folder, QUICK, jobs=1, saved=saved)
    lines = saved.read_text().splitlines()
    kept = [json.loads(line) for line in lines]
    kept[0]["rows"] = [{**kept[0]["rows"][0], "why": "read from the file"}]
    saved.write_text("\n".join([json.dumps(kept[0]), lines[1][: len(lines[1]) // 2]]) + "\n")

    assert alone == run_mutation(folder, QUICK, jobs=2)
    assert "read from the file" == run_mutation(folder, QUICK, saved=saved)[kept[0]["label"]][0]["why"]


def test_values_kept_from_other_mutants_change_no_reading(tmp_path):
    for case in cases_of(load(example(tmp_path)).steps).values():
        mutants = mutants_of(case)
        for world in (world for source in case.step.over for world in worlds_of(source, 2, 0, 16)[::8]):
            memo = {}
            for mutant in mutants:
                assert read(mutant, world, memo) == read(mutant, world, None), (mutant, world.data)


def read(mutant, world, memo):
    try:
        found = defined_readings(mutant.claim.node, world, memo)
        return [(one.holds, str(one.lhs), str(one.rhs), one.index, one.outcome) for one in found]
    except (LookupError, ArithmeticError, ValueError) as error:
        return type(error)


@pytest.mark.parametrize("relation", ["<=", "<"])
def test_an_enclosure_that_an_end_or_a_middle_refutes_ends_at_once(relation):
    """Whatever the number of boxes it may take: a mutant must not cost as much as a proof."""
    steep = Question(label="steep", claim=Claim(x**2, relation, x / 2), hypotheses=within(x, "[0, 1]"))

    assert Verdict.UNDECIDED is enclosure(most_boxes=10**12)(steep).verdict


def believes(_):
    return Finding(checker="believer", verdict=Verdict.PROVED, grade=Grade.EXACT, certificate={"kind": "none"})


def test_an_unsound_checker_shows_in_the_score():
    """It proves false mutants: the count that must be 0 is not."""
    step = replace(SQUARE, checks=(believes,))
    case = cases_of((step,))["made.square.printed"]
    trials = try_case(case, audited_without_search((step,)), QUICK)
    found = counts([vars(one) for one in trials])

    assert found["false_proved"] == found["false"] > 0


def test_the_report_names_what_is_missed_and_what_is_unknown(tmp_path):
    folder = load(example(tmp_path))
    data = mutation_report({folder.key: run_mutation(folder, QUICK)}, QUICK)
    found = data["counts"]

    assert found["mutants"] == found["false"] + found["true"] + found["unknown"]
    assert found["false"] == found["refuted"] + found["missed"] == sum(data["twice"].values())
    assert 0 == found["false_proved"] == found["true_refuted"]
    named = [one for case in data["cases"] for one in case["mutants"] if "text" in one]
    assert len(named) == found["missed"] + found["unknown"]
    json.dumps(data, allow_nan=False)


def test_the_command_writes_both_reports_and_says_the_score(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert 0 == main(["mutate", "--effort", "quick", "--jobs", "1", "--out", "out", str(example(tmp_path))])
    assert ["mutation.json", "mutation.md"] == sorted(file.name for file in (tmp_path / "out").iterdir())
    assert "false mutants are refuted with an exact witness" in " ".join(capsys.readouterr().out.split())
    assert (tmp_path / "out" / "mutation.md").read_text().startswith("# Mutation score of the auditor\n")


def test_a_pattern_that_matches_nothing_is_bad_input(tmp_path):
    assert 2 == main(["mutate", "--select", "nothing*", str(example(tmp_path))])


def test_a_step_without_instances_says_so():
    step = replace(SQUARE, over=())
    case = cases_of((step,))["made.square.printed"]
    trials = try_case(case, audited_without_search((step,)), QUICK)

    assert "no instance is tried at this step" in {one.why for one in trials if one.truth == "unknown"}


def test_shares_are_rounded_down():
    assert ["99.9 %", "100.0 %", "0.0 %", "-"] == [share(9999, 10000), share(3, 3), share(0, 5), share(0, 0)]


def test_a_cited_leaf_without_instances_keeps_its_hypotheses():
    """Found by the run: without the hypothesis of the theorem that it cites, a line was still proved."""
    small = assume("small", S, "<=", 1)
    leaf = Step(label="made.leaf", cite="a book", cited="a book", hypotheses=(small,), printed=Claim(S, "<=", N))
    line = arith("twice", Claim(2 * S, "<=", 2 * N), by=("made.leaf",))
    claim = Claim(2 * S, "<=", 2 * N)
    step = Step(label="made.use", cite="x", uses=(leaf,), hypotheses=(small,), printed=claim, argument=(line,))
    case, done = cases_of((step,))["made.use.printed"], audited_without_search((step,))
    (mutant,) = [m for m in mutants_of(case) if m.dropped]

    assert Verdict.PROVED is done["made.use"].printed.verdict
    assert not proved(case, mutant, done)
