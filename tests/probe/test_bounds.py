"""True bounds are never violated; bounds spoiled by a constant are, with exact witnesses that anybody can check."""

import json
import math
from decimal import Decimal
from fractions import Fraction

import pytest

import recheck
from boundcheck.certificates.axioms import axioms
from boundcheck.errors import BoundcheckError
from boundcheck.probe.confirm import AGREES, REFUTES
from boundcheck.probe.findings import findings
from boundcheck.probe.spec import Spec, header, target_of, worker
from boundcheck.probe.statement import NAMED
from tests.papers import LINE, example, folder
from tests.probe.small import campaign


def found(tmp_path, spec, tasks):
    """Findings of a campaign of so many tasks."""
    outcome = campaign(tmp_path / "campaign.jsonl", tasks, spec)
    return findings(spec, header(spec), outcome.records, outcome.lost)


def replayed(report):
    """What the re-checker says of each violation of a report, from its JSON alone."""
    data = json.loads(json.dumps(report))
    claim, hypotheses = data["claim"]["claim"], [h["claim"] for h in data["claim"]["hypotheses"]]
    return [recheck.check_witness(claim, hypotheses, one["witness"], axioms())[0] for one in data["violations"]]


@pytest.mark.parametrize(("bound", "tasks"), [("lemma_3_3", 6), ("uniform", 6), ("bound_5", 6), ("theorem_3_2", 2)])
def test_a_true_bound_is_never_violated(tmp_path, bound, tasks):
    """And the independent program agrees about the sharpest instance."""
    report = found(tmp_path, Spec(bound=bound, effort="quick"), tasks)

    assert "NO VIOLATION FOUND" == report["verdict"]
    assert ([], 0) == (report["violations"], report["unconfirmed"])
    assert AGREES == report["best"][report["largest"]]["recheck"]
    assert all(Decimal(one["ratio"]) <= 1 for one in report["best"].values())
    assert sum(report["groups"].values()) == report["valid"] > 0


@pytest.mark.parametrize(
    ("bound", "constants", "tasks"),
    [
        ("lemma_3_3", {"constant": "1/2"}, 1),
        ("lemma_3_3", {"factor": "1/2"}, 2),
        ("bound_5", {"constant": "1/2"}, 1),
        ("theorem_3_2", {"factor": "1/4"}, 1),
    ],
)
def test_a_spoiled_bound_is_violated_by_exact_witnesses(tmp_path, bound, constants, tasks):
    report = found(tmp_path, Spec(bound=bound, effort="quick", **constants), tasks)

    assert "VIOLATED" == report["verdict"]
    assert 0 < report["violating_tasks"] <= tasks
    assert {REFUTES} == {one["recheck"] for one in report["violations"]}
    assert {True} == set(replayed(report))


@pytest.mark.slow
def test_the_constant_8_is_not_twice_too_large(tmp_path):
    """With 4 in place of 8 the lemma is false: the search finds an informative layer, and the witness is exact."""
    report = found(tmp_path, Spec(bound="lemma_3_3", constant="4"), 60)

    assert "VIOLATED" == report["verdict"]
    assert {True} == set(replayed(report))


def test_the_sharpest_vacuous_layer_is_one_atom_that_noise_may_cancel():
    """P = 1/2 against 2 exp(-1/8): the ratio exp(1/8) / 4, found by the first task."""
    record = worker(Spec(bound="lemma_3_3"))(0)

    assert math.isclose(float(record["best"]["vacuous"]["ratio"]), math.exp(1 / 8) / 4, rel_tol=1e-13)


def test_the_search_finds_layers_that_fail_though_the_lemma_says_something():
    """gamma < 1, (3) does not hold, and recovery is not certain: the informative class has a ratio."""
    informative = worker(Spec(bound="lemma_3_3"))(13)["best"]["informative"]

    assert Decimal("0.001") < Decimal(informative["ratio"]) < 1


def test_bound_3_is_nearly_sharp():
    ratios = [
        Decimal(one["ratio"]) for task in range(4) for one in worker(Spec(bound="uniform"))(task)["best"].values()
    ]

    assert Decimal("0.9") < max(ratios) <= 1


