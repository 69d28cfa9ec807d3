"""An instance that violates a claim refutes it only if it is an instance of the step's model."""

import itertools

import pytest
from hypothesis import strategies as st
from sympy import Mul, Pow, sqrt

from boundcheck import (
    Claim,
    Index,
    Model,
    Prob,
    assume,
    belongs,
    compare,
    family,
    fixed,
    independent,
    layers,
    named_set,
    real,
    reals,
)
from boundcheck.audit import search
from boundcheck.checkers.base import Question
from boundcheck.checkers.fitting import misfit
from boundcheck.dcsc.worlds import build
from boundcheck.errors import BoundcheckError
from boundcheck.evidence import Verdict
from boundcheck.instances.source import Source
from boundcheck.model import EMPTY
from boundcheck.terms import Span

i, j, l = Index("i"), Index("j"), Index("l")
x, p, q, y = (real(name) for name in ("x", "p", "q", "y"))
eps, f, c = (family(name) for name in ("eps", "f", "c"))
All, Lam = named_set("All"), named_set("Lam")
TWO = [list(signs) for signs in itertools.product((1, -1), repeat=2)]


def table(**more):
    """Data of plain tables."""
    return {"kind": "tables", "scalars": {}, "families": {}, "sets": {"All": [0, 1]}, "events": {}, **more}


def drawn(**more):
    """Two signs, all four patterns."""
    families = {"eps": TWO, **more.pop("families", {})}
    return table(outcomes=4, random=["eps", *more.pop("random", ())], families=families, **more)


def found_by(*instances):
    """A source that generates these instances: what it makes may be thrown away."""
    return Source(name="made", boundary=lambda: instances, strategy=lambda: st.sampled_from(instances))


def ask(claim, source, model=EMPTY, *hypotheses):
    """What the search says."""
    question = Question(label="made.line", claim=claim, over=(source,), model=model, hypotheses=hypotheses, effort=2)
    return search(question)


doubled = Model(name="doubled", given=("x",), definitions=(Claim(p, "==", 2 * x),))
through = Model(name="through", given=("x",), definitions=(Claim(p, "==", 2 * x), Claim(q, "==", p + 1)))
entries = Model(name="entries", given=("f",), definitions=(Claim(c(i), "==", f(i) ** 2, ((i, All),)),))
inverse = Model(name="inverse", given=("x",), definitions=(Claim(p, "==", 1 / x),))
whole = Model(name="laws", given=("x",), laws=(assume("positive", x, ">", 0),))
signs = Model(name="signs", signs=("eps",), given=("y",), depends={"q": (), "p": ("eps",)})
layered = Model(name="layered", signs=("eps",), reach={"eps": ("own",), "f": ("above",)})
no_law = drawn(families={"eps": [[1, 1], [1, 1], [1, -1], [-1, -1]]})

