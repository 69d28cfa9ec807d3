"""The Coq kernel proves a true claim, declines a false one, and is not fooled by a script."""

import shutil

import pytest
from sympy import exp

from boundcheck import Claim, Index, Model, Prob, assume, compare, family, independent, named_set, real, total
from boundcheck.checkers.base import Question
from boundcheck.checkers.kernel import _axioms, _run, kernel, source
from boundcheck.cli.main import main
from boundcheck.errors import BoundcheckError, MissingToolError
from boundcheck.evidence import Grade, Verdict
from boundcheck.folder import load
from boundcheck.kernel_audit import audit_kernel, kernel_questions, scripts
from tests.papers import LINE, folder

coq = pytest.mark.skipif(shutil.which("coqc") is None, reason="coqc is not installed")
PAPER_FOLDER = "proofs/murray_tanner_2021"
x, y = real("x"), real("y")
SQUARE = Claim(x**2, ">=", 0)
BELOW = Claim(1 + x, "<=", exp(x))

BY_HAND = """Theorem proof : Statement.claim.
Proof. unfold Statement.claim; intro x. assert (H := exp_ineq1_le x). exact H. Qed."""


def ask(claim, *hypotheses):
    """What Coq is asked."""
    return Question(label="made.line.printed", claim=claim, hypotheses=hypotheses)


@coq
def test_tactics_prove_a_polynomial_claim():
    found = kernel(ask(SQUARE))

    assert (found.verdict, found.grade) == (Verdict.PROVED, Grade.KERNEL)
    assert found.certificate["statement"] == "forall x : R, (x ^ 2) >= 0"
    assert "ClassicalDedekindReals.sig_forall_dec" in found.certificate["axioms"]
    assert "Coq" in found.reason


@coq
@pytest.mark.parametrize("claim", [Claim(x**2, ">", 0), Claim(x**2, "<=", x), BELOW], ids=str)
def test_tactics_decline_what_is_false_or_beyond_them(claim):
    found = kernel(ask(claim))

    assert (found.verdict, found.grade) == (Verdict.UNDECIDED, None)
    assert found.reason.startswith("Coq declines")


@coq
def test_a_hypothesis_makes_the_difference():
    assert kernel(ask(Claim(x**2, ">", 0), assume("positive", x, ">", 0))).verdict is Verdict.PROVED


@coq
def test_a_script_proves_what_tactics_do_not():
    found = kernel(ask(BELOW), BY_HAND)

    assert (found.verdict, found.checker) == (Verdict.PROVED, "kernel (by hand)")


AT_MOST_ONE = """Require Import Lra.
Theorem proof : Statement.claim.
Proof.
  assert (G : forall n f, (forall e, f e <= 1) -> forall e, Statement.mean n f e <= 1).
  { intros n f B. induction n as [| m IH]; intro e; simpl; [apply B |].
    assert (P := IH (Statement.put e m 1)). assert (Q := IH (Statement.put e m (- 1))). lra. }
  unfold Statement.claim; intros. apply G. intro e. destruct Req_EM_T; lra.
Qed."""

CHOICE = """Require Import ClassicalEpsilon.
Theorem proof : Statement.claim.
Proof.
  intro x. destruct (constructive_indefinite_description (fun y : R => y = x) (ex_intro _ x eq_refl)). apply Rle_refl.
Qed."""

FALSE = Claim(x, "<", x - 1)
LOOP = """#[bypass_check(guard)] Fixpoint loop (n : nat) : False := loop n.
Theorem proof : Statement.claim. Proof. destruct (loop 0). Qed."""
HIDDEN = f"""Require Import String.
Definition opening := "(*"%string. Unset Guard Checking. Definition closing := "*)"%string.
{LOOP.replace("#[bypass_check(guard)] ", "")}"""


@coq
@pytest.mark.parametrize("script", [LOOP, HIDDEN], ids=["a loop", "strings"])
def test_a_definition_accepted_without_a_check_is_listed_among_the_axioms(script):
    answer = _run(source("forall x : R, x < x - 1", script), 30)

    assert answer.accepted
    assert "loop" in _axioms(answer.output)


@coq
@pytest.mark.parametrize(
    ("claim", "script", "said"),
    [
        (Claim(2 + x, "<=", exp(x)), BY_HAND, "Coq declines"),
        (SQUARE, "Theorem proof : 0 = 0. Proof. reflexivity. Qed.", "Coq declines"),
        (SQUARE, "Theorem other : Statement.claim. Proof. Admitted.", "may not use 'Admitted'"),
        (SQUARE, "Axiom proof : Statement.claim.", "may not use 'Axiom'"),
        (SQUARE, "Module Statement. Definition claim := True. End Statement.", "may not use 'Module'"),
        (SQUARE, "Notation claim := True.", "may not use 'Notation'"),
        (Claim(x, "<=", x), CHOICE, "the proof assumes"),
        (FALSE, LOOP, "may not use 'bypass_check'"),
        (FALSE, HIDDEN, "may not use '\"'"),
    ],
    ids=[
        "another claim",
        "another theorem",
        "admitted",
        "an axiom",
        "a second statement",
        "a notation",
        "choice",
        "a loop",
        "strings",
    ],
)
def test_a_script_cannot_prove_something_else(claim, script, said):
    found = kernel(ask(claim), script)

    assert found.verdict is Verdict.UNDECIDED
    assert said in found.reason