def test_a_task_is_a_function_of_spec_and_index(small):
    spec = Spec(bound="lemma_3_3", seed=7)
    first = [json.dumps(worker(spec)(task)) for task in range(4)]
    target_of.cache_clear()

    assert first == [json.dumps(worker(spec)(task)) for task in reversed(range(4))][::-1]


def test_records_hold_no_floats():
    def leaves(value):
        if isinstance(value, dict):
            value = list(value.values())
        return [x for item in value for x in leaves(item)] if isinstance(value, list) else [value]

    for spec in (Spec(bound="lemma_3_3"), Spec(bound="theorem_3_2", effort="quick")):
        assert not [x for x in leaves(worker(spec)(0)) if isinstance(x, float)]


def test_a_step_is_probed_by_its_label(tmp_path):
    """Its own sources first; the printed claim with a square is false, the repaired one is not."""
    place = str(example(tmp_path))
    printed = found(tmp_path, Spec(bound="lemma_1.with_square", effort="quick", paths=(place,)), 2)
    (tmp_path / "campaign.jsonl").unlink()
    repaired = found(tmp_path, Spec(bound="lemma_1.with_square", side="repaired", effort="quick", paths=(place,)), 2)

    assert ("VIOLATED", "NO VIOLATION FOUND") == (printed["verdict"], repaired["verdict"])
    assert {True} == set(replayed(printed))


def test_a_step_goes_on_from_what_its_sources_make(tmp_path):
    """Once the first instances are used up, tasks move or make new ones, in [-1, 1] too; x^2 reaches 1, never more."""
    spec = Spec(bound="lemma.line", effort="quick", paths=(str(folder(tmp_path, lemma=LINE)),))
    target = target_of(spec)
    shares = [len(target.sweep(task)) for task in range(10)]
    report = found(tmp_path, spec, 6)

    assert 0 < sum(shares) < 6 * target.size
    assert [] == list(target.sweep(8))
    assert all(-1 <= Fraction(point.data["values"]["x"]) <= 1 for task in (9, 11) for point in target.sweep(task))
    assert "1.0000000000000e0" == report["best"][""]["ratio"]
    assert "NO VIOLATION FOUND" == report["verdict"]


EVENT = LINE.replace('Claim(x**2, "<=", 1)', 'Claim(compare(x, "<", 1), "implies", compare(x**2, "<", 1))').replace(
    "import Claim", "import compare, Claim"
)


def test_a_claim_about_events_has_violations_but_no_ratio(tmp_path):
    spec = Spec(bound="lemma.line", effort="quick", paths=(str(folder(tmp_path, lemma=EVENT)),))
    report = found(tmp_path, spec, 1)

    assert ("VIOLATED", None, {}) == (report["verdict"], report["largest"], report["best"])
    assert {True} == set(replayed(report))
    assert {""} == {one["ratio"] for one in report["violations"]}


@pytest.mark.parametrize("name", NAMED)
def test_named_bounds_say_their_hypotheses(name):
    statement = NAMED[name](Fraction(2), Fraction(8))

    assert name == statement.name
    assert all(h.words for h in statement.hypotheses)


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        (Spec(bound="lemma_3_4"), "a bound such as lemma_3_3"),
        (Spec(bound="uniform", constant="4"), "no factor and no constant"),
        (Spec(bound="lemma_3_3", side="repaired"), "the label of a step"),
        (Spec(bound="lemma.line", constant="4"), "one of bound_5, lemma_3_3, theorem_3_2, uniform"),
        (Spec(bound="lemma.line", side="repaired"), "a step with a repaired claim"),
        (Spec(bound="lemma.bare"), "a step with sources of instances"),
    ],
)
def test_a_bound_that_cannot_be_probed_is_refused(tmp_path, spec, said):
    bare = '\nbare = Step(label="lemma.bare", cite="(2)", printed=Claim(x**2, "<=", 1))\n'
    place = str(folder(tmp_path, lemma=LINE + bare))
    with pytest.raises(BoundcheckError) as error:
        header(Spec(**{**vars(spec), "paths": (place,)}))

    assert said in str(error.value)
