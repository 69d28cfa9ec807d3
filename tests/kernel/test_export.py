"""A claim in Coq: what is said, what is left out, and what is refused."""

from dataclasses import replace

import pytest
from sympy import Abs, Max, Min, Rational, cosh, exp, floor, log, sqrt

from boundcheck import (
    Claim,
    Index,
    Model,
    Prob,
    assume,
    compare,
    event_family,
    family,
    independent,
    named_set,
    real,
    total,
)
from boundcheck.checkers.kernel_export import NotExportedError, exported, left_out, proposition

x, y, N = real("x"), real("y"), real("N")
i = Index("i")
f = family("f")
All = named_set("All")

SAID = {
    "a polynomial": (Claim(x**2 + 3 * y, "<=", Rational(1, 2)), "forall x y : R, ((x ^ 2) + (3 * y)) <= (1 / 2)"),
    "an inverse": (Claim(1 / x**2, ">", 0), "forall x : R, (/ (x ^ 2)) > 0"),
    "a root": (Claim(sqrt(x), ">=", 0), "forall x : R, (sqrt x) >= 0"),
    "an inverse root": (Claim(1 / sqrt(x), "==", y), "forall x y : R, (/ (sqrt x)) = y"),
    "a cubed root": (Claim(x ** Rational(3, 2), "==", y), "forall x y : R, (sqrt (x ^ 3)) = y"),
    "functions": (
        Claim(exp(x) + log(y), "<", cosh(x) + Abs(y)),
        "forall x y : R, ((exp x) + (ln y)) < ((cosh x) + (Rabs y))",
    ),
    "the larger and the smaller": (Claim(Min(x, y), "<=", Max(x, y)), "forall x y : R, (Rmin x y) <= (Rmax x y)"),
    "a negative number": (Claim(-x, "<=", -Rational(1, 3)), "forall x : R, ((- 1) * x) <= (- (1 / 3))"),
    "an implication": (
        Claim(compare(x, "<", y), "implies", compare(x, "<=", y)),
        "forall x y : R, (x < y) -> (x <= y)",
    ),
    "an equivalence": (
        Claim(compare(x, "<", y), "iff", ~compare(y, "<=", x)),
        "forall x y : R, (x < y) <-> (~ (y <= x))",
    ),
    "both and either": (
        Claim(compare(x, "<", y) & compare(x, "<", 1) | compare(x, "==", 2), "holds"),
        "forall x y : R, ((x < y) /\\ (x < 1)) \\/ (x = 2)",
    ),
    "no parameter": (Claim(exp(-Rational(1, 2)), "<=", 1), "(exp (- (1 / 2))) <= 1"),
    "a name that Coq has": (Claim(real("exp"), "<=", real("R")), "forall R_ exp_ : R, exp_ <= R_"),
}


@pytest.mark.parametrize("name", SAID)
def test_a_claim_about_real_parameters_is_said(name):
    claim, text = SAID[name]

    assert proposition(claim.node) == text
    assert exported(claim.node)


def test_hypotheses_stand_before_the_claim_and_their_parameters_are_bound_too():
    low, high = assume("low", x, ">=", 0), assume("high", x, "<=", N)

    assert proposition(Claim(x, "<=", y).node, [low.node, high.node]) == (
        "forall N x y : R, (x >= 0) -> (x <= N) -> x <= y"
    )


def test_a_hypothesis_that_cannot_be_said_is_left_out():
    """Without it the proposition is stronger, so a proof of it is one of the claim."""
    strange = assume("strange", total(f(i), i, All), "<=", y)

    assert proposition(Claim(x, "<=", x).node, [strange.node]) == "forall x : R, x <= x"
    assert left_out([strange.node]) == [strange.node]


@pytest.mark.parametrize(
    "claim",
    [
        Claim(total(f(i), i, All), "<=", y),
        Claim(f(i), "<=", f(i), ((i, All),)),
        Claim(Prob(compare(x, "<", y)), "<=", 1),
        Claim(event_family("W")(), "holds"),
        Claim(floor(x), "<=", x),
        Claim(x ** Rational(1, 3), "<=", y),
        Claim(x**y, "<=", 1),
        Claim(real("x'"), "<=", 1),
        Claim(real("exp"), "<=", real("exp_")),
    ],
    ids=[
        "a sum",
        "a quantifier",
        "a probability",
        "an event",
        "rounding",
        "a cube root",
        "a real power",
        "a name",
        "two names that become one",
    ],
)
def test_what_coq_would_read_otherwise_is_refused(claim):
    assert not exported(claim.node)
    with pytest.raises(NotExportedError):
        proposition(claim.node)


alpha, eps = family("alpha"), family("eps")
INDEPENDENT = assume("signs", independent((eps(i), i, All)), "holds")
SIGNS = Model(name="made signs", signs=("eps",), given=("alpha", "t"), laws=(INDEPENDENT,))
t = real("t")
SUM = total(alpha(i) * eps(i), i, All)


def test_a_sum_over_all_atoms_is_one_over_functions():
    claim = Claim(total(alpha(i) ** 2, i, All), ">", t)

    said = "forall (n : nat) (alpha : nat -> R) (t : R), (total n (fun i : nat => ((alpha i) ^ 2))) > t"
    assert proposition(claim.node, (), SIGNS) == said


def test_a_probability_is_a_mean_over_the_patterns_of_independent_signs():
    said = proposition(Claim(Prob(compare(SUM, ">", t)), "<=", 1).node, (), SIGNS)

    summed = "(total n (fun i : nat => ((alpha i) * (eps i))))"
    mean = f"(mean n (fun eps : nat -> R => if Rgt_dec {summed} t then 1 else 0) (fun _ => 0))"
    assert said == f"forall (n : nat) (alpha : nat -> R) (t : R), {mean} <= 1"


@pytest.mark.parametrize(
    ("claim", "model"),
    [
        (Claim(Prob(compare(SUM, ">", t)), "<=", 1), replace(SIGNS, laws=())),
        (Claim(Prob(compare(SUM, ">", t)), "<=", 1), replace(SIGNS, given=("t",))),
        (Claim(Prob(compare(SUM, ">", t)), "<=", 1), replace(SIGNS, signs=("eps", "more"))),
        (Claim(Prob(compare(SUM, ">", t)), "<=", 1), replace(SIGNS, given=("alpha",), depends={"t": ("eps",)})),
        (Claim(SUM, "<=", 1), SIGNS),
        (Claim(total(alpha(i), i, All & ~All), "<=", 1), SIGNS),
        (Claim(alpha(0), "<=", 1), SIGNS),
        (Claim(Prob(compare(SUM, ">", t), compare(SUM, ">", 0)), "<=", 1), SIGNS),
        (Claim(Prob(~compare(SUM, ">", t)), "<=", 1), SIGNS),
    ],
    ids=[
        "no law",
        "a family that may depend on signs",
        "two families of signs",
        "a threshold that depends on the signs",
        "signs outside of a probability",
        "another set",
        "an entry at a number",
        "a condition",
        "an event that is no relation",
    ],
)
def test_what_the_model_does_not_grant_is_refused(claim, model):
    assert not exported(claim.node, model)