@coq
def test_a_proof_that_does_not_end_is_stopped():
    loop = "Ltac forever := idtac; forever.\nTheorem proof : Statement.claim.\nProof. forever. Qed."

    assert kernel(ask(SQUARE), loop, seconds=2).reason == "no answer in time"


def test_a_claim_that_cannot_be_said_is_undecided():
    found = kernel(ask(Claim(family("f")(1), "<=", y)))

    assert (found.verdict, found.reason) == (Verdict.UNDECIDED, "not said in Coq: it speaks of an entry of 'f'")


def test_without_coq_the_command_exits_with_3(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(MissingToolError, match="expected the Coq compiler coqc"):
        kernel(ask(SQUARE))
    assert main(["kernel", str(folder(tmp_path, lemma=LINE))]) == 3
    assert "coqc" in capsys.readouterr().err


def made(tmp_path, claim, **scripts_by_name):
    """A folder with one line and its scripts."""
    text = LINE.replace('Claim(x**2, "<=", 1)', claim).replace('"SURVIVED"', '"PROVED"')
    place = folder(tmp_path, lemma=text)
    (place / "kernel").mkdir()
    for name, script in scripts_by_name.items():
        (place / "kernel" / f"{name.replace('__', '.')}.v").write_text(script)
    return place


def test_only_claims_that_are_expected_to_be_proved_are_asked(tmp_path):
    assert kernel_questions(load(folder(tmp_path, lemma=LINE))) == ()
    assert [q.label for q in kernel_questions(load(made(tmp_path, 'Claim(x**2, ">=", 0)')))] == ["lemma.line.printed"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"lemma__other": BY_HAND}, r"kernel/lemma\.other\.v: expected the label of a step"),
        ({"lemma__line__repaired": BY_HAND}, r"kernel/lemma\.line\.repaired\.v: expected the label"),
        (
            {"a": "(* with: b.v *)\n", "b": "(* with: a.v *)\n", "lemma__line": "(* with: a.v *)\n"},
            r"kernel/b\.v: expected a file a\.v beside it, got a circle",
        ),
        ({"lemma__line": "(* with: gone.v *)\n"}, r"kernel/lemma\.line\.v: expected a file gone\.v beside it"),
    ],
    ids=["no such step", "no such side", "a circle", "no such file"],
)
def test_a_script_of_nothing_is_bad_input(tmp_path, files, said):
    with pytest.raises(BoundcheckError, match=said):
        scripts(load(made(tmp_path, 'Claim(x**2, ">=", 0)', **files)))


def test_a_script_may_stand_behind_another_file(tmp_path):
    place = made(
        tmp_path, 'Claim(x**2, ">=", 0)', shared="(* first *)\n", lemma__line="(* with: shared.v *)\n(* then *)"
    )

    assert scripts(load(place)) == {"lemma.line.printed": "(* first *)\n\n(* then *)"}


@coq
def test_the_command_reports_and_tells_a_script_that_is_declined(tmp_path, capsys):
    good = made(tmp_path, 'Claim(x**2, ">=", 0)')
    bad = made(tmp_path, 'Claim(x**2, ">=", 0)', lemma__line=BY_HAND)

    assert main(["kernel", "--jobs", "1", "--out", str(tmp_path / "out"), str(good)]) == 0
    assert "1 of 1 claims that can be said in Coq are PROVED at grade KERNEL" in capsys.readouterr().out
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["kernel_tiny.json", "kernel_tiny.md"]
    assert main(["kernel", "--jobs", "1", str(bad)]) == 1
    assert "lemma.line (printed): Coq declines" in capsys.readouterr().out
    assert main(["kernel", "--select", "nothing*", str(good)]) == 2


@coq
@pytest.mark.parametrize("relation", ["<=", "<"])
def test_a_probability_in_the_kernel_is_that_of_the_signs(relation):
    """A probability is at most 1, which its mean over the patterns shows, and not always less."""
    alpha, eps, i, everyone = family("alpha"), family("eps"), Index("i"), named_set("All")
    law = assume("signs", independent((eps(i), i, everyone)), "holds")
    model = Model(name="made signs", signs=("eps",), given=("alpha",), laws=(law,))
    mean = Prob(compare(total(alpha(i) * eps(i), i, everyone), "==", total(alpha(i), i, everyone)))
    found = kernel(Question(label="made.line", claim=Claim(mean, relation, 1), model=model), AT_MOST_ONE)

    assert found.verdict is (Verdict.PROVED if relation == "<=" else Verdict.UNDECIDED)


@coq
@pytest.mark.slow
def test_every_script_of_the_paper_proves_its_claim():
    paper = load(PAPER_FOLDER)
    written = scripts(paper)
    asked = [question for question in kernel_questions(paper) if question.label in written]

    assert len(asked) == len(written) >= 15
    assert all(one.finding.verdict is Verdict.PROVED for one in audit_kernel(paper, asked, jobs=2).found)


@coq
def test_one_step_may_be_selected_of_a_folder_with_scripts_of_others(capsys):
    assert main(["kernel", "--select", "bound_5.equivalence", "proofs/murray_tanner_2021"]) == 0
    assert "bound_5.equivalence" in capsys.readouterr().out