CLAIMS = {
    "a definition of the claim's own word": (Claim(p, "==", 2 * x), doubled, table(scalars={"x": 1, "p": 7})),
    "a definition that the claim reaches": (Claim(q, "<=", 4), through, table(scalars={"x": 1, "p": 7, "q": 8})),
    "a definition at one index": (
        Claim(c(i), "<=", 4, ((i, All),)),
        entries,
        table(families={"f": [1, 2], "c": [1, 5]}),
    ),
    "a definition at one outcome": (
        Claim(c(i), "<=", 4, ((i, All),)),
        Model(name="random", signs=("eps",), definitions=(Claim(c(i), "==", eps(i), ((i, All),)),)),
        drawn(random=["c"], families={"c": [*TWO[:3], [5, 5]]}),
    ),
    "a definition that is not defined there": (Claim(p, "<=", 4), inverse, table(scalars={"x": 0, "p": 5})),
    "a law of the model": (Claim(x, ">=", 0), whole, table(scalars={"x": -1})),
    "a sign that is none": (Claim(eps(i), "<=", 1, ((i, All),)), signs, table(families={"eps": [5, 1]})),
    "signs that are not uniform": (Claim(Prob(compare(eps(i), ">", 0)), "<=", y, ((i, All),)), signs,
                                   {**no_law, "scalars": {"y": "1/2"}}),
    "a given word that varies": (Claim(y, "<=", 1), signs, drawn(random=["y"], scalars={"y": [1, 1, 2, 2]})),
    "a word made of nothing that varies": (Claim(q, "<=", 1), signs, drawn(random=["q"], scalars={"q": [1, 1, 2, 2]})),
    "a word made of signs with two values for one pattern": (
        Claim(p, "<=", 1),
        signs,
        table(outcomes=2, random=["p"], families={"eps": [1, 1]}, scalars={"p": [1, 2]}),
    ),
    "a word of higher layers that its own signs move": (
        Claim(f(i), "<=", 1, ((i, All),)),
        layered,
        drawn(random=["f"], families={"f": [[1, 1], [1, 2], [1, 1], [1, 2]]}),
    ),
    "a set of atoms outside of All": (
        Claim(belongs(j, All), "holds", forall=((j, Lam),)),
        EMPTY,
        table(sets={"All": [0], "Lam": [0, 1]}),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CLAIMS)
def test_no_instance_outside_of_the_model_refutes(name):
    claim, model, data = CLAIMS[name]
    found = ask(claim, found_by(data), model)

    assert found.verdict is Verdict.VACUOUS
    assert found.statistics["outside_model"] == 1
    assert "1 more violates the claim and the model too" in found.reason


@pytest.mark.parametrize("name", [name for name in CLAIMS if "not defined" not in name])
def test_a_designed_instance_outside_of_the_model_is_an_error_that_says_where(name):
    claim, model, data = CLAIMS[name]

    with pytest.raises(
        BoundcheckError, match=r"made\.line: .*model .* on the designed instance 'mine': expected .* got"
    ):
        ask(claim, fixed("mine", data), model)


FITTING = {
    "a definition that the claim reaches": table(scalars={"x": 3, "p": 6, "q": 7}),
    "a definition at one index": table(families={"f": [1, 3], "c": [1, 9]}),
    "a word of higher layers that its own signs move": drawn(
        random=["f"], families={"f": [[1, 0], [2, 0], [1, 0], [2, 0]]}
    ),
    "a given word that varies": drawn(scalars={"y": 2}),
    "a word made of signs with two values for one pattern": drawn(random=["p"], scalars={"p": [1, 2, 3, 4]}),
}


@pytest.mark.parametrize("name", FITTING)
def test_an_instance_of_the_model_refutes(name):
    """Beside the one outside of it, which is counted and does not stand in the way."""
    claim, model, data = CLAIMS[name]
    found = ask(claim, found_by(data, FITTING[name]), model)

    assert found.verdict is Verdict.REFUTED
    assert {str(witness.world) for witness in found.witnesses} == {str(FITTING[name])}
    assert found.statistics["outside_model"] == 1
    assert found.statistics["valid"] == 1


def test_words_that_the_claim_does_not_reach_do_not_matter():
    """A definition of another word, and signs that are no signs, are no matter of this claim."""
    model = Model(name="others", signs=("eps",), given=("x",), definitions=(Claim(p, "==", 2 * x),))
    data = table(scalars={"y": 5, "x": 1, "p": 7}, families={"eps": [5]})

    assert misfit(build(data), model, (Claim(y, "<=", 1).node,)) is None
    assert misfit(build(data), model, (Claim(y, "<=", 1).node, Claim(p, ">=", 0).node)) is not None


def test_independence_is_asked_for_only_where_chances_are_spoken_of():
    """Signs without a chance may be any: what holds for all patterns holds for some."""
    claim = Claim(eps(i), ">=", 0, ((i, All),))
    law = Model(name="law", signs=("eps",), laws=(assume("signs", independent((eps(i), i, All)), "holds"),))

    assert ask(claim, fixed("three", no_law), law).verdict is Verdict.REFUTED


def test_numbers_of_a_layer_are_no_signs():
    """A model that calls the entries x of a layer signs is not the model of that layer."""
    model = Model(name="odd", signs=("x",))
    found = ask(Claim(family("x")(i), "<=", 1, ((i, All),)), layers(), model)

    assert found.verdict is not Verdict.REFUTED
    assert "x to be a family of signs" in found.reason


def test_where_there_are_very_many_patterns_the_last_sign_is_read_both_ways():
    """A model that is wrong for half of the patterns is seen to be, though not every pattern is read."""
    alpha = family("alpha")
    last = Model(name="last", signs=("eps",), definitions=(Claim(alpha(i), "==", eps(i), ((i, Span(9, 9)),)),))
    world = build({"kind": "signs", "alpha": [1] * 10, "t": 0})
    why = misfit(world, last, (Claim(alpha(i), "<", 1, ((i, All),)).node,))

    assert why is not None
    assert (why.sure, why.got) == (True, "1 against -1, i = 9")


def test_a_claim_at_undefined_points_is_not_refuted_there_if_it_is_kept_as_printed():
    """What sympy has simplified before it is data is read as it then stands."""
    kept = Mul(x**2, 1 / x, evaluate=False)
    root = Pow(sqrt(x), 2, evaluate=False)
    over = reals(x=["-1", "0", "1"])

    assert ask(Claim(root, ">=", 0), over).verdict is Verdict.SURVIVED
    assert ask(Claim(sqrt(x) ** 2, ">=", 0), over).verdict is Verdict.REFUTED
    assert ask(Claim(~compare(kept, "==", 0), "holds"), over).verdict is Verdict.SURVIVED
    assert ask(Claim(~compare(x**2 / x, "==", 0), "holds"), over).verdict is Verdict.REFUTED
